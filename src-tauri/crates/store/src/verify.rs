//! Checking that everything is still what was written: every page, the structure, the references, the digest of every
//! person, the chain of operations, and the anchor outside the file.

use std::collections::HashMap;

use rusqlite::Connection;

use crate::anchor;
use crate::digest::{Canonical, Sum, sm3};
use crate::error::StoreError;
use crate::finding::Finding;
use crate::hex::hex;
use crate::journal::{ChangeHash, OpRecord};
use crate::vault::Vault;

/// How far a check has come.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Step {
    /// What is being checked.
    pub label: &'static str,
    /// Steps done.
    pub done: usize,
    /// Steps in all.
    pub total: usize,
}

type Check = fn(&Vault) -> Result<Vec<Finding>, StoreError>;

const CHECKS: &[(&str, Check)] = &[
    ("逐页核对", |vault| pages(&vault.connection)),
    ("核对照片", |vault| vault.check_blobs()),
    ("核对结构", |vault| structure(&vault.connection, false)),
    ("核对引用", |vault| references(&vault.connection)),
    ("核对每个人的登记", Vault::check_people),
    ("核对操作记录", Vault::check_chain),
    ("核对检索", Vault::check_index),
    ("核对防回退记录", Vault::anchor_findings),
];

impl Vault {
    /// Checks everything. `progress` is told each step and stops the check by answering `false`.
    pub fn verify(&self, progress: &mut dyn FnMut(Step) -> bool) -> Result<Vec<Finding>, StoreError> {
        let mut findings = Vec::new();
        // what is checked is what stands in the file, not what this process remembers of it
        self.connection.release_memory()?;
        for (done, (label, check)) in CHECKS.iter().enumerate() {
            let total = CHECKS.len();
            if !progress(Step { label, done, total }) {
                return Err(StoreError::Cancelled);
            }
            match check(self) {
                Ok(found) => findings.extend(found),
                // a page that cannot be read is what the check is looking for
                Err(StoreError::Damaged { detail, .. }) => findings.push(Finding::Page { detail }),
                Err(other) => return Err(other),
            }
        }
        findings.dedup();
        Ok(findings)
    }

    fn check_blobs(&self) -> Result<Vec<Finding>, StoreError> {
        let mut findings = pages(&self.blobs)?;
        let mut statement = self.blobs.prepare("SELECT digest, bytes FROM blob")?;
        let mut rows = statement.query([])?;
        while let Some(row) = rows.next()? {
            let digest: String = row.get(0)?;
            if hex(&sm3(&[row.get_ref(1)?.as_blob().unwrap_or_default()])) != digest {
                findings.push(Finding::Blob { digest });
            }
        }
        Ok(findings)
    }

    /// Sums every row up again and compares with what the last operation of each person left.
    fn check_people(&self) -> Result<Vec<Finding>, StoreError> {
        let mut sums = self.sums()?;
        let mut findings = Vec::new();
        let mut statement = self
            .connection
            .prepare("SELECT person, max(op), digest FROM op_person GROUP BY person")?;
        let mut rows = statement.query([])?;
        while let Some(row) = rows.next()? {
            let person: i64 = row.get(0)?;
            let kept = Sum::from_bytes(row.get_ref(2)?.as_blob().unwrap_or_default());
            if kept != Some(sums.remove(&person).unwrap_or_default()) {
                findings.push(self.changed_person(person)?);
            }
        }
        // people no operation knows of
        let mut unknown: Vec<i64> = sums.into_keys().collect();
        unknown.sort_unstable();
        for person in unknown {
            findings.push(self.changed_person(person)?);
        }
        Ok(findings)
    }

    pub(crate) fn sums(&self) -> Result<HashMap<i64, Sum>, StoreError> {
        let mut sums: HashMap<i64, Sum> = HashMap::new();
        let mut canonical = Canonical::default();
        for plan in &self.plans {
            let mut statement = self.connection.prepare(&plan.select)?;
            let mut rows = statement.query([])?;
            while let Some(row) = rows.next()? {
                let (id, owner, digest) = canonical.stored(plan, row)?;
                sums.entry(plan.person_of(id, owner)).or_default().add(&digest);
            }
        }
        Ok(sums)
    }

    fn changed_person(&self, person: i64) -> Result<Finding, StoreError> {
        if person == 0 {
            return Ok(Finding::Shared);
        }
        let name = self.person_name(person)?;
        Ok(Finding::Person { person, name })
    }

    /// Goes along the chain from the first operation and computes every hash again.
    fn check_chain(&self) -> Result<Vec<Finding>, StoreError> {
        let mut findings = Vec::new();
        let mut previous = [0; 32];
        let mut expected = 1;
        let mut changes = self
            .connection
            .prepare("SELECT id, op, kind, set_no, row, person, before FROM change ORDER BY id")?;
        let mut changes = Peeked::new(changes.query([])?)?;
        let mut people = self
            .connection
            .prepare("SELECT op, person, digest FROM op_person ORDER BY op, person")?;
        let mut people = Peeked::new(people.query([])?)?;
        let mut ops = self.connection.prepare(&OpRecord::select("ORDER BY id"))?;
        let mut rows = ops.query([])?;
        while let Some(row) = rows.next()? {
            let op = OpRecord::from_row(row)?;
            let digests = people_of(&mut people, op.id)?;
            let hash = changes_of(&mut changes, &op)?;
            if op.id != expected || op.chained(&previous, &digests, &hash) != op.hash {
                findings.push(Finding::Operation { op: op.id });
            }
            previous = op.hash;
            expected = op.id + 1;
        }
        if changes.row()?.is_some() || people.row()?.is_some() {
            findings.push(Finding::Operation { op: expected });
        }
        Ok(findings)
    }

