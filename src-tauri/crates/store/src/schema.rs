//! The tables of the information sets, as they follow from the declarations: created in a new file, added to in an older
//! one. Nothing is ever taken out of a file; a set or item that is not declared here was written by a newer program.

use std::collections::HashMap;

use antou_record::{Item, Kind, Set, dictionary};
use rusqlite::Connection;

use crate::error::StoreError;
use crate::rows::{OwnerColumn, Plan, owner_column, owner_name, quoted};

/// What a file is missing, as statements in order.
pub(crate) fn missing(connection: &Connection) -> Result<Vec<String>, StoreError> {
    let objects = objects(connection)?;
    let mut statements = Vec::new();
    let numbers = numbers(connection)?;
    let mut next = numbers.values().max().copied().unwrap_or_default() + 1;
    refuse_unknown_sets(&numbers)?;
    for set in dictionary().sets() {
        let number = numbers.get(&set.code).copied().unwrap_or_else(|| {
            let code = &set.code;
            statements.push(format!(
                "INSERT INTO set_number(number, code) VALUES({next}, '{code}')"
            ));
            next += 1;
            next - 1
        });
        table(connection, set, &objects, &mut statements)?;
        for (name, sql) in indexes(set)
            .into_iter()
            .filter(|(name, _)| !objects.contains_key(name))
        {
            debug_assert!(sql.contains(&name));
            statements.push(sql);
        }
        for (name, sql) in triggers(set, number) {
            match objects.get(&name) {
                Some(known) if *known == sql => {}
                Some(_) => statements.extend([format!("DROP TRIGGER {}", quoted(&name)), sql]),
                None => statements.push(sql),
            }
        }
    }
    roster_columns(connection, &mut statements)?;
    Ok(statements)
}

/// Everything known of the tables of this file.
pub(crate) fn plans(connection: &Connection) -> Result<Vec<Plan>, StoreError> {
    let numbers = numbers(connection)?;
    let sets = dictionary().sets().iter().enumerate();
    Ok(sets
        .map(|(index, set)| Plan::new(set, index, numbers.get(&set.code).copied().unwrap_or_default()))
        .collect())
}

/// Name of the roster's column with the row a list shows.
pub(crate) fn current_column(set: &Set) -> String {
    quoted(&format!("current_{}", set.code))
}

fn numbers(connection: &Connection) -> Result<HashMap<String, i64>, StoreError> {
    let mut statement = connection.prepare("SELECT code, number FROM set_number")?;
    let rows = statement.query_map([], |row| Ok((row.get(0)?, row.get(1)?)))?;
    Ok(rows.collect::<rusqlite::Result<_>>()?)
}

fn refuse_unknown_sets(numbers: &HashMap<String, i64>) -> Result<(), StoreError> {
    match numbers.keys().find(|code| dictionary().set(code).is_none()) {
        Some(code) => Err(StoreError::Newer {
            detail: format!("含有本版本不认识的信息集 {code}"),
        }),
        None => Ok(()),
    }
}

fn objects(connection: &Connection) -> Result<HashMap<String, String>, StoreError> {
    let mut statement = connection.prepare("SELECT name, coalesce(sql, '') FROM sqlite_schema")?;
    let rows = statement.query_map([], |row| Ok((row.get(0)?, row.get(1)?)))?;
    Ok(rows.collect::<rusqlite::Result<_>>()?)
}

fn columns_of(connection: &Connection, table: &str) -> Result<Vec<String>, StoreError> {
    let mut statement = connection.prepare("SELECT name FROM pragma_table_info(?1)")?;
    let rows = statement.query_map([table], |row| row.get(0))?;
    Ok(rows.collect::<rusqlite::Result<_>>()?)
}

fn table(
    connection: &Connection,
    set: &'static Set,
    objects: &HashMap<String, String>,
    statements: &mut Vec<String>,
) -> Result<(), StoreError> {
    if !objects.contains_key(&set.code) {
        statements.push(create_table(set));
        return Ok(());
    }
    let present = columns_of(connection, &set.code)?;
    let unknown = present.iter().find(|column| {
        let is_extra = matches!(owner_column(set), OwnerColumn::Extra(name) if name == *column);
        *column != "id" && !is_extra && set.item(column).is_none()
    });
    if let Some(column) = unknown {
        return Err(StoreError::Newer {
            detail: format!("“{}”含有本版本不认识的栏目 {column}", set.label),
        });
    }
    for item in set.items.iter().filter(|item| !present.contains(&item.code)) {
        statements.push(format!(
            "ALTER TABLE {} ADD COLUMN {}",
            quoted(&set.code),
            column(item)
        ));
    }
    Ok(())
}

