//! Files: asking the person for them, and handing finished ones to the system.
//! The page itself has no file permission of any kind; it only learns the paths a person chose.

use std::{
    path::{Path, PathBuf},
    process::{Child, Command},
};

use serde::{Deserialize, Serialize};
use tauri::{WebviewWindow, async_runtime};

use crate::refusal::Refusal;

/// A kind of file offered in a dialog: what it is called, and its endings without the dot.
#[derive(Debug, Deserialize)]
pub struct FileKind {
    label: String,
    extensions: Vec<String>,
}

/// Asks for files to read; empty when the person changed their mind.
#[tauri::command]
pub async fn pick_files(window: WebviewWindow, kinds: Vec<FileKind>) -> Result<Vec<String>, Refusal> {
    ask(&window, &kinds, |dialog| {
        let open = dialog.pick_files();
        async { open.await.unwrap_or_default() }
    })
    .await
}

/// Asks where to write a file, proposing a name.
#[tauri::command]
pub async fn pick_save(
    window: WebviewWindow,
    name: String,
    kind: FileKind,
) -> Result<Option<String>, Refusal> {
    let mut answer = ask(&window, &[kind], |dialog| {
        let save = dialog.set_file_name(name).save_file();
        async { save.await.into_iter().collect() }
    })
    .await?;
    Ok(answer.pop())
}

/// Asks for a folder.
#[tauri::command]
pub async fn pick_folder(window: WebviewWindow) -> Result<Option<String>, Refusal> {
    let mut answer = ask(&window, &[], |dialog| {
        let folder = dialog.pick_folder();
        async { folder.await.into_iter().collect() }
    })
    .await?;
    Ok(answer.pop())
}

/// Shows a dialog and waits for its answer. `show` runs on the main thread, where GTK and Windows want their
/// dialogs made; the waiting happens off it.
async fn ask<F>(
    window: &WebviewWindow,
    kinds: &[FileKind],
    show: impl FnOnce(rfd::AsyncFileDialog) -> F + Send + 'static,
) -> Result<Vec<String>, Refusal>
where
    F: Future<Output = Vec<rfd::FileHandle>> + Send + 'static,
{
    #[cfg(feature = "e2e")]
    if let Some(answer) = prepared_answer() {
        return Ok(answer);
    }
    let mut dialog = rfd::AsyncFileDialog::new().set_parent(window);
    for kind in kinds {
        dialog = dialog.add_filter(&kind.label, &kind.extensions);
    }
    let (answer, mut answered) = async_runtime::channel(1);
    window
        .run_on_main_thread(move || {
            let chosen = show(dialog);
            async_runtime::spawn(async move {
                let _ = answer.send(chosen.await).await;
            });
        })
        .map_err(|_| Refusal::Broken)?;
    answered
        .recv()
        .await
        .unwrap_or_default()
        .into_iter()
        .map(|file| as_text(file.into()))
        .collect()
}

fn as_text(path: PathBuf) -> Result<String, Refusal> {
    path.into_os_string()
        .into_string()
        .map_err(|odd| Refusal::Path(odd.to_string_lossy().into_owned()))
}

/// Window tests cannot click a native dialog: each line of the file named by ANTOU_E2E_PICK is one chosen path.
#[cfg(feature = "e2e")]
fn prepared_answer() -> Option<Vec<String>> {
    let prepared = std::env::var_os("ANTOU_E2E_PICK")?;
    let text = std::fs::read_to_string(prepared).unwrap_or_default();
    Some(text.lines().map(str::to_owned).collect())
}

/// Who receives a finished file.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum Receiver {
    /// The program the system opens such files with.
    Viewer,
    /// The file manager, at the folder of the file.
    Folder,
    /// The printer; a system without a print command shows the file instead.
    Printer,
}

/// Opens a finished file with the system's program for it.
#[tauri::command]
pub async fn open_path(path: PathBuf) -> Result<Receiver, Refusal> {
    hand_over(&path, Receiver::Viewer)
}

/// Shows a finished file in the file manager.
#[tauri::command]
pub async fn reveal_path(path: PathBuf) -> Result<Receiver, Refusal> {
    hand_over(&path, Receiver::Folder)
}

/// Prints a finished file, or shows it when the system has no print command; the answer says which.
#[tauri::command]
pub async fn print_path(path: PathBuf) -> Result<Receiver, Refusal> {
    hand_over(&path, Receiver::Printer)
}

