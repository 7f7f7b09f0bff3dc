//! v1: messages.

use voice_core::http::{ManualClock, ScriptedService, ServiceError};
use voice_core::{ErrorKind, PhoneNumber, Timestamp};
use voice_quo::QuoClient;
use voice_quo::api::{GetMessage, ListMessages, SendMessage};
use voice_quo::words::MessageStatus;

use std::sync::Arc;
use std::time::Duration;

use crate::support::{Operation, data};

const MESSAGE: &str = r#"{"id":"AC9","to":["+15550100002"],"from":"+15550100001","text":"On our way.","phoneNumberId":"PN1",
"conversationId":"CN1","direction":"outgoing","userId":"US1","status":"queued","createdAt":"2026-01-01T00:00:00Z",
"updatedAt":"2026-01-01T00:00:00.125Z","media":[{"url":"https://media.example.com/1.png","type":null}]}"#;

fn number(text: &str) -> PhoneNumber {
    text.parse().unwrap()
}

#[tokio::test]
async fn send_message() {
    let sent = Operation::v1(
        r#"POST /v1/messages {"content":"On our way.","from":"PN1","to":["+15550100002","+15550100003"],"userId":"US1","setInboxStatus":"done"}"#,
        202,
        data(MESSAGE),
    )
    .word("queued")
    .passes(|client| async move {
        SendMessage::new("PN1", number("+15550100002"), "On our way.")
            .and_to(number("+15550100003"))
            .user_id("US1")
            .mark_done()
            .send(&client)
            .await
    })
    .await;
    assert_eq!(sent.status, MessageStatus::Queued);
    assert_eq!(sent.text.unwrap(), "On our way.");
    assert_eq!(sent.media[0].media_type, None);
}

#[tokio::test]
async fn a_plain_text_holds_nothing_but_what_was_set() {
    Operation::v1(
        r#"POST /v1/messages {"content":"Hi","from":"+15550100001","to":["+15550100002"]}"#,
        202,
        data(MESSAGE),
    )
    .passes(|client| async move {
        SendMessage::new("+15550100001", number("+15550100002"), "Hi")
            .send(&client)
            .await
    })
    .await;
}

#[tokio::test]
async fn list_messages() {
    let page = format!(r#"{{"data":[{MESSAGE}],"totalItems":1,"nextPageToken":null}}"#);
    let list = Operation::v1(
        "GET /v1/messages?phoneNumberId=PN1&participants=%2B15550100002&participants=%2B15550100003&maxResults=5\
         &userId=US1&createdAfter=1970-01-01T00%3A00%3A00Z&createdBefore=1970-01-01T00%3A00%3A01Z&pageToken=t",
        200,
        page,
    )
    .word("outgoing")
    .passes(|client| async move {
        ListMessages::new("PN1", number("+15550100002"))
            .and_participant(number("+15550100003"))
            .max_results(5)
            .user_id("US1")
            .created_after(Timestamp::UNIX_EPOCH)
            .created_before(Timestamp::UNIX_EPOCH + Duration::from_secs(1))
            .page_token("t")
            .send(&client)
            .await
    })
    .await;
    assert_eq!(list.next_page_token, None);
    assert_eq!(list.data[0].to.len(), 1);
}

#[tokio::test]
async fn get_message() {
    let one = MESSAGE.replace(r#"["+15550100002"]"#, r#""+15550100002""#);
    let message = Operation::v1("GET /v1/messages/AC9", 200, data(&one))
        .word("queued")
        .passes(|client| async move { GetMessage::new("AC9").send(&client).await })
        .await;
    assert_eq!(message.to[0].to_string(), "+15550100002");
}

/// A client whose attempts time out once the clock is told so.
fn client(service: ScriptedService) -> (QuoClient, Arc<ScriptedService>, ManualClock) {
    let service = Arc::new(service);
    let clock = ManualClock::skipping(Timestamp::UNIX_EPOCH);
    let client = QuoClient::builder("an-invented-key")
        .service(service.clone())
        .clock(Arc::new(clock.clone()))
        .build()
        .unwrap();
    (client, service, clock)
}

fn text() -> SendMessage {
    SendMessage::new("PN1", number("+15550100002"), "On our way.")
}

#[tokio::test]
async fn a_text_that_times_out_is_never_repeated_and_its_outcome_is_unknown() {
    let (client, service, clock) =
        client(ScriptedService::new().stall().answer(202, data(MESSAGE)));
    let message = text();
    let send = message.send(&client);
    let late = async {
        tokio::task::yield_now().await;
        clock.advance(Duration::from_secs(31));
    };
    let (result, ()) = futures_util::future::join(send, late).await;
    let error = result.unwrap_err();
    assert_eq!(error.kind(), ErrorKind::Transport);
    assert!(
        error.is_outcome_unknown() && !error.is_retryable(),
        "{error}"
    );
    assert_eq!(service.requests().len(), 1);
}

#[tokio::test]
async fn a_text_that_may_have_arrived_is_never_repeated() {
    let reset = || ScriptedService::new().fail(ServiceError::maybe_sent("reset"));
    for script in [
        reset(),
        ScriptedService::new().answer(500, ""),
        ScriptedService::new().answer(502, "<html>"),
        ScriptedService::new().answer(503, ""),
        ScriptedService::new().answer(504, ""),
        ScriptedService::new().break_off(202),
        ScriptedService::new().answer(202, "half"),
    ] {
        let (client, service, _) = client(script.answer(202, data(MESSAGE)));
        let error = text().send(&client).await.unwrap_err();
        assert!(error.is_outcome_unknown(), "{error}");
        assert_eq!(service.requests().len(), 1, "{error}");
    }
}

#[tokio::test]
async fn a_text_that_surely_did_not_leave_is_sent_again() {
    let refused = ScriptedService::new()
        .fail(ServiceError::not_sent("connection refused"))
        .answer(429, r#"{"message":"API rate limit exceeded"}"#)
        .answer(202, data(MESSAGE));
    let (client, service, _) = client(refused);
    text().send(&client).await.unwrap();
    assert_eq!(service.requests().len(), 3);
}

#[tokio::test]
async fn a_text_that_is_wrong_never_leaves() {
    let (client, service, _) = client(ScriptedService::new());
    let blank = SendMessage::new("PN1", number("+15550100002"), "  ");
    let error = blank.send(&client).await.unwrap_err();
    assert_eq!(
        (error.kind(), error.option()),
        (ErrorKind::InvalidRequest, Some("content"))
    );
    assert!(service.requests().is_empty());
}

#[tokio::test]
async fn the_text_does_not_come_back_in_an_error() {
    let echo = r#"{"message":"Refused: On our way. to +15550100002","code":"0200400"}"#;
    let (client, _, _) = client(ScriptedService::new().answer(400, echo));
    let error = text().send(&client).await.unwrap_err();
    let shown = format!("{error} {error:?}");
    assert!(
        !shown.contains("On our way") && !shown.contains("5550100002"),
        "{shown}"
    );
}
