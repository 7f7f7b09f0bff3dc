//! Recordings and their transcripts.

use std::time::Duration;

use voice_core::{PrivateText, Timestamp};

use super::payload::payloads;
use crate::twiml::RecordingTrack;
use crate::words::{RecordingSource, RecordingState, TranscriptionState};

payloads! {
    /// Where a recording stands.
    RecordingStatusCallback {
        /// `RE…`
        recording_sid: text(String) = "RecordingSid";
        /// Where it is.
        recording_url: private(PrivateText) = "RecordingUrl";
        /// Where it stands.
        status: word(RecordingState) = "RecordingStatus";
        /// How long it is.
        duration: seconds(Duration) = "RecordingDuration";
        /// How many channels.
        channels: number(u64) = "RecordingChannels";
        /// What began it.
        source: word(RecordingSource) = "RecordingSource";
        /// When it began.
        start_time: time(Timestamp) = "RecordingStartTime";
        /// Which side.
        track: word(RecordingTrack) = "RecordingTrack";
        /// 16101 too short, 16102 silent; 0 is fine.
        error_code: number(u64) = "ErrorCode";
        /// `CF…`
        conference_sid: text(String) = "ConferenceSid";
    }

    /// A recording was transcribed.
    TranscriptionCallback {
        /// `TR…`
        transcription_sid: text(String) = "TranscriptionSid";
        /// When completed.
        text: private(PrivateText) = "TranscriptionText";
        /// Whether it worked.
        status: word(TranscriptionState) = "TranscriptionStatus";
        /// Where it is.
        transcription_url: private(PrivateText) = "TranscriptionUrl";
        /// `RE…`
        recording_sid: text(String) = "RecordingSid";
        /// Where that is.
        recording_url: private(PrivateText) = "RecordingUrl";
        /// `fast`
        kind: text(String) = "TranscriptionType";
    }
}
