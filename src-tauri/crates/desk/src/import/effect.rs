//! What a row of a file does to a dossier, by the clerk's decisions: the one answer that preview and writing share.

use antou_exchange::draft::{Child, Draft, Origin};
use antou_record::{Dossier, Item, Kind, Record, Row, Set};

use super::choices::{Choice, Ruling};
use super::compare::{self, Change, ChildChange};
use super::told;

/// What a row would change in a dossier.
#[derive(Debug, Default)]
pub(crate) struct Effect {
    /// Changes of 基本情况.
    pub(crate) person: Vec<Change>,
    /// What becomes of each row the file brings for other sets, in the order of the draft.
    pub(crate) children: Vec<ChildChange>,
}

impl Effect {
    /// What a draft would change in a dossier.
    pub(crate) fn of(dossier: &Dossier, draft: &Draft, ruling: Ruling<'_>) -> Self {
        let mut person = compare::changes(&dossier.person, &draft.person);
        rule(&mut person, &draft.cells, ruling);
        person.extend(cleared(&dossier.person, &draft.person, &draft.blanks, ruling));
        let children = draft.children.iter();
        Self {
            person,
            children: children.map(|child| of_child(dossier, child, ruling)).collect(),
        }
    }

    /// Whether nothing is written.
    pub(crate) fn is_nothing(&self) -> bool {
        let quiet = |changes: &[Change]| !changes.iter().any(Change::is_taken);
        quiet(&self.person)
            && self.children.iter().all(|child| match child {
                ChildChange::Add { choice, .. } => *choice != Choice::Take,
                ChildChange::Update { changes, .. } => quiet(changes),
                ChildChange::Nothing | ChildChange::Ambiguous(_) => true,
            })
    }

    /// Fields the clerk is asked about.
    pub(crate) fn asked(&self) -> impl Iterator<Item = &Change> {
        let of_children = self.children.iter().flat_map(|child| match child {
            ChildChange::Update { changes, .. } => changes.as_slice(),
            _ => &[],
        });
        let all = self.person.iter().chain(of_children);
        all.filter(|change| change.choice == Choice::Ask)
    }

    /// What the dossier looks like afterwards. Rows it learns have no id yet: they get one that no kept row has.
    pub(crate) fn apply(&self, dossier: &mut Dossier, draft: &Draft) {
        put(&mut dossier.person, &self.person);
        for (change, child) in self.children.iter().zip(&draft.children) {
            let records = dossier.sets.entry(child.row.set().code.clone()).or_default();
            match change {
                ChildChange::Add {
                    choice: Choice::Take, ..
                } => records.push(Record {
                    id: -1 - i64::try_from(records.len()).unwrap_or(i64::MAX - 1),
                    row: child.row.clone(),
                }),
                ChildChange::Update { row, changes } => {
                    if let Some(record) = records.iter_mut().find(|record| record.id == *row) {
                        put(&mut record.row, changes);
                    }
                }
                _ => {}
            }
        }
    }
}

fn put(row: &mut Row, changes: &[Change]) {
    for change in changes.iter().filter(|change| change.is_taken()) {
        row.put_at(change.item.index, change.new.clone());
    }
}

fn origin_of(item: &Item, cells: &[Origin]) -> Option<Origin> {
    cells.iter().find(|origin| origin.item == item.index).copied()
}

/// Says of each change what becomes of it.
fn rule(changes: &mut [Change], cells: &[Origin], ruling: Ruling<'_>) {
    for change in changes {
        let origin = origin_of(change.item, cells);
        change.choice = ruling.field(change.item, origin, false);
        change.field = origin.map(|origin| ruling.name(&change.item.full_path(), origin));
    }
}

fn of_child(dossier: &Dossier, child: &Child, ruling: Ruling<'_>) -> ChildChange {
    let set = child.row.set();
    let records = dossier.rows(&set.code);
    if told::says(dossier, &child.row) {
        return ChildChange::Nothing;
    }
    match compare::against(records, &child.row) {
        ChildChange::Add { .. } => {
            let origin = child.cells.first().copied();
            ChildChange::Add {
                choice: ruling.new_row(&set.code, origin),
                field: origin.map(|origin| ruling.name(&set.code, origin)),
            }
        }
        ChildChange::Update { row, mut changes } => {
            rule(&mut changes, &child.cells, ruling);
            if let Some(record) = records.iter().find(|record| record.id == row) {
                changes.extend(cleared(&record.row, &child.row, &child.blanks, ruling));
            }
            ChildChange::Update { row, changes }
        }
        ChildChange::Nothing if !child.blanks.is_empty() => said_again(records, child, ruling),
        other => other,
    }
}

/// A row that is there and says the same may still clear something, when it is certain which row is meant.
fn said_again(records: &[Record], child: &Child, ruling: Ruling<'_>) -> ChildChange {
    let mut same = records
        .iter()
        .filter(|record| compare::changes(&record.row, &child.row).is_empty());
    let (Some(record), None) = (same.next(), same.next()) else {
        return ChildChange::Nothing;
    };
    let changes: Vec<Change> = cleared(&record.row, &child.row, &child.blanks, ruling).collect();
    if changes.is_empty() {
        return ChildChange::Nothing;
    }
    ChildChange::Update {
        row: record.id,
        changes,
    }
}

/// Values that blank cells clear or may clear. What tells people and rows apart, and what a row needs, is never cleared.
fn cleared<'a>(
    old: &'a Row,
    new: &'a Row,
    blanks: &'a [Origin],
    ruling: Ruling<'a>,
) -> impl Iterator<Item = Change> + 'a {
    let set = old.set();
    blanks.iter().filter_map(move |origin| {
        let item = set.items.get(origin.item)?;
        let before = old.at(item.index)?;
        if new.at(item.index).is_some() || !is_clearable(set, item) {
            return None;
        }
        let choice = ruling.field(item, Some(*origin), true);
        let field = ruling.name(&item.full_path(), *origin);
        if choice == Choice::Keep && ruling.is_silent(&field) {
            return None;
        }
        Some(Change {
            item,
            old: Some(before.clone()),
            new: None,
            choice,
            field: Some(field),
        })
    })
}

fn is_clearable(set: &Set, item: &Item) -> bool {
    let tells_apart = set.code == "person" && matches!(item.code.as_str(), "name" | "birth" | "id_number");
    !(item.required || item.kind == Kind::Blob || set.key.contains(&item.code) || tells_apart)
}
