//! An import that waits: the sheets with their layouts, and for every row what will become of it. Rows stay in the compact
//! form they arrived in and are read again when they are looked at or written: 100,000 rows must not fill the memory.

use std::collections::{BTreeSet, HashMap};

use antou_exchange::draft::{
    Amendments, Draft, Drafts, Evidence, OtherRow, RowKind, Step, amended_draft_at, amended_drafts, correct,
    drafts,
};
use antou_exchange::form_file::{Card, cards_of, sheet_of};
use antou_exchange::layout::{Column, Layout, Meaning, Placed, Target, Wishes, inspect};
use antou_exchange::{Sheet, SheetRow, parts};
use antou_record::{PartialDate, ProblemCode, Severity};
use antou_store::Vault;

use super::asking::siblings;
use super::choices::{Choices, Place};
use super::matching::{Decision, Reason};
use super::outcome::Outcome;
use super::photos;
use super::plan::sent_column;
use super::profile::Memory;
use super::reading::Gathered;
use super::units::UnitName;
use crate::failure::Failure;
use crate::messages::{Counts, EarlierImport, UnreadFile};

/// A sheet of the import.
pub(crate) struct OpenSheet {
    /// Name of its file.
    pub(crate) file: String,
    /// SM3 digest of its file.
    pub(crate) digest: String,
    pub(crate) sheet: Sheet,
    pub(crate) layout: Layout,
    /// What the clerk decided about its texts, if anything.
    pub(crate) amendments: Option<Amendments>,
    /// Columns that the clerk or the profile has settled.
    pub(crate) settled: BTreeSet<u32>,
}

impl OpenSheet {
    /// All forms of a batch as one sheet.
    fn of_forms(cards: Vec<Card>) -> Self {
        let (file, digest) = match cards.as_slice() {
            [first, others @ ..] if others.iter().all(|card| card.file == first.file) => {
                (first.file.clone(), first.digest.clone())
            }
            several => (format!("任免审批表 {} 份", several.len()), String::new()),
        };
        let sheet = sheet_of(FORMS, cards);
        let layout = inspect(&sheet, &Wishes::default());
        Self {
            file,
            digest,
            sheet,
            layout,
            amendments: None,
            settled: BTreeSet::new(),
        }
    }

    /// The files the sheet came from, with their digests.
    pub(crate) fn files(&self) -> Vec<(&str, &str)> {
        if self.sheet.sources.is_empty() {
            return vec![(&self.file, &self.digest)];
        }
        let sources = self.sheet.sources.iter();
        let mut files: Vec<(&str, &str)> = sources
            .map(|source| (source.file.as_str(), source.digest.as_str()))
            .collect();
        // several forms may stand in one file
        files.dedup();
        files
    }

    /// The file a row came from.
    pub(crate) fn file_of(&self, row: u32) -> &str {
        self.sheet.source(row).map_or(&self.file, |source| &source.file)
    }

    /// Where a row stands: 花名册!17, or its own file.
    pub(crate) fn place_of(&self, row: u32) -> String {
        let own = self.sheet.place(row, None);
        own.unwrap_or_else(|| format!("{}!{row}", self.sheet.name))
    }
}

/// Name of the sheet that forms become.
const FORMS: &str = "任免审批表";

/// A row below the headings.
pub(crate) struct PlannedRow {
    /// Sheet in the session.
    pub(crate) sheet: usize,
    /// First row in the workbook, from 1.
    pub(crate) row: u32,
    /// Last row, when merged cells or a run of blank rows span several.
    pub(crate) last_row: u32,
    pub(crate) outcome: Outcome,
    /// Who it is about; `None` for rows that are no people.
    pub(crate) decision: Option<Decision>,
    /// Why it is held or ignored.
    pub(crate) reason: Option<Box<str>>,
}

impl PlannedRow {
    /// A row about somebody, before anything is known of him.
    pub(crate) fn new(sheet: usize, draft: &Draft) -> Self {
        Self {
            sheet,
            row: draft.row,
            last_row: draft.last_row,
            outcome: Outcome::Added,
            decision: None,
            reason: None,
        }
    }

    /// A row that is no person: one with content but without a name is the clerk's to look at.
    pub(crate) fn of_nobody(sheet: usize, other: &OtherRow) -> Self {
        let outcome = match other.kind {
            RowKind::Nameless => Outcome::Held,
            _ => Outcome::Ignored,
        };
        Self {
            sheet,
            row: other.row,
            last_row: other.last_row,
            outcome,
            decision: None,
            reason: Some(other.kind.label().into()),
        }
    }

