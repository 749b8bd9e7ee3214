//! Entry of many rows at once, drafts.

use super::SavedRow;
use super::messages;
use std::collections::BTreeMap;

messages! {
    /// Adds, changes and deletes rows in one operation.
    pub struct SaveRows {
        /// The rows, in the order in which they are written.
        pub rows: Vec<RowToSave>,
    }

    /// What becomes of one row.
    pub struct RowToSave {
        /// The set.
        pub set: String,
        /// The person it belongs to; absent for units, and for a person added by an earlier row of the batch.
        #[serde(default)]
        pub person: Option<i64>,
        /// The row; a new one when left out. For 基本情况 the row is the person.
        #[serde(default)]
        pub row: Option<i64>,
        /// Typed texts by item code; null or empty clears the item; items left out stay.
        #[serde(default)]
        pub values: BTreeMap<String, Option<String>>,
        /// Whether the row goes.
        #[serde(default)]
        pub deleted: bool,
    }

    /// What became of each row, in the order asked. A refused one was not written; the others were.
    pub struct SavedRows {
        /// The rows.
        pub rows: Vec<SavedRow>,
        /// The one operation; absent when nothing was written.
        pub op: Option<i64>,
    }

    /// Keeps what has been typed and not saved.
    pub struct KeepDraft {
        /// What it is a draft of.
        pub name: String,
        /// What was typed; nothing when it was saved or given up.
        #[serde(default)]
        pub value: Option<String>,
    }

    /// Something typed and not saved.
    pub struct DraftView {
        /// What it is a draft of.
        pub name: String,
        /// When, as it is shown.
        pub at: String,
        /// What was typed.
        pub value: String,
    }
}
