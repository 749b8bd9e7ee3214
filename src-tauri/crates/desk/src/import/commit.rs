//! Writing a waiting import: one verified backup, one transaction.

use std::collections::HashMap;

use antou_exchange::draft::{Draft, Entry};
use antou_record::{Kind, Row};
use antou_store::{Op, OpKind, StoreError, Tx, Vault};
use serde_json::json;

use super::compare::{Change, ChildChange};
use super::matching::Decision;
use super::outcome::Outcome;
use super::photos;
use super::plan::Effect;
use super::session::{OpenSheet, Session};
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
            return Ok(ImportReport {
                op: None,
                counts: self.counts,
                units: 0,
            });
        }
        vault.backup("导入前自动备份")?;
        let op = Op::new(OpKind::Import, format!("导入 {}", self.file_names())).with_detail(self.detail());
        let units = vault.summary()?.units;
        let output = vault.transact(op, |tx| self.write(tx, progress))?;
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
        json!({ "files": files, "rows": self.counts })
    }

    /// Writes the rows in their order.
    fn write(&self, tx: &mut Tx<'_>, progress: &dyn Progress) -> Result<(), Failure> {
        let mut writing = Writing {
            people: HashMap::new(),
        };
        let mut index = 0;
        for open in &self.sheets {
            for entry in self.drafts(open) {
                if let Entry::Person(draft) = entry {
                    self.write_row(tx, &mut writing, index, &draft)?;
                }
                index += 1;
                if index % STEP == 0 {
                    progress.at("写入", index as u64, self.rows.len() as u64);
                    if progress.is_cancelled() {
                        return Err(Failure::cancelled());
                    }
                }
            }
        }
        Ok(())
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
        match &row.decision {
            Some(Decision::New) => {
                let person = writing.add(tx, draft)?;
                writing.people.insert(index, person);
                Ok(())
            }
            Some(Decision::Person(person)) => {
                writing.people.insert(index, *person);
                writing.update(tx, *person, draft)
            }
            // the first row may have been held: then nobody is there to add to
            Some(Decision::SameAs(first)) => match writing.people.get(first).copied() {
                Some(person) => writing.update(tx, person, draft),
                None => Ok(()),
            },
            _ => Ok(()),
        }
    }
}

/// What has been written so far.
struct Writing {
    /// People by the first row about them.
    people: HashMap<usize, i64>,
}

impl Writing {
    fn add(&mut self, tx: &mut Tx<'_>, draft: &Draft) -> Result<i64, StoreError> {
        let person = tx.insert(None, &draft.person)?;
        for child in &draft.children {
            self.insert(tx, person, &child.row)?;
        }
        Ok(person)
    }

    fn insert(&mut self, tx: &mut Tx<'_>, person: i64, row: &Row) -> Result<(), StoreError> {
        let has_names = row
            .filled()
            .any(|(item, _)| matches!(item.kind, Kind::Unit | Kind::Person | Kind::Row(_)));
        if !has_names {
            return tx.insert(Some(person), row).map(|_| ());
        }
        let mut row = row.clone();
        for item in row
            .set()
            .items
            .iter()
            .filter(|item| matches!(item.kind, Kind::Unit | Kind::Person | Kind::Row(_)))
        {
            let value = references::unit(tx, &item.kind, row.at(item.index).cloned())?;
            row.put_at(item.index, value);
        }
        tx.insert(Some(person), &row).map(|_| ())
    }

    fn update(&mut self, tx: &mut Tx<'_>, person: i64, draft: &Draft) -> Result<(), StoreError> {
        let effect = Effect::of(&tx.dossier(person)?, draft);
        self.change(tx, "person", person, effect.person)?;
        for (change, child) in effect.children.into_iter().zip(&draft.children) {
            match change {
                ChildChange::Add => self.insert(tx, person, &child.row)?,
                ChildChange::Update { row, changes } => {
                    self.change(tx, &child.row.set().code, row, changes)?
                }
                ChildChange::Nothing | ChildChange::Ambiguous(_) => {}
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
        if changes.is_empty() {
            return Ok(());
        }
        let values = changes.into_iter().map(|change| {
            Ok((
                change.item.index,
                references::unit(tx, &change.item.kind, Some(change.new))?,
            ))
        });
        let values = values.collect::<Result<Vec<_>, StoreError>>()?;
        tx.update(set, row, &values).map(|_| ())
    }
}
