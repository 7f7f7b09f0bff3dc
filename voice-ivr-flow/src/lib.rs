//! Call flows as a graph: checked, simulated, and compiled.
#![cfg_attr(docsrs, feature(doc_cfg))]

pub mod builder;
mod document;
mod finding;
mod graph;
mod hash;
#[cfg(feature = "mock")]
mod line;
mod members;
pub mod node;
mod program;
mod schema;
pub mod simulate;
pub mod step;
pub mod template;
pub mod templates;
mod valid;
mod validate;

pub use document::{Flow, ParseError, ParseErrorKind};
pub use finding::{Finding, FindingKind, Findings, Severity, Text};
#[cfg(feature = "mock")]
#[cfg_attr(docsrs, doc(cfg(feature = "mock")))]
pub use line::FlowLine;
pub use program::{KeyRules, Listen, Program, ProgramVariable};
pub use schema::json_schema;
pub use valid::{ValidFlow, Variable, VariableType};
