//! Words that attributes of several elements share.

use super::value::words;

words! {
    /// The HTTP method of a request that Twilio makes. Everywhere `POST` unless said otherwise.
    Method {
        /// Parameters in the query.
        Get = "GET",
        /// Parameters in the body.
        Post = "POST",
    }

    /// Whether silence is cut from both ends of a recording.
    Trim {
        /// It is cut.
        TrimSilence = "trim-silence",
        /// It stays.
        DoNotTrim = "do-not-trim",
    }

    /// When a recording's status callback is made.
    RecordingEvent {
        /// Recording has begun.
        InProgress = "in-progress",
        /// The file can be fetched.
        Completed = "completed",
        /// There is no recording: too short, or silent.
        Absent = "absent",
    }

    /// When a dialled leg's status callback is made.
    LegEvent {
        /// The leg was created.
        Initiated = "initiated",
        /// It rings.
        Ringing = "ringing",
        /// It was answered.
        Answered = "answered",
        /// It has ended, however.
        Completed = "completed",
    }

    /// Whether Twilio listens for an answering machine.
    MachineDetection {
        /// Says as soon as it can whether a person answered.
        Enable = "Enable",
        /// Waits for the end of a machine's greeting.
        DetectMessageEnd = "DetectMessageEnd",
    }

    /// Which side of a call a media stream carries.
    StreamTrack {
        /// What the caller says.
        Inbound = "inbound_track",
        /// What the caller hears.
        Outbound = "outbound_track",
        /// Both; not under `Connect`.
        Both = "both_tracks",
    }

    /// Which side of a call is recorded.
    RecordingTrack {
        /// What the caller says.
        Inbound = "inbound",
        /// What the caller hears.
        Outbound = "outbound",
        /// Both.
        Both = "both",
    }
}
