//! From rows to outcomes: who each row is about, and what it would change.

use std::collections::{HashMap, HashSet};

use antou_exchange::draft::{Draft, Entry, RowKind};
use antou_record::{Dossier, IdNumber, ProblemCode, Row, Value};
use antou_store::Vault;

use super::compare::{self, Change, ChildChange};
use super::matching::{Decision, Identities, Identity, Known, Reason, decide};
use super::outcome::Outcome;
use super::session::{PlannedRow, Session, SheetProblem};
use crate::failure::Failure;
use crate::messages::Counts;
use crate::progress::Progress;

/// How often progress is told, in rows.
const STEP: usize = 1000;

/// What a row would change in a dossier.
#[derive(Debug, Default)]
pub(crate) struct Effect {
    /// Changes of 基本情况.
    pub(crate) person: Vec<Change>,
    /// What becomes of each row the file brings for other sets, in the order of the draft.
    pub(crate) children: Vec<ChildChange>,
}

impl Effect {
    /// What a draft would change in a dossier.
    pub(crate) fn of(dossier: &Dossier, draft: &Draft) -> Self {
        Self {
            person: compare::changes(&dossier.person, &draft.person),
            children: draft
                .children
                .iter()
                .map(|child| compare::child_change(dossier, &child.row))
                .collect(),
        }
    }

    fn is_nothing(&self) -> bool {
        self.person.is_empty() && self.children.iter().all(|child| *child == ChildChange::Nothing)
    }
}

impl Session {
    /// Decides every row anew: after opening, and after the clerk has changed what a column means.
    pub(crate) fn plan(&mut self, vault: &Vault, progress: &dyn Progress) -> Result<(), Failure> {
        self.rows.clear();
        self.problems.clear();
        self.counts = Counts::default();
        let identities = self.read_rows(progress)?;
        self.hold_nameless();
        let known: Identities = vault.identities()?.into_iter().map(known).collect();
        let people: Vec<usize> = self
            .rows
            .iter()
            .enumerate()
            .filter(|(_, row)| row.outcome == Outcome::Added)
            .map(|(index, _)| index)
            .collect();
        let decisions = decide(&known, &identities);
        for (index, decision) in people.iter().zip(decisions) {
            self.settle(*index, in_rows(decision, &people));
        }
        self.compare_matched(vault, progress)?;
        for row in &self.rows {
            row.count(&mut self.counts);
        }
        let layouts = self.sheets.iter().enumerate();
        let said: Vec<SheetProblem> = layouts
            .flat_map(|(sheet, open)| {
                open.layout.problems.iter().map(move |placed| SheetProblem {
                    sheet,
                    placed: placed.clone(),
                })
            })
            .collect();
        self.problems.splice(0..0, said);
        Ok(())
    }

    /// Reads all rows once: whom they name, and what is wrong with their cells.
    fn read_rows(&mut self, progress: &dyn Progress) -> Result<Vec<Identity>, Failure> {
        let total: u64 = self.sheets.iter().map(|sheet| sheet.sheet.row_count).sum();
        let (mut identities, mut rows, mut problems) = (Vec::new(), Vec::new(), Vec::new());
        for (sheet, open) in self.sheets.iter().enumerate() {
            let mut entries = self.drafts(open);
            for entry in entries.by_ref() {
                if rows.len() % STEP == 0 {
                    watch(progress, "核对", rows.len(), total)?;
                }
                rows.push(match entry {
                    Entry::Person(draft) => {
                        identities.push(identity(&draft.person));
                        problems.extend(
                            draft
                                .problems
                                .into_iter()
                                .map(|placed| SheetProblem { sheet, placed }),
                        );
                        PlannedRow {
                            sheet,
                            row: draft.row,
                            last_row: draft.last_row,
                            outcome: Outcome::Added,
                            decision: None,
                            reason: None,
                        }
                    }
                    Entry::Other(other) => {
                        // a row with content but without a name is the clerk's to look at
                        let outcome = if other.kind == RowKind::Nameless {
                            Outcome::Held
                        } else {
                            Outcome::Ignored
                        };
                        let reason = Some(other.kind.label().into());
                        PlannedRow {
                            sheet,
                            row: other.row,
                            last_row: other.last_row,
                            outcome,
                            decision: None,
                            reason,
                        }
                    }
                });
            }
            problems.extend(
                entries
                    .unread_columns()
                    .into_iter()
                    .map(|placed| SheetProblem { sheet, placed }),
            );
        }
        (self.rows, self.problems) = (rows, problems);
        Ok(identities)
    }

