//! The worker's side: one answer for each picture, in order.

use std::io::Write;
use std::path::PathBuf;

use serde::{Deserialize, Serialize};

use super::cut::Cut;
use super::entries::each_entry;
use super::error::PictureError;
use super::keep::{portrait, scan, upright};
use crate::worker::frame::write_frame;

/// What is to become of the pictures.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
pub enum Wanted {
    /// Photos to keep.
    Portrait(Option<Cut>),
    /// Pictures to look at, at most so many points along an edge.
    Upright(u32),
    /// Scans to keep.
    Scan,
}

/// What the desk asks of the worker.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct Request {
    /// A file, folder or zip.
    pub path: PathBuf,
    /// What is to become of them.
    pub wanted: Wanted,
    /// How many were answered before.
    pub skip: usize,
}

/// What the worker says of one picture.
#[derive(Debug, Serialize, Deserialize)]
pub(crate) enum Said {
    /// It begins with this one.
    Begin { name: String },
    /// This became of it; a file that was read has a digest.
    End { made: Result<Vec<u8>, PictureError> },
    /// All have been answered.
    Done,
    /// The folder or zip cannot be read any further.
    Failed(PictureError),
}

/// Answers a request on standard output.
pub(crate) fn serve(request: &str, out: &mut impl Write) {
    let mut say = |said: &Said| {
        let sent = write_frame(out, said).and_then(|()| out.flush());
        sent.map_err(|_| PictureError::Crashed)
    };
    let last = match serde_json::from_str::<Request>(request) {
        Ok(request) => {
            let done = each_entry(&request.path, request.skip, &mut |entry| {
                say(&Said::Begin { name: entry.name })?;
                let made = entry.bytes.and_then(|bytes| make(&bytes, request.wanted));
                say(&Said::End { made })
            });
            done.map_or_else(Said::Failed, |()| Said::Done)
        }
        Err(_) => Said::Failed(PictureError::Crashed),
    };
    // nobody listens any more: there is nobody to tell
    let _ = say(&last);
}

fn make(bytes: &[u8], wanted: Wanted) -> Result<Vec<u8>, PictureError> {
    match wanted {
        Wanted::Portrait(cut) => portrait(bytes, cut),
        Wanted::Upright(edge) => upright(bytes, edge),
        Wanted::Scan => scan(bytes),
    }
}
