//! The review: what the clerk decides about rows, fields, spellings and cells of a waiting import.

use super::{BlankPolicy, Candidate, messages};

messages! {
    /// A decision of the clerk about a waiting import.
    pub struct ImportDecide {
        /// The waiting import.
        pub import: u32,
        /// The decision.
        pub decision: ImportDecision,
    }

    /// A decision of the clerk. What is taken back is decided anew by the program.
    #[serde(tag = "about", rename_all = "snake_case")]
    pub enum ImportDecision {
        /// Who a row is about.
        Person {
            /// Number of the row in this import.
            row: u64,
            /// The answer; nothing takes it back.
            #[serde(default)]
            who: Option<Who>,
        },
        /// Whether a field takes what the file says.
        Field {
            /// The field.
            field: ImportField,
            /// Taken or kept; nothing takes the decision back.
            #[serde(default)]
            take: Option<bool>,
        },
        /// The same for all rows.
        Alike {
            /// `set.item`, or a set whose new rows are meant.
            item: String,
            /// Whether blank cells are meant.
            clears: bool,
            /// Taken or kept; nothing takes the decision back.
            #[serde(default)]
            take: Option<bool>,
        },
        /// What blank cells do.
        Blank {
            /// The policy.
            policy: BlankPolicy,
        },
        /// What unknown spellings of a code mean; the profile remembers it.
        Spelling {
            /// `set.item`.
            item: String,
            /// As the file has it.
            written: String,
            /// The code, or an empty text for nothing; absent takes the decision back.
            #[serde(default)]
            code: Option<String>,
        },
        /// Different spellings of one thing are written as one, in this import.
        Merge {
            /// `set.item`.
            item: String,
            /// As the file has them.
            written: Vec<String>,
            /// The one spelling; absent takes the decision back.
            #[serde(default)]
            to: Option<String>,
        },
        /// What is read in the place of a cell.
        Cell {
            /// Sheet in this import.
            sheet: u32,
            /// Row in the workbook, from 1.
            row: u32,
            /// Column, from 0.
            column: u32,
            /// The text; absent takes the correction back.
            #[serde(default)]
            text: Option<String>,
        },
    }

    /// Who a row is about.
    #[derive(PartialEq, Eq, PartialOrd, Ord)]
    #[serde(tag = "who", rename_all = "snake_case")]
    pub enum Who {
        /// Somebody new.
        New,
        /// Somebody in the vault.
        Person {
            /// The person.
            person: i64,
        },
        /// The person of an earlier row.
        Row {
            /// Number of that row in this import.
            row: u64,
        },
        /// Left held.
        Held,
    }

    /// A field a file brings: the cell it was read from and the item it fills.
    #[derive(PartialEq, Eq, PartialOrd, Ord)]
    pub struct ImportField {
        /// Sheet in this import.
        pub sheet: u32,
        /// Row in the workbook, from 1.
        pub row: u32,
        /// Column, from 0.
        pub column: u32,
        /// `set.item`, or a set when the whole new row is meant.
        pub item: String,
    }

    /// Names a row of a waiting import.
    pub struct ImportRowId {
        /// The waiting import.
        pub import: u32,
        /// Number of the row in this import.
        pub row: u64,
    }

    /// A row side by side with everybody it may be about.
    pub struct ImportComparison {
        /// Number of the row in this import.
        pub row: u64,
        /// Why the clerk is asked; empty when the program was certain.
        pub reason: String,
        /// What the clerk decided.
        pub decided: Option<Who>,
        /// Why nobody new can be made of the row; absent when it can.
        pub not_new: Option<String>,
        /// Everybody it may be about.
        pub candidates: Vec<ImportCandidate>,
        /// Their fields.
        pub fields: Vec<ComparedField>,
    }

    /// Somebody a row may be about.
    pub struct ImportCandidate {
        /// The answer that chooses this candidate.
        pub who: Who,
        /// Name, and where: 库中, or the place in the file.
        pub title: String,
    }

    /// A field of a row beside the same field of every candidate.
    pub struct ComparedField {
        /// Label.
        pub label: String,
        /// As the row has it.
        pub row: String,
        /// As the candidates have it, in their order.
        pub candidates: Vec<String>,
        /// Whether two of them that are filled differ.
        pub differs: bool,
    }

    /// A spelling no code table knows, in all rows alike.
    pub struct UnknownSpelling {
        /// `set.item`.
        pub item: String,
        /// Label of the item.
        pub label: String,
        /// As the file has it.
        pub written: String,
        /// In how many cells.
        pub count: u64,
        /// The code the clerk or the profile chose; empty for nothing.
        pub code: Option<String>,
        /// Label of that code.
        pub chosen: String,
        /// The most similar codes.
        pub similar: Vec<Candidate>,
    }

    /// Values of an item that are nearly equal.
    pub struct NearValues {
        /// `set.item`.
        pub item: String,
        /// Label of the item.
        pub label: String,
        /// Every spelling, the commonest first.
        pub spellings: Vec<SpellingCount>,
        /// The spelling we propose.
        pub proposed: String,
        /// The spelling the clerk chose.
        pub merged: Option<String>,
    }

    /// A spelling and how often it comes.
    pub struct SpellingCount {
        /// The spelling.
        pub text: String,
        /// In how many cells.
        pub count: u64,
        /// Whether the vault has it too.
        pub in_vault: bool,
    }
}
