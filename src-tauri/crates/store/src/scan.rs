//! Gathering what is known of people from the tables: one person, or everyone in one walk through all tables side by side.

use rusqlite::fallible_streaming_iterator::FallibleStreamingIterator;
use rusqlite::{CachedStatement, Connection, Rows};

use crate::error::StoreError;
use crate::labels::Labels;
use crate::roster::PersonIndex;
use crate::rows::Plan;

fn of_people(plans: &[Plan]) -> impl Iterator<Item = &Plan> {
    plans
        .iter()
        .filter(|plan| plan.is_person() || plan.is_of_person())
}

/// Gathers what is known of one person; `None` when there is no such person.
pub(crate) fn one(
    connection: &Connection,
    plans: &[Plan],
    labels: &mut Labels,
    person: i64,
) -> Result<Option<PersonIndex>, StoreError> {
    let mut index = PersonIndex::default();
    let mut exists = false;
    for plan in of_people(plans) {
        let mut statement = connection.prepare_cached(&plan.select_by_owner)?;
        let mut rows = statement.query([person])?;
        while let Some(row) = rows.next()? {
            let (id, _, row) = plan.read(row)?;
            index.add(connection, labels, plan, id, &row)?;
            exists |= plan.is_person();
        }
    }
    Ok(exists.then_some(index))
}

/// The statements of a walk, the persons themselves first.
pub(crate) fn statements<'c>(
    connection: &'c Connection,
    plans: &[Plan],
) -> Result<Vec<CachedStatement<'c>>, StoreError> {
    let mut sql: Vec<String> = of_people(plans)
        .filter(|plan| !plan.is_person())
        .map(|plan| format!("{} ORDER BY person, id", plan.select))
        .collect();
    let person = plans.iter().find(|plan| plan.is_person());
    sql.splice(0..0, person.map(|plan| format!("{} ORDER BY id", plan.select)));
    Ok(sql
        .iter()
        .map(|sql| connection.prepare_cached(sql))
        .collect::<rusqlite::Result<_>>()?)
}

/// A walk through everyone in the order of their ids.
pub(crate) struct PersonScan<'a> {
    connection: &'a Connection,
    people: (&'a Plan, Rows<'a>),
    sets: Vec<(&'a Plan, Rows<'a>)>,
}

impl<'a> PersonScan<'a> {
    pub(crate) fn new(
        connection: &'a Connection,
        plans: &'a [Plan],
        statements: &'a mut [CachedStatement<'_>],
    ) -> Result<Self, StoreError> {
        let mut statements = statements.iter_mut();
        let unknown = || StoreError::UnknownColumn("person".to_owned());
        let person = plans.iter().find(|plan| plan.is_person()).ok_or_else(unknown)?;
        let people = statements.next().ok_or_else(unknown)?.query([])?;
        let mut sets = Vec::new();
        for (plan, statement) in of_people(plans).filter(|plan| !plan.is_person()).zip(statements) {
            let mut rows = statement.query([])?;
            rows.advance()?;
            sets.push((plan, rows));
        }
        Ok(Self {
            connection,
            people: (person, people),
            sets,
        })
    }

    /// The next person of those wanted, with everything known of them. Rows of others are passed by unread.
    pub(crate) fn next(
        &mut self,
        labels: &mut Labels,
        is_wanted: impl Fn(i64) -> bool,
    ) -> Result<Option<(i64, PersonIndex)>, StoreError> {
        let (plan, people) = &mut self.people;
        let row = loop {
            match people.next()? {
                Some(row) if is_wanted(row.get(0)?) => break row,
                Some(_) => {}
                None => return Ok(None),
            }
        };
        let (person, _, row) = plan.read(row)?;
        let mut index = PersonIndex::default();
        index.add(self.connection, labels, plan, person, &row)?;
        for (set, rows) in &mut self.sets {
            while let Some(row) = rows.get() {
                let owner: i64 = row.get(1)?;
                if owner > person {
                    break;
                }
                if owner == person {
                    let (id, _, row) = set.read(row)?;
                    index.add(self.connection, labels, set, id, &row)?;
                }
                rows.advance()?;
            }
        }
        Ok(Some((person, index)))
    }
}
