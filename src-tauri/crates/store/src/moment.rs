//! Moments as they are shown. China keeps one time (UTC+8) without summer time, so no time zone tables are needed.

const BEIJING: i64 = 8 * 3600;
const DAY: i64 = 86_400;

/// `2026-11-21 15:04:05` in Beijing time.
pub fn shown_time(unix: i64) -> String {
    let (year, month, day) = civil(unix);
    let second = (unix + BEIJING).rem_euclid(DAY);
    format!(
        "{year:04}-{month:02}-{day:02} {:02}:{:02}:{:02}",
        second / 3600,
        second / 60 % 60,
        second % 60
    )
}

/// The number of the day, for thinning backups.
pub(crate) fn day_number(unix: i64) -> i64 {
    (unix + BEIJING).div_euclid(DAY)
}

/// Year, month and day in Beijing time.
pub(crate) fn civil(unix: i64) -> (i64, i64, i64) {
    // days to a calendar date by counting from 1 March of year 0, so that the leap day comes last
    let days = day_number(unix) + 719_468;
    let era = days.div_euclid(146_097);
    let of_era = days.rem_euclid(146_097);
    let year_of_era = (of_era - of_era / 1460 + of_era / 36_524 - of_era / 146_096) / 365;
    let of_year = of_era - (365 * year_of_era + year_of_era / 4 - year_of_era / 100);
    let shifted = (5 * of_year + 2) / 153;
    let day = of_year - (153 * shifted + 2) / 5 + 1;
    let month = if shifted < 10 { shifted + 3 } else { shifted - 9 };
    (year_of_era + era * 400 + i64::from(month <= 2), month, day)
}

/// The moment of `20261121-150405` in Beijing time.
pub(crate) fn unix_of(stamp: &str) -> Option<i64> {
    let number = |range: std::ops::Range<usize>| stamp.get(range)?.parse::<i64>().ok();
    let (year, month, day) = (number(0..4)?, number(4..6)?, number(6..8)?);
    let second = number(9..11)? * 3600 + number(11..13)? * 60 + number(13..15)?;
    // the reverse of `civil`
    let year = year - i64::from(month <= 2);
    let era = year.div_euclid(400);
    let of_year = (153 * (month + if month > 2 { -3 } else { 9 }) + 2) / 5 + day - 1;
    let year_of_era = year.rem_euclid(400);
    let of_era = year_of_era * 365 + year_of_era / 4 - year_of_era / 100 + of_year;
    Some((era * 146_097 + of_era - 719_468) * DAY + second - BEIJING)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn stamps_are_read_back() {
        for unix in [0, 951_782_400, 1_795_276_799, 1_795_276_800, 4_102_416_000] {
            let stamp = shown_time(unix).replace(['-', ':'], "").replace(' ', "-");
            assert_eq!(unix_of(&stamp), Some(unix), "{stamp}");
        }
    }

    #[test]
    fn moments_are_shown_in_beijing_time() {
        for (unix, shown) in [
            (0, "1970-01-01 08:00:00"),
            (951_782_400, "2000-02-29 08:00:00"),
            (1_795_276_799, "2026-11-21 23:59:59"),
            (1_795_276_800, "2026-11-22 00:00:00"),
            (4_102_416_000, "2100-01-01 00:00:00"),
        ] {
            assert_eq!(shown_time(unix), shown);
        }
    }
}
