//! Opening, closing and looking after the vault.

use std::path::{Path, PathBuf};

use antou_record::{PartialDate, Written, date, moment};
use antou_store::{NewVault, RecoveryCode, StoreError, Vault};

use crate::desk::Desk;
use crate::failure::Failure;
use crate::kept::Kept;
use crate::messages::*;
use crate::opening_demo::DEMO_PASSWORD;
use crate::progress::Progress;
use crate::protection::Revealed;
use crate::recent;

impl Desk {
    /// The folder a vault is in when nobody says another.
    pub fn usual_vault(&self) -> PathBuf {
        self.environment.home.join("vault")
    }

    /// Where the program stands.
    pub fn status(&self, _: Nothing, _: &dyn Progress) -> Result<Status, Failure> {
        let as_of = self.as_of()?.to_string();
        let today = self
            .environment
            .today()
            .map(|today| today.to_string())
            .unwrap_or_default();
        let state = self.state();
        let vault = state
            .vault
            .as_ref()
            .map(|vault| open_vault(vault, &state.opened_at))
            .transpose()?;
        let version = env!("CARGO_PKG_VERSION").to_owned();
        Ok(Status {
            version,
            vault,
            locked: state.locked,
            as_of,
            today,
            recent: recent::list(&self.environment.home),
            demo_password: DEMO_PASSWORD.to_owned(),
        })
    }

    /// Makes a vault and opens it.
    pub fn create_vault(&self, request: CreateVault, _: &dyn Progress) -> Result<CreatedVault, Failure> {
        let dir = folder(&request.dir)?;
        let unit = if request.unit.trim().is_empty() {
            "本单位"
        } else {
            request.unit.trim()
        };
        let operator = if request.operator.trim().is_empty() {
            "经办人"
        } else {
            request.operator.trim()
        };
        let new = NewVault {
            unit: unit.to_owned(),
            operator: operator.to_owned(),
            password: request.password,
            cost: self.environment.key_cost,
        };
        self.close();
        let (vault, code) = Vault::create(&dir, &new, self.environment.store())?;
        self.opened(vault);
        Ok(CreatedVault {
            recovery_code: code.printed(),
        })
    }

    /// Opens a vault.
    pub fn open_vault(&self, request: OpenWithPassword, _: &dyn Progress) -> Result<Done, Failure> {
        let dir = folder(&request.dir)?;
        self.close();
        let operator = request
            .operator
            .as_deref()
            .map(str::trim)
            .filter(|name| !name.is_empty());
        let vault = Vault::open(&dir, operator, &request.password, self.environment.store())
            .map_err(|error| self.refused(error))?;
        self.opened(vault);
        Ok(Done {})
    }

    /// A refusal to open, with how long to wait when too many passwords were wrong.
    pub(crate) fn refused(&self, error: StoreError) -> Failure {
        let wait = match &error {
            StoreError::TooManyAttempts { until } => u64::try_from(until - self.environment.clock.now()).ok(),
            _ => None,
        };
        Failure {
            wait_seconds: wait,
            ..Failure::from(error)
        }
    }

    /// Opens a vault with the recovery code and sets a new password.
    pub fn open_with_recovery(&self, request: OpenWithRecovery, _: &dyn Progress) -> Result<Done, Failure> {
        let dir = folder(&request.dir)?;
        let code = RecoveryCode::read(&request.code)?;
        self.close();
        let vault =
            Vault::open_with_recovery(&dir, &code, None, &request.new_password, self.environment.store())?;
        self.opened(vault);
        Ok(Done {})
    }

    /// Locks the vault; keys leave memory, waiting imports are forgotten.
    pub fn lock(&self, _: Nothing, _: &dyn Progress) -> Result<Done, Failure> {
        let was_open = self.close();
        self.state().locked = was_open;
        Ok(Done {})
    }

