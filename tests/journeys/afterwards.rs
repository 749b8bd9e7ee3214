//! After an import: the batches, their people, taking one back later, and the workbook of what was held.

use antou_desk::Unwatched;
use antou_desk::messages::*;
use rust_xlsxwriter::Workbook;

use crate::clerk::Clerk;
use crate::importing::workbook;

const HEAD: &[&str] = &["姓名", "性别", "出生年月", "身份证号", "籍贯"];

fn batches(clerk: &Clerk) -> Vec<BatchView> {
    clerk
        .desk
        .batches(BatchQuery::default(), &Unwatched)
        .expect("batches")
        .batches
}

fn people(clerk: &Clerk, op: i64, outcome: Option<&str>) -> Vec<BatchRow> {
    let request = BatchRows {
        op,
        outcome: outcome.map(str::to_owned),
        offset: 0,
        limit: 100,
    };
    clerk.desk.batch_rows(request, &Unwatched).expect("people").rows
}

#[test]
fn every_import_is_listed_with_its_file_and_opens_to_its_people() {
    let clerk = Clerk::with_new_vault();
    let zhang = clerk.adds(&[("name", "张三"), ("id_number", "990101198503120010")]);
    let file = workbook(
        &clerk,
        "花名册.xlsx",
        &[
            HEAD,
            &["张三", "男", "1985.03", "990101198503120010", "江东安平"],
            &["李四", "男", "1979.11", "", "河西永宁"],
            &["王五", "女", "", "", ""],
        ],
    );
    assert!(clerk.opens(&file).earlier.is_empty());
    let op = clerk.imports(&file)["op"].as_i64().expect("an operation");
    let [batch] = &batches(&clerk)[..] else {
        panic!("one batch")
    };
    assert_eq!(
        (batch.op, batch.operator.as_str(), batch.people),
        (op, "经办人", 2)
    );
    assert_eq!(batch.files[0].file, "花名册.xlsx");
    assert_eq!(batch.files[0].sm3.len(), 64);
    let counts = batch.counts.expect("counts");
    assert_eq!((counts.added, counts.updated, counts.held), (1, 1, 1));
    let rows = people(&clerk, op, None);
    let said: Vec<(&str, &str)> = rows
        .iter()
        .map(|row| (row.name.as_str(), row.outcome.as_str()))
        .collect();
    assert_eq!(said, [("张三", "updated"), ("李四", "added")]);
    assert_eq!(rows[0].person, zhang);
    let change = rows[0]
        .changes
        .iter()
        .find(|change| change.item == "native_place")
        .expect("changed");
    assert_eq!((change.old.as_str(), change.new.as_str()), ("", "江东安平"));
    assert_eq!(people(&clerk, op, Some("added")).len(), 1);

    let again = clerk.opens(&file);
    assert_eq!(again.earlier.len(), 1, "the same bytes were taken in before");
    assert_eq!((again.earlier[0].op, again.earlier[0].undone), (op, false));
    clerk.undoes(Some(op));
    assert!(clerk.opens(&file).earlier[0].undone);
    assert!(batches(&clerk)[0].undone_at.is_some());
    let added = people(&clerk, op, Some("added"));
    assert_eq!(
        (added[0].name.as_str(), added[0].present),
        ("李四", false),
        "who is gone keeps the name the import gave"
    );
}

