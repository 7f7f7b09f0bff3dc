//! The command as people and programs run it.
#![allow(
    clippy::unwrap_used,
    clippy::panic,
    reason = "a failing test is the report"
)]

mod check;
mod compile;
mod explore;
mod import;
mod simulate;
mod support;
