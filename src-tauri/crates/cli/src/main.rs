//! `antou`: what a clerk does, from a terminal. Exit status 0 done, 1 finished with held rows or findings, 2 refused.

mod arguments;
mod batches;
mod import;
mod outcome;
mod people;
mod photos;
mod print;
mod vault;

use std::process::ExitCode;

use clap::error::{ContextKind, ErrorKind};

use arguments::{Arguments, Command};
use outcome::Outcome;

fn main() -> ExitCode {
    if antou_desk::run_worker_if_asked() {
        return ExitCode::SUCCESS;
    }
    match Arguments::typed() {
        Ok(arguments) => carry_out(&arguments),
        Err(error) => not_understood(&error),
    }
}

fn carry_out(arguments: &Arguments) -> ExitCode {
    match run(arguments) {
        Ok(Outcome::Done) => ExitCode::SUCCESS,
        Ok(Outcome::WithHeld) => ExitCode::from(1),
        Err(failure) => {
            print::error(&failure.to_string());
            ExitCode::from(2)
        }
    }
}

fn run(arguments: &Arguments) -> Result<Outcome, antou_desk::Failure> {
    match &arguments.command {
        Command::Init { unit } => vault::init(arguments, unit),
        Command::Demo { dir } => vault::demo(arguments, dir),
        Command::Verify => vault::verify(arguments),
        Command::Backup => vault::backup(arguments),
        Command::Restore { file } => vault::restore(arguments, file),
        Command::Due { within } => people::due(arguments, *within),
        Command::Retire { sex, category, birth } => {
            people::retire(arguments, sex.as_deref(), category.as_deref(), birth)
        }
        Command::Import(wanted) => import::import(arguments, wanted),
        Command::Undo { op, keep_edited } => vault::undo(arguments, *op, *keep_edited),
        Command::History {
            person,
            batches,
            batch,
            limit,
        } => match (batch, batches) {
            (Some(op), _) => batches::rows(arguments, *op, *limit),
            (None, true) => batches::list(arguments, *limit),
            (None, false) => people::history(arguments, person.as_deref(), *limit),
        },
        Command::People { list, limit } => people::people(arguments, list, *limit),
        Command::Show { person, reveal } => people::show(arguments, person, reveal.as_deref()),
        Command::Export {
            to,
            title,
            check,
            reveal,
            list,
        } => people::export(arguments, to, title, *check, reveal.as_deref(), list),
        Command::Photos { files, dry_run } => photos::photos(arguments, files, *dry_run),
        Command::Photo { person, file, .. } => photos::photo(arguments, person, file.as_deref()),
        Command::Form(form) => people::form(arguments, form),
    }
}

/// What could not be understood, in Chinese; help and version are no mistakes.
fn not_understood(error: &clap::Error) -> ExitCode {
    if matches!(
        error.kind(),
        ErrorKind::DisplayHelp
            | ErrorKind::DisplayVersion
            | ErrorKind::DisplayHelpOnMissingArgumentOrSubcommand
    ) {
        print::line(&error.to_string());
        return ExitCode::SUCCESS;
    }
    let about = |kind| error.get(kind).map(ToString::to_string).unwrap_or_default();
    let what = about(ContextKind::InvalidArg);
    let message = match error.kind() {
        ErrorKind::InvalidSubcommand => format!("没有“{}”这个命令", about(ContextKind::InvalidSubcommand)),
        ErrorKind::MissingRequiredArgument => format!("缺少参数 {what}"),
        ErrorKind::MissingSubcommand => "请写明要做什么，如 antou people".to_owned(),
        ErrorKind::InvalidValue | ErrorKind::ValueValidation => {
            format!("{what} 的值“{}”不合要求", about(ContextKind::InvalidValue))
        }
        ErrorKind::UnknownArgument => format!("没有“{what}”这个参数"),
        ErrorKind::ArgumentConflict => format!("参数 {what} 重复或互相矛盾"),
        _ => "命令没有看懂".to_owned(),
    };
    print::error(&format!("{message}。用 antou --help 查看用法"));
    ExitCode::from(2)
}
