//! Many rows at once, conflicting entries, and what was typed and not saved.

use antou_desk::Unwatched;
use antou_desk::messages::*;

use crate::clerk::{Clerk, PASSWORD};

fn row(set: &str, person: Option<i64>, row: Option<i64>, values: &[(&str, &str)]) -> RowToSave {
    RowToSave {
        set: set.into(),
        person,
        row,
        values: values
            .iter()
            .map(|(code, text)| ((*code).to_owned(), Some((*text).to_owned())))
            .collect(),
        deleted: false,
    }
}

fn saves(clerk: &Clerk, rows: Vec<RowToSave>) -> SavedRows {
    clerk
        .desk
        .save_rows(SaveRows { rows }, &Unwatched)
        .expect("answered")
}

fn last_label(clerk: &Clerk) -> String {
    let request = HistoryQuery {
        limit: 1,
        ..HistoryQuery::default()
    };
    clerk
        .desk
        .history(request, &Unwatched)
        .expect("history")
        .operations[0]
        .label
        .clone()
}

#[test]
fn a_block_of_rows_is_one_operation_and_one_undo() {
    let clerk = Clerk::with_new_vault();
    let person = clerk.adds(&[("name", "张三"), ("birth", "1981.03")]);
    let first = clerk.types(
        person,
        "assessment",
        None,
        &[("year", "2023"), ("conclusion", "称职")],
    );
    let first = first.row.expect("saved").id;
    let mut gone = row("assessment", Some(person), Some(first), &[]);
    gone.deleted = true;
    let saved = saves(
        &clerk,
        vec![
            row("person", None, Some(person), &[("native_place", "江东安平")]),
            gone,
            row(
                "assessment",
                Some(person),
                None,
                &[("year", "2023"), ("conclusion", "优秀")],
            ),
            row(
                "assessment",
                Some(person),
                None,
                &[("year", "2024"), ("conclusion", "称职")],
            ),
            row(
                "assessment",
                Some(person),
                None,
                &[("year", "2024"), ("conclusion", "优秀")],
            ),
            row(
                "training",
                Some(person),
                None,
                &[("class_name", "中青班"), ("started", "2025.13")],
            ),
        ],
    );
    let kept: Vec<bool> = saved.rows.iter().map(|row| row.row.is_some()).collect();
    assert_eq!(
        kept,
        [true, false, true, true, false, false],
        "a wrong row stays out, the others do not wait for it"
    );
    assert!(
        saved.rows[4]
            .problems
            .iter()
            .any(|problem| problem.code == "row.same_key")
    );
    assert!(last_label(&clerk).contains("张三"), "{}", last_label(&clerk));
    assert_eq!(clerk.shows(person, "assessment.conclusion"), "称职", "2024 first");
    clerk.undoes(saved.op);
    assert_eq!(
        (
            clerk.shows(person, "native_place"),
            clerk.shows(person, "assessment.year")
        ),
        (String::new(), "2023".into())
    );
}

#[test]
fn a_person_is_added_with_the_rows_typed_beside() {
    let clerk = Clerk::with_new_vault();
    let saved = saves(
        &clerk,
        vec![
            row("person", None, None, &[("name", "王五"), ("birth", "1990.01")]),
            row(
                "post",
                None,
                None,
                &[("unit", "财政局"), ("title", "科员"), ("started", "2015.01")],
            ),
        ],
    );
    assert!(saved.rows.iter().all(|row| row.row.is_some()), "{:?}", saved.rows);
    assert_eq!(clerk.shows(clerk.person("王五"), "post.title"), "科员");
    let nobody = saves(
        &clerk,
        vec![
            row("person", None, None, &[("birth", "1990.01")]),
            row("post", None, None, &[("title", "科员")]),
        ],
    );
    assert_eq!(
        nobody.op, None,
        "without the person there is nowhere to put the post"
    );
    clerk.undoes(saved.op);
    assert_eq!(clerk.total(), 0);
}

