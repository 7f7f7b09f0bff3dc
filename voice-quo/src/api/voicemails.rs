//! `GET /v1/call-voicemails/{callId}` — Quo, "Get a voicemail for a call".

use std::time::Duration;

use serde::Deserialize;
use voice_core::http::Request;
use voice_core::{PrivateText, Raw, Result, lenient};

use crate::QuoClient;
use crate::check::Check;
use crate::client::keep;
use crate::words::ProcessingStatus;

/// Fetches the voicemail that a caller left.
#[derive(Debug, Clone, PartialEq)]
#[non_exhaustive]
pub struct GetVoicemail {
    /// `AC…`
    pub call_id: Box<str>,
}

impl GetVoicemail {
    /// That of the call with this id, `AC…`.
    pub fn new(call_id: impl Into<Box<str>>) -> Self {
        Self {
            call_id: call_id.into(),
        }
    }

    /// Sends it.
    ///
    /// # Errors
    /// `InvalidRequest` before anything is sent; `NotFound` if none was left; else as Quo answers.
    pub async fn send(&self, client: &QuoClient) -> Result<Voicemail> {
        Check("call_voicemail").id("callId", &self.call_id, "AC")?;
        let request = Request::get("call_voicemail", "/v1/call-voicemails/{callId}")
            .path("callId", &self.call_id);
        client.one(request).await
    }
}

/// A voicemail. While it is processed only its id and status are known.
#[derive(Debug, Clone, PartialEq, Deserialize)]
#[serde(rename_all = "camelCase")]
#[non_exhaustive]
pub struct Voicemail {
    /// `VM…`
    #[serde(default)]
    pub id: Option<Box<str>>,
    /// Where it stands.
    pub status: ProcessingStatus,
    /// How long it is.
    #[serde(default, deserialize_with = "lenient::seconds")]
    pub duration: Option<Duration>,
    /// What was said.
    #[serde(default)]
    pub transcript: Option<PrivateText>,
    /// Where it can be fetched, without the API key.
    #[serde(default)]
    pub recording_url: Option<PrivateText>,
    /// Quo's own record.
    #[serde(skip)]
    pub raw: Raw,
}

keep!(Voicemail);
