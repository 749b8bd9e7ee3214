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
            if open.sheet.sources.len() > 1
                && let Some(file) = files.last_mut()
            {
                let of_one = |(file, sm3)| json!({ "file": file, "sm3": sm3 });
                file["of"] = open.files().into_iter().map(of_one).collect();
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
        json!({ "op": op, "files": files, "unread": self.unread, "rows": self.counts, "problems": problems })
    }

    /// Writes the held rows with their reasons, sheet for sheet as they were read.
    pub(crate) fn write_held(&self, to: &Path) -> Result<Exported, Failure> {
        let mut sheets = Vec::new();
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
            if !rows.is_empty() {
                sheets.push(held::HeldSheet {
                    sheet: &open.sheet,
                    layout: &open.layout,
                    rows,
                });
            }
        }
        if sheets.is_empty() {
            return Err(Failure::new("import.nothing_held", "没有待处理的行", ""));
        }
        held::write(to, &sheets)
            .map_err(|error| Failure::new("file", error.to_string(), "请检查路径和磁盘空间"))?;
        Ok(Exported {
            file: to.display().to_string(),
            rows: sheets.iter().map(|sheet| sheet.rows.len() as u64).sum(),
        })
    }
}
