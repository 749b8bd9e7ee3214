//! The order of rows within a set as it is declared: which row a list shows, and how a dossier sorts.
//!
//! A blank comes last, with two exceptions: a blank 是/否 counts as 否, and in a dossier a row that is still open (a post
//! not yet ended) comes before those that have ended.

use antou_record::{Item, Kind, Row, Set, Value};

use crate::rows::quoted;

#[derive(Debug, Clone)]
struct Term {
    item: usize,
    descending: bool,
    blanks_first: bool,
}

/// An order of rows, as bytes to compare and as SQL.
#[derive(Debug, Clone)]
pub(crate) struct RowOrder {
    set: &'static Set,
    /// Rows where this item is blank come first.
    open: Option<usize>,
    terms: Vec<Term>,
}

impl RowOrder {
    /// The first row in this order is the one a list shows.
    pub(crate) fn current(set: &'static Set) -> Self {
        let open = set
            .open
            .as_ref()
            .and_then(|code| set.item(code))
            .map(|item| item.index);
        Self {
            set,
            open,
            terms: terms(set, &set.current, None),
        }
    }

    /// The order of the rows in a dossier.
    pub(crate) fn of_dossier(set: &'static Set) -> Self {
        Self {
            set,
            open: None,
            terms: terms(set, &set.sort, set.open.as_deref()),
        }
    }

    /// Bytes that compare as the rows do.
    pub(crate) fn key(&self, row: &Row) -> Vec<u8> {
        let mut key = Vec::with_capacity(32);
        if let Some(open) = self.open {
            key.push(u8::from(row.at(open).is_some()));
        }
        for term in &self.terms {
            if let Some(item) = self.set.items.get(term.item) {
                term.write(item, row.at(term.item), &mut key);
            }
        }
        key
    }

    /// `ORDER BY` terms over the set's table named `alias`, down to the id.
    pub(crate) fn sql(&self, alias: &str) -> String {
        format!("{}{alias}.id", self.terms(alias))
    }

    /// The terms as they are declared, each with a comma behind it; nothing when none is.
    pub(crate) fn terms(&self, alias: &str) -> String {
        let mut terms: Vec<String> = Vec::new();
        let open = self.open.and_then(|index| self.set.items.get(index));
        terms.extend(open.map(|item| format!("{alias}.{} IS NOT NULL", quoted(&item.code))));
        for term in &self.terms {
            if let Some(item) = self.set.items.get(term.item) {
                let direction = if term.descending { " DESC" } else { "" };
                let value = sortable(item, &format!("{alias}.{}", quoted(&item.code)));
                if item.kind != Kind::Bool {
                    let blanks = if term.blanks_first { " DESC" } else { "" };
                    terms.push(format!("{value} IS NULL{blanks}"));
                }
                terms.push(format!("{value}{direction}"));
            }
        }
        terms.iter().map(|term| format!("{term}, ")).collect()
    }
}

/// An SQL expression that sorts as the item does: codes in the order of their table, references by name.
pub(crate) fn sortable(item: &Item, column: &str) -> String {
    match &item.kind {
        Kind::Bool => format!("coalesce({column}, 0)"),
        Kind::Code(table) => format!("code_order('{table}', {column})"),
        _ => column.to_owned(),
    }
}

fn terms(set: &Set, declared: &[String], open: Option<&str>) -> Vec<Term> {
    declared
        .iter()
        .filter_map(|text| {
            let (descending, code) = match text.strip_prefix('-') {
                Some(code) => (true, code),
                None => (false, text.as_str()),
            };
            Some(Term {
                item: set.item(code)?.index,
                descending,
                blanks_first: open == Some(code),
            })
        })
        .collect()
}

impl Term {
    fn write(&self, item: &Item, value: Option<&Value>, key: &mut Vec<u8>) {
        let value = match (&item.kind, value) {
            (Kind::Bool, None) => Some(&Value::Bool(false)),
            (_, value) => value,
        };
        let Some(value) = value else {
            key.push(if self.blanks_first { 0 } else { 2 });
            return;
        };
        key.push(1);
        let start = key.len();
        write_value(item, value, key);
        if self.descending {
            key.iter_mut().skip(start).for_each(|byte| *byte = !*byte);
        }
    }
}

fn write_value(item: &Item, value: &Value, key: &mut Vec<u8>) {
    match value {
        Value::Bool(yes) => key.push(u8::from(*yes)),
        Value::Int(number) => key.extend_from_slice(&ordered(*number)),
        Value::Dec(number) => {
            let bits = number.to_bits();
            let bits = if bits >> 63 == 1 { !bits } else { bits | 1 << 63 };
            key.extend_from_slice(&bits.to_be_bytes());
        }
        Value::Reference(reference) => key.extend_from_slice(&ordered(reference.id.unwrap_or_default())),
        Value::Date(date) => {
            key.extend_from_slice(&date.year().to_be_bytes());
            key.push(date.month().unwrap_or_default());
            key.push(date.day_of_month().unwrap_or_default());
        }
        Value::Code(code) => {
            let order = item
                .table()
                .and_then(|table| table.by_code(code))
                .map_or(u32::MAX, |row| row.order as u32);
            key.extend_from_slice(&order.to_be_bytes());
        }
        Value::Text(text) => write_text(text, key),
        Value::Codes(codes) => write_text(&codes.join(","), key),
    }
}

/// Text ends with a zero, so that a shorter text comes before a longer one that begins with it.
fn write_text(text: &str, key: &mut Vec<u8>) {
    key.extend_from_slice(text.as_bytes());
    key.push(0);
}

fn ordered(number: i64) -> [u8; 8] {
    ((number as u64) ^ (1 << 63)).to_be_bytes()
}
