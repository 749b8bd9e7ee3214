//! Imports looked at afterwards: the list of batches, whom each concerned and how, and what an undo would leave.

use std::collections::HashSet;

use antou_store::{HistoryQuery as Wanted, Operation, StoreError, Vault};
use serde_json::Value as Json;

use crate::desk::Desk;
use crate::failure::Failure;
use crate::history::change_view;
use crate::import::{OpenSheet, Session};
use crate::messages::*;
use crate::paging::rows_wanted;
use crate::progress::Progress;
use crate::protection::Revealed;

/// Changed rows of the journal read for each person of a batch.
const ROWS_SHOWN: usize = 30;
/// Batches or people answered when nobody says how many.
const USUAL: u32 = 50;

impl Desk {
    /// The imports, the latest first.
    pub fn batches(&self, request: BatchQuery, _: &dyn Progress) -> Result<BatchPage, Failure> {
        let found = self.with_vault(|vault| {
            Ok(vault.batches(request.offset as usize, rows_wanted(request.limit, USUAL))?)
        })?;
        Ok(BatchPage {
            total: found.total.unsigned_abs(),
            batches: found.batches.into_iter().map(batch_view).collect(),
        })
    }

    /// People of an import and what it changed about each.
    pub fn batch_rows(&self, request: BatchRows, _: &dyn Progress) -> Result<BatchRowsPage, Failure> {
        let is_new = match request.outcome.as_deref().unwrap_or_default() {
            "" => None,
            outcome => Some(outcome == "added"),
        };
        let (offset, limit) = (request.offset as usize, rows_wanted(request.limit, USUAL));
        let revealed = self.revealed();
        self.with_vault(|vault| {
            let (total, people) = vault.people_of(request.op, is_new, offset, limit)?;
            let rows = people
                .into_iter()
                .map(|person| batch_row(vault, request.op, person, &revealed));
            Ok(BatchRowsPage {
                total: total.unsigned_abs(),
                rows: rows.collect::<Result<_, StoreError>>()?,
            })
        })
    }

    /// What an undo would leave because it was changed since.
    pub fn undo_check(&self, request: UndoCheck, _: &dyn Progress) -> Result<UndoChecked, Failure> {
        let kept = self.with_vault(|vault| Ok(vault.changed_since(request.op)?))?;
        Ok(UndoChecked {
            kept: kept.into_iter().map(refused).collect(),
        })
    }
}

fn batch_view(operation: Operation) -> BatchView {
    let detail = operation.detail.unwrap_or_default();
    let read = |name: &str| detail.get(name).cloned().unwrap_or_default();
    let file = |file: &Json| {
        let text = |name: &str| {
            file.get(name)
                .and_then(Json::as_str)
                .unwrap_or_default()
                .to_owned()
        };
        BatchFile {
            file: text("file"),
            sm3: text("sm3"),
        }
    };
    let (undone_at, undone_by) = match operation.undone {
        Some((at, operator)) => (Some(antou_record::moment::shown(at)), Some(operator)),
        None => (None, None),
    };
    BatchView {
        op: operation.op,
        at: antou_record::moment::shown(operation.at),
        operator: operation.operator,
        label: operation.label,
        files: read("files").as_array().into_iter().flatten().map(file).collect(),
        counts: serde_json::from_value(read("rows")).ok(),
        people: operation.counts.people.unsigned_abs(),
        undone_at,
        undone_by,
    }
}

fn batch_row(
    vault: &Vault,
    op: i64,
    person: antou_store::BatchPerson,
    revealed: &Revealed,
) -> Result<BatchRow, StoreError> {
    let wanted = Wanted {
        op: Some(op),
        person: Some(person.person),
        limit: 1,
        rows: ROWS_SHOWN + 1,
        ..Wanted::default()
    };
    let mut changes: Vec<ChangeView> = vault
        .history(&wanted)?
        .into_iter()
        .flat_map(|operation| operation.changes)
        .map(|change| change_view(change, revealed))
        .collect();
    let mut rows: Vec<(&str, i64)> = changes
        .iter()
        .map(|change| (change.set.as_str(), change.row))
        .collect();
    rows.dedup();
    let more = rows.len() > ROWS_SHOWN;
    let present = !person.name.is_empty();
    // who was taken out since is called as the import called them
    let name = changes
        .first()
        .map(|change| change.name.clone())
        .unwrap_or_default();
    changes.truncate(200);
    Ok(BatchRow {
        person: person.person,
        name: if present { person.name } else { name },
        present,
        outcome: if person.is_new { "added" } else { "updated" }.to_owned(),
        changes,
        more,
    })
}

pub(crate) fn refused(kept: antou_store::Kept) -> Refused {
    Refused {
        person: kept.person,
        name: kept.name,
        reason: kept.reason,
    }
}

/// Files of a batch that are looked up among earlier imports.
const MOST_LOOKED_UP: usize = 50;

/// Earlier imports of the bytes of these files.
pub(crate) fn earlier(vault: &Vault, session: &Session) -> Result<Vec<EarlierImport>, Failure> {
    let mut earlier: Vec<EarlierImport> = Vec::new();
    let mut seen: HashSet<&str> = HashSet::new();
    for (file, digest) in session
        .sheets
        .iter()
        .flat_map(OpenSheet::files)
        .take(MOST_LOOKED_UP)
    {
        if !seen.insert(digest) {
            continue;
        }
        for operation in vault.imports_of(digest)? {
            earlier.push(EarlierImport {
                file: file.to_owned(),
                op: operation.op,
                at: antou_record::moment::shown(operation.at),
                operator: operation.operator,
                undone: operation.undone.is_some(),
            });
        }
    }
    Ok(earlier)
}
