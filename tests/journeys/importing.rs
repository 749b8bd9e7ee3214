//! Importing a messy roster: every row in one outcome, every faulty cell named, nothing guessed, nothing lost.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use antou_desk::Unwatched;
use antou_desk::messages::*;
use rust_xlsxwriter::{Format, Workbook};
use serde_json::Value as Json;

use crate::clerk::Clerk;

pub fn sample(name: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR"))
        .join("../assets/sample")
        .join(name)
}

fn fixture(name: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("fixtures").join(name)
}

/// Writes a workbook of texts; the first row is the heading.
pub fn workbook(clerk: &Clerk, name: &str, rows: &[&[&str]]) -> PathBuf {
    let path = clerk.path(name);
    let mut book = Workbook::new();
    let sheet = book.add_worksheet();
    for (row, cells) in (0..).zip(rows) {
        for (column, cell) in (0..).zip(*cells) {
            sheet.write_string(row, column, *cell).expect("a cell");
        }
    }
    book.save(&path).expect("a workbook");
    path
}

fn problems<'a>(report: &'a Json, code: &str) -> Vec<&'a Json> {
    report["problems"]
        .as_array()
        .expect("problems")
        .iter()
        .filter(|problem| problem["code"] == code)
        .collect()
}

/// People by number, as the truth file and as the vault have them: name and month of birth.
fn truth() -> Vec<Json> {
    let text = std::fs::read_to_string(fixture("roster.truth.jsonl")).expect("the truth");
    text.lines()
        .map(|line| serde_json::from_str(line).expect("a line of the truth"))
        .collect()
}

#[test]
fn the_sample_roster_comes_in_with_every_fault_named_and_no_clean_row_lost() {
    let clerk = Clerk::with_new_vault();
    let places: BTreeMap<String, String> = {
        let view = clerk.opens(&sample("roster.xlsx"));
        let rows = clerk.rows(view.import, Some("added")).into_iter();
        rows.map(|row| {
            (
                row.cells[0].clone(),
                row.place.trim_start_matches("花名册!").to_owned(),
            )
        })
        .collect()
    };
    let report = clerk.imports(&sample("roster.xlsx"));
    let rows = &report["rows"];
    assert_eq!(
        (rows["added"].as_u64(), rows["held"].as_u64()),
        (Some(400), Some(0)),
        "{rows}"
    );
    let columns = report["files"][0]["sheets"][0]["columns"]
        .as_array()
        .expect("columns");
    assert!(
        columns.iter().skip(1).all(|column| column["item"].is_string()),
        "every column finds its item"
    );
    let injected: BTreeMap<String, u64> =
        serde_json::from_str(&std::fs::read_to_string(fixture("roster.truth.json")).expect("truth"))
            .expect("truth");
    let count = |codes: &[&str]| {
        codes
            .iter()
            .map(|code| problems(&report, code).len() as u64)
            .sum::<u64>()
    };
    assert_eq!(count(&["date.invalid"]), injected["date_bad13"]);
    assert_eq!(
        count(&["value.unknown", "value.ditto", "value.blank_mark"]),
        injected["date_unknown"]
    );
    assert_eq!(count(&["date.two_digit_year"]), injected["date_short"]);
    assert_eq!(count(&["id.ruined"]), injected["id_as_number"]);
    assert_eq!(count(&["id.check_digit"]), injected["id_bad_check"]);
    assert_eq!(count(&["id.missing"]), injected["id_missing"]);
    assert_eq!(count(&["id.cleaned"]), injected["id_fullwidth"]);
    assert_eq!(count(&["value.number_as_text"]), injected["phone_as_number"]);
    for person in truth() {
        let faults = person["faults"].as_array().expect("faults");
        let row = &places[&person["i"].to_string()];
        let named = |column: &str| {
            report["problems"]
                .as_array()
                .expect("problems")
                .iter()
                .any(|p| p["place"] == format!("花名册!{column}{row}"))
        };
        for fault in faults.iter().filter_map(Json::as_str) {
            match fault {
                "name_trailing_space" | "name_newline" => assert!(named("B"), "{fault} in row {row}"),
                "id_as_number" | "id_bad_check" | "id_fullwidth" | "id_missing" => {
                    assert!(named("H"), "{fault} in row {row}")
                }
                _ => {}
            }
        }
    }
}

