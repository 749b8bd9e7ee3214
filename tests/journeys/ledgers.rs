//! Ledgers: leafing through a register of everybody, exporting and printing it.

use antou_desk::Unwatched;
use antou_desk::messages::*;

use crate::clerk::Clerk;
use crate::printing::text_of;

fn trained() -> Clerk {
    let clerk = Clerk::with_new_vault();
    for (name, birth, number, unit, hours) in [
        ("张三", "1985.03", "990101198503120010", "财政局", "40"),
        ("李四", "1979.11", "990101197911230038", "财政局", "8.5"),
        ("王五", "1990.01", "990101199001010019", "教育局", "16"),
    ] {
        let person = clerk.adds(&[
            ("name", name),
            ("birth", birth),
            ("id_number", number),
            ("sex", "男"),
        ]);
        let post = [
            ("unit", unit),
            ("title", "科员"),
            ("started", "2020.01"),
            ("main", "是"),
        ];
        assert!(clerk.types(person, "post", None, &post).row.is_some());
        let class = [
            ("class_name", "中青年干部培训班"),
            ("started", "2025.03.03"),
            ("ended", "2025.03.28"),
            ("hours", hours),
        ];
        assert!(clerk.types(person, "training", None, &class).row.is_some());
    }
    let other = [
        ("class_name", "网络学习"),
        ("started", "2024.05.01"),
        ("hours", "50"),
    ];
    assert!(
        clerk
            .types(clerk.person("张三"), "training", None, &other)
            .row
            .is_some()
    );
    clerk
}

fn query(text: &str, columns: &[&str]) -> LedgerQuery {
    LedgerQuery {
        set: "training".into(),
        query: PeopleQuery {
            text: text.into(),
            columns: columns.iter().map(|column| (*column).to_owned()).collect(),
            ..PeopleQuery::default()
        },
    }
}

fn lines(clerk: &Clerk, query: LedgerQuery) -> Vec<String> {
    let page = clerk.desk.ledger(query, &Unwatched).expect("a page");
    page.rows.into_iter().map(|row| row.cells.join("|")).collect()
}

#[test]
fn a_clerk_leafs_through_the_trainings_of_everybody() {
    let clerk = trained();
    let columns = [
        "name",
        "post.unit",
        "training.class_name",
        "training.started",
        "training.hours",
        "age",
    ];
    for (typed, found) in [
        (
            "中青年",
            vec![
                "王五|教育局|中青年干部培训班|2025.03.03|16|36",
                "张三|财政局|中青年干部培训班|2025.03.03|40|41",
                "李四|财政局|中青年干部培训班|2025.03.03|8.5|47",
            ],
        ),
        (
            "财政局 中青年 ls",
            vec!["李四|财政局|中青年干部培训班|2025.03.03|8.5|47"],
        ),
        ("2024", vec!["张三|财政局|网络学习|2024.05.01|50|41"]),
        ("没有这个班", vec![]),
    ] {
        assert_eq!(lines(&clerk, query(typed, &columns)), found, "{typed}");
    }
    let mut narrowed = query("", &["name", "training.hours"]);
    narrowed.query.conditions = vec![Condition {
        column: "training.hours".into(),
        op: ">=".into(),
        value: "40".into(),
    }];
    assert_eq!(lines(&clerk, narrowed), ["张三|40", "张三|50"]);
}

#[test]
fn an_exported_ledger_comes_back_unchanged() {
    let clerk = trained();
    let columns = [
        "name",
        "id_number",
        "training.class_name",
        "training.started",
        "training.ended",
        "training.hours",
    ];
    let file = clerk.path("教育培训台账.xlsx");
    let request = ExportLedger {
        query: query("", &columns),
        title: "教育培训台账".into(),
        to: file.display().to_string(),
        why: None,
    };
    assert_eq!(
        clerk
            .desk
            .export_ledger(request, &Unwatched)
            .expect("written")
            .rows,
        4
    );
    let view = clerk.opens(&file);
    assert_eq!(view.sheets[0].set.as_deref(), Some("教育培训"));
    assert_eq!(
        (view.counts.unchanged, view.counts.read),
        (4, 4),
        "{:?}",
        view.counts
    );
    assert_eq!(
        view.problems
            .iter()
            .map(|problem| problem.code.as_str())
            .collect::<Vec<_>>(),
        Vec::<&str>::new()
    );
}

