//! 教育培训, rules.md §2.5: how much training somebody owes in which window, and how much is still missing. Hours and days are
//! counted apart and never converted into each other; reaching one of them is enough.

use antou_record::PartialDate;
use serde::Deserialize;

use crate::pack::{Rule, Rules, rules};

const PACK: &str = "training_hours";

#[derive(Debug, Deserialize)]
struct Numbers {
    levels: Vec<String>,
    #[serde(default)]
    ranks: Vec<String>,
    window_years: u16,
    days: Option<f64>,
    months: Option<f64>,
    hours: f64,
}

#[derive(Debug, Deserialize)]
struct Completion {
    complete_within_months: i32,
}

#[derive(Debug, Deserialize)]
struct Absence {
    max_absence_numerator: f64,
    max_absence_denominator: f64,
}

static REQUIREMENTS: Rules<Numbers> = Rules::new(|| rules(PACK));
static COMPLETIONS: Rules<Completion> = Rules::new(|| rules(PACK));
static ABSENCES: Rules<Absence> = Rules::new(|| rules(PACK));

/// What somebody owes.
#[derive(Debug, Clone, PartialEq)]
pub struct Requirement {
    /// Years of the window.
    pub years: u16,
    /// Hours (学时) that are enough.
    pub hours: f64,
    /// Days that are enough as well.
    pub days: Option<f64>,
    /// Months that are enough as well.
    pub months: Option<f64>,
    /// The rule.
    pub rule: &'static Rule,
}

/// What somebody has done in a window.
#[derive(Debug, Clone, Copy, PartialEq, Default)]
pub struct Done {
    /// Hours of classes attended in person.
    pub hours: f64,
    /// Days of classes attended in person.
    pub days: f64,
    /// Hours of online classes, which count by themselves.
    pub online_hours: f64,
}

/// Days of a month of full-time training when months are asked for (rules.md: three months stand beside 550 hours).
const DAYS_OF_MONTH: f64 = 30.0;

impl Requirement {
    /// What people of a 职务层次 and a 职级 (their codes; one is enough) owe under the rules in force at a date.
    pub fn of(level: &str, rank: &str, date: PartialDate) -> Option<Self> {
        REQUIREMENTS
            .iter()
            .find(|(rule, numbers)| {
                let fits = numbers.levels.iter().any(|known| known == level)
                    || numbers.ranks.iter().any(|known| known == rank);
                rule.in_force_at(date) && fits
            })
            .map(|(rule, numbers)| Self {
                years: numbers.window_years,
                hours: numbers.hours,
                days: numbers.days,
                months: numbers.months,
                rule,
            })
    }

    /// Hours still missing; `None` when hours or days are enough.
    pub fn missing(&self, done: Done) -> Option<f64> {
        let days = self.days.or(self.months.map(|months| months * DAYS_OF_MONTH));
        let enough = done.hours >= self.hours || days.is_some_and(|days| done.days >= days);
        (!enough).then_some(self.hours - done.hours)
    }
}

/// Whether so many hours missed of a class are more than may be missed, with the rule.
pub fn missed_too_much(missed: f64, hours: f64, date: PartialDate) -> Option<&'static Rule> {
    ABSENCES
        .iter()
        .find(|(rule, numbers)| {
            rule.in_force_at(date)
                && missed * numbers.max_absence_denominator > hours * numbers.max_absence_numerator
        })
        .map(|(rule, _)| *rule)
}

/// Until when somebody promoted at a date short of what is owed has to have made up, with the rule.
pub fn complete_within(promoted: PartialDate) -> Option<(PartialDate, &'static Rule)> {
    let (rule, numbers) = COMPLETIONS.iter().find(|(rule, _)| rule.in_force_at(promoted))?;
    Some((promoted.plus_months(numbers.complete_within_months)?, rule))
}

/// The five years of the national plan a year lies in: 2023–2027, 2018–2022 …
pub fn planned_period(year: u16) -> (u16, u16) {
    let first = year - (year + 2) % 5;
    (first, first + 4)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn date(iso: &str) -> PartialDate {
        PartialDate::from_iso(iso).expect(iso)
    }

    #[test]
    fn what_is_owed_follows_level_and_rank() {
        let owed = |level: &str, rank: &str, at: &str| {
            Requirement::of(level, rank, date(at))
                .map(|found| (found.years, found.hours, found.rule.id.as_str()))
        };
        assert_eq!(owed("1A32", "", "2025-12-31"), Some((5, 550.0, "PX-01")));
        assert_eq!(owed("1A41", "", "2025-12-31"), Some((1, 90.0, "PX-02")));
        assert_eq!(owed("1A41", "", "2020-12-31"), Some((1, 90.0, "PX-02-2015")));
        assert_eq!(
            owed("1A41", "A06", "2025-12-31"),
            Some((5, 550.0, "PX-01")),
            "四级调研员"
        );
        assert_eq!(owed("", "", "2025-12-31"), None);
    }

    #[test]
    fn hours_or_days_are_enough_and_online_hours_count_apart() {
        let yearly = Requirement::of("1A41", "", date("2025-12-31")).expect("owed");
        let done = |hours, days, online_hours| {
            yearly.missing(Done {
                hours,
                days,
                online_hours,
            })
        };
        assert_eq!(done(90.0, 0.0, 0.0), None);
        assert_eq!(done(40.0, 12.0, 0.0), None);
        assert_eq!(done(62.5, 8.0, 50.0), Some(27.5));
    }

    #[test]
    fn more_than_a_seventh_missed_is_too_much() {
        let at = date("2025-05-01");
        assert_eq!(missed_too_much(10.0, 70.0, at), None);
        assert_eq!(
            missed_too_much(10.5, 70.0, at).map(|rule| rule.id.as_str()),
            Some("PX-04")
        );
    }

    #[test]
    fn who_is_promoted_short_has_a_year() {
        let by = |promoted| complete_within(date(promoted)).map(|(by, rule)| (by, rule.id.as_str()));
        assert_eq!(by("2025-06"), Some((date("2026-06"), "PX-03")));
        assert_eq!(by("2020-06"), None, "before the rule");
    }

    #[test]
    fn the_national_plan_has_five_years() {
        assert_eq!(planned_period(2023), (2023, 2027));
        assert_eq!(planned_period(2027), (2023, 2027));
        assert_eq!(planned_period(2028), (2028, 2032));
        assert_eq!(planned_period(2022), (2018, 2022));
    }
}