#[test]
fn what_the_sample_says_is_what_the_vault_holds() {
    let clerk = Clerk::with_new_vault();
    clerk.imports(&sample("roster.xlsx"));
    let columns = ["name", "birth", "id_number"].map(String::from).to_vec();
    let listing = clerk
        .desk
        .listed_people(&PeopleQuery {
            columns,
            limit: 1000,
            ..PeopleQuery::default()
        })
        .expect("a list");
    let held: BTreeMap<String, (String, String)> = listing
        .rows
        .iter()
        .map(|row| {
            let shown = |index: usize| listing.columns[index].shown(row.values[index].as_ref());
            (shown(2), (shown(0), shown(1).chars().take(7).collect()))
        })
        .collect();
    for person in truth() {
        let faults = person["faults"].to_string();
        let (name, birth) = (
            person["name"].as_str().expect("name"),
            person["birth"].as_str().expect("birth").replace('-', "."),
        );
        match held.get(person["id"].as_str().expect("id")) {
            Some((kept_name, kept_birth)) => {
                assert_eq!(kept_name, name);
                assert!(
                    *kept_birth == birth || (kept_birth.is_empty() && faults.contains("date_")),
                    "{person}: {kept_birth}"
                );
            }
            None => assert!(faults.contains("id_"), "{person} is lost"),
        }
    }
}

#[test]
fn importing_the_same_file_again_changes_nothing() {
    let clerk = Clerk::with_new_vault();
    clerk.imports(&sample("roster.xlsx"));
    let again = clerk.imports(&sample("roster.xlsx"));
    assert_eq!(again["rows"]["unchanged"], 400, "{}", again["rows"]);
    assert!(again["op"].is_null(), "nothing to write, nothing in the journal");
}

#[test]
fn nothing_is_written_before_the_clerk_confirms_and_an_undo_takes_it_all_back() {
    let clerk = Clerk::with_new_vault();
    let view = clerk.opens(&sample("roster.xlsx"));
    assert_eq!((view.counts.added, clerk.total()), (400, 0));
    let report = clerk
        .desk
        .import_commit(ImportId { import: view.import }, &Unwatched)
        .expect("committed");
    assert_eq!(clerk.total(), 400);
    assert!(
        clerk
            .desk
            .import_commit(ImportId { import: view.import }, &Unwatched)
            .is_err(),
        "not twice"
    );
    let undone = clerk.undoes(report.op);
    assert!(undone.refused.is_empty());
    assert_eq!(clerk.total(), 0);
    assert!(
        clerk
            .desk
            .units(Nothing {}, &Unwatched)
            .expect("units")
            .is_empty(),
        "units it made are gone as well"
    );
}

#[test]
fn undoing_an_import_keeps_people_edited_since_and_names_them() {
    let clerk = Clerk::with_new_vault();
    let report = clerk.imports(&sample("roster.xlsx"));
    let person = clerk.person("郑丰勇");
    clerk.types(person, "person", None, &[("native_place", "江东新丰")]);
    let op = report["op"].as_i64();
    let whole = UndoRequest {
        op,
        ..UndoRequest::default()
    };
    let refused = clerk
        .desk
        .undo(whole.clone(), &Unwatched)
        .expect_err("changed since");
    assert_eq!(refused.code, "undo.changed_since");
    assert!(refused.message.contains("郑丰勇"), "{refused}");
    assert_eq!(clerk.total(), 400, "nothing is taken back by halves unasked");
    let check = UndoCheck {
        op: op.expect("an operation"),
    };
    let kept = clerk.desk.undo_check(check, &Unwatched).expect("checked").kept;
    assert_eq!(kept.len(), 1);
    let rest = UndoRequest {
        keep_edited: true,
        ..whole
    };
    let undone = clerk.desk.undo(rest, &Unwatched).expect("undone");
    let people: Vec<&str> = undone
        .refused
        .iter()
        .filter(|kept| kept.person.is_some())
        .map(|kept| kept.name.as_str())
        .collect();
    assert_eq!(
        people,
        ["郑丰勇"],
        "and the unit of the person stays with the person"
    );
    assert_eq!(clerk.total(), 1);
    assert_eq!(clerk.shows(person, "native_place"), "江东新丰");
}

