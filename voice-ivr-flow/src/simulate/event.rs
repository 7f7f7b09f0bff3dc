//! What happens in a simulated call.

use std::fmt;
use std::sync::Arc;

use serde::ser::SerializeMap;
use serde::{Serialize, Serializer};

use crate::step::DialResult;

/// One thing that happens in a simulated call.
///
/// Serialises as `voice flow simulate --format json` prints it: `at_ms`, `type`, `node`, and the members of its
/// [`EventKind`] beside them.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub struct Event {
    /// When it begins, in milliseconds from the beginning of the call; never less than that of the one before.
    pub at_ms: u64,
    /// The id of the node, behind the ids of the `subflow` nodes around it: `sub1/ask`.
    pub node: Arc<str>,
    /// What.
    pub kind: EventKind,
}

/// What happens. `Debug` hides texts, numbers and values.
#[derive(Clone, PartialEq, Eq)]
#[non_exhaustive]
pub enum EventKind {
    /// The node was entered.
    Enter,
    /// A text was spoken; a loop is one event.
    Say {
        /// The text.
        text: String,
    },
    /// An audio file was played; a loop is one event.
    Play {
        /// Its URL.
        url: String,
    },
    /// Silence.
    Pause {
        /// How long.
        seconds: u32,
    },
    /// An entry was good.
    Input {
        /// The keys without the finish key, or the words.
        input: String,
    },
    /// An entry fits nothing.
    Invalid {
        /// How often the prompt was heard so far.
        attempt: u32,
        /// The keys without the finish key, or the words.
        input: String,
    },
    /// Nothing was heard.
    Timeout {
        /// How often the prompt was heard so far.
        attempt: u32,
    },
    /// The caller was recorded.
    Record {
        /// How long.
        seconds: u32,
    },
    /// Somebody was dialled.
    Dial {
        /// Who was rung.
        to: Vec<String>,
        /// How it ended.
        result: DialResult,
    },
    /// The caller was to be handed over.
    Transfer {
        /// To whom.
        to: String,
        /// How it ended.
        result: DialResult,
    },
    /// The caller was put into a queue.
    Queue {
        /// Which.
        queue: String,
    },
    /// The caller was in a conference.
    Conference {
        /// In which room.
        room: String,
    },
    /// A variable was set by a `set` node.
    Set {
        /// Which.
        variable: String,
        /// To what.
        value: String,
    },
    /// Another service was asked.
    Request {
        /// How.
        method: String,
        /// Where.
        url: String,
        /// Whether it answered.
        ok: bool,
    },
    /// A text was to be sent.
    Sms {
        /// To whom; `caller` if that is the caller.
        to: String,
        /// What.
        body: String,
        /// Whether it was sent.
        ok: bool,
    },
    /// An agent was on the line.
    Agent {
        /// What it reported.
        outcome: String,
    },
    /// The call ended.
    End,
}

impl EventKind {
    /// The event's `type`.
    pub fn name(&self) -> &'static str {
        match self {
            Self::Enter => "enter",
            Self::Say { .. } => "say",
            Self::Play { .. } => "play",
            Self::Pause { .. } => "pause",
            Self::Input { .. } => "input",
            Self::Invalid { .. } => "invalid",
            Self::Timeout { .. } => "timeout",
            Self::Record { .. } => "record",
            Self::Dial { .. } => "dial",
            Self::Transfer { .. } => "transfer",
            Self::Queue { .. } => "queue",
            Self::Conference { .. } => "conference",
            Self::Set { .. } => "set",
            Self::Request { .. } => "request",
            Self::Sms { .. } => "sms",
            Self::Agent { .. } => "agent",
            Self::End => "end",
        }
    }
}

pub(super) fn word(ok: bool) -> &'static str {
    if ok { "ok" } else { "failed" }
}

impl Serialize for Event {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut map = serializer.serialize_map(None)?;
        map.serialize_entry("at_ms", &self.at_ms)?;
        map.serialize_entry("type", self.kind.name())?;
        map.serialize_entry("node", &*self.node)?;
        match &self.kind {
            EventKind::Enter | EventKind::End => {}
            EventKind::Say { text } => map.serialize_entry("text", text)?,
            EventKind::Play { url } => map.serialize_entry("url", url)?,
            EventKind::Pause { seconds } | EventKind::Record { seconds } => {
                map.serialize_entry("seconds", seconds)?;
            }
            EventKind::Input { input } => map.serialize_entry("input", input)?,
            EventKind::Invalid { attempt, input } => {
                map.serialize_entry("attempt", attempt)?;
                map.serialize_entry("input", input)?;
            }
            EventKind::Timeout { attempt } => map.serialize_entry("attempt", attempt)?,
            EventKind::Dial { to, result } => {
                map.serialize_entry("to", to)?;
                map.serialize_entry("result", result.as_str())?;
            }
            EventKind::Transfer { to, result } => {
                map.serialize_entry("to", to)?;
                map.serialize_entry("result", result.as_str())?;
            }
            EventKind::Queue { queue } => map.serialize_entry("queue", queue)?,
            EventKind::Conference { room } => map.serialize_entry("room", room)?,
            EventKind::Set { variable, value } => {
                map.serialize_entry("variable", variable)?;
                map.serialize_entry("value", value)?;
            }
            EventKind::Request { method, url, ok } => {
                map.serialize_entry("method", method)?;
                map.serialize_entry("url", url)?;
                map.serialize_entry("result", word(*ok))?;
            }
            EventKind::Sms { to, body, ok } => {
                map.serialize_entry("to", to)?;
                map.serialize_entry("body", body)?;
                map.serialize_entry("result", word(*ok))?;
            }
            EventKind::Agent { outcome } => map.serialize_entry("outcome", outcome)?,
        }
        map.end()
    }
}

impl fmt::Debug for EventKind {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.name())
    }
}
