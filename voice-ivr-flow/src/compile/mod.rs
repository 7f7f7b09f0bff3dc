//! From a [`Program`](crate::Program) to what a carrier runs, and to diagrams.
//!
//! - [`twiml::compile`] writes the documents of a flow and the manifest that lets any small server host them;
//!   [`twiml::LiveTwiml`] answers webhooks from the same rendered states.
//! - [`Report`] says of each node whether the carrier expresses it exactly, nearly, or not (law L8), and
//!   [`Report::strict`] refuses what is not exact.
//! - [`mermaid()`] and [`dot()`] draw a flow.
//!
//! ```
//! use voice_ivr_flow::compile::twiml::{LiveTwiml, TwimlOptions, compile};
//! use voice_ivr_flow::{Flow, Program, templates};
//!
//! let flow = Flow::from_json(templates::RECEPTION.as_bytes())?.validate()?;
//! let options = TwimlOptions::new();
//! let program = Program::lower(&flow);
//! let compiled = compile(&program, &options);
//! let ask = compiled.document("ask@1").ok_or("a menu waits, so it has a document")?;
//! assert_eq!(ask.next.get("2"), Some(&Some("support@1".into())));
//! assert_eq!(ask.holes, ["company"]);
//! // Served, each node is exact. A host of the files has to look at some values itself, and the report says where.
//! LiveTwiml::new(program, &options).report().strict()?;
//! # Ok::<(), Box<dyn std::error::Error>>(())
//! ```
//!
//! # Who decides
//!
//! A back end renders states and nothing else. What an answer means (which entry is good, which attempt it was, what
//! stands in for an exit that is not wired) is decided by [`step`](crate::step) alone, the machine that the simulator
//! runs too. So a back end can be wrong only about what is heard and about what the carrier reports, and that is what the
//! proof plays: generated flows and callers, simulated and then run by the interpreter of the carrier's own language.
//!
//! # How the keypad is expressed
//!
//! The rules of flow-semantics.md §3, and how each carrier is told. Bold is what differs from the rule, what cannot be
//! said, or what the vendor does not document; the node's entry in the report then says so. The table is data
//! ([`keypad::RULES`]); the column of a back end that is built is tested cell by cell.
//!
#![doc = include_str!("keypad.md")]
//!
#![doc = include_str!("carriers.md")]

mod dot;
pub mod keypad;
mod mermaid;
mod output;
mod picture;
mod report;
pub mod twiml;

pub use dot::dot;
pub use mermaid::mermaid;
pub use output::{Answers, Compiled, Document, MANIFEST_FILE, Manifest};
pub use report::{NodeReport, NotExact, Report, Support};
