//! Packs rows into chunks.

use antou_record::Written;

use super::{
    Chunk, DAY, END, FALSE, FAULT, FRACTION, FRACTION_SHOWN, JUMP, TEXT_AGAIN, TEXT_NEW, TRUE, UNCALCULATED,
    WHOLE, WHOLE_SHOWN, literal_at,
};

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
            marks: Vec::new(),
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
