//! Every notation and every mess of clerks' spreadsheets that we know of, and what becomes of it: the value that is kept, or
//! the class of problem its cell is flagged with. This table is the answer to "what does it do with …".

use antou_exchange::draft::Draft;
use rust_xlsxwriter::{ExcelDateTime, Format};

use crate::files::*;

/// What stands in a cell.
enum Written {
    Text(&'static str),
    /// A number shown with this number format.
    Number(f64, &'static str),
    Day(u16, u8, u8),
}
use Written::{Day, Number, Text};

/// The number of somebody born on 1 October 1975, and of one born in June.
const OCTOBER: &str = "990101197510011213";
const JUNE: &str = "990101197506012133";

/// Reads one cell below a heading, beside a name and perhaps an identity number.
fn read(heading: &str, written: &Written, id_number: &str) -> (Draft, Vec<String>) {
    let sheet = sheet_of(|sheet| {
        write_rows(
            sheet,
            &[
                &["姓名", "公民身份号码", "性别", heading],
                &["张三", id_number, "男"],
            ],
        );
        match written {
            Text(text) => sheet.write_string(1, 3, *text).unwrap(),
            Number(value, format) => sheet
                .write_number_with_format(1, 3, *value, &Format::new().set_num_format(*format))
                .unwrap(),
            Day(year, month, day) => {
                let date = ExcelDateTime::from_ymd(*year, *month, *day).unwrap();
                sheet
                    .write_datetime_with_format(1, 3, &date, &Format::new().set_num_format("yyyy-mm-dd"))
                    .unwrap()
            }
        };
    });
    let (mut drafts, _, _) = people(&sheet);
    let draft = drafts.remove(0);
    let at_cell = draft
        .problems
        .iter()
        .filter(|placed| placed.column == Some(3) && placed.row == 2);
    let codes = at_cell
        .map(|placed| placed.problem.code.as_str().to_owned())
        .collect();
    (draft, codes)
}

/// One line of the table: heading, what is written, the number beside it, what is kept, how the cell is flagged.
type Line = (&'static str, Written, &'static str, &'static str, &'static str);

const ID: &str = "";

#[test]
fn dates() {
    let lines: Vec<Line> = vec![
        ("出生年月", Text("1975.6"), ID, "1975.06", ""),
        ("出生年月", Text("1975.06"), ID, "1975.06", ""),
        ("出生年月", Text("197506"), ID, "1975.06", ""),
        ("出生年月", Text("19750601"), ID, "1975.06.01", ""),
        ("出生年月", Text("1975-06-01"), ID, "1975.06.01", ""),
        ("出生年月", Text("1975/6"), ID, "1975.06", ""),
        ("出生年月", Text("1975/6/1 0:00:00"), ID, "1975.06.01", ""),
        ("出生年月", Text("1975年6月"), ID, "1975.06", ""),
        ("出生年月", Text("1975年"), ID, "1975", ""),
        ("出生年月", Text("一九七五年六月"), ID, "1975.06", ""),
        ("出生年月", Text("1975.06."), ID, "1975.06", ""),
        ("出生年月", Text("'1975.06"), ID, "1975.06", ""),
        ("出生年月", Text("1975.06（49）"), ID, "1975.06", ""),
        (
            "参加工作时间",
            Text("1998.06（含军龄）"),
            ID,
            "1998.06",
            "value.note",
        ),
        ("参加工作时间", Text("1998.06；1999.07"), ID, "", "date.ambiguous"),
        ("出生年月", Text("1975.06（1976.01）"), ID, "", "date.ambiguous"),
        (
            "出生年月",
            Text("1975年6月12日（农历）"),
            ID,
            "",
            "date.ambiguous",
        ),
        ("出生年月", Text("1900-01-00"), ID, "", "date.invalid"),
        ("出生年月", Text("1900-01-01 00:00:00"), ID, "", "date.invalid"),
        ("出生年月", Number(0.0, "yyyy/m/d"), ID, "", "date.invalid"),
        ("出生年月", Number(1.0, "yyyy/m/d"), ID, "", "date.invalid"),
        ("出生年月", Number(60.0, "yyyy/m/d"), ID, "", "date.invalid"),
        ("出生年月", Number(1975.0, "yyyy/m/d"), ID, "", "date.invalid"),
        ("参加工作时间", Text("1974.07"), JUNE, "", "date.order"),
        ("参加工作时间", Text("约1998.06"), ID, "1998.06", "date.ambiguous"),
        (
            "参加工作时间",
            Text("1998.06左右"),
            ID,
            "1998.06",
            "date.ambiguous",
        ),
        ("参加工作时间", Text("2098.06"), ID, "", "date.future"),
        ("参加工作时间", Text("2024.12"), ID, "2024.12", "date.future"),
        ("参加工作时间", Text("2024"), ID, "2024", ""),
        ("出生年月", Text("1975．06"), ID, "1975.06", ""),
        ("出生年月", Text("１９７５.０６"), ID, "1975.06", ""),
        ("出生年月", Text("1975.06（49岁）"), ID, "1975.06", ""),
        ("出生年月", Text("1975.06\n（49岁）"), ID, "1975.06", ""),
        ("出生年月", Text(" 1975.06\u{a0}"), ID, "1975.06", ""),
        // a two-digit year lands in the only century it can, never in the future, and is worth a look
        ("出生年月", Text("75.6"), ID, "1975.06", "date.two_digit_year"),
        ("出生年月", Text("75.6"), JUNE, "1975.06", "date.two_digit_year"),
        ("参加工作时间", Text("25.6"), ID, "", "date.invalid"),
        ("参加工作时间", Text("97.7"), ID, "1997.07", "date.two_digit_year"),
        ("参加工作时间", Text("05.7"), ID, "2005.07", "date.two_digit_year"),
        // numbers: the format or the identity number tells January from October, else nobody
        ("出生年月", Number(1975.1, "General"), ID, "", "date.ambiguous"),
        (
            "出生年月",
            Number(1975.1, "General"),
            OCTOBER,
            "1975.10",
            "date.ambiguous",
        ),
        ("出生年月", Number(1975.1, "0.00"), ID, "1975.10", ""),
        ("出生年月", Number(1975.01, "General"), ID, "1975.01", ""),
        ("出生年月", Number(1975.06, "General"), ID, "1975.06", ""),
        ("出生年月", Number(1975.2, "General"), ID, "1975.02", ""),
        ("出生年月", Number(197506.0, "General"), ID, "1975.06", ""),
        ("出生年月", Number(19750601.0, "General"), ID, "1975.06.01", ""),
        ("出生年月", Number(1975.0, "General"), ID, "1975", ""),
        ("出生年月", Number(27546.0, "General"), ID, "", "date.ambiguous"),
        ("出生年月", Number(27546.0, "General"), JUNE, "1975.06.01", ""),
        ("出生年月", Number(27546.0, "yyyy-mm-dd"), ID, "1975.06.01", ""),
        (
            "出生年月",
            Number(27546.0, "yyyy\"年\"m\"月\""),
            ID,
            "1975.06",
            "",
        ),
        ("出生年月", Day(1975, 6, 1), ID, "1975.06.01", ""),
        // a day is never invented, a month that is none never kept
        ("出生年月", Text("1975.13"), ID, "", "date.invalid"),
        ("出生年月", Text("1975.02.30"), ID, "", "date.invalid"),
        ("出生年月", Text("1975.06.00"), ID, "1975.06", ""),
        ("出生年月", Text("2019.03-05"), ID, "", "date.invalid"),
        ("出生年月", Text("49岁"), ID, "", "date.invalid"),
        ("出生年月", Text("六月"), ID, "", "date.invalid"),
        ("出生年月", Text("1975.06/1975.07"), ID, "", "date.invalid"),
        // marks and words
        ("参加工作时间", Text("--"), ID, "", "value.blank_mark"),
        ("参加工作时间", Text("/"), ID, "", "value.blank_mark"),
        ("参加工作时间", Text("无"), ID, "", "value.blank_mark"),
        ("参加工作时间", Text("至今"), ID, "", "value.blank_mark"),
        ("参加工作时间", Text("不详"), ID, "", "value.unknown"),
        ("参加工作时间", Text("同上"), ID, "", "value.ditto"),
    ];
    check(&lines);
}

#[test]
fn parties_and_words() {
    let lines: Vec<Line> = vec![
        ("联系电话", Text("1.38E+10"), ID, "", "value.invalid"),
        // a post is no item of the person: only what is said of its cell is looked at here
        ("现任职务", Text("副局长"), ID, "", ""),
        ("现任职务", Text("副局长（2021.03）"), ID, "", "value.note"),
        (
            "现任职务",
            Text("2018.05任科长；2021.03任副局长"),
            ID,
            "",
            "value.invalid",
        ),
        ("奖惩情况", Text("2016.13 先进个人"), ID, "", "text.unread"),
        ("入党时间", Text("2001.08"), ID, "2001.08", ""),
        ("入党时间", Text("200108；民建"), ID, "2001.08", ""),
        ("入党时间", Text("民建2001.08"), ID, "2001.08", ""),
        (
            "入党时间",
            Text("2001.08（预备党员）"),
            ID,
            "2001.08",
            "value.note",
        ),
        (
            "入党时间",
            Text("2001.08（转正2002.08）"),
            ID,
            "2001.08",
            "value.note",
        ),
        ("入党时间", Text("2001.08加入民盟"), ID, "2001.08", ""),
        ("入党时间", Text("2001.08（民盟）"), ID, "", "date.ambiguous"),
        (
            "入党时间",
            Text("2001.08 民盟、2003.05 民建"),
            ID,
            "",
            "date.invalid",
        ),
        ("入党时间", Text("民建；民盟"), ID, "", ""),
        ("入党时间", Text("群众"), ID, "", ""),
        ("入党时间", Text("无"), ID, "", "value.blank_mark"),
        ("入党时间", Text("某某组织"), ID, "", "date.invalid"),
        ("民族", Text("汉"), ID, "汉族", "code.spelling"),
        ("民族", Text("汉族"), ID, "汉族", ""),
        ("政治面貌", Text("党员"), ID, "中共党员", "code.spelling"),
        ("政治面貌", Text("中共正式党员"), ID, "中共党员", "code.spelling"),
        ("政治面貌", Text("共产党员"), ID, "中共党员", "code.spelling"),
        ("政治面貌", Text("中 共 党 员"), ID, "中共党员", "code.spelling"),
        ("政治面貌", Text("某党员"), ID, "", "code.unknown"),
        ("健康状况", Text("#REF!"), ID, "", "code.unknown"),
        // rare characters stay what they are
        (
            "籍贯",
            Text("浙江\u{e4c6}州"),
            ID,
            "浙江\u{e4c6}州",
            "character.private",
        ),
        ("籍贯", Text("浙江\u{20bb7}州"), ID, "浙江\u{20bb7}州", ""),
        (
            "籍贯",
            Text("浙江\u{fffd}州"),
            ID,
            "浙江\u{fffd}州",
            "character.lost",
        ),
        ("籍贯", Text("<b>浙江</b>"), ID, "<b>浙江</b>", ""),
        ("籍贯", Text("=1+1"), ID, "=1+1", ""),
        (
            "籍贯",
            Number(12.5, "General"),
            ID,
            "12.5",
            "value.number_as_text",
        ),
    ];
    check(&lines);
}

#[test]
fn identity_numbers() {
    for (written, kept, flagged) in [
        (Text(JUNE), JUNE, ""),
        (Text(" 990101 19750601 2133 "), JUNE, "id.cleaned"),
        (Text("９９０１０１１９７５０６０１２１３３"), JUNE, "id.cleaned"),
        (Text("'990101197506012133"), JUNE, "id.cleaned"),
        (Text("99010119750601211x"), "", "id.check_digit"),
        (Number(990_101_197_506_012_133.0, "0"), "", "id.ruined"),
        (Number(9.9010119750601e17, "General"), "", "id.ruined"),
        (Text("9.90101E+17"), "", "id.ruined"),
        (Text("990101197506012000"), "", "id.ruined"),
        (Text("99010119750601"), "", "id.invalid"),
        (Text("无"), "", "value.blank_mark"),
    ] {
        let sheet = sheet_of(|sheet| {
            write_rows(
                sheet,
                &[
                    &["姓名", "性别", "出生年月", "身份证号"],
                    &["张三", "", "1975.06"],
                ],
            );
            match &written {
                Text(text) => sheet.write_string(1, 3, *text).unwrap(),
                Number(value, format) => sheet
                    .write_number_with_format(1, 3, *value, &Format::new().set_num_format(*format))
                    .unwrap(),
                Day(..) => unreachable!("no identity number is a day"),
            };
        });
        let (drafts, _, _) = people(&sheet);
        let draft = &drafts[0];
        let shown = match &written {
            Text(text) => (*text).to_owned(),
            Number(value, format) => format!("{value} {format}"),
            Day(..) => String::new(),
        };
        let problems: Vec<String> = said(draft)
            .into_iter()
            .filter(|said| said.starts_with("D2"))
            .collect();
        let is_kept = draft.person.shown("id_number");
        if flagged == "id.check_digit" {
            // kept for comparison or not, it is flagged: the class is what counts
            assert!(
                problems.iter().any(|problem| problem.ends_with(flagged)),
                "{shown}: {problems:?}"
            );
            continue;
        }
        assert_eq!(is_kept, kept, "{shown}: {problems:?}");
        assert!(
            flagged.is_empty() || problems.iter().any(|problem| problem.ends_with(flagged)),
            "{shown}: {problems:?}"
        );
    }
}

#[test]
fn names() {
    for (written, kept) in [
        ("张三", "张三"),
        ("张 三", "张三"),
        ("张\u{3000}三", "张三"),
        ("张\u{a0}三", "张三"),
        ("\u{feff}张三", "张三"),
        ("张\n三", "张三"),
        ("买买提·古丽", "买买提·古丽"),
        ("赵\u{20bb7}", "赵\u{20bb7}"),
        ("赵\u{e4c6}", "赵\u{e4c6}"),
        ("<script>", "<script>"),
        ("施海 女 满族", "施海"),
        ("陈海 等3人", "陈海"),
        ("张*三", "张*三"),
    ] {
        let sheet = sheet_with(&[
            &["姓名", "性别", "出生年月", "民族"],
            &[written, "男", "1975.06", "汉族"],
        ]);
        let (drafts, others, _) = people(&sheet);
        assert_eq!(drafts.len(), 1, "{written:?}: {others:?}");
        assert_eq!(drafts[0].person.shown("name"), kept, "{written:?}");
    }
}

fn check(lines: &[Line]) {
    let mut wrong = Vec::new();
    for (heading, written, id_number, kept, flagged) in lines {
        let shown = match written {
            Text(text) => format!("{text:?}"),
            Number(value, format) => format!("number {value} shown as {format}"),
            Day(year, month, day) => format!("date cell {year}-{month}-{day}"),
        };
        let (draft, codes) = read(heading, written, id_number);
        let item = draft
            .person
            .set()
            .items
            .iter()
            .find(|item| item.headings.iter().any(|known| known == heading));
        let value = item
            .map(|item| draft.person.shown(&item.code))
            .unwrap_or_default();
        let codes: Vec<&str> = codes
            .iter()
            .map(String::as_str)
            .filter(|code| *code != "item.missing" && *code != "id.birth_conflict")
            .collect();
        let is_flagged = if flagged.is_empty() {
            codes.is_empty()
        } else {
            codes == [*flagged]
        };
        if value != *kept || !is_flagged {
            wrong.push(format!(
                "{heading} {shown} {id_number}: kept {value:?} flagged {codes:?}, wanted {kept:?} {flagged:?}"
            ));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn digits_and_letters_in_a_name_are_told() {
    for (written, flagged) in [
        ("沈海1", true),
        ("尤海Ａ", true),
        ("张海主任", true),
        ("沈海", false),
        ("Maria Kowalska", false),
    ] {
        let sheet = sheet_with(&[
            &["姓名", "性别", "出生年月", "民族"],
            &[written, "男", "1975.06", "汉族"],
        ]);
        let (drafts, _, _) = people(&sheet);
        let told = said(&drafts[0]).contains(&"A2 value.invalid".to_owned());
        assert_eq!(told, flagged, "{written}");
    }
}

#[test]
fn marks_and_second_names_in_the_cell_of_a_name() {
    for (written, kept) in [
        ("张三*", Some("张三")),
        ("张三①", Some("张三")),
        ("★张三", Some("张三")),
        ("张三（借调）", Some("张三")),
        ("张三\n（女）", Some("张三")),
        ("王和平", Some("王和平")),
        ("欧阳 修", Some("欧阳修")),
        ("买买提 阿不都", Some("买买提阿不都")),
        ("张伟、李强", None),
        ("张伟，李强，王芳", None),
        ("张伟/李强", None),
        ("张伟和李强", None),
        ("张伟 李强", None),
        ("张伟\n李强", None),
    ] {
        let sheet = sheet_with(&[
            &["姓名", "性别", "出生年月", "民族"],
            &[written, "男", "1975.06", "汉族"],
        ]);
        let (drafts, others, _) = people(&sheet);
        assert_eq!(drafts.len(), 1, "{written:?}: {others:?}");
        assert_eq!(
            drafts[0].person.shown("name"),
            kept.unwrap_or_default(),
            "{written:?}"
        );
        let is_refused = drafts[0].problems.iter().any(|placed| {
            placed.column == Some(0) && placed.problem.severity == antou_record::Severity::Error
        });
        assert_eq!(is_refused, kept.is_none(), "{written:?}");
    }
}

#[test]
fn headings_of_numbered_relatives_and_of_the_ends_of_a_time() {
    let sheet = sheet_with(&[
        &[
            "姓名",
            "出生年月",
            "家庭成员1",
            "家庭成员1",
            "家庭成员2",
            "家庭成员2",
            "培训时间",
            "培训时间",
        ],
        &[
            "",
            "",
            "称谓",
            "姓名",
            "称谓",
            "姓名",
            "开始（年月）",
            "结束（年月）",
        ],
        &["甲", "乙", "1", "2", "3", "4", "5", "6"],
        &[
            "张三", "1975.06", "妻子", "李四", "儿子", "张小", "2023.03", "2023.05",
        ],
    ]);
    let (drafts, others, _) = people(&sheet);
    let [draft] = drafts.as_slice() else {
        panic!("the numbers of the columns are nobody: {drafts:?} {others:?}")
    };
    let told: Vec<String> = draft
        .children
        .iter()
        .map(|child| {
            let items = child.row.filled().map(|(item, value)| item.shown(value));
            format!("{} {}", child.row.set().code, items.collect::<Vec<_>>().join(" "))
        })
        .collect();
    assert_eq!(
        told,
        ["family 妻子 李四", "family 儿子 张小", "training 2023.03 2023.05"]
    );
}
