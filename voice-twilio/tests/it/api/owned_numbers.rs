//! Numbers that the account holds.

use serde_json::{Value, json};
use voice_twilio::api::{
    CreateIncomingPhoneNumber, CreateIncomingPhoneNumberOfKind, DeleteIncomingPhoneNumber,
    FetchIncomingPhoneNumber, ListIncomingPhoneNumbers, ListIncomingPhoneNumbersOfKind,
    UpdateIncomingPhoneNumber,
};

use crate::support::{ACCOUNT, Endpoint, page};

pub(crate) fn owned() -> Value {
    json!({
        "sid": "PN1", "account_sid": ACCOUNT, "address_sid": "AD1", "address_requirements": "none",
        "api_version": "2010-04-01", "beta": false,
        "capabilities": {"mms": false, "sms": true, "voice": true, "fax": false},
        "date_created": "Tue, 20 Jan 2026 20:36:28 +0000", "date_updated": "Tue, 20 Jan 2026 20:36:29 +0000",
        "friendly_name": "(555) 010-0100", "identity_sid": "RI1", "phone_number": "+15550100100", "origin": "twilio",
        "sms_application_sid": "AP2", "sms_fallback_method": "POST", "sms_fallback_url": "https://example.com/sf", "sms_method": "GET",
        "sms_url": "https://example.com/s", "status_callback": "https://example.com/c", "status_callback_method": "POST",
        "trunk_sid": "TK1", "uri": "/2010-04-01/n.json", "voice_receive_mode": "voice", "voice_application_sid": "AP1",
        "voice_caller_id_lookup": true, "voice_fallback_method": "POST", "voice_fallback_url": "https://example.com/vf",
        "voice_method": "POST", "voice_url": "https://example.com/voice?token=secret", "emergency_status": "Active",
        "emergency_address_sid": "AD2", "emergency_address_status": "registered", "bundle_sid": "BU1",
        "status": "in-use", "type": "local",
    })
}

const KINDS: [&str; 3] = ["Local", "Mobile", "TollFree"];

/// Every setting of a number on a request that takes them.
macro_rules! with_settings {
    ($request:expr) => {
        $request
            .api_version("2010-04-01")
            .friendly_name("desk")
            .sms_application_sid("AP1")
            .sms_fallback_method("GET")
            .sms_fallback_url("https://example.com/sf")
            .sms_method("GET")
            .sms_url("https://example.com/s")
            .status_callback("https://example.com/c")
            .status_callback_method("GET")
            .voice_application_sid("AP2")
            .voice_caller_id_lookup(true)
            .voice_fallback_method("GET")
            .voice_fallback_url("https://example.com/vf")
            .voice_method("GET")
            .voice_url("")
            .emergency_status("Active")
            .emergency_address_sid("AD1")
            .trunk_sid("TK1")
            .identity_sid("RI1")
            .address_sid("AD2")
            .voice_receive_mode("fax")
            .bundle_sid("BU1")
    };
}

const SETTINGS: &[(&str, &str)] = &[
    ("ApiVersion", "2010-04-01"),
    ("FriendlyName", "desk"),
    ("SmsApplicationSid", "AP1"),
    ("SmsFallbackMethod", "GET"),
    ("SmsFallbackUrl", "https://example.com/sf"),
    ("SmsMethod", "GET"),
    ("SmsUrl", "https://example.com/s"),
    ("StatusCallback", "https://example.com/c"),
    ("StatusCallbackMethod", "GET"),
    ("VoiceApplicationSid", "AP2"),
    ("VoiceCallerIdLookup", "true"),
    ("VoiceFallbackMethod", "GET"),
    ("VoiceFallbackUrl", "https://example.com/vf"),
    ("VoiceMethod", "GET"),
    ("VoiceUrl", ""),
    ("EmergencyStatus", "Active"),
    ("EmergencyAddressSid", "AD1"),
    ("TrunkSid", "TK1"),
    ("IdentitySid", "RI1"),
    ("AddressSid", "AD2"),
    ("VoiceReceiveMode", "fax"),
    ("BundleSid", "BU1"),
];

const FILTERS: &[(&str, &str)] = &[
    ("Beta", "false"),
    ("FriendlyName", "desk"),
    ("PhoneNumber", "+1555*"),
    ("Origin", "twilio"),
    ("PageSize", "5"),
];

/// Every filter on a list of numbers.
macro_rules! with_filters {
    ($request:expr) => {
        $request
            .beta(false)
            .friendly_name("desk")
            .phone_number("+1555*")
            .origin("twilio")
            .page_size(5)
    };
}

