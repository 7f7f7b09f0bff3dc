//! `GET /v1/webhooks`, `GET`, `DELETE /v1/webhooks/{id}`, `POST /v1/webhooks/{calls,messages,call-summaries,call-transcripts}` —
//! Quo, "Lists all webhooks", "Get a webhook by ID", "Delete a webhook by ID", "Create a new webhook for …".
//!
//! A webhook cannot be changed: delete it and make a new one. Webhooks made in Quo's app are not seen here, nor
//! these there.

use serde::{Deserialize, Serialize};
use url::Url;
use voice_core::http::Request;
use voice_core::{PrivateText, Raw, Result, Timestamp, lenient, open_enum};

use crate::QuoClient;
use crate::check::Check;
use crate::client::keep;
use crate::words::{EventName, WebhookKey};

/// Lists the webhooks of one user; not paged.
#[derive(Debug, Clone, PartialEq, Default)]
#[non_exhaustive]
pub struct ListWebhooks {
    /// Whose, `US…`; by default the workspace owner's only.
    pub user_id: Option<Box<str>>,
}

impl ListWebhooks {
    /// The workspace owner's.
    pub fn new() -> Self {
        Self::default()
    }

    texts! {
        /// Whose, `US…`.
        user_id,
    }

    /// Sends it.
    ///
    /// # Errors
    /// `InvalidRequest` before anything is sent; then as Quo answers.
    pub async fn send(&self, client: &QuoClient) -> Result<Vec<Webhook>> {
        Check("list_webhooks").id_opt("userId", self.user_id.as_deref(), "US")?;
        let request = Request::get("list_webhooks", "/v1/webhooks")
            .query_opt("userId", self.user_id.as_deref());
        Ok(client.list(request).await?.data)
    }
}

/// Fetches one webhook.
#[derive(Debug, Clone, PartialEq)]
#[non_exhaustive]
pub struct GetWebhook {
    /// `WH…`
    pub id: Box<str>,
}

impl GetWebhook {
    /// The webhook with this id, `WH…`.
    pub fn new(id: impl Into<Box<str>>) -> Self {
        Self { id: id.into() }
    }

    /// Sends it.
    ///
    /// # Errors
    /// `InvalidRequest` before anything is sent; then as Quo answers.
    pub async fn send(&self, client: &QuoClient) -> Result<Webhook> {
        Check("webhook").id("id", &self.id, "WH")?;
        client
            .one(Request::get("webhook", "/v1/webhooks/{id}").path("id", &self.id))
            .await
    }
}

/// Deletes a webhook, for good.
#[derive(Debug, Clone, PartialEq)]
#[non_exhaustive]
pub struct DeleteWebhook {
    /// `WH…`
    pub id: Box<str>,
}

impl DeleteWebhook {
    /// The webhook with this id, `WH…`.
    pub fn new(id: impl Into<Box<str>>) -> Self {
        Self { id: id.into() }
    }

    /// Sends it.
    ///
    /// # Errors
    /// `InvalidRequest` before anything is sent; then as Quo answers.
    pub async fn send(&self, client: &QuoClient) -> Result<()> {
        Check("delete_webhook").id("id", &self.id, "WH")?;
        let request = Request::delete("delete_webhook", "/v1/webhooks/{id}").path("id", &self.id);
        client.done(request).await
    }
}

/// What a v1 webhook is about; each has its own address and its own events.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum WebhookFamily {
    /// `call.ringing`, `call.completed`, `call.recording.completed`.
    Calls,
    /// `message.received`, `message.delivered`.
    Messages,
    /// `call.summary.completed`.
    CallSummaries,
    /// `call.transcript.completed`.
    CallTranscripts,
}

impl WebhookFamily {
    /// All of them.
    pub const ALL: &'static [Self] = &[
        Self::Calls,
        Self::Messages,
        Self::CallSummaries,
        Self::CallTranscripts,
    ];

    /// The events that it can have.
    pub fn events(self) -> &'static [EventName] {
        match self {
            Self::Calls => &[
                EventName::CallRinging,
                EventName::CallCompleted,
                EventName::CallRecordingCompleted,
            ],
            Self::Messages => &[EventName::MessageReceived, EventName::MessageDelivered],
            Self::CallSummaries => &[EventName::CallSummaryCompleted],
            Self::CallTranscripts => &[EventName::CallTranscriptCompleted],
        }
    }

    fn path(self) -> &'static str {
        match self {
            Self::Calls => "/v1/webhooks/calls",
            Self::Messages => "/v1/webhooks/messages",
            Self::CallSummaries => "/v1/webhooks/call-summaries",
            Self::CallTranscripts => "/v1/webhooks/call-transcripts",
        }
    }
}

/// Makes a webhook of one family. Its answer holds the [key](Webhook::key) that verifies it.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[serde(rename_all = "camelCase")]
#[non_exhaustive]
pub struct CreateWebhook {
    /// What it is about.
    #[serde(skip)]
    pub family: WebhookFamily,
    /// Where Quo sends it.
    pub url: Url,
    /// Which events, at least one.
    pub events: Vec<EventName>,
    /// Of which numbers, `PN…`, or `*` for all; Quo's default is all.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub resource_ids: Vec<Box<str>>,
    /// Your name for it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub label: Option<Box<str>>,
    /// Whether it is sent; `enabled` by default.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub status: Option<WebhookStatus>,
    /// Whose it is, `US…`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub user_id: Option<Box<str>>,
}

