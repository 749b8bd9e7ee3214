//! One worksheet part, read in a single pass: cells with their formats, hidden rows and columns, merged regions.

use std::io::BufRead;

use antou_record::{PartialDate, Written};
use quick_xml::Reader;
use quick_xml::events::{BytesStart, Event};

use super::strings::push_unescaped;
use crate::cell::{Region, parse_address};
use crate::error::ReadError;
use crate::read::number_format::{self, Shown};
use crate::read::sink::Sink;
use crate::read::texts::Texts;
use crate::read::xml;

/// What the cells of a sheet refer to.
pub(crate) struct Context<'a> {
    pub(crate) strings: &'a Texts,
    pub(crate) styles: &'a [Shown],
    pub(crate) since_1904: bool,
}

/// What stands outside the rows of a sheet.
#[derive(Debug, Default)]
pub(crate) struct Around {
    pub(crate) hidden_columns: Vec<u32>,
    pub(crate) merged: Vec<Region>,
}

/// How the value of a cell is to be understood.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
enum Type {
    #[default]
    Number,
    Shared,
    Text,
    Truth,
    Fault,
    Date,
}

#[derive(Debug, Default)]
struct OpenCell {
    row: u32,
    column: u32,
    style: usize,
    kind: Type,
    formula: bool,
    valued: bool,
}

struct SheetReader<'a, 's, 'o> {
    context: &'a Context<'a>,
    sink: &'s mut Sink<'o>,
    around: Around,
    row: u32,
    row_hidden: bool,
    next_column: u32,
    cell: OpenCell,
    value: String,
    unescaped: String,
    /// Inside `v`, or inside `t` of an inline text.
    inside: bool,
    phonetic: bool,
}

/// Reads a worksheet part into the sink.
pub(crate) fn read(
    part: &mut dyn BufRead,
    context: &Context<'_>,
    sink: &mut Sink<'_>,
) -> Result<Around, ReadError> {
    let mut sheet = SheetReader {
        context,
        sink,
        around: Around::default(),
        row: 0,
        row_hidden: false,
        next_column: 0,
        cell: OpenCell::default(),
        value: String::new(),
        unescaped: String::new(),
        inside: false,
        phonetic: false,
    };
    sheet.run(&mut xml::reader(part))?;
    Ok(sheet.around)
}

