//! What was done, by whom, field by field; and taking it back.

use antou_record::moment;
use antou_record::{Kind, MASK};
use antou_store::{FieldChange, HistoryQuery as Wanted, OpKind, Operation, StoreError};

use crate::batches::refused;
use crate::desk::Desk;
use crate::failure::Failure;
use crate::messages::*;
use crate::paging::rows_wanted;
use crate::progress::Progress;
use crate::protection::Revealed;

/// Changed rows listed with each operation of a list.
const ROWS_SHOWN: usize = 40;
/// Operations answered when nobody says how many.
const USUAL: u32 = 50;

impl Desk {
    /// Operations, the latest first.
    pub fn history(&self, request: HistoryQuery, _: &dyn Progress) -> Result<HistoryPage, Failure> {
        let (set, item) = match request
            .item
            .as_deref()
            .map(|path| path.split_once('.').unwrap_or(("person", path)))
        {
            Some((set, item)) => (Some(set.to_owned()), Some(item.to_owned())),
            None => (None, None),
        };
        let limit = rows_wanted(request.limit, USUAL);
        let offset = request.offset as usize;
        let filtered = request.person.is_some() || set.is_some();
        let wanted = Wanted {
            person: request.person,
            set,
            item,
            limit: offset + limit + 1,
            rows: ROWS_SHOWN,
            ..Wanted::default()
        };
        let (mut found, all) =
            self.with_vault(|vault| Ok((vault.history(&wanted)?, vault.summary()?.last_op)))?;
        let total = if filtered {
            found.len() as u64
        } else {
            all.unsigned_abs()
        };
        found.truncate(offset + limit);
        let revealed = self.revealed();
        let operations = found.into_iter().skip(offset);
        Ok(HistoryPage {
            total,
            operations: operations
                .map(|operation| operation_view(operation, &revealed))
                .collect(),
        })
    }

    /// Takes an operation back, or the latest that can be taken back.
    pub fn undo(&self, request: UndoRequest, _: &dyn Progress) -> Result<Undone, Failure> {
        self.with_vault(|vault| {
            let wanted = Wanted {
                op: request.op,
                kinds: undoable_kinds(&request),
                limit: 200,
                rows: 0,
                ..Wanted::default()
            };
            let found = vault.history(&wanted)?;
            let chosen = match request.op {
                Some(op) => Some(found.into_iter().next().ok_or(StoreError::UnknownOperation(op))?),
                None => found.into_iter().find(|operation| operation.undoable),
            };
            let Some(operation) = chosen else {
                return Ok(Undone {
                    op: None,
                    label: String::new(),
                    rows: 0,
                    refused: Vec::new(),
                });
            };
            let undone = if request.keep_edited {
                vault.undo_rest(operation.op)?
            } else {
                vault.undo(operation.op)?
            };
            let undone = undone.value;
            Ok(Undone {
                op: Some(operation.op),
                label: operation.label,
                rows: undone.restored.unsigned_abs(),
                refused: undone.kept.into_iter().map(refused).collect(),
            })
        })
    }
}

/// "The latest" means the clerk's own work: entries and imports, not undoing itself.
fn undoable_kinds(request: &UndoRequest) -> Vec<OpKind> {
    if request.op.is_some() {
        Vec::new()
    } else {
        vec![OpKind::Edit, OpKind::Import]
    }
}

fn operation_view(operation: Operation, revealed: &Revealed) -> OperationView {
    OperationView {
        op: operation.op,
        at: moment::shown(operation.at),
        operator: operation.operator,
        kind: operation.kind.as_str().to_owned(),
        label: operation.label,
        people: operation.counts.people.unsigned_abs(),
        fields: operation.changes.len() as u64,
        more: operation.more > 0,
        undoes: operation.undoes,
        undoable: operation.undoable,
        changes: operation
            .changes
            .into_iter()
            .map(|change| change_view(change, revealed))
            .collect(),
    }
}

pub(crate) fn change_view(change: FieldChange, revealed: &Revealed) -> ChangeView {
    let shows = revealed.shows(change.person, change.item);
    // a photo stands in the row by its digest, which tells a clerk nothing beyond which one it is
    let shown = |text: String| match (&change.item.kind, text.get(..8)) {
        (Kind::Blob, Some(first)) => format!("图像 {first}"),
        _ if !shows && !text.is_empty() => MASK.to_owned(),
        _ => text,
    };
    ChangeView {
        person: change.person,
        name: change.name,
        set: change.item.set.clone(),
        set_label: crate::set_label(&change.item.set).unwrap_or_default().to_owned(),
        row: change.row,
        item: change.item.code.clone(),
        item_label: change.item.label.clone(),
        old: shown(change.old),
        new: shown(change.new),
    }
}
