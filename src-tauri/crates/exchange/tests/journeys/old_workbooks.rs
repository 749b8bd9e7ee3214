//! Workbooks of the time before Office Open XML: every record that holds something, in every way it is written.

use std::fmt::Write;
use std::path::Path;

use antou_exchange::worker::read_here;
use antou_exchange::{Cell, Limits, Region, Sheet, Workbook};
use antou_record::Written;
use calamine::{Data, Reader, Xls};

use crate::files::*;

const BOF: u16 = 0x0809;
const EOF: u16 = 0x000a;
const CONTINUE: u16 = 0x003c;
const WIDE: u16 = 0x0600;
const NARROW: u16 = 0x0500;

fn beginning(version: u16, of: u16) -> Vec<u8> {
    record(BOF, &words(&[version, of, 0, 0, 0, 0, 0, 0]))
}

/// A stream with one sheet, of these records before it and in it; `kind` 0 is a table, 2 a chart.
fn stream(version: u16, kind: u8, globals: &[Vec<u8>], cells: &[Vec<u8>]) -> Vec<u8> {
    let name: &[u8] = if version == WIDE {
        &[1, 1, 0x68, 0x88]
    } else {
        b"\x02\xb1\xed"
    };
    let before = [beginning(version, 5), globals.concat()].concat();
    let position = before.len() + 4 + 6 + name.len() + 4;
    let listed = [&(position as u32).to_le_bytes(), &[0, kind][..], name].concat();
    let sheet = [beginning(version, 0x10), cells.concat(), record(EOF, &[])].concat();
    [before, record(0x0085, &listed), record(EOF, &[]), sheet].concat()
}

/// The file around a stream; small streams are kept differently, real workbooks are larger.
fn file(mut stream: Vec<u8>, name: &str) -> Vec<u8> {
    stream.resize(stream.len().max(5_000), 0);
    compound(&[(name, &stream)])
}

fn book(globals: &[Vec<u8>], cells: &[Vec<u8>]) -> Vec<u8> {
    file(stream(WIDE, 0, globals, cells), "Workbook")
}

fn wide(text: &str) -> Vec<u8> {
    text.encode_utf16().flat_map(u16::to_le_bytes).collect()
}

/// A cell: row, column, style 0, and what its record holds behind them.
fn cell(kind: u16, row: u16, column: u16, rest: &[u8]) -> Vec<u8> {
    record(kind, &[words(&[row, column, 0]), rest.to_vec()].concat())
}

fn label(row: u16, column: u16, text: &str) -> Vec<u8> {
    let units = words(&[text.encode_utf16().count() as u16]);
    cell(0x0204, row, column, &[units, vec![1], wide(text)].concat())
}

fn shared(row: u16, column: u16, index: u32) -> Vec<u8> {
    cell(0x00fd, row, column, &index.to_le_bytes())
}

fn formula(row: u16, column: u16, result: [u8; 8]) -> Vec<u8> {
    cell(0x0006, row, column, &[&result, &[0; 8][..]].concat())
}

/// Row, column and what a clerk sees, of all cells; `?` is a formula without a result.
fn told(workbook: &Workbook) -> String {
    let mut told = String::new();
    for row in workbook.sheets[0].rows() {
        for cell in &row.cells {
            let shown = if cell.uncalculated {
                "?".into()
            } else {
                cell.shown()
            };
            write!(
                told,
                "{}{}={shown} ",
                row.number,
                if row.hidden { "h" } else { "" }
            )
            .unwrap();
        }
    }
    told.trim_end().to_owned()
}

fn read_told(bytes: &[u8]) -> String {
    match read_here("a.xls", bytes, &Limits::default()).remove(0).read {
        Ok(workbook) => told(&workbook),
        Err(error) => error.code().to_owned(),
    }
}

