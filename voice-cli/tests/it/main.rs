//! The command as people and programs run it.

mod check;
mod compile;
mod simulate;
mod support;
