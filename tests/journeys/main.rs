//! Journeys: what a clerk does, in the clerk's words, on a real encrypted vault, with real workbooks read in a real worker.

#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    reason = "a test fails by panicking"
)]

mod admitting;
mod afterwards;
mod archive_forms;
mod archives;
mod assessing;
mod clerk;
mod coming_in;
mod entering;
mod finding;
mod following_up;
mod forms;
mod importing;
mod judging;
mod keeping;
mod ledgers;
mod many_rows;
mod on_the_form;
mod pasting;
mod photographs;
mod political_reviews;
mod printing;
mod protecting;
mod registers;
mod reporting;
mod reviewing;
mod round_trip;
mod scanning;
mod terminal;
mod training;
mod year;
