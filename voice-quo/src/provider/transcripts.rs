//! Transcripts with their summaries.

use std::collections::HashSet;
use std::time::Duration;

use async_trait::async_trait;
use futures_util::TryStreamExt as _;
use voice_core::{
    CallId, Error, ErrorKind, PhoneNumber, PrivateText, Raw, Result, Timestamp, Transcript,
    TranscriptId, Transcripts, Utterance,
};

use super::{Quo, prefixed};
use crate::words::{DialogueLine, Job, ProcessingStatus};
use crate::{PROVIDER, api, convert, dated};

const OPERATION: &str = "transcript";

/// One part of a transcript, as late as its recording began.
type Part = (Duration, Vec<DialogueLine>);

#[async_trait]
impl Transcripts for Quo {
    /// Offsets count from the start of the call, on the dated surface from the start of its first recording. The summary is
    /// there once it is ready; `call.summary.completed` says when.
    async fn transcript(&self, call: &CallId) -> Result<Transcript> {
        prefixed(OPERATION, call.as_str(), "AC")?;
        let (parts, raw) = if self.is_dated() {
            self.dated_parts(call).await?
        } else {
            let quo = api::GetTranscript::new(call.as_str())
                .send(&self.client)
                .await?;
            ready(&quo.status)?;
            (vec![(Duration::ZERO, quo.dialogue)], quo.raw)
        };
        let (summary, jobs) = self.summary(call).await?;
        let mut transcript = Transcript::default();
        transcript.id = Some(TranscriptId::new(call.as_str()));
        transcript.utterances = self.utterances(parts).await?;
        transcript.summary = summary;
        transcript.variables = convert::variables(&jobs);
        transcript.raw = raw;
        Ok(transcript)
    }
}

impl Quo {
    async fn dated_parts(&self, call: &CallId) -> Result<(Vec<Part>, Raw)> {
        let list = dated::ListTranscripts::new(call.as_str()).limit(50);
        let mut all: Vec<dated::RecordingTranscript> =
            list.stream(&self.client).try_collect().await?;
        if all.is_empty() {
            ready(&ProcessingStatus::Absent)?;
        }
        // One that is not ready makes the whole not ready; one that failed is a gap.
        let waiting = ProcessingStatus::InProgress;
        if all.iter().any(|part| part.status == waiting) {
            ready(&waiting)?;
        }
        if let Some(part) = all.first()
            && !all
                .iter()
                .any(|part| part.status == ProcessingStatus::Completed)
        {
            ready(&part.status)?;
        }
        all.sort_by_key(|part| part.start_time);
        let first: Option<Timestamp> = all.iter().find_map(|part| part.start_time);
        let raw: Vec<&str> = all.iter().map(|part| part.raw.as_str()).collect();
        let raw = Raw::from(["[", &raw.join(","), "]"].concat());
        let parts = all
            .into_iter()
            .map(|part| {
                let later = part
                    .start_time
                    .zip(first)
                    .map(|(at, first)| at.since(first));
                (later.unwrap_or_default(), part.dialogue)
            })
            .collect();
        Ok((parts, raw))
    }

    /// The summary, if there is one by now.
    async fn summary(&self, call: &CallId) -> Result<(Option<PrivateText>, Vec<Job>)> {
        let found = if self.is_dated() {
            let get = dated::GetCall::new(call.as_str()).include(dated::Include::Summary);
            get.send(&self.client).await.map(|call| {
                call.summary
                    .map(|quo| (quo.summary, quo.next_steps, quo.jobs))
                    .unwrap_or_default()
            })
        } else {
            let get = api::GetSummary::new(call.as_str());
            let quo = get.send(&self.client).await;
            quo.map(|quo| (quo.summary, quo.next_steps, quo.jobs))
        };
        match found {
            Ok((points, next, jobs)) => Ok((convert::summary_text(&points, &next), jobs)),
            Err(error) if error.kind() == ErrorKind::NotFound => Ok((None, Vec::new())),
            Err(error) => Err(error),
        }
    }

    async fn utterances(&self, parts: Vec<Part>) -> Result<Vec<Utterance>> {
        // Only who speaks from one of our numbers without being a user of ours (the AI agent) needs them.
        let unclear = parts
            .iter()
            .flat_map(|(_, lines)| lines)
            .any(|line| line.user_id.is_none() && line.identifier.is_some());
        let ours = if unclear {
            self.directory.numbers(&self.client).await?
        } else {
            HashSet::default()
        };
        let is_ours = |number: &PhoneNumber| ours.contains(number);
        Ok(parts
            .into_iter()
            .flat_map(|(later, lines)| lines.into_iter().map(move |line| (later, line)))
            .map(|(later, line)| convert::utterance(line, later, is_ours))
            .collect())
    }
}

/// `Conflict` while it is being made, `NotFound` if it never will be.
fn ready(status: &ProcessingStatus) -> Result<()> {
    let (kind, what) = match status {
        ProcessingStatus::Completed => return Ok(()),
        ProcessingStatus::Absent => (ErrorKind::NotFound, "nothing was transcribed"),
        ProcessingStatus::Failed => (ErrorKind::NotFound, "the transcription failed"),
        ProcessingStatus::InProgress => (
            ErrorKind::Conflict,
            "the transcript is being made; ask again later",
        ),
        ProcessingStatus::Unknown(_) => (
            ErrorKind::Conflict,
            "the transcript is in a state that is not known here",
        ),
    };
    Err(Error::new(kind, PROVIDER, OPERATION, what))
}
