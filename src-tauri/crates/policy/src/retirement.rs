//! Statutory retirement month under the gradual delay in force since 2025-01-01 (rules.md §3.1): whole months only, from
//! year and month of birth. The birth used is the one the organisation has certified, not the identity number's.

use antou_record::PartialDate;
use serde::Deserialize;

use crate::pack::{Rule, packs};

/// The numbers of one retirement category.
#[derive(Debug, Deserialize)]
struct Delay {
    category: String,
    /// Years.
    original_age: i32,
    start_birth: PartialDate,
    /// Months of birth per month of delay.
    step: i32,
    /// Months.
    max_delay: i32,
}

#[derive(Debug, Deserialize)]
struct Elastic {
    direction: String,
    max_months: i32,
}

/// When somebody retires, and under which rule.
#[derive(Debug, Clone, PartialEq)]
pub struct Retirement {
    /// Statutory month.
    pub statutory: PartialDate,
    /// Statutory age in months.
    pub age_months: i32,
    /// Months of delay against the original age.
    pub delay: i32,
    /// First month open to elastic early retirement; `None` for those who had retired before the reform.
    pub earliest: Option<PartialDate>,
    /// Last month open to elastic late retirement, for staff who may; never for civil servants and leaders (TX-04).
    pub latest: Option<PartialDate>,
    /// The rule applied.
    pub rule: &'static Rule,
}

impl Retirement {
    /// 63岁 or 60岁1个月.
    pub fn age(&self) -> String {
        match (self.age_months / 12, self.age_months % 12) {
            (years, 0) => format!("{years}岁"),
            (years, months) => format!("{years}岁{months}个月"),
        }
    }
}

/// The retirement of somebody born in the month of `birth`, in a category of the code table `retire_category`.
/// `elastic_delay` says whether the person may retire later than the statutory month; civil servants, leaders and other
/// managing staff may not. `None` when the month of birth is not known or the category is not computed (experts, special work).
pub fn retirement(category: &str, birth: PartialDate, elastic_delay: bool) -> Option<Retirement> {
    let (rule, delay) = rule_for(category)?;
    let born = birth.month_index()?;
    let base = born + delay.original_age * 12;
    let start = delay.start_birth.month_index()?;
    let months = if born < start {
        0
    } else {
        ((born - start) / delay.step + 1).min(delay.max_delay)
    };
    let statutory = base + months;
    let early = (months > 0)
        .then(|| elastic("early"))
        .flatten()
        .map(|most| base.max(statutory - most));
    let late = (months > 0 && elastic_delay)
        .then(|| elastic("late"))
        .flatten()
        .map(|most| statutory + most);
    Some(Retirement {
        statutory: PartialDate::from_month_index(statutory)?,
        age_months: delay.original_age * 12 + months,
        delay: months,
        earliest: early.and_then(PartialDate::from_month_index),
        latest: late.and_then(PartialDate::from_month_index),
        rule,
    })
}

/// The category usual for a person of this sex: 男 M60, 女 F55 (干部) or F50 (工勤). A proposal with its reason, never final:
/// women in 处级 posts or with senior titles choose (TX-07, TX-08).
pub fn usual_category(is_male: bool, is_worker: bool) -> &'static str {
    match (is_male, is_worker) {
        (true, _) => "M60",
        (false, false) => "F55",
        (false, true) => "F50",
    }
}

fn rules() -> impl Iterator<Item = &'static Rule> {
    packs()
        .iter()
        .filter(|pack| pack.code == "retirement")
        .flat_map(|pack| &pack.rules)
}

fn rule_for(category: &str) -> Option<(&'static Rule, Delay)> {
    rules().find_map(|rule| {
        rule.parameters::<Delay>()
            .filter(|delay| delay.category == category)
            .map(|delay| (rule, delay))
    })
}

