//! Importing rosters and registers.

use antou_desk::Failure;
use antou_desk::messages::{ImportHeld, ImportId};
use serde_json::json;

use crate::arguments::{Arguments, Import};
use crate::outcome::Outcome;
use crate::print::{self, Shown};
use crate::vault::opened;

pub fn import(arguments: &Arguments, wanted: &Import) -> Result<Outcome, Failure> {
    let desk = opened(arguments)?;
    let shown = Shown::new();
    let files: Vec<String> = wanted
        .files
        .iter()
        .map(|file| file.display().to_string())
        .collect();
    let view = desk.open_import(&files, wanted.into.as_deref(), &shown)?;
    for earlier in view.earlier.iter().filter(|earlier| !earlier.undone) {
        print::error(&format!(
            "{} 与第 {} 次操作（{}，{}）导入的文件内容相同",
            earlier.file, earlier.op, earlier.at, earlier.operator
        ));
    }
    let (op, counts) = if wanted.dry_run {
        (None, view.counts)
    } else {
        let report = desk.import_commit(ImportId { import: view.import }, &shown)?;
        (report.op, report.counts)
    };
    if let Some(held) = wanted.held.as_ref().filter(|_| counts.held > 0) {
        desk.import_held(
            ImportHeld {
                import: view.import,
                to: held.display().to_string(),
            },
            &shown,
        )?;
    }
    if arguments.json {
        print::json(&desk.import_json(view.import, op)?);
    } else {
        report(&view.problems, op, counts, wanted);
    }
    Ok(if counts.held > 0 {
        Outcome::WithHeld
    } else {
        Outcome::Done
    })
}

fn report(
    problems: &[antou_desk::messages::ProblemCount],
    op: Option<i64>,
    counts: antou_desk::messages::Counts,
    wanted: &Import,
) {
    let done = match (wanted.dry_run, op) {
        (true, _) => "比对完成，没有写入".to_owned(),
        (false, Some(op)) => format!("已导入，第 {op} 次操作，可用 antou undo {op} 撤销"),
        (false, None) => "没有需要写入的内容".to_owned(),
    };
    print::line(&done);
    print::line(&format!(
        "共读 {} 行：新增 {}，更新 {}，无变化 {}，待处理 {}，非人员行 {}",
        counts.read, counts.added, counts.updated, counts.unchanged, counts.held, counts.ignored
    ));
    let rows: Vec<Vec<String>> = problems
        .iter()
        .map(|problem| {
            vec![
                problem.label.clone(),
                problem.count.to_string(),
                json!(problem.severity).as_str().unwrap_or_default().to_owned(),
            ]
        })
        .collect();
    if !rows.is_empty() {
        print::table(&["问题".to_owned(), "个数".to_owned(), "程度".to_owned()], &rows);
    }
}
