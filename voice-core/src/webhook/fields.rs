//! The fields of queries and forms.

use std::borrow::Cow;

/// Decoded fields in the order in which they came, repeated names kept.
pub type FormPairs<'a> = Vec<(Cow<'a, str>, Cow<'a, str>)>;

/// How many pairs a query or a URL-encoded form has, counted before anything is decoded.
pub(super) fn count(encoded: &[u8]) -> usize {
    encoded
        .split(|byte| *byte == b'&')
        .filter(|pair| !pair.is_empty())
        .count()
}
