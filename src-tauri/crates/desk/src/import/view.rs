//! What the clerk sees of a waiting import: the mapping of every sheet, and every row with what will become of it.

use std::collections::BTreeMap;

use antou_exchange::column_letters;
use antou_exchange::draft::Draft;
use antou_exchange::layout::{Column, Meaning, Nothing, Target};
use antou_record::{Dossier, Item, Kind, MASK, Record, Row, Severity, dictionary};
use antou_store::Vault;
use sm3::{Digest, Sm3};

use super::asking::{can_split, question, step_view};
use super::choices::Ruling;
use super::compare::{Change, ChildChange};
use super::effect::Effect;
use super::matching::Decision;
use super::outcome::Outcome;
use super::session::{OpenSheet, PlannedRow, Session, SheetProblem};
use super::units;
use crate::entry::severity;
use crate::failure::Failure;
use crate::messages::*;

/// Sample values shown with a column.
const SAMPLES: usize = 6;

impl Session {
    /// The mapping and the counts.
    pub(crate) fn view(&self, vault: &Vault, number: u32) -> Result<ImportView, Failure> {
        let sheets = self
            .sheets
            .iter()
            .enumerate()
            .filter(|(_, open)| !open.sheet.is_empty());
        let alike = self.choices.alike.iter();
        Ok(ImportView {
            import: number,
            sheets: sheets.map(|(index, open)| self.sheet_view(index, open)).collect(),
            content: self.content(),
            counts: self.counts,
            problems: self.problem_counts(),
            earlier: self.earlier.clone(),
            unread: self.unread.clone(),
            profile: self.profile_view(vault)?,
            blank: self.choices.blank,
            alike: alike
                .map(|((item, clears), take)| AlikeChoice {
                    item: item.clone(),
                    label: alike_label(item),
                    clears: *clears,
                    take: *take,
                })
                .collect(),
            decisions: self.choices.count(),
        })
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
        let changes = match &draft {
            Some(draft) => {
                let before = self.before(vault, index, row)?;
                differences(&before, draft, self.choices.ruling(row.sheet))
            }
            None => Vec::new(),
        };
        Ok(ImportRow {
            index: index as u64,
            sheet: u32::try_from(row.sheet).unwrap_or(u32::MAX),
            number: row.row,
            place: self.place_of(row),
            name: draft
                .as_ref()
                .map(|draft| draft.person.shown("name"))
                .unwrap_or_default(),
            outcome: row.outcome.as_str().to_owned(),
            person: person.filter(|_| !self.is_of_units(row)),
            decided: self.decided(row),
            is_person: row.decision.is_some(),
            reasons: row.reason.iter().map(|reason| reason.to_string()).collect(),
            changes,
            cells: self.cells(row),
            problems: self.problems_of(row),
        })
    }

    /// Whether a row is about a unit.
    fn is_of_units(&self, row: &PlannedRow) -> bool {
        let open = self.sheets.get(row.sheet);
        open.is_some_and(|open| open.layout.is_of_units())
    }

    /// The dossier of the person or unit a row is about; with nothing in it for a new one.
    fn subject(&self, vault: &Vault, row: &PlannedRow, known: Option<i64>) -> Result<Dossier, Failure> {
        Ok(match (known, self.is_of_units(row)) {
            (Some(unit), true) => vault.unit_dossier(unit)?,
            (Some(person), false) => vault.dossier(person)?,
            (None, of_units) => units::new_dossier(of_units),
        })
    }

    /// What was read, as one digest of its files.
    fn content(&self) -> String {
        let mut all = Sm3::new();
        for (_, digest) in self.sheets.iter().flat_map(OpenSheet::files) {
            all.update(digest);
        }
        antou_store::hex(&all.finalize())
    }

    /// The dossier a row meets: as the vault has it, and as earlier rows about the same person leave it.
    fn before(&self, vault: &Vault, index: usize, row: &PlannedRow) -> Result<Dossier, Failure> {
        let first = match &row.decision {
            Some(Decision::Person(person)) => return self.subject(vault, row, Some(*person)),
            Some(Decision::SameAs(first)) => *first,
            _ => return self.subject(vault, row, None),
        };
        let known = match self.rows.get(first).map(|row| &row.decision) {
            Some(Some(Decision::Person(person))) => Some(*person),
            _ => None,
        };
        let mut dossier = self.subject(vault, row, known)?;
        let later = self.followers.get(&first).into_iter().flatten().copied();
        let earlier = std::iter::once(first).chain(later);
        for row in earlier
            .take_while(|at| *at < index)
            .filter_map(|at| self.rows.get(at))
        {
            if let Some(draft) = self.draft(row).filter(|_| row.outcome != Outcome::Held) {
                let ruling = self.choices.ruling(row.sheet);
                Effect::of(&dossier, &draft, ruling).apply(&mut dossier, &draft);
            }
        }
        Ok(dossier)
    }