#[test]
fn entries_that_contradict_each_other_get_a_sentence() {
    let clerk = Clerk::with_new_vault();
    let person = clerk.adds(&[("name", "张三"), ("birth", "1981.03")]);
    let says = |set: &str, row: Option<i64>, values: &[(&str, &str)]| clerk.types(person, set, row, values);
    let first = says("assessment", None, &[("year", "2023"), ("conclusion", "称职")])
        .row
        .expect("saved");
    let again = says("assessment", None, &[("year", "2023"), ("conclusion", "优秀")]);
    assert_eq!(
        (again.row.is_none(), again.conflict),
        (true, Some(first.id)),
        "the one to change instead is named"
    );
    assert!(
        again.problems[0]
            .message
            .contains("这一年已有年度考核：2023，称职"),
        "{:?}",
        again.problems
    );
    for (set, values) in [
        (
            "training",
            [
                ("class_name", "中青班"),
                ("started", "2025.06"),
                ("ended", "2025.05"),
            ],
        ),
        (
            "review",
            [("kind", "任前"), ("started", "2025.06"), ("concluded", "2025.05")],
        ),
        (
            "post",
            [("title", "科员"), ("started", "2020.06"), ("ended", "2019.05")],
        ),
    ] {
        let saved = says(set, None, &values);
        let told = saved
            .problems
            .iter()
            .any(|problem| problem.code == "date.order" && problem.message.contains("早于"));
        assert!(saved.row.is_none() && told, "{set}: {:?}", saved.problems);
    }
    let post = says(
        "post",
        None,
        &[("unit", "财政局"), ("title", "科员"), ("started", "2020.06")],
    )
    .row
    .expect("saved");
    let ended = says("post", Some(post.id), &[("ended", "2019.05")]);
    assert!(ended.row.is_none(), "against what is kept as well");
    let talk = says("talk", None, &[("date", "2025.06.01"), ("kind", "谈心谈话")]);
    let twice = says("talk", None, &[("date", "2025.06.01"), ("kind", "谈心谈话")]);
    if talk.row.is_some() {
        assert!(
            twice.row.is_some()
                && twice
                    .problems
                    .iter()
                    .any(|problem| problem.code == "row.same_key"),
            "{:?}",
            twice.problems
        );
    }
}

#[test]
fn a_name_that_leads_to_nobody_is_said_and_not_left_out() {
    let clerk = Clerk::with_new_vault();
    let person = clerk.adds(&[("name", "张三"), ("birth", "1981.03")]);
    let values = [
        ("mentor", "赵六"),
        ("mentor_person", "赵六"),
        ("started", "2025.01"),
    ];
    let unknown = clerk.types(person, "mentoring", None, &values);
    assert!(
        unknown.row.is_none()
            && unknown
                .problems
                .iter()
                .any(|problem| problem.code == "reference.unknown"),
        "{:?}",
        unknown.problems
    );
    clerk.adds(&[("name", "赵六"), ("birth", "1970.01")]);
    let known = clerk.types(person, "mentoring", None, &values);
    assert!(known.row.is_some(), "{:?}", known.problems);
    clerk.adds(&[("name", "赵六"), ("birth", "1975.01")]);
    let two = clerk.types(
        person,
        "mentoring",
        None,
        &[
            ("mentor", "赵六"),
            ("mentor_person", "赵六"),
            ("started", "2025.02"),
        ],
    );
    assert!(
        two.problems
            .iter()
            .any(|problem| problem.message.contains("2 位")),
        "{:?}",
        two.problems
    );
}

#[test]
fn what_was_typed_and_not_saved_outlives_a_lock_and_is_no_part_of_the_history() {
    let clerk = Clerk::with_new_vault();
    let keep = |name: &str, value: Option<&str>| {
        let request = KeepDraft {
            name: name.into(),
            value: value.map(str::to_owned),
        };
        clerk.desk.keep_draft(request, &Unwatched).expect("kept")
    };
    let names = || -> Vec<String> {
        let drafts = clerk.desk.drafts(Nothing {}, &Unwatched).expect("drafts");
        drafts
            .into_iter()
            .map(|draft| format!("{}={}", draft.name, draft.value))
            .collect()
    };
    let operations = || {
        clerk
            .desk
            .history(
                HistoryQuery {
                    limit: 1,
                    ..HistoryQuery::default()
                },
                &Unwatched,
            )
            .expect("history")
            .total
    };
    let before = operations();
    keep("form/1", Some("{\"resume\":\"19\"}"));
    keep("form/1", Some("{\"resume\":\"1999.09\"}"));
    keep("edit/2", Some("{}"));
    assert_eq!(operations(), before);
    clerk.desk.lock(Nothing {}, &Unwatched).expect("locked");
    assert!(
        clerk.desk.drafts(Nothing {}, &Unwatched).is_err(),
        "nothing is read without the key"
    );
    let request = OpenWithPassword {
        dir: clerk.vault_dir(),
        operator: None,
        password: PASSWORD.into(),
    };
    clerk.desk.open_vault(request, &Unwatched).expect("opened");
    assert_eq!(names(), ["edit/2={}", "form/1={\"resume\":\"1999.09\"}"]);
    keep("form/1", None);
    assert_eq!(names(), ["edit/2={}"]);
    let verified = clerk.desk.verify(Nothing {}, &Unwatched).expect("verified");
    assert!(verified.ok, "{:?}", verified.problems);
}
