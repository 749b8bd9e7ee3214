//! SQL put together from pieces, each with its parameters.

use rusqlite::types::Value as Parameter;

/// A piece of SQL with its parameters, in the order in which they stand.
#[derive(Debug, Default, Clone)]
pub(crate) struct Sql {
    pub(crate) text: String,
    pub(crate) values: Vec<Parameter>,
}

impl Sql {
    pub(crate) fn new(text: impl Into<String>, values: impl IntoIterator<Item = Parameter>) -> Self {
        Self {
            text: text.into(),
            values: values.into_iter().collect(),
        }
    }

    pub(crate) fn push(&mut self, text: &str) -> &mut Self {
        self.text.push_str(text);
        self
    }

    pub(crate) fn append(&mut self, other: Sql) -> &mut Self {
        self.text.push_str(&other.text);
        self.values.extend(other.values);
        self
    }
}