    /// Rows with content that name nobody are the clerk's to look at, and are said like every other held row.
    fn hold_nameless(&mut self) {
        let rows = self.rows.iter().enumerate();
        let nameless: Vec<usize> = rows
            .filter(|(_, row)| row.outcome == Outcome::Held)
            .map(|(index, _)| index)
            .collect();
        for index in nameless {
            let message = "没有姓名和身份证号，不知道是谁，请补上后再导入".to_owned();
            self.hold(
                index,
                &Reason {
                    code: ProblemCode::NameMissing,
                    message,
                    candidates: Vec::new(),
                },
            );
        }
    }

    fn settle(&mut self, index: usize, decision: Decision) {
        if let Decision::Held(reason) = &decision {
            self.hold(index, reason);
        }
        if let Some(row) = self.rows.get_mut(index) {
            row.decision = Some(decision);
        }
    }

    /// Compares rows about people who are in the vault, or who stand in the files several times.
    fn compare_matched(&mut self, vault: &Vault, progress: &dyn Progress) -> Result<(), Failure> {
        let matched =
            |row: &PlannedRow| matches!(row.decision, Some(Decision::Person(_) | Decision::SameAs(_)));
        if !self.rows.iter().any(matched) {
            return Ok(());
        }
        let mut comparing = Comparing {
            shared: self.shared_rows(),
            opened: HashMap::new(),
            verdicts: Vec::new(),
        };
        let mut rows = self.rows.iter().enumerate();
        for open in &self.sheets {
            for entry in self.drafts(open) {
                let Some((index, row)) = rows.next() else { break };
                if index % STEP == 0 {
                    watch(progress, "比对", index, self.rows.len() as u64)?;
                }
                if let (Entry::Person(draft), Some(decision)) = (entry, &row.decision) {
                    comparing.row(vault, index, decision, &draft)?;
                }
            }
        }
        for (index, verdict) in comparing.verdicts {
            match verdict {
                Ok(outcome) => {
                    if let Some(row) = self.rows.get_mut(index) {
                        row.outcome = outcome;
                    }
                }
                Err(reason) => self.hold(index, &reason),
            }
        }
        Ok(())
    }

    /// First rows of people who stand in the files several times.
    fn shared_rows(&self) -> HashSet<usize> {
        let firsts = self.rows.iter().filter_map(|row| match row.decision {
            Some(Decision::SameAs(first)) => Some(first),
            _ => None,
        });
        firsts.collect()
    }
}

/// A dossier as the rows read so far would leave it, and what these rows said of 基本情况.
struct Opened {
    dossier: Dossier,
    said: Row,
    is_new: bool,
}

/// The comparison of one batch.
struct Comparing {
    /// First rows of people who stand in the files several times.
    shared: HashSet<usize>,
    opened: HashMap<usize, Opened>,
    verdicts: Vec<(usize, Result<Outcome, Reason>)>,
}

impl Comparing {
    fn row(
        &mut self,
        vault: &Vault,
        index: usize,
        decision: &Decision,
        draft: &Draft,
    ) -> Result<(), Failure> {
        let said = Row::new(draft.person.set());
        let (first, opened) = match decision {
            Decision::Person(person) => (
                index,
                Some(Opened {
                    dossier: vault.dossier(*person)?,
                    said,
                    is_new: false,
                }),
            ),
            Decision::New if self.shared.contains(&index) => (
                index,
                Some(Opened {
                    dossier: Dossier::new(0),
                    said,
                    is_new: true,
                }),
            ),
            Decision::SameAs(first) => (*first, self.opened.remove(first)),
            _ => (index, None),
        };
        let Some(mut opened) = opened else { return Ok(()) };
        let verdict = verdict(&opened, draft);
        let is_held = verdict.is_err();
        self.verdicts.push((index, verdict));
        if self.shared.contains(&first) {
            if !is_held {
                opened.said = with(opened.said, &draft.person);
                take_over(&mut opened.dossier, draft);
            }
            self.opened.insert(first, opened);
        }
        Ok(())
    }
}

