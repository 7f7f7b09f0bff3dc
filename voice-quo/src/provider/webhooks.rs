//! Webhooks: proved, read, and subscribed to on the surface that the client has chosen.

use async_trait::async_trait;
use url::Url;
use voice_core::webhook::{Verified, VerifyError, WebhookRequest};
use voice_core::{
    Error, ErrorKind, NewSubscription, Raw, Result, Subscription, Timestamp, WebhookId, Webhooks,
};

use super::{Quo, prefixed};
use crate::api::{self, Webhook, WebhookFamily};
use crate::words::EventName;
use crate::{PROVIDER, dated};

#[async_trait]
impl Webhooks for Quo {
    fn provider(&self) -> &'static str {
        PROVIDER
    }

    /// With the keys that [`Quo::with_webhooks`] was given.
    fn verify<'a>(
        &'a self,
        request: &'a WebhookRequest,
        now: Timestamp,
    ) -> Result<Verified<'a>, VerifyError> {
        request.verify(&self.webhooks, &self.webhooks, now)
    }

    /// On v1 those of the workspace's owner; see [`api::ListWebhooks`] for another user's. Webhooks made in Quo's app are
    /// not listed.
    async fn list_subscriptions(&self) -> Result<Vec<Subscription>> {
        let list = if self.is_dated() {
            dated::ListWebhooks::new().send(&self.client).await?
        } else {
            api::ListWebhooks::new().send(&self.client).await?
        };
        list.into_iter()
            .map(|webhook| subscription("list_subscriptions", webhook))
            .collect()
    }

    /// On v1 all events must be of one family: calls, messages, summaries or transcripts.
    async fn create_subscription(&self, subscription: &NewSubscription) -> Result<Subscription> {
        const OPERATION: &str = "create_subscription";
        let url = subscription.url.clone();
        let events: Vec<EventName> = subscription
            .events
            .iter()
            .map(|name| EventName::from(&**name))
            .collect();
        let made = if self.is_dated() {
            let mut create = dated::CreateWebhook::new(url, events);
            create.label.clone_from(&subscription.label);
            create.send(&self.client).await?
        } else {
            let family = WebhookFamily::ALL.iter().copied().find(|family| {
                let known = family.events();
                !events.is_empty() && events.iter().all(|event| known.contains(event))
            });
            let Some(family) = family else {
                return Err(Error::invalid(
                    PROVIDER,
                    OPERATION,
                    "events",
                    "a v1 webhook has events of one family: calls, messages, summaries or transcripts",
                ));
            };
            let mut create = api::CreateWebhook::new(family, url).events(events);
            create.label.clone_from(&subscription.label);
            create.send(&self.client).await?
        };
        self::subscription(OPERATION, made)
    }

    async fn delete_subscription(&self, id: &WebhookId) -> Result<()> {
        if self.is_dated() {
            return dated::DeleteWebhook::new(id.as_str())
                .send(&self.client)
                .await;
        }
        prefixed("delete_subscription", id.as_str(), "WH")?;
        api::DeleteWebhook::new(id.as_str())
            .send(&self.client)
            .await
    }
}

fn subscription(operation: &'static str, webhook: Webhook) -> Result<Subscription> {
    let url = webhook.url.as_deref().and_then(|url| Url::parse(url).ok());
    let Some(url) = url else {
        let what = ["webhook ", &webhook.id, " has no URL"].concat();
        return Err(Error::new(ErrorKind::Decode, PROVIDER, operation, what));
    };
    let events = webhook
        .events
        .iter()
        .map(|event| event.as_str().into())
        .collect();
    let mut subscription = Subscription::new(WebhookId::new(webhook.id), url, events);
    subscription.signing_key = webhook.key.map(|key| key.as_str().into());
    subscription.raw = without_key(&webhook.raw);
    Ok(subscription)
}

/// Quo's record without the key, which nobody shall find in a log of it.
fn without_key(raw: &Raw) -> Raw {
    match raw.to_json() {
        Some(serde_json::Value::Object(mut record)) => {
            record.remove("key");
            Raw::from(serde_json::Value::Object(record).to_string())
        }
        _ => Raw::default(),
    }
}
