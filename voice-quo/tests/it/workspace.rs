//! v1: numbers, users, conversations, tasks.

use std::time::Duration;

use voice_core::Timestamp;
use voice_quo::api::{
    DeleteTask, GetNumber, GetTask, GetUser, ListConversations, ListNumbers, ListTasks, ListUsers,
    MarkConversation, Permission, Role,
};

use crate::support::{Operation, data};

const NUMBER: &str = r#"{"id":"PN1","groupId":"GR1","name":"Front desk","number":"+15550100001","formattedNumber":"(555) 010-0001",
"forward":null,"portRequestId":null,"portingStatus":null,"symbol":"*","createdAt":"2026-01-01T00:00:00Z","updatedAt":"2026-01-01T00:00:00Z",
"users":[{"id":"US1","email":"ada@example.com","firstName":"Ada","lastName":null,"role":"owner","groupId":"GR2"}],
"restrictions":{"calling":{"US":"unrestricted","CA":"unrestricted","Intl":"restricted"},"messaging":{"US":"restricted","CA":"unrestricted","Intl":"restricted"}}}"#;

const USER: &str = r#"{"id":"US1","email":"ada@example.com","firstName":"Ada","lastName":null,"pictureUrl":null,"role":"admin",
"createdAt":"2026-01-01T00:00:00Z","updatedAt":"2026-01-01T00:00:00Z"}"#;

const CONVERSATION: &str = r#"{"id":"CN1","phoneNumberId":"PN1","participants":["+15550100002"],"name":null,"assignedTo":null,
"lastActivityAt":"2026-01-01T00:00:00Z","lastActivityId":"AC1","createdAt":"2026-01-01T00:00:00Z","updatedAt":null,"deletedAt":null,"mutedUntil":null,"snoozedUntil":null}"#;

const TASK: &str = r#"{"taskId":"TK1","phoneNumberId":"PN1","conversationId":"CN1","activityId":"AC1","phoneNumberGroupId":null,"orgId":"OR1",
"title":"Call back","description":null,"dueDate":"2026-01-02","assignedTo":"US1","assignedBy":"US2","createdAt":"2026-01-01T00:00:00Z","createdBy":"US2","completed":false,"isDeleted":false,"revision":3}"#;

#[tokio::test]
async fn list_numbers() {
    let list = Operation::v1(
        "GET /v1/phone-numbers?userId=US1",
        200,
        data(&format!("[{NUMBER}]")),
    )
    .word("owner")
    .passes(|client| async move { ListNumbers::new().user_id("US1").send(&client).await })
    .await;
    assert_eq!(list[0].users[0].role, Some(Role::Owner));
    Operation::v1("GET /v1/phone-numbers", 200, data("[]"))
        .passes(|client| async move { ListNumbers::new().send(&client).await })
        .await;
}

#[tokio::test]
async fn get_number() {
    let number = Operation::v1("GET /v1/phone-numbers/PN1", 200, data(NUMBER))
        .word("restricted")
        .passes(|client| async move { GetNumber::new("PN1").send(&client).await })
        .await;
    let restrictions = number.restrictions.unwrap();
    assert_eq!(restrictions.messaging.us, Some(Permission::Restricted));
    assert_eq!(restrictions.messaging.anywhere(), Some(true), "Canada");
    assert_eq!(number.number.to_string(), "+15550100001");
}

