//! The record dictionary as the window needs it.

use super::messages;
use std::collections::BTreeMap;

messages! {
    /// All sets and code tables.
    pub struct DictionaryView {
        /// Sets in the order of a dossier.
        pub sets: Vec<SetView>,
        /// Code tables by name.
        pub tables: BTreeMap<String, TableView>,
    }

    /// An information set.
    pub struct SetView {
        /// Name in requests.
        pub code: String,
        /// Name for the clerk.
        pub label: String,
        /// Code in GB/T 14946.
        pub gb: Option<String>,
        /// "person", "unit" or "none".
        pub owner: String,
        /// Whether all of its items are protected.
        pub protected: bool,
        /// Items that make two rows the same.
        pub key: Vec<String>,
        /// Items in the order of the entry form.
        pub items: Vec<ItemView>,
    }

    /// An item.
    pub struct ItemView {
        /// Name in requests.
        pub code: String,
        /// Name for the clerk.
        pub label: String,
        /// text long int dec bool year date code codes unit person row id place blob.
        pub kind: String,
        /// Code table of code and codes, set of row.
        pub table: Option<String>,
        /// Code table whose labels are offered for text.
        pub suggest: Option<String>,
        /// Whether a row without it is incomplete.
        pub required: bool,
        /// Whether it is shown nowhere until the operator says why and confirms it.
        pub protected: bool,
        /// Whether a dossier masks it until it is pressed: numbers and addresses.
        pub private: bool,
        /// Whether it takes the whole width of the form.
        pub wide: bool,
        /// Shown after a number.
        pub unit: Option<String>,
        /// One sentence below the field.
        pub help: Option<String>,
        /// Heading of its part of the form.
        pub group: Option<String>,
        /// Width of the list column in full-width characters.
        pub width: u8,
    }

    /// A code table.
    pub struct TableView {
        /// Name.
        pub code: String,
        /// Name for the clerk.
        pub label: String,
        /// Standard it comes from.
        pub standard: String,
        /// Rows in the order of the standard.
        pub rows: Vec<CodeView>,
    }

    /// A row of a code table.
    pub struct CodeView {
        /// The code.
        pub code: String,
        /// The label.
        pub label: String,
        /// Pinyin initials of the label, to pick by.
        pub initials: String,
    }
}
