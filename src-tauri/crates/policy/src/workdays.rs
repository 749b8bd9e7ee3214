//! 工作日: Monday to Friday, but for public holidays and the weekends that are worked for them. Both are announced year by
//! year and entered by the unit; a year nobody has entered is reckoned from Monday to Friday, which is for the time being.

use antou_record::PartialDate;
use serde::Deserialize;

use crate::pack::{Overrides, pack};

/// Name of the pack.
pub const PACK: &str = "workdays";

/// The days a unit has entered.
#[derive(Debug, Clone, Default, PartialEq, Eq, Deserialize)]
pub struct Workdays {
    holidays: Vec<PartialDate>,
    worked: Vec<PartialDate>,
}

impl Workdays {
    /// As the unit has set them.
    pub fn of(overrides: &Overrides) -> Self {
        let rule = pack(PACK).and_then(|pack| pack.rules.first());
        rule.and_then(|rule| rule.parameters_with(overrides))
            .unwrap_or_default()
    }

    /// The last day of a term of so many working days.
    pub fn after(&self, from: PartialDate, days: u16) -> Option<PartialDate> {
        from.plus_working_days(days, |day| {
            let is_worked = self.worked.contains(&day);
            (is_worked || self.holidays.contains(&day)).then_some(is_worked)
        })
    }

    /// How days were reckoned that fell into a year, for the clerk.
    pub fn reckoned(&self, year: u16) -> &'static str {
        let mut days = self.holidays.iter().chain(&self.worked);
        if days.any(|day| day.year() == year) {
            "按本单位登记的节假日和调休计"
        } else {
            "按周一至周五计，这一年的节假日还没有登记"
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn date(iso: &str) -> PartialDate {
        PartialDate::from_iso(iso).expect(iso)
    }

    fn days(dates: &[&str]) -> toml::Value {
        let dates = dates.iter().map(|iso| toml::Value::String((*iso).to_owned()));
        toml::Value::Array(dates.collect())
    }

    #[test]
    fn holidays_are_left_out_and_weekends_that_are_worked_count() {
        let own = toml::Table::from_iter([
            (
                "holidays".to_owned(),
                days(&["2026-10-01", "2026-10-02", "2026-10-05"]),
            ),
            ("worked".to_owned(), days(&["2026-10-10"])),
        ]);
        let known = Workdays::of(&Overrides::from([("JS-17".to_owned(), own)]));
        let usual = Workdays::of(&Overrides::new());
        for (from, number, weekdays, wanted) in [
            ("2026-09-30", 1, "2026-10-01", "2026-10-06"),
            ("2026-09-30", 5, "2026-10-07", "2026-10-10"),
            ("2026-10-09", 1, "2026-10-12", "2026-10-10"),
            ("2026-11-20", 5, "2026-11-27", "2026-11-27"),
        ] {
            assert_eq!(usual.after(date(from), number), Some(date(weekdays)), "{from}");
            assert_eq!(known.after(date(from), number), Some(date(wanted)), "{from}");
        }
        assert!(usual.reckoned(2026).contains("还没有登记"));
        assert!(known.reckoned(2026).contains("本单位登记"));
        assert!(known.reckoned(2027).contains("还没有登记"));
    }
}