#[test]
fn a_ledger_is_previewed_and_printed_as_it_is_listed() {
    let clerk = trained();
    let columns = [
        "name",
        "training.class_name",
        "training.started",
        "training.hours",
    ];
    let preview = PreviewLedger {
        query: query("中青年", &columns),
        title: "教育培训台账".into(),
    };
    let pages = clerk.desk.preview_ledger(preview, &Unwatched).expect("pages");
    assert_eq!(pages.pages.len(), 1);
    let file = clerk.path("台账.pdf");
    let request = ExportLedger {
        query: query("中青年", &columns),
        title: "教育培训台账".into(),
        to: file.display().to_string(),
        why: None,
    };
    assert_eq!(
        clerk
            .desk
            .export_ledger(request, &Unwatched)
            .expect("written")
            .rows,
        3
    );
    let text = text_of(&file);
    for part in ["教育培训台账", "共3行", "李四", "8.5"] {
        assert!(text.contains(part), "{part} is missing in {text}");
    }
    let wrong = ExportLedger {
        query: query("", &columns),
        title: "台账".into(),
        to: clerk.path("台账.doc").display().to_string(),
        why: None,
    };
    assert_eq!(
        clerk
            .desk
            .export_ledger(wrong, &Unwatched)
            .expect_err("refused")
            .code,
        "export.kind"
    );
}

/// A ledger of a set with the columns its screen asks for.
fn whole(set: &antou_record::Set, columns: Vec<String>) -> LedgerQuery {
    LedgerQuery {
        set: set.code.clone(),
        query: PeopleQuery {
            columns,
            subunits: true,
            ..PeopleQuery::default()
        },
    }
}

#[test]
fn every_set_of_people_and_of_units_is_a_ledger() {
    let clerk = trained();
    for set in antou_record::dictionary().sets() {
        if set.owner == antou_record::Owner::None {
            continue;
        }
        let shown = set
            .items
            .iter()
            .filter(|item| !item.is_protected() && item.kind != antou_record::Kind::Blob);
        let columns: Vec<String> = shown.map(|item| format!("{}.{}", set.code, item.code)).collect();
        let page = clerk.desk.ledger(whole(set, columns.clone()), &Unwatched);
        let page = page.unwrap_or_else(|failure| panic!("{}: {failure}", set.code));
        assert!(
            page.rows.iter().all(|row| row.cells.len() == columns.len()),
            "{}",
            set.code
        );
        let sorted = columns.first().map(|column| SortKey {
            column: column.clone(),
            descending: true,
        });
        let mut narrowed = whole(set, columns);
        narrowed.query.conditions = sorted
            .iter()
            .map(|key| Condition {
                column: key.column.clone(),
                op: "filled".into(),
                value: String::new(),
            })
            .collect();
        narrowed.query.sort = sorted.into_iter().collect();
        let answer = clerk.desk.ledger(narrowed, &Unwatched);
        answer.unwrap_or_else(|failure| panic!("{} sorted: {failure}", set.code));
    }
}

#[test]
fn the_register_of_offices_is_listed_changed_exported_and_printed() {
    let clerk = trained();
    for (unit, year, grade) in [
        ("财政局", "2025", "合格"),
        ("教育局", "2025", "不合格"),
        ("财政局", "2024", "合格"),
    ] {
        let result = [("unit", unit), ("year", year), ("grade", grade)];
        assert!(clerk.types(0, "unit_assessment", None, &result).row.is_some());
    }
    let set = antou_record::dictionary()
        .set("unit_assessment")
        .expect("the set");
    let columns = ["unit", "year", "grade", "rank"].map(|item| format!("unit_assessment.{item}"));
    let asked = || whole(set, columns.to_vec());
    assert_eq!(
        lines(&clerk, asked())
            .iter()
            .filter(|line| line.starts_with("财政局|"))
            .count(),
        2
    );
    let mut failing = asked();
    failing.query.conditions = vec![Condition {
        column: "unit_assessment.grade".into(),
        op: "=".into(),
        value: "不合格".into(),
    }];
    assert_eq!(lines(&clerk, failing.clone()), ["教育局|2025|不合格|"]);

    let edit = BatchEdit {
        set: "unit_assessment".into(),
        item: "rank".into(),
        rows: None,
        query: failing.query,
        action: BatchAction {
            kind: "put".into(),
            text: "12".into(),
            ..BatchAction::default()
        },
    };
    let done = clerk.desk.batch_edit(edit, &Unwatched).expect("changed");
    assert_eq!(done.changed, 1);
    assert!(lines(&clerk, asked()).contains(&"教育局|2025|不合格|12".to_owned()));
    clerk.undoes(done.op);
    assert!(lines(&clerk, asked()).contains(&"教育局|2025|不合格|".to_owned()));

    for (name, rows) in [("科室考核台账.xlsx", 3), ("科室考核台账.pdf", 3)] {
        let request = ExportLedger {
            query: asked(),
            title: "科室考核台账".into(),
            to: clerk.path(name).display().to_string(),
            why: None,
        };
        let written = clerk.desk.export_ledger(request, &Unwatched).expect("written");
        assert_eq!(written.rows, rows, "{name}");
    }
    assert!(text_of(&clerk.path("科室考核台账.pdf")).contains("教育局"));
    let view = clerk.opens(&clerk.path("科室考核台账.xlsx"));
    assert_eq!(
        (view.counts.unchanged, view.counts.held),
        (3, 0),
        "{:?}",
        view.counts
    );
}
