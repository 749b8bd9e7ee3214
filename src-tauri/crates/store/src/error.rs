//! Everything that can go wrong in keeping, worded for the clerk: what happened, where, what to do.

use std::path::{Path, PathBuf};

use rusqlite::ErrorCode;

use antou_record::moment;

/// What went wrong. A case of its own exists where a caller acts on it.
#[derive(Debug, thiserror::Error)]
pub enum StoreError {
    /// The folder holds no vault.
    #[error("{0} 不是案头的数据文件夹（缺少 vault.db 或 keys.json），请重新选择")]
    NotAVault(PathBuf),
    /// The folder holds something already.
    #[error("{0} 里已经有内容，新建数据请选一个空文件夹")]
    FolderTaken(PathBuf),
    /// Another process holds the vault.
    #[error("这份数据正由“{who}”打开着（自 {}，进程 {pid}），请先在那边关闭", moment::shown(*.since))]
    Held {
        /// Operator who opened it.
        who: String,
        /// Unix time of opening.
        since: i64,
        /// Process id on that machine.
        pid: u32,
    },
    /// The password does not open the vault.
    #[error("口令不对，请再试一次{}", left_words(*.left))]
    WrongPassword {
        /// Attempts left before a waiting time begins.
        left: u32,
    },
    /// Too many wrong passwords.
    #[error("口令错误次数过多，请在 {} 以后再试，或使用恢复码", moment::shown(*.until))]
    TooManyAttempts {
        /// Unix time from which another attempt is allowed.
        until: i64,
    },
    /// A password too weak to protect anything.
    #[error("口令太短，至少要 {least} 个字符")]
    WeakPassword {
        /// Least number of characters.
        least: usize,
    },
    /// A password for what is protected that opens the vault as well.
    #[error("查阅口令不能与打开数据的口令相同，请另取一个")]
    SamePassword,
    /// No such operator.
    #[error("没有名叫“{0}”的操作员")]
    UnknownOperator(String),
    /// Several operators and none named.
    #[error("这份数据有几位操作员，请先选择是谁：{}", .0.join("、"))]
    OperatorNeeded(Vec<String>),
    /// The recovery code was mistyped.
    #[error("恢复码抄写有误，请对照纸上的恢复码逐组核对")]
    RecoveryCodeMistyped,
    /// A well-formed recovery code of another vault.
    #[error("这不是这份数据的恢复码")]
    WrongRecoveryCode,
    /// Written by a newer program.
    #[error("这份数据由更新的案头版本写成（{detail}），请先升级软件，数据没有改动")]
    Newer {
        /// What is unknown here.
        detail: String,
    },
    /// A file that is not what was written.
    #[error("{} 已损坏或被改动（{detail}）。文件没有改动，请从备份恢复", .path.display())]
    Damaged {
        /// The file.
        path: PathBuf,
        /// What was noticed.
        detail: String,
    },
    /// No space left.
    #[error("磁盘空间不足，这一步没有保存，原有数据完好。请腾出空间后重试")]
    DiskFull,
    /// The file system refuses.
    #[error("无法读写 {}：{}", .path.display(), antou_record::refusal(.source.kind()))]
    File {
        /// The file or folder.
        path: PathBuf,
        /// What the system said.
        source: std::io::Error,
    },
    /// The system gives no random bytes.
    #[error("系统没有给出随机数，无法生成密钥，请重启电脑后再试")]
    NoRandomness,
    /// Anything else the database says.
    #[error("数据库出错：{0}")]
    Database(#[source] rusqlite::Error),
    /// Linked with an engine that has a known fault.
    #[error("数据库引擎版本 {0} 过旧，有可能损坏数据，软件安装不完整，请重新安装")]
    OldEngine(String),
    /// Something not in the dictionary.
    #[error("没有“{0}”这一栏")]
    UnknownColumn(String),
    /// A row that is not there.
    #[error("找不到{what} {id}，可能已被删除")]
    NotFound {
        /// Chinese name of the set.
        what: String,
        /// Row id.
        id: i64,
    },
    /// A value that does not fit its item.
    #[error("{item}的值“{value}”不合要求")]
    WrongValue {
        /// Label of the item.
        item: String,
        /// The value as shown.
        value: String,
    },
    /// A row of a set that belongs to somebody, without saying to whom.
    #[error("{set}必须属于某个人员或机构")]
    OwnerMissing {
        /// Label of the set.
        set: String,
    },
    /// A row others refer to.
    #[error("{name}还被{count}处登记引用（{place}），不能删除")]
    StillUsed {
        /// What was to be deleted.
        name: String,
        /// Where it is referred to.
        place: String,
        /// How many rows.
        count: i64,
    },
    /// A reference to something that is not there.
    #[error("有登记指向不存在的人员或机构，这一步没有保存")]
    DanglingReference,
    /// No such operation.
    #[error("没有第 {0} 号操作")]
    UnknownOperation(i64),
    /// An operation without changes to take back.
    #[error("第 {0} 号操作没有改动登记，不用撤销")]
    NothingToUndo(i64),
    /// Rows changed since.
    #[error("不能撤销：{}之后又改过", .0.iter().map(|kept| kept.name.as_str()).collect::<Vec<_>>().join("、"))]
    ChangedSince(Vec<crate::undo::Kept>),
    /// No such backup.
    #[error("没有名为“{0}”的备份")]
    UnknownBackup(String),
    /// A backup that does not pass its own check.
    #[error("备份没有通过核对（{0}），没有采用；原有数据完好")]
    BadBackup(String),
    /// A statement of the operation failed, and the caller went on regardless.
    #[error("这一步中途出错，没有保存，请重试")]
    BrokenOperation,
    /// A draft longer than anybody types.
    #[error("这份没保存的内容太长，没有留底，请先保存一部分")]
    DraftTooLong,
    /// Stopped on request.
    #[error("已取消，没有任何改动")]
    Cancelled,
}

fn left_words(left: u32) -> String {
    match left {
        0 => String::new(),
        left => format!("（再错 {left} 次将暂停登录）"),
    }
}

impl StoreError {
    /// A failure of the file system at `path`.
    pub(crate) fn file(path: &Path) -> impl FnOnce(std::io::Error) -> Self {
        let path = path.to_owned();
        move |source| match source.kind() {
            std::io::ErrorKind::StorageFull
            | std::io::ErrorKind::QuotaExceeded
            | std::io::ErrorKind::FileTooLarge => Self::DiskFull,
            _ => Self::File { path, source },
        }
    }
}

impl From<rusqlite::Error> for StoreError {
    fn from(error: rusqlite::Error) -> Self {
        let code = error.sqlite_error_code();
        let extended = error.sqlite_error().map(|error| error.extended_code);
        match (code, extended) {
            (Some(ErrorCode::DiskFull), _) => Self::DiskFull,
            // a write cut short by a limit or a quota is reported as an I/O error of writing
            (_, Some(rusqlite::ffi::SQLITE_IOERR_WRITE)) => Self::DiskFull,
            (Some(ErrorCode::ConstraintViolation), Some(rusqlite::ffi::SQLITE_CONSTRAINT_FOREIGNKEY)) => {
                Self::DanglingReference
            }
            (Some(ErrorCode::DatabaseCorrupt | ErrorCode::NotADatabase), _) => Self::Damaged {
                path: PathBuf::from("vault.db"),
                detail: error.to_string(),
            },
            (Some(ErrorCode::OperationInterrupted), _) => Self::Cancelled,
            _ => Self::Database(error),
        }
    }
}
