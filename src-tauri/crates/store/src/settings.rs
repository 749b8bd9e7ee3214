//! Settings of the unit: saved filters, mapping profiles, switches. Each is one JSON value under a name such as `filter/近两年优秀`.

use rusqlite::{Connection, OptionalExtension};
use serde_json::Value as Json;

use crate::error::StoreError;
use crate::vault::Vault;

impl Vault {
    /// A setting by name.
    pub fn setting(&self, name: &str) -> Result<Option<Json>, StoreError> {
        get(&self.connection, name)
    }

    /// Settings whose names begin with `prefix`, by name.
    pub fn settings(&self, prefix: &str) -> Result<Vec<(String, Json)>, StoreError> {
        let mut statement = self.connection.prepare_cached(
            "SELECT name, value FROM setting WHERE substr(name, 1, length(?1)) = ?1 ORDER BY name",
        )?;
        let rows = statement.query_map([prefix], |row| Ok((row.get(0)?, row.get::<_, String>(1)?)))?;
        let mut settings = Vec::new();
        for row in rows {
            let (name, text) = row?;
            settings.push((name, serde_json::from_str(&text).unwrap_or_default()));
        }
        Ok(settings)
    }
}

pub(crate) fn get(connection: &Connection, name: &str) -> Result<Option<Json>, StoreError> {
    let text: Option<String> = connection
        .prepare_cached("SELECT value FROM setting WHERE name = ?1")?
        .query_row([name], |row| row.get(0))
        .optional()?;
    Ok(text.and_then(|text| serde_json::from_str(&text).ok()))
}

pub(crate) fn set(connection: &Connection, name: &str, value: Option<&Json>) -> Result<(), StoreError> {
    match value {
        Some(value) => connection
            .prepare_cached("INSERT OR REPLACE INTO setting(name, value) VALUES(?1, ?2)")?
            .execute((name, value.to_string()))?,
        None => connection
            .prepare_cached("DELETE FROM setting WHERE name = ?1")?
            .execute([name])?,
    };
    Ok(())
}
