//! Every kind of file and cell.

use antou_exchange::{Cell, Format as Kind, Sheet};
use antou_record::{PartialDate, Written};
use rust_xlsxwriter::{ExcelDateTime, Format, Formula, Workbook};

use crate::files::*;

fn at(sheet: &Sheet, row: u32, column: u32) -> Written<'_> {
    let row = sheet.rows().find(|found| found.number == row);
    row.and_then(|row| row.cell(column).copied())
        .map_or(Written::Blank, |cell| cell.written)
}

fn day(text: &str) -> Written<'static> {
    Written::Day(PartialDate::from_iso(text).unwrap())
}

fn number(value: f64, decimals: Option<u8>) -> Written<'static> {
    Written::Number { value, decimals }
}

#[test]
fn cells_say_what_their_format_shows() {
    let sheet = sheet_of(|sheet| {
        let june = ExcelDateTime::from_ymd(1975, 6, 1).unwrap();
        let formats = [
            "yyyy/m/d",
            "yyyy\"年\"m\"月\"",
            "yyyy.mm",
            "yyyy",
            "[$-804]yyyy\"年\"m\"月\"d\"日\";@",
        ];
        for (row, code) in (0u32..).zip(formats) {
            sheet
                .write_datetime_with_format(row, 0, &june, &Format::new().set_num_format(code))
                .unwrap();
        }
        let built_in = Format::new().set_num_format_index(57);
        sheet.write_number_with_format(5, 0, 27_546.0, &built_in).unwrap();
        sheet.write_number(0, 1, 1975.1).unwrap();
        sheet
            .write_number_with_format(1, 1, 1975.1, &Format::new().set_num_format("0.00"))
            .unwrap();
        sheet.write_number(2, 1, 110_101_199_001_010_000.0).unwrap();
        sheet.write_boolean(3, 1, true).unwrap();
        sheet
            .write_formula(4, 1, Formula::new("=1+1").set_result("2"))
            .unwrap();
        sheet
            .write_formula(5, 1, Formula::new("=A1&B1").set_result("文字"))
            .unwrap();
        let bold = Format::new().set_bold();
        sheet
            .write_rich_string(0, 2, &[(&bold, "张"), (&Format::new(), "三 ")])
            .unwrap();
        sheet.write_string(1, 2, " 左右有空格 ").unwrap();
        sheet.write_string(2, 2, "第一行\n第二行").unwrap();
        sheet.write_string(3, 2, "   ").unwrap();
    });
    for (row, expected) in [
        (1, "1975-06-01"),
        (2, "1975-06"),
        (3, "1975-06"),
        (4, "1975"),
        (5, "1975-06-01"),
        (6, "1975-06"),
    ] {
        assert_eq!(at(&sheet, row, 0), day(expected), "row {row}");
    }
    assert_eq!(at(&sheet, 1, 1), number(1975.1, None));
    assert_eq!(at(&sheet, 2, 1), number(1975.1, Some(2)));
    assert_eq!(at(&sheet, 3, 1), number(110_101_199_001_010_000.0, None));
    assert_eq!(at(&sheet, 4, 1), Written::Truth(true));
    assert_eq!(at(&sheet, 5, 1), number(2.0, None));
    assert_eq!(at(&sheet, 6, 1), Written::Text("文字"));
    assert_eq!(at(&sheet, 1, 2), Written::Text("张三 "));
    assert_eq!(at(&sheet, 2, 2), Written::Text(" 左右有空格 "));
    assert_eq!(at(&sheet, 3, 2), Written::Text("第一行\n第二行"));
    assert_eq!(at(&sheet, 4, 2), Written::Blank);
}

#[test]
fn handwritten_cells() {
    let cells = r#"<cols><col min="2" max="3" hidden="1"/></cols><sheetData>
        <row r="2" hidden="1"><c r="A2" t="inlineStr"><is><t>内联</t><rPh sb="0" eb="1"><t>NEI</t></rPh></is></c>
        <c r="B2"><f>SUM(A1)</f></c><c r="C2" t="e"><v>#REF!</v></c><c r="D2" s="7"/><c r="E2" t="str"><f>A1</f><v></v></c>
        <c r="F2" t="d"><v>1975-06-01T00:00:00</v></c></row>
        <row><c><v>1</v></c><c t="b"><v>0</v></c></row></sheetData><mergeCells count="1"><mergeCell ref="A2:A4"/></mergeCells>"#;
    let book = read_bytes("a.xlsx", &handmade(cells, None)).unwrap();
    let sheet = &book.sheets[0];
    assert_eq!(sheet.hidden_columns, [1, 2]);
    let rows: Vec<_> = sheet.rows().collect();
    assert!(rows[0].hidden && !rows[1].hidden);
    assert_eq!(rows[0].number, 2);
    assert_eq!(rows[0].cell(0).unwrap().written, Written::Text("内联"));
    assert!(rows[0].cell(1).unwrap().uncalculated);
    assert_eq!(rows[0].cell(2).unwrap().written, Written::Fault("#REF!"));
    assert_eq!(rows[0].cell(3), None);
    assert_eq!(rows[0].cell(4), None, "a formula whose result is an empty text");
    assert_eq!(rows[0].cell(5).unwrap().written, day("1975-06-01"));
    assert_eq!(rows[1].number, 3, "a row without a number follows the one above");
    assert_eq!(rows[1].cell(1).unwrap().written, Written::Truth(false));
}

