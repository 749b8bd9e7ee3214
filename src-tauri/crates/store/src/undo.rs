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
use crate::schema::{image, referred};
use crate::settings;
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

/// What a conflict keeps: somebody the operation added as a whole, or one row by set and number.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
enum Subject {
    Person(i64),
    Row(i64, i64),
}

impl Change {
    fn row_alone(&self) -> Subject {
        Subject::Row(self.set_no, self.row)
    }

    fn is_in(&self, kept: &BTreeMap<Subject, Kept>) -> bool {
        kept.contains_key(&self.row_alone()) || kept.contains_key(&Subject::Person(self.person))
    }
}

/// What an undo does with what was changed since.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Since {
    /// Nothing is taken back then.
    Refuse,
    /// It stays; the rest is taken back.
    Keep,
}

impl Vault {
    /// Takes an operation back whole or, when something was changed since, not at all. An undo can be undone.
    pub fn undo(&mut self, op: i64) -> Result<Output<Undone>, StoreError> {
        self.undo_as(op, Since::Refuse)
    }

    /// Takes back what is as the operation left it. Rows changed since stay and are named; somebody the operation added
    /// and about whom anything was changed since stays whole.
    pub fn undo_rest(&mut self, op: i64) -> Result<Output<Undone>, StoreError> {
        self.undo_as(op, Since::Keep)
    }

    /// What stands in the way of taking an operation back.
    pub fn changed_since(&mut self, op: i64) -> Result<Vec<Kept>, StoreError> {
        let record = OpRecord::find(&self.connection, op)?;
        // an operation that changes nothing is not kept
        let look = Op::new(OpKind::Undo, "");
        let found = self.transact(look, |tx| tx.conflicts(&record))?.value;
        Ok(found.into_values().collect())
    }

    fn undo_as(&mut self, op: i64, since: Since) -> Result<Output<Undone>, StoreError> {
        let record = OpRecord::find(&self.connection, op)?;
        if !record.is_undoable() || self.undone(&record)?.is_some() {
            return Err(StoreError::NothingToUndo(op));
        }
        let mut undo = Op::new(OpKind::Undo, format!("撤销：{}", record.label));
        undo.undoes = Some(op);
        self.transact(undo, |tx| tx.take_back(&record, since))
    }
}

impl<'a> Tx<'a> {
    fn take_back(&mut self, op: &OpRecord, since: Since) -> Result<Undone, StoreError> {
        let mut kept = self.conflicts(op)?;
        if !kept.is_empty() && since == Since::Refuse {
            return Err(StoreError::ChangedSince(kept.into_values().collect()));
        }
        let mut restored = 0;
        let referred = self.referred_sets();
        // rows of people first: a unit can go only when nobody is there any more
        for condition in ["person <> 0", "person = 0"] {
            let mut below = op.last_change + 1;
            loop {
                let changes = self.changes_below(op, below, condition)?;
                let Some(last) = changes.last() else { break };
                below = last.id;
                for change in &changes {
                    if change.is_in(&kept) {
                        continue;
                    }
                    match self.reverse(change, &referred)? {
                        None => restored += 1,
                        Some(used) if since == Since::Keep => {
                            kept.insert(change.row_alone(), used);
                        }
                        Some(used) => return Err(StoreError::ChangedSince(vec![used])),
                    }
                }
            }
        }
        restored += self.settings_back(op)?;
        Ok(Undone {
            restored,
            kept: kept.into_values().collect(),
        })
    }

