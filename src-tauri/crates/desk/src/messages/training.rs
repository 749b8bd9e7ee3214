//! 教育培训: hours of a year and of five years against what is owed.

use super::{CitedRule, messages};

messages! {
    /// A year of training.
    pub struct TrainingYearView {
        /// Number of people the rows shown are taken from.
        pub total: u64,
        /// People of the page, in the order of 职务层次.
        pub rows: Vec<TrainingRow>,
        /// First and last year of the national plan the year lies in.
        pub period: (i32, i32),
        /// The whole first, then each unit directly below.
        pub units: Vec<TrainingUnit>,
    }

    /// A person's training.
    pub struct TrainingRow {
        /// The person.
        pub person: i64,
        /// Name.
        pub name: String,
        /// Unit of the current post.
        pub unit: String,
        /// Current post.
        pub title: String,
        /// 职务层次.
        pub level: String,
        /// Classes of the year.
        pub classes: u64,
        /// Hours of the year in class; online hours stand apart.
        pub hours: f64,
        /// Days of the year in class.
        pub days: f64,
        /// Online hours of the year.
        pub online_hours: f64,
        /// Hours in class of the five years up to this one.
        pub five_years: f64,
        /// Hours in class of the national plan's period so far.
        pub period: f64,
        /// Hours owed, and over how many years; absent when nothing is.
        pub owed: Option<TrainingOwed>,
        /// By when somebody promoted short of it has to have made up; absent when nobody has to.
        pub complete_by: Option<TrainingDeadline>,
    }

    /// By when somebody has to have made up.
    pub struct TrainingDeadline {
        /// The month.
        pub by: String,
        /// The rule.
        pub rule: CitedRule,
    }

    /// What somebody owes.
    pub struct TrainingOwed {
        /// Hours that are enough.
        pub hours: f64,
        /// Days that are enough as well.
        pub days: Option<f64>,
        /// Years they are counted over.
        pub years: u16,
        /// Hours still missing; absent when there are enough.
        pub missing: Option<f64>,
        /// The same counted over the period of the national plan, for what is owed over five years.
        pub missing_in_period: Option<f64>,
        /// The rule.
        pub rule: CitedRule,
    }

    /// How a unit stands.
    pub struct TrainingUnit {
        /// The unit; absent for everybody.
        pub unit: Option<i64>,
        /// Its name.
        pub name: String,
        /// People in office.
        pub people: u64,
        /// People with a class in the year (调训).
        pub trained: u64,
        /// Hours in class per head.
        pub hours_per_head: f64,
        /// People who still owe.
        pub short: u64,
    }
}
