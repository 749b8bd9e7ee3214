//! Where headings are and what they mean.

use antou_exchange::layout::{Meaning, Nothing, Profile, Target, Wishes, inspect};
use antou_exchange::{Sheet, column_letters};
use rust_xlsxwriter::Format;

use crate::files::*;

/// What each column means: its path, or a word for why it has none.
fn meanings(sheet: &Sheet) -> Vec<String> {
    let layout = layout_of(sheet);
    let columns = layout.columns.iter();
    columns
        .map(|column| match &column.meaning {
            Meaning::Target(target) if column.repeated => format!("repeated {}", target.path()),
            Meaning::Target(target) if target.entry > 0 => format!("{}#{}", target.path(), target.entry),
            Meaning::Target(target) => target.path(),
            Meaning::Ignored(Nothing::Counter) => "counter".into(),
            Meaning::Ignored(Nothing::Computed) => "computed".into(),
            Meaning::Ignored(Nothing::RowId) => "row id".into(),
            Meaning::Ignored(Nothing::Part) => "part".into(),
            Meaning::Ignored(Nothing::Wish) => "left out".into(),
            Meaning::Ambiguous(_) => "ambiguous".into(),
            Meaning::Unknown(_) => "unknown".into(),
        })
        .collect()
}

fn flat(headings: &[&str]) -> Vec<String> {
    meanings(&sheet_with(&[headings, &["1", "张三", "李四", "王五"]]))
}

#[test]
fn one_row_of_headings_however_they_are_written() {
    assert_eq!(
        flat(&[
            "序号",
            "姓  名",
            "出生\n年月",
            "政治\n面貌",
            "公民身份号码（必填）",
            "*性别",
            "年龄",
            "人员　类别：",
            "天气"
        ]),
        [
            "counter",
            "person.name",
            "person.birth",
            "person.political_status",
            "person.id_number",
            "person.sex",
            "computed",
            "person.staff_kind",
            "unknown"
        ]
    );
}

#[test]
fn years_in_headings() {
    assert_eq!(
        flat(&[
            "姓名",
            "2021年度考核结果",
            "2022年考核结果",
            "年度考核结果（2023）",
            "２０２０年度考核等次",
            "考核结果",
            "近三年年度考核结果(2021-2023)"
        ]),
        [
            "person.name",
            "assessment[2021].conclusion",
            "assessment[2022].conclusion",
            "assessment[2023].conclusion",
            "assessment[2020].conclusion",
            "assessment.*",
            "repeated assessment.*"
        ]
    );
}

#[test]
fn bare_years_are_grades_when_all_their_values_are() {
    let graded = sheet_with(&[
        &["姓名", "2021", "2022年"],
        &["张三", "优秀", "称职"],
        &["李四", "称职", "合格"],
    ]);
    assert_eq!(
        meanings(&graded),
        [
            "person.name",
            "assessment[2021].conclusion",
            "assessment[2022].conclusion"
        ]
    );
    let amounts = sheet_with(&[&["姓名", "2021", "性别"], &["张三", "12000", "男"]]);
    assert_eq!(meanings(&amounts), ["person.name", "ambiguous", "person.sex"]);
}

#[test]
fn two_rows_of_headings_below_titles() {
    let sheet = sheet_of(|sheet| {
        let plain = Format::new();
        sheet
            .merge_range(0, 0, 0, 6, "某某市干部基本情况花名册", &plain)
            .unwrap();
        write_rows(
            sheet,
            &[&[], &["填报单位：某某局", "", "", "", "日期：2024年6月"]],
        );
        sheet.merge_range(2, 0, 3, 0, "姓名", &plain).unwrap();
        sheet.merge_range(2, 1, 2, 2, "全日制教育", &plain).unwrap();
        sheet.merge_range(2, 3, 2, 4, "在职\n教育", &plain).unwrap();
        sheet.merge_range(2, 5, 2, 6, "年度考核等次", &plain).unwrap();
        write_rows(
            sheet,
            &[
                &[],
                &[],
                &[],
                &["", "学历", "学位", "学历", "学位"],
                &["张三", "大学", "", "研究生"],
            ],
        );
        sheet.write_number(3, 5, 2022).unwrap();
        sheet.write_string(3, 6, "2023年").unwrap();
    });
    let layout = layout_of(&sheet);
    assert_eq!(layout.header_rows, [3, 4]);
    assert_eq!(layout.set.as_deref(), Some("person"));
    assert_eq!(layout.titles.len(), 2);
    assert_eq!(
        meanings(&sheet),
        [
            "person.name",
            "education[全日制].level",
            "education[全日制].degree",
            "education[在职].level",
            "education[在职].degree",
            "assessment[2022].conclusion",
            "assessment[2023].conclusion"
        ]
    );
}

#[test]
fn three_rows_of_headings() {
    let sheet = sheet_of(|sheet| {
        let plain = Format::new();
        sheet.merge_range(0, 0, 2, 0, "姓名", &plain).unwrap();
        sheet.merge_range(0, 1, 0, 4, "学历学位", &plain).unwrap();
        sheet.merge_range(1, 1, 1, 2, "全日制", &plain).unwrap();
        sheet.merge_range(1, 3, 1, 4, "在职", &plain).unwrap();
        write_rows(
            sheet,
            &[
                &[],
                &[],
                &["", "学历", "毕业院校", "学历", "毕业院校"],
                &["张三", "大学"],
            ],
        );
    });
    assert_eq!(layout_of(&sheet).header_rows, [1, 2, 3]);
    assert_eq!(
        meanings(&sheet),
        [
            "person.name",
            "education[全日制].level",
            "education[全日制].school",
            "education[在职].level",
            "education[在职].school"
        ]
    );
}

