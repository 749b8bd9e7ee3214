//! Foreign files are read in a process of their own: hostile workbooks can make a reader abort, and an abort cannot be caught.
//!
//! The process is the same program, started with a hidden first argument. It never sees the vault: it gets names of files on
//! its standard input and gives back rows and forms.

mod caps;
pub(crate) mod frame;
mod host;

use std::ffi::OsString;
use std::io::{BufWriter, Read, Write};
use std::path::PathBuf;

use crate::error::ReadError;
use crate::limits::Limits;
use crate::read;
use frame::{Frame, write_frame};

pub use host::{Document, Progress, read_bytes, read_files, read_here, read_workbook};

/// The first argument that makes a program a reading process.
pub const ASKED: &str = "__read";

/// The first argument that makes a program a process that reads one document from its standard input: it never lay on a disk.
pub(crate) const BYTES: &str = "__read_bytes";

/// The first argument that makes a program a process that looks at pictures.
pub(crate) const PICTURES: &str = "__pictures";

/// Does the work of the reading process when the arguments (with the program's name in front) ask for it, and answers
/// whether they did. A program that imports calls this first in `main` and returns when the answer is yes.
pub fn run_if_asked(args: impl IntoIterator<Item = OsString>) -> bool {
    let mut args = args.into_iter().skip(1);
    let Some(first) = args
        .next()
        .filter(|first| first == ASKED || first == BYTES || first == PICTURES)
    else {
        return false;
    };
    if let Some(limits) = args.next() {
        let limits: Limits = serde_json::from_str(&limits.to_string_lossy()).unwrap_or_default();
        caps::tighten(&limits);
        if first == PICTURES {
            let what = args.next().unwrap_or_default();
            crate::picture::serve(&what.to_string_lossy(), &mut std::io::stdout().lock());
        } else {
            let mut input = Vec::new();
            if std::io::stdin().lock().read_to_end(&mut input).is_err() {
                return true;
            }
            if first == BYTES {
                let name = args.next().unwrap_or_default();
                serve_bytes(&limits, &name.to_string_lossy(), &input);
            } else {
                serve(&limits, &paths(&input));
            }
        }
    }
    true
}

/// What parts two names of files on the way to the reading process; no name contains it.
pub(crate) const BETWEEN: u8 = 0;

/// The names of files as they arrive.
#[cfg(unix)]
fn paths(names: &[u8]) -> Vec<PathBuf> {
    use std::os::unix::ffi::OsStrExt;
    let names = names
        .split(|byte| *byte == BETWEEN)
        .filter(|name| !name.is_empty());
    names
        .map(|name| std::ffi::OsStr::from_bytes(name).into())
        .collect()
}

/// The names of files as they arrive.
#[cfg(not(unix))]
fn paths(names: &[u8]) -> Vec<PathBuf> {
    let names = names
        .split(|byte| *byte == BETWEEN)
        .filter(|name| !name.is_empty());
    names
        .map(|name| String::from_utf8_lossy(name).into_owned().into())
        .collect()
}

/// Reads one document and writes frames to standard output.
fn serve_bytes(limits: &Limits, name: &str, bytes: &[u8]) {
    let mut out = BufWriter::with_capacity(256 << 10, std::io::stdout().lock());
    let mut send = |frame: Frame| write_frame(&mut out, &frame).map_err(|_| ReadError::Cancelled);
    let read = read::read_bytes(name, bytes, limits, &mut send);
    if read.and_then(|()| send(Frame::End)).is_ok() {
        let _ = out.flush();
    }
}

/// Reads files and writes frames to standard output. A broken pipe means nobody wants to know any more.
fn serve(limits: &Limits, files: &[PathBuf]) {
    let mut out = BufWriter::with_capacity(256 << 10, std::io::stdout().lock());
    let mut send = |frame: Frame| write_frame(&mut out, &frame).map_err(|_| ReadError::Cancelled);
    for file in files {
        if read::read(file, limits, &mut send).is_err() {
            return;
        }
    }
    let _ = out.flush();
}
