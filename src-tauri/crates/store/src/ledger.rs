//! Ledgers (台账): the rows of one information set over everybody who has some, narrowed, sorted and paged by the database
//! as lists of people are. A ledger of units holds the rows of units.

use antou_record::{Item, Owner, Value};
use rusqlite::params_from_iter;
use rusqlite::types::Value as Parameter;

use crate::column::Column;
use crate::condition;
use crate::error::StoreError;
use crate::free_text;
use crate::labels::Labels;
use crate::people::{BELOW, BY_LEVEL, PeopleQuery};
use crate::rows::{Plan, owner_name, quoted};
use crate::sorting::{SortKey, order_by};
use crate::sql::Sql;
use crate::vault::Vault;

/// Which rows of a ledger, in which order, with which columns.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct LedgerQuery {
    /// The information set.
    pub set: String,
    /// The rest as in a list of people. Columns, conditions and keys of the set itself (`training.hours`) are about the row
    /// of the ledger, all others about its person. Without an order the row a dossier shows first comes first.
    pub people: PeopleQuery,
}

/// A page of a ledger.
#[derive(Debug, Clone)]
pub struct LedgerPage {
    /// Rows in all pages.
    pub total: i64,
    /// The items of the columns, as asked for.
    pub columns: Vec<&'static Item>,
    /// The rows of this page.
    pub rows: Vec<LedgerRow>,
}

/// A row of a ledger.
#[derive(Debug, Clone, PartialEq)]
pub struct LedgerRow {
    /// Id of the row in its set.
    pub id: i64,
    /// The person or the unit it belongs to; `None` when it is nobody's.
    pub owner: Option<i64>,
    /// The values of the columns.
    pub cells: Vec<Option<Value>>,
}

/// Rows of a ledger that say the same.
#[derive(Debug, Clone, PartialEq)]
pub struct LedgerGroup {
    /// How many rows.
    pub rows: i64,
    /// How many people or units they belong to.
    pub owners: i64,
    /// What they say.
    pub values: Vec<Option<Value>>,
}

/// A column of a ledger: of its own rows, or of the person a row belongs to.
enum Place<'a> {
    Own(&'static Item),
    OfPerson(Column<'a>),
}

impl Place<'_> {
    fn item(&self) -> &'static Item {
        match self {
            Self::Own(item) => item,
            Self::OfPerson(column) => column.item,
        }
    }

    fn value(&self) -> Sql {
        match self {
            Self::Own(item) => Sql::new(own(item), []),
            Self::OfPerson(column) => column.value(),
        }
    }

    fn join(&self) -> Option<String> {
        match self {
            Self::Own(_) => None,
            Self::OfPerson(column) => column.join(),
        }
    }
}

/// An item of the ledger's rows in SQL.
fn own(item: &Item) -> String {
    format!("t.{}", quoted(&item.code))
}

impl Vault {
    /// A page of a ledger.
    pub fn ledger(&self, query: &LedgerQuery) -> Result<LedgerPage, StoreError> {
        let ids = self.ledger_ids(query)?;
        let page = ids.iter().skip(query.people.offset).take(query.people.limit);
        let page: Vec<i64> = page.copied().collect();
        let places = self.places(query)?;
        Ok(LedgerPage {
            total: i64::try_from(ids.len()).unwrap_or(i64::MAX),
            columns: places.iter().map(Place::item).collect(),
            rows: self.ledger_lines(query, &page)?,
        })
    }

    /// Ids of every row a query finds, in order: whoever keeps them reads any page of a long ledger at once.
    pub fn ledger_ids(&self, query: &LedgerQuery) -> Result<Vec<i64>, StoreError> {
        let plan = self.plan(&query.set)?;
        let sorted = self.sorted_by(query, plan)?;
        let joins: Vec<String> = sorted.iter().filter_map(|(key, _)| key.join()).collect();
        let mut sql = Sql::new("SELECT t.id FROM ", []);
        sql.append(self.found_rows(query, plan, &joins)?)
            .append(order(plan, &sorted));
        let mut statement = self.connection.prepare_cached(&sql.text)?;
        let ids = statement.query_map(params_from_iter(sql.values), |row| row.get(0))?;
        Ok(ids.collect::<rusqlite::Result<_>>()?)
    }

    /// Rows by their ids, in the order given, with the columns of the query.
    pub fn ledger_lines(&self, query: &LedgerQuery, ids: &[i64]) -> Result<Vec<LedgerRow>, StoreError> {
        let plan = self.plan(&query.set)?;
        let places = self.places(query)?;
        let bare = LedgerQuery {
            set: query.set.clone(),
            people: PeopleQuery::default(),
        };
        let mut sql = self.select(&bare, plan, &places)?;
        sql.push(" WHERE t.id = ?");
        let items: Vec<&'static Item> = places.iter().map(Place::item).collect();
        let mut labels = Labels::default();
        let mut statement = self.connection.prepare_cached(&sql.text)?;
        let mut rows = Vec::with_capacity(ids.len());
        for id in ids {
            let values = sql.values.iter().cloned().chain([Parameter::Integer(*id)]);
            let mut found = statement.query(params_from_iter(values))?;
            if let Some(row) = found.next()? {
                rows.push(self.row_read(&items, row, &mut labels)?);
            }
        }
        Ok(rows)
    }

