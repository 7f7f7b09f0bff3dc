//! What happened on the line.

use std::fmt;

use crate::program::DialResult;

/// What happened on the line since the last step.
///
/// `Debug` hides keys, speech and answers.
#[derive(Clone, Copy, PartialEq, Eq)]
#[non_exhaustive]
pub enum Input<'a> {
    /// The call begins; what a new [`Session`](super::Session) takes first, and nothing else.
    Start,
    /// Keys at a `menu` or `gather`, with or without the finish key; what follows the end of the entry is ignored.
    Keys(&'a str),
    /// Speech at a `menu` or `gather`, as text.
    Speech(&'a str),
    /// Nothing was heard at a `menu` or `gather` until the timeout.
    Silence,
    /// How a `dial`, `forward` or `transfer` ended.
    Dialled(DialResult),
    /// A `record` or `voicemail` ended.
    Recorded {
        /// How long the recording is; 0 is silence.
        seconds: u32,
        /// Where it is; empty if the carrier does not say.
        url: &'a str,
    },
    /// The answer to a `request`.
    Answered {
        /// Its body; `None` if the request failed.
        body: Option<&'a str>,
    },
    /// Whether a text could be sent.
    Sent(bool),
    /// An `agent` is done.
    Agent {
        /// Which outcome it reports.
        outcome: &'a str,
        /// What it extracted: a JSON object of variable to value, or nothing.
        extracted: &'a str,
    },
    /// A `conference` ended, and the caller is still there.
    ConferenceEnded,
    /// The caller hung up.
    Hangup,
}

impl Input<'_> {
    /// What it is, without what it holds.
    pub fn name(&self) -> &'static str {
        match self {
            Self::Start => "start",
            Self::Keys(_) => "keys",
            Self::Speech(_) => "speech",
            Self::Silence => "silence",
            Self::Dialled(_) => "dial result",
            Self::Recorded { .. } => "recording",
            Self::Answered { .. } => "answer of a request",
            Self::Sent(_) => "result of a text",
            Self::Agent { .. } => "agent outcome",
            Self::ConferenceEnded => "end of a conference",
            Self::Hangup => "hangup",
        }
    }
}

impl fmt::Debug for Input<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.name())
    }
}
