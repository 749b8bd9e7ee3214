//! Scans: the picture or PDF behind an item of a row, whatever the set.

use super::messages;

messages! {
    /// Keeps a scan with a row, instead of the one that was there.
    pub struct ScanAttach {
        /// The set.
        pub set: String,
        /// The row.
        pub row: i64,
        /// The item, of kind blob.
        pub item: String,
        /// The picture or PDF.
        pub file: String,
    }

    /// Names the scan of a row.
    pub struct ScanAt {
        /// The set.
        pub set: String,
        /// The row.
        pub row: i64,
        /// The item.
        pub item: String,
    }

    /// Asks for a page of a scan.
    pub struct ScanView {
        /// The set.
        pub set: String,
        /// The row.
        pub row: i64,
        /// The item.
        pub item: String,
        /// The page, from 0.
        #[serde(default)]
        pub page: u32,
    }

    /// Writes a scan to a file as it came.
    pub struct ScanSave {
        /// The set.
        pub set: String,
        /// The row.
        pub row: i64,
        /// The item.
        pub item: String,
        /// The file; its extension is that of the scan.
        pub to: String,
    }

    /// A scan was kept or removed.
    pub struct ScanSaved {
        /// The operation, for undo; absent when nothing changed.
        pub op: Option<i64>,
    }

    /// A page of a scan.
    pub struct ScanPage {
        /// As a data URL.
        pub picture: String,
        /// How many pages there are.
        pub pages: u32,
        /// Extension of the file as it came: pdf, jpg or png.
        pub extension: String,
        /// Bytes of the file.
        pub bytes: u64,
    }
}