#[test]
fn shared_texts_are_put_together_wherever_a_record_ends() {
    let sst = |count: u32, first: &[u8]| record(0x00fc, &[&count.to_le_bytes().repeat(2), first].concat());
    let onward = |bytes: &[u8]| record(CONTINUE, bytes);
    let whole = [words(&[4]), vec![1], wide("张三李四")].concat();
    let (fonts, spoken) = (words(&[0, 1, 2, 3]), [7u8; 6]);
    let adorned = [
        &words(&[2])[..],
        &[1 | 4 | 8],
        &words(&[2]),
        &6u32.to_le_bytes(),
        &wide("王五"),
        &fonts,
        &spoken,
    ]
    .concat();
    for (name, texts, wanted) in [
        (
            "whole",
            vec![sst(2, &[whole.clone(), whole.clone()].concat())],
            "1=张三李四 2=张三李四",
        ),
        (
            "cut between two texts",
            vec![sst(2, &whole), onward(&whole)],
            "1=张三李四 2=张三李四",
        ),
        (
            "cut inside a text",
            vec![sst(1, &whole[..7]), onward(&[&[1], &whole[7..]].concat())],
            "1=张三李四",
        ),
        (
            "narrow letters first, wide ones behind the cut",
            vec![
                sst(1, &[&words(&[4])[..], &[0], b"A1"].concat()),
                onward(&[vec![1], wide("班长")].concat()),
            ],
            "1=A1班长",
        ),
        (
            "wide letters first, narrow ones behind the cut",
            vec![
                sst(1, &[words(&[4]), vec![1], wide("班长")].concat()),
                onward(b"\0A1"),
            ],
            "1=班长A1",
        ),
        (
            "a pair of surrogates cut in two",
            vec![
                sst(1, &[words(&[2]), vec![1], wide("𠮷")[..2].to_vec()].concat()),
                onward(&[&[1], &wide("𠮷")[2..]].concat()),
            ],
            "1=𠮷",
        ),
        (
            "fonts and pronunciation",
            vec![sst(2, &[adorned.clone(), whole.clone()].concat())],
            "1=王五 2=张三李四",
        ),
        (
            "cut inside fonts and pronunciation",
            vec![
                sst(2, &adorned[..15]),
                onward(&adorned[15..19]),
                onward(&[&adorned[19..], &whole[..]].concat()),
            ],
            "1=王五 2=张三李四",
        ),
        (
            "more declared than there are",
            vec![sst(u32::MAX, &whole)],
            "1=张三李四",
        ),
        (
            "a rest behind the last",
            vec![sst(1, &[&whole[..], &[9, 9]].concat())],
            "1=张三李四",
        ),
        (
            "cut short",
            vec![sst(2, &[&whole[..], &whole[..6]].concat())],
            "file.damaged",
        ),
        (
            "half a letter",
            vec![sst(1, &whole[..6]), onward(&whole)],
            "file.damaged",
        ),
    ] {
        let cells: Vec<Vec<u8>> = (0..)
            .zip(wanted.split(' '))
            .map(|(row, _)| shared(row, 0, u32::from(row)))
            .collect();
        assert_eq!(read_told(&book(&texts, &cells)), wanted, "{name}");
    }
    assert_eq!(
        read_told(&book(&[], &[shared(0, 0, 3)])),
        "file.damaged",
        "a text that is not there"
    );
}

#[test]
fn every_kind_of_cell() {
    let packed = |number: u32| cell(0x027e, 0, 0, &number.to_le_bytes());
    let string = |text: &str| {
        record(
            0x0207,
            &[words(&[text.encode_utf16().count() as u16]), vec![1], wide(text)].concat(),
        )
    };
    let text_result = [0, 0, 0, 0, 0, 0, 0xff, 0xff];
    let many: Vec<u8> = [1u32, 2, 3]
        .iter()
        .flat_map(|number| [words(&[0]), (number << 2 | 2).to_le_bytes().to_vec()].concat())
        .collect();
    for (name, cells, wanted) in [
        ("LABEL", vec![label(0, 0, "张三")], "1=张三"),
        ("LABEL, narrow", vec![cell(0x0204, 0, 0, b"\x02\0\0AB")], "1=AB"),
        (
            "RSTRING",
            vec![cell(
                0x00d6,
                0,
                0,
                &[&words(&[1])[..], &[1], &wide("张"), &[9; 6]].concat(),
            )],
            "1=张",
        ),
        (
            "NUMBER",
            vec![cell(0x0203, 0, 0, &1975.06f64.to_le_bytes())],
            "1=1975.06",
        ),
        (
            "NUMBER that is none",
            vec![cell(0x0203, 0, 0, &f64::NAN.to_le_bytes())],
            "1=#NUM!",
        ),
        ("RK, whole", vec![packed(197_506 << 2 | 2)], "1=197506"),
        ("RK, negative", vec![packed((-5i32 << 2 | 2) as u32)], "1=-5"),
        ("RK, hundredths", vec![packed(197_506 << 2 | 3)], "1=1975.06"),
        (
            "RK, fraction",
            vec![packed((0.5f64.to_bits() >> 32) as u32)],
            "1=0.5",
        ),
        (
            "MULRK",
            vec![record(0x00bd, &[words(&[4, 2]), many, words(&[4])].concat())],
            "5=1 5=2 5=3",
        ),
        (
            "BOOLERR",
            vec![cell(0x0205, 0, 0, &[1, 0]), cell(0x0205, 0, 1, &[0x2a, 1])],
            "1=TRUE 1=#N/A",
        ),
        (
            "BLANK",
            vec![record(0x0201, &words(&[0, 0, 0])), label(0, 1, "甲")],
            "1=甲",
        ),
        (
            "formula, number",
            vec![formula(0, 0, 24f64.to_le_bytes())],
            "1=24",
        ),
        (
            "formula, truth",
            vec![formula(0, 0, [1, 0, 1, 0, 0, 0, 0xff, 0xff])],
            "1=TRUE",
        ),
        (
            "formula, error",
            vec![formula(0, 0, [2, 0, 7, 0, 0, 0, 0xff, 0xff])],
            "1=#DIV/0!",
        ),
        (
            "formula, empty text",
            vec![formula(0, 0, [3, 0, 0, 0, 0, 0, 0xff, 0xff]), label(1, 0, "甲")],
            "2=甲",
        ),
        (
            "formula, text",
            vec![
                formula(0, 0, text_result),
                record(0x04bc, &[0; 10]),
                string("科长"),
                label(0, 1, "甲"),
            ],
            "1=科长 1=甲",
        ),
        (
            "formula, its text missing",
            vec![formula(0, 0, text_result), label(0, 1, "甲")],
            "1=? 1=甲",
        ),
        (
            "a text of no formula",
            vec![string("科长"), label(0, 1, "甲")],
            "1=甲",
        ),
    ] {
        assert_eq!(read_told(&book(&[], &cells)), wanted, "{name}");
    }
}

