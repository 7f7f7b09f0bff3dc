//! What a call waits for.

use std::fmt;

use super::act::Act;
use super::result::{DequeueOutcome, QueueOutcome, ReferOutcome, SmsOutcome};
use crate::twiml::shown::Masked;

/// The noun whose `action` is told of a session.
pub(super) const SESSION: &str = "ConversationRelay";

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
    /// A `Dial` takes the next caller out of a queue. [`Act::Dequeue`] says how that goes.
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
    /// The caller's SIP side is asked to call somewhere else.
    Refer {
        /// Where.
        to: String,
    },
    /// The call is connected with a stream or agent, or busy with the verb of this name (`Pay`,
    /// `Echo`).
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
            Act::Dial(_) => matches!(self, Self::Dial { .. }),
            Act::Dequeue(_) => matches!(self, Self::Dequeue { .. }),
            Act::Refer(_) => matches!(self, Self::Refer { .. }),
            Act::Session(_) => matches!(self, Self::Connected { with } if with == SESSION),
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
    /// is fetched from the queue, a text that is sent, a referral that is accepted, a conference or
    /// connection that ends.
    pub fn default_act(&self) -> Act {
        match self {
            Self::Input { .. } => Act::Silence,
            Self::Record { .. } => Act::Record(5),
            Self::Dial { .. } => Act::answered(),
            Self::Dequeue { .. } => Act::Dequeue(DequeueOutcome::Bridged { seconds: 60 }),
            Self::Refer { .. } => Act::Refer(ReferOutcome::Accepted),
            Self::Conference { .. } | Self::Connected { .. } => Act::Leave,
            Self::Queue { .. } => Act::Queue(QueueOutcome::Bridged),
            Self::Sms => Act::Sms(SmsOutcome::Sent),
        }
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
            Self::Refer { to } => write!(f, "Refer({:?})", Masked(to)),
            Self::Connected { with } => write!(f, "Connected({with:?})"),
        }
    }
}
