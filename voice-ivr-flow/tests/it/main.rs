//! Integration tests of the flow compiler, one module a subject.
#![allow(
    clippy::unwrap_used,
    clippy::panic,
    clippy::indexing_slicing,
    clippy::needless_pass_by_value,
    reason = "a failing test is the report, and helpers are called with values made on the spot"
)]

mod caller;
mod document_parse;
mod document_templates;
mod simulate_keypad;
mod simulate_running;
mod support;
mod validate_data;
mod validate_exits;
mod validate_graph;
mod validate_prompts;
mod validate_variables;
