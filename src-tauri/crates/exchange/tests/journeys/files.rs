//! Files made for a test, and reading them.

use std::io::{Cursor, Write};
use std::ops::ControlFlow;
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicU32, Ordering};

use antou_exchange::draft::{Draft, Entry, Evidence, OtherRow, drafts};
use antou_exchange::layout::{Layout, Placed, Wishes, inspect};
use antou_exchange::worker::read_workbook;
use antou_exchange::{Limits, ReadError, Sheet, Workbook};
use antou_record::PartialDate;
use rust_xlsxwriter::{Workbook as Writer, Worksheet};
use zip::write::SimpleFileOptions;

/// A folder that goes away with the test.
pub struct Folder(PathBuf);

impl Folder {
    pub fn new() -> Self {
        static COUNT: AtomicU32 = AtomicU32::new(0);
        let name = format!(
            "antou-exchange-{}-{}",
            std::process::id(),
            COUNT.fetch_add(1, Ordering::Relaxed)
        );
        let path = std::env::temp_dir().join(name);
        std::fs::create_dir_all(&path).unwrap();
        Self(path)
    }

    pub fn path(&self, name: &str) -> PathBuf {
        self.0.join(name)
    }

    pub fn file(&self, name: &str, bytes: &[u8]) -> PathBuf {
        let path = self.path(name);
        std::fs::write(&path, bytes).unwrap();
        path
    }
}

impl Drop for Folder {
    fn drop(&mut self) {
        let _ = std::fs::remove_dir_all(&self.0);
    }
}

pub fn worker() -> &'static Path {
    Path::new(env!("CARGO_BIN_EXE_antou-reader"))
}

pub fn read(path: &Path) -> Result<Workbook, ReadError> {
    read_within(path, &Limits::default())
}

pub fn read_within(path: &Path, limits: &Limits) -> Result<Workbook, ReadError> {
    read_workbook(worker(), path, limits, &mut |_| ControlFlow::Continue(()))
}

/// Reads bytes as a file of this name.
pub fn read_bytes(name: &str, bytes: &[u8]) -> Result<Workbook, ReadError> {
    let folder = Folder::new();
    read(&folder.file(name, bytes))
}

/// Reads what `fill` writes on the one sheet of a workbook.
pub fn sheet_of(fill: impl FnOnce(&mut Worksheet)) -> Sheet {
    let mut book = Writer::new();
    fill(book.add_worksheet());
    let bytes = book.save_to_buffer().unwrap();
    read_bytes("a.xlsx", &bytes).unwrap().sheets.remove(0)
}

/// A sheet with these texts, row by row; empty texts are left out.
pub fn sheet_with(rows: &[&[&str]]) -> Sheet {
    sheet_of(|sheet| write_rows(sheet, rows))
}

pub fn write_rows(sheet: &mut Worksheet, rows: &[&[&str]]) {
    for (row, cells) in (0u32..).zip(rows) {
        for (column, text) in (0u16..).zip(*cells) {
            if !text.is_empty() {
                sheet.write_string(row, column, *text).unwrap();
            }
        }
    }
}

pub fn csv_sheet(text: &str) -> Sheet {
    read_bytes("a.csv", text.as_bytes()).unwrap().sheets.remove(0)
}

pub fn layout_of(sheet: &Sheet) -> Layout {
    inspect(sheet, &Wishes::default())
}

pub fn evidence() -> Evidence {
    Evidence {
        latest: PartialDate::from_iso("2024-06"),
    }
}

/// The people and the other rows of a sheet, and the columns nobody read.
pub fn people(sheet: &Sheet) -> (Vec<Draft>, Vec<OtherRow>, Vec<Placed>) {
    let layout = layout_of(sheet);
    let mut all = drafts(sheet, &layout, evidence());
    let mut people = Vec::new();
    let mut others = Vec::new();
    for entry in &mut all {
        match entry {
            Entry::Person(draft) => people.push(*draft),
            Entry::Other(other) => others.push(other),
        }
    }
    let unread = all.unread_columns();
    (people, others, unread)
}

/// `D17 date.ambiguous` for each problem.
pub fn said(draft: &Draft) -> Vec<String> {
    let problems = draft.problems.iter();
    problems
        .map(|placed| format!("{} {}", placed.address(), placed.problem.code.as_str()))
        .collect()
}

/// A zip with these parts.
pub fn zipped(parts: &[(&str, &[u8])]) -> Vec<u8> {
    let mut writer = zip::ZipWriter::new(Cursor::new(Vec::new()));
    for (name, content) in parts {
        writer.start_file(*name, SimpleFileOptions::default()).unwrap();
        writer.write_all(content).unwrap();
    }
    writer.finish().unwrap().into_inner()
}

const RELATIONS: &str = r#"<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="rId1" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/worksheet" Target="worksheets/sheet1.xml"/></Relationships>"#;
const BOOK: &str = r#"<workbook xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"><workbookPr date1904="0"/><sheets><sheet name="表" sheetId="1" r:id="rId1"/></sheets></workbook>"#;

