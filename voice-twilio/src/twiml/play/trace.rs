//! What happened in a call.

use std::fmt;

use super::call::path_and_query;
use super::result::{DequeueOutcome, DialOutcome, QueueOutcome, ReferOutcome, SmsOutcome};
use crate::twiml::shown::{Masked, Url};
use crate::twiml::{Method, RejectReason};

/// A played call. `Display` writes it for people, one event a line, with everything in it.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub struct Trace {
    /// What happened, in order; the times never decrease.
    pub events: Vec<Event>,
    /// How the call ended.
    pub outcome: Outcome,
    /// How long it lasted.
    pub duration_ms: u64,
}

/// Something that happened.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub struct Event {
    /// When it began, in ms from the beginning of the call.
    pub at_ms: u64,
    /// What.
    pub what: Happening,
}

/// What can happen. `Debug` hides numbers, keys and texts (L10).
#[derive(Clone, PartialEq, Eq)]
#[non_exhaustive]
pub enum Happening {
    /// A document was asked for.
    Request {
        /// How.
        method: Method,
        /// Where.
        url: String,
    },
    /// Something was said, without its markup. A `loop` is one event; blank text is none.
    Say {
        /// The text.
        text: String,
    },
    /// A file was played. A `loop` is one event.
    Play {
        /// Its URL, resolved.
        url: String,
    },
    /// Keys were played.
    PlayDigits {
        /// The keys.
        digits: String,
    },
    /// Silence.
    Pause {
        /// How long.
        seconds: u32,
    },
    /// Keys were entered at a `Gather`.
    Digits {
        /// The keys, without the finish key.
        digits: String,
        /// What ended the entry.
        ended_by: DigitsEnd,
        /// How many keys came after the end and were thrown away.
        discarded: usize,
    },
    /// Speech was heard by a `Gather`.
    Speech {
        /// The text.
        text: String,
    },
    /// A `Gather` heard nothing that it listens for.
    NoInput,
    /// A `Record` recorded; 0 seconds is silence.
    Record {
        /// How long.
        seconds: u32,
    },
    /// A `Dial` rang.
    Dial {
        /// Whom; targets that cannot be dialled are left out.
        targets: Vec<String>,
        /// How it ended.
        result: DialOutcome,
    },
    /// A `Dial` took a caller from a queue.
    Dequeue {
        /// The queue.
        queue: String,
        /// How it ended.
        result: DequeueOutcome,
    },
    /// The caller was in a conference.
    Conference {
        /// The room.
        room: String,
    },
    /// The caller was put into a queue.
    Enqueue {
        /// The queue.
        queue: String,
    },
    /// The caller left the queue.
    Dequeued {
        /// How.
        result: QueueOutcome,
    },
    /// A text was sent.
    Sms {
        /// To whom.
        to: String,
        /// The text.
        body: String,
        /// Whether it could be sent.
        result: SmsOutcome,
    },
    /// The caller's SIP side was asked to call somewhere else.
    Refer {
        /// Where.
        to: String,
        /// How it ended.
        result: ReferOutcome,
    },
    /// The call was connected with a stream or agent, or was busy with `Pay` or `Echo`.
    Connect {
        /// `Stream`, `ConversationRelay`, `Pay` …
        with: String,
    },
    /// A `Start` began something beside the call.
    Start {
        /// `Stream`, `Recording` …
        what: String,
    },
    /// A `Stop` ended it.
    Stop {
        /// `Stream`, `Transcription` …
        what: String,
    },
    /// Something in the document that Twilio would pass over with a warning.
    Warning {
        /// The element.
        element: String,
        /// Why.
        why: &'static str,
    },
    /// The call ended.
    End {
        /// How.
        outcome: Outcome,
    },
}

/// What ended an entry of keys.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[non_exhaustive]
pub enum DigitsEnd {
    /// The finish key.
    FinishKey,
    /// `numDigits`.
    Count,
    /// No key for `timeout` seconds.
    Timeout,
}

/// How a call ended.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub enum Outcome {
    /// The last document had no more verbs.
    DocumentEnded,
    /// `Hangup`, or `Leave` outside a queue.
    Hangup,
    /// The caller hung up.
    CallerHangup,
    /// `Reject` before the call was answered.
    Rejected(RejectReason),
    /// The application did not give a document.
    ApplicationError,
    /// [`Call::max_requests`](super::Call::max_requests) was reached.
    TooManyRequests,
}

