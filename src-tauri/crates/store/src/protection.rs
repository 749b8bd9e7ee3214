//! 查阅口令: the right to see what is protected may have a password of its own, so that whoever opens the vault every day
//! does not thereby see it. It decides what the program shows; the file itself stays encrypted by the one data key.

use std::path::Path;

use crate::error::StoreError;
use crate::journal::{Op, OpKind};
use crate::recovery::RecoveryCode;
use crate::vault::{Vault, counted, strong};

impl Vault {
    /// Whether what is protected has a password of its own.
    pub fn has_protection_password(&self) -> bool {
        self.keys.has_protection()
    }

    /// Gives what is protected a password of its own, changes it, or takes it away when `new` is `None`. `proof` is the
    /// operator's password as long as there is no such password, then that password, or the printed recovery code when it
    /// is forgotten.
    pub fn set_protection_password(&mut self, proof: &str, new: Option<&str>) -> Result<(), StoreError> {
        new.map_or(Ok(()), strong)?;
        let label = match (self.has_protection_password(), new) {
            (false, None) => return Ok(()),
            (false, Some(_)) => "设置查阅口令",
            (true, Some(_)) => "修改查阅口令",
            (true, None) => "取消查阅口令",
        };
        match RecoveryCode::read(proof) {
            Ok(code) if self.has_protection_password() => {
                self.keys
                    .unlock_with_code(&code)
                    .ok_or(StoreError::WrongRecoveryCode)?;
            }
            _ => self.check_protection_password(proof)?,
        }
        if new.is_some_and(|new| self.keys.opens(new)) {
            return Err(StoreError::SamePassword);
        }
        self.keys.set_protection(new, &self.environment)?;
        self.keys.write(&self.folder)?;
        self.transact(Op::new(OpKind::System, label), |_| Ok::<_, StoreError>(()))?;
        Ok(())
    }

    /// Whether `password` gives the right to see what is protected: its own password, else the present operator's. Wrong
    /// ones count, each kind by itself: who guesses here does not keep the others from their work.
    pub fn check_protection_password(&mut self, password: &str) -> Result<(), StoreError> {
        if !self.has_protection_password() {
            return self.check_password(password);
        }
        let (now, folder): (i64, &Path) = (self.environment.now(), &self.folder);
        counted(
            folder,
            &mut self.keys,
            |keys| &mut keys.protection_attempts,
            now,
            |keys| keys.allows_protected(password).then_some(()),
        )
    }
}
