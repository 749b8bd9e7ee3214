//! A year of training: a class with those who took part, hours against what is owed, the classes of the year.

use std::collections::BTreeMap;

use antou_desk::Unwatched;
use antou_desk::messages::*;

use crate::clerk::Clerk;

fn bureau() -> Clerk {
    let clerk = Clerk::with_new_vault();
    for (name, unit, title, level, since) in [
        ("张三", "财政局", "局长", "县处级正职", "2015.01"),
        ("李四", "财政局", "科长", "乡科级正职", "2026.03"),
        ("王五", "教育局", "科员", "科员级", "2020.01"),
        ("赵六", "教育局", "职员", "", "2020.01"),
    ] {
        let person = clerk.adds(&[("name", name), ("birth", "1980.01"), ("sex", "男")]);
        let mut post = vec![
            ("unit", unit),
            ("title", title),
            ("started", "2020.01"),
            ("main", "是"),
            ("level_since", since),
        ];
        post.extend((!level.is_empty()).then_some(("level", level)));
        assert!(clerk.types(person, "post", None, &post).row.is_some());
    }
    clerk
}

fn class(clerk: &Clerk, values: &[(&str, &str)], people: &[&str]) -> AddedRows {
    let request = AddRows {
        set: "training".into(),
        values: values
            .iter()
            .map(|(code, text)| ((*code).to_owned(), (*text).to_owned()))
            .collect::<BTreeMap<_, _>>(),
        people: people.iter().map(|name| clerk.person(name)).collect(),
    };
    clerk.desk.add_rows(request, &Unwatched).expect("answered")
}

fn year(clerk: &Clerk, only: &str) -> TrainingYearView {
    let request = YearQuery {
        year: 2026,
        unit: None,
        only: only.into(),
        ..YearQuery::default()
    };
    clerk.desk.training_year(request, &Unwatched).expect("a year")
}

fn names(view: &TrainingYearView) -> Vec<&str> {
    view.rows.iter().map(|row| row.name.as_str()).collect()
}

#[test]
fn a_class_is_registered_once_for_all_who_took_part() {
    let clerk = bureau();
    let values = [
        ("class_name", "科级干部培训班"),
        ("started", "2026.05.11"),
        ("mode", "脱产"),
        ("hours", "62.5"),
        ("days", "8"),
    ];
    let added = class(&clerk, &values, &["李四", "王五"]);
    assert_eq!((added.added, added.already.len()), (2, 0));
    let again = class(&clerk, &values, &["王五", "赵六"]);
    assert_eq!(
        (again.added, again.already),
        (1, vec![clerk.person("王五")]),
        "nobody has a class twice"
    );
    let wrong = class(&clerk, &[("class_name", "没有时间的班")], &["张三"]);
    assert_eq!(
        (wrong.added, wrong.op),
        (0, None),
        "a class without its time is not registered"
    );
    assert!(
        wrong
            .problems
            .iter()
            .any(|problem| problem.item == "training.started")
    );

    let groups = LedgerGroupsQuery {
        query: LedgerQuery {
            set: "training".into(),
            query: PeopleQuery::default(),
        },
        by: vec!["class_name".into(), "started".into(), "hours".into()],
    };
    let groups = clerk.desk.ledger_groups(groups, &Unwatched).expect("groups");
    assert_eq!(groups.len(), 1);
    assert_eq!(
        (groups[0].owners, groups[0].cells.join("|").as_str()),
        (3, "科级干部培训班|2026.05.11|62.5")
    );

    clerk.undoes(again.op);
    assert_eq!(year(&clerk, "none").total, 2, "张三 and 赵六 again have no class");
}

#[test]
fn hours_are_counted_against_what_each_owes() {
    let clerk = bureau();
    for (name, started, mode, hours) in [
        ("中青班", "2026.03.02", "脱产", "62.5"),
        ("网上学院", "2026.04.01", "网络", "50"),
        ("专题班", "2024.04.01", "脱产", "40"),
    ] {
        let values = [
            ("class_name", name),
            ("started", started),
            ("mode", mode),
            ("hours", hours),
        ];
        assert_eq!(class(&clerk, &values, &["张三", "李四"]).added, 2);
    }
    assert_eq!(
        class(
            &clerk,
            &[("class_name", "长班"), ("started", "2026.01.05"), ("days", "12")],
            &["王五"]
        )
        .added,
        1
    );
    let view = year(&clerk, "");
    assert_eq!((view.total, view.period), (4, (2023, 2027)));
    let of = |name: &str| view.rows.iter().find(|row| row.name == name).expect(name);
    let chief = of("张三");
    assert_eq!(
        (chief.hours, chief.online_hours, chief.five_years, chief.period),
        (62.5, 50.0, 102.5, 102.5)
    );
    let owed = chief.owed.as_ref().expect("owed");
    assert_eq!(
        (owed.years, owed.hours, owed.missing, owed.rule.id.as_str()),
        (5, 550.0, Some(447.5), "PX-01")
    );
    let head = of("李四");
    assert_eq!(
        head.owed.as_ref().expect("owed").missing,
        Some(27.5),
        "online hours stand apart"
    );
    assert_eq!(
        head.complete_by
            .as_ref()
            .map(|deadline| (deadline.by.as_str(), deadline.rule.id.as_str())),
        Some(("2027.03", "PX-03")),
        "promoted in 2026.03 short of it"
    );
    assert_eq!(
        of("王五").owed.as_ref().expect("owed").missing,
        None,
        "twelve days are enough"
    );
    assert!(of("赵六").owed.is_none(), "nothing is known of the level");
    assert_eq!(names(&year(&clerk, "short")), ["张三", "李四"]);
    assert_eq!(names(&year(&clerk, "due")), ["李四"]);
    let whole = &view.units[0];
    assert_eq!((whole.people, whole.trained, whole.short), (4, 3, 2));
    assert!((whole.hours_per_head - 31.25).abs() < 1e-9);
}

