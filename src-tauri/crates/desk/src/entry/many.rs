//! Many rows at once: what was typed in a form, a table or a pasted block is one operation and one undo. What is refused
//! stays out and is told row by row; the others are kept.

use antou_record::{Item, ProblemCode, Set, Value, dictionary};
use antou_store::Vault;

use super::check::unseen;
use super::{Change, RowEdit, Typed, check, label, write};
use crate::desk::Desk;
use crate::dossier::row_view;
use crate::failure::Failure;
use crate::messages::*;
use crate::progress::Progress;

/// A typed row that has been checked.
pub(super) struct Ready {
    /// What will be written; `None` when it is refused.
    pub(super) edit: Option<RowEdit>,
    pub(super) problems: Vec<ProblemView>,
    /// The row whose key the typed one repeats.
    pub(super) conflict: Option<i64>,
}

impl Ready {
    pub(super) fn of(
        vault: &Vault,
        set: &'static Set,
        person: Option<i64>,
        row: Option<i64>,
        mut typed: Typed,
        leaving: &[i64],
        shows: &dyn Fn(&Item) -> bool,
    ) -> Result<Self, Failure> {
        unseen(vault, set, row, &mut typed, shows)?;
        let conflict = check(vault, set, person, row, &mut typed, leaving)?;
        let edit = (!typed.is_refused()).then_some(RowEdit {
            set,
            person,
            row,
            change: Change::Put(typed.changes),
        });
        Ok(Self {
            edit,
            problems: typed.problems,
            conflict,
        })
    }
}

impl Desk {
    /// Adds, changes and deletes rows in one operation.
    pub fn save_rows(&self, request: SaveRows, _: &dyn Progress) -> Result<SavedRows, Failure> {
        let mut typed = Vec::with_capacity(request.rows.len());
        for row in &request.rows {
            let set = dictionary()
                .set(&row.set)
                .ok_or_else(|| Failure::not_found(format!("没有“{}”这个信息集", row.set)))?;
            let person = row.person.filter(|_| set.is_owned_by_person());
            let read = self.read_all(set, row.person.filter(|person| *person > 0), &row.values)?;
            typed.push((set, person, read));
        }
        let revealed = self.revealed();
        self.with_vault(|vault| {
            let mut ready = Vec::with_capacity(typed.len());
            for ((set, person, read), asked) in typed.into_iter().zip(&request.rows) {
                ready.push(made_ready(
                    vault,
                    set,
                    person,
                    asked,
                    read,
                    &leaving(&request.rows, set),
                    &|item| revealed.shows(asked.person, item),
                )?);
            }
            refuse_twins(&mut ready);
            refuse_orphans(&mut ready);
            let edits: Vec<RowEdit> = ready.iter().filter_map(|row| row.edit.clone()).collect();
            let output = if edits.is_empty() {
                None
            } else {
                Some(write(vault, label(vault, &edits), &edits)?)
            };
            let op = output.as_ref().and_then(|output| output.op);
            let mut written = output.map(|output| output.value).unwrap_or_default().into_iter();
            let mut rows = Vec::with_capacity(ready.len());
            for (row, asked) in ready.into_iter().zip(&request.rows) {
                let shows = |item: &Item| revealed.shows(asked.person, item);
                let kept = match &row.edit {
                    Some(RowEdit {
                        change: Change::Delete,
                        ..
                    }) => written.next().and(None),
                    Some(edit) => written.next().map(|id| {
                        vault
                            .row(&edit.set.code, id)
                            .map(|row| row_view(id, &row, &shows))
                    }),
                    None => None,
                };
                rows.push(SavedRow {
                    row: kept.transpose()?,
                    problems: row.problems,
                    op: row.edit.and(op),
                    conflict: row.conflict,
                });
            }
            Ok(SavedRows { rows, op })
        })
    }
}

/// Rows of a set that go with the same operation.
fn leaving(rows: &[RowToSave], set: &Set) -> Vec<i64> {
    let leaving = rows.iter().filter(|row| row.deleted && row.set == set.code);
    leaving.filter_map(|row| row.row).collect()
}

/// The set, the owner and the key of a new row.
type Known<'s> = (&'s str, Option<i64>, Vec<Option<Value>>);

/// Two new rows of one batch with a key that allows one: the second is refused.
fn refuse_twins(ready: &mut [Ready]) {
    let mut seen: Vec<Known<'_>> = Vec::new();
    for row in ready.iter_mut() {
        let Some(RowEdit {
            set,
            person,
            row: None,
            change: Change::Put(changes),
        }) = &row.edit
        else {
            continue;
        };
        let Some(once) = &set.once else { continue };
        let value = |code: &String| {
            let item = set.item(code)?;
            changes.iter().find(|(index, _)| *index == item.index)?.1.clone()
        };
        let key: Vec<Option<Value>> = set.key.iter().map(value).collect();
        let known = (set.code.as_str(), *person, key);
        if known.2.iter().all(Option::is_some) && seen.contains(&known) {
            let item = set
                .key
                .first()
                .map(|code| format!("{}.{code}", set.code))
                .unwrap_or_default();
            row.problems.push(ProblemView {
                code: ProblemCode::RowSameKey.as_str().to_owned(),
                severity: "error".to_owned(),
                item,
                message: format!("{once}的{}写了两条，只存了第一条", set.label),
            });
            row.edit = None;
        } else {
            seen.push(known);
        }
    }
}

fn made_ready(
    vault: &Vault,
    set: &'static Set,
    person: Option<i64>,
    asked: &RowToSave,
    typed: Typed,
    leaving: &[i64],
    shows: &dyn Fn(&Item) -> bool,
) -> Result<Ready, Failure> {
    if asked.deleted {
        if set.code == "person" {
            return Err(Failure::new("row.person", "删除人员请用“删除人员”并写明原因", ""));
        }
        let change = Change::Delete;
        let edit = asked.row.map(|row| RowEdit {
            set,
            person,
            row: Some(row),
            change,
        });
        return Ok(Ready {
            edit,
            problems: Vec::new(),
            conflict: None,
        });
    }
    Ready::of(vault, set, person, asked.row, typed, leaving, shows)
}

/// Rows of somebody who is added in the same batch wait when that person is refused.
fn refuse_orphans(ready: &mut [Ready]) {
    let adds = ready.iter().any(|row| {
        row.edit
            .as_ref()
            .is_some_and(|edit| edit.set.code == "person" && edit.row.is_none())
    });
    for row in ready.iter_mut() {
        let is_orphan = row
            .edit
            .as_ref()
            .is_some_and(|edit| edit.set.is_owned_by_person() && edit.person.is_none() && edit.row.is_none());
        if is_orphan && !adds {
            row.edit = None;
        }
    }
}
