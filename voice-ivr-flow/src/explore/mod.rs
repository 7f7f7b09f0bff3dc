//! Every way a call can go: what is covered, how it can end, how long it can last.
//!
//! [`Exploration`] lets a caller do, at each wait, one of each kind of thing that can be done there: every key with
//! an edge, a wrong entry, silence, every result of a dial, every outcome of an agent. The calls that it makes are
//! calls of the simulator, so each way that it reports is a list for `voice flow simulate --input` that goes exactly
//! so.
//!
//! ```
//! use voice_ivr_flow::explore::Exploration;
//! use voice_ivr_flow::{Flow, templates};
//!
//! let flow = Flow::from_json(templates::RECEPTION.as_bytes())?.validate()?;
//! let report = Exploration::new("2026-03-02T10:00:00Z".parse()?).run(&flow);
//! assert!(report.unreached_nodes.is_empty() && report.unreached_edges.is_empty());
//! println!("{report}");
//! # Ok::<(), Box<dyn std::error::Error>>(())
//! ```
//!
//! # Why it does not blow up
//!
//! Two calls that wait at the same state, in the same subflows, with the same values of the variables that can
//! change a way, go on alike, so only the first of them goes on. Which variables those are is read from the program:
//! what a `branch` looks at, what is dialled or texted, and what flows into these. All others are given any value.
//! A variable that steers is given the values that its conditions are about: the constants, something beyond them,
//! nothing. At most [`Exploration::limit`] different calls are followed; a report that hit it says so.
//!
//! # What is tried beside the keys
//!
//! The call begins at the given instant with the given values. What that leaves unreached is tried with other
//! values of the declared variables that steer, and at instants at which an `hours` node is open or closed.
//!
//! # How long a call can last
//!
//! The longest call is the longest one in which the caller never comes back to a wait where it has been; `loops`
//! says whether a caller could. Every loop needs an act of the caller (§5.2), so how often it is walked is the
//! caller's choice and no bound of the flow.

mod assignments;
mod choices;
mod instants;
mod journey;
mod longest;
mod report;
mod sample;
mod steer;
mod walk;

pub use journey::Journey;
pub use report::{Ending, Exploration, Longest, Report, UnreachedEdge, UnreachedNode};

pub(crate) use assignments::assignments;
pub(crate) use choices::choices;
pub(crate) use instants::instants;
pub(crate) use journey::trimmed;
pub(crate) use steer::Steering;
