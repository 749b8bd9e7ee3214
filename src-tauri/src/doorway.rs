//! The one way from the page to the desk: a command's name and its request go in, its answer comes out.

use std::{
    collections::HashMap,
    sync::{
        Arc, Mutex, PoisonError,
        atomic::{AtomicBool, Ordering},
    },
};

use antou_desk::{Answer, Desk, Progress};
use serde::Serialize;
use serde_json::Value;
use tauri::{State, async_runtime, ipc::Channel};

use crate::refusal::Refusal;

/// The calls under way, each with the flag that stops it. The page numbers its calls.
#[derive(Default)]
pub struct Running(Arc<Mutex<HashMap<u32, Arc<AtomicBool>>>>);

impl Running {
    fn start(&self, id: u32) -> Ticket {
        let cancelled = Arc::new(AtomicBool::new(false));
        lock(&self.0).insert(id, Arc::clone(&cancelled));
        Ticket {
            id,
            cancelled,
            running: Arc::clone(&self.0),
        }
    }

    fn cancel(&self, id: u32) {
        if let Some(flag) = lock(&self.0).get(&id) {
            flag.store(true, Ordering::Relaxed);
        }
    }
}

/// A call's place in the list; gives it up when dropped, however the call ended.
struct Ticket {
    id: u32,
    cancelled: Arc<AtomicBool>,
    running: Arc<Mutex<HashMap<u32, Arc<AtomicBool>>>>,
}

impl Drop for Ticket {
    fn drop(&mut self) {
        lock(&self.running).remove(&self.id);
    }
}

fn lock<T>(mutex: &Mutex<T>) -> std::sync::MutexGuard<'_, T> {
    // a panic elsewhere leaves the list itself intact
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}

/// Tells the page how far a call is, and the desk whether to stop.
struct ToPage {
    page: Channel<At>,
    cancelled: Arc<AtomicBool>,
}

impl Progress for ToPage {
    fn at(&self, what: &str, done: u64, total: u64) {
        // a page that has gone hears nothing; the call itself still ends properly
        let _ = self.page.send(At {
            what: what.to_owned(),
            done,
            total,
        });
    }

    fn is_cancelled(&self) -> bool {
        self.cancelled.load(Ordering::Relaxed)
    }
}

/// How far a call is, as the page hears it.
#[derive(Clone, Serialize)]
pub struct At {
    /// What is being done.
    what: String,
    /// How much of it is done.
    done: u64,
    /// Of how much; 0 when not known.
    total: u64,
}

/// Passes a command to the desk, away from the window's own thread.
#[tauri::command]
pub async fn call(
    desk: State<'_, Arc<Desk>>,
    running: State<'_, Running>,
    id: u32,
    name: String,
    request: Value,
    on_progress: Channel<At>,
) -> Result<Answer, Refusal> {
    let desk = Arc::clone(&desk);
    let ticket = running.start(id);
    async_runtime::spawn_blocking(move || {
        let progress = ToPage {
            page: on_progress,
            cancelled: Arc::clone(&ticket.cancelled),
        };
        desk.call(&name, request, &progress)
    })
    .await
    .map_err(|_| Refusal::Broken)?
    .map_err(Refusal::Desk)
}

/// Asks a running call to stop. One that has already ended is not an error.
#[tauri::command]
pub async fn cancel(running: State<'_, Running>, id: u32) -> Result<(), Refusal> {
    running.cancel(id);
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_call_can_be_cancelled_until_it_ends() {
        let running = Running::default();
        let ticket = running.start(7);
        running.cancel(8);
        assert!(
            !ticket.cancelled.load(Ordering::Relaxed),
            "another call's number changes nothing"
        );
        running.cancel(7);
        assert!(
            ticket.cancelled.load(Ordering::Relaxed),
            "its own number stops it"
        );
        drop(ticket);
        assert!(lock(&running.0).is_empty(), "an ended call is forgotten");
    }
}
