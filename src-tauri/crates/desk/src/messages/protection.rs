//! What is protected, and how it is revealed.

use super::{RowView, messages};

messages! {
    /// Why something protected is to be seen; the password says that who asks has the right.
    pub struct Why {
        /// The reason, as it stands in the record of operations.
        pub reason: String,
        /// 查阅口令, or where there is none the operator's password.
        pub password: String,
    }

    /// Gives what is protected a password of its own, changes it or takes it away.
    pub struct SetProtectionPassword {
        /// The operator's password as long as there is no 查阅口令; then 查阅口令, or the recovery code when it is forgotten.
        pub proof: String,
        /// 查阅口令 from now on; none when left out.
        #[serde(default)]
        pub new: Option<String>,
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
