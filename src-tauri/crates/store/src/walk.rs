//! Everybody's dossiers one after another, for what is computed over all people: each table is read once, side by side, so
//! that memory stays flat however many there are.

use antou_record::{Dossier, Record, dictionary};
use rusqlite::Rows;
use rusqlite::fallible_streaming_iterator::FallibleStreamingIterator;

use crate::error::StoreError;
use crate::labels::Labels;
use crate::rows::{Plan, quoted};
use crate::vault::Vault;

impl Vault {
    /// Gives 基本情况 and the rows of some sets of each person in the order of their ids, without photos.
    pub fn each_dossier<E: From<StoreError>>(
        &self,
        sets: &[&str],
        work: impl FnMut(Dossier) -> Result<(), E>,
    ) -> Result<(), E> {
        self.each_dossier_as_needed(sets, |_, _| true, work)
    }

    /// The same; rows of a set are passed by unread where what is known of the person so far says that they are not needed.
    /// Sets are read in the order they are asked for.
    pub fn each_dossier_as_needed<E: From<StoreError>>(
        &self,
        sets: &[&str],
        is_needed: impl Fn(&Dossier, &str) -> bool,
        mut work: impl FnMut(Dossier) -> Result<(), E>,
    ) -> Result<(), E> {
        let (plan, plans) = self.walked(sets)?;
        let mut people = self.in_order(plan, "id")?;
        let mut people = people.query([]).map_err(StoreError::from)?;
        let statements = plans.iter().map(|plan| self.in_order(plan, "person, id"));
        let mut statements = statements.collect::<Result<Vec<_>, _>>()?;
        let mut tables = Vec::new();
        for (plan, statement) in plans.iter().zip(&mut statements) {
            let mut rows = statement.query([]).map_err(StoreError::from)?;
            rows.advance().map_err(StoreError::from)?;
            tables.push((*plan, rows));
        }
        let mut labels = Labels::default();
        while let Some(row) = people.next().map_err(StoreError::from)? {
            let (person, _, row) = plan.read(row)?;
            let mut dossier = Dossier::new(person);
            dossier.person = row;
            for (plan, rows) in &mut tables {
                if !is_needed(&dossier, &plan.set.code) {
                    passed_by(person, rows).map_err(StoreError::from)?;
                    continue;
                }
                let records = self.records_of(person, plan, rows, &mut labels)?;
                if !records.is_empty() {
                    dossier.sets.insert(plan.set.code.clone(), records);
                }
            }
            work(dossier)?;
        }
        Ok(())
    }

    /// Whether anybody has a row of a set.
    pub fn has_rows(&self, set: &str) -> Result<bool, StoreError> {
        let table = quoted(&self.plan(set)?.set.code);
        let sql = format!("SELECT EXISTS (SELECT 1 FROM {table})");
        Ok(self.connection.query_row(&sql, [], |row| row.get(0))?)
    }

    fn walked(&self, sets: &[&str]) -> Result<(&Plan, Vec<&Plan>), StoreError> {
        let plan = self.plan(&dictionary().person().code)?;
        let plans = sets.iter().map(|set| self.plan(set));
        let plans = plans.collect::<Result<Vec<_>, _>>()?;
        Ok((
            plan,
            plans.into_iter().filter(|plan| plan.is_of_person()).collect(),
        ))
    }

    fn in_order(&self, plan: &Plan, order: &str) -> Result<rusqlite::CachedStatement<'_>, StoreError> {
        let sql = format!("{} ORDER BY {order}", plan.select);
        Ok(self.connection.prepare_cached(&sql)?)
    }

    /// The rows of one person, in the order of the dossier; rows of those before are passed over.
    fn records_of(
        &self,
        person: i64,
        plan: &Plan,
        rows: &mut Rows<'_>,
        labels: &mut Labels,
    ) -> Result<Vec<Record>, StoreError> {
        let mut records: Vec<(Vec<u8>, Record)> = Vec::new();
        while let Some(row) = rows.get() {
            let owner: i64 = row.get(1)?;
            if owner > person {
                break;
            }
            if owner == person {
                let (id, _, mut row) = plan.read(row)?;
                labels.fill(&self.connection, &self.plans, &mut row)?;
                records.push((plan.sort.key(&row), Record { id, row }));
            }
            rows.advance()?;
        }
        records.sort_by(|one, two| (&one.0, one.1.id).cmp(&(&two.0, two.1.id)));
        Ok(records.into_iter().map(|(_, record)| record).collect())
    }
}

/// Goes on to the rows of the next person.
fn passed_by(person: i64, rows: &mut Rows<'_>) -> rusqlite::Result<()> {
    while let Some(row) = rows.get() {
        if row.get::<_, i64>(1)? > person {
            break;
        }
        rows.advance()?;
    }
    Ok(())
}
