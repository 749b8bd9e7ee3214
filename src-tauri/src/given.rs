//! Files the window was started with: opened by a double click, or named behind the program.

use std::{
    ffi::OsString,
    path::PathBuf,
    sync::{Mutex, PoisonError},
};

use tauri::State;

use crate::refusal::Refusal;

/// What waits for the page to ask for it; it is handed over once.
pub struct Given(Mutex<Vec<String>>);

impl Given {
    /// The files among the arguments, the program's own name in front. What is not there is no file.
    pub fn of(arguments: impl IntoIterator<Item = OsString>) -> Self {
        let paths = arguments.into_iter().skip(1).map(PathBuf::from);
        let files = paths
            .filter(|path| path.exists())
            .filter_map(|path| path.canonicalize().ok()?.into_os_string().into_string().ok());
        Self(Mutex::new(files.collect()))
    }

    fn take(&self) -> Vec<String> {
        std::mem::take(&mut self.0.lock().unwrap_or_else(PoisonError::into_inner))
    }
}

/// Hands the files over to the page, which opens them as an import.
#[tauri::command]
pub async fn files_given(given: State<'_, Given>) -> Result<Vec<String>, Refusal> {
    Ok(given.take())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn files_that_are_there_are_handed_over_once() {
        let folder = std::env::temp_dir().join(format!("antou-given-{}", std::process::id()));
        std::fs::create_dir_all(&folder).expect("a folder for the test");
        let form = folder.join("张三.lrmx");
        std::fs::write(&form, "x").expect("a file for the test");
        let arguments = [
            "antou-window".into(),
            form.clone().into(),
            folder.join("没有.xlsx").into(),
            "--flag".into(),
        ];
        let given = Given::of(arguments);
        let whole = form.canonicalize().expect("there").display().to_string();
        assert_eq!(given.take(), [whole]);
        assert!(given.take().is_empty(), "once");
        assert!(Given::of(["antou-window".into()]).take().is_empty());
        std::fs::remove_dir_all(folder).expect("cleared up");
    }
}