    /// How many rows a query finds, whatever its page.
    pub fn ledger_count(&self, query: &LedgerQuery) -> Result<i64, StoreError> {
        let plan = self.plan(&query.set)?;
        let mut sql = Sql::new("SELECT count(*) FROM ", []);
        sql.append(self.found_rows(query, plan, &[])?);
        let mut statement = self.connection.prepare_cached(&sql.text)?;
        Ok(statement.query_row(params_from_iter(sql.values), |row| row.get(0))?)
    }

    /// Every row a query finds, one by one: a ledger of any length is written in flat memory.
    pub fn each_ledger_row<E: From<StoreError>>(
        &self,
        query: &LedgerQuery,
        work: impl FnMut(LedgerRow) -> Result<(), E>,
    ) -> Result<(), E> {
        let plan = self.plan(&query.set)?;
        let places = self.places(query)?;
        let sorted = self.sorted_by(query, plan)?;
        let keys = sorted.iter().filter_map(|(key, _)| key.join());
        let mut sql = self.select_with(query, plan, &places, keys)?;
        sql.append(order(plan, &sorted));
        self.each_found(sql, &places, work)
    }

    /// Every row a query finds in no order of its own: for what is computed over all of them, which sorting would only delay.
    pub fn gather_ledger_rows<E: From<StoreError>>(
        &self,
        query: &LedgerQuery,
        work: impl FnMut(LedgerRow) -> Result<(), E>,
    ) -> Result<(), E> {
        let places = self.places(query)?;
        let sql = self.select(query, self.plan(&query.set)?, &places)?;
        self.each_found(sql, &places, work)
    }

    /// The rows a query finds put together by what some of their own items say, in the usual order of the ledger. Columns of
    /// the query are not looked at.
    pub fn ledger_groups(&self, query: &LedgerQuery, by: &[&str]) -> Result<Vec<LedgerGroup>, StoreError> {
        let plan = self.plan(&query.set)?;
        let items = by
            .iter()
            .map(|code| {
                let item = plan.set.item(code);
                item.ok_or_else(|| StoreError::UnknownColumn(format!("{}.{code}", plan.set.code)))
            })
            .collect::<Result<Vec<_>, StoreError>>()?;
        let columns: Vec<String> = items.iter().map(|item| own(item)).collect();
        let owner = owner_name(plan.set, &plan.owner).map_or("NULL".to_owned(), |name| format!("t.{name}"));
        let mut sql = Sql::new(
            format!(
                "SELECT count(*), count(DISTINCT {owner}), {} FROM ",
                columns.join(", ")
            ),
            [],
        );
        sql.append(self.found_rows(query, plan, &[])?)
            .push(&format!(" GROUP BY {} ORDER BY ", columns.join(", ")))
            .push(&plan.current.terms("t"))
            .push("min(t.id)");
        let mut labels = Labels::default();
        let mut statement = self.connection.prepare_cached(&sql.text)?;
        let mut found = statement.query(params_from_iter(sql.values))?;
        let mut groups = Vec::new();
        while let Some(row) = found.next()? {
            groups.push(LedgerGroup {
                rows: row.get(0)?,
                owners: row.get(1)?,
                values: self.cells(&items, row, 2, &mut labels)?,
            });
        }
        Ok(groups)
    }

