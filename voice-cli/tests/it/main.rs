//! The command as people and programs run it.

mod check;
mod simulate;
mod support;
