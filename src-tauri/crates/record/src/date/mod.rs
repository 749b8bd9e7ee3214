//! Partial dates: a year, a year and month, or a full date. A day or month that was not written is never invented.

mod days;
mod notation;
mod spelling;

use std::cmp::Ordering;
use std::fmt;

use chrono::NaiveDate;
use serde::{Deserialize, Deserializer, Serialize, Serializer};

pub use notation::{DateHints, DateReading, from_serial, read};

/// A calendar date known to the year, the month or the day. Month and day 0 stand for "not known" inside.
#[derive(Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct PartialDate {
    year: u16,
    month: u8,
    day: u8,
}

/// How much of a date is known.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Precision {
    /// The year only.
    Year,
    /// Year and month.
    Month,
    /// The full date.
    Day,
}

impl PartialDate {
    /// A year between 1800 and 2200.
    pub fn year_only(year: u16) -> Option<Self> {
        (1800..=2200).contains(&year).then_some(Self {
            year,
            month: 0,
            day: 0,
        })
    }

    /// A year and a month 1–12.
    pub fn month_of(year: u16, month: u8) -> Option<Self> {
        let date = Self::year_only(year)?;
        (1..=12).contains(&month).then_some(Self { month, ..date })
    }

    /// A day that exists in the calendar.
    pub fn day(year: u16, month: u8, day: u8) -> Option<Self> {
        let date = Self::month_of(year, month)?;
        NaiveDate::from_ymd_opt(i32::from(year), u32::from(month), u32::from(day))
            .map(|_| Self { day, ..date })
    }

    /// Reads `1975`, `1975-06` or `1975-06-01`, the form used in files, JSON and the database.
    pub fn from_iso(text: &str) -> Option<Self> {
        let number = |range: std::ops::Range<usize>| text.get(range).and_then(digits);
        let small = |range| number(range).and_then(|n| u8::try_from(n).ok());
        let dash = |at: usize| text.as_bytes().get(at) == Some(&b'-');
        match text.len() {
            4 => Self::year_only(number(0..4)?),
            7 if dash(4) => Self::month_of(number(0..4)?, small(5..7)?),
            10 if dash(4) && dash(7) => Self::day(number(0..4)?, small(5..7)?, small(8..10)?),
            _ => None,
        }
    }

    /// The year.
    pub fn year(self) -> u16 {
        self.year
    }

    /// The month 1–12, when known.
    pub fn month(self) -> Option<u8> {
        (self.month > 0).then_some(self.month)
    }

    /// The day of the month, when known.
    pub fn day_of_month(self) -> Option<u8> {
        (self.day > 0).then_some(self.day)
    }

    /// How much is known.
    pub fn precision(self) -> Precision {
        match (self.month, self.day) {
            (0, _) => Precision::Year,
            (_, 0) => Precision::Month,
            _ => Precision::Day,
        }
    }

    /// The same date known to no more than `precision`.
    pub fn at(self, precision: Precision) -> Self {
        match precision {
            Precision::Year => Self {
                month: 0,
                day: 0,
                ..self
            },
            Precision::Month => Self { day: 0, ..self },
            Precision::Day => self,
        }
    }

    /// Compares at the coarser precision of the two: 1975 equals 1975-06.
    pub fn compare(self, other: Self) -> Ordering {
        let precision = self.precision().min(other.precision());
        self.at(precision).cmp(&other.at(precision))
    }

    /// Whether the two may be the same date: equal at the coarser precision.
    pub fn agrees_with(self, other: Self) -> bool {
        self.compare(other) == Ordering::Equal
    }

    /// Months since year 0, for month arithmetic; `None` when only the year is known.
    pub fn month_index(self) -> Option<i32> {
        self.month()
            .map(|month| i32::from(self.year) * 12 + i32::from(month) - 1)
    }

    /// The month with this index (see [`Self::month_index`]).
    pub fn from_month_index(index: i32) -> Option<Self> {
        let year = u16::try_from(index.div_euclid(12)).ok()?;
        let month = u8::try_from(index.rem_euclid(12) + 1).ok()?;
        Self::month_of(year, month)
    }

