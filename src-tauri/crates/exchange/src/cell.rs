//! Cells and their addresses.

use std::borrow::Cow;
use std::fmt::Write;

use antou_record::Written;
use antou_record::date::Precision;

/// One cell of a row: where it stands and what is written there.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Cell<'a> {
    /// Column, from 0.
    pub column: u32,
    /// What is written.
    pub written: Written<'a>,
    /// Whether the text comes from the cell above, of which this cell is a merged part.
    pub continued: bool,
    /// Whether the cell holds a formula whose result the file does not contain.
    pub uncalculated: bool,
}

impl<'a> Cell<'a> {
    /// Whether nothing is written.
    pub fn is_blank(&self) -> bool {
        match self.written {
            Written::Blank => true,
            Written::Text(text) => text.chars().all(char::is_whitespace),
            _ => false,
        }
    }

    /// The text a clerk sees in the cell.
    pub fn shown(&self) -> String {
        shown(self.written)
    }

    /// The same, without a copy where it is text already.
    pub(crate) fn text(&self) -> Cow<'a, str> {
        match self.written {
            Written::Text(text) => Cow::Borrowed(text),
            written => Cow::Owned(shown(written)),
        }
    }
}

/// What is written, as a clerk sees it.
pub fn shown(written: Written<'_>) -> String {
    match written {
        Written::Blank => String::new(),
        Written::Text(text) | Written::Fault(text) => text.to_owned(),
        Written::Number { value, decimals } => match decimals {
            Some(decimals) => format!("{value:.*}", usize::from(decimals.min(10))),
            None => value.to_string(),
        },
        Written::Day(day) => match day.precision() {
            Precision::Day => day.to_string(),
            _ => day.dotted(),
        },
        Written::Truth(yes) => if yes { "TRUE" } else { "FALSE" }.to_owned(),
    }
}

/// The letters of a column: 0 is A, 26 is AA.
pub fn column_letters(column: u32) -> String {
    let mut rest = u64::from(column) + 1;
    let mut letters = Vec::new();
    while rest > 0 {
        letters.push(char::from(b'A' + ((rest - 1) % 26) as u8));
        rest = (rest - 1) / 26;
    }
    letters.iter().rev().collect()
}

/// The address of a cell, as in `D17`; `row` counts from 1, `column` from 0.
pub fn address(row: u32, column: u32) -> String {
    let mut text = column_letters(column);
    // writing into a String cannot fail
    let _ = write!(text, "{row}");
    text
}

/// The row (from 1) and column (from 0) of an address such as `D17`; `None` when it is none or lies beyond Excel's sheet.
pub(crate) fn parse_address(address: &str) -> Option<(u32, u32)> {
    let mut column = 0u32;
    let mut row = 0u32;
    let mut letters = 0;
    let mut digits = 0;
    for byte in address.bytes() {
        match byte {
            b'A'..=b'Z' | b'a'..=b'z' if digits == 0 && letters < 3 => {
                column = column * 26 + u32::from(byte.to_ascii_uppercase() - b'A') + 1;
                letters += 1;
            }
            b'0'..=b'9' if letters > 0 && digits < 7 => {
                row = row * 10 + u32::from(byte - b'0');
                digits += 1;
            }
            b'$' => {}
            _ => return None,
        }
    }
    let inside = (1..=1_048_576).contains(&row) && (1..=16_384).contains(&column);
    inside.then(|| (row, column - 1))
}

/// A rectangle of cells; rows count from 1, columns from 0, both ends belong to it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
pub struct Region {
    /// Topmost row.
    pub first_row: u32,
    /// Bottom row.
    pub last_row: u32,
    /// Leftmost column.
    pub first_column: u32,
    /// Rightmost column.
    pub last_column: u32,
}

impl Region {
    /// Reads `A1:C3`.
    pub(crate) fn parse(text: &str) -> Option<Self> {
        let (from, to) = text.split_once(':')?;
        let (first_row, first_column) = parse_address(from)?;
        let (last_row, last_column) = parse_address(to)?;
        (first_row <= last_row && first_column <= last_column).then_some(Self {
            first_row,
            last_row,
            first_column,
            last_column,
        })
    }

    /// Whether a cell lies inside.
    pub fn contains(&self, row: u32, column: u32) -> bool {
        (self.first_row..=self.last_row).contains(&row)
            && (self.first_column..=self.last_column).contains(&column)
    }

    /// How many columns it spans.
    pub fn width(&self) -> u32 {
        self.last_column - self.first_column + 1
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn addresses_there_and_back() {
        for (row, column, text) in [
            (1, 0, "A1"),
            (17, 3, "D17"),
            (1_048_576, 16_383, "XFD1048576"),
            (5, 26, "AA5"),
        ] {
            assert_eq!(address(row, column), text);
            assert_eq!(parse_address(text), Some((row, column)));
        }
        for wrong in ["", "A", "1", "A0", "XFE1", "A1048577", "AAAA1", "1A", "A1B"] {
            assert_eq!(parse_address(wrong), None, "{wrong}");
        }
    }
}
