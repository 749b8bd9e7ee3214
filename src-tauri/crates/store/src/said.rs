//! Whether somebody's stored rows say something to the letter. Most rows of a sheet that comes a second time do, and that is
//! told without making a dossier of them.

use antou_record::{Item, Row, Set, Value};
use rusqlite::CachedStatement;
use rusqlite::types::ValueRef;

use crate::dossier::Dossiers;
use crate::error::StoreError;
use crate::labels::Labels;
use crate::rows::{Plan, owner_name, quoted, value};
use crate::schema::referred;
use crate::vault::Vault;

/// What is read of one set: the items that rows have been asked for so far.
pub(crate) struct Question<'a> {
    plan: &'a Plan,
    /// The column each item is read in, by the position of the item.
    columns: Vec<Option<usize>>,
    names: Vec<String>,
    /// Reads them; prepared anew when another item is asked for.
    statement: Option<CachedStatement<'a>>,
}

impl<'a> Question<'a> {
    fn about(plan: &'a Plan) -> Self {
        Self {
            plan,
            columns: vec![None; plan.set.items.len()],
            names: Vec::new(),
            statement: None,
        }
    }

    /// Sees to it that the filled items of these rows are read.
    fn cover(&mut self, vault: &'a Vault, rows: &[&Row]) -> Result<(), StoreError> {
        for (item, _) in rows.iter().flat_map(|row| row.filled()) {
            if let Some(column @ None) = self.columns.get_mut(item.index) {
                *column = Some(self.names.len());
                self.names.push(quoted(&item.code));
                self.statement = None;
            }
        }
        if self.statement.is_none() {
            let table = quoted(&self.plan.set.code);
            let owner = owner_name(self.plan.set, &self.plan.owner).unwrap_or_else(|| "id".to_owned());
            let columns = [self.names.as_slice(), &["id".to_owned()]].concat().join(",");
            let sql = format!("SELECT {columns} FROM {table} WHERE {owner} = ?1");
            self.statement = Some(vault.connection.prepare_cached(&sql)?);
        }
        Ok(())
    }
}

impl<'a> Dossiers<'a> {
    /// Whether 基本情况 of somebody have every filled value of `row`, and each of `rows` stands, with all its values, in a row
    /// of its set. A value that is only meant alike (a coarser date, another spelling) is not the same to the letter.
    pub fn say(&mut self, person: i64, row: &Row, rows: &[&Row]) -> Result<bool, StoreError> {
        if !self.have(person, &[row])? {
            return Ok(false);
        }
        let mut left: Vec<&Row> = rows.to_vec();
        while let Some(set) = left.first().map(|row| row.set()) {
            let (of_set, others): (Vec<&Row>, Vec<&Row>) =
                left.iter().partition(|row| std::ptr::eq(row.set(), set));
            if !self.have(person, &of_set)? {
                return Ok(false);
            }
            left = others;
        }
        Ok(true)
    }

    /// Whether each of these rows of one set stands in a row of somebody.
    fn have(&mut self, person: i64, rows: &[&Row]) -> Result<bool, StoreError> {
        let Some(set) = rows.first().map(|row| row.set()) else {
            return Ok(true);
        };
        let vault = self.vault;
        let Some(question) = question(&mut self.questions, vault, set) else {
            return Ok(false);
        };
        question.cover(vault, rows)?;
        let Question {
            columns, statement, ..
        } = question;
        let Some(statement) = statement else {
            return Ok(false);
        };
        let mut stored = statement.query([person])?;
        let mut wanted: Vec<&Row> = rows.to_vec();
        while let Some(found) = stored.next()? {
            let mut left = Vec::new();
            for row in wanted {
                if !says(vault, &mut self.labels, columns, found, row)? {
                    left.push(row);
                }
            }
            if left.is_empty() {
                return Ok(true);
            }
            wanted = left;
        }
        Ok(false)
    }
}

/// The question about a set of persons.
fn question<'q, 'a>(
    questions: &'q mut Vec<Question<'a>>,
    vault: &'a Vault,
    set: &'static Set,
) -> Option<&'q mut Question<'a>> {
    let asked = questions
        .iter()
        .position(|question| std::ptr::eq(question.plan.set, set));
    let place = match asked {
        Some(place) => place,
        None => {
            let plan = vault.plans.iter().find(|plan| std::ptr::eq(plan.set, set))?;
            if !(plan.is_person() || plan.is_of_person()) {
                return None;
            }
            questions.push(Question::about(plan));
            questions.len() - 1
        }
    };
    questions.get_mut(place)
}

fn says(
    vault: &Vault,
    labels: &mut Labels,
    columns: &[Option<usize>],
    stored: &rusqlite::Row<'_>,
    row: &Row,
) -> Result<bool, StoreError> {
    for (item, wanted) in row.filled() {
        let Some(column) = columns.get(item.index).copied().flatten() else {
            return Ok(false);
        };
        if !is(vault, labels, item, stored.get_ref(column)?, wanted)? {
            return Ok(false);
        }
    }
    Ok(true)
}

fn is(
    vault: &Vault,
    labels: &mut Labels,
    item: &'static Item,
    cell: ValueRef<'_>,
    wanted: &Value,
) -> Result<bool, StoreError> {
    Ok(match (wanted, cell) {
        (Value::Text(text) | Value::Code(text), ValueRef::Text(stored)) => stored == text.as_bytes(),
        (Value::Reference(reference), ValueRef::Integer(id)) => match (reference.id, referred(item)) {
            (Some(wanted), _) => wanted == id,
            (None, Some(set)) => labels.of(&vault.connection, &vault.plans, set, id)? == reference.label,
            (None, None) => false,
        },
        (_, cell) => value(item, cell).as_ref() == Some(wanted),
    })
}
