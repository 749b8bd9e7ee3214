//! keys.json: the random data key, wrapped once for each operator by a key derived from the password, and once for the
//! printed recovery code. Changing a password wraps the same data key again; the database itself is never rewritten.

use std::path::{Path, PathBuf};

use argon2::{Algorithm, Argon2, Params, Version};
use chacha20poly1305::aead::{Aead, KeyInit, Payload};
use chacha20poly1305::{ChaCha20Poly1305, Key, Nonce};
use serde::{Deserialize, Serialize};
use zeroize::{Zeroize, ZeroizeOnDrop, Zeroizing};

use crate::attempts::Attempts;
use crate::environment::Environment;
use crate::error::StoreError;
use crate::files;
use crate::hex::{hex, unhex};
use crate::recovery::RecoveryCode;

/// The format this program writes; a higher one is refused.
const FORMAT: u32 = 1;

/// The key of both database files.
#[derive(Clone, Zeroize, ZeroizeOnDrop)]
pub(crate) struct DataKey([u8; 32]);

impl DataKey {
    pub(crate) fn generate(environment: &Environment) -> Result<Self, StoreError> {
        Ok(Self(environment.random()?))
    }

    /// The key as SQLCipher takes a raw key.
    pub(crate) fn pragma(&self) -> Zeroizing<String> {
        Zeroizing::new(format!("x'{}'", *Zeroizing::new(hex(&self.0))))
    }
}

/// What guessing one password costs: parameters of Argon2id.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct KeyCost {
    /// Memory in KiB.
    pub memory_kib: u32,
    /// Passes over the memory.
    pub passes: u32,
    /// Lanes.
    pub lanes: u32,
}

impl Default for KeyCost {
    /// 64 MiB in three passes, about 0.3 s on an office computer.
    fn default() -> Self {
        Self {
            memory_kib: 64 * 1024,
            passes: 3,
            lanes: 1,
        }
    }
}

/// The data key wrapped by one secret.
#[derive(Debug, Clone, Serialize, Deserialize)]
struct Wrapped {
    cost: KeyCost,
    salt: String,
    nonce: String,
    key: String,
}

/// An operator and the data key wrapped by the password.
#[derive(Debug, Clone, Serialize, Deserialize)]
struct OperatorKey {
    name: String,
    #[serde(flatten)]
    wrapped: Wrapped,
}

/// The content of keys.json.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub(crate) struct KeyFile {
    format: u32,
    /// Name of the unit, to be shown before the password is known.
    pub(crate) unit: String,
    operators: Vec<OperatorKey>,
    recovery: Wrapped,
    #[serde(default)]
    pub(crate) attempts: Attempts,
    /// 查阅口令, where there is one: it wraps a key that opens nothing, so that it is worth nothing without the vault.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    protection: Option<Wrapped>,
    #[serde(default)]
    pub(crate) protection_attempts: Attempts,
}

impl KeyFile {
    /// A new file with one operator.
    pub(crate) fn new(
        unit: &str,
        operator: &str,
        password: &str,
        code: &RecoveryCode,
        cost: KeyCost,
        key: &DataKey,
        environment: &Environment,
    ) -> Result<Self, StoreError> {
        Ok(Self {
            format: FORMAT,
            unit: unit.to_owned(),
            operators: vec![OperatorKey {
                name: operator.to_owned(),
                wrapped: Wrapped::wrap(key, password, operator, cost, environment)?,
            }],
            recovery: Wrapped::wrap(key, code.secret(), RECOVERY, cost, environment)?,
            attempts: Attempts::default(),
            protection: None,
            protection_attempts: Attempts::default(),
        })
    }

    /// Reads the file of the vault in `folder`.
    pub(crate) fn read(folder: &Path) -> Result<Self, StoreError> {
        let path = path(folder);
        let text = match std::fs::read_to_string(&path) {
            Err(error) if error.kind() == std::io::ErrorKind::NotFound => {
                return Err(StoreError::NotAVault(folder.to_owned()));
            }
            read => read.map_err(StoreError::file(&path))?,
        };
        #[derive(Deserialize)]
        struct Format {
            format: u32,
        }
        let damaged = |error: serde_json::Error| StoreError::Damaged {
            path: path.clone(),
            detail: error.to_string(),
        };
        let Format { format } = serde_json::from_str(&text).map_err(damaged)?;
        if format > FORMAT {
            return Err(StoreError::Newer {
                detail: format!("密钥文件格式 {format}，本版本只认识到 {FORMAT}"),
            });
        }
        serde_json::from_str(&text).map_err(damaged)
    }

    /// Writes the file of the vault in `folder`.
    pub(crate) fn write(&self, folder: &Path) -> Result<(), StoreError> {
        let text = serde_json::to_string_pretty(self).unwrap_or_default();
        files::replace(&path(folder), text.as_bytes())
    }

    /// Names of the operators.
    pub(crate) fn operators(&self) -> Vec<String> {
        self.operators
            .iter()
            .map(|operator| operator.name.clone())
            .collect()
    }

