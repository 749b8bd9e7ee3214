//! The one write door: every change is an operation, in one transaction, with its journal, its digests and the roster.

use std::collections::BTreeSet;

use antou_record::{Row, Value};
use rusqlite::{Connection, OptionalExtension, TransactionBehavior};
use serde_json::Value as Json;

use crate::anchor::{self, Head};
use crate::blobs;
use crate::digest::Canonical;
use crate::error::StoreError;
use crate::journal::{self, ChangeHash, Counts, Op, OpRecord};
use crate::labels::Labels;
use crate::rows::{Cell, OwnerColumn, Plan, quoted};
use crate::schema::referred;
use crate::touched::TouchedPeople;
use crate::vault::Vault;

/// What an operation answered and what it changed.
#[derive(Debug, Clone, PartialEq)]
pub struct Output<T> {
    /// The answer.
    pub value: T,
    /// Number of the operation; `None` when nothing changed and nothing was recorded.
    pub op: Option<i64>,
    /// How many rows changed.
    pub counts: Counts,
    /// What screens must reload: codes of sets, `settings`.
    pub changed: BTreeSet<String>,
    /// People whose rows changed.
    pub people: Vec<i64>,
}

/// An open operation. Everything written through it is kept together or not at all.
pub struct Tx<'a> {
    pub(crate) connection: &'a Connection,
    pub(crate) plans: &'a [Plan],
    blobs: &'a Connection,
    now: i64,
    pub(crate) labels: Labels,
    touched: TouchedPeople,
    canonical: Canonical,
    changes: ChangeHash,
    counts: Counts,
    tags: BTreeSet<String>,
    broken: bool,
    pub(crate) units: crate::units::UnitsByName,
}

impl Vault {
    /// Runs `work` as one operation. When it fails nothing is kept; when it changes nothing, nothing is recorded.
    pub fn transact<T, E: From<StoreError>>(
        &mut self,
        op: Op,
        work: impl FnOnce(&mut Tx<'_>) -> Result<T, E>,
    ) -> Result<Output<T>, E> {
        let number = self.head.op + 1;
        let (output, head) = self.run(number, op, work)?;
        if let Some(head) = head {
            self.head = head;
            // the operation is kept already; an anchor that could not be written only lags behind
            let _ = anchor::write(&self.folder, head);
        }
        Ok(output)
    }

    fn run<T, E: From<StoreError>>(
        &mut self,
        number: i64,
        op: Op,
        work: impl FnOnce(&mut Tx<'_>) -> Result<T, E>,
    ) -> Result<(Output<T>, Option<Head>), E> {
        let now = self.environment.now();
        let previous = self.head;
        let transaction = self
            .connection
            .transaction_with_behavior(TransactionBehavior::Immediate)
            .map_err(StoreError::from)?;
        transaction
            .execute("INSERT INTO open_op(id) VALUES(?1)", [number])
            .map_err(StoreError::from)?;
        let mut tx = Tx::new(&transaction, &self.plans, &self.blobs, now);
        let value = work(&mut tx)?;
        tx.refuse_broken()?;
        if tx.counts.rows() == 0 && tx.tags.is_empty() && !op.kind.is_record() {
            return Ok((tx.output(value, None), None));
        }
        let record = tx.finish(number, op, &self.operator, previous)?;
        let output = tx.output(value, Some(number));
        transaction.commit().map_err(StoreError::from)?;
        let head = Head {
            op: number,
            hash: record.hash,
        };
        Ok((output, Some(head)))
    }
}

impl<'a> Tx<'a> {
    fn new(connection: &'a Connection, plans: &'a [Plan], blobs: &'a Connection, now: i64) -> Self {
        Self {
            connection,
            plans,
            blobs,
            now,
            labels: Labels::default(),
            touched: TouchedPeople::default(),
            canonical: Canonical::default(),
            changes: ChangeHash::new(),
            counts: Counts::default(),
            tags: BTreeSet::new(),
            broken: false,
            units: crate::units::UnitsByName::default(),
        }
    }

    /// Statements of the write door say `OR FAIL`, so that the engine need not remember each page for taking one statement
    /// back alone. One that failed may have left half a row: nothing is kept then, even when the caller goes on.
    fn refuse_broken(&self) -> Result<(), StoreError> {
        if self.broken {
            return Err(StoreError::BrokenOperation);
        }
        Ok(())
    }

    fn output<T>(&self, value: T, op: Option<i64>) -> Output<T> {
        Output {
            value,
            op,
            counts: self.counts,
            changed: self.tags.clone(),
            people: self.touched.changed(),
        }
    }

    fn finish(
        &mut self,
        number: i64,
        op: Op,
        operator: &str,
        previous: Head,
    ) -> Result<OpRecord, StoreError> {
        self.write_index()?;
        let people = self.touched.write_digests(self.connection, number)?;
        self.counts.people = i64::try_from(self.touched.changed().len()).unwrap_or(i64::MAX);
        let last = journal::last_change(self.connection)?;
        let first = last - self.counts.rows() + 1;
        if self.counts.updated + self.counts.deleted > 0 {
            journal::hash_before(self.connection, first, last, &mut self.changes)?;
        }
        let mut record = OpRecord {
            id: number,
            at: self.now,
            operator: operator.to_owned(),
            kind: op.kind,
            label: op.label,
            detail: op.detail.map(|detail| detail.to_string()),
            undoes: op.undoes,
            counts: self.counts,
            first_change: first,
            last_change: last,
            hash: [0; 32],
        };
        record.hash = record.chained(&previous.hash, &people, &self.changes);
        record.write(self.connection)?;
        self.connection.execute("DELETE FROM open_op", [])?;
        Ok(record)
    }

    fn write_index(&mut self) -> Result<(), StoreError> {
        self.touched
            .write_index(self.connection, self.plans, &mut self.labels)
    }

    pub(crate) fn plan(&self, set: &str) -> Result<&'a Plan, StoreError> {
        self.plans
            .iter()
            .find(|plan| plan.set.code == set)
            .ok_or_else(|| StoreError::UnknownColumn(set.to_owned()))
    }

    fn plan_of(&self, row: &Row) -> Result<&'a Plan, StoreError> {
        self.plans
            .iter()
            .find(|plan| std::ptr::eq(plan.set, row.set()))
            .ok_or_else(|| StoreError::UnknownColumn(row.set().code.clone()))
    }

