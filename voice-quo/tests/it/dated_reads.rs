//! 2026-03-30: what can be read.

use std::time::Duration;

use voice_core::{PhoneNumber, Timestamp};
use voice_quo::dated::{
    DeleteTask, GetCall, GetContact, GetMessage, GetNumber, GetOrganization, GetTask, GetUser,
    Include, ListCalls, ListContacts, ListConversations, ListMessages, ListNumbers, ListRecordings,
    ListTasks, ListTranscripts, ListUsers, MarkConversation, RetryMessage, SubscriptionStatus,
};
use voice_quo::words::{CallStatus, Direction, MessageStatus};

use crate::support::{Fake, Operation, data};

const CALL: &str = r#"{"id":"AC1","phoneNumberId":null,"actorId":"SYU1","direction":"outgoing","status":"no-answer",
"participants":[{"phoneNumber":"+15550100001","actorId":"SYU1"},{"phoneNumber":"anonymous","actorId":null}],"duration":0,
"createdAt":"2026-01-01T00:00:00Z","answeredAt":null,"completedAt":"2026-01-01T00:01:05Z",
"summary":{"status":"completed","type":"agent","summary":["Short."],"nextSteps":null,"jobs":null,"title":"Call"},
"voicemail":{"id":"VM1","status":"completed","duration":4,"recordingUrl":"https://media.example.com/v.mp3","transcript":"Call me"}}"#;

const MESSAGE: &str = r#"{"id":"AC9","to":["+15550100002"],"from":"+15550100001","text":"Hi","direction":"outgoing","status":"failed","createdAt":"2026-01-01T00:00:00Z","media":[]}"#;

