//! Rows are read from their sheet, by a thread of its own while those before them are looked up in the vault.

use std::panic::resume_unwind;
use std::sync::mpsc::sync_channel;
use std::thread;

use antou_exchange::draft::{Draft, Entry};
use antou_exchange::layout::Placed;
use antou_store::{Dossiers, StoreError};

use super::session::{OpenSheet, Session};
use super::units;
use crate::failure::Failure;

/// Rows handed over at a time, and how many such bundles may wait.
const BUNDLE: usize = 256;
const WAITING: usize = 4;

impl Session {
    /// Takes every row below the headings of a sheet in its order; answers what is said of columns nobody reads. Reading
    /// beside costs a little more and is waited for less, where taking a row is work.
    pub(super) fn each_entry(
        &self,
        open: &OpenSheet,
        beside: bool,
        mut take: impl FnMut(Entry) -> Result<(), Failure>,
    ) -> Result<Vec<Placed>, Failure> {
        let mut entries = self.drafts(open);
        if !beside {
            entries.by_ref().try_for_each(take)?;
            return Ok(entries.unread_columns());
        }
        thread::scope(|scope| {
            let (hand, bundles) = sync_channel::<Vec<Entry>>(WAITING);
            let reading = scope.spawn(move || {
                loop {
                    let bundle: Vec<Entry> = entries.by_ref().take(BUNDLE).collect();
                    // nobody takes them any more when a row was refused or the clerk has cancelled
                    if bundle.is_empty() || hand.send(bundle).is_err() {
                        return entries.unread_columns();
                    }
                }
            });
            for entry in bundles.into_iter().flatten() {
                take(entry)?;
            }
            reading.join().map_err(|panic| resume_unwind(panic))
        })
    }
}

/// Whether a row says nothing but what somebody's dossier says to the letter. Blank cells say nothing unless they may clear.
pub(super) fn is_said(dossiers: &mut Dossiers<'_>, person: i64, draft: &Draft) -> Result<bool, StoreError> {
    let clears = !draft.blanks.is_empty() || draft.children.iter().any(|child| !child.blanks.is_empty());
    if clears || units::is_unit(draft) {
        return Ok(false);
    }
    let rows: Vec<_> = draft.children.iter().map(|child| &child.row).collect();
    dossiers.say(person, &draft.person, &rows)
}
