//! What an import gives, and what it says about it.

use std::fmt;

use crate::{Flow, ParseError};

/// A flow that was read from another editor's file.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub struct Import {
    /// The flow. It may have findings; [`Flow::check`] says them.
    pub flow: Flow,
    /// What is not as it was, in the order of the file.
    pub remarks: Vec<Remark>,
}

/// How something was carried over.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum RemarkKind {
    /// Something stands for it that is not quite the same.
    Approximated,
    /// Nothing stands for it.
    LeftOut,
    /// A variable has to be given by whoever starts the flow.
    Needed,
}

impl RemarkKind {
    /// The word for it, as it is printed: `approximated`, `left out`, `needed`.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Approximated => "approximated",
            Self::LeftOut => "left out",
            Self::Needed => "needed",
        }
    }
}

/// One thing that is not as it was.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub struct Remark {
    /// How it was carried over.
    pub kind: RemarkKind,
    /// The widget or node of the source; empty if it is about the whole file.
    pub widget: String,
    /// The property or event; empty if it is about the whole widget.
    pub member: String,
    /// What was done.
    pub message: String,
}

impl fmt::Display for Remark {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.kind.as_str())?;
        match (self.widget.as_str(), self.member.as_str()) {
            ("", "") => {}
            ("", member) => write!(f, ": `{member}`")?,
            (widget, "") => write!(f, ": `{widget}`")?,
            (widget, member) => write!(f, ": `{widget}`, `{member}`")?,
        }
        write!(f, ": {}", self.message)
    }
}

/// A file cannot be imported.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub enum ImportError {
    /// It cannot be read at all: too large, too deep, not JSON.
    Unreadable(ParseError),
    /// It is JSON of another kind; the text says what is missing.
    NotThisKind(&'static str),
}

impl fmt::Display for ImportError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Unreadable(error) => write!(f, "the file cannot be read: {error}"),
            Self::NotThisKind(what) => f.write_str(what),
        }
    }
}

impl std::error::Error for ImportError {
    fn source(&self) -> Option<&(dyn std::error::Error + 'static)> {
        match self {
            Self::Unreadable(error) => Some(error),
            Self::NotThisKind(_) => None,
        }
    }
}

impl From<ParseError> for ImportError {
    fn from(error: ParseError) -> Self {
        Self::Unreadable(error)
    }
}
