//! From the rows of a sheet to drafts: people with their child rows, and a problem at the address of every doubtful cell.

mod also;
mod amend;
mod checks;
mod classify;
mod fill;
mod filled;
mod joined;
mod plan;

use std::collections::HashMap;
use std::iter::Peekable;

use antou_record::{PartialDate, Problem, ProblemCode, Row};

use crate::cell::column_letters;
use crate::chunk::SheetRow;
use crate::layout::{Layout, Placed};
use crate::sheet::Sheet;

use amend::Corrected;
pub use amend::{Amendments, Spellings, Step, correct, unit_beside};
pub use classify::RowKind;
use fill::Filler;
use joined::Joined;
use plan::Plan;

/// Where the value of an item was read.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Origin {
    /// Position of the item in its set.
    pub item: usize,
    /// Row, from 1.
    pub row: u32,
    /// Column, from 0.
    pub column: u32,
}

/// A row of a set that belongs to the person of a draft.
#[derive(Debug, Clone, PartialEq)]
pub struct Child {
    /// The values.
    pub row: Row,
    /// Where they were read; values settled by a heading are read nowhere.
    pub cells: Vec<Origin>,
    /// Where its columns are blank, when that is noted.
    pub blanks: Vec<Origin>,
}

/// A person as a sheet has them; in a register of units, a unit with the rows that belong to it.
#[derive(Debug, Clone, PartialEq)]
pub struct Draft {
    /// First row in the sheet, from 1.
    pub row: u32,
    /// Last row, when merged cells spread the person over several.
    pub last_row: u32,
    /// Items of the person, or of the unit: the row's set tells which.
    pub person: Row,
    /// Where they were read.
    pub cells: Vec<Origin>,
    /// Where columns of the person are blank, when that is noted.
    pub blanks: Vec<Origin>,
    /// Rows of sets the person owns.
    pub children: Vec<Child>,
    /// What is doubtful, at the address of each cell.
    pub problems: Vec<Placed>,
    /// The heading of the section the row stands in, which usually names a unit.
    pub section: Option<String>,
}

impl Draft {
    /// Texts of the row as the sheet shows them, by column.
    pub fn shown(&self, sheet: &Sheet) -> Vec<(u32, String)> {
        let row = sheet.row(self.row);
        let cells = row.iter().flat_map(|row| &row.cells);
        cells.map(|cell| (cell.column, cell.shown())).collect()
    }
}

/// A row that is no person.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct OtherRow {
    /// First row, from 1.
    pub row: u32,
    /// Last row: blank rows are told together.
    pub last_row: u32,
    /// What it is.
    pub kind: RowKind,
    /// The beginning of what stands there.
    pub text: String,
}

/// What one row (or a run of rows) turned out to be.
#[derive(Debug, Clone, PartialEq)]
pub enum Entry {
    /// A person.
    Person(Box<Draft>),
    /// Something else.
    Other(OtherRow),
}

/// Evidence from outside the sheet.
#[derive(Debug, Clone, Copy, Default)]
pub struct Evidence {
    /// The day behind which everything lies in the future; centuries of two-digit years are judged by it.
    pub latest: Option<PartialDate>,
}

/// Reads the rows below the headings of a sheet.
pub fn drafts<'a>(sheet: &'a Sheet, layout: &Layout, evidence: Evidence) -> Drafts<'a> {
    amended_drafts(sheet, layout, evidence, None)
}

/// The same with what the clerk decided about texts.
pub fn amended_drafts<'a>(
    sheet: &'a Sheet,
    layout: &Layout,
    evidence: Evidence,
    amendments: Option<&'a Amendments>,
) -> Drafts<'a> {
    let mut plan = Plan::new(sheet, layout);
    if let Some(amendments) = amendments {
        plan.amend(amendments);
    }
    Drafts {
        rows: Corrected::new(sheet.rows(), amendments).peekable(),
        above: layout.header_rows.last().copied().unwrap_or_default(),
        plan,
        joined: joined::of(layout, amendments),
        evidence,
        has_header: layout.has_header(),
        waiting: None,
        noted: false,
        section: None,
        unread: HashMap::new(),
    }
}

/// The person whose first row has this number, read again without walking through the sheet.
pub fn draft_at(sheet: &Sheet, layout: &Layout, evidence: Evidence, row: u32) -> Option<Draft> {
    amended_draft_at(sheet, layout, evidence, None, row)
}

/// The same with what the clerk decided about texts.
pub fn amended_draft_at(
    sheet: &Sheet,
    layout: &Layout,
    evidence: Evidence,
    amendments: Option<&Amendments>,
    row: u32,
) -> Option<Draft> {
    let mut drafts = amended_drafts(sheet, layout, evidence, amendments);
    drafts.rows = Corrected::new(sheet.rows_from(row), amendments).peekable();
    drafts.above = row.checked_sub(1)?;
    drafts.plan.last_header = drafts.above;
    match drafts.next()? {
        Entry::Person(draft) if draft.row == row => Some(*draft),
        _ => None,
    }
}

/// For each column nobody reads: how many values, and the first of them with its row.
type Unread = HashMap<u32, (u64, u32, String)>;

/// Iterator over the rows of a sheet.
pub struct Drafts<'a> {
    rows: Peekable<Corrected<'a>>,
    plan: Plan,
    joined: Vec<Joined>,
    evidence: Evidence,
    has_header: bool,
    above: u32,
    waiting: Option<Entry>,
    noted: bool,
    section: Option<String>,
    unread: Unread,
}

