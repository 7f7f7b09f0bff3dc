//! Call flows as a graph: checked, simulated, and compiled.
#![cfg_attr(docsrs, feature(doc_cfg))]

pub mod builder;
pub mod compile;
mod diff;
mod document;
pub mod explore;
mod finding;
mod graph;
mod hash;
pub mod import;
#[cfg(feature = "mock")]
mod line;
mod members;
pub mod node;
mod program;
pub mod scenario;
mod schema;
pub mod simulate;
pub mod step;
pub mod template;
pub mod templates;
mod valid;
mod validate;

pub use diff::{Change, Differences, diff};
pub use document::{Flow, ParseError, ParseErrorKind};
pub use finding::{Finding, FindingKind, Findings, Severity, Text};
#[cfg(feature = "mock")]
#[cfg_attr(docsrs, doc(cfg(feature = "mock")))]
pub use line::FlowLine;
pub use program::{KeyRules, Listen, Program, ProgramVariable};
pub use schema::json_schema;
pub use valid::{ValidFlow, Variable, VariableType};