impl fmt::Display for Outcome {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::DocumentEnded => f.write_str("document ended"),
            Self::Hangup => f.write_str("hung up"),
            Self::CallerHangup => f.write_str("caller hung up"),
            Self::Rejected(reason) => write!(f, "rejected ({reason})"),
            Self::ApplicationError => f.write_str("application error"),
            Self::TooManyRequests => f.write_str("too many requests"),
        }
    }
}

impl fmt::Display for Trace {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.events
            .iter()
            .try_for_each(|event| writeln!(f, "{event}"))
    }
}

impl fmt::Display for Event {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:>7}  {}", self.at_ms, self.what)
    }
}

impl fmt::Display for Happening {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Request { method, url } => {
                write!(f, "{method} {}", path_and_query(url))
            }
            Self::Say { text } => write!(f, "say: {text}"),
            Self::Play { url } => write!(f, "play: {url}"),
            Self::PlayDigits { digits } => write!(f, "play digits: {digits}"),
            Self::Pause { seconds } => write!(f, "pause: {seconds} s"),
            Self::Digits {
                digits,
                ended_by,
                discarded,
            } => {
                write!(f, "digits: {digits}")?;
                match ended_by {
                    DigitsEnd::Count => {}
                    DigitsEnd::FinishKey => f.write_str(" (finish key)")?,
                    DigitsEnd::Timeout => f.write_str(" (timeout)")?,
                }
                if *discarded > 0 {
                    write!(f, ", {discarded} thrown away")?;
                }
                Ok(())
            }
            Self::Speech { text } => write!(f, "speech: {text}"),
            Self::NoInput => f.write_str("no input"),
            Self::Record { seconds } => write!(f, "record: {seconds} s"),
            Self::Dial { targets, result } => {
                write!(f, "dial: {} ({})", targets.join(" "), result.as_str())
            }
            Self::Dequeue { queue, result } => {
                write!(f, "dequeue: {queue} ({})", result.as_str())
            }
            Self::Conference { room } => write!(f, "conference: {room}"),
            Self::Enqueue { queue } => write!(f, "enqueue: {queue}"),
            Self::Dequeued { result } => write!(f, "left the queue: {}", result.as_str()),
            Self::Sms { to, body, result } => {
                write!(f, "sms: {to} {body:?} ({})", result.as_str())
            }
            Self::Refer { to, result } => write!(f, "refer: {to} ({})", result.as_str()),
            Self::Connect { with } => write!(f, "connect: {with}"),
            Self::Start { what } => write!(f, "start: {what}"),
            Self::Stop { what } => write!(f, "stop: {what}"),
            Self::Warning { element, why } => write!(f, "warning: {element}: {why}"),
            Self::End { outcome } => write!(f, "end: {outcome}"),
        }
    }
}

impl fmt::Debug for Happening {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Request { method, url } => write!(f, "Request({method} {:?})", Url(url)),
            Self::Say { text } => write!(f, "Say({} characters)", text.chars().count()),
            Self::Play { url } => write!(f, "Play({:?})", Url(url)),
            Self::PlayDigits { digits } => {
                write!(f, "PlayDigits({} keys)", digits.chars().count())
            }
            Self::Digits {
                digits,
                ended_by,
                discarded,
            } => write!(
                f,
                "Digits({} keys, {ended_by:?}, {discarded} thrown away)",
                digits.chars().count()
            ),
            Self::Speech { text } => write!(f, "Speech({} characters)", text.chars().count()),
            Self::Dial { targets, result } => {
                f.write_str("Dial(")?;
                let masked = targets.iter().map(|target| Masked(target));
                f.debug_list().entries(masked).finish()?;
                write!(f, ", {result:?})")
            }
            Self::Sms { to, body, result } => write!(
                f,
                "Sms({:?}, {} characters, {result:?})",
                Masked(to),
                body.chars().count()
            ),
            Self::Refer { to, result } => write!(f, "Refer({:?}, {result:?})", Masked(to)),
            other => write!(f, "{other}"),
        }
    }
}
