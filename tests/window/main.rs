//! The real window, driven as a person would, on a screen nobody sees.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::print_stderr,
    clippy::disallowed_methods,
    clippy::disallowed_types,
    reason = "tests: they wait by the clock, and talk to the driver on loopback"
)]

mod desktop;
mod driver;
mod journey;
mod shut_in;
mod works;
