//! The clerk's word about whom rows are about, put over what was decided by number and by name. Whatever is said, one number
//! never comes to belong to two people.

use std::collections::HashMap;

use antou_record::ProblemCode;

use super::choices::{Person, Place};
use super::matching::{Decision, Identities, Identity, Reason};
use super::session::Session;

impl Session {
    /// Puts the clerk's word over decisions; `people` are the rows they are about.
    pub(crate) fn overrule(
        &self,
        decisions: &mut [Decision],
        people: &[usize],
        known: &Identities,
        identities: &[Identity],
    ) {
        if self.choices.people.is_empty() {
            return;
        }
        let places: HashMap<Place, usize> = people
            .iter()
            .enumerate()
            .filter_map(|(number, index)| {
                let row = self.rows.get(*index)?;
                Some(((row.sheet, row.row), number))
            })
            .collect();
        for (place, person) in &self.choices.people {
            let Some(number) = places.get(place).copied() else {
                continue;
            };
            if let Some(said) = said(*person, number, &places, known, identities)
                && let Some(decision) = decisions.get_mut(number)
            {
                *decision = said;
            }
        }
        settle(decisions);
    }
}

/// What the clerk's word comes to; `None` when it cannot be.
fn said(
    person: Person,
    number: usize,
    places: &HashMap<Place, usize>,
    known: &Identities,
    identities: &[Identity],
) -> Option<Decision> {
    match person {
        Person::New => not_new(number, known, identities)
            .is_none()
            .then_some(Decision::New),
        Person::Known(person) => known.knows(person).then_some(Decision::Person(person)),
        Person::Row(place) => {
            let first = places.get(&place).copied().filter(|first| *first < number)?;
            Some(Decision::SameAs(first))
        }
        Person::Held => Some(Decision::Held(Reason::new(
            ProblemCode::MatchAmbiguous,
            "经办人决定暂不写入",
            Vec::new(),
        ))),
    }
}

/// Why nobody new can be made of a row: its number is somebody's.
fn not_new(number: usize, known: &Identities, identities: &[Identity]) -> Option<String> {
    let own = identities.get(number)?.id_number.as_deref()?;
    if let Some(other) = known.numbered(own) {
        let name = other.identity.name.as_deref().unwrap_or_default();
        return Some(number_taken(name));
    }
    let mut others = identities.iter().enumerate();
    let other = others.find(|(at, other)| *at != number && other.id_number.as_deref() == Some(own));
    other.map(|(_, other)| number_taken(other.name.as_deref().unwrap_or_default()))
}

/// Why nobody new can be made of a row whose number is somebody's.
pub(crate) fn number_taken(name: &str) -> String {
    format!("身份证号已是“{name}”的，不能再新增一人；请先更正号码")
}

/// Rows of one person follow the first of them, and rows that follow a held row without a person are held as well.
fn settle(decisions: &mut [Decision]) {
    let mut first_of: HashMap<i64, usize> = HashMap::new();
    for number in 0..decisions.len() {
        let Some(decision) = decisions.get(number).cloned() else {
            continue;
        };
        let settled = match decision {
            Decision::Person(person) => match first_of.get(&person) {
                Some(first) => Decision::SameAs(*first),
                None => {
                    first_of.insert(person, number);
                    continue;
                }
            },
            Decision::SameAs(first) => match decisions.get(first) {
                Some(Decision::SameAs(before)) => Decision::SameAs(*before),
                Some(Decision::Held(_)) => Decision::Held(Reason::new(
                    ProblemCode::MatchAmbiguous,
                    "同一人前面的一行待处理，这一行随之待处理",
                    Vec::new(),
                )),
                _ => continue,
            },
            _ => continue,
        };
        if let Some(decision) = decisions.get_mut(number) {
            *decision = settled;
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn rows_of_one_person_follow_the_first() {
        let held = Decision::Held(Reason::new(ProblemCode::MatchAmbiguous, "", Vec::new()));
        let mut decisions = vec![
            Decision::New,
            Decision::Person(7),
            Decision::SameAs(0),
            Decision::Person(7),
            held.clone(),
            Decision::SameAs(4),
            Decision::SameAs(3),
        ];
        settle(&mut decisions);
        assert_eq!(
            decisions[..4],
            [
                Decision::New,
                Decision::Person(7),
                Decision::SameAs(0),
                Decision::SameAs(1)
            ]
        );
        assert!(matches!(decisions[5], Decision::Held(_)));
        assert_eq!(decisions[6], Decision::SameAs(1));
    }
}
