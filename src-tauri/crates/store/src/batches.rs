//! Imports as batches: the list of them, whether a file was taken in before, and the people of one.

use rusqlite::{ToSql, params_from_iter};

use crate::error::StoreError;
use crate::history::{HistoryQuery, Operation};
use crate::journal::{OpKind, OpRecord};
use crate::labels::Labels;
use crate::vault::Vault;

/// A page of the imports.
#[derive(Debug, Clone, Default)]
pub struct Batches {
    /// Number of all.
    pub total: i64,
    /// Those of the page, the latest first.
    pub batches: Vec<Operation>,
}

/// Somebody an import concerned.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct BatchPerson {
    /// The person.
    pub person: i64,
    /// Whether the import added the person.
    pub is_new: bool,
    /// Name as it stands now; empty when the person was taken out since.
    pub name: String,
}

impl Vault {
    /// The imports, the latest first.
    pub fn batches(&self, offset: usize, limit: usize) -> Result<Batches, StoreError> {
        let kind = OpKind::Import.as_str();
        let total = self
            .connection
            .prepare_cached("SELECT count(*) FROM op WHERE kind = ?1")?
            .query_row([kind], |row| row.get(0))?;
        let (offset, limit) = (whole(offset), whole(limit));
        let rest = "WHERE kind = ?1 ORDER BY id DESC LIMIT ?2 OFFSET ?3";
        Ok(Batches {
            total,
            batches: self.imports(rest, &[&kind, &limit, &offset])?,
        })
    }

    /// The imports that took in a file of this digest, the latest first.
    pub fn imports_of(&self, digest: &str) -> Result<Vec<Operation>, StoreError> {
        let rest = "WHERE kind = ?1 AND instr(detail, ?2) > 0 ORDER BY id DESC";
        self.imports(rest, &[&OpKind::Import.as_str(), &digest])
    }

    fn imports(&self, rest: &str, values: &[&dyn ToSql]) -> Result<Vec<Operation>, StoreError> {
        let mut statement = self.connection.prepare_cached(&OpRecord::select(rest))?;
        let records = statement.query_map(params_from_iter(values), OpRecord::from_row)?;
        let query = HistoryQuery {
            rows: 0,
            ..HistoryQuery::default()
        };
        let mut labels = Labels::default();
        records
            .map(|record| self.operation(record?, &query, &mut labels))
            .collect()
    }

    /// People an operation concerned, in the order it came to them, and how many there are; `is_new` picks those it added
    /// or the others.
    pub fn people_of(
        &self,
        op: i64,
        is_new: Option<bool>,
        offset: usize,
        limit: usize,
    ) -> Result<(i64, Vec<BatchPerson>), StoreError> {
        let record = OpRecord::find(&self.connection, op)?;
        let wanted = match is_new {
            None => "",
            Some(true) => "HAVING new",
            Some(false) => "HAVING NOT new",
        };
        let found = format!(
            "SELECT person, max(kind = 'I' AND set_no = ?3) AS new, min(id) AS first FROM change
             WHERE id BETWEEN ?1 AND ?2 AND person <> 0 GROUP BY person {wanted}"
        );
        let range = (
            record.first_change,
            record.last_change,
            self.plan("person")?.number,
        );
        let total = self
            .connection
            .prepare_cached(&format!("SELECT count(*) FROM ({found})"))?
            .query_row(range, |row| row.get(0))?;
        let page = format!("{found} ORDER BY first LIMIT ?4 OFFSET ?5");
        let mut statement = self.connection.prepare_cached(&page)?;
        let rows = statement.query_map((range.0, range.1, range.2, whole(limit), whole(offset)), |row| {
            Ok((row.get::<_, i64>(0)?, row.get(1)?))
        })?;
        let mut people = Vec::new();
        for row in rows {
            let (person, is_new) = row?;
            people.push(BatchPerson {
                person,
                is_new,
                name: self.person_name(person)?,
            });
        }
        Ok((total, people))
    }
}

fn whole(number: usize) -> i64 {
    i64::try_from(number).unwrap_or(i64::MAX)
}
