//! Lists of people: found by a few typed letters, narrowed by conditions, sorted, in pages. A query becomes one statement
//! with parameters; nothing a clerk types becomes part of its text.

use antou_record::{Item, Value};
use rusqlite::params_from_iter;
use rusqlite::types::Value as Parameter;

use crate::column::Column;
use crate::condition;
use crate::error::StoreError;
use crate::free_text;
use crate::labels::Labels;
use crate::rows;
use crate::schema::referred;
use crate::sql::Sql;
use crate::vault::Vault;

/// Which people, in which order, with which columns.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PeopleQuery {
    /// What is typed in the search box: name, pinyin, initials, beginning of the identity number, words of the dossier.
    pub text: String,
    /// People whose current post is in this unit.
    pub unit: Option<i64>,
    /// With the units below it.
    pub subunits: bool,
    /// Conditions, all of which must hold.
    pub conditions: Vec<Condition>,
    /// Order; what is found best by the text comes first when nothing is said.
    pub sort: Vec<Sort>,
    /// Columns: `birth`, `post.title` (the row a list shows), `assessment[2023].conclusion`.
    pub columns: Vec<String>,
    /// People left out at the beginning.
    pub offset: usize,
    /// Most people answered.
    pub limit: usize,
}

impl Default for PeopleQuery {
    fn default() -> Self {
        Self {
            text: String::new(),
            unit: None,
            subunits: true,
            conditions: Vec::new(),
            sort: Vec::new(),
            columns: Vec::new(),
            offset: 0,
            limit: 100,
        }
    }
}

/// A condition on a column.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Condition {
    /// The column. `award.kind` holds when any row of the set fits; conditions on one set are about one and the same row.
    pub column: String,
    /// How it compares.
    pub comparison: Comparison,
    /// With what, as a clerk writes it; labels for codes.
    pub value: String,
}

/// How a condition compares.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Comparison {
    /// Equal; dates at the coarser precision.
    Equal,
    /// Not equal, or blank.
    Different,
    /// Less, earlier, lower in rank.
    Less,
    /// Less or equal.
    AtMost,
    /// Greater, later, higher in rank.
    Greater,
    /// Greater or equal.
    AtLeast,
    /// Contains the text.
    Contains,
    /// Nothing is filled in.
    Blank,
    /// Something is filled in.
    Filled,
}

/// A column to sort by, or `level` (职务层次, then 职级), `strokes` (姓氏笔画), `pinyin`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Sort {
    /// The column.
    pub column: String,
    /// From the end.
    pub descending: bool,
}

/// A page of a list.
#[derive(Debug, Clone)]
pub struct Page {
    /// People in all pages.
    pub total: i64,
    /// The items of the columns, as asked for.
    pub columns: Vec<&'static Item>,
    /// The people of this page.
    pub lines: Vec<PersonLine>,
}

/// A person in a list.
#[derive(Debug, Clone, PartialEq)]
pub struct PersonLine {
    /// Id of the person.
    pub person: i64,
    /// The values of the columns.
    pub cells: Vec<Option<Value>>,
}

/// The order when nothing is said.
pub(crate) const BY_LEVEL: &str = "r.level, r.rank, r.stroke";

/// After the column of a unit: it is the unit given or one below it.
pub(crate) const BELOW: &str = "IN (WITH RECURSIVE below(id) AS (
    VALUES(?) UNION SELECT unit.id FROM unit JOIN below ON unit.parent = below.id
) SELECT id FROM below)";

/// Where the people that the typed words find come from.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Source {
    /// From the words themselves.
    Words,
    /// From `found`, which names them already.
    Found,
}

/// The people the typed words find, when nothing else narrows the list.
fn alone(query: &PeopleQuery) -> Option<Sql> {
    let words = free_text::found(&query.text);
    if query.unit.is_some() || !query.conditions.is_empty() || words.is_empty() {
        return None;
    }
    let mut sql = Sql::default();
    for (index, word) in words.into_iter().enumerate() {
        sql.push(if index == 0 {
            "SELECT * FROM ("
        } else {
            " INTERSECT SELECT * FROM ("
        })
        .append(word)
        .push(")");
    }
    Some(sql)
}

impl Vault {
    /// A page of people.
    pub fn people(&self, query: &PeopleQuery) -> Result<Page, StoreError> {
        let columns = self.columns(&query.columns)?;
        let (people, counted) = self.page_of(query)?;
        let total = match counted {
            Some(total) => total,
            None if query.offset == 0 && people.len() < query.limit => {
                i64::try_from(people.len()).unwrap_or(i64::MAX)
            }
            None => self.people_count(query)?,
        };
        Ok(Page {
            total,
            lines: self.lines(&columns, &people)?,
            columns: columns.iter().map(|column| column.item).collect(),
        })
    }

