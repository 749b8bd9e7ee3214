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

messages! {
    /// Scans in bulk, named by person and number of the catalogue.
    pub struct MaterialScans {
        /// Folders, zips or files.
        pub files: Vec<String>,
        /// Whether they are kept; else it is only said what would become of them.
        #[serde(default)]
        pub write: bool,
    }

    /// What becomes of scans.
    pub struct MaterialScansView {
        /// The operation, for undo; absent when nothing was written.
        pub op: Option<i64>,
        /// How many materials get a scan.
        pub materials: u64,
        /// Files that are kept.
        pub added: u64,
        /// Files of materials that have a scan already: nothing is overwritten.
        pub there: u64,
        /// Files that cannot be kept.
        pub failed: u64,
        /// Every file.
        pub rows: Vec<MaterialScanRow>,
    }

    /// A file and what becomes of it.
    pub struct MaterialScanRow {
        /// Its name, with folders inside the folder or zip.
        pub file: String,
        /// Whose it is.
        pub person: Option<i64>,
        /// Name.
        pub name: String,
        /// Number and title of the material.
        pub material: String,
        /// added, there or failed.
        pub outcome: String,
        /// Why not.
        pub reason: String,
    }
}
