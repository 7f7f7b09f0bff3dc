//! What happens on the line: the plug that makes the mock's calls talk.

use std::fmt::Debug;
use std::time::Duration;

use crate::{AnsweredBy, CallStatus, HangupCause, OutboundCall, PrivateText};

/// The far end of the mock's calls.
///
/// voice-core knows no flows: `voice-ivr-flow` plugs in a program with a scripted caller. A
/// [`Conversation`] is a line of its own that always goes the same way.
pub trait Line: Debug + Send + Sync {
    /// What happens when this call is placed. Called once a call; the mock then plays it on its own clock.
    fn converse(&self, call: &OutboundCall) -> Conversation;
}

/// How one call goes, from the first ring to the end.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub struct Conversation {
    /// How long it rings.
    pub ring: Duration,
    /// How it ends: `Completed` if it was answered.
    pub status: CallStatus,
    /// Who answered, if anybody did.
    pub answered_by: Option<AnsweredBy>,
    /// From answer to end.
    pub duration: Duration,
    /// Who ended it.
    pub hangup_cause: Option<HangupCause>,
    /// What was said and pressed, in order of time.
    pub turns: Vec<Turn>,
    /// Variables at the end, sorted by name.
    pub variables: Vec<(Box<str>, PrivateText)>,
}

impl Conversation {
    /// Answered by a person after two seconds; lasts so long; the far end hangs up.
    pub fn answered(duration: Duration) -> Self {
        Self {
            duration,
            answered_by: Some(AnsweredBy::Human),
            hangup_cause: Some(HangupCause::RemoteHangup),
            ..Self::ended(CallStatus::Completed)
        }
    }

    /// The far end is busy.
    pub fn busy() -> Self {
        Self::ended(CallStatus::Busy)
    }

    /// Nobody answers within the ring timeout (30 seconds unless the call sets one).
    pub fn no_answer() -> Self {
        Self::ended(CallStatus::NoAnswer)
    }

    /// It cannot be connected.
    pub fn failed() -> Self {
        Self {
            hangup_cause: Some(HangupCause::Unreachable),
            ..Self::ended(CallStatus::Failed)
        }
    }

    fn ended(status: CallStatus) -> Self {
        Self {
            ring: Duration::from_secs(2),
            status,
            answered_by: None,
            duration: Duration::ZERO,
            hangup_cause: None,
            turns: Vec::new(),
            variables: Vec::new(),
        }
    }

    /// Adds what happens at an offset from the answer.
    #[must_use]
    pub fn turn(mut self, offset: Duration, kind: TurnKind) -> Self {
        self.turns.push(Turn { offset, kind });
        self
    }

    /// Sets who ended it.
    #[must_use]
    pub fn hangup_cause(mut self, cause: HangupCause) -> Self {
        self.hangup_cause = Some(cause);
        self
    }

    /// Adds a variable that is known at the end.
    #[must_use]
    pub fn variable(mut self, name: impl Into<Box<str>>, value: impl Into<PrivateText>) -> Self {
        self.variables.push((name.into(), value.into()));
        self
    }
}

impl Line for Conversation {
    fn converse(&self, call: &OutboundCall) -> Conversation {
        let mut conversation = self.clone();
        if self.status == CallStatus::NoAnswer {
            conversation.ring = call.ring_timeout.unwrap_or(Duration::from_secs(30));
        }
        conversation
    }
}

/// One thing that happens during a call.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub struct Turn {
    /// From the answer.
    pub offset: Duration,
    /// What.
    pub kind: TurnKind,
}

/// What happens.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub enum TurnKind {
    /// Our side speaks.
    Said(PrivateText),
    /// Our side plays a file.
    Played(Box<str>),
    /// The far end speaks.
    Heard(PrivateText),
    /// The far end presses keys, and the entry is complete.
    Pressed(PrivateText),
    /// Our side dials somebody else, and this is how it went.
    Dialed(CallStatus),
    /// The far end is recorded for so long.
    Recorded(Duration),
    /// A step of a flow, by the node's name.
    Step(Box<str>),
}
