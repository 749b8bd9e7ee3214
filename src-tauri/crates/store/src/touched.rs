//! What a transaction knows of the people it touches: their digests, and what the roster will say of them.

use antou_record::{HashMap, Row};
use rusqlite::{Connection, OptionalExtension};

use crate::digest::{Sum, sm3};
use crate::error::StoreError;
use crate::labels::Labels;
use crate::roster::{PersonIndex, Roster, remove};
use crate::rows::Plan;
use crate::scan::{self, PersonScan};

/// What is held in memory of new people before it is written, in bytes.
const MOST_TEXT: usize = 6 << 20;

/// From how many stale people on all tables are walked through once.
const MANY: usize = 2_000;

enum Index {
    /// Nobody's rows have no place in the roster.
    None,
    /// Everything about the person has passed through this transaction.
    Fresh(Box<PersonIndex>),
    /// Written already.
    Written,
    /// To be gathered from the tables at the end.
    Stale,
    /// To be taken out.
    Gone,
}

struct Touched {
    before: Option<Sum>,
    sum: Sum,
    index: Index,
}

/// The people a transaction touches. Person 0 stands for rows that are nobody's.
#[derive(Default)]
pub(crate) struct TouchedPeople {
    people: HashMap<i64, Touched>,
    text: usize,
}

impl TouchedPeople {
    /// A person comes into being in this transaction.
    pub(crate) fn born(&mut self, connection: &Connection, person: i64) -> Result<(), StoreError> {
        if let Some(known) = self.people.get_mut(&person) {
            // rows came before the person they belong to, or the person was taken out and put back
            known.index = Index::Stale;
            return Ok(());
        }
        // a person put back by an undo has a past
        let before = last_digest(connection, person)?;
        let index = match before {
            None => Index::Fresh(Box::default()),
            Some(_) => Index::Stale,
        };
        let sum = before.unwrap_or_default();
        self.people.insert(person, Touched { before, sum, index });
        Ok(())
    }

    fn touch(&mut self, connection: &Connection, person: i64) -> Result<&mut Touched, StoreError> {
        use std::collections::hash_map::Entry;
        Ok(match self.people.entry(person) {
            Entry::Occupied(known) => known.into_mut(),
            Entry::Vacant(place) => {
                let before = last_digest(connection, person)?;
                place.insert(Touched {
                    before,
                    sum: before.unwrap_or_default(),
                    index: if person == 0 { Index::None } else { Index::Stale },
                })
            }
        })
    }

