//! 个人有关事项: the January collection, changes within thirty days, the draw and the checks, as a clerk does them.

use std::collections::BTreeMap;

use antou_desk::messages::*;
use antou_desk::{Failure, Unwatched};

use crate::clerk::{Clerk, PASSWORD};

/// An office with a head of division, a section head, a section member and somebody of an institution.
struct Office {
    clerk: Clerk,
    head: i64,
    adviser: i64,
    section: i64,
    member: i64,
    institution: i64,
}

fn person(clerk: &Clerk, name: &str, staff: &str, unit: &str, level: &str) -> i64 {
    let person = clerk.adds(&[
        ("name", name),
        ("sex", "男"),
        ("birth", "1978.03"),
        ("staff_kind", staff),
        ("status", "在职"),
    ]);
    clerk.types(
        person,
        "post",
        None,
        &[
            ("unit", unit),
            ("title", "干部"),
            ("level", level),
            ("started", "2020.01"),
            ("leading", "是"),
        ],
    );
    person
}

fn office() -> Office {
    let clerk = Clerk::with_new_vault();
    let head = person(&clerk, "卜一鸣", "公务员", "云岭区档案局", "县处级副职");
    let adviser = person(&clerk, "车二水", "公务员", "云岭区档案局", "乡科级正职");
    clerk.types(
        adviser,
        "rank",
        None,
        &[("rank", "四级调研员"), ("started", "2021.01")],
    );
    let section = person(&clerk, "单三省", "公务员", "云岭区档案局", "乡科级正职");
    let member = person(&clerk, "仇四知", "公务员", "云岭区档案局", "科员级");
    let institution = person(&clerk, "解五经", "事业", "云岭区档案馆", "乡科级正职");
    Office {
        clerk,
        head,
        adviser,
        section,
        member,
        institution,
    }
}

impl Office {
    fn unit(&self, name: &str) -> i64 {
        let units = self.clerk.desk.units(Nothing {}, &Unwatched).expect("units");
        units.iter().find(|unit| unit.name == name).expect(name).id
    }

    fn year(&self, only: &str) -> MattersYearView {
        let query = MattersYearQuery {
            year: 2025,
            unit: None,
            only: only.into(),
            text: String::new(),
            offset: 0,
            limit: 0,
        };
        self.clerk.desk.matters_year(query, &Unwatched).expect("the year")
    }

    fn names(&self, only: &str) -> Vec<String> {
        self.year(only).rows.into_iter().map(|row| row.name).collect()
    }

    fn fills(&self, people: &[i64], submitted: &str) -> FilledMatters {
        let entries = people.iter().map(|person| MattersEntry {
            person: *person,
            submitted: Some(submitted.into()),
            signed: None,
            received_by: Some("石磊".into()),
        });
        let request = FillMatters {
            year: 2025,
            entries: entries.collect(),
        };
        self.clerk.desk.fill_matters(request, &Unwatched).expect("filled")
    }

    fn widens(&self, unit: &str, values: &[(&str, &str)]) -> SavedMatters {
        let request = SaveMattersScope {
            id: None,
            unit: self.unit(unit),
            values: texts(values),
        };
        self.clerk
            .desk
            .save_matters_scope(request, &Unwatched)
            .expect("answered")
    }

    fn lists(&self, name: &str, year: Option<i32>, row: Option<i64>, only: &str) -> ListingPage {
        let query = ListingQuery {
            name: name.into(),
            unit: None,
            year,
            row,
            only: only.into(),
            text: String::new(),
            sort: Vec::new(),
            columns: Vec::new(),
            offset: 0,
            limit: 0,
        };
        self.clerk.desk.listing(query, &Unwatched).expect("the list")
    }

    fn draws(&self, seed: &str, excluded: &[(i64, &str)]) -> Result<DrawnMatters, Failure> {
        let request = DrawMatters {
            year: 2026,
            unit: None,
            batch: "2026年随机抽查".into(),
            percent: Some(50),
            seed: seed.into(),
            seed_source: "现场摇号".into(),
            excluded: excluded
                .iter()
                .map(|(person, reason)| MattersExcluded {
                    person: *person,
                    reason: (*reason).into(),
                })
                .collect(),
            witnesses: "机关纪委 万里".into(),
        };
        self.clerk.desk.draw_matters(request, &Unwatched)
    }

