//! Importing rosters and registers.

use antou_desk::Failure;
use antou_desk::messages::{ImportHeld, ImportId, ImportView};
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
    let view = desk.open_import_by(
        &files,
        wanted.into.as_deref(),
        wanted.profile.as_deref(),
        &wanted.answers,
        &shown,
    )?;
    for earlier in view.earlier.iter().filter(|earlier| !earlier.undone) {
        print::error(&format!(
            "{} 与第 {} 次操作（{}，{}）导入的文件内容相同",
            earlier.file, earlier.op, earlier.at, earlier.operator
        ));
    }
    for unread in &view.unread {
        print::error(&format!("{}：{}", unread.file, unread.message));
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
        profile(&view);
    }
    Ok(if counts.held > 0 || !view.unread.is_empty() {
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

/// Says which profile was used, or which could have been asked for.
fn profile(view: &ImportView) {
    let asked: Vec<&str> = view
        .sheets
        .iter()
        .flat_map(|sheet| &sheet.columns)
        .filter(|column| column.left_out)
        .map(|column| column.header.as_str())
        .collect();
    if let Some(name) = &view.profile.used {
        print::line(&format!("使用导入方案“{name}”"));
    } else if let Some(name) = &view.profile.remember {
        print::line(&format!("对应关系记入导入方案“{name}”，下次用 --profile {name}"));
    }
    if !asked.is_empty() {
        print::line(&format!(
            "没有读取的栏目：{}。可用 --column 栏目=信息项 指定，如 --column 学历=education[全日制].level",
            asked.join("、")
        ));
    }
}
