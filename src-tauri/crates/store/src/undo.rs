//! Taking an operation back. The journal says what stood before; what was changed since is never overwritten.

use std::collections::{BTreeMap, BTreeSet};

use antou_record::{Kind, Row};
use rusqlite::types::ValueRef;
use rusqlite::{Connection, OptionalExtension};
use serde_json::{Map, Value as Json};

use crate::digest::Sum;
use crate::error::StoreError;
use crate::journal::{Op, OpKind, OpRecord};
use crate::rows::{Plan, quoted, value};
use crate::schema::image;
use crate::touched::last_digest;
use crate::transact::{Output, Tx};
use crate::vault::Vault;

/// Something an undo left as it is.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Kept {
    /// The person, when it is one.
    pub person: Option<i64>,
    /// Name of the person or the unit.
    pub name: String,
    /// Why: 之后又改过, 还被引用.
    pub reason: String,
}

/// What an undo did.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Undone {
    /// Changes taken back.
    pub restored: i64,
    /// What was left as it is, because it was changed since.
    pub kept: Vec<Kept>,
}

/// One change of the journal.
#[derive(Debug, Clone)]
pub(crate) struct Change {
    pub(crate) id: i64,
    pub(crate) set_no: i64,
    pub(crate) row: i64,
    pub(crate) person: i64,
    pub(crate) kind: String,
    pub(crate) before: Option<String>,
}

impl Change {
    pub(crate) const COLUMNS: &str = "id, set_no, row, person, kind, before";

    pub(crate) fn from_row(row: &rusqlite::Row<'_>) -> rusqlite::Result<Self> {
        Ok(Self {
            id: row.get(0)?,
            set_no: row.get(1)?,
            row: row.get(2)?,
            person: row.get(3)?,
            kind: row.get(4)?,
            before: row.get(5)?,
        })
    }
}

/// Whom a conflict keeps: a person as a whole, or one row that is nobody's.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
enum Subject {
    Person(i64),
    Row(i64, i64),
}

impl Change {
    fn subject(&self) -> Subject {
        match self.person {
            0 => Subject::Row(self.set_no, self.row),
            person => Subject::Person(person),
        }
    }
}

impl Vault {
    /// Takes an operation back. What was done by hand is taken back whole or, when a row was changed since, not at all;
    /// of an import, everyone untouched since is taken back and the others are named. An undo can be undone.
    pub fn undo(&mut self, op: i64) -> Result<Output<Undone>, StoreError> {
        let record = OpRecord::find(&self.connection, op)?;
        if record.counts.rows() == 0 {
            return Err(StoreError::NothingToUndo(op));
        }
        let mut undo = Op::new(OpKind::Undo, format!("撤销：{}", record.label));
        undo.undoes = Some(op);
        self.transact(undo, |tx| tx.take_back(&record))
    }
}

impl<'a> Tx<'a> {
    fn take_back(&mut self, op: &OpRecord) -> Result<Undone, StoreError> {
        let in_part = op.kind == OpKind::Import;
        let mut kept = self.conflicts(op)?;
        if !kept.is_empty() && !in_part {
            return Err(StoreError::ChangedSince(kept.into_values().collect()));
        }
        let mut restored = 0;
        // rows of people first: a unit can go only when nobody is there any more
        for condition in ["person <> 0", "person = 0"] {
            let mut below = op.last_change + 1;
            loop {
                let changes = self.changes_below(op, below, condition)?;
                let Some(last) = changes.last() else { break };
                below = last.id;
                for change in &changes {
                    if kept.contains_key(&change.subject()) {
                        continue;
                    }
                    match self.reverse(change)? {
                        None => restored += 1,
                        Some(used) if in_part => {
                            kept.insert(change.subject(), used);
                        }
                        Some(used) => return Err(StoreError::ChangedSince(vec![used])),
                    }
                }
            }
        }
        Ok(Undone {
            restored,
            kept: kept.into_values().collect(),
        })
    }

    fn changes_below(&self, op: &OpRecord, below: i64, condition: &str) -> Result<Vec<Change>, StoreError> {
        let sql = format!(
            "SELECT {} FROM change WHERE id >= ?1 AND id < ?2 AND {condition} ORDER BY id DESC LIMIT 4096",
            Change::COLUMNS
        );
        let mut statement = self.connection.prepare_cached(&sql)?;
        let rows = statement.query_map([op.first_change, below], Change::from_row)?;
        Ok(rows.collect::<rusqlite::Result<_>>()?)
    }

    /// Everyone and everything the operation touched that is not as the operation left it.
    fn conflicts(&mut self, op: &OpRecord) -> Result<BTreeMap<Subject, Kept>, StoreError> {
        let mut suspects = BTreeSet::new();
        let sql = "SELECT DISTINCT person FROM change WHERE id BETWEEN ?1 AND ?2";
        let mut statement = self.connection.prepare_cached(sql)?;
        let people = statement.query_map([op.first_change, op.last_change], |row| row.get(0))?;
        for person in people.collect::<rusqlite::Result<Vec<i64>>>()? {
            // the same digest as after the operation: nothing about the person is different now
            if person == 0
                || digest_after(self.connection, person, op.id)? != last_digest(self.connection, person)?
            {
                suspects.insert(person);
            }
        }
        let mut kept = BTreeMap::new();
        for person in suspects {
            for change in self.touched_rows(op, person)? {
                let is_conflict = self.is_changed_since(op, &change)?
                    || change.kind == "I" && self.plan_numbered(change.set_no)?.is_person();
                if is_conflict && !kept.contains_key(&change.subject()) {
                    let name = self.name_of(&change)?;
                    let kept_one = Kept {
                        person: (person != 0).then_some(person),
                        name,
                        reason: "之后又改过".to_owned(),
                    };
                    kept.insert(change.subject(), kept_one);
                }
            }
        }
        Ok(kept)
    }

