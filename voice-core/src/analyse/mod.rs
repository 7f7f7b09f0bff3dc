//! What a conversation comes down to: summary, sentiment, key points, things to do.
//!
//! [`Analyst`] is the trait; a test or another vendor implements it in ten lines. With the feature `analyse` there is
//! `OpenAiAnalyst`, for the chat-completions interface of OpenAI and every server with the same. It takes any
//! [`Transcript`](crate::Transcript): a carrier's own, or one made with a
//! [`Transcriber`](crate::transcribe::Transcriber).

mod analyst;

#[cfg(feature = "analyse")]
mod openai;
#[cfg(feature = "analyse")]
mod prompt;

pub use analyst::{Analysis, Analyst, Sentiment};

#[cfg(feature = "analyse")]
#[cfg_attr(docsrs, doc(cfg(feature = "analyse")))]
pub use openai::OpenAiAnalyst;
