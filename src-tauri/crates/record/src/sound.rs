//! Whether the items of one row agree with one another: dates that the declaration says follow one another.

use crate::dictionary::Item;
use crate::problem::{Problem, ProblemCode};
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
    use crate::{PartialDate, Row, Value};

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
