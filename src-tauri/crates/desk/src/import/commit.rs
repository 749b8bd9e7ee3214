//! Writing a waiting import: one verified backup, one transaction.

use std::collections::HashMap;

use antou_exchange::draft::{Draft, Entry};
use antou_record::{Kind, Owner, Reference, Row, Value};
use antou_store::{Op, OpKind, StoreError, Tx, Vault};
use serde_json::json;

use super::choices::{Choice, Ruling};
use super::compare::{Change, ChildChange};
use super::effect::Effect;
use super::matching::Decision;
use super::outcome::Outcome;
use super::photos;
use super::plan::watch;
use super::session::{OpenSheet, Session};
use super::units;
use crate::failure::Failure;
use crate::messages::ImportReport;
use crate::progress::Progress;
use crate::references;

/// How often progress is told, in rows.
const STEP: usize = 500;

impl Session {
    /// Writes every row that is added or updated.
    pub(crate) fn commit(
        &mut self,
        vault: &mut Vault,
        progress: &dyn Progress,
    ) -> Result<ImportReport, Failure> {
        if self.committed {
            return Err(Failure::new(
                "import.committed",
                "这次导入已经写入",
                "如需重来，请先撤销再重新导入",
            ));
        }
        if !self
            .rows
            .iter()
            .any(|row| matches!(row.outcome, Outcome::Added | Outcome::Updated))
        {
            self.committed = true;
            let op = Op::new(OpKind::Settings, "记住导入方案");
            vault.transact(op, |tx| self.remember(tx))?;
            return Ok(ImportReport {
                op: None,
                counts: self.counts,
                units: 0,
            });
        }
        vault.backup("导入前自动备份")?;
        let op = Op::new(OpKind::Import, format!("导入 {}", self.file_names())).with_detail(self.detail());
        let units = vault.summary()?.units;
        let newest = |units: Vec<antou_store::UnitNode>| units.iter().map(|unit| unit.id).max();
        let last_unit = newest(vault.units()?).unwrap_or_default();
        let output = vault.transact(op, |tx| {
            self.write(tx, last_unit, progress)?;
            self.remember(tx).map_err(Failure::from)
        })?;
        self.committed = true;
        let made = (vault.summary()?.units - units).unsigned_abs();
        Ok(ImportReport {
            op: output.op,
            counts: self.counts,
            units: made,
        })
    }

    fn file_names(&self) -> String {
        let mut names: Vec<&str> = self.sheets.iter().map(|sheet| sheet.file.as_str()).collect();
        names.dedup();
        names.join("、")
    }

    fn detail(&self) -> serde_json::Value {
        let mut files: Vec<_> = self
            .sheets
            .iter()
            .flat_map(OpenSheet::files)
            .map(|(file, digest)| json!({ "file": file, "sm3": digest }))
            .collect();
        files.dedup();
        let address = |sheet: usize, row: u32, column: Option<u32>| {
            let name = self.sheets.get(sheet).map_or("", |open| open.sheet.name.as_str());
            match column {
                Some(column) => format!("{name}!{}", antou_exchange::address(row, column)),
                None => format!("{name}!{row}"),
            }
        };
        let profile = self.memory.used.as_ref().map(|(name, _)| name);
        json!({
            "files": files, "rows": self.counts, "profile": profile,
            "decisions": self.choices.to_json(&address),
        })
    }

    /// Writes the rows in their order.
    fn write(&self, tx: &mut Tx<'_>, last_unit: i64, progress: &dyn Progress) -> Result<(), Failure> {
        let mut writing = Writing {
            people: HashMap::new(),
            last_unit,
        };
        let mut index = 0;
        for open in &self.sheets {
            self.each_entry(open, false, |entry| {
                if let Entry::Person(draft) = self.with_reply(open, entry) {
                    self.write_row(tx, &mut writing, index, &draft)?;
                }
                index += 1;
                match index % STEP {
                    0 => watch(progress, "写入", index, self.rows.len() as u64),
                    _ => Ok(()),
                }
            })?;
        }
        Ok(())
    }

    /// Whom the first of several rows is about: that row itself may have been held.
    fn person_of(&self, first: usize, writing: &Writing) -> Option<i64> {
        let known = match self.rows.get(first)?.decision {
            Some(Decision::Person(person)) => Some(person),
            _ => None,
        };
        known.or_else(|| writing.people.get(&first).copied())
    }

