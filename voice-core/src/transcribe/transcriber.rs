//! The trait, and what is asked.

use std::fmt::Debug;

use async_trait::async_trait;

use super::audio::AudioFile;
use super::transcription::Transcription;
use crate::{PrivateText, Result};

/// Turns recordings into text.
#[async_trait]
pub trait Transcriber: Debug + Send + Sync {
    /// Transcribes a recording. Costs money each time: it is never asked again after the request may have arrived (L1).
    ///
    /// # Errors
    /// `InvalidRequest` for a recording that is empty, too large or of another format; `Unsupported` for an option that the model
    /// does not have. Both before anything is sent.
    async fn transcribe(&self, request: &TranscriptionRequest) -> Result<Transcription>;
}

/// A recording to be transcribed.
///
/// A value: clone it, compare it. An option that is not set is left to the service's default.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub struct TranscriptionRequest {
    /// The recording.
    pub audio: AudioFile,
    /// The language that is spoken (`hi`, or BCP 47 of which the first part counts); `None` = found out by the service.
    pub language: Option<Box<str>>,
    /// Names and words that occur, to spell them right.
    pub prompt: Option<PrivateText>,
    /// Whether each word gets its time.
    pub word_times: bool,
}

impl TranscriptionRequest {
    /// A recording in a language that the service finds out.
    pub fn new(audio: AudioFile) -> Self {
        Self {
            audio,
            language: None,
            prompt: None,
            word_times: false,
        }
    }

    /// The language that is spoken.
    #[must_use]
    pub fn language(mut self, tag: impl Into<Box<str>>) -> Self {
        self.language = Some(tag.into());
        self
    }

    /// Names and words that occur.
    #[must_use]
    pub fn prompt(mut self, prompt: impl Into<PrivateText>) -> Self {
        self.prompt = Some(prompt.into());
        self
    }

    /// Asks for the time of each word.
    #[must_use]
    pub fn word_times(mut self) -> Self {
        self.word_times = true;
        self
    }
}