impl SheetReader<'_, '_, '_> {
    fn run<R: BufRead>(&mut self, reader: &mut Reader<R>) -> Result<(), ReadError> {
        let mut buffer = Vec::with_capacity(1 << 10);
        let mut closed = false;
        loop {
            buffer.clear();
            match reader.read_event_into(&mut buffer).map_err(xml::damaged)? {
                Event::Start(element) => self.start(&element)?,
                Event::Empty(element) => self.empty(&element)?,
                Event::End(element) => {
                    closed |= self.end(element.local_name().as_ref())?;
                }
                Event::Text(text) if self.inside => self.value.push_str(&text.xml10_content()),
                Event::CData(text) if self.inside => self.value.push_str(&text),
                Event::GeneralRef(reference) if self.inside => {
                    xml::push_reference(&mut self.value, &reference)
                }
                Event::DocType(_) => return Err(xml::no_document_type()),
                Event::Eof if closed => return Ok(()),
                Event::Eof => return Err(ReadError::Damaged("工作表内容不完整".into())),
                _ => {}
            }
        }
    }

    fn start(&mut self, element: &BytesStart<'_>) -> Result<(), ReadError> {
        match element.local_name().as_ref() {
            "c" => self.begin_cell(element),
            "v" => {
                self.inside = true;
                self.cell.valued = true;
            }
            "t" => {
                self.inside = !self.phonetic;
                self.cell.valued = true;
            }
            "f" => self.cell.formula = true,
            "rPh" => self.phonetic = true,
            "row" => self.begin_row(element)?,
            _ => {}
        }
        Ok(())
    }

    fn empty(&mut self, element: &BytesStart<'_>) -> Result<(), ReadError> {
        match element.local_name().as_ref() {
            // a cell with a border and nothing in it
            "c" => self.next_column += 1,
            "f" => self.cell.formula = true,
            "row" => self.begin_row(element)?,
            "col" if xml::is_set(element, "hidden") => self.hide_columns(element),
            "mergeCell" => {
                let region = xml::attribute(element, "ref").and_then(|text| Region::parse(&text));
                self.around.merged.extend(region);
                if self.around.merged.len() > 200_000 {
                    return Err(ReadError::TooLarge("合并单元格过多".into()));
                }
            }
            _ => {}
        }
        Ok(())
    }

    fn end(&mut self, name: &str) -> Result<bool, ReadError> {
        match name {
            "v" | "t" => self.inside = false,
            "rPh" => self.phonetic = false,
            "c" => self.end_cell()?,
            "row" => self.sink.end_row()?,
            "worksheet" => return Ok(true),
            _ => {}
        }
        Ok(false)
    }

    fn begin_row(&mut self, element: &BytesStart<'_>) -> Result<(), ReadError> {
        let numbered = xml::attribute(element, "r").and_then(|number| number.parse().ok());
        self.row = numbered.unwrap_or(self.row + 1);
        if !(1..=1_048_576).contains(&self.row) {
            return Err(ReadError::Damaged("行号不存在".into()));
        }
        self.row_hidden = xml::is_set(element, "hidden");
        self.next_column = 0;
        Ok(())
    }

    fn begin_cell(&mut self, element: &BytesStart<'_>) {
        let (address, style, kind) = cell_attributes(element.attributes_raw());
        let (row, column) = address
            .and_then(parse_address)
            .unwrap_or((self.row, self.next_column));
        self.next_column = column + 1;
        self.cell = OpenCell {
            row,
            column,
            style: style.and_then(|style| style.parse().ok()).unwrap_or_default(),
            kind: match kind {
                Some("s") => Type::Shared,
                Some("str" | "inlineStr") => Type::Text,
                Some("b") => Type::Truth,
                Some("e") => Type::Fault,
                Some("d") => Type::Date,
                _ => Type::Number,
            },
            formula: false,
            valued: false,
        };
        self.value.clear();
    }

    fn end_cell(&mut self) -> Result<(), ReadError> {
        let cell = std::mem::take(&mut self.cell);
        if !cell.valued && !cell.formula {
            return Ok(());
        }
        let uncalculated = cell.formula && self.value.is_empty() && cell.kind != Type::Text;
        let written = match cell.kind {
            Type::Shared => shared(self.context, &self.value)?,
            Type::Text if self.value.contains("_x") => {
                self.unescaped.clear();
                push_unescaped(&mut self.unescaped, &self.value);
                Written::Text(&self.unescaped)
            }
            Type::Text => Written::Text(&self.value),
            Type::Truth => Written::Truth(self.value.trim() == "1" || self.value.trim() == "true"),
            Type::Fault => Written::Fault(&self.value),
            Type::Date => iso_date(&self.value),
            Type::Number => number(self.context, cell.style, &self.value),
        };
        let written = if uncalculated { Written::Blank } else { written };
        self.sink
            .cell(cell.row, self.row_hidden, cell.column, written, uncalculated)
    }

    fn hide_columns(&mut self, element: &BytesStart<'_>) {
        let number = |name| xml::attribute(element, name).and_then(|text| text.parse::<u32>().ok());
        if let (Some(min), Some(max)) = (number("min"), number("max")) {
            let columns = min.max(1)..=max.min(16_384);
            self.around
                .hidden_columns
                .extend(columns.map(|column| column - 1));
        }
    }
}

fn shared<'a>(context: &Context<'a>, value: &str) -> Result<Written<'a>, ReadError> {
    if value.is_empty() {
        return Ok(Written::Blank);
    }
    value
        .trim()
        .parse()
        .ok()
        .and_then(|index| context.strings.get(index))
        .map(Written::Text)
        .ok_or_else(|| ReadError::Damaged("引用的文本不存在".into()))
}

fn number<'v>(context: &Context<'_>, style: usize, value: &'v str) -> Written<'v> {
    if value.is_empty() {
        return Written::Blank;
    }
    match value.trim().parse::<f64>() {
        Ok(number) if number.is_finite() => {
            let shown = context.styles.get(style).copied().unwrap_or(Shown::General);
            number_format::written(number, shown, context.since_1904)
        }
        _ => Written::Text(value),
    }
}

fn iso_date(text: &str) -> Written<'_> {
    text.get(..10)
        .and_then(PartialDate::from_iso)
        .map_or(Written::Text(text), Written::Day)
}

/// Address, style and type of a cell. This runs once for each cell, so the attributes are walked through byte by byte;
/// none of the three can hold an entity.
fn cell_attributes(raw: &str) -> (Option<&str>, Option<&str>, Option<&str>) {
    let mut found = (None, None, None);
    let bytes = raw.as_bytes();
    let mut at = 0;
    while let Some(equals) = position(bytes, at, |byte| byte == b'=') {
        let name = raw.get(at..equals).unwrap_or_default().trim_ascii();
        let Some(open) = position(bytes, equals + 1, |byte| byte == b'"' || byte == b'\'') else {
            break;
        };
        let quote = bytes.get(open).copied();
        let Some(close) = position(bytes, open + 1, |byte| Some(byte) == quote) else {
            break;
        };
        let value = raw.get(open + 1..close);
        match name {
            "r" => found.0 = value,
            "s" => found.1 = value,
            "t" => found.2 = value,
            _ => {}
        }
        at = close + 1;
    }
    found
}

fn position(bytes: &[u8], from: usize, wanted: impl Fn(u8) -> bool) -> Option<usize> {
    bytes
        .get(from..)?
        .iter()
        .position(|byte| wanted(*byte))
        .map(|place| from + place)
}
