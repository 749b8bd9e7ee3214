//! Workbooks read whole by calamine (.xls, .et, .ods, .xlsb). It may panic or abort on hostile ones; this runs in the worker.

use std::io::{Cursor, Read, Seek, Write};

use antou_record::date::Precision;
use antou_record::{PartialDate, Written};
use calamine::{Data, Ods, Range, Reader, SheetVisible, Xls, XlsError, Xlsb};

use super::number_format::{self, Shown};
use super::sink::Sink;
use super::xls_marks::{self, SheetMarks};
use crate::cell::Region;
use crate::error::ReadError;
use crate::sheet::Format;

/// Reads a compound file: a BIFF workbook, an encrypted one, or something else.
pub(crate) fn read_compound<R: Read + Seek>(mut file: R, sink: &mut Sink<'_>) -> Result<(), ReadError> {
    let mut bytes = Vec::new();
    file.rewind().map_err(super::text::unreadable)?;
    file.read_to_end(&mut bytes).map_err(super::text::unreadable)?;
    let stream = workbook_stream(&bytes)?;
    drop(bytes);
    let marks = xls_marks::read(&stream);
    if marks.encrypted {
        return Err(ReadError::Password);
    }
    sink.alive()?;
    let container = plain_container(&stream).map_err(|_| unreadable())?;
    drop(stream);
    let mut book = Xls::new(container).map_err(|error| match error {
        XlsError::Password => ReadError::Password,
        _ => unreadable(),
    })?;
    for (index, (name, hidden)) in listed(&book).into_iter().enumerate() {
        let Ok(range) = book.worksheet_range(&name) else {
            continue;
        };
        let merged = book.merge_cells_by_sheet_name(&name).unwrap_or_default();
        let regions = merged.into_iter().map(|region| Region {
            first_row: region.start.0 + 1,
            last_row: region.end.0 + 1,
            first_column: region.start.1,
            last_column: region.end.1,
        });
        let none = SheetMarks::default();
        let marked = marks.sheets.get(index).unwrap_or(&none);
        sink.begin_sheet(&name, hidden, Format::Xls)?;
        rows(&range, marked, marks.since_1904, sink)?;
        sink.end_sheet(marked.hidden_columns.clone(), regions.collect())?;
    }
    Ok(())
}

/// The stream of a compound file that holds the workbook.
fn workbook_stream(bytes: &[u8]) -> Result<Vec<u8>, ReadError> {
    let damaged = |_| ReadError::Damaged("复合文档结构有误".into());
    let mut compound = cfb::CompoundFile::open(Cursor::new(bytes)).map_err(damaged)?;
    if compound.exists("EncryptedPackage") || compound.exists("EncryptionInfo") {
        return Err(ReadError::Password);
    }
    let names = ["Workbook", "Book", "WORKBOOK", "BOOK"];
    let Some(name) = names.into_iter().find(|name| compound.exists(name)) else {
        let what = if compound.exists("WordDocument") {
            "这是旧版 Word 文档，请在 Word 或 WPS 中另存为 docx"
        } else if compound.exists("PowerPoint Document") {
            "这是演示文稿"
        } else {
            "其中没有工作簿"
        };
        return Err(ReadError::NotWorkbook(what.into()));
    };
    let mut stream = Vec::new();
    compound
        .open_stream(name)
        .and_then(|mut content| content.read_to_end(&mut stream))
        .map_err(damaged)?;
    Ok(stream)
}

/// The workbook in a container of our own making: calamine refuses containers that hold nothing small, as web exports do.
fn plain_container(stream: &[u8]) -> std::io::Result<Cursor<Vec<u8>>> {
    let mut plain = cfb::CompoundFile::create_with_version(cfb::Version::V3, Cursor::new(Vec::new()))?;
    plain.create_stream("Workbook")?.write_all(stream)?;
    plain.create_stream("Small")?.write_all(b"small")?;
    plain.flush()?;
    let mut container = plain.into_inner();
    container.set_position(0);
    Ok(container)
}

/// Reads an OpenDocument workbook (.ods).
pub(crate) fn read_open_document<R: Read + Seek>(file: R, sink: &mut Sink<'_>) -> Result<(), ReadError> {
    sheets(Ods::new(file).map_err(|_| unreadable())?, sink)
}

/// Reads a binary workbook of Excel (.xlsb).
pub(crate) fn read_binary<R: Read + Seek>(file: R, sink: &mut Sink<'_>) -> Result<(), ReadError> {
    sheets(Xlsb::new(file).map_err(|_| unreadable())?, sink)
}

fn unreadable() -> ReadError {
    ReadError::Damaged("工作簿内容无法读取".into())
}

fn sheets<R: Read + Seek>(mut book: impl Reader<R>, sink: &mut Sink<'_>) -> Result<(), ReadError> {
    for (name, hidden) in listed(&book) {
        let Ok(range) = book.worksheet_range(&name) else {
            continue;
        };
        sink.begin_sheet(&name, hidden, Format::Other)?;
        rows(&range, &SheetMarks::default(), false, sink)?;
        sink.end_sheet(Vec::new(), Vec::new())?;
    }
    Ok(())
}

/// Names of the sheets, and whether each is hidden.
fn listed<R: Read + Seek>(book: &impl Reader<R>) -> Vec<(String, bool)> {
    book.sheets_metadata()
        .iter()
        .map(|sheet| (sheet.name.clone(), sheet.visible != SheetVisible::Visible))
        .collect()
}

fn rows(
    range: &Range<Data>,
    marks: &SheetMarks,
    since_1904: bool,
    sink: &mut Sink<'_>,
) -> Result<(), ReadError> {
    let Some((top, left)) = range.start() else {
        return Ok(());
    };
    for (row, cells) in (top..).zip(range.rows()) {
        let hidden = marks.hidden_rows.contains(&row);
        for (column, data) in (left..).zip(cells) {
            let mut fault = String::new();
            let written = written(data, marks.shown(row, column), since_1904, &mut fault);
            sink.cell(row + 1, hidden, column, written, false)?;
        }
        sink.end_row()?;
    }
    Ok(())
}

/// A value of calamine's as it is written; the name of an error is kept in `fault`.
fn written<'d>(data: &'d Data, shown: Option<Shown>, since_1904: bool, fault: &'d mut String) -> Written<'d> {
    match data {
        Data::Empty => Written::Blank,
        Data::String(text) => Written::Text(text),
        Data::Bool(yes) => Written::Truth(*yes),
        Data::Int(number) => number_of(*number as f64, shown, Shown::General, since_1904),
        Data::Float(number) => number_of(*number, shown, Shown::General, since_1904),
        Data::DateTime(moment) => number_of(moment.as_f64(), shown, Shown::Date(Precision::Day), since_1904),
        Data::DateTimeIso(text) | Data::DurationIso(text) => text
            .get(..10)
            .and_then(PartialDate::from_iso)
            .map_or(Written::Text(text), Written::Day),
        Data::Error(error) => {
            *fault = error.to_string();
            Written::Fault(fault)
        }
    }
}

fn number_of(value: f64, marked: Option<Shown>, unmarked: Shown, since_1904: bool) -> Written<'static> {
    number_format::written(value, marked.unwrap_or(unmarked), since_1904)
}
