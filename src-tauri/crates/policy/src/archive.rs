//! 干部人事档案, rules.md §2.7: which materials a dossier should hold by what is known of the person, in which order they
//! stand, and what speaks for a fact. Declared in assets/policy/archive.toml.

use std::collections::BTreeMap;

use antou_record::PartialDate;
use serde::Deserialize;

use crate::pack::{Overrides, Rule, rules_with};

/// Name of the pack.
pub const PACK: &str = "archive";

/// A material that should be there.
#[derive(Debug, Clone, PartialEq, Deserialize)]
pub struct Required {
    /// 类号 it stands in.
    pub class: String,
    /// Words one of which its title has; any title when empty.
    #[serde(default)]
    pub titles: Vec<String>,
    /// The set whose rows ask for it; `person` for 基本情况.
    pub set: String,
    /// Only rows in which these items have one of these codes.
    #[serde(default)]
    pub whose: BTreeMap<String, Vec<String>>,
    /// Only rows in which these items are filled.
    #[serde(default)]
    pub filled: Vec<String>,
    /// One for each row, not one for all of them.
    #[serde(default)]
    pub each: bool,
    /// Whether the unit asks for it.
    #[serde(default = "yes")]
    pub asked: bool,
}

fn yes() -> bool {
    true
}

/// How materials stand within a class.
#[derive(Debug, Clone, PartialEq, Deserialize)]
pub struct Order {
    /// 类号 in which the newest comes first; in all others the oldest does.
    pub newest_first: Vec<String>,
}

/// What 三龄两历一身份 are certified for.
#[derive(Debug, Clone, PartialEq, Deserialize)]
pub struct Certified {
    /// Codes of the facts everybody has certified.
    pub facts: Vec<String>,
    /// Codes of the facts only members of the party have.
    pub facts_of_members: Vec<String>,
}

/// The materials asked for at a date.
pub fn required(at: PartialDate, overrides: &Overrides) -> Vec<(&'static Rule, Required)> {
    let mut rules: Vec<(&Rule, Required)> = rules_with(PACK, at, overrides);
    rules.retain(|(_, required)| required.asked);
    rules
}

/// The order within classes at a date.
pub fn order(at: PartialDate, overrides: &Overrides) -> Option<(&'static Rule, Order)> {
    rules_with(PACK, at, overrides).into_iter().next()
}

/// What is to be certified at a date.
pub fn certified(at: PartialDate, overrides: &Overrides) -> Option<(&'static Rule, Certified)> {
    rules_with(PACK, at, overrides).into_iter().next()
}

#[cfg(test)]
mod tests {
    use super::*;
    use antou_record::dictionary;

    fn today() -> PartialDate {
        PartialDate::from_iso("2026-11-22").expect("a day")
    }

    #[test]
    fn every_rule_speaks_of_declared_items_and_classes() {
        let classes = dictionary().table("archive_class").expect("classes");
        let none = Overrides::new();
        let all: Vec<(&Rule, Required)> = rules_with(PACK, today(), &none);
        assert!(all.len() > 8);
        for (rule, required) in all {
            assert!(classes.by_code(&required.class).is_some(), "{}", rule.id);
            let set = dictionary()
                .set(&required.set)
                .unwrap_or_else(|| panic!("{}", rule.id));
            assert!(
                required.filled.iter().all(|item| set.item(item).is_some()),
                "{}",
                rule.id
            );
            for (item, codes) in &required.whose {
                let table = set.item(item).and_then(|item| item.table());
                let table = table.unwrap_or_else(|| panic!("{}: {item}", rule.id));
                assert!(
                    codes.iter().all(|code| table.by_code(code).is_some()),
                    "{}",
                    rule.id
                );
            }
        }
        let (_, order) = order(today(), &none).expect("an order");
        assert!(
            order
                .newest_first
                .iter()
                .all(|class| classes.by_code(class).is_some())
        );
        let facts = dictionary().table("fact").expect("facts");
        let (_, certified) = certified(today(), &none).expect("facts");
        assert_eq!(certified.facts.len() + certified.facts_of_members.len(), 6);
        assert!(certified.facts.iter().all(|fact| facts.by_code(fact).is_some()));
    }

    #[test]
    fn a_unit_may_ask_for_less() {
        let own = toml::Table::from_iter([("asked".to_owned(), toml::Value::Boolean(false))]);
        let less = Overrides::from([("DA-CL-07".to_owned(), own)]);
        let has = |overrides: &Overrides| {
            required(today(), overrides)
                .iter()
                .any(|(rule, _)| rule.id == "DA-CL-07")
        };
        assert!(has(&Overrides::new()) && !has(&less));
    }
}
