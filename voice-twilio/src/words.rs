//! Words that Twilio says in its API, in webhooks and in the frames of web sockets.

use voice_core::{Direction, open_enum};

open_enum! {
    /// Where a call stands, in Twilio's words.
    pub enum CallState {
        /// Accepted, not yet dialled.
        Queued = "queued",
        /// Being dialled; in webhooks only.
        Initiated = "initiated",
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

impl CallDirection {
    /// Who began the call, seen from our account; `None` for a word that is not known.
    pub fn seen_from_account(&self) -> Option<Direction> {
        match self {
            Self::Inbound | Self::TrunkingOriginating => Some(Direction::Inbound),
            Self::OutboundApi | Self::OutboundDial | Self::TrunkingTerminating => {
                Some(Direction::Outbound)
            }
            Self::Unknown(_) => None,
        }
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
    /// Where a recording stands, and what it is told to become.
    pub enum RecordingState {
        /// Being recorded, or resumed.
        InProgress = "in-progress",
        /// Held for the moment.
        Paused = "paused",
        /// Ended.
        Stopped = "stopped",
        /// Being made ready.
        Processing = "processing",
        /// Can be fetched.
        Completed = "completed",
        /// There is none.
        Absent = "absent",
        /// It was there and is gone.
        Deleted = "deleted",
        /// It went wrong.
        Failed = "failed",
    }
}

open_enum! {
    /// What began a recording.
    pub enum RecordingSource {
        /// `<Dial record>`
        DialVerb = "DialVerb",
        /// `<Conference record>`
        Conference = "Conference",
        /// A call placed with `Record`.
        OutboundApi = "OutboundAPI",
        /// A SIP trunk.
        Trunking = "Trunking",
        /// `<Record>`
        RecordVerb = "RecordVerb",
        /// A request or `<Start><Recording>`.
        StartCallRecordingApi = "StartCallRecordingAPI",
        /// A request, of a conference.
        StartConferenceRecordingApi = "StartConferenceRecordingAPI",
    }
}

open_enum! {
    /// Where a recording's transcription stands.
    pub enum TranscriptionState {
        /// Being made.
        InProgress = "in-progress",
        /// Ready.
        Completed = "completed",
        /// It went wrong.
        Failed = "failed",
    }
}

open_enum! {
    /// Where a text stands, in Twilio's words.
    pub enum MessageState {
        /// Waits to be sent.
        Queued = "queued",
        /// Is being sent.
        Sending = "sending",
        /// The carrier has it.
        Sent = "sent",
        /// It could not be sent.
        Failed = "failed",
        /// The phone has it.
        Delivered = "delivered",
        /// The carrier could not deliver it.
        Undelivered = "undelivered",
        /// Comes in.
        Receiving = "receiving",
        /// Came in.
        Received = "received",
        /// Waits for its sender to be chosen.
        Accepted = "accepted",
        /// Waits for its time.
        Scheduled = "scheduled",
        /// It was read.
        Read = "read",
        /// Part of it was delivered.
        PartiallyDelivered = "partially_delivered",
        /// It was called off.
        Canceled = "canceled",
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn both_kinds_of_trunk_have_their_direction() {
        for (word, direction) in [
            ("trunking-terminating", Some(Direction::Outbound)),
            ("trunking-originating", Some(Direction::Inbound)),
            ("sideways", None),
        ] {
            assert_eq!(CallDirection::from(word).seen_from_account(), direction);
        }
    }
}
