//! `GET /2010-04-01/Accounts/{sid}/Transcriptions.json`, `GET|DELETE …/Transcriptions/{sid}.json`, the same below
//! `Recordings/{sid}` — Twilio, "Transcriptions resource".
//!
//! They are made by `<Record transcribe="true">` only. For those of a live call see
//! [`StartTranscription`](super::StartTranscription).

use super::request::{endpoints, list_request, request};
use super::resource::resource;
use super::words::TranscriptionState;

list_request! {
    /// Lists the account's transcriptions.
    ListTranscriptions {}
}

request! {
    /// Fetches one transcription.
    FetchTranscription [
        /// Its SID.
        sid: sid,
    ] {}
}

request! {
    /// Deletes a transcription.
    DeleteTranscription [
        /// Its SID.
        sid: sid,
    ] {}
}

list_request! {
    /// Lists a recording's transcriptions.
    ListRecordingTranscriptions [
        /// The recording.
        recording: sid,
    ] {}
}

request! {
    /// Fetches a recording's transcription.
    FetchRecordingTranscription [
        /// The recording.
        recording: sid,
        /// The transcription's SID.
        sid: sid,
    ] {}
}

request! {
    /// Deletes a recording's transcription.
    DeleteRecordingTranscription [
        /// The recording.
        recording: sid,
        /// The transcription's SID.
        sid: sid,
    ] {}
}

endpoints! {
    ListTranscriptions: GET "list_transcriptions" "/Transcriptions.json" => list Transcription;
    FetchTranscription: GET "transcription" "/Transcriptions/{sid}.json" (sid) => one Transcription;
    DeleteTranscription: DELETE "delete_transcription" "/Transcriptions/{sid}.json" (sid) => gone;
    ListRecordingTranscriptions: GET "list_transcriptions" "/Recordings/{recording}/Transcriptions.json" (recording) => list Transcription;
    FetchRecordingTranscription: GET "transcription" "/Recordings/{recording}/Transcriptions/{sid}.json" (recording, sid) => one Transcription;
    DeleteRecordingTranscription: DELETE "delete_transcription" "/Recordings/{recording}/Transcriptions/{sid}.json" (recording, sid) => gone;
}

resource! {
    /// A recording as text.
    Transcription in "transcriptions" {
        /// `TR…`
        sid: sid;
        /// `AC…`
        account_sid: text;
        /// `2010-04-01`
        api_version: text;
        /// When it was made.
        date_created: time;
        /// When it changed.
        date_updated: time;
        /// How long the recording is, in whole seconds.
        duration: seconds;
        /// What it cost, negative for a charge.
        price: decimal;
        /// ISO 4217.
        price_unit: text;
        /// `RE…`
        recording_sid: text;
        /// Where it stands.
        status: status(TranscriptionState);
        /// What was said.
        transcription_text: private;
        /// `fast`
        kind: text as "type";
        /// Its path below the host.
        uri: text;
    }
}
