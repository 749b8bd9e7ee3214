//! The worker's side: one answer for each picture, in order.

use std::io::{Read, Write};
use std::path::PathBuf;

use serde::{Deserialize, Serialize};

use super::cut::Cut;
use super::entries::each_entry;
use super::error::PictureError;
use super::keep::{MOST_BYTES, portrait, scan, upright};
use super::pages::each_page;
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

/// Where the pictures are.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub enum Source {
    /// In a file, folder or zip.
    Path(PathBuf),
    /// On the standard input: what is kept is never written to a disk to be looked at. Its pages are the pictures.
    Input,
}

/// What the desk asks of the worker.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct Request {
    /// Where they are.
    pub source: Source,
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

/// Points along the longer edge of a page nobody asked a size for.
const PAGE_EDGE: u32 = 1_600;

/// Answers a request on standard output.
pub(crate) fn serve(request: &str, out: &mut impl Write) {
    let mut say = |said: &Said| {
        let sent = write_frame(out, said).and_then(|()| out.flush());
        sent.map_err(|_| PictureError::Crashed)
    };
    let last = match serde_json::from_str::<Request>(request) {
        Ok(request) => {
            let done = match &request.source {
                Source::Path(path) => each_entry(path, request.skip, &mut |entry| {
                    say(&Said::Begin { name: entry.name })?;
                    let made = entry.bytes.and_then(|bytes| make(&bytes, request.wanted));
                    say(&Said::End { made })
                }),
                Source::Input => input().and_then(|bytes| {
                    each_page(bytes, request.skip, request.wanted.edge(), &mut |name, draw| {
                        say(&Said::Begin { name })?;
                        say(&Said::End { made: draw() })
                    })
                }),
            };
            done.map_or_else(Said::Failed, |()| Said::Done)
        }
        Err(_) => Said::Failed(PictureError::Crashed),
    };
    // nobody listens any more: there is nobody to tell
    let _ = say(&last);
}

fn input() -> Result<Vec<u8>, PictureError> {
    let mut bytes = Vec::new();
    let read = std::io::stdin()
        .lock()
        .take(MOST_BYTES + 1)
        .read_to_end(&mut bytes);
    read.map(|_| bytes)
        .map_err(|error| PictureError::Unreadable(antou_record::refusal(error.kind()).to_owned()))
}

impl Wanted {
    /// Points along the longer edge of what is looked at.
    fn edge(self) -> u32 {
        match self {
            Self::Upright(edge) => edge,
            Self::Portrait(_) | Self::Scan => PAGE_EDGE,
        }
    }
}

fn make(bytes: &[u8], wanted: Wanted) -> Result<Vec<u8>, PictureError> {
    match wanted {
        Wanted::Portrait(cut) => portrait(bytes, cut),
        Wanted::Upright(edge) => upright(bytes, edge),
        Wanted::Scan => scan(bytes),
    }
}
