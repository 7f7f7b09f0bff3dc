//! Programmable voice in Rust.
