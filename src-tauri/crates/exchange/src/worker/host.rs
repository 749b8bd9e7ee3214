//! The desk's side of the pipe: starts the reading process, gathers its rows, and outlives whatever happens to it.

use std::io::{BufReader, Read, Write};
use std::ops::ControlFlow;
use std::path::{Path, PathBuf};
use std::process::{Child, Command, ExitStatus, Stdio};
use std::sync::mpsc::{Receiver, RecvTimeoutError, SyncSender, sync_channel};
use std::time::Duration;

use super::frame::{Frame, read_frame};
use super::{ASKED, BETWEEN, BYTES};
use crate::error::ReadError;
use crate::form_file::Card;
use crate::limits::Limits;
use crate::sheet::{Format, Sheet, Workbook};

/// How often the clerk's wish to stop is looked at while nothing arrives.
const TICK: Duration = Duration::from_millis(100);

/// How far the reading has come.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Progress {
    /// Sheets begun.
    pub sheets: usize,
    /// Rows read in all sheets.
    pub rows: u64,
}

/// A document of those that were to be read: a file, or one in a zip.
#[derive(Debug)]
pub struct Document {
    /// Its name without folders; `批.zip/张三.lrmx` when it stands in a zip.
    pub file: String,
    /// What was read, or why it was not.
    pub read: Result<Workbook, ReadError>,
}

/// Files given to one process: when it dies, those behind the one it died of are read by another.
const AT_ONCE: usize = 500;

/// Reads one workbook in a process of its own. `worker` is a program that calls [`super::run_if_asked`] first (usually
/// `std::env::current_exe`); `progress` is called at least ten times a second and may stop the reading.
pub fn read_workbook(
    worker: &Path,
    file: &Path,
    limits: &Limits,
    progress: &mut dyn FnMut(Progress) -> ControlFlow<()>,
) -> Result<Workbook, ReadError> {
    let documents = read_files(worker, &[file.to_owned()], limits, progress)?;
    documents
        .into_iter()
        .next()
        .map_or(Err(ReadError::Empty), |document| document.read)
}

/// Reads files, and the files in zips, one after the other. A file that cannot be read costs no other; an error means that
/// nothing could be read at all, or that the clerk has stopped it.
pub fn read_files(
    worker: &Path,
    files: &[PathBuf],
    limits: &Limits,
    progress: &mut dyn FnMut(Progress) -> ControlFlow<()>,
) -> Result<Vec<Document>, ReadError> {
    let mut documents = Vec::new();
    let (mut at, mut photos) = (Progress::default(), limits.photos);
    for files in files.chunks(AT_ONCE) {
        let mut left = files;
        while let Some((first, rest)) = left.split_first() {
            // a missing file is told apart here, where the reason can still be named
            if let Err(error) = std::fs::metadata(first) {
                let reason = antou_record::refusal(error.kind()).to_owned();
                documents.push(failed(first, ReadError::Unreadable(reason)));
                left = rest;
                continue;
            }
            let names: Vec<&[u8]> = left
                .iter()
                .map(|file| file.as_os_str().as_encoded_bytes())
                .collect();
            let child = start(worker, ASKED, limits, None, &names.join(&BETWEEN))?;
            let run = run(child, left.len(), limits, (at, photos), progress)?;
            (at, photos) = (run.progress, run.photos);
            documents.extend(run.documents);
            let Some(failure) = run.failure else { break };
            let Some(dead) = left.get(run.ended) else { break };
            // of a zip, the documents before the deadly one have been read
            documents.push(failed(dead, failure));
            left = left.get(run.ended + 1..).unwrap_or_default();
        }
    }
    Ok(documents)
}

/// Reads a document that lies on no disk, as the clipboard has it, in a process of its own.
pub fn read_bytes(
    worker: &Path,
    name: &str,
    bytes: &[u8],
    limits: &Limits,
    progress: &mut dyn FnMut(Progress) -> ControlFlow<()>,
) -> Result<Vec<Document>, ReadError> {
    let child = start(worker, BYTES, limits, Some(name), bytes)?;
    let run = run(child, 1, limits, (Progress::default(), limits.photos), progress)?;
    match run.failure {
        Some(failure) => Err(failure),
        None => Ok(run.documents),
    }
}