    /// Adds a row. `owner` is the person or unit it belongs to; a set of units whose key names the unit takes it from there.
    pub fn insert(&mut self, owner: Option<i64>, row: &Row) -> Result<i64, StoreError> {
        self.insert_as(None, owner, row)
    }

    /// Adds a row under a number it had before.
    pub(crate) fn insert_as(
        &mut self,
        id: Option<i64>,
        owner: Option<i64>,
        row: &Row,
    ) -> Result<i64, StoreError> {
        let plan = self.plan_of(row)?;
        let owner = plan.owner_in(row, owner);
        if owner.is_none() && plan.owner != OwnerColumn::None {
            return Err(StoreError::OwnerMissing {
                set: plan.set.label.clone(),
            });
        }
        self.refuse_broken()?;
        let id = self.write_new(plan, id, owner, row)?;
        let person = plan.person_of(id, owner.unwrap_or_default());
        let digest = self.canonical.row(plan, id, owner.unwrap_or_default(), row)?;
        if plan.is_person() {
            self.touched.born(self.connection, person)?;
        }
        self.touched
            .added(self.connection, &mut self.labels, plan, person, id, row, &digest)?;
        self.count(b'I', plan, id, person);
        self.broken = false;
        if self.touched.is_full() {
            self.write_index()?;
        }
        Ok(id)
    }

    fn write_new(
        &mut self,
        plan: &Plan,
        id: Option<i64>,
        owner: Option<i64>,
        row: &Row,
    ) -> Result<i64, StoreError> {
        let mut insert = self.connection.prepare_cached(&plan.insert)?;
        insert.raw_bind_parameter(1, id)?;
        let mut place = 2;
        if let OwnerColumn::Extra(_) = plan.owner {
            insert.raw_bind_parameter(place, owner)?;
            place += 1;
        }
        for (offset, item) in plan.set.items.iter().enumerate() {
            let cell = match row.at(item.index) {
                Some(value) => Cell::of(item, value)?,
                None => Cell::Null,
            };
            insert.raw_bind_parameter(place + offset, cell)?;
        }
        self.broken = true;
        insert.raw_execute()?;
        Ok(self.connection.last_insert_rowid())
    }

    /// Counts a change where screens and the journal's hash want to know of it.
    fn count(&mut self, kind: u8, plan: &Plan, id: i64, person: i64) {
        match kind {
            b'I' => self.counts.inserted += 1,
            b'U' => self.counts.updated += 1,
            _ => self.counts.deleted += 1,
        }
        self.changes.row(kind, plan.number, id, person);
        if !self.tags.contains(&plan.set.code) {
            self.tags.insert(plan.set.code.clone());
        }
    }

