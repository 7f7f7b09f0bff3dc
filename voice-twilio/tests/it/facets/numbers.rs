//! Numbers.

use voice_core::http::ScriptedService;
use voice_core::{ErrorKind, NumberKind, NumberSearch, NumberUpdate, Numbers as _};

use super::{lines, list, number, twilio};
use crate::api::available_numbers::for_sale;
use crate::api::owned_numbers::owned;

#[tokio::test]
async fn numbers_are_found_bought_changed_and_given_back() {
    let script = ScriptedService::new()
        .answer(200, list("available_phone_numbers", &for_sale()))
        .answer(201, owned().to_string())
        .answer(200, owned().to_string())
        .answer(200, list("incoming_phone_numbers", &owned()))
        .answer(200, owned().to_string())
        .answer(204, "");
    let (service, twilio) = twilio(script);
    let search = NumberSearch::new("US")
        .kind(NumberKind::TollFree)
        .area_code("800")
        .contains("010")
        .locality("Hilo");
    let found = twilio.search_numbers(&search).await.unwrap();
    assert_eq!(found.items[0].number, number("+15550100109"));
    assert_eq!(found.items[0].abilities.mms, Some(true));
    let bought = twilio.buy_number(&number("+15550100100")).await.unwrap();
    assert_eq!(
        (bought.id.as_str(), bought.label.as_deref()),
        ("PN1", Some("(555) 010-0100"))
    );
    assert_eq!(
        bought.voice_url.unwrap().as_str(),
        "https://example.com/voice?token=secret"
    );
    let change = NumberUpdate::new()
        .label("desk")
        .voice_url("https://example.com/v".parse().unwrap())
        .status_callback("https://example.com/s".parse().unwrap());
    twilio.update_number(&"PN1".into(), &change).await.unwrap();
    assert_eq!(twilio.list_numbers(None).await.unwrap().items.len(), 1);
    twilio.number(&"PN1".into()).await.unwrap();
    twilio.release_number(&"PN1".into()).await.unwrap();
    assert_eq!(
        lines(&service),
        [
            "GET /AvailablePhoneNumbers/US/TollFree.json AreaCode=800&Contains=010&InLocality=Hilo",
            "POST /IncomingPhoneNumbers.json PhoneNumber=+15550100100",
            "POST /IncomingPhoneNumbers/PN1.json FriendlyName=desk&StatusCallback=https://example.com/s\
             &VoiceApplicationSid=&VoiceUrl=https://example.com/v&TrunkSid=",
            "GET /IncomingPhoneNumbers.json",
            "GET /IncomingPhoneNumbers/PN1.json",
            "DELETE /IncomingPhoneNumbers/PN1.json",
        ]
    );
}

#[tokio::test]
async fn a_number_that_was_bought_and_cannot_be_read_is_not_bought_again() {
    let mut odd = owned();
    odd["phone_number"] = "12345".into();
    let (service, twilio) = twilio(ScriptedService::new().answer(201, odd.to_string()));
    let error = twilio
        .buy_number(&number("+15550100100"))
        .await
        .unwrap_err();
    assert_eq!(error.kind(), ErrorKind::Decode);
    assert!(error.is_outcome_unknown());
    assert_eq!(lines(&service).len(), 1);
}

async fn searched(search: &NumberSearch) -> String {
    let script = ScriptedService::new().answer(200, list("available_phone_numbers", &for_sale()));
    let (service, twilio) = twilio(script);
    twilio.search_numbers(search).await.unwrap();
    lines(&service).remove(0)
}

#[tokio::test]
async fn a_search_is_on_the_wire_with_all_its_filters() {
    let mut search = NumberSearch::new("CA")
        .kind(NumberKind::Mobile)
        .area_code("055");
    search.abilities.voice = Some(true);
    search.abilities.sms = Some(false);
    search.abilities.mms = Some(true);
    search.limit = Some(1000);
    assert_eq!(
        searched(&search).await,
        "GET /AvailablePhoneNumbers/CA/Mobile.json AreaCode=055&SmsEnabled=false&MmsEnabled=true\
         &VoiceEnabled=true&PageSize=1000"
    );
    assert_eq!(
        searched(&NumberSearch::new("DE").locality("Berlin")).await,
        "GET /AvailablePhoneNumbers/DE/Local.json InLocality=Berlin"
    );
}

#[tokio::test]
async fn a_search_that_twilio_cannot_make_is_refused() {
    let limited = |limit| {
        let mut search = NumberSearch::new("US");
        search.limit = Some(limit);
        search
    };
    let area = |country: &str, code: &str| NumberSearch::new(country).area_code(code);
    for (search, kind, option) in [
        (limited(0), ErrorKind::InvalidRequest, "limit"),
        (limited(1001), ErrorKind::InvalidRequest, "limit"),
        (area("US", "55"), ErrorKind::InvalidRequest, "area_code"),
        (area("US", "5550"), ErrorKind::InvalidRequest, "area_code"),
        (area("US", "+55"), ErrorKind::InvalidRequest, "area_code"),
        (area("CA", "55x"), ErrorKind::InvalidRequest, "area_code"),
        (area("GB", "555"), ErrorKind::Unsupported, "area_code"),
    ] {
        let (service, twilio) = twilio(ScriptedService::new());
        let error = twilio.search_numbers(&search).await.unwrap_err();
        assert_eq!((error.kind(), error.option()), (kind, Some(option)));
        assert_eq!(error.operation(), "search_numbers");
        assert_eq!(lines(&service), [""; 0]);
    }
}

#[tokio::test]
async fn what_a_change_leaves_out_stays() {
    let script = ScriptedService::new().answer(200, owned().to_string());
    let (service, twilio) = twilio(script);
    let label = "é".repeat(64);
    let change = NumberUpdate::new().label(label.as_str());
    twilio.update_number(&"PN1".into(), &change).await.unwrap();
    assert_eq!(
        lines(&service),
        [format!(
            "POST /IncomingPhoneNumbers/PN1.json FriendlyName={label}"
        )]
    );
}

#[tokio::test]
async fn a_change_that_twilio_would_refuse_is_not_sent() {
    let url = |text: &str| text.parse().unwrap();
    for (change, option) in [
        (NumberUpdate::new().label("x".repeat(65)), "label"),
        (
            NumberUpdate::new().voice_url(url("ftp://example.com/v")),
            "voice_url",
        ),
        (
            NumberUpdate::new().voice_url(url("https://a_b.example.com/v")),
            "voice_url",
        ),
        (
            NumberUpdate::new().status_callback(url("https://a_b.example.com/s")),
            "status_callback",
        ),
    ] {
        let (service, twilio) = twilio(ScriptedService::new());
        let error = twilio
            .update_number(&"PN1".into(), &change)
            .await
            .unwrap_err();
        assert_eq!(
            (error.kind(), error.option()),
            (ErrorKind::InvalidRequest, Some(option))
        );
        assert_eq!(lines(&service), [""; 0]);
    }
}
