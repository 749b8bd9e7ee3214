//! Out and back: sheets that go out to be checked come home row by row; what we export reads back unchanged.

use std::path::PathBuf;

use antou_desk::Unwatched;
use antou_desk::messages::*;
use calamine::{Data, Reader, Xlsx, open_workbook};
use rust_xlsxwriter::Workbook;

use crate::clerk::Clerk;

const ZHANG: &str = "990101198503120010";

/// Two people of one name, and one more.
fn office() -> (Clerk, [i64; 3]) {
    let clerk = Clerk::with_new_vault();
    let people = [
        clerk.adds(&[
            ("name", "张三"),
            ("id_number", ZHANG),
            ("birth", "1985.03"),
            ("sex", "男"),
        ]),
        clerk.adds(&[("name", "张三"), ("birth", "1979.11"), ("sex", "女")]),
        clerk.adds(&[
            ("name", "王五"),
            ("birth", "1990.02"),
            ("sex", "女"),
            ("health", "健康"),
        ]),
    ];
    for person in people {
        clerk.types(
            person,
            "post",
            None,
            &[("unit", "县水利局"), ("title", "科员"), ("started", "2020.01")],
        );
        clerk.types(
            person,
            "assessment",
            None,
            &[("year", "2023"), ("conclusion", "称职")],
        );
    }
    (clerk, people)
}

fn sends(clerk: &Clerk, columns: &[&str]) -> PathBuf {
    let to = clerk.path("核对.xlsx");
    let request = ExportPeople {
        query: PeopleQuery {
            columns: columns.iter().map(|code| (*code).to_owned()).collect(),
            ..PeopleQuery::default()
        },
        title: "干部信息核对表".into(),
        check: true,
        to: to.display().to_string(),
        why: None,
    };
    clerk.desk.export_people(request, &Unwatched).expect("exported");
    to
}

/// The cells as the receiver sees them, without title lines.
fn cells(path: &PathBuf) -> Vec<Vec<String>> {
    let mut book: Xlsx<_> = open_workbook(path).expect("a workbook");
    let range = book.worksheet_range_at(0).expect("a sheet").expect("cells");
    let text = |cell: &Data| cell.to_string();
    range
        .rows()
        .map(|row| row.iter().map(text).collect::<Vec<_>>())
        .filter(|row| row.iter().filter(|cell| !cell.is_empty()).count() > 1)
        .collect()
}

/// What the receiver sends back, saved by another program.
fn back(clerk: &Clerk, rows: &[Vec<String>]) -> PathBuf {
    let path = clerk.path("收回.xlsx");
    let mut book = Workbook::new();
    let sheet = book.add_worksheet();
    for (row, cells) in (0..).zip(rows) {
        for (column, cell) in (0..).zip(cells) {
            sheet.write_string(row, column, cell).expect("a cell");
        }
    }
    book.save(&path).expect("a workbook");
    path
}

const COLUMNS: &[&str] = &[
    "name",
    "birth",
    "health",
    "post.title",
    "post.level",
    "assessment[2023].conclusion",
];

#[test]
fn a_sheet_sent_out_comes_back_unchanged_and_says_nothing_in_its_hidden_column() {
    let (clerk, people) = office();
    let sent = sends(&clerk, COLUMNS);
    let view = clerk.opens(&sent);
    assert_eq!(
        (view.counts.unchanged, view.counts.held),
        (3, 0),
        "{:?}",
        clerk.rows(view.import, None)
    );
    let rows = cells(&sent);
    assert_eq!(rows[0].last().map(String::as_str), Some("核对编号"));
    let ids: Vec<&String> = rows[1..].iter().filter_map(|row| row.last()).collect();
    for id in &ids {
        assert_eq!((id.len(), id.starts_with('H')), (21, true));
        assert!(people.iter().all(|person| !id.contains(&format!("{person:04}"))));
    }
    assert_ne!(ids[0], ids[1]);
    let again = sends(&clerk, COLUMNS);
    assert_eq!(cells(&again), rows, "the numbers stay the same");
}

#[test]
fn corrections_come_home_after_sorting_and_deleting_columns() {
    let (clerk, [zhang, shan, wang]) = office();
    let mut rows = cells(&sends(&clerk, COLUMNS));
    let head = rows.remove(0);
    let column = |name: &str| head.iter().position(|cell| cell == name).expect(name);
    let (health, birth) = (column("健康状况"), column("出生年月"));
    let conclusion = head
        .iter()
        .position(|cell| cell.contains("2023"))
        .expect("the year");
    for row in &mut rows {
        if row[birth] == "1979.11" {
            row[health] = "良好".into();
            row[conclusion] = "优秀".into();
        }
    }
    rows.reverse();
    // the receiver has deleted the births: only the hidden number tells the two 张三 apart
    let without = |row: &Vec<String>| {
        let kept = row.iter().enumerate().filter(|(index, _)| *index != birth);
        kept.map(|(_, cell)| cell.clone()).collect::<Vec<_>>()
    };
    let mut out = vec![without(&head)];
    out.extend(rows.iter().map(without));
    let view = clerk.opens(&back(&clerk, &out));
    assert_eq!(
        (view.counts.updated, view.counts.unchanged, view.counts.held),
        (1, 2, 0)
    );
    clerk
        .desk
        .import_commit(ImportId { import: view.import }, &Unwatched)
        .expect("committed");
    assert_eq!(clerk.shows(shan, "health"), "良好");
    assert_eq!(clerk.shows(shan, "assessment.conclusion"), "优秀");
    assert_eq!(
        (clerk.shows(zhang, "health"), clerk.shows(wang, "health")),
        (String::new(), "健康".into())
    );
}

