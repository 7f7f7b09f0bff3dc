//! What Twilio would refuse, found before it is sent.

mod checker;
mod place;
mod problem;
mod rule;

use std::borrow::Cow;
use std::fmt;

pub(crate) use checker::{Checker, is_blank};
pub use place::Place;
pub use problem::Problem;
pub(crate) use rule::{KEYPAD, PLAYED_KEYS, Rule};

/// The longest document that Twilio reads, in bytes (64 kB).
pub const MAX_DOCUMENT_BYTES: usize = 64 * 1024;
/// The longest document in the `Twiml` parameter of a call, in characters.
pub const MAX_INLINE_CHARACTERS: usize = 4_000;
/// How many nouns may ring in one `Dial`.
pub const MAX_DIAL_NOUNS: usize = 10;
/// The longest URL in an attribute, in characters.
pub const MAX_URL_CHARACTERS: usize = 4_000;
/// How many elements may stand inside one another, `Response` included: what
/// [`Response::parse`](super::Response::parse) reads.
pub const MAX_DEPTH: usize = 64;
/// How many attributes an element may have: what [`Response::parse`](super::Response::parse) reads.
pub const MAX_ATTRIBUTES: usize = 256;

/// A document that Twilio would refuse, with everything that is wrong with it, in document order.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CheckError(pub(super) Vec<Violation>);

impl CheckError {
    /// Everything that is wrong; never empty.
    pub fn violations(&self) -> &[Violation] {
        &self.0
    }
}

impl fmt::Display for CheckError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for (at, violation) in self.0.iter().enumerate() {
            if at > 0 {
                f.write_str("; ")?;
            }
            violation.fmt(f)?;
        }
        Ok(())
    }
}

impl std::error::Error for CheckError {}

/// One thing that Twilio would refuse. The value itself is not repeated.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub struct Violation {
    /// The element: `Gather`. For the document as a whole, `Response`.
    pub element: Cow<'static, str>,
    /// The attribute: `numDigits`. `None` for the element's text or children.
    pub attribute: Option<Cow<'static, str>>,
    /// What is wrong.
    pub problem: Problem,
}

impl fmt::Display for Violation {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.element)?;
        if let Some(attribute) = &self.attribute {
            write!(f, " {attribute}")?;
        }
        write!(f, ": {}", self.problem)
    }
}