    /// Compares the anchor outside the file with the chain inside.
    pub(crate) fn anchor_findings(&self) -> Result<Vec<Finding>, StoreError> {
        let Some(anchored) = anchor::read(&self.folder) else {
            return Ok(if self.head.op == 0 {
                Vec::new()
            } else {
                vec![Finding::AnchorMissing]
            });
        };
        match OpRecord::find(&self.connection, anchored.op) {
            Ok(op) if op.hash == anchored.hash => Ok(Vec::new()),
            Ok(_) | Err(StoreError::UnknownOperation(_)) => Ok(vec![Finding::OlderState {
                op: self.head.op,
                anchored: anchored.op,
            }]),
            Err(other) => Err(other),
        }
    }
}

/// Pages whose authentication code does not fit.
pub(crate) fn pages(connection: &Connection) -> Result<Vec<Finding>, StoreError> {
    let details = texts(connection, "PRAGMA cipher_integrity_check")?;
    Ok(details
        .into_iter()
        .map(|detail| Finding::Page { detail })
        .collect())
}

/// What the engine's own check says; the quick one leaves out the indexes.
pub(crate) fn structure(connection: &Connection, quick: bool) -> Result<Vec<Finding>, StoreError> {
    let sql = if quick {
        "PRAGMA quick_check(20)"
    } else {
        "PRAGMA integrity_check(20)"
    };
    let details = texts(connection, sql)?;
    Ok(details
        .into_iter()
        .filter(|detail| detail != "ok")
        .map(|detail| Finding::Structure { detail })
        .collect())
}

fn texts(connection: &Connection, sql: &str) -> Result<Vec<String>, StoreError> {
    let mut statement = connection.prepare(sql)?;
    let rows = statement.query_map([], |row| row.get(0))?;
    Ok(rows.collect::<rusqlite::Result<_>>()?)
}

fn references(connection: &Connection) -> Result<Vec<Finding>, StoreError> {
    let mut statement = connection.prepare("PRAGMA foreign_key_check")?;
    let rows = statement.query_map([], |row| {
        Ok(Finding::Reference {
            table: row.get(0)?,
            row: row.get(1)?,
        })
    })?;
    Ok(rows.collect::<rusqlite::Result<_>>()?)
}

/// Rows with a look at the one that comes next.
struct Peeked<'a> {
    rows: rusqlite::Rows<'a>,
}

impl<'a> Peeked<'a> {
    fn new(mut rows: rusqlite::Rows<'a>) -> Result<Self, StoreError> {
        rows.next()?;
        Ok(Self { rows })
    }

    /// The row that comes next.
    fn row(&self) -> Result<Option<&rusqlite::Row<'a>>, StoreError> {
        Ok(fallible_get(&self.rows))
    }

    fn advance(&mut self) -> Result<(), StoreError> {
        self.rows.next()?;
        Ok(())
    }
}

fn fallible_get<'s, 'a>(rows: &'s rusqlite::Rows<'a>) -> Option<&'s rusqlite::Row<'a>> {
    use rusqlite::fallible_streaming_iterator::FallibleStreamingIterator;
    rows.get()
}

fn people_of(people: &mut Peeked<'_>, op: i64) -> Result<[u8; 32], StoreError> {
    let mut all = Vec::new();
    while let Some(row) = people.row()? {
        // digests of an operation that is not there are hashed into the next one, which then does not fit
        if row.get::<_, i64>(0)? > op {
            break;
        }
        all.extend_from_slice(&row.get::<_, i64>(1)?.to_le_bytes());
        all.extend_from_slice(row.get_ref(2)?.as_blob().unwrap_or_default());
        people.advance()?;
    }
    Ok(sm3(&[&all]))
}

fn changes_of(changes: &mut Peeked<'_>, op: &OpRecord) -> Result<ChangeHash, StoreError> {
    let mut hash = ChangeHash::new();
    while let Some(row) = changes.row()? {
        if row.get::<_, i64>(0)? > op.last_change {
            break;
        }
        let kind = row.get_ref(2)?.as_bytes().unwrap_or_default().first().copied();
        let of_another = row.get::<_, i64>(1)? != op.id;
        hash.row(
            if of_another { 0 } else { kind.unwrap_or_default() },
            row.get(3)?,
            row.get(4)?,
            row.get(5)?,
        );
        if kind != Some(b'I') {
            hash.before(row.get_ref(6)?.as_str().unwrap_or_default());
        }
        changes.advance()?;
    }
    Ok(hash)
}
