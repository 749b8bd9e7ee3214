//! What becomes of a row: exactly one of five.

use crate::messages::Counts;

/// What becomes of a row of a file.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Outcome {
    /// Somebody new.
    Added,
    /// Somebody who is there learns something.
    Updated,
    /// Nothing new about somebody who is there.
    Unchanged,
    /// The clerk decides.
    Held,
    /// No person: subtotal, note, blank.
    Ignored,
}

impl Outcome {
    /// The word in messages.
    pub(crate) fn as_str(self) -> &'static str {
        match self {
            Self::Added => "added",
            Self::Updated => "updated",
            Self::Unchanged => "unchanged",
            Self::Held => "held",
            Self::Ignored => "ignored",
        }
    }

    /// Counts rows.
    pub(crate) fn count(self, rows: u64, counts: &mut Counts) {
        counts.read += rows;
        *match self {
            Self::Added => &mut counts.added,
            Self::Updated => &mut counts.updated,
            Self::Unchanged => &mut counts.unchanged,
            Self::Held => &mut counts.held,
            Self::Ignored => &mut counts.ignored,
        } += rows;
    }
}
