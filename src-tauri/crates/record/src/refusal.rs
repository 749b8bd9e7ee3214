//! What the operating system refuses, in the clerk's language: its own words are English and depend on the system.

use std::io::ErrorKind;

/// Why a file could not be read or written.
pub fn refusal(kind: ErrorKind) -> &'static str {
    match kind {
        ErrorKind::NotFound => "找不到这个文件或文件夹",
        ErrorKind::PermissionDenied => "没有读写的权限，或正被其他程序占用",
        ErrorKind::AlreadyExists => "已经有同名的文件",
        ErrorKind::StorageFull | ErrorKind::QuotaExceeded | ErrorKind::FileTooLarge => "磁盘空间不足",
        ErrorKind::ReadOnlyFilesystem => "磁盘是只读的",
        ErrorKind::IsADirectory => "这是一个文件夹",
        ErrorKind::NotADirectory => "路径中有一段不是文件夹",
        ErrorKind::InvalidFilename => "文件名不能用",
        ErrorKind::ResourceBusy | ErrorKind::ExecutableFileBusy => "正被其他程序占用",
        _ => "磁盘或 U 盘没有响应",
    }
}
