//! Words of the API that TwiML does not have too; the others are TwiML's.

use voice_core::open_enum;

pub use crate::twiml::{
    Beep, ConferenceEvent, ConferenceRecord, JitterBufferSize, LegEvent, MachineDetection, Method,
    RecordingChannels, RecordingTrack, StreamTrack, Trim,
};

open_enum! {
    /// Where a call stands, in Twilio's words.
    pub enum CallState {
        /// Accepted, not yet dialled.
        Queued = "queued",
        /// The far end rings.
        Ringing = "ringing",
        /// Answered and not over.
        InProgress = "in-progress",
        /// Answered, and over.
        Completed = "completed",
        /// The far end was busy.
        Busy = "busy",
        /// It could not be connected.
        Failed = "failed",
        /// Nobody answered in time.
        NoAnswer = "no-answer",
        /// Called off before it was answered.
        Canceled = "canceled",
    }
}

open_enum! {
    /// Who began a call, in Twilio's words.
    pub enum CallDirection {
        /// Somebody called.
        Inbound = "inbound",
        /// Placed by a request.
        OutboundApi = "outbound-api",
        /// Dialled by a document.
        OutboundDial = "outbound-dial",
        /// From a SIP trunk to the telephone network.
        TrunkingTerminating = "trunking-terminating",
        /// From the telephone network to a SIP trunk.
        TrunkingOriginating = "trunking-originating",
    }
}

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
    /// Why a conference ended.
    pub enum ConferenceEndReason {
        /// A request ended it.
        EndedViaApi = "conference-ended-via-api",
        /// Somebody whose going ends it went.
        ModeratorLeft = "participant-with-end-conference-on-exit-left",
        /// Somebody whose going ends it was hung up.
        ModeratorKicked = "participant-with-end-conference-on-exit-kicked",
        /// The last one was hung up.
        LastKicked = "last-participant-kicked",
        /// The last one went.
        LastLeft = "last-participant-left",
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
