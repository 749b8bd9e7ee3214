//! What calamine does not tell of a BIFF workbook: number formats of cells, hidden rows and columns.
//!
//! One walk over the records; texts and formulas are left to calamine.

use std::collections::{HashMap, HashSet};

use super::number_format::{self, Shown};

const BOF: u16 = 0x0809;
const EOF: u16 = 0x000a;
const BOUNDSHEET: u16 = 0x0085;
const FORMAT: u16 = 0x041e;
const XF: u16 = 0x00e0;
const DATEMODE: u16 = 0x0022;
const FILEPASS: u16 = 0x002f;
const NUMBER: u16 = 0x0203;
const RK: u16 = 0x027e;
const MULRK: u16 = 0x00bd;
const FORMULA: u16 = 0x0006;
const ROW: u16 = 0x0208;
const COLINFO: u16 = 0x007d;

/// What a BIFF workbook says beside its values.
#[derive(Debug, Default)]
pub(crate) struct Marks {
    pub(crate) encrypted: bool,
    pub(crate) since_1904: bool,
    /// In the order of the workbook.
    pub(crate) sheets: Vec<SheetMarks>,
}

/// What one sheet says beside its values.
#[derive(Debug, Default)]
pub(crate) struct SheetMarks {
    formats: HashMap<(u16, u16), Shown>,
    pub(crate) hidden_rows: HashSet<u32>,
    pub(crate) hidden_columns: Vec<u32>,
}

impl SheetMarks {
    /// What the format of a number shows; row and column from 0.
    pub(crate) fn shown(&self, row: u32, column: u32) -> Option<Shown> {
        let key = (u16::try_from(row).ok()?, u16::try_from(column).ok()?);
        self.formats.get(&key).copied()
    }
}

/// Walks over the stream called `Workbook` (or `Book`).
pub(crate) fn read(stream: &[u8]) -> Marks {
    let mut marks = Marks::default();
    let mut wide = true;
    let mut custom = HashMap::new();
    let mut styles = Vec::new();
    let mut positions = Vec::new();
    for (kind, data) in Records(stream) {
        match kind {
            BOF => wide = word(data, 0) == Some(0x0600),
            FILEPASS => marks.encrypted = true,
            DATEMODE => marks.since_1904 = word(data, 0) == Some(1),
            FORMAT => custom.extend(format_of(data, wide)),
            XF => styles.push(word(data, 2).unwrap_or_default()),
            BOUNDSHEET => positions.extend(position_of(data)),
            EOF => break,
            _ => {}
        }
    }
    let styles: Vec<Shown> = styles
        .into_iter()
        .map(|id| {
            let builtin = || number_format::builtin(u32::from(id));
            custom.get(&id).copied().unwrap_or_else(builtin)
        })
        .collect();
    marks.sheets = positions
        .into_iter()
        .map(|position| sheet_marks(stream.get(position..).unwrap_or_default(), &styles))
        .collect();
    marks
}

fn sheet_marks(stream: &[u8], styles: &[Shown]) -> SheetMarks {
    let mut marks = SheetMarks::default();
    let mut depth = 0usize;
    for (kind, data) in Records(stream) {
        match kind {
            // charts stand inside a sheet as sheets of their own
            BOF => depth += 1,
            EOF => {
                depth = depth.saturating_sub(1);
                if depth == 0 {
                    break;
                }
            }
            _ if depth > 1 => {}
            _ => marks.record(kind, data, styles),
        }
    }
    marks
}

impl SheetMarks {
    fn record(&mut self, kind: u16, data: &[u8], styles: &[Shown]) {
        match kind {
            NUMBER | RK | FORMULA => {
                if let (Some(row), Some(column), Some(style)) = (word(data, 0), word(data, 2), word(data, 4))
                {
                    self.note(row, column, styles.get(usize::from(style)));
                }
            }
            MULRK => {
                let (row, first) = (
                    word(data, 0).unwrap_or_default(),
                    word(data, 2).unwrap_or_default(),
                );
                let end = data.len().saturating_sub(2);
                let styled = data.get(4..end).unwrap_or_default().chunks_exact(6);
                for (column, entry) in (first..=u16::MAX).zip(styled) {
                    let style = word(entry, 0).and_then(|style| styles.get(usize::from(style)));
                    self.note(row, column, style);
                }
            }
            ROW if word(data, 12).unwrap_or_default() & 0x20 != 0 => {
                self.hidden_rows.extend(word(data, 0).map(u32::from));
            }
            COLINFO if word(data, 8).unwrap_or_default() & 1 == 1 => {
                let first = word(data, 0).unwrap_or(1);
                let last = word(data, 2).unwrap_or_default().min(255);
                self.hidden_columns.extend((first..=last).map(u32::from));
            }
            _ => {}
        }
    }

    fn note(&mut self, row: u16, column: u16, shown: Option<&Shown>) {
        if let Some(shown) = shown.filter(|shown| **shown != Shown::General) {
            self.formats.insert((row, column), *shown);
        }
    }
}

struct Records<'a>(&'a [u8]);

impl<'a> Iterator for Records<'a> {
    type Item = (u16, &'a [u8]);

    fn next(&mut self) -> Option<Self::Item> {
        let kind = word(self.0, 0)?;
        let end = 4 + usize::from(word(self.0, 2)?);
        let data = self.0.get(4..end)?;
        self.0 = self.0.get(end..)?;
        Some((kind, data))
    }
}

fn word(data: &[u8], at: usize) -> Option<u16> {
    Some(u16::from_le_bytes(data.get(at..at + 2)?.try_into().ok()?))
}

fn position_of(data: &[u8]) -> Option<usize> {
    let bytes: [u8; 4] = data.get(..4)?.try_into().ok()?;
    usize::try_from(u32::from_le_bytes(bytes)).ok()
}

/// A number format: BIFF8 writes a long counted text, either Latin or UTF-16; BIFF5 a short one.
fn format_of(data: &[u8], wide: bool) -> Option<(u16, Shown)> {
    let id = word(data, 0)?;
    let code = if !wide {
        String::from_utf8_lossy(data.get(3..)?).into_owned()
    } else if data.get(4)? & 1 == 1 {
        let units: Vec<u16> = data
            .get(5..)?
            .chunks_exact(2)
            .map(|pair| u16::from_le_bytes([pair[0], pair[1]]))
            .collect();
        String::from_utf16_lossy(&units)
    } else {
        data.get(5..)?.iter().copied().map(char::from).collect()
    };
    Some((id, number_format::custom(&code)))
}
