//! Pasting: a block from WPS becomes one looked-at import, with headings or at a place of the grid; a list of names becomes
//! a selection.

use antou_desk::messages::*;
use antou_desk::{Failure, Unwatched};

use crate::clerk::Clerk;

const ZHANG: &str = "990101198503120010";

fn office() -> (Clerk, [i64; 3]) {
    let clerk = Clerk::with_new_vault();
    let people = [
        clerk.adds(&[("name", "张三"), ("id_number", ZHANG), ("birth", "1985.03")]),
        clerk.adds(&[("name", "李四"), ("birth", "1979.11")]),
        clerk.adds(&[("name", "李四"), ("birth", "1988.02")]),
    ];
    (clerk, people)
}

fn pastes(clerk: &Clerk, text: &str, columns: &[&str], people: &[i64]) -> Result<ImportView, Failure> {
    let request = ImportPaste {
        text: text.to_owned(),
        html: None,
        columns: columns.iter().map(|code| (*code).to_owned()).collect(),
        people: people.to_vec(),
    };
    clerk.desk.import_paste(request, &Unwatched)
}

fn commits(clerk: &Clerk, view: &ImportView) -> Option<i64> {
    let request = ImportId { import: view.import };
    clerk
        .desk
        .import_commit(request, &Unwatched)
        .expect("committed")
        .op
}

#[test]
fn a_block_with_headings_is_taken_like_a_file() {
    let (clerk, [zhang, ..]) = office();
    let text = "姓名\t身份证号\t籍贯\t备注\r\n张三\t990101198503120010\t江东安平\t\"两行,\n备注\"\r\n王五\t\t河西永宁\t\r\n";
    let view = pastes(&clerk, text, &["name"], &[zhang]).expect("opened");
    assert_eq!((view.counts.updated, view.counts.held), (1, 1));
    assert_eq!(view.sheets[0].file, "粘贴的内容");
    commits(&clerk, &view);
    assert_eq!(clerk.shows(zhang, "native_place"), "江东安平");
    assert!(clerk.shows(zhang, "remark").starts_with("两行"));
}

#[test]
fn a_block_without_headings_lands_on_the_rows_and_columns_of_the_grid_as_one_operation() {
    let (clerk, [zhang, li, other]) = office();
    let text = "健康\t江东安平\n\t\n良好\t河西永宁\n";
    let columns = ["health", "native_place", "age"];
    let view = pastes(&clerk, text, &columns, &[zhang, li, other]).expect("opened");
    assert_eq!(
        (view.counts.updated, view.counts.held, view.counts.added),
        (2, 0, 0),
        "{:#?}",
        clerk.rows(view.import, None)
    );
    let op = commits(&clerk, &view);
    let places = [zhang, li, other].map(|person| clerk.shows(person, "native_place"));
    assert_eq!(
        places,
        ["江东安平", "", "河西永宁"],
        "two of one name, each on the own row"
    );
    clerk.undoes(op);
    assert_eq!(clerk.shows(zhang, "health"), "", "one undo for all of it");
    assert_eq!(clerk.shows(other, "native_place"), "");
}

#[test]
fn rows_of_a_register_are_pasted_into_one_dossier() {
    let (clerk, [_, li, _]) = office();
    let text = "2021\t称职\n2022\t优秀\n2023\t称职\n";
    let columns = ["assessment.year", "assessment.conclusion"];
    let view = pastes(&clerk, text, &columns, &[li, li, li]).expect("opened");
    assert_eq!(view.counts.held, 0, "{:#?}", clerk.rows(view.import, None));
    commits(&clerk, &view);
    let dossier = clerk
        .desk
        .dossier(PersonId { person: li }, &Unwatched)
        .expect("a dossier");
    let section = dossier
        .sections
        .iter()
        .find(|section| section.set == "assessment")
        .expect("set");
    assert_eq!(section.rows.len(), 3);
}

#[test]
fn what_cannot_be_read_is_held_and_nothing_is_pasted_blindly() {
    let (clerk, [zhang, ..]) = office();
    let refused = pastes(&clerk, "健康\n", &[], &[]).expect_err("no headings, no place");
    assert!(refused.message.contains("表头"), "{refused}");
    assert!(pastes(&clerk, " \n\t\n", &["health"], &[zhang]).is_err());
    let view = pastes(&clerk, "1975.13\n", &["party_joined"], &[zhang]).expect("opened");
    let rows = clerk.rows(view.import, None);
    assert!(
        rows[0].problems.iter().any(|problem| problem.severity == "error"),
        "{rows:?}"
    );
    assert_eq!(view.counts.updated, 0);
}

#[test]
fn a_page_is_read_when_there_is_no_text() {
    let (clerk, [zhang, ..]) = office();
    let request = ImportPaste {
        text: String::new(),
        html: Some("<table><tr><td>良好</td><td>江东安平</td></tr></table>".into()),
        columns: vec!["health".into(), "native_place".into()],
        people: vec![zhang],
    };
    let view = clerk.desk.import_paste(request, &Unwatched).expect("opened");
    commits(&clerk, &view);
    assert_eq!(clerk.shows(zhang, "native_place"), "江东安平");
}

#[test]
fn a_list_of_names_and_numbers_becomes_a_selection_in_its_order() {
    let (clerk, [zhang, _, other]) = office();
    let request = SelectPeople {
        text: "姓名\n李四\n赵六\n990101198503120010\n\n张 三\n".into(),
    };
    let lines = clerk
        .desk
        .select_people(request, &Unwatched)
        .expect("selected")
        .lines;
    let said: Vec<(&str, Option<i64>, usize)> = lines
        .iter()
        .map(|line| {
            let person = line.person.as_ref().map(|person| person.person);
            (line.text.as_str(), person, line.candidates.len())
        })
        .collect();
    assert_eq!(
        said,
        [
            ("李四", None, 2),
            ("赵六", None, 0),
            (ZHANG, Some(zhang), 0),
            ("张 三", Some(zhang), 0)
        ]
    );
    assert!(lines[3].reason.contains("已经有了"));
    let listed = clerk.lists(PeopleQuery {
        only: Some(vec![other, zhang]),
        columns: vec!["name".into(), "birth".into()],
        limit: 10,
        ..PeopleQuery::default()
    });
    assert_eq!(
        listed,
        ["李四|1988.02", "张三|1985.03"],
        "in the order of the list"
    );
}
