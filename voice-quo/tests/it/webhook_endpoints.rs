//! v1: webhooks as a resource.

use url::Url;
use voice_quo::api::{
    CreateWebhook, DeleteWebhook, GetWebhook, ListWebhooks, WebhookFamily, WebhookStatus,
};
use voice_quo::words::EventName;

use crate::support::{Operation, data};

const WEBHOOK: &str = r#"{"id":"WH1","userId":"US1","orgId":"OR1","label":null,"status":"enabled","url":"https://example.com/quo",
"key":"ZXhhbXBsZS1xdW8tc2lnbmluZy1rZXktMzItYnl0ZXM=","createdAt":"2026-01-01T00:00:00Z","updatedAt":"2026-01-01T00:00:00Z","deletedAt":null,
"events":["call.completed","task.assigned"],"resourceIds":["*"]}"#;

fn url() -> Url {
    Url::parse("https://example.com/quo").unwrap()
}

#[tokio::test]
async fn list_webhooks() {
    let list = Operation::v1(
        "GET /v1/webhooks?userId=US1",
        200,
        data(&format!("[{WEBHOOK}]")),
    )
    .word("task.assigned")
    .passes(|client| async move { ListWebhooks::new().user_id("US1").send(&client).await })
    .await;
    assert_eq!(list[0].events[1], EventName::TaskAssigned);
    Operation::v1("GET /v1/webhooks", 200, data("[]"))
        .passes(|client| async move { ListWebhooks::new().send(&client).await })
        .await;
}

#[tokio::test]
async fn get_webhook() {
    let webhook = Operation::v1("GET /v1/webhooks/WH1", 200, data(WEBHOOK))
        .word("enabled")
        .passes(|client| async move { GetWebhook::new("WH1").send(&client).await })
        .await;
    let key = webhook.key.unwrap();
    voice_quo::webhook::QuoWebhooks::new()
        .key(key.as_str())
        .unwrap();
}

#[tokio::test]
async fn delete_webhook() {
    Operation::v1("DELETE /v1/webhooks/WH1", 204, "")
        .passes(|client| async move { DeleteWebhook::new("WH1").send(&client).await })
        .await;
}

#[tokio::test]
async fn create_webhook_for_calls() {
    Operation::v1(
        r#"POST /v1/webhooks/calls {"url":"https://example.com/quo","events":["call.completed"],"resourceIds":["PN1","PN2"],"label":"Ours","status":"disabled","userId":"US1"}"#,
        201,
        data(WEBHOOK),
    )
    .word("enabled")
    .passes(|client| async move {
        CreateWebhook::new(WebhookFamily::Calls, url())
            .events([EventName::CallCompleted])
            .resource_id("PN1")
            .resource_id("PN2")
            .label("Ours")
            .status(WebhookStatus::Disabled)
            .user_id("US1")
            .send(&client)
            .await
    })
    .await;
}

#[tokio::test]
async fn create_webhook_for_messages() {
    Operation::v1(
        r#"POST /v1/webhooks/messages {"url":"https://example.com/quo","events":["message.received","message.delivered"]}"#,
        201,
        data(WEBHOOK),
    )
    .passes(|client| async move {
        CreateWebhook::new(WebhookFamily::Messages, url()).send(&client).await
    })
    .await;
}

#[tokio::test]
async fn create_webhook_for_summaries() {
    Operation::v1(
        r#"POST /v1/webhooks/call-summaries {"url":"https://example.com/quo","events":["call.summary.completed"]}"#,
        201,
        data(WEBHOOK),
    )
    .passes(|client| async move {
        CreateWebhook::new(WebhookFamily::CallSummaries, url()).send(&client).await
    })
    .await;
}

#[tokio::test]
async fn create_webhook_for_transcripts() {
    Operation::v1(
        r#"POST /v1/webhooks/call-transcripts {"url":"https://example.com/quo","events":["call.transcript.completed"],"resourceIds":["*"]}"#,
        201,
        data(WEBHOOK),
    )
    .passes(|client| async move {
        CreateWebhook::new(WebhookFamily::CallTranscripts, url()).resource_id("*").send(&client).await
    })
    .await;
}

#[tokio::test]
async fn an_id_of_the_other_surface_never_leaves() {
    let fake = crate::support::Fake::v1().await;
    for error in [
        GetWebhook::new("123").send(&fake.client).await.unwrap_err(),
        DeleteWebhook::new("123")
            .send(&fake.client)
            .await
            .unwrap_err(),
        voice_quo::dated::GetWebhook::new("WH1")
            .send(&fake.client)
            .await
            .unwrap_err(),
    ] {
        assert_eq!(error.option(), Some("id"));
    }
    assert!(fake.asked().await.is_empty());
}
