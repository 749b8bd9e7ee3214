//! The vault: one folder with the encrypted database, the encrypted photos and scans, the keys and the backups.

use std::path::{Path, PathBuf};

use rusqlite::Connection;

use crate::anchor::Head;
use crate::attempts::Attempts;
use crate::blobs;
use crate::connection::{self, Purpose, located};
use crate::environment::Environment;
use crate::error::StoreError;
use crate::files;
use crate::finding::Finding;
use crate::journal::{self, Op, OpKind};
use crate::keys::{DataKey, KeyCost, KeyFile};
use crate::lock::OwnerLock;
use crate::migrate;
use crate::recovery::RecoveryCode;
use crate::rows::Plan;
use crate::schema;

/// The shortest password taken.
const LEAST_PASSWORD: usize = 8;

/// What a new vault needs to know.
#[derive(Debug, Clone)]
pub struct NewVault {
    /// Name of the unit that keeps the records.
    pub unit: String,
    /// The first operator.
    pub operator: String,
    /// The operator's password.
    pub password: String,
    /// What guessing a password shall cost.
    pub cost: KeyCost,
}

/// What can be told of a vault without its password.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct VaultInfo {
    /// Name of the unit.
    pub unit: String,
    /// Names of the operators.
    pub operators: Vec<String>,
    /// Unix time until which no password is taken, after too many wrong ones.
    pub locked_until: Option<i64>,
}

/// An open vault. One process holds it; everything read and written goes through it.
pub struct Vault {
    pub(crate) connection: Connection,
    pub(crate) blobs: Connection,
    pub(crate) folder: PathBuf,
    pub(crate) key: DataKey,
    pub(crate) keys: KeyFile,
    pub(crate) operator: String,
    pub(crate) environment: Environment,
    pub(crate) plans: Vec<Plan>,
    pub(crate) head: Head,
    warnings: Vec<Finding>,
    /// Last of all, so that it is given back after the files are closed.
    lock: OwnerLock,
}

impl Vault {
    /// Makes a vault in an empty folder. The recovery code is shown once and kept nowhere.
    pub fn create(
        folder: &Path,
        new: &NewVault,
        environment: Environment,
    ) -> Result<(Self, RecoveryCode), StoreError> {
        strong(&new.password)?;
        std::fs::create_dir_all(folder).map_err(StoreError::file(folder))?;
        let mut entries = std::fs::read_dir(folder).map_err(StoreError::file(folder))?;
        if entries.next().is_some() {
            return Err(StoreError::FolderTaken(folder.to_owned()));
        }
        let lock = OwnerLock::take(folder, &new.operator, environment.now())?;
        let key = DataKey::generate(&environment)?;
        let code = RecoveryCode::generate(&environment)?;
        let keys = KeyFile::new(
            &new.unit,
            &new.operator,
            &new.password,
            &code,
            new.cost,
            &key,
            &environment,
        )?;
        let mut vault = Self::assemble(
            folder,
            keys,
            key,
            &new.operator,
            environment,
            lock,
            Purpose::Create,
        )?;
        vault.transact(Op::new(OpKind::System, "建立数据"), |_| {
            Ok::<_, StoreError>(())
        })?;
        // the keys come last: a folder with keys has a database that works
        vault.keys.write(folder)?;
        Ok((vault, code))
    }

    /// Opens a vault with an operator's password. Without a name it is the only operator.
    pub fn open(
        folder: &Path,
        operator: Option<&str>,
        password: &str,
        environment: Environment,
    ) -> Result<Self, StoreError> {
        let mut keys = KeyFile::read(folder)?;
        let operator = keys.operator(operator)?;
        let now = environment.now();
        let lock = OwnerLock::take(folder, &operator, now)?;
        let key = unlock(folder, &mut keys, &operator, password, now)?;
        Self::assemble(folder, keys, key, &operator, environment, lock, Purpose::Open)
    }

