//! A call, whoever carries it.

use std::time::Duration;

use super::id::CallId;
use super::money::Money;
use super::party::Party;
use super::raw::Raw;
use super::reference::Reference;
use super::time::Timestamp;
use crate::open_enum;

open_enum! {
    /// Where a call stands. Each provider's crate docs map the vendor's words to these.
    pub enum CallStatus {
        /// Accepted by the provider, not yet dialled.
        Queued = "queued",
        /// The far end rings.
        Ringing = "ringing",
        /// Answered and not over.
        InProgress = "in-progress",
        /// Answered, and over.
        Completed = "completed",
        /// The far end was busy.
        Busy = "busy",
        /// Nobody answered in time.
        NoAnswer = "no-answer",
        /// It could not be connected.
        Failed = "failed",
        /// Called off before it was answered.
        Canceled = "canceled",
    }
}

impl CallStatus {
    /// True if nothing more will happen. A status that is not known is not taken for an end.
    pub fn is_final(&self) -> bool {
        matches!(
            self,
            Self::Completed | Self::Busy | Self::NoAnswer | Self::Failed | Self::Canceled
        )
    }
}

/// Who began the call, seen from our account.
#[derive(
    Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, serde::Serialize, serde::Deserialize,
)]
#[serde(rename_all = "lowercase")]
pub enum Direction {
    /// Somebody called us.
    Inbound,
    /// We called somebody.
    Outbound,
}

impl Direction {
    /// `"inbound"` or `"outbound"`.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Inbound => "inbound",
            Self::Outbound => "outbound",
        }
    }
}

open_enum! {
    /// Who or what answered, by the provider's detection.
    pub enum AnsweredBy {
        /// A person.
        Human = "human",
        /// A machine, still talking.
        MachineStart = "machine_start" | "machine",
        /// A machine after its tone: leave the message now.
        MachineEndBeep = "machine_end_beep",
        /// A machine that fell silent.
        MachineEndSilence = "machine_end_silence",
        /// A machine whose end was not recognised.
        MachineEndOther = "machine_end_other",
        /// A voicemail box, where the vendor tells no more.
        Voicemail = "voicemail",
        /// A fax.
        Fax = "fax",
    }
}

impl AnsweredBy {
    /// True for every kind of machine, fax and voicemail; false for a person and for what is not known.
    pub fn is_machine(&self) -> bool {
        !matches!(self, Self::Human | Self::Unknown(_))
    }
}

open_enum! {
    /// How a call ended, beyond its status.
    pub enum HangupCause {
        /// The other side hung up.
        RemoteHangup = "remote-hangup",
        /// Our side hung up: the flow ended, the agent said goodbye, or the API was asked to.
        LocalHangup = "local-hangup",
        /// The longest duration was reached.
        MaxDuration = "max-duration",
        /// The ring time ran out.
        RingTimeout = "ring-timeout",
        /// The number does not exist or cannot be reached.
        Unreachable = "unreachable",
        /// The carrier or the far end refused it.
        Rejected = "rejected",
        /// Handed over to somebody else.
        Transferred = "transferred",
    }
}

/// A call as a provider reports it. `None` always means that the provider has not said.
///
/// The provider decides which members arrive; the conformance suite only requires the id and the status.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub struct Call {
    /// The provider's id.
    pub id: CallId,
    /// Which provider: `"twilio"` …
    pub provider: &'static str,
    /// Where it stands.
    pub status: CallStatus,
    /// Who began it.
    pub direction: Option<Direction>,
    /// Who calls.
    pub from: Option<Party>,
    /// Who is called.
    pub to: Option<Party>,
    /// Your own name for it, where the vendor echoes it.
    pub reference: Option<Reference>,
    /// When it was asked for or arrived.
    pub created_at: Option<Timestamp>,
    /// When it was answered.
    pub answered_at: Option<Timestamp>,
    /// When it ended.
    pub ended_at: Option<Timestamp>,
    /// From answer to end, as the vendor counts it.
    pub duration: Option<Duration>,
    /// What is billed, rounded as the vendor rounds it.
    pub billable_duration: Option<Duration>,
    /// What it cost; not known is not zero.
    pub price: Option<Money>,
    /// Who or what answered.
    pub answered_by: Option<AnsweredBy>,
    /// How it ended.
    pub hangup_cause: Option<HangupCause>,
    /// The vendor's own record.
    pub raw: Raw,
}

impl Call {
    /// A call of which nothing is known but its id and status.
    pub fn new(provider: &'static str, id: CallId, status: CallStatus) -> Self {
        Self {
            id,
            provider,
            status,
            direction: None,
            from: None,
            to: None,
            reference: None,
            created_at: None,
            answered_at: None,
            ended_at: None,
            duration: None,
            billable_duration: None,
            price: None,
            answered_by: None,
            hangup_cause: None,
            raw: Raw::default(),
        }
    }
}
