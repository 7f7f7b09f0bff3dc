//! Credentials, hosts, paging, and what is sent again.

use std::sync::Arc;
use std::time::Duration;

use futures_util::TryStreamExt as _;
use serde_json::json;
use voice_core::http::{ManualClock, ScriptedService, ServiceError};
use voice_core::{Cursor, ErrorKind, Timestamp, pages};
use voice_twilio::api::{
    Call, CallCommand, CreateCall, CreateMessage, DeleteCall, FetchCall, FetchTranscription,
    ListCallEvents, ListCalls, ListTranscriptions, StartStream, UpdateCall, next_page,
};
use voice_twilio::{ErrorCode, TwilioClient};

use super::calls::call;
use crate::support::Vendor;

fn scripted(service: ScriptedService) -> (Arc<ScriptedService>, TwilioClient) {
    let service = Arc::new(service);
    let client = TwilioClient::builder("AC1", "an invented token")
        .service(service.clone())
        .clock(Arc::new(ManualClock::skipping(Timestamp::UNIX_EPOCH)))
        .build()
        .unwrap();
    (service, client)
}

#[tokio::test]
async fn an_api_key_signs_in_and_the_account_stays_in_the_path() {
    let service = Arc::new(ScriptedService::new().answer(200, call().to_string()));
    let client = TwilioClient::with_api_key("AC1", "SK1", "invented")
        .service(service.clone())
        .build()
        .unwrap();
    FetchCall::new("CA1").send(&client).await.unwrap();
    let asked = &service.requests()[0];
    assert_eq!(
        asked.uri().path(),
        "/2010-04-01/Accounts/AC1/Calls/CA1.json"
    );
    // `SK1:invented`
    assert_eq!(asked.headers()["authorization"], "Basic U0sxOmludmVudGVk");
    assert_eq!(client.account_sid(), "AC1");
    assert!(!format!("{client:?}").contains("invented"));
}

#[tokio::test]
async fn a_subaccount_is_asked_with_the_same_credentials() {
    let script = ScriptedService::new()
        .answer(200, call().to_string())
        .answer(200, call().to_string());
    let (service, client) = scripted(script);
    FetchCall::new("CA1").send(&client).await.unwrap();
    FetchCall::new("CA1")
        .send(&client.subaccount("AC2"))
        .await
        .unwrap();
    let asked = service.requests();
    assert_eq!(
        asked[1].uri().path(),
        "/2010-04-01/Accounts/AC2/Calls/CA1.json"
    );
    assert_eq!(
        asked[0].headers()["authorization"],
        asked[1].headers()["authorization"]
    );
}

#[tokio::test]
async fn edge_and_region_make_the_host() {
    for (base, edge, region, expected) in [
        (None, "", "ie1", "https://api.ie1.twilio.com/"),
        (None, "dublin", "", "https://api.dublin.us1.twilio.com/"),
        (
            Some("https://api.ie1.twilio.com"),
            "dublin",
            "au1",
            "https://api.dublin.au1.twilio.com/",
        ),
        (
            Some("http://127.0.0.1:8080/gate"),
            "dublin",
            "ie1",
            "http://127.0.0.1:8080/gate/",
        ),
    ] {
        let service = Arc::new(ScriptedService::new().answer(200, call().to_string()));
        let mut builder = TwilioClient::builder("AC1", "invented")
            .service(service.clone())
            .edge(edge)
            .region(region);
        if let Some(base) = base {
            builder = builder.base_url(base);
        }
        let client = builder.build().unwrap();
        FetchCall::new("CA1").send(&client).await.unwrap();
        let asked = service.requests()[0].uri().to_string();
        assert_eq!(
            asked,
            format!("{expected}2010-04-01/Accounts/AC1/Calls/CA1.json")
        );
    }
}

