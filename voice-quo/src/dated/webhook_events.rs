//! `GET /webhooks/{id}/events`, `GET /webhooks/{id}/events/{deliveryId}`, `POST …/retry`, `POST /webhooks/{id}/events/test` —
//! Quo API 2026-03-30, "Webhooks".

use serde::{Deserialize, Serialize};
use voice_core::http::Request;
use voice_core::{Raw, Result, Timestamp, lenient, open_enum};

use super::webhooks::digits;
use super::{limited, paged_query, paging};
use crate::QuoClient;
use crate::api::{List, options, paged, texts};
use crate::check::Check;
use crate::client::keep;
use crate::words::EventName;

/// Lists what a webhook sent.
#[derive(Debug, Clone, PartialEq)]
#[non_exhaustive]
pub struct ListDeliveries {
    /// The webhook's id, digits.
    pub id: Box<str>,
    /// In this status.
    pub status: Option<DeliveryStatus>,
    /// Of this event.
    pub event_type: Option<EventName>,
    /// About this call, message …
    pub resource_id: Option<Box<str>>,
    /// Made after this instant.
    pub created_after: Option<Timestamp>,
    /// Made before this instant.
    pub created_before: Option<Timestamp>,
    /// How many a page, 1 to 50.
    pub limit: Option<u32>,
    /// Where the page begins.
    pub after: Option<Box<str>>,
}

impl ListDeliveries {
    /// Those of the webhook with this id, of digits.
    pub fn new(id: impl Into<Box<str>>) -> Self {
        Self {
            id: id.into(),
            status: None,
            event_type: None,
            resource_id: None,
            created_after: None,
            created_before: None,
            limit: None,
            after: None,
        }
    }

    texts! {
        /// About this call, message …
        resource_id,
    }

    options! {
        /// In this status.
        status: DeliveryStatus,
        /// Of this event.
        event_type: EventName,
        /// Made after this instant.
        created_after: Timestamp,
        /// Made before this instant.
        created_before: Timestamp,
    }

    paging!();

    /// Sends it.
    ///
    /// # Errors
    /// `InvalidRequest` before anything is sent; then as Quo answers.
    pub async fn send(&self, client: &QuoClient) -> Result<List<Delivery>> {
        limited(digits(Check("list_deliveries"), &self.id)?, self.limit)?;
        let request = Request::get("list_deliveries", "/webhooks/{id}/events")
            .path("id", &self.id)
            .query_opt("status", self.status.as_ref())
            .query_opt("eventType", self.event_type.as_ref())
            .query_opt("resourceId", self.resource_id.as_deref())
            .query_opt("createdAt[gt]", self.created_after)
            .query_opt("createdAt[lt]", self.created_before);
        client
            .dated_list(paged_query(request, self.limit, self.after.as_deref()))
            .await
    }
}

paged!(ListDeliveries => Delivery, "list_deliveries", after);

/// Declares a request about one delivery of one webhook.
macro_rules! about_one {
    ($(#[$doc:meta])* $name:ident) => {
        $(#[$doc])*
        #[derive(Debug, Clone, PartialEq)]
        #[non_exhaustive]
        pub struct $name {
            /// The webhook's id, digits.
            pub id: Box<str>,
            /// The delivery's id.
            pub delivery_id: Box<str>,
        }

        impl $name {
            /// The delivery of the webhook with this id, of digits.
            pub fn new(id: impl Into<Box<str>>, delivery_id: impl Into<Box<str>>) -> Self {
                Self {
                    id: id.into(),
                    delivery_id: delivery_id.into(),
                }
            }
        }
    };
}

about_one! {
    /// Fetches one delivery.
    GetDelivery
}
about_one! {
    /// Delivers something again. Deduplicate by `webhook-id`, and a second one does no harm.
    RetryDelivery
}

impl GetDelivery {
    /// Sends it.
    ///
    /// # Errors
    /// `InvalidRequest` before anything is sent; then as Quo answers.
    pub async fn send(&self, client: &QuoClient) -> Result<Delivery> {
        digits(Check("delivery"), &self.id)?;
        let request = Request::get("delivery", "/webhooks/{id}/events/{deliveryId}")
            .path("id", &self.id)
            .path("deliveryId", &self.delivery_id);
        client.dated_one(request).await
    }
}

impl RetryDelivery {
    /// Sends it.
    ///
    /// # Errors
    /// `InvalidRequest` before anything is sent; then as Quo answers.
    pub async fn send(&self, client: &QuoClient) -> Result<()> {
        digits(Check("retry_delivery"), &self.id)?;
        let request = Request::post("retry_delivery", "/webhooks/{id}/events/{deliveryId}/retry")
            .path("id", &self.id)
            .path("deliveryId", &self.delivery_id);
        client.dated_done(request).await
    }
}

/// Sends a signed sample to a webhook.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[serde(rename_all = "camelCase")]
#[non_exhaustive]
pub struct TestWebhook {
    /// The webhook's id, digits.
    #[serde(skip)]
    pub id: Box<str>,
    /// A sample of which event.
    pub event_type: EventName,
}

impl TestWebhook {
    /// A sample of this event.
    pub fn new(id: impl Into<Box<str>>, event_type: EventName) -> Self {
        Self {
            id: id.into(),
            event_type,
        }
    }

    /// Sends it.
    ///
    /// # Errors
    /// `InvalidRequest` before anything is sent; then as Quo answers.
    pub async fn send(&self, client: &QuoClient) -> Result<()> {
        digits(Check("test_webhook"), &self.id)?;
        let request = Request::post("test_webhook", "/webhooks/{id}/events/test")
            .path("id", &self.id)
            .json(self);
        client.dated_done(request).await
    }
}

/// One notification on its way.
#[derive(Debug, Clone, PartialEq, Deserialize)]
#[serde(rename_all = "camelCase")]
#[non_exhaustive]
pub struct Delivery {
    /// Its id.
    #[serde(alias = "deliveryId")]
    pub id: Box<str>,
    /// Of which event.
    #[serde(default, alias = "type")]
    pub event_type: Option<EventName>,
    /// Where it stands.
    #[serde(default)]
    pub status: Option<DeliveryStatus>,
    /// About which call, message …
    #[serde(default)]
    pub resource_id: Option<Box<str>>,
    /// When it was made.
    #[serde(default, deserialize_with = "lenient::timestamp")]
    pub created_at: Option<Timestamp>,
    /// Quo's own record.
    #[serde(skip)]
    pub raw: Raw,
}

keep!(Delivery);

open_enum! {
    /// Where a delivery stands.
    pub enum DeliveryStatus {
        /// It was accepted.
        Success = "success",
        /// It waits for its next try.
        Pending = "pending",
        /// It is being sent.
        Sending = "sending",
        /// All tries failed.
        Failed = "failed",
    }
}
