//! Reading: a whole dossier, rows of a set, and who a row of a spreadsheet may be.

use antou_record::{Dossier, Kind, Owner, Record, Row, Value, dictionary};
use rusqlite::{Connection, OptionalExtension, Transaction};

use crate::blobs;
use crate::error::StoreError;
use crate::fulltext::phrase;
use crate::labels::Labels;
use crate::rows::{OwnerColumn, Plan};
use crate::said::Question;
use crate::transact::Tx;
use crate::vault::Vault;
use crate::writes::not_found;

/// By what a person in a spreadsheet is recognised.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Identity {
    /// Id of the person.
    pub person: i64,
    /// Name.
    pub name: String,
    /// Birth, as far as known.
    pub birth: Option<antou_record::PartialDate>,
    /// Identity number, if known.
    pub id_number: Option<String>,
}

/// Numbers for the first screen.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Summary {
    /// People in the vault.
    pub people: i64,
    /// Units in the tree.
    pub units: i64,
    /// Number of the last operation.
    pub last_op: i64,
    /// Unix time of the last backup.
    pub last_backup: Option<i64>,
    /// Rows of each set, in the order of a dossier.
    pub rows: Vec<(String, i64)>,
}

/// Reads rows of an open file, inside an operation or outside.
struct Reader<'a> {
    connection: &'a Connection,
    plans: &'a [Plan],
}

impl Reader<'_> {
    /// Everything about one person but the photo.
    fn dossier(&self, person: i64, labels: &mut Labels) -> Result<Dossier, StoreError> {
        self.dossier_with(person, |_| true, labels)
    }

    /// The same with only those sets that are wanted.
    fn dossier_with(
        &self,
        person: i64,
        is_wanted: impl Fn(&str) -> bool,
        labels: &mut Labels,
    ) -> Result<Dossier, StoreError> {
        let mut dossier = Dossier::new(person);
        for plan in self.plans {
            if std::ptr::eq(plan.set, dictionary().person()) {
                dossier.person = self.row(plan, person, labels)?;
            } else if plan.is_of_person() && is_wanted(&plan.set.code) {
                let rows = self.rows(plan, &plan.select_by_owner, [person], labels)?;
                if !rows.is_empty() {
                    dossier.sets.insert(plan.set.code.clone(), rows);
                }
            }
        }
        Ok(dossier)
    }

    /// A unit with the rows that belong to it, in the shape of a dossier.
    fn unit(&self, unit: i64, labels: &mut Labels) -> Result<Dossier, StoreError> {
        let mut dossier = Dossier::new(unit);
        for plan in self.plans {
            if plan.set.code == "unit" {
                dossier.person = self.row(plan, unit, labels)?;
            } else if plan.set.owner == Owner::Unit {
                let rows = self.rows(plan, &plan.select_by_owner, [unit], labels)?;
                if !rows.is_empty() {
                    dossier.sets.insert(plan.set.code.clone(), rows);
                }
            }
        }
        Ok(dossier)
    }

    fn row(&self, plan: &Plan, id: i64, labels: &mut Labels) -> Result<Row, StoreError> {
        let mut statement = self.connection.prepare_cached(&plan.select_by_id)?;
        let found = statement.query_row([id], |row| Ok(plan.read(row))).optional()?;
        let (_, _, mut row) = found.ok_or_else(|| not_found(plan, id))??;
        labels.fill(self.connection, self.plans, &mut row)?;
        Ok(row)
    }

    fn rows<P: rusqlite::Params>(
        &self,
        plan: &Plan,
        sql: &str,
        params: P,
        labels: &mut Labels,
    ) -> Result<Vec<Record>, StoreError> {
        let mut statement = self.connection.prepare_cached(sql)?;
        let mut rows = statement.query(params)?;
        let mut records: Vec<(Vec<u8>, Record)> = Vec::new();
        while let Some(row) = rows.next()? {
            let (id, _, row) = plan.read(row)?;
            records.push((plan.sort.key(&row), Record { id, row }));
        }
        records.sort_by(|one, two| (&one.0, one.1.id).cmp(&(&two.0, two.1.id)));
        let mut sorted = Vec::with_capacity(records.len());
        for (_, mut record) in records {
            labels.fill(self.connection, self.plans, &mut record.row)?;
            sorted.push(record);
        }
        Ok(sorted)
    }
}

