//! Photos, many at once or one.

use std::path::{Path, PathBuf};

use antou_desk::Failure;
use antou_desk::messages::{PhotoRow, PhotosId, PhotosOpen, PhotosRows, SetPhoto};
use serde_json::json;

use crate::arguments::Arguments;
use crate::outcome::Outcome;
use crate::print::{self, Shown};
use crate::vault::opened;

pub fn photos(arguments: &Arguments, files: &[PathBuf], dry_run: bool) -> Result<Outcome, Failure> {
    let desk = opened(arguments)?;
    let shown = Shown::new();
    let files = files.iter().map(|file| file.display().to_string()).collect();
    let view = desk.photos_open(PhotosOpen { files }, &shown)?;
    let rows = |outcome: &str| {
        let request = PhotosRows {
            photos: view.photos,
            outcome: Some(outcome.to_owned()),
            offset: 0,
            limit: u32::MAX,
        };
        desk.photos_rows(request, &shown).map(|page| page.rows)
    };
    let mut left = rows("asked")?;
    left.extend(rows("unreadable")?);
    let report = if dry_run {
        None
    } else {
        Some(desk.photos_commit(PhotosId { photos: view.photos }, &shown)?)
    };
    let op = report.and_then(|report| report.op);
    let counts = view.counts;
    if arguments.json {
        let left: Vec<_> = left
            .iter()
            .map(|row| json!({ "file": row.file, "outcome": row.outcome, "reason": row.reason, "candidates": row.candidates }))
            .collect();
        print::json(&json!({ "op": op, "photos": counts, "left": left }));
    } else {
        print::line(&match (dry_run, op) {
            (true, _) => "只核对，没有写入".to_owned(),
            (false, Some(op)) => format!("已导入，第 {op} 次操作，可用 antou undo {op} 撤销"),
            (false, None) => "没有需要写入的照片".to_owned(),
        });
        print::line(&format!(
            "首次录入 {}，更换 {}，相同 {}，需指定 {}，无法读取 {}",
            counts.added, counts.replaced, counts.unchanged, counts.asked, counts.unreadable
        ));
        left.iter().for_each(tell);
    }
    Ok(if left.is_empty() {
        Outcome::Done
    } else {
        Outcome::WithHeld
    })
}

fn tell(row: &PhotoRow) {
    let whom: Vec<String> = row
        .candidates
        .iter()
        .map(|person| format!("{}（{}，编号 {}）", person.name, person.birth, person.person))
        .collect();
    let whom = if whom.is_empty() {
        String::new()
    } else {
        format!("：{}", whom.join("、"))
    };
    print::line(&format!("  {}  {}{whom}", row.file, row.reason));
}

pub fn photo(arguments: &Arguments, person: &str, file: Option<&Path>) -> Result<Outcome, Failure> {
    let desk = opened(arguments)?;
    let request = SetPhoto {
        person: desk.find_person(person)?,
        file: file.map(|file| file.display().to_string()),
        cut: None,
    };
    let set = desk.set_photo(request, &Shown::new())?;
    if arguments.json {
        print::json(&json!(set));
    } else {
        print::line(match set.op {
            Some(_) => "已保存",
            None => "照片没有变化",
        });
    }
    Ok(Outcome::Done)
}
