//! `GET /conversations`, `POST /conversations/{id}/mark-as-…` — Quo API 2026-03-30, "Conversations".

use voice_core::Result;
use voice_core::http::Request;

use super::{limited, paged_query, paging};
use crate::QuoClient;
use crate::api::{Conversation, List, paged};
use crate::check::Check;

/// Lists conversations.
#[derive(Debug, Clone, PartialEq, Default)]
#[non_exhaustive]
pub struct ListConversations {
    /// How many a page, 1 to 50.
    pub limit: Option<u32>,
    /// Where the page begins.
    pub after: Option<Box<str>>,
}

impl ListConversations {
    /// All of them.
    pub fn new() -> Self {
        Self::default()
    }

    paging!();

    /// Sends it.
    ///
    /// # Errors
    /// `InvalidRequest` before anything is sent; then as Quo answers.
    pub async fn send(&self, client: &QuoClient) -> Result<List<Conversation>> {
        limited(Check("list_conversations"), self.limit)?;
        let request = Request::get("list_conversations", "/conversations");
        client
            .dated_list(paged_query(request, self.limit, self.after.as_deref()))
            .await
    }
}

paged!(ListConversations => Conversation, "list_conversations", after);

/// Marks a conversation as read, done or open. Doing it twice does no harm, so it is repeated where needed.
#[derive(Debug, Clone, PartialEq)]
#[non_exhaustive]
pub struct MarkConversation {
    /// `CN…`
    pub id: Box<str>,
    path: &'static str,
}

impl MarkConversation {
    /// As read.
    pub fn read(id: impl Into<Box<str>>) -> Self {
        Self {
            id: id.into(),
            path: "/conversations/{id}/mark-as-read",
        }
    }

    /// As done.
    pub fn done(id: impl Into<Box<str>>) -> Self {
        Self {
            id: id.into(),
            path: "/conversations/{id}/mark-as-done",
        }
    }

    /// As open.
    pub fn open(id: impl Into<Box<str>>) -> Self {
        Self {
            id: id.into(),
            path: "/conversations/{id}/mark-as-open",
        }
    }

    /// Sends it.
    ///
    /// # Errors
    /// `InvalidRequest` before anything is sent; then as Quo answers.
    pub async fn send(&self, client: &QuoClient) -> Result<()> {
        Check("mark_conversation").id("id", &self.id, "CN")?;
        let request = Request::post("mark_conversation", self.path)
            .path("id", &self.id)
            .idempotent();
        client.dated_done(request).await
    }
}
