//! Deciding about an import before anything is written: what columns mean, whom rows are about, which fields are taken —
//! and what is remembered of it for the next file of the same unit.

use std::path::PathBuf;

use antou_desk::messages::*;
use antou_desk::{Failure, Unwatched};
use rust_xlsxwriter::Workbook;

use crate::clerk::Clerk;

/// Writes a workbook of texts.
fn workbook(clerk: &Clerk, name: &str, rows: &[&[&str]]) -> PathBuf {
    let path = clerk.path(name);
    let mut book = Workbook::new();
    let sheet = book.add_worksheet();
    for (row, cells) in (0..).zip(rows) {
        for (column, cell) in (0..).zip(*cells).filter(|(_, cell)| !cell.is_empty()) {
            sheet.write_string(row, column, *cell).expect("a cell");
        }
    }
    book.save(&path).expect("a workbook");
    path
}

/// An invented identity number: area 99, the birth, an order number, and the check digit that fits.
fn number(birth: &str, order: u32) -> String {
    let body = format!("990101{birth}{order:03}");
    let weights = [7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2];
    let sum: u32 = body
        .chars()
        .zip(weights)
        .map(|(digit, weight)| digit.to_digit(10).unwrap() * weight)
        .sum();
    format!(
        "{body}{}",
        "10X98765432".chars().nth((sum % 11) as usize).unwrap()
    )
}

impl Clerk {
    fn decides(&self, import: u32, decision: ImportDecision) -> ImportView {
        self.tries_to_decide(import, decision)
            .unwrap_or_else(|failure| panic!("{failure}"))
    }

    fn tries_to_decide(&self, import: u32, decision: ImportDecision) -> Result<ImportView, Failure> {
        self.desk
            .import_decide(ImportDecide { import, decision }, &Unwatched)
    }

    fn maps(&self, import: u32, column: u32, item: &str) -> ImportView {
        let request = ImportMap {
            import,
            sheet: 0,
            column,
            item: Some(item.into()),
        };
        self.desk.import_map(request, &Unwatched).expect("mapped")
    }

    fn cleans(&self, import: u32, column: u32, steps: &[(&str, &str)]) -> ImportView {
        let steps = steps
            .iter()
            .map(|(step, text)| CleaningStep {
                step: (*step).into(),
                text: (*text).into(),
            })
            .collect();
        let request = ImportClean {
            import,
            sheet: 0,
            column,
            steps,
        };
        self.desk.import_clean(request, &Unwatched).expect("cleaned")
    }

    fn remembers(&self, import: u32, name: Option<&str>) -> ImportView {
        let request = ImportRemember {
            import,
            name: name.map(str::to_owned),
        };
        self.desk.import_remember(request, &Unwatched).expect("noted")
    }

    fn confirms(&self, import: u32) -> ImportReport {
        self.desk
            .import_commit(ImportId { import }, &Unwatched)
            .unwrap_or_else(|failure| panic!("{failure}"))
    }

    fn side_by_side(&self, import: u32, row: u64) -> ImportComparison {
        self.desk
            .import_compare(ImportRowId { import, row }, &Unwatched)
            .expect("compared")
    }

    fn spellings(&self, import: u32) -> Vec<UnknownSpelling> {
        self.desk
            .import_spellings(ImportId { import }, &Unwatched)
            .expect("spellings")
    }
}

/// What the import says of a row's fields: label, old, new, choice.
fn fields(row: &ImportRow) -> Vec<(String, String, String, String)> {
    let field = |change: &ImportChange| {
        (
            change.label.clone(),
            change.old.clone(),
            change.new.clone(),
            change.choice.clone(),
        )
    };
    row.changes.iter().map(field).collect()
}

fn field_of(row: &ImportRow, item: &str) -> ImportField {
    let change = row.changes.iter().find(|change| change.item == item);
    let change = change.unwrap_or_else(|| panic!("{item} in {:?}", fields(row)));
    change.field.clone().expect("something to decide by")
}

fn questions(view: &ImportView) -> Vec<(String, Vec<String>)> {
    let columns = view.sheets.iter().flat_map(|sheet| &sheet.columns);
    let asked = columns.filter(|column| column.question.is_some());
    asked
        .map(|column| (column.header.clone(), column.samples.clone()))
        .collect()
}

