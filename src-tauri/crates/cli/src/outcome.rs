//! How a command ended when it was not refused.

/// How a command ended.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Outcome {
    /// Everything was done.
    Done,
    /// It was done, and rows or findings wait for the clerk.
    WithHeld,
}
