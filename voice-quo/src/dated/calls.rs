//! `GET /calls`, `GET /calls/{callId}`, `GET /calls/{callId}/recordings` — Quo API 2026-03-30, "Calls".

use std::time::Duration;

use serde::Deserialize;
use voice_core::http::Request;
use voice_core::{Party, PrivateText, Raw, Result, Timestamp, lenient, open_enum};

use super::{limited, paged_query, paging};
use crate::QuoClient;
use crate::api::{List, Recording, options, paged, texts};
use crate::check::Check;
use crate::client::keep;
use crate::words::{CallStatus, Direction, Job, ProcessingStatus};

open_enum! {
    /// What else a call shall hold.
    pub enum Include {
        /// Its summary.
        Summary = "summary",
        /// Its voicemail.
        Voicemail = "voicemail",
    }
}

/// Joins words by commas, as `include` and `[in]` want them.
pub(super) fn joined<'a>(words: impl IntoIterator<Item = &'a str>) -> Option<String> {
    let words: Vec<&str> = words.into_iter().collect();
    (!words.is_empty()).then(|| words.join(","))
}

/// Lists calls of the whole workspace, the newest first.
#[derive(Debug, Clone, PartialEq, Default)]
#[non_exhaustive]
pub struct ListCalls {
    /// Of one of our numbers, `PN…`.
    pub phone_number_id: Option<Box<str>>,
    /// Of a user `US…` or a system actor `SYU…`.
    pub actor_id: Option<Box<str>>,
    /// With these parties; several mean any of them.
    pub participants: Vec<PrivateText>,
    /// In this direction.
    pub direction: Option<Direction>,
    /// In one of these statuses.
    pub statuses: Vec<CallStatus>,
    /// Begun at or after this instant.
    pub created_from: Option<Timestamp>,
    /// Begun at or before this instant.
    pub created_to: Option<Timestamp>,
    /// What else each call shall hold.
    pub include: Vec<Include>,
    /// How many a page, 1 to 50.
    pub limit: Option<u32>,
    /// Where the page begins.
    pub after: Option<Box<str>>,
}

impl ListCalls {
    /// All of them.
    pub fn new() -> Self {
        Self::default()
    }

    texts! {
        /// Of one of our numbers, `PN…`.
        phone_number_id,
        /// Of a user `US…` or a system actor `SYU…`.
        actor_id,
    }

    options! {
        /// In this direction.
        direction: Direction,
        /// Begun at or after this instant.
        created_from: Timestamp,
        /// Begun at or before this instant.
        created_to: Timestamp,
    }

    paging!();

    /// With this party; several mean any of them.
    #[must_use]
    pub fn participant(mut self, party: impl Into<PrivateText>) -> Self {
        self.participants.push(party.into());
        self
    }

    /// In this status; several mean any of them.
    #[must_use]
    pub fn status(mut self, status: CallStatus) -> Self {
        self.statuses.push(status);
        self
    }

    /// With this too.
    #[must_use]
    pub fn include(mut self, include: Include) -> Self {
        self.include.push(include);
        self
    }

    /// Checks what Quo's document demands.
    ///
    /// # Errors
    /// `InvalidRequest`, with the field's name.
    pub fn check(&self) -> Result<()> {
        let check = Check("list_calls")
            .id_opt("phoneNumberId", self.phone_number_id.as_deref(), "PN")?
            .either_id("actorId", self.actor_id.as_deref(), ["US", "SYU"])?
            .holds(
                self.participants
                    .iter()
                    .all(|party| !party.is_empty() && !party.contains(',')),
                "participant",
                "is one party, not empty",
            )?;
        limited(check, self.limit).map(drop)
    }

    /// Sends it.
    ///
    /// # Errors
    /// `InvalidRequest` before anything is sent; then as Quo answers.
    pub async fn send(&self, client: &QuoClient) -> Result<List<Call>> {
        self.check()?;
        let any = |name| match name {
            1 => ("participant", "status"),
            _ => ("participant[in]", "status[in]"),
        };
        let request = Request::get("list_calls", "/calls")
            .query_opt("phoneNumberId", self.phone_number_id.as_deref())
            .query_opt("actorId", self.actor_id.as_deref())
            .query_opt(
                any(self.participants.len()).0,
                joined(self.participants.iter().map(PrivateText::as_str)),
            )
            .query_opt("direction", self.direction.as_ref())
            .query_opt(
                any(self.statuses.len()).1,
                joined(self.statuses.iter().map(CallStatus::as_str)),
            )
            .query_opt("createdAt[gte]", self.created_from)
            .query_opt("createdAt[lte]", self.created_to)
            .query_opt("include", joined(self.include.iter().map(Include::as_str)));
        client
            .dated_list(paged_query(request, self.limit, self.after.as_deref()))
            .await
    }
}

paged!(ListCalls => Call, "list_calls", after);

/// Fetches one call.
#[derive(Debug, Clone, PartialEq)]
#[non_exhaustive]
pub struct GetCall {
    /// `AC…`
    pub call_id: Box<str>,
    /// What else it shall hold.
    pub include: Vec<Include>,
}

impl GetCall {
    /// The call with this id, `AC…`.
    pub fn new(call_id: impl Into<Box<str>>) -> Self {
        Self {
            call_id: call_id.into(),
            include: Vec::new(),
        }
    }

