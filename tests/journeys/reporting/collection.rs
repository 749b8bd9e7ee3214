//! The January collection, and changes within thirty days.

use antou_desk::Unwatched;
use antou_desk::messages::*;

use super::{office, texts};
use crate::clerk::PASSWORD;

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
    let of_unit = YearQuery {
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