#[test]
fn cells_in_any_order_are_where_they_belong() {
    let hidden = |row: u16| record(0x0208, &words(&[row, 0, 2, 255, 0, 0, 0x20, 0]));
    let (a, b, c, d) = (
        label(0, 0, "甲"),
        label(0, 1, "乙"),
        label(1, 0, "丙"),
        label(1, 1, "丁"),
    );
    for (name, cells) in [
        (
            "by rows",
            vec![hidden(1), a.clone(), b.clone(), c.clone(), d.clone()],
        ),
        (
            "by columns",
            vec![hidden(1), a.clone(), c.clone(), b.clone(), d.clone()],
        ),
        (
            "from below",
            vec![d.clone(), c.clone(), b.clone(), a.clone(), hidden(1)],
        ),
        (
            "hidden afterwards",
            vec![a.clone(), b.clone(), c.clone(), d.clone(), hidden(1)],
        ),
        (
            "written twice, the last counts",
            vec![hidden(1), a, label(0, 1, "错"), b, c, d],
        ),
    ] {
        assert_eq!(read_told(&book(&[], &cells)), "1=甲 1=乙 2h=丙 2h=丁", "{name}");
    }
}

#[test]
fn what_stands_around_the_cells() {
    let merged = record(0x00e5, &words(&[2, 1, 3, 0, 0, 5, 4, 0, 0]));
    let columns = record(0x007d, &words(&[2, 3, 2_048, 0, 1, 0]));
    let chart = [beginning(WIDE, 0x20), label(7, 7, "图例"), record(EOF, &[])].concat();
    let bytes = book(
        &[],
        &[columns, label(0, 0, "甲"), chart, merged, label(1, 0, "乙")],
    );
    let read = read_here("a.xls", &bytes, &Limits::default())
        .remove(0)
        .read
        .unwrap();
    assert_eq!(told(&read), "1=甲 2=乙", "a chart inside the sheet is none of it");
    let sheet = &read.sheets[0];
    assert_eq!(sheet.hidden_columns, [2, 3]);
    let region = Region {
        first_row: 2,
        last_row: 4,
        first_column: 0,
        last_column: 0,
    };
    assert_eq!(sheet.merged, [region], "a region upside down is none");
    let chart = file(stream(WIDE, 2, &[], &[label(0, 0, "甲")]), "Workbook");
    assert_eq!(read_told(&chart), "file.no_sheet");
}

#[test]
fn workbooks_older_still() {
    let bytes = |text: &str| encoding_rs::GBK.encode(text).0.into_owned();
    let old = |row: u16, column: u16, text: &str| {
        let bytes = bytes(text);
        cell(
            0x0204,
            row,
            column,
            &[words(&[bytes.len() as u16]), bytes].concat(),
        )
    };
    let cells = [
        old(0, 0, "姓名"),
        old(1, 0, "张三"),
        cell(0x0203, 1, 1, &27_546f64.to_le_bytes()),
    ];
    let code = [&words(&[164])[..], &[10], b"yyyy\".\"mm;"].concat();
    let globals = [
        record(0x0042, &words(&[936])),
        record(0x041e, &code),
        record(0x00e0, &words(&[0, 164])),
    ];
    let wanted = "1=姓名 2=张三 2=1975.06";
    assert_eq!(
        read_told(&file(stream(NARROW, 0, &globals, &cells), "Book")),
        wanted
    );
    assert_eq!(
        read_told(&stream(NARROW, 0, &globals, &cells)),
        wanted,
        "without a compound file"
    );
    // what web sites write with a few lines of code: a sheet and nothing else
    let bare = [
        record(BOF, &words(&[0, 0x10, 0, 0])),
        cells[..2].concat(),
        record(EOF, &[]),
    ]
    .concat();
    assert_eq!(read_told(&bare), "1=姓名 2=张三");
}

