//! Photos and scans, in an encrypted file of their own, each once under its SM3 digest. They are never changed, so an
//! operation that is taken back leaves at most a blob nobody refers to.

use std::collections::HashMap;

use rusqlite::{Connection, OptionalExtension};

use crate::digest::sm3;
use crate::error::StoreError;
use crate::hex::hex;
use crate::vault::Vault;

pub(crate) const SCHEMA: &str = "CREATE TABLE IF NOT EXISTS blob(digest TEXT PRIMARY KEY, at INTEGER NOT NULL, bytes BLOB NOT NULL) STRICT";

impl Vault {
    /// The bytes of a photo or scan by its digest.
    pub fn blob(&self, digest: &str) -> Result<Option<Vec<u8>>, StoreError> {
        get(&self.blobs, digest)
    }

    /// Keeps a photo that no row refers to yet: its row waits for the clerk outside of the vault.
    pub fn keep_blob(&mut self, bytes: &[u8]) -> Result<String, StoreError> {
        put(&self.blobs, bytes, self.environment.now())
    }
}

impl Vault {
    /// Digests of the photos people have, by person.
    pub fn photos(&self) -> Result<HashMap<i64, String>, StoreError> {
        let mut statement = self
            .connection
            .prepare_cached("SELECT id, photo FROM person WHERE photo IS NOT NULL")?;
        let rows = statement.query_map([], |row| Ok((row.get(0)?, row.get(1)?)))?;
        Ok(rows.collect::<rusqlite::Result<_>>()?)
    }
}

/// The digest under which bytes are kept.
pub fn blob_digest(bytes: &[u8]) -> String {
    hex(&sm3(&[bytes]))
}

pub(crate) fn put(blobs: &Connection, bytes: &[u8], now: i64) -> Result<String, StoreError> {
    let digest = blob_digest(bytes);
    blobs
        .prepare_cached("INSERT INTO blob(digest, at, bytes) VALUES(?1, ?2, ?3) ON CONFLICT DO NOTHING")?
        .execute((&digest, now, bytes))?;
    Ok(digest)
}

pub(crate) fn get(blobs: &Connection, digest: &str) -> Result<Option<Vec<u8>>, StoreError> {
    Ok(blobs
        .prepare_cached("SELECT bytes FROM blob WHERE digest = ?1")?
        .query_row([digest], |row| row.get(0))
        .optional()?)
}