    /// Puts settings back that stand as the operation left them. One changed since stays: only an operation about nothing
    /// but settings is refused for it.
    fn settings_back(&mut self, op: &OpRecord) -> Result<i64, StoreError> {
        let mut restored = 0;
        for changed in settings::changed_by(op.detail.as_deref()) {
            if self.setting(&changed.name)? == changed.after {
                self.set_setting(&changed.name, changed.before.as_ref())?;
                restored += 1;
            } else if op.counts.rows() == 0 {
                return Err(StoreError::ChangedSince(vec![Kept {
                    person: None,
                    name: op.label.clone(),
                    reason: "之后又改过".to_owned(),
                }]));
            }
        }
        Ok(restored)
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

    /// Everything the operation touched that is not as the operation left it.
    fn conflicts(&mut self, op: &OpRecord) -> Result<BTreeMap<Subject, Kept>, StoreError> {
        let mut kept = BTreeMap::new();
        let sql = "SELECT DISTINCT person FROM change WHERE id BETWEEN ?1 AND ?2";
        let mut statement = self.connection.prepare_cached(sql)?;
        let people = statement.query_map([op.first_change, op.last_change], |row| row.get(0))?;
        let named_elsewhere = self.people_named_since(op)?;
        for person in people.collect::<rusqlite::Result<Vec<i64>>>()? {
            // the same digest as after the operation: nothing about the person is different now
            let is_same = person != 0
                && digest_after(self.connection, person, op.id)? == last_digest(self.connection, person)?;
            if !is_same || named_elsewhere.contains(&person) {
                self.conflicts_of(op, person, is_same, &mut kept)?;
            }
        }
        Ok(kept)
    }

    fn conflicts_of(
        &mut self,
        op: &OpRecord,
        person: i64,
        is_same: bool,
        kept: &mut BTreeMap<Subject, Kept>,
    ) -> Result<(), StoreError> {
        let touched = self.touched_rows(op, person)?;
        let mut born = None;
        for change in &touched {
            if change.kind == "I" && self.plan_numbered(change.set_no)?.is_person() {
                born = Some(change);
            }
        }
        if let Some(change) = born {
            let reason = if is_same {
                "还被他人的记录引用"
            } else {
                "之后又改过"
            };
            let kept_one = self.kept(change, reason.to_owned())?;
            kept.insert(Subject::Person(person), kept_one);
            return Ok(());
        }
        for change in touched {
            if !is_same && self.is_changed_since(op, &change)? {
                let label = &self.plan_numbered(change.set_no)?.set.label;
                let kept_one = self.kept(&change, format!("{label}之后又改过"))?;
                kept.insert(change.row_alone(), kept_one);
            }
        }
        Ok(())
    }

    fn kept(&mut self, change: &Change, reason: String) -> Result<Kept, StoreError> {
        Ok(Kept {
            person: (change.person != 0).then_some(change.person),
            name: self.name_of(change)?,
            reason,
        })
    }

    /// People to whom rows refer that the operation did not add: they cannot go while these stay.
    fn people_named_since(&self, op: &OpRecord) -> Result<BTreeSet<i64>, StoreError> {
        let mut people = BTreeSet::new();
        for plan in self.plans {
            let naming = plan.set.items.iter();
            for item in naming.filter(|item| referred(item) == Some("person")) {
                // the owner leads the index of the journal's rows
                let owner = if plan.is_of_person() { "own.person" } else { "0" };
                let sql = format!(
                    "SELECT DISTINCT {0} FROM {1} AS own WHERE {0} IS NOT NULL AND NOT EXISTS (
                     SELECT 1 FROM change WHERE person = {owner} AND set_no = ?1 AND row = own.id AND kind = 'I'
                     AND +change.id BETWEEN ?2 AND ?3)",
                    quoted(&item.code),
                    quoted(&plan.set.code)
                );
                let mut statement = self.connection.prepare_cached(&sql)?;
                let found =
                    statement.query_map((plan.number, op.first_change, op.last_change), |row| row.get(0))?;
                for person in found {
                    people.insert(person?);
                }
            }
        }
        Ok(people)
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
        let name = self.labels.of(self.connection, self.plans, set, id)?.to_owned();
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

    /// Sets whose rows others refer to. People are looked after in [`Self::people_named_since`]: rows of units that name
    /// them are taken back after them.
    fn referred_sets(&self) -> BTreeSet<&'a str> {
        let items = self.plans.iter().flat_map(|plan| &plan.set.items);
        items
            .filter_map(referred)
            .filter(|set| *set != "person")
            .collect()
    }

    /// Does the opposite of one change. Answers what stands in the way, when others still refer to the row.
    fn reverse(&mut self, change: &Change, referred: &BTreeSet<&str>) -> Result<Option<Kept>, StoreError> {
        let set = self.plan_numbered(change.set_no)?.set;
        let plan = self.plan(&set.code)?;
        let before = change
            .before
            .as_deref()
            .map(|text| row_of(plan, text))
            .transpose()?;
        match (change.kind.as_str(), before) {
            ("I", _) => {
                if referred.contains(plan.set.code.as_str())
                    && let Some((place, _)) = self.users(plan, change.row)?
                {
                    return Ok(Some(self.kept(change, format!("还被“{place}”引用"))?));
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
