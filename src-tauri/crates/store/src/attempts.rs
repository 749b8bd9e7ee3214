//! Wrong passwords: five in a row begin a waiting time of a quarter of an hour, which doubles with every further one up to
//! a day. The count stands in keys.json, so a restart does not clear it; a clock set back does not shorten it.

use serde::{Deserialize, Serialize};

use crate::error::StoreError;

const FREE: u32 = 5;
const FIRST_DELAY: i64 = 15 * 60;
const LONGEST_DELAY: i64 = 24 * 3600;

/// Wrong passwords in a row.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct Attempts {
    wrong: u32,
    /// Unix time until which no attempt is allowed.
    until: i64,
    /// The latest time seen.
    seen: i64,
}

impl Attempts {
    /// Whether a password may be tried now.
    pub(crate) fn check(&self, now: i64) -> Result<(), StoreError> {
        if self.seen.max(now) < self.until {
            return Err(StoreError::TooManyAttempts { until: self.until });
        }
        Ok(())
    }

    /// Counts an attempt as wrong. It is written before the password is tried, so that killing the program does not help.
    pub(crate) fn count(&mut self, now: i64) {
        self.seen = self.seen.max(now);
        self.wrong = self.wrong.saturating_add(1);
        if self.wrong >= FREE {
            let doubled = FIRST_DELAY.saturating_mul(1 << (self.wrong - FREE).min(10));
            self.until = self.seen + doubled.min(LONGEST_DELAY);
        }
    }

    /// Attempts left before a waiting time begins.
    pub(crate) fn left(&self) -> u32 {
        FREE.saturating_sub(self.wrong)
    }

    /// Unix time until which no attempt is allowed, when there is one.
    pub(crate) fn until(&self) -> Option<i64> {
        (self.until > 0).then_some(self.until)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_waiting_time_doubles_and_a_clock_set_back_does_not_shorten_it() {
        let mut attempts = Attempts::default();
        for _ in 0..4 {
            attempts.count(1000);
            assert!(attempts.check(1000).is_ok());
        }
        let mut now = 1000;
        for minutes in [15, 30, 60, 120, 240, 480, 960, 1440, 1440] {
            attempts.count(now);
            assert!(attempts.check(now).is_err());
            assert!(attempts.check(now - 100_000).is_err(), "set back");
            assert!(attempts.check(now + minutes * 60 - 1).is_err());
            now += minutes * 60;
            assert!(attempts.check(now).is_ok(), "{minutes} minutes");
        }
    }
}
