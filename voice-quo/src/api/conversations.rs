//! `GET /v1/conversations`, `POST /v1/conversations/{conversationId}/mark-as-…` — Quo, "List conversations", "Mark
//! conversation as read / done / open".

use serde::Deserialize;
use voice_core::http::Request;
use voice_core::{Party, PrivateText, Raw, Result, Timestamp, lenient};

use super::List;
use crate::QuoClient;
use crate::check::Check;
use crate::client::keep;

/// Lists conversations, the newest first.
#[derive(Debug, Clone, PartialEq, Default)]
#[non_exhaustive]
pub struct ListConversations {
    /// Those of these numbers, `PN…` or E.164; at most 100. None = of all.
    pub phone_numbers: Vec<PrivateText>,
    /// Those of one user, `US…`.
    pub user_id: Option<Box<str>>,
    /// Begun after this instant.
    pub created_after: Option<Timestamp>,
    /// Begun before this instant.
    pub created_before: Option<Timestamp>,
    /// Changed after this instant.
    pub updated_after: Option<Timestamp>,
    /// Changed before this instant.
    pub updated_before: Option<Timestamp>,
    /// Leaves out those that are inactive.
    pub exclude_inactive: Option<bool>,
    /// How many a page, 1 to 100; 10 by default.
    pub max_results: Option<u32>,
    /// Where the page begins.
    pub page_token: Option<Box<str>>,
}

impl ListConversations {
    /// All of them.
    pub fn new() -> Self {
        Self::default()
    }

    /// Those of this number too, `PN…` or E.164.
    #[must_use]
    pub fn phone_number(mut self, number: impl Into<PrivateText>) -> Self {
        self.phone_numbers.push(number.into());
        self
    }

    texts! {
        /// Those of one user, `US…`.
        user_id,
        /// Where the page begins.
        page_token,
    }

    options! {
        /// Begun after this instant.
        created_after: Timestamp,
        /// Begun before this instant.
        created_before: Timestamp,
        /// Changed after this instant.
        updated_after: Timestamp,
        /// Changed before this instant.
        updated_before: Timestamp,
        /// Leaves out those that are inactive.
        exclude_inactive: bool,
        /// How many a page, 1 to 100.
        max_results: u32,
    }

    /// Checks what Quo's document demands.
    ///
    /// # Errors
    /// `InvalidRequest`, with the field's name.
    pub fn check(&self) -> Result<()> {
        let check = Check("list_conversations")
            .count("phoneNumbers", self.phone_numbers.len(), 0..=100)?
            .id_opt("userId", self.user_id.as_deref(), "US")?
            .page_size("maxResults", self.max_results, 100)?;
        self.phone_numbers
            .iter()
            .try_for_each(|number| check.line("phoneNumbers", number).map(drop))
    }

    /// Sends it.
    ///
    /// # Errors
    /// `InvalidRequest` before anything is sent; then as Quo answers.
    pub async fn send(&self, client: &QuoClient) -> Result<List<Conversation>> {
        self.check()?;
        let request = Request::get("list_conversations", "/v1/conversations")
            .query("maxResults", self.max_results.unwrap_or(10))
            .query_all(
                "phoneNumbers",
                self.phone_numbers.iter().map(PrivateText::as_str),
            )
            .query_opt("userId", self.user_id.as_deref())
            .query_opt("createdAfter", self.created_after)
            .query_opt("createdBefore", self.created_before)
            .query_opt("updatedAfter", self.updated_after)
            .query_opt("updatedBefore", self.updated_before)
            .query_opt("excludeInactive", self.exclude_inactive)
            .query_opt("pageToken", self.page_token.as_deref());
        client.list(request).await
    }
}

paged!(ListConversations => Conversation, "list_conversations", page_token);

/// Marks a conversation as read, done or open. Doing it twice does no harm, so it is repeated where needed.
#[derive(Debug, Clone, PartialEq)]
#[non_exhaustive]
pub struct MarkConversation {
    /// `CN…`
    pub conversation_id: Box<str>,
    path: &'static str,
}