/// A workbook written by hand: the inside of its one worksheet, and its shared texts.
pub fn handmade(worksheet: &str, strings: Option<&str>) -> Vec<u8> {
    let worksheet = format!("<?xml version=\"1.0\" encoding=\"UTF-8\"?><worksheet>{worksheet}</worksheet>");
    let mut parts: Vec<(&str, &[u8])> = vec![
        ("xl/workbook.xml", BOOK.as_bytes()),
        ("xl/_rels/workbook.xml.rels", RELATIONS.as_bytes()),
        ("xl/worksheets/sheet1.xml", worksheet.as_bytes()),
    ];
    if let Some(strings) = strings {
        parts.push(("xl/sharedStrings.xml", strings.as_bytes()));
    }
    zipped(&parts)
}

/// A compound file with these streams.
pub fn compound(streams: &[(&str, &[u8])]) -> Vec<u8> {
    let mut file = cfb::CompoundFile::create(Cursor::new(Vec::new())).unwrap();
    for (name, content) in streams {
        file.create_stream(name).unwrap().write_all(content).unwrap();
    }
    file.into_inner().into_inner()
}

/// A BIFF8 workbook with one sheet: texts, numbers with a style, hidden rows. Styles: 0 general, 1 `yyyy"年"m"月"`, 2 day, 3 `0.00`.
pub struct Biff {
    records: Vec<u8>,
    texts: Vec<String>,
}

impl Biff {
    pub fn new() -> Self {
        Self {
            records: record(
                0x0809,
                &[0x00, 0x06, 0x10, 0x00, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0],
            ),
            texts: Vec::new(),
        }
    }

    pub fn text(mut self, row: u16, column: u16, text: &str) -> Self {
        let mut data = words(&[row, column, 0]);
        data.extend((self.texts.len() as u32).to_le_bytes());
        self.records.extend(record(0x00fd, &data));
        self.texts.push(text.to_owned());
        self
    }

    pub fn number(mut self, row: u16, column: u16, style: u16, value: f64) -> Self {
        let mut data = words(&[row, column, style]);
        data.extend(value.to_le_bytes());
        self.records.extend(record(0x0203, &data));
        self
    }

    pub fn hidden_row(mut self, row: u16) -> Self {
        let data = words(&[row, 0, 2, 255, 0, 0, 0x20, 0]);
        self.records.extend(record(0x0208, &data));
        self
    }

    /// What the sheet claims to span.
    pub fn dimensions(mut self, first_row: u32, last_row: u32, first_column: u16, last_column: u16) -> Self {
        let mut data = [first_row.to_le_bytes(), last_row.to_le_bytes()].concat();
        data.extend(words(&[first_column, last_column, 0]));
        self.records.extend(record(0x0200, &data));
        self
    }

    pub fn bytes(self) -> Vec<u8> {
        let mut globals = record(
            0x0809,
            &[0x00, 0x06, 0x05, 0x00, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0],
        );
        globals.extend(record(0x0042, &words(&[1200])));
        let code: Vec<u16> = "yyyy\"年\"m\"月\"".encode_utf16().collect();
        let mut format = words(&[164, code.len() as u16]);
        format.push(1);
        format.extend(code.iter().flat_map(|unit| unit.to_le_bytes()));
        globals.extend(record(0x041e, &format));
        for id in [0u16, 164, 14, 2] {
            let mut style = words(&[0, id]);
            style.extend([0; 16]);
            globals.extend(record(0x00e0, &style));
        }
        let mut strings = (self.texts.len() as u32).to_le_bytes().repeat(2);
        for text in &self.texts {
            let units: Vec<u16> = text.encode_utf16().collect();
            strings.extend((units.len() as u16).to_le_bytes());
            strings.push(1);
            strings.extend(units.iter().flat_map(|unit| unit.to_le_bytes()));
        }
        let name: Vec<u16> = "名册".encode_utf16().collect();
        let position = globals.len() + 4 + 8 + name.len() * 2 + 4 + strings.len() + 4;
        let mut sheet = (position as u32).to_le_bytes().to_vec();
        sheet.extend([0, 0, name.len() as u8, 1]);
        sheet.extend(name.iter().flat_map(|unit| unit.to_le_bytes()));
        globals.extend(record(0x0085, &sheet));
        globals.extend(record(0x00fc, &strings));
        globals.extend(record(0x000a, &[]));
        globals.extend(self.records);
        globals.extend(record(0x000a, &[]));
        // small streams are kept differently; real workbooks are larger
        globals.resize(globals.len().max(5_000), 0);
        compound(&[("Workbook", &globals)])
    }
}

pub fn record(kind: u16, data: &[u8]) -> Vec<u8> {
    [words(&[kind, data.len() as u16]), data.to_vec()].concat()
}

pub fn words(words: &[u16]) -> Vec<u8> {
    words.iter().flat_map(|word| word.to_le_bytes()).collect()
}
