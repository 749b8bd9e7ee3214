/// Why nothing could be printed.
#[derive(Debug, thiserror::Error)]
pub enum FormError {
    /// There is nobody, or no column, to print.
    #[error("没有可以打印的内容")]
    Nothing,
    /// The caller asked to stop.
    #[error("打印已取消")]
    Cancelled,
    /// The typesetter refused; its words are for the log, not for the clerk.
    #[error("排版失败：{0}")]
    Typeset(String),
    /// The finished pages could not be written as PDF.
    #[error("生成PDF失败：{0}")]
    Pdf(String),
    /// No page has this number.
    #[error("没有第{0}页")]
    NoPage(usize),
}
