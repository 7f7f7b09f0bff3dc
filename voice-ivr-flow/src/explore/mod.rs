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
//! # What is tried
//!
//! A variable that can change the way of a call is given values that its conditions are about: the constants, numbers
//! beside them, samples of patterns, something else, nothing; and what solves simple equations with other variables and
//! with texts made of them. All others are given any value. Calls begin at the given instant with the given values, and
//! also with every combination of such values of the declared variables that were not given, and at every combination of
//! open and closed `hours` nodes of the coming two weeks and of the days around holidays.
//!
//! # What is proved
//!
//! Samples prove nothing by themselves. A report is `complete` if every node at which values from outside decide was left
//! by each of its exits, wherever calls stood there that differ in anything else: then no other value can lead anywhere
//! else. Only then, or where no path leads at all, is it said that something is `never` reached. Whatever was cut short or
//! not seen is in [`Report::cut`], and then something may be reached that is not told.
//!
//! # Why it does not blow up
//!
//! Two calls that wait at the same state, in the same subflows, with the same values of the variables that can still
//! change a way, go on alike, so only the first of them goes on. A variable that is set before it is looked at again does
//! not count, nor does one that no condition, no number and nothing made of it looks at; the instant does not count where
//! no `hours` node lies ahead. Texts are not filled in. Where there are too many calls all the same, those at waits where
//! fewest have been go first, and the report says what was cut: at most [`Exploration::limit`] different calls are
//! followed, and a bounded number of steps is taken.
//!
//! # How long a call can last
//!
//! The longest call is the longest one in which the caller never comes back to a wait where the call has been; `loops` says
//! whether a caller could. Every loop needs an act of the caller (§5.2), so how often it is walked is the caller's choice
//! and no bound of the flow. The call that is told is simulated, and lasts what is said; where it may not be the longest,
//! `at_most_ms` is what none exceeds. For that bound times are those of the [simulator](crate::simulate#the-clock): a
//! conversation takes half a minute, speech as long as the words that were tried, and a value from outside one word; nobody
//! types more keys than are asked for. A caller who hangs up is in the bound, not in the call that is told.

mod choices;
mod combine;
mod cut;
mod decisions;
mod exploration;
mod found;
mod instants;
mod intern;
mod journey;
mod kinds;
mod lengths;
mod live;
mod longest;
mod number;
mod outline;
mod pools;
mod reads;
mod report;
mod rounds;
mod sample;
mod shortest;
mod walk;

pub use cut::{Cut, Place};
pub use exploration::Exploration;
pub use journey::Journey;
pub use report::{Ending, Longest, Report, UnreachedEdge, UnreachedNode};

pub(crate) use choices::{Choices, choices};
pub(crate) use combine::{Values, combinations, free};
pub(crate) use cut::print_cuts;
pub(crate) use instants::instants;
pub(crate) use intern::Interned;
pub(crate) use journey::{Step, list};
pub(crate) use outline::{Outline, taken};
pub(crate) use reads::Matters;