#[tokio::test]
async fn every_field_of_a_number_is_read() {
    let request = FetchIncomingPhoneNumber::new("PN1");
    let got = Endpoint::get("/IncomingPhoneNumbers/PN1.json")
        .answers(200, owned())
        .stands_with_word(
            "emergency_address_status",
            async |client| request.send(client).await,
            |got| got.emergency_address_status.as_ref().unwrap().to_string(),
        )
        .await;
    assert_eq!(got.sid, "PN1");
    assert_eq!(got.phone_number, "+15550100100".parse().ok());
    assert_eq!(got.date_created, "2026-01-20T20:36:28Z".parse().ok());
    assert_eq!(got.date_updated, "2026-01-20T20:36:29Z".parse().ok());
    assert_eq!(
        (got.beta, got.voice_caller_id_lookup),
        (Some(false), Some(true))
    );
    let can = got.capabilities.as_ref().unwrap();
    assert_eq!(
        (can.mms, can.sms, can.voice, can.fax),
        (Some(false), Some(true), Some(true), Some(false))
    );
    for (text, expected) in [
        (&got.account_sid, ACCOUNT),
        (&got.address_sid, "AD1"),
        (&got.api_version, "2010-04-01"),
        (&got.friendly_name, "(555) 010-0100"),
        (&got.identity_sid, "RI1"),
        (&got.origin, "twilio"),
        (&got.sms_application_sid, "AP2"),
        (&got.sms_fallback_url, "https://example.com/sf"),
        (&got.sms_url, "https://example.com/s"),
        (&got.status_callback, "https://example.com/c"),
        (&got.trunk_sid, "TK1"),
        (&got.uri, "/2010-04-01/n.json"),
        (&got.voice_application_sid, "AP1"),
        (&got.voice_fallback_url, "https://example.com/vf"),
        (&got.voice_url, "https://example.com/voice?token=secret"),
        (&got.emergency_address_sid, "AD2"),
        (&got.bundle_sid, "BU1"),
        (&got.status, "in-use"),
        (&got.kind, "local"),
    ] {
        assert_eq!(text.as_deref(), Some(expected));
    }
    for (method, expected) in [
        (&got.sms_fallback_method, "POST"),
        (&got.sms_method, "GET"),
        (&got.status_callback_method, "POST"),
        (&got.voice_fallback_method, "POST"),
        (&got.voice_method, "POST"),
    ] {
        assert_eq!(method.as_ref().unwrap().as_str(), expected);
    }
    assert_eq!(got.address_requirements.as_ref().unwrap().as_str(), "none");
    assert_eq!(got.voice_receive_mode.as_ref().unwrap().as_str(), "voice");
    assert_eq!(got.emergency_status.as_ref().unwrap().as_str(), "Active");
    let status = got.emergency_address_status.as_ref().unwrap();
    assert_eq!(status.as_str(), "registered");
    let shown = format!("{got:?}");
    assert!(
        !shown.contains("secret") && !shown.contains("010-0100"),
        "{shown}"
    );
}

#[tokio::test]
async fn numbers_are_listed_with_every_filter() {
    let request = with_filters!(ListIncomingPhoneNumbers::new());
    Endpoint::get("/IncomingPhoneNumbers.json")
        .with(FILTERS)
        .answers(200, page("incoming_phone_numbers", &owned()))
        .stands_with_word(
            "address_requirements",
            async |client| request.send(client).await,
            |got| {
                let requirements = got.items[0].address_requirements.as_ref();
                requirements.unwrap().to_string()
            },
        )
        .await;
}

#[tokio::test]
async fn numbers_of_each_kind_are_listed_with_every_filter() {
    for kind in KINDS {
        let request = with_filters!(ListIncomingPhoneNumbersOfKind::new(kind));
        Endpoint::get(format!("/IncomingPhoneNumbers/{kind}.json"))
            .with(FILTERS)
            .answers(200, page("incoming_phone_numbers", &owned()))
            .stands_with_word(
                "voice_receive_mode",
                async |client| request.send(client).await,
                |got| {
                    let mode = got.items[0].voice_receive_mode.as_ref();
                    mode.unwrap().to_string()
                },
            )
            .await;
    }
}

#[tokio::test]
async fn a_number_is_bought_with_every_parameter() {
    let request = with_settings!(
        CreateIncomingPhoneNumber::new()
            .phone_number("+15550100100")
            .area_code("555")
    );
    Endpoint::post("/IncomingPhoneNumbers.json")
        .with(&[("PhoneNumber", "+15550100100"), ("AreaCode", "555")])
        .with(SETTINGS)
        .answers(201, owned())
        .stands_with_word(
            "voice_method",
            async |client| request.send(client).await,
            |got| got.voice_method.as_ref().unwrap().to_string(),
        )
        .await;
}

#[tokio::test]
async fn a_number_of_each_kind_is_bought_with_every_parameter() {
    for kind in KINDS {
        let request = with_settings!(CreateIncomingPhoneNumberOfKind::new(kind, "+15550100100"));
        Endpoint::post(format!("/IncomingPhoneNumbers/{kind}.json"))
            .with(&[("PhoneNumber", "+15550100100")])
            .with(SETTINGS)
            .answers(201, owned())
            .stands_with_word(
                "voice_receive_mode",
                async |client| request.send(client).await,
                |got| got.voice_receive_mode.as_ref().unwrap().to_string(),
            )
            .await;
    }
}

#[tokio::test]
async fn a_number_is_changed_with_every_parameter() {
    let request = with_settings!(UpdateIncomingPhoneNumber::new("PN1"));
    Endpoint::post("/IncomingPhoneNumbers/PN1.json")
        .with(SETTINGS)
        .answers(200, owned())
        .repeatable()
        .stands_with_word(
            "emergency_status",
            async |client| request.send(client).await,
            |got| got.emergency_status.as_ref().unwrap().to_string(),
        )
        .await;
}

#[tokio::test]
async fn a_number_is_moved_to_another_account_once() {
    let request = UpdateIncomingPhoneNumber::new("PN1").account_sid("AC2");
    Endpoint::post("/IncomingPhoneNumbers/PN1.json")
        .with(&[("AccountSid", "AC2")])
        .answers(200, owned())
        .stands(async |client| request.send(client).await)
        .await;
}

#[tokio::test]
async fn a_number_is_given_back() {
    let request = DeleteIncomingPhoneNumber::new("PN1");
    Endpoint::delete("/IncomingPhoneNumbers/PN1.json")
        .stands(async |client| request.send(client).await)
        .await;
}