    fn checks(&self, only: &str) -> MattersChecksView {
        let query = MattersChecksQuery {
            year: Some(2026),
            unit: None,
            batch: String::new(),
            only: only.into(),
            text: String::new(),
            offset: 0,
            limit: 0,
        };
        self.clerk.desk.matters_checks(query, &Unwatched).expect("checks")
    }
}

fn texts(values: &[(&str, &str)]) -> BTreeMap<String, String> {
    values
        .iter()
        .map(|(code, text)| ((*code).to_owned(), (*text).to_owned()))
        .collect()
}

#[test]
fn who_reports_follows_the_national_rule_and_the_units_documents_each_named() {
    let office = office();
    let duties = |office: &Office| -> Vec<(String, String, String)> {
        let rows = office.year("").rows.into_iter();
        rows.map(|row| (row.name, row.layer, row.why)).collect()
    };
    let national = duties(&office);
    assert_eq!(national.len(), 2, "{national:?}");
    assert!(national.contains(&("卜一鸣".into(), "national".into(), "职务层次：县处级副职".into())));
    assert!(national.contains(&("车二水".into(), "national".into(), "职级：四级调研员".into())));

    let refused = office.widens(
        "云岭区档案局",
        &[("document", "科级领导干部报告个人有关事项规定")],
    );
    assert!(refused.id.is_none());
    assert!(refused.problems[0].message.contains("没有写明扩大到哪些人"));
    let refused = office.widens(
        "云岭区档案局",
        &[
            ("levels", "乡科级正职"),
            ("document", "某规定"),
            ("started", "2026.05"),
            ("ended", "2025.01"),
        ],
    );
    assert!(refused.problems[0].message.contains("终止日期早于起始日期"));

    let document = "云档党组〔2024〕3号 科级领导干部报告个人有关事项规定";
    let saved = office.widens(
        "云岭区档案局",
        &[
            ("levels", "乡科级正职、乡科级副职"),
            ("document", document),
            ("started", "2024.01.01"),
        ],
    );
    let widened = duties(&office);
    assert_eq!(
        widened.len(),
        3,
        "the unit's section head, not the other unit's: {widened:?}"
    );
    assert!(widened.contains(&("单三省".into(), "unit".into(), "职务层次：乡科级正职".into())));
    let listed = office.lists("matters_reporters", None, None, "unit");
    assert_eq!(listed.rows[0].cells[5], document, "the document is named");
    assert_eq!(listed.rows[0].person, Some(office.section));

    office.widens(
        "云岭区档案馆",
        &[("staff_kinds", "事业"), ("document", "馆务会纪要〔2025〕2号")],
    );
    let scopes = office
        .clerk
        .desk
        .matters_scopes(Nothing {}, &Unwatched)
        .expect("scopes");
    assert_eq!(scopes.national_people, 2);
    let people: Vec<(String, u64)> = scopes
        .units
        .iter()
        .map(|scope| (scope.text.clone(), scope.people))
        .collect();
    assert!(people.contains(&("事业全部人员".into(), 1)), "{people:?}");
    assert!(office.names("").contains(&"解五经".to_owned()));
    assert!(
        scopes.national.expect("the rule").verify.is_some(),
        "what has to be checked is said"
    );

    office.clerk.undoes(None);
    office.clerk.undoes(saved.op);
    assert_eq!(duties(&office), national, "taken back");
    assert!(
        !office.names("").iter().any(|name| name == "仇四知"),
        "{}",
        office.member
    );
    let _ = office.institution;
}

#[test]
fn who_is_to_join_the_party_reports_when_the_unit_asks_it() {
    let office = office();
    office.clerk.types(
        office.member,
        "party_step",
        None,
        &[("step", "确定发展对象"), ("date", "2026.05")],
    );
    office.widens(
        "云岭区档案局",
        &[("development", "是"), ("document", "发展党员工作办法")],
    );
    let row = office.year("unit").rows.remove(0);
    assert_eq!((row.name.as_str(), row.why.as_str()), ("仇四知", "发展对象"));
    office.clerk.types(
        office.member,
        "person",
        Some(office.member),
        &[("political_status", "中共预备党员")],
    );
    assert!(office.year("unit").rows.is_empty(), "no longer a candidate");
}

