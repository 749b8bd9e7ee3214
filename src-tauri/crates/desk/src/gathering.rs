//! Walks through the tables for what is computed over many people at once: rows of a set of everybody in a unit, in one
//! statement each.

use antou_record::Value;
use antou_store::{Comparison, Condition, LedgerQuery, LedgerRow, PeopleQuery, Vault};

use crate::failure::Failure;

/// Whether a code of 人员状态 means in office; those without a status count as in office.
pub(crate) fn is_in_office(status: &str) -> bool {
    matches!(status, "" | "1")
}

/// The code in a cell; empty when there is none.
pub(crate) fn code_at(cells: &[Option<Value>], place: usize) -> String {
    match cells.get(place) {
        Some(Some(Value::Code(code))) => code.clone(),
        _ => String::new(),
    }
}

/// The text or the name in a cell; empty when there is none.
pub(crate) fn text_at(cells: &[Option<Value>], place: usize) -> String {
    match cells.get(place) {
        Some(Some(Value::Text(text))) => text.clone(),
        Some(Some(Value::Reference(reference))) => reference.label.clone(),
        _ => String::new(),
    }
}

/// The row a cell refers to.
pub(crate) fn id_at(cells: &[Option<Value>], place: usize) -> Option<i64> {
    match cells.get(place) {
        Some(Some(Value::Reference(reference))) => reference.id,
        _ => None,
    }
}

fn condition(column: &str, comparison: Comparison, year: i64) -> Condition {
    Condition {
        column: column.to_owned(),
        comparison,
        value: year.to_string(),
    }
}

/// In a year.
pub(crate) fn equal(column: &str, year: i64) -> Condition {
    condition(column, Comparison::Equal, year)
}

/// In a year or later.
pub(crate) fn since(column: &str, year: i64) -> Condition {
    condition(column, Comparison::AtLeast, year)
}

/// In a year or earlier.
pub(crate) fn until(column: &str, year: i64) -> Condition {
    condition(column, Comparison::AtMost, year)
}

/// Every row of a set of everybody in a unit, with these items.
pub(crate) fn ledger(set: &str, unit: Option<i64>, items: &[&str]) -> LedgerQuery {
    LedgerQuery {
        set: set.to_owned(),
        people: PeopleQuery {
            unit,
            columns: items.iter().map(|item| format!("{set}.{item}")).collect(),
            ..PeopleQuery::default()
        },
    }
}

/// Goes through the rows, in no order of theirs.
pub(crate) fn each(
    vault: &Vault,
    query: &LedgerQuery,
    mut work: impl FnMut(LedgerRow),
) -> Result<(), Failure> {
    vault.gather_ledger_rows(query, |row| {
        work(row);
        Ok::<_, Failure>(())
    })
}
