//! Rules as they are cited on screen and paper.

use super::messages;

messages! {
    /// A rule as it is cited.
    pub struct CitedRule {
        /// Stable id.
        pub id: String,
        /// What it is about.
        pub title: String,
        /// What it means for the clerk.
        pub effect: String,
        /// Document, number, article.
        pub citation: String,
        /// What has to be checked before it is relied on; absent when nothing.
        pub verify: Option<String>,
    }
}