/// Months of elastic retirement in a direction.
fn elastic(direction: &str) -> Option<i32> {
    rules().find_map(|rule| {
        rule.parameters::<Elastic>()
            .filter(|elastic| elastic.direction == direction)
            .map(|elastic| elastic.max_months)
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Check values of the rule book §3.2: category, birth, delay, age, statutory month, earliest, latest.
    const TABLE: &str = "
        M60 1964-12 0 60岁 2024-12 - -
        M60 1965-01 1 60岁1个月 2025-02 2025-01 2028-02
        M60 1965-04 1 60岁1个月 2025-05 2025-04 2028-05
        M60 1965-05 2 60岁2个月 2025-07 2025-05 2028-07
        M60 1965-12 3 60岁3个月 2026-03 2025-12 2029-03
        M60 1966-11 6 60岁6个月 2027-05 2026-11 2030-05
        M60 1967-04 7 60岁7个月 2027-11 2027-04 2030-11
        M60 1968-09 12 61岁 2029-09 2028-09 2032-09
        M60 1970-01 16 61岁4个月 2031-05 2030-01 2034-05
        M60 1971-07 20 61岁8个月 2033-03 2031-07 2036-03
        M60 1972-12 24 62岁 2034-12 2032-12 2037-12
        M60 1974-12 30 62岁6个月 2037-06 2034-12 2040-06
        M60 1975-06 32 62岁8个月 2038-02 2035-06 2041-02
        M60 1976-08 35 62岁11个月 2039-07 2036-08 2042-07
        M60 1976-09 36 63岁 2039-09 2036-09 2042-09
        M60 1980-02 36 63岁 2043-02 2040-02 2046-02
        F55 1969-12 0 55岁 2024-12 - -
        F55 1970-01 1 55岁1个月 2025-02 2025-01 2028-02
        F55 1970-05 2 55岁2个月 2025-07 2025-05 2028-07
        F55 1971-10 6 55岁6个月 2027-04 2026-10 2030-04
        F55 1972-08 8 55岁8个月 2028-04 2027-08 2031-04
        F55 1975-03 16 56岁4个月 2031-07 2030-03 2034-07
        F55 1978-12 27 57岁3个月 2036-03 2033-12 2039-03
        F55 1980-06 32 57岁8个月 2038-02 2035-06 2041-02
        F55 1981-08 35 57岁11个月 2039-07 2036-08 2042-07
        F55 1981-09 36 58岁 2039-09 2036-09 2042-09
        F55 1990-01 36 58岁 2048-01 2045-01 2051-01
        F50 1974-12 0 50岁 2024-12 - -
        F50 1975-01 1 50岁1个月 2025-02 2025-01 2028-02
        F50 1975-03 2 50岁2个月 2025-05 2025-03 2028-05
        F50 1976-12 12 51岁 2027-12 2026-12 2030-12
        F50 1979-07 28 52岁4个月 2031-11 2029-07 2034-11
        F50 1982-04 44 53岁8个月 2035-12 2032-12 2038-12
        F50 1984-10 59 54岁11个月 2039-09 2036-09 2042-09
        F50 1984-11 60 55岁 2039-11 2036-11 2042-11
        F50 1988-08 60 55岁 2043-08 2040-08 2046-08";

    #[test]
    fn check_values_of_the_rule_book() {
        for line in TABLE.lines().map(str::trim).filter(|line| !line.is_empty()) {
            let [category, birth, delay, age, statutory, earliest, latest] =
                line.split(' ').collect::<Vec<_>>()[..]
            else {
                panic!("{line}");
            };
            let found = retirement(category, PartialDate::from_iso(birth).expect(birth), true).expect(line);
            let month = |date: Option<PartialDate>| date.map_or("-".to_owned(), |date| date.to_string());
            assert_eq!(
                (
                    found.delay.to_string().as_str(),
                    found.age().as_str(),
                    found.statutory.to_string().as_str()
                ),
                (delay, age, statutory),
                "{line}"
            );
            assert_eq!(
                (month(found.earliest), month(found.latest)),
                (earliest.to_owned(), latest.to_owned()),
                "{line}"
            );
        }
    }

    #[test]
    fn the_statutory_month_rises_with_the_month_of_birth() {
        for category in ["M60", "F55", "F50", "F60"] {
            let months: Vec<PartialDate> = (1955 * 12..1995 * 12)
                .map(|index| {
                    retirement(
                        category,
                        PartialDate::from_month_index(index).expect("month"),
                        false,
                    )
                    .expect(category)
                    .statutory
                })
                .collect();
            assert!(months.windows(2).all(|pair| pair[0] < pair[1]), "{category}");
        }
    }

    #[test]
    fn what_is_not_computed_is_not_made_up() {
        let birth = PartialDate::from_iso("1970-05").expect("date");
        assert_eq!(retirement("EXPERT", birth, false), None);
        assert_eq!(
            retirement("M60", PartialDate::from_iso("1970").expect("date"), false),
            None
        );
        assert!(
            retirement("F60", birth, false)
                .expect("computed")
                .rule
                .verify
                .is_some(),
            "shown as 需核实"
        );
        assert_eq!(
            retirement("M60", birth, false).expect("computed").latest,
            None,
            "no elastic delay for civil servants"
        );
    }
}
