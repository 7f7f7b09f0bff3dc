//! Calls.

use serde_json::{Value, json};
use std::time::Duration;
use voice_core::{Party, Timestamp};
use voice_twilio::api::{
    Call, CallCommand, CallDirection, CallState, CreateCall, DeleteCall, FetchCall, LegEvent,
    ListCalls, UpdateCall,
};

use crate::support::{ACCOUNT, CALL, Endpoint, Vendor, page};

pub(crate) fn call() -> Value {
    json!({
        "sid": CALL, "account_sid": ACCOUNT, "parent_call_sid": "CA2",
        "to": "+15550100101", "to_formatted": "(555) 010-0101",
        "from": "+15550100100", "from_formatted": "(555) 010-0100",
        "phone_number_sid": "PN00000000000000000000000000000001", "status": "completed",
        "start_time": "Tue, 20 Jan 2026 20:36:28 +0000", "end_time": "Tue, 20 Jan 2026 20:36:43 +0000",
        "duration": "15", "price": "-0.03000", "price_unit": "USD", "direction": "outbound-api",
        "answered_by": "machine_end_beep", "forwarded_from": "+15550100109", "caller_name": "DESK JANE",
        "group_sid": "GP1", "trunk_sid": "TK1", "queue_time": "1200", "api_version": "2010-04-01",
        "date_created": "Tue, 20 Jan 2026 20:36:26 +0000", "date_updated": "20 Jan 2026 20:36:44 +0000",
        "uri": "/2010-04-01/x.json", "subresource_uris": {"recordings": "/2010-04-01/r.json", "siprec": null},
        "a_new_field": {"deep": [1]},
    })
}

fn sid_path() -> String {
    format!("/Calls/{CALL}.json")
}

#[tokio::test]
async fn a_call_is_placed_with_every_parameter() {
    let request = CreateCall::new("+15550100101", "+15550100100")
        .url("https://example.com/voice?a=1&b=2")
        .twiml("<Response/>")
        .application_sid("AP1")
        .method("GET")
        .fallback_url("https://example.com/fallback")
        .fallback_method("POST")
        .status_callback("https://example.com/status")
        .status_callback_event([LegEvent::Initiated, LegEvent::Answered])
        .status_callback_method("POST")
        .send_digits("ww1#")
        .timeout(30)
        .record(true)
        .recording_channels("dual")
        .recording_status_callback("https://example.com/recording")
        .recording_status_callback_method("GET")
        .recording_status_callback_event(["in-progress", "completed"])
        .recording_track("both")
        .trim("do-not-trim")
        .sip_auth_username("desk")
        .sip_auth_password("invented")
        .machine_detection("DetectMessageEnd")
        .machine_detection_timeout(20)
        .machine_detection_speech_threshold(2000)
        .machine_detection_speech_end_threshold(1000)
        .machine_detection_silence_timeout(4000)
        .async_amd(true)
        .async_amd_status_callback("https://example.com/amd")
        .async_amd_status_callback_method("POST")
        .caller_id("+15550100102")
        .byoc("BY1")
        .call_reason("Your order")
        .call_token("invented-token")
        .time_limit(600)
        .client_notification_url("https://example.com/push");
    let call: Call = Endpoint::post("/Calls.json")
        .with(&[
            ("To", "+15550100101"),
            ("From", "+15550100100"),
            ("Url", "https://example.com/voice?a=1&b=2"),
            ("Twiml", "<Response/>"),
            ("ApplicationSid", "AP1"),
            ("Method", "GET"),
            ("FallbackUrl", "https://example.com/fallback"),
            ("FallbackMethod", "POST"),
            ("StatusCallback", "https://example.com/status"),
            ("StatusCallbackEvent", "initiated"),
            ("StatusCallbackEvent", "answered"),
            ("StatusCallbackMethod", "POST"),
            ("SendDigits", "ww1#"),
            ("Timeout", "30"),
            ("Record", "true"),
            ("RecordingChannels", "dual"),
            ("RecordingStatusCallback", "https://example.com/recording"),
            ("RecordingStatusCallbackMethod", "GET"),
            ("RecordingStatusCallbackEvent", "in-progress"),
            ("RecordingStatusCallbackEvent", "completed"),
            ("RecordingTrack", "both"),
            ("Trim", "do-not-trim"),
            ("SipAuthUsername", "desk"),
            ("SipAuthPassword", "invented"),
            ("MachineDetection", "DetectMessageEnd"),
            ("MachineDetectionTimeout", "20"),
            ("MachineDetectionSpeechThreshold", "2000"),
            ("MachineDetectionSpeechEndThreshold", "1000"),
            ("MachineDetectionSilenceTimeout", "4000"),
            ("AsyncAmd", "true"),
            ("AsyncAmdStatusCallback", "https://example.com/amd"),
            ("AsyncAmdStatusCallbackMethod", "POST"),
            ("CallerId", "+15550100102"),
            ("Byoc", "BY1"),
            ("CallReason", "Your order"),
            ("CallToken", "invented-token"),
            ("TimeLimit", "600"),
            ("ClientNotificationUrl", "https://example.com/push"),
        ])
        .answers(201, call())
        .stands_with_word(
            "status",
            async |client| request.send(client).await,
            |call| call.status.to_string(),
        )
        .await;
    assert_eq!(call.sid, CALL);
    let shown = format!("{request:?}");
    for secret in ["5550100101", "invented", "ww1#", "a=1", "<Response"] {
        assert!(!shown.contains(secret), "{shown}");
    }
}

