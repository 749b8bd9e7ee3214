//! From rows to people.

use antou_exchange::draft::{Draft, RowKind, draft_at};
use antou_record::Row;
use rust_xlsxwriter::Format;

use crate::files::*;

const HEAD: &[&str] = &["序号", "姓名", "性别", "出生年月", "公民身份号码", "参加工作时间"];

/// An invented number of area 99 with a check digit that fits.
fn id_number(birth: &str, sequence: &str) -> String {
    let head = format!("990101{birth}{sequence}");
    let weights = [7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2];
    let sum: u32 = head
        .bytes()
        .zip(weights)
        .map(|(digit, weight)| u32::from(digit - b'0') * weight)
        .sum();
    format!("{head}{}", char::from(b"10X98765432"[(sum % 11) as usize]))
}

fn only(rows: &[&[&str]]) -> Draft {
    let (mut people, _, _) = people(&sheet_with(rows));
    assert_eq!(people.len(), 1);
    people.remove(0)
}

fn child<'d>(draft: &'d Draft, set: &str) -> &'d Row {
    let found = draft.children.iter().find(|child| child.row.set().code == set);
    &found
        .unwrap_or_else(|| panic!("no row of {set} in {draft:?}"))
        .row
}

#[test]
fn every_notation_of_a_birth() {
    let id = id_number("19750601", "121");
    for (written, read) in [
        ("1975.6", "1975.06"),
        ("1975.06", "1975.06"),
        ("197506", "1975.06"),
        ("19750601", "1975.06.01"),
        ("1975-06-01", "1975.06.01"),
        ("1975/6", "1975.06"),
        ("1975年6月", "1975.06"),
        ("75.6", "1975.06"),
        ("一九七五年六月", "1975.06"),
        ("1975.06.", "1975.06"),
        ("1975．06", "1975.06"),
        ("1975.06（49岁）", "1975.06"),
        ("1975.06\n（49岁）", "1975.06"),
        ("１９７５．０６", "1975.06"),
        ("1975、06", "1975.06"),
    ] {
        let draft = only(&[HEAD, &["1", "张三", "男", written, &id, "1997.07"]]);
        assert_eq!(draft.person.shown("birth"), read, "{written}");
    }
}

#[test]
fn a_number_that_may_be_january_or_october() {
    let birth = |id: &str| {
        let sheet = sheet_of(|sheet| {
            write_rows(sheet, &[HEAD, &["1", "张三", "男", "", id]]);
            sheet.write_number(1, 3, 1975.1).unwrap();
        });
        let (people, _, _) = people(&sheet);
        (people[0].person.shown("birth"), said(&people[0]))
    };
    assert_eq!(birth(&id_number("19751001", "121")).0, "1975.10");
    assert_eq!(birth(&id_number("19750101", "121")).0, "1975.01");
    let (unread, said) = birth("");
    assert_eq!(unread, "");
    assert!(said.contains(&"D2 date.ambiguous".to_owned()), "{said:?}");
}

#[test]
fn text_files_drop_zeros_unless_they_show_them() {
    let rows = |second: &str| format!("姓名,出生年月\n张三,1975.1\n李四,{second}\n");
    let (dropped, _, _) = people(&csv_sheet(&rows("1976.12")));
    assert_eq!(said(&dropped[0]), ["B2 date.ambiguous"]);
    let (kept, _, _) = people(&csv_sheet(&rows("1976.10")));
    assert_eq!(kept[0].person.shown("birth"), "1975.01");
}

#[test]
fn the_number_against_the_row() {
    let draft = only(&[
        HEAD,
        &["1", "张三", "女", "1974.06", &id_number("19750601", "121")],
    ]);
    assert_eq!(said(&draft), ["C2 id.sex_conflict", "D2 id.birth_conflict"]);
    assert_eq!(
        draft.person.shown("birth"),
        "1974.06",
        "what the sheet says is kept"
    );
    let missing = only(&[HEAD, &["1", "张三", "", "1974.06", ""]]);
    assert_eq!(said(&missing), ["C2 item.missing", "E2 id.missing"]);
    let nameless = only(&[HEAD, &["1", "", "男", "1974.06", &id_number("19740601", "121")]]);
    assert_eq!(said(&nameless), ["B2 name.missing"]);
}

