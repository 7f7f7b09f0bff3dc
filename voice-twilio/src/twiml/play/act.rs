//! What the caller does, or the other side.

use std::fmt;

use super::result::{
    DequeueOutcome, DialOutcome, QueueOutcome, ReferOutcome, SessionOutcome, SmsOutcome,
};

/// What the caller, or the other side, does at a [`Wait`](super::Wait).
#[derive(Clone, PartialEq, Eq)]
#[non_exhaustive]
pub enum Act {
    /// Presses keys.
    Keys(Keys),
    /// Neither presses nor says anything.
    Silence,
    /// Says something.
    Speech(Speech),
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
    /// How a `Dial` of a `Queue` ends.
    Dequeue(DequeueOutcome),
    /// How waiting in a queue ends.
    Queue(QueueOutcome),
    /// Hears the queue's `waitUrl` document once, and waits on.
    HearWaitDocument,
    /// Whether a text could be sent.
    Sms(SmsOutcome),
    /// How a `Refer` ends.
    Refer(ReferOutcome),
    /// How the session of a `ConversationRelay` ends, where there is more to say than [`Act::Leave`].
    Session(SessionOutcome),
    /// A conference, a stream, an agent or a payment comes to its end.
    Leave,
}

impl Act {
    /// Presses these keys; see [`Keys::new`].
    pub fn keys(keys: impl Into<String>) -> Self {
        Self::Keys(Keys::new(keys))
    }

    /// Says this; see [`Speech::new`].
    pub fn speech(text: impl Into<String>) -> Self {
        Self::Speech(Speech::new(text))
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

impl From<Speech> for Act {
    fn from(speech: Speech) -> Self {
        Self::Speech(speech)
    }
}

/// What a caller says at one `Gather`.
#[derive(Clone, PartialEq, Eq)]
#[non_exhaustive]
pub struct Speech {
    /// The words.
    pub text: String,
    /// When the first word is spoken, in ms from the beginning of the prompt. `None`: while the last
    /// part of the prompt plays, so that every part is heard to begin.
    pub at_ms: Option<u64>,
}

impl Speech {
    /// Words that begin while the last part of the prompt plays.
    pub fn new(text: impl Into<String>) -> Self {
        Self {
            text: text.into(),
            at_ms: None,
        }
    }

    /// Begins so long after the prompt's beginning.
    #[must_use]
    pub fn at_ms(mut self, at_ms: u64) -> Self {
        self.at_ms = Some(at_ms);
        self
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

impl fmt::Debug for Act {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Keys(keys) => keys.fmt(f),
            Self::Silence => f.write_str("Silence"),
            Self::Speech(speech) => speech.fmt(f),
            Self::HangUp => f.write_str("HangUp"),
            Self::Record(seconds) => write!(f, "Record({seconds})"),
            Self::RecordUntilKey { seconds, .. } => write!(f, "RecordUntilKey({seconds}, a key)"),
            Self::RecordAndHangUp(seconds) => write!(f, "RecordAndHangUp({seconds})"),
            Self::Dial(outcome) => write!(f, "Dial({outcome:?})"),
            Self::Dequeue(outcome) => write!(f, "Dequeue({outcome:?})"),
            Self::Refer(outcome) => write!(f, "Refer({outcome:?})"),
            Self::Session(outcome) => write!(f, "Session({outcome:?})"),
            Self::Queue(outcome) => write!(f, "Queue({outcome:?})"),
            Self::HearWaitDocument => f.write_str("HearWaitDocument"),
            Self::Sms(outcome) => write!(f, "Sms({outcome:?})"),
            Self::Leave => f.write_str("Leave"),
        }
    }
}

impl fmt::Debug for Speech {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Speech({} characters", self.text.chars().count())?;
        if let Some(at) = self.at_ms {
            write!(f, " at {at} ms")?;
        }
        f.write_str(")")
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
