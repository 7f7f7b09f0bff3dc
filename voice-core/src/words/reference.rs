//! The caller's own name for a call.

use std::fmt;

/// Your own name for a call: an order number, a job id. It is echoed where the vendor can (Bland
/// `metadata`, Exotel `CustomField`, in the callback URL elsewhere) and is what
/// finds the call again after an outcome that is not known.
///
/// 1 to 64 of the characters `A-Z a-z 0-9 . _ ~ -`, so that it passes unchanged through a URL, a form and
/// JSON. It is not a secret: do not put a person's data into it.
///
/// ```
/// use voice_core::Reference;
///
/// assert_eq!(Reference::parse("order-1042")?.as_str(), "order-1042");
/// assert!(Reference::parse("order 1042").is_err());
/// # Ok::<(), voice_core::ParseReferenceError>(())
/// ```
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash, serde::Serialize)]
#[serde(transparent)]
pub struct Reference(Box<str>);

impl Reference {
    /// The longest reference, in characters.
    pub const MAX_LEN: usize = 64;

    /// Reads a reference.
    ///
    /// # Errors
    /// It is empty, too long, or holds another character.
    pub fn parse(text: &str) -> Result<Self, ParseReferenceError> {
        if let Some((at, found)) = text
            .char_indices()
            .find(|(_, c)| !(c.is_ascii_alphanumeric() || matches!(c, '.' | '_' | '~' | '-')))
        {
            return Err(ParseReferenceError::Character { at, found });
        }
        if text.is_empty() || text.len() > Self::MAX_LEN {
            return Err(ParseReferenceError::Length { len: text.len() });
        }
        Ok(Self(text.into()))
    }

    /// The text.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl fmt::Display for Reference {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(&self.0)
    }
}

impl std::str::FromStr for Reference {
    type Err = ParseReferenceError;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        Self::parse(text)
    }
}

impl<'de> serde::Deserialize<'de> for Reference {
    fn deserialize<D: serde::Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let text = std::borrow::Cow::<'de, str>::deserialize(deserializer)?;
        Self::parse(&text).map_err(serde::de::Error::custom)
    }
}

/// A text cannot be a [`Reference`].
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum ParseReferenceError {
    /// Empty, or longer than [`Reference::MAX_LEN`].
    #[error("a reference has 1 to 64 characters, this one has {len}")]
    Length {
        /// Its length in characters.
        len: usize,
    },
    /// A character that would not survive a URL unchanged.
    #[error(
        "a reference holds only letters, digits and `.`, `_`, `~`, `-`; `{found}` at byte {at} is none of them"
    )]
    Character {
        /// Offset in bytes.
        at: usize,
        /// The character.
        found: char,
    },
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_reference_survives_a_url_or_is_refused() {
        assert!(Reference::parse(&"a".repeat(64)).is_ok());
        assert_eq!(
            Reference::parse(""),
            Err(ParseReferenceError::Length { len: 0 })
        );
        assert_eq!(
            Reference::parse(&"a".repeat(65)),
            Err(ParseReferenceError::Length { len: 65 })
        );
        assert_eq!(
            Reference::parse("a&b"),
            Err(ParseReferenceError::Character { at: 1, found: '&' })
        );
    }
}
