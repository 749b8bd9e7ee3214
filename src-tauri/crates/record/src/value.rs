//! Values of items, and rows of sets.

use serde::{Deserialize, Serialize};
use serde_json::Value as Json;

use crate::date::PartialDate;
use crate::declaration::Kind;
use crate::dictionary::{Item, Set};

/// A value of an item. A blank item has no value at all: blank is neither zero nor "none".
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub enum Value {
    /// Text, place, identity number, digest of a photo or scan.
    Text(String),
    /// Whole number or year.
    Int(i64),
    /// Decimal number.
    Dec(f64),
    /// 是 or 否.
    Bool(bool),
    /// Partial date.
    Date(PartialDate),
    /// Code of the item's table.
    Code(String),
    /// Codes of the item's table, in the order of the table.
    Codes(Vec<String>),
    /// A unit, a person or a row.
    Reference(Reference),
}

/// A reference, with the name it is shown by.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct Reference {
    /// Row id of what is referred to; `None` until the name has been looked up.
    pub id: Option<i64>,
    /// The name as written or as stored there.
    pub label: String,
}

impl PartialEq for Reference {
    fn eq(&self, other: &Self) -> bool {
        match (self.id, other.id) {
            (Some(one), Some(two)) => one == two,
            _ => self.label == other.label,
        }
    }
}

impl Value {
    /// The text of a text value.
    pub fn as_text(&self) -> Option<&str> {
        match self {
            Self::Text(text) => Some(text),
            _ => None,
        }
    }

    /// The date of a date value.
    pub fn as_date(&self) -> Option<PartialDate> {
        match self {
            Self::Date(date) => Some(*date),
            _ => None,
        }
    }

    /// Whether two values say the same. Dates agree at the coarser precision: a register that knows the month only does
    /// not contradict a dossier that knows the day.
    pub fn agrees_with(&self, other: &Self) -> bool {
        match (self, other) {
            (Self::Date(one), Self::Date(two)) => one.agrees_with(*two),
            _ => self == other,
        }
    }

    /// Whether replacing `old` by this value would only lose precision (1975.06 for 1975.06.01).
    pub fn is_coarser_than(&self, old: &Self) -> bool {
        match (self, old) {
            (Self::Date(new), Self::Date(old)) => new.agrees_with(*old) && new.precision() < old.precision(),
            _ => false,
        }
    }
}

impl Item {
    /// The value as lists, forms and exports show it: labels of codes, dotted dates, 是 and 否.
    pub fn shown(&self, value: &Value) -> String {
        let label = |code: &str| {
            self.table()
                .and_then(|table| table.by_code(code))
                .map_or(code, |row| row.label.as_str())
                .to_owned()
        };
        match value {
            Value::Text(text) => text.clone(),
            Value::Int(number) => number.to_string(),
            Value::Dec(number) => number.to_string(),
            Value::Bool(yes) => if *yes { "是" } else { "否" }.to_owned(),
            Value::Date(date) => date.dotted(),
            Value::Code(code) => label(code),
            Value::Codes(codes) => codes
                .iter()
                .map(|code| label(code))
                .collect::<Vec<_>>()
                .join("、"),
            Value::Reference(reference) => reference.label.clone(),
        }
    }

    /// The value as JSON answers give it: labels of codes, ISO dates, numbers as numbers.
    pub fn to_json(&self, value: &Value) -> Json {
        match value {
            Value::Int(number) => Json::from(*number),
            Value::Dec(number) => Json::from(*number),
            Value::Bool(yes) => Json::from(*yes),
            Value::Date(date) => Json::from(date.to_string()),
            Value::Codes(codes) => codes
                .iter()
                .map(|code| Json::from(self.shown(&Value::Code(code.clone()))))
                .collect::<Vec<_>>()
                .into(),
            _ => Json::from(self.shown(value)),
        }
    }

    /// Whether values are kept as whole numbers or references in the database.
    pub fn is_integer(&self) -> bool {
        matches!(
            self.kind,
            Kind::Int | Kind::Bool | Kind::Year | Kind::Unit | Kind::Person | Kind::Row(_)
        )
    }
}

/// A row of a set: one optional value for each of its items.
#[derive(Clone)]
pub struct Row {
    set: &'static Set,
    values: Box<[Option<Value>]>,
}

impl Row {
    /// A row without any value.
    pub fn new(set: &'static Set) -> Self {
        Self {
            set,
            values: vec![None; set.items.len()].into_boxed_slice(),
        }
    }

    /// The set the row belongs to.
    pub fn set(&self) -> &'static Set {
        self.set
    }

    /// The value of the item called `code`.
    pub fn get(&self, code: &str) -> Option<&Value> {
        self.set.item(code).and_then(|item| self.at(item.index))
    }

    /// The value of the item at `index`.
    pub fn at(&self, index: usize) -> Option<&Value> {
        self.values.get(index)?.as_ref()
    }

    /// Puts a value (or a blank) into the item at `index`; an index beyond the set is ignored.
    pub fn put_at(&mut self, index: usize, value: Option<Value>) {
        if let Some(slot) = self.values.get_mut(index) {
            *slot = value;
        }
    }

    /// Puts a value into the item called `code`; answers whether the set has such an item.
    pub fn put(&mut self, code: &str, value: impl Into<Option<Value>>) -> bool {
        match self.set.item(code) {
            Some(item) => {
                self.put_at(item.index, value.into());
                true
            }
            None => false,
        }
    }

    /// Items that have a value, in the order of the set.
    pub fn filled(&self) -> impl Iterator<Item = (&'static Item, &Value)> {
        self.set
            .items
            .iter()
            .zip(self.values.iter())
            .filter_map(|(item, value)| Some((item, value.as_ref()?)))
    }

    /// Whether nothing is filled.
    pub fn is_empty(&self) -> bool {
        self.values.iter().all(Option::is_none)
    }

    /// The value of an item as it is shown; empty when blank.
    pub fn shown(&self, code: &str) -> String {
        self.set
            .item(code)
            .zip(self.get(code))
            .map(|(item, value)| item.shown(value))
            .unwrap_or_default()
    }

    /// Filled items as JSON, by item code.
    pub fn to_json(&self) -> serde_json::Map<String, Json> {
        self.filled()
            .map(|(item, value)| (item.code.clone(), item.to_json(value)))
            .collect()
    }
}

impl PartialEq for Row {
    fn eq(&self, other: &Self) -> bool {
        self.set.code == other.set.code && self.values == other.values
    }
}

impl std::fmt::Debug for Row {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let mut shown = formatter.debug_struct(&self.set.code);
        for (item, value) in self.filled() {
            shown.field(&item.code, value);
        }
        shown.finish()
    }
}
