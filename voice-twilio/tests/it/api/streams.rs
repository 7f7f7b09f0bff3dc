//! Media streams and live transcriptions of calls.

use serde_json::{Value, json};
use voice_twilio::api::{StartStream, StartTranscription, StopStream, StopTranscription};

use crate::support::{ACCOUNT, Endpoint};

fn stream(sid: &str) -> Value {
    json!({"sid": sid, "account_sid": ACCOUNT, "call_sid": "CA1", "name": "live", "status": "in-progress",
        "date_updated": "Tue, 20 Jan 2026 20:36:28 +0000", "uri": "/2010-04-01/s.json"})
}

#[tokio::test]
async fn a_stream_is_started_with_every_parameter() {
    let request = StartStream::new("CA1", "wss://example.com/media")
        .name("live")
        .track("inbound_track")
        .status_callback("https://example.com/s")
        .status_callback_method("GET")
        .parameter("order", "secret-1042")
        .parameter("desk", "");
    let got = Endpoint::post("/Calls/CA1/Streams.json")
        .with(&[
            ("Url", "wss://example.com/media"),
            ("Name", "live"),
            ("Track", "inbound_track"),
            ("StatusCallback", "https://example.com/s"),
            ("StatusCallbackMethod", "GET"),
            ("Parameter1.Name", "order"),
            ("Parameter1.Value", "secret-1042"),
            ("Parameter2.Name", "desk"),
            ("Parameter2.Value", ""),
        ])
        .answers(201, stream("MZ1"))
        .stands_with_word(
            "status",
            async |client| request.send(client).await,
            |got| got.status.to_string(),
        )
        .await;
    assert_eq!(
        (got.sid.as_str(), got.name.as_deref()),
        ("MZ1", Some("live"))
    );
    assert_eq!(
        (got.account_sid.as_deref(), got.call_sid.as_deref()),
        (Some(ACCOUNT), Some("CA1"))
    );
    assert_eq!(got.date_updated, "2026-01-20T20:36:28Z".parse().ok());
    assert_eq!(got.uri.as_deref(), Some("/2010-04-01/s.json"));
    let shown = format!("{request:?}");
    assert!(!shown.contains("secret-1042"), "{shown}");
}

#[tokio::test]
async fn a_stream_is_stopped() {
    let request = StopStream::new("CA1", "live", "stopped");
    Endpoint::post("/Calls/CA1/Streams/live.json")
        .with(&[("Status", "stopped")])
        .answers(200, stream("MZ1"))
        .repeatable()
        .stands_with_word(
            "status",
            async |client| request.send(client).await,
            |got| got.status.to_string(),
        )
        .await;
}

#[tokio::test]
async fn a_live_transcription_is_started_with_every_parameter() {
    let request = StartTranscription::new("CA1")
        .name("live")
        .track("both_tracks")
        .status_callback_url("https://example.com/t")
        .status_callback_method("GET")
        .inbound_track_label("caller")
        .outbound_track_label("desk")
        .partial_results(true)
        .language_code("hi-IN")
        .transcription_engine("deepgram")
        .profanity_filter(false)
        .speech_model("telephony")
        .hints("yes,no")
        .enable_automatic_punctuation(true)
        .intelligence_service("GA1")
        .conversation_configuration("c1")
        .conversation_id("c2")
        .configuration_id("c3")
        .enable_provider_data(true);
    Endpoint::post("/Calls/CA1/Transcriptions.json")
        .with(&[
            ("Name", "live"),
            ("Track", "both_tracks"),
            ("StatusCallbackUrl", "https://example.com/t"),
            ("StatusCallbackMethod", "GET"),
            ("InboundTrackLabel", "caller"),
            ("OutboundTrackLabel", "desk"),
            ("PartialResults", "true"),
            ("LanguageCode", "hi-IN"),
            ("TranscriptionEngine", "deepgram"),
            ("ProfanityFilter", "false"),
            ("SpeechModel", "telephony"),
            ("Hints", "yes,no"),
            ("EnableAutomaticPunctuation", "true"),
            ("IntelligenceService", "GA1"),
            ("ConversationConfiguration", "c1"),
            ("ConversationId", "c2"),
            ("ConfigurationId", "c3"),
            ("EnableProviderData", "true"),
        ])
        .answers(201, stream("GT1"))
        .stands_with_word(
            "status",
            async |client| request.send(client).await,
            |got| got.status.to_string(),
        )
        .await;
}

#[tokio::test]
async fn a_live_transcription_is_stopped() {
    let request = StopTranscription::new("CA1", "GT1", "stopped");
    Endpoint::post("/Calls/CA1/Transcriptions/GT1.json")
        .with(&[("Status", "stopped")])
        .answers(200, stream("GT1"))
        .repeatable()
        .stands_with_word(
            "status",
            async |client| request.send(client).await,
            |got| got.status.to_string(),
        )
        .await;
}
