//! Photos and scans, in an encrypted file of their own, each once under its SM3 digest. They are never changed, so an
//! operation that is taken back leaves at most a blob nobody refers to.

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
}

pub(crate) fn put(blobs: &Connection, bytes: &[u8], now: i64) -> Result<String, StoreError> {
    let digest = hex(&sm3(&[bytes]));
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
