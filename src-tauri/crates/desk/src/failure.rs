//! The one coded error at the edge: what happened, where, and what to do, in the clerk's language.

use serde::Serialize;

/// Why a command was not carried out.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, thiserror::Error)]
#[error("{message}{}{hint}", if .hint.is_empty() { "" } else { "。" })]
pub struct Failure {
    /// Stable code, for programs.
    pub code: String,
    /// A sentence: what happened and where.
    pub message: String,
    /// What to do about it; may be empty.
    pub hint: String,
    /// Seconds to wait before trying again, when that is what it takes.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub wait_seconds: Option<u64>,
}

impl Failure {
    /// A failure with a hint.
    pub fn new(code: &str, message: impl Into<String>, hint: impl Into<String>) -> Self {
        Self {
            code: code.to_owned(),
            message: message.into(),
            hint: hint.into(),
            wait_seconds: None,
        }
    }

    /// A request that is not of the command's form: a fault of the program, not of the clerk.
    pub fn request(error: serde_json::Error) -> Self {
        Self::new(
            "request.invalid",
            format!("程序内部请求有误：{error}"),
            "请把这句话告诉维护人员",
        )
    }

    /// A command that is not in the list.
    pub fn unknown_command(name: &str) -> Self {
        Self::new(
            "request.unknown",
            format!("没有名为 {name} 的命令"),
            "请把这句话告诉维护人员",
        )
    }

    /// No vault is open.
    pub fn no_vault() -> Self {
        Self::new("vault.closed", "还没有打开档案库", "请先打开或新建档案库")
    }

    /// Something that was asked for does not exist (any more).
    pub fn not_found(what: impl Into<String>) -> Self {
        Self::new("not_found", what, "请刷新后再试")
    }

    /// The clerk stopped it.
    pub fn cancelled() -> Self {
        Self::new("cancelled", "已取消，没有写入任何内容", "")
    }

    /// A file could not be written or read.
    pub fn file(path: &std::path::Path, error: &std::io::Error) -> Self {
        Self::new(
            "file",
            format!(
                "无法读写 {}：{}",
                path.display(),
                antou_record::refusal(error.kind())
            ),
            "请检查路径后再试",
        )
    }
}

impl From<antou_store::StoreError> for Failure {
    fn from(error: antou_store::StoreError) -> Self {
        use antou_store::StoreError as Store;
        let code = match &error {
            Store::NotAVault(_) => "vault.none",
            Store::FolderTaken(_) => "vault.folder_taken",
            Store::Held { .. } => "vault.held",
            Store::WrongPassword { .. } => "vault.wrong_password",
            Store::TooManyAttempts { .. } => "vault.locked_out",
            Store::WeakPassword { .. } => "vault.weak_password",
            Store::SamePassword => "vault.same_password",
            Store::UnknownOperator(_) | Store::OperatorNeeded(_) => "vault.operator",
            Store::RecoveryCodeMistyped | Store::WrongRecoveryCode => "vault.recovery_code",
            Store::Newer { .. } => "vault.newer",
            Store::Damaged { .. } => "vault.damaged",
            Store::DiskFull => "disk_full",
            Store::Cancelled => "cancelled",
            Store::ChangedSince(_) => "undo.changed_since",
            Store::NothingToUndo(_) | Store::UnknownOperation(_) => "undo.nothing",
            Store::NotFound { .. } => "not_found",
            Store::StillUsed { .. } => "still_used",
            Store::UnknownColumn(_) => "column.unknown",
            _ => "store",
        };
        Self::new(code, error.to_string(), "")
    }
}

impl From<antou_form::FormError> for Failure {
    fn from(error: antou_form::FormError) -> Self {
        Self::new("form", error.to_string(), "")
    }
}
