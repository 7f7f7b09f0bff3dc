//! TwiML applications.

use serde_json::{Value, json};
use voice_twilio::api::{
    CreateApplication, DeleteApplication, FetchApplication, ListApplications, UpdateApplication,
};

use crate::support::{ACCOUNT, Endpoint, page};

fn application() -> Value {
    json!({
        "sid": "AP1", "account_sid": ACCOUNT, "api_version": "2010-04-01", "date_created": "Tue, 20 Jan 2026 20:36:28 +0000",
        "date_updated": "Tue, 20 Jan 2026 20:36:29 +0000", "friendly_name": "desk",
        "message_status_callback": "https://example.com/mc", "sms_fallback_method": "GET",
        "sms_fallback_url": "https://example.com/sf", "sms_method": "POST", "sms_status_callback": "https://example.com/sc",
        "sms_url": "https://example.com/s", "status_callback": "https://example.com/c", "status_callback_method": "POST",
        "uri": "/2010-04-01/a.json", "voice_caller_id_lookup": false, "voice_fallback_method": "POST",
        "voice_fallback_url": "https://example.com/vf", "voice_method": "GET", "voice_url": "https://example.com/v",
        "public_application_connect_enabled": true,
    })
}

#[tokio::test]
async fn every_field_of_an_application_is_read() {
    let request = FetchApplication::new("AP1");
    let got = Endpoint::get("/Applications/AP1.json")
        .answers(200, application())
        .stands_with_word(
            "voice_method",
            async |client| request.send(client).await,
            |got| got.voice_method.as_ref().unwrap().to_string(),
        )
        .await;
    assert_eq!(got.sid, "AP1");
    let texts = [
        (&got.account_sid, ACCOUNT),
        (&got.api_version, "2010-04-01"),
        (&got.friendly_name, "desk"),
        (&got.message_status_callback, "https://example.com/mc"),
        (&got.sms_fallback_url, "https://example.com/sf"),
        (&got.sms_status_callback, "https://example.com/sc"),
        (&got.sms_url, "https://example.com/s"),
        (&got.status_callback, "https://example.com/c"),
        (&got.uri, "/2010-04-01/a.json"),
        (&got.voice_fallback_url, "https://example.com/vf"),
        (&got.voice_url, "https://example.com/v"),
    ];
    for (text, expected) in texts {
        assert_eq!(text.as_deref(), Some(expected));
    }
    let methods = [
        (&got.sms_fallback_method, "GET"),
        (&got.sms_method, "POST"),
        (&got.status_callback_method, "POST"),
        (&got.voice_fallback_method, "POST"),
        (&got.voice_method, "GET"),
    ];
    for (method, expected) in methods {
        assert_eq!(method.as_ref().unwrap().as_str(), expected);
    }
    assert_eq!(got.date_created, "2026-01-20T20:36:28Z".parse().ok());
    assert_eq!(got.date_updated, "2026-01-20T20:36:29Z".parse().ok());
    assert_eq!(got.voice_caller_id_lookup, Some(false));
    assert_eq!(got.public_application_connect_enabled, Some(true));
}

/// Every setting of an application on a request that takes them.
macro_rules! with_settings {
    ($request:expr) => {
        $request
            .api_version("2010-04-01")
            .voice_url("https://example.com/v")
            .voice_method("GET")
            .voice_fallback_url("https://example.com/vf")
            .voice_fallback_method("GET")
            .status_callback("https://example.com/c")
            .status_callback_method("GET")
            .voice_caller_id_lookup(true)
            .sms_url("")
            .sms_method("GET")
            .sms_fallback_url("https://example.com/sf")
            .sms_fallback_method("GET")
            .sms_status_callback("https://example.com/sc")
            .message_status_callback("https://example.com/mc")
            .friendly_name("desk")
            .public_application_connect_enabled(false)
    };
}

const SETTINGS: &[(&str, &str)] = &[
    ("ApiVersion", "2010-04-01"),
    ("VoiceUrl", "https://example.com/v"),
    ("VoiceMethod", "GET"),
    ("VoiceFallbackUrl", "https://example.com/vf"),
    ("VoiceFallbackMethod", "GET"),
    ("StatusCallback", "https://example.com/c"),
    ("StatusCallbackMethod", "GET"),
    ("VoiceCallerIdLookup", "true"),
    ("SmsUrl", ""),
    ("SmsMethod", "GET"),
    ("SmsFallbackUrl", "https://example.com/sf"),
    ("SmsFallbackMethod", "GET"),
    ("SmsStatusCallback", "https://example.com/sc"),
    ("MessageStatusCallback", "https://example.com/mc"),
    ("FriendlyName", "desk"),
    ("PublicApplicationConnectEnabled", "false"),
];

#[tokio::test]
async fn an_application_is_made_with_every_parameter() {
    let request = with_settings!(CreateApplication::new());
    Endpoint::post("/Applications.json")
        .with(SETTINGS)
        .answers(201, application())
        .stands_with_word(
            "sms_method",
            async |client| request.send(client).await,
            |got| got.sms_method.as_ref().unwrap().to_string(),
        )
        .await;
}

#[tokio::test]
async fn applications_are_listed() {
    let request = ListApplications::new().friendly_name("desk").page_size(5);
    Endpoint::get("/Applications.json")
        .with(&[("FriendlyName", "desk"), ("PageSize", "5")])
        .answers(200, page("applications", &application()))
        .stands_with_word(
            "voice_method",
            async |client| request.send(client).await,
            |got| got.items[0].voice_method.as_ref().unwrap().to_string(),
        )
        .await;
}

#[tokio::test]
async fn an_application_is_changed_with_every_parameter() {
    let request = with_settings!(UpdateApplication::new("AP1"));
    Endpoint::post("/Applications/AP1.json")
        .with(SETTINGS)
        .answers(200, application())
        .repeatable()
        .stands_with_word(
            "status_callback_method",
            async |client| request.send(client).await,
            |got| got.status_callback_method.as_ref().unwrap().to_string(),
        )
        .await;
}

#[tokio::test]
async fn an_application_is_deleted() {
    let request = DeleteApplication::new("AP1");
    Endpoint::delete("/Applications/AP1.json")
        .stands(async |client| request.send(client).await)
        .await;
}
