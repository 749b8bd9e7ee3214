//! Making, opening and looking after a vault.

use std::path::{Path, PathBuf};

use antou_desk::messages::{
    CreateVault, Nothing, OpenDemo, OpenWithPassword, RestoreBackup, SetAsOf, UndoRequest, Why,
};
use antou_desk::{Desk, Failure};
use serde_json::json;

use crate::arguments::Arguments;
use crate::outcome::Outcome;
use crate::print::{self, Shown};

/// A desk without a vault, at the as-of date asked for.
pub fn desk(arguments: &Arguments) -> Result<Desk, Failure> {
    let desk = Desk::on_this_computer()?;
    if let Some(date) = &arguments.as_of {
        desk.set_as_of(
            SetAsOf {
                date: Some(date.clone()),
            },
            &Shown::new(),
        )?;
    }
    Ok(desk)
}

/// A desk with the vault open.
pub fn opened(arguments: &Arguments) -> Result<Desk, Failure> {
    let desk = desk(arguments)?;
    let dir = dir(arguments, &desk);
    let request = OpenWithPassword {
        dir: dir.display().to_string(),
        operator: arguments.operator.clone(),
        password: password(PASSWORD, "口令：")?,
    };
    desk.open_vault(request, &Shown::new())?;
    Ok(desk)
}

fn dir(arguments: &Arguments, desk: &Desk) -> PathBuf {
    arguments
        .vault
        .clone()
        .or_else(|| std::env::var_os("ANTOU_VAULT").map(PathBuf::from))
        .unwrap_or_else(|| desk.usual_vault())
}

/// Names of the variables the two passwords are taken from.
const PASSWORD: &str = "ANTOU_PASSWORD";
const PROTECTION_PASSWORD: &str = "ANTOU_PROTECTION_PASSWORD";

fn password(variable: &str, prompt: &str) -> Result<String, Failure> {
    if let Ok(password) = std::env::var(variable) {
        return Ok(password);
    }
    rpassword::prompt_password(prompt).map_err(|_| {
        Failure::new(
            "password.missing",
            "没有口令",
            format!("请设置环境变量 {variable}，或在终端中运行后输入"),
        )
    })
}

/// Why something protected is to be seen, confirmed with 查阅口令, or the password where there is none.
pub fn why(desk: &Desk, reason: &str) -> Result<Why, Failure> {
    let vault = desk.status(Nothing {}, &Shown::new())?.vault;
    let password = match vault.is_some_and(|vault| vault.has_protection_password) {
        true => password(PROTECTION_PASSWORD, "查阅口令：")?,
        false => password(PASSWORD, "再次输入口令：")?,
    };
    Ok(Why {
        reason: reason.to_owned(),
        password,
    })
}

pub fn init(arguments: &Arguments, unit: &str) -> Result<Outcome, Failure> {
    let desk = desk(arguments)?;
    let dir = dir(arguments, &desk).display().to_string();
    let request = CreateVault {
        dir: dir.clone(),
        unit: unit.to_owned(),
        operator: arguments.operator.clone().unwrap_or_else(|| "经办人".to_owned()),
        password: password(PASSWORD, "新口令：")?,
    };
    let made = desk.create_vault(request, &Shown::new())?;
    if arguments.json {
        print::json(&json!({ "vault": dir, "recovery_code": made.recovery_code }));
    } else {
        print::line(&format!("已建立档案库：{dir}"));
        print::line(&format!("恢复码：{}", made.recovery_code));
        print::line("恢复码只显示这一次，忘记口令时只有它能打开档案库，请抄写或打印后妥善保管。");
    }
    Ok(Outcome::Done)
}

pub fn demo(arguments: &Arguments, dir: &Path) -> Result<Outcome, Failure> {
    let desk = desk(arguments)?;
    let shown = Shown::new();
    desk.open_demo(
        OpenDemo {
            dir: Some(dir.display().to_string()),
        },
        &shown,
    )?;
    let people = desk
        .status(Nothing {}, &shown)?
        .vault
        .map_or(0, |vault| vault.people);
    if arguments.json {
        print::json(&json!({ "vault": dir, "people": people, "password": antou_desk::DEMO_PASSWORD }));
    } else {
        print::line(&format!(
            "演示档案库：{}，虚构人员 {people} 名，口令 {}",
            dir.display(),
            antou_desk::DEMO_PASSWORD
        ));
    }
    Ok(Outcome::Done)
}

pub fn verify(arguments: &Arguments) -> Result<Outcome, Failure> {
    let verified = opened(arguments)?.verify(Nothing {}, &Shown::new())?;
    if arguments.json {
        print::json(&json!(verified));
    } else {
        print::line(&format!(
            "已校验 {} 人、{} 行、{} 次操作",
            verified.people, verified.rows, verified.operations
        ));
        let said = if verified.ok {
            "没有发现问题".to_owned()
        } else {
            verified.problems.join("\n")
        };
        print::line(&said);
    }
    Ok(if verified.ok {
        Outcome::Done
    } else {
        Outcome::WithHeld
    })
}

pub fn backup(arguments: &Arguments) -> Result<Outcome, Failure> {
    let made = opened(arguments)?.backup(Nothing {}, &Shown::new())?;
    if arguments.json {
        print::json(&json!(made));
    } else {
        print::line(&format!("已备份并核对：{}", made.file));
    }
    Ok(Outcome::Done)
}

pub fn restore(arguments: &Arguments, file: &str) -> Result<Outcome, Failure> {
    opened(arguments)?.restore(
        RestoreBackup {
            file: file.to_owned(),
        },
        &Shown::new(),
    )?;
    if arguments.json {
        print::json(&json!({ "restored": file }));
    } else {
        print::line(&format!("已从备份恢复：{file}"));
    }
    Ok(Outcome::Done)
}

pub fn undo(arguments: &Arguments, op: Option<i64>, keep_edited: bool) -> Result<Outcome, Failure> {
    let desk = opened(arguments)?;
    let undone = desk
        .undo(UndoRequest { op, keep_edited }, &Shown::new())
        .map_err(|mut failure| {
            if failure.code == "undo.changed_since" {
                "加上 --keep-edited 可以保留改过的、撤销其余".clone_into(&mut failure.hint);
            }
            failure
        })?;
    let kept = undone.refused.len();
    if arguments.json {
        print::json(&json!(undone));
    } else if undone.op.is_none() {
        print::line("没有可以撤销的操作");
    } else {
        print::line(&format!("已撤销“{}”，恢复 {} 行", undone.label, undone.rows));
        for refused in &undone.refused {
            print::line(&format!("  {}：{}", refused.name, refused.reason));
        }
    }
    Ok(if kept == 0 {
        Outcome::Done
    } else {
        Outcome::WithHeld
    })
}
