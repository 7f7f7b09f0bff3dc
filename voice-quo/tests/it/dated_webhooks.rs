//! 2026-03-30: webhooks as a resource.

use std::time::Duration;

use url::Url;
use voice_core::Timestamp;
use voice_quo::api::WebhookStatus;
use voice_quo::dated::{
    CreateWebhook, DeleteWebhook, DeliveryStatus, GetDelivery, GetWebhook, ListDeliveries,
    ListWebhooks, RetryDelivery, RotateWebhookKey, TestWebhook, UpdateWebhook,
};
use voice_quo::words::EventName;

use crate::support::{Operation, data};

const WEBHOOK: &str = r#"{"id":"123","orgId":"OR1","label":null,"status":"enabled","url":"https://example.com/quo","apiVersion":"2026-03-30",
"events":["call.missed","message.received"],"resourceIds":["*"],"createdAt":"2026-01-01T00:00:00Z","updatedAt":"2026-01-01T00:00:00Z","key":"whsec_ZXhhbXBsZQ=="}"#;

const DELIVERY: &str = r#"{"id":"D1","eventType":"call.missed","status":"pending","resourceId":"AC1","createdAt":"2026-01-01T00:00:00Z"}"#;

fn url() -> Url {
    Url::parse("https://example.com/quo").unwrap()
}

#[tokio::test]
async fn webhooks_are_listed_fetched_and_deleted() {
    Operation::dated("GET /webhooks", 200, data(&format!("[{WEBHOOK}]")))
        .word("enabled")
        .passes(|client| async move { ListWebhooks::new().send(&client).await })
        .await;
    Operation::dated("GET /webhooks/123", 200, data(WEBHOOK))
        .word("call.missed")
        .passes(|client| async move { GetWebhook::new("123").send(&client).await })
        .await;
    Operation::dated("DELETE /webhooks/123", 204, "")
        .passes(|client| async move { DeleteWebhook::new("123").send(&client).await })
        .await;
}

#[tokio::test]
async fn create_webhook() {
    let webhook = Operation::dated(
        r#"POST /webhooks {"url":"https://example.com/quo","events":["call.missed","message.received","task.invented"],"resourceIds":["PN1"],"status":"enabled","label":"Ours"}"#,
        201,
        data(WEBHOOK),
    )
    .word("enabled")
    .passes(|client| async move {
        let events = [EventName::CallMissed, EventName::MessageReceived, "task.invented".into()];
        CreateWebhook::new(url(), events)
            .resource_id("PN1")
            .status(WebhookStatus::Enabled)
            .label("Ours")
            .send(&client)
            .await
    })
    .await;
    assert_eq!(webhook.api_version.as_deref(), Some("2026-03-30"));
    assert_eq!(webhook.key.unwrap().as_str(), "whsec_ZXhhbXBsZQ==");
}

#[tokio::test]
async fn update_webhook() {
    Operation::dated(
        r#"PATCH /webhooks/123 {"url":"https://example.com/quo","events":["call.missed"],"resourceIds":["*"],"status":"disabled","label":"Ours"}"#,
        200,
        data(WEBHOOK),
    )
    .word("enabled")
    .passes(|client| async move {
        UpdateWebhook::new("123")
            .url(url())
            .events(vec![EventName::CallMissed])
            .resource_ids(vec!["*".into()])
            .status(WebhookStatus::Disabled)
            .label("Ours")
            .send(&client)
            .await
    })
    .await;
    Operation::dated(
        r#"PATCH /webhooks/123 {"status":"enabled"}"#,
        200,
        data(WEBHOOK),
    )
    .passes(|client| async move {
        UpdateWebhook::new("123")
            .status(WebhookStatus::Enabled)
            .send(&client)
            .await
    })
    .await;
}

#[tokio::test]
async fn rotate_webhook_key() {
    let new = Operation::dated(
        "POST /webhooks/123/rotate",
        200,
        data(r#"{"key":"whsec_bmV3"}"#),
    )
    .passes(|client| async move { RotateWebhookKey::new("123").send(&client).await })
    .await;
    assert_eq!(new.key.as_str(), "whsec_bmV3");
}

#[tokio::test]
async fn deliveries() {
    let list = format!(r#"{{"data":[{DELIVERY}],"nextCursor":null}}"#);
    let at = |seconds| Timestamp::UNIX_EPOCH + Duration::from_secs(seconds);
    Operation::dated(
        "GET /webhooks/123/events?status=failed&eventType=call.missed&resourceId=AC1\
         &createdAt%5Bgt%5D=1970-01-01T00%3A00%3A01Z&createdAt%5Blt%5D=1970-01-01T00%3A00%3A02Z&limit=9&after=t",
        200,
        list,
    )
    .word("pending")
    .passes(|client| async move {
        ListDeliveries::new("123")
            .status(DeliveryStatus::Failed)
            .event_type(EventName::CallMissed)
            .resource_id("AC1")
            .created_after(at(1))
            .created_before(at(2))
            .limit(9)
            .after("t")
            .send(&client)
            .await
    })
    .await;
    Operation::dated("GET /webhooks/123/events/D1", 200, data(DELIVERY))
        .word("call.missed")
        .passes(|client| async move { GetDelivery::new("123", "D1").send(&client).await })
        .await;
    Operation::dated("POST /webhooks/123/events/D1/retry", 202, "")
        .passes(|client| async move { RetryDelivery::new("123", "D1").send(&client).await })
        .await;
    Operation::dated(
        r#"POST /webhooks/123/events/test {"eventType":"call.missed"}"#,
        202,
        "",
    )
    .passes(|client| async move {
        TestWebhook::new("123", EventName::CallMissed)
            .send(&client)
            .await
    })
    .await;
}
