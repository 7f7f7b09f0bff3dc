//! Recordings and their transcripts.

use std::time::Duration;

use voice_core::{PrivateText, Timestamp};

use super::payload::payloads;
use crate::ErrorCode;
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
        /// Why there is none: [`RECORDING_TOO_SHORT`](ErrorCode::RECORDING_TOO_SHORT),
        /// [`RECORDING_SILENT`](ErrorCode::RECORDING_SILENT); 0 is none.
        error_code: code(ErrorCode) = "ErrorCode";
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
