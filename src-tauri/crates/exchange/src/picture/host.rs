//! The desk's side: starts the worker, gathers its answers, and starts it again behind a picture that ended it.

use std::io::{BufReader, Read, Write};
use std::ops::ControlFlow;
use std::path::Path;
use std::process::{Child, Command, Stdio};
use std::sync::mpsc::{Receiver, RecvTimeoutError, SyncSender, sync_channel};
use std::time::Duration;

use super::error::PictureError;
use super::serve::{Request, Said, Source, Wanted};
use crate::error::ReadError;
use crate::limits::Limits;
use crate::worker::PICTURES;
use crate::worker::frame::read_frame;

/// How often the clerk's wish to stop is looked at while nothing arrives.
const TICK: Duration = Duration::from_millis(100);
/// Processor time of a worker: thousands of large photos are no attack.
const CPU_SECONDS: u64 = 3_600;
/// Pictures that may end the worker before the rest is given up.
const MOST_CRASHES: usize = 20;

/// A picture as it was seen.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Seen {
    /// Its name, with folders inside the folder or zip.
    pub name: String,
    /// What became of it.
    pub made: Result<Vec<u8>, PictureError>,
}

/// Reads the pictures behind a path (file, folder, zip) in a process of its own. `take` gets each and may stop; it is also
/// called with nothing at least ten times a second.
pub fn read_pictures(
    worker: &Path,
    path: &Path,
    wanted: Wanted,
    take: &mut dyn FnMut(Option<Seen>) -> ControlFlow<()>,
) -> Result<(), ReadError> {
    std::fs::metadata(path)
        .map_err(|error| ReadError::Unreadable(antou_record::refusal(error.kind()).to_owned()))?;
    let mut request = Request {
        source: Source::Path(path.to_owned()),
        wanted,
        skip: 0,
    };
    let mut crashes = 0;
    loop {
        let mut child = start(worker, &request, &[])?;
        let heard = hear(&mut child, &mut request.skip, take);
        let _ = child.kill();
        let _ = child.wait();
        match heard {
            Ok(()) => return Ok(()),
            Err(ReadError::Crashed) if crashes < MOST_CRASHES => crashes += 1,
            Err(other) => return Err(other),
        }
    }
}

/// A page of something kept, drawn to be looked at.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Leaf {
    /// How many pages there are.
    pub pages: usize,
    /// The picture, as JPEG.
    pub picture: Result<Vec<u8>, PictureError>,
}

/// Draws page `page` (from 0) of a kept picture or PDF, at most `edge` points along an edge, in a process of its own. The
/// bytes go there through a pipe: nothing of them reaches a disk.
pub fn read_page(
    worker: &Path,
    bytes: &[u8],
    page: usize,
    edge: u32,
    is_cancelled: &mut dyn FnMut() -> bool,
) -> Result<Leaf, ReadError> {
    let request = Request {
        source: Source::Input,
        wanted: Wanted::Upright(edge),
        skip: page,
    };
    let mut child = start(worker, &request, bytes)?;
    let mut leaf = None;
    let heard = hear(&mut child, &mut 0, &mut |seen| {
        leaf = seen.map(|seen| Leaf {
            pages: pages_named(&seen.name),
            picture: seen.made,
        });
        if leaf.is_some() || is_cancelled() {
            ControlFlow::Break(())
        } else {
            ControlFlow::Continue(())
        }
    });
    let _ = child.kill();
    let _ = child.wait();
    match (leaf, heard) {
        (Some(leaf), _) => Ok(leaf),
        (None, Err(error)) => Err(error),
        (None, Ok(())) => Err(ReadError::Damaged("没有这一页".into())),
    }
}

/// How many pages there are, from the name of a page: `3/12`.
fn pages_named(name: &str) -> usize {
    let total = name.rsplit('/').next().and_then(|total| total.parse().ok());
    total.unwrap_or(1)
}