#[test]
fn january_is_filled_the_missing_are_listed_and_all_is_taken_back_in_one_step() {
    let office = office();
    office.widens(
        "云岭区档案局",
        &[("levels", "乡科级正职"), ("document", "科级规定")],
    );
    let before = office.year("").summary;
    assert_eq!(
        (before.people, before.national, before.unit, before.missing),
        (3, 2, 1, 3)
    );
    assert_eq!(before.due, "2026.01.31");
    assert_eq!(before.rule.expect("cited").id, "SX-01");
    assert_eq!(before.overdue, 3, "in November January is over");

    let unit = office.unit("云岭区档案局");
    let round = |due: &str| SaveMattersRound {
        year: 2025,
        unit,
        due: due.into(),
        opened: "2026.01.04".into(),
        closed: String::new(),
    };
    let refused = office
        .clerk
        .desk
        .save_matters_round(round("2026.02.10"), &Unwatched)
        .expect("answered");
    assert!(
        refused.id.is_none() && refused.problems[0].message.contains("可以提前、不能推后"),
        "{:?}",
        refused.problems
    );
    office
        .clerk
        .desk
        .save_matters_round(round("2026.01.20"), &Unwatched)
        .expect("opened");
    let of_unit = MattersYearQuery {
        year: 2025,
        unit: Some(unit),
        only: String::new(),
        text: "bym".into(),
        offset: 0,
        limit: 0,
    };
    let opened = office
        .clerk
        .desk
        .matters_year(of_unit, &Unwatched)
        .expect("the year");
    assert_eq!(opened.total, 1, "found by initials");
    assert_eq!(opened.summary.due, "2026.01.20", "the unit's own day is earlier");
    assert_eq!(opened.summary.round.expect("opened").opened, "2026.01.04");

    let filled = office.fills(&[office.head, office.adviser], "2026.1.15");
    assert_eq!(filled.changed, 2);
    let late = office.fills(&[office.section], "2026.2.3");
    assert_eq!(office.names("handed").len(), 3);
    assert_eq!(office.names("late"), ["单三省"]);
    assert_eq!(office.names("missing"), Vec::<String>::new());
    let listed = office.lists("matters_collection", Some(2025), None, "late");
    assert_eq!(listed.title, "2025年度个人有关事项报告逾期交表人员");
    assert_eq!(listed.rows[0].cells[7], "逾期交");

    let row = office.year("late").rows[0].row.expect("a report");
    office.clerk.types(
        office.section,
        "matters",
        Some(row),
        &[("content", "内容不上回执"), ("filled", "房产")],
    );
    let receipt = FormPreview {
        form: "matters_receipt".into(),
        people: Vec::new(),
        rows: vec![row],
        options: FormOptions::default(),
    };
    let pages = office
        .clerk
        .desk
        .form_preview(receipt.clone(), &Unwatched)
        .expect("a receipt")
        .pages;
    assert_eq!(pages.len(), 1, "slip and stub on one page");
    let to = office.clerk.path("回执.pdf");
    let export = FormExport {
        form: receipt.form,
        people: Vec::new(),
        rows: receipt.rows,
        options: receipt.options,
        to: to.display().to_string(),
        kind: String::new(),
        names: String::new(),
    };
    office
        .clerk
        .desk
        .form_export(export, &Unwatched)
        .expect("written");
    let printed = crate::printing::text_of(&to);
    for part in [
        "单三省",
        "2025年度集中报告",
        "2026年2月3日",
        "石磊",
        "云岭区机关事务管理局",
    ] {
        assert!(printed.contains(part), "{part} is missing in {printed}");
    }
    assert!(
        !printed.contains("内容不上回执") && !printed.contains("房产"),
        "the conclusion only"
    );
    office.clerk.undoes(None);
    office.clerk.undoes(late.op);
    assert_eq!(office.names("missing"), ["单三省"]);
    let reminder = office.lists("matters_collection", Some(2025), None, "missing");
    assert_eq!(
        (reminder.title.as_str(), reminder.rows.len()),
        ("2025年度个人有关事项报告催报名单", 1)
    );
    let to = office.clerk.path("催报名单.pdf");
    let query = ListingQuery {
        name: "matters_collection".into(),
        unit: None,
        year: Some(2025),
        row: None,
        only: "missing".into(),
        text: String::new(),
        sort: Vec::new(),
        columns: Vec::new(),
        offset: 0,
        limit: 0,
    };
    let export = ExportListing {
        query,
        title: reminder.title.clone(),
        to: to.display().to_string(),
    };
    office
        .clerk
        .desk
        .export_listing(export, &Unwatched)
        .expect("printed");
    assert!(to.exists());

    office.clerk.undoes(filled.op);
    let left = office.clerk.lists(PeopleQuery {
        columns: vec!["matters.year".into()],
        limit: 100,
        ..PeopleQuery::default()
    });
    assert!(
        left.iter().all(String::is_empty),
        "no row is left behind: {left:?}"
    );
}