impl CreateWebhook {
    /// All events of a family.
    pub fn new(family: WebhookFamily, url: Url) -> Self {
        Self {
            family,
            url,
            events: family.events().to_vec(),
            resource_ids: Vec::new(),
            label: None,
            status: None,
            user_id: None,
        }
    }

    /// These events only.
    #[must_use]
    pub fn events(mut self, events: impl IntoIterator<Item = EventName>) -> Self {
        self.events = events.into_iter().collect();
        self
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
        /// Whose it is, `US…`.
        user_id,
    }

    options! {
        /// Whether it is sent.
        status: WebhookStatus,
    }

    /// Checks what Quo's document demands.
    ///
    /// # Errors
    /// `InvalidRequest`, with the field's name.
    pub fn check(&self) -> Result<()> {
        let known = self.family.events();
        let check = Check("create_webhook")
            .holds(!self.events.is_empty(), "events", "names at least one")?
            .holds(
                self.events.iter().all(|event| known.contains(event)),
                "events",
                "holds one that this family does not have",
            )?
            .id_opt("userId", self.user_id.as_deref(), "US")?
            .holds(
                !matches!(self.status, Some(WebhookStatus::Unknown(_))),
                "status",
                "is `enabled` or `disabled`",
            )?;
        resources(check, &self.resource_ids)
    }

    /// Sends it, once: Quo has no idempotency key.
    ///
    /// # Errors
    /// `InvalidRequest` before anything is sent; then as Quo answers.
    pub async fn send(&self, client: &QuoClient) -> Result<Webhook> {
        self.check()?;
        client
            .one(Request::post("create_webhook", self.family.path()).json(self))
            .await
    }
}

/// Ids of numbers, or `*` alone.
pub(crate) fn resources(check: Check, ids: &[Box<str>]) -> Result<()> {
    if matches!(ids, [all] if **all == *"*") {
        return Ok(());
    }
    ids.iter()
        .try_fold(check, |check, id| check.id("resourceIds", id, "PN"))
        .map(drop)
}

/// A webhook.
#[derive(Debug, Clone, PartialEq, Deserialize)]
#[serde(rename_all = "camelCase")]
#[non_exhaustive]
pub struct Webhook {
    /// `WH…`; digits on the dated API.
    pub id: Box<str>,
    /// Whose it is, `US…`.
    #[serde(default)]
    pub user_id: Option<Box<str>>,
    /// Of which workspace, `OR…`.
    #[serde(default)]
    pub org_id: Option<Box<str>>,
    /// Your name for it.
    #[serde(default)]
    pub label: Option<Box<str>>,
    /// Whether it is sent.
    #[serde(default)]
    pub status: Option<WebhookStatus>,
    /// Where Quo sends it.
    #[serde(default)]
    pub url: Option<PrivateText>,
    /// What it is signed with. The dated API tells it on creation and rotation only.
    #[serde(default)]
    pub key: Option<WebhookKey>,
    /// Which version its payloads have; dated API.
    #[serde(default)]
    pub api_version: Option<Box<str>>,
    /// When it was made.
    #[serde(default, deserialize_with = "lenient::timestamp")]
    pub created_at: Option<Timestamp>,
    /// When it was changed.
    #[serde(default, deserialize_with = "lenient::timestamp")]
    pub updated_at: Option<Timestamp>,
    /// When it was deleted.
    #[serde(default, deserialize_with = "lenient::timestamp")]
    pub deleted_at: Option<Timestamp>,
    /// Which events; more may be listed than can be asked for.
    #[serde(default, deserialize_with = "lenient::null_as_default")]
    pub events: Vec<EventName>,
    /// Of which numbers.
    #[serde(default, deserialize_with = "lenient::null_as_default")]
    pub resource_ids: Vec<Box<str>>,
    /// Quo's own record. It holds the key.
    #[serde(skip)]
    pub raw: Raw,
}

keep!(Webhook);

open_enum! {
    /// Whether a webhook is sent.
    pub enum WebhookStatus {
        /// It is.
        Enabled = "enabled",
        /// It is not.
        Disabled = "disabled",
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn webhook(family: WebhookFamily) -> CreateWebhook {
        CreateWebhook::new(family, Url::parse("https://example.com/quo").unwrap())
    }

    fn blamed(webhook: &CreateWebhook) -> String {
        webhook.check().unwrap_err().option().unwrap().to_owned()
    }

    #[test]
    fn a_family_takes_its_own_events_only() {
        for family in WebhookFamily::ALL {
            assert!(webhook(*family).check().is_ok(), "{family:?}");
            assert_eq!(blamed(&webhook(*family).events([])), "events");
            for other in WebhookFamily::ALL {
                let taken = webhook(*family).events(other.events().to_vec());
                assert_eq!(
                    taken.check().is_ok(),
                    family == other,
                    "{family:?} {other:?}"
                );
            }
        }
    }

    #[test]
    fn resources_are_numbers_or_all_of_them() {
        let calls = || webhook(WebhookFamily::Calls);
        assert!(
            calls()
                .resource_id("PN1")
                .resource_id("PN2")
                .check()
                .is_ok()
        );
        assert!(calls().resource_id("*").check().is_ok());
        assert_eq!(
            blamed(&calls().resource_id("*").resource_id("PN1")),
            "resourceIds"
        );
        assert_eq!(blamed(&calls().resource_id("US1")), "resourceIds");
        assert_eq!(blamed(&calls().user_id("PN1")), "userId");
        assert_eq!(blamed(&calls().status("paused".into())), "status");
    }
}
