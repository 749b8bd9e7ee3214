//! What a clerk decided about the columns of one file, kept for the next file of the same unit.

use std::collections::BTreeSet;

use antou_record::plain_heading;
use serde::{Deserialize, Serialize};

use super::target::Target;
use super::{Column, Layout, Meaning, Nothing, repeats};
use crate::draft::Step;

/// What a clerk decided about the columns of one file.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Profile {
    /// One entry for each heading.
    pub columns: Vec<ProfileColumn>,
}

/// What one heading means.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ProfileColumn {
    /// The heading without blanks, upper headings first, `>` between.
    pub heading: String,
    /// Which of several columns with this heading, from 0.
    pub occurrence: usize,
    /// Path of the target; `None` when the column is to be left out.
    pub target: Option<String>,
    /// Which of several rows of the set.
    #[serde(default)]
    pub entry: u32,
    /// How its texts are cleaned before they are read.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub steps: Vec<Step>,
}

impl Profile {
    /// What was decided in a layout. Columns that nobody has settled are left open.
    pub fn of(layout: &Layout) -> Self {
        let headings = keyed(&layout.columns);
        let columns = headings
            .into_iter()
            .zip(&layout.columns)
            .filter_map(|((heading, occurrence), column)| {
                let (target, entry) = match &column.meaning {
                    Meaning::Target(target) => (Some(target.without(&column.by_title).path()), target.entry),
                    Meaning::Ignored(_) => (None, 0),
                    Meaning::Ambiguous(_) | Meaning::Unknown(_) => return None,
                };
                Some(ProfileColumn {
                    heading,
                    occurrence,
                    target,
                    entry,
                    steps: column.steps.clone(),
                })
            })
            .collect();
        Self { columns }
    }

    /// Columns of a layout that it says something about.
    pub fn settles(&self, layout: &Layout) -> BTreeSet<u32> {
        let keys = keyed(&layout.columns).into_iter().zip(&layout.columns);
        keys.filter(|((heading, occurrence), _)| {
            let mut decided = self.columns.iter();
            decided.any(|decided| decided.heading == *heading && decided.occurrence == *occurrence)
        })
        .map(|(_, column)| column.column)
        .collect()
    }

    /// Settles columns as they were settled before. A path that no longer exists settles nothing.
    pub(crate) fn apply(&self, layout: &mut Layout) {
        let keys = keyed(&layout.columns);
        for (key, column) in keys.into_iter().zip(&mut layout.columns) {
            let decided = self
                .columns
                .iter()
                .find(|decided| decided.heading == key.0 && decided.occurrence == key.1);
            let Some(decided) = decided else { continue };
            column.steps.clone_from(&decided.steps);
            column.by_title.clear();
            match &decided.target {
                None if matches!(column.meaning, Meaning::Ignored(_)) => {}
                None => column.meaning = Meaning::Ignored(Nothing::Wish),
                Some(path) => {
                    if let Some(target) = Target::parse(path) {
                        let entry = decided.entry;
                        column.meaning = Meaning::Target(Target { entry, ..target });
                    }
                }
            }
        }
        repeats::mark(&mut layout.columns);
    }
}

/// Plain headings from the left.
pub(crate) fn headings(columns: &[Column]) -> Vec<String> {
    keyed(columns).into_iter().map(|(heading, _)| heading).collect()
}

/// Heading and occurrence of each column.
fn keyed(columns: &[Column]) -> Vec<(String, usize)> {
    let mut keys: Vec<(String, usize)> = Vec::new();
    for column in columns {
        let plain: Vec<String> = column.parts.iter().map(|part| plain_heading(part)).collect();
        let heading = plain.join(">");
        let occurrence = keys.iter().filter(|(known, _)| *known == heading).count();
        keys.push((heading, occurrence));
    }
    keys
}
