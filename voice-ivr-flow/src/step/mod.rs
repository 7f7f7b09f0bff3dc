//! The call as a machine without I/O: `(session, input) → (session, actions)`.
//!
//! [`Program::step`](crate::Program::step) takes what happened on the line and answers with what to do next: speak,
//! play, pause, and at the end of the list exactly one thing to wait for, or the end of the call. All of
//! flow-semantics.md §3, §4 and §6 that is not about time or about a scripted caller is decided here and nowhere
//! else; the simulator and the live servers only carry answers in and actions out. The [`Session`] is the whole
//! state of a call, small enough for a URL, so any process that has the program can take the next step.
//!
//! ```
//! use voice_ivr_flow::step::{Action, Input, Wait};
//! use voice_ivr_flow::{Flow, Program, templates};
//!
//! let flow = Flow::from_json(templates::RIDER_DELIVERY_ALERT.as_bytes())?;
//! let program = Program::lower(&flow.validate()?);
//! let now = "2026-03-02T10:00:00Z".parse()?;
//!
//! let session = program.session([("order_id", "1042")]);
//! let (session, actions) = program.step(session, Input::Start, now)?;
//! assert!(matches!(actions.last(), Some(Action::Wait(Wait::Entry(_)))));
//!
//! let (_, actions) = program.step(session, Input::Keys("1"), now)?;
//! assert!(matches!(actions.last(), Some(Action::End(_))));
//! # Ok::<(), Box<dyn std::error::Error>>(())
//! ```
//!
//! # Where the specification is silent
//!
//! - A `transfer` or `sms` whose only target is none after substitution fails as a `dial` does (§6.4): nothing is
//!   asked of the line. A target is trimmed first.
//! - A text that could not be sent goes on as one that was, unless `failed` is wired.
//! - A subflow that returns by a label without an edge ends the call at the `subflow` node.
//! - A `hangup` that returns speaks nothing: its message is what a caller hears before the line goes down.
//! - An agent sets only the variables that its node names.
//! - `eq`, `ne`, `in`, `contains`, `starts_with` and `ends_with` compare texts; `1` and `1.0` are equal only to `le`
//!   and `ge`. A number is digits with an optional sign and an optional fraction, without blanks.
//! - An answer of a `request` that is no JSON object has no members. A member is kept as text, `true` as `true`, a
//!   number as it was spelled, a list or an object as JSON without white space.
//! - A `menu` or `gather` judges speech that is blank as silence.
//! - A value has at most 8,192 bytes; a longer one is cut between two characters.

mod action;
mod answer;
mod compare;
mod enter;
mod entry;
mod error;
mod fill;
mod hours;
mod input;
mod machine;
mod result;
mod session;

pub use crate::program::DialResult;
pub use action::{Action, Outcome, Wait};
pub(crate) use answer::Answer;
pub(crate) use entry::{EndedBy, accepts, is_invalid, typed};
pub use error::StepError;
pub use input::Input;
pub(crate) use machine::{MAX_STEPS, Mark, Wanted, Watch};
pub use session::Session;
