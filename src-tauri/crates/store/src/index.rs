//! The index by which people are found follows from the dossiers: it can be compared with them and made again.

use crate::error::StoreError;
use crate::finding::Finding;
use crate::fulltext::token_hash;
use crate::journal::{Op, OpKind};
use crate::labels::Labels;
use crate::roster::Roster;
use crate::scan::{self, PersonScan};
use crate::vault::Vault;

impl Vault {
    /// Walks through all dossiers and compares with the roster, then sums up the tokens of the full text.
    pub(crate) fn check_index(&self) -> Result<Vec<Finding>, StoreError> {
        let sound = self.roster_agrees()? && self.fulltext_agrees()?;
        Ok(if sound { Vec::new() } else { vec![Finding::Index] })
    }

    fn roster_agrees(&self) -> Result<bool, StoreError> {
        let roster = Roster::new(&self.plans);
        let mut labels = Labels::default();
        let mut statements = scan::statements(&self.connection, &self.plans)?;
        let mut everyone = PersonScan::new(&self.connection, &self.plans, &mut statements)?;
        let mut known = self.connection.prepare_cached(&roster.select())?;
        let mut known = known.query([])?;
        while let Some((person, mut index)) = everyone.next(&mut labels, |_| true)? {
            let entry = roster.entry(person, &mut index);
            let agrees = match known.next()? {
                Some(row) => roster.agrees(row, &entry)?,
                None => false,
            };
            if !agrees {
                return Ok(false);
            }
        }
        Ok(known.next()?.is_none())
    }

    fn fulltext_agrees(&self) -> Result<bool, StoreError> {
        // sum() would refuse to overflow; these sums are meant to
        let mut wanted = 0i64;
        let mut statement = self.connection.prepare("SELECT text_sum FROM roster")?;
        let mut rows = statement.query([])?;
        while let Some(row) = rows.next()? {
            wanted = wanted.wrapping_add(row.get(0)?);
        }
        self.connection.execute_batch(
            "CREATE VIRTUAL TABLE IF NOT EXISTS temp.vocabulary USING fts5vocab(main, fulltext, row)",
        )?;
        let mut found = 0i64;
        let mut statement = self.connection.prepare("SELECT term, cnt FROM temp.vocabulary")?;
        let mut rows = statement.query([])?;
        while let Some(row) = rows.next()? {
            let term = token_hash(row.get_ref(0)?.as_bytes().unwrap_or_default());
            found = found.wrapping_add(term.wrapping_mul(row.get(1)?));
        }
        Ok(found == wanted)
    }

    /// Makes the index again from the dossiers.
    pub fn rebuild_index(&mut self) -> Result<(), StoreError> {
        self.transact(Op::new(OpKind::System, "重建检索"), |tx| {
            tx.connection
                .execute_batch("DELETE FROM roster; DELETE FROM fulltext WHERE true")?;
            let roster = Roster::new(tx.plans);
            let mut labels = Labels::default();
            let mut statements = scan::statements(tx.connection, tx.plans)?;
            let mut everyone = PersonScan::new(tx.connection, tx.plans, &mut statements)?;
            while let Some((person, mut index)) = everyone.next(&mut labels, |_| true)? {
                roster.write_new(tx.connection, &roster.entry(person, &mut index))?;
            }
            Ok::<_, StoreError>(())
        })?;
        Ok(())
    }
}
