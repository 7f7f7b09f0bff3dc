//! Where a document is run, and which verbs may stand in it there.

use crate::twiml::Verb;

/// Where Twilio runs a document.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum Place {
    /// The call itself: its first document, the answer of an `action`, the target of a `Redirect`.
    Call,
    /// The `url` of a `Number`, `Client`, `Sip`, `Application` or `WhatsApp`: what the dialled side
    /// hears before the two are connected. `Play`, `Say`, `Gather`, `Hangup` and `Pause` only.
    Whisper,
    /// The `waitUrl` of an `Enqueue`. `Play`, `Say`, `Pause`, `Gather`, `Redirect`, `Hangup` and
    /// `Leave` only.
    QueueWait,
    /// The `waitUrl` of a `Conference`. `Play`, `Say`, `Pause` and `Redirect` only.
    ConferenceWait,
}

impl Place {
    /// Whether a verb may stand in a document that is run here. An unknown one may: Twilio passes
    /// over it.
    pub const fn allows(self, verb: &Verb) -> bool {
        use Verb::{Gather, Hangup, Leave, Pause, Play, Redirect, Say, Unknown};
        match (self, verb) {
            (Self::Call, _) | (_, Say(_) | Play(_) | Pause(_) | Unknown(_)) => true,
            (Self::Whisper, verb) => matches!(verb, Gather(_) | Hangup(_)),
            (Self::QueueWait, verb) => {
                matches!(verb, Gather(_) | Redirect(_) | Hangup(_) | Leave(_))
            }
            (Self::ConferenceWait, verb) => matches!(verb, Redirect(_)),
        }
    }

    /// Why a verb is not allowed here.
    pub(crate) const fn refusal(self) -> &'static str {
        match self {
            Self::Call => "may not stand in a call's document",
            Self::Whisper => "may not stand in a document that the dialled side hears first",
            Self::QueueWait => "may not stand in a queue's waitUrl document",
            Self::ConferenceWait => "may not stand in a conference's waitUrl document",
        }
    }
}