impl MarkConversation {
    fn new(conversation_id: impl Into<Box<str>>, path: &'static str) -> Self {
        Self {
            conversation_id: conversation_id.into(),
            path,
        }
    }

    /// As read.
    pub fn read(conversation_id: impl Into<Box<str>>) -> Self {
        Self::new(
            conversation_id,
            "/v1/conversations/{conversationId}/mark-as-read",
        )
    }

    /// As done.
    pub fn done(conversation_id: impl Into<Box<str>>) -> Self {
        Self::new(
            conversation_id,
            "/v1/conversations/{conversationId}/mark-as-done",
        )
    }

    /// As open.
    pub fn open(conversation_id: impl Into<Box<str>>) -> Self {
        Self::new(
            conversation_id,
            "/v1/conversations/{conversationId}/mark-as-open",
        )
    }

    /// Sends it. The shape of the answer is not documented, so it is not read.
    ///
    /// # Errors
    /// `InvalidRequest` before anything is sent; then as Quo answers.
    pub async fn send(&self, client: &QuoClient) -> Result<()> {
        Check("mark_conversation").id("conversationId", &self.conversation_id, "CN")?;
        let request = Request::post("mark_conversation", self.path)
            .path("conversationId", &self.conversation_id)
            .idempotent();
        client.done(request).await
    }
}

/// The calls and messages of one Quo number with one party or group.
#[derive(Debug, Clone, PartialEq, Deserialize)]
#[serde(rename_all = "camelCase")]
#[non_exhaustive]
pub struct Conversation {
    /// `CN…`
    pub id: Box<str>,
    /// Which of our numbers, `PN…`.
    #[serde(default)]
    pub phone_number_id: Option<Box<str>>,
    /// The other parties.
    #[serde(default, deserialize_with = "lenient::null_as_default")]
    pub participants: Vec<Party>,
    /// Its name.
    #[serde(default)]
    pub name: Option<PrivateText>,
    /// Who takes care of it.
    #[serde(default)]
    pub assigned_to: Option<Box<str>>,
    /// When something last happened.
    #[serde(default, deserialize_with = "lenient::timestamp")]
    pub last_activity_at: Option<Timestamp>,
    /// What last happened: a call or a message, `AC…`.
    #[serde(default)]
    pub last_activity_id: Option<Box<str>>,
    /// When it began.
    #[serde(default, deserialize_with = "lenient::timestamp")]
    pub created_at: Option<Timestamp>,
    /// When the record changed.
    #[serde(default, deserialize_with = "lenient::timestamp")]
    pub updated_at: Option<Timestamp>,
    /// When it was deleted.
    #[serde(default, deserialize_with = "lenient::timestamp")]
    pub deleted_at: Option<Timestamp>,
    /// Until when it is silent.
    #[serde(default, deserialize_with = "lenient::timestamp")]
    pub muted_until: Option<Timestamp>,
    /// Until when it is out of sight.
    #[serde(default, deserialize_with = "lenient::timestamp")]
    pub snoozed_until: Option<Timestamp>,
    /// Quo's own record.
    #[serde(skip)]
    pub raw: Raw,
}

keep!(Conversation);

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_and_pages_of_a_list_are_checked() {
        let blamed =
            |list: ListConversations| list.check().unwrap_err().option().unwrap().to_owned();
        let list = ListConversations::new()
            .phone_number("PN1")
            .phone_number("+15550100001");
        assert!(list.check().is_ok());
        assert_eq!(blamed(list.clone().phone_number("one")), "phoneNumbers");
        assert_eq!(blamed(list.clone().max_results(101)), "maxResults");
        assert_eq!(blamed(list.user_id("x")), "userId");
        let many = (0..101).fold(ListConversations::new(), |list, _| list.phone_number("PN1"));
        assert_eq!(blamed(many), "phoneNumbers");
    }
}