fn named(connection: &Connection, name: &str) -> Result<Vec<i64>, StoreError> {
    let Some(phrase) = phrase(name) else {
        return Ok(Vec::new());
    };
    let sql = "SELECT person FROM fulltext(?1) AS found CROSS JOIN roster ON person = found.rowid
               WHERE roster.name = ?2 ORDER BY person";
    let mut statement = connection.prepare_cached(sql)?;
    let rows = statement.query_map((format!("name : {phrase}"), name), |row| row.get(0))?;
    Ok(rows.collect::<rusqlite::Result<_>>()?)
}

impl Tx<'_> {
    /// People who had this name before this operation.
    pub fn people_named(&self, name: &str) -> Result<Vec<i64>, StoreError> {
        named(self.connection, name)
    }

    /// Everything about one person as this operation has left it so far, without the photo.
    pub fn dossier(&mut self, person: i64) -> Result<Dossier, StoreError> {
        let reader = Reader {
            connection: self.connection,
            plans: self.plans,
        };
        reader.dossier(person, &mut self.labels)
    }

    /// The same with only some of the sets, for those who look at many people.
    pub fn dossier_with(&mut self, person: i64, sets: &[&str]) -> Result<Dossier, StoreError> {
        let reader = Reader {
            connection: self.connection,
            plans: self.plans,
        };
        reader.dossier_with(person, |set| sets.contains(&set), &mut self.labels)
    }

    /// A unit and the rows that belong to it as this operation has left them so far, in the shape of a dossier.
    pub fn unit_dossier(&mut self, unit: i64) -> Result<Dossier, StoreError> {
        let reader = Reader {
            connection: self.connection,
            plans: self.plans,
        };
        reader.unit(unit, &mut self.labels)
    }
}

/// Reads dossiers one after another. Names of units are looked up once for all of them.
pub struct Dossiers<'a> {
    pub(crate) vault: &'a Vault,
    pub(crate) labels: Labels,
    pub(crate) questions: Vec<Question<'a>>,
    /// Each statement would lock the file and let it go again. Without it everything is only slower.
    _one_view: Option<Transaction<'a>>,
}

impl Dossiers<'_> {
    /// Somebody's 基本情况 and only some of the sets, without the photo.
    pub fn with_sets(&mut self, person: i64, sets: &[&str]) -> Result<Dossier, StoreError> {
        let reader = self.vault.reader();
        reader.dossier_with(person, |set| sets.contains(&set), &mut self.labels)
    }

    /// A unit and the rows that belong to it, in the shape of a dossier.
    pub fn of_unit(&mut self, unit: i64) -> Result<Dossier, StoreError> {
        self.vault.reader().unit(unit, &mut self.labels)
    }
}

