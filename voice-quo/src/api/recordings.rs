//! `GET /v1/call-recordings/{callId}` — Quo, "Get recordings for a call".

use serde::Deserialize;
use voice_core::http::Request;
use voice_core::{Raw, Result};

use crate::QuoClient;
use crate::check::Check;
use crate::client::keep;
use crate::words::RecordingFile;

/// Lists the recordings of a call, the oldest first; not paged. None if nothing was recorded.
#[derive(Debug, Clone, PartialEq)]
#[non_exhaustive]
pub struct ListRecordings {
    /// `AC…`
    pub call_id: Box<str>,
}

impl ListRecordings {
    /// Those of the call with this id, `AC…`.
    pub fn new(call_id: impl Into<Box<str>>) -> Self {
        Self {
            call_id: call_id.into(),
        }
    }

    /// Sends it.
    ///
    /// # Errors
    /// `InvalidRequest` before anything is sent; then as Quo answers.
    pub async fn send(&self, client: &QuoClient) -> Result<Vec<Recording>> {
        Check("list_recordings").id("callId", &self.call_id, "AC")?;
        let request = Request::get("list_recordings", "/v1/call-recordings/{callId}")
            .path("callId", &self.call_id);
        Ok(client.list(request).await?.data)
    }
}

/// A recording, with Quo's own record.
#[derive(Debug, Clone, PartialEq, Deserialize)]
#[non_exhaustive]
pub struct Recording {
    /// What is known of it.
    #[serde(flatten)]
    pub file: RecordingFile,
    /// Quo's own record.
    #[serde(skip)]
    pub raw: Raw,
}

keep!(Recording);
