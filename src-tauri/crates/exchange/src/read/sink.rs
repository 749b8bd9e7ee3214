//! Where readers put what they find: counts, cuts and packs it, and passes it on in frames.

use antou_record::Written;

use crate::cell::Region;
use crate::chunk::ChunkWriter;
use crate::error::ReadError;
use crate::form_file::Card;
use crate::limits::Limits;
use crate::sheet::Format;
use crate::worker::frame::{Frame, SheetEnd};

/// Columns of an Excel sheet.
const WIDEST: usize = 16_384;

/// More merged regions are no table; the rest is dropped.
const MOST_MERGED: usize = 200_000;

/// Where readers put what they find.
pub(crate) struct Sink<'a> {
    out: &'a mut dyn FnMut(Frame) -> Result<(), ReadError>,
    pub(crate) limits: &'a Limits,
    chunk: ChunkWriter,
    used: Vec<bool>,
    used_count: u32,
    rows: u64,
    last_row: u32,
    sheets: usize,
    any_row: bool,
}

impl<'a> Sink<'a> {
    pub(crate) fn new(limits: &'a Limits, out: &'a mut dyn FnMut(Frame) -> Result<(), ReadError>) -> Self {
        Self {
            out,
            limits,
            chunk: ChunkWriter::new(),
            used: vec![false; WIDEST],
            used_count: 0,
            rows: 0,
            last_row: 0,
            sheets: 0,
            any_row: false,
        }
    }

    /// A sheet begins.
    pub(crate) fn begin_sheet(&mut self, name: &str, hidden: bool, format: Format) -> Result<(), ReadError> {
        self.sheets += 1;
        if self.sheets > self.limits.sheets {
            return Err(ReadError::TooLarge(format!(
                "工作表超过 {} 个",
                self.limits.sheets
            )));
        }
        self.forget();
        let name = name.chars().take(255).collect();
        (self.out)(Frame::Sheet { name, hidden, format })
    }

    /// What was given of the sheet does not hold: it is given again from its beginning.
    pub(crate) fn again(&mut self) -> Result<(), ReadError> {
        self.chunk.take();
        self.forget();
        (self.out)(Frame::Again)
    }

    fn forget(&mut self) {
        self.used.fill(false);
        self.used_count = 0;
        self.rows = 0;
        self.last_row = 0;
    }

    /// A cell of the row `row` (from 1) in `column` (from 0). Blank text is no content.
    pub(crate) fn cell(
        &mut self,
        row: u32,
        hidden: bool,
        column: u32,
        written: Written<'_>,
        uncalculated: bool,
    ) -> Result<(), ReadError> {
        let written = match written {
            Written::Text(text) if text.bytes().all(|byte| byte.is_ascii_whitespace()) => Written::Blank,
            Written::Text(text) => Written::Text(self.cut(text)),
            other => other,
        };
        if written == Written::Blank && !uncalculated {
            return Ok(());
        }
        if row != self.last_row {
            self.enter_row(row)?;
        }
        self.count_column(column)?;
        self.chunk.cell(row, hidden, column, written, uncalculated);
        Ok(())
    }

    /// The row is complete.
    pub(crate) fn end_row(&mut self) -> Result<(), ReadError> {
        self.chunk.end_row();
        if self.chunk.is_full() {
            self.flush()
        } else {
            Ok(())
        }
    }

    /// The sheet is complete.
    pub(crate) fn end_sheet(
        &mut self,
        hidden_columns: Vec<u32>,
        mut merged: Vec<Region>,
    ) -> Result<(), ReadError> {
        self.flush()?;
        merged.truncate(MOST_MERGED);
        let columns = (0u32..)
            .zip(&self.used)
            .filter(|(_, used)| **used)
            .map(|(column, _)| column)
            .collect();
        let rows = self.rows;
        (self.out)(Frame::SheetEnd(SheetEnd {
            columns,
            hidden_columns,
            merged,
            rows,
        }))
    }

    /// Says that work goes on although no row was found.
    pub(crate) fn alive(&mut self) -> Result<(), ReadError> {
        (self.out)(Frame::Alive)
    }

    /// The document is a form, not a workbook.
    pub(crate) fn card(&mut self, card: Card) -> Result<(), ReadError> {
        self.sheets += 1;
        self.any_row = true;
        (self.out)(Frame::Card(Box::new(card)))
    }

    /// Whether any sheet had a row.
    pub(crate) fn is_empty(&self) -> bool {
        !self.any_row
    }

    /// Whether there was no sheet at all.
    pub(crate) fn has_no_sheet(&self) -> bool {
        self.sheets == 0
    }

    fn enter_row(&mut self, row: u32) -> Result<(), ReadError> {
        if row < self.last_row {
            return Err(ReadError::Damaged("行号颠倒".into()));
        }
        self.chunk.end_row();
        self.last_row = row;
        self.rows += 1;
        self.any_row = true;
        if row > self.limits.rows {
            return Err(ReadError::TooLarge(format!("工作表超过 {} 行", self.limits.rows)));
        }
        Ok(())
    }

    fn count_column(&mut self, column: u32) -> Result<(), ReadError> {
        match self.used.get_mut(column as usize) {
            Some(used) if *used => return Ok(()),
            Some(used) => *used = true,
            None => return Err(ReadError::TooLarge(format!("工作表超过 {WIDEST} 列"))),
        }
        self.used_count += 1;
        if self.used_count > self.limits.columns {
            return Err(ReadError::TooLarge(format!(
                "工作表有内容的列超过 {} 列",
                self.limits.columns
            )));
        }
        Ok(())
    }

    fn flush(&mut self) -> Result<(), ReadError> {
        match self.chunk.take() {
            Some(chunk) => (self.out)(Frame::Rows(chunk)),
            None => Ok(()),
        }
    }

    /// Cut one character behind the longest allowed text, so that the reading of the value notices and refuses it.
    fn cut<'t>(&self, text: &'t str) -> &'t str {
        if text.len() <= self.limits.characters {
            return text;
        }
        text.char_indices()
            .nth(self.limits.characters + 1)
            .and_then(|(end, _)| text.get(..end))
            .unwrap_or(text)
    }
}
