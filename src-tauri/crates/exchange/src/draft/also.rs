//! Values that stand in the column next door: 职务层次 holding 一级主任科员, 任现职级时间 of somebody who has no rank.

use antou_record::date::DateHints;
use antou_record::{Item, Problem, ProblemCode, Reading, Row, Value, Written, dictionary};

use super::{Child, Draft, Origin};

/// The first declared other item that knows the value.
pub(crate) fn elsewhere(
    item: &Item,
    written: Written<'_>,
    hints: &DateHints,
) -> Option<(&'static Item, Reading)> {
    item.also.iter().find_map(|path| {
        let other = dictionary().item(path)?;
        let reading = other.read(written, hints);
        reading.value.is_some().then_some((other, reading))
    })
}

/// Puts a value into the person or into the one child row of its set; a different value already there stays, and is said.
pub(crate) fn put(draft: &mut Draft, item: &'static Item, value: Value, origin: Origin) -> Option<Problem> {
    let (row, cells) = place(draft, item)?;
    match row.at(item.index) {
        None => {
            row.put_at(item.index, Some(value));
            cells.push(origin);
            None
        }
        Some(known) if known.agrees_with(&value) => None,
        Some(known) => {
            let read = item.shown(&value);
            let message = format!(
                "“{read}”应为{}，而{}已填“{}”，未采用",
                item.label,
                item.label,
                item.shown(known)
            );
            Some(Problem::warning(ProblemCode::ColumnRepeated, read, message))
        }
    }
}

fn place<'d>(draft: &'d mut Draft, item: &'static Item) -> Option<(&'d mut Row, &'d mut Vec<Origin>)> {
    if item.set == "person" {
        return Some((&mut draft.person, &mut draft.cells));
    }
    let found = draft
        .children
        .iter()
        .position(|child| child.row.set().code == item.set);
    let index = match found {
        Some(index) => index,
        None => {
            draft.children.push(Child {
                row: Row::new(dictionary().set(&item.set)?),
                cells: Vec::new(),
                blanks: Vec::new(),
            });
            draft.children.len() - 1
        }
    };
    draft
        .children
        .get_mut(index)
        .map(|child| (&mut child.row, &mut child.cells))
}

/// A child row that lacks what it requires and has only values that belong elsewhere too gives them to where they belong.
pub(crate) fn move_incomplete(draft: &mut Draft) {
    let mut index = 0;
    while let Some(child) = draft.children.get(index) {
        match destinations(&child.row) {
            Some(moves) if fits(draft, &moves) => {
                let child = draft.children.remove(index);
                for (from, to, value) in moves {
                    let origin = child.cells.iter().find(|origin| origin.item == from).copied();
                    let origin = origin.map_or(
                        Origin {
                            item: to.index,
                            row: draft.row,
                            column: 0,
                        },
                        |origin| Origin {
                            item: to.index,
                            ..origin
                        },
                    );
                    // `fits` has seen that the place is free
                    let _ = put(draft, to, value, origin);
                }
            }
            _ => index += 1,
        }
    }
}

type Move = (usize, &'static Item, Value);

/// Where all values of an incomplete row belong; `None` when the row is complete or any value belongs here only.
fn destinations(row: &Row) -> Option<Vec<Move>> {
    let set = row.set();
    let lacks = set
        .items
        .iter()
        .any(|item| item.required && row.at(item.index).is_none());
    if !lacks {
        return None;
    }
    row.filled()
        .map(|(item, value)| {
            let to = item
                .also
                .iter()
                .find_map(|path| dictionary().item(path).filter(|to| to.kind == item.kind))?;
            Some((item.index, to, value.clone()))
        })
        .collect()
}

/// Whether the row they belong to is there and has nothing else in their place.
fn fits(draft: &Draft, moves: &[Move]) -> bool {
    moves.iter().all(|(_, to, value)| {
        if to.set == "person" {
            return draft
                .person
                .at(to.index)
                .is_none_or(|known| known.agrees_with(value));
        }
        let child = draft.children.iter().find(|child| child.row.set().code == to.set);
        child.is_some_and(|child| {
            child
                .row
                .at(to.index)
                .is_none_or(|known| known.agrees_with(value))
        })
    })
}
