//! Recordings of calls.

use async_trait::async_trait;
use voice_core::{
    Audio, AudioFormat, CallId, Error, Page, Recording, RecordingId, RecordingQuery, Recordings,
    Result,
};

use super::{Twilio, page_size};
use crate::api::{
    self, DeleteRecording, DownloadRecording, FetchRecording, ListRecordings, MediaFormat,
    RecordingState, StartCallRecording, UpdateCallRecording, next_page,
};
use crate::client::PROVIDER;
use crate::convert;

#[async_trait]
impl Recordings for Twilio {
    fn provider(&self) -> &'static str {
        PROVIDER
    }

    /// Of a call or of the whole account. Twilio filters by the day on which a recording was made, which may be a day after it
    /// began: more is asked for, and what is outside the span is dropped, so a page may be shorter than asked for, or empty.
    async fn list_recordings(&self, query: &RecordingQuery) -> Result<Page<Recording>> {
        let page: Page<api::Recording> = if let Some(cursor) = &query.cursor {
            next_page(&self.client, "list_recordings", cursor).await?
        } else {
            let mut list = ListRecordings::new();
            list.call_sid = query.call.as_ref().map(|call| call.as_str().to_owned());
            (list.date_created_from, list.date_created_before) =
                convert::days_around(query.since, query.until);
            list.page_size = page_size(query.page_size);
            list.send(&self.client).await?
        };
        let wanted = |recording: &api::Recording| {
            let began = recording.start_time.or(recording.date_created);
            convert::within(began, query.since, query.until)
        };
        let items = page.items.into_iter().filter(wanted);
        Ok(Page::new(
            items.map(convert::recording).collect(),
            page.next,
        ))
    }

    async fn recording(&self, id: &RecordingId) -> Result<Recording> {
        let recording = FetchRecording::new(id.as_str()).send(&self.client).await?;
        Ok(convert::recording(recording))
    }

    async fn download_recording(&self, id: &RecordingId, format: AudioFormat) -> Result<Audio> {
        let format = match format {
            AudioFormat::Original => MediaFormat::Original,
            AudioFormat::Wav => MediaFormat::Wav,
            AudioFormat::Mp3 => MediaFormat::Mp3,
            _ => {
                let why = "Twilio has WAV and MP3";
                return Err(Error::unsupported_option(
                    PROVIDER,
                    "download_recording",
                    "format",
                    why,
                ));
            }
        };
        let download = DownloadRecording::new(id.as_str())
            .send(&self.client, format)
            .await?;
        Ok(Audio {
            content_type: download.media_type().map(Into::into),
            length: download.length(),
            bytes: Box::pin(download),
        })
    }

    async fn delete_recording(&self, id: &RecordingId) -> Result<()> {
        DeleteRecording::new(id.as_str()).send(&self.client).await
    }

    async fn start_recording(&self, call: &CallId) -> Result<Recording> {
        let recording = StartCallRecording::new(call.as_str())
            .send(&self.client)
            .await?;
        Ok(convert::recording(recording))
    }

    async fn stop_recording(&self, call: &CallId, id: &RecordingId) -> Result<()> {
        UpdateCallRecording::new(call.as_str(), id.as_str(), RecordingState::Stopped)
            .send_as(&self.client, "stop_recording")
            .await
            .map(drop)
    }
}
