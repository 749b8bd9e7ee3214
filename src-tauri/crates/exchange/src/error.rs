//! Why a file could not be read, as a stable code and a sentence for the clerk.

use serde::{Deserialize, Serialize};

/// Why a file could not be read. Nothing of such a file is taken over.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error, Serialize, Deserialize)]
pub enum ReadError {
    /// Not there, locked by another program, or no permission.
    #[error("文件打不开：{0}。请确认文件存在、未被其他程序占用")]
    Unreadable(String),
    /// No bytes, or no cell with content.
    #[error("文件是空的，没有可以导入的内容")]
    Empty,
    /// Neither a workbook, a text table nor a form.
    #[error(
        "读不了这种文件（{0}）。可以导入 xlsx、xls、et、csv，任免审批表 lrmx、lrm、docx，以及装有这些文件的文件夹和 zip"
    )]
    NotWorkbook(String),
    /// Looks like a 任免审批表 and is none.
    #[error("这不是一份任免审批表（{0}）")]
    NotForm(String),
    /// The end is missing or the content contradicts itself.
    #[error("文件已损坏或不完整（{0}）。请用制作它的软件打开原文件，另存一份后再导入")]
    Damaged(String),
    /// Encrypted.
    #[error("文件有打开密码，无法读取。请用表格软件打开，去掉密码另存后再导入")]
    Password,
    /// Beyond the limits.
    #[error("文件过大或内容异常（{0}），已停止读取。请拆分后再导入")]
    TooLarge(String),
    /// Left alone, for a reason.
    #[error("没有读取：{0}")]
    Skipped(String),
    /// A workbook without any worksheet.
    #[error("文件里没有工作表")]
    NoSheet,
    /// The reading process ended without an answer.
    #[error(
        "读取文件时出错，文件内容异常，已停止读取（程序和数据不受影响）。请用制作它的软件打开原文件，另存一份后再导入"
    )]
    Crashed,
    /// The reading process took too long.
    #[error("读取文件用时过长，已停止。请确认文件正常，或拆分后再导入")]
    TimedOut,
    /// The clerk stopped it.
    #[error("已取消读取")]
    Cancelled,
    /// The reading process could not be started.
    #[error("无法启动读取文件的程序：{0}")]
    NoWorker(String),
}

impl ReadError {
    /// The stable code of the contract.
    pub fn code(&self) -> &'static str {
        match self {
            Self::Unreadable(_) => "file.unreadable",
            Self::Empty => "file.empty",
            Self::NotWorkbook(_) => "file.not_workbook",
            Self::NotForm(_) => "file.not_form",
            Self::Damaged(_) => "file.damaged",
            Self::Password => "file.password",
            Self::TooLarge(_) => "file.too_large",
            Self::Skipped(_) => "file.skipped",
            Self::NoSheet => "file.no_sheet",
            Self::Crashed => "file.crashed",
            Self::TimedOut => "file.timed_out",
            Self::Cancelled => "file.cancelled",
            Self::NoWorker(_) => "file.no_worker",
        }
    }
}

/// Why a file could not be written.
#[derive(Debug, thiserror::Error)]
pub enum WriteError {
    /// The workbook library refused.
    #[error("无法写出文件：{0}")]
    Workbook(#[from] rust_xlsxwriter::XlsxError),
    /// A text longer than an Excel cell can hold.
    #[error("第 {row} 行“{heading}”超过 32767 字，表格存不下")]
    TooLong {
        /// Row in the file, from 1.
        row: u32,
        /// Heading of the column.
        heading: String,
    },
}