#[test]
fn what_headings_leave_open_is_asked_with_its_values_and_never_again_for_this_unit() {
    let clerk = Clerk::with_new_vault();
    let ids = [number("19850312", 1), number("19791123", 3)];
    let this_year: &[&[&str]] = &[
        &["干部花名册"],
        &["填报单位：江东区水利局    填报日期：2025年12月"],
        &["姓名", "身份证号", "学历", "学位", "神秘栏", "单位及职务"],
        &["张三", &ids[0], "本科生", "学士", "篮球", "江东区水利局 副局长"],
        &["李四", &ids[1], "大学专科", "", "书法", "江东区水利局 科长"],
    ];
    let view = clerk.opens(&workbook(&clerk, "水利局2025.xlsx", this_year));
    let asked = questions(&view);
    assert_eq!(
        asked
            .iter()
            .map(|(header, _)| header.as_str())
            .collect::<Vec<_>>(),
        ["学历", "神秘栏", "单位及职务"]
    );
    assert_eq!(
        asked[1].1,
        ["篮球", "书法"],
        "the clerk sees what the column holds"
    );
    let left_out: Vec<&str> = view.sheets[0]
        .columns
        .iter()
        .filter(|column| column.left_out)
        .map(|column| column.header.as_str())
        .collect();
    assert_eq!(
        left_out,
        ["神秘栏"],
        "what nobody answers is left out, and that is said"
    );
    assert_eq!(view.profile.suggested, "江东区水利局");

    clerk.maps(view.import, 2, "education[全日制].level");
    clerk.maps(view.import, 4, "person.remark");
    let view = clerk.cleans(view.import, 5, &[("split_unit", "")]);
    assert!(questions(&view).is_empty());
    let degree = &view.sheets[0].columns[3];
    assert_eq!(
        degree.which.as_deref(),
        Some("全日制"),
        "学位 beside it is of the same schooling"
    );

    let unknown = clerk.spellings(view.import);
    assert_eq!(
        (unknown[0].written.as_str(), unknown[0].count),
        ("本科生", 1),
        "{unknown:?}"
    );
    let chosen = unknown[0].similar.first().expect("something like it").clone();
    let view = clerk.decides(
        view.import,
        ImportDecision::Spelling {
            item: unknown[0].item.clone(),
            written: "本科生".into(),
            code: Some(chosen.item.clone()),
        },
    );
    assert!(
        clerk
            .spellings(view.import)
            .iter()
            .all(|spelling| spelling.count == 0)
    );
    clerk.remembers(view.import, Some("水利局"));
    clerk.confirms(view.import);
    let person = clerk.person("张三");
    assert_eq!(clerk.shows(person, "post.unit"), "江东区水利局");
    assert_eq!(clerk.shows(person, "post.title"), "副局长");
    assert_eq!(clerk.shows(person, "education.mode"), "全日制");
    assert_eq!(clerk.shows(person, "education.level"), chosen.label);

    let id = number("19900506", 5);
    let next_year: &[&[&str]] = &[
        &["干部花名册"],
        &["填报单位：江东区水利局    填报日期：2026年12月"],
        &["姓名", "身份证号", "学历", "学位", "神秘栏", "单位及职务", "手机"],
        &["王五", &id, "本科生", "学士", "围棋", "江东区水利局 主任", ""],
    ];
    let next = workbook(&clerk, "花名册终稿.xlsx", next_year);
    let view = clerk.opens(&next);
    assert_eq!(
        (view.profile.used.as_deref(), view.profile.found_by.as_deref()),
        (Some("水利局"), Some("unit"))
    );
    assert!(questions(&view).is_empty(), "no question for the next file");
    let row = &clerk.rows(view.import, None)[0];
    let shown = fields(row);
    let new = |label: &str| {
        let field = shown.iter().find(|field| field.0.contains(label));
        field.map(|field| field.2.as_str()).unwrap_or_default().to_owned()
    };
    assert_eq!(
        (new("职务名称"), new("任职单位")),
        ("主任".into(), "江东区水利局".into())
    );
    assert_eq!(new("·学历"), chosen.label, "{shown:?}");

    let aside = clerk
        .desk
        .import_profile(
            ImportUseProfile {
                import: view.import,
                name: None,
            },
            &Unwatched,
        )
        .expect("set aside");
    assert_eq!(aside.profile.used, None);
    assert_eq!(questions(&aside).len(), 3, "then everything is asked again");
}

