//! The records of one worksheet, read once: its cells go on as they come.

use std::io::{Read, Seek};

use antou_record::Written;

use super::globals::Globals;
use super::kinds::*;
use super::order::{Held, Place};
use super::records::{Records, broken};
use crate::cell::Region;
use crate::error::ReadError;
use crate::read::number_format;
use crate::read::sink::Sink;

/// More merged regions are no table.
const MOST_MERGED: usize = 200_000;

/// What a cell holds.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) enum Value {
    /// A number and its style.
    Number(f64, u16),
    /// A shared text.
    Shared(u32),
    /// A text of its own: the one read last, or that with this number among those that are held.
    Own(u32),
    Truth(bool),
    Fault(u8),
    /// A formula without a result.
    Uncalculated,
}

/// What stands outside the rows of a sheet.
#[derive(Debug, Default)]
pub(super) struct Around {
    pub(super) hidden_columns: Vec<u32>,
    pub(super) merged: Vec<Region>,
}

/// A worksheet while it is read.
pub(super) struct SheetReader<'g, 's, 'o> {
    globals: &'g Globals,
    sink: &'s mut Sink<'o>,
    around: Around,
    hidden_rows: Vec<bool>,
    /// The formula whose text comes next.
    formula: Option<Place>,
    text: String,
    last: Option<Place>,
    /// All cells, once it is known that they come out of order.
    held: Option<Held>,
}

/// How a walk over a sheet ended.
pub(super) enum Walk {
    /// All rows were given.
    Done(Around),
    /// A cell stands left of or above the one before it, or a row given already is hidden: cells must be held and sorted.
    OutOfOrder,
}

impl<'g, 's, 'o> SheetReader<'g, 's, 'o> {
    pub(super) fn new(globals: &'g Globals, sink: &'s mut Sink<'o>, held: Option<Held>) -> Self {
        Self {
            globals,
            sink,
            around: Around::default(),
            hidden_rows: vec![false; usize::from(u16::MAX) + 1],
            formula: None,
            text: String::new(),
            last: None,
            held,
        }
    }

    /// Reads on behind the record that begins the sheet.
    pub(super) fn read<S: Read + Seek>(mut self, records: &mut Records<S>) -> Result<Walk, ReadError> {
        // charts stand inside a sheet as sheets of their own
        let mut inside = 0usize;
        while let Some(kind) = records.next()? {
            let in_order = match kind {
                EOF if inside == 0 => return self.end(),
                EOF => {
                    inside -= 1;
                    true
                }
                BOF => {
                    inside += 1;
                    true
                }
                _ if inside > 0 => true,
                _ => self.record(kind, records)?,
            };
            if !in_order {
                return Ok(Walk::OutOfOrder);
            }
        }
        Err(ReadError::Damaged("工作表内容不完整".into()))
    }

    /// Takes a record in, and answers whether it came in order.
    fn record<S: Read + Seek>(&mut self, kind: u16, records: &mut Records<S>) -> Result<bool, ReadError> {
        match kind {
            STRING => {
                let Some(place) = self.formula.take() else {
                    return Ok(true);
                };
                self.own_text(records)?;
                self.give(place, Value::Own(0))
            }
            LABELSST | LABEL | RSTRING | NUMBER | RK | MULRK | FORMULA | BOOLERR => {
                let in_order = self.end_formula()?;
                Ok(in_order && self.cell(kind, records)?)
            }
            ROW => self.row(records),
            COLINFO => self.columns(records).map(|()| true),
            MERGEDCELLS => self.merged(records).map(|()| true),
            _ => Ok(true),
        }
    }

    fn cell<S: Read + Seek>(&mut self, kind: u16, records: &mut Records<S>) -> Result<bool, ReadError> {
        let place = (records.word()?, records.word()?);
        if kind == MULRK {
            return self.numbers(place, records);
        }
        let style = records.word()?;
        let value = match kind {
            LABELSST => Value::Shared(records.double()?),
            LABEL | RSTRING => {
                self.own_text(records)?;
                Value::Own(0)
            }
            NUMBER => Value::Number(records.number()?, style),
            RK => Value::Number(records.packed_number()?, style),
            BOOLERR => match (records.byte()?, records.byte()?) {
                (value, 0) => Value::Truth(value != 0),
                (value, _) => Value::Fault(value),
            },
            _ => match result(records.rest()) {
                Some(Result8::Text) => {
                    self.formula = Some(place);
                    return Ok(true);
                }
                Some(Result8::Nothing) => return Ok(true),
                Some(Result8::Value(value)) => value,
                None => Value::Number(records.number()?, style),
            },
        };
        self.give(place, value)
    }

    /// Numbers side by side.
    fn numbers<S: Read + Seek>(
        &mut self,
        (row, first): Place,
        records: &mut Records<S>,
    ) -> Result<bool, ReadError> {
        let mut column = first;
        // the last two bytes repeat the last column
        while records.rest().len() >= 8 {
            let style = records.word()?;
            let value = Value::Number(records.packed_number()?, style);
            if !self.give((row, column), value)? {
                return Ok(false);
            }
            column = column.checked_add(1).ok_or_else(broken)?;
        }
        Ok(true)
    }

    fn own_text<S: Read + Seek>(&mut self, records: &mut Records<S>) -> Result<(), ReadError> {
        self.text.clear();
        records.text(self.globals.letters, false, &mut self.text)
    }

