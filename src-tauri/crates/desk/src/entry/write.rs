//! Rows that are ready, written in one operation.

use antou_record::{Kind, Owner, Row, Set, Value};
use antou_store::{Op, OpKind, Output, StoreError, Tx, Vault};

use crate::failure::Failure;
use crate::follow_up;
use crate::references;

/// What becomes of one row.
#[derive(Debug, Clone)]
pub(crate) struct RowEdit {
    pub(crate) set: &'static Set,
    /// Whose row it is; `None` for units and plans, and for the person this very batch adds.
    pub(crate) person: Option<i64>,
    /// The row; `None` for a new one.
    pub(crate) row: Option<i64>,
    pub(crate) change: Change,
}

/// What is done to a row.
#[derive(Debug, Clone)]
pub(crate) enum Change {
    /// Items are put (or cleared), by their place in the set.
    Put(Vec<(usize, Option<Value>)>),
    /// The row goes.
    Delete,
}

/// Writes rows in one operation, with what has to change along with them. Answers the number of each row; a deleted one keeps
/// its own.
pub(crate) fn write(
    vault: &mut Vault,
    label: String,
    edits: &[RowEdit],
) -> Result<Output<Vec<i64>>, Failure> {
    for edit in edits.iter().filter(|edit| matches!(edit.change, Change::Delete)) {
        if let Some(row) = edit.row {
            crate::veto::refuse_deletion(vault, edit.set, row)?;
        }
    }
    let beside = follow_up::beside(vault, edits)?;
    let output = vault.transact(Op::new(OpKind::Edit, label), |tx| {
        let mut added = None;
        let mut rows = Vec::with_capacity(edits.len());
        for edit in edits {
            let row = write_one(tx, edit, added)?;
            if edit.set.code == "person" && edit.row.is_none() {
                added = Some(row);
            }
            rows.push(row);
        }
        for edit in &beside {
            write_one(tx, edit, None)?;
        }
        Ok::<_, StoreError>(rows)
    })?;
    Ok(output)
}

fn write_one(tx: &mut Tx<'_>, edit: &RowEdit, added: Option<i64>) -> Result<i64, StoreError> {
    let changes = match (&edit.change, edit.row) {
        (Change::Put(changes), _) => changes,
        (Change::Delete, Some(row)) => return tx.delete(&edit.set.code, row).map(|()| row),
        (Change::Delete, None) => return Ok(0),
    };
    let mut known = Vec::with_capacity(changes.len());
    for (index, value) in changes {
        let kind = edit.set.items.get(*index).map_or(&Kind::Text, |item| &item.kind);
        known.push((*index, references::known(tx, kind, value.clone())?));
    }
    if let Some(row) = edit.row {
        return tx.update(&edit.set.code, row, &known).map(|_| row);
    }
    let mut new = Row::new(edit.set);
    for (index, value) in known {
        new.put_at(index, value);
    }
    let owner = (edit.set.code != "person")
        .then(|| edit.person.or(added))
        .flatten();
    tx.insert(owner, &new)
}

/// What an operation is called in the history: whose row of which set was added, changed or deleted.
pub(crate) fn label(vault: &Vault, edits: &[RowEdit]) -> String {
    let Some(first) = edits.first() else {
        return String::new();
    };
    let set = first.set;
    let same_set = edits.iter().all(|edit| std::ptr::eq(edit.set, set));
    let added_person = edits
        .iter()
        .find(|edit| edit.set.code == "person" && edit.row.is_none());
    if let Some(person) = added_person {
        return format!("新增人员 {}", typed_name(person));
    }
    let owner = owner_name(vault, first);
    let same_owner = edits.iter().all(|edit| has_owner(vault, edit, first, &owner));
    let whose = if same_owner && !owner.is_empty() {
        format!(" {owner} 的")
    } else {
        String::new()
    };
    match (edits, same_set, same_owner) {
        ([one], ..) => match (&one.change, one.row) {
            (Change::Delete, _) => format!("删除{whose}{}", set.label),
            (Change::Put(_), None) if owner.is_empty() => format!("增加{}", set.label),
            (Change::Put(_), None) => format!("为 {owner} 增加{}", set.label),
            (Change::Put(_), Some(_)) => format!("修改{whose}{}", set.label),
        },
        (several, true, _) => {
            let verb = match several {
                _ if several.iter().all(|edit| matches!(edit.change, Change::Delete)) => "删除",
                _ if several.iter().all(|edit| edit.row.is_none()) => "增加",
                _ => "修改",
            };
            format!("{verb}{whose}{} {} 条", set.label, several.len())
        }
        (_, false, true) if !whose.is_empty() => format!("修改{whose}档案"),
        (several, ..) => format!("修改 {} 条记录", several.len()),
    }
}

/// Whether a row belongs to whom the first one belongs to.
fn has_owner(vault: &Vault, edit: &RowEdit, first: &RowEdit, owner: &str) -> bool {
    let person = |edit: &RowEdit| {
        if edit.set.code == "person" {
            edit.row
        } else {
            edit.person
        }
    };
    match (person(edit), person(first)) {
        (None, None) => owner_name(vault, edit) == owner,
        (one, other) => one == other,
    }
}

fn typed_name(edit: &RowEdit) -> String {
    let index = edit.set.item("name").map(|item| item.index);
    let Change::Put(changes) = &edit.change else {
        return String::new();
    };
    let value = changes.iter().find(|(at, _)| Some(*at) == index);
    value
        .and_then(|(_, value)| value.as_ref()?.as_text())
        .unwrap_or_default()
        .to_owned()
}

/// Name of the person or unit a row belongs to; empty when it is nobody's.
fn owner_name(vault: &Vault, edit: &RowEdit) -> String {
    let name = |set: &str, id: i64| {
        vault
            .row(set, id)
            .map(|row| row.shown("name"))
            .unwrap_or_default()
    };
    match edit.set.owner {
        Owner::Person => edit
            .person
            .map(|person| name("person", person))
            .unwrap_or_default(),
        Owner::Unit => unit_name(vault, edit),
        Owner::None => match edit.row {
            Some(row) => name(&edit.set.code, row),
            None => typed_name(edit),
        },
    }
}

/// The unit a row of a unit's set stands under: as typed now, else as it is kept.
fn unit_name(vault: &Vault, edit: &RowEdit) -> String {
    let index = edit.set.item("unit").map(|item| item.index);
    let typed = match &edit.change {
        Change::Put(changes) => changes
            .iter()
            .find(|(at, _)| Some(*at) == index)
            .and_then(|(_, value)| value.clone()),
        Change::Delete => None,
    };
    let kept = || {
        edit.row
            .and_then(|row| vault.row(&edit.set.code, row).ok()?.get("unit").cloned())
    };
    match typed.or_else(kept) {
        Some(Value::Reference(unit)) => unit.label,
        _ => String::new(),
    }
}
