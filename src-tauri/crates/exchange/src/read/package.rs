//! The zip around a workbook or a document of an office program: its parts by name.

use std::collections::HashMap;
use std::io::{self, BufReader, Read, Seek};

use super::checked::Checked;
use crate::error::ReadError;
use crate::limits::Limits;

/// The parts of a workbook.
pub(crate) struct Package<R> {
    archive: Checked<R>,
    by_name: HashMap<String, usize>,
}

impl<R: Read + Seek> Package<R> {
    /// Opens a zip and refuses what only an attack contains.
    pub(crate) fn open(file: R, limits: &Limits) -> Result<Self, ReadError> {
        let twice = || ReadError::Damaged("压缩包内部件重名".into());
        let mut by_name = HashMap::new();
        let archive = Checked::open(
            file,
            limits,
            limits.entries,
            "压缩包内部件",
            |index, name| {
                let name = plain_name(&String::from_utf8_lossy(name));
                match by_name.insert(name, index) {
                    None => Ok(()),
                    Some(_) => Err(twice()),
                }
            },
        )?;
        if archive.has_duplicate_names() {
            return Err(twice());
        }
        Ok(Self { archive, by_name })
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
        let result = self.archive.unpack(index, u64::MAX, |entry| {
            read(&mut BufReader::with_capacity(64 << 10, entry))
        });
        result.map(Some)
    }

    /// Gives the file back.
    pub(crate) fn into_inner(self) -> R {
        self.archive.into_inner()
    }
}

/// Names of parts are compared without case, and some programs write backslashes.
fn plain_name(name: &str) -> String {
    name.trim_start_matches('/')
        .replace('\\', "/")
        .to_ascii_lowercase()
}