    /// Given people, in the order given; those no longer there are left out.
    pub fn people_lines(&self, columns: &[String], people: &[i64]) -> Result<Page, StoreError> {
        let columns = self.columns(columns)?;
        let lines = self.lines(&columns, people)?;
        Ok(Page {
            total: i64::try_from(lines.len()).unwrap_or(i64::MAX),
            lines,
            columns: columns.iter().map(|column| column.item).collect(),
        })
    }

    /// How many people a query finds, whatever its page.
    pub fn people_count(&self, query: &PeopleQuery) -> Result<i64, StoreError> {
        let mut sql = Sql::new("SELECT count(*) FROM ", []);
        match alone(query) {
            // the words alone say how many: no need to look at anyone
            Some(words) => sql.push("(").append(words).push(")"),
            None => sql.append(self.found(query, &[], Source::Words)?),
        };
        let mut statement = self.connection.prepare_cached(&sql.text)?;
        Ok(statement.query_row(params_from_iter(sql.values), |row| row.get(0))?)
    }

    /// The people of a page, in order.
    pub fn people_ids(&self, query: &PeopleQuery) -> Result<Vec<i64>, StoreError> {
        Ok(self.page_of(query)?.0)
    }

    /// The people of a page, in order; with how many there are in all where words alone say it: they are searched for once.
    fn page_of(&self, query: &PeopleQuery) -> Result<(Vec<i64>, Option<i64>), StoreError> {
        let sorted = query
            .sort
            .iter()
            .map(|sort| Ok((self.sort_column(&sort.column)?, sort.descending)))
            .collect::<Result<Vec<_>, StoreError>>()?;
        let columns: Vec<&Column<'_>> = sorted.iter().filter_map(|(key, _)| key.column()).collect();
        let words = alone(query);
        let is_counted = words.is_some();
        let mut sql = match words {
            Some(words) => {
                let mut sql = Sql::new("WITH found(person) AS MATERIALIZED (", []);
                sql.append(words)
                    .push(") SELECT r.person, (SELECT count(*) FROM found) FROM ");
                sql.append(self.found(query, &columns, Source::Found)?);
                sql
            }
            None => {
                let mut sql = Sql::new("SELECT r.person, 0 FROM ", []);
                sql.append(self.found(query, &columns, Source::Words)?);
                sql
            }
        };
        sql.push(" ORDER BY ");
        if query.sort.is_empty() {
            for score in free_text::scores(&query.text) {
                sql.append(score).push(", ");
            }
        }
        for (key, descending) in &sorted {
            sql.append(key.sql(*descending)).push(", ");
        }
        sql.push(BY_LEVEL).push(", r.person LIMIT ? OFFSET ?");
        let size = |number: usize| Parameter::Integer(i64::try_from(number).unwrap_or(i64::MAX));
        sql.values.extend([size(query.limit), size(query.offset)]);
        let mut statement = self.connection.prepare_cached(&sql.text)?;
        let mut rows = statement.query(params_from_iter(sql.values))?;
        let (mut people, mut total) = (Vec::new(), None);
        while let Some(row) = rows.next()? {
            people.push(row.get(0)?);
            total = Some(row.get(1)?);
        }
        // a page behind the last one says nothing about how many there are
        Ok((people, total.filter(|_| is_counted)))
    }

