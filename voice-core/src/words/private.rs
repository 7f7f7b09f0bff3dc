//! Text that belongs to somebody.

use std::fmt;
use std::ops::Deref;

use url::Url;

/// What people said, wrote or pressed: readable, but never printed by `Debug` (L10).
///
/// Read it with [`as_str`](Self::as_str) or through `Deref`. `Debug` shows the length only, so a log of a
/// struct that holds one gives nothing away.
///
/// ```
/// use voice_core::PrivateText;
///
/// let said = PrivateText::from("my card number is…");
/// assert_eq!(format!("{said:?}"), "PrivateText(18 characters)");
/// assert!(said.contains("card"));
/// ```
#[derive(
    Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Default, serde::Serialize, serde::Deserialize,
)]
#[serde(transparent)]
pub struct PrivateText(Box<str>);

impl PrivateText {
    /// The text.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl Deref for PrivateText {
    type Target = str;

    fn deref(&self) -> &str {
        &self.0
    }
}

impl From<&str> for PrivateText {
    fn from(text: &str) -> Self {
        Self(text.into())
    }
}

impl From<String> for PrivateText {
    fn from(text: String) -> Self {
        Self(text.into())
    }
}

impl PartialEq<str> for PrivateText {
    fn eq(&self, other: &str) -> bool {
        &*self.0 == other
    }
}

impl PartialEq<&str> for PrivateText {
    fn eq(&self, other: &&str) -> bool {
        &*self.0 == *other
    }
}

impl fmt::Debug for PrivateText {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "PrivateText({} characters)", self.0.chars().count())
    }
}

/// A URL as `Debug` may show it: scheme, host and port. Path and query may hold a token of ours or a person's number.
pub(crate) struct Origin<'a>(pub(crate) &'a Url);

impl fmt::Debug for Origin<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let url = self.0;
        write!(
            f,
            "{}://{}",
            url.scheme(),
            url.host_str().unwrap_or_default()
        )?;
        if let Some(port) = url.port() {
            write!(f, ":{port}")?;
        }
        f.write_str("/…")
    }
}

/// A text of which `Debug` shows the length only.
pub(crate) struct Hidden<'a>(pub(crate) &'a str);

impl fmt::Debug for Hidden<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "({} characters)", self.0.chars().count())
    }
}
