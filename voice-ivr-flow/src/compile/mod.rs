//! From a [`Program`](crate::Program) to what a carrier runs, and to diagrams.
//!
//! - [`twiml::compile`] writes the documents of a flow and the manifest that lets any small server host them;
//!   [`twiml::LiveTwiml`] answers webhooks from the same rendered states.
//! - [`Report`] says of each node whether the carrier expresses it exactly, nearly, or not (law L8), and
//!   [`Report::strict`] refuses what is not exact.
//! - [`mermaid()`] and [`dot()`] draw a flow.
//!
//! ```
//! use voice_ivr_flow::compile::twiml::{TwimlOptions, compile};
//! use voice_ivr_flow::{Flow, Program, templates};
//!
//! let flow = Flow::from_json(templates::RECEPTION.as_bytes())?.validate()?;
//! let compiled = compile(&Program::lower(&flow), &TwimlOptions::new());
//! compiled.report.strict()?;
//! let ask = compiled.document("ask@1").ok_or("a menu waits, so it has a document")?;
//! assert_eq!(ask.next["2"].as_deref(), Some("support@1"));
//! assert_eq!(ask.holes, ["company"]);
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
//! The rules of flow-semantics.md §3, and how each carrier is told. Bold is what differs from the rule, or is not said
//! by the carrier; the node's entry in the report then says so. The column of TwiML is tested cell by cell; the others are
//! what their back ends have to work with.
//!
//! | rule | TwiML | ExoML `<Response>` | Exotel legs | Exotel applets | Bland pathway |
//! | --- | --- | --- | --- | --- | --- |
//! | 3.1 the first key stops the prompt | prompt inside `Gather`; `bargeIn="false"` where it may not | prompt inside `Gather`; **no attribute for it** | `StartSay`, then `Gather`; **not documented** | `gather_prompt`; **no field for it** | **left to the model** |
//! | 3.1 silence counts from the prompt's end | `timeout` | `timeout` | `timeoutInSec` | `input_timeout` | **no timer: a condition of the node** |
//! | 3.1 another time between keys | **one timeout for both: a longer silence is a `Pause` that a key ends; otherwise the longer of the two** | **one timeout: the longer of the two** | **one timeout** | **one timeout** | **none** |
//! | 3.2 complete at so many keys | `numDigits` | `numDigits` | `numDigits` | `max_input_digits` | **a condition of the node** |
//! | 3.2 matched whole | by the stepper | by the stepper | by the stepper | by the stepper, at the applet behind it | a Route behind the node |
//! | 3.3 one key, `#` and `*` too | `numDigits="1" finishOnKey=""` | the same | the same | `max_input_digits: 1, finish_on_key: ""` | **as the model hears it** |
//! | 3.3 finish key | `finishOnKey` | `finishOnKey` | `finishOnKey` | `finish_on_key` | **none** |
//! | 3.3 finish key pressed first is silence | **Twilio waits on: silence when `timeout` has passed** | **not documented** | **not documented** | **not documented** | **none** |
//! | 3.4 no type-ahead | Twilio drops keys after the end | **not documented** | dropped by the server | **not documented** | **left to the model** |
//! | 3.5 a message before the prompt is repeated | inside the `Gather` of the next attempt | the same | said before the prompt | `repeat_gather_prompt` after silence; **a second Gather after a wrong key** | **left to the model** |
//! | 3.6 attempts | a document each; silence comes by `actionOnEmptyResult` | a document each; silence comes by a `Redirect` behind the `Gather` | by the stepper | `repeat_menu` for silence; **a second Gather after a wrong key** | **left to the model** |
//! | 3.7 keys, then the timeout | the entry arrives as `Digits` | as `DigitsPressed` | **event not documented** | as `digits` at the applet behind it | **a key is an utterance** |
//! | 3.8 speech | `input="speech"`, `hints`, `language` | **none** | **none** | **none** | heard by the model |
//!
//! # How the other back ends will sit on the same seam
//!
//! A back end takes a [`Program`](crate::Program) and gives [`Compiled`]: documents by state, a manifest, and a
//! report. It never sees the graph. What differs is who holds the program counter.
//!
//! - **ExoML `<Response>`** is pulled like TwiML: the same fragments with its own elements, silence by falling through
//!   to a `Redirect`, no speech, and a live half that reads Exotel's parameters.
//! - **Exotel legs** are pushed: there is nothing to write but the manifest. The live half keeps a session for each
//!   leg, sends the actions of one step in order, each when the leg reports that the one before is complete, and takes
//!   the event at the end as the input of the next step.
//! - **Exotel applets** are wired by hand in a dashboard: the documents are a build sheet (`applets/*.json`), one
//!   applet a state, and a chain of Passthrus with two ways out wherever a state has more. A Gather's keys arrive at the
//!   applet behind it, where the live half takes them as the answer of the state before; sessions are kept by
//!   `CallSid`, because an applet's URL is the same for every call.
//! - **Bland pathways** are one document (`pathway.json`) with one pathway node for each program node, since the model
//!   counts no attempts: exits become edges, `branch` a Route. What a model decides by judgement is reported as
//!   emulated.

mod dot;
mod mermaid;
mod output;
mod picture;
mod report;
pub mod twiml;

pub use dot::dot;
pub use mermaid::mermaid;
pub use output::{Compiled, Document, MANIFEST_FILE, Manifest};
pub use report::{NodeReport, NotExact, Report, Support};
