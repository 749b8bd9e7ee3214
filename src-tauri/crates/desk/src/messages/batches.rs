//! Imports as batches: the list, the people of one, and what an undo would leave.

use super::messages;
use super::{ChangeView, Counts, Refused};

messages! {
    /// Which imports to list.
    #[derive(Default)]
    #[serde(default)]
    pub struct BatchQuery {
        /// First import, from 0, the latest first.
        pub offset: u32,
        /// Number of imports.
        pub limit: u32,
    }

    /// Imports, the latest first.
    pub struct BatchPage {
        /// Number of all.
        pub total: u64,
        /// Those of the page.
        pub batches: Vec<BatchView>,
    }

    /// An import.
    pub struct BatchView {
        /// Its operation.
        pub op: i64,
        /// When, ISO date and time.
        pub at: String,
        /// By whom.
        pub operator: String,
        /// In words.
        pub label: String,
        /// The files it took in.
        pub files: Vec<BatchFile>,
        /// Rows of the files by outcome; absent where the files have no rows (photos).
        pub counts: Option<Counts>,
        /// People it concerned.
        pub people: u64,
        /// When it was taken back; absent while it stands.
        pub undone_at: Option<String>,
        /// By whom it was taken back.
        pub undone_by: Option<String>,
    }

    /// A file of an import.
    pub struct BatchFile {
        /// Its name.
        pub file: String,
        /// SM3 digest of its bytes.
        pub sm3: String,
    }

    /// Which people of an import to list.
    pub struct BatchRows {
        /// The import.
        pub op: i64,
        /// Only "added" or "updated".
        #[serde(default)]
        pub outcome: Option<String>,
        /// First person, from 0.
        pub offset: u32,
        /// Number of people.
        pub limit: u32,
    }

    /// People of an import.
    pub struct BatchRowsPage {
        /// Number of people that fit.
        pub total: u64,
        /// Those of the page, in the order of the files.
        pub rows: Vec<BatchRow>,
    }

    /// A person of an import.
    pub struct BatchRow {
        /// The person.
        pub person: i64,
        /// Name.
        pub name: String,
        /// Whether the person is in the vault now.
        pub present: bool,
        /// "added" or "updated".
        pub outcome: String,
        /// The first changes, field by field.
        pub changes: Vec<ChangeView>,
        /// Whether there are more.
        pub more: bool,
    }

    /// Asks what stands in the way of taking an operation back.
    pub struct UndoCheck {
        /// The operation.
        pub op: i64,
    }

    /// What an undo would leave as it is.
    pub struct UndoChecked {
        /// What was changed since; empty when all can be taken back.
        pub kept: Vec<Refused>,
    }

    /// An earlier import of the same bytes.
    pub struct EarlierImport {
        /// Name of the file now.
        pub file: String,
        /// The earlier operation.
        pub op: i64,
        /// When.
        pub at: String,
        /// By whom.
        pub operator: String,
        /// Whether it was taken back since.
        pub undone: bool,
    }
}