    /// Opens a vault with the printed code and sets a new password for an operator (the first when none is named).
    pub fn open_with_recovery(
        folder: &Path,
        code: &RecoveryCode,
        operator: Option<&str>,
        new_password: &str,
        environment: Environment,
    ) -> Result<Self, StoreError> {
        strong(new_password)?;
        let mut keys = KeyFile::read(folder)?;
        let first = keys.operators().into_iter().next();
        let operator = keys.operator(operator.or(first.as_deref()))?;
        let lock = OwnerLock::take(folder, &operator, environment.now())?;
        let key = keys.unlock_with_code(code).ok_or(StoreError::WrongRecoveryCode)?;
        keys.set_password(&operator, new_password, &key, &environment)?;
        keys.attempts = Attempts::default();
        keys.write(folder)?;
        let mut vault = Self::assemble(folder, keys, key, &operator, environment, lock, Purpose::Open)?;
        let op = Op::new(OpKind::System, "用恢复码重设口令");
        vault.transact(op, |_| Ok::<_, StoreError>(()))?;
        Ok(vault)
    }

    /// What can be told of the vault in `folder` without its password.
    pub fn peek(folder: &Path) -> Result<VaultInfo, StoreError> {
        let keys = KeyFile::read(folder)?;
        Ok(VaultInfo {
            unit: keys.unit.clone(),
            operators: keys.operators(),
            locked_until: keys.attempts.until(),
        })
    }

    fn assemble(
        folder: &Path,
        keys: KeyFile,
        key: DataKey,
        operator: &str,
        environment: Environment,
        lock: OwnerLock,
        purpose: Purpose,
    ) -> Result<Self, StoreError> {
        let connection = open_database(folder, &key, purpose, &environment)?;
        let path = folder.join("blobs.db");
        let blobs = connection::open(&path, &key, Purpose::Create)?;
        blobs
            .execute_batch(blobs::SCHEMA)
            .map_err(|error| located(error, &path))?;
        let plans = schema::plans(&connection)?;
        let head = journal::head(&connection)?;
        let mut vault = Self {
            connection,
            blobs,
            folder: folder.to_owned(),
            key,
            keys,
            operator: operator.to_owned(),
            environment,
            plans,
            head,
            warnings: Vec::new(),
            lock,
        };
        vault.warnings = vault.anchor_findings()?;
        Ok(vault)
    }

    /// Opens the database file again after it has been replaced.
    pub(crate) fn reopen(&mut self) -> Result<(), StoreError> {
        self.connection = open_database(&self.folder, &self.key, Purpose::Open, &self.environment)?;
        self.plans = schema::plans(&self.connection)?;
        self.head = journal::head(&self.connection)?;
        Ok(())
    }

    /// Sets another password for the present operator.
    pub fn change_password(&mut self, old: &str, new: &str) -> Result<(), StoreError> {
        strong(new)?;
        let now = self.environment.now();
        let operator = self.operator.clone();
        unlock(&self.folder, &mut self.keys, &operator, old, now)?;
        if self.keys.allows_protected(new) {
            return Err(StoreError::SamePassword);
        }
        self.keys
            .set_password(&operator, new, &self.key, &self.environment)?;
        self.keys.write(&self.folder)?;
        let op = Op::new(OpKind::System, format!("{operator}修改口令"));
        self.transact(op, |_| Ok::<_, StoreError>(()))?;
        Ok(())
    }

    /// Adds an operator, or sets an operator's password anew.
    pub fn set_operator(&mut self, name: &str, password: &str) -> Result<(), StoreError> {
        strong(password)?;
        self.keys
            .set_password(name, password, &self.key, &self.environment)?;
        self.keys.write(&self.folder)?;
        let op = Op::new(OpKind::System, format!("设置操作员{name}"));
        self.transact(op, |_| Ok::<_, StoreError>(()))?;
        Ok(())
    }

