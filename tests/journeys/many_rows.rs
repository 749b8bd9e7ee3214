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

fn edit(set: &str, item: &str, action: BatchAction) -> BatchEdit {
    BatchEdit {
        set: set.into(),
        item: item.into(),
        rows: None,
        query: PeopleQuery::default(),
        action,
    }
}

#[test]
fn one_item_of_many_people_is_changed_after_being_shown() {
    let clerk = Clerk::with_new_vault();
    for (name, place) in [("张三", "江东安平"), ("李四", "江东临江"), ("王五", "")] {
        let mut values = vec![("name", name), ("birth", "1981.03")];
        values.extend((!place.is_empty()).then_some(("native_place", place)));
        clerk.adds(&values);
    }
    let replace = |find: &str, text: &str, whole: bool| BatchAction {
        kind: "replace".into(),
        find: find.into(),
        text: text.into(),
        whole,
        alike: true,
    };
    let request = edit("person", "native_place", replace("江东", "江南", false));
    let seen = clerk
        .desk
        .batch_preview(request.clone(), &Unwatched)
        .expect("seen");
    assert_eq!(
        (seen.changed, seen.unchanged, seen.found, seen.op),
        (2, 1, 2, None)
    );
    let pairs: Vec<(&str, &str)> = seen
        .rows
        .iter()
        .map(|row| (row.before.as_str(), row.after.as_str()))
        .collect();
    assert!(pairs.contains(&("江东安平", "江南安平")), "{pairs:?}");
    assert_eq!(
        clerk.shows(clerk.person("张三"), "native_place"),
        "江东安平",
        "nothing is written by looking"
    );
    let done = clerk.desk.batch_edit(request, &Unwatched).expect("done");
    assert_eq!(clerk.shows(clerk.person("李四"), "native_place"), "江南临江");
    clerk.undoes(done.op);
    assert_eq!(
        clerk.shows(clerk.person("李四"), "native_place"),
        "江东临江",
        "one undo for all"
    );

    let put = |text: &str| BatchAction {
        kind: "put".into(),
        text: text.into(),
        ..BatchAction::default()
    };
    let some = BatchEdit {
        rows: Some(vec![clerk.person("王五")]),
        ..edit("person", "health", put("健康"))
    };
    assert_eq!(clerk.desk.batch_edit(some, &Unwatched).expect("done").changed, 1);
    let wrong = clerk
        .desk
        .batch_preview(edit("person", "health", put("好得很")), &Unwatched)
        .expect("seen");
    assert!(
        wrong.changed == 0 && wrong.problems[0].severity == "error",
        "{wrong:?}"
    );
    let clear = BatchAction {
        kind: "clear".into(),
        ..BatchAction::default()
    };
    assert!(
        clerk
            .desk
            .batch_preview(edit("person", "name", clear.clone()), &Unwatched)
            .is_err(),
        "nobody loses the name"
    );
    let hidden = clerk
        .desk
        .batch_preview(edit("talk", "content", clear), &Unwatched)
        .expect_err("protected");
    assert_eq!(hidden.code, "batch.protected");
    // a person born after the work began cannot be: that row is named and stays, the others change
    let early = BatchEdit {
        rows: None,
        ..edit("person", "work_started", put("1980.01"))
    };
    let seen = clerk.desk.batch_preview(early, &Unwatched).expect("seen");
    assert_eq!((seen.changed, seen.refused_count), (0, 3), "{seen:?}");
    assert!(seen.refused[0].problem.contains("早于"));
}

#[test]
fn one_item_of_the_rows_of_a_ledger_is_changed() {
    let clerk = Clerk::with_new_vault();
    for name in ["张三", "李四"] {
        let person = clerk.adds(&[("name", name), ("birth", "1981.03")]);
        for year in ["2023", "2024"] {
            let values = [("year", year), ("conclusion", "称职"), ("unit", "区财政局")];
            assert!(clerk.types(person, "assessment", None, &values).row.is_some());
        }
    }
    let action = BatchAction {
        kind: "replace".into(),
        find: "区财政局".into(),
        text: "云岭区财政局".into(),
        whole: true,
        alike: true,
    };
    let of_2024 = Condition {
        column: "assessment.year".into(),
        op: "=".into(),
        value: "2024".into(),
    };
    let query = PeopleQuery {
        conditions: vec![of_2024],
        ..PeopleQuery::default()
    };
    let done = clerk
        .desk
        .batch_edit(
            BatchEdit {
                query,
                ..edit("assessment", "unit", action)
            },
            &Unwatched,
        )
        .expect("done");
    assert_eq!(
        (done.changed, done.rows[0].name.as_str()),
        (2, "张三"),
        "{done:?}"
    );
    let all_years = BatchAction {
        kind: "put".into(),
        text: "2024".into(),
        ..BatchAction::default()
    };
    let seen = clerk
        .desk
        .batch_preview(edit("assessment", "year", all_years), &Unwatched)
        .expect("seen");
    assert_eq!(
        (seen.changed, seen.refused_count),
        (0, 2),
        "a year has one conclusion: {seen:?}"
    );
}

#[test]
fn what_a_dossier_lacks_is_counted_and_found_in_the_roster() {
    let clerk = Clerk::with_new_vault();
    let person = clerk.adds(&[("name", "张三"), ("sex", "男"), ("birth", "1981.03")]);
    let look = || {
        clerk
            .desk
            .dossier(PersonId { person }, &Unwatched)
            .expect("a dossier")
    };
    let before = look();
    assert_eq!(before.sections_missing, 8);
    let state = |view: &DossierView, set: &str| {
        let section = view
            .sections
            .iter()
            .find(|section| section.set == set)
            .expect("there");
        (
            section.expected,
            section.rows.len(),
            section.attested,
            section.missing,
        )
    };
    assert_eq!(
        state(&before, "talk"),
        (false, 0, false, 0),
        "not everybody has talks"
    );
    clerk.types(person, "resume", None, &[("text", "财政局科员")]);
    clerk
        .desk
        .attest(
            Attest {
                person,
                set: "award".into(),
                on: true,
            },
            &Unwatched,
        )
        .expect("attested");
    let now = look();
    assert_eq!(
        (now.sections_missing, state(&now, "resume")),
        (6, (true, 1, false, 1)),
        "a row without its time"
    );
    let lists = |op: &str, value: &str| {
        clerk.lists(PeopleQuery {
            columns: vec!["name".into(), "sections_missing".into()],
            conditions: vec![Condition {
                column: "sections_missing".into(),
                op: op.into(),
                value: value.into(),
            }],
            sort: vec![SortKey {
                column: "sections_missing".into(),
                descending: true,
            }],
            limit: 10,
            ..PeopleQuery::default()
        })
    };
    clerk.adds(&[("name", "李四"), ("birth", "1981.03")]);
    assert_eq!(lists(">=", "6"), ["李四|8", "张三|6"]);
    assert_eq!(lists("<", "8"), ["张三|6"]);
}
