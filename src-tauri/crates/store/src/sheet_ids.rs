//! Numbers of people on sheets that go out: they find the person again when the sheet comes back, and tell nobody anything.

use serde_json::Value as Json;

use crate::digest::sm3;
use crate::error::StoreError;
use crate::hex::hex;
use crate::transact::Tx;
use crate::vault::Vault;

/// Name of the setting with the secret.
const SETTING: &str = "sheet_ids";

/// Makes the numbers of one vault.
#[derive(Debug, Clone)]
pub struct SheetIds {
    secret: String,
}

impl SheetIds {
    /// The number of a person: the same on every sheet of this vault, and of no meaning outside.
    pub fn of(&self, person: i64) -> String {
        let digest = sm3(&[b"sheet", self.secret.as_bytes(), &person.to_le_bytes()]);
        Self::letters("H", &digest)
    }

    /// The number of a row of a set: what came back is about this one row.
    pub fn of_row(&self, set: &str, row: i64) -> String {
        let parts: [&[u8]; 4] = [b"row", self.secret.as_bytes(), set.as_bytes(), &row.to_le_bytes()];
        Self::letters("R", &sm3(&parts))
    }

    fn letters(first: &str, digest: &[u8]) -> String {
        // a letter in front, so that no spreadsheet takes it for a number
        let mut id = format!("{first}{}", hex(digest).to_ascii_uppercase());
        id.truncate(21);
        id
    }
}

impl Vault {
    /// The numbers of this vault; `None` while no sheet has gone out.
    pub fn sheet_ids(&self) -> Result<Option<SheetIds>, StoreError> {
        let secret = self.setting(SETTING)?;
        Ok(secret.and_then(|secret| {
            let secret = secret.as_str()?.to_owned();
            Some(SheetIds { secret })
        }))
    }

    /// A secret for the numbers of this vault, for [`Tx::sheet_ids`].
    pub fn new_secret(&self) -> Result<String, StoreError> {
        Ok(hex(&self.environment.random::<32>()?))
    }
}

impl Tx<'_> {
    /// The numbers of this vault; made from `secret` when no sheet has gone out before.
    pub fn sheet_ids(&mut self, secret: &str) -> Result<SheetIds, StoreError> {
        if let Some(known) = self.setting(SETTING)?.as_ref().and_then(Json::as_str) {
            return Ok(SheetIds {
                secret: known.to_owned(),
            });
        }
        self.set_setting(SETTING, Some(&Json::String(secret.to_owned())))?;
        Ok(SheetIds {
            secret: secret.to_owned(),
        })
    }
}
