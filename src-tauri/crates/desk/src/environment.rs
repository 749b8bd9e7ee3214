//! The one place where the clock, the randomness and the folders of this computer enter.

use std::path::PathBuf;
use std::sync::Arc;

use antou_record::{PartialDate, moment};
use antou_store::{Clock, KeyCost};
use chrono::Datelike;

use crate::failure::Failure;

/// What a desk needs from the computer it stands on.
#[derive(Clone)]
pub struct Environment {
    /// Tells the time.
    pub clock: Arc<dyn Clock>,
    /// The program that reads foreign files when started with the worker's argument: usually this one.
    pub worker: PathBuf,
    /// Folder for what belongs to the user and not to a vault: the list of recent vaults, the demonstration.
    pub home: PathBuf,
    /// How costly a password is to try; cheap in tests only.
    pub key_cost: KeyCost,
}

/// The clock of the operating system.
#[derive(Debug, Clone, Copy)]
struct SystemClock;

impl Clock for SystemClock {
    #[expect(clippy::disallowed_methods, reason = "the one place where the clock enters")]
    fn now(&self) -> i64 {
        let since = std::time::SystemTime::now()
            .duration_since(std::time::UNIX_EPOCH)
            .unwrap_or_default();
        i64::try_from(since.as_secs()).unwrap_or(i64::MAX)
    }
}

impl Environment {
    /// This computer as it is.
    pub fn system() -> Result<Self, Failure> {
        let worker =
            std::env::current_exe().map_err(|error| Failure::file(std::path::Path::new("案头"), &error))?;
        Ok(Self {
            clock: Arc::new(SystemClock),
            worker,
            home: home(),
            key_cost: KeyCost::default(),
        })
    }

    /// Today in China; `None` when the computer's clock is beyond the calendar.
    pub(crate) fn today(&self) -> Option<PartialDate> {
        let today = moment::day(self.clock.now())?;
        PartialDate::day(
            u16::try_from(today.year()).ok()?,
            u8::try_from(today.month()).ok()?,
            u8::try_from(today.day()).ok()?,
        )
    }

    /// The present moment as a clerk reads it.
    pub(crate) fn moment(&self) -> String {
        moment::shown(self.clock.now())
    }
}

/// The folder for user data by the customs of the system.
fn home() -> PathBuf {
    let from = |name: &str| {
        std::env::var_os(name)
            .map(PathBuf::from)
            .filter(|path| path.is_absolute())
    };
    let base = if cfg!(windows) {
        from("LOCALAPPDATA")
    } else {
        from("XDG_DATA_HOME").or_else(|| from("HOME").map(|home| home.join(".local/share")))
    };
    base.unwrap_or_else(std::env::temp_dir).join("antou")
}

/// A clock shared with the store.
struct SharedClock(Arc<dyn Clock>);

impl Clock for SharedClock {
    fn now(&self) -> i64 {
        self.0.now()
    }
}

impl Environment {
    /// The clock and randomness as the store takes them.
    pub(crate) fn store(&self) -> antou_store::Environment {
        antou_store::Environment::new(SharedClock(Arc::clone(&self.clock)))
    }
}

/// Measures how long something took, for the status bar. Not the clock of records: it only knows spans.
pub(crate) struct Stopwatch(std::time::Instant);

impl Environment {
    #[expect(
        clippy::disallowed_methods,
        reason = "a span for the status bar, never stored"
    )]
    pub(crate) fn stopwatch(&self) -> Stopwatch {
        Stopwatch(std::time::Instant::now())
    }
}

impl Stopwatch {
    /// Milliseconds since it was made.
    pub(crate) fn milliseconds(&self) -> f64 {
        self.0.elapsed().as_secs_f64() * 1000.0
    }
}