#[test]
fn clearing_a_date_takes_away_no_more_than_it_says() {
    let office = office();
    office.fills(&[office.head], "2026.1.15");
    let row = office.year("handed").rows[0].row;
    office
        .clerk
        .types(office.head, "matters", row, &[("content", "有变化的内容")]);
    let cleared = |person| FillMatters {
        year: 2025,
        entries: vec![MattersEntry {
            person,
            submitted: Some(String::new()),
            signed: None,
            received_by: Some(String::new()),
        }],
    };
    office
        .clerk
        .desk
        .fill_matters(cleared(office.head), &Unwatched)
        .expect("cleared");
    assert_eq!(
        office.clerk.shows(office.head, "matters.content"),
        "●●●",
        "what the report says stays"
    );
    let why = Why {
        reason: "核对".into(),
        password: PASSWORD.into(),
    };
    let reveal = Reveal {
        person: office.head,
        set: "matters".into(),
        why,
    };
    let rows = office
        .clerk
        .desk
        .reveal(reveal, &Unwatched)
        .expect("revealed")
        .rows;
    assert_eq!(rows[0].cells["content"].text, "有变化的内容");
    let wrong = FillMatters {
        year: 2025,
        entries: vec![MattersEntry {
            person: office.head,
            submitted: Some("2026.13.45".into()),
            signed: None,
            received_by: None,
        }],
    };
    let refused = office
        .clerk
        .desk
        .fill_matters(wrong, &Unwatched)
        .expect("answered");
    assert_eq!(
        (refused.changed, refused.problems.len()),
        (0, 1),
        "{:?}",
        refused.problems
    );
}

#[test]
fn dates_that_cannot_be_are_said_with_the_way_out() {
    let office = office();
    let entries = vec![MattersEntry {
        person: office.head,
        submitted: Some("2026.1.15".into()),
        signed: Some("2026.1.20".into()),
        received_by: None,
    }];
    let filled = office
        .clerk
        .desk
        .fill_matters(FillMatters { year: 2025, entries }, &Unwatched)
        .expect("filled");
    assert!(
        filled.problems[0]
            .problem
            .message
            .contains("封面填表日期晚于交表时间"),
        "{:?}",
        filled.problems
    );
    office.fills(&[office.adviser], "2025.6.1");
    let doubts: Vec<String> = office
        .year("doubt")
        .rows
        .into_iter()
        .flat_map(|row| row.doubts)
        .collect();
    assert!(
        doubts
            .iter()
            .any(|doubt| doubt.contains("2025年度还没有结束就交了表")),
        "{doubts:?}"
    );
}

