//! The roster: by what people are found and in which order they stand. It is kept in the same transaction as the rows it
//! follows from, and can be made again from them at any time.

use antou_record::{Kind, Row, Value, name};
use rusqlite::types::Value as Parameter;
use rusqlite::{Connection, OptionalExtension};

use crate::error::StoreError;
use crate::fulltext::{FIELD_END, SURNAME_MARK, Tokens, split};
use crate::labels::Labels;
use crate::rows::Plan;
use crate::schema::current_column;

/// Stands for "no level": after every level.
const NO_LEVEL: i64 = 9_999;

/// What the roster knows of one person, gathered row by row.
#[derive(Debug, Default)]
pub(crate) struct PersonIndex {
    name: String,
    /// For each set, by its place in the dictionary: order and id of the row a list shows.
    current: Vec<Option<(Vec<u8>, i64)>>,
    unit: Option<i64>,
    level: Option<i64>,
    rank: Option<i64>,
    text: String,
    parts: Vec<Part>,
}

/// Bytes of an average sort key with what the allocator keeps of it.
const SORT_KEY: usize = 16;

/// A piece of searchable text and the row it comes from.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
struct Part {
    set: usize,
    row: i64,
    start: usize,
    end: usize,
}

impl PersonIndex {
    /// Bytes held, roughly: the text, its parts, and the row each set shows.
    pub(crate) fn weight(&self) -> usize {
        let current = self.current.len() * (size_of::<Option<(Vec<u8>, i64)>>() + SORT_KEY);
        self.text.len() + self.parts.len() * size_of::<Part>() + current
    }

    /// The text in the order of sets and rows, whatever order the rows came in. What is said twice (the unit in every
    /// year's assessment) is kept once.
    fn text(&mut self) -> String {
        self.parts.sort_unstable();
        let piece = |part: &Part| self.text.get(part.start..part.end).unwrap_or_default();
        let mut text = String::with_capacity(self.text.len() + self.parts.len());
        for (place, part) in self.parts.iter().enumerate() {
            let piece_now = piece(part);
            if !self
                .parts
                .iter()
                .take(place)
                .any(|earlier| piece(earlier) == piece_now)
            {
                text.push_str(piece_now);
                text.push(FIELD_END);
            }
        }
        text
    }

    /// Takes in a row of the person.
    pub(crate) fn add(
        &mut self,
        connection: &Connection,
        labels: &mut Labels,
        plan: &Plan,
        id: i64,
        row: &Row,
    ) -> Result<(), StoreError> {
        if plan.is_person() {
            self.name = row
                .get("name")
                .and_then(Value::as_text)
                .unwrap_or_default()
                .to_owned();
        } else {
            self.consider(plan, id, row);
        }
        for index in &plan.searched {
            match row.at(*index) {
                Some(Value::Text(text)) => self.push(plan, id, text),
                Some(Value::Reference(reference)) => {
                    let is_unit = plan
                        .set
                        .items
                        .get(*index)
                        .is_some_and(|item| item.kind == Kind::Unit);
                    if let (true, Some(unit)) = (is_unit, reference.id) {
                        let text = labels.searched_unit(connection, unit)?;
                        self.push(plan, id, text);
                    }
                }
                _ => {}
            }
        }
        Ok(())
    }

    fn push(&mut self, plan: &Plan, row: i64, text: &str) {
        let start = self.text.len();
        self.text.push_str(text);
        self.parts.push(Part {
            set: plan.index,
            row,
            start,
            end: self.text.len(),
        });
    }

