//! Opening an encrypted database file, with everything switched on that guards it.

use std::path::Path;

use antou_record::dictionary;
use rusqlite::config::DbConfig;
use rusqlite::functions::FunctionFlags;
use rusqlite::limits::Limit;
use rusqlite::{Connection, OpenFlags};

use crate::error::StoreError;
use crate::keys::DataKey;

/// SQLite before 3.51.3 can damage a database in WAL mode.
const LEAST_SQLITE: i32 = 3_051_003;

/// What a connection is opened for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Purpose {
    /// A new file.
    Create,
    /// A file that is there.
    Open,
    /// The target or the reading of a backup: not in WAL mode, so that it is one file.
    Backup,
}

/// Opens the file with its key.
pub(crate) fn open(path: &Path, key: &DataKey, purpose: Purpose) -> Result<Connection, StoreError> {
    if rusqlite::version_number() < LEAST_SQLITE {
        return Err(StoreError::OldEngine(rusqlite::version().to_owned()));
    }
    let mut flags = OpenFlags::SQLITE_OPEN_READ_WRITE | OpenFlags::SQLITE_OPEN_NO_MUTEX;
    if purpose != Purpose::Open {
        flags |= OpenFlags::SQLITE_OPEN_CREATE;
    }
    let connection = Connection::open_with_flags(path, flags)?;
    connection.pragma_update(None, "key", key.pragma().as_str())?;
    connection.pragma_update(None, "cipher_log_level", "NONE")?;
    guard(&connection, purpose).map_err(|error| located(error, path))?;
    register(&connection)?;
    Ok(connection)
}

/// A damaged page is reported with the name of its file.
pub(crate) fn located(error: rusqlite::Error, path: &Path) -> StoreError {
    match StoreError::from(error) {
        StoreError::Damaged { detail, .. } => StoreError::Damaged {
            path: path.to_owned(),
            detail,
        },
        other => other,
    }
}

fn guard(connection: &Connection, purpose: Purpose) -> rusqlite::Result<()> {
    // the first read proves that the key fits
    connection.query_row("SELECT count(*) FROM sqlite_schema", [], |_| Ok(()))?;
    let journal = if purpose == Purpose::Backup {
        "DELETE"
    } else {
        "WAL"
    };
    connection.pragma_update_and_check(None, "journal_mode", journal, |_| Ok(()))?;
    for (pragma, value) in [
        ("synchronous", "FULL"),
        ("secure_delete", "ON"),
        ("temp_store", "MEMORY"),
        ("trusted_schema", "OFF"),
        ("cell_size_check", "ON"),
        ("foreign_keys", "ON"),
        ("cache_size", "-65536"),
    ] {
        connection.pragma(None, pragma, value, |_| Ok(()))?;
    }
    connection.pragma(None, "mmap_size", 0, |_| Ok(()))?;
    for (config, on) in [
        (DbConfig::SQLITE_DBCONFIG_DEFENSIVE, true),
        (DbConfig::SQLITE_DBCONFIG_TRUSTED_SCHEMA, false),
        (DbConfig::SQLITE_DBCONFIG_DQS_DDL, false),
        (DbConfig::SQLITE_DBCONFIG_DQS_DML, false),
        (DbConfig::SQLITE_DBCONFIG_ENABLE_TRIGGER, true),
    ] {
        connection.set_db_config(config, on)?;
    }
    for (limit, most) in [
        (Limit::SQLITE_LIMIT_ATTACHED, 0),
        (Limit::SQLITE_LIMIT_SQL_LENGTH, 1_000_000),
        (Limit::SQLITE_LIMIT_TRIGGER_DEPTH, 10),
        (Limit::SQLITE_LIMIT_LIKE_PATTERN_LENGTH, 1_000),
        (Limit::SQLITE_LIMIT_WORKER_THREADS, 0),
    ] {
        connection.set_limit(limit, most)?;
    }
    connection.set_prepared_statement_cache_capacity(512);
    Ok(())
}

/// The one function of our own: where a code stands in its table.
fn register(connection: &Connection) -> rusqlite::Result<()> {
    connection.create_scalar_function(
        "code_order",
        2,
        FunctionFlags::SQLITE_UTF8 | FunctionFlags::SQLITE_INNOCUOUS | FunctionFlags::SQLITE_DETERMINISTIC,
        |context| {
            let table = context.get_raw(0).as_str()?;
            let Some(code) = context.get_raw(1).as_str_or_null()? else {
                return Ok(None);
            };
            let order = dictionary().table(table).and_then(|table| table.by_code(code));
            Ok(order.map(|row| row.order as i64))
        },
    )
}
