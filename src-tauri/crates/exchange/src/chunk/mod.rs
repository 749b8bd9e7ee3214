//! Rows in compact form: one byte buffer per chunk, texts that repeat inside a chunk stored once.
//!
//! A row is its distance from the row above (zigzag), one byte of flags, its cells and an end mark. A cell is one byte of
//! kind and, unless it stands right of the cell before, the distance of its column. This is what keeps a roster of
//! 100,000 people in some thirty megabytes on the desk's side of the pipe.

mod writer;

use antou_record::{PartialDate, Written};

use crate::cell::Cell;

pub(crate) use writer::ChunkWriter;

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
    /// Where every so many rows begin, known once the chunk was [`Chunk::checked`].
    #[serde(skip)]
    marks: Vec<Mark>,
}

/// Rows between two marks: whoever looks at one row decodes so many at most.
const BETWEEN_MARKS: u32 = 32;

/// A place to begin decoding at.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
struct Mark {
    /// The number of the row above.
    above: i64,
    at: usize,
    /// Rows from here on.
    left: u32,
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

    /// Lets a cell stand in its column, whatever stands there.
    pub(crate) fn put(&mut self, cell: Cell<'a>) {
        match self.cells.binary_search_by_key(&cell.column, |cell| cell.column) {
            Ok(place) => {
                if let Some(known) = self.cells.get_mut(place) {
                    *known = cell;
                }
            }
            Err(place) => self.cells.insert(place, cell),
        }
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

    /// Whether three bytes stand in it, most likely in a text: found without decoding, a block of bytes at once.
    pub(crate) fn may_hold(&self, [first, second, third]: [u8; 3]) -> bool {
        const BLOCK: usize = 4_096;
        let places = (0..self.bytes.len()).step_by(BLOCK);
        let mut blocks = places.filter_map(|place| {
            let end = (place + BLOCK + 2).min(self.bytes.len());
            self.bytes.get(place..end)
        });
        // no early end inside a block: so the compiler compares many bytes at a time
        blocks.any(|block| {
            let behind = block.iter().skip(1).zip(block.iter().skip(2));
            block
                .iter()
                .zip(behind)
                .fold(false, |found, (one, (two, three))| {
                    found | ((*one == first) & (*two == second) & (*three == third))
                })
        })
    }

    /// The same without most of the rows above one with this number.
    pub(crate) fn rows_from(&self, number: u32) -> ChunkRows<'_> {
        let after = self.marks.partition_point(|mark| mark.above < i64::from(number));
        match after.checked_sub(1).and_then(|place| self.marks.get(place)) {
            Some(mark) => ChunkRows {
                reader: Bytes {
                    bytes: &self.bytes,
                    at: mark.at,
                },
                row: mark.above,
                left: mark.left,
            },
            None => self.rows(),
        }
    }

    /// The number from which on [`Chunk::rows_from`] gives rows.
    pub(crate) fn begun(&self, number: u32) -> u32 {
        let from = self.rows_from(number);
        if from.left == self.rows {
            self.first_row
        } else {
            u32::try_from(from.row + 1).unwrap_or(self.first_row)
        }
    }

    /// The chunk with its marks, when every row can be decoded and stands below the one before: a chunk comes from another
    /// process.
    pub(crate) fn checked(mut self) -> Option<Self> {
        let mut marks = Vec::with_capacity((self.rows / BETWEEN_MARKS) as usize);
        let mut rows = self.rows();
        let mut above = 0;
        let mut count = 0;
        loop {
            let mark = Mark {
                above: rows.row,
                at: rows.reader.at,
                left: rows.left,
            };
            let Some(row) = rows.next() else { break };
            if row.number <= above {
                return None;
            }
            above = row.number;
            if count > 0 && count % BETWEEN_MARKS == 0 {
                marks.push(mark);
            }
            count += 1;
        }
        let is_whole = count == self.rows && above == self.last_row && rows.reader.at == self.bytes.len();
        self.marks = marks;
        is_whole.then_some(self)
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
mod tests;
