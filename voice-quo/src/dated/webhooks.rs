//! `GET`, `POST /webhooks`, `GET`, `PATCH`, `DELETE /webhooks/{id}`, `POST /webhooks/{id}/rotate` — Quo API 2026-03-30,
//! "Webhooks". At most 50 a workspace.

use serde::{Deserialize, Serialize};
use url::Url;
use voice_core::http::Request;
use voice_core::{Raw, Result};

use crate::QuoClient;
use crate::api::{Webhook, WebhookStatus, options, texts};
use crate::check::Check;
use crate::client::keep;
use crate::words::{EventName, WebhookKey};

/// Ids on this surface are digits.
pub(super) fn digits(check: Check, id: &str) -> Result<Check> {
    let only = !id.is_empty() && id.bytes().all(|byte| byte.is_ascii_digit());
    check.holds(only, "id", "is an id of digits only")
}

/// Lists the workspace's webhooks; not paged.
#[derive(Debug, Clone, PartialEq, Default)]
#[non_exhaustive]
pub struct ListWebhooks {}

impl ListWebhooks {
    /// All of them.
    pub fn new() -> Self {
        Self::default()
    }

    /// Sends it.
    ///
    /// # Errors
    /// As Quo answers.
    pub async fn send(&self, client: &QuoClient) -> Result<Vec<Webhook>> {
        let request = Request::get("list_webhooks", "/webhooks");
        Ok(client.dated_list(request).await?.data)
    }
}

