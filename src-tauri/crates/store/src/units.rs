//! The unit tree, and units found by the name a spreadsheet gives.

use std::collections::HashMap;

use antou_record::{Reference, Row, Value};

use crate::error::StoreError;
use crate::rows::quoted;
use crate::transact::Tx;
use crate::vault::Vault;

/// A unit in the tree.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct UnitNode {
    /// Row id.
    pub id: i64,
    /// The unit above it.
    pub parent: Option<i64>,
    /// Name.
    pub name: String,
    /// People whose current post is here.
    pub people: i64,
    /// People here and in all units below.
    pub people_below: i64,
}

/// Units by their name and the unit above; `None` is any.
type ByName = HashMap<(String, Option<i64>), Vec<i64>>;

/// Stands for "below no other unit" among the keys of [`ByName`]; no row has this number.
const ROOT: Option<i64> = Some(0);

/// Units by name, read once per operation.
#[derive(Default)]
pub(crate) struct UnitsByName(Option<ByName>);

impl UnitsByName {
    pub(crate) fn forget(&mut self) {
        self.0 = None;
    }

    /// Takes up a unit that has just been written.
    pub(crate) fn add(&mut self, unit: i64, row: &Row) {
        let Some(known) = &mut self.0 else { return };
        let parent = match row.get("parent") {
            Some(Value::Reference(reference)) => reference.id,
            _ => None,
        };
        let (name, short) = (row.shown("name"), row.shown("short"));
        for called in [&name, &short] {
            if !called.is_empty() && (std::ptr::eq(called, &name) || short != name) {
                remember(known, called, parent, unit);
            }
        }
    }
}

const TREE: &str = "
    SELECT unit.id, unit.parent, coalesce(unit.name, ''), (SELECT count(*) FROM roster WHERE roster.unit = unit.id)
    FROM unit";

impl Vault {
    /// All units in the order they are declared to stand, each with its people and those below it.
    pub fn units(&self) -> Result<Vec<UnitNode>, StoreError> {
        let order = self.plan("unit")?.sort.sql("unit");
        let mut statement = self
            .connection
            .prepare_cached(&format!("{TREE} ORDER BY {order}"))?;
        let rows = statement.query_map([], |row| {
            let people = row.get(3)?;
            Ok(UnitNode {
                id: row.get(0)?,
                parent: row.get(1)?,
                name: row.get(2)?,
                people,
                people_below: people,
            })
        })?;
        let mut units: Vec<UnitNode> = rows.collect::<rusqlite::Result<_>>()?;
        add_below(&mut units);
        Ok(units)
    }

    /// Units of this name (or short name).
    pub fn units_named(&self, name: &str) -> Result<Vec<i64>, StoreError> {
        let mut statement = self
            .connection
            .prepare_cached("SELECT id FROM unit WHERE name = ?1 OR short = ?1 ORDER BY name <> ?1, id")?;
        let rows = statement.query_map([name], |row| row.get(0))?;
        Ok(rows.collect::<rusqlite::Result<_>>()?)
    }

    /// Rows that belong to a unit (posts set up there, its assessments), in the order of a dossier.
    pub fn unit_rows(&self, set: &str, unit: i64) -> Result<Vec<antou_record::Record>, StoreError> {
        self.own_rows(set, unit)
    }
}

/// Adds the people of each unit to every unit above it. A circle of parents ends where it would begin again.
fn add_below(units: &mut [UnitNode]) {
    let place: HashMap<i64, usize> = units
        .iter()
        .enumerate()
        .map(|(index, unit)| (unit.id, index))
        .collect();
    let parents: Vec<Option<usize>> = units
        .iter()
        .map(|unit| unit.parent.and_then(|parent| place.get(&parent).copied()))
        .collect();
    for start in 0..units.len() {
        let people = units.get(start).map_or(0, |unit| unit.people);
        let mut above = parents.get(start).copied().flatten();
        let mut steps = 0;
        while let Some(index) = above.filter(|index| people > 0 && *index != start && steps < units.len()) {
            if let Some(unit) = units.get_mut(index) {
                unit.people_below += people;
            }
            above = parents.get(index).copied().flatten();
            steps += 1;
        }
    }
}

impl Tx<'_> {
    /// The unit of this name (below `parent`, when given); `None` when there is none, or several.
    pub fn find_unit(&mut self, name: &str, parent: Option<i64>) -> Result<Option<i64>, StoreError> {
        let known = self.units_by_name()?;
        Ok(match known.get(&(name.to_owned(), parent)).map(Vec::as_slice) {
            Some([only]) => Some(*only),
            // of several 办公室 the one that stands below no other unit is meant where nothing else is said
            Some(_) if parent.is_none() => match known.get(&(name.to_owned(), ROOT)).map(Vec::as_slice) {
                Some([only]) => Some(*only),
                _ => None,
            },
            _ => None,
        })
    }

    /// The unit of this name, made (below `parent`, when given) if there is none.
    pub fn find_or_create_unit(&mut self, name: &str, parent: Option<i64>) -> Result<i64, StoreError> {
        if let Some(found) = self.find_unit(name, parent)? {
            return Ok(found);
        }
        let mut row = Row::new(self.plan("unit")?.set);
        row.put("name", Value::Text(name.to_owned()));
        if parent.is_some() {
            let label = String::new();
            row.put("parent", Value::Reference(Reference { id: parent, label }));
        }
        self.insert(None, &row)
    }

    fn units_by_name(&mut self) -> Result<&ByName, StoreError> {
        if self.units.0.is_none() {
            let mut known = HashMap::new();
            let sql = format!("SELECT id, name, short, parent FROM {}", quoted("unit"));
            let mut statement = self.connection.prepare_cached(&sql)?;
            let mut rows = statement.query([])?;
            while let Some(row) = rows.next()? {
                let (id, parent) = (row.get(0)?, row.get(3)?);
                let name: Option<String> = row.get(1)?;
                let short: Option<String> = row.get(2)?;
                let short = short.filter(|short| Some(short) != name.as_ref());
                for name in name.into_iter().chain(short) {
                    remember(&mut known, &name, parent, id);
                }
            }
            self.units.0 = Some(known);
        }
        Ok(self.units.0.get_or_insert_default())
    }
}

fn remember(known: &mut ByName, name: &str, parent: Option<i64>, id: i64) {
    known.entry((name.to_owned(), None)).or_default().push(id);
    let below = parent.or(ROOT);
    known.entry((name.to_owned(), below)).or_default().push(id);
}
