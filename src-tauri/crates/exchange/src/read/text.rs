//! Separated text (.csv, .txt): delimiter by evidence, quoted line breaks, the tricks of web exports.

use std::io::{Read, Seek};

use antou_record::Written;

use super::decode::{Decoding, encoding_of};
use super::sink::Sink;
use crate::error::ReadError;
use crate::sheet::Format;

const DELIMITERS: [u8; 4] = [b'\t', b',', b';', b'|'];

/// Reads separated text as one sheet.
pub(crate) fn read<R: Read + Seek>(mut file: R, sink: &mut Sink<'_>) -> Result<(), ReadError> {
    let encoding = encoding_of(&mut file).map_err(unreadable)?;
    let mut head = Vec::new();
    Decoding::new(&mut file, encoding)
        .take(64 << 10)
        .read_to_end(&mut head)
        .map_err(unreadable)?;
    file.rewind().map_err(unreadable)?;
    let head = String::from_utf8_lossy(&head);
    refuse_binary(&head)?;
    let mut reader = csv::ReaderBuilder::new()
        .has_headers(false)
        .flexible(true)
        .delimiter(delimiter(&head))
        .from_reader(PlainBreaks::new(Decoding::new(file, encoding)).chain(b"\n".as_slice()));
    sink.begin_sheet("文本", false, Format::Text)?;
    records(&mut reader, sink)?;
    sink.end_sheet(Vec::new(), Vec::new())
}

fn records<R: Read>(reader: &mut csv::Reader<R>, sink: &mut Sink<'_>) -> Result<(), ReadError> {
    let mut record = csv::StringRecord::new();
    let mut row = 0u32;
    let mut line = 1u64;
    loop {
        let more = reader
            .read_record(&mut record)
            .map_err(|_| ReadError::Damaged("文本内容无法读取".into()))?;
        if !more {
            return Ok(());
        }
        let after = reader.position().line();
        let breaks = record
            .iter()
            .flat_map(str::bytes)
            .filter(|byte| *byte == b'\n')
            .count() as u64;
        // the csv reader skips blank lines, which are rows of a sheet all the same
        let skipped = (after - line).saturating_sub(1 + breaks);
        line = after;
        row = row
            .saturating_add(u32::try_from(skipped).unwrap_or(u32::MAX))
            .saturating_add(1);
        for (column, field) in (0u32..).zip(&record) {
            sink.cell(row, false, column, Written::Text(bare(field)), false)?;
        }
        sink.end_row()?;
    }
}

/// Gives every line break as one `\n`, so that lines can be counted.
struct PlainBreaks<R> {
    inner: R,
    after_return: bool,
}

impl<R> PlainBreaks<R> {
    fn new(inner: R) -> Self {
        Self {
            inner,
            after_return: false,
        }
    }
}

impl<R: Read> Read for PlainBreaks<R> {
    fn read(&mut self, buffer: &mut [u8]) -> std::io::Result<usize> {
        loop {
            let read = self.inner.read(buffer)?;
            let mut kept = 0;
            for from in 0..read {
                let Some(byte) = buffer.get(from).copied() else {
                    break;
                };
                let is_second = byte == b'\n' && self.after_return;
                self.after_return = byte == b'\r';
                if let Some(place) = buffer.get_mut(kept).filter(|_| !is_second) {
                    *place = if byte == b'\r' { b'\n' } else { byte };
                    kept += 1;
                }
            }
            if kept > 0 || read == 0 {
                return Ok(kept);
            }
        }
    }
}

/// Web exports write `="990101…"` so that Excel keeps the digits.
fn bare(field: &str) -> &str {
    field
        .trim_end_matches('\t')
        .strip_prefix("=\"")
        .and_then(|rest| rest.strip_suffix('"'))
        .unwrap_or(field)
}

/// Text has no control characters, and hardly any bytes without meaning.
fn refuse_binary(head: &str) -> Result<(), ReadError> {
    let mut strange = 0usize;
    let mut all = 0usize;
    for character in head.chars() {
        all += 1;
        let control =
            character.is_control() && !matches!(character, '\n' | '\r' | '\t' | '\u{b}' | '\u{c}' | '\u{1a}');
        strange += usize::from(control || character == '\u{fffd}');
    }
    if strange * 50 > all {
        return Err(ReadError::NotWorkbook("内容不是文本，也不是电子表格".into()));
    }
    Ok(())
}

/// The delimiter that cuts the most lines into the same number of fields.
fn delimiter(head: &str) -> u8 {
    let lines: Vec<&str> = unquoted_lines(head).into_iter().take(50).collect();
    let score = |delimiter: u8| {
        let counts: Vec<usize> = lines.iter().map(|line| fields(line, delimiter)).collect();
        counts
            .iter()
            .filter(|count| **count > 0)
            .map(|count| counts.iter().filter(|other| *other == count).count() * 1_000 + (*count).min(999))
            .max()
            .unwrap_or_default()
    };
    DELIMITERS
        .into_iter()
        .rev()
        .max_by_key(|delimiter| score(*delimiter))
        .filter(|delimiter| score(*delimiter) > 0)
        .unwrap_or(b',')
}

fn unquoted_lines(text: &str) -> Vec<&str> {
    let mut quoted = false;
    text.split(|character| {
        quoted ^= character == '"';
        character == '\n' && !quoted
    })
    .filter(|line| !line.trim().is_empty())
    .collect()
}

fn fields(line: &str, delimiter: u8) -> usize {
    let mut quoted = false;
    line.bytes()
        .filter(|byte| {
            quoted ^= *byte == b'"';
            *byte == delimiter && !quoted
        })
        .count()
}

pub(crate) fn unreadable(error: std::io::Error) -> ReadError {
    ReadError::Unreadable(antou_record::refusal(error.kind()).to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_delimiter_is_found_under_a_title() {
        assert_eq!(delimiter("花名册,,\n姓名,性别,\"备,注\n二\"\n张三,男,\n"), b',');
        assert_eq!(delimiter("花名册\n姓名\t性别\n张三,李四\t男\n"), b'\t');
        assert_eq!(delimiter("姓名;性别\n张三;男\n"), b';');
        assert_eq!(delimiter("姓名\n张三\n"), b',');
    }

    #[test]
    fn web_export_tricks_are_taken_off() {
        assert_eq!(bare("=\"990101199001011234\""), "990101199001011234");
        assert_eq!(bare("=1+1"), "=1+1");
    }
}