/// Reads the bytes of a file in this very process, as tests and fuzzers do. Foreign files belong into a worker: a hostile one
/// can end the process that reads it.
pub fn read_here(name: &str, bytes: &[u8], limits: &Limits) -> Vec<Document> {
    let mut gathering = Gathering {
        photos: limits.photos,
        ..Gathering::default()
    };
    // what breaks the order of frames would be a fault of ours; the documents until then are what was read
    let _ = crate::read::read_bytes(name, bytes, limits, &mut |frame| gathering.take(frame));
    gathering.documents
}

fn failed(file: &Path, failure: ReadError) -> Document {
    Document {
        file: name_of(file),
        read: Err(failure),
    }
}

fn name_of(file: &Path) -> String {
    file.file_name()
        .unwrap_or_default()
        .to_string_lossy()
        .into_owned()
}

/// What one process has read, and what ended it early.
struct Run {
    documents: Vec<Document>,
    ended: usize,
    failure: Option<ReadError>,
    progress: Progress,
    /// Bytes of photos that may still come.
    photos: u64,
}

fn run(
    mut child: Child,
    files: usize,
    limits: &Limits,
    (at, photos): (Progress, u64),
    progress: &mut dyn FnMut(Progress) -> ControlFlow<()>,
) -> Result<Run, ReadError> {
    let Some(output) = child.stdout.take() else {
        stop(&mut child);
        return Err(ReadError::NoWorker("没有输出".into()));
    };
    let (sender, receiver) = sync_channel(8);
    let listener = std::thread::spawn(move || listen(output, &sender));
    let mut gathering = Gathering {
        progress: at,
        photos,
        ..Gathering::default()
    };
    let gathered = gathering.gather(&receiver, files, limits, progress);
    // the pipe is let go before the listener is waited for: it may be blocked on a full channel
    drop(receiver);
    let status = stop(&mut child);
    let _ = listener.join();
    let failure = match gathered {
        Ok(()) => None,
        Err(all @ (ReadError::Cancelled | ReadError::TooLarge(_))) => return Err(all),
        Err(ReadError::Crashed) => Some(crash(status)),
        Err(other) => Some(other),
    };
    Ok(Run {
        documents: gathering.documents,
        ended: gathering.ended,
        failure,
        progress: gathering.progress,
        photos: gathering.photos,
    })
}

fn start(
    worker: &Path,
    asked: &str,
    limits: &Limits,
    name: Option<&str>,
    input: &[u8],
) -> Result<Child, ReadError> {
    let limits = serde_json::to_string(limits).map_err(|error| ReadError::NoWorker(error.to_string()))?;
    let mut child = Command::new(worker)
        .arg(asked)
        .arg(limits)
        .args(name)
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::null())
        .spawn()
        .map_err(|error| ReadError::NoWorker(error.to_string()))?;
    if let Some(mut pipe) = child.stdin.take() {
        // a process that has ended already is noticed when nothing comes back
        let _ = pipe.write_all(input);
    }
    Ok(child)
}

/// Ends the process, whatever it is doing, and tells how it ended if it had done so already.
fn stop(child: &mut Child) -> Option<ExitStatus> {
    let ended = child.try_wait().ok().flatten();
    let _ = child.kill();
    let waited = child.wait().ok();
    ended.or(waited)
}

enum Heard {
    Frame(Frame),
    Nonsense,
}

/// Passes frames on until the stream ends or makes no sense.
fn listen(output: impl Read, sender: &SyncSender<Heard>) {
    let mut output = BufReader::with_capacity(256 << 10, output);
    loop {
        let heard = match read_frame(&mut output) {
            Ok(Some(Frame::Rows(chunk))) => chunk
                .checked()
                .map_or(Heard::Nonsense, |chunk| Heard::Frame(Frame::Rows(chunk))),
            Ok(Some(frame)) => Heard::Frame(frame),
            Ok(None) => return,
            Err(_) => Heard::Nonsense,
        };
        let last = matches!(heard, Heard::Nonsense);
        if sender.send(heard).is_err() || last {
            return;
        }
    }
}

#[derive(Default)]
struct Gathering {
    documents: Vec<Document>,
    open: Option<Open>,
    /// Files gone through.
    ended: usize,
    progress: Progress,
    photos: u64,
}

/// The document that is being read.
struct Open {
    name: String,
    sheets: Vec<Sheet>,
    card: Option<Card>,
}