#[tokio::test]
async fn every_field_of_a_call_is_read() {
    let request = FetchCall::new(CALL);
    let call = Endpoint::get(sid_path())
        .answers(200, call())
        .stands_with_word(
            "direction",
            async |client| request.send(client).await,
            |call| call.direction.as_ref().unwrap().to_string(),
        )
        .await;
    let at = |text: &str| text.parse::<Timestamp>().ok();
    assert_eq!(call.sid, CALL);
    assert_eq!(call.account_sid.as_deref(), Some(ACCOUNT));
    assert_eq!(call.parent_call_sid.as_deref(), Some("CA2"));
    assert_eq!(call.to, Some(Party::reported("+15550100101")));
    assert_eq!(call.to_formatted.as_deref(), Some("(555) 010-0101"));
    assert_eq!(call.from, Some(Party::reported("+15550100100")));
    assert_eq!(call.from_formatted.as_deref(), Some("(555) 010-0100"));
    assert_eq!(
        call.phone_number_sid.as_deref(),
        Some("PN00000000000000000000000000000001")
    );
    assert_eq!(call.status, CallState::Completed);
    assert_eq!(call.start_time, at("2026-01-20T20:36:28Z"));
    assert_eq!(call.end_time, at("2026-01-20T20:36:43Z"));
    assert_eq!(call.date_created, at("2026-01-20T20:36:26Z"));
    assert_eq!(call.date_updated, at("2026-01-20T20:36:44Z"));
    assert_eq!(call.duration, Some(Duration::from_secs(15)));
    assert_eq!(call.price.as_deref(), Some("-0.03000"));
    assert_eq!(call.price_unit.as_deref(), Some("USD"));
    assert_eq!(call.direction, Some(CallDirection::OutboundApi));
    assert_eq!(call.answered_by.unwrap().as_str(), "machine_end_beep");
    assert_eq!(call.forwarded_from.as_deref(), Some("+15550100109"));
    assert_eq!(call.caller_name.as_deref(), Some("DESK JANE"));
    assert_eq!(call.group_sid.as_deref(), Some("GP1"));
    assert_eq!(call.trunk_sid.as_deref(), Some("TK1"));
    assert_eq!(call.queue_time, Some(Duration::from_millis(1200)));
    assert_eq!(call.api_version.as_deref(), Some("2010-04-01"));
    assert_eq!(call.uri.as_deref(), Some("/2010-04-01/x.json"));
    assert_eq!(call.subresource_uris.len(), 1);
    assert_eq!(call.subresource_uris["recordings"], "/2010-04-01/r.json");
    assert_eq!(call.raw.to_json().unwrap()["a_new_field"]["deep"][0], 1);
}

