//! Names of what references point to, looked up once per reading.

use antou_record::{HashMap, Item, Reference, Row, Value};
use rusqlite::{Connection, OptionalExtension};

use crate::error::StoreError;
use crate::rows::Plan;
use crate::schema::referred;

/// A cache of names. It lives for one reading or one transaction; a name changed meanwhile must be forgotten.
#[derive(Default)]
pub(crate) struct Labels {
    known: HashMap<(&'static str, i64), String>,
    searched: HashMap<i64, String>,
}

impl Labels {
    /// The name of row `id` of the set an item refers to.
    pub(crate) fn of(
        &mut self,
        connection: &Connection,
        plans: &[Plan],
        set: &'static str,
        id: i64,
    ) -> Result<&str, StoreError> {
        if !self.known.contains_key(&(set, id)) {
            let label = match plans.iter().find(|plan| plan.set.code == set) {
                Some(plan) => self.read(connection, plans, plan, id)?,
                None => String::new(),
            };
            self.known.insert((set, id), label);
        }
        Ok(self.known.get(&(set, id)).map_or("", String::as_str))
    }

    fn read(
        &mut self,
        connection: &Connection,
        plans: &[Plan],
        plan: &Plan,
        id: i64,
    ) -> Result<String, StoreError> {
        let mut statement = connection.prepare_cached(&plan.select_by_id)?;
        let found = statement.query_row([id], |row| Ok(plan.read(row))).optional()?;
        let Some(found) = found else {
            return Ok(String::new());
        };
        let (_, _, mut row) = found?;
        drop(statement);
        if let Some(name) = row.get("name").and_then(Value::as_text) {
            return Ok(name.to_owned());
        }
        // a row without a name is called by its key; the owner is known from where it stands
        self.fill(connection, plans, &mut row)?;
        let keys = plan.set.key.iter().map(|code| row.shown(code));
        Ok(keys.filter(|text| !text.is_empty()).collect::<Vec<_>>().join(" "))
    }

    /// Puts names into the references of a row.
    pub(crate) fn fill(
        &mut self,
        connection: &Connection,
        plans: &[Plan],
        row: &mut Row,
    ) -> Result<(), StoreError> {
        for item in &row.set().items {
            self.fill_item(connection, plans, item, row)?;
        }
        Ok(())
    }

    fn fill_item(
        &mut self,
        connection: &Connection,
        plans: &[Plan],
        item: &'static Item,
        row: &mut Row,
    ) -> Result<(), StoreError> {
        let Some(set) = referred(item) else { return Ok(()) };
        if let Some(Value::Reference(Reference { id: Some(id), .. })) = row.at(item.index) {
            let id = *id;
            let label = self.of(connection, plans, set, id)?.to_owned();
            row.put_at(
                item.index,
                Some(Value::Reference(Reference { id: Some(id), label })),
            );
        }
        Ok(())
    }

    /// Name and short name of a unit, as full-text search knows it.
    pub(crate) fn searched_unit(&mut self, connection: &Connection, id: i64) -> Result<&str, StoreError> {
        use std::collections::hash_map::Entry;
        Ok(match self.searched.entry(id) {
            Entry::Occupied(known) => known.into_mut(),
            Entry::Vacant(place) => {
                let text: Option<String> = connection
                    .prepare_cached("SELECT concat_ws(char(31), name, short) FROM unit WHERE id = ?1")?
                    .query_row([id], |row| row.get(0))
                    .optional()?;
                place.insert(text.unwrap_or_default())
            }
        })
    }

    /// Forgets everything, because a name has changed.
    pub(crate) fn forget(&mut self) {
        self.known.clear();
        self.searched.clear();
    }
}
