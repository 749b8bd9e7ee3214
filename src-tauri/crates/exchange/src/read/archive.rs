//! A zip of files: forms with their photos, workbooks. Each is read from memory; nothing is ever written under a name of the zip.

use std::collections::HashMap;
use std::io::{Cursor, Read, Seek};

use encoding_rs::GB18030;
use zip::ZipArchive;

use super::checked::Checked;
use super::{Named, document};
use crate::error::ReadError;
use crate::limits::Limits;
use crate::worker::frame::Frame;

/// Parts by which a zip is a document of an office program, not a zip of files.
const OFFICE: [&str; 7] = [
    "[Content_Types].xml",
    "_rels/.rels",
    "xl/workbook.xml",
    "xl/workbook.bin",
    "word/document.xml",
    "content.xml",
    "mimetype",
];

/// Endings of the photos that lie beside .lrm files.
const PICTURES: [&str; 5] = ["pic", "jpg", "jpeg", "png", "bmp"];

/// The ending of a name in lower case, without the dot.
pub(crate) fn extension(name: &str) -> String {
    match name.rsplit_once('.') {
        Some((_, ending)) if !ending.contains(['/', '\\']) => ending.to_lowercase(),
        _ => String::new(),
    }
}

/// Whether a file is a zip of files. A zip that cannot be opened is left to who reads workbooks, to say what is wrong.
pub(crate) fn is_archive<R: Read + Seek>(mut file: R) -> bool {
    let mut magic = [0u8; 4];
    let begins = file.rewind().and_then(|()| file.read_exact(&mut magic));
    if begins.is_err() || magic != *b"PK\x03\x04" {
        return false;
    }
    ZipArchive::new(file).is_ok_and(|archive| {
        let has = |name: &str| archive.index_for_name(name).is_some();
        !archive.is_empty() && !OFFICE.iter().any(|name| has(name))
    })
}

/// A file in a zip.
struct Entry {
    index: usize,
    name: String,
}

/// Reads every document in a zip of files.
pub(crate) fn read<R: Read + Seek>(
    file: R,
    zip: &str,
    limits: &Limits,
    out: &mut dyn FnMut(Frame) -> Result<(), ReadError>,
) -> Result<(), ReadError> {
    let mut archive = match Archive::open(file, limits) {
        Ok(archive) => archive,
        Err(failure) => return fail(zip.to_owned(), failure, out),
    };
    let entries = std::mem::take(&mut archive.entries);
    let pictures: HashMap<String, usize> = entries
        .iter()
        .filter(|entry| PICTURES.contains(&extension(&entry.name).as_str()))
        .map(|entry| (stem(&entry.name), entry.index))
        .collect();
    let forms: Vec<String> = entries
        .iter()
        .filter(|entry| extension(&entry.name) == "lrm")
        .map(|entry| stem(&entry.name))
        .collect();
    for entry in &entries {
        let name = format!("{zip}/{}", entry.name);
        if let Some(reason) = left_alone(entry, &forms) {
            if !reason.is_empty() {
                fail(name, ReadError::Skipped(reason.into()), out)?;
            }
            continue;
        }
        let of_form = (extension(&entry.name) == "lrm")
            .then(|| pictures.get(&stem(&entry.name)))
            .flatten();
        let picture = match of_form.map(|index| archive.bytes(*index)) {
            Some(Ok(bytes)) => Some(bytes),
            _ => None,
        };
        match archive.bytes(entry.index) {
            Ok(bytes) => document(Cursor::new(bytes), &Named { name: &name, picture }, limits, out)?,
            Err(failure) => fail(name, failure, out)?,
        }
    }
    Ok(())
}

fn fail(
    name: String,
    failure: ReadError,
    out: &mut dyn FnMut(Frame) -> Result<(), ReadError>,
) -> Result<(), ReadError> {
    out(Frame::Begin { name })?;
    out(Frame::Failed(failure))
}

fn stem(name: &str) -> String {
    name.rsplit_once('.')
        .map_or(name, |(stem, _)| stem)
        .to_lowercase()
}

/// Why a file is not read; an empty reason for what nobody misses.
fn left_alone(entry: &Entry, forms: &[String]) -> Option<&'static str> {
    let name = entry.name.as_str();
    let last = name.rsplit('/').next().unwrap_or_default();
    let parts = || name.split('/');
    let ending = extension(name);
    if name.starts_with('/') || name.contains([':', '\0']) || parts().any(|part| part == "..") {
        return Some("压缩包里的文件名不正常（指向压缩包以外），请重新压缩");
    }
    let by_system = parts().any(|part| part == "__MACOSX") || last.starts_with('.') || last.starts_with("~$");
    if by_system || last.eq_ignore_ascii_case("thumbs.db") || last.eq_ignore_ascii_case("desktop.ini") {
        return Some("");
    }
    if PICTURES.contains(&ending.as_str()) {
        let known = forms.contains(&stem(name));
        return Some(if known {
            ""
        } else {
            "图片没有同名的 lrm 文件"
        });
    }
    ["zip", "rar", "7z", "gz", "tar", "zb3", "hzb"]
        .contains(&ending.as_str())
        .then_some("压缩包里还有压缩包，请先解压")
}

/// A zip of files with the entries that are files.
struct Archive<R> {
    archive: Checked<R>,
    entries: Vec<Entry>,
    largest: u64,
}

impl<R: Read + Seek> Archive<R> {
    fn open(file: R, limits: &Limits) -> Result<Self, ReadError> {
        let mut entries = Vec::new();
        let archive = Checked::open(
            file,
            limits,
            limits.files,
            "压缩包里的文件",
            |index, name| {
                let name = named(name);
                if !name.ends_with('/') {
                    entries.push(Entry { index, name });
                }
                Ok(())
            },
        )?;
        Ok(Self {
            archive,
            entries,
            largest: limits.form,
        })
    }

    fn bytes(&mut self, index: usize) -> Result<Vec<u8>, ReadError> {
        if self.archive.size(index)? > self.largest {
            return Err(ReadError::TooLarge(format!(
                "压缩包里的这个文件超过 {} MB，请解压后单独导入",
                self.largest >> 20
            )));
        }
        self.archive.unpack(index, self.largest + 1, |entry| {
            let mut bytes = Vec::new();
            let read = entry.read_to_end(&mut bytes);
            read.map_err(|_| ReadError::Damaged("压缩内容不完整".into()))?;
            Ok(bytes)
        })
    }
}

/// A name in a zip: UTF-8 when it is, else GBK, as Chinese Windows writes it. Some programs write backslashes.
fn named(raw: &[u8]) -> String {
    let name = match std::str::from_utf8(raw) {
        Ok(name) => name.to_owned(),
        Err(_) => GB18030.decode_without_bom_handling(raw).0.into_owned(),
    };
    name.replace('\\', "/")
}
