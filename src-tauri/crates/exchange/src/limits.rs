//! What a foreign file may cost.

use serde::{Deserialize, Serialize};

/// What a foreign file may cost. The defaults take the largest rosters of a province and refuse what only an attack needs.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Limits {
    /// Address space of the reading process, in bytes.
    pub memory: u64,
    /// Processor time of the reading process, in seconds.
    pub cpu_seconds: u64,
    /// How long the reading process may stay silent, in seconds.
    pub silent_seconds: u64,
    /// Size of the file, in bytes.
    pub file: u64,
    /// Entries of a zip.
    pub entries: usize,
    /// Bytes all parts of a zip may unpack to.
    pub unpacked: u64,
    /// How many times larger than packed a part of more than [`Self::RATIO_FROM`] bytes may be.
    pub ratio: u64,
    /// Different texts of a workbook.
    pub texts: usize,
    /// Rows of a sheet.
    pub rows: u32,
    /// Columns of a sheet that have content.
    pub columns: u32,
    /// Characters of a cell; what is longer is cut one character behind, so that it is noticed and refused later.
    pub characters: usize,
    /// Size of one form or one file in a zip, in bytes.
    pub form: u64,
    /// Bytes of the photos of all forms read at once: they wait in memory for the clerk.
    pub photos: u64,
    /// Files in a zip of files.
    pub files: usize,
    /// Sheets of a workbook.
    pub sheets: usize,
}

impl Limits {
    /// Small parts may be packed as tightly as they like.
    pub(crate) const RATIO_FROM: u64 = 64 << 20;
}

impl Default for Limits {
    fn default() -> Self {
        Self {
            memory: 1 << 30,
            cpu_seconds: 120,
            silent_seconds: 60,
            file: 512 << 20,
            entries: 2_000,
            unpacked: 1_500_000_000,
            ratio: 400,
            texts: 5_000_000,
            rows: 1_048_576,
            columns: 512,
            characters: 32_767,
            form: 64 << 20,
            photos: 600 << 20,
            files: 20_000,
            sheets: 255,
        }
    }
}