    /// With this too.
    #[must_use]
    pub fn include(mut self, include: Include) -> Self {
        self.include.push(include);
        self
    }

    /// Sends it.
    ///
    /// # Errors
    /// `InvalidRequest` before anything is sent; then as Quo answers.
    pub async fn send(&self, client: &QuoClient) -> Result<Call> {
        Check("call").id("callId", &self.call_id, "AC")?;
        let request = Request::get("call", "/calls/{callId}")
            .path("callId", &self.call_id)
            .query_opt("include", joined(self.include.iter().map(Include::as_str)));
        client.dated_one(request).await
    }
}

/// Lists the recordings of a call, the oldest first.
#[derive(Debug, Clone, PartialEq)]
#[non_exhaustive]
pub struct ListRecordings {
    /// `AC…`
    pub call_id: Box<str>,
    /// How many a page, 1 to 50.
    pub limit: Option<u32>,
    /// Where the page begins.
    pub after: Option<Box<str>>,
}

impl ListRecordings {
    /// Those of the call with this id, `AC…`.
    pub fn new(call_id: impl Into<Box<str>>) -> Self {
        Self {
            call_id: call_id.into(),
            limit: None,
            after: None,
        }
    }

    paging!();

    /// Sends it.
    ///
    /// # Errors
    /// `InvalidRequest` before anything is sent; then as Quo answers.
    pub async fn send(&self, client: &QuoClient) -> Result<List<Recording>> {
        let check = Check("list_recordings").id("callId", &self.call_id, "AC")?;
        limited(check, self.limit)?;
        let request = Request::get("list_recordings", "/calls/{callId}/recordings")
            .path("callId", &self.call_id);
        client
            .dated_list(paged_query(request, self.limit, self.after.as_deref()))
            .await
    }
}

paged!(ListRecordings => Recording, "list_recordings", after);

/// A call as the dated API tells it.
#[derive(Debug, Clone, PartialEq, Deserialize)]
#[serde(rename_all = "camelCase")]
#[non_exhaustive]
pub struct Call {
    /// `AC…`
    pub id: Box<str>,
    /// Which of our numbers, `PN…`.
    #[serde(default)]
    pub phone_number_id: Option<Box<str>>,
    /// Whose call: a user `US…` or a system actor `SYU…`.
    #[serde(default)]
    pub actor_id: Option<Box<str>>,
    /// Seen from the Quo number.
    #[serde(default)]
    pub direction: Option<Direction>,
    /// Where it stands.
    pub status: CallStatus,
    /// Every party; a number may come more than once.
    #[serde(default, deserialize_with = "lenient::null_as_default")]
    pub participants: Vec<Participant>,
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
    /// To which number or user it was handed on.
    #[serde(default)]
    pub forwarded_to: Option<Party>,
    /// From which number or user it was handed on.
    #[serde(default)]
    pub forwarded_from: Option<Party>,
    /// `ai-agent` when the AI answered.
    #[serde(default)]
    pub ai_handled: Option<Box<str>>,
    /// Its summary, if it was [asked for](Include::Summary).
    #[serde(default)]
    pub summary: Option<CallSummary>,
    /// Its voicemail, if it was [asked for](Include::Voicemail) and left.
    #[serde(default)]
    pub voicemail: Option<CallVoicemail>,
    /// Quo's own record.
    #[serde(skip)]
    pub raw: Raw,
}

keep!(Call);

/// A party of a call.
#[derive(Debug, Clone, PartialEq, Deserialize)]
#[serde(rename_all = "camelCase")]
#[non_exhaustive]
pub struct Participant {
    /// A number, a short code, or `anonymous`, `blocked`, `restricted`.
    #[serde(default)]
    pub phone_number: Option<Party>,
    /// Which of ours, if it is one: a user `US…` or a system actor `SYU…`.
    #[serde(default)]
    pub actor_id: Option<Box<str>>,
}

/// The summary of a call.
#[derive(Debug, Clone, PartialEq, Deserialize)]
#[serde(rename_all = "camelCase")]
#[non_exhaustive]
pub struct CallSummary {
    /// Where it stands.
    pub status: ProcessingStatus,
    /// `human` or `agent`: who talked on our side.
    #[serde(default, rename = "type")]
    pub kind: Option<Box<str>>,
    /// Its heading.
    #[serde(default)]
    pub title: Option<PrivateText>,
    /// The points.
    #[serde(default, deserialize_with = "lenient::one_or_many")]
    pub summary: Vec<PrivateText>,
    /// What is to be done.
    #[serde(default, deserialize_with = "lenient::one_or_many")]
    pub next_steps: Vec<PrivateText>,
    /// What the AI agent did.
    #[serde(default, deserialize_with = "lenient::null_as_default")]
    pub jobs: Vec<Job>,
}

/// The voicemail of a call.
#[derive(Debug, Clone, PartialEq, Deserialize)]
#[serde(rename_all = "camelCase")]
#[non_exhaustive]
pub struct CallVoicemail {
    /// `VM…`
    #[serde(default)]
    pub id: Option<Box<str>>,
    /// Where it stands.
    pub status: ProcessingStatus,
    /// How long it is.
    #[serde(default, deserialize_with = "lenient::seconds")]
    pub duration: Option<Duration>,
    /// Where it can be fetched.
    #[serde(default)]
    pub recording_url: Option<PrivateText>,
    /// What was said.
    #[serde(default)]
    pub transcript: Option<PrivateText>,
}
