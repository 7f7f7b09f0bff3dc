//! Webhooks: proving and reading them, and subscribing to them.

use async_trait::async_trait;
use url::Url;

use crate::webhook::{Verified, VerifyError, WebhookRequest};
use crate::words::private::Origin;
use crate::{Error, Raw, Result, Timestamp, WebhookId};

/// Verifies what a vendor sends, and manages where it sends it.
///
/// Twilio, Bland and Quo sign; for Exotel, which signs nothing, the caller sets up a policy (a
/// token in the URL, source addresses). Subscriptions by API: Quo. The other vendors take a callback URL with each call or number.
#[async_trait]
pub trait Webhooks: Send + Sync {
    /// The provider's name, for the errors of the methods that it lacks.
    fn provider(&self) -> &'static str;

    /// Proves that a request is the vendor's. Only the proof has events (L4).
    ///
    /// A provider implements it as `request.verify(&self.verifier, self, now)`. `now` is handed in: a live
    /// server gives its clock, a test any instant.
    ///
    /// # Errors
    /// Says which step failed; [`VerifyError`] knows the HTTP status to answer with.
    fn verify<'a>(
        &'a self,
        request: &'a WebhookRequest,
        now: Timestamp,
    ) -> Result<Verified<'a>, VerifyError>;

    /// Lists the account's subscriptions.
    ///
    /// # Errors
    /// `Unsupported` where callbacks are set elsewhere.
    async fn list_subscriptions(&self) -> Result<Vec<Subscription>> {
        Err(Error::unsupported(self.provider(), "list_subscriptions"))
    }

    /// Subscribes to events.
    ///
    /// # Errors
    /// `Unsupported` where callbacks are set elsewhere.
    async fn create_subscription(&self, _subscription: &NewSubscription) -> Result<Subscription> {
        Err(Error::unsupported(self.provider(), "create_subscription"))
    }

    /// Ends a subscription.
    ///
    /// # Errors
    /// `NotFound` if there is none; `Unsupported` where callbacks are set elsewhere.
    async fn delete_subscription(&self, _id: &WebhookId) -> Result<()> {
        Err(Error::unsupported(self.provider(), "delete_subscription"))
    }
}

/// Events to subscribe to.
#[derive(Clone, PartialEq, Eq)]
#[non_exhaustive]
pub struct NewSubscription {
    /// Where they are sent.
    pub url: Url,
    /// Which, by the vendor's names.
    pub events: Vec<Box<str>>,
    /// The name that people see.
    pub label: Option<Box<str>>,
}

// Not derived: an address may hold a token.
impl std::fmt::Debug for NewSubscription {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let Self { url, events, label } = self;
        f.debug_struct("NewSubscription")
            .field("url", &Origin(url))
            .field("events", events)
            .field("label", label)
            .finish()
    }
}

impl NewSubscription {
    /// These events to this address.
    pub fn new(url: Url, events: impl IntoIterator<Item = impl Into<Box<str>>>) -> Self {
        Self {
            url,
            events: events.into_iter().map(Into::into).collect(),
            label: None,
        }
    }

    /// The name that people see.
    #[must_use]
    pub fn label(mut self, label: impl Into<Box<str>>) -> Self {
        self.label = Some(label.into());
        self
    }
}

/// A subscription to events.
#[derive(Clone)]
#[non_exhaustive]
pub struct Subscription {
    /// Its id.
    pub id: WebhookId,
    /// Where the events are sent.
    pub url: Url,
    /// Which events, by the vendor's names.
    pub events: Vec<Box<str>>,
    /// The key that signs them, where the vendor tells it; often only once.
    pub signing_key: Option<secrecy::SecretString>,
    /// The vendor's own record, without the key where this SDK knows its place.
    pub raw: Raw,
}

// Not derived: an address may hold a token.
impl std::fmt::Debug for Subscription {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let Self {
            id,
            url,
            events,
            signing_key,
            raw,
        } = self;
        f.debug_struct("Subscription")
            .field("id", id)
            .field("url", &Origin(url))
            .field("events", events)
            .field("signing_key", signing_key)
            .field("raw", raw)
            .finish()
    }
}

impl Subscription {
    /// A subscription whose key is not known.
    pub fn new(id: WebhookId, url: Url, events: Vec<Box<str>>) -> Self {
        Self {
            id,
            url,
            events,
            signing_key: None,
            raw: Raw::default(),
        }
    }
}
