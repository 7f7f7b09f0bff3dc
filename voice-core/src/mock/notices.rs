//! Signed webhooks for the events that the mock hands out.

use async_trait::async_trait;

use super::provider::MockProvider;
use super::request::MockRequest;
use super::state::{NAME, none, take};
use crate::webhook::{
    EventReader, SigningKeys, Verified, Verifier, VerifyError, WebhookRequest, WebhookRequestError,
    signature,
};
use crate::{
    CallEvent, Error, ErrorKind, NewSubscription, Raw, Result, Subscription, Timestamp, WebhookId,
    Webhooks,
};

const HEADER: &str = "x-mock-signature";
/// Not a secret: the mock has nothing to protect, only a recipe to exercise.
const KEY: &str = "the-mock-providers-key";

impl MockProvider {
    /// The webhook that would carry an event of this provider: signed, so that a handler can be tested from the
    /// verification on.
    ///
    /// # Errors
    /// `url` is not an address that a webhook can have.
    pub fn webhook(
        &self,
        url: &str,
        event: &CallEvent,
    ) -> Result<WebhookRequest, WebhookRequestError> {
        let body = serde_json::json!({ "event": event.id }).to_string();
        let signed = signature::to_hex(&signature::hmac_sha256(KEY.as_bytes(), &[body.as_bytes()]));
        let mut headers = http::HeaderMap::new();
        headers.insert(
            http::header::CONTENT_TYPE,
            http::HeaderValue::from_static("application/json"),
        );
        // Hexadecimal digits always make a header value.
        if let Ok(signed) = signed.parse() {
            headers.insert(HEADER, signed);
        }
        WebhookRequest::new(http::Method::POST, url, headers, body)
    }
}

/// `X-Mock-Signature` is the hexadecimal HMAC-SHA256 of the body.
#[derive(Debug)]
struct MockVerifier;

impl Verifier for MockVerifier {
    fn verify(&self, request: &WebhookRequest, _: Timestamp) -> Result<(), VerifyError> {
        let given = signature::from_hex(request.signature_header(HEADER)?)
            .ok_or(VerifyError::MalformedHeader(HEADER))?;
        SigningKeys::text(KEY).check_sha256(&[request.body()], &given)
    }
}

impl EventReader for MockProvider {
    fn read_events(&self, verified: &Verified<'_>) -> Result<Vec<CallEvent>> {
        #[derive(serde::Deserialize)]
        struct Notice {
            event: Box<str>,
        }
        let body = verified.request().body();
        let notice: Notice = serde_json::from_slice(body).map_err(|source| {
            Error::new(
                ErrorKind::Decode,
                NAME,
                "webhook",
                "not a notice of the mock",
            )
            .with_source(source)
        })?;
        let state = self.state();
        let event = state
            .events
            .iter()
            .find(|event| event.id.as_ref() == Some(&notice.event));
        let mut event = event.cloned().ok_or_else(|| none("webhook", "event"))?;
        event.raw = Raw::from(String::from_utf8_lossy(body).into_owned());
        Ok(vec![event])
    }
}

#[async_trait]
impl Webhooks for MockProvider {
    fn provider(&self) -> &'static str {
        NAME
    }

    fn verify<'a>(
        &'a self,
        request: &'a WebhookRequest,
        now: Timestamp,
    ) -> Result<Verified<'a>, VerifyError> {
        request.verify(&MockVerifier, self, now)
    }

    async fn list_subscriptions(&self) -> Result<Vec<Subscription>> {
        Ok(self
            .read(MockRequest::ListSubscriptions)?
            .subscriptions
            .clone())
    }

    async fn create_subscription(&self, asked: &NewSubscription) -> Result<Subscription> {
        self.change(MockRequest::CreateSubscription(asked.clone()), |state| {
            let id: WebhookId = state.id("webhook");
            let made = Subscription::new(id, asked.url.clone(), asked.events.clone());
            state.subscriptions.push(made.clone());
            Ok(made)
        })
    }

    async fn delete_subscription(&self, id: &WebhookId) -> Result<()> {
        self.change(MockRequest::DeleteSubscription(id.clone()), |state| {
            let gone = take(&mut state.subscriptions, |subscription| {
                subscription.id == *id
            });
            gone.map(|_| ())
                .ok_or_else(|| none("delete_subscription", "subscription"))
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{OutboundCall, OutboundCalls, PhoneNumber};

    const URL: &str = "https://example.com/hook";

    #[tokio::test]
    async fn its_events_come_back_from_signed_webhooks_and_from_no_others() {
        let provider = MockProvider::new();
        let to: PhoneNumber = "+15550100101".parse().unwrap();
        provider.place_call(&OutboundCall::to(to)).await.unwrap();
        for event in provider.run() {
            let request = provider.webhook(URL, &event).unwrap();
            let verified = provider.verify(&request, provider.now()).unwrap();
            let read = verified.events().unwrap();
            assert_eq!(read.len(), 1);
            assert_eq!((&read[0].kind, &read[0].id), (&event.kind, &event.id));

            let forged = WebhookRequest::new(
                http::Method::POST,
                URL,
                request.headers().clone(),
                r#"{"event":"mock-event-2" }"#,
            );
            assert!(provider.verify(&forged.unwrap(), provider.now()).is_err());
        }
    }
}
