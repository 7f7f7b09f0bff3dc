//! What a call waits for, and what the caller does.

use std::collections::VecDeque;
use std::fmt;

use crate::twiml::shown::Masked;

/// What a call waits for.
#[derive(Clone, PartialEq, Eq)]
#[non_exhaustive]
pub enum Wait {
    /// A `Gather` listens.
    Input {
        /// For keys.
        dtmf: bool,
        /// For speech.
        speech: bool,
    },
    /// A `Record` records.
    Record {
        /// The longest recording, in seconds.
        max_seconds: u32,
    },
    /// A `Dial` rings.
    Dial {
        /// Whom, as on the wire: numbers, `client:…`, `sip:…`.
        targets: Vec<String>,
    },
    /// A `Dial` takes the next caller out of a queue.
    Dequeue {
        /// The queue.
        queue: String,
    },
    /// The caller is in a conference.
    Conference {
        /// The room.
        room: String,
    },
    /// The caller waits in a queue.
    Queue {
        /// The queue.
        queue: String,
        /// Whether there is a `waitUrl` document to hear.
        has_document: bool,
    },
    /// A text is sent.
    Sms,
    /// The call is connected with a stream or agent, or busy with the verb of this name (`Pay`,
    /// `Refer`, `Echo`).
    Connected {
        /// `Stream`, `ConversationRelay`, `Pay` …
        with: String,
    },
}

impl Wait {
    /// Whether `act` is an answer to this wait. [`Act::HangUp`] always is. Keys and speech answer
    /// every [`Wait::Input`]: what it does not listen for is heard as silence.
    pub fn takes(&self, act: &Act) -> bool {
        match act {
            Act::HangUp => true,
            Act::Keys(_) | Act::Speech(_) | Act::Silence => matches!(self, Self::Input { .. }),
            Act::Record(_) | Act::RecordUntilKey { .. } | Act::RecordAndHangUp(_) => {
                matches!(self, Self::Record { .. })
            }
            Act::Dial(_) => matches!(self, Self::Dial { .. } | Self::Dequeue { .. }),
            Act::Queue(_) => matches!(self, Self::Queue { .. }),
            Act::HearWaitDocument => matches!(
                self,
                Self::Queue {
                    has_document: true,
                    ..
                }
            ),
            Act::Sms(_) => matches!(self, Self::Sms),
            Act::Leave => matches!(self, Self::Conference { .. } | Self::Connected { .. }),
        }
    }

    /// What happens if nobody says: silence, a recording of 5 seconds, an answered dial, a caller who
    /// is fetched from the queue, a text that is sent, a conference or connection that ends.
    pub fn default_act(&self) -> Act {
        match self {
            Self::Input { .. } => Act::Silence,
            Self::Record { .. } => Act::Record(5),
            Self::Dial { .. } | Self::Dequeue { .. } => Act::answered(),
            Self::Conference { .. } | Self::Connected { .. } => Act::Leave,
            Self::Queue { .. } => Act::Queue(QueueOutcome::Bridged),
            Self::Sms => Act::Sms(SmsOutcome::Sent),
        }
    }
}

/// What the caller, or the other side, does at a [`Wait`].
#[derive(Clone, PartialEq, Eq)]
#[non_exhaustive]
pub enum Act {
    /// Presses keys.
    Keys(Keys),
    /// Neither presses nor says anything.
    Silence,
    /// Says something.
    Speech(String),
    /// Hangs up.
    HangUp,
    /// Speaks to a `Record` for so many seconds and then falls silent; 0 is silence from the beginning.
    /// Longer than its `maxLength` is cut.
    Record(u32),
    /// Speaks for so many seconds and presses a key. One that is in `finishOnKey` (by default every
    /// key is) ends the recording at once; any other is only heard.
    RecordUntilKey {
        /// How long, before the key.
        seconds: u32,
        /// The key.
        key: char,
    },
    /// Speaks for so many seconds and hangs up: the `action` is asked, but its answer has no effect.
    RecordAndHangUp(u32),
    /// How a `Dial` ends.
    Dial(DialOutcome),
    /// How waiting in a queue ends.
    Queue(QueueOutcome),
    /// Hears the queue's `waitUrl` document once, and waits on.
    HearWaitDocument,
    /// Whether a text could be sent.
    Sms(SmsOutcome),
    /// A conference, a stream, an agent or a payment comes to its end.
    Leave,
}

impl Act {
    /// Presses these keys; see [`Keys::new`].
    pub fn keys(keys: impl Into<String>) -> Self {
        Self::Keys(Keys::new(keys))
    }

    /// The dialled side answers, and hangs up after a minute.
    pub const fn answered() -> Self {
        Self::Dial(DialOutcome::Completed { seconds: 60 })
    }

    /// The dialled side is busy.
    pub const fn busy() -> Self {
        Self::Dial(DialOutcome::Busy)
    }

    /// Nobody answers.
    pub const fn no_answer() -> Self {
        Self::Dial(DialOutcome::NoAnswer)
    }
}

impl From<Keys> for Act {
    fn from(keys: Keys) -> Self {
        Self::Keys(keys)
    }
}

/// Keys that a caller presses at one `Gather`.
#[derive(Clone, PartialEq, Eq)]
#[non_exhaustive]
pub struct Keys {
    /// The keys: `0-9 * #` and `A-D`. Other characters are no keys and are passed over.
    pub keys: String,
    /// When the first is pressed, in ms from the beginning of the prompt. `None`: while the last part
    /// of the prompt plays, so that every part is heard to begin.
    pub at_ms: Option<u64>,
    /// Time between two keys, in ms. Default 300.
    pub gap_ms: u64,
}