#[test]
fn merged_cells_continue_downwards() {
    let sheet = sheet_of(|sheet| {
        sheet.merge_range(0, 0, 2, 0, "财政局", &Format::new()).unwrap();
        sheet.write_string(1, 1, "张三").unwrap();
        sheet.write_string(2, 1, "李四").unwrap();
        sheet.write_string(3, 1, "王五").unwrap();
    });
    let units: Vec<Option<(Written<'_>, bool)>> = sheet
        .rows()
        .map(|row| row.cell(0).map(|cell| (cell.written, cell.continued)))
        .collect();
    let unit = Written::Text("财政局");
    assert_eq!(
        units,
        [Some((unit, false)), Some((unit, true)), Some((unit, true)), None]
    );
}

#[test]
fn sheets_keep_their_names_and_hiding() {
    let mut book = Workbook::new();
    book.add_worksheet()
        .set_name("花名册")
        .unwrap()
        .write_string(0, 0, "一")
        .unwrap();
    book.add_worksheet()
        .set_name("底稿")
        .unwrap()
        .set_hidden(true)
        .write_string(0, 0, "二")
        .unwrap();
    book.add_worksheet().set_name("空").unwrap();
    let bytes = book.save_to_buffer().unwrap();
    let read = read_bytes("名册.xlsx", &bytes).unwrap();
    let sheets: Vec<(&str, bool, bool)> = read
        .sheets
        .iter()
        .map(|sheet| (sheet.name.as_str(), sheet.hidden, sheet.is_empty()))
        .collect();
    assert_eq!(
        sheets,
        [
            ("花名册", false, false),
            ("底稿", true, false),
            ("空", false, true)
        ]
    );
    assert_eq!(
        (read.file.as_str(), read.size, read.format),
        ("名册.xlsx", bytes.len() as u64, Kind::Xlsx)
    );
    assert_eq!(read.digest.len(), 64);
}

#[test]
fn old_workbooks() {
    let bytes = Biff::new()
        .hidden_row(2)
        .text(0, 0, "姓名")
        .text(0, 1, "出生年月")
        .text(1, 0, "张𠮷")
        .number(1, 1, 1, 27_546.0)
        .text(2, 0, "李四")
        .number(2, 1, 2, 27_546.0)
        .number(3, 1, 3, 1975.1)
        .number(4, 1, 0, 1975.1)
        .bytes();
    for name in ["a.xls", "a.et", "a.xlsx"] {
        let book = read_bytes(name, &bytes).unwrap();
        assert_eq!(book.format, Kind::Xls);
        let sheet = &book.sheets[0];
        assert_eq!(sheet.name, "名册");
        assert_eq!(at(sheet, 2, 0), Written::Text("张𠮷"));
        assert_eq!(at(sheet, 2, 1), day("1975-06"), "a day the format hides");
        assert_eq!(at(sheet, 3, 1), day("1975-06-01"));
        assert_eq!(at(sheet, 4, 1), number(1975.1, Some(2)));
        assert_eq!(at(sheet, 5, 1), number(1975.1, None));
        assert_eq!(
            sheet.rows().map(|row| row.hidden).collect::<Vec<_>>(),
            [false, false, true, false, false]
        );
    }
}

#[test]
fn separated_text_in_every_encoding() {
    let text = "花名册,,\n\n姓名,出生年月,\"备\n注\"\n张𠮷,1975.06,\"一,二\"\n\n李四,1976.07,=\"990101\"\n";
    let gb = encoding_rs::GB18030.encode(text).0.into_owned();
    let wide: Vec<u8> = [0xfffe_u16]
        .iter()
        .map(|mark| mark.swap_bytes())
        .chain(text.encode_utf16())
        .flat_map(u16::to_le_bytes)
        .collect();
    let returns = format!("\r\n{}", text.replace('\n', "\r\n").trim_end()).into_bytes();
    let returned = read_bytes("a.csv", &returns).unwrap();
    assert_eq!(
        returned.sheets[0]
            .rows()
            .map(|row| row.number)
            .collect::<Vec<_>>(),
        [2, 4, 5, 7]
    );
    for bytes in [
        text.as_bytes().to_vec(),
        [b"\xef\xbb\xbf", text.as_bytes()].concat(),
        gb,
        wide,
    ] {
        let book = read_bytes("a.csv", &bytes).unwrap();
        let sheet = &book.sheets[0];
        let shown: Vec<(u32, Vec<String>)> = sheet
            .rows()
            .map(|row| (row.number, row.cells.iter().map(Cell::shown).collect()))
            .collect();
        let row = |texts: &[&str]| texts.iter().map(|text| (*text).to_owned()).collect::<Vec<_>>();
        assert_eq!(
            shown,
            [
                (1, row(&["花名册"])),
                (3, row(&["姓名", "出生年月", "备\n注"])),
                (4, row(&["张𠮷", "1975.06", "一,二"])),
                (6, row(&["李四", "1976.07", "990101"])),
            ]
        );
    }
    let tabs = read_bytes("a.txt", "姓名\t性别\n张三,\t男\n".as_bytes()).unwrap();
    assert_eq!(tabs.sheets[0].columns, [0, 1]);
}

#[test]
fn web_pages_named_xls() {
    let page = "<html><head><meta charset=gbk><style>td{color:red}</style></head><body><table border=1>\
        <tr><th colspan=3>干部花名册<tr><th rowspan=2>姓名</th><th colspan='2'>全日制教育</th></tr><tr><th>学历<br>层次</th><th>学位</th></tr>\
        <tr style='display: none'><td>张三&nbsp;<td> 大学\n 本科 </td><td>&lt;空&gt;</td></tr></table></body></html>";
    let bytes = encoding_rs::GBK.encode(page).0.into_owned();
    let book = read_bytes("导出.xls", &bytes).unwrap();
    assert_eq!(book.format, Kind::Html);
    let sheet = &book.sheets[0];
    assert_eq!(at(sheet, 1, 0), Written::Text("干部花名册"));
    assert_eq!(
        at(sheet, 3, 0),
        Written::Text("姓名"),
        "continued by its row span"
    );
    assert_eq!(at(sheet, 3, 1), Written::Text("学历\n层次"));
    assert_eq!(at(sheet, 4, 1), Written::Text("大学 本科"));
    assert_eq!(at(sheet, 4, 2), Written::Text("<空>"));
    assert!(sheet.rows().last().unwrap().hidden);
}

#[test]
fn xml_spreadsheets_named_xls() {
    let text = r#"<?xml version="1.0" encoding="GB2312"?><?mso-application progid="Excel.Sheet"?>
        <Workbook xmlns="urn:schemas-microsoft-com:office:spreadsheet" xmlns:ss="urn:schemas-microsoft-com:office:spreadsheet">
        <Styles><Style ss:ID="s1"><NumberFormat ss:Format="yyyy&quot;年&quot;m&quot;月&quot;"/></Style></Styles>
        <Worksheet ss:Name="名册"><Table><Column ss:Index="2" ss:Hidden="1"/>
        <Row><Cell ss:MergeAcross="1"><Data ss:Type="String">花名册</Data></Cell><Cell><Data ss:Type="String">三</Data></Cell></Row>
        <Row ss:Index="4"><Cell ss:StyleID="s1"><Data ss:Type="DateTime">1975-06-01T00:00:00.000</Data></Cell>
        <Cell ss:Index="3"><Data ss:Type="Number">1975.1</Data></Cell><Cell ss:Formula="=1"/></Row></Table></Worksheet></Workbook>"#;
    for bytes in [
        text.replace("GB2312", "UTF-8").into_bytes(),
        encoding_rs::GBK.encode(text).0.into_owned(),
    ] {
        let book = read_bytes("导出.xls", &bytes).unwrap();
        assert_eq!(book.format, Kind::Xml2003);
        let sheet = &book.sheets[0];
        assert_eq!(
            (sheet.name.as_str(), sheet.hidden_columns.as_slice()),
            ("名册", [1].as_slice())
        );
        assert_eq!(at(sheet, 1, 2), Written::Text("三"));
        assert_eq!(at(sheet, 4, 0), day("1975-06"));
        assert_eq!(at(sheet, 4, 2), number(1975.1, None));
        assert!(sheet.rows().last().unwrap().cell(3).unwrap().uncalculated);
    }
}

#[test]
fn a_long_sheet_stays_small_in_memory_and_any_row_is_found() {
    let sheet = sheet_of(|sheet| {
        for row in 0..5_000u32 {
            for column in 0..20u16 {
                sheet
                    .write_string(row, column, format!("值{}", (row * 7 + u32::from(column)) % 90))
                    .unwrap();
            }
        }
    });
    assert!(sheet.memory() < 5_000 * 20 * 5, "{} bytes", sheet.memory());
    for number in [1, 777, 5_000] {
        let row = sheet.row(number).unwrap();
        assert_eq!(row.cells[0].shown(), format!("值{}", (number - 1) * 7 % 90));
    }
    assert_eq!(sheet.row(5_001), None);
}