    /// The first change of each row of a person within the operation.
    fn touched_rows(&self, op: &OpRecord, person: i64) -> Result<Vec<Change>, StoreError> {
        // the plus keeps the index of the person in use, however long the operation is
        let sql = format!(
            "SELECT {}, min(id) FROM change WHERE person = ?1 AND +id BETWEEN ?2 AND ?3 GROUP BY set_no, row",
            Change::COLUMNS
        );
        let mut statement = self.connection.prepare_cached(&sql)?;
        let rows = statement.query_map([person, op.first_change, op.last_change], Change::from_row)?;
        Ok(rows.collect::<rusqlite::Result<_>>()?)
    }

    fn is_changed_since(&self, op: &OpRecord, change: &Change) -> Result<bool, StoreError> {
        let sql = "SELECT kind, before FROM change
                   WHERE person = ?1 AND set_no = ?2 AND row = ?3 AND id > ?4 ORDER BY id LIMIT 1";
        let next: Option<(String, Option<String>)> = self
            .connection
            .prepare_cached(sql)?
            .query_row(
                (change.person, change.set_no, change.row, op.last_change),
                |row| Ok((row.get(0)?, row.get(1)?)),
            )
            .optional()?;
        let Some((_, after)) = next else { return Ok(false) };
        let plan = self.plan_numbered(change.set_no)?;
        let now = present_image(self.connection, plan, change.row)?;
        Ok(parsed(after.as_deref()) != parsed(now.as_deref()))
    }

    fn name_of(&mut self, change: &Change) -> Result<String, StoreError> {
        let plan = self.plan_numbered(change.set_no)?;
        let (set, id) = match change.person {
            0 => (plan.set.code.as_str(), change.row),
            person => ("person", person),
        };
        let name = self.labels.of(self.connection, self.plans, set, id)?;
        Ok(if name.is_empty() {
            format!("{} {id}", plan.set.label)
        } else {
            name
        })
    }

    pub(crate) fn plan_numbered(&self, number: i64) -> Result<&'a Plan, StoreError> {
        self.plans
            .iter()
            .find(|plan| plan.number == number)
            .ok_or_else(|| StoreError::UnknownColumn(number.to_string()))
    }

    /// Does the opposite of one change. Answers what stands in the way, when others still refer to the row.
    fn reverse(&mut self, change: &Change) -> Result<Option<Kept>, StoreError> {
        let set = self.plan_numbered(change.set_no)?.set;
        let plan = self.plan(&set.code)?;
        let before = change
            .before
            .as_deref()
            .map(|text| row_of(plan, text))
            .transpose()?;
        match (change.kind.as_str(), before) {
            ("I", _) => {
                if change.person == 0
                    && let Some((place, _)) = self.users(plan, change.row)?
                {
                    return Ok(Some(Kept {
                        person: None,
                        name: self.name_of(change)?,
                        reason: format!("还被“{place}”引用"),
                    }));
                }
                self.delete_row(plan, change.row)?;
            }
            ("U", Some((_, row))) => {
                let all: Vec<_> = plan
                    .set
                    .items
                    .iter()
                    .map(|item| (item.index, row.at(item.index).cloned()))
                    .collect();
                self.update(&set.code, change.row, &all)?;
            }
            (_, Some((unit, row))) => {
                let owner = if plan.is_of_person() {
                    Some(change.person)
                } else {
                    unit
                };
                self.insert_as(Some(change.row), owner, &row)?;
            }
            _ => {}
        }
        Ok(None)
    }
}

/// The digest of a person right after an operation.
fn digest_after(connection: &Connection, person: i64, op: i64) -> Result<Option<Sum>, StoreError> {
    let bytes: Option<Vec<u8>> = connection
        .prepare_cached(
            "SELECT digest FROM op_person WHERE person = ?1 AND op <= ?2 ORDER BY op DESC LIMIT 1",
        )?
        .query_row([person, op], |row| row.get(0))
        .optional()?;
    Ok(bytes.and_then(|bytes| Sum::from_bytes(&bytes)))
}

/// The row as the journal would write it now.
pub(crate) fn present_image(
    connection: &Connection,
    plan: &Plan,
    row: i64,
) -> Result<Option<String>, StoreError> {
    let sql = format!(
        "SELECT {} FROM {} WHERE id = ?1",
        image(plan.set, ""),
        quoted(&plan.set.code)
    );
    Ok(connection
        .prepare_cached(&sql)?
        .query_row([row], |row| row.get(0))
        .optional()?)
}

fn parsed(image: Option<&str>) -> Option<Map<String, Json>> {
    image.and_then(|text| serde_json::from_str(text).ok())
}

/// The row an image of the journal describes, and the unit it belonged to where that is no item.
pub(crate) fn row_of(plan: &Plan, image: &str) -> Result<(Option<i64>, Row), StoreError> {
    let map = parsed(Some(image)).unwrap_or_default();
    let mut row = Row::new(plan.set);
    for item in &plan.set.items {
        let value = match map.get(&item.code) {
            Some(Json::Number(number)) => number
                .as_i64()
                .and_then(|whole| value(item, ValueRef::Integer(whole))),
            Some(Json::String(text)) if item.kind == Kind::Dec => text
                .parse()
                .ok()
                .and_then(|real| value(item, ValueRef::Real(real))),
            Some(Json::String(text)) => value(item, ValueRef::Text(text.as_bytes())),
            _ => None,
        };
        row.put_at(item.index, value);
    }
    Ok((map.get("unit_id").and_then(Json::as_i64), row))
}