    /// A row as it stands now, with its owner.
    pub fn row(&self, set: &str, id: i64) -> Result<(Option<i64>, Row), StoreError> {
        let plan = self.plan(set)?;
        self.find(plan, id)?.ok_or_else(|| not_found(plan, id))
    }

    pub(crate) fn find(&self, plan: &Plan, id: i64) -> Result<Option<(Option<i64>, Row)>, StoreError> {
        let mut statement = self.connection.prepare_cached(&plan.select_by_id)?;
        let found = statement.query_row([id], |row| Ok(plan.read(row))).optional()?;
        Ok(found.transpose()?.map(|(_, owner, row)| (owner, row)))
    }

    /// Changes items of a row, by their place in the set. Answers whether anything is different now.
    pub fn update(
        &mut self,
        set: &str,
        id: i64,
        changes: &[(usize, Option<Value>)],
    ) -> Result<bool, StoreError> {
        let plan = self.plan(set)?;
        let (owner, old) = self.find(plan, id)?.ok_or_else(|| not_found(plan, id))?;
        let mut new = old.clone();
        for (index, value) in changes {
            new.put_at(*index, value.clone());
        }
        let differing = differing(plan, &old, &new)?;
        if differing.is_empty() {
            return Ok(false);
        }
        self.refuse_broken()?;
        self.write_changed(plan, id, &differing, &new)?;
        let old_owner = owner.unwrap_or_default();
        let new_owner = plan.owner_in(&new, owner).unwrap_or_default();
        let person = plan.person_of(id, old_owner);
        let old_digest = self.canonical.row(plan, id, old_owner, &old)?;
        let new_digest = self.canonical.row(plan, id, new_owner, &new)?;
        self.touched
            .removed(self.connection, person, &old_digest, false)?;
        self.touched.added(
            self.connection,
            &mut self.labels,
            plan,
            person,
            id,
            &new,
            &new_digest,
        )?;
        self.count(b'U', plan, id, person);
        self.broken = false;
        self.renamed(plan, id, &differing)?;
        Ok(true)
    }

    fn write_changed(
        &mut self,
        plan: &Plan,
        id: i64,
        differing: &[usize],
        new: &Row,
    ) -> Result<(), StoreError> {
        let items: Vec<_> = differing
            .iter()
            .filter_map(|index| plan.set.items.get(*index))
            .collect();
        let columns: Vec<String> = items
            .iter()
            .map(|item| format!("{} = ?", quoted(&item.code)))
            .collect();
        let sql = format!(
            "UPDATE OR FAIL {} SET {} WHERE id = ?",
            quoted(&plan.set.code),
            columns.join(", ")
        );
        let mut update = self.connection.prepare_cached(&sql)?;
        for (place, item) in items.iter().enumerate() {
            let cell = new
                .at(item.index)
                .map_or(Ok(Cell::Null), |value| Cell::of(item, value))?;
            update.raw_bind_parameter(place + 1, cell)?;
        }
        update.raw_bind_parameter(items.len() + 1, id)?;
        self.broken = true;
        update.raw_execute()?;
        Ok(())
    }

    /// When a unit is renamed, everyone there must be found by the new name.
    fn renamed(&mut self, plan: &Plan, id: i64, differing: &[usize]) -> Result<(), StoreError> {
        let named = ["name", "short"].iter().filter_map(|code| plan.set.item(code));
        if plan.set.code != "unit" || !named.into_iter().any(|item| differing.contains(&item.index)) {
            return Ok(());
        }
        self.labels.forget();
        self.units.forget();
        for other in self.plans.iter().filter(|other| other.is_of_person()) {
            for item in other
                .set
                .items
                .iter()
                .filter(|item| referred(item) == Some("unit"))
            {
                let sql = format!(
                    "SELECT DISTINCT person FROM {} WHERE {} = ?1",
                    quoted(&other.set.code),
                    quoted(&item.code)
                );
                let mut statement = self.connection.prepare_cached(&sql)?;
                let mut people = statement.query([id])?;
                while let Some(person) = people.next()? {
                    self.touched.stale(self.connection, person.get(0)?)?;
                }
            }
        }
        Ok(())
    }

