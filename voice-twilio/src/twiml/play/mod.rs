//! Executes TwiML as Twilio would, against a scripted caller, without a network or a clock.
//!
//! A [`Player`] is a state machine without I/O. It runs a call's documents verb by verb and stops
//! whenever the world has to act: [`Step::Request`] wants the next document from your application,
//! [`Step::Wait`] wants to know what the caller (or the dialled side) does. Everything that happens is
//! written to a [`Trace`] with a virtual clock. [`run`] drives a player with a [`Script`] and a
//! function that stands for your application:
//!
//! ```
//! use voice_twilio::twiml::play::{Act, Call, Outcome, Script, run};
//! use voice_twilio::twiml::{Dial, Gather, Response};
//!
//! // The application: two documents.
//! let application = |request: &voice_twilio::twiml::play::Request| match request.path() {
//!     "/voice" => Response::new()
//!         .gather(Gather::new().action("/choice").num_digits(1).say("Press 1 to speak to us."))
//!         .redirect("/voice"),
//!     _ if request.param("Digits") == Some("1") => {
//!         Response::new().dial(Dial::new().timeout(20).number("+15550100002"))
//!     }
//!     _ => Response::new().say("Goodbye."),
//! };
//! // The caller: silent at first, then presses 1, and nobody answers.
//! let script = Script::new([Act::Silence, Act::keys("1"), Act::no_answer()]);
//! let trace = run(Call::new("https://app.example/voice"), script, application);
//!
//! assert_eq!(trace.outcome, Outcome::DocumentEnded);
//! assert_eq!(
//!     trace.to_string(),
//!     "      0  POST /voice\n\
//!      \x20     0  say: Press 1 to speak to us.\n\
//!      \x20  7400  no input\n\
//!      \x20  7400  POST /voice\n\
//!      \x20  7400  say: Press 1 to speak to us.\n\
//!      \x20  7400  digits: 1\n\
//!      \x20  7400  POST /choice\n\
//!      \x20  7400  dial: +15550100002 (no-answer)\n\
//!      \x20 27400  end: document ended\n"
//! );
//! ```
//!
//! # What is executed
//! - `Gather`: the prompt plays; with `bargeIn` (the default) the first key or word stops it, without
//!   it the prompt plays out first. An entry ends at `numDigits`, at the finish key (which is not part
//!   of it), or `timeout` after the last key. Keys after the end of an entry are thrown away. With
//!   input the `action` (default: the current document) is asked; without it the next verb runs, or
//!   the `action` with `actionOnEmptyResult`.
//! - `Record`: a key of `finishOnKey`, silence (`timeout`; 0 is never) or `maxLength` ends the recording;
//!   `action` (default: the current document) is asked, but not after an empty one.
//! - `Dial`, `Enqueue`, `Connect`, `Pay`, `Refer` and `Sms`: with `action` its answer replaces the
//!   document, without it the next verb runs.
//! - `Redirect` (empty: the current document), `Hangup`, `Reject`, `Leave`, `Pause`, `Play` with a
//!   file or keys, `loop` (0 is 1000 times), `Start`, `Stop`, `Echo`. The end of a document is the end
//!   of the call; the end of a `waitUrl` document is not.
//! - A `waitUrl` document repeats until the caller is fetched, leaves or hangs up. It may hold the verbs of
//!   [`Place::QueueWait`]; at any other the caller leaves the queue with the result `error`. A caller who
//!   hangs up there is reported to the `action` of the `Enqueue`.
//! - URLs are resolved against the URL of the document that they stand in.
//! - What Twilio passes over with a warning (unknown verbs, nouns and attributes, a prompt that cannot be
//!   played, a noun that names nobody) is a [`Happening::Warning`], and the rest runs.
//!
//! [`Place::QueueWait`]: crate::twiml::Place::QueueWait
//!
//! # When a call is answered
//! Twilio says that `Reject` must be the first verb. So here the first verb answers a call, unless it is
//! a `Reject`; a `Redirect` only says where the first verb stands, and what Twilio passes over is none.
//! Until then `CallStatus` is `ringing`, and afterwards `in-progress`. [`Response::check`] reads it the
//! same way. An outgoing call is answered from the beginning.
//!
//! [`Response::check`]: crate::twiml::Response::check
//!
//! # What is not
//! - Documents for others: the `url` of a `Number`, `Client`, `Sip`, `Application`, `WhatsApp` or `Queue`
//!   is heard by the other side before the two are connected, and the `waitUrl` of a `Conference` before
//!   it begins. [`Response::check_as`] checks such documents.
//! - Requests whose answers do not change the call: status callbacks, partial results, transcriptions.
//! - What the dialled side does beside talking: its own transfers (`referUrl`), its `*` (`hangupOnStar`).
//! - The inside of `Pay`, of a stream, an agent or a conference: they begin and end. `Pay` tells its
//!   `action` no result of the payment. A `ConversationRelay` whose caller hangs up asks no `action`.
//! - Fallback URLs, and attributes that change how a call sounds or is stored (`voice`, `trim`, `beep`,
//!   `machineDetection`, `answerOnBridge` …).
//! - The queue has one caller, this one; a `waitUrl` is asked for as a document, also if it is a file.
//!
//! [`Response::check_as`]: crate::twiml::Response::check_as
//!
//! # Times
//! Speech takes 400 ms a word (150 words a minute); a file takes [`Call::audio_ms`]; a key is pressed 300
//! ms after the one before; a conference, a stream, an agent or a payment of which the script says only
//! that it ended takes a minute. They are estimates. What happens depends on them where a script names a
//! time of its own: keys and words at a moment of the prompt ([`Keys::at_ms`], [`Speech::at_ms`]), keys
//! further apart than `timeout`, and a caller who hangs up at a moment of the call
//! ([`Call::hang_up_at_ms`]), in the middle of a word if need be.
//!
//! # Why a lone finish key ends the entry
//! Twilio's documents say that the finish key works only after at least one digit, so that a first one
//! would have no effect: [`LoneFinishKey::Ignored`]. The default here is another: it ends the entry, which
//! is empty and the same as silence. That is what a flow of `voice-ivr-flow` means by the key on every
//! carrier (its rule 3.3); the two differ in when the silence is noticed, and where more keys follow.

mod act;
mod call;
mod connected;
mod dial;
mod gather;
mod player;
mod queue;
mod record;
mod result;
mod run;
mod script;
mod sound;
mod trace;
mod verb;
mod wait;

pub use act::{Act, Keys, Speech};
pub use call::{Call, LoneFinishKey, Request};
pub use player::{Player, Step};
pub use result::{
    DequeueOutcome, DialOutcome, QueueOutcome, ReferOutcome, SessionOutcome, SmsOutcome,
};
pub use run::run;
pub use script::Script;
pub use trace::{DigitsEnd, Event, Happening, Outcome, Trace};
pub use wait::Wait;

#[cfg(test)]
mod tests;
