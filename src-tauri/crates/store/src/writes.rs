//! What can be written within an operation: rows added, changed and taken out, each with its digest and its place in the
//! roster.

use antou_record::{Row, Value};
use rusqlite::OptionalExtension;

use crate::error::StoreError;
use crate::rows::{Cell, OwnerColumn, Plan, quoted};
use crate::schema::referred;
use crate::transact::Tx;

impl Tx<'_> {
    /// Adds a row. `owner` is the person or unit it belongs to; a set of units whose key names the unit takes it from there.
    pub fn insert(&mut self, owner: Option<i64>, row: &Row) -> Result<i64, StoreError> {
        self.insert_as(None, owner, row)
    }

    /// Adds a row under a number it had before.
    pub(crate) fn insert_as(
        &mut self,
        id: Option<i64>,
        owner: Option<i64>,
        row: &Row,
    ) -> Result<i64, StoreError> {
        let plan = self.plan_of(row)?;
        let owner = plan.owner_in(row, owner);
        if owner.is_none() && plan.owner != OwnerColumn::None {
            return Err(StoreError::OwnerMissing {
                set: plan.set.label.clone(),
            });
        }
        self.refuse_broken()?;
        let id = self.write_new(plan, id, owner, row)?;
        let person = plan.person_of(id, owner.unwrap_or_default());
        let digest = self.canonical.row(plan, id, owner.unwrap_or_default(), row)?;
        if plan.is_person() {
            self.touched.born(self.connection, person)?;
        }
        self.touched
            .added(self.connection, &mut self.labels, plan, person, id, row, &digest)?;
        self.count(b'I', plan, id, person);
        self.broken = false;
        if plan.set.code == "unit" {
            self.units.add(id, row);
        }
        if self.touched.is_full() {
            self.write_index()?;
        }
        Ok(id)
    }

    fn write_new(
        &mut self,
        plan: &Plan,
        id: Option<i64>,
        owner: Option<i64>,
        row: &Row,
    ) -> Result<i64, StoreError> {
        let ready = self
            .inserts
            .get_mut(plan.index)
            .ok_or_else(|| not_found(plan, 0))?;
        let insert = match ready {
            Some(insert) => insert,
            None => ready.insert(self.connection.prepare_cached(&plan.insert)?),
        };
        insert.clear_bindings();
        insert.raw_bind_parameter(1, id)?;
        let mut place = 2;
        if let OwnerColumn::Extra(_) = plan.owner {
            insert.raw_bind_parameter(place, owner)?;
            place += 1;
        }
        for (item, value) in row.filled() {
            insert.raw_bind_parameter(place + item.index, Cell::of(item, value)?)?;
        }
        self.broken = true;
        insert.raw_execute()?;
        Ok(self.connection.last_insert_rowid())
    }

    /// Counts a change where screens and the journal's hash want to know of it.
    fn count(&mut self, kind: u8, plan: &Plan, id: i64, person: i64) {
        match kind {
            b'I' => self.counts.inserted += 1,
            b'U' => self.counts.updated += 1,
            _ => self.counts.deleted += 1,
        }
        self.changes.row(kind, plan.number, id, person);
        if !self.tags.contains(&plan.set.code) {
            self.tags.insert(plan.set.code.clone());
        }
    }

    /// A row as it stands now, with its owner.
    pub fn row(&self, set: &str, id: i64) -> Result<(Option<i64>, Row), StoreError> {
        let plan = self.plan(set)?;
        self.find(plan, id)?.ok_or_else(|| not_found(plan, id))
    }

    pub(crate) fn find(&self, plan: &Plan, id: i64) -> Result<Option<(Option<i64>, Row)>, StoreError> {
        let mut statement = self.connection.prepare_cached(&plan.select_by_id)?;
        let found = statement.query_row([id], |row| Ok(plan.read(row))).optional()?;
        Ok(found.transpose()?.map(|(_, owner, row)| (owner, row)))
    }

    /// Changes items of a row, by their place in the set. Answers whether anything is different now.
    pub fn update(
        &mut self,
        set: &str,
        id: i64,
        changes: &[(usize, Option<Value>)],
    ) -> Result<bool, StoreError> {
        let plan = self.plan(set)?;
        let (owner, old) = self.find(plan, id)?.ok_or_else(|| not_found(plan, id))?;
        let mut new = old.clone();
        for (index, value) in changes {
            new.put_at(*index, value.clone());
        }
        let differing = differing(plan, &old, &new)?;
        if differing.is_empty() {
            return Ok(false);
        }
        self.refuse_broken()?;
        self.write_changed(plan, id, &differing, &new)?;
        let old_owner = owner.unwrap_or_default();
        let new_owner = plan.owner_in(&new, owner).unwrap_or_default();
        let person = plan.person_of(id, old_owner);
        let old_digest = self.canonical.row(plan, id, old_owner, &old)?;
        let new_digest = self.canonical.row(plan, id, new_owner, &new)?;
        self.touched
            .removed(self.connection, person, &old_digest, false)?;
        self.touched.added(
            self.connection,
            &mut self.labels,
            plan,
            person,
            id,
            &new,
            &new_digest,
        )?;
        self.count(b'U', plan, id, person);
        self.broken = false;
        self.renamed(plan, id, &differing)?;
        Ok(true)
    }

    fn write_changed(
        &mut self,
        plan: &Plan,
        id: i64,
        differing: &[usize],
        new: &Row,
    ) -> Result<(), StoreError> {
        let items: Vec<_> = differing
            .iter()
            .filter_map(|index| plan.set.items.get(*index))
            .collect();
        let columns: Vec<String> = items
            .iter()
            .map(|item| format!("{} = ?", quoted(&item.code)))
            .collect();
        let sql = format!(
            "UPDATE OR FAIL {} SET {} WHERE id = ?",
            quoted(&plan.set.code),
            columns.join(", ")
        );
        let mut update = self.connection.prepare_cached(&sql)?;
        for (place, item) in items.iter().enumerate() {
            let cell = new
                .at(item.index)
                .map_or(Ok(Cell::Null), |value| Cell::of(item, value))?;
            update.raw_bind_parameter(place + 1, cell)?;
        }
        update.raw_bind_parameter(items.len() + 1, id)?;
        self.broken = true;
        update.raw_execute()?;
        Ok(())
    }

    /// Names known so far may be others now; and when a unit is renamed, everyone there must be found by the new name.
    fn renamed(&mut self, plan: &Plan, id: i64, differing: &[usize]) -> Result<(), StoreError> {
        let says = |code: &str| {
            plan.set
                .item(code)
                .is_some_and(|item| differing.contains(&item.index))
        };
        let is_unit = plan.set.code == "unit";
        if says("name") || says("short") || !(is_unit || plan.is_person()) {
            self.labels.forget();
        }
        if !is_unit || !(says("name") || says("short")) {
            return Ok(());
        }
        self.units.forget();
        for other in self.plans.iter().filter(|other| other.is_of_person()) {
            for item in other
                .set
                .items
                .iter()
                .filter(|item| referred(item) == Some("unit"))
            {
                let sql = format!(
                    "SELECT DISTINCT person FROM {} WHERE {} = ?1",
                    quoted(&other.set.code),
                    quoted(&item.code)
                );
                let mut statement = self.connection.prepare_cached(&sql)?;
                let mut people = statement.query([id])?;
                while let Some(person) = people.next()? {
                    self.touched.stale(self.connection, person.get(0)?)?;
                }
            }
        }
        Ok(())
    }

    /// Takes out a row; of a person, every row that is theirs. What others refer to stays and is named.
    pub fn delete(&mut self, set: &str, id: i64) -> Result<(), StoreError> {
        let plan = self.plan(set)?;
        if plan.is_person() {
            // rows others of the same person refer to go last, so the check below sees only what remains
            for owned in self.plans.iter().filter(|other| other.is_of_person()).rev() {
                for row in self.rows_of(owned, id)? {
                    self.delete_row(owned, row)?;
                }
            }
        }
        self.refuse_if_used(plan, id)?;
        self.delete_row(plan, id)
    }

    fn rows_of(&self, plan: &Plan, person: i64) -> Result<Vec<i64>, StoreError> {
        let sql = format!("SELECT id FROM {} WHERE person = ?1", quoted(&plan.set.code));
        let mut statement = self.connection.prepare_cached(&sql)?;
        let rows = statement.query_map([person], |row| row.get(0))?;
        Ok(rows.collect::<rusqlite::Result<_>>()?)
    }

    /// Takes out one row without asking who refers to it; the database refuses at the end if somebody still does.
    pub(crate) fn delete_row(&mut self, plan: &Plan, id: i64) -> Result<(), StoreError> {
        let (owner, row) = self.find(plan, id)?.ok_or_else(|| not_found(plan, id))?;
        let owner = owner.unwrap_or_default();
        let person = plan.person_of(id, owner);
        let digest = self.canonical.row(plan, id, owner, &row)?;
        self.refuse_broken()?;
        self.broken = true;
        self.connection.prepare_cached(&plan.delete)?.execute([id])?;
        self.touched
            .removed(self.connection, person, &digest, plan.is_person())?;
        self.count(b'D', plan, id, person);
        self.broken = false;
        self.labels.forget();
        if plan.set.code == "unit" {
            self.units.forget();
        }
        Ok(())
    }

    fn refuse_if_used(&mut self, plan: &Plan, id: i64) -> Result<(), StoreError> {
        match self.users(plan, id)? {
            Some((place, count)) => Err(StoreError::StillUsed {
                name: self
                    .labels
                    .of(self.connection, self.plans, &plan.set.code, id)?
                    .to_owned(),
                place,
                count,
            }),
            None => Ok(()),
        }
    }

    /// Where a row is referred to first, and how often there.
    pub(crate) fn users(&self, plan: &Plan, id: i64) -> Result<Option<(String, i64)>, StoreError> {
        for other in self.plans {
            for item in other
                .set
                .items
                .iter()
                .filter(|item| referred(item) == Some(&plan.set.code))
            {
                let sql = format!(
                    "SELECT count(*) FROM {} WHERE {} = ?1 AND NOT (?2 AND id = ?1)",
                    quoted(&other.set.code),
                    quoted(&item.code)
                );
                let itself = std::ptr::eq(other, plan);
                let count: i64 = self
                    .connection
                    .prepare_cached(&sql)?
                    .query_row((id, itself), |row| row.get(0))?;
                if count > 0 {
                    return Ok(Some((format!("{}·{}", other.set.label, item.label), count)));
                }
            }
        }
        Ok(None)
    }
}

fn differing(plan: &Plan, old: &Row, new: &Row) -> Result<Vec<usize>, StoreError> {
    let mut differing = Vec::new();
    for item in &plan.set.items {
        let cell = |row: &Row| {
            row.at(item.index).map_or(Ok(None), |value| {
                Cell::of(item, value).map(|cell| match cell {
                    Cell::Null => None,
                    Cell::Int(number) => Some(Cell::Int(number)),
                    Cell::Real(number) => Some(Cell::Real(number)),
                    Cell::Text(text) => Some(Cell::Text(text.into_owned().into())),
                })
            })
        };
        if cell(old)? != cell(new)? {
            differing.push(item.index);
        }
    }
    Ok(differing)
}

pub(crate) fn not_found(plan: &Plan, id: i64) -> StoreError {
    StoreError::NotFound {
        what: plan.set.label.clone(),
        id,
    }
}
