//! Foreign files are read in a process of their own: hostile workbooks can make a reader abort, and an abort cannot be caught.
//!
//! The process is the same program, started with a hidden first argument. It never sees the vault: it gets the name of one
//! file and gives back rows.

mod caps;
pub(crate) mod frame;
mod host;

use std::ffi::OsString;
use std::io::{BufWriter, Write};
use std::path::PathBuf;

use crate::error::ReadError;
use crate::limits::Limits;
use crate::read;
use frame::{Frame, write_frame};

pub use host::{Progress, read_workbook};

/// The first argument that makes a program a reading process.
pub const ASKED: &str = "__read";

/// The first argument that makes a program a process that looks at pictures.
pub(crate) const PICTURES: &str = "__pictures";

/// Does the work of the reading process when the arguments (with the program's name in front) ask for it, and answers
/// whether they did. A program that imports calls this first in `main` and returns when the answer is yes.
pub fn run_if_asked(args: impl IntoIterator<Item = OsString>) -> bool {
    let mut args = args.into_iter().skip(1);
    let Some(first) = args.next().filter(|first| first == ASKED || first == PICTURES) else {
        return false;
    };
    if let (Some(limits), Some(what)) = (args.next(), args.next()) {
        let limits: Limits = serde_json::from_str(&limits.to_string_lossy()).unwrap_or_default();
        caps::tighten(&limits);
        if first == PICTURES {
            crate::picture::serve(&what.to_string_lossy(), &mut std::io::stdout().lock());
        } else {
            serve(&limits, what.into());
        }
    }
    true
}

/// Reads one file and writes frames to standard output. A broken pipe means nobody wants to know any more.
fn serve(limits: &Limits, file: PathBuf) {
    let mut out = BufWriter::with_capacity(256 << 10, std::io::stdout().lock());
    let mut send = |frame: Frame| write_frame(&mut out, &frame).map_err(|_| ReadError::Cancelled);
    if let Err(failure) = read::read(&file, limits, &mut send) {
        let _ = send(Frame::Failed(failure));
    }
    let _ = out.flush();
}
