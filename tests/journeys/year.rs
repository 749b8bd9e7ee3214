//! One whole working year of an invented bureau of 400 people in 20 科室, month by month, as its clerk goes through it; and
//! all of it taken back again at the end.

use antou_desk::Unwatched;
use antou_desk::messages::*;
use serde_json::{Value as Json, json};

use crate::clerk::Clerk;

/// The demonstration bureau, with the words its year is told in.
struct Bureau {
    clerk: Clerk,
    unit: i64,
}

impl Bureau {
    fn open() -> Self {
        let clerk = Clerk::with_new_vault();
        let demo = OpenDemo {
            dir: Some(clerk.path("demo").display().to_string()),
        };
        clerk.desk.open_demo(demo, &Unwatched).expect("the bureau");
        let units = clerk.desk.units(Nothing {}, &Unwatched).expect("units");
        let top = units
            .iter()
            .find(|unit| unit.parent.is_none())
            .expect("the bureau");
        assert_eq!(top.people_below, 400);
        assert!(units.len() > 20, "twenty 科室 and more: {}", units.len());
        Self { unit: top.id, clerk }
    }

    /// A command as the window sends it.
    fn asks(&self, command: &str, request: Json) -> Json {
        let answer = self.clerk.desk.call(command, request, &Unwatched);
        answer
            .unwrap_or_else(|failure| panic!("{command}: {failure}"))
            .value
    }

    /// It is this day.
    fn on(&self, day: &str) {
        self.asks("set_as_of", json!({ "date": day }));
    }

    fn listing(&self, name: &str, year: i32, only: &str) -> Json {
        self.asks(
            "listing",
            json!({ "name": name, "year": year, "unit": self.unit, "only": only, "limit": 1000 }),
        )
    }

    /// Everything about everybody, as text.
    fn content(&self) -> Vec<String> {
        let everybody = self.asks(
            "people",
            json!({ "columns": ["name"], "subunits": true, "limit": 1000 }),
        );
        people_of(&everybody, "id")
            .into_iter()
            .map(|person| {
                let dossier = self.clerk.desk.whole_dossier(person).expect("a dossier");
                format!("{person} {}", dossier.to_json())
            })
            .collect()
    }

    fn last_op(&self) -> i64 {
        self.asks("history", json!({ "offset": 0, "limit": 1 }))["operations"][0]["op"]
            .as_i64()
            .unwrap_or_default()
    }
}

/// The people of rows, by the field that names them.
fn people_of(page: &Json, field: &str) -> Vec<i64> {
    let rows = page["rows"].as_array().expect("rows");
    rows.iter().filter_map(|row| row[field].as_i64()).collect()
}

fn count(value: &Json) -> u64 {
    value.as_u64().unwrap_or_else(|| panic!("a number: {value}"))
}

#[test]
fn a_year_of_a_bureau_from_january_to_december() {
    let bureau = Bureau::open();
    let before = bureau.content();
    let begun = bureau.last_op();

    january_collects_reports(&bureau);
    march_draws_who_is_checked(&bureau);
    april_trains(&bureau);
    may_reviews_candidates(&bureau);
    june_talks_and_december_looks_again(&bureau);
    december_assesses(&bureau);
    everything_is_on_paper(&bureau);

    let after = bureau.content();
    assert_ne!(before, after, "a year has left its traces");
    takes_everything_back(&bureau, begun);
    for (before, now) in before.iter().zip(&bureau.content()) {
        assert_eq!(before, now, "as it was before the year");
    }
    let verified = bureau
        .clerk
        .desk
        .verify(Nothing {}, &Unwatched)
        .expect("verified");
    assert!(verified.ok, "{:?}", verified.problems);
}

