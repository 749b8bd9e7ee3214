//! One item of many rows at once: a value, nothing, or some words in the place of others.

use super::{PeopleQuery, ProblemView, messages};

messages! {
    /// Which rows, which item, and what becomes of it.
    pub struct BatchEdit {
        /// The set: person for 基本情况, or that of a ledger.
        pub set: String,
        /// The item.
        pub item: String,
        /// The rows; all that `query` finds when left out.
        #[serde(default)]
        pub rows: Option<Vec<i64>>,
        /// The list the rows stand in.
        #[serde(default)]
        pub query: PeopleQuery,
        /// What becomes of the item.
        pub action: BatchAction,
    }

    /// What becomes of the item.
    #[derive(Default)]
    #[serde(default)]
    pub struct BatchAction {
        /// "put", "clear" or "replace".
        pub kind: String,
        /// The value to put, or the words to put in the place of those found.
        pub text: String,
        /// Words to look for.
        pub find: String,
        /// Whether they must be the whole cell.
        pub whole: bool,
        /// Whether full-width and half-width, capital and small letters are the same.
        pub alike: bool,
    }

    /// What a batch edit would do, or did.
    pub struct BatchEdited {
        /// Rows that change, before and after; the first of them.
        pub rows: Vec<BatchEditRow>,
        /// How many rows change.
        pub changed: u64,
        /// How many rows stay as they are.
        pub unchanged: u64,
        /// How many times the words were found.
        pub found: u64,
        /// Rows that cannot be changed so, with the reason; they stay as they are.
        pub refused: Vec<BatchEditRow>,
        /// How many those are.
        pub refused_count: u64,
        /// What is wrong with the value itself.
        pub problems: Vec<ProblemView>,
        /// The operation; absent before it is done, and when nothing changed.
        pub op: Option<i64>,
    }

    /// A row of a batch edit.
    pub struct BatchEditRow {
        /// The row.
        pub row: i64,
        /// The person or unit it belongs to.
        pub owner: Option<i64>,
        /// Name of the person or unit.
        pub name: String,
        /// The cell before.
        pub before: String,
        /// The cell after.
        pub after: String,
        /// Why it cannot be changed; empty when it can.
        pub problem: String,
    }
}
