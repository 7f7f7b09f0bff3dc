//! What was said.
//!
//! Twilio transcribes what `<Record transcribe="true">` recorded: the caller, after a prompt. So each transcription is one
//! utterance of the caller, in the order of the recordings. A live transcription is delivered to a callback and kept nowhere.

use async_trait::async_trait;
use voice_core::{
    CallId, Error, ErrorKind, Raw, Result, Speaker, Transcript, TranscriptId, Transcripts,
    Utterance,
};

use super::Twilio;
use crate::api::{
    ListCallRecordings, ListRecordingTranscriptions, Transcription, TranscriptionState,
};
use crate::client::PROVIDER;

const OPERATION: &str = "transcript";

#[async_trait]
impl Transcripts for Twilio {
    /// Walks the call's recordings and the transcriptions of each.
    ///
    /// # Errors
    /// `Conflict` as long as one of them is being made.
    async fn transcript(&self, call: &CallId) -> Result<Transcript> {
        let mut found = Vec::new();
        for recording in self.recordings_of(call).await? {
            found.extend(self.transcriptions_of(&recording).await?);
        }
        if found
            .iter()
            .any(|one| one.status == TranscriptionState::InProgress)
        {
            let why = "a recording of the call is being transcribed";
            return Err(Error::new(ErrorKind::Conflict, PROVIDER, OPERATION, why));
        }
        found.retain(|one| one.status == TranscriptionState::Completed);
        if found.is_empty() {
            let why = "no recording of the call was transcribed";
            return Err(Error::new(ErrorKind::NotFound, PROVIDER, OPERATION, why));
        }
        let mut transcript = Transcript::default();
        if let [only] = found.as_slice() {
            transcript.id = Some(TranscriptId::new(only.sid.as_str()));
        }
        let raw: Vec<&str> = found.iter().map(|one| one.raw.as_str()).collect();
        transcript.raw = Raw::from(["[", &raw.join(","), "]"].concat());
        transcript.utterances = found
            .into_iter()
            .filter_map(|one| {
                Some(Utterance::new(
                    Speaker::Caller,
                    None,
                    one.transcription_text?,
                ))
            })
            .collect();
        Ok(transcript)
    }
}

impl Twilio {
    /// The SIDs of a call's recordings, the first first.
    async fn recordings_of(&self, call: &CallId) -> Result<Vec<String>> {
        let list = ListCallRecordings::new(call.as_str());
        let pages = self.walk(OPERATION, || {
            Box::pin(list.send_as(&self.client, OPERATION))
        });
        let mut all = pages.all().await?;
        all.sort_by_key(|recording| recording.start_time.or(recording.date_created));
        Ok(all.into_iter().map(|recording| recording.sid).collect())
    }

    async fn transcriptions_of(&self, recording: &str) -> Result<Vec<Transcription>> {
        let list = ListRecordingTranscriptions::new(recording);
        let pages = self.walk(OPERATION, || {
            Box::pin(list.send_as(&self.client, OPERATION))
        });
        pages.all().await
    }
}