/// 个人有关事项: everybody who has to report but two hands in; the two are named when the day has passed.
fn january_collects_reports(bureau: &Bureau) {
    bureau.on("2027-01-12");
    let asked = |only: &str| {
        bureau.asks(
            "matters_year",
            json!({ "year": 2026, "unit": bureau.unit, "only": only, "limit": 1000 }),
        )
    };
    bureau.asks(
        "save_matters_round",
        json!({ "year": 2026, "unit": bureau.unit, "opened": "2027.01.04" }),
    );
    let missing = people_of(&asked("missing"), "person");
    assert!(missing.len() > 2, "some have to report: {}", missing.len());
    let (last, handing) = missing
        .split_last_chunk::<2>()
        .map(|(first, last)| (last, first))
        .expect("two");
    let entries: Vec<Json> = handing
        .iter()
        .map(|person| json!({ "person": person, "submitted": "2027.01.15", "received_by": "王敏" }))
        .collect();
    let filled = bureau.asks("fill_matters", json!({ "year": 2026, "entries": entries }));
    assert_eq!(
        count(&filled["changed"]),
        handing.len() as u64,
        "{}",
        filled["problems"]
    );
    bureau.on("2027-02-02");
    let left = asked("missing");
    assert_eq!(people_of(&left, "person"), last, "these two have not handed in");
    assert_eq!(
        count(&left["summary"]["overdue"]),
        2,
        "and the last of January has passed"
    );
}

/// A tenth is drawn by a number everybody can see; whoever draws again draws the same.
fn march_draws_who_is_checked(bureau: &Bureau) {
    bureau.on("2027-03-10");
    let pool = bureau.asks("matters_pool", json!({ "year": 2026, "unit": bureau.unit }));
    let drawn = bureau.asks(
        "draw_matters",
        json!({ "year": 2026, "unit": bureau.unit, "batch": "2027年随机抽查", "seed": "20270310-07-18-22",
                "seed_source": "当日开奖号码", "witnesses": "张志强、李慧" }),
    );
    let chosen = drawn["draw"]["drawn"].as_array().expect("drawn").len() as u64;
    let tenth = (count(&pool["people"]) * count(&pool["percent"])).div_ceil(100);
    assert_eq!(chosen, tenth, "a tenth of {}", pool["people"]);
    let again = bureau.asks("verify_matters_draw", json!({ "id": drawn["draw"]["id"] }));
    assert_eq!(again["same"], true, "{}", again["differences"]);
}

/// 教育培训: a class for those who are short; some of them are short no more.
fn april_trains(bureau: &Bureau) {
    bureau.on("2027-04-20");
    let short = bureau.listing("training_hours", 2027, "short");
    let people: Vec<i64> = people_of(&short, "person").into_iter().take(60).collect();
    let class = json!({
        "class_name": "2027年春季集中轮训班", "started": "2027.04.06", "ended": "2027.04.17",
        "mode": "集中", "hours": "90", "days": "12", "organiser": "组织人事科",
    });
    let added = bureau.asks(
        "add_rows",
        json!({ "set": "training", "values": class, "people": people }),
    );
    assert_eq!(
        count(&added["added"]),
        people.len() as u64,
        "{}",
        added["problems"]
    );
    let left = bureau.listing("training_hours", 2027, "short");
    assert!(
        count(&left["total"]) < count(&short["total"]),
        "fewer are short: {} of {}",
        left["total"],
        short["total"]
    );
    let wrong = json!({ "class_name": "倒着办的班", "started": "2027.05", "ended": "2027.04" });
    let refused = bureau.asks(
        "add_rows",
        json!({ "set": "training", "values": wrong, "people": people }),
    );
    assert_eq!(
        count(&refused["added"]),
        0,
        "a class does not end before it starts: {}",
        refused["problems"]
    );
}

