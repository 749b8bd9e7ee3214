//! antou
fn main() {}