    fn consider(&mut self, plan: &Plan, id: i64, row: &Row) {
        if self.current.len() <= plan.index {
            self.current.resize_with(plan.index + 1, || None);
        }
        let Some(best) = self.current.get_mut(plan.index) else {
            return;
        };
        let key = plan.current.key(row);
        if best
            .as_ref()
            .is_some_and(|(known, known_id)| (known, *known_id) <= (&key, id))
        {
            return;
        }
        *best = Some((key, id));
        match plan.set.code.as_str() {
            "post" => {
                self.unit = row.get("unit").and_then(|value| match value {
                    Value::Reference(reference) => reference.id,
                    _ => None,
                });
                self.level = seniority(row, "level");
            }
            "rank" => self.rank = seniority(row, "rank"),
            _ => {}
        }
    }
}

/// Position of a row's code in its table, where tables are in the order of seniority.
fn seniority(row: &Row, item: &str) -> Option<i64> {
    let Some(Value::Code(code)) = row.get(item) else {
        return None;
    };
    let table = row.set().item(item)?.table()?;
    i64::try_from(table.by_code(code)?.order).ok()
}

/// The roster of one file: its columns in order.
pub(crate) struct Roster {
    names: Vec<String>,
    columns: String,
    insert: String,
    current: Vec<usize>,
}

/// Columns before those with the rows a list shows.
const FIRST: &[&str] = &[
    "person",
    "name",
    "pinyin",
    "initials",
    "stroke",
    "unit",
    "level",
    "rank",
    "text_hash",
    "text_sum",
];
const TEXT_HASH: usize = 8;

/// What the roster says of a person, and the text search finds the person by.
pub(crate) struct Entry {
    person: i64,
    cells: Vec<Parameter>,
    name: Tokens,
    text: Tokens,
}

impl Roster {
    pub(crate) fn new(plans: &[Plan]) -> Self {
        let owned = || plans.iter().filter(|plan| plan.is_of_person());
        let columns: Vec<String> = FIRST
            .iter()
            .map(|column| (*column).to_owned())
            .chain(owned().map(|plan| current_column(plan.set)))
            .collect();
        let columns_text = columns.join(", ");
        Self {
            insert: format!(
                "INSERT OR FAIL INTO roster({columns_text}) VALUES({})",
                vec!["?"; columns.len()].join(",")
            ),
            columns: columns_text,
            names: columns,
            current: owned().map(|plan| plan.index).collect(),
        }
    }

    /// What follows from everything that is known of a person.
    pub(crate) fn entry(&self, person: i64, index: &mut PersonIndex) -> Entry {
        let spellings = name::spelled(&index.name);
        let customary = spellings.first();
        let (name, text) = (split(&name_text(&index.name, &spellings)), split(&index.text()));
        let mut cells = vec![
            Parameter::Integer(person),
            Parameter::Text(index.name.clone()),
            Parameter::Text(
                customary
                    .map(|spelled| spelled.pinyin.clone())
                    .unwrap_or_default(),
            ),
            Parameter::Text(
                customary
                    .map(|spelled| spelled.initials.clone())
                    .unwrap_or_default(),
            ),
            Parameter::Blob(name::stroke_key(&index.name)),
            Parameter::from(index.unit),
            Parameter::Integer(index.level.unwrap_or(NO_LEVEL)),
            Parameter::Integer(index.rank.unwrap_or(NO_LEVEL)),
            Parameter::Integer(name.hash().wrapping_mul(31).wrapping_add(text.hash())),
            Parameter::Integer(name.sum.wrapping_add(text.sum)),
        ];
        cells.extend(self.current.iter().map(|set| {
            let current = index.current.get(*set).and_then(Option::as_ref);
            Parameter::from(current.map(|(_, id)| *id))
        }));
        Entry {
            person,
            cells,
            name,
            text,
        }
    }

    /// The roster as it stands, in the order of the persons' ids.
    pub(crate) fn select(&self) -> String {
        format!("SELECT {} FROM roster ORDER BY person", self.columns)
    }

    /// Whether a row of [`Self::select`] says the same.
    pub(crate) fn agrees(&self, row: &rusqlite::Row<'_>, entry: &Entry) -> rusqlite::Result<bool> {
        Ok(self.differing(row, entry)?.is_empty())
    }