    /// A formula with a text, and no text comes.
    fn end_formula(&mut self) -> Result<bool, ReadError> {
        match self.formula.take() {
            Some(place) => self.give(place, Value::Uncalculated),
            None => Ok(true),
        }
    }

    fn row<S: Read + Seek>(&mut self, records: &mut Records<S>) -> Result<bool, ReadError> {
        const HIDDEN: u16 = 0x20;
        let row = records.word()?;
        records.skip(10)?;
        let is_hidden = records.word()? & HIDDEN != 0;
        if !is_hidden {
            return Ok(true);
        }
        if let Some(hidden) = self.hidden_rows.get_mut(usize::from(row)) {
            *hidden = true;
        }
        let is_given = self.held.is_none() && self.last.is_some_and(|(last, _)| last >= row);
        Ok(!is_given)
    }

    fn columns<S: Read + Seek>(&mut self, records: &mut Records<S>) -> Result<(), ReadError> {
        let (first, last) = (records.word()?, records.word()?.min(255));
        records.skip(4)?;
        if records.word()? & 1 == 1 {
            let hidden = &mut self.around.hidden_columns;
            hidden.extend((first..=last).map(u32::from).take(256));
            hidden.sort_unstable();
            hidden.dedup();
        }
        Ok(())
    }

    fn merged<S: Read + Seek>(&mut self, records: &mut Records<S>) -> Result<(), ReadError> {
        for _ in 0..records.word()? {
            let (first_row, last_row) = (records.word()?, records.word()?);
            let (first_column, last_column) = (records.word()?, records.word()?);
            if first_row <= last_row && first_column <= last_column {
                self.around.merged.push(Region {
                    first_row: u32::from(first_row) + 1,
                    last_row: u32::from(last_row) + 1,
                    first_column: u32::from(first_column),
                    last_column: u32::from(last_column),
                });
            }
        }
        if self.around.merged.len() > MOST_MERGED {
            return Err(ReadError::TooLarge("合并单元格过多".into()));
        }
        Ok(())
    }

    fn give(&mut self, place: Place, value: Value) -> Result<bool, ReadError> {
        if let Some(held) = &mut self.held {
            held.add(place, value, &self.text, self.sink.limits)?;
            return Ok(true);
        }
        if self.last.is_some_and(|last| place <= last) {
            return Ok(false);
        }
        let text = std::mem::take(&mut self.text);
        let given = self.pass_on(place, value, &text);
        self.text = text;
        given.map(|()| true)
    }

    fn pass_on(&mut self, (row, column): Place, value: Value, own: &str) -> Result<(), ReadError> {
        if self.last.is_some_and(|(last, _)| last != row) {
            self.sink.end_row()?;
        }
        self.last = Some((row, column));
        let hidden = self.hidden_rows.get(usize::from(row)) == Some(&true);
        let written = match value {
            Value::Number(number, style) if number.is_finite() => {
                number_format::written(number, self.globals.shown(style), self.globals.since_1904)
            }
            Value::Number(..) => Written::Fault("#NUM!"),
            Value::Shared(index) => {
                let index = usize::try_from(index).unwrap_or(usize::MAX);
                let text = self.globals.texts.get(index);
                Written::Text(text.ok_or_else(|| ReadError::Damaged("引用的文本不存在".into()))?)
            }
            Value::Own(_) => Written::Text(own),
            Value::Truth(truth) => Written::Truth(truth),
            Value::Fault(code) => Written::Fault(fault(code)),
            Value::Uncalculated => Written::Blank,
        };
        let uncalculated = value == Value::Uncalculated;
        self.sink.cell(
            u32::from(row) + 1,
            hidden,
            u32::from(column),
            written,
            uncalculated,
        )
    }

    fn end(mut self) -> Result<Walk, ReadError> {
        if !self.end_formula()? {
            return Ok(Walk::OutOfOrder);
        }
        if let Some(held) = self.held.take() {
            let (cells, texts) = held.sorted();
            for (place, value) in cells {
                let own = match value {
                    Value::Own(index) => texts.get(usize::try_from(index).unwrap_or(usize::MAX)),
                    _ => None,
                };
                self.pass_on(place, value, own.unwrap_or_default())?;
            }
        }
        self.sink.end_row()?;
        Ok(Walk::Done(self.around))
    }
}

/// What the eight bytes of a formula's result say when they are no number.
enum Result8 {
    /// A text, which comes in a record of its own.
    Text,
    Nothing,
    Value(Value),
}

fn result(bytes: &[u8]) -> Option<Result8> {
    let [kind, _, value, _, _, _, 0xff, 0xff, ..] = bytes else {
        return None;
    };
    match kind {
        0 => Some(Result8::Text),
        1 => Some(Result8::Value(Value::Truth(*value != 0))),
        2 => Some(Result8::Value(Value::Fault(*value))),
        3 => Some(Result8::Nothing),
        _ => None,
    }
}

fn fault(code: u8) -> &'static str {
    match code {
        0x00 => "#NULL!",
        0x07 => "#DIV/0!",
        0x0f => "#VALUE!",
        0x17 => "#REF!",
        0x1d => "#NAME?",
        0x24 => "#NUM!",
        _ => "#N/A",
    }
}
