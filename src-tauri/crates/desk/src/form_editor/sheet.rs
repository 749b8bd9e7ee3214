//! A dossier being typed into: a copy to which cells are applied one after the other. What differs in the end from what is
//! kept is what will be written; new rows have negative numbers until then.

use antou_record::{Dossier, Record, Row, Set, Value, dictionary};

use crate::entry::{Change, RowEdit};

/// The rows of a set in a dossier, to be changed.
pub(super) fn rows_mut<'d>(dossier: &'d mut Dossier, set: &str) -> &'d mut Vec<Record> {
    dossier.sets.entry(set.to_owned()).or_default()
}

/// A row by its number.
pub(super) fn row_mut<'d>(dossier: &'d mut Dossier, set: &str, id: i64) -> Option<&'d mut Row> {
    let found = dossier
        .sets
        .get_mut(set)?
        .iter_mut()
        .find(|record| record.id == id);
    found.map(|record| &mut record.row)
}

/// Adds a blank row and answers its number.
pub(super) fn add_row(dossier: &mut Dossier, set: &'static Set) -> i64 {
    let rows = rows_mut(dossier, &set.code);
    // numbers of relatives being typed are given by their cells
    let id = rows
        .iter()
        .map(|record| record.id)
        .min()
        .unwrap_or_default()
        .min(-1000)
        - 1;
    rows.push(Record {
        id,
        row: Row::new(set),
    });
    id
}

/// Puts a value unless it only says less exactly what stands there.
pub(super) fn put(row: &mut Row, code: &str, value: Option<Value>) {
    let is_less = match (&value, row.get(code)) {
        (Some(new), Some(old)) => new.is_coarser_than(old),
        _ => false,
    };
    if !is_less {
        row.put(code, value);
    }
}

/// What has to be written so that `before` becomes `after`, with the number of each row there.
pub(super) fn edits(before: &Dossier, after: &Dossier) -> Vec<(i64, RowEdit)> {
    let mut edits = Vec::new();
    let person = dictionary().person();
    let changed = differing(&before.person, &after.person);
    if !changed.is_empty() {
        edits.push((
            before.id,
            RowEdit {
                set: person,
                person: None,
                row: Some(before.id),
                change: Change::Put(changed),
            },
        ));
    }
    for set in dictionary().sets().iter().filter(|set| set.is_owned_by_person()) {
        let (old, new) = (before.rows(&set.code), after.rows(&set.code));
        let edit = |id: i64, row, change| {
            (
                id,
                RowEdit {
                    set,
                    person: Some(before.id),
                    row,
                    change,
                },
            )
        };
        for gone in old
            .iter()
            .filter(|record| !new.iter().any(|other| other.id == record.id))
        {
            edits.push(edit(gone.id, Some(gone.id), Change::Delete));
        }
        for record in new {
            match old.iter().find(|other| other.id == record.id) {
                Some(kept) => {
                    let changed = differing(&kept.row, &record.row);
                    if !changed.is_empty() {
                        edits.push(edit(record.id, Some(record.id), Change::Put(changed)));
                    }
                }
                None => edits.push(edit(record.id, None, Change::Put(filled(&record.row)))),
            }
        }
    }
    edits
}

/// Everything a row says.
pub(super) fn filled(row: &Row) -> Vec<(usize, Option<Value>)> {
    row.filled()
        .map(|(item, value)| (item.index, Some(value.clone())))
        .collect()
}

fn differing(before: &Row, after: &Row) -> Vec<(usize, Option<Value>)> {
    let items = before.set().items.iter().map(|item| item.index);
    items
        .filter(|index| before.at(*index) != after.at(*index))
        .map(|index| (index, after.at(index).cloned()))
        .collect()
}
