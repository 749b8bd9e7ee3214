//! What the pack says: the steps of each time, intervals, ages, what has to be there before a step.

use antou_record::PartialDate;
use serde::Deserialize;

use super::PACK;
use crate::pack::{Overrides, Rule, Rules, rules};

#[derive(Debug, Deserialize)]
pub(super) struct Applies {
    pub(super) applies: Vec<String>,
}

#[derive(Debug, Deserialize)]
pub(super) struct Within {
    pub(super) from: String,
    pub(super) to: String,
    pub(super) within_months: i32,
    pub(super) extended_months: Option<i32>,
}

#[derive(Debug, Deserialize)]
pub(super) struct AtLeast {
    pub(super) from: String,
    pub(super) to: String,
    pub(super) at_least_months: i32,
}

#[derive(Debug, Deserialize)]
pub(super) struct Notice {
    pub(super) from: String,
    pub(super) to: String,
    pub(super) workdays: u16,
}

#[derive(Debug, Deserialize)]
pub(super) struct Repeated {
    pub(super) repeat: String,
    pub(super) after: String,
    pub(super) until: String,
    pub(super) every_months: i32,
}

#[derive(Debug, Deserialize)]
pub(super) struct OfAge {
    pub(super) step: String,
    pub(super) age: i32,
}

#[derive(Debug, Deserialize)]
pub(super) struct OfTraining {
    pub(super) step: String,
    pub(super) hours: f64,
    pub(super) days: f64,
}

#[derive(Debug, Deserialize)]
pub(super) struct OfReview {
    pub(super) before: String,
    #[serde(rename = "review_kind")]
    pub(super) _kind: String,
}

#[derive(Debug, Deserialize)]
pub(super) struct OfReport {
    pub(super) before: String,
    pub(super) occasions: Vec<String>,
}

#[derive(Debug, Deserialize)]
pub(super) struct OfYear {
    pub(super) year_least: u32,
    pub(super) year_most: u32,
}

pub(super) static APPLIES: Rules<Applies> = Rules::new(|| rules(PACK));
pub(super) static WITHIN: Rules<Within> = Rules::new(|| rules(PACK));
pub(super) static AT_LEAST: Rules<AtLeast> = Rules::new(|| rules(PACK));
pub(super) static NOTICES: Rules<Notice> = Rules::new(|| rules(PACK));
pub(super) static REPEATED: Rules<Repeated> = Rules::new(|| rules(PACK));
pub(super) static AGES: Rules<OfAge> = Rules::new(|| rules(PACK));
pub(super) static TRAINING: Rules<OfTraining> = Rules::new(|| rules(PACK));
pub(super) static REVIEWS: Rules<OfReview> = Rules::new(|| rules(PACK));
pub(super) static REPORTS: Rules<OfReport> = Rules::new(|| rules(PACK));
pub(super) static YEARS: Rules<OfYear> = Rules::new(|| rules(PACK));

/// The steps that apply to a development going on at a date, in their order.
pub fn steps_at(date: PartialDate) -> &'static [String] {
    let in_force = APPLIES.iter().find(|(rule, _)| rule.in_force_at(date));
    // before the oldest text known the oldest is the best there is
    let known = in_force.or_else(|| APPLIES.last());
    known.map_or(&[], |(_, of)| of.applies.as_slice())
}

/// The rule by which the steps of a date follow each other.
pub fn steps_rule(date: PartialDate) -> Option<&'static Rule> {
    let mut known = APPLIES.iter().map(|(rule, _)| *rule);
    known.find(|rule| rule.in_force_at(date))
}

/// How many may be admitted in a year, least and most, with where the numbers come from.
pub fn per_year(overrides: &Overrides) -> Option<(u32, u32, &'static Rule)> {
    let (rule, _) = YEARS.first()?;
    let of: OfYear = rule.parameters_with(overrides)?;
    Some((of.year_least, of.year_most, rule))
}

/// Occasions (codes) of a report of 个人有关事项 the unit accepts of a candidate; none when it asks for no report.
pub fn report_occasions(overrides: &Overrides) -> Vec<String> {
    let rule = REPORTS.first().map(|(rule, _)| *rule);
    let of: Option<OfReport> = rule.and_then(|rule| rule.parameters_with(overrides));
    of.map(|of| of.occasions).unwrap_or_default()
}