fn page(item: &str) -> String {
    format!(r#"{{"data":[{item}],"nextCursor":"n"}}"#)
}

fn at(seconds: u64) -> Timestamp {
    Timestamp::UNIX_EPOCH + Duration::from_secs(seconds)
}

fn number(text: &str) -> PhoneNumber {
    text.parse().unwrap()
}

#[tokio::test]
async fn list_calls() {
    let list = Operation::dated(
        "GET /calls?phoneNumberId=PN1&actorId=SYU1&participant%5Bin%5D=%2B15550100002%2Canonymous&direction=outgoing\
         &status%5Bin%5D=completed%2Cno-answer&createdAt%5Bgte%5D=1970-01-01T00%3A00%3A01Z&createdAt%5Blte%5D=1970-01-01T00%3A00%3A02Z\
         &include=summary%2Cvoicemail&limit=50&after=t",
        200,
        page(CALL),
    )
    .word("no-answer")
    .passes(|client| async move {
        ListCalls::new()
            .phone_number_id("PN1")
            .actor_id("SYU1")
            .participant("+15550100002")
            .participant("anonymous")
            .direction(Direction::Outgoing)
            .status(CallStatus::Completed)
            .status(CallStatus::NoAnswer)
            .created_from(at(1))
            .created_to(at(2))
            .include(Include::Summary)
            .include(Include::Voicemail)
            .limit(50)
            .after("t")
            .send(&client)
            .await
    })
    .await;
    assert_eq!(list.next_page_token.as_deref(), Some("n"));
    assert_eq!(
        list.data[0].voicemail.as_ref().unwrap().duration,
        Some(Duration::from_secs(4))
    );
    Operation::dated(
        "GET /calls?participant=anonymous&status=busy",
        200,
        page(CALL),
    )
    .passes(|client| async move {
        ListCalls::new()
            .participant("anonymous")
            .status(CallStatus::Busy)
            .send(&client)
            .await
    })
    .await;
    Operation::dated("GET /calls", 200, page(CALL))
        .passes(|client| async move { ListCalls::new().send(&client).await })
        .await;
}

#[tokio::test]
async fn get_call() {
    let call = Operation::dated("GET /calls/AC1?include=summary", 200, data(CALL))
        .word("outgoing")
        .passes(|client| async move {
            GetCall::new("AC1")
                .include(Include::Summary)
                .send(&client)
                .await
        })
        .await;
    assert_eq!(
        call.participants[1]
            .phone_number
            .as_ref()
            .unwrap()
            .to_string(),
        "anonymous"
    );
    assert_eq!(call.summary.unwrap().kind.as_deref(), Some("agent"));
}

#[tokio::test]
async fn list_recordings() {
    let file = r#"{"id":"CR1","status":"processing","startTime":"2026-01-01T00:00:05Z","duration":55,"url":null,"type":null}"#;
    let list = Operation::dated("GET /calls/AC1/recordings?limit=5&after=t", 200, page(file))
        .word("processing")
        .passes(|client| async move {
            ListRecordings::new("AC1")
                .limit(5)
                .after("t")
                .send(&client)
                .await
        })
        .await;
    assert_eq!(list.data[0].file.id.as_deref(), Some("CR1"));
}

#[tokio::test]
async fn list_transcripts() {
    let part = r#"{"recordingId":"CR1","status":"completed","startTime":"2026-01-01T00:00:05Z","createdAt":null,"duration":5.5,"dialogue":[{"content":"Hi","start":0,"end":1,"identifier":"+15550100002","actorId":null}]}"#;
    let list = Operation::dated("GET /calls/AC1/transcripts", 200, page(part))
        .word("completed")
        .passes(|client| async move { ListTranscripts::new("AC1").send(&client).await })
        .await;
    assert_eq!(list.data[0].dialogue[0].content, "Hi");
}

#[tokio::test]
async fn messages() {
    Operation::dated(
        "GET /messages?from=%2B15550100001&to%5Ball%5D=%2B15550100002%2C%2B15550100003&status=failed&direction=outgoing\
         &phoneNumberId=PN1&userId=US1&createdAt%5Bgt%5D=1970-01-01T00%3A00%3A01Z&createdAt%5Blt%5D=1970-01-01T00%3A00%3A02Z&limit=1",
        200,
        page(MESSAGE),
    )
    .word("failed")
    .passes(|client| async move {
        ListMessages::new()
            .from("+15550100001")
            .to_all(vec![number("+15550100002"), number("+15550100003")])
            .status(MessageStatus::Failed)
            .direction(Direction::Outgoing)
            .phone_number_id("PN1")
            .user_id("US1")
            .created_after(at(1))
            .created_before(at(2))
            .limit(1)
            .send(&client)
            .await
    })
    .await;
    Operation::dated("GET /messages?to=%2B15550100002", 200, page(MESSAGE))
        .passes(|client| async move { ListMessages::new().to("+15550100002").send(&client).await })
        .await;
    Operation::dated("GET /messages/AC9", 200, data(MESSAGE))
        .word("failed")
        .passes(|client| async move { GetMessage::new("AC9").send(&client).await })
        .await;
    Operation::dated("POST /messages/AC9/retry", 202, "")
        .passes(|client| async move { RetryMessage::new("AC9").send(&client).await })
        .await;
}

#[tokio::test]
async fn an_empty_object_after_a_retry_is_no_data() {
    let fake = Fake::dated().await;
    fake.answers([(202, "{}".to_owned())]).await;
    RetryMessage::new("AC9").send(&fake.client).await.unwrap();
    fake.answers([(503, String::new())]).await;
    let error = RetryMessage::new("AC9")
        .send(&fake.client)
        .await
        .unwrap_err();
    assert!(error.is_outcome_unknown(), "{error}");
    assert_eq!(fake.asked().await.len(), 2);
}

#[tokio::test]
async fn numbers() {
    let one = r#"{"id":"PN1","phoneNumber":"+15550100001","name":"Desk","restrictions":{"messaging":{"US":"unrestricted"}}}"#;
    let list = Operation::dated(
        "GET /phone-numbers?phoneNumber=%2B15550100001&include=restrictions&limit=50",
        200,
        page(one),
    )
    .word("unrestricted")
    .passes(|client| async move {
        ListNumbers::new()
            .phone_number(number("+15550100001"))
            .with_restrictions()
            .limit(50)
            .send(&client)
            .await
    })
    .await;
    assert_eq!(list.data[0].number.to_string(), "+15550100001");
    Operation::dated("GET /users/US1/phone-numbers?after=t", 200, page(one))
        .passes(|client| async move {
            ListNumbers::new()
                .user_id("US1")
                .after("t")
                .send(&client)
                .await
        })
        .await;
    Operation::dated(
        "GET /phone-numbers/PN1?include=restrictions%2CbusinessHours",
        200,
        data(one),
    )
    .passes(|client| async move {
        GetNumber::new("PN1")
            .with_restrictions()
            .with_business_hours()
            .send(&client)
            .await
    })
    .await;
}

#[tokio::test]
async fn users_and_the_workspace() {
    let user = r#"{"id":"US1","role":"member"}"#;
    Operation::dated("GET /users?limit=1", 200, page(user))
        .word("member")
        .passes(|client| async move { ListUsers::new().limit(1).send(&client).await })
        .await;
    Operation::dated("GET /phone-numbers/PN1/users", 200, page(user))
        .passes(|client| async move { ListUsers::new().phone_number_id("PN1").send(&client).await })
        .await;
    Operation::dated("GET /users/US1", 200, data(user))
        .word("member")
        .passes(|client| async move { GetUser::new("US1").send(&client).await })
        .await;
    let workspace = r#"{"id":"OR1","name":"Example","subscriptionStatus":"expired","createdAt":"2026-01-01T00:00:00Z","updatedAt":null}"#;
    let organization = Operation::dated("GET /organization", 200, data(workspace))
        .word("expired")
        .passes(|client| async move { GetOrganization::new().send(&client).await })
        .await;
    assert_eq!(
        organization.subscription_status,
        Some(SubscriptionStatus::Expired)
    );
}

#[tokio::test]
async fn contacts_conversations_and_tasks() {
    let contact = r#"{"id":"64f0","firstName":"Ada","emails":[{"value":"ada@example.com","type":"work"}],"phoneNumbers":[]}"#;
    let list = Operation::dated("GET /contacts?limit=2", 200, page(contact))
        .passes(|client| async move { ListContacts::new().limit(2).send(&client).await })
        .await;
    assert_eq!(list.data[0].emails[0].kind.as_deref(), Some("work"));
    Operation::dated("GET /contacts/64f0", 200, data(contact))
        .passes(|client| async move { GetContact::new("64f0").send(&client).await })
        .await;
    Operation::dated("GET /conversations", 200, page(r#"{"id":"CN1"}"#))
        .passes(|client| async move { ListConversations::new().send(&client).await })
        .await;
    Operation::dated("POST /conversations/CN1/mark-as-read", 200, "")
        .passes(|client| async move { MarkConversation::read("CN1").send(&client).await })
        .await;
    Operation::dated("POST /conversations/CN1/mark-as-done", 200, "")
        .passes(|client| async move { MarkConversation::done("CN1").send(&client).await })
        .await;
    Operation::dated("POST /conversations/CN1/mark-as-open", 200, "")
        .passes(|client| async move { MarkConversation::open("CN1").send(&client).await })
        .await;
    Operation::dated("GET /tasks?limit=3", 200, page(r#"{"id":"TK1"}"#))
        .passes(|client| async move { ListTasks::new().limit(3).send(&client).await })
        .await;
    Operation::dated("GET /tasks/TK1", 200, data(r#"{"id":"TK1"}"#))
        .passes(|client| async move { GetTask::new("TK1").send(&client).await })
        .await;
    Operation::dated("DELETE /tasks/TK1", 204, "")
        .passes(|client| async move { DeleteTask::new("TK1").send(&client).await })
        .await;
}

#[tokio::test]
async fn what_the_document_forbids_never_leaves() {
    let fake = Fake::dated().await;
    let client = &fake.client;
    let both = ListMessages::new()
        .to("+15550100002")
        .to_all(vec![number("+15550100002")]);
    let blamed = [
        ListCalls::new().limit(51).send(client).await.map(drop),
        ListCalls::new()
            .actor_id("PN1")
            .send(client)
            .await
            .map(drop),
        ListCalls::new()
            .phone_number_id("x")
            .send(client)
            .await
            .map(drop),
        ListCalls::new()
            .participant("")
            .send(client)
            .await
            .map(drop),
        ListCalls::new()
            .participant("a,b")
            .send(client)
            .await
            .map(drop),
        GetCall::new("PN1").send(client).await.map(drop),
        ListRecordings::new("AC1")
            .limit(0)
            .send(client)
            .await
            .map(drop),
        ListTranscripts::new("x").send(client).await.map(drop),
        both.send(client).await.map(drop),
        ListMessages::new()
            .user_id("x")
            .send(client)
            .await
            .map(drop),
        GetMessage::new("x").send(client).await.map(drop),
        RetryMessage::new("x").send(client).await,
        ListNumbers::new()
            .user_id("US1")
            .with_restrictions()
            .send(client)
            .await
            .map(drop),
        ListNumbers::new()
            .user_id("US1")
            .phone_number(number("+15550100001"))
            .send(client)
            .await
            .map(drop),
        ListUsers::new()
            .phone_number_id("US1")
            .send(client)
            .await
            .map(drop),
        GetUser::new("x").send(client).await.map(drop),
        GetNumber::new("x").send(client).await.map(drop),
        ListContacts::new().limit(51).send(client).await.map(drop),
        MarkConversation::done("x").send(client).await,
        DeleteTask::new("x").send(client).await,
    ]
    .map(|result| result.unwrap_err().option().unwrap().to_owned());
    assert_eq!(
        blamed,
        [
            "limit",
            "actorId",
            "phoneNumberId",
            "participant",
            "participant",
            "callId",
            "limit",
            "callId",
            "to",
            "userId",
            "messageId",
            "messageId",
            "include",
            "phoneNumber",
            "id",
            "id",
            "id",
            "limit",
            "id",
            "id",
        ]
    );
    assert!(fake.asked().await.is_empty());
}