    /// Counts the row: a person once however many rows it spans, anything else by its rows.
    pub(crate) fn count(&self, counts: &mut Counts) {
        let times = if self.decision.is_some() {
            1
        } else {
            u64::from(self.last_row - self.row) + 1
        };
        self.outcome.count(times, counts);
    }
}

/// A problem with the sheet it is on.
#[derive(Clone)]
pub(crate) struct SheetProblem {
    pub(crate) sheet: usize,
    pub(crate) placed: Placed,
}

/// An import that waits for the clerk.
pub(crate) struct Session {
    pub(crate) sheets: Vec<OpenSheet>,
    pub(crate) rows: Vec<PlannedRow>,
    pub(crate) problems: Vec<SheetProblem>,
    pub(crate) counts: Counts,
    pub(crate) latest: PartialDate,
    /// Of a pasted block, the person each row of its sheet is about, by the number of the row.
    pub(crate) placed: Vec<Option<i64>>,
    /// Earlier imports of files with the same content.
    pub(crate) earlier: Vec<EarlierImport>,
    /// Files that could not be read.
    pub(crate) unread: Vec<UnreadFile>,
    /// The set all sheets belong to, when the clerk says so.
    pub(crate) into: Option<String>,
    /// Later rows by the first row about the same person.
    pub(crate) followers: HashMap<usize, Vec<usize>>,
    /// Person and review of each question to an agency, by its hidden number, when a sheet with such numbers came back.
    pub(crate) questions: HashMap<String, (i64, i64)>,
    /// Rows about units while they are decided.
    pub(crate) units: Vec<(usize, UnitName)>,
    /// What the clerk decided.
    pub(crate) choices: Choices,
    /// What is remembered of the source unit.
    pub(crate) memory: Memory,
    /// Whether it has been written.
    pub(crate) committed: bool,
}

impl Session {
    /// The sheets of workbooks with the layouts found.
    pub(crate) fn new(gathered: Gathered, into: Option<&str>, latest: PartialDate) -> Self {
        let mut sheets = Vec::new();
        let mut cards: Vec<Card> = Vec::new();
        for workbook in gathered.workbooks {
            cards.extend(workbook.card);
            for sheet in workbook.sheets.into_iter().flat_map(parts) {
                // a sheet of forms belongs to the other forms, unless the clerk says what it is
                if into.is_none() {
                    let found = cards_of(&sheet, &workbook.file, &workbook.digest);
                    if !found.is_empty() {
                        cards.extend(found);
                        continue;
                    }
                }
                let layout = inspect(
                    &sheet,
                    &Wishes {
                        set: into,
                        profile: None,
                    },
                );
                sheets.push(OpenSheet {
                    file: workbook.file.clone(),
                    digest: workbook.digest.clone(),
                    sheet,
                    layout,
                    amendments: None,
                    settled: BTreeSet::new(),
                });
            }
        }
        if !cards.is_empty() {
            sheets.push(OpenSheet::of_forms(cards));
        }
        Self {
            sheets,
            rows: Vec::new(),
            problems: Vec::new(),
            counts: Counts::default(),
            latest,
            placed: Vec::new(),
            earlier: Vec::new(),
            unread: gathered.unread,
            into: into.map(str::to_owned),
            questions: HashMap::new(),
            followers: HashMap::new(),
            units: Vec::new(),
            choices: Choices::default(),
            memory: Memory::default(),
            committed: false,
        }
    }

    pub(crate) fn has_header(&self) -> bool {
        self.sheets.iter().any(|sheet| sheet.layout.has_header())
    }

    pub(crate) fn sheet_names(&self) -> Vec<String> {
        self.sheets
            .iter()
            .map(|sheet| format!("{}!{}", sheet.file, sheet.sheet.name))
            .collect()
    }

    /// Lets a column mean what the clerk chose.
    pub(crate) fn assign(&mut self, sheet: u32, column: u32, meaning: Meaning) -> Result<(), Failure> {
        let open = self.open_sheet(sheet)?;
        for (sibling, meaning) in said_of_siblings(open, column, &meaning) {
            open.layout.assign(sibling, meaning);
            open.settled.insert(sibling);
        }
        if open.layout.assign(column, meaning) {
            open.settled.insert(column);
            Ok(())
        } else {
            Err(Failure::not_found("没有这一栏"))
        }
    }