    /// Makes a new recovery code; the old one stops working.
    pub fn renew_recovery(&mut self) -> Result<RecoveryCode, StoreError> {
        let code = RecoveryCode::generate(&self.environment)?;
        self.keys.set_recovery(&code, &self.key, &self.environment)?;
        self.keys.write(&self.folder)?;
        let op = Op::new(OpKind::System, "重新生成恢复码");
        self.transact(op, |_| Ok::<_, StoreError>(()))?;
        Ok(code)
    }

    /// Whether `password` is the present operator's, for a step that asks again. Wrong ones count.
    pub fn check_password(&mut self, password: &str) -> Result<(), StoreError> {
        let (now, operator) = (self.environment.now(), self.operator.clone());
        unlock(&self.folder, &mut self.keys, &operator, password, now).map(drop)
    }

    /// The folder.
    pub fn folder(&self) -> &Path {
        &self.folder
    }

    /// Name of the unit that keeps the records.
    pub fn unit(&self) -> &str {
        &self.keys.unit
    }

    /// The operator who opened the vault.
    pub fn operator(&self) -> &str {
        &self.operator
    }

    /// Names of all operators.
    pub fn operators(&self) -> Vec<String> {
        self.keys.operators()
    }

    /// Grows with every write through this vault: what was computed at one mark is true as long as the mark stands.
    pub fn mark(&self) -> Result<i64, StoreError> {
        Ok(self
            .connection
            .query_row("SELECT total_changes()", [], |row| row.get(0))?)
    }

    /// What was noticed on opening: an older state, a missing anchor.
    pub fn warnings(&self) -> &[Finding] {
        &self.warnings
    }
}

impl std::fmt::Debug for Vault {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(formatter, "Vault({}, {:?})", self.folder.display(), self.lock)
    }
}

pub(crate) fn strong(password: &str) -> Result<(), StoreError> {
    if password.chars().count() < LEAST_PASSWORD {
        return Err(StoreError::WeakPassword {
            least: LEAST_PASSWORD,
        });
    }
    Ok(())
}

/// The data key, if the password is the operator's.
fn unlock(
    folder: &Path,
    keys: &mut KeyFile,
    operator: &str,
    password: &str,
    now: i64,
) -> Result<DataKey, StoreError> {
    let key = |keys: &KeyFile| keys.unlock(operator, password);
    counted(folder, keys, |keys| &mut keys.attempts, now, key)
}

/// Tries a password; the attempt is counted, and kept, before it is tried.
pub(crate) fn counted<T>(
    folder: &Path,
    keys: &mut KeyFile,
    attempts: fn(&mut KeyFile) -> &mut Attempts,
    now: i64,
    answer: impl FnOnce(&KeyFile) -> Option<T>,
) -> Result<T, StoreError> {
    attempts(keys).check(now)?;
    let before = *attempts(keys);
    attempts(keys).count(now);
    keys.write(folder)?;
    let Some(found) = answer(keys) else {
        let attempts = attempts(keys);
        return Err(match attempts.check(now) {
            Err(waiting) if before.left() <= 1 => waiting,
            _ => StoreError::WrongPassword {
                left: attempts.left(),
            },
        });
    };
    *attempts(keys) = Attempts::default();
    keys.write(folder)?;
    Ok(found)
}

/// Opens vault.db and brings it up to date, finishing a restore that was cut short.
fn open_database(
    folder: &Path,
    key: &DataKey,
    purpose: Purpose,
    environment: &Environment,
) -> Result<Connection, StoreError> {
    let path = folder.join("vault.db");
    let restored = folder.join(crate::backup::RESTORING);
    if purpose == Purpose::Open && !path.exists() {
        if !restored.exists() {
            return Err(StoreError::NotAVault(folder.to_owned()));
        }
        files::rename(&restored, &path)?;
    }
    let mut connection = connection::open(&path, key, purpose)?;
    migrate::up_to_date(&mut connection, folder, key, environment)?;
    Ok(connection)
}
