//! What a row of a file would change in a dossier. Blank cells change nothing; rows missing from a file are never deleted.

use antou_record::{Item, Kind, Meaning, Record, Row, Value, dictionary, squeezed};

use super::choices::Choice;
use crate::messages::ImportField;

/// A change of one item.
#[derive(Debug, Clone)]
pub struct Change {
    /// The item.
    pub item: &'static Item,
    /// Value in the vault.
    pub old: Option<Value>,
    /// Value in the file; `None` where a blank cell clears it.
    pub new: Option<Value>,
    /// What becomes of it.
    pub choice: Choice,
    /// What the clerk decides by.
    pub field: Option<ImportField>,
}

impl Change {
    /// Whether it is made.
    pub fn is_taken(&self) -> bool {
        self.choice == Choice::Take
    }
}

impl PartialEq for Change {
    fn eq(&self, other: &Self) -> bool {
        std::ptr::eq(self.item, other.item) && self.old == other.old && self.new == other.new
    }
}

/// What becomes of a row of a set that a file brings.
#[derive(Debug, Clone, PartialEq)]
pub enum ChildChange {
    /// It is there already and says the same.
    Nothing,
    /// It is new.
    Add {
        /// What becomes of it.
        choice: Choice,
        /// What the clerk decides by.
        field: Option<ImportField>,
    },
    /// A row of the vault learns or changes some items.
    Update {
        /// The row.
        row: i64,
        /// Its changes.
        changes: Vec<Change>,
    },
    /// Several rows of the vault could be meant.
    Ambiguous(usize),
}

/// What a file's row changes in a row of the vault: filled items that say something else or something more.
pub fn changes(old: &Row, new: &Row) -> Vec<Change> {
    new.filled()
        .filter_map(|(item, value)| {
            let before = old.at(item.index);
            let says_more = match before {
                None => true,
                Some(before) => !says_same(item, value, before) || before.is_coarser_than(value),
            };
            says_more.then(|| Change {
                item,
                old: before.cloned(),
                new: Some(value.clone()),
                choice: Choice::Take,
                field: None,
            })
        })
        .collect()
}

/// What becomes of a row that a file brings for a set, against the rows kept.
pub fn against(records: &[Record], new: &Row) -> ChildChange {
    if records.iter().any(|record| changes(&record.row, new).is_empty()) {
        return ChildChange::Nothing;
    }
    let keyed = new.set().key.iter().any(|code| new.get(code).is_some());
    let meant: Vec<&Record> = records
        .iter()
        .filter(|record| keyed && same_key(&record.row, new))
        .collect();
    match meant.as_slice() {
        [] => ChildChange::Add {
            choice: Choice::Take,
            field: None,
        },
        [record] => ChildChange::Update {
            row: record.id,
            changes: changes(&record.row, new),
        },
        several => match several
            .iter()
            .filter(|record| full_key(&record.row, new))
            .collect::<Vec<_>>()
            .as_slice()
        {
            [record] => ChildChange::Update {
                row: record.id,
                changes: changes(&record.row, new),
            },
            _ => ChildChange::Ambiguous(several.len()),
        },
    }
}

/// Whether two values of an item say the same. Blanks and line breaks of a long text stand where a cell or a form was narrow,
/// and a name that has a row in the table it is suggested from is the same in each of its spellings: otherwise what we write
/// in one text would come back as another row.
fn says_same(item: &Item, one: &Value, two: &Value) -> bool {
    let (Value::Text(first), Value::Text(second)) = (one, two) else {
        return one.agrees_with(two);
    };
    let listed = |text: &str| {
        let table = dictionary().table(item.suggest.as_deref()?)?;
        match table.meaning(text) {
            Meaning::Label(code) | Meaning::Spelling(code) => Some(code.order),
            _ => None,
        }
    };
    first == second
        || item.kind == Kind::Long && squeezed(first) == squeezed(second)
        || item.suggest.is_some() && listed(first).is_some_and(|order| listed(second) == Some(order))
}

