//! Names become references: of a person only when exactly one has the name, of a unit always (a new one is made).

use antou_record::{Kind, Reference, Value};
use antou_store::{StoreError, Tx, Vault};

/// The value with the person found; a name nobody or several people have stays unresolved and is not stored.
pub(crate) fn person(vault: &Vault, kind: &Kind, value: Option<Value>) -> Result<Option<Value>, StoreError> {
    let Some(Value::Reference(Reference { id: None, label })) = &value else {
        return Ok(value);
    };
    if *kind != Kind::Person {
        return Ok(value);
    }
    Ok(match vault.find_by_name(label)?.as_slice() {
        [id] => Some(Value::Reference(Reference {
            id: Some(*id),
            label: label.clone(),
        })),
        _ => None,
    })
}

/// The value with the unit found or made.
pub(crate) fn unit(tx: &mut Tx<'_>, kind: &Kind, value: Option<Value>) -> Result<Option<Value>, StoreError> {
    let Some(Value::Reference(Reference { id: None, label })) = &value else {
        return Ok(value);
    };
    if *kind != Kind::Unit {
        return Ok(None);
    }
    let id = tx.find_or_create_unit(label, None)?;
    Ok(Some(Value::Reference(Reference {
        id: Some(id),
        label: label.clone(),
    })))
}
