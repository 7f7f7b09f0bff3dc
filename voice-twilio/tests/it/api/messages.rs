//! Messages.

use serde_json::{Value, json};
use voice_twilio::ErrorCode;
use voice_twilio::api::{CreateMessage, DeleteMessage, FetchMessage, ListMessages, UpdateMessage};

use crate::support::{ACCOUNT, Endpoint, Vendor, page};

pub(crate) fn message() -> Value {
    json!({
        "sid": "SM1", "body": "hello there", "num_segments": "2", "direction": "outbound-api", "from": "+15550100100",
        "to": "+15550100101", "date_updated": "Tue, 20 Jan 2026 20:36:30 +0000", "price": "-0.00750",
        "error_message": "carrier", "uri": "/2010-04-01/m.json", "account_sid": ACCOUNT, "num_media": "1",
        "status": "delivered", "messaging_service_sid": "MG1", "date_sent": "Tue, 20 Jan 2026 20:36:29 +0000",
        "date_created": "Tue, 20 Jan 2026 20:36:28 +0000", "error_code": 30003, "price_unit": "usd",
        "api_version": "2010-04-01", "subresource_uris": {"media": "/2010-04-01/media.json"},
    })
}

#[tokio::test]
async fn every_field_of_a_message_is_read() {
    let request = FetchMessage::new("SM1");
    let got = Endpoint::get("/Messages/SM1.json")
        .answers(200, message())
        .stands_with_word(
            "direction",
            async |client| request.send(client).await,
            |got| got.direction.as_ref().unwrap().to_string(),
        )
        .await;
    assert_eq!(got.sid, "SM1");
    assert_eq!(got.body.as_deref(), Some("hello there"));
    assert_eq!(
        (got.num_segments, got.num_media, got.error_code),
        (Some(2), Some(1), Some(ErrorCode::from(30003)))
    );
    assert_eq!(got.direction.as_ref().unwrap().as_str(), "outbound-api");
    assert_eq!(got.from, "+15550100100".parse().ok());
    assert_eq!(got.to, "+15550100101".parse().ok());
    assert_eq!(got.date_updated, "2026-01-20T20:36:30Z".parse().ok());
    assert_eq!(got.date_sent, "2026-01-20T20:36:29Z".parse().ok());
    assert_eq!(got.date_created, "2026-01-20T20:36:28Z".parse().ok());
    assert_eq!(got.price.as_deref(), Some("-0.00750"));
    assert_eq!(got.price_unit.as_deref(), Some("usd"));
    assert_eq!(got.error_message.as_deref(), Some("carrier"));
    assert_eq!(got.uri.as_deref(), Some("/2010-04-01/m.json"));
    assert_eq!(got.account_sid.as_deref(), Some(ACCOUNT));
    assert_eq!(got.status.as_str(), "delivered");
    assert_eq!(got.messaging_service_sid.as_deref(), Some("MG1"));
    assert_eq!(got.api_version.as_deref(), Some("2010-04-01"));
    assert_eq!(got.subresource_uris["media"], "/2010-04-01/media.json");
    assert!(!format!("{got:?}").contains("hello"));
}

#[tokio::test]
async fn a_redacted_text_is_empty_and_one_that_is_not_told_is_absent() {
    for (body, expected) in [(json!(""), Some("")), (json!(null), None)] {
        let mut answer = message();
        answer["body"] = body;
        let vendor = Vendor::start().await;
        vendor.answers(200, &answer);
        let got = FetchMessage::new("SM1").send(&vendor.client).await.unwrap();
        assert_eq!(got.body.as_deref(), expected);
    }
}

#[tokio::test]
async fn a_message_is_sent_with_every_parameter() {
    let request = CreateMessage::new("+15550100101")
        .from("+15550100100")
        .messaging_service_sid("MG1")
        .body("Grüße & more")
        .media_url(["https://example.com/1.png", "https://example.com/2.png"])
        .content_sid("HX1")
        .content_variables("{}")
        .status_callback("https://example.com/c")
        .application_sid("AP1")
        .max_price("0.01")
        .provide_feedback(true)
        .attempt(2)
        .validity_period(60)
        .force_delivery(true)
        .content_retention("discard")
        .address_retention("obfuscate")
        .smart_encoded(true)
        .persistent_action(["a", "b"])
        .traffic_type("free")
        .shorten_urls(true)
        .schedule_type("fixed")
        .send_at("2026-01-21T00:00:00Z")
        .send_as_mms(false)
        .risk_check("disable")
        .fallback_from("+15550100102");
    Endpoint::post("/Messages.json")
        .with(&[
            ("To", "+15550100101"),
            ("From", "+15550100100"),
            ("MessagingServiceSid", "MG1"),
            ("Body", "Grüße & more"),
            ("MediaUrl", "https://example.com/1.png"),
            ("MediaUrl", "https://example.com/2.png"),
            ("ContentSid", "HX1"),
            ("ContentVariables", "{}"),
            ("StatusCallback", "https://example.com/c"),
            ("ApplicationSid", "AP1"),
            ("MaxPrice", "0.01"),
            ("ProvideFeedback", "true"),
            ("Attempt", "2"),
            ("ValidityPeriod", "60"),
            ("ForceDelivery", "true"),
            ("ContentRetention", "discard"),
            ("AddressRetention", "obfuscate"),
            ("SmartEncoded", "true"),
            ("PersistentAction", "a"),
            ("PersistentAction", "b"),
            ("TrafficType", "free"),
            ("ShortenUrls", "true"),
            ("ScheduleType", "fixed"),
            ("SendAt", "2026-01-21T00:00:00Z"),
            ("SendAsMms", "false"),
            ("RiskCheck", "disable"),
            ("FallbackFrom", "+15550100102"),
        ])
        .answers(201, message())
        .stands_with_word(
            "status",
            async |client| request.send(client).await,
            |got| got.status.to_string(),
        )
        .await;
}

#[tokio::test]
async fn messages_are_listed_with_every_filter() {
    let request = ListMessages::new()
        .to("+15550100101")
        .from("+15550100100")
        .date_sent("2026-01-20")
        .date_sent_before("2026-01-21")
        .date_sent_from("2026-01-19")
        .page_size(5);
    Endpoint::get("/Messages.json")
        .with(&[
            ("To", "+15550100101"),
            ("From", "+15550100100"),
            ("DateSent", "2026-01-20"),
            ("DateSent<", "2026-01-21"),
            ("DateSent>", "2026-01-19"),
            ("PageSize", "5"),
        ])
        .answers(200, page("messages", &message()))
        .stands_with_word(
            "status",
            async |client| request.send(client).await,
            |got| got.items[0].status.to_string(),
        )
        .await;
}

#[tokio::test]
async fn a_message_is_redacted() {
    let request = UpdateMessage::new("SM1").body("").status("canceled");
    Endpoint::post("/Messages/SM1.json")
        .with(&[("Body", ""), ("Status", "canceled")])
        .answers(200, message())
        .repeatable()
        .stands_with_word(
            "status",
            async |client| request.send(client).await,
            |got| got.status.to_string(),
        )
        .await;
}

#[tokio::test]
async fn a_message_is_deleted() {
    let request = DeleteMessage::new("SM1");
    Endpoint::delete("/Messages/SM1.json")
        .stands(async |client| request.send(client).await)
        .await;
}
