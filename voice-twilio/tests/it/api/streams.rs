//! Streams, live transcriptions, call events and usage.

use serde_json::{Value, json};
use voice_twilio::api::{
    ListCallEvents, ListUsageRecords, ListUsageRecordsOf, StartStream, StartTranscription,
    StopStream, StopTranscription,
};

use crate::support::{ACCOUNT, Endpoint, page};

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
async fn the_exchanges_of_a_call_are_listed() {
    let request = ListCallEvents::new("CA1").page_size(5);
    let exchange = json!({
        "request": {"method": "POST", "url": "https://example.com/voice?t=secret", "parameters": {"From": "+15550100101"}},
        "response": {"response_code": 200, "request_duration": 120, "content_type": "text/xml",
            "response_body": "<Response/>", "date_created": "Tue, 20 Jan 2026 20:36:28 +0000"},
    });
    let page = Endpoint::get("/Calls/CA1/Events.json")
        .with(&[("PageSize", "5")])
        .answers(200, page("events", &exchange))
        .stands(async |client| request.send(client).await)
        .await;
    let asked = page.items[0].request.as_ref().unwrap();
    assert_eq!(asked.method.as_deref(), Some("POST"));
    assert_eq!(
        asked.url.as_deref(),
        Some("https://example.com/voice?t=secret")
    );
    assert_eq!(asked.parameters.as_ref().unwrap()["From"], "+15550100101");
    let answer = page.items[0].response.as_ref().unwrap();
    assert_eq!(answer.response_code, Some(200));
    assert_eq!(answer.request_duration.unwrap().as_millis(), 120);
    assert_eq!(answer.content_type.as_deref(), Some("text/xml"));
    assert_eq!(answer.response_body.as_deref(), Some("<Response/>"));
    assert_eq!(answer.date_created, "2026-01-20T20:36:28Z".parse().ok());
    let shown = format!("{page:?}");
    assert!(
        !shown.contains("secret") && !shown.contains("5550100101"),
        "{shown}"
    );
}

fn usage() -> Value {
    json!({
        "account_sid": ACCOUNT, "api_version": "2010-04-01", "as_of": "2026-01-20T20:36:28+00:00", "category": "calls",
        "count": "7", "count_unit": "calls", "description": "Voice Minutes", "end_date": "2026-01-31",
        "price": "0.35", "price_unit": "usd", "start_date": "2026-01-01", "subresource_uris": {"daily": "/2010-04-01/d.json"},
        "uri": "/2010-04-01/u.json", "usage": "12", "usage_unit": "minutes",
    })
}

#[tokio::test]
async fn every_field_of_usage_is_read() {
    let request = ListUsageRecords::new()
        .category("calls")
        .start_date("-30days")
        .end_date("2026-01-31")
        .include_subaccounts(false)
        .page_size(5);
    let page = Endpoint::get("/Usage/Records.json")
        .with(&[
            ("Category", "calls"),
            ("StartDate", "-30days"),
            ("EndDate", "2026-01-31"),
            ("IncludeSubaccounts", "false"),
            ("PageSize", "5"),
        ])
        .answers(200, page("usage_records", &usage()))
        .stands(async |client| request.send(client).await)
        .await;
    let got = &page.items[0];
    assert_eq!(got.as_of, "2026-01-20T20:36:28Z".parse().ok());
    let texts = [
        (&got.account_sid, ACCOUNT),
        (&got.api_version, "2010-04-01"),
        (&got.category, "calls"),
        (&got.count, "7"),
        (&got.count_unit, "calls"),
        (&got.description, "Voice Minutes"),
        (&got.end_date, "2026-01-31"),
        (&got.price, "0.35"),
        (&got.price_unit, "usd"),
        (&got.start_date, "2026-01-01"),
        (&got.uri, "/2010-04-01/u.json"),
        (&got.usage, "12"),
        (&got.usage_unit, "minutes"),
    ];
    for (text, expected) in texts {
        assert_eq!(text.as_deref(), Some(expected));
    }
    assert_eq!(got.subresource_uris["daily"], "/2010-04-01/d.json");
}