/// What becomes of a row, or why it is held.
fn verdict(opened: &Opened, draft: &Draft) -> Result<Outcome, Reason> {
    let contradicted = compare::changes(&opened.said, &draft.person)
        .into_iter()
        .filter(|change| change.old.is_some());
    let labels: Vec<&str> = contradicted.map(|change| change.item.label.as_str()).collect();
    if !labels.is_empty() {
        let message = format!(
            "同一人在表中出现几次，{}说法不一，请核对后只保留正确的一行",
            labels.join("、")
        );
        return Err(Reason {
            code: ProblemCode::RowRepeated,
            message,
            candidates: Vec::new(),
        });
    }
    let effect = Effect::of(&opened.dossier, draft);
    for (change, child) in effect.children.iter().zip(&draft.children) {
        if let ChildChange::Ambiguous(count) = change {
            let message = format!(
                "库中有 {count} 条{}都可能是这一条，请补充时间等再导入",
                child.row.set().label
            );
            return Err(Reason {
                code: ProblemCode::MatchAmbiguous,
                message,
                candidates: Vec::new(),
            });
        }
    }
    Ok(match (opened.is_new, effect.is_nothing()) {
        (true, _) => Outcome::Added,
        (false, true) => Outcome::Unchanged,
        (false, false) => Outcome::Updated,
    })
}

/// Decisions number the rows about people; a session numbers all rows.
fn in_rows(decision: Decision, people: &[usize]) -> Decision {
    match decision {
        Decision::SameAs(first) => Decision::SameAs(people.get(first).copied().unwrap_or(first)),
        other => other,
    }
}

pub(crate) fn watch(progress: &dyn Progress, what: &str, done: usize, total: u64) -> Result<(), Failure> {
    progress.at(what, done as u64, total);
    if progress.is_cancelled() {
        Err(Failure::cancelled())
    } else {
        Ok(())
    }
}

fn known(known: antou_store::Identity) -> Known {
    let name = Some(known.name).filter(|name| !name.is_empty());
    Known {
        person: known.person,
        identity: Identity {
            name,
            birth: known.birth,
            id_number: known.id_number,
            number_fits: None,
        },
    }
}

/// What tells the person of a row apart, and whether birth and sex written beside the number fit it.
fn identity(person: &Row) -> Identity {
    let text = |code: &str| person.get(code).and_then(Value::as_text).map(str::to_owned);
    let birth = person.get("birth").and_then(Value::as_date);
    let id_number = text("id_number");
    let number = id_number
        .as_deref()
        .and_then(|number| IdNumber::read(number).number);
    let birth_fits = number
        .as_ref()
        .and_then(IdNumber::birth)
        .zip(birth)
        .map(|(one, two)| one.agrees_with(two));
    let sex_fits = match (&number, person.get("sex")) {
        (Some(number), Some(Value::Code(sex))) => Some(number.is_male() == (sex == "1")),
        _ => None,
    };
    let number_fits = match (birth_fits, sex_fits) {
        (Some(false), _) => Some(false),
        (Some(true), _) => Some(true),
        (None, other) => other,
    };
    Identity {
        name: text("name"),
        birth,
        id_number,
        number_fits,
    }
}

/// A row with the filled items of another put over it.
fn with(mut row: Row, other: &Row) -> Row {
    for (item, value) in other.filled() {
        row.put_at(item.index, Some(value.clone()));
    }
    row
}

/// What the dossier will look like after the row.
pub(crate) fn take_over(dossier: &mut Dossier, draft: &Draft) {
    for child in &draft.children {
        let change = compare::child_change(dossier, &child.row);
        let records = dossier.sets.entry(child.row.set().code.clone()).or_default();
        match change {
            ChildChange::Add => records.push(antou_record::Record {
                id: 0,
                row: child.row.clone(),
            }),
            ChildChange::Update { changes, .. } => {
                let meant = records
                    .iter_mut()
                    .find(|record| compare::changes(&record.row, &child.row) == changes);
                if let Some(record) = meant {
                    record.row = with(record.row.clone(), &child.row);
                }
            }
            _ => {}
        }
    }
    dossier.person = with(dossier.person.clone(), &draft.person);
}
