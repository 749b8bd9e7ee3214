//! How long work reports where it is and hears that it should stop.

/// Somebody who watches long work.
pub trait Progress: Sync {
    /// Work is at `done` of `total` (0 when not known), doing `what`.
    fn at(&self, what: &str, done: u64, total: u64);
    /// Whether the work should stop; it then leaves nothing half-done.
    fn is_cancelled(&self) -> bool {
        false
    }
}

/// Nobody watches.
#[derive(Debug, Clone, Copy)]
pub struct Unwatched;

impl Progress for Unwatched {
    fn at(&self, _what: &str, _done: u64, _total: u64) {}
}
