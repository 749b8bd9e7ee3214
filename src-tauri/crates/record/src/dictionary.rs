//! The record dictionary at run time: every information set, item and code table, found by name in constant time.

use std::sync::LazyLock;

use crate::declaration::{self, Kind, Owner, plain_spelling};
use crate::lookup::HashMap;

static DICTIONARY: LazyLock<Dictionary> =
    LazyLock::new(|| Dictionary::from_text(include_str!(concat!(env!("OUT_DIR"), "/dictionary.json"))));

/// The dictionary this program was built with.
pub fn dictionary() -> &'static Dictionary {
    &DICTIONARY
}

/// All information sets and code tables.
#[derive(Debug)]
pub struct Dictionary {
    sets: Vec<Set>,
    tables: HashMap<String, Table>,
    by_code: HashMap<String, usize>,
    person: usize,
}

/// An information set (信息集) with its items.
#[derive(Debug)]
pub struct Set {
    declared: declaration::Set,
    /// Items in the order of the entry form.
    pub items: Vec<Item>,
    by_code: HashMap<String, usize>,
}

impl std::ops::Deref for Set {
    type Target = declaration::Set;
    fn deref(&self) -> &declaration::Set {
        &self.declared
    }
}

/// An item (信息项): its declaration and its place in its set.
#[derive(Debug)]
pub struct Item {
    declared: declaration::Item,
    /// Code of the set the item belongs to.
    pub set: String,
    /// Position among the items of the set, from 0.
    pub index: usize,
}

impl std::ops::Deref for Item {
    type Target = declaration::Item;
    fn deref(&self) -> &declaration::Item {
        &self.declared
    }
}

impl Item {
    /// `set.item`, or the bare item for items of the person.
    pub fn path(&self) -> String {
        if self.set == "person" {
            self.code.clone()
        } else {
            format!("{}.{}", self.set, self.code)
        }
    }

    /// `set.item`, always with the set.
    pub fn full_path(&self) -> String {
        format!("{}.{}", self.set, self.code)
    }

    /// Whether it, or the whole set it belongs to, is shown nowhere until the operator says why and confirms it.
    pub fn is_protected(&self) -> bool {
        self.protected || self.set().is_some_and(|set| set.protected)
    }

    /// Whether a search of words looks at it.
    pub fn is_searched(&self) -> bool {
        self.search && !self.private && !self.is_protected()
    }

    /// The set the item belongs to.
    pub fn set(&self) -> Option<&'static Set> {
        dictionary().set(&self.set)
    }

    /// The code table whose values the item takes, if it takes codes.
    pub fn table(&self) -> Option<&'static Table> {
        match &self.kind {
            Kind::Code(table) | Kind::Codes(table) => dictionary().table(table),
            _ => None,
        }
    }
}

/// A code table: codes, labels, accepted spellings, in order of the standard.
#[derive(Debug)]
pub struct Table {
    declared: declaration::Table,
    /// Rows in the order of the standard or of seniority.
    pub rows: Vec<Code>,
    spellings: HashMap<String, usize>,
    codes: HashMap<String, usize>,
    blanks: Vec<String>,
}

impl std::ops::Deref for Table {
    type Target = declaration::Table;
    fn deref(&self) -> &declaration::Table {
        &self.declared
    }
}

/// One row of a code table.
#[derive(Debug, PartialEq, Eq)]
pub struct Code {
    /// What is stored.
    pub code: String,
    /// What is shown.
    pub label: String,
    /// Position in the table, from 0; the order of seniority where the table has one.
    pub order: usize,
}

