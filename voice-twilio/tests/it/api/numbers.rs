//! Numbers owned and for sale.

use serde_json::{Value, json};
use voice_twilio::api::{
    CreateIncomingPhoneNumber, CreateIncomingPhoneNumberOfKind, DeleteIncomingPhoneNumber,
    FetchAvailableCountry, FetchIncomingPhoneNumber, ListAvailableCountries,
    ListAvailablePhoneNumbers, ListIncomingPhoneNumbers, ListIncomingPhoneNumbersOfKind,
    UpdateIncomingPhoneNumber,
};

use crate::support::{ACCOUNT, Endpoint, Vendor, page};

pub(crate) fn owned() -> Value {
    json!({
        "sid": "PN1", "account_sid": ACCOUNT, "address_sid": "AD1", "address_requirements": "none",
        "api_version": "2010-04-01", "beta": false,
        "capabilities": {"mms": false, "sms": true, "voice": true, "fax": false},
        "date_created": "Tue, 20 Jan 2026 20:36:28 +0000", "date_updated": "Tue, 20 Jan 2026 20:36:29 +0000",
        "friendly_name": "(555) 010-0100", "identity_sid": "RI1", "phone_number": "+15550100100", "origin": "twilio",
        "sms_application_sid": "", "sms_fallback_method": "POST", "sms_fallback_url": "", "sms_method": "GET",
        "sms_url": "https://example.com/s", "status_callback": "https://example.com/c", "status_callback_method": "POST",
        "trunk_sid": null, "uri": "/2010-04-01/n.json", "voice_receive_mode": "voice", "voice_application_sid": "AP1",
        "voice_caller_id_lookup": true, "voice_fallback_method": "POST", "voice_fallback_url": "https://example.com/vf",
        "voice_method": "POST", "voice_url": "https://example.com/voice?token=secret", "emergency_status": "Active",
        "emergency_address_sid": "AD2", "emergency_address_status": "registered", "bundle_sid": "BU1",
        "status": "in-use", "type": "local",
    })
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
    let word = |word: Option<&str>, expected: &str| assert_eq!(word, Some(expected));
    assert_eq!(got.sid, "PN1");
    word(got.account_sid.as_deref(), ACCOUNT);
    word(got.address_sid.as_deref(), "AD1");
    word(
        got.address_requirements
            .as_ref()
            .map(ToString::to_string)
            .as_deref(),
        "none",
    );
    word(got.api_version.as_deref(), "2010-04-01");
    assert_eq!(got.beta, Some(false));
    let can = got.capabilities.as_ref().unwrap();
    assert_eq!(
        (can.mms, can.sms, can.voice, can.fax),
        (Some(false), Some(true), Some(true), Some(false))
    );
    assert_eq!(got.date_created, "2026-01-20T20:36:28Z".parse().ok());
    assert_eq!(got.date_updated, "2026-01-20T20:36:29Z".parse().ok());
    word(got.friendly_name.as_deref(), "(555) 010-0100");
    word(got.identity_sid.as_deref(), "RI1");
    assert_eq!(got.phone_number, "+15550100100".parse().ok());
    word(got.origin.as_deref(), "twilio");
    assert_eq!(
        (
            &got.sms_application_sid,
            &got.sms_fallback_url,
            &got.trunk_sid
        ),
        (&None, &None, &None)
    );
    word(
        got.sms_fallback_method
            .as_ref()
            .map(ToString::to_string)
            .as_deref(),
        "POST",
    );
    word(
        got.sms_method.as_ref().map(ToString::to_string).as_deref(),
        "GET",
    );
    word(got.sms_url.as_deref(), "https://example.com/s");
    word(got.status_callback.as_deref(), "https://example.com/c");
    word(
        got.status_callback_method
            .as_ref()
            .map(ToString::to_string)
            .as_deref(),
        "POST",
    );
    word(got.uri.as_deref(), "/2010-04-01/n.json");
    word(
        got.voice_receive_mode
            .as_ref()
            .map(ToString::to_string)
            .as_deref(),
        "voice",
    );
    word(got.voice_application_sid.as_deref(), "AP1");
    assert_eq!(got.voice_caller_id_lookup, Some(true));
    word(
        got.voice_fallback_method
            .as_ref()
            .map(ToString::to_string)
            .as_deref(),
        "POST",
    );
    word(got.voice_fallback_url.as_deref(), "https://example.com/vf");
    word(
        got.voice_method
            .as_ref()
            .map(ToString::to_string)
            .as_deref(),
        "POST",
    );
    word(
        got.voice_url.as_deref(),
        "https://example.com/voice?token=secret",
    );
    word(
        got.emergency_status
            .as_ref()
            .map(ToString::to_string)
            .as_deref(),
        "Active",
    );
    word(got.emergency_address_sid.as_deref(), "AD2");
    word(
        got.emergency_address_status
            .as_ref()
            .map(ToString::to_string)
            .as_deref(),
        "registered",
    );
    word(got.bundle_sid.as_deref(), "BU1");
    word(got.status.as_deref(), "in-use");
    word(got.kind.as_deref(), "local");
    let shown = format!("{got:?}");
    assert!(
        !shown.contains("secret") && !shown.contains("010-0100"),
        "{shown}"
    );
}

