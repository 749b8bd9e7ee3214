//! A dossier: the person and the rows of every set, in the order of the dictionary.

use indexmap::IndexMap;
use serde_json::{Map, Value as Json, json};

use crate::dictionary::dictionary;
use crate::facts::Fact;
use crate::value::Row;

/// A row as it is kept: with its id.
#[derive(Debug, Clone, PartialEq)]
pub struct Record {
    /// Row id within its set; never reused.
    pub id: i64,
    /// The values.
    pub row: Row,
}

/// Everything that is kept about one person.
#[derive(Debug, Clone, PartialEq)]
pub struct Dossier {
    /// Id of the person.
    pub id: i64,
    /// 基本情况.
    pub person: Row,
    /// Rows of the sets owned by the person, sorted as each set declares; sets without rows are absent.
    pub sets: IndexMap<String, Vec<Record>>,
    /// The photo as a JPEG or PNG, when there is one.
    pub photo: Option<Vec<u8>>,
}

impl Dossier {
    /// A dossier with nothing in it.
    pub fn new(id: i64) -> Self {
        Self {
            id,
            person: Row::new(dictionary().person()),
            sets: IndexMap::new(),
            photo: None,
        }
    }

    /// Rows of the set called `code`.
    pub fn rows(&self, code: &str) -> &[Record] {
        self.sets.get(code).map_or(&[], Vec::as_slice)
    }

    /// The person as a typed fact.
    pub fn fact<T: Fact>(&self) -> T {
        T::from_row(&self.person)
    }

    /// The rows of a set as typed facts.
    pub fn facts<T: Fact>(&self) -> Vec<T> {
        self.rows(T::SET)
            .iter()
            .map(|record| T::from_row(&record.row))
            .collect()
    }

    /// The JSON of `antou show`: `{"person":{…},"sets":{"assessment":[{…}]}}`.
    pub fn to_json(&self) -> Json {
        let mut person = self.person.to_json();
        person.insert("id".into(), json!(self.id));
        let sets: Map<String, Json> = self
            .sets
            .iter()
            .map(|(code, records)| {
                (
                    code.clone(),
                    records
                        .iter()
                        .map(|record| Json::Object(record.row.to_json()))
                        .collect(),
                )
            })
            .collect();
        json!({ "person": person, "sets": sets })
    }
}
