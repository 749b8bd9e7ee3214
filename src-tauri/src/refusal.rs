//! Why the window did not do what the page asked, in the same shape as the desk's own failures.

use antou_desk::Failure;
use serde::{Serialize, Serializer};

/// A request the window itself refused, or the desk's failure passed on.
#[derive(Debug, thiserror::Error)]
pub enum Refusal {
    /// The desk said no; passed on as it is.
    #[error("{0}")]
    Desk(Failure),
    /// The desk broke (a panic): nothing was committed, and the window lives on.
    #[error("程序内部出错，刚才的操作没有做成")]
    Broken,
    /// The page may only hand over finished files of the kinds we make.
    #[error("不能打开这个文件：{0}")]
    NotOurs(String),
    /// Nothing there.
    #[error("找不到文件：{0}")]
    Missing(String),
    /// The system has no program for it.
    #[error("系统没有能打开它的程序：{0}")]
    NoProgram(String),
    /// A path that is not text cannot be shown or sent to the page.
    #[error("文件路径含有无法识别的字符：{0}")]
    Path(String),
}

impl Refusal {
    fn code(&self) -> &'static str {
        match self {
            Self::Desk(_) | Self::Broken => "window.broken",
            Self::NotOurs(_) => "window.not-ours",
            Self::Missing(_) => "window.missing",
            Self::NoProgram(_) => "window.no-program",
            Self::Path(_) => "window.path",
        }
    }

    fn hint(&self) -> &'static str {
        match self {
            Self::Desk(_) => "",
            Self::Broken => "数据没有改动。请重做一次；仍不行，请关闭案头再打开。",
            Self::NotOurs(_) => "只能打开案头导出的文件，如 PDF、表格。",
            Self::Missing(_) => "文件可能已被移动或删除，请重新导出。",
            Self::NoProgram(_) => "请在文件夹里找到它，用其他程序打开。",
            Self::Path(_) => "请把文件改名或移到别的文件夹后再试。",
        }
    }
}

impl Serialize for Refusal {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        match self {
            Self::Desk(failure) => failure.serialize(serializer),
            own => Failure::new(own.code(), own.to_string(), own.hint()).serialize(serializer),
        }
    }
}
