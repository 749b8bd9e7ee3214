//! What has been typed and not saved: kept in the vault within moments, so that a lock, a crash or a power cut loses nothing.

use antou_record::moment;

use crate::desk::Desk;
use crate::failure::Failure;
use crate::messages::*;
use crate::progress::Progress;

impl Desk {
    /// Keeps what has been typed, or forgets it when it was saved or given up.
    pub fn keep_draft(&self, request: KeepDraft, _: &dyn Progress) -> Result<Done, Failure> {
        self.with_vault(|vault| Ok(vault.keep_draft(&request.name, request.value.as_deref())?))?;
        Ok(Done {})
    }

    /// What this operator has typed and not saved, the latest first.
    pub fn drafts(&self, _: Nothing, _: &dyn Progress) -> Result<Vec<DraftView>, Failure> {
        let drafts = self.with_vault(|vault| Ok(vault.drafts()?))?;
        let shown = drafts.into_iter().map(|draft| DraftView {
            name: draft.name,
            at: moment::shown(draft.at),
            value: draft.value,
        });
        Ok(shown.collect())
    }
}