#[tokio::test]
async fn what_twilio_leaves_empty_is_absent() {
    for nothing in [json!(""), json!(null)] {
        let mut answer = call();
        for name in [
            "parent_call_sid",
            "forwarded_from",
            "group_sid",
            "caller_name",
            "trunk_sid",
        ] {
            answer[name] = nothing.clone();
        }
        let vendor = Vendor::start().await;
        vendor.answers(200, &answer);
        let got = FetchCall::new(CALL).send(&vendor.client).await.unwrap();
        assert_eq!((got.parent_call_sid, got.forwarded_from), (None, None));
        assert_eq!((got.group_sid, got.caller_name), (None, None));
        assert_eq!(got.trunk_sid, None);
    }
}

#[tokio::test]
async fn calls_are_listed_with_every_filter() {
    let request = ListCalls::new()
        .to("+15550100101")
        .from("client:rider-7")
        .parent_call_sid(CALL)
        .status(CallState::InProgress)
        .start_time("2026-01-20")
        .start_time_before("2026-01-21")
        .start_time_from("2026-01-19".to_owned())
        .end_time("2026-01-20")
        .end_time_before("2026-01-21T00:00:00Z".parse::<Timestamp>().unwrap())
        .end_time_from("2026-01-19")
        .page_size(7);
    let page = Endpoint::get("/Calls.json")
        .with(&[
            ("To", "+15550100101"),
            ("From", "client:rider-7"),
            ("ParentCallSid", CALL),
            ("Status", "in-progress"),
            ("StartTime", "2026-01-20"),
            ("StartTime<", "2026-01-21"),
            ("StartTime>", "2026-01-19"),
            ("EndTime", "2026-01-20"),
            ("EndTime<", "2026-01-21T00:00:00Z"),
            ("EndTime>", "2026-01-19"),
            ("PageSize", "7"),
        ])
        .answers(200, page("calls", &call()))
        .stands_with_word(
            "status",
            async |client| request.send(client).await,
            |page| page.items[0].status.to_string(),
        )
        .await;
    assert_eq!(page.items.len(), 1);
    assert_eq!(page.next, None);
    assert_eq!(page.items[0].raw.to_json(), Some(call()));
}

#[tokio::test]
async fn a_call_is_changed_with_every_parameter() {
    let request = UpdateCall::new(CALL)
        .url("")
        .twiml("<Response/>")
        .method("GET")
        .status(CallCommand::Completed)
        .fallback_url("https://example.com/fallback")
        .fallback_method("GET")
        .status_callback("https://example.com/status")
        .status_callback_method("GET")
        .time_limit(60);
    Endpoint::post(sid_path())
        .with(&[
            ("Url", ""),
            ("Twiml", "<Response/>"),
            ("Method", "GET"),
            ("Status", "completed"),
            ("FallbackUrl", "https://example.com/fallback"),
            ("FallbackMethod", "GET"),
            ("StatusCallback", "https://example.com/status"),
            ("StatusCallbackMethod", "GET"),
            ("TimeLimit", "60"),
        ])
        .answers(200, call())
        .stands_with_word(
            "status",
            async |client| request.send(client).await,
            |call| call.status.to_string(),
        )
        .await;
}

#[tokio::test]
async fn ending_a_call_may_be_repeated() {
    let request = UpdateCall::new(CALL).status(CallCommand::Completed);
    Endpoint::post(sid_path())
        .with(&[("Status", "completed")])
        .answers(200, call())
        .repeatable()
        .stands(async |client| request.send(client).await)
        .await;
}

#[tokio::test]
async fn a_call_is_deleted() {
    let request = DeleteCall::new(CALL);
    Endpoint::delete(sid_path())
        .stands(async |client| request.send(client).await)
        .await;
}
