//! Recordings of calls.

use std::pin::Pin;
use std::time::Duration;

use async_trait::async_trait;
use bytes::Bytes;
use futures_core::Stream;

use super::query::builders;
use crate::{
    CallId, Cursor, Error, Money, Page, PrivateText, Raw, RecordingId, RecordingStatus, Result,
    Timestamp,
};

/// Reads recordings. Twilio, Bland, Quo, Exotel (by call).
///
/// Starting and stopping one on a live call: Twilio. Deleting: Twilio, Bland.
#[async_trait]
pub trait Recordings: Send + Sync {
    /// The provider's name, for the errors of the methods that it lacks.
    fn provider(&self) -> &'static str;

    /// Lists the recordings of a call, or of the account where the vendor can.
    ///
    /// # Errors
    /// `Unsupported` for `call: None` where the vendor lists by call only.
    async fn list_recordings(&self, query: &RecordingQuery) -> Result<Page<Recording>>;

    /// Fetches what is known of one recording.
    ///
    /// # Errors
    /// `NotFound` if there is none.
    async fn recording(&self, id: &RecordingId) -> Result<Recording>;

    /// Fetches the sound, chunk by chunk, without holding it in memory.
    ///
    /// # Errors
    /// `NotFound` until it is ready, and after it was deleted.
    async fn download_recording(&self, id: &RecordingId, format: AudioFormat) -> Result<Audio>;

    /// Deletes it.
    ///
    /// # Errors
    /// `NotFound` if there is none.
    async fn delete_recording(&self, _id: &RecordingId) -> Result<()> {
        Err(Error::unsupported(self.provider(), "delete_recording"))
    }

    /// Begins to record a live call.
    ///
    /// # Errors
    /// `Conflict` if the call is not in progress.
    async fn start_recording(&self, _call: &CallId) -> Result<Recording> {
        Err(Error::unsupported(self.provider(), "start_recording"))
    }

    /// Ends the recording of a live call.
    ///
    /// # Errors
    /// `NotFound` if it is not being recorded.
    async fn stop_recording(&self, _call: &CallId, _id: &RecordingId) -> Result<()> {
        Err(Error::unsupported(self.provider(), "stop_recording"))
    }
}

/// Which recordings to list.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
#[non_exhaustive]
pub struct RecordingQuery {
    /// Of this call.
    pub call: Option<CallId>,
    /// Begun at or after this instant.
    pub since: Option<Timestamp>,
    /// Begun before this instant.
    pub until: Option<Timestamp>,
    /// How many a page; `None` = the vendor's default.
    pub page_size: Option<u32>,
    /// Where the page begins.
    pub cursor: Option<Cursor>,
}

impl RecordingQuery {
    /// Those of one call.
    pub fn of(call: CallId) -> Self {
        Self {
            call: Some(call),
            ..Self::default()
        }
    }
}

builders!(RecordingQuery {
    since,
    until,
    page_size,
    cursor,
});

/// What is known of a recording.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub struct Recording {
    /// Its id.
    pub id: RecordingId,
    /// Of which call.
    pub call: Option<CallId>,
    /// Where it stands.
    pub status: RecordingStatus,
    /// When it began.
    pub started_at: Option<Timestamp>,
    /// How long it is.
    pub duration: Option<Duration>,
    /// How many channels: 2 where each side has its own.
    pub channels: Option<u8>,
    /// Where it can be fetched; a link that may expire and may need the account's credentials.
    pub url: Option<PrivateText>,
    /// What it cost.
    pub price: Option<Money>,
    /// The vendor's own record.
    pub raw: Raw,
}

impl Recording {
    /// A recording of which nothing is known but its id and status.
    pub fn new(id: RecordingId, status: RecordingStatus) -> Self {
        Self {
            id,
            call: None,
            status,
            started_at: None,
            duration: None,
            channels: None,
            url: None,
            price: None,
            raw: Raw::default(),
        }
    }
}

/// How a recording is fetched.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default)]
#[non_exhaustive]
pub enum AudioFormat {
    /// As the vendor keeps it.
    #[default]
    Original,
    /// Uncompressed.
    Wav,
    /// Compressed.
    Mp3,
}

/// The sound of a recording.
pub struct Audio {
    /// The media type, as the vendor says (`audio/mpeg`).
    pub content_type: Option<Box<str>>,
    /// The length in bytes, where the vendor says.
    pub length: Option<u64>,
    /// The bytes.
    pub bytes: Pin<Box<dyn Stream<Item = Result<Bytes>> + Send>>,
}

impl std::fmt::Debug for Audio {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Audio")
            .field("content_type", &self.content_type)
            .field("length", &self.length)
            .finish_non_exhaustive()
    }
}
