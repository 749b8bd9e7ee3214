//! Imports looked at afterwards.

use antou_desk::Failure;
use antou_desk::messages::{BatchQuery, BatchRows};
use serde_json::json;

use crate::arguments::Arguments;
use crate::outcome::Outcome;
use crate::print::{self, Shown};
use crate::vault::opened;

pub fn list(arguments: &Arguments, limit: u32) -> Result<Outcome, Failure> {
    let page = opened(arguments)?.batches(BatchQuery { offset: 0, limit }, &Shown::new())?;
    if arguments.json {
        print::json(&json!(page.batches));
        return Ok(Outcome::Done);
    }
    for batch in &page.batches {
        let undone = batch
            .undone_at
            .as_ref()
            .map_or(String::new(), |at| format!("（{at} 已撤销）"));
        print::line(&format!(
            "{:>5}  {}  {}  {}，{} 人{undone}",
            batch.op, batch.at, batch.operator, batch.label, batch.people
        ));
        if let Some(counts) = &batch.counts {
            print::line(&format!(
                "         新增 {}，更新 {}，无变化 {}，待处理 {}，非人员行 {}",
                counts.added, counts.updated, counts.unchanged, counts.held, counts.ignored
            ));
        }
        for file in &batch.files {
            print::line(&format!("         {}  SM3 {}", file.file, file.sm3));
        }
    }
    Ok(Outcome::Done)
}

pub fn rows(arguments: &Arguments, op: i64, limit: u32) -> Result<Outcome, Failure> {
    let request = BatchRows {
        op,
        outcome: None,
        offset: 0,
        limit,
    };
    let page = opened(arguments)?.batch_rows(request, &Shown::new())?;
    if arguments.json {
        print::json(&json!(page));
        return Ok(Outcome::Done);
    }
    for row in &page.rows {
        let outcome = if row.outcome == "added" {
            "新增"
        } else {
            "更新"
        };
        print::line(&format!("{outcome}  {}（编号 {}）", row.name, row.person));
        for change in &row.changes {
            print::line(&format!(
                "      {} {}：{} → {}",
                change.set_label, change.item_label, change.old, change.new
            ));
        }
    }
    print::line(&format!("共 {} 人", page.total));
    Ok(Outcome::Done)
}