/// 政治审查: five candidates, one fails, and from then on nothing can be proposed for that one.
fn may_reviews_candidates(bureau: &Bureau) {
    bureau.on("2027-05-20");
    let listed = bureau.asks(
        "people",
        json!({ "columns": ["name"], "subunits": true, "limit": 5,
                "conditions": [{ "column": "post.title", "op": "=", "value": "副科长" }] }),
    );
    let people = people_of(&listed, "id");
    assert_eq!(people.len(), 5, "five deputies");
    let opened = bureau.asks(
        "open_reviews",
        json!({ "values": { "kind": "任前", "started": "2027.05.06", "purpose": "2027年第一批" }, "people": people }),
    );
    assert_eq!(count(&opened["opened"]), 5, "{}", opened["problems"]);
    let reviews = bureau.asks("reviews", json!({ "part": "", "text": "", "limit": 1000 }));
    let of = |person: i64| {
        let rows = reviews["rows"].as_array().expect("rows");
        let found = rows
            .iter()
            .find(|row| row["person"] == person && row["purpose"] == "2027年第一批");
        found.expect("a review")["review"].as_i64().expect("its id")
    };
    let fills = |person: i64, values: &[(&str, &str)]| {
        let entries: Vec<Json> = values
            .iter()
            .map(|(item, value)| json!({ "review": of(person), "item": item, "value": value }))
            .collect();
        let filled = bureau.asks("fill_reviews", json!({ "entries": entries }));
        assert_eq!(count(&filled["changed"]), 1, "{}", filled["problems"]);
    };
    let passed = [
        ("political", "1"),
        ("ability", "1"),
        ("conduct", "1"),
        ("integrity", "1"),
        ("conclusion", "1"),
        ("concluded", "2027.05.18"),
    ];
    for person in &people[1..] {
        fills(*person, &passed);
    }
    fills(
        people[0],
        &[
            ("political", "1"),
            ("integrity", "2"),
            ("conclusion", "2"),
            ("concluded", "2027.05.18"),
        ],
    );
    let vetoed = bureau.asks("vetoed", json!({}));
    let vetoed: Vec<i64> = vetoed
        .as_array()
        .expect("people")
        .iter()
        .filter_map(|one| one["person"].as_i64())
        .collect();
    assert!(
        vetoed.contains(&people[0]) && !vetoed.contains(&people[1]),
        "{vetoed:?}"
    );
    let enters = |person: i64| {
        let values = json!({ "pool": "正科级", "entered": "2027.05", "status": "在库" });
        bureau.clerk.desk.call(
            "save_row",
            json!({ "set": "reserve", "person": person, "values": values }),
            &Unwatched,
        )
    };
    let blocked = match enters(people[0]) {
        Err(failure) => failure.to_string(),
        Ok(answer) => {
            assert!(
                answer.value["row"].is_null(),
                "nothing is entered for somebody who failed"
            );
            answer.value["problems"].to_string()
        }
    };
    assert!(blocked.contains("政治审查"), "the reason is named: {blocked}");
    assert!(
        !enters(people[1]).expect("answered").value["row"].is_null(),
        "who passed goes on"
    );
}

/// 谈话: a 诫勉 has to be looked at again after six months, and until then it is due.
fn june_talks_and_december_looks_again(bureau: &Bureau) {
    bureau.on("2027-06-10");
    let person = people_of(
        &bureau.asks(
            "people",
            json!({ "columns": ["name"], "subunits": true, "limit": 30 }),
        ),
        "id",
    )[20];
    let talk = bureau.asks(
        "save_row",
        json!({ "set": "talk", "person": person, "values": { "kind": "诫勉", "date": "2027.06.08", "by": "李慧", "reason": "履职不力" } }),
    );
    let row = talk["row"]["id"].as_i64().expect("kept");
    let state = |day: &str| {
        bureau.on(day);
        let due = bureau.asks("person_due", json!({ "person": person }));
        let of_talk = due
            .as_array()
            .expect("reminders")
            .iter()
            .find(|one| one["set"] == "talk" && one["row"] == row);
        of_talk.map(|one| one["state"].as_str().unwrap_or_default().to_owned())
    };
    assert_eq!(
        state("2027-12-20").as_deref(),
        Some("overdue"),
        "six months have passed"
    );
    bureau.asks(
        "save_row",
        json!({ "set": "talk", "person": person, "row": row, "values": { "reviewed": "2027.12.20" } }),
    );
    assert_eq!(state("2027-12-21"), None, "it has been looked at");
}

