//! Rows of a set as they stand in its table: which columns, which SQL, and how a value becomes a cell and back.

use std::borrow::Cow;

use antou_record::{Item, Kind, Owner, PartialDate, Reference, Row, Set, Value, dictionary};
use rusqlite::types::{ToSql, ToSqlOutput, ValueRef};

use crate::error::StoreError;
use crate::order::RowOrder;

/// A value as the database keeps it.
#[derive(Debug, Clone, PartialEq)]
pub(crate) enum Cell<'a> {
    Null,
    Int(i64),
    Real(f64),
    Text(Cow<'a, str>),
}

impl<'a> Cell<'a> {
    /// The cell of a value, which must be of the item's kind; a code must stand in the item's table.
    pub(crate) fn of(item: &Item, value: &'a Value) -> Result<Self, StoreError> {
        let known = match value {
            Value::Code(code) => is_known(item, code),
            Value::Codes(codes) => codes.iter().all(|code| is_known(item, code)),
            _ => true,
        };
        match known {
            true => Self::trusted(item, value),
            false => Err(wrong(item, value)),
        }
    }

    /// The cell of a value whose codes are known to be right, because it has been written.
    pub(crate) fn trusted(item: &Item, value: &'a Value) -> Result<Self, StoreError> {
        let cell = match (&item.kind, value) {
            (Kind::Text | Kind::Long | Kind::Id | Kind::Place | Kind::Blob, Value::Text(text)) => {
                if text.is_empty() {
                    Self::Null
                } else {
                    Self::Text(Cow::Borrowed(text))
                }
            }
            (Kind::Int | Kind::Year, Value::Int(number)) => Self::Int(*number),
            (Kind::Dec, Value::Dec(number)) if number.is_finite() => Self::Real(*number),
            (Kind::Bool, Value::Bool(yes)) => Self::Int(i64::from(*yes)),
            (Kind::Date, Value::Date(date)) => Self::Text(Cow::Owned(iso(*date))),
            (Kind::Code(_), Value::Code(code)) => Self::Text(Cow::Borrowed(code)),
            (Kind::Codes(_), Value::Codes(codes)) => {
                if codes.is_empty() {
                    Self::Null
                } else {
                    Self::Text(Cow::Owned(codes.join(",")))
                }
            }
            (Kind::Unit | Kind::Person | Kind::Row(_), Value::Reference(Reference { id: Some(id), .. })) => {
                Self::Int(*id)
            }
            _ => return Err(wrong(item, value)),
        };
        Ok(cell)
    }
}

impl ToSql for Cell<'_> {
    fn to_sql(&self) -> rusqlite::Result<ToSqlOutput<'_>> {
        Ok(ToSqlOutput::Borrowed(match self {
            Self::Null => ValueRef::Null,
            Self::Int(number) => ValueRef::Integer(*number),
            Self::Real(number) => ValueRef::Real(*number),
            Self::Text(text) => ValueRef::Text(text.as_bytes()),
        }))
    }
}

fn wrong(item: &Item, value: &Value) -> StoreError {
    StoreError::WrongValue {
        item: item.label.clone(),
        value: item.shown(value),
    }
}

fn is_known(item: &Item, code: &str) -> bool {
    item.table().is_some_and(|table| table.by_code(code).is_some())
}

/// The ISO form without going through the formatting machinery: imports write millions of dates.
fn iso(date: PartialDate) -> String {
    let mut text = String::with_capacity(10);
    let mut digits = |number: u16, count: u32| {
        for place in (0..count).rev() {
            text.push(char::from(b'0' + (number / 10u16.pow(place) % 10) as u8));
        }
    };
    digits(date.year(), 4);
    for part in [date.month(), date.day_of_month()].into_iter().flatten() {
        digits(100 + u16::from(part), 3);
    }
    // "1975106112" → "1975-06-12": the leading 1 of each part only held the place of its dash
    let mut bytes = text.into_bytes();
    for place in [4, 7] {
        if let Some(byte) = bytes.get_mut(place) {
            *byte = b'-';
        }
    }
    String::from_utf8(bytes).unwrap_or_default()
}

/// The value of a cell; blank when there is none. References carry no label yet.
pub(crate) fn value(item: &Item, cell: ValueRef<'_>) -> Option<Value> {
    match (&item.kind, cell) {
        (Kind::Bool, ValueRef::Integer(number)) => Some(Value::Bool(number != 0)),
        (Kind::Unit | Kind::Person | Kind::Row(_), ValueRef::Integer(id)) => {
            Some(Value::Reference(Reference {
                id: Some(id),
                label: String::new(),
            }))
        }
        (_, ValueRef::Integer(number)) => Some(Value::Int(number)),
        (_, ValueRef::Real(number)) => Some(Value::Dec(number)),
        (kind, ValueRef::Text(bytes)) => {
            let text = std::str::from_utf8(bytes).ok()?;
            match kind {
                Kind::Date => PartialDate::from_iso(text).map(Value::Date),
                Kind::Code(_) => Some(Value::Code(text.to_owned())),
                Kind::Codes(_) => Some(Value::Codes(text.split(',').map(str::to_owned).collect())),
                _ => Some(Value::Text(text.to_owned())),
            }
        }
        _ => None,
    }
}

/// Where the owner of a row stands.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum OwnerColumn {
    /// The row is nobody's.
    None,
    /// A column beside the items.
    Extra(&'static str),
    /// A set of units whose key names the unit: the item is the owner.
    Item(usize),
}

