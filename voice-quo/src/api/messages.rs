//! `POST /v1/messages`, `GET /v1/messages`, `GET /v1/messages/{id}` — Quo, "Send a text message", "List messages",
//! "Get a message by ID".

use serde::{Deserialize, Serialize};
use voice_core::http::Request;
use voice_core::{Party, PhoneNumber, PrivateText, Raw, Result, Timestamp, lenient};

use super::List;
use crate::QuoClient;
use crate::check::Check;
use crate::client::keep;
use crate::words::{Direction, Media, MessageStatus};

/// Sends a text, once.
///
/// Quo has no idempotency key: a send that may have arrived is never repeated, and its error says
/// [`is_outcome_unknown`](voice_core::Error::is_outcome_unknown). Look it up with [`ListMessages`] before you send it again.
/// The answer (202) means queued; the rest comes by webhook or by [`GetMessage`].
#[derive(Debug, Clone, PartialEq, Serialize)]
#[serde(rename_all = "camelCase")]
#[non_exhaustive]
pub struct SendMessage {
    /// What it says, 1 to 1600 characters, not blank. The answer calls it `text`.
    pub content: PrivateText,
    /// One of our numbers: its id `PN…`, or in E.164.
    pub from: PrivateText,
    /// 1 to 10; two or more make one group message that everybody sees.
    pub to: Vec<PhoneNumber>,
    /// Who sends it, `US…`; by default the number's owner. Must be a user of that number.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub user_id: Option<Box<str>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    set_inbox_status: Option<&'static str>,
}

impl SendMessage {
    /// A text from one of our numbers (`PN…` or E.164).
    pub fn new(
        from: impl Into<PrivateText>,
        to: PhoneNumber,
        content: impl Into<PrivateText>,
    ) -> Self {
        Self {
            content: content.into(),
            from: from.into(),
            to: vec![to],
            user_id: None,
            set_inbox_status: None,
        }
    }

    texts! {
        /// Who sends it, `US…`.
        user_id,
    }

    /// Somebody else in the same group message.
    #[must_use]
    pub fn and_to(mut self, to: PhoneNumber) -> Self {
        self.to.push(to);
        self
    }

    /// Shows the conversation as done; without it it shows as open.
    #[must_use]
    pub fn mark_done(mut self) -> Self {
        self.set_inbox_status = Some("done");
        self
    }

    /// Checks what Quo's document demands.
    ///
    /// # Errors
    /// `InvalidRequest`, with the field's name.
    pub fn check(&self) -> Result<()> {
        Check("send_message")
            .length("content", &self.content, 1..=1600)?
            .holds(
                !self.content.trim().is_empty(),
                "content",
                "says something, not only blanks",
            )?
            .line("from", &self.from)?
            .count("to", self.to.len(), 1..=10)?
            .id_opt("userId", self.user_id.as_deref(), "US")
            .map(drop)
    }

    /// Sends it.
    ///
    /// # Errors
    /// `InvalidRequest` before anything is sent. What Quo refuses for reasons of registration, credits, subscription or plan
    /// is told apart by [`Refusal`](crate::Refusal).
    pub async fn send(&self, client: &QuoClient) -> Result<Message> {
        self.check()?;
        let request = Request::post("send_message", "/v1/messages")
            .sensitive(self.content.as_str())
            .json(self);
        client.one(request).await
    }
}

/// Lists the messages between one Quo number and one other party, or one group.
#[derive(Debug, Clone, PartialEq)]
#[non_exhaustive]
pub struct ListMessages {
    /// One of our numbers, `PN…`.
    pub phone_number_id: Box<str>,
    /// The other party; several mean the conversation of that group. 1 to 10.
    pub participants: Vec<PhoneNumber>,
    /// Whose messages, `US…`.
    pub user_id: Option<Box<str>>,
    /// Made after this instant.
    pub created_after: Option<Timestamp>,
    /// Made before this instant.
    pub created_before: Option<Timestamp>,
    /// How many a page, 1 to 100; 10 by default.
    pub max_results: Option<u32>,
    /// Where the page begins.
    pub page_token: Option<Box<str>>,
}

impl ListMessages {
    /// The messages of one of our numbers (`PN…`) with one other party.
    pub fn new(phone_number_id: impl Into<Box<str>>, participant: PhoneNumber) -> Self {
        Self {
            phone_number_id: phone_number_id.into(),
            participants: vec![participant],
            user_id: None,
            created_after: None,
            created_before: None,
            max_results: None,
            page_token: None,
        }
    }

    /// Somebody else of the same group.
    #[must_use]
    pub fn and_participant(mut self, participant: PhoneNumber) -> Self {
        self.participants.push(participant);
        self
    }

    texts! {
        /// Whose messages, `US…`.
        user_id,
        /// Where the page begins.
        page_token,
    }

    options! {
        /// Made after this instant.
        created_after: Timestamp,
        /// Made before this instant.
        created_before: Timestamp,
        /// How many a page, 1 to 100.
        max_results: u32,
    }

    /// Checks what Quo's document demands.
    ///
    /// # Errors
    /// `InvalidRequest`, with the field's name.
    pub fn check(&self) -> Result<()> {
        Check("list_messages")
            .id("phoneNumberId", &self.phone_number_id, "PN")?
            .count("participants", self.participants.len(), 1..=10)?
            .id_opt("userId", self.user_id.as_deref(), "US")?
            .page_size("maxResults", self.max_results, 100)
            .map(drop)
    }

