//! Call flows as a graph: checked, simulated, and compiled.
#![cfg_attr(docsrs, feature(doc_cfg))]

pub mod builder;
mod document;
mod finding;
mod graph;
mod members;
pub mod node;
mod schema;
pub mod template;
pub mod templates;
mod valid;
mod validate;

pub use document::{Flow, ParseError, ParseErrorKind};
pub use finding::{Finding, FindingKind, Findings, Severity, Text};
pub use schema::json_schema;
pub use valid::{ValidFlow, Variable, VariableType};
