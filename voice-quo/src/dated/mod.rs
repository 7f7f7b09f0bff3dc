//! The API of 2026-03-30, vendor-exact where its documentation is known: every request carries
//! `Quo-Api-Version: 2026-03-30` and goes to `https://api.quo.com` without a prefix.
//!
//! | operation | request |
//! |---|---|
//! | `GET /calls` | [`ListCalls`] |
//! | `GET /calls/{callId}` | [`GetCall`] |
//! | `GET /calls/{callId}/recordings` | [`ListRecordings`] |
//! | `GET /calls/{callId}/transcripts` | [`ListTranscripts`] |
//! | `GET /messages` | [`ListMessages`] |
//! | `GET /messages/{messageId}` | [`GetMessage`] |
//! | `POST /messages/{messageId}/retry` | [`RetryMessage`] |
//! | `GET /phone-numbers`, `/phone-numbers/{id}`, `/users/{id}/phone-numbers` | [`ListNumbers`], [`GetNumber`] |
//! | `GET /users`, `/users/{id}`, `/phone-numbers/{id}/users` | [`ListUsers`], [`GetUser`] |
//! | `GET /organization` | [`GetOrganization`] |
//! | `GET /contacts`, `/contacts/{id}` | [`ListContacts`], [`GetContact`] |
//! | `GET /conversations`, `POST /conversations/{id}/mark-as-{read,done,open}` | [`ListConversations`], [`MarkConversation`] |
//! | `GET /tasks`, `GET`, `DELETE /tasks/{id}` | [`ListTasks`], [`GetTask`], [`DeleteTask`] |
//! | `GET`, `POST /webhooks`, `GET`, `PATCH`, `DELETE /webhooks/{id}` | [`ListWebhooks`] … [`DeleteWebhook`] |
//! | `POST /webhooks/{id}/rotate` | [`RotateWebhookKey`] |
//! | `GET /webhooks/{id}/events`, `/{deliveryId}`, `POST …/retry`, `POST …/test` | [`ListDeliveries`] … [`TestWebhook`] |
//!
//! Texts cannot be sent here. What writes contacts, notes, properties, shares and tasks, and the search of numbers that
//! could be bought, has no request, because its fields are not known well enough to be exact. Filters
//! combine with *and*; ranges in square brackets are inclusive for calls and exclusive for messages, as Quo names them.

mod calls;
mod contacts;
mod conversations;
mod messages;
mod numbers;
mod tasks;
mod transcripts;
mod users;
mod webhook_events;
mod webhooks;

pub use calls::{
    Call, CallSummary, CallVoicemail, GetCall, Include, ListCalls, ListRecordings, Participant,
};
pub use contacts::{Contact, ContactValue, GetContact, ListContacts};
pub use conversations::{ListConversations, MarkConversation};
pub use messages::{GetMessage, ListMessages, RetryMessage};
pub use numbers::{GetNumber, ListNumbers};
pub use tasks::{DeleteTask, GetTask, ListTasks};
pub use transcripts::{ListTranscripts, RecordingTranscript};
pub use users::{GetOrganization, GetUser, ListUsers, Organization, SubscriptionStatus};
pub use webhook_events::{
    Delivery, DeliveryStatus, GetDelivery, ListDeliveries, RetryDelivery, TestWebhook,
};
pub use webhooks::{
    CreateWebhook, DeleteWebhook, GetWebhook, ListWebhooks, NewKey, RotateWebhookKey, UpdateWebhook,
};

use crate::check::Check;
use voice_core::Result;
use voice_core::http::Request;

/// Declares the paging of a list: how many a page, and where it begins.
macro_rules! paging {
    () => {
        /// How many a page, 1 to 50; Quo's default is 10.
        #[must_use]
        pub fn limit(mut self, limit: u32) -> Self {
            self.limit = Some(limit);
            self
        }

        /// Where the page begins.
        #[must_use]
        pub fn after(mut self, cursor: impl Into<Box<str>>) -> Self {
            self.after = Some(cursor.into());
            self
        }
    };
}
pub(crate) use paging;

/// The size of a page, checked.
fn limited(check: Check, limit: Option<u32>) -> Result<Check> {
    check.page_size("limit", limit, 50)
}

/// The two parameters of paging.
fn paged_query(request: Request, limit: Option<u32>, after: Option<&str>) -> Request {
    request.query_opt("limit", limit).query_opt("after", after)
}