    /// Columns of a row of [`Self::select`] that say otherwise.
    fn differing(&self, row: &rusqlite::Row<'_>, entry: &Entry) -> rusqlite::Result<Vec<usize>> {
        let mut places = Vec::new();
        for (place, cell) in entry.cells.iter().enumerate() {
            if row.get_ref(place)? != cell.into() {
                places.push(place);
            }
        }
        Ok(places)
    }

    /// Writes some columns of a person who is there: indexes over the others are left alone.
    fn update(&self, connection: &Connection, entry: &Entry, places: &[usize]) -> Result<(), StoreError> {
        let named = places.iter().filter_map(|place| self.names.get(*place));
        let puts: Vec<String> = named.map(|name| format!("{name} = ?")).collect();
        let sql = format!("UPDATE roster SET {} WHERE person = ?", puts.join(", "));
        let person = Parameter::Integer(entry.person);
        let cells = places.iter().filter_map(|place| entry.cells.get(*place));
        let cells = rusqlite::params_from_iter(cells.chain([&person]));
        connection.prepare_cached(&sql)?.execute(cells)?;
        Ok(())
    }

    fn write_row(&self, connection: &Connection, entry: &Entry) -> Result<(), StoreError> {
        connection
            .prepare_cached(&self.insert)?
            .execute(rusqlite::params_from_iter(&entry.cells))?;
        Ok(())
    }

    /// Writes a person who was not there before.
    pub(crate) fn write_new(&self, connection: &Connection, entry: &Entry) -> Result<(), StoreError> {
        self.write_row(connection, entry)?;
        connection
            .prepare_cached("INSERT INTO fulltext(rowid, name, text) VALUES(?1, ?2, ?3)")?
            .execute((entry.person, &entry.name.text, &entry.text.text))?;
        Ok(())
    }

    /// Writes what is different from what stands there; the full text only when the text is another.
    pub(crate) fn write(&self, connection: &Connection, entry: &Entry) -> Result<(), StoreError> {
        let person = entry.person;
        let sql = format!("SELECT {} FROM roster WHERE person = ?1", self.columns);
        let known = connection
            .prepare_cached(&sql)?
            .query_row([person], |row| self.differing(row, entry))
            .optional()?;
        match known {
            Some(places) if places.is_empty() => Ok(()),
            Some(places) if !places.contains(&TEXT_HASH) => self.update(connection, entry, &places),
            Some(_) | None => {
                remove(connection, person)?;
                self.write_new(connection, entry)
            }
        }
    }
}

/// The name and all that Latin letters may find it by: every spelling whole, and what is left from each later character
/// on, so that `san` and `s` find 张三.
fn name_text(name: &str, spellings: &[name::Spelled]) -> String {
    let mut text = name.to_owned();
    let mut say = |word: &str| {
        text.push(' ');
        text.push_str(word);
    };
    for spelled in spellings {
        if let Some(letter) = spelled.initials.chars().next() {
            say(&format!("{SURNAME_MARK}{letter}"));
        }
        say(&spelled.initials);
        say(&spelled.pinyin);
    }
    for (start, _) in name.char_indices().skip(1) {
        // behind a character that is no surname the rest is read as in a given name
        let rest = format!("一{}", name.get(start..).unwrap_or_default());
        if let Some(spelled) = name::spelled(&rest).first() {
            say(spelled.initials.strip_prefix('y').unwrap_or_default());
            say(spelled.pinyin.strip_prefix("yi").unwrap_or_default());
        }
    }
    text
}

/// Takes a person out of the roster.
pub(crate) fn remove(connection: &Connection, person: i64) -> Result<(), StoreError> {
    connection
        .prepare_cached("DELETE FROM fulltext WHERE rowid = ?1")?
        .execute([person])?;
    connection
        .prepare_cached("DELETE FROM roster WHERE person = ?1")?
        .execute([person])?;
    Ok(())
}
