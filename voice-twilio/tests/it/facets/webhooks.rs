//! Webhooks through the shared contract.

use std::sync::Arc;

use voice_core::http::ScriptedService;
use voice_core::webhook::VerifyError;
use voice_core::{
    ErrorKind, EventKind, Facet, NewSubscription, TelephonyProvider as _,
    TelephonyProviderExt as _, Timestamp, Webhooks as _,
};
use voice_twilio::webhook::TwilioVerifier;
use voice_twilio::{Twilio, TwilioClient, TwilioClientBuilder};

use super::twilio;
use crate::webhook::{URL, form};

const NOW: Timestamp = Timestamp::UNIX_EPOCH;
const TOKEN: &str = "an invented token";
const BODY: &str =
    "CallSid=CA1&CallStatus=busy&CallbackSource=call-progress-events&SequenceNumber=2";

fn build(builder: TwilioClientBuilder) -> TwilioClient {
    let service = Arc::new(ScriptedService::new());
    builder.service(service).build().unwrap()
}

/// What the token signs for [`BODY`], on a request with this body.
fn signed(token: &str, body: &str) -> voice_core::webhook::WebhookRequest {
    form(
        URL,
        body,
        &TwilioVerifier::new(token)
            .sign(URL, BODY.as_bytes())
            .unwrap(),
    )
}

#[test]
fn a_signed_webhook_is_read_and_a_tampered_one_is_not() {
    let (_, twilio) = twilio(ScriptedService::new());
    let twilio = twilio.with_webhooks(TwilioVerifier::new(TOKEN));
    let webhooks = twilio.require_webhooks().unwrap();
    let genuine = signed(TOKEN, BODY);
    let events = webhooks.verify(&genuine, NOW).unwrap().events().unwrap();
    assert_eq!(events.len(), 1);
    assert_eq!(
        (events[0].provider, events[0].sequence),
        ("twilio", Some(2))
    );
    assert!(
        matches!(&events[0].kind, EventKind::Status(change) if change.status.as_str() == "busy")
    );

    let tampered = signed(TOKEN, &BODY.replace("busy", "completed"));
    let stranger = signed("another token", BODY);
    for refused in [tampered, stranger] {
        let error = webhooks.verify(&refused, NOW).unwrap_err();
        assert_eq!(error, VerifyError::NoKeyMatched);
    }
}

#[test]
fn without_keys_there_are_no_webhooks() {
    let (_, twilio) = twilio(ScriptedService::new());
    assert!(!Facet::Webhooks.of(&twilio));
    let error = twilio.require_webhooks().err().unwrap();
    assert_eq!(error.kind(), ErrorKind::Unsupported);
    // The trait itself can be asked past the accessor.
    let request = signed(TOKEN, BODY);
    let error = twilio.verify(&request, NOW).unwrap_err();
    assert_eq!(error, VerifyError::NoKeys);
}

#[test]
fn the_token_that_signs_in_proves_webhooks_and_an_api_key_does_not() {
    let by_token = build(TwilioClient::builder("AC1", TOKEN));
    let twilio = Twilio::new(by_token.clone()).with_webhooks(by_token.webhook_verifier().unwrap());
    let request = signed(TOKEN, BODY);
    assert!(twilio.webhooks().unwrap().verify(&request, NOW).is_ok());
    assert!(!format!("{twilio:?} {twilio:#?}").contains(TOKEN));

    let by_key = build(TwilioClient::with_api_key("AC1", "SK1", TOKEN));
    assert!(by_key.webhook_verifier().is_none());
    // The token of the account above, which signs nothing of the subaccount.
    assert!(by_token.subaccount("AC2").webhook_verifier().is_none());
    let above = build(TwilioClient::with_api_key("AC2", "AC1", TOKEN));
    assert!(above.webhook_verifier().is_none());
}

#[tokio::test]
async fn subscriptions_are_refused_before_anything_is_sent() {
    let (service, twilio) = twilio(ScriptedService::new());
    let twilio = twilio.with_webhooks(TwilioVerifier::new(TOKEN));
    let wanted = NewSubscription::new(URL.parse().unwrap(), ["call.completed"]);
    for (operation, error) in [
        (
            "list_subscriptions",
            twilio.list_subscriptions().await.err(),
        ),
        (
            "create_subscription",
            twilio.create_subscription(&wanted).await.err(),
        ),
        (
            "delete_subscription",
            twilio.delete_subscription(&"WH1".into()).await.err(),
        ),
    ] {
        let error = error.unwrap();
        assert_eq!(
            (error.kind(), error.operation()),
            (ErrorKind::Unsupported, operation)
        );
    }
    assert!(service.requests().is_empty());
}