fn create_table(set: &Set) -> String {
    let owner = match owner_column(set) {
        OwnerColumn::Extra("person") => {
            "\n    person INTEGER NOT NULL REFERENCES person(id) DEFERRABLE INITIALLY DEFERRED,"
        }
        OwnerColumn::Extra(_) => {
            "\n    unit_id INTEGER NOT NULL REFERENCES unit(id) DEFERRABLE INITIALLY DEFERRED,"
        }
        _ => "",
    };
    let items: Vec<String> = set.items.iter().map(column).collect();
    format!(
        "CREATE TABLE {}(\n    id INTEGER PRIMARY KEY AUTOINCREMENT,{owner}\n    {}\n) STRICT",
        quoted(&set.code),
        items.join(",\n    ")
    )
}

fn column(item: &Item) -> String {
    let kind = match item.kind {
        Kind::Dec => "REAL",
        _ if item.is_integer() => "INTEGER",
        _ => "TEXT",
    };
    let reference = referred(item).map_or_else(String::new, |set| {
        format!(" REFERENCES {}(id) DEFERRABLE INITIALLY DEFERRED", quoted(set))
    });
    format!("{} {kind}{reference}", quoted(&item.code))
}

/// The set an item refers to.
pub(crate) fn referred(item: &Item) -> Option<&str> {
    match &item.kind {
        Kind::Unit => Some("unit"),
        Kind::Person => Some("person"),
        Kind::Row(set) => Some(set),
        _ => None,
    }
}

/// Owners and references are followed in both directions; identity numbers of persons are searched by their beginning.
fn indexes(set: &'static Set) -> Vec<(String, String)> {
    let owner = match owner_column(set) {
        OwnerColumn::Extra(name) => Some(name.to_owned()),
        _ => None,
    };
    let is_person = std::ptr::eq(set, dictionary().person());
    let items = set
        .items
        .iter()
        .filter(|item| referred(item).is_some() || is_person && item.kind == Kind::Id)
        .map(|item| item.code.clone());
    owner
        .into_iter()
        .chain(items)
        .map(|column| {
            let name = format!("{}_by_{column}", set.code);
            let on = format!("{}({})", quoted(&set.code), quoted(&column));
            (name.clone(), format!("CREATE INDEX {} ON {on}", quoted(&name)))
        })
        .collect()
}

/// The journal is written by the database itself, in the same transaction, whoever writes the row.
///
/// `open_op` holds the number of the open operation and is empty outside one: then `change.op` is null, which it must not
/// be, and the write is refused. It is a table, not a function, because a function may fail in the middle of a statement,
/// and the engine would copy every page of an import for that case.
fn triggers(set: &'static Set, number: i64) -> Vec<(String, String)> {
    ["INSERT", "UPDATE", "DELETE"]
        .into_iter()
        .map(|event| {
            let name = format!("{}_{}", set.code, event.to_lowercase());
            let (kind, row, before) = match event {
                "INSERT" => ("I", "NEW", "NULL".to_owned()),
                "UPDATE" => ("U", "OLD", image(set, "OLD.")),
                _ => ("D", "OLD", image(set, "OLD.")),
            };
            let person = if std::ptr::eq(set, dictionary().person()) {
                format!("{row}.id")
            } else if set.is_owned_by_person() {
                format!("{row}.person")
            } else {
                "0".to_owned()
            };
            let sql = format!(
                "CREATE TRIGGER {} AFTER {event} ON {} BEGIN\n    \
                 INSERT INTO change(op, set_no, row, person, kind, before)\n    \
                 VALUES((SELECT id FROM open_op), {number}, {row}.id, {person}, '{kind}', {before});\nEND",
                quoted(&name),
                quoted(&set.code)
            );
            (name, sql)
        })
        .collect()
}

/// A row as JSON with its filled items: a merge patch drops what is null.
pub(crate) fn image(set: &Set, prefix: &str) -> String {
    let owner = match owner_column(set) {
        OwnerColumn::Extra("unit_id") => owner_name(set, &OwnerColumn::Extra("unit_id")),
        _ => None,
    };
    let pairs: Vec<String> = owner
        .into_iter()
        .map(|name| format!("'{name}', {prefix}{name}"))
        .chain(set.items.iter().map(|item| {
            let column = format!("{prefix}{}", quoted(&item.code));
            match item.kind {
                // as text with every digit: a number in JSON would lose the last one
                Kind::Dec => format!(
                    "'{}', iif({column} IS NULL, NULL, format('%!.17g', {column}))",
                    item.code
                ),
                _ => format!("'{}', {column}", item.code),
            }
        }))
        .collect();
    format!("json_patch('{{}}', json_object({}))", pairs.join(", "))
}

fn roster_columns(connection: &Connection, statements: &mut Vec<String>) -> Result<(), StoreError> {
    let present = columns_of(connection, "roster")?;
    for set in dictionary().sets().iter().filter(|set| set.is_owned_by_person()) {
        if !present.contains(&format!("current_{}", set.code)) {
            statements.push(format!(
                "ALTER TABLE roster ADD COLUMN {} INTEGER",
                current_column(set)
            ));
        }
    }
    Ok(())
}
