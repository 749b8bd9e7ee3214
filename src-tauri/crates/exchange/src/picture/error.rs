//! Why a picture could not be taken, as a sentence for the clerk.

use serde::{Deserialize, Serialize};

/// Why a picture could not be taken.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error, Serialize, Deserialize)]
pub enum PictureError {
    /// No picture, or a kind that is not read.
    #[error("不是可以读取的图片（{0}），请另存为 JPG 或 PNG")]
    NotPicture(String),
    /// The end is missing or the content contradicts itself.
    #[error("图片已损坏或不完整，请换一份")]
    Damaged,
    /// More bytes or points than any camera makes.
    #[error("图片过大（{0}），请缩小后再导入")]
    TooLarge(String),
    /// A PDF that asks for a password.
    #[error("PDF 有口令或加密方式不支持，请另存为不加密的 PDF")]
    Locked,
    /// Too few points to print.
    #[error("图片太小（{0}×{1} 点），打印出来看不清，请换一份")]
    TooSmall(u32, u32),
    /// The file could not be opened or unpacked.
    #[error("文件打不开：{0}")]
    Unreadable(String),
    /// The reading process ended at this picture.
    #[error("读取这张图片时出错，内容异常，已跳过")]
    Crashed,
}