#[tokio::test]
async fn list_users() {
    let page = format!(r#"{{"data":[{USER}],"totalItems":1,"nextPageToken":null}}"#);
    Operation::v1("GET /v1/users?maxResults=50&pageToken=t", 200, page.clone())
        .word("admin")
        .passes(|client| async move {
            ListUsers::new()
                .max_results(50)
                .page_token("t")
                .send(&client)
                .await
        })
        .await;
    let list = Operation::v1("GET /v1/users?maxResults=10", 200, page)
        .passes(|client| async move { ListUsers::new().send(&client).await })
        .await;
    assert_eq!(list.data[0].first_name.as_deref(), Some("Ada"));
}

#[tokio::test]
async fn get_user() {
    let user = Operation::v1("GET /v1/users/US1", 200, data(USER))
        .word("admin")
        .passes(|client| async move { GetUser::new("US1").send(&client).await })
        .await;
    assert_eq!(user.role, Some(Role::Admin));
}

#[tokio::test]
async fn list_conversations() {
    let page = format!(r#"{{"data":[{CONVERSATION}],"totalItems":99,"nextPageToken":"n"}}"#);
    let at = |seconds| Timestamp::UNIX_EPOCH + Duration::from_secs(seconds);
    let list = Operation::v1(
        "GET /v1/conversations?maxResults=2&phoneNumbers=PN1&phoneNumbers=%2B15550100001&userId=US1\
         &createdAfter=1970-01-01T00%3A00%3A01Z&createdBefore=1970-01-01T00%3A00%3A02Z\
         &updatedAfter=1970-01-01T00%3A00%3A03Z&updatedBefore=1970-01-01T00%3A00%3A04Z&excludeInactive=true&pageToken=t",
        200,
        page,
    )
    .passes(|client| async move {
        ListConversations::new()
            .phone_number("PN1")
            .phone_number("+15550100001")
            .user_id("US1")
            .created_after(at(1))
            .created_before(at(2))
            .updated_after(at(3))
            .updated_before(at(4))
            .exclude_inactive(true)
            .max_results(2)
            .page_token("t")
            .send(&client)
            .await
    })
    .await;
    assert_eq!(list.data[0].last_activity_id.as_deref(), Some("AC1"));
}

#[tokio::test]
async fn mark_conversations() {
    Operation::v1("POST /v1/conversations/CN1/mark-as-read", 200, "")
        .passes(|client| async move { MarkConversation::read("CN1").send(&client).await })
        .await;
    Operation::v1("POST /v1/conversations/CN1/mark-as-done", 200, "")
        .passes(|client| async move { MarkConversation::done("CN1").send(&client).await })
        .await;
    Operation::v1("POST /v1/conversations/CN1/mark-as-open", 200, "")
        .passes(|client| async move { MarkConversation::open("CN1").send(&client).await })
        .await;
}

#[tokio::test]
async fn tasks() {
    let page = format!(r#"{{"data":[{TASK}],"totalItems":1,"nextPageToken":null}}"#);
    let list = Operation::v1("GET /v1/tasks?maxResults=50", 200, page)
        .passes(|client| async move { ListTasks::new().send(&client).await })
        .await;
    assert_eq!(list.data[0].revision, Some(3));
    let task = Operation::v1("GET /v1/tasks/TK1", 200, data(TASK))
        .passes(|client| async move { GetTask::new("TK1").send(&client).await })
        .await;
    assert_eq!(task.title.unwrap(), "Call back");
    Operation::v1("DELETE /v1/tasks/TK1", 204, "")
        .passes(|client| async move { DeleteTask::new("TK1").send(&client).await })
        .await;
}

#[tokio::test]
async fn an_id_of_another_kind_never_leaves() {
    let fake = crate::support::Fake::v1().await;
    let client = &fake.client;
    let blamed = [
        GetNumber::new("US1").send(client).await.map(drop),
        GetUser::new("PN1").send(client).await.map(drop),
        ListNumbers::new()
            .user_id("PN1")
            .send(client)
            .await
            .map(drop),
        ListUsers::new()
            .max_results(51)
            .send(client)
            .await
            .map(drop),
        ListTasks::new().max_results(0).send(client).await.map(drop),
        GetTask::new("AC1").send(client).await.map(drop),
        DeleteTask::new("AC1").send(client).await,
        MarkConversation::read("AC1").send(client).await,
        voice_quo::api::GetCall::new("PN1")
            .send(client)
            .await
            .map(drop),
        voice_quo::api::ListRecordings::new("CR1")
            .send(client)
            .await
            .map(drop),
        voice_quo::api::GetSummary::new("x")
            .send(client)
            .await
            .map(drop),
        voice_quo::api::GetTranscript::new("x")
            .send(client)
            .await
            .map(drop),
        voice_quo::api::GetVoicemail::new("x")
            .send(client)
            .await
            .map(drop),
        voice_quo::api::GetMessage::new("x")
            .send(client)
            .await
            .map(drop),
        voice_quo::api::ListCalls::new("PN1", "")
            .send(client)
            .await
            .map(drop),
        voice_quo::api::ListCalls::new("+15550100001", "x")
            .send(client)
            .await
            .map(drop),
        voice_quo::api::ListCalls::new("PN1", "x")
            .max_results(101)
            .send(client)
            .await
            .map(drop),
        voice_quo::api::ListCalls::new("PN1", "x")
            .user_id("x")
            .send(client)
            .await
            .map(drop),
        voice_quo::api::GetContact::new("")
            .send(client)
            .await
            .map(drop),
        voice_quo::api::DeleteContact::new("..").send(client).await,
    ]
    .map(|result| result.unwrap_err().option().unwrap().to_owned());
    assert_eq!(
        blamed,
        [
            "phoneNumberId",
            "userId",
            "userId",
            "maxResults",
            "maxResults",
            "taskId",
            "taskId",
            "conversationId",
            "callId",
            "callId",
            "callId",
            "id",
            "callId",
            "id",
            "participants",
            "phoneNumberId",
            "maxResults",
            "userId",
            "id",
            "id",
        ]
    );
    assert!(fake.asked().await.is_empty());
}
