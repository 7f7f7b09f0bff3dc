//! The answers, as the service writes them.

use std::time::Duration;

use serde::Deserialize;

use super::transcription::{Segment, Transcription, Word};
use crate::{PrivateText, Raw, lenient};

/// `json`, `verbose_json` and `diarized_json` at once: each leaves out what it has not.
#[derive(Deserialize)]
pub(super) struct Answer {
    text: PrivateText,
    #[serde(default)]
    language: Option<Box<str>>,
    #[serde(default, deserialize_with = "lenient::seconds")]
    duration: Option<Duration>,
    #[serde(default, deserialize_with = "lenient::null_as_default")]
    segments: Vec<AnswerSegment>,
    #[serde(default, deserialize_with = "lenient::null_as_default")]
    words: Vec<AnswerWord>,
}

#[derive(Deserialize)]
struct AnswerSegment {
    #[serde(default, deserialize_with = "lenient::seconds")]
    start: Option<Duration>,
    #[serde(default, deserialize_with = "lenient::seconds")]
    end: Option<Duration>,
    text: PrivateText,
    #[serde(default)]
    speaker: Option<Box<str>>,
    #[serde(default, deserialize_with = "lenient::float")]
    avg_logprob: Option<f64>,
}

#[derive(Deserialize)]
struct AnswerWord {
    word: PrivateText,
    #[serde(default, deserialize_with = "lenient::seconds")]
    start: Option<Duration>,
    #[serde(default, deserialize_with = "lenient::seconds")]
    end: Option<Duration>,
}

impl Answer {
    pub(super) fn into_transcription(self, raw: Raw) -> Transcription {
        let segments = self.segments.into_iter().map(|segment| Segment {
            start: segment.start.unwrap_or_default(),
            end: segment.end.unwrap_or_default(),
            text: segment.text.trim().into(),
            speaker: segment.speaker,
            // Rounding can lift the mean above zero.
            confidence: segment.avg_logprob.map(|mean| mean.exp().min(1.0)),
        });
        let words = self.words.into_iter().map(|word| Word {
            start: word.start.unwrap_or_default(),
            end: word.end.unwrap_or_default(),
            text: word.word,
        });
        Transcription {
            text: self.text,
            language: self.language,
            duration: self.duration,
            segments: segments.collect(),
            words: words.collect(),
            raw,
        }
    }
}
