//! The zip around a workbook: checked before anything is unpacked, and metered while it is.

use std::collections::HashMap;
use std::io::{self, BufReader, Read, Seek};

use zip::ZipArchive;

use crate::error::ReadError;
use crate::limits::Limits;

/// The parts of a workbook.
pub(crate) struct Package<R> {
    archive: ZipArchive<R>,
    by_name: HashMap<String, usize>,
    left: u64,
    ratio: u64,
}

impl<R: Read + Seek> Package<R> {
    /// Opens a zip and refuses what only an attack contains.
    pub(crate) fn open(file: R, limits: &Limits) -> Result<Self, ReadError> {
        let mut archive = ZipArchive::new(file).map_err(|error| damaged(&error))?;
        if archive.len() > limits.entries {
            return Err(ReadError::TooLarge(format!(
                "压缩包内部件超过 {} 个",
                limits.entries
            )));
        }
        let mut by_name = HashMap::with_capacity(archive.len());
        let mut declared = 0u64;
        for index in 0..archive.len() {
            let entry = archive.by_index_raw(index).map_err(|error| damaged(&error))?;
            if entry.encrypted() {
                return Err(ReadError::Password);
            }
            declared = declared.saturating_add(entry.size());
            if entry.size() > most(entry.compressed_size(), limits.ratio) {
                return Err(too_large());
            }
            let name = plain_name(&String::from_utf8_lossy(entry.name_raw()));
            if by_name.insert(name, index).is_some() {
                return Err(ReadError::Damaged("压缩包内部件重名".into()));
            }
        }
        if declared > limits.unpacked {
            return Err(too_large());
        }
        if archive.has_duplicate_names() {
            return Err(ReadError::Damaged("压缩包内部件重名".into()));
        }
        Ok(Self {
            archive,
            by_name,
            left: limits.unpacked,
            ratio: limits.ratio,
        })
    }

    /// Whether there is a part of this name.
    pub(crate) fn has(&self, name: &str) -> bool {
        self.by_name.contains_key(&plain_name(name))
    }

    /// Unpacks a part through `read`; `None` when there is no such part.
    pub(crate) fn part<T>(
        &mut self,
        name: &str,
        read: impl FnOnce(&mut dyn io::BufRead) -> Result<T, ReadError>,
    ) -> Result<Option<T>, ReadError> {
        let Some(&index) = self.by_name.get(&plain_name(name)) else {
            return Ok(None);
        };
        let entry = self.archive.by_index(index).map_err(|error| damaged(&error))?;
        let allowed = self.left.min(most(entry.compressed_size(), self.ratio));
        let mut metered = BufReader::with_capacity(64 << 10, Metered::new(entry, allowed));
        let result = read(&mut metered);
        let left = metered.get_ref().left().ok_or_else(too_large)?;
        self.left = self.left.saturating_sub(allowed - left);
        result.map(Some)
    }

    /// Gives the file back.
    pub(crate) fn into_inner(self) -> R {
        self.archive.into_inner()
    }
}

/// What a part of this packed size may unpack to.
pub(crate) fn most(packed: u64, ratio: u64) -> u64 {
    Limits::RATIO_FROM.max(packed.saturating_mul(ratio))
}

pub(crate) fn too_large() -> ReadError {
    ReadError::TooLarge("解压后的内容异常庞大".into())
}

pub(crate) fn damaged(error: &zip::result::ZipError) -> ReadError {
    match error {
        zip::result::ZipError::InvalidPassword => ReadError::Password,
        zip::result::ZipError::UnsupportedArchive(_) => ReadError::Damaged("压缩方式不支持".into()),
        _ => ReadError::Damaged("压缩结构不完整".into()),
    }
}

/// Names of parts are compared without case, and some programs write backslashes.
fn plain_name(name: &str) -> String {
    name.trim_start_matches('/')
        .replace('\\', "/")
        .to_ascii_lowercase()
}

/// Counts what is unpacked, whatever the zip declares.
pub(crate) struct Metered<R> {
    inner: R,
    left: u64,
    exceeded: bool,
}

impl<R: Read> Metered<R> {
    /// Lets so many bytes pass.
    pub(crate) fn new(inner: R, left: u64) -> Self {
        Self {
            inner,
            left,
            exceeded: false,
        }
    }

    /// Bytes that may still pass; `None` when there were more.
    pub(crate) fn left(&self) -> Option<u64> {
        (!self.exceeded).then_some(self.left)
    }
}

impl<R: Read> Read for Metered<R> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        let read = self.inner.read(buffer)?;
        match self.left.checked_sub(read as u64) {
            Some(left) => {
                self.left = left;
                Ok(read)
            }
            None => {
                self.exceeded = true;
                Err(io::Error::other("unpacks to too much"))
            }
        }
    }
}