/// 年度考核: a grade for everybody; one 优秀 too many is said, and taken back.
fn december_assesses(bureau: &Bureau) {
    bureau.on("2027-12-31");
    let year = |only: &str| {
        bureau.asks(
            "assessment_year",
            json!({ "year": 2027, "unit": bureau.unit, "only": only, "limit": 1000 }),
        )
    };
    let open = year("missing");
    let rows = open["rows"].as_array().expect("rows");
    assert!(
        rows.len() > 300,
        "nearly everybody is to be assessed: {}",
        rows.len()
    );
    let graded = |place: usize, row: &Json| {
        let choice = &row["grades"][usize::from(!place.is_multiple_of(6))];
        let limited = !row["limits"].as_array().expect("limits").is_empty();
        let choice = if limited { &row["grades"][4] } else { choice };
        json!({ "person": row["person"], "grade": choice["code"], "reason": if limited { json!("受限") } else { Json::Null } })
    };
    let entries: Vec<Json> = rows
        .iter()
        .enumerate()
        .map(|(place, row)| graded(place, row))
        .collect();
    let filled = bureau.asks("fill_assessments", json!({ "year": 2027, "entries": entries }));
    assert_eq!(
        count(&filled["changed"]),
        rows.len() as u64,
        "{}",
        filled["problems"]
    );
    let done = year("");
    assert_eq!(count(&done["summary"]["missing"]), 0);
    let exceeded = |view: &Json| view["summary"]["ratios"][0]["exceeded"] == true;
    assert!(
        !exceeded(&done),
        "a sixth is within a fifth: {}",
        done["summary"]["ratios"][0]
    );

    let more: Vec<Json> = rows
        .iter()
        .take(rows.len() / 2)
        .map(|row| json!({ "person": row["person"], "grade": row["grades"][0]["code"] }))
        .collect();
    let filled = bureau.asks("fill_assessments", json!({ "year": 2027, "entries": more }));
    assert!(exceeded(&year("")), "half is too many");
    bureau.asks("undo", json!({ "op": filled["op"] }));
    assert!(!exceeded(&year("")), "taken back");
}

/// What the year leaves in the cabinet.
fn everything_is_on_paper(bureau: &Bureau) {
    for (name, year) in [("assessment_grades", 2027), ("training_hours", 2027)] {
        for ending in ["xlsx", "pdf"] {
            let to = bureau.clerk.path(&format!("{name}.{ending}"));
            let query = json!({ "name": name, "year": year, "unit": bureau.unit });
            let written = bureau.asks(
                "export_listing",
                json!({ "query": query, "title": "名单", "to": to }),
            );
            assert!(count(&written["rows"]) > 300, "{name}: {}", written["rows"]);
            assert!(to.is_file(), "{name}.{ending}");
        }
    }
    let one = people_of(&bureau.listing("assessment_grades", 2027, ""), "person")[0];
    let to = bureau.clerk.path("登记表.pdf");
    let written = bureau.asks(
        "form_export",
        json!({ "form": "assessment_record", "people": [one], "options": { "year": 2027 }, "to": to }),
    );
    assert_eq!(count(&written["pages"]), 2);
}

/// The last act first, whatever can be undone.
fn takes_everything_back(bureau: &Bureau, begun: i64) {
    let mut acts = Vec::new();
    for offset in (0..).step_by(100) {
        let page = bureau.asks("history", json!({ "offset": offset, "limit": 100 }));
        let operations = page["operations"].as_array().expect("operations").clone();
        let is_last = operations.len() < 100;
        acts.extend(operations);
        if is_last {
            break;
        }
    }
    for act in acts {
        if act["op"].as_i64().is_some_and(|op| op > begun)
            && act["undoable"] == true
            && act["undoes"].is_null()
        {
            let undone = bureau.asks("undo", json!({ "op": act["op"] }));
            assert!(!undone["op"].is_null(), "{} is taken back", act["label"]);
        }
    }
}
