//! What the clerk sees of a waiting import: the mapping of every sheet, and every row with what will become of it.

use std::collections::BTreeMap;

use antou_exchange::column_letters;
use antou_exchange::draft::Draft;
use antou_exchange::layout::{Column, Meaning, Target};
use antou_record::{Dossier, Item, Kind, Record, Row, Severity};
use antou_store::Vault;

use super::compare::{Change, ChildChange};
use super::matching::Decision;
use super::plan::Effect;
use super::session::{OpenSheet, PlannedRow, Session, SheetProblem};
use crate::entry::severity;
use crate::failure::Failure;
use crate::messages::*;

/// Sample values shown with a column.
const SAMPLES: usize = 3;

impl Session {
    /// The mapping and the counts.
    pub(crate) fn view(&self, number: u32) -> ImportView {
        let sheets = self
            .sheets
            .iter()
            .enumerate()
            .filter(|(_, open)| !open.sheet.is_empty());
        ImportView {
            import: number,
            sheets: sheets.map(|(index, open)| self.sheet_view(index, open)).collect(),
            counts: self.counts,
            problems: self.problem_counts(),
            earlier: self.earlier.clone(),
            unread: self.unread.clone(),
        }
    }

    fn sheet_view(&self, index: usize, open: &OpenSheet) -> SheetMapping {
        let columns = open
            .layout
            .columns
            .iter()
            .map(|column| column_view(open, column))
            .collect();
        SheetMapping {
            index: u32::try_from(index).unwrap_or(u32::MAX),
            file: open.file.clone(),
            name: open.sheet.name.clone(),
            set: open
                .layout
                .set
                .as_deref()
                .and_then(crate::set_label)
                .map(str::to_owned),
            header_rows: open.layout.header_rows.clone(),
            rows: self.rows.iter().filter(|row| row.sheet == index).count() as u64,
            columns,
        }
    }

    fn problem_counts(&self) -> Vec<ProblemCount> {
        let mut counts: BTreeMap<(std::cmp::Reverse<Severity>, &str), (ProblemCount, u64)> = BTreeMap::new();
        for SheetProblem { placed, .. } in &self.problems {
            let problem = &placed.problem;
            let empty = || {
                let (code, label) = (problem.code.as_str().to_owned(), problem.code.label().to_owned());
                (
                    ProblemCount {
                        code,
                        label,
                        severity: severity(problem.severity).to_owned(),
                        count: 0,
                    },
                    0,
                )
            };
            counts
                .entry((std::cmp::Reverse(problem.severity), problem.code.as_str()))
                .or_insert_with(empty)
                .1 += 1;
        }
        counts
            .into_values()
            .map(|(problem, count)| ProblemCount { count, ..problem })
            .collect()
    }

    /// Rows of one page.
    pub(crate) fn page(&self, vault: &Vault, request: &ImportRows) -> Result<ImportPage, Failure> {
        let wanted_problems = request.only_problems || request.code.is_some();
        let problems = if wanted_problems {
            self.rows_with_problems(request.code.as_deref())
        } else {
            Vec::new()
        };
        let fits = |row: &&(usize, &PlannedRow)| {
            let outcome = request
                .outcome
                .as_deref()
                .is_none_or(|outcome| outcome.is_empty() || row.1.outcome.as_str() == outcome);
            outcome && (!wanted_problems || problems.binary_search(&(row.1.sheet, row.1.row)).is_ok())
        };
        let all: Vec<(usize, &PlannedRow)> = self.rows.iter().enumerate().collect();
        let found: Vec<&(usize, &PlannedRow)> = all.iter().filter(fits).collect();
        let shown = found
            .iter()
            .skip(request.offset as usize)
            .take(request.limit as usize);
        let rows = shown
            .map(|(index, row)| self.row_view(vault, *index, row))
            .collect::<Result<_, _>>()?;
        Ok(ImportPage {
            total: found.len() as u64,
            rows,
        })
    }

    fn rows_with_problems(&self, code: Option<&str>) -> Vec<(usize, u32)> {
        let wanted = |problem: &&SheetProblem| match code {
            Some(code) => problem.placed.problem.code.as_str() == code,
            None => problem.placed.problem.severity >= Severity::Warning,
        };
        let mut rows: Vec<(usize, u32)> = self
            .problems
            .iter()
            .filter(wanted)
            .map(|problem| (problem.sheet, problem.placed.row))
            .collect();
        rows.sort_unstable();
        rows.dedup();
        rows
    }

    fn row_view(&self, vault: &Vault, index: usize, row: &PlannedRow) -> Result<ImportRow, Failure> {
        let draft = row.decision.as_ref().and_then(|_| self.draft(row));
        let person = match &row.decision {
            Some(Decision::Person(person)) => Some(*person),
            _ => None,
        };
        let changes = match (&draft, person) {
            (Some(draft), Some(person)) => differences(&vault.dossier(person)?, draft),
            (Some(draft), None) => differences(&Dossier::new(0), draft),
            _ => Vec::new(),
        };
        Ok(ImportRow {
            index: index as u64,
            sheet: u32::try_from(row.sheet).unwrap_or(u32::MAX),
            place: self
                .sheets
                .get(row.sheet)
                .map(|open| open.place_of(row.row))
                .unwrap_or_default(),
            name: draft
                .as_ref()
                .map(|draft| draft.person.shown("name"))
                .unwrap_or_default(),
            outcome: row.outcome.as_str().to_owned(),
            person,
            reasons: row.reason.iter().map(|reason| reason.to_string()).collect(),
            changes,
            cells: self.cells(row),
            problems: self.problems_of(row),
        })
    }

