//! A cell that tells all rows of a set in one text. It is taken over whole or not at all: where a part of it cannot be read,
//! nothing of the cell is stored, the part is named at its address, and the other cells of the row are read as ever.

use antou_record::wording::reading::{Known, party, span};
use antou_record::{ItemReader, Problem, ProblemCode, Row, Value, Written, squeezed};

use super::{Filler, origin};
use crate::cell::Cell;
use crate::chunk::SheetRow;
use crate::draft::plan::{Group, Source, Telling};
use crate::draft::{Child, Origin};

/// The first column of a group that tells its rows in this row of the sheet.
pub(super) fn cell<'g, 'r, 's>(
    group: &'g Group,
    row: &'r SheetRow<'s>,
) -> Option<(&'g Telling, &'r Cell<'s>)> {
    group.texts.iter().find_map(|telling| {
        let cell = row.cell(telling.column)?;
        (!cell.continued && !cell.is_blank()).then_some((telling, cell))
    })
}

impl Filler<'_> {
    /// Says of further columns that tell the same set otherwise that they are left out.
    pub(super) fn say_unlike(&mut self, group: &Group, row: &SheetRow<'_>, read: &Cell<'_>) {
        for telling in group.texts.iter().filter(|telling| telling.column != read.column) {
            let cell = row
                .cell(telling.column)
                .filter(|cell| !cell.is_blank() && !cell.continued);
            if let Some(cell) = cell.filter(|cell| squeezed(&cell.shown()) != squeezed(&read.shown())) {
                let message = format!("前面一栏已写有{}，这一栏未采用", group.set.label);
                let problem = Problem::warning(ProblemCode::ColumnRepeated, cell.shown(), message);
                self.say(row.number, cell, problem);
            }
        }
    }

    /// Reads such a cell; `beside` is what the other columns of these rows say.
    pub(super) fn told(
        &mut self,
        group: &Group,
        telling: &Telling,
        row: u32,
        cell: &Cell<'_>,
        beside: Child,
    ) {
        let mut rows = self.rows_told(group, telling, row, cell);
        match rows.as_mut_slice() {
            [] if beside.row.is_empty() => {}
            [] => return self.push_told(group, beside),
            [only] => self.put_beside(only, beside),
            _ => self.say_beside(rows.len(), beside),
        }
        for told in rows {
            let cells = told.filled().map(|(item, _)| origin(item, row, cell)).collect();
            self.push_told(
                group,
                Child {
                    row: told,
                    cells,
                    blanks: Vec::new(),
                },
            );
        }
    }

    /// Whether 入党时间 names a party other than the Party: its date may be that of the other.
    pub(super) fn is_of_another_party(&self, source: &Source, written: Written<'_>) -> bool {
        const NAMES: [&str; 10] = [
            "民革",
            "民盟",
            "民建",
            "民进",
            "农工",
            "致公",
            "九三",
            "台盟",
            "民主党派",
            "无党派",
        ];
        let Written::Text(text) = written else {
            return false;
        };
        source.item.text == Some(ItemReader::Party)
            && !text.is_ascii()
            && NAMES.iter().any(|name| text.contains(name))
    }

    /// 入党时间 that is no date but says which party, and perhaps when. `None` when the cell is nothing of the kind; else
    /// the date, if there is one.
    pub(super) fn told_by_party(
        &mut self,
        source: &Source,
        row: u32,
        cell: &Cell<'_>,
        written: Written<'_>,
    ) -> Option<Option<Value>> {
        let (Some(ItemReader::Party), Written::Text(text)) = (source.item.text, written) else {
            return None;
        };
        let told = party(text)?;
        let set = source.item.set()?;
        let others = (!told.others.is_empty()).then_some(Value::Codes(told.others));
        for (code, value) in [
            ("political_status", told.status.map(Value::Code)),
            ("other_parties", others),
        ] {
            let item = set.item(code)?;
            let origin = origin(item, row, cell);
            self.elsewhere.extend(value.map(|value| (item, value, origin)));
        }
        Some(told.joined.map(Value::Date))
    }

    /// Two dates in one cell fill the item and the one declared to take the second.
    pub(super) fn told_by_span(
        &mut self,
        child: &mut Child,
        source: &Source,
        row: u32,
        cell: &Cell<'_>,
        said: usize,
    ) -> bool {
        let (Some(until), Written::Text(text)) = (&source.item.until, cell.written) else {
            return false;
        };
        let second = child.row.set().item(until);
        let (Some(span), Some(second)) = (span(text), second) else {
            return false;
        };
        if span
            .ended
            .is_some_and(|ended| ended.compare(span.started).is_lt())
        {
            return false;
        }
        self.draft.problems.truncate(said);
        let ended = span.ended.map(Value::Date);
        for (item, value) in [(source.item, Some(Value::Date(span.started))), (second, ended)] {
            if value.is_some() && child.row.at(item.index).is_none() {
                child.row.put_at(item.index, value);
                child.cells.push(origin(item, row, cell));
            }
        }
        true
    }

    fn rows_told(&mut self, group: &Group, telling: &Telling, row: u32, cell: &Cell<'_>) -> Vec<Row> {
        let text = match cell.written {
            _ if cell.uncalculated => None,
            Written::Fault(_) => None,
            _ => {
                let instead = telling.amending.instead(cell.written);
                Some(instead.unwrap_or_else(|| cell.shown()))
            }
        };
        let Some(text) = text else {
            let message = format!("{}是公式或错误值，未保存，请在原表中改正", group.set.label);
            self.say(
                row,
                cell,
                Problem::error(ProblemCode::ValueFault, cell.shown(), message),
            );
            return Vec::new();
        };
        let known = Known {
            hints: self.hints,
            filled: self.filled,
            settled: &group.fixed,
        };
        let text = self.with_years(telling.column, text);
        match group.set.read_text(&text, &known) {
            Ok(told) => {
                for problem in told.problems {
                    self.say(row, cell, problem);
                }
                told.rows
            }
            Err(unread) => {
                let message = format!(
                    "{}中“{}”{}，这一格整个没有保存，请改正后再导入",
                    group.set.label, unread.part, unread.why
                );
                self.say(
                    row,
                    cell,
                    Problem::error(ProblemCode::TextUnread, unread.part, message),
                );
                Vec::new()
            }
        }
    }

    /// 均为称职 below 近三年年度考核: which years are meant stands in the heading.
    fn with_years(&self, column: u32, text: String) -> String {
        let headings = self.plan.headings.get(&column);
        let heading = headings.and_then(|parts| parts.last()).map_or("", String::as_str);
        let names_years =
            text.contains(|c: char| c.is_ascii_digit() || ('０'..='９').contains(&c)) || text.contains('近');
        let years = heading.find('近').and_then(|at| {
            let end = heading.get(at..)?.find('年')? + at + '年'.len_utf8();
            heading.get(at..end)
        });
        match years.filter(|_| !names_years) {
            Some(years) => format!("{years}{text}"),
            None => text,
        }
    }

    /// What other columns say of the one row that was told: they fill what the text left open.
    fn put_beside(&mut self, told: &mut Row, beside: Child) {
        for (item, value) in beside.row.filled() {
            match told.at(item.index) {
                None => told.put_at(item.index, Some(value.clone())),
                Some(known) if known.agrees_with(value) => {}
                Some(known) => {
                    let (read, known) = (item.shown(value), item.shown(known));
                    let message = format!("{}“{read}”与前面读到的“{known}”不一致，未采用", item.label);
                    self.say_at(
                        &beside.cells,
                        item.index,
                        Problem::warning(ProblemCode::ColumnRepeated, read, message),
                    );
                }
            }
        }
    }

    /// Other columns beside a text of several rows: nobody can say which of them is meant.
    fn say_beside(&mut self, rows: usize, beside: Child) {
        for (item, value) in beside.row.filled() {
            let read = item.shown(value);
            let message = format!(
                "同一行的文字里有 {rows} 条，不知道{}“{read}”是哪一条的，未采用",
                item.label
            );
            self.say_at(
                &beside.cells,
                item.index,
                Problem::error(ProblemCode::ColumnAmbiguous, read, message),
            );
        }
    }

    fn say_at(&mut self, cells: &[Origin], item: usize, problem: Problem) {
        if let Some(origin) = cells.iter().find(|origin| origin.item == item) {
            self.draft.problems.push(crate::layout::Placed {
                row: origin.row,
                column: Some(origin.column),
                problem,
            });
        }
    }

    fn push_told(&mut self, group: &Group, mut child: Child) {
        for (item, value) in &group.fixed {
            if child.row.at(item.index).is_none() {
                child.row.put_at(item.index, Some(Value::clone(value)));
            }
        }
        self.draft.children.push(child);
    }
}