impl Gathering {
    fn gather(
        &mut self,
        receiver: &Receiver<Heard>,
        files: usize,
        limits: &Limits,
        progress: &mut dyn FnMut(Progress) -> ControlFlow<()>,
    ) -> Result<(), ReadError> {
        let most_ticks = u128::from(limits.silent_seconds) * 1_000 / TICK.as_millis();
        let mut silent = 0u128;
        while self.ended < files {
            match receiver.recv_timeout(TICK) {
                Ok(Heard::Frame(frame)) => {
                    silent = 0;
                    self.take(frame)?;
                }
                Ok(Heard::Nonsense) | Err(RecvTimeoutError::Disconnected) => return Err(ReadError::Crashed),
                Err(RecvTimeoutError::Timeout) => silent += 1,
            }
            if progress(self.progress).is_break() {
                return Err(ReadError::Cancelled);
            }
            if silent > most_ticks {
                return Err(ReadError::TimedOut);
            }
        }
        Ok(())
    }

    fn take(&mut self, frame: Frame) -> Result<(), ReadError> {
        match frame {
            Frame::Begin { name } => {
                self.open = Some(Open {
                    name,
                    sheets: Vec::new(),
                    card: None,
                });
            }
            Frame::Sheet { name, hidden, format } => {
                self.progress.sheets += 1;
                self.document()?.sheets.push(Sheet {
                    name,
                    hidden,
                    format,
                    columns: Vec::new(),
                    hidden_columns: Vec::new(),
                    merged: Vec::new(),
                    row_count: 0,
                    sources: Vec::new(),
                    labels: Vec::new(),
                    chunks: Vec::new(),
                });
            }
            Frame::Rows(chunk) => {
                let rows = u64::from(chunk.rows);
                let sheet = self.sheet()?;
                if sheet
                    .chunks
                    .last()
                    .is_some_and(|above| above.last_row >= chunk.first_row)
                {
                    return Err(ReadError::Crashed);
                }
                sheet.chunks.push(chunk);
                self.progress.rows += rows;
            }
            Frame::Again => {
                let rows: u64 = self
                    .sheet()?
                    .chunks
                    .drain(..)
                    .map(|chunk| u64::from(chunk.rows))
                    .sum();
                self.progress.rows -= rows;
            }
            Frame::SheetEnd(end) => {
                let sheet = self.sheet()?;
                sheet.columns = end.columns;
                sheet.hidden_columns = end.hidden_columns;
                sheet.merged = end.merged;
                sheet.row_count = end.rows;
            }
            Frame::Card(card) => {
                self.progress.rows += 1;
                let photo = card.photo.as_ref().map_or(0, |photo| photo.bytes.len() as u64);
                let left = self.photos.checked_sub(photo);
                self.photos = left.ok_or_else(|| ReadError::TooLarge("照片合计过大".into()))?;
                self.document()?.card = Some(*card);
            }
            Frame::Failed(failure) => {
                let file = self.open.take().map(|open| open.name).unwrap_or_default();
                let read = Err(failure);
                self.documents.push(Document { file, read });
            }
            Frame::Done { format, size, digest } => {
                let open = self.open.take().ok_or(ReadError::Crashed)?;
                self.documents.push(open.done(format, size, digest));
            }
            Frame::End => self.ended += 1,
            Frame::Alive => {}
        }
        Ok(())
    }

    fn document(&mut self) -> Result<&mut Open, ReadError> {
        self.open.as_mut().ok_or(ReadError::Crashed)
    }

    fn sheet(&mut self) -> Result<&mut Sheet, ReadError> {
        self.document()?.sheets.last_mut().ok_or(ReadError::Crashed)
    }
}

impl Open {
    fn done(self, format: Format, size: u64, digest: String) -> Document {
        let card = self.card.map(|card| Card {
            file: self.name.clone(),
            digest: digest.clone(),
            ..card
        });
        Document {
            file: self.name.clone(),
            read: Ok(Workbook {
                file: self.name,
                format,
                size,
                digest,
                sheets: self.sheets,
                card,
            }),
        }
    }
}

/// What an early end means: out of processor time, or a fault of the reader.
#[cfg(unix)]
fn crash(status: Option<ExitStatus>) -> ReadError {
    use std::os::unix::process::ExitStatusExt;
    const OUT_OF_TIME: i32 = 24;
    match status.and_then(|status| status.signal()) {
        Some(OUT_OF_TIME) => ReadError::TimedOut,
        _ => ReadError::Crashed,
    }
}

#[cfg(not(unix))]
fn crash(_status: Option<ExitStatus>) -> ReadError {
    ReadError::Crashed
}
