//! Settings of the unit: saved filters, mapping profiles, switches. Each is one JSON value under a name such as `filter/近两年优秀`.

use std::collections::BTreeMap;

use rusqlite::{Connection, OptionalExtension};
use serde_json::{Map, Value as Json, json};

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

/// Where an operation says which settings it changed: name → before and after.
pub(crate) const CHANGED: &str = "settings";

/// The settings that stand differently now than before, with both; none when none do.
pub(crate) fn changes(
    connection: &Connection,
    before: &BTreeMap<String, Option<Json>>,
) -> Result<Option<Json>, StoreError> {
    let mut changed = Map::new();
    for (name, before) in before {
        let after = get(connection, name)?;
        if after != *before {
            changed.insert(name.clone(), json!({ "before": before, "after": after }));
        }
    }
    Ok((!changed.is_empty()).then_some(Json::Object(changed)))
}

/// A setting an operation changed.
pub(crate) struct Changed {
    pub(crate) name: String,
    pub(crate) before: Option<Json>,
    pub(crate) after: Option<Json>,
}

/// The settings an operation changed, from what it says of itself.
pub(crate) fn changed_by(detail: Option<&str>) -> Vec<Changed> {
    let detail = detail.and_then(|text| serde_json::from_str::<Json>(text).ok());
    let Some(Json::Object(changed)) = detail.as_ref().and_then(|detail| detail.get(CHANGED)) else {
        return Vec::new();
    };
    let side = |sides: &Json, side: &str| sides.get(side).filter(|value| !value.is_null()).cloned();
    changed
        .iter()
        .map(|(name, sides)| Changed {
            name: name.clone(),
            before: side(sides, "before"),
            after: side(sides, "after"),
        })
        .collect()
}
