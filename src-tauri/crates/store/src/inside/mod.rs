//! Tests that must reach behind the door: another program's writes, older and newer files.

#[path = "../../tests/store/common.rs"]
#[allow(dead_code, reason = "shared with the journeys, which use more of it")]
mod common;
mod door;
mod older;