#[test]
fn changes_are_due_in_thirty_days_and_several_a_year_stand_side_by_side() {
    let office = office();
    let change = |happened: &str, submitted: &str| AddRows {
        set: "matters".into(),
        values: texts(&[
            ("occasion", "变动事项报告"),
            ("year", "2026"),
            ("happened", happened),
            ("submitted", submitted),
        ]),
        people: vec![office.head],
    };
    for (happened, submitted) in [("2026.03.01", "2026.03.31"), ("2026.05.01", "2026.06.15")] {
        let added = office
            .clerk
            .desk
            .add_rows(change(happened, submitted), &Unwatched)
            .expect("added");
        assert_eq!(added.added, 1, "{:?}", added.problems);
    }
    let occasion = AddRows {
        set: "matters".into(),
        values: texts(&[
            ("occasion", "拟提拔对象报告"),
            ("year", "2026"),
            ("submitted", "2026.08.01"),
        ]),
        people: vec![office.section],
    };
    office.clerk.desk.add_rows(occasion, &Unwatched).expect("added");
    let all = office.lists("matters_special", Some(2026), None, "");
    assert_eq!(all.rows.len(), 3);
    let late = office.lists("matters_special", Some(2026), None, "late");
    assert_eq!(late.rows.len(), 1);
    assert_eq!(
        late.rows[0].cells[4..9],
        ["2026.05.01", "2026.05.31", "2026.06.15", "", "逾期报告"]
    );
    assert_eq!(
        late.rules.iter().map(|rule| rule.id.as_str()).collect::<Vec<_>>(),
        ["SX-02", "SX-03"]
    );
    assert_eq!(
        office
            .lists("matters_special", Some(2026), None, "occasion")
            .rows
            .len(),
        1
    );
}

#[test]
fn a_draw_is_kept_with_all_that_decided_it_and_comes_out_the_same_again() {
    let office = office();
    office.widens(
        "云岭区档案局",
        &[("levels", "乡科级正职、科员级"), ("document", "科级规定")],
    );
    let pool = office
        .clerk
        .desk
        .matters_pool(
            MattersPoolQuery {
                year: 2026,
                unit: None,
            },
            &Unwatched,
        )
        .expect("the pool");
    assert_eq!(
        (pool.people, pool.percent, pool.batch.as_str()),
        (4, 10, "2026年随机抽查")
    );
    assert_eq!(pool.rule.expect("cited").id, "SX-05");

    let silent = office
        .draws("03 17 22", &[(office.member, "  ")])
        .expect_err("refused");
    assert!(silent.message.contains("没有写明原因"));
    let drawn = office
        .draws("03 17 22 28 31 06", &[(office.member, "长期病假")])
        .expect("drawn");
    let people: Vec<i64> = drawn.draw.drawn.iter().map(|drawn| drawn.person).collect();
    assert_eq!(people.len(), 2, "half of three, a fraction being one more");
    assert!(!people.contains(&office.member));
    assert_eq!(drawn.draw.cells["seed"], "03 17 22 28 31 06");
    assert_eq!(drawn.draw.excluded[0].note, "长期病假");
    assert_eq!(
        office.checks("random").rows.len(),
        2,
        "a check is due of everybody drawn"
    );

    let verify = || {
        office
            .clerk
            .desk
            .verify_matters_draw(MattersDrawId { id: drawn.draw.id }, &Unwatched)
            .expect("verified")
    };
    let again = verify();
    assert!(
        again.same && again.differences.is_empty(),
        "{:?}",
        again.differences
    );
    assert_eq!((again.population, again.drawn), (3, 2));
    assert_eq!(again.digest, drawn.draw.cells["digest"]);

    let twice = office.draws("1", &[]).expect_err("the same name twice");
    assert_eq!(twice.code, "matters.batch");

    let record = office.lists("matters_draw", None, Some(drawn.draw.id), "");
    assert_eq!(
        record
            .rows
            .iter()
            .filter_map(|row| row.person)
            .collect::<Vec<_>>(),
        people,
        "in the order drawn"
    );
    assert!(
        record
            .notes
            .iter()
            .any(|note| note.contains("03 17 22 28 31 06") && note.contains(&again.digest))
    );
    assert_eq!(
        office
            .lists("matters_draw", None, Some(drawn.draw.id), "population")
            .rows
            .len(),
        3
    );
    assert_eq!(
        office
            .lists("matters_draw", None, Some(drawn.draw.id), "excluded")
            .rows[0]
            .cells[4],
        "长期病假"
    );

    let check = office.checks("random").rows[0].row;
    office
        .clerk
        .desk
        .delete_row(
            RowId {
                set: "matters_check".into(),
                row: check,
            },
            &Unwatched,
        )
        .expect("deleted");
    assert!(
        verify()
            .differences
            .iter()
            .any(|told| told.contains("已经没有这一批次的查核登记"))
    );
    office.clerk.undoes(None);
    office.clerk.undoes(drawn.op);
    assert!(
        office.checks("").rows.is_empty(),
        "the draw and its checks are taken back together"
    );
    let same = office
        .draws("03 17 22 28 31 06", &[(office.member, "长期病假")])
        .expect("drawn again");
    assert_eq!(
        same.draw
            .drawn
            .iter()
            .map(|drawn| drawn.person)
            .collect::<Vec<_>>(),
        people,
        "the same people again"
    );

    let made = office.clerk.desk.draw_matters(
        DrawMatters {
            year: 2026,
            unit: None,
            batch: "补抽".into(),
            percent: None,
            seed: String::new(),
            seed_source: String::new(),
            excluded: Vec::new(),
            witnesses: String::new(),
        },
        &Unwatched,
    );
    let made = made.expect("drawn");
    assert_eq!(made.draw.cells["seed_source"], "计算机随机数");
    assert_eq!(made.draw.cells["seed"].len(), 32, "the seed is shown");
    assert_eq!(
        (made.draw.cells["percent"].as_str(), made.draw.drawn.len()),
        ("10", 1)
    );
}

