//! Moments, kept as seconds since 1970 (UTC), as they are shown and dated. China keeps one time, eight hours ahead and
//! without summer time since 1991, so no time zone tables are needed.

use chrono::{DateTime, Datelike, NaiveDate, NaiveDateTime};

/// How far the clocks of China are ahead of UTC, in minutes.
pub const AHEAD_MINUTES: i32 = 8 * 60;

const AHEAD_SECONDS: i64 = AHEAD_MINUTES as i64 * 60;
const STAMP: &str = "%Y%m%d-%H%M%S";

/// What clocks in China show at a moment; `None` beyond the calendar.
pub fn local(unix: i64) -> Option<NaiveDateTime> {
    let ahead = unix.checked_add(AHEAD_SECONDS)?;
    Some(DateTime::from_timestamp(ahead, 0)?.naive_utc())
}

/// The day in China.
pub fn day(unix: i64) -> Option<NaiveDate> {
    local(unix).map(|local| local.date())
}

/// The number of the day in China, counted from 1970-01-01; for comparing days.
pub fn day_number(unix: i64) -> i64 {
    unix.saturating_add(AHEAD_SECONDS).div_euclid(86_400)
}

/// The number of the month in China, for comparing months; 0 beyond the calendar.
pub fn month_number(unix: i64) -> i64 {
    day(unix).map_or(0, |day| i64::from(day.year()) * 12 + i64::from(day.month0()))
}

/// `2026-11-21 15:04:05`; beyond the calendar the bare number.
pub fn shown(unix: i64) -> String {
    local(unix).map_or_else(
        || unix.to_string(),
        |local| local.format("%Y-%m-%d %H:%M:%S").to_string(),
    )
}

/// `20261121-150405`, for names of files.
pub fn stamp(unix: i64) -> String {
    local(unix).map_or_else(|| unix.to_string(), |local| local.format(STAMP).to_string())
}

/// The moment of a [`stamp`].
pub fn of_stamp(stamp: &str) -> Option<i64> {
    let local = NaiveDateTime::parse_from_str(stamp, STAMP).ok()?;
    Some(local.and_utc().timestamp() - AHEAD_SECONDS)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn moments_are_shown_in_the_time_of_china() {
        for (unix, wanted) in [
            (0, "1970-01-01 08:00:00"),
            (951_782_400, "2000-02-29 08:00:00"),
            (1_795_276_799, "2026-11-21 23:59:59"),
            (1_795_276_800, "2026-11-22 00:00:00"),
            (4_102_416_000, "2100-01-01 00:00:00"),
        ] {
            assert_eq!(shown(unix), wanted);
            assert_eq!(of_stamp(&stamp(unix)), Some(unix), "{wanted}");
        }
        assert_eq!(of_stamp("20261340-000000"), None);
        assert_eq!(shown(i64::MAX), i64::MAX.to_string());
    }

    #[test]
    fn days_change_at_midnight_in_china() {
        assert_eq!(day_number(1_795_276_800) - day_number(1_795_276_799), 1);
        assert_eq!(month_number(1_795_276_800), 2026 * 12 + 10);
    }
}
