//! `GET /v1/call-summaries/{callId}` — Quo, "Get a summary for a call". Business and Scale plans.

use serde::Deserialize;
use voice_core::http::Request;
use voice_core::{PrivateText, Raw, Result, lenient};

use crate::QuoClient;
use crate::check::Check;
use crate::client::keep;
use crate::words::{Job, ProcessingStatus};

/// Fetches the summary of a call.
#[derive(Debug, Clone, PartialEq)]
#[non_exhaustive]
pub struct GetSummary {
    /// `AC…`
    pub call_id: Box<str>,
}

impl GetSummary {
    /// That of the call with this id, `AC…`.
    pub fn new(call_id: impl Into<Box<str>>) -> Self {
        Self {
            call_id: call_id.into(),
        }
    }

    /// Sends it.
    ///
    /// # Errors
    /// `InvalidRequest` before anything is sent; `Billing` if the plan lacks summaries; else as Quo answers.
    pub async fn send(&self, client: &QuoClient) -> Result<Summary> {
        Check("call_summary").id("callId", &self.call_id, "AC")?;
        let request = Request::get("call_summary", "/v1/call-summaries/{callId}")
            .path("callId", &self.call_id);
        client.one(request).await
    }
}

/// What a call was about.
#[derive(Debug, Clone, PartialEq, Deserialize)]
#[serde(rename_all = "camelCase")]
#[non_exhaustive]
pub struct Summary {
    /// Of which call.
    #[serde(default)]
    pub call_id: Option<Box<str>>,
    /// Where it stands.
    pub status: ProcessingStatus,
    /// The points.
    #[serde(default, deserialize_with = "lenient::null_as_default")]
    pub summary: Vec<PrivateText>,
    /// What is to be done.
    #[serde(default, deserialize_with = "lenient::null_as_default")]
    pub next_steps: Vec<PrivateText>,
    /// What the AI agent did, in calls that it took.
    #[serde(default, deserialize_with = "lenient::null_as_default")]
    pub jobs: Vec<Job>,
    /// Quo's own record.
    #[serde(skip)]
    pub raw: Raw,
}

keep!(Summary);