#[test]
fn a_later_roster_updates_field_by_field_and_blank_cells_erase_nothing() {
    let clerk = Clerk::with_new_vault();
    let head: &[&str] = &["姓名", "性别", "出生年月", "身份证号", "籍贯", "年度考核结果2023"];
    clerk.imports(&workbook(
        &clerk,
        "一.xlsx",
        &[
            head,
            &[
                "张三",
                "男",
                "1985.03.12",
                "990101198503120010",
                "江东安平",
                "称职",
            ],
        ],
    ));
    let later = workbook(
        &clerk,
        "二.xlsx",
        &[
            head,
            &["张三", "男", "1985.03", "990101198503120010", "河西永宁", ""],
        ],
    );
    let view = clerk.opens(&later);
    let row = &clerk.rows(view.import, Some("updated"))[0];
    let changes: Vec<_> = row
        .changes
        .iter()
        .map(|change| (change.item.as_str(), change.old.as_str(), change.new.as_str()))
        .collect();
    assert_eq!(
        changes,
        [("person.native_place", "江东安平", "河西永宁")],
        "a coarser date says nothing new"
    );
    clerk
        .desk
        .import_commit(ImportId { import: view.import }, &Unwatched)
        .expect("committed");
    let person = clerk.person("张三");
    assert_eq!(
        (
            clerk.shows(person, "birth"),
            clerk.shows(person, "assessment.conclusion")
        ),
        ("1985.03.12".into(), "称职".into())
    );
}

#[test]
fn rows_that_cannot_be_decided_are_held_and_go_back_out_with_the_reason() {
    let clerk = Clerk::with_new_vault();
    let rows: &[&[&str]] = &[
        &["姓名", "性别", "出生年月", "身份证号"],
        &["张三", "男", "1985.03", "990101198503120010"],
        &["李四", "男", "1979.11", "990101198503120010"],
        &["王五", "女", "", ""],
        &["", "男", "1990.01", "990101199001010019"],
    ];
    let view = clerk.opens(&workbook(&clerk, "表.xlsx", rows));
    assert_eq!(
        (view.counts.added, view.counts.held),
        (1, 3),
        "{:?}",
        clerk.rows(view.import, None)
    );
    let reasons: Vec<String> = clerk
        .rows(view.import, Some("held"))
        .iter()
        .map(|row| row.reasons.join(""))
        .collect();
    assert!(
        reasons[0].contains("张三") && reasons[1].contains("只凭姓名") && reasons[2].contains("姓名为空"),
        "{reasons:?}"
    );
    clerk
        .desk
        .import_commit(ImportId { import: view.import }, &Unwatched)
        .expect("committed");
    let held = clerk.path("待处理.xlsx");
    let written = clerk
        .desk
        .import_held(
            ImportHeld {
                import: view.import,
                to: held.display().to_string(),
            },
            &Unwatched,
        )
        .expect("written");
    assert_eq!(written.rows, 3);
    let again = clerk.opens(&held);
    assert_eq!(
        (again.counts.held, again.counts.added),
        (3, 0),
        "the same layout reads back, 原因 is left out"
    );
}

