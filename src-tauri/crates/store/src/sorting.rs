//! What a list is sorted by.

use antou_record::Item;

use crate::column::Column;
use crate::error::StoreError;
use crate::order::sortable;
use crate::schema::referred;
use crate::sql::Sql;
use crate::vault::Vault;

/// A key to sort by.
pub(crate) enum SortKey<'a> {
    Roster(&'static [&'static str]),
    Column(Column<'a>),
}

impl<'a> SortKey<'a> {
    pub(crate) fn column(&self) -> Option<&Column<'a>> {
        match self {
            Self::Roster(_) => None,
            Self::Column(column) => Some(column),
        }
    }

    /// `ORDER BY` terms. Blanks come last in both directions.
    pub(crate) fn sql(&self, descending: bool) -> Sql {
        let direction = if descending { " DESC" } else { "" };
        match self {
            Self::Roster(columns) => {
                let terms: Vec<String> = columns
                    .iter()
                    .map(|column| format!("{column}{direction}"))
                    .collect();
                Sql::new(terms.join(", "), [])
            }
            Self::Column(column) => order_by(column.item, column.value(), descending),
        }
    }
}

/// `ORDER BY` terms of a value: blanks last in both directions, references by the name of what they refer to.
pub(crate) fn order_by(item: &Item, value: Sql, descending: bool) -> Sql {
    let direction = if descending { " DESC" } else { "" };
    let expression = match referred(item) {
        Some(set @ ("unit" | "person")) => {
            format!(
                "(SELECT name FROM {set} AS named WHERE named.id = {})",
                value.text
            )
        }
        _ => sortable(item, &value.text),
    };
    let mut sql = Sql::new(format!("({expression}) IS NULL, "), value.values.clone());
    sql.append(Sql::new(format!("{expression}{direction}"), value.values));
    sql
}

impl Vault {
    /// The key called `path`.
    pub(crate) fn sort_column(&self, path: &str) -> Result<SortKey<'_>, StoreError> {
        Ok(match path {
            "level" => SortKey::Roster(&["r.level", "r.rank"]),
            "strokes" => SortKey::Roster(&["r.stroke"]),
            "pinyin" => SortKey::Roster(&["r.pinyin"]),
            // people stand in the order of the alphabet, as in every list of names
            "name" => SortKey::Roster(&["r.pinyin", "r.name"]),
            _ => SortKey::Column(self.column(path)?),
        })
    }
}