    fn write_row(
        &self,
        tx: &mut Tx<'_>,
        writing: &mut Writing,
        index: usize,
        draft: &Draft,
    ) -> Result<(), StoreError> {
        let Some(row) = self
            .rows
            .get(index)
            .filter(|row| matches!(row.outcome, Outcome::Added | Outcome::Updated))
        else {
            return Ok(());
        };
        if let Some(open) = self.sheets.get(row.sheet) {
            photos::keep(tx, &open.sheet, draft)?;
        }
        let ruling = self.choices.ruling(row.sheet);
        match &row.decision {
            Some(Decision::New) => {
                let person = writing.add(tx, draft, ruling)?;
                writing.people.insert(index, person);
                Ok(())
            }
            Some(Decision::Person(person)) => {
                writing.people.insert(index, *person);
                writing.update(tx, *person, draft, ruling)
            }
            Some(Decision::SameAs(first)) => match self.person_of(*first, writing) {
                Some(person) => writing.update(tx, person, draft, ruling),
                // a plan never lets a row follow one about nobody
                None => Err(StoreError::BrokenOperation),
            },
            _ => Ok(()),
        }
    }
}

/// What has been written so far.
struct Writing {
    /// People (or units) by the first row about them.
    people: HashMap<usize, i64>,
    /// The newest unit before this import.
    last_unit: i64,
}

impl Writing {
    fn add(&mut self, tx: &mut Tx<'_>, draft: &Draft, ruling: Ruling<'_>) -> Result<i64, StoreError> {
        if let Some(made) = self.made_for_another(tx, draft)? {
            self.update(tx, made, draft, ruling)?;
            return Ok(made);
        }
        let subject = self.insert(tx, None, &draft.person)?;
        for child in &draft.children {
            self.insert(tx, Some(subject), &child.row)?;
        }
        Ok(subject)
    }

    /// A unit that an earlier row of this import has made by naming it above another.
    fn made_for_another(&self, tx: &mut Tx<'_>, draft: &Draft) -> Result<Option<i64>, StoreError> {
        if !units::is_unit(draft) {
            return Ok(None);
        }
        let found = tx.find_unit(&draft.person.shown("name"), None)?;
        let is_own = |unit: &i64| self.people.values().any(|known| known == unit);
        Ok(found.filter(|unit| *unit > self.last_unit && !is_own(unit)))
    }

    fn insert(&mut self, tx: &mut Tx<'_>, owner: Option<i64>, row: &Row) -> Result<i64, StoreError> {
        let has_names = row
            .filled()
            .any(|(item, _)| matches!(item.kind, Kind::Unit | Kind::Person | Kind::Row(_)));
        let of_unit = row.set().owner == Owner::Unit;
        if !has_names && !of_unit {
            return tx.insert(owner, row);
        }
        let mut row = row.clone();
        for item in row
            .set()
            .items
            .iter()
            .filter(|item| matches!(item.kind, Kind::Unit | Kind::Person | Kind::Row(_)))
        {
            let value = references::known(tx, &item.kind, row.at(item.index).cloned())?;
            row.put_at(item.index, value);
        }
        if of_unit {
            let label = String::new();
            row.put("unit", Value::Reference(Reference { id: owner, label }));
        }
        tx.insert(owner, &row)
    }

    fn update(
        &mut self,
        tx: &mut Tx<'_>,
        person: i64,
        draft: &Draft,
        ruling: Ruling<'_>,
    ) -> Result<(), StoreError> {
        let effect = Effect::of(&units::dossier_within(tx, draft, person)?, draft, ruling);
        self.change(tx, &draft.person.set().code, person, effect.person)?;
        for (change, child) in effect.children.into_iter().zip(&draft.children) {
            match change {
                ChildChange::Add {
                    choice: Choice::Take, ..
                } => {
                    self.insert(tx, Some(person), &child.row)?;
                }
                ChildChange::Update { row, changes } => {
                    self.change(tx, &child.row.set().code, row, changes)?
                }
                ChildChange::Add { .. } | ChildChange::Nothing | ChildChange::Ambiguous(_) => {}
            }
        }
        Ok(())
    }

    fn change(
        &mut self,
        tx: &mut Tx<'_>,
        set: &str,
        row: i64,
        changes: Vec<Change>,
    ) -> Result<(), StoreError> {
        let mut values = Vec::new();
        for change in changes.into_iter().filter(Change::is_taken) {
            let clears = change.new.is_none();
            let value = references::known(tx, &change.item.kind, change.new)?;
            // a name that leads to nobody is not stored, and must not clear what is
            if clears || value.is_some() {
                values.push((change.item.index, value));
            }
        }
        if values.is_empty() {
            return Ok(());
        }
        tx.update(set, row, &values).map(|_| ())
    }
}
