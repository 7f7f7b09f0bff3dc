//! Speech to text, for recordings whose carrier does not transcribe.
//!
//! [`Transcriber`] is the trait; a test or another vendor implements it in ten lines. With the feature `transcribe` there
//! is `OpenAiTranscriber`, for OpenAI and every server with the same interface. What the text *means* is the
//! other step: [`Analyst`](crate::analyse::Analyst).
//!
//! A recording with a channel for each side is best split, transcribed twice and [merged](Transcription::merge): that tells who spoke
//! without a model that guesses.

mod audio;
mod transcriber;
mod transcription;

#[cfg(feature = "transcribe")]
mod format;
#[cfg(feature = "transcribe")]
mod openai;
#[cfg(feature = "transcribe")]
mod wire;

pub use audio::AudioFile;
pub use transcriber::{Transcriber, TranscriptionRequest};
pub use transcription::{Segment, Transcription, Word};

#[cfg(feature = "transcribe")]
#[cfg_attr(docsrs, doc(cfg(feature = "transcribe")))]
pub use format::TranscriptionFormat;
#[cfg(feature = "transcribe")]
#[cfg_attr(docsrs, doc(cfg(feature = "transcribe")))]
pub use openai::OpenAiTranscriber;