    /// A row was added.
    #[expect(
        clippy::too_many_arguments,
        reason = "the one place where digest and roster meet the row"
    )]
    pub(crate) fn added(
        &mut self,
        connection: &Connection,
        labels: &mut Labels,
        plan: &Plan,
        person: i64,
        id: i64,
        row: &Row,
        digest: &[u8; 32],
    ) -> Result<(), StoreError> {
        let touched = self.touch(connection, person)?;
        touched.sum.add(digest);
        match &mut touched.index {
            Index::Fresh(index) => {
                let before = index.weight();
                index.add(connection, labels, plan, id, row)?;
                self.text += index.weight() - before;
            }
            Index::None => {}
            other => *other = Index::Stale,
        }
        Ok(())
    }

    /// A row was taken out (or is about to change): its digest no longer counts.
    pub(crate) fn removed(
        &mut self,
        connection: &Connection,
        person: i64,
        digest: &[u8; 32],
        is_person: bool,
    ) -> Result<(), StoreError> {
        let touched = self.touch(connection, person)?;
        touched.sum.subtract(digest);
        touched.index = match (&touched.index, is_person) {
            (Index::None, _) => Index::None,
            (_, true) => Index::Gone,
            _ => Index::Stale,
        };
        Ok(())
    }

    /// The roster's words about a person have changed although none of the person's rows has.
    pub(crate) fn stale(&mut self, connection: &Connection, person: i64) -> Result<(), StoreError> {
        self.touch(connection, person)?.index = Index::Stale;
        Ok(())
    }

    /// Whether so much text is held that it should be written now.
    pub(crate) fn is_full(&self) -> bool {
        self.text > MOST_TEXT
    }

    /// Brings the roster and the full text up to date.
    pub(crate) fn write_index(
        &mut self,
        connection: &Connection,
        plans: &[Plan],
        labels: &mut Labels,
    ) -> Result<(), StoreError> {
        let roster = Roster::new(plans);
        let mut stale = Vec::new();
        for person in self.sorted() {
            let Some(touched) = self.people.get_mut(&person) else {
                continue;
            };
            match std::mem::replace(&mut touched.index, Index::Written) {
                Index::Fresh(mut index) => roster.write_new(connection, &roster.entry(person, &mut index))?,
                Index::Stale => stale.push(person),
                Index::Gone => {
                    remove(connection, person)?;
                    touched.index = Index::Gone;
                }
                Index::None => touched.index = Index::None,
                Index::Written => {}
            }
        }
        self.text = 0;
        write_stale(connection, plans, labels, &roster, &stale)
    }

    /// Writes the digests that have changed and answers one digest over them all.
    pub(crate) fn write_digests(&self, connection: &Connection, op: i64) -> Result<[u8; 32], StoreError> {
        let mut insert =
            connection.prepare_cached("INSERT INTO op_person(person, op, digest) VALUES(?1, ?2, ?3)")?;
        let mut all = Vec::new();
        for person in self.sorted() {
            let Some(touched) = self.people.get(&person) else {
                continue;
            };
            if touched.before != Some(touched.sum) {
                let digest = touched.sum.to_bytes();
                insert.execute((person, op, digest))?;
                all.extend_from_slice(&person.to_le_bytes());
                all.extend_from_slice(&digest);
            }
        }
        Ok(sm3(&[&all]))
    }

    /// People whose rows have changed, without the nobody.
    pub(crate) fn changed(&self) -> Vec<i64> {
        let mut people: Vec<i64> = self
            .people
            .iter()
            .filter(|(person, touched)| **person != 0 && touched.before != Some(touched.sum))
            .map(|(person, _)| *person)
            .collect();
        people.sort_unstable();
        people
    }

    /// In the order of their ids, which is the order of the tables.
    fn sorted(&self) -> Vec<i64> {
        let mut people: Vec<i64> = self.people.keys().copied().collect();
        people.sort_unstable();
        people
    }
}

/// Few people are gathered one by one, many in one walk through the tables.
fn write_stale(
    connection: &Connection,
    plans: &[Plan],
    labels: &mut Labels,
    roster: &Roster,
    stale: &[i64],
) -> Result<(), StoreError> {
    if stale.len() < MANY {
        for person in stale {
            match scan::one(connection, plans, labels, *person)? {
                Some(mut index) => roster.write(connection, &roster.entry(*person, &mut index))?,
                None => remove(connection, *person)?,
            }
        }
        return Ok(());
    }
    let mut statements = scan::statements(connection, plans)?;
    let mut everyone = PersonScan::new(connection, plans, &mut statements)?;
    let mut waiting = stale.iter().copied().peekable();
    let is_stale = |person: i64| stale.binary_search(&person).is_ok();
    while let Some((person, mut index)) = everyone.next(labels, is_stale)? {
        while let Some(gone) = waiting.next_if(|stale| *stale < person) {
            remove(connection, gone)?;
        }
        if waiting.next_if_eq(&person).is_some() {
            roster.write(connection, &roster.entry(person, &mut index))?;
        }
    }
    waiting.try_for_each(|gone| remove(connection, gone))
}

/// The digest of a person after the last operation that touched them.
pub(crate) fn last_digest(connection: &Connection, person: i64) -> Result<Option<Sum>, StoreError> {
    let bytes: Option<Vec<u8>> = connection
        .prepare_cached("SELECT digest FROM op_person WHERE person = ?1 ORDER BY op DESC LIMIT 1")?
        .query_row([person], |row| row.get(0))
        .optional()?;
    Ok(bytes.and_then(|bytes| Sum::from_bytes(&bytes)))
}