    /// Changes the password of the operator who is working.
    pub fn change_password(&self, request: ChangePassword, _: &dyn Progress) -> Result<Done, Failure> {
        self.with_vault(|vault| Ok(vault.change_password(&request.old, &request.new)?))?;
        Ok(Done {})
    }

    /// Sets 基准日.
    pub fn set_as_of(&self, request: SetAsOf, progress: &dyn Progress) -> Result<Status, Failure> {
        let date = request
            .date
            .filter(|text| !text.trim().is_empty())
            .map(|text| full_date(&text))
            .transpose()?;
        self.state().as_of = date;
        self.status(Nothing {}, progress)
    }

    /// Makes and verifies a backup.
    pub fn backup(&self, _: Nothing, _: &dyn Progress) -> Result<BackupMade, Failure> {
        let backup = self.with_vault(|vault| Ok(vault.backup("手工备份")?))?;
        Ok(BackupMade { file: backup.name })
    }

    /// Puts a backup in the place of the vault; the present state is kept aside.
    pub fn restore(&self, request: RestoreBackup, _: &dyn Progress) -> Result<Done, Failure> {
        self.with_vault(|vault| Ok(vault.restore(&request.file)?))?;
        self.imports().clear();
        self.photos().clear();
        self.state().kept = Kept::default();
        Ok(Done {})
    }

    /// Verifies the vault: the file, every person's digest, the chain of operations, its anchor.
    pub fn verify(&self, _: Nothing, progress: &dyn Progress) -> Result<Verified, Failure> {
        self.with_vault(|vault| {
            let findings = vault.verify(&mut |step| {
                progress.at(step.label, step.done as u64, step.total as u64);
                !progress.is_cancelled()
            })?;
            let summary = vault.summary()?;
            Ok(Verified {
                ok: findings.is_empty(),
                people: summary.people.unsigned_abs(),
                rows: summary.rows.iter().map(|(_, rows)| rows.unsigned_abs()).sum(),
                operations: summary.last_op.unsigned_abs(),
                problems: findings.iter().map(ToString::to_string).collect(),
            })
        })
    }

    pub(crate) fn opened(&self, vault: Vault) {
        recent::remember(&self.environment.home, vault.folder(), vault.unit());
        let opened_at = self.environment.moment();
        let mut state = self.state();
        state.kept = Kept::default();
        state.vault = Some(vault);
        state.opened_at = opened_at;
        state.locked = false;
    }

    /// Closes the open vault; answers whether there was one.
    pub(crate) fn close(&self) -> bool {
        self.imports().clear();
        self.photos().clear();
        let mut state = self.state();
        state.kept = Kept::default();
        state.revealed = Revealed::default();
        state.vault.take().is_some()
    }
}

fn open_vault(vault: &Vault, opened_at: &str) -> Result<OpenVault, Failure> {
    let summary = vault.summary()?;
    Ok(OpenVault {
        dir: vault.folder().display().to_string(),
        unit: vault.unit().to_owned(),
        operator: vault.operator().to_owned(),
        people: summary.people.unsigned_abs(),
        last_backup: summary.last_backup.map(moment::shown),
        opened_at: opened_at.to_owned(),
        has_protection_password: vault.has_protection_password(),
    })
}

fn folder(text: &str) -> Result<PathBuf, Failure> {
    let trimmed = text.trim();
    if trimmed.is_empty() {
        return Err(Failure::new(
            "folder.missing",
            "没有选择文件夹",
            "请选择档案库所在的文件夹",
        ));
    }
    std::path::absolute(Path::new(trimmed)).map_err(|error| Failure::file(Path::new(trimmed), &error))
}

/// A full date as a clerk types it.
fn full_date(text: &str) -> Result<PartialDate, Failure> {
    let read = date::read(Written::Text(text), &date::DateHints::default()).date;
    read.filter(|date| date.precision() == date::Precision::Day)
        .ok_or_else(|| {
            Failure::new(
                "as_of.invalid",
                format!("“{text}”不是完整的日期"),
                "基准日写作 2026-12-31",
            )
        })
}