    /// Later (or earlier) by months. A full date is clipped to the end of its month: 31 January plus one is 28 February.
    pub fn plus_months(self, months: i32) -> Option<Self> {
        let shifted = Self::from_month_index(self.month_index()?.checked_add(months)?)?;
        match self.day_of_month() {
            None => Some(shifted),
            Some(day) => (28..=day)
                .rev()
                .chain([day.min(28)])
                .find_map(|day| Self::day(shifted.year, shifted.month, day)),
        }
    }

    /// Whole years from here to `reference`, as the 任免审批表 counts them: by year and month, the month of birth counting
    /// as reached (JS-01). `None` when a month is missing and would decide, or when `reference` is earlier.
    pub fn age_at(self, reference: Self) -> Option<u16> {
        let years = reference.year.checked_sub(self.year)?;
        match (self.month(), reference.month()) {
            (Some(month), Some(now)) => years.checked_sub(u16::from(now < month)),
            _ => None,
        }
    }

    /// `1975`, `1975.06`, `1975.06.01`: the way registers and forms print dates.
    pub fn dotted(self) -> String {
        self.to_string().replace('-', ".")
    }
}

fn digits(text: &str) -> Option<u16> {
    text.bytes()
        .all(|byte| byte.is_ascii_digit())
        .then(|| text.parse().ok())
        .flatten()
}

impl fmt::Display for PartialDate {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(formatter, "{:04}", self.year)?;
        if self.month > 0 {
            write!(formatter, "-{:02}", self.month)?;
        }
        if self.day > 0 {
            write!(formatter, "-{:02}", self.day)?;
        }
        Ok(())
    }
}

impl fmt::Debug for PartialDate {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(self, formatter)
    }
}

impl Serialize for PartialDate {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}

impl<'de> Deserialize<'de> for PartialDate {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let text = String::deserialize(deserializer)?;
        Self::from_iso(&text)
            .ok_or_else(|| serde::de::Error::custom(format!("日期 {text} 不是 年、年-月 或 年-月-日")))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn date(text: &str) -> PartialDate {
        PartialDate::from_iso(text).unwrap_or_else(|| panic!("{text}"))
    }

    #[test]
    fn age_counts_the_month_of_birth_as_reached() {
        for (birth, reference, age) in [
            ("1981-03", "2024-02", Some(42)),
            ("1981-03", "2024-03", Some(43)),
            ("1981-03-31", "2024-03-01", Some(43)),
            ("1981", "2024-03", None),
            ("2024-05", "2024-03", None),
        ] {
            assert_eq!(date(birth).age_at(date(reference)), age, "{birth} at {reference}");
        }
    }

    #[test]
    fn months_are_added_without_inventing_days() {
        for (from, months, to) in [
            ("1965-01-31", 1, "1965-02-28"),
            ("2024-01-31", 1, "2024-02-29"),
            ("1975-06", 12, "1976-06"),
            ("2000-02-29", 12, "2001-02-28"),
        ] {
            assert_eq!(date(from).plus_months(months), Some(date(to)));
        }
        assert_eq!(date("1975").plus_months(1), None);
    }

    #[test]
    fn dates_compare_at_the_coarser_precision() {
        assert!(date("1975").agrees_with(date("1975-06-01")));
        assert!(!date("1975-07").agrees_with(date("1975-06-01")));
        assert_eq!(date("1975-07").compare(date("1976")), Ordering::Less);
    }

    proptest! {
        #[test]
        fn iso_survives_the_round_trip(year in 1800u16..=2200, month in 0u8..=12, day in 0u8..=31) {
            let made = match (month, day) {
                (0, _) => PartialDate::year_only(year),
                (_, 0) => PartialDate::month_of(year, month),
                _ => PartialDate::day(year, month, day),
            };
            if let Some(made) = made {
                prop_assert_eq!(PartialDate::from_iso(&made.to_string()), Some(made));
            }
        }

        #[test]
        fn months_there_and_back(index in 1900*12..2100*12i32, months in -600..600i32) {
            let start = PartialDate::from_month_index(index).unwrap();
            let there = start.plus_months(months).unwrap();
            prop_assert_eq!(there.plus_months(-months), Some(start));
        }

        #[test]
        fn any_text_is_read_without_panic(text in "\\PC*") {
            let _ = PartialDate::from_iso(&text);
            let _ = read(crate::Written::Text(&text), &DateHints::default());
        }
    }
}
