//! Taking a decision of the clerk into a waiting import, and comparing again only what it touches.

use antou_record::{dictionary, squeezed};
use antou_store::Vault;

use super::choices::{Person, Place};
use super::effect::Effect;
use super::judging::{Opened, asked, verdict};
use super::matching::Decision;
use super::outcome::Outcome;
use super::session::Session;
use crate::desk::Desk;
use crate::failure::Failure;
use crate::messages::*;
use crate::progress::Progress;
use antou_record::ProblemCode;

impl Desk {
    /// Takes a decision of the clerk and compares again.
    pub fn import_decide(
        &self,
        request: ImportDecide,
        progress: &dyn Progress,
    ) -> Result<ImportView, Failure> {
        let mut imports = self.imports();
        let session = imports.get(request.import)?;
        session.refuse_committed()?;
        self.with_vault(|vault| {
            let before = session.choices.clone();
            let (field, row) = session.touched(&request.decision);
            session.decide(request.decision)?;
            let done = match (field, row) {
                (Some(field), _) => session.compare_field(vault, &field, progress),
                (None, Some(row)) => session.plan_touched(vault, progress, row),
                (None, None) => session.plan(vault, progress),
            };
            if let Err(failure) = done {
                // a decision that was cancelled half-way is no decision
                session.choices = before;
                session.plan(vault, &crate::progress::Unwatched)?;
                return Err(failure);
            }
            session.view(vault, request.import)
        })
    }
}

impl Session {
    pub(crate) fn refuse_committed(&self) -> Result<(), Failure> {
        if self.committed {
            return Err(Failure::new(
                "import.committed",
                "这次导入已经写入",
                "如需重来，请先撤销再重新导入",
            ));
        }
        Ok(())
    }

    fn decide(&mut self, decision: ImportDecision) -> Result<(), Failure> {
        match decision {
            ImportDecision::Person { row, who } => self.decide_person(row, who),
            ImportDecision::Field { field, take } => {
                put(&mut self.choices.fields, field, take);
                Ok(())
            }
            ImportDecision::Alike { item, clears, take } => {
                put(&mut self.choices.alike, (item, clears), take);
                Ok(())
            }
            ImportDecision::Blank { policy } => {
                self.choices.blank = policy;
                Ok(())
            }
            ImportDecision::Spelling { item, written, code } => self.decide_spelling(item, &written, code),
            ImportDecision::Merge { item, written, to } => {
                let merges = self.choices.merges.entry(item).or_default();
                for text in written {
                    put(merges, squeezed(&text).into_owned(), to.clone());
                }
                self.choices.merges.retain(|_, texts| !texts.is_empty());
                Ok(())
            }
            ImportDecision::Cell {
                sheet,
                row,
                column,
                text,
            } => {
                if self.written((sheet as usize, row)).is_none() {
                    return Err(Failure::not_found("没有这个单元格"));
                }
                let cells = self.choices.cells.entry(sheet as usize).or_default();
                put(cells, (row, column), text);
                self.choices.cells.retain(|_, cells| !cells.is_empty());
                Ok(())
            }
        }
    }

    fn decide_person(&mut self, row: u64, who: Option<Who>) -> Result<(), Failure> {
        let place = |number: u64| {
            let row = self.rows.get(usize::try_from(number).ok()?)?;
            Some((row.sheet, row.row))
        };
        let missing = || Failure::not_found("没有这一行");
        let own = place(row).ok_or_else(missing)?;
        let person = match who {
            None => None,
            Some(Who::New) => Some(Person::New),
            Some(Who::Held) => Some(Person::Held),
            Some(Who::Person { person }) => Some(Person::Known(person)),
            Some(Who::Row { row }) => Some(Person::Row(place(row).ok_or_else(missing)?)),
        };
        put(&mut self.choices.people, own, person);
        Ok(())
    }