/// What a spelling means in a code table.
#[derive(Debug, PartialEq, Eq)]
pub enum Meaning<'a> {
    /// The label itself.
    Label(&'a Code),
    /// An accepted other spelling.
    Spelling(&'a Code),
    /// A spelling that means "no value".
    Nothing,
    /// Not in the table.
    Unknown,
}

impl Table {
    fn new(declared: declaration::Table) -> Self {
        let mut rows = Vec::with_capacity(declared.rows.len());
        let mut spellings = HashMap::default();
        let mut codes = HashMap::default();
        for (order, row) in declared.rows.iter().enumerate() {
            if let [code, label, others @ ..] = row.as_slice() {
                for spelling in std::iter::once(label).chain(others) {
                    spellings.insert(plain_spelling(spelling), order);
                }
                codes.insert(code.clone(), order);
                rows.push(Code {
                    code: code.clone(),
                    label: label.clone(),
                    order,
                });
            }
        }
        let blanks = declared.blank.iter().map(|text| plain_spelling(text)).collect();
        Self {
            declared,
            rows,
            spellings,
            codes,
            blanks,
        }
    }

    /// The row stored as `code`.
    pub fn by_code(&self, code: &str) -> Option<&Code> {
        self.codes.get(code).and_then(|index| self.rows.get(*index))
    }

    /// Each code with its label and the other spellings that are accepted for it.
    pub fn spellings(&self) -> impl Iterator<Item = (&str, &str, &[String])> {
        self.declared.rows.iter().filter_map(|row| match row.as_slice() {
            [code, label, others @ ..] => Some((code.as_str(), label.as_str(), others)),
            _ => None,
        })
    }

    /// What a clerk's spelling means. Blanks and width do not matter; nothing is guessed.
    pub fn meaning(&self, spelling: &str) -> Meaning<'_> {
        let plain = plain_spelling(spelling);
        if self.blanks.contains(&plain) {
            return Meaning::Nothing;
        }
        match self.spellings.get(&plain).and_then(|index| self.rows.get(*index)) {
            Some(code) if code.label == spelling => Meaning::Label(code),
            Some(code) => Meaning::Spelling(code),
            None => Meaning::Unknown,
        }
    }
}

impl Set {
    fn new(mut declared: declaration::Set) -> Self {
        let code = declared.code.clone();
        let items: Vec<Item> = std::mem::take(&mut declared.items)
            .into_iter()
            .enumerate()
            .map(|(index, declared)| Item {
                declared,
                set: code.clone(),
                index,
            })
            .collect();
        let by_code = items.iter().map(|item| (item.code.clone(), item.index)).collect();
        Self {
            declared,
            items,
            by_code,
        }
    }

    /// The item called `code`.
    pub fn item(&self, code: &str) -> Option<&Item> {
        self.by_code.get(code).and_then(|index| self.items.get(*index))
    }

    /// Whether rows belong to one person.
    pub fn is_owned_by_person(&self) -> bool {
        self.owner == Owner::Person
    }
}

impl Dictionary {
    /// Built from what the build script wrote, so an unreadable text cannot occur; it would yield an empty dictionary.
    fn from_text(text: &str) -> Self {
        let declared: declaration::Dictionary = serde_json::from_str(text).unwrap_or_default();
        let sets: Vec<Set> = declared.sets.into_iter().map(Set::new).collect();
        let by_code: HashMap<String, usize> = sets
            .iter()
            .enumerate()
            .map(|(index, set)| (set.code.clone(), index))
            .collect();
        let person = by_code.get("person").copied().unwrap_or_default();
        let tables = declared
            .tables
            .into_iter()
            .map(|table| (table.code.clone(), Table::new(table)))
            .collect();
        Self {
            sets,
            tables,
            by_code,
            person,
        }
    }

    /// Sets in the order of a dossier.
    pub fn sets(&self) -> &[Set] {
        &self.sets
    }

    /// Code tables in no particular order.
    pub fn tables(&self) -> impl Iterator<Item = &Table> {
        self.tables.values()
    }

    /// The set called `code`.
    pub fn set(&self, code: &str) -> Option<&Set> {
        self.by_code.get(code).and_then(|index| self.sets.get(*index))
    }

    /// The set of persons themselves; the build refuses a dictionary without it.
    pub fn person(&self) -> &Set {
        &self.sets[self.person]
    }

    /// The item at `set.item`; a bare `item` belongs to the person.
    pub fn item(&self, path: &str) -> Option<&Item> {
        let (set, item) = path.split_once('.').unwrap_or(("person", path));
        self.set(set)?.item(item)
    }

    /// The code table called `code`.
    pub fn table(&self, code: &str) -> Option<&Table> {
        self.tables.get(code)
    }
}
