//! The history, field by field: what stood there, what stands there now, when and by whom. It is read from the journal.

use antou_record::{Item, Row};
use rusqlite::{OptionalExtension, ToSql, params_from_iter};
use serde_json::Value as Json;

use crate::error::StoreError;
use crate::journal::{Counts, OpKind, OpRecord};
use crate::labels::Labels;
use crate::rows::Plan;
use crate::undo::{Change, present_image, row_of};
use crate::vault::Vault;

/// Which part of the history is wanted.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct HistoryQuery {
    /// Of one person only.
    pub person: Option<i64>,
    /// Of one set only.
    pub set: Option<String>,
    /// Of one item only (with its set).
    pub item: Option<String>,
    /// One operation only.
    pub op: Option<i64>,
    /// Of these kinds only; empty for all.
    pub kinds: Vec<OpKind>,
    /// Operations before this one, to go on where the last page ended.
    pub before: Option<i64>,
    /// Most operations answered.
    pub limit: usize,
    /// Most changed rows listed for each operation.
    pub rows: usize,
}

impl Default for HistoryQuery {
    fn default() -> Self {
        Self {
            person: None,
            set: None,
            item: None,
            op: None,
            kinds: Vec::new(),
            before: None,
            limit: 50,
            rows: 200,
        }
    }
}

/// An operation as the history shows it.
#[derive(Debug, Clone)]
pub struct Operation {
    /// Number.
    pub op: i64,
    /// Unix time.
    pub at: i64,
    /// Who.
    pub operator: String,
    /// Kind.
    pub kind: OpKind,
    /// A few words.
    pub label: String,
    /// More about it.
    pub detail: Option<Json>,
    /// How many rows and people.
    pub counts: Counts,
    /// The operation this one took back.
    pub undoes: Option<i64>,
    /// Whether there is something to take back that has not been taken back.
    pub undoable: bool,
    /// When it was taken back, and by whom.
    pub undone: Option<(i64, String)>,
    /// What changed, field by field.
    pub changes: Vec<FieldChange>,
    /// Changed rows not listed.
    pub more: i64,
}

/// One field that changed.
#[derive(Debug, Clone)]
pub struct FieldChange {
    /// The person, when the row belongs to one.
    pub person: Option<i64>,
    /// Name of the person, or of the row when it is nobody's.
    pub name: String,
    /// Row id within its set.
    pub row: i64,
    /// The item, with its set.
    pub item: &'static Item,
    /// As shown before; empty when blank.
    pub old: String,
    /// As shown afterwards; empty when blank.
    pub new: String,
}

impl Vault {
    /// Operations, the latest first, each with its changes.
    pub fn history(&self, query: &HistoryQuery) -> Result<Vec<Operation>, StoreError> {
        let mut labels = Labels::default();
        let mut found = Vec::new();
        let mut before = query.before.unwrap_or(i64::MAX);
        // an operation may turn out not to touch the wanted item, so pages are read until enough are found
        while found.len() < query.limit {
            let records = self.operations(query, before)?;
            let Some(last) = records.last() else { break };
            before = last.id;
            for record in records {
                let operation = self.operation(record, query, &mut labels)?;
                let is_wanted = query.set.is_none() || !operation.changes.is_empty();
                if is_wanted && found.len() < query.limit {
                    found.push(operation);
                }
            }
        }
        Ok(found)
    }

    fn operations(&self, query: &HistoryQuery, before: i64) -> Result<Vec<OpRecord>, StoreError> {
        let mut conditions = vec!["id < ?"];
        let mut values: Vec<Box<dyn ToSql>> = vec![Box::new(before)];
        if let Some(op) = query.op {
            conditions.push("id = ?");
            values.push(Box::new(op));
        }
        if let Some(person) = query.person {
            conditions.push("id IN (SELECT op FROM op_person WHERE person = ?)");
            values.push(Box::new(person));
        }
        let kinds = format!("kind IN ({})", vec!["?"; query.kinds.len()].join(","));
        if !query.kinds.is_empty() {
            conditions.push(&kinds);
            values.extend(
                query
                    .kinds
                    .iter()
                    .map(|kind| Box::new(kind.as_str()) as Box<dyn ToSql>),
            );
        }
        let rest = format!("WHERE {} ORDER BY id DESC LIMIT 100", conditions.join(" AND "));
        let mut statement = self.connection.prepare(&OpRecord::select(&rest))?;
        let rows = statement.query_map(params_from_iter(values), OpRecord::from_row)?;
        Ok(rows.collect::<rusqlite::Result<_>>()?)
    }

    pub(crate) fn operation(
        &self,
        record: OpRecord,
        query: &HistoryQuery,
        labels: &mut Labels,
    ) -> Result<Operation, StoreError> {
        let changes = self.changes(&record, query)?;
        let mut fields = Vec::new();
        for change in &changes {
            self.fields(change, query, labels, &mut fields)?;
        }
        let listed = i64::try_from(changes.len()).unwrap_or(i64::MAX);
        let whole = query.person.is_none() && query.set.is_none();
        let undone = self.undone(&record)?;
        Ok(Operation {
            undoable: undone.is_none() && record.is_undoable(),
            undone,
            op: record.id,
            at: record.at,
            operator: record.operator,
            kind: record.kind,
            label: record.label,
            detail: record.detail.and_then(|text| serde_json::from_str(&text).ok()),
            counts: record.counts,
            undoes: record.undoes,
            changes: fields,
            more: if whole { record.counts.rows() - listed } else { 0 },
        })
    }