#[test]
fn an_answer_that_contradicts_the_dossier_is_held_though_its_row_says_no_birth() {
    let (clerk, [_, _, wang]) = office();
    let mut rows = cells(&sends(&clerk, &["work_started"]));
    let column = |rows: &[Vec<String>], name: &str| rows[0].iter().position(|cell| cell == name).expect(name);
    let birth = column(&rows, "出生年月");
    for row in &mut rows {
        row.remove(birth);
    }
    let (name, started) = (column(&rows, "姓名"), column(&rows, "参加工作时间"));
    for row in rows[1..].iter_mut().filter(|row| row[name] == "王五") {
        row[started] = "1985.07".into();
    }
    let view = clerk.opens(&back(&clerk, &rows));
    assert_eq!((view.counts.held, view.counts.updated), (1, 0));
    let held = &clerk.rows(view.import, Some("held"))[0];
    assert!(held.reasons[0].contains("早于"), "{:?}", held.reasons);
    assert_eq!(clerk.shows(wang, "work_started"), "");
}

#[test]
fn a_cleared_number_falls_back_and_a_foreign_name_is_held() {
    let (clerk, _) = office();
    let mut rows = cells(&sends(&clerk, COLUMNS));
    let last = rows[0].len() - 1;
    for row in &mut rows[1..] {
        row[last] = String::new();
    }
    let view = clerk.opens(&back(&clerk, &rows));
    assert_eq!(
        (view.counts.unchanged, view.counts.held),
        (3, 0),
        "by name and birth"
    );

    let mut rows = cells(&sends(&clerk, COLUMNS));
    let name = rows[0].iter().position(|cell| cell == "姓名").expect("the name");
    rows[1][name] = "赵六".into();
    let view = clerk.opens(&back(&clerk, &rows));
    assert_eq!(
        (view.counts.unchanged, view.counts.held, view.counts.added),
        (2, 1, 0)
    );
    let held = &clerk.rows(view.import, Some("held"))[0];
    assert!(held.reasons[0].contains("对应的是"), "{:?}", held.reasons);
}

#[test]
fn whom_a_row_is_about_can_always_be_told() {
    let (clerk, _) = office();
    let rows = cells(&sends(&clerk, &["health"]));
    assert_eq!(rows[0], ["姓名", "出生年月", "健康状况", "核对编号"]);
}

/// Everything we export is read back as it stands in the vault: every column of lists, every ledger.
#[test]
fn our_own_exports_come_back_unchanged() {
    let clerk = Clerk::with_new_vault();
    let demo = OpenDemo {
        dir: Some(clerk.path("demo").display().to_string()),
    };
    clerk.desk.open_demo(demo, &Unwatched).expect("a demonstration");
    let columns: Vec<String> = clerk
        .desk
        .list_columns(Nothing {}, &Unwatched)
        .expect("columns")
        .into_iter()
        .map(|column| column.code)
        .collect();
    let to = clerk.path("名册.xlsx");
    for check in [false, true] {
        for some in columns.chunks(40) {
            let mut asked = vec!["name".to_owned(), "id_number".to_owned(), "birth".to_owned()];
            asked.extend(
                some.iter()
                    .filter(|code| !asked.contains(code))
                    .cloned()
                    .collect::<Vec<_>>(),
            );
            let request = ExportPeople {
                query: PeopleQuery {
                    columns: asked.clone(),
                    ..PeopleQuery::default()
                },
                title: "干部花名册".into(),
                check,
                to: to.display().to_string(),
                why: None,
            };
            clerk.desk.export_people(request, &Unwatched).expect("exported");
            let view = clerk.opens(&to);
            let said = (view.counts.added, view.counts.updated, view.counts.held);
            let rows = ["added", "updated", "held"].map(|outcome| clerk.rows(view.import, Some(outcome)));
            let first = rows.iter().flatten().next();
            assert_eq!(said, (0, 0, 0), "{asked:?}\n{first:#?}");
        }
    }
    every_ledger_comes_back(&clerk);
}

/// The rows of every information set of people, as the ledger exports them.
fn every_ledger_comes_back(clerk: &Clerk) {
    let dictionary = clerk
        .desk
        .dictionary(Nothing {}, &Unwatched)
        .expect("the dictionary");
    let of_people = dictionary.sets.iter().filter(|set| set.owner == "person");
    for set in of_people.filter(|set| !["person", "attested", "certified"].contains(&set.code.as_str())) {
        let items = set
            .items
            .iter()
            .filter(|item| !matches!(item.kind.as_str(), "blob" | "row"));
        let mut columns: Vec<String> = ["name", "id_number", "birth"].map(str::to_owned).to_vec();
        columns.extend(items.map(|item| format!("{}.{}", set.code, item.code)));
        let to = clerk.path("台账.xlsx");
        let request = ExportLedger {
            query: LedgerQuery {
                set: set.code.clone(),
                query: PeopleQuery {
                    columns,
                    ..PeopleQuery::default()
                },
            },
            title: format!("{}台账", set.label),
            to: to.display().to_string(),
            why: Some(Why {
                reason: "核对往返".into(),
                password: antou_desk::DEMO_PASSWORD.into(),
            }),
        };
        let rows = clerk
            .desk
            .export_ledger(request, &Unwatched)
            .expect("exported")
            .rows;
        if rows == 0 {
            continue;
        }
        let view = clerk.opens(&to);
        let said = (view.counts.added, view.counts.updated, view.counts.held);
        let rows = ["added", "updated", "held"].map(|outcome| clerk.rows(view.import, Some(outcome)));
        let first = rows.iter().flatten().next();
        assert_eq!(said, (0, 0, 0), "{}\n{first:#?}", set.label);
    }
}