#[test]
fn groups_without_merged_cells_reach_over_the_blanks_to_their_right() {
    let sheet = csv_sheet(
        "花名册,,,,\n姓名,全日制教育,,在职教育,,性别\n,学历,学位,学历,学位,\n张三,大学,,研究生,,男\n",
    );
    assert_eq!(
        meanings(&sheet),
        [
            "person.name",
            "education[全日制].level",
            "education[全日制].degree",
            "education[在职].level",
            "education[在职].degree",
            "person.sex"
        ]
    );
}

#[test]
fn the_same_heading_twice() {
    assert_eq!(
        flat(&["姓名", "学历", "学历"]),
        ["person.name", "ambiguous", "ambiguous"]
    );
    assert_eq!(
        flat(&["姓名", "联系电话", "手机"]),
        ["person.name", "person.phone", "repeated person.phone"]
    );
    assert_eq!(
        flat(&["姓名", "家庭成员姓名", "称谓", "家庭成员姓名", "称谓"]),
        [
            "person.name",
            "family.name",
            "family.relation",
            "family.name#1",
            "family.relation#1"
        ]
    );
}

#[test]
fn a_register_knows_its_own_columns() {
    let sheet = sheet_with(&[
        &["某某市干部教育培训台账"],
        &["序号", "姓名", "性别", "班次", "时间", "学时", "成绩"],
        &["1", "张三", "男", "任职培训", "2023.05", "40", "合格"],
    ]);
    let layout = layout_of(&sheet);
    assert_eq!(layout.set.as_deref(), Some("training"));
    assert_eq!(
        meanings(&sheet),
        [
            "counter",
            "person.name",
            "person.sex",
            "training.class_name",
            "training.started",
            "training.hours",
            "training.result"
        ]
    );
    let family = sheet_with(&[
        &["家庭成员情况登记表"],
        &[
            "姓名",
            "身份证号",
            "称谓",
            "姓名",
            "出生年月",
            "政治面貌",
            "工作单位及职务",
        ],
        &["张三", "", "妻子", "李四", "1976.05", "群众", "某某局"],
    ]);
    assert_eq!(
        meanings(&family),
        [
            "person.name",
            "person.id_number",
            "family.relation",
            "family.name",
            "family.birth",
            "family.political_status",
            "family.work"
        ]
    );
}

#[test]
fn the_clerk_may_say_which_set_it_is() {
    let sheet = sheet_with(&[&["姓名", "年度", "等次"], &["张三", "2023", "优秀"]]);
    let wishes = Wishes {
        set: Some("assessment"),
        profile: None,
    };
    let layout = inspect(&sheet, &wishes);
    let paths: Vec<_> = layout
        .columns
        .iter()
        .filter_map(|column| column.target())
        .map(Target::path)
        .collect();
    assert_eq!(paths, ["person.name", "assessment.year", "assessment.conclusion"]);
    assert_eq!(layout.set.as_deref(), Some("assessment"));
}

#[test]
fn a_choice_is_kept_for_the_next_file() {
    let rows: &[&[&str]] = &[
        &["姓名", "学历", "学历", "绰号", "备注"],
        &["张三", "大学", "研究生", "三哥"],
    ];
    let sheet = sheet_with(rows);
    let mut layout = layout_of(&sheet);
    let target = |path| Meaning::Target(Target::parse(path).unwrap());
    assert!(layout.assign(1, target("education[全日制].level")));
    assert!(layout.assign(2, target("education[在职].level")));
    assert!(layout.assign(3, Meaning::Ignored(Nothing::Wish)));
    assert!(!layout.assign(30, Meaning::Ignored(Nothing::Wish)));
    assert!(layout.problems.is_empty(), "{:?}", layout.problems);
    let profile = Profile::of(&layout);
    let again = inspect(
        &sheet,
        &Wishes {
            set: None,
            profile: Some(&profile),
        },
    );
    assert_eq!(again, layout);
}

#[test]
fn the_contract_of_the_command_line() {
    let sheet = sheet_with(&[
        &["序号", "姓名", "全日制学历", "天气"],
        &["1", "张三", "大学", "晴"],
    ]);
    let json = layout_of(&sheet).to_json();
    assert_eq!(json["header_rows"], serde_json::json!([1]));
    assert_eq!(
        json["columns"][1],
        serde_json::json!({ "column": "B", "header": "姓名", "item": "person.name" })
    );
    assert_eq!(
        json["columns"][2],
        serde_json::json!({ "column": "C", "header": "全日制学历", "item": "education.level", "which": "全日制" })
    );
    assert_eq!(json["columns"][0]["item"], serde_json::Value::Null);
    assert_eq!(column_letters(3), "D");
}

#[test]
fn sheets_without_headings_are_named() {
    let prose = layout_of(&sheet_with(&[&["说明：本表由各单位填写"], &["请于月底前交回"]]));
    assert!(!prose.has_header());
    assert_eq!(prose.problems[0].problem.code.as_str(), "sheet.no_header");
}

#[test]
fn hidden_columns_are_read_and_said() {
    let sheet = sheet_of(|sheet| {
        write_rows(sheet, &[&["姓名", "性别", "民族"], &["张三", "男", "汉族"]]);
        sheet.set_column_hidden(1).unwrap();
    });
    let layout = layout_of(&sheet);
    assert!(layout.columns[1].hidden);
    assert_eq!(layout.problems[0].problem.code.as_str(), "column.hidden");
    assert_eq!(layout.problems[0].address(), "B1");
}
