//! What was heard.

use std::time::Duration;

use crate::{PrivateText, Raw, Speaker, Transcript, Utterance};

/// The text of a recording, in segments where the service tells them.
#[derive(Debug, Clone, PartialEq, Default)]
#[non_exhaustive]
pub struct Transcription {
    /// The whole text.
    pub text: PrivateText,
    /// The language, as the service names it (`english`, `en`).
    pub language: Option<Box<str>>,
    /// How long the recording is.
    pub duration: Option<Duration>,
    /// The text in pieces with their times, in order.
    pub segments: Vec<Segment>,
    /// Each word with its time, where that was asked for.
    pub words: Vec<Word>,
    /// The service's own answer.
    pub raw: Raw,
}

/// A piece of what was said.
#[derive(Debug, Clone, PartialEq)]
#[non_exhaustive]
pub struct Segment {
    /// Where it begins, from the start of the recording.
    pub start: Duration,
    /// Where it ends.
    pub end: Duration,
    /// What was said.
    pub text: PrivateText,
    /// Who, where the model tells speakers apart (`A`, or a name that it was given).
    pub speaker: Option<Box<str>>,
    /// How sure the model is, from 0 to 1. Derived: the exponential of the mean logarithm of its tokens' probabilities.
    pub confidence: Option<f64>,
}

/// A word and its time.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub struct Word {
    /// Where it begins, from the start of the recording.
    pub start: Duration,
    /// Where it ends.
    pub end: Duration,
    /// The word.
    pub text: PrivateText,
}

impl Transcription {
    /// A text without times.
    pub fn new(text: impl Into<PrivateText>) -> Self {
        Self {
            text: text.into(),
            ..Self::default()
        }
    }

    /// Adds a segment.
    #[must_use]
    pub fn segment(mut self, segment: Segment) -> Self {
        self.segments.push(segment);
        self
    }

    /// The transcript of a recording of which this side is heard. Where the model told speakers apart, they count instead.
    pub fn into_transcript(self, speaker: Speaker) -> Transcript {
        Self::merge([(speaker, self)])
    }

    /// One transcript out of one recording for each side, in the order in which they spoke. A text without times comes first.
    pub fn merge(sides: impl IntoIterator<Item = (Speaker, Self)>) -> Transcript {
        let mut utterances = Vec::new();
        for (speaker, side) in sides {
            if side.segments.is_empty() {
                utterances.push(Utterance::new(speaker, None, side.text));
                continue;
            }
            utterances.extend(side.segments.into_iter().map(|segment| {
                let speaker = match segment.speaker {
                    Some(label) => Speaker::from(&*label),
                    None => speaker.clone(),
                };
                Utterance::new(speaker, Some(segment.start), segment.text)
            }));
        }
        utterances.retain(|utterance| !utterance.text.trim().is_empty());
        // Stable: what begins at the same time stays in the order of the sides.
        utterances.sort_by_key(|utterance| utterance.offset);
        Transcript {
            utterances,
            ..Transcript::default()
        }
    }
}

impl Segment {
    /// A piece of what was said.
    pub fn new(start: Duration, end: Duration, text: impl Into<PrivateText>) -> Self {
        Self {
            start,
            end,
            text: text.into(),
            speaker: None,
            confidence: None,
        }
    }

    /// Says who said it.
    #[must_use]
    pub fn speaker(mut self, label: impl Into<Box<str>>) -> Self {
        self.speaker = Some(label.into());
        self
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn at(start: u64, text: &str) -> Segment {
        Segment::new(
            Duration::from_secs(start),
            Duration::from_secs(start + 1),
            text,
        )
    }

    fn told(transcript: &Transcript) -> Vec<(&str, &str)> {
        transcript
            .utterances
            .iter()
            .map(|utterance| (utterance.speaker.as_str(), utterance.text.as_str()))
            .collect()
    }

    #[test]
    fn two_channels_become_one_conversation() {
        let agent = Transcription::new("Hello. Bye.")
            .segment(at(0, "Hello."))
            .segment(at(6, "Bye."));
        let caller = Transcription::new("Yes?")
            .segment(at(3, "Yes?"))
            .segment(at(5, " "));
        let merged = Transcription::merge([(Speaker::Caller, caller), (Speaker::Agent, agent)]);
        assert_eq!(
            told(&merged),
            [("agent", "Hello."), ("caller", "Yes?"), ("agent", "Bye.")]
        );
        assert_eq!(merged.utterances[1].offset, Some(Duration::from_secs(3)));
    }

    #[test]
    fn speakers_that_the_model_told_apart_count_and_silence_does_not() {
        let diarized = Transcription::new("Hi. Hi.")
            .segment(at(0, "Hi.").speaker("A"))
            .segment(at(1, "Hi.").speaker("agent"));
        assert_eq!(
            told(&diarized.into_transcript(Speaker::Caller)),
            [("A", "Hi."), ("agent", "Hi.")]
        );
        let plain = Transcription::new("Just text.").into_transcript(Speaker::Caller);
        assert_eq!(told(&plain), [("caller", "Just text.")]);
        let silence = Transcription::new(" \n").into_transcript(Speaker::Caller);
        assert!(silence.utterances.is_empty());
    }
}
