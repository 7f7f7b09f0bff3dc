//! Call flows as a graph: checked, simulated, and compiled.
#![cfg_attr(docsrs, feature(doc_cfg))]

mod document;
mod finding;
mod graph;
mod members;
pub mod node;
pub mod template;
pub mod templates;
mod valid;
mod validate;

pub use document::{Flow, ParseError, ParseErrorKind};
pub use finding::{Finding, FindingKind, Findings, Severity, Text};
pub use valid::{ValidFlow, Variable, VariableType};
