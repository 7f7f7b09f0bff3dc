//! Queues and their members.

use serde_json::{Value, json};
use voice_twilio::api::{
    CreateQueue, DeleteQueue, FetchMember, FetchQueue, ListMembers, ListQueues, UpdateMember,
    UpdateQueue,
};

use crate::support::{ACCOUNT, Endpoint, page};

fn queue() -> Value {
    json!({
        "sid": "QU1", "date_updated": "Tue, 20 Jan 2026 20:36:29 +0000", "current_size": 3, "friendly_name": "support",
        "uri": "/2010-04-01/q.json", "account_sid": ACCOUNT, "average_wait_time": 42,
        "date_created": "Tue, 20 Jan 2026 20:36:28 +0000", "max_size": 100,
    })
}

fn member() -> Value {
    json!({"call_sid": "CA1", "date_enqueued": "Tue, 20 Jan 2026 20:36:28 +0000", "position": 1,
        "uri": "/2010-04-01/m.json", "wait_time": 143, "queue_sid": "QU1"})
}

#[tokio::test]
async fn every_field_of_a_queue_and_a_member_is_read() {
    let request = FetchQueue::new("QU1");
    let got = Endpoint::get("/Queues/QU1.json")
        .answers(200, queue())
        .stands(async |client| request.send(client).await)
        .await;
    assert_eq!(
        (got.sid.as_str(), got.friendly_name.as_deref()),
        ("QU1", Some("support"))
    );
    assert_eq!((got.current_size, got.max_size), (Some(3), Some(100)));
    assert_eq!(got.average_wait_time.unwrap().as_secs(), 42);
    assert_eq!(got.account_sid.as_deref(), Some(ACCOUNT));
    assert_eq!(got.uri.as_deref(), Some("/2010-04-01/q.json"));
    assert_eq!(got.date_created, "2026-01-20T20:36:28Z".parse().ok());
    assert_eq!(got.date_updated, "2026-01-20T20:36:29Z".parse().ok());
    let request = FetchMember::new("QU1", "Front");
    let got = Endpoint::get("/Queues/QU1/Members/Front.json")
        .answers(200, member())
        .stands(async |client| request.send(client).await)
        .await;
    assert_eq!(
        (got.call_sid.as_str(), got.queue_sid.as_deref()),
        ("CA1", Some("QU1"))
    );
    assert_eq!(
        (got.position, got.wait_time.unwrap().as_secs()),
        (Some(1), 143)
    );
    assert_eq!(got.date_enqueued, "2026-01-20T20:36:28Z".parse().ok());
    assert_eq!(got.uri.as_deref(), Some("/2010-04-01/m.json"));
}

#[tokio::test]
async fn a_queue_is_made() {
    let request = CreateQueue::new("support").max_size(100);
    Endpoint::post("/Queues.json")
        .with(&[("FriendlyName", "support"), ("MaxSize", "100")])
        .answers(201, queue())
        .stands(async |client| request.send(client).await)
        .await;
}

#[tokio::test]
async fn queues_are_listed() {
    let request = ListQueues::new().page_size(5);
    Endpoint::get("/Queues.json")
        .with(&[("PageSize", "5")])
        .answers(200, page("queues", &queue()))
        .stands(async |client| request.send(client).await)
        .await;
}

#[tokio::test]
async fn a_queue_is_changed() {
    let request = UpdateQueue::new("QU1").friendly_name("sales").max_size(5);
    Endpoint::post("/Queues/QU1.json")
        .with(&[("FriendlyName", "sales"), ("MaxSize", "5")])
        .answers(200, queue())
        .repeatable()
        .stands(async |client| request.send(client).await)
        .await;
}

#[tokio::test]
async fn a_queue_is_deleted() {
    let request = DeleteQueue::new("QU1");
    Endpoint::delete("/Queues/QU1.json")
        .stands(async |client| request.send(client).await)
        .await;
}

#[tokio::test]
async fn members_are_listed() {
    let request = ListMembers::new("QU1").page_size(5);
    Endpoint::get("/Queues/QU1/Members.json")
        .with(&[("PageSize", "5")])
        .answers(200, page("queue_members", &member()))
        .stands(async |client| request.send(client).await)
        .await;
}

#[tokio::test]
async fn the_front_is_taken_out_once() {
    let request = UpdateMember::new("QU1", "Front", "https://example.com/next").method("GET");
    Endpoint::post("/Queues/QU1/Members/Front.json")
        .with(&[("Url", "https://example.com/next"), ("Method", "GET")])
        .answers(200, member())
        .stands(async |client| request.send(client).await)
        .await;
}