#[test]
fn every_row_is_something() {
    let id = id_number("19750601", "121");
    let rows: &[&[&str]] = &[
        &["花名册"],
        HEAD,
        &["1", "2", "3", "4", "5", "6"],
        &["例", "张某", "男", "1975.06", "", ""],
        &["财政局"],
        &["1", "张三", "男", "1975.06", &id],
        &["", "小计", "", "", "", "1人"],
        &[],
        &[],
        HEAD,
        &["", "李四", "女"],
        &["", "合计", "2"],
        &["注：本表一式两份。"],
        &["2.请如实填写"],
        &["填表人：王五", "", "审核人："],
    ];
    let (people, others, _) = people(&sheet_with(rows));
    let names: Vec<(u32, String)> = people
        .iter()
        .map(|draft| (draft.row, draft.person.shown("name")))
        .collect();
    assert_eq!(names, [(6, "张三".to_owned()), (11, "李四".to_owned())]);
    assert_eq!(people[0].section.as_deref(), Some("财政局"));
    let kinds: Vec<(u32, u32, RowKind)> = others
        .iter()
        .map(|other| (other.row, other.last_row, other.kind))
        .collect();
    assert_eq!(
        kinds,
        [
            (3, 3, RowKind::Numbering),
            (4, 4, RowKind::Example),
            (5, 5, RowKind::Section),
            (7, 7, RowKind::Subtotal),
            (8, 9, RowKind::Blank),
            (10, 10, RowKind::RepeatedHeader),
            (12, 12, RowKind::Subtotal),
            (13, 13, RowKind::Footnote),
            (14, 14, RowKind::Footnote),
            (15, 15, RowKind::Footnote),
        ]
    );
}

#[test]
fn a_person_over_several_rows() {
    let sheet = sheet_of(|sheet| {
        write_rows(
            sheet,
            &[
                &["姓名", "性别", "称谓", "家庭成员姓名", "联系电话"],
                &["", "", "妻子", "李四", "19900000001"],
                &["", "", "儿子", "张五", ""],
                &["王六", "女", "丈夫", "赵七", ""],
            ],
        );
        sheet.merge_range(1, 0, 2, 0, "张三", &Format::new()).unwrap();
        sheet.merge_range(1, 1, 2, 1, "男", &Format::new()).unwrap();
    });
    let (people, _, _) = people(&sheet);
    assert_eq!(people.len(), 2);
    let family: Vec<String> = people[0]
        .children
        .iter()
        .map(|child| child.row.shown("name"))
        .collect();
    assert_eq!(family, ["李四", "张五"]);
    assert_eq!((people[0].row, people[0].last_row), (2, 3));
    assert_eq!(
        people[0].children[1].cells[0].row, 3,
        "the address of what stands in the second row"
    );
    let again = draft_at(&sheet, &layout_of(&sheet), evidence(), 2).unwrap();
    assert_eq!(again, people[0]);
    assert_eq!(
        draft_at(&sheet, &layout_of(&sheet), evidence(), 4).unwrap(),
        people[1]
    );
}

#[test]
fn columns_of_one_row_of_a_set_belong_together() {
    let draft = only(&[
        &[
            "姓名",
            "全日制学历",
            "在职学历",
            "全日制毕业院校",
            "2022年度考核结果",
            "2023年度考核结果",
        ],
        &["张三", "大学", "研究生", "某某大学", "称职", "优秀"],
    ]);
    let rows: Vec<String> = draft
        .children
        .iter()
        .map(|child| {
            format!(
                "{:?}",
                child
                    .row
                    .filled()
                    .map(|(item, value)| item.shown(value))
                    .collect::<Vec<_>>()
            )
        })
        .collect();
    assert_eq!(
        rows,
        [
            r#"["全日制", "大学", "某某大学"]"#,
            r#"["在职", "研究生"]"#,
            r#"["2022", "称职"]"#,
            r#"["2023", "优秀"]"#
        ]
    );
}

#[test]
fn blank_and_refused_cells_make_no_row() {
    let draft = only(&[
        &["姓名", "2022年度考核结果", "2023年度考核结果"],
        &["张三", "", "天下第一"],
    ]);
    assert!(draft.children.is_empty());
    assert_eq!(said(&draft), ["C2 code.unknown"]);
}