    /// Lets the texts of a column be cleaned as the clerk chose.
    pub(crate) fn clean(&mut self, sheet: u32, column: u32, steps: Vec<Step>) -> Result<(), Failure> {
        let open = self.open_sheet(sheet)?;
        if open.layout.clean(column, steps) {
            open.settled.insert(column);
            Ok(())
        } else {
            Err(Failure::not_found("没有这一栏"))
        }
    }

    fn open_sheet(&mut self, sheet: u32) -> Result<&mut OpenSheet, Failure> {
        let open = self.sheets.get_mut(sheet as usize);
        open.ok_or_else(|| Failure::not_found("没有这张工作表"))
    }

    /// Uses a profile and answers about columns, as a command line gives them.
    pub(crate) fn answered(
        &mut self,
        vault: &Vault,
        profile: Option<&str>,
        answers: &[(String, String)],
    ) -> Result<(), Failure> {
        if let Some(name) = profile {
            match self.use_profile(vault, Some(name)) {
                // a new name with answers makes a profile
                Err(failure) if failure.code == "profile.unknown" && !answers.is_empty() => {
                    self.memory.remember = Some(name.to_owned());
                }
                other => other?,
            }
        }
        for (heading, item) in answers {
            self.answer(heading, item)?;
        }
        Ok(())
    }

    /// An answer about every column of a heading.
    fn answer(&mut self, heading: &str, item: &str) -> Result<(), Failure> {
        let meaning = super::meaning(Some(item))?;
        let wanted = antou_record::plain_heading(heading);
        let headed = |name: &dyn Fn(&Column) -> String| -> Vec<(u32, u32)> {
            let sheets = (0..).zip(&self.sheets);
            let columns = sheets.flat_map(|(sheet, open)| {
                let columns = open.layout.columns.iter();
                columns.map(move |column| (sheet, column))
            });
            let found = columns.filter(|(_, column)| antou_record::plain_heading(&name(column)) == wanted);
            found.map(|(sheet, column)| (sheet, column.column)).collect()
        };
        let mut places = headed(&Column::heading);
        if places.is_empty() {
            // the lowest of several headings names the column where the whole does not
            places = headed(&|column| column.parts.last().cloned().unwrap_or_default());
        }
        if places.is_empty() {
            let message = format!("表中没有“{heading}”这一栏");
            return Err(Failure::new("column.missing", message, "请按表头原样书写"));
        }
        places
            .into_iter()
            .try_for_each(|(sheet, column)| self.assign(sheet, column, meaning.clone()))
    }

    fn evidence(&self) -> Evidence {
        Evidence {
            latest: Some(self.latest),
        }
    }

