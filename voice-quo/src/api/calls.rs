//! `GET /v1/calls`, `GET /v1/calls/{callId}` — Quo, "List calls", "Get a call by ID".

use std::time::Duration;

use serde::Deserialize;
use voice_core::http::Request;
use voice_core::{Party, PrivateText, Raw, Result, Timestamp, lenient};

use super::List;
use crate::QuoClient;
use crate::check::Check;
use crate::client::keep;
use crate::words::{CallStatus, Direction};

/// Lists the calls between one Quo number and one other party.
#[derive(Debug, Clone, PartialEq)]
#[non_exhaustive]
pub struct ListCalls {
    /// One of our numbers, `PN…`.
    pub phone_number_id: Box<str>,
    /// The other party, not your own number. Quo takes exactly one.
    pub participant: PrivateText,
    /// Whose calls, `US…`; Quo's default is the workspace owner (older: the number's owner).
    pub user_id: Option<Box<str>>,
    /// Begun after this instant.
    pub created_after: Option<Timestamp>,
    /// Begun before this instant.
    pub created_before: Option<Timestamp>,
    /// How many a page, 1 to 100; 10 by default.
    pub max_results: Option<u32>,
    /// Where the page begins.
    pub page_token: Option<Box<str>>,
}

impl ListCalls {
    /// The calls of one of our numbers (`PN…`) with one other party.
    pub fn new(phone_number_id: impl Into<Box<str>>, participant: impl Into<PrivateText>) -> Self {
        Self {
            phone_number_id: phone_number_id.into(),
            participant: participant.into(),
            user_id: None,
            created_after: None,
            created_before: None,
            max_results: None,
            page_token: None,
        }
    }

    texts! {
        /// Whose calls, `US…`.
        user_id,
        /// Where the page begins.
        page_token,
    }

    options! {
        /// Begun after this instant.
        created_after: Timestamp,
        /// Begun before this instant.
        created_before: Timestamp,
        /// How many a page, 1 to 100.
        max_results: u32,
    }

    /// Checks what Quo's document demands.
    ///
    /// # Errors
    /// `InvalidRequest`, with the field's name.
    pub fn check(&self) -> Result<()> {
        Check("list_calls")
            .id("phoneNumberId", &self.phone_number_id, "PN")?
            .holds(
                !self.participant.is_empty(),
                "participants",
                "names the other party",
            )?
            .id_opt("userId", self.user_id.as_deref(), "US")?
            .page_size("maxResults", self.max_results, 100)
            .map(drop)
    }

    /// Sends it.
    ///
    /// # Errors
    /// `InvalidRequest` before anything is sent; then as Quo answers.
    pub async fn send(&self, client: &QuoClient) -> Result<List<Call>> {
        self.check()?;
        let request = Request::get("list_calls", "/v1/calls")
            .query("phoneNumberId", &self.phone_number_id)
            .query("participants", self.participant.as_str())
            .query("maxResults", self.max_results.unwrap_or(10))
            .query_opt("userId", self.user_id.as_deref())
            .query_opt("createdAfter", self.created_after)
            .query_opt("createdBefore", self.created_before)
            .query_opt("pageToken", self.page_token.as_deref());
        client.list(request).await
    }
}

paged!(ListCalls => Call, "list_calls", page_token);

/// Fetches one call.
#[derive(Debug, Clone, PartialEq)]
#[non_exhaustive]
pub struct GetCall {
    /// `AC…`
    pub call_id: Box<str>,
}

impl GetCall {
    /// The call with this id, `AC…`.
    pub fn new(call_id: impl Into<Box<str>>) -> Self {
        Self {
            call_id: call_id.into(),
        }
    }

    /// Sends it.
    ///
    /// # Errors
    /// `InvalidRequest` before anything is sent; then as Quo answers.
    pub async fn send(&self, client: &QuoClient) -> Result<Call> {
        Check("call").id("callId", &self.call_id, "AC")?;
        client
            .one(Request::get("call", "/v1/calls/{callId}").path("callId", &self.call_id))
            .await
    }
}

/// A call as Quo tells it. There is no from and no to: they follow from the direction, the participants and the number
/// behind `phone_number_id`.
#[derive(Debug, Clone, PartialEq, Deserialize)]
#[serde(rename_all = "camelCase")]
#[non_exhaustive]
pub struct Call {
    /// `AC…`, as messages have too.
    pub id: Box<str>,
    /// Which of our numbers, `PN…`.
    #[serde(default)]
    pub phone_number_id: Option<Box<str>>,
    /// Whose call, `US…`.
    #[serde(default)]
    pub user_id: Option<Box<str>>,
    /// Seen from the Quo number.
    #[serde(default)]
    pub direction: Option<Direction>,
    /// Where it stands.
    pub status: CallStatus,
    /// At most two, the Quo number among them.
    #[serde(default, deserialize_with = "lenient::null_as_default")]
    pub participants: Vec<Party>,
    /// How long it took.
    #[serde(default, deserialize_with = "lenient::seconds")]
    pub duration: Option<Duration>,
    /// When it began.
    #[serde(default, deserialize_with = "lenient::timestamp")]
    pub created_at: Option<Timestamp>,
    /// When it was answered.
    #[serde(default, deserialize_with = "lenient::timestamp")]
    pub answered_at: Option<Timestamp>,
    /// When it ended.
    #[serde(default, deserialize_with = "lenient::timestamp")]
    pub completed_at: Option<Timestamp>,
    /// When the record changed.
    #[serde(default, deserialize_with = "lenient::timestamp")]
    pub updated_at: Option<Timestamp>,
    /// Which user answered; incoming only.
    #[serde(default)]
    pub answered_by: Option<Box<str>>,
    /// Which user called; outgoing only.
    #[serde(default)]
    pub initiated_by: Option<Box<str>>,
    /// From which number or user it was handed on.
    #[serde(default)]
    pub forwarded_from: Option<Party>,
    /// To which number or user it was handed on.
    #[serde(default)]
    pub forwarded_to: Option<Party>,
    /// `phone-number` or `phone-menu`; `None` for outgoing calls.
    #[serde(default)]
    pub call_route: Option<Box<str>>,
    /// `ai-agent` when the AI answered.
    #[serde(default)]
    pub ai_handled: Option<Box<str>>,
    /// Quo's own record.
    #[serde(skip)]
    pub raw: Raw,
}

keep!(Call);