#[test]
fn settings_that_cannot_be_right_are_named() {
    let service = || Arc::new(ScriptedService::new());
    let named = |builder: voice_twilio::TwilioClientBuilder| {
        let error = builder.service(service()).build().unwrap_err();
        assert_eq!(error.kind(), ErrorKind::InvalidRequest);
        error.option().unwrap().to_owned()
    };
    assert_eq!(
        named(TwilioClient::builder("AC1/../AC2", "invented")),
        "account_sid"
    );
    assert_eq!(named(TwilioClient::builder("", "invented")), "account_sid");
    assert_eq!(named(TwilioClient::builder("AC1", "")), "auth_token");
    assert_eq!(
        named(TwilioClient::with_api_key("AC1", "XX1", "invented")),
        "key_sid"
    );
    assert_eq!(
        named(TwilioClient::with_api_key("AC1", "SK1", "")),
        "key_secret"
    );
    assert_eq!(
        named(TwilioClient::builder("AC1", "invented").region("ie1.example.com")),
        "region"
    );
    assert_eq!(
        named(TwilioClient::builder("AC1", "invented").edge("a/b")),
        "edge"
    );
    // Letters, digits and hyphens, and still no part of a host name.
    assert_eq!(
        named(TwilioClient::builder("AC1", "invented").edge("xn--a")),
        "edge"
    );
    assert_eq!(
        named(TwilioClient::builder("AC1", "invented").region("xn--a")),
        "region"
    );
    assert_eq!(
        named(TwilioClient::builder("AC1", "invented").base_url("api.twilio.com")),
        "base_url"
    );
}

#[tokio::test]
async fn pages_are_followed_on_the_configured_host() {
    let vendor = Vendor::start().await;
    let account = vendor.client.account_sid();
    let next =
        format!("/2010-04-01/Accounts/{account}/Calls.json?PageSize=1&Page=1&PageToken=PA%2B1");
    vendor.answers(200, &json!({"calls": [call()], "next_page_uri": next}));
    vendor.answers(200, &json!({"calls": [call()], "next_page_uri": ""}));
    let calls: Vec<Call> = pages("twilio", "list_calls", |cursor: Option<Cursor>| {
        let client = vendor.client.clone();
        async move {
            match cursor {
                None => ListCalls::new().page_size(1).send(&client).await,
                Some(cursor) => next_page(&client, "list_calls", &cursor).await,
            }
        }
    })
    .try_collect()
    .await
    .unwrap();
    assert_eq!(calls.len(), 2);
    let asked = vendor.asked().await;
    assert_eq!(asked[1].path, "/Calls.json");
    assert_eq!(asked[1].field("PageToken"), Some("PA+1"));
    assert!(asked[1].header("authorization").is_some());
}

#[tokio::test]
async fn a_next_page_on_another_host_is_refused() {
    for link in [
        "https://api.twilio.com.example.com/2010-04-01/Accounts/AC1/Calls.json?Page=1",
        "https://example.com/2010-04-01/Accounts/AC1/Calls.json",
        "https://me:invented@api.twilio.com/2010-04-01/Accounts/AC1/Calls.json",
        "http://api.twilio.com/2010-04-01/Accounts/AC1/Calls.json",
        "https://api.twilio.com:8443/2010-04-01/Accounts/AC1/Calls.json",
    ] {
        let answer = json!({"calls": [], "next_page_uri": link}).to_string();
        let script = ScriptedService::new()
            .answer(200, answer.clone())
            .answer(200, answer);
        let (service, client) = scripted(script);
        let page = ListCalls::new().send(&client).await.unwrap();
        let next = next_page::<Call>(&client, "list_calls", &page.next.unwrap()).await;
        let error = next.unwrap_err();
        assert_eq!(error.kind(), ErrorKind::InvalidRequest, "{link}");
        assert_eq!(service.requests().len(), 1, "{link}");
    }
}

