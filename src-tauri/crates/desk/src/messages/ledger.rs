//! Ledgers (台账): the rows of one information set over everybody.

use super::{PeopleQuery, ProblemView, Why, messages};

messages! {
    /// Which rows of a ledger, in which order, showing what.
    pub struct LedgerQuery {
        /// The information set: training.
        pub set: String,
        /// The rest as in a list of people: columns, conditions and keys written `training.hours` are about the row of the
        /// ledger, all others about its person.
        #[serde(default)]
        pub query: PeopleQuery,
    }

    /// A page of a ledger.
    pub struct LedgerPage {
        /// Number of rows that fit.
        pub total: u64,
        /// Rows of the page.
        pub rows: Vec<LedgerRow>,
        /// 基准日 of computed columns.
        pub as_of: String,
        /// Time the database took, in milliseconds.
        pub elapsed_ms: f64,
    }

    /// A row of a ledger.
    pub struct LedgerRow {
        /// The row in its set.
        pub id: i64,
        /// The person or the unit it belongs to; absent when it is nobody's.
        pub owner: Option<i64>,
        /// Shown texts, one for each column asked for.
        pub cells: Vec<String>,
    }

    /// Puts the rows of a ledger together: the classes of a year, each with how many took part.
    pub struct LedgerGroupsQuery {
        /// The ledger; columns, order and paging are not looked at.
        pub query: LedgerQuery,
        /// Codes of items of the set that have to be the same.
        pub by: Vec<String>,
    }

    /// Rows of a ledger that say the same.
    pub struct LedgerGroupView {
        /// How many rows.
        pub rows: u64,
        /// How many people or units they belong to.
        pub owners: u64,
        /// Shown texts of the items asked for.
        pub cells: Vec<String>,
    }

    /// Adds the same row for many people at once: a class and those who took part, a pledge everybody signed.
    pub struct AddRows {
        /// The information set.
        pub set: String,
        /// Typed texts by item code.
        pub values: std::collections::BTreeMap<String, String>,
        /// The people.
        pub people: Vec<i64>,
    }

    /// Rows were added.
    pub struct AddedRows {
        /// The operation, for undo; absent when nothing was added.
        pub op: Option<i64>,
        /// People who have a new row.
        pub added: u64,
        /// People who had a row with the same key already; it was left as it is.
        pub already: Vec<i64>,
        /// What is wrong with the texts; nothing was added when one is an error.
        pub problems: Vec<ProblemView>,
    }

    /// Writes a ledger to a workbook, or prints it.
    pub struct ExportLedger {
        /// The ledger; paging is ignored.
        pub query: LedgerQuery,
        /// Title of the sheet.
        pub title: String,
        /// The .xlsx or .pdf file.
        pub to: String,
        /// Why protected items among the columns go into the file; refused without.
        #[serde(default)]
        pub why: Option<Why>,
    }

    /// Asks for the printed pages of a ledger.
    pub struct PreviewLedger {
        /// The ledger; paging is ignored.
        pub query: LedgerQuery,
        /// Title of the list.
        pub title: String,
    }
}
