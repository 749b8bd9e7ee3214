//! Where pictures come from: files, folders with their subfolders, zips with names in UTF-8 or GBK.

use std::fs::File;
use std::io::{BufReader, Read};
use std::path::{Path, PathBuf};

use encoding_rs::GB18030;
use zip::ZipArchive;

use super::error::PictureError;
use super::keep::MOST_BYTES;

/// Folders within folders that are looked into.
const DEEPEST: usize = 8;
/// Files looked at in one go.
const MOST_FILES: usize = 50_000;
/// Said when a folder or zip has no file to look at.
pub const NO_PICTURES: &str = "里面没有图片";

/// A picture by its name, and its bytes when it could be read.
pub(crate) struct Entry {
    pub(crate) name: String,
    pub(crate) bytes: Result<Vec<u8>, PictureError>,
}

/// Gives every file behind a path: the file itself, the files of a folder, the files of a zip. The first `skip` are passed
/// over unread.
pub(crate) fn each_entry(
    path: &Path,
    skip: usize,
    work: &mut dyn FnMut(Entry) -> Result<(), PictureError>,
) -> Result<(), PictureError> {
    if path.is_dir() {
        let mut files = Vec::new();
        list(path, DEEPEST, &mut files)?;
        files.sort();
        for file in files.iter().skip(skip) {
            let name = file.strip_prefix(path).unwrap_or(file).to_string_lossy();
            work(Entry {
                name: name.replace('\\', "/"),
                bytes: read_file(file),
            })?;
        }
        return Ok(());
    }
    if is_zip(path) {
        return each_of_zip(path, skip, work);
    }
    if skip > 0 {
        return Ok(());
    }
    let name = path
        .file_name()
        .unwrap_or_default()
        .to_string_lossy()
        .into_owned();
    work(Entry {
        name,
        bytes: read_file(path),
    })
}

fn list(folder: &Path, deep: usize, files: &mut Vec<PathBuf>) -> Result<(), PictureError> {
    for entry in std::fs::read_dir(folder).map_err(unreadable)? {
        let entry = entry.map_err(unreadable)?;
        let kind = entry.file_type().map_err(unreadable)?;
        let path = entry.path();
        if is_litter(&entry.file_name().to_string_lossy()) {
            continue;
        }
        // links are not followed: they may lead in a circle or out of the folder
        if kind.is_dir() && deep > 0 {
            list(&path, deep - 1, files)?;
        } else if kind.is_file() {
            files.push(path);
        }
        if files.len() > MOST_FILES {
            return Err(PictureError::TooLarge(format!("文件超过 {MOST_FILES} 个")));
        }
    }
    Ok(())
}

/// What systems leave behind in folders.
fn is_litter(name: &str) -> bool {
    let name = name.to_ascii_lowercase();
    name.starts_with('.') || ["thumbs.db", "desktop.ini", "__macosx"].contains(&name.as_str())
}

fn read_file(path: &Path) -> Result<Vec<u8>, PictureError> {
    limited(File::open(path).map_err(unreadable)?)
}

/// Reads at most one byte more than a picture may have.
fn limited(from: impl Read) -> Result<Vec<u8>, PictureError> {
    let mut bytes = Vec::new();
    from.take(MOST_BYTES + 1)
        .read_to_end(&mut bytes)
        .map_err(unreadable)?;
    Ok(bytes)
}

fn is_zip(path: &Path) -> bool {
    let mut magic = [0u8; 4];
    let read = File::open(path).and_then(|mut file| file.read_exact(&mut magic));
    read.is_ok() && matches!(&magic, b"PK\x03\x04" | b"PK\x05\x06")
}

fn each_of_zip(
    path: &Path,
    skip: usize,
    work: &mut dyn FnMut(Entry) -> Result<(), PictureError>,
) -> Result<(), PictureError> {
    let file = BufReader::new(File::open(path).map_err(unreadable)?);
    let mut archive = ZipArchive::new(file).map_err(|_| PictureError::Unreadable("压缩包不完整".into()))?;
    if archive.len() > MOST_FILES {
        return Err(PictureError::TooLarge(format!(
            "压缩包内超过 {MOST_FILES} 个文件"
        )));
    }
    let mut seen = 0;
    for index in 0..archive.len() {
        let Ok(raw) = archive.by_index_raw(index) else {
            continue;
        };
        let name = zip_name(raw.name_raw());
        let is_wanted = !raw.is_dir() && !name.split('/').any(is_litter);
        let locked = raw.encrypted();
        drop(raw);
        if !is_wanted {
            continue;
        }
        seen += 1;
        if seen <= skip {
            continue;
        }
        let bytes = if locked {
            Err(PictureError::Unreadable("压缩包有密码，请解压后再导入".into()))
        } else {
            match archive.by_index(index) {
                Ok(entry) => limited(entry),
                Err(_) => Err(PictureError::Unreadable("解压不了".into())),
            }
        };
        work(Entry { name, bytes })?;
    }
    Ok(())
}

/// The name of a file in a zip: UTF-8 when it is, else the Chinese code page older programs write. It is only ever looked
/// at, never used as a path.
fn zip_name(raw: &[u8]) -> String {
    let text = match std::str::from_utf8(raw) {
        Ok(text) => text.to_owned(),
        Err(_) => GB18030.decode_without_bom_handling(raw).0.into_owned(),
    };
    text.replace('\\', "/")
}

fn unreadable(error: std::io::Error) -> PictureError {
    PictureError::Unreadable(antou_record::refusal(error.kind()).to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_in_zips_are_utf_8_or_gbk() {
        let (gbk, _, _) = GB18030.encode("照片\\张三.jpg");
        assert_eq!(zip_name(&gbk), "照片/张三.jpg");
        assert_eq!(zip_name("照片/张三.jpg".as_bytes()), "照片/张三.jpg");
    }
}