    /// A spelling stands for a code by its label, so that the reading of the item is the one everything else goes through.
    fn decide_spelling(&mut self, item: String, written: &str, code: Option<String>) -> Result<(), Failure> {
        let table = dictionary().item(&item).and_then(antou_record::Item::table);
        let table = table.ok_or_else(|| Failure::not_found("这一项不是代码项"))?;
        let label = match code.as_deref() {
            None => None,
            Some("") => Some(String::new()),
            Some(code) => {
                let known = table.by_code(code);
                let known = known.ok_or_else(|| Failure::not_found(format!("代码表里没有“{code}”")))?;
                Some(known.label.clone())
            }
        };
        let texts = self.choices.spellings.entry(item).or_default();
        put(texts, squeezed(written).into_owned(), label);
        self.choices.spellings.retain(|_, texts| !texts.is_empty());
        Ok(())
    }

    /// Compares the one row a decision about a field is about, when nothing else hangs on it; else everything.
    fn compare_field(
        &mut self,
        vault: &Vault,
        field: &ImportField,
        progress: &dyn Progress,
    ) -> Result<(), Failure> {
        match self.compare_alone(vault, field)? {
            Some(()) => Ok(()),
            None => {
                let sheet = field.sheet as usize;
                let row = self.row_holding(sheet, field.row);
                let row = row.and_then(|index| self.rows.get(index));
                let place = row.map_or((sheet, field.row), |row| (row.sheet, row.row));
                self.plan_touched(vault, progress, place)
            }
        }
    }

    /// The field or the row a decision is about alone.
    fn touched(&self, decision: &ImportDecision) -> (Option<ImportField>, Option<Place>) {
        let place = |index: Option<usize>| {
            let row = index.and_then(|index| self.rows.get(index))?;
            Some((row.sheet, row.row))
        };
        match decision {
            ImportDecision::Field { field, .. } => (Some(field.clone()), None),
            ImportDecision::Person { row, .. } => (None, place(usize::try_from(*row).ok())),
            ImportDecision::Cell { sheet, row, .. } => (None, place(self.row_holding(*sheet as usize, *row))),
            _ => (None, None),
        }
    }

    fn compare_alone(&mut self, vault: &Vault, field: &ImportField) -> Result<Option<()>, Failure> {
        let sheet = field.sheet as usize;
        let found = self.row_holding(sheet, field.row);
        let Some((index, row)) = found.and_then(|index| Some((index, self.rows.get(index)?))) else {
            return Ok(None);
        };
        let alone = matches!(row.outcome, Outcome::Updated | Outcome::Unchanged)
            && !self.followers.contains_key(&index);
        let (true, Some(Decision::Person(person))) = (alone, &row.decision) else {
            return Ok(None);
        };
        let Some(draft) = self.draft(row) else {
            return Ok(None);
        };
        let opened = Opened::known(super::units::dossier(&mut vault.dossiers(), &draft, *person)?);
        let ruling = self.choices.ruling(sheet);
        let effect = Effect::of(&opened.dossier, &draft, ruling);
        let Ok(outcome) = verdict(&opened, &effect, &draft, ruling) else {
            return Ok(None);
        };
        let (first, last) = (row.row, row.last_row);
        let questions: Vec<_> = asked(&effect).collect();
        self.problems.retain(|problem| {
            problem.sheet != sheet
                || problem.placed.problem.code != ProblemCode::BlankAsks
                || !(first..=last).contains(&problem.placed.row)
        });
        self.problems.extend(questions);
        self.problems_settled();
        if let Some(row) = self.rows.get_mut(index) {
            row.outcome = outcome;
        }
        self.count();
        Ok(Some(()))
    }

    /// The planned row a row of a sheet belongs to.
    pub(crate) fn row_holding(&self, sheet: usize, number: u32) -> Option<usize> {
        let after = self
            .rows
            .partition_point(|row| (row.sheet, row.row) <= (sheet, number));
        let index = after.checked_sub(1)?;
        let row = self.rows.get(index)?;
        (row.sheet == sheet && row.last_row >= number).then_some(index)
    }
}

/// Puts a decision where it belongs, or takes it back.
fn put<K: Ord, V>(map: &mut std::collections::BTreeMap<K, V>, key: K, value: Option<V>) {
    match value {
        Some(value) => map.insert(key, value),
        None => map.remove(&key),
    };
}