fn hours(clerk: &Clerk, query: ListingQuery) -> ListingPage {
    clerk.desk.listing(query, &Unwatched).expect("a list")
}

fn asked(only: &str) -> ListingQuery {
    ListingQuery {
        name: "training_hours".into(),
        unit: None,
        year: Some(2026),
        row: None,
        only: only.into(),
        text: String::new(),
        sort: Vec::new(),
        columns: Vec::new(),
        offset: 0,
        limit: 0,
    }
}

#[test]
fn the_list_of_hours_is_searched_sorted_exported_and_printed() {
    let clerk = bureau();
    class(
        &clerk,
        &[
            ("class_name", "党性教育班"),
            ("started", "2026.04.01"),
            ("hours", "62.5"),
            ("mode", "集中"),
        ],
        &["张三", "李四"],
    );
    let whole = hours(&clerk, asked(""));
    assert_eq!((whole.total, whole.title.as_str()), (4, "2026年教育培训学时"));
    let names =
        |page: &ListingPage| -> Vec<String> { page.rows.iter().map(|row| row.cells[0].clone()).collect() };
    assert_eq!(
        names(&hours(&clerk, asked("short"))),
        ["张三", "李四", "王五"],
        "who still owes"
    );
    let found = hours(
        &clerk,
        ListingQuery {
            text: "ls".into(),
            ..asked("")
        },
    );
    assert_eq!(names(&found), ["李四"], "by initials");
    let sorted = hours(
        &clerk,
        ListingQuery {
            sort: vec![SortKey {
                column: "missing".into(),
                descending: false,
            }],
            columns: vec!["name".into(), "missing".into()],
            ..asked("")
        },
    );
    assert_eq!(
        sorted
            .rows
            .iter()
            .map(|row| row.cells.join(" "))
            .collect::<Vec<_>>(),
        ["李四 27.5", "王五 90", "张三 487.5", "赵六 "],
        "by size, blanks last"
    );
    class(
        &clerk,
        &[("class_name", "补训"), ("started", "2026.05"), ("hours", "30")],
        &["李四"],
    );
    assert_eq!(
        names(&hours(&clerk, asked("short"))),
        ["张三", "王五"],
        "computed anew after a change"
    );
    for name in ["学时.xlsx", "学时.pdf"] {
        let file = clerk.path(name);
        let request = ExportListing {
            query: asked("short"),
            title: "还差学时的人员".into(),
            to: file.display().to_string(),
        };
        let exported = clerk.desk.export_listing(request, &Unwatched).expect("written");
        assert_eq!(exported.rows, 2);
        assert!(file.metadata().expect("a file").len() > 2_000, "{name}");
    }
    let preview = PreviewListing {
        query: asked(""),
        title: "学时".into(),
    };
    let pages = clerk.desk.preview_listing(preview, &Unwatched).expect("pages");
    assert_eq!(pages.pages.len(), 1);
    let unknown = ListingQuery {
        name: "x".into(),
        ..asked("")
    };
    let refused = clerk.desk.listing(unknown, &Unwatched).expect_err("no such list");
    assert_eq!(refused.code, "listing.unknown");
}

#[test]
fn the_competence_file_of_a_person_prints_what_was_learnt_and_done() {
    let clerk = bureau();
    class(
        &clerk,
        &[
            ("class_name", "党性教育班"),
            ("started", "2026.04.01"),
            ("ended", "2026.04.10"),
            ("hours", "62.5"),
            ("organiser", "市委党校"),
        ],
        &["李四"],
    );
    let person = clerk.person("李四");
    clerk.types(
        person,
        "education",
        None,
        &[
            ("mode", "全日制"),
            ("level", "大学本科"),
            ("school", "云州大学"),
            ("major", "法学"),
            ("graduated", "2004.07"),
        ],
    );
    clerk.types(
        person,
        "qualification",
        None,
        &[("kind", "职称"), ("name", "工程师"), ("obtained", "2012.12")],
    );
    clerk.types(
        person,
        "practice",
        None,
        &[
            ("kind", "挂职"),
            ("unit", "青川镇"),
            ("role", "副镇长"),
            ("started", "2018.03"),
            ("ended", "2019.03"),
            ("result", "完成两个项目"),
        ],
    );
    let file = clerk.path("专业素养.pdf");
    let request = FormExport {
        form: "competence".into(),
        people: vec![person],
        rows: Vec::new(),
        options: FormOptions::default(),
        to: file.display().to_string(),
        kind: String::new(),
        names: String::new(),
    };
    let written = clerk.desk.form_export(request, &Unwatched).expect("written");
    assert_eq!((written.people, written.pages, written.warnings.len()), (1, 1, 0));
    let text = crate::printing::text_of(&file);
    for words in [
        "李四",
        "党性教育班",
        "市委党校",
        "62.5学时",
        "大学、法学",
        "工程师",
        "青川镇",
        "完成两个项目",
    ] {
        assert!(text.contains(words), "{words} stands on the page:\n{text}");
    }
}