    /// Texts of the columns with headings.
    fn cells(&self, row: &PlannedRow) -> Vec<String> {
        let Some(open) = self.sheets.get(row.sheet) else {
            return Vec::new();
        };
        let written = self.written((row.sheet, row.row));
        let text = |column: u32| {
            written
                .as_ref()
                .and_then(|row| row.cell(column))
                .map(|cell| worded(open, cell.shown()))
                .unwrap_or_default()
        };
        open.layout
            .columns
            .iter()
            .map(|column| text(column.column))
            .collect()
    }

    fn problems_of(&self, row: &PlannedRow) -> Vec<CellProblem> {
        let first = self
            .problems
            .partition_point(|problem| (problem.sheet, problem.placed.row) < (row.sheet, row.row));
        let of_row = self.problems.get(first..).unwrap_or_default().iter();
        of_row
            .take_while(|problem| problem.sheet == row.sheet && problem.placed.row <= row.last_row)
            .map(|problem| self.cell_problem(problem))
            .collect()
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

/// What a column with a further part of it belongs to.
fn whole_of<'a>(open: &'a OpenSheet, part: &Column) -> Option<&'a Target> {
    let mut columns = open.layout.columns.iter();
    columns
        .find(|column| column.joined.contains(&part.column))?
        .target()
}

fn column_view(open: &OpenSheet, column: &Column) -> ColumnMapping {
    let (status, target, candidates): (&str, Option<&Target>, &[Target]) = match &column.meaning {
        Meaning::Target(target) => ("matched", Some(target), &[]),
        Meaning::Ignored(Nothing::Part) => ("matched", whole_of(open, column), &[]),
        Meaning::Ignored(_) => ("ignored", None, &[]),
        Meaning::Ambiguous(targets) => ("ambiguous", None, targets),
        Meaning::Unknown(targets) => ("unknown", None, targets),
    };
    let asked = question(open, column);
    let samples = samples(open, column.column);
    let candidates: Vec<Target> = match &asked {
        Some(asked) => asked.candidates.clone(),
        None => candidates.to_vec(),
    };
    ColumnMapping {
        question: asked
            .filter(|_| !samples.is_empty())
            .map(|question| question.text),
        left_out: target.is_none() && !matches!(column.meaning, Meaning::Ignored(_)) && !samples.is_empty(),
        settled: open.settled.contains(&column.column),
        can_split: target.is_some_and(can_split),
        steps: column.steps.iter().map(step_view).collect(),
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
        samples,
    }
}

fn label(target: &Target) -> String {
    let item = target.label();
    let set = crate::set_label(&target.set).unwrap_or_default();
    format!("{set}·{}{item}", target.which.as_deref().unwrap_or_default())
}

/// The text of a cell; a photo stands there by its digest, which tells nobody anything.
fn worded(open: &OpenSheet, text: String) -> String {
    if text.len() == 64 && open.sheet.photo(&text).is_some() {
        "有照片".to_owned()
    } else {
        text
    }
}

/// The first different values of a column, so that the clerk sees what it holds.
fn samples(open: &OpenSheet, column: u32) -> Vec<String> {
    let below = open.layout.header_rows.last().copied().unwrap_or_default();
    let mut samples: Vec<String> = Vec::new();
    for row in open.sheet.rows().filter(|row| row.number > below).take(200) {
        let text = row
            .cell(column)
            .map(|cell| worded(open, cell.shown().trim().to_owned()))
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

/// An item, or a set whose new rows are meant.
fn alike_label(path: &str) -> String {
    match (dictionary().item(path), crate::set_label(path)) {
        (Some(item), _) => super::spelling::label(item),
        (None, Some(set)) => format!("新增的{set}"),
        (None, None) => path.to_owned(),
    }
}

/// What a row would change, field by field.
fn differences(dossier: &Dossier, draft: &Draft, ruling: Ruling<'_>) -> Vec<ImportChange> {
    let effect = Effect::of(dossier, draft, ruling);
    let mut out: Vec<ImportChange> = effect
        .person
        .iter()
        .map(|change| import_change(change, ""))
        .collect();
    for (change, child) in effect.children.iter().zip(&draft.children) {
        let prefix = row_title(&child.row);
        match change {
            ChildChange::Add { choice, field } => {
                out.extend(child.row.filled().map(|(item, value)| ImportChange {
                    item: item.full_path(),
                    label: format!("{prefix}{}", item.label),
                    old: String::new(),
                    new: item.shown(value),
                    choice: choice.as_str().to_owned(),
                    clears: false,
                    field: field.clone(),
                }));
            }
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
        Some(_) if item.is_protected() => MASK.to_owned(),
        value => value.as_ref().map(|value| item.shown(value)).unwrap_or_default(),
    };
    let new = match change.item.kind {
        Kind::Blob if change.new.is_some() => "文件中的照片".to_owned(),
        // what the file says the clerk has before them
        _ => change
            .new
            .as_ref()
            .map(|value| change.item.shown(value))
            .unwrap_or_default(),
    };
    ImportChange {
        item: change.item.full_path(),
        label: format!("{prefix}{}", change.item.label),
        old: shown(change.item, &change.old),
        new,
        choice: change.choice.as_str().to_owned(),
        clears: change.new.is_none(),
        field: change.field.clone(),
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
