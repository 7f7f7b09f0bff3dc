//! What the vendor really sent.

use std::fmt;
use std::sync::Arc;

/// The vendor's own text of something, verbatim (L12): JSON of an answer, the form of a webhook.
///
/// The way to a member that this SDK has no name for. Cheap to clone. `Debug` shows the length only.
///
/// ```
/// use voice_core::Raw;
///
/// let raw = Raw::from(r#"{"sid":"CA1","new_member":7}"#);
/// assert_eq!(raw.to_json().and_then(|json| json["new_member"].as_i64()), Some(7));
/// ```
#[derive(Clone, PartialEq, Eq, Default)]
pub struct Raw(Arc<str>);

impl Raw {
    /// The text; empty if the vendor sent none (a value made by hand, or by a provider without a wire).
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// The text as JSON, if it is JSON.
    pub fn to_json(&self) -> Option<serde_json::Value> {
        serde_json::from_str(&self.0).ok()
    }
}

impl From<&str> for Raw {
    fn from(text: &str) -> Self {
        Self(text.into())
    }
}

impl From<String> for Raw {
    fn from(text: String) -> Self {
        Self(text.into())
    }
}

impl fmt::Debug for Raw {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Raw({} bytes)", self.0.len())
    }
}
