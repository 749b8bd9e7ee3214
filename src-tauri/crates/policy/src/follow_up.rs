//! What is to be followed up (rules.md §2.7–2.9, seeds A–E): which rows of which register make something due, when, and what
//! settles it. Declared in assets/policy/follow_up.toml; one computation reads it for every register.

use std::collections::BTreeMap;

use antou_record::PartialDate;
use serde::Deserialize;

use crate::pack::{Overrides, Rule, rules_with};
use crate::workdays::Workdays;

/// Name of the pack.
pub const PACK: &str = "follow_up";

/// What a rule makes due.
#[derive(Debug, Clone, PartialEq, Deserialize)]
pub struct Due {
    /// The part of the work it belongs to.
    pub register: String,
    /// The set whose rows are looked at.
    pub set: String,
    /// Only rows in which these items have one of these codes.
    #[serde(default)]
    pub whose: BTreeMap<String, Vec<String>>,
    /// Items shown of the row.
    #[serde(default)]
    pub tells: Vec<String>,
    /// Also rows of people who are no longer in office.
    #[serde(default)]
    pub of_everybody: bool,
    /// What is asked.
    #[serde(flatten)]
    pub asks: Asks,
}

/// What is asked of a row, or of a person.
#[derive(Debug, Clone, PartialEq, Deserialize)]
#[serde(tag = "asks", rename_all = "snake_case")]
pub enum Asks {
    /// Something is to be done within a term.
    Term {
        /// Items with the date the term runs from; the first that is filled counts.
        from: Vec<String>,
        /// An item with the due date itself, which goes before the term.
        due: Option<String>,
        /// The term; without any nothing is due but what has a date of its own.
        #[serde(flatten)]
        term: Term,
        /// Items that settle it, when one of them is filled.
        settled: Vec<String>,
    },
    /// Something is under way, without a term, until one of these is filled.
    Open {
        /// Item with the date it began.
        from: String,
        /// Items that end it.
        settled: Vec<String>,
    },
    /// An item is to be filled in once others are.
    Blank {
        /// Item that is filled.
        after: String,
        /// Item that is blank.
        blank: String,
    },
    /// A row for each year is asked of everybody at these levels.
    Yearly {
        /// Item with the year.
        year: String,
        /// The day of the year by which it is asked, `03-31`.
        by: String,
        /// 职务层次 it is asked of.
        levels: Vec<String>,
        /// An item that has to be filled too.
        done: Option<String>,
    },
}

/// A term.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Deserialize)]
pub struct Term {
    /// Months.
    #[serde(default)]
    pub months: i32,
    /// Days.
    #[serde(default)]
    pub days: u16,
    /// Working days.
    #[serde(default)]
    pub working_days: u16,
}

impl Term {
    /// The last day of the term that runs from a date; `None` without a term. Of a year alone its last month counts.
    pub fn after(self, from: PartialDate, workdays: &Workdays) -> Option<PartialDate> {
        if self == Self::default() {
            return None;
        }
        let mut end = from;
        if self.months != 0 {
            let month = match from.month() {
                Some(_) => from,
                None => PartialDate::month_of(from.year(), 12)?,
            };
            end = month.plus_months(self.months)?;
        }
        if self.days > 0 {
            end = end.plus_days(self.days)?;
        }
        if self.working_days > 0 {
            end = workdays.after(end, self.working_days)?;
        }
        Some(end)
    }
}

/// Everything that can be due at a date, in the order of the file, with what the unit has set otherwise.
pub fn dues(at: PartialDate, overrides: &Overrides) -> Vec<(&'static Rule, Due)> {
    rules_with(PACK, at, overrides)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::pack::pack;
    use antou_record::dictionary;

    fn date(iso: &str) -> PartialDate {
        PartialDate::from_iso(iso).expect(iso)
    }

    #[test]
    fn every_rule_speaks_of_declared_items() {
        let dues = dues(date("2026-11-22"), &Overrides::new());
        let rules = &pack(PACK).expect("the pack").rules;
        assert_eq!(dues.len(), rules.len(), "every rule can be read");
        for (rule, due) in &dues {
            let set = dictionary()
                .set(&due.set)
                .unwrap_or_else(|| panic!("{}", rule.id));
            let mut items: Vec<&String> = due.tells.iter().chain(due.whose.keys()).collect();
            match &due.asks {
                Asks::Term {
                    from, due, settled, ..
                } => items.extend(from.iter().chain(due).chain(settled)),
                Asks::Open { from, settled } => items.extend(std::iter::once(from).chain(settled)),
                Asks::Blank { after, blank } => items.extend([after, blank]),
                Asks::Yearly {
                    year,
                    done,
                    by,
                    levels,
                } => {
                    items.extend(std::iter::once(year).chain(done));
                    assert!(
                        PartialDate::from_iso(&format!("2026-{by}")).is_some(),
                        "{}",
                        rule.id
                    );
                    let table = dictionary().table("post_level").expect("a table");
                    assert!(
                        levels.iter().all(|level| table.by_code(level).is_some()),
                        "{}",
                        rule.id
                    );
                }
            }
            for item in items {
                assert!(set.item(item).is_some(), "{}: {}.{item}", rule.id, due.set);
            }
            for (item, codes) in &due.whose {
                let table = set.item(item).and_then(|item| item.table());
                let table = table.unwrap_or_else(|| panic!("{}: {item}", rule.id));
                assert!(
                    codes.iter().all(|code| table.by_code(code).is_some()),
                    "{}: {codes:?}",
                    rule.id
                );
            }
        }
    }

    #[test]
    fn terms_end_on_the_anniversary_or_the_counted_day() {
        let term = |months, days, working_days| Term {
            months,
            days,
            working_days,
        };
        for (term, from, wanted) in [
            (term(6, 0, 0), "2026-03-15", Some("2026-09-15")),
            (term(6, 0, 0), "2026-08-31", Some("2027-02-28")),
            (term(12, 0, 0), "2025", Some("2026-12")),
            (term(0, 15, 0), "2026-11-22", Some("2026-12-07")),
            (term(0, 0, 5), "2026-11-20", Some("2026-11-27")),
            (term(0, 0, 0), "2026-11-20", None),
        ] {
            let end = term.after(date(from), &Workdays::default());
            assert_eq!(end, wanted.map(date), "{term:?} from {from}");
        }
    }

    #[test]
    fn a_unit_may_set_a_number_otherwise() {
        let months = |overrides: &Overrides| {
            let (_, due) = dues(date("2026-11-22"), overrides)
                .into_iter()
                .find(|(rule, _)| rule.id == "GZ-HB-01")
                .expect("the rule");
            match due.asks {
                Asks::Term { term, .. } => term.months,
                _ => 0,
            }
        };
        assert_eq!(months(&Overrides::new()), 12);
        let own = toml::Table::from_iter([("months".to_owned(), toml::Value::Integer(6))]);
        assert_eq!(months(&Overrides::from([("GZ-HB-01".to_owned(), own)])), 6);
    }
}