#[test]
fn a_value_in_the_column_next_door() {
    let head: &[&str] = &["姓名", "现任职务", "职务层次", "任现职级时间"];
    let ranked = only(&[head, &["张三", "科员", "一级主任科员", "2020.05"]]);
    assert_eq!(child(&ranked, "rank").shown("rank"), "一级主任科员");
    assert_eq!(child(&ranked, "rank").shown("started"), "2020.05");
    assert_eq!(child(&ranked, "post").shown("level"), "");
    let levelled = only(&[head, &["李四", "副局长", "乡科级副职", "2020.05"]]);
    assert_eq!(child(&levelled, "post").shown("level_since"), "2020.05");
    assert!(
        levelled
            .children
            .iter()
            .all(|child| child.row.set().code != "rank")
    );
}

#[test]
fn nothing_is_dropped_in_silence() {
    let sheet = sheet_with(&[
        &["姓名", "性别", "绰号"],
        &["张三", "男", "三哥", "没有表头"],
        &["李四", "女", "四姐"],
    ]);
    let (_, _, unread) = people(&sheet);
    let said: Vec<(String, &str)> = unread
        .iter()
        .map(|placed| (placed.address(), placed.problem.message.as_str()))
        .collect();
    assert_eq!(said.len(), 2, "{said:?}");
    assert!(said[0].1.contains("2 个值"), "{said:?}");
    assert_eq!(said[1].0, "D2");
    let repeated = only(&[
        &["姓名", "联系电话", "手机"],
        &["张三", "19900000001", "19900000002"],
    ]);
    assert!(self::said(&repeated).contains(&"C2 column.repeated".to_owned()));
}

#[test]
fn cells_that_show_an_error_or_have_no_result() {
    let cells = r#"<sheetData><row r="1"><c r="A1" t="inlineStr"><is><t>姓名</t></is></c><c r="B1" t="inlineStr"><is><t>出生年月</t></is></c><c r="C1" t="inlineStr"><is><t>性别</t></is></c></row>
        <row r="2"><c r="A2" t="inlineStr"><is><t>张三</t></is></c><c r="B2"><f>A1</f></c><c r="C2" t="e"><v>#N/A</v></c></row></sheetData>"#;
    let sheet = read_bytes("a.xlsx", &handmade(cells, None))
        .unwrap()
        .sheets
        .remove(0);
    let (people, _, _) = people(&sheet);
    assert_eq!(said(&people[0]), ["B2 value.fault", "C2 value.fault"]);
}

#[test]
fn a_column_that_tells_a_whole_set_becomes_its_rows() {
    let life = "2004.08--2009.12  甲局科员\n（其间：2005.03--2005.09  挂职任乙镇镇长助理）\n2009.12--         甲局副科长";
    let draft = only(&[
        &["姓名", "性别", "出生年月", "简历"],
        &["张三", "男", "1982.06", life],
    ]);
    let rows: Vec<String> = draft
        .children
        .iter()
        .map(|child| format!("{} {}", child.row.shown("started"), child.row.shown("text")))
        .collect();
    assert_eq!(
        rows,
        [
            "2004.08 甲局科员",
            "2005.03 挂职任乙镇镇长助理",
            "2009.12 甲局副科长"
        ]
    );
    let unread = only(&[
        &["姓名", "性别", "出生年月", "简历"],
        &[
            "张三",
            "男",
            "1982.06",
            "2004.08--2009.12 甲局\n曾任乙局科长\n2009.15--2012.03 丙局",
        ],
    ]);
    assert!(
        unread.children.is_empty(),
        "nothing of it is half taken over: {unread:?}"
    );
    assert_eq!(said(&unread), ["D2 text.unread"]);
    assert_eq!(
        unread.person.shown("birth"),
        "1982.06",
        "the other cells are read"
    );
}

#[test]
fn a_register_of_a_set_keeps_one_row_for_one_row() {
    let sheet = sheet_with(&[
        &["姓名", "起始时间", "截止时间", "简历"],
        &["张三", "2004.08", "2009.12", "甲局科员"],
    ]);
    let mut sheet = sheet;
    sheet.name = "个人简历".to_owned();
    let (people, _, _) = people(&sheet);
    let row = child(&people[0], "resume");
    assert_eq!(
        (row.shown("started"), row.shown("ended"), row.shown("text")),
        ("2004.08".into(), "2009.12".into(), "甲局科员".into())
    );
}