    /// Texts of the columns with headings.
    fn cells(&self, row: &PlannedRow) -> Vec<String> {
        let Some(open) = self.sheets.get(row.sheet) else {
            return Vec::new();
        };
        let written = open.sheet.row(row.row);
        let text = |column: u32| {
            written
                .as_ref()
                .and_then(|row| row.cell(column))
                .map(|cell| cell.shown())
                .unwrap_or_default()
        };
        open.layout
            .columns
            .iter()
            .map(|column| text(column.column))
            .collect()
    }

    fn problems_of(&self, row: &PlannedRow) -> Vec<CellProblem> {
        let of_row = self.problems.iter().filter(|problem| {
            problem.sheet == row.sheet && (row.row..=row.last_row).contains(&problem.placed.row)
        });
        of_row.map(|problem| self.cell_problem(problem)).collect()
    }

    pub(crate) fn cell_problem(&self, problem: &SheetProblem) -> CellProblem {
        let said = &problem.placed.problem;
        CellProblem {
            file: self
                .sheets
                .get(problem.sheet)
                .map(|open| open.file_of(problem.placed.row).to_owned())
                .unwrap_or_default(),
            place: self.address(problem.sheet, &problem.placed),
            code: said.code.as_str().to_owned(),
            severity: severity(said.severity).to_owned(),
            read: said.read.clone(),
            message: said.message.clone(),
        }
    }
}

fn column_view(open: &OpenSheet, column: &Column) -> ColumnMapping {
    let (status, target, candidates): (&str, Option<&Target>, &[Target]) = match &column.meaning {
        Meaning::Target(target) => ("matched", Some(target), &[]),
        Meaning::Ignored(_) => ("ignored", None, &[]),
        Meaning::Ambiguous(targets) => ("ambiguous", None, targets),
        Meaning::Unknown(targets) => ("unknown", None, targets),
    };
    ColumnMapping {
        index: column.column,
        letter: column_letters(column.column),
        header: column.heading(),
        item: target.map(|target| format!("{}.{}", target.set, target.item)),
        label: target.map(Target::label),
        which: target.and_then(|target| target.which.clone()),
        status: status.to_owned(),
        candidates: candidates
            .iter()
            .map(|target| Candidate {
                item: target.path(),
                label: label(target),
            })
            .collect(),
        samples: samples(open, column.column),
    }
}

fn label(target: &Target) -> String {
    let item = target.label();
    let set = crate::set_label(&target.set).unwrap_or_default();
    format!("{set}·{}{item}", target.which.as_deref().unwrap_or_default())
}

/// The first different values of a column, so that the clerk sees what it holds.
fn samples(open: &OpenSheet, column: u32) -> Vec<String> {
    let below = open.layout.header_rows.last().copied().unwrap_or_default();
    let mut samples: Vec<String> = Vec::new();
    for row in open.sheet.rows().filter(|row| row.number > below).take(200) {
        let text = row
            .cell(column)
            .map(|cell| cell.shown().trim().to_owned())
            .unwrap_or_default();
        if !text.is_empty() && !samples.contains(&text) {
            samples.push(text);
        }
        if samples.len() == SAMPLES {
            break;
        }
    }
    samples
}

/// What a row would change, field by field.
fn differences(dossier: &Dossier, draft: &Draft) -> Vec<ImportChange> {
    let effect = Effect::of(dossier, draft);
    let mut out: Vec<ImportChange> = effect
        .person
        .iter()
        .map(|change| import_change(change, ""))
        .collect();
    for (change, child) in effect.children.iter().zip(&draft.children) {
        let prefix = row_title(&child.row);
        match change {
            ChildChange::Add => out.extend(child.row.filled().map(|(item, value)| ImportChange {
                item: item.full_path(),
                label: format!("{prefix}{}", item.label),
                old: String::new(),
                new: item.shown(value),
            })),
            ChildChange::Update { row, changes } => {
                let kept: Option<&Record> = dossier
                    .rows(&child.row.set().code)
                    .iter()
                    .find(|record| record.id == *row);
                let prefix = kept.map_or(prefix, |record| row_title(&record.row));
                out.extend(changes.iter().map(|change| import_change(change, &prefix)));
            }
            ChildChange::Nothing | ChildChange::Ambiguous(_) => {}
        }
    }
    out
}

fn import_change(change: &Change, prefix: &str) -> ImportChange {
    let shown = |item: &Item, value: &Option<antou_record::Value>| match value {
        // a picture is kept under its digest, which tells nobody anything
        Some(_) if item.kind == Kind::Blob => "现有照片".to_owned(),
        value => value.as_ref().map(|value| item.shown(value)).unwrap_or_default(),
    };
    let new = match change.item.kind {
        Kind::Blob => "文件中的照片".to_owned(),
        _ => change.item.shown(&change.new),
    };
    ImportChange {
        item: change.item.full_path(),
        label: format!("{prefix}{}", change.item.label),
        old: shown(change.item, &change.old),
        new,
    }
}

/// Which row of a set is meant: 2023年度·, 全日制·; the set's label when its first key item is blank.
fn row_title(row: &Row) -> String {
    let set = row.set();
    let key = set
        .key
        .first()
        .map(|code| row.shown(code))
        .filter(|text| !text.is_empty());
    format!(
        "{}·",
        key.map_or_else(|| set.label.clone(), |key| format!("{}（{key}）", set.label))
    )
}
