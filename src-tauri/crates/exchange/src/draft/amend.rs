//! What the clerk decided about texts: applied before they are read, so that the preview and the writing see the same.

use std::collections::{BTreeMap, BTreeSet};
use std::ops::Bound;

use antou_record::{Kind, Set, Written, squeezed, trimmed};
use serde::{Deserialize, Serialize};

use crate::cell::{Cell, shown};
use crate::chunk::SheetRow;
use crate::sheet::Rows;

/// Texts read in the place of others: by item (`person.health`), then by the text without blanks. An empty text means nothing.
pub type Spellings = BTreeMap<String, BTreeMap<String, String>>;

/// How the texts of a column are cleaned before they are read. The list is closed: each step is something a clerk would do
/// to every cell of a column without looking at it twice.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case", tag = "step", content = "text")]
pub enum Step {
    /// Leaves out a text every value begins with: 编号：0012.
    StripPrefix(String),
    /// Leaves out a text every value ends with: 1985.03生.
    StripSuffix(String),
    /// This text means nothing: 暂无, 0.
    BlankMeans(String),
    /// 单位及职务 in one cell is a unit and a title.
    SplitUnit,
}

impl Step {
    /// The text of a cell after the step; `None` when the step does not concern it.
    fn applied(&self, text: &str) -> Option<String> {
        let plain = trimmed(text);
        match self {
            Self::StripPrefix(prefix) => rest(plain.strip_prefix(prefix.as_str())),
            Self::StripSuffix(suffix) => rest(plain.strip_suffix(suffix.as_str())),
            Self::BlankMeans(nothing) => (squeezed(text) == squeezed(nothing)).then(String::new),
            Self::SplitUnit => None,
        }
    }
}

fn rest(text: Option<&str>) -> Option<String> {
    text.map(|text| trimmed(text).into_owned())
}

/// What the clerk decided about the texts of a sheet.
#[derive(Debug, Clone, Default)]
pub struct Amendments {
    /// Texts read in the place of others.
    pub spellings: Spellings,
    /// What the clerk typed in the place of a cell, by row (from 1) and column (from 0).
    pub cells: BTreeMap<(u32, u32), String>,
    /// Names of units, by which 单位及职务 is split.
    pub units: BTreeSet<String>,
    /// Whether blank cells are noted, because they may have to clear what is kept.
    pub notes_blanks: bool,
}

/// The item whose part a text is split off for: the unit beside a title.
pub fn unit_beside(set: &'static Set, item: &str) -> Option<&'static antou_record::Item> {
    let mut items = set.items.iter();
    (item == "title").then(|| items.find(|item| item.kind == Kind::Unit))?
}

/// 江东区水利局 副局长, or a unit that is known followed by a title. What cannot be told for certain stays whole.
pub(crate) fn split_unit<'t>(text: &'t str, units: &BTreeSet<String>) -> Option<(&'t str, &'t str)> {
    let parts: Vec<&str> = text.split_whitespace().collect();
    match parts.as_slice() {
        [unit, title] => Some((unit, title)),
        [whole] => {
            let starts = whole.char_indices().map(|(at, _)| at).rev();
            let known = |at: &usize| {
                whole
                    .get(..*at)
                    .is_some_and(|unit| !unit.is_empty() && units.contains(unit))
            };
            let at = starts.into_iter().find(known)?;
            whole.split_at_checked(at)
        }
        _ => None,
    }
}

/// How one column is amended.
#[derive(Debug, Default)]
pub(crate) struct Amending {
    pub(crate) steps: Vec<Step>,
    pub(crate) spellings: BTreeMap<String, String>,
}

impl Amending {
    /// The text to read instead of the one written; `None` when it is read as it stands.
    pub(crate) fn instead(&self, written: Written<'_>) -> Option<String> {
        if (self.steps.is_empty() && self.spellings.is_empty())
            || matches!(written, Written::Blank | Written::Fault(_))
        {
            return None;
        }
        let mut text = shown(written);
        let mut amended = false;
        for step in &self.steps {
            if let Some(cleaned) = step.applied(&text) {
                (text, amended) = (cleaned, true);
            }
        }
        match self.spellings.get(squeezed(&text).as_ref()) {
            Some(instead) => Some(instead.clone()),
            None => amended.then_some(text),
        }
    }

    /// Whether units are split off.
    pub(crate) fn splits(&self) -> bool {
        self.steps.contains(&Step::SplitUnit)
    }
}

/// The rows of a sheet with what the clerk typed in the place of cells.
pub(crate) struct Corrected<'a> {
    rows: Rows<'a>,
    cells: Option<&'a BTreeMap<(u32, u32), String>>,
}

impl<'a> Corrected<'a> {
    pub(crate) fn new(rows: Rows<'a>, amendments: Option<&'a Amendments>) -> Self {
        let cells = amendments.map(|amendments| &amendments.cells);
        Self {
            rows,
            cells: cells.filter(|cells| !cells.is_empty()),
        }
    }
}

impl<'a> Iterator for Corrected<'a> {
    type Item = SheetRow<'a>;

    fn next(&mut self) -> Option<SheetRow<'a>> {
        let mut row = self.rows.next()?;
        if let Some(cells) = self.cells {
            correct(&mut row, cells);
        }
        Some(row)
    }
}

/// Puts what the clerk typed into a row.
pub fn correct<'a>(row: &mut SheetRow<'a>, cells: &'a BTreeMap<(u32, u32), String>) {
    let own = (
        Bound::Included((row.number, 0)),
        Bound::Included((row.number, u32::MAX)),
    );
    for ((_, column), text) in cells.range(own) {
        row.put(Cell {
            column: *column,
            written: if text.is_empty() {
                Written::Blank
            } else {
                Written::Text(text)
            },
            continued: false,
            uncalculated: false,
        });
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_unit_is_split_off_only_where_it_is_certain() {
        let units = ["江东区水利局", "江东区水利局执法大队"]
            .map(str::to_owned)
            .into_iter()
            .collect();
        let cases = [
            ("江东区水利局 副局长", Some(("江东区水利局", "副局长"))),
            ("江东区水利局副局长", Some(("江东区水利局", "副局长"))),
            (
                "江东区水利局执法大队大队长",
                Some(("江东区水利局执法大队", "大队长")),
            ),
            ("江东区林业局局长", None),
            ("江东区水利局", None),
            ("江东区 水利局 副局长", None),
            ("", None),
        ];
        for (text, split) in cases {
            assert_eq!(split_unit(text, &units), split, "{text}");
        }
    }

    #[test]
    fn steps_clean_and_spellings_replace() {
        let amending = Amending {
            steps: vec![Step::StripSuffix("学历".into()), Step::BlankMeans("暂 无".into())],
            spellings: [("本科生".to_owned(), "大学本科".to_owned())].into(),
        };
        let cases = [
            ("本科生学历", Some("大学本科")),
            ("大专学历", Some("大专")),
            ("暂无", Some("")),
            ("中专", None),
        ];
        for (written, instead) in cases {
            assert_eq!(
                amending.instead(Written::Text(written)).as_deref(),
                instead,
                "{written}"
            );
        }
    }
}