#[test]
fn another_units_answers_are_not_taken_because_the_sheets_look_alike() {
    let clerk = Clerk::with_new_vault();
    let sheet = |unit: &'static str| -> Vec<Vec<String>> {
        vec![
            vec![unit.to_owned()],
            ["姓名", "出生年月", "政治面貌"].map(str::to_owned).to_vec(),
            ["张三", "1985.03", "党"].map(str::to_owned).to_vec(),
        ]
    };
    let write = |name: &str, rows: &[Vec<String>]| {
        let cells: Vec<Vec<&str>> = rows
            .iter()
            .map(|row| row.iter().map(String::as_str).collect())
            .collect();
        let rows: Vec<&[&str]> = cells.iter().map(Vec::as_slice).collect();
        workbook(&clerk, name, &rows)
    };
    let view = clerk.opens(&write("一.xlsx", &sheet("填报单位：江东区水利局")));
    let unknown = clerk.spellings(view.import);
    assert_eq!(unknown[0].written, "党");
    clerk.decides(
        view.import,
        ImportDecision::Spelling {
            item: unknown[0].item.clone(),
            written: "党".into(),
            code: Some("01".into()),
        },
    );
    clerk.remembers(view.import, Some("水利局"));
    clerk.confirms(view.import);
    let other = clerk.opens(&write("二.xlsx", &sheet("填报单位：江东区林业局")));
    assert_eq!(other.profile.used, None);
    assert_eq!(clerk.spellings(other.import)[0].count, 1);
    let unnamed = clerk.opens(&write("三.xlsx", &sheet("花名册")));
    assert_eq!(unnamed.profile.found_by.as_deref(), Some("headings"));
}

#[test]
fn every_field_can_be_kept_or_taken_and_preview_and_vault_agree() {
    let clerk = Clerk::with_new_vault();
    let people: Vec<String> = (0..3).map(|order| number("19850312", order)).collect();
    let head: &[&str] = &["姓名", "身份证号", "籍贯", "健康状况", "政治面貌"];
    let rows = |place: &'static str, health: &'static str| -> Vec<Vec<String>> {
        ["甲一", "乙二", "丙三"]
            .iter()
            .zip(&people)
            .map(|(name, id)| [*name, id, place, health, "群众"].map(str::to_owned).to_vec())
            .collect()
    };
    let write = |name: &str, rows: &[Vec<String>]| {
        let mut cells: Vec<Vec<&str>> = vec![head.to_vec()];
        cells.extend(rows.iter().map(|row| row.iter().map(String::as_str).collect()));
        let rows: Vec<&[&str]> = cells.iter().map(Vec::as_slice).collect();
        workbook(&clerk, name, &rows)
    };
    clerk.imports(&write("一.xlsx", &rows("江东安平", "健康")));
    let view = clerk.opens(&write("二.xlsx", &rows("河西永宁", "良好")));
    assert_eq!(view.counts.updated, 3);
    let first = clerk.rows(view.import, None).remove(0);
    let native = field_of(&first, "person.native_place");
    let view = clerk.decides(
        view.import,
        ImportDecision::Alike {
            item: "person.native_place".into(),
            clears: false,
            take: Some(false),
        },
    );
    clerk.decides(
        view.import,
        ImportDecision::Field {
            field: native,
            take: Some(true),
        },
    );
    let third = clerk.rows(view.import, None).remove(2);
    clerk.decides(
        view.import,
        ImportDecision::Field {
            field: field_of(&third, "person.health"),
            take: Some(false),
        },
    );
    // mapping another column leaves every decision as it was
    let view = clerk.maps(view.import, 4, "person.remark");
    assert_eq!(
        (view.counts.updated, view.counts.unchanged),
        (3, 0),
        "the third learns a remark"
    );
    let request = ImportMap {
        import: view.import,
        sheet: 0,
        column: 4,
        item: None,
    };
    let view = clerk.desk.import_map(request, &Unwatched).expect("mapped");
    assert_eq!((view.counts.updated, view.counts.unchanged), (2, 1));
    let shown: Vec<Vec<String>> = clerk
        .rows(view.import, None)
        .iter()
        .map(|row| fields(row).into_iter().map(|field| field.3).collect())
        .collect();
    assert_eq!(shown, [["take", "take"], ["keep", "take"], ["keep", "keep"]]);
    let report = clerk.confirms(view.import);
    let kept = ["甲一", "乙二", "丙三"].map(|name| {
        let person = clerk.person(name);
        (clerk.shows(person, "native_place"), clerk.shows(person, "health"))
    });
    assert_eq!(kept[0].0, "河西永宁");
    assert_eq!(kept[1].0, "江东安平");
    assert_eq!(kept[2].0, "江东安平");
    assert_ne!(kept[0].1, kept[2].1, "the third kept its health");
    clerk.undoes(report.op);
    assert_eq!(clerk.shows(clerk.person("甲一"), "native_place"), "江东安平");
}