pub(crate) fn for_sale() -> Value {
    json!({
        "friendly_name": "(555) 010-0109", "phone_number": "+15550100109", "lata": "730", "locality": "Hilo",
        "rate_center": "HILO", "latitude": "19.720000", "longitude": -155.09, "region": "HI", "postal_code": "96720",
        "iso_country": "US", "address_requirements": "none", "beta": false,
        "capabilities": {"mms": true, "sms": true, "voice": true},
    })
}

fn country() -> Value {
    json!({"country_code": "US", "country": "United States", "uri": "/2010-04-01/us.json", "beta": false,
        "subresource_uris": {"local": "/2010-04-01/us/Local.json", "toll_free": null}})
}

#[tokio::test]
async fn numbers_are_listed_with_every_filter() {
    let request = ListIncomingPhoneNumbers::new()
        .beta(false)
        .friendly_name("desk")
        .phone_number("+1555*")
        .origin("twilio")
        .page_size(5);
    Endpoint::get("/IncomingPhoneNumbers.json")
        .with(&[
            ("Beta", "false"),
            ("FriendlyName", "desk"),
            ("PhoneNumber", "+1555*"),
            ("Origin", "twilio"),
            ("PageSize", "5"),
        ])
        .answers(200, page("incoming_phone_numbers", &owned()))
        .stands_with_word(
            "address_requirements",
            async |client| request.send(client).await,
            |got| {
                got.items[0]
                    .address_requirements
                    .as_ref()
                    .unwrap()
                    .to_string()
            },
        )
        .await;
}

#[tokio::test]
async fn local_numbers_are_listed() {
    let request = ListIncomingPhoneNumbersOfKind::new("Local")
        .beta(false)
        .friendly_name("desk")
        .phone_number("+1555*")
        .origin("twilio")
        .page_size(5);
    Endpoint::get("/IncomingPhoneNumbers/Local.json")
        .with(&[
            ("Beta", "false"),
            ("FriendlyName", "desk"),
            ("PhoneNumber", "+1555*"),
            ("Origin", "twilio"),
            ("PageSize", "5"),
        ])
        .answers(200, page("incoming_phone_numbers", &owned()))
        .stands_with_word(
            "voice_receive_mode",
            async |client| request.send(client).await,
            |got| {
                got.items[0]
                    .voice_receive_mode
                    .as_ref()
                    .unwrap()
                    .to_string()
            },
        )
        .await;
}

#[tokio::test]
async fn a_local_number_is_bought() {
    let request = CreateIncomingPhoneNumberOfKind::new("Local", "+15550100100")
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
        .bundle_sid("BU1");
    Endpoint::post("/IncomingPhoneNumbers/Local.json")
        .with(&[
            ("PhoneNumber", "+15550100100"),
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
        ])
        .answers(201, owned())
        .stands_with_word(
            "voice_receive_mode",
            async |client| request.send(client).await,
            |got| got.voice_receive_mode.as_ref().unwrap().to_string(),
        )
        .await;
}

