//! A cell that tells all rows of a set in one text. It is taken over whole or not at all: where a part of it cannot be read,
//! nothing of the cell is stored, the part is named at its address, and the other cells of the row are read as ever.

use antou_record::wording::reading::Known;
use antou_record::{Problem, ProblemCode, Row, Value, Written};

use super::{Filler, origin};
use crate::cell::Cell;
use crate::draft::plan::Group;
use crate::draft::{Child, Origin};

impl Filler<'_> {
    /// Reads such a cell; `beside` is what the other columns of these rows say.
    pub(super) fn told(&mut self, group: &Group, row: u32, cell: &Cell<'_>, beside: Child) {
        let mut rows = self.rows_told(group, row, cell);
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

    fn rows_told(&mut self, group: &Group, row: u32, cell: &Cell<'_>) -> Vec<Row> {
        let text = match cell.written {
            _ if cell.uncalculated => None,
            Written::Fault(_) => None,
            _ => {
                let amending = group.text.as_ref().map(|text| &text.amending);
                let instead = amending.and_then(|amending| amending.instead(cell.written));
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
            filled: None,
            settled: &group.fixed,
        };
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