#[test]
fn blank_cells_keep_unless_the_clerk_clears_them_and_never_reach_other_rows() {
    let clerk = Clerk::with_new_vault();
    let id = number("19850312", 1);
    let head: &[&str] = &[
        "姓名",
        "身份证号",
        "籍贯",
        "手机",
        "2023年度考核结果",
        "2022年度考核结果",
    ];
    clerk.imports(&workbook(
        &clerk,
        "一.xlsx",
        &[head, &["张三", &id, "江东安平", "13900000001", "称职", "优秀"]],
    ));
    let later = workbook(&clerk, "二.xlsx", &[head, &["张三", &id, "", "", "", ""]]);
    let view = clerk.opens(&later);
    assert_eq!((view.blank, view.counts.unchanged), (BlankPolicy::Keep, 1));
    let ask = clerk.decides(
        view.import,
        ImportDecision::Blank {
            policy: BlankPolicy::Ask,
        },
    );
    assert!(
        ask.problems
            .iter()
            .any(|kind| kind.code == "blank.asks" && kind.count == 2)
    );
    assert_eq!(ask.counts.unchanged, 1, "unanswered, nothing is lost");
    let row = clerk.rows(view.import, None).remove(0);
    assert_eq!(
        fields(&row)
            .into_iter()
            .map(|field| (field.1, field.2, field.3))
            .collect::<Vec<_>>(),
        [
            ("江东安平".into(), String::new(), "ask".into()),
            ("13900000001".into(), String::new(), "ask".into())
        ]
    );
    clerk.decides(
        view.import,
        ImportDecision::Field {
            field: field_of(&row, "person.native_place"),
            take: Some(false),
        },
    );
    let view = clerk.decides(
        view.import,
        ImportDecision::Blank {
            policy: BlankPolicy::Clear,
        },
    );
    assert_eq!(view.counts.updated, 1);
    clerk.confirms(view.import);
    let person = clerk.person("张三");
    assert_eq!(clerk.shows(person, "native_place"), "江东安平");
    assert_eq!(clerk.shows(person, "phone"), "");
    assert_eq!(clerk.shows(person, "id_number"), id);
    assert_eq!(
        clerk.shows(person, "assessment.conclusion"),
        "称职",
        "rows of a register stay"
    );
}

