//! Workbooks of the time before Office Open XML (.xls, .et): BIFF8 and BIFF5 records, usually in a compound file. They are
//! read once, from the file, with one record in memory beside the shared texts.

mod globals;
mod kinds;
mod order;
mod paged;
mod records;
mod sheet;

use std::io::{Read, Seek};

use cfb::CompoundFile;

use globals::{Globals, Listed};
use kinds::BOF;
use order::Held;
use paged::Paged;
use records::{Letters, Records, broken};
use sheet::{SheetReader, Walk};

use super::sink::Sink;
use crate::error::ReadError;
use crate::sheet::Format;

/// Reads a compound file: a BIFF workbook, an encrypted one, or something else.
pub(crate) fn read<R: Read + Seek>(file: R, sink: &mut Sink<'_>) -> Result<(), ReadError> {
    let damaged = |_| ReadError::Damaged("复合文档结构有误".into());
    let mut compound = CompoundFile::open(Paged::new(file)).map_err(damaged)?;
    let name = stream_of(&compound)?;
    let stream = compound.open_stream(name).map_err(damaged)?;
    workbook(&mut Records::new(stream), sink)
}

/// Whether a file begins with the records themselves, as programs write it that make no compound file.
pub(crate) fn is_bare(head: &[u8]) -> bool {
    matches!(head, [0x09, 0x08, 6..=16, 0, _, _, 0x05 | 0x10, 0, ..])
}

/// Reads records that are the whole file.
pub(crate) fn read_bare<R: Read + Seek>(file: R, sink: &mut Sink<'_>) -> Result<(), ReadError> {
    workbook(&mut Records::new(std::io::BufReader::new(file)), sink)
}

/// The stream of a compound file that holds the workbook.
fn stream_of<R: Read + Seek>(compound: &CompoundFile<R>) -> Result<&'static str, ReadError> {
    if compound.exists("EncryptedPackage") || compound.exists("EncryptionInfo") {
        return Err(ReadError::Password);
    }
    let names = ["Workbook", "Book", "WORKBOOK", "BOOK"];
    names
        .into_iter()
        .find(|name| compound.is_stream(name))
        .ok_or_else(|| {
            let what = if compound.exists("WordDocument") {
                "这是旧版 Word 文档，请在 Word 或 WPS 中另存为 docx"
            } else if compound.exists("PowerPoint Document") {
                "这是演示文稿"
            } else {
                "其中没有工作簿"
            };
            ReadError::NotWorkbook(what.into())
        })
}

/// What a record that begins something begins.
enum Begins {
    Workbook,
    Sheet,
}

fn workbook<S: Read + Seek>(records: &mut Records<S>, sink: &mut Sink<'_>) -> Result<(), ReadError> {
    records.go_to(0)?;
    let (begins, wide) = begun(records)?.ok_or_else(broken)?;
    let mut globals = Globals::none();
    if wide {
        globals.letters = Letters::Wide;
    }
    match begins {
        Begins::Workbook => globals.read(records, sink.limits)?,
        Begins::Sheet => globals.sheets.push(Listed {
            name: "Sheet1".into(),
            hidden: false,
            position: 0,
        }),
    }
    sink.alive()?;
    for listed in &globals.sheets {
        sheet(records, &globals, listed, sink)?;
    }
    Ok(())
}

/// What begins here, and whether its texts are wide.
fn begun<S: Read + Seek>(records: &mut Records<S>) -> Result<Option<(Begins, bool)>, ReadError> {
    const BIFF8: u16 = 0x0600;
    const SHEET: u16 = 0x0010;
    if records.next()? != Some(BOF) {
        return Ok(None);
    }
    let wide = records.word()? == BIFF8;
    let begins = if records.word()? == SHEET {
        Begins::Sheet
    } else {
        Begins::Workbook
    };
    Ok(Some((begins, wide)))
}

fn sheet<S: Read + Seek>(
    records: &mut Records<S>,
    globals: &Globals,
    listed: &Listed,
    sink: &mut Sink<'_>,
) -> Result<(), ReadError> {
    sink.begin_sheet(&listed.name, listed.hidden, Format::Xls)?;
    let mut held = None;
    loop {
        records.go_to(listed.position)?;
        begun(records)?.ok_or_else(broken)?;
        match SheetReader::new(globals, sink, held.take()).read(records)? {
            Walk::Done(around) => return sink.end_sheet(around.hidden_columns, around.merged),
            Walk::OutOfOrder => {
                sink.again()?;
                held = Some(Held::default());
            }
        }
    }
}