    /// `FROM` and `WHERE` of everyone the query finds; `sorted` columns bring in their tables.
    fn found(&self, query: &PeopleQuery, sorted: &[&Column<'_>], source: Source) -> Result<Sql, StoreError> {
        let conditions = query
            .conditions
            .iter()
            .map(|condition| Ok((self.column(&condition.column)?, condition)))
            .collect::<Result<Vec<_>, StoreError>>()?;
        let mut words = match source {
            Source::Words => free_text::found(&query.text),
            Source::Found => Vec::new(),
        };
        let mut sql = match words.first() {
            _ if source == Source::Found => {
                Sql::new("found AS f CROSS JOIN roster AS r ON r.person = f.person", [])
            }
            // the search itself leads from person to person; no list of who is found has to be kept
            Some(word) if word.text == free_text::TEXT => {
                let word = words.remove(0);
                Sql::new(
                    "fulltext(?) AS f CROSS JOIN roster AS r ON r.person = f.rowid",
                    word.values,
                )
            }
            _ => Sql::new("roster AS r", []),
        };
        let mut joins: Vec<String> = sorted
            .iter()
            .copied()
            .chain(conditions.iter().map(|(column, _)| column))
            .filter_map(Column::join)
            .collect();
        joins.sort();
        joins.dedup();
        joins.iter().for_each(|join| {
            sql.push(join);
        });
        let mut tests: Vec<Sql> = words
            .into_iter()
            .map(|found| Sql::new(format!("r.person IN ({})", found.text), found.values))
            .collect();
        if let Some(unit) = query.unit {
            let test = if query.subunits { BELOW } else { "= ?" };
            tests.push(Sql::new(format!("r.unit {test}"), [Parameter::Integer(unit)]));
        }
        tests.extend(condition::tests(&conditions)?);
        for (index, test) in tests.into_iter().enumerate() {
            sql.push(if index == 0 { " WHERE " } else { " AND " })
                .append(test);
        }
        Ok(sql)
    }

    /// Everybody a query finds, one by one in order, with the columns asked for: for what is computed over all of them.
    pub fn each_person<E: From<StoreError>>(
        &self,
        query: &PeopleQuery,
        mut work: impl FnMut(PersonLine) -> Result<(), E>,
    ) -> Result<(), E> {
        let columns = self.columns(&query.columns)?;
        let mut sql = Sql::new("SELECT r.person", []);
        for column in &columns {
            sql.push(", ").append(column.value());
        }
        sql.push(" FROM ")
            .append(self.found(query, &columns.iter().collect::<Vec<_>>(), Source::Words)?)
            .push(" ORDER BY ")
            .push(BY_LEVEL)
            .push(", r.person");
        let items: Vec<&'static Item> = columns.iter().map(|column| column.item).collect();
        let mut labels = Labels::default();
        let mut statement = self
            .connection
            .prepare_cached(&sql.text)
            .map_err(StoreError::from)?;
        let mut rows = statement
            .query(params_from_iter(sql.values))
            .map_err(StoreError::from)?;
        while let Some(row) = rows.next().map_err(StoreError::from)? {
            work(PersonLine {
                person: row.get(0).map_err(StoreError::from)?,
                cells: self.cells(&items, row, 1, &mut labels)?,
            })?;
        }
        Ok(())
    }

    fn lines(&self, columns: &[Column<'_>], people: &[i64]) -> Result<Vec<PersonLine>, StoreError> {
        let mut sql = Sql::new("SELECT r.person", []);
        let mut joins: Vec<String> = Vec::new();
        for column in columns {
            sql.push(", ").append(column.value());
            joins.extend(column.join());
        }
        joins.sort();
        joins.dedup();
        sql.push(" FROM roster AS r")
            .push(&joins.concat())
            .push(" WHERE r.person = ?");
        let items: Vec<&'static Item> = columns.iter().map(|column| column.item).collect();
        let mut statement = self.connection.prepare_cached(&sql.text)?;
        let mut labels = Labels::default();
        let mut lines = Vec::with_capacity(people.len());
        for person in people {
            let values = sql.values.iter().cloned().chain([Parameter::Integer(*person)]);
            let mut rows = statement.query(params_from_iter(values))?;
            if let Some(row) = rows.next()? {
                lines.push(PersonLine {
                    person: *person,
                    cells: self.cells(&items, row, 1, &mut labels)?,
                });
            }
        }
        Ok(lines)
    }

    /// Values of items that stand one behind the other from a column of the answer on, references with their names.
    pub(crate) fn cells(
        &self,
        items: &[&'static Item],
        row: &rusqlite::Row<'_>,
        first: usize,
        labels: &mut Labels,
    ) -> Result<Vec<Option<Value>>, StoreError> {
        let mut cells = Vec::with_capacity(items.len());
        for (index, item) in items.iter().enumerate() {
            let mut value = rows::value(item, row.get_ref(first + index)?);
            if let (Some(Value::Reference(reference)), Some(set)) = (&mut value, referred(item)) {
                let id = reference.id.unwrap_or_default();
                labels
                    .of(&self.connection, &self.plans, set, id)?
                    .clone_into(&mut reference.label);
            }
            cells.push(value);
        }
        Ok(cells)
    }

    fn columns(&self, paths: &[String]) -> Result<Vec<Column<'_>>, StoreError> {
        paths.iter().map(|path| self.column(path)).collect()
    }
}
