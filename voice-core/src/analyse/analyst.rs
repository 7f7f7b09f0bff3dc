//! The trait, and what comes of it.

use std::fmt::Debug;

use async_trait::async_trait;

use crate::{PrivateText, Raw, Result, Transcript, open_enum};

/// Reads a conversation and says what it comes down to.
#[async_trait]
pub trait Analyst: Debug + Send + Sync {
    /// Analyses a transcript. Costs money each time: it is never asked again after the request may have arrived (L1).
    ///
    /// # Errors
    /// `InvalidRequest` for a transcript in which nobody said anything, or that is too long, before anything is sent.
    async fn analyse(&self, transcript: &Transcript) -> Result<Analysis>;
}

/// What a conversation comes down to. A model's opinion: it may be wrong, and a caller can talk it into things.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub struct Analysis {
    /// In a few sentences.
    pub summary: PrivateText,
    /// How the caller felt about it.
    pub sentiment: Sentiment,
    /// What mattered, in order.
    pub key_points: Vec<PrivateText>,
    /// What somebody has to do now, in order.
    pub action_items: Vec<PrivateText>,
    /// The service's own answer.
    pub raw: Raw,
}

impl Analysis {
    /// A summary and a sentiment; no points, nothing to do.
    pub fn new(summary: impl Into<PrivateText>, sentiment: Sentiment) -> Self {
        Self {
            summary: summary.into(),
            sentiment,
            key_points: Vec::new(),
            action_items: Vec::new(),
            raw: Raw::default(),
        }
    }
}

open_enum! {
    /// How the caller felt.
    pub enum Sentiment {
        /// Content.
        Positive = "positive",
        /// Neither.
        Neutral = "neutral",
        /// Upset.
        Negative = "negative",
    }
}
