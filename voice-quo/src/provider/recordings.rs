//! Recordings, found by their call.

use async_trait::async_trait;
use futures_util::TryStreamExt as _;
use voice_core::http::Request;
use voice_core::{
    Audio, AudioFormat, CallId, Error, ErrorKind, Page, Recording, RecordingId, RecordingQuery,
    Recordings, Result,
};

use super::{Quo, no_cursor, prefixed};
use crate::{PROVIDER, api, convert, dated};

#[async_trait]
impl Recordings for Quo {
    fn provider(&self) -> &'static str {
        PROVIDER
    }

    async fn list_recordings(&self, query: &RecordingQuery) -> Result<Page<Recording>> {
        const OPERATION: &str = "list_recordings";
        let Some(call) = &query.call else {
            return Err(Error::unsupported_option(
                PROVIDER,
                OPERATION,
                "call",
                "Quo lists the recordings of one call only: name it",
            ));
        };
        prefixed(OPERATION, call.as_str(), "AC")?;
        let mut page = if self.is_dated() {
            let mut list = dated::ListRecordings::new(call.as_str());
            list.limit = voice_core::page_size(query.page_size, 50);
            list.after = query.cursor.as_ref().map(|cursor| cursor.as_str().into());
            let list = list.send(&self.client).await?;
            list.into_page(|quo| convert::recording(call, quo))
        } else {
            no_cursor(OPERATION, query.cursor.as_ref())?;
            let list = api::ListRecordings::new(call.as_str());
            let list = list.send(&self.client).await?;
            Page::new(
                list.into_iter()
                    .map(|quo| convert::recording(call, quo))
                    .collect(),
                None,
            )
        };
        page.items.retain(|recording| {
            let at = recording.started_at;
            query
                .since
                .is_none_or(|since| at.is_none_or(|at| at >= since))
                && query
                    .until
                    .is_none_or(|until| at.is_none_or(|at| at < until))
        });
        Ok(page)
    }

    async fn recording(&self, id: &RecordingId) -> Result<Recording> {
        self.find_recording("recording", id).await
    }

    /// The link is asked for anew, because Quo's links expire; the API key does not go along to another host.
    async fn download_recording(&self, id: &RecordingId, format: AudioFormat) -> Result<Audio> {
        const OPERATION: &str = "download_recording";
        let mp3 = match format {
            AudioFormat::Original => false,
            AudioFormat::Mp3 => true,
            _ => {
                return Err(Error::unsupported_option(
                    PROVIDER,
                    OPERATION,
                    "format",
                    "Quo keeps MP3 and converts nothing",
                ));
            }
        };
        let recording = self.find_recording(OPERATION, id).await?;
        let Some(url) = recording.url else {
            let why = format!(
                "the recording is {}, there is nothing to fetch",
                recording.status
            );
            return Err(Error::new(ErrorKind::NotFound, PROVIDER, OPERATION, why));
        };
        let request = Request::get_url(OPERATION, url.as_str()).follow_redirects();
        let download = self.client.http().download(request).await?;
        let content_type: Option<Box<str>> = download.media_type().map(Into::into);
        let other = content_type
            .as_deref()
            .is_some_and(|kind| kind.starts_with("audio/") && !kind.starts_with("audio/mpeg"));
        if mp3 && other {
            return Err(Error::unsupported_option(
                PROVIDER,
                OPERATION,
                "format",
                "Quo keeps this recording in another format and converts nothing",
            ));
        }
        Ok(Audio {
            content_type,
            length: download.length(),
            bytes: Box::pin(download),
        })
    }
}

impl Quo {
    async fn find_recording(&self, operation: &'static str, id: &RecordingId) -> Result<Recording> {
        let Some((call, _)) = id.as_str().split_once('/') else {
            return Err(Error::invalid(
                PROVIDER,
                operation,
                "id",
                "is `<call id>/<recording id>`, as the list of recordings gives it",
            ));
        };
        prefixed(operation, call, "AC")?;
        let call = CallId::new(call);
        let found: Vec<api::Recording> = if self.is_dated() {
            let list = dated::ListRecordings::new(call.as_str()).limit(50);
            list.stream(&self.client).try_collect().await?
        } else {
            api::ListRecordings::new(call.as_str())
                .send(&self.client)
                .await?
        };
        found
            .into_iter()
            .map(|quo| convert::recording(&call, quo))
            .find(|recording| recording.id == *id)
            .ok_or_else(|| {
                let what = "the call has no such recording";
                Error::new(ErrorKind::NotFound, PROVIDER, operation, what)
            })
    }
}
