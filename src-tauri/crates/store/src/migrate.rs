//! Bringing an older file up to date: numbered migrations for what is not an information set, additions for the sets.
//! A verified backup is made first, and everything happens in one transaction.

use std::path::Path;

use rusqlite::{Connection, TransactionBehavior};

use crate::backup;
use crate::environment::Environment;
use crate::error::StoreError;
use crate::keys::DataKey;
use crate::schema;

/// Migration n brings a file from version n − 1 to version n.
const MIGRATIONS: &[&str] = &[
    include_str!("../migrations/001_first.sql"),
    include_str!("../migrations/002_draft.sql"),
];

/// The version this program writes.
pub(crate) fn newest() -> i64 {
    MIGRATIONS.len() as i64
}

/// The version of a file.
pub(crate) fn version(connection: &Connection) -> Result<i64, StoreError> {
    Ok(connection.pragma_query_value(None, "user_version", |row| row.get(0))?)
}

/// Refuses a file of a newer program.
pub(crate) fn refuse_newer(connection: &Connection) -> Result<(), StoreError> {
    let version = version(connection)?;
    if version > newest() {
        return Err(StoreError::Newer {
            detail: format!("文件版本 {version}，本版本只认识到 {}", newest()),
        });
    }
    Ok(())
}

/// Brings the file up to date, if it is not.
pub(crate) fn up_to_date(
    connection: &mut Connection,
    folder: &Path,
    key: &DataKey,
    environment: &Environment,
) -> Result<(), StoreError> {
    refuse_newer(connection)?;
    let from = version(connection)?;
    if from == newest() && schema::missing(connection)?.is_empty() {
        return Ok(());
    }
    if from > 0 {
        backup::make(connection, folder, key, "升级前", environment.now())?;
    }
    let transaction = connection.transaction_with_behavior(TransactionBehavior::Exclusive)?;
    for migration in MIGRATIONS.iter().skip(usize::try_from(from).unwrap_or_default()) {
        transaction.execute_batch(migration)?;
    }
    for statement in schema::missing(&transaction)? {
        transaction.execute_batch(&statement)?;
    }
    transaction.pragma_update(None, "user_version", newest())?;
    transaction.commit()?;
    connection.flush_prepared_statement_cache();
    Ok(())
}
