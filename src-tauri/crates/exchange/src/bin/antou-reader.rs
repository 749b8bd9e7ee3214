//! The smallest program that can be a reading process; the tests of this crate start it.

fn main() {
    antou_exchange::worker::run_if_asked(std::env::args_os());
}
