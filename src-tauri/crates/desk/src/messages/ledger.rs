//! Ledgers (台账): the rows of one information set over everybody.

use super::{PeopleQuery, messages};

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

    /// Writes a ledger to a workbook, or prints it.
    pub struct ExportLedger {
        /// The ledger; paging is ignored.
        pub query: LedgerQuery,
        /// Title of the sheet.
        pub title: String,
        /// The .xlsx or .pdf file.
        pub to: String,
    }

    /// Asks for the printed pages of a ledger.
    pub struct PreviewLedger {
        /// The ledger; paging is ignored.
        pub query: LedgerQuery,
        /// Title of the list.
        pub title: String,
    }
}