    /// Takes out a row; of a person, every row that is theirs. What others refer to stays and is named.
    pub fn delete(&mut self, set: &str, id: i64) -> Result<(), StoreError> {
        let plan = self.plan(set)?;
        if plan.is_person() {
            // rows others of the same person refer to go last, so the check below sees only what remains
            for owned in self.plans.iter().filter(|other| other.is_of_person()).rev() {
                for row in self.rows_of(owned, id)? {
                    self.delete_row(owned, row)?;
                }
            }
        }
        self.refuse_if_used(plan, id)?;
        self.delete_row(plan, id)
    }

    fn rows_of(&self, plan: &Plan, person: i64) -> Result<Vec<i64>, StoreError> {
        let sql = format!("SELECT id FROM {} WHERE person = ?1", quoted(&plan.set.code));
        let mut statement = self.connection.prepare_cached(&sql)?;
        let rows = statement.query_map([person], |row| row.get(0))?;
        Ok(rows.collect::<rusqlite::Result<_>>()?)
    }

    /// Takes out one row without asking who refers to it; the database refuses at the end if somebody still does.
    pub(crate) fn delete_row(&mut self, plan: &Plan, id: i64) -> Result<(), StoreError> {
        let (owner, row) = self.find(plan, id)?.ok_or_else(|| not_found(plan, id))?;
        let owner = owner.unwrap_or_default();
        let person = plan.person_of(id, owner);
        let digest = self.canonical.row(plan, id, owner, &row)?;
        self.refuse_broken()?;
        self.broken = true;
        self.connection.prepare_cached(&plan.delete)?.execute([id])?;
        self.touched
            .removed(self.connection, person, &digest, plan.is_person())?;
        self.count(b'D', plan, id, person);
        self.broken = false;
        if plan.set.code == "unit" {
            self.labels.forget();
            self.units.forget();
        }
        Ok(())
    }

    fn refuse_if_used(&mut self, plan: &Plan, id: i64) -> Result<(), StoreError> {
        match self.users(plan, id)? {
            Some((place, count)) => Err(StoreError::StillUsed {
                name: self.labels.of(self.connection, self.plans, &plan.set.code, id)?,
                place,
                count,
            }),
            None => Ok(()),
        }
    }

    /// Where a row is referred to first, and how often there.
    pub(crate) fn users(&self, plan: &Plan, id: i64) -> Result<Option<(String, i64)>, StoreError> {
        for other in self.plans {
            for item in other
                .set
                .items
                .iter()
                .filter(|item| referred(item) == Some(&plan.set.code))
            {
                let sql = format!(
                    "SELECT count(*) FROM {} WHERE {} = ?1 AND NOT (?2 AND id = ?1)",
                    quoted(&other.set.code),
                    quoted(&item.code)
                );
                let itself = std::ptr::eq(other, plan);
                let count: i64 = self
                    .connection
                    .prepare_cached(&sql)?
                    .query_row((id, itself), |row| row.get(0))?;
                if count > 0 {
                    return Ok(Some((format!("{}·{}", other.set.label, item.label), count)));
                }
            }
        }
        Ok(None)
    }

    /// Keeps a photo or scan and answers its digest, which is the value of the item.
    pub fn put_blob(&mut self, bytes: &[u8]) -> Result<String, StoreError> {
        blobs::put(self.blobs, bytes, self.now)
    }

    /// A setting by name.
    pub fn setting(&self, name: &str) -> Result<Option<Json>, StoreError> {
        crate::settings::get(self.connection, name)
    }

    /// Keeps a setting, or removes it.
    pub fn set_setting(&mut self, name: &str, value: Option<&Json>) -> Result<(), StoreError> {
        crate::settings::set(self.connection, name, value)?;
        self.tags.insert("settings".to_owned());
        Ok(())
    }
}

fn differing(plan: &Plan, old: &Row, new: &Row) -> Result<Vec<usize>, StoreError> {
    let mut differing = Vec::new();
    for item in &plan.set.items {
        let cell = |row: &Row| {
            row.at(item.index).map_or(Ok(None), |value| {
                Cell::of(item, value).map(|cell| match cell {
                    Cell::Null => None,
                    Cell::Int(number) => Some(Cell::Int(number)),
                    Cell::Real(number) => Some(Cell::Real(number)),
                    Cell::Text(text) => Some(Cell::Text(text.into_owned().into())),
                })
            })
        };
        if cell(old)? != cell(new)? {
            differing.push(item.index);
        }
    }
    Ok(differing)
}

pub(crate) fn not_found(plan: &Plan, id: i64) -> StoreError {
    StoreError::NotFound {
        what: plan.set.label.clone(),
        id,
    }
}
