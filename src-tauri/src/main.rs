//! The window of 案头: a thin shell. It shows the page, asks the system for files, hands finished files to the
//! system, and passes every other request to the desk unread.
#![cfg_attr(not(debug_assertions), windows_subsystem = "windows")]

mod doorway;
mod environment;
mod files;
mod given;
mod refusal;
mod window;

use std::process::ExitCode;

fn main() -> ExitCode {
    // Foreign workbooks are read by this same binary in a process of its own; see antou_desk.
    if antou_desk::run_worker_if_asked() {
        return ExitCode::SUCCESS;
    }
    environment::settle();
    match window::run() {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            environment::complain(&format!("案头打不开窗口：{error}"));
            ExitCode::FAILURE
        }
    }
}
