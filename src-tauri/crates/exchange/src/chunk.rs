//! Rows in compact form: one byte buffer per chunk, texts that repeat inside a chunk stored once.
//!
//! A row is its distance from the row above (zigzag), one byte of flags, its cells and an end mark. A cell is one byte of
//! kind and, unless it stands right of the cell before, the distance of its column. This is what keeps a roster of
//! 100,000 people in some thirty megabytes on the desk's side of the pipe.

use antou_record::{PartialDate, Written};

use crate::cell::Cell;

const TEXT_NEW: u8 = 0;
const TEXT_AGAIN: u8 = 1;
const WHOLE: u8 = 2;
const FRACTION: u8 = 3;
const WHOLE_SHOWN: u8 = 4;
const FRACTION_SHOWN: u8 = 5;
const DAY: u8 = 6;
const TRUE: u8 = 7;
const FALSE: u8 = 8;
const FAULT: u8 = 9;
const UNCALCULATED: u8 = 10;
const END: u8 = 15;
const KIND: u8 = 0x0f;
const JUMP: u8 = 0x80;

/// Bytes after which a chunk is closed.
pub(crate) const FULL: usize = 96 << 10;

/// Slots of the table that finds a text again; a power of two.
const SLOTS: usize = 1 << 13;

/// Writes rows into a chunk.
pub(crate) struct ChunkWriter {
    bytes: Vec<u8>,
    slots: Vec<u32>,
    first_row: u32,
    last_row: u32,
    rows: u32,
    column: i64,
    open: bool,
}

impl ChunkWriter {
    pub(crate) fn new() -> Self {
        Self {
            bytes: Vec::with_capacity(FULL + (8 << 10)),
            slots: vec![u32::MAX; SLOTS],
            first_row: 0,
            last_row: 0,
            rows: 0,
            column: -1,
            open: false,
        }
    }

    /// Adds a cell; the first cell of a row opens the row.
    pub(crate) fn cell(
        &mut self,
        row: u32,
        hidden: bool,
        column: u32,
        written: Written<'_>,
        uncalculated: bool,
    ) {
        if !self.open {
            self.begin(row, hidden);
        }
        match written {
            Written::Blank if uncalculated => self.kind(UNCALCULATED, column),
            Written::Blank => {}
            Written::Text(text) => self.text(column, text),
            Written::Number { value, decimals } => self.number(column, value, decimals),
            Written::Day(day) => {
                self.kind(DAY, column);
                let month = u64::from(day.month().unwrap_or_default());
                let of_month = u64::from(day.day_of_month().unwrap_or_default());
                self.unsigned(u64::from(day.year()) << 9 | month << 5 | of_month);
            }
            Written::Truth(true) => self.kind(TRUE, column),
            Written::Truth(false) => self.kind(FALSE, column),
            Written::Fault(text) => {
                self.kind(FAULT, column);
                self.literal(text);
            }
        }
    }

    /// Closes the row, if a cell has opened it.
    pub(crate) fn end_row(&mut self) {
        if self.open {
            self.bytes.push(END);
            self.open = false;
        }
    }

    pub(crate) fn is_full(&self) -> bool {
        self.bytes.len() >= FULL
    }

    /// Takes the chunk out and starts the next.
    pub(crate) fn take(&mut self) -> Option<Chunk> {
        self.end_row();
        if self.rows == 0 {
            return None;
        }
        let chunk = Chunk {
            first_row: self.first_row,
            last_row: self.last_row,
            rows: self.rows,
            bytes: self.bytes.as_slice().into(),
        };
        self.bytes.clear();
        self.slots.fill(u32::MAX);
        self.rows = 0;
        Some(chunk)
    }

    fn begin(&mut self, row: u32, hidden: bool) {
        if self.rows == 0 {
            self.first_row = row;
            self.last_row = row;
        }
        self.signed(i64::from(row) - i64::from(self.last_row));
        self.bytes.push(u8::from(hidden));
        self.last_row = row;
        self.rows += 1;
        self.column = -1;
        self.open = true;
    }

    fn kind(&mut self, kind: u8, column: u32) {
        let column = i64::from(column);
        if column == self.column + 1 {
            self.bytes.push(kind);
        } else {
            self.bytes.push(kind | JUMP);
            self.signed(column - self.column);
        }
        self.column = column;
    }

    fn text(&mut self, column: u32, text: &str) {
        let slot = slot_of(text);
        let known = self.slots.get(slot).copied().unwrap_or(u32::MAX);
        if literal_at(&self.bytes, known as usize) == Some(text.as_bytes()) {
            self.kind(TEXT_AGAIN, column);
            self.unsigned(u64::from(known));
            return;
        }
        self.kind(TEXT_NEW, column);
        let at = u32::try_from(self.bytes.len()).unwrap_or(u32::MAX);
        if let Some(place) = self.slots.get_mut(slot) {
            *place = at;
        }
        self.literal(text);
    }

