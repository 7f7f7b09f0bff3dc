//! The command as people and programs run it.

mod check;
mod compile;
mod explore;
mod import;
mod simulate;
mod support;
