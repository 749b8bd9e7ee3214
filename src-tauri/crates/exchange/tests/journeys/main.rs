//! Foreign files on their way in and lists on their way out, through the real reading process.
#![allow(clippy::unwrap_used, clippy::panic, reason = "a test stops by panicking")]

mod corpus;
mod drafts;
mod files;
mod forms;
mod hostile;
mod layout;
mod notations;
mod old_workbooks;
mod reading;
mod registers;
mod writing;
