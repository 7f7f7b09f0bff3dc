//! TwiML: documents that Twilio pulls.
//!
//! Each state is rendered once, through the typed vocabulary of [`voice_twilio::twiml`], into a fragment: XML with holes
//! that know how their value is escaped. Documents are made of fragments, in two ways.
//!
//! # Files
//!
//! [`compile`] writes a document for the entry, for every state that waits, and for every state that an answer leads
//! to; it holds what is said from there up to the next wait, decision or end. Variables stand there as `{{name}}`, to
//! be escaped for XML, or percent-encoded inside a URL, by whoever fills them. A server hosts them with the manifest
//! alone:
//!
//! - A webhook to `ask@1?enter` asks for the document of `ask@1`.
//! - A webhook to `ask@1` answers it. The document that follows is the one that `next` names for `Digits` (`timeout`
//!   if there are none, `invalid` if they have no name there), for `DialCallStatus`, or for `SmsStatus` (`failed`, any
//!   other is `next`). A recording without `RecordingUrl` is `silence`; the answer of a state with one way out, and
//!   of a recording, is `next`. `null` says that the call ends.
//! - A prompt or a caller ID that is nothing but holes, and somebody to dial or to text with a hole, need a look at their
//!   values: a blank prompt is left out (§1.5), and so is a blank `callerId`; `<Number>` becomes `<Sip>` or `<Client>` by
//!   the beginning of the value, without the blanks around it, and one that is none of the three is neither dialled
//!   (§6.4) nor sent a text. Where that leaves nobody, what follows is `failed`. The report calls such a node emulated.
//! - Where `next` names a state without a document, the library's stepper decides, and so it does where the entry of a
//!   `gather` has to be judged.
//!
//! # Live
//!
//! [`LiveTwiml`] steps the call with each webhook and puts the fragments of the states that were entered into one
//! document, each with the values of that moment. The session travels in the action URLs, sealed by the server's
//! [`Desk`], so no state is kept anywhere. What only a server can do is a `request`, and a text if texts are its own: the
//! reply says that it acts, and its document asks for the next one as soon as what was to be heard before has been heard.
//!
//! # Where the specification is silent
//!
//! - A `forward` asks for a document when it is over, so that the server learns of the end of the flow; the document hangs up.
//! - A caller who hangs up while being recorded has left a message: the flow goes on to the next wait, its texts are
//!   sent, and the call ends there with `caller_hangup`.
//! - Nothing but a `request` may come before a `reject` that really rejects: a pause answers a call too.
//! - `canceled` (stopped from outside while it rang) is `no-answer`.
//! - An `agent` that reports no outcome, or is not supported, goes on by `default`.

mod ask;
mod callback;
mod connect;
mod documents;
mod heard;
mod live;
mod marks;
mod options;
mod piece;
mod render;
mod sound;

pub use live::{Desk, LiveTwiml, Notes, Notify, Reply};
pub use options::{Texts, TwimlOptions};

use super::output::Compiled;
use super::report::Report;
use crate::program::Program;

/// The `target` of the manifest.
pub const TARGET: &str = "twiml";

/// Compiles a program to TwiML documents that any small server can host.
///
/// Every valid flow compiles; what TwiML cannot express is in the report, and [`Report::strict`] refuses it. Time and
/// size are linear in the size of the flow.
pub fn compile(program: &Program, options: &TwimlOptions) -> Compiled {
    let rendered = render::render(program, options, render::Filler::Host);
    let documents = documents::documents(program, &rendered, options);
    Compiled {
        target: TARGET,
        entry: program
            .first()
            .map(|state| state.name.clone())
            .unwrap_or_default(),
        flow: program.name().to_owned(),
        version: program.version().to_owned(),
        documents,
        report: Report {
            nodes: rendered.nodes,
        },
    }
}
