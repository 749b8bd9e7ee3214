//! Journeys through the store, on the encrypted engine, with keys that are cheap to derive.
#![allow(
    clippy::unwrap_used,
    clippy::print_stdout,
    clippy::panic,
    missing_docs,
    reason = "a test that fails says where"
)]

mod backing_up;
mod common;
mod crashing;
mod finding;
mod keeping;
mod ledgers;
mod opening;
mod saying;
mod tampering;
mod undoing;