    /// Reads every row below the headings of a sheet.
    pub(crate) fn drafts<'a>(&self, open: &'a OpenSheet) -> Drafts<'a> {
        amended_drafts(
            &open.sheet,
            &open.layout,
            self.evidence(),
            open.amendments.as_ref(),
        )
    }

    /// Reads one row again.
    pub(crate) fn draft(&self, row: &PlannedRow) -> Option<Draft> {
        let open = self.sheets.get(row.sheet)?;
        let mut draft = amended_draft_at(
            &open.sheet,
            &open.layout,
            self.evidence(),
            open.amendments.as_ref(),
            row.row,
        )?;
        self.place_reply(open, &mut draft);
        Some(draft)
    }

    /// Says which review a reply belongs to that came back on a sheet we sent out.
    pub(crate) fn place_reply(&self, open: &OpenSheet, draft: &mut Draft) {
        if self.questions.is_empty() {
            return;
        }
        let number = sent_column(&open.layout)
            .and_then(|column| Some(open.sheet.row(draft.row)?.cell(column)?.shown()));
        let Some((_, review)) = number.and_then(|number| self.questions.get(number.trim())) else {
            return;
        };
        for child in &mut draft.children {
            child.row.put("review", Some(crate::reviews::reference(*review)));
        }
    }

    /// A row as it is read: with what the clerk typed in the place of its cells.
    pub(crate) fn written(&self, (sheet, number): Place) -> Option<SheetRow<'_>> {
        let open = self.sheets.get(sheet)?;
        let mut row = open.sheet.row(number)?;
        if let Some(amendments) = &open.amendments {
            correct(&mut row, &amendments.cells);
        }
        Some(row)
    }

    /// Lets what the clerk decided about texts be read.
    pub(crate) fn amend(&mut self, vault: &Vault) -> Result<(), Failure> {
        let spellings = self.choices.all_spellings();
        let notes_blanks = self.choices.notes_blanks();
        let splits = self.sheets.iter().any(|open| {
            open.layout
                .columns
                .iter()
                .any(|column| column.steps.contains(&Step::SplitUnit))
        });
        let units: BTreeSet<String> = if splits {
            vault.units()?.into_iter().map(|unit| unit.name).collect()
        } else {
            BTreeSet::new()
        };
        for (index, open) in self.sheets.iter_mut().enumerate() {
            let mut cells = self.choices.cells.get(&index).cloned().unwrap_or_default();
            for (row, column, _) in photos::missing(vault, open)? {
                cells.insert((row, column), String::new());
            }
            let amends = !spellings.is_empty() || !cells.is_empty() || splits || notes_blanks;
            open.amendments = amends.then(|| Amendments {
                spellings: spellings.clone(),
                cells,
                units: units.clone(),
                notes_blanks,
            });
        }
        Ok(())
    }

    /// The address of a place: 花名册!D17.
    pub(crate) fn address(&self, sheet: usize, placed: &Placed) -> String {
        self.sheets.get(sheet).map_or_else(String::new, |open| {
            let own = open.sheet.place(placed.row, placed.column);
            own.unwrap_or_else(|| format!("{}!{}", open.sheet.name, placed.address()))
        })
    }

    /// Place of a row: 花名册!17.
    pub(crate) fn place_of(&self, row: &PlannedRow) -> String {
        let open = self.sheets.get(row.sheet);
        open.map(|open| open.place_of(row.row)).unwrap_or_default()
    }

    /// The rows of a sheet as they are read, without merges of spellings.
    pub(crate) fn unmerged_drafts<'a>(&self, open: &'a OpenSheet) -> Drafts<'a> {
        drafts(&open.sheet, &open.layout, self.evidence())
    }

    /// Counts rows by what becomes of them.
    pub(crate) fn count(&mut self) {
        self.counts = Counts::default();
        for row in &self.rows {
            row.count(&mut self.counts);
        }
    }

    /// Problems in the order of the sheets, so that those of a row are found at once.
    pub(crate) fn problems_settled(&mut self) {
        self.problems
            .sort_by_key(|problem| (problem.sheet, problem.placed.row, problem.placed.column));
    }

    /// Says of a row why it is held, and puts the reason among the problems.
    pub(crate) fn hold(&mut self, index: usize, reason: &Reason) {
        let Some(row) = self.rows.get_mut(index) else {
            return;
        };
        row.outcome = Outcome::Held;
        row.reason = Some(reason.message.as_str().into());
        let (sheet, number) = (row.sheet, row.row);
        let column = self
            .sheets
            .get(sheet)
            .and_then(|sheet| column_of(&sheet.layout, reason.code));
        let written = column.and_then(|column| {
            let row = self.written((sheet, number))?;
            row.cell(column).map(|cell| cell.shown())
        });
        let problem = antou_record::Problem {
            code: reason.code,
            severity: Severity::Error,
            read: written.unwrap_or_default(),
            message: format!("这一行待处理：{}", reason.message),
        };
        self.problems.push(SheetProblem {
            sheet,
            placed: Placed {
                row: number,
                column,
                problem,
            },
        });
    }
}

/// What an answer about the first column of a set says of its other columns: 学历 is 全日制, so 学位 beside it is too.
fn said_of_siblings(open: &OpenSheet, column: u32, answer: &Meaning) -> Vec<(u32, Meaning)> {
    let before = open.layout.column(column).and_then(|column| column.target());
    let (Some(before), Meaning::Target(answer)) = (before, answer) else {
        return Vec::new();
    };
    let tells_more = before.set == answer.set
        && before.item == answer.item
        && before.fixed.is_empty()
        && !answer.fixed.is_empty();
    if !tells_more {
        return Vec::new();
    }
    siblings(open, before)
        .filter(|sibling| *sibling != column)
        .filter_map(|sibling| {
            let own = open.layout.column(sibling)?.target()?;
            let told = Target {
                fixed: answer.fixed.clone(),
                which: answer.which.clone(),
                ..own.clone()
            };
            Some((sibling, Meaning::Target(told)))
        })
        .collect()
}

/// The column a reason for holding a row is about: the number or the name.
fn column_of(layout: &Layout, code: ProblemCode) -> Option<u32> {
    let item = match code {
        ProblemCode::IdDuplicate | ProblemCode::MatchNameDiffers | ProblemCode::MatchSuspected => "id_number",
        _ => "name",
    };
    let mut columns = layout.columns.iter();
    let found = columns.find(|column| {
        column
            .target()
            .is_some_and(|target| target.is_person() && target.item == item)
    });
    found.map(|column| column.column)
}