    fn number(&mut self, column: u32, value: f64, decimals: Option<u8>) {
        let whole = value.fract() == 0.0 && value.abs() < 9e15 && !(value == 0.0 && value.is_sign_negative());
        self.kind(
            match (whole, decimals) {
                (true, None) => WHOLE,
                (true, Some(_)) => WHOLE_SHOWN,
                (false, None) => FRACTION,
                (false, Some(_)) => FRACTION_SHOWN,
            },
            column,
        );
        self.bytes.extend(decimals);
        if whole {
            self.signed(value as i64);
        } else {
            self.bytes.extend_from_slice(&value.to_le_bytes());
        }
    }

    fn literal(&mut self, text: &str) {
        self.unsigned(text.len() as u64);
        self.bytes.extend_from_slice(text.as_bytes());
    }

    fn signed(&mut self, value: i64) {
        self.unsigned(((value << 1) ^ (value >> 63)) as u64);
    }

    fn unsigned(&mut self, mut value: u64) {
        while value >= 0x80 {
            self.bytes.push(value as u8 | 0x80);
            value >>= 7;
        }
        self.bytes.push(value as u8);
    }
}

/// FNV-1a, folded: quick on the few bytes of a cell, and a clash costs only a repeated text.
fn slot_of(text: &str) -> usize {
    let mut hash = 0xcbf2_9ce4_8422_2325u64;
    for byte in text.bytes() {
        hash = (hash ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3);
    }
    (hash ^ (hash >> 29)) as usize % SLOTS
}

fn literal_at(bytes: &[u8], at: usize) -> Option<&[u8]> {
    let mut reader = Bytes { bytes, at };
    reader.literal()
}

/// Rows in compact form.
#[derive(Debug, Clone, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
pub(crate) struct Chunk {
    pub(crate) first_row: u32,
    pub(crate) last_row: u32,
    pub(crate) rows: u32,
    bytes: Box<[u8]>,
}

/// A row as it was written: number from 1, cells from the left.
#[derive(Debug, Clone, PartialEq)]
pub struct SheetRow<'a> {
    /// Row in the sheet, from 1.
    pub number: u32,
    /// Whether the sheet hides it.
    pub hidden: bool,
    /// Cells with content.
    pub cells: Vec<Cell<'a>>,
}

impl<'a> SheetRow<'a> {
    /// The cell in a column.
    pub fn cell(&self, column: u32) -> Option<&Cell<'a>> {
        self.cells
            .binary_search_by_key(&column, |cell| cell.column)
            .ok()
            .and_then(|index| self.cells.get(index))
    }
}

impl Chunk {
    pub(crate) fn rows(&self) -> ChunkRows<'_> {
        ChunkRows {
            reader: Bytes {
                bytes: &self.bytes,
                at: 0,
            },
            row: i64::from(self.first_row),
            left: self.rows,
        }
    }

    pub(crate) fn len(&self) -> usize {
        self.bytes.len()
    }

    /// Whether every row can be decoded and stands below the one before: a chunk comes from another process.
    pub(crate) fn is_sound(&self) -> bool {
        let mut rows = self.rows();
        let mut above = 0;
        let mut count = 0;
        for row in rows.by_ref() {
            if row.number <= above {
                return false;
            }
            above = row.number;
            count += 1;
        }
        count == self.rows && above == self.last_row && rows.reader.at == self.bytes.len()
    }
}

/// Iterator over the rows of a chunk; ends early where bytes make no sense.
pub(crate) struct ChunkRows<'a> {
    reader: Bytes<'a>,
    row: i64,
    left: u32,
}

impl<'a> Iterator for ChunkRows<'a> {
    type Item = SheetRow<'a>;

    fn next(&mut self) -> Option<SheetRow<'a>> {
        self.left = self.left.checked_sub(1)?;
        self.row = self.row.checked_add(self.reader.signed()?)?;
        let hidden = self.reader.byte()? & 1 == 1;
        let number = u32::try_from(self.row).ok()?;
        let mut cells = Vec::with_capacity(16);
        let mut column = -1i64;
        let mut sorted = true;
        loop {
            let mark = self.reader.byte()?;
            if mark == END {
                break;
            }
            let step = if mark & JUMP != 0 {
                self.reader.signed()?
            } else {
                1
            };
            sorted &= step > 0;
            column = column.checked_add(step)?;
            cells.push(self.reader.cell(mark & KIND, u32::try_from(column).ok()?)?);
        }
        if !sorted {
            cells.sort_by_key(|cell| cell.column);
            cells.dedup_by_key(|cell| cell.column);
        }
        Some(SheetRow {
            number,
            hidden,
            cells,
        })
    }
}

struct Bytes<'a> {
    bytes: &'a [u8],
    at: usize,
}

impl<'a> Bytes<'a> {
    fn byte(&mut self) -> Option<u8> {
        let byte = *self.bytes.get(self.at)?;
        self.at += 1;
        Some(byte)
    }

    fn unsigned(&mut self) -> Option<u64> {
        let mut value = 0u64;
        for shift in (0..64).step_by(7) {
            let byte = self.byte()?;
            value |= u64::from(byte & 0x7f) << shift;
            if byte < 0x80 {
                return Some(value);
            }
        }
        None
    }

    fn signed(&mut self) -> Option<i64> {
        let value = self.unsigned()?;
        Some((value >> 1) as i64 ^ -((value & 1) as i64))
    }

