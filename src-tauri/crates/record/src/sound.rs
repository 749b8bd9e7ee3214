//! Whether what a row says can be: dates that the declaration says follow one another, dates that have not come yet.

use crate::date::{DateHints, PartialDate};
use crate::dictionary::Item;
use crate::problem::{Problem, ProblemCode, Severity};
use crate::reading::{Reading, Written};
use crate::value::{Row, Value};

/// Two dates of a row in the wrong order.
#[derive(Debug, Clone)]
pub struct Contradiction {
    /// The item that should come first.
    pub first: &'static Item,
    /// The item that stands before it.
    pub then: &'static Item,
    /// What is wrong, for the clerk.
    pub problem: Problem,
}

impl Row {
    /// Dates of the row in the wrong order. A date known less exactly contradicts nothing it may agree with.
    pub fn contradictions(&self) -> Vec<Contradiction> {
        let set = self.set();
        let found = set.sequences.iter().filter_map(|sequence| {
            let (first, then) = (set.item(&sequence.first)?, set.item(&sequence.then)?);
            let (one, other) = (self.at(first.index)?, self.at(then.index)?);
            is_before(other, one).then(|| {
                let (shown, earlier) = (first.shown(one), then.shown(other));
                let message = format!(
                    "{} {earlier} 早于{} {shown}，请核对两个时间",
                    then.label, first.label
                );
                Contradiction {
                    first,
                    then,
                    problem: Problem::error(ProblemCode::DateOrder, earlier, message),
                }
            })
        });
        found.collect()
    }
}

/// What has happened to a person already: nobody writes it down beforehand.
const PAST: [&str; 6] = [
    "person.birth",
    "person.party_joined",
    "person.work_started",
    "person.entered_unit",
    "person.civil_servant_registered",
    "family.birth",
];
/// A month or a year is mistyped more often than a clock goes wrong by so many years.
const NEAR: u16 = 2;
/// Years from now in which nothing happens that anybody writes down today.
const FAR: u16 = 60;

impl Item {
    /// Reads what was typed, and refuses a date that cannot have come yet.
    pub fn read_typed(&self, text: &str, hints: &DateHints) -> Reading {
        let mut reading = self.read(Written::Text(text), hints);
        let late = hints.latest.zip(reading.value.as_ref());
        if let Some(problem) = late.and_then(|(latest, value)| self.too_late(value, latest)) {
            if problem.severity == Severity::Error {
                reading.value = None;
            }
            reading.problems.push(problem);
        }
        reading
    }

    /// What is wrong with a date of this item behind the day behind which everything lies in the future: an error where
    /// it cannot be, a warning where it is only strange.
    pub fn too_late(&self, value: &Value, latest: PartialDate) -> Option<Problem> {
        let date = value.as_date()?;
        if date.year() < latest.year() || !date.compare(latest).is_gt() {
            return None;
        }
        let is_past = PAST.contains(&self.full_path().as_str());
        let is_refused = date.year() - latest.year() >= if is_past { NEAR } else { FAR };
        let read = date.dotted();
        let message = format!("{} {read} 是将来的日期", self.label);
        match (is_refused, is_past) {
            (true, _) => Some(Problem::error(
                ProblemCode::DateFuture,
                read,
                message + "，未保存，请核对年份",
            )),
            (false, true) => Some(Problem::warning(
                ProblemCode::DateFuture,
                read,
                message + "，请核对",
            )),
            (false, false) => None,
        }
    }
}

fn is_before(one: &Value, other: &Value) -> bool {
    match (one, other) {
        (Value::Date(one), Value::Date(other)) => one.compare(*other).is_lt(),
        (Value::Int(one), Value::Int(other)) => one < other,
        _ => false,
    }
}

#[cfg(test)]
mod tests {
    use crate::dictionary::dictionary;
    use crate::{PartialDate, Row, Severity, Value};

    #[test]
    fn a_date_that_has_not_come_is_told_and_one_that_cannot_come_is_refused() {
        let latest = PartialDate::from_iso("2024-06").unwrap();
        for (path, date, wanted) in [
            ("person.birth", "2024-05", None),
            ("person.party_joined", "2024-06-30", None),
            ("person.work_started", "2024-12", Some(Severity::Warning)),
            ("person.work_started", "2026-01", Some(Severity::Error)),
            ("post.started", "2026-01", None),
            ("post.started", "2098-06", Some(Severity::Error)),
            ("family.birth", "2024-09", Some(Severity::Warning)),
            ("family.birth", "2031-01", Some(Severity::Error)),
        ] {
            let (set, item) = path.split_once('.').unwrap();
            let item = dictionary().set(set).unwrap().item(item).unwrap();
            let value = Value::Date(PartialDate::from_iso(date).unwrap());
            let told = item.too_late(&value, latest).map(|problem| problem.severity);
            assert_eq!(told, wanted, "{path} {date}");
        }
    }

    #[test]
    fn dates_in_the_wrong_order_are_named_and_less_exact_ones_are_not() {
        for (started, ended, wrong) in [
            ("2020-05", Some("2019-12"), true),
            ("2020-05", Some("2020-05"), false),
            ("2020-05-09", Some("2020-05"), false),
            ("2020-05", Some("2020"), false),
            ("2020-05", None, false),
        ] {
            let mut row = Row::new(dictionary().set("training").unwrap());
            row.put("started", PartialDate::from_iso(started).map(Value::Date));
            row.put("ended", ended.and_then(PartialDate::from_iso).map(Value::Date));
            let found = row.contradictions();
            assert_eq!(found.len(), usize::from(wrong), "{started} {ended:?}");
            for one in found {
                assert_eq!(
                    (one.first.code.as_str(), one.then.code.as_str()),
                    ("started", "ended")
                );
                assert_eq!(
                    one.problem.message,
                    "结束时间 2019.12 早于开始时间 2020.05，请核对两个时间"
                );
            }
        }
    }
}
