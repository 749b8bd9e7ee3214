//! Backups: made through SQLite into a file under another name, read again before they count, thinned with age.
//! Photos and scans never change, so one file beside the backups grows by what is new.

use std::path::{Path, PathBuf};
use std::time::Duration;

use antou_record::moment;
use rusqlite::Connection;
use rusqlite::backup::Backup;
use serde_json::json;

use crate::blobs;
use crate::connection::{self, Purpose};
use crate::error::StoreError;
use crate::files;
use crate::journal::{self, Op, OpKind};
use crate::keys::DataKey;
use crate::migrate;
use crate::vault::Vault;
use crate::verify;

/// The file about to take the place of vault.db.
pub(crate) const RESTORING: &str = "vault.db.restoring";

const ALL_DAYS: i64 = 2;
const DAILY: usize = 12;
const WEEKLY: usize = 10;
const MONTHLY: usize = 9;

/// A backup.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct BackupInfo {
    /// File name in the folder `backups`.
    pub name: String,
    /// Unix time.
    pub at: i64,
    /// Why it was made.
    pub reason: String,
    /// Size in bytes.
    pub bytes: u64,
}

impl Vault {
    /// Makes a verified backup and removes those that have become too many.
    pub fn backup(&mut self, reason: &str) -> Result<BackupInfo, StoreError> {
        let now = self.environment.now();
        let made = make(&self.connection, &self.folder, &self.key, reason, now)?;
        self.backup_blobs()?;
        self.keys.write(&backups_folder(&self.folder)?)?;
        for old in superfluous(&self.backups()?, now) {
            files::remove(&self.folder.join("backups").join(&old.name))?;
        }
        Ok(made)
    }

    /// All backups, the latest first.
    pub fn backups(&self) -> Result<Vec<BackupInfo>, StoreError> {
        list(&self.folder)
    }

    /// Photos and scans that the backup does not have yet.
    fn backup_blobs(&self) -> Result<(), StoreError> {
        let path = backups_folder(&self.folder)?.join("blobs.db");
        let target = connection::open(&path, &self.key, Purpose::Backup)?;
        target.execute_batch(blobs::SCHEMA)?;
        let mut known = target.prepare("SELECT 1 FROM blob WHERE digest = ?1")?;
        let mut insert = target.prepare("INSERT INTO blob(digest, at, bytes) VALUES(?1, ?2, ?3)")?;
        let mut digests = self.blobs.prepare("SELECT digest FROM blob")?;
        let mut one = self
            .blobs
            .prepare("SELECT at, bytes FROM blob WHERE digest = ?1")?;
        let mut rows = digests.query([])?;
        while let Some(row) = rows.next()? {
            let digest: String = row.get(0)?;
            if !known.exists([&digest])? {
                let (at, bytes): (i64, Vec<u8>) =
                    one.query_row([&digest], |row| Ok((row.get(0)?, row.get(1)?)))?;
                insert.execute((&digest, at, bytes))?;
            }
        }
        Ok(())
    }

    /// Puts a backup in the place of the present state, which is backed up first and kept aside. The restore is recorded,
    /// and the number of the operation before it, so that what was lost can be seen for ever.
    pub fn restore(&mut self, name: &str) -> Result<(), StoreError> {
        let source = self.folder.join("backups").join(name);
        if !self.backups()?.iter().any(|backup| backup.name == name) {
            return Err(StoreError::UnknownBackup(name.to_owned()));
        }
        check(&source, &self.key)?;
        self.backup("恢复前")?;
        let restoring = self.folder.join(RESTORING);
        std::fs::copy(&source, &restoring).map_err(StoreError::file(&restoring))?;
        files::sync(&restoring)?;
        let replaced = self.head.op;
        self.swap(&restoring)?;
        let op = Op::new(OpKind::Restore, format!("恢复备份 {name}"))
            .with_detail(json!({ "backup": name, "replaced_op": replaced, "restored_op": self.head.op }));
        self.transact(op, |_| Ok::<_, StoreError>(()))?;
        Ok(())
    }

    /// Closes the database, renames it aside and opens the other in its place. When that fails the old one comes back.
    fn swap(&mut self, restoring: &Path) -> Result<(), StoreError> {
        let path = self.folder.join("vault.db");
        let stamp = moment::stamp(self.environment.now());
        let aside = self.folder.join(format!("vault.db.{stamp}.old"));
        // the log goes into the file, so that renaming one file renames everything
        self.connection
            .pragma(None, "wal_checkpoint", "TRUNCATE", |_| Ok(()))?;
        self.connection = Connection::open_in_memory()?;
        files::rename(&path, &aside)?;
        let opened = files::rename(restoring, &path).and_then(|()| self.reopen());
        if let Err(error) = opened {
            self.connection = Connection::open_in_memory()?;
            files::rename(&aside, &path)?;
            self.reopen()?;
            return Err(error);
        }
        Ok(())
    }
}

/// Makes a backup of the database: copied, made durable, read again, and only then given its name.
pub(crate) fn make(
    connection: &Connection,
    folder: &Path,
    key: &DataKey,
    reason: &str,
    now: i64,
) -> Result<BackupInfo, StoreError> {
    let folder = backups_folder(folder)?;
    let temporary = folder.join("making.tmp");
    files::remove(&temporary)?;
    let result = copy(connection, &temporary, key).and_then(|()| check(&temporary, key));
    if let Err(error) = result {
        // what is incomplete must not lie about as if it were a backup
        let _ = files::remove(&temporary);
        return Err(error);
    }
    let path = free_name(&folder, reason, now);
    files::rename(&temporary, &path)?;
    described(&path).ok_or_else(|| StoreError::BadBackup(path.display().to_string()))
}