    fn changes(&self, op: &OpRecord, query: &HistoryQuery) -> Result<Vec<Change>, StoreError> {
        let mut conditions = String::new();
        let mut values = vec![op.first_change, op.last_change];
        let mut range = "id";
        if let Some(person) = query.person {
            // the plus keeps the index of the person in use
            range = "+id";
            conditions.push_str(" AND person = ?");
            values.push(person);
        }
        if let Some(set) = &query.set {
            conditions.push_str(" AND set_no = ?");
            values.push(self.plan(set)?.number);
        }
        values.push(i64::try_from(query.rows).unwrap_or(i64::MAX));
        let sql = format!(
            "SELECT {} FROM change WHERE {range} BETWEEN ? AND ?{conditions} ORDER BY id LIMIT ?",
            Change::COLUMNS
        );
        let mut statement = self.connection.prepare_cached(&sql)?;
        let rows = statement.query_map(params_from_iter(values), Change::from_row)?;
        Ok(rows.collect::<rusqlite::Result<_>>()?)
    }

    /// When and by whom an operation was taken back, unless that was taken back itself.
    pub(crate) fn undone(&self, record: &OpRecord) -> Result<Option<(i64, String)>, StoreError> {
        let sql = "SELECT at, operator FROM op AS undo WHERE undo.undoes = ?1
                   AND NOT EXISTS (SELECT 1 FROM op AS redo WHERE redo.undoes = undo.id)";
        let mut statement = self.connection.prepare_cached(sql)?;
        Ok(statement
            .query_row([record.id], |row| Ok((row.get(0)?, row.get(1)?)))
            .optional()?)
    }

    /// The fields in which a row differs before and after a change.
    fn fields(
        &self,
        change: &Change,
        query: &HistoryQuery,
        labels: &mut Labels,
        fields: &mut Vec<FieldChange>,
    ) -> Result<(), StoreError> {
        let Some(plan) = self.plans.iter().find(|plan| plan.number == change.set_no) else {
            return Ok(());
        };
        let old = self.image_row(plan, change.before.as_deref(), labels)?;
        let new = self.image_row(plan, self.after(plan, change)?.as_deref(), labels)?;
        let name = self.change_name(plan, change, &old, &new, labels)?;
        for item in &plan.set.items {
            let is_wanted = query.item.as_ref().is_none_or(|code| *code == item.code);
            let shown = |row: &Row| {
                row.at(item.index)
                    .map(|value| item.shown(value))
                    .unwrap_or_default()
            };
            if is_wanted && old.at(item.index) != new.at(item.index) {
                fields.push(FieldChange {
                    person: (change.person != 0).then_some(change.person),
                    name: name.clone(),
                    row: change.row,
                    item,
                    old: shown(&old),
                    new: shown(&new),
                });
            }
        }
        Ok(())
    }

    /// What stood there after a change: what the next change of the row found, or what stands there now.
    fn after(&self, plan: &Plan, change: &Change) -> Result<Option<String>, StoreError> {
        if change.kind == "D" {
            return Ok(None);
        }
        let sql = "SELECT before FROM change WHERE person = ?1 AND set_no = ?2 AND row = ?3 AND id > ?4
                   ORDER BY id LIMIT 1";
        let next: Option<Option<String>> = self
            .connection
            .prepare_cached(sql)?
            .query_row((change.person, change.set_no, change.row, change.id), |row| {
                row.get(0)
            })
            .optional()?;
        match next {
            Some(before) => Ok(before),
            None => present_image(&self.connection, plan, change.row),
        }
    }

    fn image_row(&self, plan: &Plan, image: Option<&str>, labels: &mut Labels) -> Result<Row, StoreError> {
        let mut row = match image {
            Some(image) => row_of(plan, image)?.1,
            None => Row::new(plan.set),
        };
        labels.fill(&self.connection, &self.plans, &mut row)?;
        Ok(row)
    }

    /// Whose row it is; somebody taken out since is called by the name they had.
    fn change_name(
        &self,
        plan: &Plan,
        change: &Change,
        old: &Row,
        new: &Row,
        labels: &mut Labels,
    ) -> Result<String, StoreError> {
        let (set, id) = match change.person {
            0 => (plan.set.code.as_str(), change.row),
            person => ("person", person),
        };
        let present = labels.of(&self.connection, &self.plans, set, id)?.to_owned();
        if !present.is_empty() {
            return Ok(present);
        }
        Ok([old.shown("name"), new.shown("name")]
            .into_iter()
            .find(|name| !name.is_empty())
            .unwrap_or_else(|| format!("{} {id}", plan.set.label)))
    }

    /// Name of a person as it stands now; empty when there is none.
    pub(crate) fn person_name(&self, person: i64) -> Result<String, StoreError> {
        let name: Option<Option<String>> = self
            .connection
            .prepare_cached("SELECT name FROM person WHERE id = ?1")?
            .query_row([person], |row| row.get(0))
            .optional()?;
        Ok(name.flatten().unwrap_or_default())
    }
}
