//! The demonstration vault: an invented bureau of invented people, the same on every computer.

use antou_record::{Item, PartialDate, Row, Value, Written, dictionary};
use serde::Deserialize;

mod chance;
mod follow_ups;
mod matters;
mod person;
mod reviews;

use chance::Chance;
pub(crate) use matters::scope;
pub(crate) use reviews::reviews;

/// The lists the bureau is made of (assets/sample/demo.toml).
#[derive(Debug, Deserialize)]
pub(crate) struct Lists {
    /// Name of the bureau.
    pub bureau: String,
    people: usize,
    surnames: String,
    double_surnames: Vec<String>,
    male: String,
    female: String,
    rare_names: Vec<String>,
    ethnicities: Vec<String>,
    places: Vec<String>,
    schools: Vec<String>,
    majors: Vec<String>,
    in_service_schools: Vec<String>,
    titles: Vec<String>,
    specialities: Vec<String>,
    classes: Vec<String>,
    awards: Vec<String>,
    occupations: Vec<String>,
    #[serde(rename = "unit")]
    units: Vec<Office>,
}

#[derive(Debug, Deserialize)]
struct Office {
    name: String,
    people: usize,
    #[serde(default)]
    institution: bool,
}

/// An invented person: 基本情况 and the rows of other sets. References to units carry names.
#[derive(Debug)]
pub(crate) struct Invented {
    /// 基本情况.
    pub person: Row,
    /// Rows of other sets.
    pub rows: Vec<Row>,
}

/// The lists this program was built with.
pub(crate) fn lists() -> Result<Lists, toml::de::Error> {
    toml::from_str(include_str!("../../../../assets/sample/demo.toml"))
}

impl Lists {
    /// Names of the units below the bureau.
    pub(crate) fn units(&self) -> impl Iterator<Item = &str> {
        self.units.iter().map(|unit| unit.name.as_str())
    }

    /// Everybody, as of a year: the same people every time.
    pub(crate) fn people(&self, year: u16) -> Vec<Invented> {
        let places = self
            .units
            .iter()
            .flat_map(|office| (0..office.people).map(move |seat| (office, seat)));
        places
            .take(self.people)
            .enumerate()
            .map(|(index, (office, seat))| {
                let mut invented = self.invent(index, office, seat, year);
                let more = matters::rows(index, &invented.rows, year);
                invented.rows.extend(more);
                invented
            })
            .collect()
    }
}

/// Fills an item from the text a clerk would write; a text the item cannot read leaves it blank, which a test forbids.
fn fill(row: &mut Row, code: &str, text: &str) {
    let read = row
        .set()
        .item(code)
        .and_then(|item: &Item| item.read(Written::Text(text), &Default::default()).value);
    row.put(code, read);
}

fn date(row: &mut Row, code: &str, date: Option<PartialDate>) {
    row.put(code, date.map(Value::Date));
}

fn row(set: &str) -> Option<Row> {
    dictionary().set(set).map(Row::new)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn four_hundred_people_are_complete_and_the_same_every_time() {
        let lists = lists().expect("assets/sample/demo.toml");
        let people = lists.people(2026);
        assert_eq!(people.len(), 400);
        assert_eq!(format!("{people:?}"), format!("{:?}", lists.people(2026)));
        for invented in &people {
            for code in [
                "name",
                "sex",
                "birth",
                "id_number",
                "ethnicity",
                "political_status",
                "work_started",
                "staff_kind",
            ] {
                assert!(
                    invented.person.get(code).is_some(),
                    "{code} of {:?}",
                    invented.person
                );
            }
            assert!(invented.person.shown("id_number").starts_with("99"));
            for row in &invented.rows {
                for item in row.set().items.iter().filter(|item| item.required) {
                    assert!(
                        row.get(&item.code).is_some(),
                        "{}.{} of {}",
                        row.set().code,
                        item.code,
                        invented.person.shown("name")
                    );
                }
            }
        }
    }
}
