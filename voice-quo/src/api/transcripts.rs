//! `GET /v1/call-transcripts/{id}` — Quo, "Get a transcription for a call". Business and Scale plans.
//!
//! The id in the path is the call's.

use std::time::Duration;

use serde::Deserialize;
use voice_core::http::Request;
use voice_core::{Raw, Result, Timestamp, lenient};

use crate::QuoClient;
use crate::check::Check;
use crate::client::keep;
use crate::words::{DialogueLine, ProcessingStatus};

/// Fetches the transcript of a call.
#[derive(Debug, Clone, PartialEq)]
#[non_exhaustive]
pub struct GetTranscript {
    /// The call, `AC…`.
    pub call_id: Box<str>,
}

impl GetTranscript {
    /// That of the call with this id, `AC…`.
    pub fn new(call_id: impl Into<Box<str>>) -> Self {
        Self {
            call_id: call_id.into(),
        }
    }

    /// Sends it.
    ///
    /// # Errors
    /// `InvalidRequest` before anything is sent; `Billing` if the plan lacks transcripts; else as Quo answers.
    pub async fn send(&self, client: &QuoClient) -> Result<Transcript> {
        Check("call_transcript").id("id", &self.call_id, "AC")?;
        let request =
            Request::get("call_transcript", "/v1/call-transcripts/{id}").path("id", &self.call_id);
        client.one(request).await
    }
}

/// What was said in a call.
#[derive(Debug, Clone, PartialEq, Deserialize)]
#[serde(rename_all = "camelCase")]
#[non_exhaustive]
pub struct Transcript {
    /// Of which call.
    #[serde(default)]
    pub call_id: Option<Box<str>>,
    /// Where it stands.
    pub status: ProcessingStatus,
    /// When it was made.
    #[serde(default, deserialize_with = "lenient::timestamp")]
    pub created_at: Option<Timestamp>,
    /// How long the call took.
    #[serde(default, deserialize_with = "lenient::seconds")]
    pub duration: Option<Duration>,
    /// Who said what, in order.
    #[serde(default, deserialize_with = "lenient::null_as_default")]
    pub dialogue: Vec<DialogueLine>,
    /// Quo's own record.
    #[serde(skip)]
    pub raw: Raw,
}

keep!(Transcript);
