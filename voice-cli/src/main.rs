//! The `voice` command.
fn main() {}
