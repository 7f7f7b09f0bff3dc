//! What happens while a call goes on: speech, streams, live transcription.

use voice_core::{PrivateText, Timestamp, open_enum};

use super::payload::payloads;
use crate::ErrorCode;
use crate::twiml::{StreamTrack, TranscriptionEngine};

payloads! {
    /// Speech of a `<Gather>` that goes on.
    PartialSpeech {
        /// What will stay.
        stable: private(PrivateText) = "StableSpeechResult";
        /// What may change.
        unstable: private(PrivateText) = "UnstableSpeechResult";
        /// 0.0 to 1.0.
        stability: decimal(f64) = "Stability";
        /// Its running number.
        sequence_number: number(u64) = "SequenceNumber";
        /// When.
        timestamp: time(Timestamp) = "PartialResultTimestamp";
    }

    /// A media stream began, ended or failed.
    StreamCallback {
        /// `MZ…`
        stream_sid: text(String) = "StreamSid";
        /// Its name.
        stream_name: private(PrivateText) = "StreamName";
        /// What.
        event: word(StreamCallbackEvent) = "StreamEvent";
        /// Why.
        error: text(String) = "StreamError";
        /// When.
        timestamp: time(Timestamp) = "Timestamp";
    }

    /// A live transcription began, ended, failed, or has text.
    LiveTranscription {
        /// `GT…`
        transcription_sid: text(String) = "TranscriptionSid";
        /// What.
        event: word(LiveTranscriptionEvent) = "TranscriptionEvent";
        /// When.
        timestamp: time(Timestamp) = "Timestamp";
        /// Its running number.
        sequence_id: number(u64) = "SequenceId";
        /// Its name.
        name: private(PrivateText) = "Name";
        /// Which side.
        track: word(StreamTrack) = "Track";
        /// What the caller is called.
        inbound_track_label: private(PrivateText) = "InboundTrackLabel";
        /// What the other side is called.
        outbound_track_label: private(PrivateText) = "OutboundTrackLabel";
        /// Who listens.
        engine: word(TranscriptionEngine) = "TranscriptionEngine";
        /// BCP 47.
        language_code: text(String) = "LanguageCode";
        /// Whether they are reported.
        partial_results: flag(bool) = "PartialResults";
        /// JSON.
        provider_configuration: text(String) = "ProviderConfiguration";
        /// Whether the text will stay.
        is_final: flag(bool) = "Final";
        /// 0.0 to 1.0.
        stability: decimal(f64) = "Stability";
        /// JSON `{"transcript":…,"confidence":…}`.
        data: private(PrivateText) = "TranscriptionData";
        /// Why it failed.
        error_code: code(ErrorCode) = "TranscriptionErrorCode";
        /// Why it failed.
        error: text(String) = "TranscriptionError";
    }
}

open_enum! {
    /// What happened to a media stream.
    pub enum StreamCallbackEvent {
        /// It began.
        Started = "stream-started",
        /// It ended.
        Stopped = "stream-stopped",
        /// It failed.
        Error = "stream-error",
    }
}

open_enum! {
    /// What happened to a live transcription.
    pub enum LiveTranscriptionEvent {
        /// It began.
        Started = "transcription-started",
        /// There is text.
        Content = "transcription-content",
        /// It ended.
        Stopped = "transcription-stopped",
        /// It failed.
        Error = "transcription-error",
    }
}
