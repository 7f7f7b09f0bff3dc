//! `GET /messages`, `GET /messages/{messageId}`, `POST /messages/{messageId}/retry` — Quo API 2026-03-30, "Messages".

use voice_core::http::Request;
use voice_core::{PhoneNumber, PrivateText, Result, Timestamp};

use super::calls::joined;
use super::{limited, paged_query, paging};
use crate::QuoClient;
use crate::api::{List, Message, options, paged, texts};
use crate::check::Check;
use crate::words::{Direction, MessageStatus};

/// Lists messages of the whole workspace.
#[derive(Debug, Clone, PartialEq, Default)]
#[non_exhaustive]
pub struct ListMessages {
    /// Who sent it.
    pub from: Option<PrivateText>,
    /// One of those to whom it went.
    pub to: Option<PrivateText>,
    /// Exactly those to whom it went.
    pub to_all: Vec<PhoneNumber>,
    /// In this status.
    pub status: Option<MessageStatus>,
    /// In this direction.
    pub direction: Option<Direction>,
    /// Of one of our numbers, `PN…`.
    pub phone_number_id: Option<Box<str>>,
    /// Sent by this user, `US…`.
    pub user_id: Option<Box<str>>,
    /// Made after this instant.
    pub created_after: Option<Timestamp>,
    /// Made before this instant.
    pub created_before: Option<Timestamp>,
    /// How many a page, 1 to 50.
    pub limit: Option<u32>,
    /// Where the page begins.
    pub after: Option<Box<str>>,
}

impl ListMessages {
    /// All of them.
    pub fn new() -> Self {
        Self::default()
    }

    texts! {
        /// Of one of our numbers, `PN…`.
        phone_number_id,
        /// Sent by this user, `US…`.
        user_id,
    }

    options! {
        /// In this status.
        status: MessageStatus,
        /// In this direction.
        direction: Direction,
        /// Made after this instant.
        created_after: Timestamp,
        /// Made before this instant.
        created_before: Timestamp,
    }

    paging!();

    /// Who sent it.
    #[must_use]
    pub fn from(mut self, party: impl Into<PrivateText>) -> Self {
        self.from = Some(party.into());
        self
    }

    /// One of those to whom it went.
    #[must_use]
    pub fn to(mut self, party: impl Into<PrivateText>) -> Self {
        self.to = Some(party.into());
        self
    }

    /// Exactly those to whom it went.
    #[must_use]
    pub fn to_all(mut self, numbers: Vec<PhoneNumber>) -> Self {
        self.to_all = numbers;
        self
    }

    /// Checks what Quo's document demands.
    ///
    /// # Errors
    /// `InvalidRequest`, with the field's name.
    pub fn check(&self) -> Result<()> {
        let check = Check("list_messages")
            .id_opt("phoneNumberId", self.phone_number_id.as_deref(), "PN")?
            .id_opt("userId", self.user_id.as_deref(), "US")?
            .holds(
                self.to.is_none() || self.to_all.is_empty(),
                "to",
                "is one of them or exactly all of them, not both",
            )?;
        limited(check, self.limit).map(drop)
    }

    /// Sends it.
    ///
    /// # Errors
    /// `InvalidRequest` before anything is sent; then as Quo answers.
    pub async fn send(&self, client: &QuoClient) -> Result<List<Message>> {
        self.check()?;
        let request = Request::get("list_messages", "/messages")
            .query_opt("from", self.from.as_deref())
            .query_opt("to", self.to.as_deref())
            .query_opt(
                "to[all]",
                joined(self.to_all.iter().map(PhoneNumber::as_str)),
            )
            .query_opt("status", self.status.as_ref())
            .query_opt("direction", self.direction.as_ref())
            .query_opt("phoneNumberId", self.phone_number_id.as_deref())
            .query_opt("userId", self.user_id.as_deref())
            .query_opt("createdAt[gt]", self.created_after)
            .query_opt("createdAt[lt]", self.created_before);
        client
            .dated_list(paged_query(request, self.limit, self.after.as_deref()))
            .await
    }
}

paged!(ListMessages => Message, "list_messages", after);

/// Fetches one message.
#[derive(Debug, Clone, PartialEq)]
#[non_exhaustive]
pub struct GetMessage {
    /// `AC…`
    pub message_id: Box<str>,
}

impl GetMessage {
    /// The message with this id, `AC…`.
    pub fn new(message_id: impl Into<Box<str>>) -> Self {
        Self {
            message_id: message_id.into(),
        }
    }

    /// Sends it.
    ///
    /// # Errors
    /// `InvalidRequest` before anything is sent; then as Quo answers.
    pub async fn send(&self, client: &QuoClient) -> Result<Message> {
        Check("message").id("messageId", &self.message_id, "AC")?;
        let request =
            Request::get("message", "/messages/{messageId}").path("messageId", &self.message_id);
        client.dated_one(request).await
    }
}

/// Sends a text again that failed without an error code. Not repeated by us: that could send it twice.
#[derive(Debug, Clone, PartialEq)]
#[non_exhaustive]
pub struct RetryMessage {
    /// `AC…`
    pub message_id: Box<str>,
}

impl RetryMessage {
    /// The message with this id, `AC…`.
    pub fn new(message_id: impl Into<Box<str>>) -> Self {
        Self {
            message_id: message_id.into(),
        }
    }

    /// Sends it.
    ///
    /// # Errors
    /// `InvalidRequest` before anything is sent, and (422) for a message that did not fail or failed with an error code.
    pub async fn send(&self, client: &QuoClient) -> Result<()> {
        Check("retry_message").id("messageId", &self.message_id, "AC")?;
        let request = Request::post("retry_message", "/messages/{messageId}/retry")
            .path("messageId", &self.message_id);
        client.dated_done(request).await
    }
}
