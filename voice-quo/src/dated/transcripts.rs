//! `GET /calls/{callId}/transcripts` — Quo API 2026-03-30, "Calls". Business and Scale plans.

use std::time::Duration;

use serde::Deserialize;
use voice_core::http::Request;
use voice_core::{Raw, Result, Timestamp, lenient};

use super::{limited, paged_query, paging};
use crate::QuoClient;
use crate::api::{List, paged};
use crate::check::Check;
use crate::client::keep;
use crate::words::{DialogueLine, ProcessingStatus};

/// Lists the transcripts of a call, one for each recording.
#[derive(Debug, Clone, PartialEq)]
#[non_exhaustive]
pub struct ListTranscripts {
    /// `AC…`
    pub call_id: Box<str>,
    /// How many a page, 1 to 50.
    pub limit: Option<u32>,
    /// Where the page begins.
    pub after: Option<Box<str>>,
}

impl ListTranscripts {
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
    /// `InvalidRequest` before anything is sent; `Billing` if the plan lacks transcripts; else as Quo answers.
    pub async fn send(&self, client: &QuoClient) -> Result<List<RecordingTranscript>> {
        let check = Check("list_transcripts").id("callId", &self.call_id, "AC")?;
        limited(check, self.limit)?;
        let request = Request::get("list_transcripts", "/calls/{callId}/transcripts")
            .path("callId", &self.call_id);
        client
            .dated_list(paged_query(request, self.limit, self.after.as_deref()))
            .await
    }
}

paged!(ListTranscripts => RecordingTranscript, "list_transcripts", after);

/// What was said in one recording of a call.
#[derive(Debug, Clone, PartialEq, Deserialize)]
#[serde(rename_all = "camelCase")]
#[non_exhaustive]
pub struct RecordingTranscript {
    /// Of which recording, `CR…`.
    #[serde(default)]
    pub recording_id: Option<Box<str>>,
    /// Where it stands.
    pub status: ProcessingStatus,
    /// When the recording began.
    #[serde(default, deserialize_with = "lenient::timestamp")]
    pub start_time: Option<Timestamp>,
    /// When it was made.
    #[serde(default, deserialize_with = "lenient::timestamp")]
    pub created_at: Option<Timestamp>,
    /// How long the recording is.
    #[serde(default, deserialize_with = "lenient::seconds")]
    pub duration: Option<Duration>,
    /// Who said what, from the start of this recording.
    #[serde(default, deserialize_with = "lenient::null_as_default")]
    pub dialogue: Vec<DialogueLine>,
    /// Quo's own record.
    #[serde(skip)]
    pub raw: Raw,
}

keep!(RecordingTranscript);