    fn take(&mut self, length: usize) -> Option<&'a [u8]> {
        let taken = self.bytes.get(self.at..self.at.checked_add(length)?)?;
        self.at += length;
        Some(taken)
    }

    fn literal(&mut self) -> Option<&'a [u8]> {
        let length = usize::try_from(self.unsigned()?).ok()?;
        self.take(length)
    }

    fn text(&mut self) -> Option<&'a str> {
        std::str::from_utf8(self.literal()?).ok()
    }

    fn number(&mut self, whole: bool) -> Option<f64> {
        if whole {
            return Some(self.signed()? as f64);
        }
        Some(f64::from_le_bytes(self.take(8)?.try_into().ok()?))
    }

    fn day(&mut self) -> Option<PartialDate> {
        let packed = self.unsigned()?;
        let year = u16::try_from(packed >> 9).ok()?;
        match ((packed >> 5 & 0xf) as u8, (packed & 0x1f) as u8) {
            (0, _) => PartialDate::year_only(year),
            (month, 0) => PartialDate::month_of(year, month),
            (month, day) => PartialDate::day(year, month, day),
        }
    }

    fn cell(&mut self, kind: u8, column: u32) -> Option<Cell<'a>> {
        let written = match kind {
            TEXT_NEW => Written::Text(self.text()?),
            TEXT_AGAIN => {
                let at = usize::try_from(self.unsigned()?).ok()?;
                let mut before = Bytes {
                    bytes: self.bytes,
                    at,
                };
                Written::Text(before.text()?)
            }
            WHOLE | FRACTION => Written::Number {
                value: self.number(kind == WHOLE)?,
                decimals: None,
            },
            WHOLE_SHOWN | FRACTION_SHOWN => {
                let decimals = Some(self.byte()?);
                Written::Number {
                    value: self.number(kind == WHOLE_SHOWN)?,
                    decimals,
                }
            }
            DAY => Written::Day(self.day()?),
            TRUE => Written::Truth(true),
            FALSE => Written::Truth(false),
            FAULT => Written::Fault(self.text()?),
            UNCALCULATED => Written::Blank,
            _ => return None,
        };
        Some(Cell {
            column,
            written,
            continued: false,
            uncalculated: kind == UNCALCULATED,
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[derive(Debug, Clone)]
    enum Own {
        Text(String),
        Number(f64, Option<u8>),
        Day(u16, u8, u8),
        Truth(bool),
        Fault,
    }

    impl Own {
        fn written(&self) -> Written<'_> {
            match self {
                Self::Text(text) => Written::Text(text),
                Self::Number(value, decimals) => Written::Number {
                    value: *value,
                    decimals: *decimals,
                },
                Self::Day(year, month, day) => Written::Day(PartialDate::day(*year, *month, *day).unwrap()),
                Self::Truth(yes) => Written::Truth(*yes),
                Self::Fault => Written::Fault("#REF!"),
            }
        }
    }

    fn own() -> impl Strategy<Value = Own> {
        prop_oneof![
            "[男女干部一二]{0,3}".prop_map(Own::Text),
            "\\PC{0,20}".prop_map(Own::Text),
            (
                any::<f64>().prop_filter("finite", |n| n.is_finite()),
                proptest::option::of(0u8..10)
            )
                .prop_map(|(n, d)| Own::Number(n, d)),
            (-10_000i32..10_000).prop_map(|n| Own::Number(f64::from(n), None)),
            (1900u16..2100, 1u8..=12, 1u8..=28).prop_map(|(y, m, d)| Own::Day(y, m, d)),
            any::<bool>().prop_map(Own::Truth),
            Just(Own::Fault),
        ]
    }

    proptest! {
        #[test]
        fn rows_come_back_as_they_went_in(rows in proptest::collection::vec((1u32..5, any::<bool>(), proptest::collection::btree_map(0u32..600, own(), 1..8)), 1..30)) {
            let mut writer = ChunkWriter::new();
            let mut number = 0;
            let mut expected = Vec::new();
            for (step, hidden, cells) in &rows {
                number += step;
                for (column, own) in cells {
                    writer.cell(number, *hidden, *column, own.written(), false);
                }
                writer.end_row();
                expected.push((number, *hidden, cells));
            }
            let chunk = writer.take().unwrap();
            prop_assert!(chunk.is_sound());
            for (row, (number, hidden, cells)) in chunk.rows().zip(expected) {
                prop_assert_eq!((row.number, row.hidden), (number, hidden));
                let wanted: Vec<_> = cells.iter().map(|(column, own)| (*column, own.written())).collect();
                let got: Vec<_> = row.cells.iter().map(|cell| (cell.column, cell.written)).collect();
                prop_assert_eq!(got, wanted);
            }
        }

        #[test]
        fn any_bytes_are_decoded_without_panic(bytes in proptest::collection::vec(any::<u8>(), 0..300), rows in 0u32..50) {
            let chunk = Chunk { first_row: 1, last_row: rows, rows, bytes: bytes.into() };
            let _ = chunk.is_sound();
        }
    }
}