#[test]
fn headings_stand_under_titles_over_two_rows_with_line_breaks() {
    let clerk = Clerk::with_new_vault();
    let path = clerk.path("两行表头.xlsx");
    let mut book = Workbook::new();
    let sheet = book.add_worksheet();
    let plain = Format::new();
    sheet
        .merge_range(0, 0, 0, 6, "云岭区干部花名册", &plain)
        .expect("title");
    sheet.write_string(1, 0, "填报单位：组织部").expect("line");
    for (column, heading) in [(0, "姓  名"), (1, "性\n别"), (2, "出生\n年月")] {
        sheet
            .merge_range(2, column, 3, column, heading, &plain)
            .expect("heading");
    }
    sheet
        .merge_range(2, 3, 2, 4, "全日制教育", &plain)
        .expect("group");
    sheet.merge_range(2, 5, 2, 6, "在职教育", &plain).expect("group");
    for (column, heading) in [(3, "学历"), (4, "毕业院校"), (5, "学历"), (6, "毕业院校")] {
        sheet.write_string(3, column, heading).expect("heading");
    }
    for (column, cell) in (0..).zip(["张三", "男", "1985.03", "大学", "江东大学", "研究生", "省委党校"])
    {
        sheet.write_string(4, column, cell).expect("cell");
    }
    sheet.write_string(5, 0, "合计").expect("total");
    sheet.write_string(6, 0, "填表人：某某").expect("footer");
    book.save(&path).expect("saved");
    let report = clerk.imports(&path);
    assert_eq!(
        report["files"][0]["sheets"][0]["header_rows"],
        serde_json::json!([3, 4])
    );
    assert_eq!(
        (
            report["rows"]["added"].as_u64(),
            report["rows"]["ignored"].as_u64()
        ),
        (Some(1), Some(2)),
        "{}",
        report["rows"]
    );
    let person = clerk.person("张三");
    let columns = [
        "education[全日制].level",
        "education[全日制].school",
        "education[在职].level",
        "education[在职].school",
    ]
    .map(String::from)
    .to_vec();
    assert_eq!(
        clerk.lists(PeopleQuery {
            columns,
            only: Some(vec![person]),
            ..PeopleQuery::default()
        }),
        ["大学|江东大学|研究生|省委党校"]
    );
}

#[test]
fn text_files_come_in_utf8_and_gb18030() {
    let text = "姓名,性别,出生年月\n王䶮,女,1985.03\n";
    let (gb18030, _, _) = encoding_rs::GB18030.encode(text);
    for (name, bytes) in [
        ("utf8.csv", text.as_bytes().to_vec()),
        ("bom.csv", [b"\xef\xbb\xbf", text.as_bytes()].concat()),
        ("gb.csv", gb18030.into_owned()),
    ] {
        let clerk = Clerk::with_new_vault();
        let path = clerk.path(name);
        std::fs::write(&path, bytes).expect("a file");
        clerk.imports(&path);
        assert_eq!(clerk.finds("王䶮"), ["王䶮"], "{name}");
    }
}

#[test]
fn a_bad_file_gets_a_sentence_and_loses_nothing() {
    let clerk = Clerk::with_new_vault();
    clerk.adds(&[("name", "张三"), ("sex", "男"), ("birth", "1985.03")]);
    let whole = std::fs::read(sample("roster.xlsx")).expect("the sample");
    for (name, bytes, code) in [
        (
            "照片.xlsx",
            b"\xff\xd8\xff\xe0 not a workbook".to_vec(),
            "file.not_workbook",
        ),
        ("截断.xlsx", whole[..whole.len() / 2].to_vec(), "file.damaged"),
        ("空.xlsx", Vec::new(), "file.empty"),
        (
            "没有表头.csv",
            "1,2,3\n4,5,6\n".as_bytes().to_vec(),
            "sheet.no_header",
        ),
    ] {
        let path = clerk.path(name);
        std::fs::write(&path, bytes).expect("a file");
        let failure = clerk.tries_to_open(&path).expect_err(name);
        assert_eq!(failure.code, code, "{name}: {failure}");
        assert!(
            failure
                .to_string()
                .contains(name.split('.').next().expect("a name")),
            "{failure}"
        );
    }
    assert_eq!(
        clerk
            .tries_to_open(&clerk.path("没有.xlsx"))
            .expect_err("missing")
            .code,
        "file.unreadable"
    );
    assert_eq!(clerk.total(), 1);
}