fn start(worker: &Path, request: &Request, input: &[u8]) -> Result<Child, ReadError> {
    let no_worker = |error: String| ReadError::NoWorker(error);
    let limits = Limits {
        cpu_seconds: CPU_SECONDS,
        ..Limits::default()
    };
    let limits = serde_json::to_string(&limits).map_err(|error| no_worker(error.to_string()))?;
    let request = serde_json::to_string(request).map_err(|error| no_worker(error.to_string()))?;
    let stdin = if input.is_empty() {
        Stdio::null()
    } else {
        Stdio::piped()
    };
    let mut child = Command::new(worker)
        .arg(PICTURES)
        .arg(limits)
        .arg(request)
        .stdin(stdin)
        .stdout(Stdio::piped())
        .stderr(Stdio::null())
        .spawn()
        .map_err(|error| no_worker(error.to_string()))?;
    if let Some(mut stdin) = child.stdin.take() {
        // it reads everything before it says anything; when it ends early, that is heard
        let _ = stdin.write_all(input);
    }
    Ok(child)
}

/// Passes on what the worker says. When it ends within a picture, that one is told as crashed and counted as answered.
fn hear(
    child: &mut Child,
    answered: &mut usize,
    take: &mut dyn FnMut(Option<Seen>) -> ControlFlow<()>,
) -> Result<(), ReadError> {
    let output = child
        .stdout
        .take()
        .ok_or_else(|| ReadError::NoWorker("没有输出".into()))?;
    let (sender, receiver) = sync_channel(4);
    let listener = std::thread::spawn(move || listen(output, &sender));
    let mut open: Option<String> = None;
    let heard = gather(&receiver, answered, &mut open, take);
    drop(receiver);
    let _ = child.kill();
    let _ = listener.join();
    if let (Err(ReadError::Crashed | ReadError::TimedOut), Some(name)) = (&heard, open) {
        *answered += 1;
        let made = Err(PictureError::Crashed);
        return match take(Some(Seen { name, made })) {
            ControlFlow::Continue(()) => Err(ReadError::Crashed),
            ControlFlow::Break(()) => Err(ReadError::Cancelled),
        };
    }
    match heard {
        // without a picture to blame it would only happen again
        Err(ReadError::Crashed) => Err(ReadError::Damaged("读取图片时出错".into())),
        other => other,
    }
}

fn gather(
    receiver: &Receiver<Said>,
    answered: &mut usize,
    open: &mut Option<String>,
    take: &mut dyn FnMut(Option<Seen>) -> ControlFlow<()>,
) -> Result<(), ReadError> {
    let most_ticks = u128::from(Limits::default().silent_seconds) * 1_000 / TICK.as_millis();
    let mut silent = 0;
    loop {
        let mut seen = None;
        match receiver.recv_timeout(TICK) {
            Ok(Said::Begin { name }) => *open = Some(name),
            Ok(Said::End { made }) => {
                let name = open.take().ok_or(ReadError::Crashed)?;
                *answered += 1;
                seen = Some(Seen { name, made });
            }
            Ok(Said::Done) => return Ok(()),
            Ok(Said::Failed(error)) => return Err(ReadError::Damaged(error.to_string())),
            Err(RecvTimeoutError::Disconnected) => return Err(ReadError::Crashed),
            Err(RecvTimeoutError::Timeout) => silent += 1,
        }
        if seen.is_some() {
            silent = 0;
        }
        if take(seen).is_break() {
            return Err(ReadError::Cancelled);
        }
        if silent > most_ticks {
            return Err(ReadError::TimedOut);
        }
    }
}

fn listen(output: impl Read, sender: &SyncSender<Said>) {
    let mut output = BufReader::with_capacity(256 << 10, output);
    while let Ok(Some(said)) = read_frame::<Said>(&mut output) {
        if sender.send(said).is_err() {
            return;
        }
    }
}