/// Declares a request about one webhook.
macro_rules! about_one {
    ($(#[$doc:meta])* $name:ident) => {
        $(#[$doc])*
        #[derive(Debug, Clone, PartialEq)]
        #[non_exhaustive]
        pub struct $name {
            /// Digits.
            pub id: Box<str>,
        }

        impl $name {
            /// The webhook with this id, of digits.
            pub fn new(id: impl Into<Box<str>>) -> Self {
                Self { id: id.into() }
            }
        }
    };
}

about_one! {
    /// Fetches one webhook, without its key.
    GetWebhook
}
about_one! {
    /// Deletes a webhook.
    DeleteWebhook
}
about_one! {
    /// Gives a webhook a new key. Until Quo has taken it into use, accept the old and the new one.
    RotateWebhookKey
}

impl GetWebhook {
    /// Sends it.
    ///
    /// # Errors
    /// `InvalidRequest` before anything is sent; then as Quo answers.
    pub async fn send(&self, client: &QuoClient) -> Result<Webhook> {
        digits(Check("webhook"), &self.id)?;
        client
            .dated_one(Request::get("webhook", "/webhooks/{id}").path("id", &self.id))
            .await
    }
}

impl DeleteWebhook {
    /// Sends it.
    ///
    /// # Errors
    /// `InvalidRequest` before anything is sent; then as Quo answers.
    pub async fn send(&self, client: &QuoClient) -> Result<()> {
        digits(Check("delete_webhook"), &self.id)?;
        client
            .dated_done(Request::delete("delete_webhook", "/webhooks/{id}").path("id", &self.id))
            .await
    }
}

impl RotateWebhookKey {
    /// Sends it, once: a second one would make a third key.
    ///
    /// # Errors
    /// `InvalidRequest` before anything is sent; then as Quo answers.
    pub async fn send(&self, client: &QuoClient) -> Result<NewKey> {
        digits(Check("rotate_webhook_key"), &self.id)?;
        let request =
            Request::post("rotate_webhook_key", "/webhooks/{id}/rotate").path("id", &self.id);
        client.dated_one(request).await
    }
}

/// The key that a webhook is signed with from now on.
#[derive(Debug, Clone, PartialEq, Deserialize)]
#[non_exhaustive]
pub struct NewKey {
    /// `whsec_…`
    pub key: WebhookKey,
    /// Quo's own record. It holds the key.
    #[serde(skip)]
    pub raw: Raw,
}

keep!(NewKey);

/// Makes a webhook. The version of this surface becomes the version of its payloads, for good; its answer holds the
/// [key](Webhook::key), which is not told again.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[serde(rename_all = "camelCase")]
#[non_exhaustive]
pub struct CreateWebhook {
    /// Where Quo sends it.
    pub url: Url,
    /// Which events, at least one; of any kind.
    pub events: Vec<EventName>,
    /// Of which numbers, `PN…`, or `*` for all; Quo's default is all.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub resource_ids: Vec<Box<str>>,
    /// Whether it is sent.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub status: Option<WebhookStatus>,
    /// Your name for it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub label: Option<Box<str>>,
}

impl CreateWebhook {
    /// These events of all numbers.
    pub fn new(url: Url, events: impl IntoIterator<Item = EventName>) -> Self {
        Self {
            url,
            events: events.into_iter().collect(),
            resource_ids: Vec::new(),
            status: None,
            label: None,
        }
    }

    /// Of this number too, `PN…`; or `*` alone for all.
    #[must_use]
    pub fn resource_id(mut self, id: impl Into<Box<str>>) -> Self {
        self.resource_ids.push(id.into());
        self
    }

    texts! {
        /// Your name for it.
        label,
    }

    options! {
        /// Whether it is sent.
        status: WebhookStatus,
    }

    /// Checks what Quo's document demands. An event that is not known here is let through: new ones come without notice.
    ///
    /// # Errors
    /// `InvalidRequest`, with the field's name.
    pub fn check(&self) -> Result<()> {
        let check = Check("create_webhook")
            .holds(!self.events.is_empty(), "events", "names at least one")?
            .holds(known(self.status.as_ref()), "status", STATUSES)?;
        crate::api::resources(check, &self.resource_ids)
    }

    /// Sends it, once: Quo has no idempotency key.
    ///
    /// # Errors
    /// `InvalidRequest` before anything is sent; then as Quo answers.
    pub async fn send(&self, client: &QuoClient) -> Result<Webhook> {
        self.check()?;
        client
            .dated_one(Request::post("create_webhook", "/webhooks").json(self))
            .await
    }
}

/// Changes a webhook: what is not set stays.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[serde(rename_all = "camelCase")]
#[non_exhaustive]
pub struct UpdateWebhook {
    /// Digits.
    #[serde(skip)]
    pub id: Box<str>,
    /// Where Quo sends it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub url: Option<Url>,
    /// Which events, at least one.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub events: Option<Vec<EventName>>,
    /// Of which numbers.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub resource_ids: Option<Vec<Box<str>>>,
    /// Whether it is sent.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub status: Option<WebhookStatus>,
    /// Your name for it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub label: Option<Box<str>>,
}

impl UpdateWebhook {
    /// Changes nothing yet of the webhook with this id, of digits.
    pub fn new(id: impl Into<Box<str>>) -> Self {
        Self {
            id: id.into(),
            url: None,
            events: None,
            resource_ids: None,
            status: None,
            label: None,
        }
    }

    texts! {
        /// Your name for it.
        label,
    }

    options! {
        /// Where Quo sends it.
        url: Url,
        /// Which events, at least one.
        events: Vec<EventName>,
        /// Of which numbers, `PN…`, or `*` alone for all.
        resource_ids: Vec<Box<str>>,
        /// Whether it is sent.
        status: WebhookStatus,
    }

    /// Checks what Quo's document demands.
    ///
    /// # Errors
    /// `InvalidRequest`, with the field's name.
    pub fn check(&self) -> Result<()> {
        let check = digits(Check("update_webhook"), &self.id)?
            .holds(
                self.events.as_ref().is_none_or(|events| !events.is_empty()),
                "events",
                "names at least one",
            )?
            .holds(known(self.status.as_ref()), "status", STATUSES)?;
        crate::api::resources(check, self.resource_ids.as_deref().unwrap_or_default())
    }

    /// Sends it.
    ///
    /// # Errors
    /// `InvalidRequest` before anything is sent; then as Quo answers.
    pub async fn send(&self, client: &QuoClient) -> Result<Webhook> {
        self.check()?;
        let request = Request::patch("update_webhook", "/webhooks/{id}")
            .path("id", &self.id)
            .json(self);
        client.dated_one(request).await
    }
}

const STATUSES: &str = "is `enabled` or `disabled`";

fn known(status: Option<&WebhookStatus>) -> bool {
    !matches!(status, Some(WebhookStatus::Unknown(_)))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn blamed(result: Result<()>) -> String {
        result.unwrap_err().option().unwrap().to_owned()
    }

    #[test]
    fn families_may_be_mixed_but_not_empty() {
        let url = || Url::parse("https://example.com/quo").unwrap();
        let mixed = [
            EventName::CallMissed,
            EventName::MessageFailed,
            "call.new".into(),
        ];
        assert!(CreateWebhook::new(url(), mixed.clone()).check().is_ok());
        assert_eq!(blamed(CreateWebhook::new(url(), []).check()), "events");
        let odd = CreateWebhook::new(url(), mixed.clone()).resource_id("US1");
        assert_eq!(blamed(odd.check()), "resourceIds");
        let odd = CreateWebhook::new(url(), mixed).status("paused".into());
        assert_eq!(blamed(odd.check()), "status");
        assert_eq!(blamed(UpdateWebhook::new("WH1").check()), "id");
        assert_eq!(
            blamed(UpdateWebhook::new("1").events(vec![]).check()),
            "events"
        );
        assert_eq!(
            blamed(
                UpdateWebhook::new("1")
                    .resource_ids(vec!["x".into()])
                    .check()
            ),
            "resourceIds"
        );
    }
}
