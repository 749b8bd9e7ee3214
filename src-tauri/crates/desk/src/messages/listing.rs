//! Computed lists: what the numbers of the work screens open.

use super::{CitedRule, SortKey, messages};

messages! {
    /// Which computed list, about what, in which order.
    pub struct ListingQuery {
        /// Its name: training_short.
        pub name: String,
        /// The unit with all below it; everybody when left out.
        #[serde(default)]
        pub unit: Option<i64>,
        /// The year it is about; that of 基准日 when left out.
        #[serde(default)]
        pub year: Option<i32>,
        /// The row of an information set it is about, for lists about one.
        #[serde(default)]
        pub row: Option<i64>,
        /// Further words the list understands: "short".
        #[serde(default)]
        pub only: String,
        /// Free text: only rows one of whose cells contains it, or whose name it spells.
        #[serde(default)]
        pub text: String,
        /// Order by columns; as the list itself when empty.
        #[serde(default)]
        pub sort: Vec<SortKey>,
        /// Columns to show, in this order; all when empty.
        #[serde(default)]
        pub columns: Vec<String>,
        /// First row, from 0.
        #[serde(default)]
        pub offset: u32,
        /// Number of rows.
        #[serde(default)]
        pub limit: u32,
    }

    /// A page of a computed list.
    pub struct ListingPage {
        /// What stands above it.
        pub title: String,
        /// Every column there is.
        pub columns: Vec<ListingColumn>,
        /// Number of rows that fit.
        pub total: u64,
        /// Rows of the page.
        pub rows: Vec<ListingRow>,
        /// What has to be known to read it, a sentence each.
        pub notes: Vec<String>,
        /// The rules it rests on.
        pub rules: Vec<CitedRule>,
        /// 基准日.
        pub as_of: String,
        /// Time taken, in milliseconds.
        pub elapsed_ms: f64,
    }

    /// A column of a computed list.
    pub struct ListingColumn {
        /// Its name in queries.
        pub code: String,
        /// Heading.
        pub label: String,
        /// Width in full-width characters.
        pub width: u8,
        /// text, number or date.
        pub kind: String,
    }

    /// A row of a computed list.
    pub struct ListingRow {
        /// Its place in the whole list.
        pub id: i64,
        /// Whom it is about; absent when it is about a unit.
        pub person: Option<i64>,
        /// Shown texts, one for each column asked for.
        pub cells: Vec<String>,
    }

    /// Writes a computed list to a workbook (.xlsx), or prints it into a PDF.
    pub struct ExportListing {
        /// The list; paging is ignored.
        pub query: ListingQuery,
        /// Title of the sheet.
        pub title: String,
        /// The file.
        pub to: String,
    }

    /// Asks for the pages of a computed list.
    pub struct PreviewListing {
        /// The list; paging is ignored.
        pub query: ListingQuery,
        /// Title of the sheet.
        pub title: String,
    }
}
