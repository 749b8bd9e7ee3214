//! The owner lock: one process holds a vault. The lock itself is an empty file, because a locked file cannot be read on
//! every system; who holds it stands in a second file. A lock left behind by a process that died is free at once.

use std::fs::{File, TryLockError};
use std::path::{Path, PathBuf};
use std::time::Duration;

use serde::{Deserialize, Serialize};

use crate::error::StoreError;
use crate::files;

/// Who holds a vault.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Holder {
    /// Operator.
    pub who: String,
    /// Unix time of opening.
    pub since: i64,
    /// Process id.
    pub pid: u32,
}

/// How often, and after which pause, a lock nobody says to hold is tried again: half a second in all.
const TRIES: u32 = 25;
const PAUSE: Duration = Duration::from_millis(20);

/// Held as long as this value lives.
#[derive(Debug)]
pub(crate) struct OwnerLock {
    _file: File,
    holder: PathBuf,
}

impl OwnerLock {
    /// Takes the lock of the vault in `folder`, or says who holds it.
    pub(crate) fn take(folder: &Path, who: &str, now: i64) -> Result<Self, StoreError> {
        let path = folder.join("vault.lock");
        let holder = folder.join("owner.json");
        let file = File::options()
            .create(true)
            .truncate(false)
            .write(true)
            .open(&path)
            .map_err(StoreError::file(&path))?;
        let mut tries = 0;
        loop {
            match file.try_lock() {
                Ok(()) => break,
                // a program that is just being started shares all open files for a moment, also those of a vault that has
                // been closed meanwhile: then nobody says that he holds it
                Err(TryLockError::WouldBlock) if tries < TRIES && !holder.exists() => {
                    tries += 1;
                    std::thread::sleep(PAUSE);
                }
                Err(TryLockError::WouldBlock) => return Err(held(&holder)),
                Err(TryLockError::Error(error)) => return Err(StoreError::file(&path)(error)),
            }
        }
        let lock = Self { _file: file, holder };
        lock.signed(who, now)?;
        Ok(lock)
    }

    /// Writes who holds the lock; the operator is known only after the password.
    pub(crate) fn signed(&self, who: &str, now: i64) -> Result<(), StoreError> {
        let holder = Holder {
            who: who.to_owned(),
            since: now,
            pid: std::process::id(),
        };
        files::replace(
            &self.holder,
            serde_json::to_string(&holder).unwrap_or_default().as_bytes(),
        )
    }
}

impl Drop for OwnerLock {
    fn drop(&mut self) {
        // the name of a past holder does no harm, the lock itself is free as soon as the file closes
        let _ = files::remove(&self.holder);
    }
}

fn held(path: &Path) -> StoreError {
    let holder = std::fs::read_to_string(path)
        .ok()
        .and_then(|text| serde_json::from_str(&text).ok())
        .unwrap_or(Holder {
            who: "另一个程序".to_owned(),
            since: 0,
            pid: 0,
        });
    StoreError::Held {
        who: holder.who,
        since: holder.since,
        pid: holder.pid,
    }
}
