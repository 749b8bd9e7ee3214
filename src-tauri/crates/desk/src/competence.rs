//! 干部专业素养档案: 培训经历, 专业资质 and 实践成果 of one person, brought together for print.

use antou_form::Sheet;
use antou_policy::training::planned_period;
use antou_record::facts::{Person, Post, Rank};
use antou_record::{Record, Row, Value, wording};
use serde_json::{Value as Json, json};

use crate::failure::Failure;
use crate::forms::Asked;
use crate::training::{Attended, shown};

/// What stands on 干部专业素养档案.
pub(crate) fn competence(asked: &Asked<'_>) -> Result<Sheet, Failure> {
    let dossier = asked.dossier;
    let person: Person = dossier.fact();
    let posts: Vec<Post> = dossier.facts();
    let ranks: Vec<Rank> = dossier.facts();
    let current = posts.iter().find(|post| post.ended.is_none());
    let mut credentials: Vec<(String, [String; 4])> =
        dossier.rows("education").iter().map(schooling).collect();
    credentials.extend(dossier.rows("qualification").iter().map(qualification));
    credentials.sort_by(|one, two| one.0.cmp(&two.0));
    let content = json!({
        "name": person.name,
        "sex": person.sex.label,
        "birth": person.birth.map(wording::month).unwrap_or_default(),
        "unit": current.map(|post| post.unit.clone()).unwrap_or_default(),
        "post": wording::posts_now(&posts, &ranks),
        "speciality": person.speciality,
        "as_of": asked.as_of.dotted(),
        "hours": hours(asked),
        "training": dossier.rows("training").iter().map(class).collect::<Vec<_>>(),
        "credentials": credentials.into_iter().map(|(_, cells)| cells).collect::<Vec<_>>(),
        "practice": dossier.rows("practice").iter().map(practice).collect::<Vec<_>>(),
    });
    let mut sheet = Sheet::new(person.name, &content)?;
    sheet.photo.clone_from(&dossier.photo);
    Ok(sheet)
}

fn period(row: &Row) -> String {
    let date = |code: &str| row.get(code).and_then(Value::as_date);
    match (date("started"), date("ended")) {
        (started, ended) if started == ended => started.map(wording::month).unwrap_or_default(),
        (started, ended) => wording::period(started, ended).replace("--", "—"),
    }
}

fn class(record: &Record) -> [String; 6] {
    let row = &record.row;
    let amount = |code: &str, unit: &str| match row.shown(code) {
        text if text.is_empty() => None,
        text => Some(format!("{text}{unit}")),
    };
    let amounts: Vec<String> = [amount("hours", "学时"), amount("days", "天")]
        .into_iter()
        .flatten()
        .collect();
    [
        period(row),
        row.shown("class_name"),
        row.shown("organiser"),
        row.shown("mode"),
        amounts.join("，"),
        row.shown("result"),
    ]
}

/// Of the year, of five years and of the period of the national plan; online hours stand apart.
fn hours(asked: &Asked<'_>) -> Json {
    let year = i64::from(asked.as_of.year());
    let plan = planned_period(asked.as_of.year());
    let mut attended = Attended::default();
    for record in asked.dossier.rows("training") {
        attended.add(&record.row, year, i64::from(plan.0));
    }
    if attended.of_five.hours + attended.of_five.online_hours + attended.of_period.hours == 0.0 {
        return json!([]);
    }
    let five = attended.of_five;
    let mut told = vec![
        [
            format!("{year}年度："),
            format!("{}学时", shown(attended.of_year.hours)),
        ],
        ["近五年：".to_owned(), format!("{}学时", shown(five.hours))],
        [
            format!("{}—{}年规划期：", plan.0, plan.1),
            format!("{}学时", shown(attended.of_period.hours)),
        ],
    ];
    if five.online_hours > 0.0 {
        told.push([
            "近五年网络培训：".to_owned(),
            format!("{}学时", shown(five.online_hours)),
        ]);
    }
    json!(told)
}

/// With the date it is ordered by.
fn schooling(record: &Record) -> (String, [String; 4]) {
    let row = &record.row;
    let date = |code: &str| row.get(code).and_then(Value::as_date);
    let at = date("graduated").or(date("degree_awarded"));
    let names = [row.shown("level"), row.shown("degree"), row.shown("major")];
    let names: Vec<String> = names.into_iter().filter(|name| !name.is_empty()).collect();
    credential(
        at,
        names.join("、"),
        format!("{}学历学位", row.shown("mode")),
        row.shown("school"),
    )
}

fn qualification(record: &Record) -> (String, [String; 4]) {
    let row = &record.row;
    let at = row.get("obtained").and_then(Value::as_date);
    credential(at, row.shown("name"), row.shown("kind"), row.shown("authority"))
}

fn credential(
    at: Option<antou_record::PartialDate>,
    name: String,
    kind: String,
    from: String,
) -> (String, [String; 4]) {
    let order = at.map(|at| at.to_string()).unwrap_or_default();
    (
        order,
        [at.map(wording::month).unwrap_or_default(), name, kind, from],
    )
}

fn practice(record: &Record) -> [String; 4] {
    let row = &record.row;
    let place = [row.shown("unit"), row.shown("role")];
    let place: Vec<String> = place.into_iter().filter(|text| !text.is_empty()).collect();
    [
        period(row),
        row.shown("kind"),
        place.join(" "),
        row.shown("result"),
    ]
}
