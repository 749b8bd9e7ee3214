//! A zip nobody trusts: checked before anything is unpacked, and metered while it is.

use std::io::{self, Read, Seek};

use zip::ZipArchive;

use crate::error::ReadError;
use crate::limits::Limits;

/// A zip that holds nothing only an attack contains.
pub(crate) struct Checked<R> {
    archive: ZipArchive<R>,
    left: u64,
    ratio: u64,
}

impl<R: Read + Seek> Checked<R> {
    /// Opens a zip of at most `most_entries` (`too_many` says so) and tells the raw name of each.
    pub(crate) fn open(
        file: R,
        limits: &Limits,
        most_entries: usize,
        too_many: &str,
        mut each: impl FnMut(usize, &[u8]) -> Result<(), ReadError>,
    ) -> Result<Self, ReadError> {
        let mut archive = ZipArchive::new(file).map_err(|error| damaged(&error))?;
        if archive.len() > most_entries {
            return Err(ReadError::TooLarge(format!("{too_many}超过 {most_entries} 个")));
        }
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
            each(index, entry.name_raw())?;
        }
        if declared > limits.unpacked {
            return Err(too_large());
        }
        Ok(Self {
            archive,
            left: limits.unpacked,
            ratio: limits.ratio,
        })
    }

    /// Whether two entries have one name.
    pub(crate) fn has_duplicate_names(&self) -> bool {
        self.archive.has_duplicate_names()
    }

    /// What an entry says it unpacks to.
    pub(crate) fn size(&mut self, index: usize) -> Result<u64, ReadError> {
        let entry = self
            .archive
            .by_index_raw(index)
            .map_err(|error| damaged(&error))?;
        Ok(entry.size())
    }

    /// Unpacks an entry through `read`, `most_bytes` of it at most.
    pub(crate) fn unpack<T>(
        &mut self,
        index: usize,
        most_bytes: u64,
        read: impl FnOnce(&mut dyn Read) -> Result<T, ReadError>,
    ) -> Result<T, ReadError> {
        let entry = self.archive.by_index(index).map_err(|error| damaged(&error))?;
        let allowed = self
            .left
            .min(most(entry.compressed_size(), self.ratio))
            .min(most_bytes);
        let mut metered = Metered::new(entry, allowed);
        let result = read(&mut metered);
        let left = metered.left().ok_or_else(too_large)?;
        self.left = self.left.saturating_sub(allowed - left);
        result
    }

    /// Gives the file back.
    pub(crate) fn into_inner(self) -> R {
        self.archive.into_inner()
    }
}

/// What a part of this packed size may unpack to.
fn most(packed: u64, ratio: u64) -> u64 {
    Limits::RATIO_FROM.max(packed.saturating_mul(ratio))
}

fn too_large() -> ReadError {
    ReadError::TooLarge("解压后的内容异常庞大".into())
}

fn damaged(error: &zip::result::ZipError) -> ReadError {
    match error {
        zip::result::ZipError::InvalidPassword => ReadError::Password,
        zip::result::ZipError::UnsupportedArchive(_) => ReadError::Damaged("压缩方式不支持".into()),
        _ => ReadError::Damaged("压缩结构不完整".into()),
    }
}

/// Counts what is unpacked, whatever the zip declares.
struct Metered<R> {
    inner: R,
    left: u64,
    exceeded: bool,
}

impl<R: Read> Metered<R> {
    /// Lets so many bytes pass.
    fn new(inner: R, left: u64) -> Self {
        Self {
            inner,
            left,
            exceeded: false,
        }
    }

    /// Bytes that may still pass; `None` when there were more.
    fn left(&self) -> Option<u64> {
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