impl Vault {
    /// For reading many dossiers.
    pub fn dossiers(&self) -> Dossiers<'_> {
        Dossiers {
            vault: self,
            labels: Labels::default(),
            questions: Vec::new(),
            _one_view: self.one_view(),
        }
    }

    /// The vault as it stands now, until it is let go; none inside another.
    fn one_view(&self) -> Option<Transaction<'_>> {
        let connection = &self.connection;
        connection
            .is_autocommit()
            .then(|| connection.unchecked_transaction().ok())?
    }

    pub(crate) fn plan(&self, set: &str) -> Result<&Plan, StoreError> {
        self.plans
            .iter()
            .find(|plan| plan.set.code == set)
            .ok_or_else(|| StoreError::UnknownColumn(set.to_owned()))
    }

    /// A unit and the rows that belong to it, in the shape of a dossier.
    pub fn unit_dossier(&self, unit: i64) -> Result<Dossier, StoreError> {
        self.reader().unit(unit, &mut Labels::default())
    }

    /// Everything about one person; references carry the names of what they point to.
    pub fn dossier(&self, person: i64) -> Result<Dossier, StoreError> {
        let mut dossier = self.reader().dossier(person, &mut Labels::default())?;
        let photo = dictionary()
            .person()
            .items
            .iter()
            .find(|item| item.kind == Kind::Blob);
        if let Some(Value::Text(digest)) = photo.and_then(|item| dossier.person.at(item.index)) {
            dossier.photo = blobs::get(&self.blobs, digest)?;
        }
        Ok(dossier)
    }

    /// One row with the names of what it refers to.
    pub fn row(&self, set: &str, id: i64) -> Result<Row, StoreError> {
        self.reader().row(self.plan(set)?, id, &mut Labels::default())
    }

    /// Whose row it is: the person or the unit it belongs to.
    pub fn owner(&self, set: &str, id: i64) -> Result<Option<i64>, StoreError> {
        let plan = self.plan(set)?;
        let mut statement = self.connection.prepare_cached(&plan.select_by_id)?;
        let found = statement.query_row([id], |row| Ok(plan.read(row))).optional()?;
        let (_, owner, _) = found.ok_or_else(|| not_found(plan, id))??;
        Ok(owner)
    }

    fn reader(&self) -> Reader<'_> {
        Reader {
            connection: &self.connection,
            plans: &self.plans,
        }
    }

    /// All rows of a set that is nobody's (units, plans), in the declared order.
    pub fn rows(&self, set: &str) -> Result<Vec<Record>, StoreError> {
        let plan = self.plan(set)?;
        let mut labels = Labels::default();
        self.reader().rows(plan, &plan.select, [], &mut labels)
    }

    /// Rows of a set that belong to one person, or to one unit where the set is of units, in the declared order.
    pub fn own_rows(&self, set: &str, owner: i64) -> Result<Vec<Record>, StoreError> {
        let plan = self.plan(set)?;
        match plan.owner {
            OwnerColumn::None => Ok(Vec::new()),
            _ => self.rows_owned(plan, owner, &mut Labels::default()),
        }
    }

    pub(crate) fn rows_owned(
        &self,
        plan: &Plan,
        owner: i64,
        labels: &mut Labels,
    ) -> Result<Vec<Record>, StoreError> {
        self.reader().rows(plan, &plan.select_by_owner, [owner], labels)
    }

    /// People with this identity number.
    pub fn find_by_id_number(&self, number: &str) -> Result<Vec<i64>, StoreError> {
        self.ids(
            "SELECT id FROM person WHERE id_number = ?1 ORDER BY id",
            &[number],
        )
    }

    /// People of this name.
    pub fn find_by_name(&self, name: &str) -> Result<Vec<i64>, StoreError> {
        named(&self.connection, name)
    }

    fn ids(&self, sql: &str, texts: &[&str]) -> Result<Vec<i64>, StoreError> {
        let mut statement = self.connection.prepare_cached(sql)?;
        let rows = statement.query_map(rusqlite::params_from_iter(texts), |row| row.get(0))?;
        Ok(rows.collect::<rusqlite::Result<_>>()?)
    }

    /// By what everyone is recognised, for matching a whole import; ordered by id.
    pub fn identities(&self) -> Result<Vec<Identity>, StoreError> {
        let mut statement = self
            .connection
            .prepare_cached("SELECT id, coalesce(name, ''), birth, id_number FROM person ORDER BY id")?;
        let rows = statement.query_map([], |row| {
            let birth: Option<String> = row.get(2)?;
            Ok(Identity {
                person: row.get(0)?,
                name: row.get(1)?,
                birth: birth.and_then(|text| antou_record::PartialDate::from_iso(&text)),
                id_number: row.get(3)?,
            })
        })?;
        Ok(rows.collect::<rusqlite::Result<_>>()?)
    }

    /// Numbers for the first screen.
    pub fn summary(&self) -> Result<Summary, StoreError> {
        let mut rows = Vec::new();
        for plan in &self.plans {
            let sql = format!("SELECT count(*) FROM {}", crate::rows::quoted(&plan.set.code));
            let count = self
                .connection
                .prepare_cached(&sql)?
                .query_row([], |row| row.get(0))?;
            rows.push((plan.set.code.clone(), count));
        }
        let count = |set: &str| {
            rows.iter()
                .find(|(code, _)| code == set)
                .map_or(0, |(_, count)| *count)
        };
        Ok(Summary {
            people: count("person"),
            units: count("unit"),
            last_op: self.head.op,
            last_backup: self.backups()?.first().map(|backup| backup.at),
            rows,
        })
    }
}
