//! How what a call waits for can end.

use std::fmt;

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
    /// The call was stopped before it was answered: by the API, or because the caller hung up.
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

/// How taking a caller out of a queue ends. Twilio does not say what `DialCallStatus` is beside the
/// `DequeueResult`; here it is `completed`, `no-answer` for an empty queue, and `failed`.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[non_exhaustive]
pub enum DequeueOutcome {
    /// Somebody was waiting.
    Bridged {
        /// How long they spoke. `timeLimit` cuts it.
        seconds: u32,
    },
    /// Nobody came within the `timeout` of the `Dial`.
    QueueEmpty,
    /// There is no such queue.
    QueueNotFound,
    /// It did not work.
    Error,
}

impl DequeueOutcome {
    /// The word of `DequeueResult`.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Bridged { .. } => "bridged",
            Self::QueueEmpty => "queue-empty",
            Self::QueueNotFound => "queue-not-found",
            Self::Error => "error",
        }
    }
}

/// How a `Refer` ends. Twilio lists no words of `ReferCallStatus`; here they are `completed` and
/// `failed`.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[non_exhaustive]
pub enum ReferOutcome {
    /// The other side took it, and its call was answered.
    Accepted,
    /// The other side did not take it.
    Refused {
        /// The SIP response.
        code: u16,
    },
}

impl ReferOutcome {
    /// The word of `ReferCallStatus`.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Accepted => "completed",
            Self::Refused { .. } => "failed",
        }
    }
}

/// How the session of a `ConversationRelay` ends. `Debug` shows no data.
#[derive(Clone, PartialEq, Eq)]
#[non_exhaustive]
pub enum SessionOutcome {
    /// The agent ends it and hands the call over with these data.
    HandOff(String),
    /// It fails.
    Failed {
        /// Twilio's error code.
        code: u32,
        /// Twilio's words.
        message: String,
    },
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
    /// The caller has hung up. As an act it is the same as [`Act::HangUp`](super::Act::HangUp).
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

impl fmt::Debug for SessionOutcome {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::HandOff(data) => write!(f, "HandOff({} characters)", data.chars().count()),
            Self::Failed { code, .. } => write!(f, "Failed({code})"),
        }
    }
}
