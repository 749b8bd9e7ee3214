//! The anchor: number and hash of the last operation, in a file outside the database. An older copy of the database put
//! back in place of the present one does not contain it.

use std::path::Path;

use serde::{Deserialize, Serialize};

use crate::error::StoreError;
use crate::files;
use crate::hex::{hex, unhex};

/// The last operation: its number and hash.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(crate) struct Head {
    pub(crate) op: i64,
    pub(crate) hash: [u8; 32],
}

#[derive(Serialize, Deserialize)]
struct Written {
    op: i64,
    hash: String,
}

/// Writes the anchor. An anchor that lags behind after a power cut does no harm: the chain still contains it.
pub(crate) fn write(folder: &Path, head: Head) -> Result<(), StoreError> {
    let path = folder.join("anchor.json");
    let temporary = files::beside(&path, ".new");
    let written = Written {
        op: head.op,
        hash: hex(&head.hash),
    };
    std::fs::write(&temporary, serde_json::to_string(&written).unwrap_or_default())
        .map_err(StoreError::file(&temporary))?;
    std::fs::rename(&temporary, &path).map_err(StoreError::file(&path))
}

/// Reads the anchor; `None` when there is none or it cannot be read.
pub(crate) fn read(folder: &Path) -> Option<Head> {
    let text = std::fs::read_to_string(folder.join("anchor.json")).ok()?;
    let written: Written = serde_json::from_str(&text).ok()?;
    Some(Head {
        op: written.op,
        hash: unhex(&written.hash)?.try_into().ok()?,
    })
}
