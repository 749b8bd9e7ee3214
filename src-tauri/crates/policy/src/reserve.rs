//! 后备干部库, seed E (E01–E06): how many of each level, which share of women, up to which age. Declared in
//! assets/policy/reserve.toml; local numbers that each unit sets for itself.

use antou_record::PartialDate;
use serde::Deserialize;

use crate::pack::{Overrides, Rule, rules_with};

/// Name of the pack.
pub const PACK: &str = "reserve";

/// How many there should be in some pools together.
#[derive(Debug, Clone, PartialEq, Deserialize)]
pub struct Size {
    /// Codes of 后备层级.
    pub pools: Vec<String>,
    /// How many, about.
    pub people: u64,
}

/// Up to which age somebody is in some pools.
#[derive(Debug, Clone, PartialEq, Deserialize)]
pub struct Age {
    /// Codes of 后备层级.
    pub pools: Vec<String>,
    /// The oldest age, included.
    pub age: u16,
    /// Years that 左右 allows beyond.
    #[serde(default)]
    pub around: u16,
}

/// The least share of women.
#[derive(Debug, Clone, PartialEq, Deserialize)]
pub struct Women {
    /// In a hundred.
    pub women_percent: u64,
}

/// The least schooling.
#[derive(Debug, Clone, PartialEq, Deserialize)]
pub struct Schooling {
    /// Codes of 学历 that are enough, full-time.
    pub educations: Vec<String>,
}

/// How many there should be.
pub fn sizes(at: PartialDate, overrides: &Overrides) -> Vec<(&'static Rule, Size)> {
    rules_with(PACK, at, overrides)
}

/// The age lines.
pub fn ages(at: PartialDate, overrides: &Overrides) -> Vec<(&'static Rule, Age)> {
    rules_with(PACK, at, overrides)
}

/// The share of women.
pub fn women(at: PartialDate, overrides: &Overrides) -> Option<(&'static Rule, Women)> {
    rules_with(PACK, at, overrides).into_iter().next()
}

/// The schooling.
pub fn schooling(at: PartialDate, overrides: &Overrides) -> Option<(&'static Rule, Schooling)> {
    rules_with(PACK, at, overrides).into_iter().next()
}

#[cfg(test)]
mod tests {
    use super::*;
    use antou_record::dictionary;

    #[test]
    fn every_rule_speaks_of_declared_pools() {
        let today = PartialDate::from_iso("2026-11-22").expect("a day");
        let none = Overrides::new();
        let pools = dictionary().table("reserve_pool").expect("pools");
        let (sizes, ages) = (sizes(today, &none), ages(today, &none));
        assert_eq!((sizes.len(), ages.len()), (3, 3));
        let of_sizes = sizes.iter().flat_map(|(_, size)| &size.pools);
        let of_ages = ages.iter().flat_map(|(_, age)| &age.pools);
        assert!(of_sizes.chain(of_ages).all(|pool| pools.by_code(pool).is_some()));
        assert_eq!(
            women(today, &none).map(|(_, women)| women.women_percent),
            Some(20)
        );
        let schooling = schooling(today, &none).expect("schooling").1;
        let table = dictionary().table("education").expect("educations");
        assert!(
            schooling
                .educations
                .iter()
                .all(|code| table.by_code(code).is_some())
        );
    }
}
