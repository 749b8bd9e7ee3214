//! From the bytes of a foreign file to rows. All of this runs in the worker process.

mod decode;
mod html;
mod legacy;
mod number_format;
pub(crate) mod sink;
mod text;
mod xls_marks;
mod xlsx;
mod xml;
mod xml2003;

use std::fs::File;
use std::io::{self, BufReader, Read, Seek};
use std::path::Path;

use sm3::{Digest, Sm3};

use crate::error::ReadError;
use crate::limits::Limits;
use crate::sheet::Format;
use crate::worker::frame::Frame;
use sink::Sink;

/// Reads a file and gives what it finds as frames, the last of which is [`Frame::Done`].
pub(crate) fn read(
    path: &Path,
    limits: &Limits,
    out: &mut dyn FnMut(Frame) -> Result<(), ReadError>,
) -> Result<(), ReadError> {
    let mut file = File::open(path).map_err(text::unreadable)?;
    let size = file.metadata().map_err(text::unreadable)?.len();
    if size == 0 {
        return Err(ReadError::Empty);
    }
    if size > limits.file {
        return Err(ReadError::TooLarge(format!("文件超过 {} MB", limits.file >> 20)));
    }
    let head = head_of(&mut file).map_err(text::unreadable)?;
    let format = {
        let mut sink = Sink::new(limits, out);
        let format = read_by_content(&head, file.try_clone().map_err(text::unreadable)?, &mut sink)?;
        if sink.has_no_sheet() {
            return Err(ReadError::NoSheet);
        }
        if sink.is_empty() {
            return Err(ReadError::Empty);
        }
        format
    };
    let digest = digest_of(&mut file).map_err(text::unreadable)?;
    out(Frame::Done { format, size, digest })
}

fn read_by_content(head: &[u8], file: File, sink: &mut Sink<'_>) -> Result<Format, ReadError> {
    if head.starts_with(b"PK\x03\x04") {
        return match xlsx::read(BufReader::with_capacity(64 << 10, file), sink)? {
            xlsx::Held::Workbook => Ok(Format::Xlsx),
            xlsx::Held::OpenDocument(file) => legacy::read_open_document(file, sink).map(|()| Format::Other),
            xlsx::Held::Binary(file) => legacy::read_binary(file, sink).map(|()| Format::Other),
        };
    }
    if head.starts_with(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1") {
        return legacy::read_compound(file, sink).map(|()| Format::Xls);
    }
    if let Some(kind) = known_stranger(head) {
        return Err(ReadError::NotWorkbook(kind.into()));
    }
    let beginning = beginning_of(head);
    if beginning.contains("excel.sheet")
        || beginning.contains("urn:schemas-microsoft-com:office:spreadsheet")
            && beginning.contains("<workbook")
    {
        return xml2003::read(file, sink).map(|()| Format::Xml2003);
    }
    if beginning.contains("<html") || beginning.contains("<table") || beginning.contains("<!doctype html") {
        return html::read(file, sink).map(|()| Format::Html);
    }
    if beginning.starts_with("<?xml") {
        return Err(ReadError::NotWorkbook("这是 XML 文件".into()));
    }
    text::read(BufReader::new(file), sink).map(|()| Format::Text)
}

/// Files that are no tables, told by their first bytes.
fn known_stranger(head: &[u8]) -> Option<&'static str> {
    const STRANGERS: [(&[u8], &str); 12] = [
        (b"%PDF", "这是 PDF"),
        (b"PK\x05\x06", "这是空的压缩包"),
        (b"Rar!", "这是压缩包，请先解压"),
        (b"7z\xbc\xaf", "这是压缩包，请先解压"),
        (b"\x1f\x8b", "这是压缩包，请先解压"),
        (b"\xff\xd8\xff", "这是图片"),
        (b"\x89PNG", "这是图片"),
        (b"{\\rtf", "这是写字板文档"),
        (b"MZ", "这是程序"),
        (b"\x7fELF", "这是程序"),
        (b"SQLite format 3", "这是数据库"),
        (b"MIME-Version:", "这是单个文件网页"),
    ];
    STRANGERS
        .iter()
        .find(|(magic, _)| head.starts_with(magic))
        .map(|(_, kind)| *kind)
}

/// The beginning of a text file in lower case, whatever its encoding, for looking at tags only.
fn beginning_of(head: &[u8]) -> String {
    let latin: Vec<u8> = head.iter().copied().filter(|byte| *byte != 0).collect();
    String::from_utf8_lossy(&latin)
        .trim_start_matches(|c: char| c == '\u{feff}' || c == '\u{fffd}' || c.is_whitespace())
        .to_lowercase()
}

fn head_of(file: &mut File) -> io::Result<Vec<u8>> {
    let mut head = Vec::new();
    file.take(4_096).read_to_end(&mut head)?;
    file.rewind()?;
    Ok(head)
}

fn digest_of(file: &mut File) -> io::Result<String> {
    file.rewind()?;
    let mut digest = Sm3::new();
    let mut block = vec![0u8; 256 << 10];
    loop {
        let read = file.read(&mut block)?;
        if read == 0 {
            return Ok(digest
                .finalize()
                .iter()
                .map(|byte| format!("{byte:02x}"))
                .collect());
        }
        digest.update(block.get(..read).unwrap_or_default());
    }
}