#[tokio::test]
async fn mobile_numbers_are_listed() {
    let request = ListIncomingPhoneNumbersOfKind::new("Mobile")
        .beta(false)
        .friendly_name("desk")
        .phone_number("+1555*")
        .origin("twilio")
        .page_size(5);
    Endpoint::get("/IncomingPhoneNumbers/Mobile.json")
        .with(&[
            ("Beta", "false"),
            ("FriendlyName", "desk"),
            ("PhoneNumber", "+1555*"),
            ("Origin", "twilio"),
            ("PageSize", "5"),
        ])
        .answers(200, page("incoming_phone_numbers", &owned()))
        .stands_with_word(
            "voice_receive_mode",
            async |client| request.send(client).await,
            |got| {
                got.items[0]
                    .voice_receive_mode
                    .as_ref()
                    .unwrap()
                    .to_string()
            },
        )
        .await;
}

#[tokio::test]
async fn a_mobile_number_is_bought() {
    let request = CreateIncomingPhoneNumberOfKind::new("Mobile", "+15550100100")
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
        .bundle_sid("BU1");
    Endpoint::post("/IncomingPhoneNumbers/Mobile.json")
        .with(&[
            ("PhoneNumber", "+15550100100"),
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
        ])
        .answers(201, owned())
        .stands_with_word(
            "voice_receive_mode",
            async |client| request.send(client).await,
            |got| got.voice_receive_mode.as_ref().unwrap().to_string(),
        )
        .await;
}

#[tokio::test]
async fn tollfree_numbers_are_listed() {
    let request = ListIncomingPhoneNumbersOfKind::new("TollFree")
        .beta(false)
        .friendly_name("desk")
        .phone_number("+1555*")
        .origin("twilio")
        .page_size(5);
    Endpoint::get("/IncomingPhoneNumbers/TollFree.json")
        .with(&[
            ("Beta", "false"),
            ("FriendlyName", "desk"),
            ("PhoneNumber", "+1555*"),
            ("Origin", "twilio"),
            ("PageSize", "5"),
        ])
        .answers(200, page("incoming_phone_numbers", &owned()))
        .stands_with_word(
            "voice_receive_mode",
            async |client| request.send(client).await,
            |got| {
                got.items[0]
                    .voice_receive_mode
                    .as_ref()
                    .unwrap()
                    .to_string()
            },
        )
        .await;
}

#[tokio::test]
async fn a_tollfree_number_is_bought() {
    let request = CreateIncomingPhoneNumberOfKind::new("TollFree", "+15550100100")
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
        .bundle_sid("BU1");
    Endpoint::post("/IncomingPhoneNumbers/TollFree.json")
        .with(&[
            ("PhoneNumber", "+15550100100"),
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
        ])
        .answers(201, owned())
        .stands_with_word(
            "voice_receive_mode",
            async |client| request.send(client).await,
            |got| got.voice_receive_mode.as_ref().unwrap().to_string(),
        )
        .await;
}

#[tokio::test]
async fn a_number_is_bought_with_every_parameter() {
    let request = CreateIncomingPhoneNumber::new()
        .phone_number("+15550100100")
        .area_code("555")
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
        .bundle_sid("BU1");
    Endpoint::post("/IncomingPhoneNumbers.json")
        .with(&[
            ("PhoneNumber", "+15550100100"),
            ("AreaCode", "555"),
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
        ])
        .answers(201, owned())
        .stands_with_word(
            "voice_method",
            async |client| request.send(client).await,
            |got| got.voice_method.as_ref().unwrap().to_string(),
        )
        .await;
}

