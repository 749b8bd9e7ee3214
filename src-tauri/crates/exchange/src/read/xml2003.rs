//! XML spreadsheets of 2003, which old systems hand out under the name .xls.

use std::collections::HashMap;
use std::io::{BufReader, Read, Seek};

use antou_record::date::Precision;
use antou_record::{PartialDate, Written};
use quick_xml::events::{BytesStart, Event};

use super::decode::{Decoding, encoding_of};
use super::number_format::{self, Shown};
use super::sink::Sink;
use super::text::unreadable;
use super::xml;
use crate::cell::Region;
use crate::error::ReadError;
use crate::sheet::Format;

/// Reads the worksheets of the file.
pub(crate) fn read<R: Read + Seek>(mut file: R, sink: &mut Sink<'_>) -> Result<(), ReadError> {
    let encoding = encoding_of(&mut file).map_err(unreadable)?;
    let mut reader = xml::reader(BufReader::new(Decoding::new(file, encoding)));
    let mut buffer = Vec::new();
    let mut sheets = Sheets::new(sink);
    loop {
        buffer.clear();
        match reader.read_event_into(&mut buffer).map_err(xml::damaged)? {
            Event::Start(element) => sheets.start(&element, false)?,
            Event::Empty(element) => sheets.start(&element, true)?,
            Event::End(element) => sheets.end(element.local_name().as_ref())?,
            Event::Text(text) if sheets.in_data => sheets.value.push_str(&text.xml10_content()),
            Event::CData(text) if sheets.in_data => sheets.value.push_str(&text),
            Event::GeneralRef(reference) if sheets.in_data => {
                xml::push_reference(&mut sheets.value, &reference)
            }
            Event::DocType(_) => return Err(xml::no_document_type()),
            Event::Eof if sheets.closed => return Ok(()),
            Event::Eof => return Err(ReadError::Damaged("内容不完整".into())),
            _ => {}
        }
    }
}

struct Sheets<'s, 'o> {
    sink: &'s mut Sink<'o>,
    styles: HashMap<String, Shown>,
    style: String,
    open: bool,
    closed: bool,
    row: u32,
    hidden: bool,
    column: u32,
    next_column: u32,
    shown: Shown,
    formula: bool,
    kind: String,
    value: String,
    in_data: bool,
    hidden_columns: Vec<u32>,
    list_column: u32,
    merged: Vec<Region>,
}

impl<'s, 'o> Sheets<'s, 'o> {
    fn new(sink: &'s mut Sink<'o>) -> Self {
        Self {
            sink,
            styles: HashMap::new(),
            style: String::new(),
            open: false,
            closed: false,
            row: 0,
            hidden: false,
            column: 0,
            next_column: 0,
            shown: Shown::General,
            formula: false,
            kind: String::new(),
            value: String::new(),
            in_data: false,
            hidden_columns: Vec::new(),
            list_column: 0,
            merged: Vec::new(),
        }
    }

    fn start(&mut self, element: &BytesStart<'_>, empty: bool) -> Result<(), ReadError> {
        match element.local_name().as_ref() {
            "Style" => self.style = xml::attribute(element, "ID").unwrap_or_default().into_owned(),
            "NumberFormat" => {
                let format = xml::attribute(element, "Format").unwrap_or_default();
                self.styles.insert(self.style.clone(), named(&format));
            }
            "Worksheet" => self.begin_sheet(element)?,
            "Column" if self.open => self.column_of_list(element),
            "Row" if self.open => {
                self.row = index(element, self.row + 1);
                self.hidden = xml::is_set(element, "Hidden");
                self.next_column = 0;
            }
            "Cell" if self.open => {
                self.begin_cell(element);
                if empty {
                    self.end_cell()?;
                }
            }
            "Data" if self.open => {
                self.kind = xml::attribute(element, "Type").unwrap_or_default().into_owned();
                self.in_data = !empty;
            }
            _ => {}
        }
        Ok(())
    }

