//! Days: terms of so many days, and how far off a date is. Of a month alone its last day counts, of a year 31 December:
//! nobody is called late too early.

use chrono::{Datelike, Days, NaiveDate, Weekday};

use super::PartialDate;

impl PartialDate {
    /// The last day it can be.
    fn last_day(self) -> Option<NaiveDate> {
        let (year, month) = (i32::from(self.year), self.month().unwrap_or(12));
        match self.day_of_month() {
            Some(day) => NaiveDate::from_ymd_opt(year, month.into(), day.into()),
            None => (28..=31)
                .rev()
                .find_map(|day| NaiveDate::from_ymd_opt(year, month.into(), day)),
        }
    }

    fn of_day(day: NaiveDate) -> Option<Self> {
        let small = |number: u32| u8::try_from(number).ok();
        Self::day(
            u16::try_from(day.year()).ok()?,
            small(day.month())?,
            small(day.day())?,
        )
    }

    /// So many days later.
    pub fn plus_days(self, days: u16) -> Option<Self> {
        Self::of_day(self.last_day()?.checked_add_days(Days::new(days.into()))?)
    }

    /// So many working days later: from Monday to Friday, unless `announced` says of a day that it is one or is none.
    pub fn plus_working_days(self, days: u16, announced: impl Fn(Self) -> Option<bool>) -> Option<Self> {
        let is_weekday = |day: &NaiveDate| !matches!(day.weekday(), Weekday::Sat | Weekday::Sun);
        let is_at_work = |day: &NaiveDate| {
            let said = Self::of_day(*day).and_then(&announced);
            said.unwrap_or_else(|| is_weekday(day))
        };
        let from = self.last_day()?;
        match days.checked_sub(1) {
            None => Self::of_day(from),
            Some(before) => {
                let mut working = from.iter_days().skip(1).filter(is_at_work);
                Self::of_day(working.nth(before.into())?)
            }
        }
    }

    /// Days from here to another date; negative when that was earlier.
    pub fn days_until(self, other: Self) -> Option<i64> {
        Some((other.last_day()? - self.last_day()?).num_days())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn date(iso: &str) -> PartialDate {
        PartialDate::from_iso(iso).unwrap_or_else(|| panic!("{iso}"))
    }

    #[test]
    fn days_are_counted_from_the_last_day_a_date_can_be() {
        for (from, days, wanted) in [
            ("2026-11-22", 15, "2026-12-07"),
            ("2024-02-28", 1, "2024-02-29"),
            ("2026-02", 15, "2026-03-15"),
            ("2025", 1, "2026-01-01"),
            ("2026-11-22", 0, "2026-11-22"),
        ] {
            assert_eq!(date(from).plus_days(days), Some(date(wanted)), "{from} + {days}");
        }
    }

    #[test]
    fn working_days_leave_out_weekends() {
        for (from, days, wanted) in [
            ("2026-11-20", 1, "2026-11-23"),
            ("2026-11-20", 5, "2026-11-27"),
            ("2026-11-21", 15, "2026-12-11"),
            ("2026-11-21", 0, "2026-11-21"),
        ] {
            assert_eq!(
                date(from).plus_working_days(days, |_| None),
                Some(date(wanted)),
                "{from} + {days}"
            );
        }
    }

    #[test]
    fn a_month_is_off_as_far_as_its_last_day() {
        for (from, to, wanted) in [
            ("2026-11-22", "2026-11-22", 0),
            ("2026-11-22", "2026-11", 8),
            ("2026-11-22", "2026-10-31", -22),
            ("2026-11-22", "2026", 39),
        ] {
            assert_eq!(date(from).days_until(date(to)), Some(wanted), "{from} to {to}");
        }
    }
}
