//! What only looks wrong in the rows a file brings: told in the review, and nothing is held for it.

use antou_exchange::draft::Draft;
use antou_exchange::layout::Placed;
use antou_record::{Problem, ProblemCode};

use crate::conflicts;

/// What a rule asks for beyond what the row has, at its cell.
pub(crate) fn doubts(draft: &Draft) -> impl Iterator<Item = Placed> {
    draft.children.iter().filter_map(|child| {
        let doubt = conflicts::doubt(&child.row)?;
        let item = child.row.set().item(doubt.item)?;
        let origin = child.cells.iter().find(|origin| origin.item == item.index);
        let read = child.row.shown(doubt.item);
        Some(Placed {
            row: origin.map_or(draft.row, |origin| origin.row),
            column: origin.map(|origin| origin.column),
            problem: Problem::warning(ProblemCode::EntryDoubt, read, doubt.message),
        })
    })
}
