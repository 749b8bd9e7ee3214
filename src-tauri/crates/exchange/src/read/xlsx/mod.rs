//! Office Open XML workbooks, read as a stream: a cell far away costs nothing, and no declared size is believed.

mod book;
mod sheet;
mod strings;
mod styles;

use std::io::{Read, Seek};

use crate::error::ReadError;
use crate::read::package::Package;
use crate::read::sink::Sink;
use crate::read::texts::Texts;
use crate::sheet::Format;

/// What a zip turned out to hold.
pub(crate) enum Held<R> {
    /// A workbook, which has been read.
    Workbook,
    /// An OpenDocument workbook (.ods); the checked file is given back.
    OpenDocument(R),
    /// A binary workbook of Excel (.xlsb); the checked file is given back.
    Binary(R),
    /// A Word document; the checked package is given back.
    Word(Package<R>),
}

/// Reads the workbook in a zip.
pub(crate) fn read<R: Read + Seek>(
    mut package: Package<R>,
    sink: &mut Sink<'_>,
) -> Result<Held<R>, ReadError> {
    if package.has(crate::form_file::docx::DOCUMENT) {
        return Ok(Held::Word(package));
    }
    if package.has("xl/workbook.bin") {
        return Ok(Held::Binary(package.into_inner()));
    }
    if package.has("content.xml") && package.has("mimetype") {
        return Ok(Held::OpenDocument(package.into_inner()));
    }
    let Some(workbook) = book::workbook_part(&mut package)? else {
        return Err(ReadError::NotWorkbook(kind_of_zip(&package).into()));
    };
    if !package.has(&workbook) || workbook.starts_with("word/") || workbook.starts_with("ppt/") {
        return Err(ReadError::NotWorkbook(kind_of_zip(&package).into()));
    }
    let book = book::read(&mut package, &workbook)?;
    if book.sheets.is_empty() {
        return Err(ReadError::NoSheet);
    }
    read_sheets(&mut package, &book, sink)?;
    Ok(Held::Workbook)
}

fn kind_of_zip<R: Read + Seek>(package: &Package<R>) -> &'static str {
    if package.has("ppt/presentation.xml") {
        "这是演示文稿"
    } else {
        "这是压缩包"
    }
}

fn read_sheets<R: Read + Seek>(
    package: &mut Package<R>,
    book: &book::Book,
    sink: &mut Sink<'_>,
) -> Result<(), ReadError> {
    let limits = sink.limits;
    let strings = match &book.strings {
        Some(part) => package
            .part(part, |part| strings::read(part, limits))?
            .unwrap_or_default(),
        None => Texts::default(),
    };
    let styles = match &book.styles {
        Some(part) => package.part(part, styles::read)?.unwrap_or_default(),
        None => Vec::new(),
    };
    let context = sheet::Context {
        strings: &strings,
        styles: &styles,
        since_1904: book.since_1904,
    };
    for entry in &book.sheets {
        sink.begin_sheet(&entry.name, entry.hidden, Format::Xlsx)?;
        let around = package
            .part(&entry.part, |part| sheet::read(part, &context, sink))?
            .ok_or_else(|| ReadError::Damaged(format!("缺少工作表“{}”的内容", entry.name)))?;
        sink.end_sheet(around.hidden_columns, around.merged)?;
    }
    Ok(())
}
