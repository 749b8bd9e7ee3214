//! Reads the cells of one person: identity number first, because it is evidence for the birth, and the birth for other dates.

mod told;

use antou_record::date::DateHints;
use antou_record::{
    IdNumber, Item, Kind, PartialDate, Problem, ProblemCode, Reference, Row, Severity, Value, Written,
};

use super::also;
use super::amend::{split_unit, unit_beside};
use super::checks;
use super::filled;
use super::joined::{self, Joined};
use super::plan::{Group, Plan, Source};
use super::{Child, Draft, Evidence, Origin};
use crate::cell::Cell;
use crate::chunk::SheetRow;
use crate::layout::Placed;

/// Years within which the dates of somebody lie whose birth is not known; the century of a two-digit year is judged by it.
const LONGEST_CAREER: u16 = 80;

/// Reads the cells of one person.
pub(crate) struct Filler<'p> {
    plan: &'p Plan,
    joined: &'p [Joined],
    hints: DateHints,
    /// When the sheet was filled in.
    filled: Option<PartialDate>,
    draft: Draft,
    /// Values that belong to another item than the one their column means; put there when the row has been read.
    elsewhere: Vec<(&'static Item, Value, Origin)>,
}

impl<'p> Filler<'p> {
    pub(crate) fn new(plan: &'p Plan, joined: &'p [Joined], evidence: Evidence, row: u32) -> Self {
        Self {
            plan,
            joined,
            hints: DateHints {
                latest: evidence.latest,
                ..DateHints::default()
            },
            filled: plan.filled_on,
            draft: Draft {
                row,
                last_row: row,
                person: Row::new(plan.subject),
                cells: Vec::new(),
                blanks: Vec::new(),
                children: Vec::new(),
                problems: Vec::new(),
                section: None,
            },
            elsewhere: Vec::new(),
        }
    }

    /// Reads the row the person begins in.
    pub(crate) fn first_row(&mut self, row: &SheetRow<'_>) {
        if row.hidden {
            let problem = Problem::info(
                ProblemCode::ColumnHidden,
                "",
                "这一行在原表中是隐藏的，已照常读取，请核对",
            );
            self.draft.problems.push(Placed {
                row: row.number,
                column: None,
                problem,
            });
        }
        let plan = self.plan;
        self.filled = filled::of_row(plan.filled_column, row).or(self.filled);
        let (first, others): (Vec<&Source>, Vec<&Source>) = plan
            .person
            .iter()
            .partition(|source| source.item.kind == Kind::Id);
        for source in first {
            self.person_cell(source, row);
        }
        self.draw_birth(row);
        for source in others.into_iter().filter(|source| source.item.code != "birth") {
            self.person_cell(source, row);
        }
        for group in &plan.groups {
            self.group(group, row, false);
        }
        self.put_elsewhere();
    }

    /// Reads a row that merged cells tie to the one above.
    pub(crate) fn further_row(&mut self, row: &SheetRow<'_>) {
        let plan = self.plan;
        for source in &plan.person {
            if row.cell(source.column).is_some_and(|cell| !cell.continued) {
                self.person_cell(source, row);
            }
        }
        for group in &plan.groups {
            self.group(group, row, true);
        }
        self.put_elsewhere();
    }

    /// The birth, with the identity number as evidence; then it bounds every other date from below.
    fn draw_birth(&mut self, row: &SheetRow<'_>) {
        let by_number = self.id_number().and_then(|number| number.birth());
        self.hints.exact = by_number;
        let plan = self.plan;
        for source in plan.person.iter().filter(|source| source.item.code == "birth") {
            self.person_cell(source, row);
        }
        self.hints.exact = None;
        let written = self.draft.person.get("birth").and_then(Value::as_date);
        let long_ago = self
            .hints
            .latest
            .and_then(|latest| PartialDate::year_only(latest.year().checked_sub(LONGEST_CAREER)?));
        self.hints.not_before = by_number.or(written).or(long_ago);
    }

    fn id_number(&self) -> Option<IdNumber> {
        let text = self.draft.person.get("id_number")?.as_text()?;
        IdNumber::read(text).number
    }

