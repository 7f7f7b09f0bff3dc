//! The vendor's voices.

use async_trait::async_trait;

use crate::{Raw, Result, VoiceId};

/// Lists voices. Bland.
#[async_trait]
pub trait Voices: Send + Sync {
    /// All voices that the account can use.
    ///
    /// # Errors
    /// As the provider says.
    async fn list_voices(&self) -> Result<Vec<Voice>>;

    /// One voice.
    ///
    /// # Errors
    /// `NotFound` if there is none.
    async fn voice(&self, id: &VoiceId) -> Result<Voice>;
}

/// A voice.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub struct Voice {
    /// Its id.
    pub id: VoiceId,
    /// Its name, by which requests choose it.
    pub name: Box<str>,
    /// The language it speaks (BCP 47), where the vendor says.
    pub language: Option<Box<str>>,
    /// What the vendor says of it.
    pub description: Option<Box<str>>,
    /// The vendor's own record.
    pub raw: Raw,
}

impl Voice {
    /// A voice of which nothing else is known.
    pub fn new(id: VoiceId, name: impl Into<Box<str>>) -> Self {
        Self {
            id,
            name: name.into(),
            language: None,
            description: None,
            raw: Raw::default(),
        }
    }
}
