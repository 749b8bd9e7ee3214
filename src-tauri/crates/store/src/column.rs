//! Columns of a list as they are addressed: `birth` of the person, `post.title` of the row a list shows,
//! `assessment[2023].conclusion` of the row named by its key, `post[current].title` of the shown row in a condition.

use antou_record::date::DateHints;
use antou_record::{Item, Kind, Owner, Value, Written, dictionary};
use rusqlite::types::Value as Parameter;

use crate::error::StoreError;
use crate::rows::{Cell, Plan, quoted};
use crate::schema::current_column;
use crate::sql::Sql;
use crate::vault::Vault;

/// Which row of its set a column means.
#[derive(Debug, Clone, PartialEq)]
pub(crate) enum Which {
    /// The person.
    Person,
    /// In a list the row a list shows, in a condition any row.
    Any,
    /// The row a list shows.
    Current,
    /// Nothing kept: how many sections everybody is expected to have stand blank and unattested.
    SectionsMissing,
    /// The row with this value in an item of its key, given by its place in the set.
    Key(usize, Parameter),
}

/// A column of a list.
#[derive(Debug, Clone)]
pub(crate) struct Column<'a> {
    pub(crate) plan: &'a Plan,
    pub(crate) item: &'static Item,
    pub(crate) which: Which,
}

impl Vault {
    /// The column addressed by `path`.
    pub(crate) fn column(&self, path: &str) -> Result<Column<'_>, StoreError> {
        let unknown = || StoreError::UnknownColumn(path.to_owned());
        if path == SECTIONS_MISSING {
            // shown and compared like any whole number
            let item = dictionary().item("family.order").ok_or_else(unknown)?;
            return Ok(Column {
                plan: self.plan("person")?,
                item,
                which: Which::SectionsMissing,
            });
        }
        let (set, item) = path.rsplit_once('.').unwrap_or(("person", path));
        let (set, qualifier) = match set.split_once('[') {
            Some((set, rest)) => (set, Some(rest.strip_suffix(']').ok_or_else(unknown)?)),
            None => (set, None),
        };
        let plan = self.plan(set).map_err(|_| unknown())?;
        let item = plan.set.item(item).ok_or_else(unknown)?;
        let which = match qualifier {
            None if plan.is_person() => Which::Person,
            _ if plan.set.owner != Owner::Person => return Err(unknown()),
            None => Which::Any,
            Some("current") => Which::Current,
            Some(qualifier) => key(plan, qualifier).ok_or_else(unknown)?,
        };
        Ok(Column { plan, item, which })
    }
}

/// The first item of the key the qualifier can be a value of: 2023 is a year, 全日制 a code.
fn key(plan: &Plan, qualifier: &str) -> Option<Which> {
    plan.set.key.iter().find_map(|code| {
        let item = plan.set.item(code)?;
        if matches!(item.kind, Kind::Unit | Kind::Person | Kind::Row(_) | Kind::Blob) {
            return None;
        }
        let value = item.read(Written::Text(qualifier), &DateHints::default()).value?;
        Some(Which::Key(item.index, parameter(item, &value)?))
    })
}

/// A value as a parameter.
pub(crate) fn parameter(item: &Item, value: &Value) -> Option<Parameter> {
    Some(match Cell::of(item, value).ok()? {
        Cell::Null => return None,
        Cell::Int(number) => Parameter::Integer(number),
        Cell::Real(number) => Parameter::Real(number),
        Cell::Text(text) => Parameter::Text(text.into_owned()),
    })
}

/// The column of an item of the key.
pub(crate) fn key_name(plan: &Plan, key: usize) -> String {
    plan.set
        .items
        .get(key)
        .map(|item| quoted(&item.code))
        .unwrap_or_default()
}

/// The column that counts blank sections.
const SECTIONS_MISSING: &str = "sections_missing";

/// One for each expected section without a row and without 无此类情况.
fn sections_missing() -> String {
    let expected = dictionary().sets().iter().filter(|set| set.expected);
    let terms: Vec<String> = expected
        .map(|set| {
            let (table, code) = (quoted(&set.code), &set.code);
            format!(
                "(NOT EXISTS (SELECT 1 FROM {table} AS e WHERE e.person = r.person) \
                 AND NOT EXISTS (SELECT 1 FROM attested AS e WHERE e.person = r.person AND e.\"set\" = '{code}'))"
            )
        })
        .collect();
    format!("({})", terms.join(" + "))
}

impl Column<'_> {
    /// The table that has to be joined to the roster (named r).
    pub(crate) fn join(&self) -> Option<String> {
        match self.which {
            Which::Person => Some(" JOIN person AS p ON p.id = r.person".to_owned()),
            Which::Any | Which::Current => Some(format!(
                " LEFT JOIN {} AS {} ON {1}.id = r.{}",
                quoted(&self.plan.set.code),
                self.alias(),
                current_column(self.plan.set)
            )),
            Which::Key(..) | Which::SectionsMissing => None,
        }
    }

    fn alias(&self) -> String {
        quoted(&format!("c_{}", self.plan.set.code))
    }

    /// The value in a list, beside the tables of [`Self::join`].
    pub(crate) fn value(&self) -> Sql {
        let column = quoted(&self.item.code);
        match &self.which {
            Which::Person => Sql::new(format!("p.{column}"), []),
            Which::SectionsMissing => Sql::new(sections_missing(), []),
            Which::Any | Which::Current => Sql::new(format!("{}.{column}", self.alias()), []),
            Which::Key(key, value) => Sql::new(
                format!(
                    "(SELECT k.{column} FROM {} AS k WHERE k.person = r.person AND k.{} = ? ORDER BY {} LIMIT 1)",
                    quoted(&self.plan.set.code),
                    key_name(self.plan, *key),
                    self.plan.current.sql("k")
                ),
                [value.clone()],
            ),
        }
    }
}
