//! The v1 API, vendor-exact: each request is a value, checked before it is sent.
//!
//! | operation | request |
//! |---|---|
//! | `GET /v1/calls` | [`ListCalls`] |
//! | `GET /v1/calls/{callId}` | [`GetCall`] |
//! | `GET /v1/call-recordings/{callId}` | [`ListRecordings`] |
//! | `GET /v1/call-summaries/{callId}` | [`GetSummary`] |
//! | `GET /v1/call-transcripts/{id}` | [`GetTranscript`] |
//! | `GET /v1/call-voicemails/{callId}` | [`GetVoicemail`] |
//! | `POST /v1/messages` | [`SendMessage`] |
//! | `GET /v1/messages` | [`ListMessages`] |
//! | `GET /v1/messages/{id}` | [`GetMessage`] |
//! | `GET /v1/phone-numbers` | [`ListNumbers`] |
//! | `GET /v1/phone-numbers/{phoneNumberId}` | [`GetNumber`] |
//! | `GET /v1/users` | [`ListUsers`] |
//! | `GET /v1/users/{userId}` | [`GetUser`] |
//! | `GET /v1/contacts` | [`ListContacts`] |
//! | `POST /v1/contacts` | [`CreateContact`] |
//! | `GET /v1/contacts/{id}` | [`GetContact`] |
//! | `PATCH /v1/contacts/{id}` | [`UpdateContact`] |
//! | `DELETE /v1/contacts/{id}` | [`DeleteContact`] |
//! | `GET /v1/contact-custom-fields` | [`ListCustomFields`] |
//! | `GET /v1/conversations` | [`ListConversations`] |
//! | `GET /v1/webhooks` | [`ListWebhooks`] |
//! | `GET /v1/webhooks/{id}` | [`GetWebhook`] |
//! | `DELETE /v1/webhooks/{id}` | [`DeleteWebhook`] |
//! | `POST /v1/webhooks/{calls,messages,call-summaries,call-transcripts}` | [`CreateWebhook`] |
//! | since June 2026: `POST /v1/conversations/{conversationId}/mark-as-{read,done,open}` | [`MarkConversation`] |
//! | since June 2026: `GET /v1/tasks` | [`ListTasks`] |
//! | since June 2026: `GET /v1/tasks/{taskId}` | [`GetTask`] |
//! | since June 2026: `DELETE /v1/tasks/{taskId}` | [`DeleteTask`] |
//!
//! The bodies that create, change and act on tasks are not documented anywhere we can cite, so there is no request for
//! them. The deprecated parameters (`since`, `phoneNumberId` of a send, `phoneNumber` of conversations) are not
//! offered: their successors are.
//!
//! Quo wants `maxResults` on every list even where it documents a default; a request that sets none sends that default.
//!
//! ```
//! use voice_core::PhoneNumber;
//! use voice_quo::api::SendMessage;
//!
//! let to: PhoneNumber = "+15550100002".parse()?;
//! let text = SendMessage::new("PN1", to, "On our way.").mark_done();
//! assert!(text.check().is_ok());
//! assert_eq!(SendMessage::new("5550100001", text.to[0].clone(), "Hi").check().unwrap_err().option(), Some("from"));
//! # Ok::<(), voice_core::ParseNumberError>(())
//! ```

/// Declares chained options that take anything that becomes a text.
macro_rules! texts {
    ($($(#[$doc:meta])* $name:ident),+ $(,)?) => {$(
        $(#[$doc])*
        #[must_use]
        pub fn $name(mut self, value: impl Into<Box<str>>) -> Self {
            self.$name = Some(value.into());
            self
        }
    )+};
}

/// Declares chained options of a given type.
macro_rules! options {
    ($($(#[$doc:meta])* $name:ident: $type:ty),+ $(,)?) => {$(
        $(#[$doc])*
        #[must_use]
        pub fn $name(mut self, value: $type) -> Self {
            self.$name = Some(value);
            self
        }
    )+};
}

/// Gives a list a stream over all its pages.
macro_rules! paged {
    ($request:ty => $item:ty, $operation:literal, $token:ident) => {
        impl $request {
            /// Streams the items of all pages, asking for the next one when it is needed.
            pub fn stream(
                &self,
                client: &crate::QuoClient,
            ) -> impl futures_core::Stream<Item = voice_core::Result<$item>> + Send + use<> {
                let (client, request) = (client.clone(), self.clone());
                voice_core::pages(crate::PROVIDER, $operation, move |cursor| {
                    let (client, mut request) = (client.clone(), request.clone());
                    if let Some(cursor) = cursor {
                        request.$token = Some(cursor.as_str().into());
                    }
                    async move { Ok(request.send(&client).await?.into_page(|item| item)) }
                })
            }
        }
    };
}

pub(crate) use {options, paged, texts};

mod calls;
mod contact_fields;
mod contact_record;
mod contacts;
mod conversations;
mod messages;
mod numbers;
mod recordings;
mod summaries;
mod tasks;
mod transcripts;
mod users;
mod voicemails;
mod webhooks;

pub(crate) use webhooks::resources;

pub use crate::client::List;
pub use calls::{Call, GetCall, ListCalls};
pub use contact_fields::{
    CustomField, CustomFieldKind, CustomValue, ListCustomFields, NewCustomField,
};
pub use contact_record::{Contact, ContactItem, DefaultFields, StoredField};
pub use contacts::{
    ContactFields, CreateContact, DeleteContact, GetContact, ListContacts, UpdateContact,
};
pub use conversations::{Conversation, ListConversations, MarkConversation};
pub use messages::{GetMessage, ListMessages, Message, SendMessage};
pub use numbers::{
    GetNumber, ListNumbers, Number, NumberUser, Permission, Permissions, Restrictions,
};
pub use recordings::{ListRecordings, Recording};
pub use summaries::{GetSummary, Summary};
pub use tasks::{DeleteTask, GetTask, ListTasks, Task};
pub use transcripts::{GetTranscript, Transcript};
pub use users::{GetUser, ListUsers, Role, User};
pub use voicemails::{GetVoicemail, Voicemail};
pub use webhooks::{
    CreateWebhook, DeleteWebhook, GetWebhook, ListWebhooks, Webhook, WebhookFamily, WebhookStatus,
};
