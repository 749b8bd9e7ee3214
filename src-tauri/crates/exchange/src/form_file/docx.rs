//! Word 任免审批表 (.docx): its tables as a grid, its first picture as the photo. Macros and everything else are not looked at.

use std::io::{BufRead, Read, Seek};

use quick_xml::events::{BytesStart, Event};

use super::card::Card;
use super::grid::{Grid, GridCell};
use super::photo::Photo;
use crate::error::ReadError;
use crate::read::package::Package;
use crate::read::xml;

/// The part with the text.
pub(crate) const DOCUMENT: &str = "word/document.xml";

/// Labels with a value that make a table a form.
const FEWEST: usize = 5;
/// A cell over more rows or columns is no cell of a form.
const WIDEST: u32 = 200;
/// Tables within tables that are looked into.
const DEEPEST: u32 = 3;
/// Bytes of text a form may have.
const LONGEST: usize = 2 << 20;

/// Reads the form in an opened package.
pub(crate) fn read<R: Read + Seek>(package: &mut Package<R>) -> Result<Card, ReadError> {
    let not_form = || ReadError::NotForm("Word 文档里没有找到任免审批表的栏目".into());
    let mut found = None;
    // some draw the form inside the one cell of a table that only places it
    for level in 1..=DEEPEST {
        let parsed = package
            .part(DOCUMENT, |part| parse(part, level))?
            .ok_or_else(not_form)?;
        let (is_deeper, after, picture) = (parsed.is_deeper, parsed.after, parsed.picture);
        let grid = Grid::new(parsed.cells)?;
        if grid.pairs().0 >= FEWEST && grid.names_somebody() {
            found = Some((grid.card(&after)?, picture));
        }
        if found.is_some() || !is_deeper {
            break;
        }
    }
    let (mut card, picture) = found.ok_or_else(not_form)?;
    if let Some(picture) = picture
        && let Some(bytes) = picture_bytes(package, &picture)?
    {
        card.put_photo(Photo::of(bytes));
    }
    Ok(card)
}

/// The bytes of the part that a relation names.
fn picture_bytes<R: Read + Seek>(package: &mut Package<R>, id: &str) -> Result<Option<Vec<u8>>, ReadError> {
    let target = package
        .part("word/_rels/document.xml.rels", |part| relation(part, id))?
        .flatten();
    let Some(target) = target else { return Ok(None) };
    let part = match target.strip_prefix('/') {
        Some(absolute) => absolute.to_owned(),
        None => format!("word/{target}"),
    };
    package.part(&part, |part| {
        let mut bytes = Vec::new();
        part.take(32 << 20)
            .read_to_end(&mut bytes)
            .map_err(|_| ReadError::Damaged("照片读不出来".into()))?;
        Ok(bytes)
    })
}

fn relation(part: &mut dyn BufRead, id: &str) -> Result<Option<String>, ReadError> {
    let mut reader = xml::reader(part);
    let mut buffer = Vec::new();
    loop {
        buffer.clear();
        match reader.read_event_into(&mut buffer).map_err(xml::damaged)? {
            Event::Start(element) | Event::Empty(element)
                if xml::attribute(&element, "Id").as_deref() == Some(id) =>
            {
                // a picture that only lies on the net or beside the file is none
                let outside = xml::attribute(&element, "TargetMode").is_some_and(|mode| mode != "Internal");
                return Ok(xml::attribute(&element, "Target")
                    .map(|target| target.into_owned())
                    .filter(|_| !outside));
            }
            Event::DocType(_) => return Err(xml::no_document_type()),
            Event::Eof => return Ok(None),
            _ => {}
        }
    }
}

/// What a document holds that a form has.
#[derive(Default)]
struct Parsed {
    cells: Vec<GridCell>,
    /// Paragraphs outside the tables looked at.
    after: String,
    /// The relation of the first picture in a table.
    picture: Option<String>,
    /// Whether there are tables within the tables looked at.
    is_deeper: bool,
}

#[derive(Default)]
struct Parser {
    parsed: Parsed,
    /// How deep the tables lie that are looked at.
    level: u32,
    depth: u32,
    row: u32,
    column: u32,
    span: u32,
    /// `Some(true)` where a merged cell begins, `Some(false)` where it goes on.
    merge: Option<bool>,
    text: String,
    size: usize,
    in_text: bool,
    /// Whether the run is hidden.
    hidden: bool,
    skipped: u32,
}

