//! Vaults opened on this computer, latest first. A list that cannot be read or written is no reason to stop anybody.

use std::path::Path;

use serde::{Deserialize, Serialize};

use crate::messages::RecentVault;

/// How many are remembered.
const MOST: usize = 5;

#[derive(Default, Serialize, Deserialize)]
struct Remembered {
    vaults: Vec<RecentVault>,
}

/// The vaults that still exist.
pub(crate) fn list(home: &Path) -> Vec<RecentVault> {
    let text = std::fs::read_to_string(file(home)).unwrap_or_default();
    let remembered: Remembered = serde_json::from_str(&text).unwrap_or_default();
    remembered
        .vaults
        .into_iter()
        .filter(|vault| Path::new(&vault.dir).join("keys.json").is_file())
        .collect()
}

/// Puts a vault first.
pub(crate) fn remember(home: &Path, folder: &Path, unit: &str) {
    let latest = RecentVault {
        dir: folder.display().to_string(),
        unit: unit.to_owned(),
    };
    let mut vaults = list(home);
    vaults.retain(|vault| vault.dir != latest.dir);
    vaults.insert(0, latest);
    vaults.truncate(MOST);
    if let Ok(text) = serde_json::to_string_pretty(&Remembered { vaults }) {
        let _ = std::fs::create_dir_all(home);
        let _ = std::fs::write(file(home), text);
    }
}

fn file(home: &Path) -> std::path::PathBuf {
    home.join("recent.json")
}
