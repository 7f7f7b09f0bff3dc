//! Call flows as a graph: checked, simulated, and compiled.
//!
//! A small compiler. A document is read ([`Flow`]), every mistake in it is found at once ([`Findings`]), what has none is
//! proved valid ([`ValidFlow`]) and lowered to a finite table of states ([`Program`]). The simulator, the TwiML back end and
//! the live server all read that table, and nothing else.
//!
//! ```
//! use voice_ivr_flow::simulate::{Script, Simulation};
//! use voice_ivr_flow::{Flow, Program, templates};
//!
//! let flow = Flow::from_json(templates::VENDOR_ORDER_CONFIRMATION.as_bytes())?;
//! let program = Program::lower(&flow.validate()?);
//!
//! // The caller waits, presses a wrong key, then 3 (set the time), then 2 (twenty minutes).
//! let run = Simulation::new("2026-03-02T10:00:00Z".parse()?).run(&program, &Script::parse("~,9,3,2")?);
//! assert_eq!(run.variables["minutes"], "20");
//! # Ok::<(), Box<dyn std::error::Error>>(())
//! ```
//!
//! # In reading order
//! - the document: [`Flow`], [`node`], [`template`], [`builder`], [`templates`] (flows to start from)
//! - what is wrong with it: [`Findings`], and [`Text`] to print them
//! - what it does: [`Program`], [`step`] (the machine without I/O), [`simulate`]
//! - what can happen: [`explore`], [`diff`](fn@diff), [`scenario`]
//! - flows of other editors: [`import`]
//! - what a carrier runs: [`compile`]
//!
//! # Why validation cannot be skipped
//! A flow that was not validated can be neither simulated nor compiled nor served, because nothing but the validator
//! makes a [`ValidFlow`]:
//!
//! ```compile_fail,E0308
//! use voice_ivr_flow::{Flow, Program};
//!
//! fn skip(flow: &Flow) -> Program {
//!     Program::lower(flow)
//! }
//! ```
#![cfg_attr(docsrs, feature(doc_cfg))]

// The proof calls the crate by its name, also where it is a part of it: see `program/planted.rs`.
#[cfg(test)]
extern crate self as voice_ivr_flow;

pub mod builder;
pub mod compile;
mod diff;
mod document;
pub mod explore;
mod finding;
mod graph;
mod hash;
mod ident;
pub mod import;
mod language;
#[cfg(feature = "mock")]
mod line;
mod members;
mod names;
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

pub use diff::{Change, Differences, diff, diff_watched};
pub use document::{Flow, ParseError, ParseErrorKind};
pub use finding::{Finding, FindingKind, Findings, Severity, Text};
pub use ident::Ident;
pub use language::LanguageError;
#[cfg(feature = "mock")]
#[cfg_attr(docsrs, doc(cfg(feature = "mock")))]
pub use line::FlowLine;
pub use program::{KeyRules, Listen, Program, ProgramVariable};
pub use schema::json_schema;
pub use valid::{ValidFlow, Variable, VariableType};