fn parse(part: &mut dyn BufRead, level: u32) -> Result<Parsed, ReadError> {
    let mut reader = xml::reader(part);
    let mut buffer = Vec::new();
    let mut parser = Parser {
        level,
        ..Parser::default()
    };
    loop {
        buffer.clear();
        match reader.read_event_into(&mut buffer).map_err(xml::damaged)? {
            Event::Start(element) => parser.start(&element),
            Event::Empty(element) => {
                parser.start(&element);
                parser.end(element.local_name().as_ref())?;
            }
            Event::End(element) => parser.end(element.local_name().as_ref())?,
            Event::Text(text) if parser.in_text => parser.push(&text.xml10_content())?,
            Event::CData(text) if parser.in_text => parser.push(&text.xml10_content())?,
            Event::GeneralRef(reference) if parser.in_text => {
                let mut text = String::new();
                xml::push_reference(&mut text, &reference);
                parser.push(&text)?;
            }
            Event::DocType(_) => return Err(xml::no_document_type()),
            Event::Eof => return Ok(parser.parsed),
            _ => {}
        }
    }
}

impl Parser {
    fn push(&mut self, text: &str) -> Result<(), ReadError> {
        self.size += text.len();
        if self.size > LONGEST {
            return Err(ReadError::TooLarge(
                "Word 文档文字过多，不是一份任免审批表".into(),
            ));
        }
        if self.depth >= self.level {
            self.text.push_str(text);
        } else {
            self.parsed.after.push_str(text);
        }
        Ok(())
    }

    fn start(&mut self, element: &BytesStart<'_>) {
        let name = element.local_name();
        match name.as_ref() {
            // the same drawing once more, for older programs; what a tracked change has moved away or taken out
            name if is_skipped(name) => self.skipped += 1,
            _ if self.skipped > 0 => {}
            "tbl" => {
                self.depth += 1;
                self.parsed.is_deeper |= self.depth > self.level;
            }
            "r" => self.hidden = false,
            "vanish" => {
                self.hidden = !matches!(
                    xml::attribute(element, "val").as_deref(),
                    Some("0" | "false" | "off")
                )
            }
            "tr" if self.depth == self.level => {
                self.row = self.row.saturating_add(1);
                self.column = 0;
            }
            "gridBefore" if self.depth == self.level => {
                self.column = self.column.saturating_add(count(element))
            }
            "tc" if self.depth == self.level => {
                self.text.clear();
                self.span = 1;
                self.merge = None;
            }
            "gridSpan" if self.depth == self.level => self.span = count(element).max(1),
            "vMerge" if self.depth == self.level => {
                self.merge = Some(xml::attribute(element, "val").as_deref() == Some("restart"));
            }
            "t" => self.in_text = !self.hidden,
            "tab" if self.depth >= self.level => self.text.push_str("  "),
            "br" | "cr" => self.line(),
            "blip" if self.depth > 0 && self.parsed.picture.is_none() => {
                self.parsed.picture = xml::attribute(element, "embed").map(|id| id.into_owned());
            }
            _ => {}
        }
    }

    fn end(&mut self, name: &str) -> Result<(), ReadError> {
        match name {
            name if is_skipped(name) => self.skipped = self.skipped.saturating_sub(1),
            _ if self.skipped > 0 => {}
            "t" => self.in_text = false,
            "p" => self.line(),
            "tbl" => {
                self.depth = self.depth.saturating_sub(1);
                // the next table begins below this one
                self.row = self.row.saturating_add(1);
            }
            "tc" if self.depth == self.level => self.cell(),
            "tc" => self.text.push_str("  "),
            _ => {}
        }
        if self.parsed.cells.len() > 20_000 {
            return Err(ReadError::TooLarge("Word 文档的表格过大".into()));
        }
        Ok(())
    }

    fn line(&mut self) {
        let text = if self.depth >= self.level {
            &mut self.text
        } else {
            &mut self.parsed.after
        };
        if !text.ends_with('\n') {
            text.push('\n');
        }
    }

    fn cell(&mut self) {
        let (column, span) = (self.column, self.span.min(WIDEST));
        self.column = self.column.saturating_add(span);
        if self.merge == Some(false) && self.goes_on(column) {
            return;
        }
        self.parsed.cells.push(GridCell {
            row: self.row,
            column,
            rows: 1,
            columns: span,
            text: self.text.trim_end().to_owned(),
            place: String::new(),
        });
    }

    /// Lets the cell above reach one row further down.
    fn goes_on(&mut self, column: u32) -> bool {
        let row = self.row;
        let above = self.parsed.cells.iter_mut().rev().take(500).find(|cell| {
            cell.column == column && cell.row < row && cell.row.saturating_add(cell.rows) == row
        });
        match above {
            Some(cell) if cell.rows < WIDEST => {
                cell.rows += 1;
                true
            }
            _ => false,
        }
    }
}

fn is_skipped(name: &str) -> bool {
    matches!(name, "Fallback" | "moveFrom" | "del")
}

fn count(element: &BytesStart<'_>) -> u32 {
    xml::attribute(element, "val")
        .and_then(|value| value.trim().parse().ok())
        .map_or(0, |count: u32| count.min(WIDEST))
}
