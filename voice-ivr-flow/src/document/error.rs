//! Why a file is not a flow document at all.

use std::fmt;

use voice_core::Printable;

/// What is wrong with a file that cannot be read as a document.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum ParseErrorKind {
    /// Larger than [`Flow::MAX_BYTES`](crate::Flow::MAX_BYTES).
    TooLarge,
    /// Not UTF-8.
    InvalidUtf8,
    /// Not JSON, or cut off.
    Syntax,
    /// A member stands twice in one object.
    DuplicateMember,
    /// Nested deeper than [`Flow::MAX_DEPTH`](crate::Flow::MAX_DEPTH).
    TooDeep,
}

/// A file cannot be read as a flow document (flow-semantics.md §1.1).
///
/// JSON that merely has the wrong shape is not an error of this kind: it gives findings.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ParseError {
    pub(super) kind: ParseErrorKind,
    pub(super) line: usize,
    pub(super) column: usize,
    pub(super) offset: usize,
    pub(super) message: String,
}

impl ParseError {
    /// What is wrong.
    pub fn kind(&self) -> ParseErrorKind {
        self.kind
    }

    /// The line, counted from 1.
    pub fn line(&self) -> usize {
        self.line
    }

    /// The character within the line, counted from 1; a byte order mark does not count.
    pub fn column(&self) -> usize {
        self.column
    }

    /// The byte within the file, counted from 0.
    pub fn offset(&self) -> usize {
        self.offset
    }

    /// What is wrong, in words, without the place.
    pub fn message(&self) -> &str {
        &self.message
    }
}

impl fmt::Display for ParseError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let message = Printable::new(&self.message);
        write!(
            f,
            "line {}, column {} (byte {}): {message}",
            self.line, self.column, self.offset
        )
    }
}

impl std::error::Error for ParseError {}