impl Keys {
    /// Keys pressed one after another, the first while the last part of the prompt plays.
    pub fn new(keys: impl Into<String>) -> Self {
        Self {
            keys: keys.into(),
            at_ms: None,
            gap_ms: 300,
        }
    }

    /// Presses the first key so long after the prompt's beginning.
    #[must_use]
    pub fn at_ms(mut self, at_ms: u64) -> Self {
        self.at_ms = Some(at_ms);
        self
    }

    /// Waits so long between two keys. From `timeout` on, the entry ends in between.
    #[must_use]
    pub fn gap_ms(mut self, gap_ms: u64) -> Self {
        self.gap_ms = gap_ms;
        self
    }
}

/// How a `Dial` ends.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[non_exhaustive]
pub enum DialOutcome {
    /// Somebody answered.
    Completed {
        /// How long they spoke. `timeLimit` cuts it.
        seconds: u32,
    },
    /// Busy.
    Busy,
    /// Nobody answered within `timeout`.
    NoAnswer,
    /// The number cannot be reached.
    Failed,
    /// The call was stopped by the API before it was answered.
    Canceled,
}

impl DialOutcome {
    /// The word of `DialCallStatus`.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Completed { .. } => "completed",
            Self::Busy => "busy",
            Self::NoAnswer => "no-answer",
            Self::Failed => "failed",
            Self::Canceled => "canceled",
        }
    }
}

/// How waiting in a queue ends.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[non_exhaustive]
pub enum QueueOutcome {
    /// Connected with somebody, who has hung up.
    Bridged,
    /// Is being connected with somebody.
    BridgingInProcess,
    /// The queue is full: the call was never in it.
    QueueFull,
    /// The `waitUrl` document said `Leave`.
    Leave,
    /// Taken out by the API.
    Redirected,
    /// Taken by the API from somebody it was connected with.
    RedirectedFromBridged,
    /// The caller has hung up. As an act it is the same as [`Act::HangUp`].
    Hangup,
    /// The `Enqueue` does not work. A `waitUrl` document that does not is found by the player.
    Error,
    /// Twilio does not work.
    SystemError,
}

impl QueueOutcome {
    /// The word of `QueueResult`.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Bridged => "bridged",
            Self::BridgingInProcess => "bridging-in-process",
            Self::QueueFull => "queue-full",
            Self::Leave => "leave",
            Self::Redirected => "redirected",
            Self::RedirectedFromBridged => "redirected-from-bridged",
            Self::Hangup => "hangup",
            Self::Error => "error",
            Self::SystemError => "system-error",
        }
    }
}

/// Whether a text could be sent.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[non_exhaustive]
pub enum SmsOutcome {
    /// It could.
    Sent,
    /// It could not.
    Failed,
}

impl SmsOutcome {
    /// The word of `SmsStatus`.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Sent => "sent",
            Self::Failed => "failed",
        }
    }
}

/// A caller's acts, in order.
///
/// Each wait looks at the next act only. One that fits ([`Wait::takes`]) is taken; one that does not
/// is left for a later wait, and this wait takes its [default](Wait::default_act), as it does past the
/// script's end.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Script(VecDeque<Act>);

impl Script {
    /// A script of these acts.
    pub fn new(acts: impl IntoIterator<Item = Act>) -> Self {
        Self(acts.into_iter().collect())
    }

    /// What the caller does at `wait`.
    pub fn answer(&mut self, wait: &Wait) -> Act {
        match self.0.front() {
            Some(act) if wait.takes(act) => self.0.pop_front(),
            _ => None,
        }
        .unwrap_or_else(|| wait.default_act())
    }

    /// The acts that no wait has taken.
    pub fn unused(&self) -> impl ExactSizeIterator<Item = &Act> {
        self.0.iter()
    }
}

impl fmt::Debug for Wait {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Input { dtmf, speech } => f
                .debug_struct("Input")
                .field("dtmf", dtmf)
                .field("speech", speech)
                .finish(),
            Self::Record { max_seconds } => write!(f, "Record({max_seconds})"),
            Self::Dial { targets } => {
                let masked = targets.iter().map(|target| Masked(target));
                f.write_str("Dial")?;
                f.debug_list().entries(masked).finish()
            }
            Self::Dequeue { queue } => write!(f, "Dequeue({queue:?})"),
            Self::Conference { room } => write!(f, "Conference({room:?})"),
            Self::Queue { queue, .. } => write!(f, "Queue({queue:?})"),
            Self::Sms => f.write_str("Sms"),
            Self::Connected { with } => write!(f, "Connected({with:?})"),
        }
    }
}

impl fmt::Debug for Act {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Keys(keys) => keys.fmt(f),
            Self::Silence => f.write_str("Silence"),
            Self::Speech(text) => write!(f, "Speech({} characters)", text.chars().count()),
            Self::HangUp => f.write_str("HangUp"),
            Self::Record(seconds) => write!(f, "Record({seconds})"),
            Self::RecordUntilKey { seconds, .. } => write!(f, "RecordUntilKey({seconds}, a key)"),
            Self::RecordAndHangUp(seconds) => write!(f, "RecordAndHangUp({seconds})"),
            Self::Dial(outcome) => write!(f, "Dial({outcome:?})"),
            Self::Queue(outcome) => write!(f, "Queue({outcome:?})"),
            Self::HearWaitDocument => f.write_str("HearWaitDocument"),
            Self::Sms(outcome) => write!(f, "Sms({outcome:?})"),
            Self::Leave => f.write_str("Leave"),
        }
    }
}

/// Keys can be a card number or a secret code.
impl fmt::Debug for Keys {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Keys({} keys", self.keys.chars().count())?;
        if let Some(at) = self.at_ms {
            write!(f, " at {at} ms")?;
        }
        write!(f, ", {} ms apart)", self.gap_ms)
    }
}