    /// The operator meant: the one named, or the only one.
    pub(crate) fn operator(&self, name: Option<&str>) -> Result<String, StoreError> {
        match (name, self.operators.as_slice()) {
            (Some(name), operators) if operators.iter().any(|known| known.name == name) => {
                Ok(name.to_owned())
            }
            (Some(name), _) => Err(StoreError::UnknownOperator(name.to_owned())),
            (None, [only]) => Ok(only.name.clone()),
            (None, _) => Err(StoreError::OperatorNeeded(self.operators())),
        }
    }

    /// The data key, if the password is the operator's.
    pub(crate) fn unlock(&self, operator: &str, password: &str) -> Option<DataKey> {
        let entry = self.operators.iter().find(|known| known.name == operator)?;
        entry.wrapped.unwrap(password, operator)
    }

    /// The data key, if the code is this vault's.
    pub(crate) fn unlock_with_code(&self, code: &RecoveryCode) -> Option<DataKey> {
        self.recovery.unwrap(code.secret(), RECOVERY)
    }

    /// Wraps the data key under a new password of an operator, who is added when new.
    pub(crate) fn set_password(
        &mut self,
        operator: &str,
        password: &str,
        key: &DataKey,
        environment: &Environment,
    ) -> Result<(), StoreError> {
        let cost = self.recovery.cost;
        let wrapped = Wrapped::wrap(key, password, operator, cost, environment)?;
        match self.operators.iter_mut().find(|known| known.name == operator) {
            Some(known) => known.wrapped = wrapped,
            None => self.operators.push(OperatorKey {
                name: operator.to_owned(),
                wrapped,
            }),
        }
        Ok(())
    }

    /// Whether a password is that of one of the operators.
    pub(crate) fn opens(&self, password: &str) -> bool {
        self.operators
            .iter()
            .any(|operator| operator.wrapped.unwrap(password, &operator.name).is_some())
    }

    /// Whether what is protected has a password of its own.
    pub(crate) fn has_protection(&self) -> bool {
        self.protection.is_some()
    }

    /// Whether a password is that of what is protected.
    pub(crate) fn allows_protected(&self, password: &str) -> bool {
        let wrapped = self.protection.as_ref();
        wrapped.is_some_and(|wrapped| wrapped.unwrap(password, PROTECTION).is_some())
    }

    /// Gives what is protected a password of its own, or takes it away.
    pub(crate) fn set_protection(
        &mut self,
        password: Option<&str>,
        environment: &Environment,
    ) -> Result<(), StoreError> {
        let wrap = |password: &str| {
            let key = DataKey::generate(environment)?;
            Wrapped::wrap(&key, password, PROTECTION, self.recovery.cost, environment)
        };
        self.protection = password.map(wrap).transpose()?;
        self.protection_attempts = Attempts::default();
        Ok(())
    }

    /// Wraps the data key under a new recovery code; the old one stops working.
    pub(crate) fn set_recovery(
        &mut self,
        code: &RecoveryCode,
        key: &DataKey,
        environment: &Environment,
    ) -> Result<(), StoreError> {
        self.recovery = Wrapped::wrap(key, code.secret(), RECOVERY, self.recovery.cost, environment)?;
        Ok(())
    }
}

/// Bound to the wrapped key of the recovery code, as an operator's name is to an operator's.
const RECOVERY: &str = "\u{0}recovery";

/// Bound to the key that 查阅口令 wraps.
const PROTECTION: &str = "\u{0}protection";

impl Wrapped {
    fn wrap(
        key: &DataKey,
        secret: &str,
        bound: &str,
        cost: KeyCost,
        environment: &Environment,
    ) -> Result<Self, StoreError> {
        let salt: [u8; 16] = environment.random()?;
        let nonce: [u8; 12] = environment.random()?;
        let wrapped = cipher(secret, &salt, cost)
            .and_then(|cipher| {
                let payload = Payload {
                    msg: &key.0,
                    aad: bound.as_bytes(),
                };
                cipher.encrypt(&Nonce::from(nonce), payload).ok()
            })
            .ok_or(StoreError::NoRandomness)?;
        Ok(Self {
            cost,
            salt: hex(&salt),
            nonce: hex(&nonce),
            key: hex(&wrapped),
        })
    }

    fn unwrap(&self, secret: &str, bound: &str) -> Option<DataKey> {
        let nonce: [u8; 12] = unhex(&self.nonce)?.try_into().ok()?;
        let wrapped = unhex(&self.key)?;
        let payload = Payload {
            msg: &wrapped,
            aad: bound.as_bytes(),
        };
        let cipher = cipher(secret, &unhex(&self.salt)?, self.cost)?;
        let key = Zeroizing::new(cipher.decrypt(&Nonce::from(nonce), payload).ok()?);
        Some(DataKey(key.as_slice().try_into().ok()?))
    }
}

fn cipher(secret: &str, salt: &[u8], cost: KeyCost) -> Option<ChaCha20Poly1305> {
    let params = Params::new(cost.memory_kib, cost.passes, cost.lanes, Some(32)).ok()?;
    let mut derived = Zeroizing::new([0u8; 32]);
    Argon2::new(Algorithm::Argon2id, Version::V0x13, params)
        .hash_password_into(secret.as_bytes(), salt, derived.as_mut())
        .ok()?;
    Some(ChaCha20Poly1305::new(&Key::from(*derived)))
}

fn path(folder: &Path) -> PathBuf {
    folder.join("keys.json")
}
