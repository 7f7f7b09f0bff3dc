//! `POST /2010-04-01/Accounts/{sid}/Calls/{call}/Streams.json`, `POST …/Streams/{sid}.json`, the same for
//! `Transcriptions` — Twilio, "Stream resource" and "Real-time transcription resource".

use super::request::{endpoints, request};
use super::resource::resource;
use super::words::{Method, StreamCommand, StreamState, StreamTrack, TranscriptionEngine};

request! {
    /// Starts a one-way media stream of a live call. Not idempotent.
    StartStream [
        /// The call.
        call: sid,
        /// A `wss://` URL.
        url: url = "Url",
    ] {
        /// A name to stop it by.
        name: text = "Name";
        /// Which side. Default the caller's.
        track: word(StreamTrack) = "Track";
        /// Is told of start, stop and errors.
        status_callback: url = "StatusCallback";
        /// How. Default `POST`.
        status_callback_method: word(Method) = "StatusCallbackMethod";
        /// Adds a parameter for the other end, at most 99.
        parameter: numbered = "Parameter";
    }
}

request! {
    /// Stops a media stream.
    StopStream [
        /// The call.
        call: sid,
        /// The stream's SID or name.
        sid: sid,
        /// `stopped`
        status: word(StreamCommand) = "Status",
    ] {}
}

request! {
    /// Starts a live transcription of a call. Not idempotent.
    StartTranscription [
        /// The call.
        call: sid,
    ] {
        /// A name to stop it by.
        name: text = "Name";
        /// Which side. Default both.
        track: word(StreamTrack) = "Track";
        /// Gets the text.
        status_callback_url: url = "StatusCallbackUrl";
        /// How. Default `POST`.
        status_callback_method: word(Method) = "StatusCallbackMethod";
        /// What the caller is called.
        inbound_track_label: text = "InboundTrackLabel";
        /// What the other side is called.
        outbound_track_label: text = "OutboundTrackLabel";
        /// Reports text before it is final.
        partial_results: flag = "PartialResults";
        /// BCP 47.
        language_code: text = "LanguageCode";
        /// Who listens.
        transcription_engine: word(TranscriptionEngine) = "TranscriptionEngine";
        /// Masks profanities.
        profanity_filter: flag = "ProfanityFilter";
        /// The engine's model.
        speech_model: text = "SpeechModel";
        /// Phrases that are likely.
        hints: text = "Hints";
        /// Adds punctuation.
        enable_automatic_punctuation: flag = "EnableAutomaticPunctuation";
        /// A stored analysis service.
        intelligence_service: text = "IntelligenceService";
        /// A stored configuration.
        conversation_configuration: text = "ConversationConfiguration";
        /// The conversation it belongs to.
        conversation_id: text = "ConversationId";
        /// A stored configuration.
        configuration_id: text = "ConfigurationId";
        /// Reports the engine's own data too.
        enable_provider_data: flag = "EnableProviderData";
    }
}

request! {
    /// Stops a live transcription.
    StopTranscription [
        /// The call.
        call: sid,
        /// The transcription's SID or name.
        sid: sid,
        /// `stopped`
        status: word(StreamCommand) = "Status",
    ] {}
}

endpoints! {
    StartStream: POST "start_stream" "/Calls/{call}/Streams.json" (call) => one CallStream;
    StopStream: POST again "stop_stream" "/Calls/{call}/Streams/{sid}.json" (call, sid) => one CallStream;
    StartTranscription: POST "start_transcription" "/Calls/{call}/Transcriptions.json" (call) => one CallTranscription;
    StopTranscription: POST again "stop_transcription" "/Calls/{call}/Transcriptions/{sid}.json" (call, sid) => one CallTranscription;
}

resource! {
    /// A media stream of a live call.
    CallStream in "streams" {
        /// `MZ…`
        sid: sid;
        /// `AC…`
        account_sid: text;
        /// `CA…`
        call_sid: text;
        /// Its name.
        name: text;
        /// Where it stands.
        status: status(StreamState);
        /// When it changed.
        date_updated: time;
        /// Its path below the host.
        uri: text;
    }
}

resource! {
    /// A live transcription of a call.
    CallTranscription in "transcriptions" {
        /// `GT…`
        sid: sid;
        /// `AC…`
        account_sid: text;
        /// `CA…`
        call_sid: text;
        /// Its name.
        name: text;
        /// Where it stands.
        status: status(StreamState);
        /// When it changed.
        date_updated: time;
        /// Its path below the host.
        uri: text;
    }
}
