//! The desk's side of the pipe: starts the reading process, gathers its rows, and outlives whatever happens to it.

use std::io::{BufReader, Read};
use std::ops::ControlFlow;
use std::path::Path;
use std::process::{Child, Command, ExitStatus, Stdio};
use std::sync::mpsc::{Receiver, RecvTimeoutError, SyncSender, sync_channel};
use std::time::Duration;

use super::ASKED;
use super::frame::{Frame, SheetEnd, read_frame};
use crate::error::ReadError;
use crate::limits::Limits;
use crate::sheet::{Sheet, Workbook};

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

/// Reads a workbook in a process of its own. `worker` is a program that calls [`super::run_if_asked`] first (usually
/// `std::env::current_exe`); `progress` is called at least ten times a second and may stop the reading.
pub fn read_workbook(
    worker: &Path,
    file: &Path,
    limits: &Limits,
    progress: &mut dyn FnMut(Progress) -> ControlFlow<()>,
) -> Result<Workbook, ReadError> {
    // a missing file is told apart here, where the reason can still be named
    std::fs::metadata(file)
        .map_err(|error| ReadError::Unreadable(antou_record::refusal(error.kind()).to_owned()))?;
    let mut child = start(worker, file, limits)?;
    let Some(output) = child.stdout.take() else {
        stop(&mut child);
        return Err(ReadError::NoWorker("没有输出".into()));
    };
    let (sender, receiver) = sync_channel(8);
    let listener = std::thread::spawn(move || listen(output, &sender));
    let gathered = gather(&receiver, limits, progress);
    // the pipe is let go before the listener is waited for: it may be blocked on a full channel
    drop(receiver);
    let status = stop(&mut child);
    let _ = listener.join();
    let name = file
        .file_name()
        .unwrap_or_default()
        .to_string_lossy()
        .into_owned();
    match gathered {
        Ok(gathering) => gathering.workbook(name),
        Err(ReadError::Crashed) => Err(crash(status)),
        Err(other) => Err(other),
    }
}

fn start(worker: &Path, file: &Path, limits: &Limits) -> Result<Child, ReadError> {
    let limits = serde_json::to_string(limits).map_err(|error| ReadError::NoWorker(error.to_string()))?;
    Command::new(worker)
        .arg(ASKED)
        .arg(limits)
        .arg(file)
        .stdin(Stdio::null())
        .stdout(Stdio::piped())
        .stderr(Stdio::null())
        .spawn()
        .map_err(|error| ReadError::NoWorker(error.to_string()))
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
            Ok(Some(Frame::Rows(chunk))) if !chunk.is_sound() => Heard::Nonsense,
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
    sheets: Vec<Sheet>,
    done: Option<Frame>,
    progress: Progress,
}

fn gather(
    receiver: &Receiver<Heard>,
    limits: &Limits,
    progress: &mut dyn FnMut(Progress) -> ControlFlow<()>,
) -> Result<Gathering, ReadError> {
    let mut gathering = Gathering::default();
    let most_ticks = u128::from(limits.silent_seconds) * 1_000 / TICK.as_millis();
    let mut silent = 0u128;
    while gathering.done.is_none() {
        match receiver.recv_timeout(TICK) {
            Ok(Heard::Frame(frame)) => {
                silent = 0;
                gathering.take(frame)?;
            }
            Ok(Heard::Nonsense) | Err(RecvTimeoutError::Disconnected) => return Err(ReadError::Crashed),
            Err(RecvTimeoutError::Timeout) => silent += 1,
        }
        if progress(gathering.progress).is_break() {
            return Err(ReadError::Cancelled);
        }
        if silent > most_ticks {
            return Err(ReadError::TimedOut);
        }
    }
    Ok(gathering)
}

impl Gathering {
    fn take(&mut self, frame: Frame) -> Result<(), ReadError> {
        match frame {
            Frame::Sheet { name, hidden, format } => {
                self.progress.sheets += 1;
                self.sheets.push(Sheet {
                    name,
                    hidden,
                    format,
                    columns: Vec::new(),
                    hidden_columns: Vec::new(),
                    merged: Vec::new(),
                    row_count: 0,
                    chunks: Vec::new(),
                });
            }
            Frame::Rows(chunk) => {
                let sheet = self.sheets.last_mut().ok_or(ReadError::Crashed)?;
                if sheet
                    .chunks
                    .last()
                    .is_some_and(|above| above.last_row >= chunk.first_row)
                {
                    return Err(ReadError::Crashed);
                }
                self.progress.rows += u64::from(chunk.rows);
                sheet.chunks.push(chunk);
            }
            Frame::SheetEnd(end) => self.end_sheet(end)?,
            Frame::Failed(failure) => return Err(failure),
            Frame::Done { .. } => self.done = Some(frame),
            Frame::Alive => {}
        }
        Ok(())
    }

    fn end_sheet(&mut self, end: SheetEnd) -> Result<(), ReadError> {
        let sheet = self.sheets.last_mut().ok_or(ReadError::Crashed)?;
        sheet.columns = end.columns;
        sheet.hidden_columns = end.hidden_columns;
        sheet.merged = end.merged;
        sheet.row_count = end.rows;
        Ok(())
    }

    fn workbook(self, file: String) -> Result<Workbook, ReadError> {
        match self.done {
            Some(Frame::Done { format, size, digest }) => Ok(Workbook {
                file,
                format,
                size,
                digest,
                sheets: self.sheets,
            }),
            _ => Err(ReadError::Crashed),
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
