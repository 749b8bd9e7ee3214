//! From what the clerk chose (files, folders, zips) to documents. One that cannot be read costs no other: it is told.

use std::ops::ControlFlow;
use std::path::{Path, PathBuf};

use antou_exchange::worker::{Document, Progress as Reading, read_files};
use antou_exchange::{Limits, ReadError, Workbook};

use crate::desk::Desk;
use crate::failure::Failure;
use crate::messages::UnreadFile;
use crate::progress::Progress;

/// Endings of files that are a form each: a thousand of them are read by one process.
const FORMS: [&str; 3] = ["lrmx", "lrm", "docx"];
/// Endings of files in a folder that belong to others (the photos of .lrm) or to the system.
const BESIDE: [&str; 7] = ["pic", "jpg", "jpeg", "png", "bmp", "db", "ini"];
/// Endings of files in a folder that are read, beside the forms.
const TABLES: [&str; 11] = [
    "xlsx", "xlsm", "xls", "et", "ett", "csv", "txt", "ods", "xlsb", "xml", "zip",
];
/// How deep folders are looked into, and how many files in all.
const DEEPEST: usize = 8;
const MOST_FILES: usize = 20_000;

/// What was read.
pub(crate) struct Gathered {
    pub(crate) workbooks: Vec<Workbook>,
    pub(crate) unread: Vec<UnreadFile>,
}

impl Desk {
    /// Reads everything that was chosen. Refused only when nothing at all could be read.
    pub(super) fn gather(&self, chosen: &[String], progress: &dyn Progress) -> Result<Gathered, Failure> {
        let mut files = Vec::new();
        let mut unread = Vec::new();
        for chosen in chosen.iter().map(Path::new) {
            if chosen.is_dir() {
                list(chosen, DEEPEST, &mut files, &mut unread)?;
            } else {
                files.push(chosen.to_owned());
            }
        }
        let (forms, others): (Vec<PathBuf>, Vec<PathBuf>) = files
            .into_iter()
            .partition(|file| FORMS.contains(&ending(file).as_str()));
        let mut documents = Vec::new();
        for file in others {
            let what = format!("读取 {}", name(&file));
            documents.extend(self.read(std::slice::from_ref(&file), &what, progress)?);
        }
        if !forms.is_empty() {
            documents.extend(self.read(&forms, "读取任免审批表", progress)?);
        }
        let mut workbooks = Vec::with_capacity(documents.len());
        for Document { file, read } in documents {
            match read {
                Ok(workbook) => workbooks.push(workbook),
                Err(failure) => unread.push(told(file, &failure)),
            }
        }
        match unread.first() {
            Some(first) if workbooks.is_empty() => Err(refusal(first, unread.len())),
            None if workbooks.is_empty() => Err(Failure::new(
                "file.none",
                "选中的文件夹里没有可以导入的文件",
                "可以导入 xlsx、xls、et、csv、lrmx、lrm、docx 和 zip",
            )),
            _ => Ok(Gathered { workbooks, unread }),
        }
    }

    fn read(&self, files: &[PathBuf], what: &str, progress: &dyn Progress) -> Result<Vec<Document>, Failure> {
        let forms = files.len() as u64;
        let mut watched = |at: Reading| {
            progress.at(what, at.rows, if forms > 1 { forms } else { 0 });
            if progress.is_cancelled() {
                ControlFlow::Break(())
            } else {
                ControlFlow::Continue(())
            }
        };
        read_files(&self.environment.worker, files, &Limits::default(), &mut watched)
            .map_err(|error| Failure::new(error.code(), error.to_string(), ""))
    }
}

/// Lists the files of a folder by name. Links are not followed.
fn list(
    folder: &Path,
    depth: usize,
    files: &mut Vec<PathBuf>,
    unread: &mut Vec<UnreadFile>,
) -> Result<(), Failure> {
    let failed = |error: std::io::Error| Failure::file(folder, &error);
    let mut entries = std::fs::read_dir(folder)
        .and_then(Iterator::collect::<Result<Vec<_>, _>>)
        .map_err(failed)?;
    entries.sort_by_key(std::fs::DirEntry::file_name);
    for entry in entries {
        let path = entry.path();
        let name = name(&path);
        let kind = entry.file_type().map_err(failed)?;
        let ending = ending(&path);
        if name.starts_with(['.', '~']) || kind.is_symlink() {
            continue;
        }
        if kind.is_dir() {
            match depth.checked_sub(1) {
                Some(depth) => list(&path, depth, files, unread)?,
                None => unread.push(told(name, &ReadError::Skipped("文件夹套得太深".into()))),
            }
        } else if FORMS.contains(&ending.as_str()) || TABLES.contains(&ending.as_str()) {
            files.push(path);
        } else if !BESIDE.contains(&ending.as_str()) {
            let reason = match ending.as_str() {
                "doc" | "wps" => "旧版 Word、WPS 文档，请另存为 docx",
                _ => "不是可以导入的文件",
            };
            unread.push(told(name, &ReadError::Skipped(reason.into())));
        }
        if files.len() > MOST_FILES {
            return Err(Failure::new(
                "file.too_many",
                format!("文件夹里的文件超过 {MOST_FILES} 个"),
                "请分几次导入",
            ));
        }
    }
    Ok(())
}

fn ending(file: &Path) -> String {
    file.extension()
        .unwrap_or_default()
        .to_string_lossy()
        .to_lowercase()
}

fn name(file: &Path) -> String {
    file.file_name()
        .unwrap_or_default()
        .to_string_lossy()
        .into_owned()
}

fn told(file: String, failure: &ReadError) -> UnreadFile {
    UnreadFile {
        file,
        code: failure.code().to_owned(),
        message: failure.to_string(),
    }
}

/// Nothing could be read.
fn refusal(first: &UnreadFile, all: usize) -> Failure {
    let others = if all > 1 {
        format!("（{all} 个文件都没有读出来）")
    } else {
        String::new()
    };
    Failure::new(
        &first.code,
        format!("{}：{}{others}", first.file, first.message),
        "",
    )
}
