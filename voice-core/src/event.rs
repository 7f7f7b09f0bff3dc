//! What happens during and after a call, as one enum over every carrier.

use std::time::Duration;

use crate::open_enum;
use crate::{
    AnsweredBy, CallId, CallStatus, Direction, HangupCause, MessageId, Party, PrivateText, Raw,
    RecordingId, Reference, Timestamp, TranscriptId,
};

/// Something that happened, as a verified webhook or the mock provider reports it.
///
/// One webhook can hold several (a Bland report is an end, a transcript and a summary). Events may arrive twice
/// and out of order: hand them to a [`CallTracker`](crate::CallTracker) rather than act on the last one.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub struct CallEvent {
    /// Which provider: `"twilio"` …
    pub provider: &'static str,
    /// The vendor's id of the notification, the same on a repeated delivery. `None` where the vendor has none.
    pub id: Option<Box<str>>,
    /// Which call; `None` for events that belong to no call, such as a text message.
    pub call: Option<CallId>,
    /// Your own name for the call, where the vendor echoes it.
    pub reference: Option<Reference>,
    /// When it happened, by the vendor's clock.
    pub at: Option<Timestamp>,
    /// The vendor's running number within the call, where there is one.
    pub sequence: Option<u64>,
    /// What happened.
    pub kind: EventKind,
    /// The vendor's own notification.
    pub raw: Raw,
}

impl CallEvent {
    /// An event of which nothing is known but its kind.
    pub fn new(provider: &'static str, kind: EventKind) -> Self {
        Self {
            provider,
            id: None,
            call: None,
            reference: None,
            at: None,
            sequence: None,
            kind,
            raw: Raw::default(),
        }
    }

    /// The event of one call.
    #[must_use]
    pub fn of(mut self, call: CallId) -> Self {
        self.call = Some(call);
        self
    }

    /// The event at an instant.
    #[must_use]
    pub fn at(mut self, at: Timestamp) -> Self {
        self.at = Some(at);
        self
    }
}

/// What happened.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub enum EventKind {
    /// Somebody calls us, and the carrier asks what to do.
    Incoming {
        /// Who calls.
        from: Party,
        /// Whom.
        to: Party,
    },
    /// The call moved on.
    Status(StatusChange),
    /// The caller pressed keys and the entry is complete.
    Digits {
        /// Without the finish key; empty if none was pressed.
        digits: PrivateText,
        /// The key that ended it, where the vendor says.
        finish_key: Option<char>,
    },
    /// The caller spoke and the carrier understood.
    Speech {
        /// The words.
        text: PrivateText,
        /// 0 to 100 percent, where the vendor says.
        confidence: Option<u8>,
    },
    /// A leg that the call dialled came to its end.
    DialResult {
        /// How.
        status: CallStatus,
        /// The leg's own id.
        leg: Option<CallId>,
        /// How long the two talked.
        duration: Option<Duration>,
    },
    /// A recording began, ended, or can be fetched.
    Recording {
        /// Its id; `None` where the vendor names recordings by their call.
        id: Option<RecordingId>,
        /// Where it stands.
        status: RecordingStatus,
        /// Where it can be fetched, usually with the account's credentials.
        url: Option<PrivateText>,
        /// How long it is.
        duration: Option<Duration>,
    },
    /// A transcript is ready.
    Transcript {
        /// Its id.
        id: Option<TranscriptId>,
        /// The whole text, where the notification holds it.
        text: Option<PrivateText>,
    },
    /// A summary is ready.
    Summary {
        /// The text.
        text: PrivateText,
    },
    /// The provider decided who answered.
    MachineDetection {
        /// Who.
        answered_by: AnsweredBy,
        /// How long it took.
        duration: Option<Duration>,
    },
    /// A text message arrived.
    MessageReceived {
        /// Its id.
        id: MessageId,
        /// Who sent it.
        from: Party,
        /// To which of our numbers.
        to: Party,
        /// What it says.
        body: PrivateText,
    },
    /// A text message of ours moved on.
    MessageStatus {
        /// Its id.
        id: MessageId,
        /// Where it stands.
        status: crate::MessageStatus,
    },
    /// A media stream began, ended or failed.
    Stream {
        /// The vendor's word for it.
        status: Box<str>,
    },
    /// A flow that the vendor runs reported a step.
    Flow {
        /// The vendor's word for it.
        name: Box<str>,
    },
    /// Something this SDK has no word for; look at [`CallEvent::raw`].
    Unknown {
        /// The vendor's word for it, if it has one.
        name: Box<str>,
    },
}

/// A call moved to a status.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub struct StatusChange {
    /// To which.
    pub status: CallStatus,
    /// Who began the call.
    pub direction: Option<Direction>,
    /// Who calls.
    pub from: Option<Party>,
    /// Who is called.
    pub to: Option<Party>,
    /// From answer to end; at an end only.
    pub duration: Option<Duration>,
    /// Who or what answered.
    pub answered_by: Option<AnsweredBy>,
    /// How it ended; at an end only.
    pub hangup_cause: Option<HangupCause>,
}

impl StatusChange {
    /// A status of which nothing else is known.
    pub fn new(status: CallStatus) -> Self {
        Self {
            status,
            direction: None,
            from: None,
            to: None,
            duration: None,
            answered_by: None,
            hangup_cause: None,
        }
    }
}

open_enum! {
    /// Where a recording stands.
    pub enum RecordingStatus {
        /// Being recorded.
        InProgress = "in-progress",
        /// Held for the moment.
        Paused = "paused",
        /// Being made ready.
        Processing = "processing" | "stopped" | "stopping",
        /// Can be fetched.
        Completed = "completed",
        /// There is none: too short, or silent.
        Absent = "absent",
        /// It went wrong.
        Failed = "failed",
        /// It was there and is gone.
        Deleted = "deleted",
    }
}
