//! Words of the API that neither TwiML nor webhooks have too; the others are theirs.

use voice_core::open_enum;

pub use crate::twiml::{
    Beep, ConferenceEvent, JitterBufferSize, LegEvent, MachineDetection, Method, RecordingChannels,
    RecordingEvent, RecordingTrack, Region, StreamTrack, TranscriptionEngine, Trim,
};
pub use crate::words::{
    CallDirection, CallState, ConferenceEndReason, MessageState, RecordingSource, RecordingState,
    TranscriptionState,
};

open_enum! {
    /// What a call is told to become.
    pub enum CallCommand {
        /// Called off, if it is queued or ringing; a call in progress goes on.
        Canceled = "canceled",
        /// Ended, whatever it does.
        Completed = "completed",
    }
}

open_enum! {
    /// Whether the conference that a new participant joins is recorded. TwiML has the long words only.
    pub enum ConferenceRecord {
        /// From its start.
        True = "true",
        /// It is not. The default.
        False = "false",
        /// From its start.
        FromStart = "record-from-start",
        /// It is not.
        DoNotRecord = "do-not-record",
    }
}

open_enum! {
    /// Where a conference stands.
    pub enum ConferenceState {
        /// Its participants wait for it to begin.
        Init = "init",
        /// Under way.
        InProgress = "in-progress",
        /// Over.
        Completed = "completed",
    }
}

open_enum! {
    /// What a conference is told to become.
    pub enum ConferenceCommand {
        /// Ended for all.
        Completed = "completed",
    }
}

open_enum! {
    /// Where a participant's call stands.
    pub enum ParticipantState {
        /// Not yet dialled.
        Queued = "queued",
        /// Being dialled.
        Connecting = "connecting",
        /// The far end rings.
        Ringing = "ringing",
        /// In the conference.
        Connected = "connected",
        /// Gone.
        Complete = "complete",
        /// It could not be connected.
        Failed = "failed",
    }
}

open_enum! {
    /// Events of a participant's recording.
    pub enum ParticipantRecordingEvent {
        /// It began.
        Started = "started",
        /// It is being recorded.
        InProgress = "in-progress",
        /// Held for the moment.
        Paused = "paused",
        /// It goes on.
        Resumed = "resumed",
        /// It ended.
        Stopped = "stopped",
        /// The file can be fetched.
        Completed = "completed",
        /// It went wrong.
        Failed = "failed",
        /// There is none.
        Absent = "absent",
    }
}

open_enum! {
    /// Events of a conference's recording.
    pub enum ConferenceRecordingEvent {
        /// It is being recorded.
        InProgress = "in-progress",
        /// The file can be fetched.
        Completed = "completed",
        /// It went wrong.
        Failed = "failed",
        /// There is none.
        Absent = "absent",
    }
}

open_enum! {
    /// What a pause leaves in a recording.
    pub enum PauseBehavior {
        /// Nothing.
        Skip = "skip",
        /// Silence of the same length.
        Silence = "silence",
    }
}

/// In which format a recording's sound is fetched.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum MediaFormat {
    /// Without a suffix; Twilio answers WAV.
    Original,
    /// `audio/x-wav`
    Wav,
    /// `audio/mpeg`
    Mp3,
}

open_enum! {
    /// Kinds of numbers that an account holds; a part of the path.
    pub enum OwnedNumberKind {
        /// Of a place.
        Local = "Local",
        /// Of a mobile network.
        Mobile = "Mobile",
        /// Paid by whom is called.
        TollFree = "TollFree",
    }
}

open_enum! {
    /// Kinds of numbers for sale; a part of the path.
    pub enum AvailableNumberKind {
        /// Of a place.
        Local = "Local",
        /// Paid by whom is called.
        TollFree = "TollFree",
        /// Of a mobile network.
        Mobile = "Mobile",
        /// Of a whole country.
        National = "National",
        /// For voice over IP.
        Voip = "Voip",
        /// Paid by both.
        SharedCost = "SharedCost",
        /// For devices.
        MachineToMachine = "MachineToMachine",
    }
}

open_enum! {
    /// Whether emergency calls are on.
    pub enum EmergencyStatus {
        /// On.
        Active = "Active",
        /// Off.
        Inactive = "Inactive",
    }
}

open_enum! {
    /// Whether emergency services know a number's address.
    pub enum EmergencyAddressStatus {
        /// They do.
        Registered = "registered",
        /// They do not.
        Unregistered = "unregistered",
        /// They will.
        PendingRegistration = "pending-registration",
        /// They could not be told.
        RegistrationFailure = "registration-failure",
        /// They will not any more.
        PendingUnregistration = "pending-unregistration",
        /// They could not be told to forget it.
        UnregistrationFailure = "unregistration-failure",
    }
}

open_enum! {
    /// Which address the law asks for.
    pub enum AddressRequirements {
        /// None.
        None = "none",
        /// Any.
        Any = "any",
        /// One in the same place.
        Local = "local",
        /// One abroad.
        Foreign = "foreign",
    }
}

open_enum! {
    /// What a number receives.
    pub enum VoiceReceiveMode {
        /// Calls.
        Voice = "voice",
        /// Faxes.
        Fax = "fax",
    }
}

open_enum! {
    /// Whether Twilio keeps a text.
    pub enum ContentRetention {
        /// It does.
        Retain = "retain",
        /// It does not.
        Discard = "discard",
    }
}

open_enum! {
    /// Whether Twilio keeps a text's addresses.
    pub enum AddressRetention {
        /// It does.
        Retain = "retain",
        /// It makes them unreadable.
        Obfuscate = "obfuscate",
    }
}

open_enum! {
    /// How a text is billed.
    pub enum TrafficType {
        /// It is not.
        Free = "free",
    }
}

open_enum! {
    /// How a text is scheduled.
    pub enum ScheduleType {
        /// For an instant.
        Fixed = "fixed",
    }
}

open_enum! {
    /// Whether a text is looked through for fraud.
    pub enum RiskCheck {
        /// It is.
        Enable = "enable",
        /// It is not.
        Disable = "disable",
    }
}

open_enum! {
    /// What a text is told to become.
    pub enum MessageCommand {
        /// Called off.
        Canceled = "canceled",
    }
}

open_enum! {
    /// Who began a text.
    pub enum MessageDirection {
        /// Somebody else.
        Inbound = "inbound",
        /// A request of ours.
        OutboundApi = "outbound-api",
        /// A document of a call.
        OutboundCall = "outbound-call",
        /// A reply of ours to a text.
        OutboundReply = "outbound-reply",
    }
}

open_enum! {
    /// Where a stream or a live transcription stands.
    pub enum StreamState {
        /// Under way.
        InProgress = "in-progress",
        /// Over.
        Stopped = "stopped",
    }
}

open_enum! {
    /// What a stream or a live transcription is told to become.
    pub enum StreamCommand {
        /// Over.
        Stopped = "stopped",
    }
}

open_enum! {
    /// By which span usage is listed; a part of the path.
    pub enum UsagePeriod {
        /// All of it.
        AllTime = "AllTime",
        /// By day.
        Daily = "Daily",
        /// Last month.
        LastMonth = "LastMonth",
        /// By month.
        Monthly = "Monthly",
        /// This month.
        ThisMonth = "ThisMonth",
        /// Today.
        Today = "Today",
        /// By year.
        Yearly = "Yearly",
        /// Yesterday.
        Yesterday = "Yesterday",
    }
}