impl Iterator for Drafts<'_> {
    type Item = Entry;

    fn next(&mut self) -> Option<Entry> {
        if let Some(entry) = self.waiting.take() {
            return Some(entry);
        }
        if !self.has_header {
            return None;
        }
        let row = loop {
            let row = self.rows.next()?;
            if row.number > self.plan.last_header {
                break row;
            }
        };
        let gap = (self.above + 1..row.number).len();
        let blank = OtherRow {
            row: self.above + 1,
            last_row: row.number - 1,
            kind: RowKind::Blank,
            text: String::new(),
        };
        self.above = row.number;
        let entry = self.entry(row);
        if gap == 0 {
            return Some(entry);
        }
        self.waiting = Some(entry);
        Some(Entry::Other(blank))
    }
}

impl Drafts<'_> {
    fn entry(&mut self, row: SheetRow<'_>) -> Entry {
        match classify::kind(&row, &self.plan, self.noted) {
            None => {
                self.noted = false;
                Entry::Person(Box::new(self.person(row)))
            }
            Some(kind) => {
                self.noted |= kind == RowKind::Footnote;
                let text = beginning(&row);
                if kind == RowKind::Section {
                    self.section = Some(text.clone());
                }
                Entry::Other(OtherRow {
                    row: row.number,
                    last_row: row.number,
                    kind,
                    text,
                })
            }
        }
    }

    /// The person of a row and of the rows below that its merged cells reach into.
    fn person(&mut self, row: SheetRow<'_>) -> Draft {
        let mut filler = Filler::new(&self.plan, &self.joined, self.evidence, row.number);
        filler.first_row(&row);
        count_unread(&self.plan, &mut self.unread, &row);
        let mut last_row = row.number;
        while let Some(next) = self.rows.peek() {
            let goes_on = continues(next, &self.plan)
                || next.number == last_row + 1 && continues_blank(next, &self.plan);
            if !goes_on {
                break;
            }
            let Some(next) = self.rows.next() else { break };
            filler.further_row(&next);
            last_row = next.number;
            count_unread(&self.plan, &mut self.unread, &next);
        }
        self.above = last_row;
        let mut draft = filler.finish(last_row);
        draft.section = self.section.clone();
        draft
    }

    /// Columns nobody read, with the number of values in them. Complete when all rows have been walked through.
    pub fn unread_columns(&self) -> Vec<Placed> {
        let mut columns: Vec<_> = self.unread.iter().collect();
        columns.sort();
        columns
            .into_iter()
            .map(|(column, (count, row, sample))| self.unread_column(*column, *count, *row, sample))
            .collect()
    }

    fn unread_column(&self, column: u32, count: u64, row: u32, sample: &str) -> Placed {
        let heading = self.plan.headings.get(&column).map(|parts| parts.join(">"));
        let letters = column_letters(column);
        let (row, message) = match &heading {
            Some(heading) => (
                self.plan.last_header,
                format!("栏目“{heading}”（{letters} 列）未识别，其中 {count} 个值没有读取，如“{sample}”"),
            ),
            None => (
                row,
                format!("{letters} 列没有表头，其中 {count} 个值没有读取，如“{sample}”"),
            ),
        };
        Placed {
            row,
            column: Some(column),
            problem: Problem::warning(ProblemCode::ColumnUnknown, heading.unwrap_or(letters), message),
        }
    }
}

fn count_unread(plan: &Plan, unread: &mut Unread, row: &SheetRow<'_>) {
    if plan.unread.is_empty() {
        return;
    }
    for cell in row
        .cells
        .iter()
        .filter(|cell| !cell.continued && !cell.is_blank())
    {
        if plan.unread.contains(&cell.column) {
            let first = || (0, row.number, cell.shown().chars().take(20).collect());
            unread.entry(cell.column).or_insert_with(first).0 += 1;
        }
    }
}

/// Whether the name or the identity number of a row comes from the row above.
fn continues(row: &SheetRow<'_>, plan: &Plan) -> bool {
    let key = |column: Option<u32>| column.and_then(|column| row.cell(column));
    let keys = [key(plan.name), key(plan.id_number)];
    let mut written = keys.into_iter().flatten().filter(|cell| !cell.is_blank());
    written.next().is_some_and(|cell| cell.continued) && written.all(|cell| cell.continued)
}

/// Whether a row without a name, unmerged, is one more row of the register for the person above: nothing is filled but
/// columns of the register, one that a row must have among them.
fn continues_blank(row: &SheetRow<'_>, plan: &Plan) -> bool {
    if !plan.has_keys() || plan.registers.is_empty() {
        return false;
    }
    let mut own = row
        .cells
        .iter()
        .filter(|cell| !cell.continued && !cell.is_blank());
    let is_nameless = |kind| matches!(kind, None | Some(RowKind::Nameless | RowKind::Section));
    let telling = plan.registers.iter().any(|column| {
        let cell = row.cell(*column);
        cell.is_some_and(|cell| !cell.continued && !cell.is_blank())
    });
    telling
        && own.all(|cell| plan.in_groups.binary_search(&cell.column).is_ok())
        && is_nameless(classify::kind(row, plan, false))
}

fn beginning(row: &SheetRow<'_>) -> String {
    let own = row
        .cells
        .iter()
        .filter(|cell| !cell.continued && !cell.is_blank());
    let texts: Vec<String> = own
        .take(4)
        .map(|cell| antou_record::trimmed(&cell.text()).into_owned())
        .collect();
    texts.join(" ").chars().take(60).collect()
}
