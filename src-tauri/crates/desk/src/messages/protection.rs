//! What is protected, and how it is revealed.

use super::{RowView, messages};

messages! {
    /// Why something protected is to be seen; the password says that it is the operator who asks.
    pub struct Why {
        /// The reason, as it stands in the record of operations.
        pub reason: String,
        /// The operator's password.
        pub password: String,
    }

    /// Shows what is protected of one set of a person.
    pub struct Reveal {
        /// The person.
        pub person: i64,
        /// The set.
        pub set: String,
        /// Why.
        pub why: Why,
    }

    /// What was protected is open for a while.
    pub struct RevealedRows {
        /// The rows of the set with everything in them.
        pub rows: Vec<RowView>,
        /// Seconds for which it stays open.
        pub seconds: u32,
    }
}
