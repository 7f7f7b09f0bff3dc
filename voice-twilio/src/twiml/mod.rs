//! TwiML, Twilio's voice markup, as a typed language: written, read, checked and executed.
//!
//! - [`Response`] is a document; its builder methods append verbs ([`Say`], [`Gather`], [`Dial`] …).
//! - [`Response::to_xml`] writes it, [`Response::build`] checks Twilio's limits first, and
//!   [`Response::parse`] reads XML into the same types and names what it does not know.
//! - [`play`] executes documents as Twilio would, against a scripted caller: tests of call logic
//!   without a telephone.
//! - [`ssml`] is the speech markup inside [`Say`].
//! - [`Template`] is a document with holes that are filled per request: what a compiler renders once.
//!
//! Names are the vendor's: attributes are fields in snake case (`numDigits` is `num_digits`), times
//! are whole seconds because TwiML has no others. `None` leaves an attribute out, so that Twilio's
//! default holds; an empty string is written, because to Twilio it is a value (`finishOnKey=""` is "no
//! key", `waitUrl=""` is silence). Where several verbs share a name with a noun (`Queue`, `Prompt`)
//! they share the type.
//!
//! # What types allow
//! Elements nest only where Twilio allows it: a [`Gather`] takes [`GatherVerb`]s, so it cannot hold a
//! `Dial`. Each such enum has an `Unknown` variant that holds what a parsed document had there
//! instead; to Twilio that is a warning, and here a [`Finding`].
//!
//! ```
//! use voice_twilio::twiml::{GatherVerb, Say};
//!
//! let right: GatherVerb = Say::from("Press 1.").into();
//! ```
//! ```compile_fail,E0277
//! use voice_twilio::twiml::{Dial, GatherVerb};
//!
//! let wrong: GatherVerb = Dial::from("+15550100001").into();
//! ```
//!
//! # Why `Debug` hides things
//! Documents hold numbers, passwords and texts to people. `Debug` masks numbers and addresses, hides
//! credentials, keys that are played, message bodies and the query of URLs, and leaves out what is not
//! set; `to_xml` is the way to see it all. Of a call that was played ([`play::Trace`]) it hides what was
//! said as well.
//!
//! # A document with holes
//! ```
//! use voice_twilio::twiml::{Fill, Gather, Response, Template, hole};
//!
//! let ask = Response::new().gather(
//!     Gather::new()
//!         .action(format!("/next?order={}", hole("order", Fill::Percent)))
//!         .say(format!("Order {}. Press 1.", hole("order", Fill::Escaped))),
//! );
//! let mut template = Template::new();
//! ask.write_to(&mut template);
//! assert_eq!(
//!     template.fill(|_| "R&D 7"),
//!     "<Response><Gather action=\"/next?order=R%26D%207\">\
//!      <Say>Order R&amp;D 7. Press 1.</Say></Gather></Response>"
//! );
//! ```

mod check;
mod element;
mod language;
mod noun;
mod other;
pub mod play;
mod read;
mod response;
#[cfg(test)]
mod sample;
pub(crate) mod shown;
pub mod ssml;
mod value;
mod verb;
mod voice;
mod words;

pub use check::{
    CheckError, MAX_ATTRIBUTES, MAX_DEPTH, MAX_DIAL_NOUNS, MAX_DOCUMENT_BYTES,
    MAX_INLINE_CHARACTERS, MAX_URL_CHARACTERS, Place, Problem, Violation,
};
pub use language::{GatherLanguage, PayLanguage, RingTone, SayLanguage, SsmlLanguage};
pub use noun::agent::{
    AiSession, Assistant, Autopilot, Conversation, ConversationEvent, ConversationRelay,
    ConversationRelaySession, InterruptSensitivity, Interruptible, Language, RelayNoun, Room,
    TextNormalization, TranscriptionProvider, TtsProvider, VirtualAgent,
};
pub use noun::conference::{
    Beep, Conference, ConferenceEvent, ConferenceRecord, JitterBufferSize, Region,
};
pub use noun::party::{
    Application, ApplicationNoun, ApplicationSid, Client, ClientNoun, Header, HeaderOnly, Headers,
    Identity, Number, Sim, Sip, SipNoun, Uri, WhatsApp,
};
pub use noun::queue::Queue;
pub use noun::stream::{
    Config, ConfigNoun, Parameter, ParameterOnly, Recording, RecordingChannels, Siprec, Stream,
    Transcription, TranscriptionEngine,
};
pub use other::Other;
pub use read::{Finding, FindingKind, MAX_PARSED_BYTES, ParseError, Parsed};
pub use response::Response;
pub use verb::Verb;
pub use verb::connect::{Connect, ConnectNoun, Start, StartNoun, Stop, StopNoun};
pub use verb::dial::{Dial, DialEvent, DialNoun, DialRecord};
pub use verb::gather::{Gather, GatherInput, GatherVerb, SpeechModel, SpeechTimeout};
pub use verb::pay::{
    BankAccountType, CardType, Pay, PayInput, PayNoun, PaymentMethod, Prompt, PromptError,
    PromptFor, TokenType,
};
pub use verb::record::Record;
pub use verb::route::{
    Echo, Enqueue, EnqueueNoun, Hangup, Leave, Redirect, Refer, ReferNoun, ReferSip, Reject,
    RejectReason, Sms, Task,
};
pub use verb::say::{Pause, Play, Say};
pub use voice::Voice;
pub use voice_core::xml::{
    Element, Fill, Marked, Node, Segment, Sink, Template, hole, marked, push_hole, without_marks,
};
pub use words::{
    LegEvent, MachineDetection, Method, RecordingEvent, RecordingTrack, StreamTrack, Trim,
};

#[cfg(test)]
mod tests;