    fn each_found<E: From<StoreError>>(
        &self,
        sql: Sql,
        places: &[Place<'_>],
        mut work: impl FnMut(LedgerRow) -> Result<(), E>,
    ) -> Result<(), E> {
        let items: Vec<&'static Item> = places.iter().map(Place::item).collect();
        let mut labels = Labels::default();
        let mut statement = self
            .connection
            .prepare_cached(&sql.text)
            .map_err(StoreError::from)?;
        let mut found = statement
            .query(params_from_iter(sql.values))
            .map_err(StoreError::from)?;
        while let Some(row) = found.next().map_err(StoreError::from)? {
            work(self.row_read(&items, row, &mut labels)?)?;
        }
        Ok(())
    }

    fn row_read(
        &self,
        items: &[&'static Item],
        row: &rusqlite::Row<'_>,
        labels: &mut Labels,
    ) -> Result<LedgerRow, StoreError> {
        Ok(LedgerRow {
            id: row.get(0)?,
            owner: row.get(1)?,
            cells: self.cells(items, row, 2, labels)?,
        })
    }

    fn places(&self, query: &LedgerQuery) -> Result<Vec<Place<'_>>, StoreError> {
        let plan = self.plan(&query.set)?;
        let columns = query.people.columns.iter();
        columns.map(|path| self.place(plan, path)).collect()
    }

    fn sorted_by(&self, query: &LedgerQuery, plan: &Plan) -> Result<Vec<(LedgerKey<'_>, bool)>, StoreError> {
        let keys = query.people.sort.iter();
        keys.map(|sort| Ok((self.ledger_key(plan, &sort.column)?, sort.descending)))
            .collect()
    }

    fn select(&self, query: &LedgerQuery, plan: &Plan, places: &[Place<'_>]) -> Result<Sql, StoreError> {
        self.select_with(query, plan, places, std::iter::empty())
    }

    /// Id, owner and the columns of every row the query finds.
    fn select_with(
        &self,
        query: &LedgerQuery,
        plan: &Plan,
        places: &[Place<'_>],
        keys: impl Iterator<Item = String>,
    ) -> Result<Sql, StoreError> {
        let owner = owner_name(plan.set, &plan.owner).map_or("NULL".to_owned(), |name| format!("t.{name}"));
        let mut sql = Sql::new(format!("SELECT t.id, {owner}"), []);
        for place in places {
            sql.push(", ").append(place.value());
        }
        let joins: Vec<String> = places.iter().filter_map(Place::join).chain(keys).collect();
        sql.push(" FROM ").append(self.found_rows(query, plan, &joins)?);
        Ok(sql)
    }

    /// `FROM` and `WHERE` of every row the query finds.
    fn found_rows(&self, query: &LedgerQuery, plan: &Plan, joins: &[String]) -> Result<Sql, StoreError> {
        let people = &query.people;
        let mut joins = joins.to_vec();
        let (mut of_rows, mut of_people) = (Vec::new(), Vec::new());
        for condition in &people.conditions {
            match self.place(plan, &condition.column)? {
                Place::Own(item) => of_rows.push(condition::of_value(item, &own(item), condition)?),
                Place::OfPerson(column) => {
                    joins.extend(column.join());
                    of_people.push((column, condition));
                }
            }
        }
        joins.sort();
        joins.dedup();
        let of_person = plan.set.owner == Owner::Person;
        let mut sql = Sql::new(format!("{} AS t", quoted(&plan.set.code)), []);
        if of_person {
            sql.push(" JOIN roster AS r ON r.person = t.person")
                .push(&joins.concat());
        }
        let mut tests = condition::tests(&of_people)?;
        tests.extend(of_rows);
        tests.extend(free_text::in_rows(&people.text, plan.set, of_person));
        tests.extend(people.unit.map(|unit| self.in_unit(plan, people.subunits, unit)));
        for (index, test) in tests.into_iter().enumerate() {
            sql.push(if index == 0 { " WHERE (" } else { " AND (" })
                .append(test)
                .push(")");
        }
        Ok(sql)
    }

    fn in_unit(&self, plan: &Plan, subunits: bool, unit: i64) -> Sql {
        let column = match (plan.set.owner, owner_name(plan.set, &plan.owner)) {
            (Owner::Person, _) => "r.unit".to_owned(),
            (Owner::Unit, Some(owner)) => format!("t.{owner}"),
            _ => return Sql::new("1", []),
        };
        let test = if subunits {
            format!("{column} {BELOW}")
        } else {
            format!("{column} = ?")
        };
        Sql::new(test, [Parameter::Integer(unit)])
    }

    /// What a path means in a ledger.
    fn place(&self, plan: &Plan, path: &str) -> Result<Place<'_>, StoreError> {
        let unknown = || StoreError::UnknownColumn(path.to_owned());
        let of_set = path
            .strip_prefix(plan.set.code.as_str())
            .and_then(|rest| rest.strip_prefix('.'));
        match of_set {
            Some(code) => plan.set.item(code).map(Place::Own).ok_or_else(unknown),
            None if plan.set.owner == Owner::Person => Ok(Place::OfPerson(self.column(path)?)),
            None => Err(unknown()),
        }
    }

    fn ledger_key(&self, plan: &Plan, path: &str) -> Result<LedgerKey<'_>, StoreError> {
        Ok(match path.strip_prefix(plan.set.code.as_str()) {
            Some(rest) if rest.starts_with('.') => LedgerKey::Own(self.place(plan, path)?.item()),
            _ if plan.set.owner == Owner::Person => LedgerKey::OfPerson(self.sort_column(path)?),
            _ => return Err(StoreError::UnknownColumn(path.to_owned())),
        })
    }
}

/// The order of a ledger: the keys asked for, then its usual one.
fn order(plan: &Plan, sorted: &[(LedgerKey<'_>, bool)]) -> Sql {
    let mut sql = Sql::new(" ORDER BY ", []);
    for (key, descending) in sorted {
        sql.append(key.sql(*descending)).push(", ");
    }
    sql.push(&plan.current.terms("t"));
    if plan.set.owner == Owner::Person {
        sql.push(BY_LEVEL).push(", ");
    }
    sql.push("t.id");
    sql
}

/// What a ledger is sorted by.
enum LedgerKey<'a> {
    Own(&'static Item),
    OfPerson(SortKey<'a>),
}

impl LedgerKey<'_> {
    fn join(&self) -> Option<String> {
        match self {
            Self::Own(_) => None,
            Self::OfPerson(key) => key.column().and_then(Column::join),
        }
    }

    fn sql(&self, descending: bool) -> Sql {
        match self {
            Self::Own(item) => order_by(item, Sql::new(own(item), []), descending),
            Self::OfPerson(key) => key.sql(descending),
        }
    }
}