    fn person_cell(&mut self, source: &Source, row: &SheetRow<'_>) {
        let said = self.draft.problems.len();
        let mut text = String::new();
        let cell = self.cell(source, row, &mut text);
        let value = cell
            .as_ref()
            .and_then(|cell| self.value(source, row.number, cell));
        let (Some(cell), Some(value)) = (&cell, value) else {
            if !self.is_doubtful(said) {
                self.note_blank(source, row.number);
            }
            return;
        };
        let index = source.item.index;
        match self.draft.person.at(index) {
            None => {
                self.draft.person.put_at(index, Some(value));
                self.draft.cells.push(origin(source.item, row.number, cell));
            }
            Some(known) if known.agrees_with(&value) => {}
            Some(known) => {
                let message = format!(
                    "{}“{}”与前面读到的“{}”不一致，未采用",
                    source.item.label,
                    cell.shown(),
                    source.item.shown(known)
                );
                let code = if source.repeated {
                    ProblemCode::ColumnRepeated
                } else {
                    ProblemCode::RowRepeated
                };
                self.say(row.number, cell, Problem::warning(code, cell.shown(), message));
            }
        }
    }

    /// The cell a column is read from; what stands in several columns and makes no whole is told.
    fn cell<'c>(&mut self, source: &Source, row: &'c SheetRow<'_>, text: &'c mut String) -> Option<Cell<'c>> {
        joined::cell(self.joined, source.column, row, text).unwrap_or_else(|(cell, problem)| {
            self.say(row.number, &cell, problem);
            None
        })
    }

    /// Reads the columns of one row of a set. Of a further row only what does not come from above makes a new one.
    fn group(&mut self, group: &Group, row: &SheetRow<'_>, further: bool) {
        let own = |source: &Source| {
            row.cell(source.column)
                .is_some_and(|cell| !cell.continued && !cell.is_blank())
        };
        let told = told::cell(group, row);
        if further && told.is_none() && !group.sources.iter().any(own) {
            return;
        }
        let mut child = Child {
            row: Row::new(group.set),
            cells: Vec::new(),
            blanks: Vec::new(),
        };
        for source in &group.sources {
            let said = self.draft.problems.len();
            let mut text = String::new();
            if let Some(cell) = self.cell(source, row, &mut text) {
                self.child_cell(&mut child, source, row.number, &cell);
            }
            if self.plan.notes_blanks && child.row.at(source.item.index).is_none() && !self.is_doubtful(said)
            {
                child.blanks.push(place(source, row.number));
            }
        }
        if let Some((telling, cell)) = told {
            self.say_unlike(group, row, cell);
            return self.told(group, telling, row.number, cell, child);
        }
        if child.row.is_empty() {
            return;
        }
        for (item, value) in &group.fixed {
            if child.row.at(item.index).is_none() {
                child.row.put_at(item.index, Some(value.clone()));
            }
        }
        self.draft.children.push(child);
    }

    fn child_cell(&mut self, child: &mut Child, source: &Source, row: u32, cell: &Cell<'_>) {
        let said = self.draft.problems.len();
        let Some(value) = self.value(source, row, cell) else {
            if !self.told_by_span(child, source, row, cell, said) {
                self.try_elsewhere(source, row, cell, said);
            }
            return;
        };
        let value = self.split(child, source, row, cell, value);
        match child.row.at(source.item.index) {
            None => {
                child.row.put_at(source.item.index, Some(value));
                child.cells.push(origin(source.item, row, cell));
            }
            Some(known) if known.agrees_with(&value) => {}
            Some(_) => {
                let message = format!("与前面同一含义的栏目不一致，“{}”未采用", cell.shown());
                self.say(
                    row,
                    cell,
                    Problem::warning(ProblemCode::ColumnRepeated, cell.shown(), message),
                );
            }
        }
    }

    /// The value of a cell; what is wrong with it is said at its address.
    fn value(&mut self, source: &Source, row: u32, cell: &Cell<'_>) -> Option<Value> {
        if cell.uncalculated {
            let message = "单元格是公式，文件里没有它的结果，未保存；请在表格软件中打开并保存后再导入";
            self.say(
                row,
                cell,
                Problem::error(ProblemCode::ValueFault, "公式", message),
            );
            return None;
        }
        let hints = self.hints_for(source);
        let instead = source.amending.instead(cell.written);
        let written = match instead.as_deref() {
            None => cell.written,
            Some("") => Written::Blank,
            Some(text) => Written::Text(text),
        };
        if self.is_of_another_party(source, written)
            && let Some(date) = self.told_by_party(source, row, cell, written)
        {
            return date;
        }
        let reading = source.read(written, &hints);
        if reading.value.is_some() && self.is_of_another_party(source, written) {
            let shown = cell.shown();
            let message = format!("“{shown}”分不清是加入哪个党派的时间，未保存，请分开填写");
            self.say(
                row,
                cell,
                Problem::error(ProblemCode::DateAmbiguous, shown, message),
            );
            return None;
        }
        if reading.value.is_none()
            && let Some(date) = self.told_by_party(source, row, cell, written)
        {
            return date;
        }
        for problem in reading.problems {
            self.say(row, cell, problem);
        }
        reading.value
    }

    /// Puts the unit of 单位及职务 where it belongs and answers the title alone, when the clerk wants them split.
    fn split(
        &mut self,
        child: &mut Child,
        source: &Source,
        row: u32,
        cell: &Cell<'_>,
        value: Value,
    ) -> Value {
        if !source.amending.splits() {
            return value;
        }
        let unit = unit_beside(child.row.set(), &source.item.code);
        let (Some(item), Some(text)) = (unit, value.as_text()) else {
            return value;
        };
        let Some((unit, title)) = split_unit(text, &self.plan.units) else {
            let message = format!(
                "“{text}”分不清单位和职务，整句作为{}保存，请核对",
                source.item.label
            );
            self.say(
                row,
                cell,
                Problem::warning(ProblemCode::ValueInvalid, text, message),
            );
            return value;
        };
        if child.row.at(item.index).is_none() {
            let unit = Reference {
                id: None,
                label: unit.to_owned(),
            };
            child.row.put_at(item.index, Some(Value::Reference(unit)));
            child.cells.push(origin(item, row, cell));
        }
        Value::Text(title.to_owned())
    }

    /// Whether something that was written could not be read since so many problems had been said.
    fn is_doubtful(&self, said: usize) -> bool {
        let since = self.draft.problems.get(said..).unwrap_or_default();
        since
            .iter()
            .any(|placed| placed.problem.severity > Severity::Info)
    }

    fn note_blank(&mut self, source: &Source, row: u32) {
        if self.plan.notes_blanks {
            self.draft.blanks.push(place(source, row));
        }
    }

    /// Dates of other people say nothing about this person's life.
    fn hints_for(&self, source: &Source) -> DateHints {
        let of_others = source.item.set != "person" && source.item.code == "birth";
        DateHints {
            zeros_dropped: source.zeros_dropped,
            not_before: self.hints.not_before.filter(|_| !of_others),
            ..self.hints
        }
    }

    /// A value unknown in its own table may be known in the table of an item declared for this.
    fn try_elsewhere(&mut self, source: &Source, row: u32, cell: &Cell<'_>, said: usize) {
        let unknown = self
            .draft
            .problems
            .get(said..)
            .unwrap_or_default()
            .iter()
            .any(|placed| placed.problem.code == ProblemCode::CodeUnknown);
        if !unknown {
            return;
        }
        if let Some((item, reading)) = also::elsewhere(source.item, cell.written, &self.hints) {
            self.draft.problems.truncate(said);
            for problem in reading.problems {
                self.say(row, cell, problem);
            }
            let origin = origin(item, row, cell);
            self.elsewhere
                .extend(reading.value.map(|value| (item, value, origin)));
        }
    }

    fn put_elsewhere(&mut self) {
        for (item, value, origin) in std::mem::take(&mut self.elsewhere) {
            if let Some(problem) = also::put(&mut self.draft, item, value, origin) {
                self.draft.problems.push(Placed {
                    row: origin.row,
                    column: Some(origin.column),
                    problem,
                });
            }
        }
    }

    fn say(&mut self, row: u32, cell: &Cell<'_>, problem: Problem) {
        self.draft.problems.push(Placed {
            row,
            column: Some(cell.column),
            problem,
        });
    }

    /// The draft, after what concerns the row as a whole.
    pub(crate) fn finish(mut self, last_row: u32) -> Draft {
        self.draft.last_row = last_row;
        also::move_incomplete(&mut self.draft);
        checks::check(&mut self.draft, self.plan, self.hints.latest);
        self.draft
            .problems
            .sort_by_key(|placed| (placed.row, placed.column, std::cmp::Reverse(rank(placed))));
        self.draft
    }
}

fn rank(placed: &Placed) -> Severity {
    placed.problem.severity
}

fn origin(item: &Item, row: u32, cell: &Cell<'_>) -> Origin {
    Origin {
        item: item.index,
        row,
        column: cell.column,
    }
}

fn place(source: &Source, row: u32) -> Origin {
    Origin {
        item: source.item.index,
        row,
        column: source.column,
    }
}

/// Used by the checks: the date an item of the person has.
pub(crate) fn date_of(row: &Row, code: &str) -> Option<PartialDate> {
    row.get(code).and_then(Value::as_date)
}
