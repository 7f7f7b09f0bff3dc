//! L10: no key, number, name, text or link in what is printed by `Debug`.

use std::fmt::Debug;

use voice_core::PhoneNumber;
use voice_quo::api::{
    ContactFields, CreateContact, CreateWebhook, GetContact, GetTranscript, ListCalls,
    ListConversations, ListRecordings, ListUsers, ListWebhooks, SendMessage, WebhookFamily,
};
use voice_quo::dated;

use crate::support::{Fake, KEY, data};

const SECRETS: [&str; 8] = [
    "5550100001",
    "5550100002",
    "meet me at noon",
    "Lovelace",
    "ada@example.com",
    "sig=hidden",
    "c2VjcmV0",
    KEY,
];

#[track_caller]
fn clean(value: &impl Debug) {
    for text in [format!("{value:?}"), format!("{value:#?}")] {
        for secret in SECRETS {
            assert!(!text.contains(secret), "{secret}: {text}");
        }
    }
}

#[test]
fn requests_show_nobody() {
    let to: PhoneNumber = "+15550100002".parse().unwrap();
    clean(&SendMessage::new(
        "+15550100001",
        to.clone(),
        "meet me at noon",
    ));
    clean(&ListCalls::new("PN1", "+15550100002"));
    clean(&ListConversations::new().phone_number("+15550100001"));
    clean(&dated::ListCalls::new().participant("+15550100002"));
    clean(
        &dated::ListMessages::new()
            .from("+15550100001")
            .to_all(vec![to]),
    );
    clean(&CreateContact::new(
        ContactFields::new()
            .last_name("Lovelace")
            .email("work", "ada@example.com")
            .phone_number("mobile", "+15550100002"),
    ));
    let url = url::Url::parse("https://example.com/quo").unwrap();
    clean(&CreateWebhook::new(WebhookFamily::Calls, url));
}

#[tokio::test]
async fn answers_show_nobody() {
    let fake = Fake::v1().await;
    fake.answers([
        (200, data(r#"[{"id":"CR1","url":"https://media.example.com/1.mp3?sig=hidden"}]"#)),
        (200, data(r#"{"status":"completed","dialogue":[{"content":"meet me at noon","identifier":"+15550100002"}]}"#)),
        (200, data(r#"[{"id":"US1","email":"ada@example.com","lastName":"Lovelace","pictureUrl":"https://media.example.com/a.png?sig=hidden"}]"#)),
        (200, data(r#"{"id":"1","sourceUrl":"https://example.com/?sig=hidden","defaultFields":{"lastName":"Lovelace","emails":[{"name":"work","value":"ada@example.com"}],"phoneNumbers":[{"name":"m","value":"+15550100002"}]},"customFields":[{"key":"k","value":"meet me at noon"}]}"#)),
        (200, data(r#"[{"id":"WH1","key":"c2VjcmV0","url":"https://example.com/?sig=hidden"}]"#)),
    ])
    .await;
    let client = &fake.client;
    clean(&ListRecordings::new("AC1").send(client).await.unwrap());
    clean(&GetTranscript::new("AC1").send(client).await.unwrap());
    clean(&ListUsers::new().send(client).await.unwrap());
    clean(&GetContact::new("1").send(client).await.unwrap());
    clean(&ListWebhooks::new().send(client).await.unwrap());
    clean(&fake.quo());
}

#[tokio::test]
async fn errors_show_nobody() {
    for body in [
        format!(r#"{{"message":"key {KEY} may not text +15550100002"}}"#),
        r#"{"message":"Invalid","errors":[{"path":"to","message":"+15550100002 is no number","value":"+15550100002"}]}"#.to_owned(),
    ] {
        let fake = Fake::v1().await;
        fake.answers([(400, body)]).await;
        let error = ListUsers::new().send(&fake.client).await.unwrap_err();
        clean(&error);
        clean(&error.to_string());
    }
    let fake = Fake::v1().await;
    fake.answers([(200, data(r#"[{"id":{"name":"Lovelace +15550100002"}}]"#))])
        .await;
    let error = ListUsers::new().send(&fake.client).await.unwrap_err();
    clean(&error);
    assert!(
        error.to_string().contains("data[0].id"),
        "the path is told: {error}"
    );
}