    /// Sends it.
    ///
    /// # Errors
    /// `InvalidRequest` before anything is sent; then as Quo answers.
    pub async fn send(&self, client: &QuoClient) -> Result<List<Message>> {
        self.check()?;
        let request = Request::get("list_messages", "/v1/messages")
            .query("phoneNumberId", &self.phone_number_id)
            .query_all("participants", &self.participants)
            .query("maxResults", self.max_results.unwrap_or(10))
            .query_opt("userId", self.user_id.as_deref())
            .query_opt("createdAfter", self.created_after)
            .query_opt("createdBefore", self.created_before)
            .query_opt("pageToken", self.page_token.as_deref());
        client.list(request).await
    }
}

paged!(ListMessages => Message, "list_messages", page_token);

/// Fetches one message.
#[derive(Debug, Clone, PartialEq)]
#[non_exhaustive]
pub struct GetMessage {
    /// `AC…`
    pub id: Box<str>,
}

impl GetMessage {
    /// The message with this id, `AC…`.
    pub fn new(id: impl Into<Box<str>>) -> Self {
        Self { id: id.into() }
    }

    /// Sends it.
    ///
    /// # Errors
    /// `InvalidRequest` before anything is sent; then as Quo answers.
    pub async fn send(&self, client: &QuoClient) -> Result<Message> {
        Check("message").id("id", &self.id, "AC")?;
        client
            .one(Request::get("message", "/v1/messages/{id}").path("id", &self.id))
            .await
    }
}

/// A text message.
#[derive(Debug, Clone, PartialEq, Deserialize)]
#[serde(rename_all = "camelCase")]
#[non_exhaustive]
pub struct Message {
    /// `AC…`, as calls have too.
    pub id: Box<str>,
    /// Who sent it.
    #[serde(default)]
    pub from: Option<Party>,
    /// To whom; an array, or one text in some answers.
    #[serde(default, deserialize_with = "lenient::one_or_many")]
    pub to: Vec<Party>,
    /// What it says; the request calls it `content`.
    #[serde(default, alias = "body")]
    pub text: Option<PrivateText>,
    /// Which of our numbers, `PN…`.
    #[serde(default)]
    pub phone_number_id: Option<Box<str>>,
    /// Which conversation, `CN…`; since June 2026.
    #[serde(default)]
    pub conversation_id: Option<Box<str>>,
    /// Seen from the Quo number.
    #[serde(default)]
    pub direction: Option<Direction>,
    /// Which user sent it; `None` for incoming ones.
    #[serde(default)]
    pub user_id: Option<Box<str>>,
    /// Where it stands.
    pub status: MessageStatus,
    /// When it was made.
    #[serde(default, deserialize_with = "lenient::timestamp")]
    pub created_at: Option<Timestamp>,
    /// When the record changed.
    #[serde(default, deserialize_with = "lenient::timestamp")]
    pub updated_at: Option<Timestamp>,
    /// Pictures and files; since August 2026.
    #[serde(default, deserialize_with = "lenient::null_as_default")]
    pub media: Vec<Media>,
    /// Quo's own record.
    #[serde(skip)]
    pub raw: Raw,
}

keep!(Message);

#[cfg(test)]
mod tests {
    use super::*;

    fn number(text: &str) -> PhoneNumber {
        text.parse().unwrap()
    }

    fn text(content: &str) -> SendMessage {
        SendMessage::new("+15550100001", number("+15550100002"), content)
    }

    fn blamed(result: Result<()>) -> String {
        result.unwrap_err().option().unwrap().to_owned()
    }

    #[test]
    fn a_text_has_from_1_to_1600_characters_and_says_something() {
        for good in ["x", &"é".repeat(1600), " x\n"] {
            assert!(text(good).check().is_ok());
        }
        for bad in ["", " \n\t", &"x".repeat(1601)] {
            assert_eq!(blamed(text(bad).check()), "content");
        }
    }

    #[test]
    fn a_group_has_at_most_ten_and_a_sender_is_a_user() {
        let many = |count: usize| {
            (1..count).fold(text("x"), |text, _| text.and_to(number("+15550100003")))
        };
        assert!(many(10).check().is_ok());
        assert_eq!(blamed(many(11).check()), "to");
        assert_eq!(blamed(text("x").user_id("PN1").check()), "userId");
        let stranger = SendMessage::new("5550100001", number("+15550100002"), "x");
        assert_eq!(blamed(stranger.check()), "from");
    }

    #[test]
    fn a_list_names_number_party_and_a_page_that_quo_takes() {
        let list = ListMessages::new("PN1", number("+15550100002"));
        assert!(list.clone().max_results(100).check().is_ok());
        assert_eq!(blamed(list.clone().max_results(101).check()), "maxResults");
        assert_eq!(blamed(list.clone().max_results(0).check()), "maxResults");
        assert_eq!(blamed(list.clone().user_id("x").check()), "userId");
        let many = (0..10).fold(list, |list, _| list.and_participant(number("+15550100003")));
        assert_eq!(blamed(many.check()), "participants");
        let wrong = ListMessages::new("+15550100001", number("+15550100002"));
        assert_eq!(blamed(wrong.check()), "phoneNumberId");
    }

    #[test]
    fn debug_shows_neither_text_nor_number() {
        let text = format!("{:?}", text("meet me at noon"));
        assert!(
            !text.contains("noon") && !text.contains("555010000"),
            "{text}"
        );
    }
}
