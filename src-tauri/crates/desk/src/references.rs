//! Names become references: of a person only when exactly one has the name, of a unit always (a new one is made), of a row
//! when exactly one of the same owner is called so. A name that leads nowhere is a problem that is said, never a blank.

use antou_record::{Item, Kind, Problem, ProblemCode, Record, Reference, Row, Set, Value, dictionary};
use antou_store::{StoreError, Tx, Vault};

use crate::entry::Typed;
use crate::failure::Failure;

/// What a name that is not looked up yet leads to.
enum Found {
    One(i64),
    None,
    Several(usize),
}

impl Found {
    fn of(candidates: &[i64]) -> Self {
        match candidates {
            [] => Self::None,
            [id] => Self::One(*id),
            several => Self::Several(several.len()),
        }
    }
}

/// Looks up every name of a typed row; one that leads nowhere is said at its item.
pub(crate) fn resolve(
    vault: &Vault,
    set: &'static Set,
    person: Option<i64>,
    whole: &mut Row,
    typed: &mut Typed,
) -> Result<(), Failure> {
    for item in &set.items {
        let Some(Value::Reference(Reference { id: None, label })) = whole.at(item.index).cloned() else {
            continue;
        };
        let found = match &item.kind {
            Kind::Person => people(vault, &label)?,
            Kind::Row(of) => rows(vault, of, person, whole, &label)?,
            // known here for the checks that follow; a unit nobody knows is made when the row is written
            Kind::Unit => Found::of(&vault.units_named(&label)?),
            _ => continue,
        };
        let id = match found {
            Found::One(id) => id,
            _ if item.kind == Kind::Unit => continue,
            other => {
                typed.say(item, &unknown(item, &label, &other));
                whole.put_at(item.index, None);
                continue;
            }
        };
        let value = Some(Value::Reference(Reference { id: Some(id), label }));
        whole.put_at(item.index, value.clone());
        if item.kind != Kind::Unit {
            typed.changes.retain(|(index, _)| *index != item.index);
            typed.changes.push((item.index, value));
        }
    }
    Ok(())
}

fn unknown(item: &Item, label: &str, found: &Found) -> Problem {
    let message = match (&item.kind, found) {
        (Kind::Person, Found::Several(count)) => {
            format!(
                "有 {count} 位“{label}”，分不清是谁，{}未保存，请改填公民身份号码",
                item.label
            )
        }
        (Kind::Person, _) => format!(
            "库里没有“{label}”，{}未保存，请先增加这个人或核对姓名",
            item.label
        ),
        (_, Found::Several(count)) => format!("有 {count} 条都叫“{label}”，{}未保存，请写完整", item.label),
        _ => format!("没有找到“{label}”，{}未保存，请先登记或核对写法", item.label),
    };
    Problem::error(ProblemCode::ReferenceUnknown, label, message)
}

fn people(vault: &Vault, label: &str) -> Result<Found, StoreError> {
    let mut found = vault.find_by_name(label)?;
    if found.is_empty() {
        found = vault.find_by_id_number(label)?;
    }
    Ok(Found::of(&found))
}

/// A row is called by its number, by its key, or by the last part of its key.
fn rows(
    vault: &Vault,
    set: &str,
    person: Option<i64>,
    whole: &Row,
    label: &str,
) -> Result<Found, StoreError> {
    let Some(set) = dictionary().set(set) else {
        return Ok(Found::None);
    };
    let owner = if set.is_owned_by_person() {
        person
    } else {
        match whole.get("unit") {
            Some(Value::Reference(Reference { id: Some(unit), .. })) => Some(*unit),
            Some(Value::Reference(Reference { label, .. })) => vault.units_named(label)?.first().copied(),
            _ => None,
        }
    };
    let Some(owner) = owner else {
        return Ok(Found::None);
    };
    let candidates = vault.own_rows(&set.code, owner)?;
    let called: Vec<i64> = candidates
        .iter()
        .filter(|record| is_called(set, record, label))
        .map(|record| record.id)
        .collect();
    Ok(Found::of(&called))
}

fn is_called(set: &Set, record: &Record, label: &str) -> bool {
    let key: Vec<String> = set
        .key
        .iter()
        .map(|code| record.row.shown(code))
        .filter(|text| !text.is_empty())
        .collect();
    record.id.to_string() == label || key.join(" ") == label || key.last().is_some_and(|last| last == label)
}

/// Names of people and rows in a row of a file that lead nowhere, each with its item: they are said, because they are not
/// written.
pub(crate) fn unknown_in_file(vault: &Vault, row: &Row) -> Result<Vec<(&'static Item, Problem)>, Failure> {
    let mut problems = Vec::new();
    for (item, value) in row.filled() {
        let Value::Reference(Reference { id: None, label }) = value else {
            continue;
        };
        let found = match item.kind {
            Kind::Person => people(vault, label)?,
            Kind::Row(_) => Found::None,
            _ => continue,
        };
        if !matches!(found, Found::One(_)) {
            problems.push((item, unknown(item, label, &found)));
        }
    }
    Ok(problems)
}

/// The value with the person found, or the unit found or made; what leads nowhere is not written.
pub(crate) fn known(tx: &mut Tx<'_>, kind: &Kind, value: Option<Value>) -> Result<Option<Value>, StoreError> {
    let Some(Value::Reference(Reference { id: None, label })) = &value else {
        return Ok(value);
    };
    let id = match kind {
        Kind::Unit => tx.find_or_create_unit(label, None)?,
        Kind::Person => match tx.people_named(label)?.as_slice() {
            [person] => *person,
            _ => return Ok(None),
        },
        _ => return Ok(None),
    };
    Ok(Some(Value::Reference(Reference {
        id: Some(id),
        label: label.clone(),
    })))
}