#[test]
fn an_older_batch_is_taken_back_under_later_ones_and_keeps_what_was_edited_since() {
    let clerk = Clerk::with_new_vault();
    let first = workbook(
        &clerk,
        "一.xlsx",
        &[
            HEAD,
            &["张三", "男", "1985.03", "990101198503120010", "江东安平"],
            &["李四", "男", "1979.11", "", "河西永宁"],
        ],
    );
    let first = clerk.imports(&first)["op"].as_i64().expect("an operation");
    let second = workbook(
        &clerk,
        "二.xlsx",
        &[HEAD, &["王五", "女", "1990.02", "", "江东新丰"]],
    );
    clerk.imports(&second);
    let zhang = clerk.person("张三");
    clerk.types(zhang, "award", None, &[("name", "嘉奖")]);
    let check = clerk
        .desk
        .undo_check(UndoCheck { op: first }, &Unwatched)
        .expect("checked");
    let kept: Vec<(Option<i64>, &str)> = check
        .kept
        .iter()
        .map(|kept| (kept.person, kept.name.as_str()))
        .collect();
    assert_eq!(kept, [(Some(zhang), "张三")]);
    let request = UndoRequest {
        op: Some(first),
        keep_edited: true,
    };
    let undone = clerk.desk.undo(request, &Unwatched).expect("undone");
    assert_eq!((undone.rows, undone.refused.len()), (1, 1));
    assert_eq!(clerk.finds("李四"), Vec::<String>::new());
    assert_eq!(clerk.shows(zhang, "native_place"), "江东安平");
    assert_eq!(clerk.total(), 2, "the later batch is untouched");
    assert!(clerk.desk.verify(Nothing {}, &Unwatched).expect("verified").ok);
}

#[test]
fn held_rows_of_several_sheets_are_mended_in_the_workbook_and_land() {
    let clerk = Clerk::with_new_vault();
    let path = clerk.path("两张表.xlsx");
    let mut book = Workbook::new();
    for (name, rows) in [
        (
            "机关",
            [
                ["张三", "男", "1985.03", "", "江东安平"],
                ["王五", "女", "", "", "江东新丰"],
            ],
        ),
        (
            "下属",
            [
                ["李四", "男", "1979.11", "", "河西永宁"],
                ["赵六", "男", "", "", "河西永宁"],
            ],
        ),
    ] {
        let sheet = book.add_worksheet().set_name(name).expect("a name");
        for (column, head) in (0..).zip(HEAD) {
            sheet.write_string(0, column, *head).expect("a cell");
        }
        for (row, cells) in (1..).zip(rows) {
            for (column, cell) in (0..).zip(cells) {
                sheet.write_string(row, column, cell).expect("a cell");
            }
        }
    }
    book.save(&path).expect("a workbook");
    let view = clerk.opens(&path);
    assert_eq!((view.counts.added, view.counts.held), (2, 2));
    clerk
        .desk
        .import_commit(ImportId { import: view.import }, &Unwatched)
        .expect("committed");
    let to = clerk.path("待处理.xlsx");
    let request = ImportHeld {
        import: view.import,
        to: to.display().to_string(),
    };
    assert_eq!(
        clerk.desk.import_held(request, &Unwatched).expect("written").rows,
        2
    );
    let again = clerk.opens(&to);
    let names: Vec<&str> = again.sheets.iter().map(|sheet| sheet.name.as_str()).collect();
    assert_eq!((names, again.counts.held), (vec!["机关", "下属"], 2));

    // the clerk fills in the month and saves the workbook
    let mended = clerk.path("待处理（已改）.xlsx");
    let mut book = Workbook::new();
    for (name, cells) in [
        (
            "机关",
            ["王五", "女", "1990.02", "", "江东新丰", "没有可用的身份证号"],
        ),
        (
            "下属",
            ["赵六", "男", "1981.07", "", "河西永宁", "没有可用的身份证号"],
        ),
    ] {
        let sheet = book.add_worksheet().set_name(name).expect("a name");
        for (column, head) in (0..).zip(HEAD.iter().chain(&["未导入原因"])) {
            sheet.write_string(0, column, *head).expect("a cell");
        }
        for (column, cell) in (0..).zip(cells) {
            sheet.write_string(1, column, cell).expect("a cell");
        }
    }
    book.save(&mended).expect("a workbook");
    let report = clerk.imports(&mended);
    assert_eq!(report["rows"]["added"], 2, "{report}");
    let problems = report["problems"].as_array().expect("problems");
    assert!(
        problems.iter().all(|problem| problem["severity"] == "info"),
        "{report}"
    );
    let mut found = clerk.finds("");
    found.sort();
    assert_eq!(found.len(), 4);
}
