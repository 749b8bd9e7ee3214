//! Workbooks read whole by calamine (.ods, .xlsb). It may panic or abort on hostile ones; this runs in the worker.

use std::io::{Read, Seek};

use antou_record::date::Precision;
use antou_record::{PartialDate, Written};
use calamine::{Data, Ods, Range, Reader, SheetVisible, Xlsb};

use super::number_format::{self, Shown};
use super::sink::Sink;
use crate::error::ReadError;
use crate::sheet::Format;

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
        rows(&range, sink)?;
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

fn rows(range: &Range<Data>, sink: &mut Sink<'_>) -> Result<(), ReadError> {
    let Some((top, left)) = range.start() else {
        return Ok(());
    };
    for (row, cells) in (top..).zip(range.rows()) {
        for (column, data) in (left..).zip(cells) {
            let mut fault = String::new();
            sink.cell(row + 1, false, column, written(data, &mut fault), false)?;
        }
        sink.end_row()?;
    }
    Ok(())
}

/// A value of calamine's as it is written; the name of an error is kept in `fault`.
fn written<'d>(data: &'d Data, fault: &'d mut String) -> Written<'d> {
    match data {
        Data::Empty => Written::Blank,
        Data::String(text) => Written::Text(text),
        Data::Bool(yes) => Written::Truth(*yes),
        Data::Int(number) => number_format::written(*number as f64, Shown::General, false),
        Data::Float(number) => number_format::written(*number, Shown::General, false),
        Data::DateTime(moment) => number_format::written(moment.as_f64(), Shown::Date(Precision::Day), false),
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
