//! Drafts: what an operator has typed and not saved. They lie encrypted in the vault like everything else, but belong to no
//! dossier and no operation: history, digests and undo know nothing of them.

use crate::error::StoreError;
use crate::vault::Vault;

/// The longest text of a draft in bytes: beyond it something other than typing is at work.
const LONGEST: usize = 4 * 1024 * 1024;

/// Something typed and not saved.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Draft {
    /// What it is a draft of, in the words of whoever keeps it.
    pub name: String,
    /// Unix time of the last keystroke kept.
    pub at: i64,
    /// What was typed, in the words of whoever keeps it.
    pub value: String,
}

impl Vault {
    /// Keeps a draft of the present operator, or forgets it. When this returns the disk has it.
    pub fn keep_draft(&mut self, name: &str, value: Option<&str>) -> Result<(), StoreError> {
        match value {
            Some(value) if value.len() > LONGEST => return Err(StoreError::DraftTooLong),
            Some(value) => self
                .connection
                .prepare_cached(
                    "INSERT OR REPLACE INTO draft(operator, name, at, value) VALUES(?1, ?2, ?3, ?4)",
                )?
                .execute((&self.operator, name, self.environment.now(), value))?,
            None => self
                .connection
                .prepare_cached("DELETE FROM draft WHERE operator = ?1 AND name = ?2")?
                .execute((&self.operator, name))?,
        };
        Ok(())
    }

    /// Drafts of the present operator, the latest first.
    pub fn drafts(&self) -> Result<Vec<Draft>, StoreError> {
        let mut statement = self
            .connection
            .prepare_cached("SELECT name, at, value FROM draft WHERE operator = ?1 ORDER BY at DESC, name")?;
        let rows = statement.query_map([&self.operator], |row| {
            Ok(Draft {
                name: row.get(0)?,
                at: row.get(1)?,
                value: row.get(2)?,
            })
        })?;
        Ok(rows.collect::<rusqlite::Result<_>>()?)
    }
}
