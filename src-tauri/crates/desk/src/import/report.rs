//! What an import leaves behind: the JSON of the command line, and the workbook of held rows.

use std::path::Path;

use antou_exchange::held;
use serde_json::{Value as Json, json};

use super::outcome::Outcome;
use super::session::Session;
use crate::failure::Failure;
use crate::messages::Exported;

impl Session {
    /// The answer of `antou import --json`.
    pub(crate) fn json(&self, op: Option<i64>) -> Json {
        let mut files: Vec<Json> = Vec::new();
        let mut last = None;
        for open in &self.sheets {
            if last != Some(&open.file) {
                files.push(json!({ "file": open.file, "sm3": open.digest, "sheets": [] }));
                last = Some(&open.file);
            }
            if let Some(sheets) = files.last_mut().and_then(|file| file["sheets"].as_array_mut()) {
                sheets.push(open.layout.to_json());
            }
        }
        let problems: Vec<Json> = self
            .problems
            .iter()
            .map(|problem| json!(self.cell_problem(problem)))
            .collect();
        json!({ "op": op, "files": files, "rows": self.counts, "problems": problems })
    }

    /// Writes the held rows with their reasons, one workbook per sheet that has any.
    pub(crate) fn write_held(&self, to: &Path) -> Result<Exported, Failure> {
        let mut written = 0;
        let mut files = 0;
        for (index, open) in self.sheets.iter().enumerate() {
            let held_rows = self
                .rows
                .iter()
                .filter(|row| row.sheet == index && row.outcome == Outcome::Held);
            let rows: Vec<held::HeldRow<'_>> = held_rows
                .map(|row| held::HeldRow {
                    first_row: row.row,
                    last_row: row.last_row,
                    reason: row.reason.as_deref().unwrap_or_default(),
                })
                .collect();
            if rows.is_empty() {
                continue;
            }
            files += 1;
            let path = if files == 1 {
                to.to_owned()
            } else {
                numbered(to, files)
            };
            held::write(&path, &open.sheet, &open.layout, &rows)
                .map_err(|error| Failure::new("file", error.to_string(), "请检查路径和磁盘空间"))?;
            written += rows.len() as u64;
        }
        if files == 0 {
            return Err(Failure::new("import.nothing_held", "没有待处理的行", ""));
        }
        Ok(Exported {
            file: to.display().to_string(),
            rows: written,
        })
    }
}

/// `待处理.xlsx`, `待处理(2).xlsx` …
fn numbered(path: &Path, number: usize) -> std::path::PathBuf {
    let stem = path.file_stem().unwrap_or_default().to_string_lossy();
    path.with_file_name(format!("{stem}({number}).xlsx"))
}
