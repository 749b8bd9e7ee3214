//! The one write door: every change is an operation, in one transaction, with its journal, its digests and the roster.

use std::collections::{BTreeMap, BTreeSet};

use antou_record::Row;
use rusqlite::{CachedStatement, Connection, TransactionBehavior};
use serde_json::Value as Json;

use crate::anchor::{self, Head};
use crate::blobs;
use crate::digest::Canonical;
use crate::error::StoreError;
use crate::journal::{self, ChangeHash, Counts, Op, OpRecord};
use crate::labels::Labels;
use crate::rows::Plan;
use crate::settings;
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
    pub(crate) blobs: &'a Connection,
    pub(crate) now: i64,
    pub(crate) labels: Labels,
    pub(crate) touched: TouchedPeople,
    pub(crate) canonical: Canonical,
    pub(crate) changes: ChangeHash,
    pub(crate) counts: Counts,
    pub(crate) tags: BTreeSet<String>,
    /// Settings as they stood before the operation touched them.
    pub(crate) settings: BTreeMap<String, Option<Json>>,
    pub(crate) broken: bool,
    /// The insert of each set, kept ready: looking one up costs as much as a tenth of the insert.
    pub(crate) inserts: Vec<Option<CachedStatement<'a>>>,
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
        let done = self.run(number, op, work);
        if !self.blobs.is_autocommit() {
            // nothing refers to them: the operation was not kept
            let _ = self.blobs.execute_batch("ROLLBACK");
        }
        let (output, head) = done?;
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
        drop(tx);
        if !self.blobs.is_autocommit() {
            // first, so that no row ever names a photo that is not there
            self.blobs.execute_batch("COMMIT").map_err(StoreError::from)?;
        }
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
            settings: BTreeMap::new(),
            broken: false,
            inserts: plans.iter().map(|_| None).collect(),
            units: crate::units::UnitsByName::default(),
        }
    }

    /// Statements of the write door say `OR FAIL`, so that the engine need not remember each page for taking one statement
    /// back alone. One that failed may have left half a row: nothing is kept then, even when the caller goes on.
    pub(crate) fn refuse_broken(&self) -> Result<(), StoreError> {
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
            detail: self.detail(op.detail)?.map(|detail| detail.to_string()),
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

    /// What the operation says of itself, with the settings it changed.
    fn detail(&self, own: Option<Json>) -> Result<Option<Json>, StoreError> {
        let changed = settings::changes(self.connection, &self.settings)?;
        let Some(changed) = changed else { return Ok(own) };
        let mut detail = match own {
            Some(Json::Object(own)) => own,
            _ => serde_json::Map::new(),
        };
        detail.insert(settings::CHANGED.to_owned(), changed);
        Ok(Some(Json::Object(detail)))
    }

    pub(crate) fn write_index(&mut self) -> Result<(), StoreError> {
        self.touched
            .write_index(self.connection, self.plans, &mut self.labels)
    }

    pub(crate) fn plan(&self, set: &str) -> Result<&'a Plan, StoreError> {
        self.plans
            .iter()
            .find(|plan| plan.set.code == set)
            .ok_or_else(|| StoreError::UnknownColumn(set.to_owned()))
    }

    pub(crate) fn plan_of(&self, row: &Row) -> Result<&'a Plan, StoreError> {
        self.plans
            .iter()
            .find(|plan| std::ptr::eq(plan.set, row.set()))
            .ok_or_else(|| StoreError::UnknownColumn(row.set().code.clone()))
    }

    /// Keeps a photo or scan and answers its digest, which is the value of the item.
    pub fn put_blob(&mut self, bytes: &[u8]) -> Result<String, StoreError> {
        if self.blobs.is_autocommit() {
            // thousands of photos are written to the disk once
            self.blobs.execute_batch("BEGIN IMMEDIATE")?;
        }
        blobs::put(self.blobs, bytes, self.now)
    }

    /// A setting by name.
    pub fn setting(&self, name: &str) -> Result<Option<Json>, StoreError> {
        settings::get(self.connection, name)
    }

    /// Keeps a setting, or removes it.
    pub fn set_setting(&mut self, name: &str, value: Option<&Json>) -> Result<(), StoreError> {
        let before = self.setting(name)?;
        self.settings.entry(name.to_owned()).or_insert(before);
        settings::set(self.connection, name, value)?;
        self.tags.insert("settings".to_owned());
        Ok(())
    }
}