#[test]
fn results_are_entered_for_many_influence_is_computed_and_contradictions_are_said() {
    let office = office();
    let key = AddRows {
        set: "matters_check".into(),
        values: texts(&[
            ("kind", "重点查核"),
            ("cause", "拟提拔"),
            ("batch", "2026年6月考察"),
            ("year", "2026"),
            ("checked", "2026.06.10"),
            ("result", "一致"),
        ]),
        people: vec![office.head, office.adviser, office.section],
    };
    assert_eq!(
        office.clerk.desk.add_rows(key, &Unwatched).expect("added").added,
        3
    );
    let row_of = |person: i64| {
        let rows = office.checks("").rows;
        rows.iter()
            .find(|row| row.person == person)
            .map(|row| row.row)
            .expect("a check")
    };
    let fills = |rows: Vec<i64>, values: &[(&str, &str)]| {
        let request = FillMattersChecks {
            rows,
            values: texts(values),
        };
        office.clerk.desk.fill_matters_checks(request, &Unwatched)
    };
    let filled = fills(
        vec![row_of(office.adviser), row_of(office.section)],
        &[("result", "隐瞒不报")],
    )
    .expect("filled");
    assert_eq!(filled.changed, 2);
    assert!(
        office
            .checks("doubt")
            .rows
            .iter()
            .all(|row| row.doubts[0].contains("还没有处理"))
    );
    fills(
        vec![row_of(office.adviser)],
        &[("handling", "诫勉"), ("handled", "2026.07.01")],
    )
    .expect("filled");
    let handled = office.checks("influence").rows.remove(0);
    assert_eq!(
        (handled.person, handled.until.as_str()),
        (office.adviser, "2027.01.01")
    );
    assert!(handled.blocks.contains("提拔"));
    assert!(handled.rule.expect("cited").verify.is_some(), "需核实 is shown");
    fills(
        vec![row_of(office.section)],
        &[("handling", "批评教育"), ("handled", "2026.06.01")],
    )
    .expect("filled");
    let told = office.checks("doubt").rows.remove(0).doubts.join("；");
    assert!(told.contains("处理时间早于查核时间"), "{told}");
    let counts: BTreeMap<String, u64> = office
        .checks("")
        .counts
        .into_iter()
        .map(|count| (count.only, count.people))
        .collect();
    assert_eq!(
        (
            counts[""],
            counts["key"],
            counts["1"],
            counts["4"],
            counts["influence"]
        ),
        (3, 3, 1, 2, 1)
    );

    let listed = office.lists("matters_checks", Some(2026), None, "4/2026年6月考察");
    assert_eq!(listed.rows.len(), 2);
    assert_eq!(listed.title, "2026年个人有关事项查核结果（2026年6月考察）");
    let refused = fills(vec![row_of(office.head)], &[("note", "说明")]).expect_err("refused");
    assert!(refused.message.contains("说明"));
    let undo = UndoRequest {
        op: filled.op,
        ..UndoRequest::default()
    };
    let refused = office.clerk.desk.undo(undo, &Unwatched).expect_err("refused");
    assert_eq!(
        refused.code, "undo.changed_since",
        "what was changed since is named"
    );
    assert_eq!(office.checks("4").rows.len(), 2);
}