fn hand_over(path: &Path, to: Receiver) -> Result<Receiver, Refusal> {
    let path = finished(path)?;
    for (receiver, mut command) in ways(&path, to) {
        if let Ok(child) = command.spawn() {
            see_off(child);
            return Ok(receiver);
        }
    }
    Err(Refusal::NoProgram(path.display().to_string()))
}

/// Kinds of file this program makes. Anything else (a script, a program) is never handed to the system.
const OURS: &[&str] = &[
    "pdf", "xlsx", "xls", "docx", "csv", "lrmx", "svg", "png", "jpg", "txt", "zip",
];

/// The file as the system sees it, refused when it is not there or not of a kind we make.
fn finished(path: &Path) -> Result<PathBuf, Refusal> {
    let shown = || path.display().to_string();
    // absolute and without links: no name can be taken for an option or lead elsewhere
    let path = path.canonicalize().map_err(|_| Refusal::Missing(shown()))?;
    let ending = path
        .extension()
        .and_then(|ending| ending.to_str())
        .unwrap_or_default()
        .to_lowercase();
    if path.is_dir() || (path.is_file() && OURS.contains(&ending.as_str())) {
        Ok(path)
    } else {
        Err(Refusal::NotOurs(shown()))
    }
}

/// The commands to try, best first.
fn ways(path: &Path, to: Receiver) -> Vec<(Receiver, Command)> {
    let viewer = (Receiver::Viewer, command(OPENER, path));
    match to {
        Receiver::Viewer => vec![viewer],
        Receiver::Folder => vec![(Receiver::Folder, reveal(path))],
        Receiver::Printer if cfg!(unix) && path.is_file() => {
            vec![(Receiver::Printer, command("lp", path)), viewer]
        }
        Receiver::Printer => vec![viewer],
    }
}

const OPENER: &str = if cfg!(windows) { "explorer" } else { "xdg-open" };

fn command(program: &str, path: &Path) -> Command {
    let mut command = Command::new(program);
    command.arg(path);
    command
}

fn reveal(path: &Path) -> Command {
    if cfg!(windows) {
        let mut command = Command::new(OPENER);
        command.arg("/select,").arg(path);
        return command;
    }
    let folder = if path.is_dir() {
        path
    } else {
        path.parent().unwrap_or(path)
    };
    command(OPENER, folder)
}

/// Waits for the started program on a thread of its own, so that it leaves no zombie behind.
fn see_off(mut child: Child) {
    std::thread::spawn(move || child.wait());
}

#[cfg(test)]
mod tests {
    use super::*;

    fn folder(name: &str) -> PathBuf {
        let folder = std::env::temp_dir().join(format!("antou-files-{}-{name}", std::process::id()));
        std::fs::create_dir_all(&folder).expect("a folder for the test");
        folder
    }

    #[test]
    fn only_finished_files_of_our_kinds_are_handed_over() {
        let folder = folder("kinds");
        for (name, ours) in [
            ("任免审批表.PDF", true),
            ("名册.xlsx", true),
            ("x.sh", false),
            ("x", false),
        ] {
            let file = folder.join(name);
            std::fs::write(&file, "x").expect("a file for the test");
            assert_eq!(finished(&file).is_ok(), ours, "{name}");
        }
        assert!(finished(&folder).is_ok(), "a folder may be shown");
        let gone = finished(&folder.join("没有.pdf"));
        assert!(
            matches!(gone, Err(Refusal::Missing(_))),
            "a missing file is called missing"
        );
        std::fs::remove_dir_all(folder).expect("cleared up");
    }

    #[test]
    fn a_link_cannot_disguise_a_program() {
        let folder = folder("link");
        let program = folder.join("program.sh");
        std::fs::write(&program, "x").expect("a file for the test");
        let disguise = folder.join("名册.pdf");
        #[cfg(unix)]
        std::os::unix::fs::symlink(&program, &disguise).expect("a link for the test");
        assert!(
            finished(&disguise).is_err(),
            "the target's kind counts, not the link's name"
        );
        std::fs::remove_dir_all(folder).expect("cleared up");
    }

    #[test]
    fn printing_falls_back_to_the_viewer() {
        let receivers: Vec<_> = ways(Path::new("/"), Receiver::Printer)
            .into_iter()
            .map(|(receiver, _)| receiver)
            .collect();
        assert_eq!(
            receivers.last(),
            Some(&Receiver::Viewer),
            "there is always a viewer to try"
        );
    }
}
