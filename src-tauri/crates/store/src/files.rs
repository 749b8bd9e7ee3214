//! Small files beside the database, written so that after a power cut either the old or the new content is there.
//! Nothing here is ever used on a live database file.

use std::fs::{self, File};
use std::io::Write;
use std::path::{Path, PathBuf};

use crate::error::StoreError;

/// Replaces a file by `content` in one step.
pub(crate) fn replace(path: &Path, content: &[u8]) -> Result<(), StoreError> {
    let temporary = beside(path, ".new");
    let write = || -> std::io::Result<()> {
        let mut file = File::create(&temporary)?;
        file.write_all(content)?;
        file.sync_all()
    };
    write().map_err(StoreError::file(&temporary))?;
    rename(&temporary, path)
}

/// Renames and makes the rename durable.
pub(crate) fn rename(from: &Path, to: &Path) -> Result<(), StoreError> {
    fs::rename(from, to).map_err(StoreError::file(to))?;
    sync_folder(to.parent().unwrap_or(Path::new(".")))
}

/// Makes the content of a closed file durable.
pub(crate) fn sync(path: &Path) -> Result<(), StoreError> {
    // Windows flushes only handles that may write
    let file = File::options()
        .read(true)
        .write(true)
        .open(path)
        .map_err(StoreError::file(path))?;
    file.sync_all().map_err(StoreError::file(path))
}

/// Makes the names in a folder durable. Windows cannot open folders and does not need it.
fn sync_folder(folder: &Path) -> Result<(), StoreError> {
    if cfg!(windows) {
        return Ok(());
    }
    let handle = File::open(folder).map_err(StoreError::file(folder))?;
    handle.sync_all().map_err(StoreError::file(folder))
}

/// Removes a file that may not be there.
pub(crate) fn remove(path: &Path) -> Result<(), StoreError> {
    match fs::remove_file(path) {
        Err(error) if error.kind() != std::io::ErrorKind::NotFound => Err(StoreError::file(path)(error)),
        _ => Ok(()),
    }
}

/// The path with something appended to its file name.
pub(crate) fn beside(path: &Path, suffix: &str) -> PathBuf {
    let mut name = path.as_os_str().to_owned();
    name.push(suffix);
    PathBuf::from(name)
}