/// What is known of a set's table before any row is touched.
#[derive(Debug)]
pub(crate) struct Plan {
    pub(crate) set: &'static Set,
    /// Place among the sets of the dictionary.
    pub(crate) index: usize,
    /// Number of the set in the journal of this file.
    pub(crate) number: i64,
    pub(crate) owner: OwnerColumn,
    /// `INSERT` with id, owner and every item.
    pub(crate) insert: String,
    /// `SELECT` of id, owner and every item, without a condition.
    pub(crate) select: String,
    pub(crate) select_by_id: String,
    pub(crate) select_by_owner: String,
    pub(crate) delete: String,
    /// Items in the order of their codes.
    pub(crate) canonical: Vec<usize>,
    /// Items the full-text search covers.
    pub(crate) searched: Vec<usize>,
    /// Which row a list shows.
    pub(crate) current: RowOrder,
    /// Order of the rows in a dossier.
    pub(crate) sort: RowOrder,
}

impl Plan {
    pub(crate) fn new(set: &'static Set, index: usize, number: i64) -> Self {
        let owner = owner_column(set);
        let columns = columns(set, &owner);
        let mut canonical: Vec<usize> = (0..set.items.len()).collect();
        canonical.sort_by_key(|index| set.items.get(*index).map(|item| item.code.as_str()));
        let select = select(set, &owner);
        let table = quoted(&set.code);
        let owner_name = owner_name(set, &owner);
        Self {
            set,
            index,
            number,
            insert: format!(
                "INSERT OR FAIL INTO {table}({}) VALUES({})",
                columns.join(","),
                vec!["?"; columns.len()].join(",")
            ),
            select_by_id: format!("{select} WHERE id = ?1"),
            select_by_owner: format!("{select} WHERE {} = ?1", owner_name.unwrap_or("id".to_owned())),
            delete: format!("DELETE FROM {table} WHERE id = ?1"),
            select,
            owner,
            canonical,
            searched: searched(set),
            current: RowOrder::current(set),
            sort: RowOrder::of_dossier(set),
        }
    }

    /// Whether rows belong to one person.
    pub(crate) fn is_of_person(&self) -> bool {
        self.set.owner == Owner::Person
    }

    /// Whether the set is that of the persons themselves.
    pub(crate) fn is_person(&self) -> bool {
        std::ptr::eq(self.set, dictionary().person())
    }

    /// The person a row counts for; 0 for rows that are nobody's.
    pub(crate) fn person_of(&self, id: i64, owner: i64) -> i64 {
        match self.set.owner {
            Owner::Person => owner,
            _ if self.is_person() => id,
            _ => 0,
        }
    }

    /// The owner as a row with a column of its own gives it.
    pub(crate) fn owner_in(&self, row: &Row, given: Option<i64>) -> Option<i64> {
        match self.owner {
            OwnerColumn::None => None,
            OwnerColumn::Extra(_) => given,
            OwnerColumn::Item(index) => match row.at(index) {
                Some(Value::Reference(reference)) => reference.id,
                _ => None,
            },
        }
    }

    /// A row as the database gives it: id, owner, items.
    pub(crate) fn read(&self, row: &rusqlite::Row<'_>) -> Result<(i64, Option<i64>, Row), StoreError> {
        let mut values = Row::new(self.set);
        for item in &self.set.items {
            values.put_at(item.index, value(item, row.get_ref(item.index + 2)?));
        }
        Ok((row.get(0)?, row.get(1)?, values))
    }
}

pub(crate) fn owner_column(set: &Set) -> OwnerColumn {
    match set.owner {
        Owner::None => OwnerColumn::None,
        Owner::Person => OwnerColumn::Extra("person"),
        Owner::Unit => set
            .items
            .iter()
            .find(|item| item.kind == Kind::Unit && item.required && set.key.contains(&item.code))
            .map_or(OwnerColumn::Extra("unit_id"), |item| {
                OwnerColumn::Item(item.index)
            }),
    }
}

/// The column that holds the owner, quoted.
pub(crate) fn owner_name(set: &Set, owner: &OwnerColumn) -> Option<String> {
    match owner {
        OwnerColumn::None => None,
        OwnerColumn::Extra(name) => Some((*name).to_owned()),
        OwnerColumn::Item(index) => set.items.get(*index).map(|item| quoted(&item.code)),
    }
}

/// Columns of the table in the order in which `INSERT` takes them.
fn columns(set: &Set, owner: &OwnerColumn) -> Vec<String> {
    let extra = match owner {
        OwnerColumn::Extra(name) => Some((*name).to_owned()),
        _ => None,
    };
    std::iter::once("id".to_owned())
        .chain(extra)
        .chain(set.items.iter().map(|item| quoted(&item.code)))
        .collect()
}

fn select(set: &Set, owner: &OwnerColumn) -> String {
    let owner = owner_name(set, owner).unwrap_or_else(|| "NULL".to_owned());
    let items: Vec<String> = set.items.iter().map(|item| quoted(&item.code)).collect();
    format!(
        "SELECT id, {owner}, {} FROM {}",
        items.join(","),
        quoted(&set.code)
    )
}

/// Free text and names of units; what is protected stays out, and so do codes, which are found by a condition.
fn searched(set: &Set) -> Vec<usize> {
    set.items
        .iter()
        .filter(|item| item.is_searched())
        .filter(|item| {
            matches!(
                item.kind,
                Kind::Text | Kind::Long | Kind::Place | Kind::Unit | Kind::Person
            )
        })
        .map(|item| item.index)
        .collect()
}

/// A name as SQL takes it.
pub(crate) fn quoted(name: &str) -> String {
    format!("\"{}\"", name.replace('"', "\"\""))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn dates_are_written_as_they_print() {
        for text in ["1975", "1975-06", "1975-06-12", "2200-12-31", "1800-01-01"] {
            assert_eq!(iso(PartialDate::from_iso(text).unwrap()), text);
        }
    }
}