    fn end(&mut self, name: &str) -> Result<(), ReadError> {
        match name {
            "Data" => self.in_data = false,
            "Cell" if self.open => self.end_cell()?,
            "Row" if self.open => self.sink.end_row()?,
            "Worksheet" if self.open => {
                self.open = false;
                let hidden = std::mem::take(&mut self.hidden_columns);
                let merged = std::mem::take(&mut self.merged);
                self.sink.end_sheet(hidden, merged)?;
            }
            "Workbook" => self.closed = true,
            _ => {}
        }
        Ok(())
    }

    fn begin_sheet(&mut self, element: &BytesStart<'_>) -> Result<(), ReadError> {
        let name = xml::attribute(element, "Name").unwrap_or_default();
        self.open = true;
        self.row = 0;
        self.list_column = 0;
        self.sink.begin_sheet(&name, false, Format::Xml2003)
    }

    fn column_of_list(&mut self, element: &BytesStart<'_>) {
        let first = index(element, self.list_column + 1);
        let span: u32 = number(element, "Span").unwrap_or_default().min(16_384);
        self.list_column = first.saturating_add(span);
        if xml::is_set(element, "Hidden") && self.list_column <= 16_384 {
            self.hidden_columns
                .extend((first..=self.list_column).map(|column| column - 1));
        }
    }

    fn begin_cell(&mut self, element: &BytesStart<'_>) {
        self.column = index(element, self.next_column + 1) - 1;
        self.value.clear();
        self.kind.clear();
        self.formula = xml::attribute(element, "Formula").is_some();
        self.shown = xml::attribute(element, "StyleID")
            .and_then(|style| self.styles.get(style.as_ref()).copied())
            .unwrap_or(Shown::General);
        let across: u32 = number(element, "MergeAcross").unwrap_or_default().min(16_384);
        let down: u32 = number(element, "MergeDown").unwrap_or_default().min(1_048_576);
        if across > 0 || down > 0 {
            self.merged.push(Region {
                first_row: self.row,
                last_row: self.row.saturating_add(down),
                first_column: self.column,
                last_column: self.column.saturating_add(across),
            });
        }
        self.next_column = self.column.saturating_add(across).saturating_add(1);
    }

    fn end_cell(&mut self) -> Result<(), ReadError> {
        let uncalculated = self.formula && self.value.is_empty() && self.kind != "String";
        let written = match self.kind.as_str() {
            _ if self.value.is_empty() => Written::Blank,
            "Number" => match self.value.trim().parse::<f64>() {
                Ok(value) if value.is_finite() => number_format::written(value, self.shown, false),
                _ => Written::Text(&self.value),
            },
            "DateTime" => date(&self.value, self.shown),
            "Boolean" => Written::Truth(self.value.trim() == "1"),
            "Error" => Written::Fault(&self.value),
            _ => Written::Text(&self.value),
        };
        self.sink
            .cell(self.row, self.hidden, self.column, written, uncalculated)
    }
}

fn date(value: &str, shown: Shown) -> Written<'_> {
    let precision = match shown {
        Shown::Date(precision) => precision,
        _ => Precision::Day,
    };
    value
        .get(..10)
        .and_then(PartialDate::from_iso)
        .map_or(Written::Text(value), |date| Written::Day(date.at(precision)))
}

/// Formats that XML spreadsheets call by name.
pub(super) fn named(format: &str) -> Shown {
    match format {
        "Short Date" | "Long Date" | "Medium Date" | "General Date" => Shown::Date(Precision::Day),
        "Short Time" | "Long Time" | "Medium Time" => Shown::Time,
        "Fixed" | "Standard" => Shown::Decimals(2),
        _ => number_format::custom(format),
    }
}

fn number(element: &BytesStart<'_>, name: &str) -> Option<u32> {
    xml::attribute(element, name)?.trim().parse().ok()
}

/// The place an element names for itself, or the next one.
fn index(element: &BytesStart<'_>, next: u32) -> u32 {
    number(element, "Index")
        .filter(|index| *index >= 1)
        .unwrap_or(next)
}
