//! A scripted caller against a flow, on a virtual clock: no account, no network, no waiting.
//!
//! A [`Script`] is what the caller does, in the words of `voice flow simulate --input`; a [`Simulation`] holds the
//! variables, the instant at which the call begins and the limits; the [`Run`] is everything that was heard and done.
//!
//! ```
//! use voice_ivr_flow::simulate::{Script, Simulation};
//! use voice_ivr_flow::{Flow, Program, templates};
//!
//! let flow = Flow::from_json(templates::VENDOR_ORDER_CONFIRMATION.as_bytes())?;
//! let program = Program::lower(&flow.validate()?);
//!
//! // Silence, a key that means nothing, then 3, then 2.
//! let script = Script::parse("~,9,3,2")?;
//! let run = Simulation::new("2026-03-02T10:00:00Z".parse()?).run(&program, &script);
//! assert_eq!(run.outcome.as_str(), "hangup");
//! assert_eq!(run.variables["minutes"], "20");
//! println!("{run}");
//! # Ok::<(), Box<dyn std::error::Error>>(())
//! ```
//!
//! # The clock
//!
//! Times are estimates that make a run readable; they never change which way a flow goes, which is also why `hours`
//! looks at the instant at which the call begins, however long it lasts.
//!
//! | what | takes |
//! |---|---|
//! | a text | 400 ms a word (150 words a minute), at least half a second; in a script without blanks two characters are a word |
//! | an audio file | 5 s |
//! | either, where its node says `prompt_seconds` | that |
//! | the caller's first key or word | one second after the last prompt began if it may be interrupted, at the latest at its end; otherwise one second after its end |
//! | every further key | 300 ms |
//! | a word of the caller | 400 ms, and one second until the recogniser is sure that it was the last |
//! | silence | the node's `timeout`, counted from the prompt's end; `inter_digit_timeout` after the last key of an entry that is not complete |
//! | ringing | one second until a `dial`, `forward` or `transfer` has its result; nobody answering takes the node's `timeout` |
//! | a conversation after `completed`, a conference, an agent | 30 s, or the `time_limit` if that is shorter |
//! | a recording | its length |
//! | a request, a text | half a second, nothing |
//!
//! # Where the specification is silent
//!
//! - A `dial`, `forward` or `transfer` event has the time at which its result is known, as in the example of the
//!   command: where a conversation begins, if there is one, and where the next node begins, if there is none. A
//!   `record`, `conference` or `agent` event has the time at which it begins.
//! - `variables` leaves out what was declared without a value and never set.
//! - A text to the caller has `to: "caller"`, because a simulation knows no number of the caller's.
//! - A `voicemail` with `notify` writes its `record` event and no `sms`.
//! - The list is empty if it is blank; an item that is blank is unknown, and so is one behind a trailing comma.

mod call;
mod clock;
mod event;
mod given;
mod item;
mod notes;
mod run;
mod script;
mod show;
mod simulation;
pub(crate) mod timing;

pub(crate) use call::{Call, Notes};
pub(crate) use clock::entry_ms;
pub use event::{Event, EventKind};
pub use given::{InstantError, VariableError, instant, variable, variables};
pub use item::Item;
pub(crate) use notes::told;
pub use run::Run;
pub use script::{Script, ScriptError};
pub use simulation::Simulation;