fn copy(connection: &Connection, path: &Path, key: &DataKey) -> Result<(), StoreError> {
    let mut target = connection::open(path, key, Purpose::Backup)?;
    Backup::new(connection, &mut target)?.run_to_completion(4096, Duration::ZERO, None)?;
    target.close().map_err(|(_, error)| error)?;
    files::sync(path)
}

/// Reads a backup from beginning to end: its key, every page, its structure, its version and its last operation.
fn check(path: &Path, key: &DataKey) -> Result<(), StoreError> {
    let bad = |error: StoreError| match error {
        newer @ StoreError::Newer { .. } => newer,
        other => StoreError::BadBackup(other.to_string()),
    };
    let copy = connection::open(path, key, Purpose::Backup).map_err(bad)?;
    migrate::refuse_newer(&copy)?;
    let mut findings = verify::pages(&copy).map_err(bad)?;
    findings.extend(verify::structure(&copy, true).map_err(bad)?);
    if let Some(finding) = findings.first() {
        return Err(StoreError::BadBackup(finding.to_string()));
    }
    journal::head(&copy).map(drop).map_err(bad)
}

fn backups_folder(folder: &Path) -> Result<PathBuf, StoreError> {
    let folder = folder.join("backups");
    std::fs::create_dir_all(&folder).map_err(StoreError::file(&folder))?;
    Ok(folder)
}

/// `20261121-150405-导入前.db`, with a number when that second has one already.
fn free_name(folder: &Path, reason: &str, now: i64) -> PathBuf {
    let stamp = moment::stamp(now);
    let reason: String = reason.chars().filter(|c| c.is_alphanumeric()).take(20).collect();
    (1..)
        .map(|number| match number {
            1 => folder.join(format!("{stamp}-{reason}.db")),
            _ => folder.join(format!("{stamp}-{reason}-{number}.db")),
        })
        .find(|path| !path.exists())
        .unwrap_or_else(|| folder.join("backup.db"))
}

fn list(folder: &Path) -> Result<Vec<BackupInfo>, StoreError> {
    let folder = folder.join("backups");
    let Ok(entries) = std::fs::read_dir(&folder) else {
        return Ok(Vec::new());
    };
    let mut backups: Vec<BackupInfo> = entries
        .filter_map(|entry| described(&entry.ok()?.path()))
        .collect();
    backups.sort_by(|one, two| (two.at, &two.name).cmp(&(one.at, &one.name)));
    Ok(backups)
}

fn described(path: &Path) -> Option<BackupInfo> {
    let name = path.file_name()?.to_str()?.to_owned();
    let (stamp, reason) = name.strip_suffix(".db")?.split_at_checked(15)?;
    Some(BackupInfo {
        at: moment::of_stamp(stamp)?,
        reason: reason.strip_prefix('-')?.to_owned(),
        bytes: std::fs::metadata(path).ok()?.len(),
        name,
    })
}

/// Keeps everything of two days, then one a day for twelve days, one a week for ten weeks, one a month for nine months.
fn superfluous(backups: &[BackupInfo], now: i64) -> Vec<BackupInfo> {
    let (mut days, mut weeks, mut months) = (Vec::new(), Vec::new(), Vec::new());
    let mut old = Vec::new();
    for backup in backups {
        let day = moment::day_number(backup.at);
        let kept = moment::day_number(now) - day < ALL_DAYS
            || first_of(&mut days, day, DAILY)
            || first_of(&mut weeks, day.div_euclid(7), WEEKLY)
            || first_of(&mut months, moment::month_number(backup.at), MONTHLY);
        if !kept {
            old.push(backup.clone());
        }
    }
    old
}

/// Whether this is the first backup of a period, as long as fewer than `most` periods are kept.
fn first_of(periods: &mut Vec<i64>, period: i64, most: usize) -> bool {
    if periods.contains(&period) || periods.len() >= most {
        return false;
    }
    periods.push(period);
    true
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn backups_are_thinned_with_age() {
        let day = 86_400;
        let now = 1_795_276_800;
        let backups: Vec<BackupInfo> = (0..400 * 4)
            .map(|quarter| BackupInfo {
                name: quarter.to_string(),
                at: now - quarter * day / 4,
                reason: "定时".into(),
                bytes: 0,
            })
            .collect();
        let old = superfluous(&backups, now);
        let kept: Vec<i64> = backups
            .iter()
            .filter(|backup| !old.contains(backup))
            .map(|backup| (now - backup.at) / day)
            .collect();
        assert_eq!(
            kept.iter().filter(|age| **age < 1).count(),
            4,
            "everything of today"
        );
        assert!((30..=42).contains(&kept.len()), "{kept:?}");
        assert!(kept.iter().any(|age| *age > 200), "some are months old: {kept:?}");
        let left: Vec<BackupInfo> = backups
            .iter()
            .filter(|backup| !old.contains(backup))
            .cloned()
            .collect();
        assert_eq!(superfluous(&left, now), [], "thinning twice changes nothing");
    }
}