#[tokio::test]
async fn a_number_is_changed_with_every_parameter() {
    let request = UpdateIncomingPhoneNumber::new("PN1")
        .account_sid("AC2")
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
        .bundle_sid("BU1");
    Endpoint::post("/IncomingPhoneNumbers/PN1.json")
        .with(&[
            ("AccountSid", "AC2"),
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
        ])
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
async fn a_number_is_given_back() {
    let request = DeleteIncomingPhoneNumber::new("PN1");
    Endpoint::delete("/IncomingPhoneNumbers/PN1.json")
        .stands(async |client| request.send(client).await)
        .await;
}

#[tokio::test]
async fn countries_are_listed() {
    let request = ListAvailableCountries::new().page_size(5);
    Endpoint::get("/AvailablePhoneNumbers.json")
        .with(&[("PageSize", "5")])
        .answers(200, page("countries", &country()))
        .stands(async |client| request.send(client).await)
        .await;
}

#[tokio::test]
async fn a_country_is_fetched() {
    let request = FetchAvailableCountry::new("US");
    Endpoint::get("/AvailablePhoneNumbers/US.json")
        .answers(200, country())
        .stands(async |client| request.send(client).await)
        .await;
}

#[tokio::test]
async fn local_numbers_for_sale_are_searched_with_every_filter() {
    let request = ListAvailablePhoneNumbers::new("US", "Local")
        .area_code(555)
        .contains("010****")
        .sms_enabled(true)
        .mms_enabled(false)
        .voice_enabled(true)
        .exclude_all_address_required(true)
        .exclude_local_address_required(false)
        .exclude_foreign_address_required(true)
        .beta(false)
        .near_number("+15550100100")
        .near_lat_long("19.72,-155.09")
        .distance(50)
        .in_postal_code("96720")
        .in_region("HI")
        .in_rate_center("HILO")
        .in_lata("730")
        .in_locality("Hilo")
        .fax_enabled(false)
        .page_size(5);
    Endpoint::get("/AvailablePhoneNumbers/US/Local.json")
        .with(&[
            ("AreaCode", "555"),
            ("Contains", "010****"),
            ("SmsEnabled", "true"),
            ("MmsEnabled", "false"),
            ("VoiceEnabled", "true"),
            ("ExcludeAllAddressRequired", "true"),
            ("ExcludeLocalAddressRequired", "false"),
            ("ExcludeForeignAddressRequired", "true"),
            ("Beta", "false"),
            ("NearNumber", "+15550100100"),
            ("NearLatLong", "19.72,-155.09"),
            ("Distance", "50"),
            ("InPostalCode", "96720"),
            ("InRegion", "HI"),
            ("InRateCenter", "HILO"),
            ("InLata", "730"),
            ("InLocality", "Hilo"),
            ("FaxEnabled", "false"),
            ("PageSize", "5"),
        ])
        .answers(
            200,
            json!({"available_phone_numbers": [for_sale()], "uri": "/2010-04-01/a.json"}),
        )
        .stands_with_word(
            "address_requirements",
            async |client| request.send(client).await,
            |got| {
                got.items[0]
                    .address_requirements
                    .as_ref()
                    .unwrap()
                    .to_string()
            },
        )
        .await;
}

#[tokio::test]
async fn tollfree_numbers_for_sale_are_searched_with_every_filter() {
    let request = ListAvailablePhoneNumbers::new("US", "TollFree")
        .area_code(555)
        .contains("010****")
        .sms_enabled(true)
        .mms_enabled(false)
        .voice_enabled(true)
        .exclude_all_address_required(true)
        .exclude_local_address_required(false)
        .exclude_foreign_address_required(true)
        .beta(false)
        .near_number("+15550100100")
        .near_lat_long("19.72,-155.09")
        .distance(50)
        .in_postal_code("96720")
        .in_region("HI")
        .in_rate_center("HILO")
        .in_lata("730")
        .in_locality("Hilo")
        .fax_enabled(false)
        .page_size(5);
    Endpoint::get("/AvailablePhoneNumbers/US/TollFree.json")
        .with(&[
            ("AreaCode", "555"),
            ("Contains", "010****"),
            ("SmsEnabled", "true"),
            ("MmsEnabled", "false"),
            ("VoiceEnabled", "true"),
            ("ExcludeAllAddressRequired", "true"),
            ("ExcludeLocalAddressRequired", "false"),
            ("ExcludeForeignAddressRequired", "true"),
            ("Beta", "false"),
            ("NearNumber", "+15550100100"),
            ("NearLatLong", "19.72,-155.09"),
            ("Distance", "50"),
            ("InPostalCode", "96720"),
            ("InRegion", "HI"),
            ("InRateCenter", "HILO"),
            ("InLata", "730"),
            ("InLocality", "Hilo"),
            ("FaxEnabled", "false"),
            ("PageSize", "5"),
        ])
        .answers(
            200,
            json!({"available_phone_numbers": [for_sale()], "uri": "/2010-04-01/a.json"}),
        )
        .stands_with_word(
            "address_requirements",
            async |client| request.send(client).await,
            |got| {
                got.items[0]
                    .address_requirements
                    .as_ref()
                    .unwrap()
                    .to_string()
            },
        )
        .await;
}

#[tokio::test]
async fn mobile_numbers_for_sale_are_searched_with_every_filter() {
    let request = ListAvailablePhoneNumbers::new("US", "Mobile")
        .area_code(555)
        .contains("010****")
        .sms_enabled(true)
        .mms_enabled(false)
        .voice_enabled(true)
        .exclude_all_address_required(true)
        .exclude_local_address_required(false)
        .exclude_foreign_address_required(true)
        .beta(false)
        .near_number("+15550100100")
        .near_lat_long("19.72,-155.09")
        .distance(50)
        .in_postal_code("96720")
        .in_region("HI")
        .in_rate_center("HILO")
        .in_lata("730")
        .in_locality("Hilo")
        .fax_enabled(false)
        .page_size(5);
    Endpoint::get("/AvailablePhoneNumbers/US/Mobile.json")
        .with(&[
            ("AreaCode", "555"),
            ("Contains", "010****"),
            ("SmsEnabled", "true"),
            ("MmsEnabled", "false"),
            ("VoiceEnabled", "true"),
            ("ExcludeAllAddressRequired", "true"),
            ("ExcludeLocalAddressRequired", "false"),
            ("ExcludeForeignAddressRequired", "true"),
            ("Beta", "false"),
            ("NearNumber", "+15550100100"),
            ("NearLatLong", "19.72,-155.09"),
            ("Distance", "50"),
            ("InPostalCode", "96720"),
            ("InRegion", "HI"),
            ("InRateCenter", "HILO"),
            ("InLata", "730"),
            ("InLocality", "Hilo"),
            ("FaxEnabled", "false"),
            ("PageSize", "5"),
        ])
        .answers(
            200,
            json!({"available_phone_numbers": [for_sale()], "uri": "/2010-04-01/a.json"}),
        )
        .stands_with_word(
            "address_requirements",
            async |client| request.send(client).await,
            |got| {
                got.items[0]
                    .address_requirements
                    .as_ref()
                    .unwrap()
                    .to_string()
            },
        )
        .await;
}

#[tokio::test]
async fn national_numbers_for_sale_are_searched_with_every_filter() {
    let request = ListAvailablePhoneNumbers::new("US", "National")
        .area_code(555)
        .contains("010****")
        .sms_enabled(true)
        .mms_enabled(false)
        .voice_enabled(true)
        .exclude_all_address_required(true)
        .exclude_local_address_required(false)
        .exclude_foreign_address_required(true)
        .beta(false)
        .near_number("+15550100100")
        .near_lat_long("19.72,-155.09")
        .distance(50)
        .in_postal_code("96720")
        .in_region("HI")
        .in_rate_center("HILO")
        .in_lata("730")
        .in_locality("Hilo")
        .fax_enabled(false)
        .page_size(5);
    Endpoint::get("/AvailablePhoneNumbers/US/National.json")
        .with(&[
            ("AreaCode", "555"),
            ("Contains", "010****"),
            ("SmsEnabled", "true"),
            ("MmsEnabled", "false"),
            ("VoiceEnabled", "true"),
            ("ExcludeAllAddressRequired", "true"),
            ("ExcludeLocalAddressRequired", "false"),
            ("ExcludeForeignAddressRequired", "true"),
            ("Beta", "false"),
            ("NearNumber", "+15550100100"),
            ("NearLatLong", "19.72,-155.09"),
            ("Distance", "50"),
            ("InPostalCode", "96720"),
            ("InRegion", "HI"),
            ("InRateCenter", "HILO"),
            ("InLata", "730"),
            ("InLocality", "Hilo"),
            ("FaxEnabled", "false"),
            ("PageSize", "5"),
        ])
        .answers(
            200,
            json!({"available_phone_numbers": [for_sale()], "uri": "/2010-04-01/a.json"}),
        )
        .stands_with_word(
            "address_requirements",
            async |client| request.send(client).await,
            |got| {
                got.items[0]
                    .address_requirements
                    .as_ref()
                    .unwrap()
                    .to_string()
            },
        )
        .await;
}

#[tokio::test]
async fn voip_numbers_for_sale_are_searched_with_every_filter() {
    let request = ListAvailablePhoneNumbers::new("US", "Voip")
        .area_code(555)
        .contains("010****")
        .sms_enabled(true)
        .mms_enabled(false)
        .voice_enabled(true)
        .exclude_all_address_required(true)
        .exclude_local_address_required(false)
        .exclude_foreign_address_required(true)
        .beta(false)
        .near_number("+15550100100")
        .near_lat_long("19.72,-155.09")
        .distance(50)
        .in_postal_code("96720")
        .in_region("HI")
        .in_rate_center("HILO")
        .in_lata("730")
        .in_locality("Hilo")
        .fax_enabled(false)
        .page_size(5);
    Endpoint::get("/AvailablePhoneNumbers/US/Voip.json")
        .with(&[
            ("AreaCode", "555"),
            ("Contains", "010****"),
            ("SmsEnabled", "true"),
            ("MmsEnabled", "false"),
            ("VoiceEnabled", "true"),
            ("ExcludeAllAddressRequired", "true"),
            ("ExcludeLocalAddressRequired", "false"),
            ("ExcludeForeignAddressRequired", "true"),
            ("Beta", "false"),
            ("NearNumber", "+15550100100"),
            ("NearLatLong", "19.72,-155.09"),
            ("Distance", "50"),
            ("InPostalCode", "96720"),
            ("InRegion", "HI"),
            ("InRateCenter", "HILO"),
            ("InLata", "730"),
            ("InLocality", "Hilo"),
            ("FaxEnabled", "false"),
            ("PageSize", "5"),
        ])
        .answers(
            200,
            json!({"available_phone_numbers": [for_sale()], "uri": "/2010-04-01/a.json"}),
        )
        .stands_with_word(
            "address_requirements",
            async |client| request.send(client).await,
            |got| {
                got.items[0]
                    .address_requirements
                    .as_ref()
                    .unwrap()
                    .to_string()
            },
        )
        .await;
}

#[tokio::test]
async fn sharedcost_numbers_for_sale_are_searched_with_every_filter() {
    let request = ListAvailablePhoneNumbers::new("US", "SharedCost")
        .area_code(555)
        .contains("010****")
        .sms_enabled(true)
        .mms_enabled(false)
        .voice_enabled(true)
        .exclude_all_address_required(true)
        .exclude_local_address_required(false)
        .exclude_foreign_address_required(true)
        .beta(false)
        .near_number("+15550100100")
        .near_lat_long("19.72,-155.09")
        .distance(50)
        .in_postal_code("96720")
        .in_region("HI")
        .in_rate_center("HILO")
        .in_lata("730")
        .in_locality("Hilo")
        .fax_enabled(false)
        .page_size(5);
    Endpoint::get("/AvailablePhoneNumbers/US/SharedCost.json")
        .with(&[
            ("AreaCode", "555"),
            ("Contains", "010****"),
            ("SmsEnabled", "true"),
            ("MmsEnabled", "false"),
            ("VoiceEnabled", "true"),
            ("ExcludeAllAddressRequired", "true"),
            ("ExcludeLocalAddressRequired", "false"),
            ("ExcludeForeignAddressRequired", "true"),
            ("Beta", "false"),
            ("NearNumber", "+15550100100"),
            ("NearLatLong", "19.72,-155.09"),
            ("Distance", "50"),
            ("InPostalCode", "96720"),
            ("InRegion", "HI"),
            ("InRateCenter", "HILO"),
            ("InLata", "730"),
            ("InLocality", "Hilo"),
            ("FaxEnabled", "false"),
            ("PageSize", "5"),
        ])
        .answers(
            200,
            json!({"available_phone_numbers": [for_sale()], "uri": "/2010-04-01/a.json"}),
        )
        .stands_with_word(
            "address_requirements",
            async |client| request.send(client).await,
            |got| {
                got.items[0]
                    .address_requirements
                    .as_ref()
                    .unwrap()
                    .to_string()
            },
        )
        .await;
}

#[tokio::test]
async fn machinetomachine_numbers_for_sale_are_searched_with_every_filter() {
    let request = ListAvailablePhoneNumbers::new("US", "MachineToMachine")
        .area_code(555)
        .contains("010****")
        .sms_enabled(true)
        .mms_enabled(false)
        .voice_enabled(true)
        .exclude_all_address_required(true)
        .exclude_local_address_required(false)
        .exclude_foreign_address_required(true)
        .beta(false)
        .near_number("+15550100100")
        .near_lat_long("19.72,-155.09")
        .distance(50)
        .in_postal_code("96720")
        .in_region("HI")
        .in_rate_center("HILO")
        .in_lata("730")
        .in_locality("Hilo")
        .fax_enabled(false)
        .page_size(5);
    Endpoint::get("/AvailablePhoneNumbers/US/MachineToMachine.json")
        .with(&[
            ("AreaCode", "555"),
            ("Contains", "010****"),
            ("SmsEnabled", "true"),
            ("MmsEnabled", "false"),
            ("VoiceEnabled", "true"),
            ("ExcludeAllAddressRequired", "true"),
            ("ExcludeLocalAddressRequired", "false"),
            ("ExcludeForeignAddressRequired", "true"),
            ("Beta", "false"),
            ("NearNumber", "+15550100100"),
            ("NearLatLong", "19.72,-155.09"),
            ("Distance", "50"),
            ("InPostalCode", "96720"),
            ("InRegion", "HI"),
            ("InRateCenter", "HILO"),
            ("InLata", "730"),
            ("InLocality", "Hilo"),
            ("FaxEnabled", "false"),
            ("PageSize", "5"),
        ])
        .answers(
            200,
            json!({"available_phone_numbers": [for_sale()], "uri": "/2010-04-01/a.json"}),
        )
        .stands_with_word(
            "address_requirements",
            async |client| request.send(client).await,
            |got| {
                got.items[0]
                    .address_requirements
                    .as_ref()
                    .unwrap()
                    .to_string()
            },
        )
        .await;
}

#[tokio::test]
async fn every_field_of_a_number_for_sale_is_read() {
    let vendor = Vendor::start().await;
    vendor.answers(200, &json!({"available_phone_numbers": [for_sale()]}));
    vendor.answers(200, &page("countries", &country()));
    let page = ListAvailablePhoneNumbers::new("US", "Local")
        .send(&vendor.client)
        .await
        .unwrap();
    assert_eq!(page.next, None);
    let got = &page.items[0];
    assert_eq!(got.friendly_name.as_deref(), Some("(555) 010-0109"));
    assert_eq!(got.phone_number, "+15550100109");
    assert_eq!(got.lata.as_deref(), Some("730"));
    assert_eq!(got.locality.as_deref(), Some("Hilo"));
    assert_eq!(got.rate_center.as_deref(), Some("HILO"));
    assert_eq!(got.latitude.as_deref(), Some("19.720000"));
    assert_eq!(got.longitude.as_deref(), Some("-155.09"));
    assert_eq!(got.region.as_deref(), Some("HI"));
    assert_eq!(got.postal_code.as_deref(), Some("96720"));
    assert_eq!(got.iso_country.as_deref(), Some("US"));
    assert_eq!(got.beta, Some(false));
    let can = got.capabilities.as_ref().unwrap();
    assert_eq!(
        (can.mms, can.sms, can.voice, can.fax),
        (Some(true), Some(true), Some(true), None)
    );
    let countries = ListAvailableCountries::new()
        .send(&vendor.client)
        .await
        .unwrap();
    let us = &countries.items[0];
    assert_eq!(
        (us.country_code.as_str(), us.country.as_deref(), us.beta),
        ("US", Some("United States"), Some(false))
    );
    assert_eq!(us.uri.as_deref(), Some("/2010-04-01/us.json"));
    assert_eq!(us.subresource_uris.keys().collect::<Vec<_>>(), ["local"]);
}