#[tokio::test]
async fn a_stream_is_stopped() {
    let request = StopStream::new("CA1", "live", "stopped");
    Endpoint::post("/Calls/CA1/Streams/live.json")
        .with(&[("Status", "stopped")])
        .answers(200, stream("MZ1"))
        .repeatable()
        .stands(async |client| request.send(client).await)
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

#[tokio::test]
async fn usage_is_listed_all_time() {
    let request = ListUsageRecordsOf::new("AllTime")
        .category("calls")
        .start_date("2026-01-01")
        .end_date("2026-01-31")
        .include_subaccounts(true)
        .page_size(5);
    Endpoint::get("/Usage/Records/AllTime.json")
        .with(&[
            ("Category", "calls"),
            ("StartDate", "2026-01-01"),
            ("EndDate", "2026-01-31"),
            ("IncludeSubaccounts", "true"),
            ("PageSize", "5"),
        ])
        .answers(200, page("usage_records", &usage()))
        .stands(async |client| request.send(client).await)
        .await;
}

#[tokio::test]
async fn usage_is_listed_daily() {
    let request = ListUsageRecordsOf::new("Daily")
        .category("calls")
        .start_date("2026-01-01")
        .end_date("2026-01-31")
        .include_subaccounts(true)
        .page_size(5);
    Endpoint::get("/Usage/Records/Daily.json")
        .with(&[
            ("Category", "calls"),
            ("StartDate", "2026-01-01"),
            ("EndDate", "2026-01-31"),
            ("IncludeSubaccounts", "true"),
            ("PageSize", "5"),
        ])
        .answers(200, page("usage_records", &usage()))
        .stands(async |client| request.send(client).await)
        .await;
}

#[tokio::test]
async fn usage_is_listed_last_month() {
    let request = ListUsageRecordsOf::new("LastMonth")
        .category("calls")
        .start_date("2026-01-01")
        .end_date("2026-01-31")
        .include_subaccounts(true)
        .page_size(5);
    Endpoint::get("/Usage/Records/LastMonth.json")
        .with(&[
            ("Category", "calls"),
            ("StartDate", "2026-01-01"),
            ("EndDate", "2026-01-31"),
            ("IncludeSubaccounts", "true"),
            ("PageSize", "5"),
        ])
        .answers(200, page("usage_records", &usage()))
        .stands(async |client| request.send(client).await)
        .await;
}

#[tokio::test]
async fn usage_is_listed_monthly() {
    let request = ListUsageRecordsOf::new("Monthly")
        .category("calls")
        .start_date("2026-01-01")
        .end_date("2026-01-31")
        .include_subaccounts(true)
        .page_size(5);
    Endpoint::get("/Usage/Records/Monthly.json")
        .with(&[
            ("Category", "calls"),
            ("StartDate", "2026-01-01"),
            ("EndDate", "2026-01-31"),
            ("IncludeSubaccounts", "true"),
            ("PageSize", "5"),
        ])
        .answers(200, page("usage_records", &usage()))
        .stands(async |client| request.send(client).await)
        .await;
}

#[tokio::test]
async fn usage_is_listed_this_month() {
    let request = ListUsageRecordsOf::new("ThisMonth")
        .category("calls")
        .start_date("2026-01-01")
        .end_date("2026-01-31")
        .include_subaccounts(true)
        .page_size(5);
    Endpoint::get("/Usage/Records/ThisMonth.json")
        .with(&[
            ("Category", "calls"),
            ("StartDate", "2026-01-01"),
            ("EndDate", "2026-01-31"),
            ("IncludeSubaccounts", "true"),
            ("PageSize", "5"),
        ])
        .answers(200, page("usage_records", &usage()))
        .stands(async |client| request.send(client).await)
        .await;
}

#[tokio::test]
async fn usage_is_listed_today() {
    let request = ListUsageRecordsOf::new("Today")
        .category("calls")
        .start_date("2026-01-01")
        .end_date("2026-01-31")
        .include_subaccounts(true)
        .page_size(5);
    Endpoint::get("/Usage/Records/Today.json")
        .with(&[
            ("Category", "calls"),
            ("StartDate", "2026-01-01"),
            ("EndDate", "2026-01-31"),
            ("IncludeSubaccounts", "true"),
            ("PageSize", "5"),
        ])
        .answers(200, page("usage_records", &usage()))
        .stands(async |client| request.send(client).await)
        .await;
}

#[tokio::test]
async fn usage_is_listed_yearly() {
    let request = ListUsageRecordsOf::new("Yearly")
        .category("calls")
        .start_date("2026-01-01")
        .end_date("2026-01-31")
        .include_subaccounts(true)
        .page_size(5);
    Endpoint::get("/Usage/Records/Yearly.json")
        .with(&[
            ("Category", "calls"),
            ("StartDate", "2026-01-01"),
            ("EndDate", "2026-01-31"),
            ("IncludeSubaccounts", "true"),
            ("PageSize", "5"),
        ])
        .answers(200, page("usage_records", &usage()))
        .stands(async |client| request.send(client).await)
        .await;
}

#[tokio::test]
async fn usage_is_listed_yesterday() {
    let request = ListUsageRecordsOf::new("Yesterday")
        .category("calls")
        .start_date("2026-01-01")
        .end_date("2026-01-31")
        .include_subaccounts(true)
        .page_size(5);
    Endpoint::get("/Usage/Records/Yesterday.json")
        .with(&[
            ("Category", "calls"),
            ("StartDate", "2026-01-01"),
            ("EndDate", "2026-01-31"),
            ("IncludeSubaccounts", "true"),
            ("PageSize", "5"),
        ])
        .answers(200, page("usage_records", &usage()))
        .stands(async |client| request.send(client).await)
        .await;
}