#[test]
fn a_cell_at_the_end_of_the_sheet_costs_nothing() {
    let clerk = Clerk::with_new_vault();
    let path = clerk.path("远.xlsx");
    let mut book = Workbook::new();
    let sheet = book.add_worksheet();
    for (column, (heading, cell)) in (0..).zip([("姓名", "张三"), ("性别", "男"), ("出生年月", "1985.03")])
    {
        sheet.write_string(0, column, heading).expect("heading");
        sheet.write_string(1, column, cell).expect("cell");
    }
    sheet.write_string(1_048_575, 16_383, "远").expect("far");
    book.save(&path).expect("saved");
    let view = clerk.tries_to_open(&path);
    match view {
        Ok(view) => assert_eq!(view.counts.added, 1),
        Err(failure) => assert_eq!(failure.code, "file.too_large", "{failure}"),
    }
}

#[test]
fn a_number_copied_into_a_row_whose_birth_is_broken_stays_with_the_clean_row() {
    let clerk = Clerk::with_new_vault();
    let file = workbook(
        &clerk,
        "shared.xlsx",
        &[
            &["姓名", "性别", "公民身份号码", "出生年月"],
            &["张三", "男", "990101197506012133", "1975.06"],
            &["李四", "男", "990101197506012133", "1980.13"],
        ],
    );
    let view = clerk.opens(&file);
    assert_eq!((view.counts.added, view.counts.held), (1, 1));
    let held = clerk.rows(view.import, Some("held"));
    assert_eq!(held[0].name, "李四");
}

#[test]
fn a_list_for_a_day_gone_by_makes_no_date_of_since_then_a_wrong_one() {
    let clerk = Clerk::with_new_vault();
    crate::following_up::set_day(&clerk, "2022-06-30");
    let rows: &[&[&str]] = &[
        &["姓名", "公民身份号码", "参加工作时间"],
        &["张三", "990101198503120010", "2024.07"],
        &["李四", "990101197506012133", "2098.07"],
    ];
    let report = clerk.imports(&workbook(&clerk, "名册.xlsx", rows));
    assert_eq!(clerk.shows(clerk.person("张三"), "work_started"), "2024.07");
    assert_eq!(clerk.shows(clerk.person("李四"), "work_started"), "");
    let places: Vec<&Json> = problems(&report, "date.future");
    assert_eq!(places.len(), 1, "{places:?}");
    // the same day stands for typing
    let person = clerk.person("李四");
    let typed = |text| clerk.types(person, "person", Some(person), &[("work_started", text)]);
    assert!(typed("2098.07").row.is_none());
    assert!(typed("2025.03").row.is_some());
}

#[test]
fn a_row_without_a_name_is_about_whoever_has_its_number() {
    let clerk = Clerk::with_new_vault();
    let person = clerk.adds(&[
        ("name", "张三"),
        ("sex", "男"),
        ("birth", "1985.03"),
        ("id_number", "990101198503120010"),
    ]);
    let rows: &[&[&str]] = &[
        &["姓名", "身份证号", "籍贯"],
        &["", "990101198503120010", "江东安平"],
    ];
    let report = clerk.imports(&workbook(&clerk, "无名.xlsx", rows));
    assert_eq!(report["rows"]["updated"], 1, "{}", report["rows"]);
    assert_eq!(
        (clerk.shows(person, "name"), clerk.shows(person, "native_place")),
        ("张三".into(), "江东安平".into())
    );
}

#[test]
fn a_mixed_column_of_levels_and_ranks_finds_both_homes() {
    let clerk = Clerk::with_new_vault();
    let rows: &[&[&str]] = &[
        &["姓名", "出生年月", "工作单位", "职务", "职务层次", "任现职级时间"],
        &["张三", "1985.03", "财政局", "科长", "乡科级正职", "2016.09"],
        &["李四", "1986.03", "财政局", "科员", "一级主任科员", "2019.06"],
    ];
    clerk.imports(&workbook(&clerk, "职务.xlsx", rows));
    let (zhang, li) = (clerk.person("张三"), clerk.person("李四"));
    assert_eq!(
        (
            clerk.shows(zhang, "post.level"),
            clerk.shows(zhang, "post.level_since")
        ),
        ("乡科级正职".into(), "2016.09".into())
    );
    assert_eq!(
        (clerk.shows(li, "rank.rank"), clerk.shows(li, "rank.started")),
        ("一级主任科员".into(), "2019.06".into())
    );
}