#[test]
fn a_suspected_person_stands_beside_the_row_and_the_clerk_says_who_it_is() {
    let clerk = Clerk::with_new_vault();
    let ids = [number("19850312", 1), number("19850312", 2)];
    let head: &[&str] = &["姓名", "身份证号", "出生年月", "籍贯"];
    clerk.imports(&workbook(
        &clerk,
        "一.xlsx",
        &[head, &["张三", &ids[0], "1985.03", "江东安平"]],
    ));
    let known = clerk.person("张三");
    let later = workbook(
        &clerk,
        "二.xlsx",
        &[
            head,
            &["张三", &ids[1], "1985.03", "河西永宁"],
            &["张三", "", "", "江南青山"],
            &["张叁", &ids[0], "1985.03", "江东安平"],
        ],
    );
    let view = clerk.opens(&later);
    assert_eq!(view.counts.held, 3);
    let beside = clerk.side_by_side(view.import, 0);
    assert_eq!(beside.candidates[0].who, Who::Person { person: known });
    let native = beside
        .fields
        .iter()
        .find(|field| field.label == "籍贯")
        .expect("籍贯");
    assert_eq!(
        (native.row.as_str(), native.candidates[0].as_str(), native.differs),
        ("河西永宁", "江东安平", true)
    );
    // the first is somebody new, the second the person of the first row, the third has changed the name
    let decide = |row, who| {
        let decision = ImportDecision::Person { row, who: Some(who) };
        clerk.decides(view.import, decision)
    };
    decide(0, Who::New);
    let above = clerk.side_by_side(view.import, 1);
    assert!(
        above
            .candidates
            .iter()
            .any(|other| other.who == Who::Row { row: 0 })
    );
    let after = decide(1, Who::Row { row: 0 });
    assert_eq!(after.counts.held, 2, "two rows of one person disagree about 籍贯");
    let second = clerk.rows(view.import, None).remove(1);
    let after = clerk.decides(
        view.import,
        ImportDecision::Field {
            field: field_of(&second, "person.native_place"),
            take: Some(false),
        },
    );
    assert_eq!(after.counts.held, 1);
    let third = clerk.side_by_side(view.import, 2);
    assert!(third.not_new.is_some(), "a number belongs to one person");
    let still = decide(2, Who::New);
    assert_eq!(still.counts.held, 1);
    let after = decide(2, Who::Person { person: known });
    assert_eq!(
        (after.counts.added, after.counts.updated, after.counts.held),
        (2, 1, 0),
        "two rows about one new person"
    );
    clerk.confirms(view.import);
    assert_eq!(clerk.total(), 2);
    assert_eq!(clerk.shows(known, "name"), "张叁");
    assert_eq!(clerk.shows(known, "native_place"), "江东安平");
}

#[test]
fn a_decision_taken_back_is_decided_by_the_program_again() {
    let clerk = Clerk::with_new_vault();
    let id = number("19850312", 1);
    let head: &[&str] = &["姓名", "身份证号"];
    clerk.imports(&workbook(&clerk, "一.xlsx", &[head, &["张三", &id]]));
    let view = clerk.opens(&workbook(
        &clerk,
        "二.xlsx",
        &[head, &["张三", &id], &["张三", &id]],
    ));
    assert_eq!(view.counts.unchanged, 2);
    let held = clerk.decides(
        view.import,
        ImportDecision::Person {
            row: 0,
            who: Some(Who::Held),
        },
    );
    assert_eq!(held.counts.held, 2, "what follows the row waits with it");
    let back = clerk.decides(view.import, ImportDecision::Person { row: 0, who: None });
    assert_eq!((back.counts.unchanged, back.decisions), (2, 0));
}

#[test]
fn nearly_equal_units_are_proposed_and_become_one_only_when_the_clerk_says_so() {
    let clerk = Clerk::with_new_vault();
    let units = [
        "江东区水利局",
        "江东区水利局",
        "江东区水利局",
        "江东区 水利局",
        "江东区水力局",
        "江东区林业局",
    ];
    let ids: Vec<String> = (0..6).map(|order| number("19850312", order)).collect();
    let names = ["甲一", "乙二", "丙三", "丁四", "戊五", "己六"];
    let mut rows: Vec<Vec<&str>> = vec![vec!["姓名", "身份证号", "工作单位", "职务"]];
    for ((name, id), unit) in names.iter().zip(&ids).zip(units) {
        rows.push(vec![*name, id, unit, "科员"]);
    }
    let rows: Vec<&[&str]> = rows.iter().map(Vec::as_slice).collect();
    let view = clerk.opens(&workbook(&clerk, "一.xlsx", &rows));
    let near = clerk
        .desk
        .import_near(ImportId { import: view.import }, &Unwatched)
        .expect("clusters");
    assert_eq!(near.len(), 1, "{near:?}");
    assert_eq!(
        (near[0].proposed.as_str(), near[0].merged.as_deref()),
        ("江东区水利局", None)
    );
    let written: Vec<String> = near[0]
        .spellings
        .iter()
        .map(|spelling| spelling.text.clone())
        .collect();
    assert_eq!(written.len(), 3);
    clerk.decides(
        view.import,
        ImportDecision::Merge {
            item: near[0].item.clone(),
            written,
            to: Some("江东区水利局".into()),
        },
    );
    let report = clerk.confirms(view.import);
    assert_eq!(report.units, 2);
    assert_eq!(clerk.shows(clerk.person("戊五"), "post.unit"), "江东区水利局");
    assert_eq!(clerk.shows(clerk.person("己六"), "post.unit"), "江东区林业局");
    let history = clerk
        .desk
        .history(HistoryQuery::default(), &Unwatched)
        .expect("history");
    assert!(!history.operations.is_empty());
}

