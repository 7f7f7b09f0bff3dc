//! What was said, pressed and found out during a call.

use std::time::Duration;

use async_trait::async_trait;

use crate::{CallId, PrivateText, Raw, Result, TranscriptId, open_enum};

/// Reads transcripts. Bland and Quo always (Quo by plan); Twilio for recordings that were transcribed; not Exotel.
#[async_trait]
pub trait Transcripts: Send + Sync {
    /// Fetches what was said during a call.
    ///
    /// # Errors
    /// `NotFound` if there is no such call, or nothing was transcribed; `Conflict` while it is being made.
    async fn transcript(&self, call: &CallId) -> Result<Transcript>;
}

/// What was said during a call, and what was made of it.
#[derive(Debug, Clone, PartialEq, Default)]
#[non_exhaustive]
pub struct Transcript {
    /// The vendor's id, where transcripts have their own.
    pub id: Option<TranscriptId>,
    /// Who said what, in order.
    pub utterances: Vec<Utterance>,
    /// A summary, where the vendor makes one.
    pub summary: Option<PrivateText>,
    /// The keys that were pressed, in order.
    pub digits: Vec<DigitPress>,
    /// What was extracted, in the vendor's order.
    pub variables: Vec<ExtractedVariable>,
    /// The vendor's own record.
    pub raw: Raw,
}

/// One turn of a conversation.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub struct Utterance {
    /// Who.
    pub speaker: Speaker,
    /// From the answer, where the vendor says.
    pub offset: Option<Duration>,
    /// What.
    pub text: PrivateText,
}

impl Utterance {
    /// A turn.
    pub fn new(speaker: Speaker, offset: Option<Duration>, text: impl Into<PrivateText>) -> Self {
        Self {
            speaker,
            offset,
            text: text.into(),
        }
    }
}

open_enum! {
    /// Who spoke.
    pub enum Speaker {
        /// The flow, the agent, or our person.
        Agent = "agent" | "assistant",
        /// The other side.
        Caller = "caller" | "user",
        /// The vendor's own remarks: a transfer, a tool, an error.
        System = "system" | "agent-action",
    }
}

/// Keys that were pressed together.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub struct DigitPress {
    /// The keys.
    pub digits: PrivateText,
    /// From the answer, where the vendor says.
    pub offset: Option<Duration>,
    /// How it is known.
    pub source: DigitSource,
}

impl DigitPress {
    /// Keys, and how they are known.
    pub fn new(
        digits: impl Into<PrivateText>,
        offset: Option<Duration>,
        source: DigitSource,
    ) -> Self {
        Self {
            digits: digits.into(),
            offset,
            source,
        }
    }
}

/// How a key press is known, the surer first.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[non_exhaustive]
pub enum DigitSource {
    /// The carrier reported the key.
    Signal,
    /// The vendor's documented wording in the transcript.
    TranscriptMarker,
    /// Words that look like a key press; may be something that was said.
    TranscriptText,
}

/// A value that was found out during the call.
#[derive(Debug, Clone, PartialEq)]
#[non_exhaustive]
pub struct ExtractedVariable {
    /// Its name.
    pub name: Box<str>,
    /// Its value, as text; JSON for what is not a text.
    pub value: PrivateText,
    /// Where it came from.
    pub source: VariableSource,
}

impl ExtractedVariable {
    /// A value, and where it came from.
    pub fn new(
        name: impl Into<Box<str>>,
        value: impl Into<PrivateText>,
        source: VariableSource,
    ) -> Self {
        Self {
            name: name.into(),
            value: value.into(),
            source,
        }
    }
}

open_enum! {
    /// Where a variable came from.
    pub enum VariableSource {
        /// Given with the request.
        Request = "request",
        /// Set by the flow.
        Flow = "flow",
        /// Extracted by a model.
        Model = "model",
        /// The answer of another service.
        Tool = "tool",
        /// Set by the provider itself.
        Provider = "provider",
    }
}