#[test]
fn hostile_streams_are_refused_in_words() {
    let far = {
        let mut bytes = stream(WIDE, 0, &[], &[label(0, 0, "甲")]);
        let listed = bytes.windows(2).position(|pair| pair == [0x85, 0]).unwrap() + 4;
        bytes[listed..listed + 4].copy_from_slice(&u32::MAX.to_le_bytes());
        bytes
    };
    let whole = stream(WIDE, 0, &[], &[label(0, 0, "甲")]);
    let merged: Vec<Vec<u8>> = (0..250)
        .map(|_| record(0x00e5, &[words(&[1_000]), vec![0; 8_000]].concat()))
        .collect();
    for (name, bytes, wanted) in [
        ("a sheet beyond the end", file(far, "Workbook"), "file.damaged"),
        ("no end", whole[..whole.len() - 4].to_vec(), "file.damaged"),
        (
            "cut inside a record",
            whole[..whole.len() - 7].to_vec(),
            "file.damaged",
        ),
        ("too many merged cells", book(&[], &merged), "file.too_large"),
        (
            "a cell beyond the last column",
            book(&[], &[label(0, 40_000, "甲")]),
            "file.too_large",
        ),
        (
            "a cell cut short",
            book(&[], &[record(0x0203, &[0; 7])]),
            "file.damaged",
        ),
    ] {
        assert_eq!(read_told(&bytes), wanted, "{name}");
    }
}

/// What calamine reads of the same cell.
fn same(ours: Option<&Cell<'_>>, theirs: &Data) -> bool {
    let written = ours.map_or(Written::Blank, |cell| cell.written);
    match (written, theirs) {
        (Written::Blank, Data::Empty) => true,
        (Written::Blank, Data::String(text)) => text.trim_ascii().is_empty(),
        (Written::Text(text), Data::String(other)) => text == other,
        (Written::Number { value, .. }, Data::Float(other)) => value == *other,
        (Written::Number { value, .. }, Data::Int(other)) => value == *other as f64,
        (Written::Number { value, .. }, Data::DateTime(moment)) => value == moment.as_f64(),
        (Written::Day(day), other) => {
            let serial = match other {
                Data::Float(number) => *number,
                Data::Int(number) => *number as f64,
                Data::DateTime(moment) => moment.as_f64(),
                _ => return false,
            };
            antou_record::date::from_serial(serial as i64)
                .is_some_and(|whole| whole.at(day.precision()) == day)
        }
        (Written::Truth(yes), Data::Bool(other)) => yes == *other,
        (Written::Fault(text), Data::Error(error)) => text == error.to_string(),
        _ => false,
    }
}

fn compare(sheet: &Sheet, range: &calamine::Range<Data>, file: &Path) -> usize {
    let mut cells = 0;
    for (row, column, theirs) in range.used_cells() {
        let number = row as u32 + range.start().unwrap().0 + 1;
        let column = column as u32 + range.start().unwrap().1;
        let ours = sheet.row(number);
        let cell = ours.as_ref().and_then(|row| row.cell(column));
        assert!(
            same(cell, theirs),
            "{}: {number}, {column}: {cell:?} and {theirs:?}",
            file.display()
        );
        cells += 1;
    }
    let ours: usize = sheet
        .rows()
        .flat_map(|row| row.cells)
        .filter(|cell| !cell.continued)
        .count();
    assert!(ours <= cells, "{}: cells nobody else sees", file.display());
    cells
}

/// Every old workbook of the corpus, and of a folder named by ANTOU_OLD_WORKBOOKS, reads as calamine reads it.
#[test]
fn another_reader_reads_the_same() {
    let corpus = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../../tests/fixtures/old_workbooks");
    let folders = std::iter::once(corpus).chain(std::env::var_os("ANTOU_OLD_WORKBOOKS").map(Into::into));
    let mut cells = 0;
    for entry in folders.flat_map(|folder| std::fs::read_dir(folder).unwrap()) {
        let path = entry.unwrap().path();
        if path.extension().is_none_or(|extension| extension != "xls") {
            continue;
        }
        let ours = read(&path).unwrap();
        let mut theirs: Xls<_> = calamine::open_workbook(&path).unwrap();
        for sheet in &ours.sheets {
            let range = theirs.worksheet_range(&sheet.name).unwrap();
            cells += compare(sheet, &range, &path);
            let merged = theirs.merge_cells_by_sheet_name(&sheet.name).unwrap();
            assert_eq!(sheet.merged.len(), merged.len(), "{}", path.display());
        }
    }
    assert!(cells > 1_000, "{cells} cells were compared");
}