#[test]
fn a_cell_is_corrected_where_it_is_flagged() {
    let clerk = Clerk::with_new_vault();
    let id = number("19850312", 1);
    let wrong = format!("{}9", &id[..17]);
    let wrong = if wrong == id {
        format!("{}8", &id[..17])
    } else {
        wrong
    };
    let head: &[&str] = &["姓名", "身份证号", "入党时间"];
    let view = clerk.opens(&workbook(
        &clerk,
        "一.xlsx",
        &[head, &["张三", &wrong, "2003.13"], &["", "990101", "2005.06"]],
    ));
    assert_eq!(view.counts.held, 1, "a row that names nobody");
    let flagged: Vec<&str> = view.problems.iter().map(|kind| kind.code.as_str()).collect();
    assert!(flagged.contains(&"id.check_digit") && flagged.contains(&"date.invalid"));
    let corrects = |row: u32, column: u32, text: &str| {
        clerk.decides(
            view.import,
            ImportDecision::Cell {
                sheet: 0,
                row,
                column,
                text: Some(text.into()),
            },
        )
    };
    corrects(2, 1, &id);
    corrects(2, 2, "2003.12");
    corrects(3, 0, "李四");
    let after = corrects(3, 1, &number("19791123", 3));
    assert_eq!(
        (after.counts.added, after.counts.held),
        (2, 0),
        "{:?}",
        after.problems
    );
    clerk.confirms(view.import);
    let person = clerk.person("张三");
    assert_eq!(clerk.shows(person, "id_number"), id);
    assert_eq!(clerk.shows(person, "party_joined"), "2003.12");
    assert_eq!(clerk.total(), 2);
}

#[test]
fn profiles_are_listed_renamed_and_removed() {
    let clerk = Clerk::with_new_vault();
    let view = clerk.opens(&workbook(
        &clerk,
        "一.xlsx",
        &[&["姓名", "出生年月"], &["张三", "1985.03"]],
    ));
    clerk.remembers(view.import, Some("水利局"));
    assert!(
        clerk
            .desk
            .profiles(Nothing {}, &Unwatched)
            .expect("profiles")
            .is_empty(),
        "nothing before 确认"
    );
    clerk.confirms(view.import);
    let rename = RenameProfile {
        name: "水利局".into(),
        to: "江东区水利局".into(),
    };
    clerk.desk.rename_profile(rename, &Unwatched).expect("renamed");
    let profiles = clerk.desk.profiles(Nothing {}, &Unwatched).expect("profiles");
    assert_eq!(profiles.len(), 1);
    assert_eq!(
        (profiles[0].name.as_str(), profiles[0].columns),
        ("江东区水利局", 2)
    );
    let name = ProfileName {
        name: "江东区水利局".into(),
    };
    let removed = clerk
        .desk
        .delete_profile(name.clone(), &Unwatched)
        .expect("removed");
    let missing = clerk.desk.delete_profile(name, &Unwatched).expect_err("gone");
    assert_eq!(missing.code, "profile.unknown");
    let undo = UndoRequest {
        op: removed.op,
        keep_edited: false,
    };
    clerk.desk.undo(undo, &Unwatched).expect("brought back");
    let profiles = clerk.desk.profiles(Nothing {}, &Unwatched).expect("profiles");
    assert_eq!(
        (profiles[0].name.as_str(), profiles[0].columns),
        ("江东区水利局", 2),
        "with all it knew"
    );
}