/// The key items known to both agree, and there is at least one of them.
fn same_key(old: &Row, new: &Row) -> bool {
    let mut shared = 0;
    for code in &new.set().key {
        let item = new.set().item(code);
        if let (Some(item), Some(one), Some(two)) = (item, old.get(code), new.get(code)) {
            if !says_same(item, one, two) {
                return false;
            }
            shared += 1;
        }
    }
    shared > 0
}

/// Both know the same key items and these agree.
fn full_key(old: &Row, new: &Row) -> bool {
    new.set()
        .key
        .iter()
        .all(|code| match (old.get(code), new.get(code)) {
            (Some(one), Some(two)) => new.set().item(code).is_some_and(|item| says_same(item, one, two)),
            (None, None) => true,
            _ => false,
        })
}

#[cfg(test)]
mod tests {
    use super::*;
    use antou_record::PartialDate;

    fn assessment(year: i64, conclusion: &str) -> Row {
        let mut row = Row::new(dictionary().set("assessment").expect("declared"));
        row.put("year", Value::Int(year));
        row.put("conclusion", Value::Code(conclusion.to_owned()));
        row
    }

    fn education(level: &str, degree: Option<&str>, graduated: Option<&str>) -> Row {
        let mut row = Row::new(dictionary().set("education").expect("declared"));
        row.put("mode", Value::Code("1".into()));
        row.put("level", Value::Code(level.to_owned()));
        row.put("degree", degree.map(|degree| Value::Code(degree.to_owned())));
        row.put(
            "graduated",
            graduated.and_then(PartialDate::from_iso).map(Value::Date),
        );
        row
    }

    fn kept(rows: &[Row]) -> Vec<Record> {
        rows.iter()
            .enumerate()
            .map(|(index, row)| Record {
                id: index as i64 + 1,
                row: row.clone(),
            })
            .collect()
    }

    #[test]
    fn the_same_year_is_the_same_row() {
        let records = kept(&[assessment(2021, "2"), assessment(2022, "1")]);
        assert_eq!(against(&records, &assessment(2021, "2")), ChildChange::Nothing);
        assert!(matches!(
            against(&records, &assessment(2021, "1")),
            ChildChange::Update { row: 1, .. }
        ));
        assert!(matches!(
            against(&records, &assessment(2023, "1")),
            ChildChange::Add { .. }
        ));
    }

    #[test]
    fn what_is_not_known_on_one_side_does_not_make_another_row() {
        let records = kept(&[education("21", None, Some("2005-07-01"))]);
        assert_eq!(
            against(&records, &education("21", None, Some("2005-07"))),
            ChildChange::Nothing,
            "coarser says nothing new"
        );
        let filled = against(&records, &education("21", Some("201"), None));
        assert!(
            matches!(&filled, ChildChange::Update { row: 1, changes } if changes.len() == 1),
            "{filled:?}"
        );
        assert!(matches!(
            against(&records, &education("11", None, None)),
            ChildChange::Add { .. }
        ));
    }

    #[test]
    fn two_rows_that_could_be_meant_are_not_guessed_between() {
        let records = kept(&[
            education("21", Some("201"), None),
            education("21", Some("202"), None),
        ]);
        assert_eq!(
            against(&records, &education("21", None, Some("2005-07"))),
            ChildChange::Ambiguous(2)
        );
    }

    #[test]
    fn what_a_text_tells_again_is_the_same_row() {
        let resume = |text: &str| {
            let mut row = Row::new(dictionary().set("resume").expect("declared"));
            row.put("started", PartialDate::from_iso("2004-08").map(Value::Date));
            row.put("text", Value::Text(text.to_owned()));
            row
        };
        let records = kept(&[resume("甲局\n办公室 科员")]);
        assert_eq!(against(&records, &resume("甲局办公室科员")), ChildChange::Nothing);
        let award = |name: &str| {
            let mut row = Row::new(dictionary().set("award").expect("declared"));
            row.put("name", Value::Text(name.to_owned()));
            row
        };
        let records = kept(&[award("党内警告处分")]);
        assert_eq!(against(&records, &award("党内警告")), ChildChange::Nothing);
    }
}