#[tokio::test]
async fn a_next_page_without_a_host_stays_on_ours_whatever_it_looks_like() {
    let link = "//example.com/2010-04-01/Calls.json?Page=1";
    let answer = json!({"calls": [], "next_page_uri": link}).to_string();
    let script = ScriptedService::new()
        .answer(200, answer)
        .answer(200, r#"{"calls": []}"#);
    let (service, client) = scripted(script);
    let page = ListCalls::new().send(&client).await.unwrap();
    next_page::<Call>(&client, "list_calls", &page.next.unwrap())
        .await
        .unwrap();
    assert_eq!(
        service.requests()[1].uri(),
        "https://api.twilio.com//example.com/2010-04-01/Calls.json?Page=1"
    );
}

#[tokio::test]
async fn a_list_without_its_array_is_unreadable() {
    let (_, client) = scripted(ScriptedService::new().answer(200, r#"{"page":0}"#));
    let error = ListCalls::new().send(&client).await.unwrap_err();
    assert_eq!(error.kind(), ErrorKind::Decode);
    assert_eq!(error.message(), "missing field `calls`");
}

#[tokio::test]
async fn a_bad_item_is_named_by_its_place_and_not_quoted() {
    let answer =
        json!({"calls": [call(), {"sid": "CA2", "status": "queued", "duration": "soon, very"}]});
    let (_, client) = scripted(ScriptedService::new().answer(200, answer.to_string()));
    let error = ListCalls::new().send(&client).await.unwrap_err();
    assert_eq!(error.message(), "calls[1].duration: expected seconds");
}

#[tokio::test]
async fn a_bad_part_of_an_item_is_named_by_its_whole_path() {
    let exchange = json!({"request": {"method": "POST"}, "response": {"response_code": "never"}});
    let answer = json!({"events": [exchange]}).to_string();
    let (_, client) = scripted(ScriptedService::new().answer(200, answer));
    let error = ListCallEvents::new("CA1").send(&client).await.unwrap_err();
    assert_eq!(
        error.message(),
        "events[0].response.response_code: expected a whole number"
    );
}

#[tokio::test]
async fn a_price_keeps_its_zeros_as_a_text_and_as_a_number() {
    let one = r#"{"sid":"TR1","status":"completed","price":-0.050}"#;
    let list = [r#"{"transcriptions":["#, one, "]}"].concat();
    let (_, client) = scripted(ScriptedService::new().answer(200, one).answer(200, list));
    let got = FetchTranscription::new("TR1").send(&client).await.unwrap();
    assert_eq!(got.price.as_deref(), Some("-0.050"));
    let listed = ListTranscriptions::new().send(&client).await.unwrap();
    assert_eq!(listed.items[0].price.as_deref(), Some("-0.050"));
}

#[tokio::test]
async fn what_our_own_urls_say_does_not_come_back_in_an_error() {
    let url = "https://desk:passphrase@example.com/voice?token=s%C3%A9same-open&lang=hi";
    let quoted =
        format!("Url {url} is not valid: token=s%C3%A9same-open, passphrase, sésame-open; lang=hi");
    let body = json!({"code": 21205, "message": quoted}).to_string();
    let script = (0..4).fold(ScriptedService::new(), |script, _| {
        script.answer(400, body.clone())
    });
    let (_, client) = scripted(script);
    let call = CreateCall::new("+15550100101", "+15550100100").url(url);
    let message = CreateMessage::new("+15550100101").media_url([url]);
    let stream = StartStream::new("CA1", url);
    let errors = [
        call.send(&client).await.unwrap_err(),
        call.clone()
            .status_callback(url)
            .send(&client)
            .await
            .unwrap_err(),
        message.send(&client).await.unwrap_err(),
        stream.send(&client).await.unwrap_err(),
    ];
    for error in errors {
        assert_eq!(
            error.message(),
            "Url https://example.com/voice?… is not valid: token=[hidden], [hidden], [hidden]; lang=hi"
        );
    }
}

#[tokio::test]
async fn no_media_type_is_asked_for_where_nothing_is_answered() {
    let (service, client) = scripted(ScriptedService::new().answer(204, ""));
    DeleteCall::new("CA1").send(&client).await.unwrap();
    assert!(!service.requests()[0].headers().contains_key("accept"));
}

#[tokio::test]
async fn a_part_of_an_operation_goes_by_its_name() {
    let (service, client) = scripted(ScriptedService::new().answer(404, ""));
    let call = FetchCall::new("CA1");
    let error = call.send_as(&client, "find_the_order").await.unwrap_err();
    assert_eq!(
        error.to_string(),
        "twilio find_the_order: not found (HTTP 404): Not Found"
    );
    assert_eq!(service.requests().len(), 1);
}

#[tokio::test]
async fn a_code_of_twilios_can_be_told_from_an_error() {
    let ended = r#"{"code":21220,"message":"Call is not in-progress","status":400}"#;
    let (_, client) = scripted(ScriptedService::new().answer(400, ended));
    let error = FetchCall::new("CA1").send(&client).await.unwrap_err();
    assert_eq!(ErrorCode::of(&error), Some(ErrorCode::CALL_STATE));
}

#[tokio::test]
async fn a_call_that_may_have_been_placed_is_never_placed_again() {
    let failures = [
        ScriptedService::new().fail(ServiceError::maybe_sent("reset")),
        ScriptedService::new().answer(500, r#"{"code":20500,"message":"oops"}"#),
        ScriptedService::new().answer(503, "<html>"),
        ScriptedService::new().answer_with(503, [("retry-after", "1")], ""),
        ScriptedService::new().break_off(201),
    ];
    for failure in failures {
        let (service, client) = scripted(failure.answer(201, call().to_string()));
        let request = CreateCall::new("+15550100101", "+15550100100").twiml("<Response/>");
        let error = request.send(&client).await.unwrap_err();
        assert!(error.is_outcome_unknown(), "{error}");
        assert_eq!(service.requests().len(), 1);
    }
}

#[tokio::test]
async fn a_slow_answer_leaves_the_outcome_unknown() {
    let service = Arc::new(
        ScriptedService::new()
            .stall()
            .answer(201, call().to_string()),
    );
    let clock = Arc::new(ManualClock::new(Timestamp::UNIX_EPOCH));
    let client = TwilioClient::builder("AC1", "invented")
        .service(service.clone())
        .clock(clock.clone())
        .time_limit(Duration::from_secs(3))
        .build()
        .unwrap();
    let request = CreateCall::new("+15550100101", "+15550100100").twiml("<Response/>");
    let (answer, ()) = tokio::join!(request.send(&client), async {
        clock.advance(Duration::from_secs(3));
    });
    assert!(answer.unwrap_err().is_outcome_unknown());
    assert_eq!(service.requests().len(), 1);
}

#[tokio::test]
async fn what_surely_did_not_happen_is_sent_again() {
    let failures = [
        ScriptedService::new().fail(ServiceError::not_sent("refused")),
        ScriptedService::new().answer(429, r#"{"code":20429,"message":"too much","status":429}"#),
    ];
    for failure in failures {
        let (service, client) = scripted(failure.answer(201, call().to_string()));
        let request = CreateCall::new("+15550100101", "+15550100100").twiml("<Response/>");
        request.send(&client).await.unwrap();
        assert_eq!(service.requests().len(), 2);
    }
}

#[tokio::test]
async fn concurrency_exceeded_ends_after_three_more_tries_and_nothing_was_done() {
    let busy = r#"{"code":20429,"message":"Concurrency exceeded","status":429}"#;
    let script = (0..4).fold(ScriptedService::new(), |script, _| script.answer(429, busy));
    let service = Arc::new(script);
    let clock = Arc::new(ManualClock::skipping(Timestamp::UNIX_EPOCH));
    let client = TwilioClient::builder("AC1", "invented")
        .service(service.clone())
        .clock(clock.clone())
        .build()
        .unwrap();
    let error = CreateCall::new("+15550100101", "+15550100100")
        .send(&client)
        .await
        .unwrap_err();
    assert_eq!(error.kind(), ErrorKind::RateLimited);
    assert_eq!(error.code(), Some("20429"));
    assert!(!error.is_outcome_unknown());
    assert_eq!(service.requests().len(), 4);
    let waits = clock.sleeps();
    assert_eq!(waits.len(), 3);
    for (wait, most) in waits.iter().zip([200, 400, 800]) {
        assert!(*wait <= Duration::from_millis(most), "{waits:?}");
    }
}

#[tokio::test]
async fn a_state_is_set_again_and_a_new_document_is_not() {
    let failing = || {
        ScriptedService::new()
            .answer(500, "")
            .answer(200, call().to_string())
    };
    let (service, client) = scripted(failing());
    UpdateCall::new("CA1")
        .status(CallCommand::Completed)
        .send(&client)
        .await
        .unwrap();
    assert_eq!(service.requests().len(), 2);

    let (service, client) = scripted(failing());
    let redirect = UpdateCall::new("CA1").url("https://example.com/next");
    let error = redirect.send(&client).await.unwrap_err();
    assert!(error.is_outcome_unknown());
    assert_eq!(service.requests().len(), 1);
}

#[tokio::test]
async fn what_was_deleted_by_an_attempt_that_nobody_heard_of_is_deleted() {
    let none = r#"{"code":20404,"message":"none","status":404}"#;
    let (service, client) = scripted(ScriptedService::new().answer(500, "").answer(404, none));
    DeleteCall::new("CA1").send(&client).await.unwrap();
    assert_eq!(service.requests().len(), 2);
}

#[tokio::test]
async fn an_end_that_nobody_confirmed_is_unknown_and_may_be_asked_for_again() {
    let reset = || ServiceError::maybe_sent("reset");
    let script = (0..4).fold(ScriptedService::new(), |script, _| script.fail(reset()));
    let (service, client) = scripted(script);
    let request = UpdateCall::new("CA1").status(CallCommand::Completed);
    let error = request.send(&client).await.unwrap_err();
    assert!(
        error.is_outcome_unknown() && error.is_retryable(),
        "{error}"
    );
    assert_eq!(service.requests().len(), 4);
}

#[tokio::test]
async fn both_shapes_of_error_bodies_are_read() {
    let old = r#"{"code":21220,"message":"Call is not in-progress","more_info":"x","status":400,"details":{}}"#;
    let new =
        r#"{"code":20404,"message":"none","httpStatusCode":404,"params":{},"userError":true}"#;
    let (_, client) = scripted(
        ScriptedService::new()
            .answer_with(400, [("twilio-request-id", "RQ1")], old)
            .answer(404, new)
            .answer(403, "")
            .answer(400, r#"{"code":"99999","message":"invented"}"#),
    );
    let ask = || async { FetchCall::new("CA1").send(&client).await.unwrap_err() };
    let error = ask().await;
    assert_eq!(
        (error.kind(), error.code()),
        (ErrorKind::Conflict, Some("21220"))
    );
    assert_eq!(error.request_id(), Some("RQ1"));
    let error = ask().await;
    assert_eq!(
        (error.kind(), error.message()),
        (ErrorKind::NotFound, "none")
    );
    // What has no name here is still there.
    assert_eq!(error.raw().to_json().unwrap()["userError"], true);
    let error = ask().await;
    assert_eq!((error.kind(), error.code()), (ErrorKind::Auth, None));
    let error = ask().await;
    assert_eq!(
        (error.kind(), error.code()),
        (ErrorKind::InvalidRequest, Some("99999"))
    );
}

#[tokio::test]
async fn a_sid_cannot_lead_to_another_resource() {
    let (service, client) = scripted(ScriptedService::new().answer(200, call().to_string()));
    FetchCall::new("../Messages/SM1")
        .send(&client)
        .await
        .unwrap();
    let asked = service.requests();
    assert_eq!(
        asked[0].uri().path(),
        "/2010-04-01/Accounts/AC1/Calls/..%2FMessages%2FSM1.json"
    );
    let error = FetchCall::new("").send(&client).await.unwrap_err();
    assert_eq!(error.kind(), ErrorKind::InvalidRequest);
}
