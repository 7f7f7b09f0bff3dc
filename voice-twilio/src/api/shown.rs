//! What `Debug` shows of a text (L10).

use std::fmt;

use voice_core::redact_numbers;

use crate::twiml::shown;

/// A text that names no person and holds no secret. A handle or a name that somebody gave may be a telephone number all
/// the same: long rows of digits are masked.
pub(crate) struct Text<'a>(pub(crate) &'a str);

impl fmt::Debug for Text<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Debug::fmt(&redact_numbers(self.0), f)
    }
}

/// A URL without query and credentials, and without numbers in its path.
pub(crate) struct Url<'a>(pub(crate) &'a str);

impl fmt::Debug for Url<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&redact_numbers(&format!("{:?}", shown::Url(self.0))))
    }
}
