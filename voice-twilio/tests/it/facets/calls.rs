//! Reading calls.

use serde_json::json;
use voice_core::http::ScriptedService;
use voice_core::{
    AnsweredBy, CallQuery, CallStatus, Calls as _, Capabilities, Cursor, Direction, ErrorKind,
    Facet, OutboundCall, Reconciliation, TelephonyProvider, TelephonyProviderExt as _, Timestamp,
};

use super::{lines, number, twilio};
use crate::api::calls::call;

#[tokio::test]
async fn a_call_comes_in_the_shared_words() {
    let (service, twilio) = twilio(ScriptedService::new().answer(200, call().to_string()));
    let found = twilio.call(&"CA1".into()).await.unwrap();
    assert_eq!(lines(&service), ["GET /Calls/CA1.json"]);
    assert_eq!(found.provider, "twilio");
    assert_eq!(found.status, CallStatus::Completed);
    assert_eq!(found.direction, Some(Direction::Outbound));
    assert_eq!(found.from, Some(number("+15550100100").into()));
    assert_eq!(found.to, Some(number("+15550100101").into()));
    assert_eq!(found.created_at, "2026-01-20T20:36:26Z".parse().ok());
    assert_eq!(found.ended_at, "2026-01-20T20:36:43Z".parse().ok());
    assert_eq!(found.duration.unwrap().as_secs(), 15);
    assert_eq!(found.price.unwrap().to_string(), "0.03000 USD");
    assert_eq!(found.answered_by, Some(AnsweredBy::MachineEndBeep));
    assert_eq!(found.raw.to_json(), Some(call()));
}

#[tokio::test]
async fn calls_are_listed_by_whole_days_and_cut_to_the_span() {
    let began = |sid: &str, at: &str| json!({"sid": sid, "status": "completed", "start_time": at});
    let next = "/2010-04-01/Accounts/AC1/Calls.json?Page=1&PageToken=PA1";
    let first = json!({"next_page_uri": next, "calls": [
        began("CA5", "Tue, 20 Jan 2026 16:00:00 +0000"),
        began("CA4", "Tue, 20 Jan 2026 15:59:59 +0000"),
        {"sid": "CA3", "status": "queued"},
    ]});
    let second = json!({"next_page_uri": null, "calls": [
        began("CA2", "Tue, 20 Jan 2026 15:00:00 +0000"),
        began("CA1", "Tue, 20 Jan 2026 14:59:59 +0000"),
    ]});
    let script = ScriptedService::new()
        .answer(200, first.to_string())
        .answer(200, second.to_string());
    let (service, twilio) = twilio(script);
    let at = |text: &str| text.parse::<Timestamp>().unwrap();
    let mut query = CallQuery::new()
        .from(number("+15550100100"))
        .to(number("+15550100101"))
        .status(CallStatus::NoAnswer)
        .since(at("2026-01-20T15:00:00Z"))
        .until(at("2026-01-20T16:00:00Z"))
        .page_size(5000);
    let page = twilio.list_calls(&query).await.unwrap();
    let ids = |page: &voice_core::Page<voice_core::Call>| -> Vec<String> {
        page.items.iter().map(|call| call.id.to_string()).collect()
    };
    assert_eq!(ids(&page), ["CA4", "CA3"]);
    query.cursor = page.next;
    let page = twilio.list_calls(&query).await.unwrap();
    assert_eq!(ids(&page), ["CA2"]);
    assert_eq!(page.next, None);
    assert_eq!(
        lines(&service),
        [
            "GET /Calls.json To=+15550100101&From=+15550100100&Status=no-answer\
             &StartTime<=2026-01-21&StartTime>=2026-01-20&PageSize=1000",
            "GET /Calls.json Page=1&PageToken=PA1",
        ]
    );
}

#[tokio::test]
async fn a_filter_that_twilio_lacks_is_refused_before_anything_is_sent() {
    let (service, twilio) = twilio(ScriptedService::new());
    let query = CallQuery::new().direction(Direction::Inbound);
    let error = twilio.list_calls(&query).await.unwrap_err();
    assert_eq!(
        (error.kind(), error.option()),
        (ErrorKind::Unsupported, Some("direction"))
    );
    let elsewhere = CallQuery::new().cursor(Cursor::new("https://example.com/Calls.json"));
    let error = twilio.list_calls(&elsewhere).await.unwrap_err();
    assert_eq!(error.kind(), ErrorKind::InvalidRequest);
    assert_eq!(lines(&service), [""; 0]);
}

#[tokio::test]
async fn a_call_of_unknown_outcome_is_found_again() {
    let listed = json!({"calls": [call()]}).to_string();
    let (service, twilio) = twilio(ScriptedService::new().answer(200, listed));
    let asked = OutboundCall::new(number("+15550100100"), number("+15550100101"))
        .reference("order-1".parse().unwrap());
    let since = "2026-01-20T20:35:00Z".parse().unwrap();
    let found = twilio.reconcile(&asked, since).await.unwrap();
    assert!(matches!(found, Reconciliation::Found(call) if call.id.as_str().starts_with("CA")));
    assert_eq!(
        lines(&service),
        ["GET /Calls.json To=+15550100101&StartTime>=2026-01-20"]
    );
}

#[tokio::test]
async fn checking_tells_wrong_credentials_from_a_missing_permission_and_a_broken_line() {
    let script = ScriptedService::new()
        .answer(200, r#"{"calls":[]}"#)
        .answer(
            401,
            r#"{"code":20003,"message":"Authenticate","status":401}"#,
        )
        .answer(403, r#"{"code":20403,"message":"Forbidden","status":403}"#)
        .answer(404, r#"{"code":20404,"message":"none","status":404}"#);
    let (service, twilio) = twilio(script);
    assert!(twilio.check().await.unwrap().is_healthy());
    let health = twilio.check().await.unwrap();
    assert_eq!(
        health.problems,
        [
            "Twilio refuses the credentials: twilio check: not authorised (HTTP 401, code 20003): Authenticate"
        ]
    );
    // A restricted key that may place calls and not list them is right all the same.
    let health = twilio.check().await.unwrap();
    assert_eq!(
        health.problems,
        [
            "Twilio knows the credentials and does not let them list calls: twilio check: not authorised (HTTP 403, code 20403): Forbidden"
        ]
    );
    assert_eq!(twilio.check().await.unwrap().problems.len(), 1);
    assert_eq!(lines(&service)[0], "GET /Calls.json PageSize=1");
    // The script is at its end: no connection.
    let error = twilio.check().await.unwrap_err();
    assert_eq!(error.kind(), ErrorKind::Transport);
}

#[test]
fn what_twilio_lacks_is_absent() {
    let (_, twilio) = twilio(ScriptedService::new());
    let provider: std::sync::Arc<dyn TelephonyProvider> = std::sync::Arc::new(twilio);
    let capabilities = Capabilities::of(&*provider);
    for facet in [
        Facet::Batches,
        Facet::Contacts,
        Facet::Voices,
        Facet::HostedFlows,
    ] {
        assert!(!capabilities.has(facet), "{facet}");
    }
    insta::assert_snapshot!(voice_core::support_matrix(&[capabilities]));
}
