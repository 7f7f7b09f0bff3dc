//! Integration tests of the flow compiler, one module a subject.
#![allow(
    clippy::unwrap_used,
    clippy::panic,
    clippy::indexing_slicing,
    clippy::needless_pass_by_value,
    clippy::too_many_lines,
    reason = "a failing test is the report, helpers are called with values made on the spot, and a table of cases is one thing"
)]

mod caller;
mod compile_diagram;
mod compile_files;
mod compile_keypad;
mod compile_live;
mod compile_report;
mod compile_templates;
mod dice;
mod diff;
mod document_builder;
mod document_parse;
mod document_schema;
mod document_templates;
mod explore;
mod finding_text;
mod hostile_graphs;
mod hostile_mutations;
mod import_bland;
mod import_complete;
mod import_hostile;
mod import_studio;
mod import_studio_runs;
mod laws;
mod privacy;
mod proof_agree;
mod proof_explore;
mod proof_flows;
mod proof_graph;
mod proof_law;
mod proof_manner;
mod proof_play;
mod proof_reference;
mod scenarios;
mod simulate_keypad;
mod simulate_running;
mod step;
mod support;
mod validate_data;
mod validate_exits;
mod validate_graph;
mod validate_prompts;
mod validate_variables;
