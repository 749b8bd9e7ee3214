//! The roster: by what people are found and in which order they stand. It is kept in the same transaction as the rows it
//! follows from, and can be made again from them at any time.

use antou_record::{Kind, Row, Value, name};
use rusqlite::{Connection, params};

use crate::error::StoreError;
use crate::fulltext::{FIELD_END, split};
use crate::labels::Labels;
use crate::rows::{Cell, Plan};
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
}

impl PersonIndex {
    /// Bytes of text held.
    pub(crate) fn weight(&self) -> usize {
        self.text.len()
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
                Some(Value::Text(text)) => self.push(text),
                Some(Value::Reference(reference)) => {
                    let is_unit = plan
                        .set
                        .items
                        .get(*index)
                        .is_some_and(|item| item.kind == Kind::Unit);
                    if let (true, Some(unit)) = (is_unit, reference.id) {
                        let text = labels.searched_unit(connection, unit)?;
                        self.push(text);
                    }
                }
                _ => {}
            }
        }
        Ok(())
    }

    /// A text said twice (the unit in every year's assessment) is kept once.
    fn push(&mut self, text: &str) {
        if !self.text.contains(text) {
            self.text.push_str(text);
            self.text.push(FIELD_END);
        }
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

/// The statements that write the roster.
pub(crate) struct RosterSql {
    insert: String,
}

impl RosterSql {
    pub(crate) fn new(plans: &[Plan]) -> Self {
        let current: Vec<String> = owned(plans).map(|plan| current_column(plan.set)).collect();
        let marks = vec!["?"; current.len() + 9].join(",");
        Self {
            insert: format!(
                "INSERT OR REPLACE INTO roster(person, name, pinyin, initials, spelled, stroke, unit, level, rank, {}) \
                 VALUES({marks})",
                current.join(", ")
            ),
        }
    }

    /// Writes what is known of a person; `replace` when something may stand there already.
    pub(crate) fn write(
        &self,
        connection: &Connection,
        plans: &[Plan],
        person: i64,
        index: &PersonIndex,
        replace: bool,
    ) -> Result<(), StoreError> {
        if replace {
            connection
                .prepare_cached("DELETE FROM fulltext WHERE rowid = ?1")?
                .execute([person])?;
        }
        let mut insert = connection.prepare_cached(&self.insert)?;
        let spellings = name::spelled(&index.name);
        let customary = spellings.first();
        insert.raw_bind_parameter(1, person)?;
        insert.raw_bind_parameter(2, index.name.as_str())?;
        insert.raw_bind_parameter(3, customary.map_or("", |spelled| spelled.pinyin.as_str()))?;
        insert.raw_bind_parameter(4, customary.map_or("", |spelled| spelled.initials.as_str()))?;
        insert.raw_bind_parameter(5, spelled(&spellings))?;
        insert.raw_bind_parameter(6, name::stroke_key(&index.name))?;
        insert.raw_bind_parameter(7, index.unit)?;
        insert.raw_bind_parameter(8, index.level.unwrap_or(NO_LEVEL))?;
        insert.raw_bind_parameter(9, index.rank.unwrap_or(NO_LEVEL))?;
        for (offset, plan) in owned(plans).enumerate() {
            let current = index.current.get(plan.index).and_then(Option::as_ref);
            let cell = current.map_or(Cell::Null, |(_, id)| Cell::Int(*id));
            insert.raw_bind_parameter(10 + offset, cell)?;
        }
        insert.raw_execute()?;
        connection
            .prepare_cached("INSERT INTO fulltext(rowid, name, text) VALUES(?1, ?2, ?3)")?
            .execute(params![person, split(&index.name), split(&index.text)])?;
        Ok(())
    }
}

/// All spellings in one text, each after a bar: a search from the bar is a search from the beginning.
fn spelled(spellings: &[name::Spelled]) -> String {
    let mut text = String::new();
    for spelled in spellings {
        for part in [&spelled.initials, &spelled.pinyin] {
            text.push('|');
            text.push_str(part);
        }
    }
    text
}

/// Sets whose rows belong to a person.
pub(crate) fn owned(plans: &[Plan]) -> impl Iterator<Item = &Plan> {
    plans.iter().filter(|plan| plan.is_of_person())
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

/// Gathers what is known of a person from the tables; `None` when there is no such person.
pub(crate) fn gather(
    connection: &Connection,
    plans: &[Plan],
    labels: &mut Labels,
    person: i64,
) -> Result<Option<PersonIndex>, StoreError> {
    let mut index = PersonIndex::default();
    let mut exists = false;
    for plan in plans
        .iter()
        .filter(|plan| plan.is_person() || plan.is_of_person())
    {
        let mut statement = connection.prepare_cached(&plan.select_by_owner)?;
        let mut rows = statement.query([person])?;
        while let Some(row) = rows.next()? {
            let (id, _, row) = plan.read(row)?;
            index.add(connection, labels, plan, id, &row)?;
            exists |= plan.is_person();
        }
    }
    Ok(exists.then_some(index))
}
