//! From the bytes of a foreign file to rows. All of this runs in the worker process.

mod archive;
mod checked;
mod decode;
mod forms;
mod html;
mod html_numbers;
mod legacy;
mod number_format;
pub(crate) mod package;
pub(crate) mod sink;
mod text;
mod texts;
mod xls;
mod xlsx;
pub(crate) mod xml;
mod xml2003;

use std::fs::File;
use std::io::{self, BufReader, Read, Seek};
use std::path::Path;

use sm3::{Digest, Sm3};

use crate::error::ReadError;
use crate::form_file::docx;
use crate::limits::Limits;
use crate::sheet::Format;
use crate::worker::frame::Frame;
use sink::Sink;

/// Reads a file and gives what it finds as frames: the documents in it, each to its end.
pub(crate) fn read(
    path: &Path,
    limits: &Limits,
    out: &mut dyn FnMut(Frame) -> Result<(), ReadError>,
) -> Result<(), ReadError> {
    let name = path
        .file_name()
        .unwrap_or_default()
        .to_string_lossy()
        .into_owned();
    let opened = open(path, limits).map(|file| (archive::is_archive(&file), file));
    match opened {
        Ok((true, file)) => archive::read(file, &name, limits, out)?,
        Ok((false, file)) => {
            let picture = archive::extension(&name)
                .eq("lrm")
                .then(|| picture_beside(path, limits))
                .flatten();
            document(file, &Named { name: &name, picture }, limits, out)?;
        }
        Err(failure) => {
            out(Frame::Begin { name })?;
            out(Frame::Failed(failure))?;
        }
    }
    out(Frame::End)
}

/// The same for bytes that are in memory.
pub(crate) fn read_bytes(
    name: &str,
    bytes: &[u8],
    limits: &Limits,
    out: &mut dyn FnMut(Frame) -> Result<(), ReadError>,
) -> Result<(), ReadError> {
    let file = io::Cursor::new(bytes);
    if archive::is_archive(file.clone()) {
        return archive::read(file, name, limits, out);
    }
    let picture = None;
    document(file, &Named { name, picture }, limits, out)
}

fn open(path: &Path, limits: &Limits) -> Result<File, ReadError> {
    let file = File::open(path).map_err(text::unreadable)?;
    let size = file.metadata().map_err(text::unreadable)?.len();
    if size > limits.file {
        return Err(ReadError::TooLarge(format!("文件超过 {} MB", limits.file >> 20)));
    }
    Ok(file)
}

/// The photo of an .lrm: a .pic of the same name in the same folder.
fn picture_beside(path: &Path, limits: &Limits) -> Option<Vec<u8>> {
    let names = ["pic", "PIC", "Pic"];
    let mut files = names.iter().map(|ending| path.with_extension(ending));
    let file = File::open(files.find(|file| file.is_file())?).ok()?;
    let mut bytes = Vec::new();
    file.take(limits.form).read_to_end(&mut bytes).ok()?;
    Some(bytes)
}

/// A document by its name, with the photo that lies beside it.
pub(crate) struct Named<'n> {
    pub(crate) name: &'n str,
    pub(crate) picture: Option<Vec<u8>>,
}

/// Reads one document. What is wrong with it is a frame; only that nobody listens any more is an error.
pub(crate) fn document<R: Read + Seek>(
    file: R,
    named: &Named<'_>,
    limits: &Limits,
    out: &mut dyn FnMut(Frame) -> Result<(), ReadError>,
) -> Result<(), ReadError> {
    out(Frame::Begin {
        name: named.name.to_owned(),
    })?;
    match contents(file, named, limits, out) {
        Ok(done) => out(done),
        Err(ReadError::Cancelled) => Err(ReadError::Cancelled),
        Err(failure) => out(Frame::Failed(failure)),
    }
}

fn contents<R: Read + Seek>(
    mut file: R,
    named: &Named<'_>,
    limits: &Limits,
    out: &mut dyn FnMut(Frame) -> Result<(), ReadError>,
) -> Result<Frame, ReadError> {
    let size = file.seek(io::SeekFrom::End(0)).map_err(text::unreadable)?;
    if size == 0 {
        return Err(ReadError::Empty);
    }
    let digest = digest_of(&mut file).map_err(text::unreadable)?;
    let head = head_of(&mut file).map_err(text::unreadable)?;
    let mut sink = Sink::new(limits, out);
    let format = match forms::read(&head, &mut file, size, named, limits)? {
        Some(card) => {
            sink.card(card)?;
            Format::Form
        }
        None => read_by_content(&head, file, &mut sink)?,
    };
    if sink.has_no_sheet() {
        return Err(ReadError::NoSheet);
    }
    if sink.is_empty() {
        return Err(ReadError::Empty);
    }
    Ok(Frame::Done { format, size, digest })
}

fn read_by_content<R: Read + Seek>(head: &[u8], file: R, sink: &mut Sink<'_>) -> Result<Format, ReadError> {
    if head.starts_with(b"PK\x03\x04") {
        let package = package::Package::open(BufReader::with_capacity(64 << 10, file), sink.limits)?;
        return match xlsx::read(package, sink)? {
            xlsx::Held::Workbook => Ok(Format::Xlsx),
            xlsx::Held::OpenDocument(file) => legacy::read_open_document(file, sink).map(|()| Format::Other),
            xlsx::Held::Binary(file) => legacy::read_binary(file, sink).map(|()| Format::Other),
            xlsx::Held::Word(mut package) => {
                sink.card(docx::read(&mut package)?)?;
                Ok(Format::Form)
            }
        };
    }
    if head.starts_with(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1") {
        return xls::read(file, sink).map(|()| Format::Xls);
    }
    if xls::is_bare(head) {
        return xls::read_bare(file, sink).map(|()| Format::Xls);
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

fn head_of<R: Read + Seek>(file: &mut R) -> io::Result<Vec<u8>> {
    let mut head = Vec::new();
    file.rewind()?;
    file.by_ref().take(4_096).read_to_end(&mut head)?;
    file.rewind()?;
    Ok(head)
}

fn digest_of<R: Read + Seek>(file: &mut R) -> io::Result<String> {
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
