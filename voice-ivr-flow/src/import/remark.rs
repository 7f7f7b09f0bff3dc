//! What an import gives, and what it says about it.

use std::fmt;

use voice_core::redact_numbers;

use crate::finding::words::shortened;
use crate::{Flow, ParseError};

/// A flow that was read from another editor's file.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub struct Import {
    /// The flow. It may have findings; [`Flow::check`] says them.
    pub flow: Flow,
    /// What is not as it was, in the order of the file; of a file with more than a hundred thousand remarks, the
    /// first ones and how many there are more.
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
    /// The widget or node of the source, as its editor shows it; empty if it is about the whole file.
    pub widget: String,
    /// The property or event, or the way to it; empty if it is about the whole widget.
    pub member: String,
    /// What was done, and what can be done about it. Telephone numbers are hidden.
    pub message: String,
}

impl Remark {
    pub(super) fn new(kind: RemarkKind, widget: &str, member: &str, message: &str) -> Self {
        Self {
            kind,
            widget: shortened(widget),
            member: shortened(member),
            message: redact_numbers(message),
        }
    }
}

impl fmt::Display for Remark {
    /// One line: how, where, and what was done.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write_line(f, std::slice::from_ref(self))
    }
}

impl fmt::Display for Import {
    /// What people read of the remarks: a line for each, or for several in a row that say the same of one widget, and
    /// in the end how many there are. Nothing if there are none.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let alike = |one: &Remark, two: &Remark| {
            let said = |remark: &Remark| !remark.member.is_empty();
            said(one)
                && said(two)
                && (one.kind, &one.widget, &one.message) == (two.kind, &two.widget, &two.message)
        };
        for alike in self.remarks.chunk_by(alike) {
            write_line(f, alike)?;
            f.write_str("\n")?;
        }
        let mut before = "";
        for kind in [
            RemarkKind::LeftOut,
            RemarkKind::Approximated,
            RemarkKind::Needed,
        ] {
            let of_kind = self.remarks.iter().filter(|remark| remark.kind == kind);
            match of_kind.count() {
                0 => {}
                count => {
                    write!(f, "{before}{count} {}", kind.as_str())?;
                    before = ", ";
                }
            }
        }
        if before.is_empty() {
            return Ok(());
        }
        f.write_str("\n")
    }
}

/// A line for remarks that differ in their members only.
fn write_line(f: &mut fmt::Formatter<'_>, alike: &[Remark]) -> fmt::Result {
    let Some(first) = alike.first() else {
        return Ok(());
    };
    f.write_str(first.kind.as_str())?;
    let members = alike.iter().map(|remark| &remark.member);
    let mut glue = ": ";
    for name in std::iter::once(&first.widget).chain(members) {
        if !name.is_empty() {
            write!(f, "{glue}`{}`", OneLine(name))?;
            glue = ", ";
        }
    }
    write!(f, ": {}", OneLine(&first.message))
}

/// A text of the file, which must not steer a terminal.
struct OneLine<'a>(&'a str);

impl fmt::Display for OneLine<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let mut pieces = self.0.split(char::is_control);
        f.write_str(pieces.next().unwrap_or_default())?;
        pieces.try_for_each(|piece| write!(f, " {piece}"))
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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn people_read_remarks_that_say_the_same_once() {
        let remark = |kind, widget, member, message| Remark::new(kind, widget, member, message);
        let import = |remarks| Import {
            flow: crate::builder::FlowBuilder::new("Any").build(),
            remarks,
        };
        let told = import(vec![
            remark(RemarkKind::LeftOut, "a", "b", "gone"),
            remark(RemarkKind::LeftOut, "a", "c", "gone"),
            remark(RemarkKind::LeftOut, "a", "", "gone"),
            remark(RemarkKind::Approximated, "a", "d", "gone"),
            remark(RemarkKind::Approximated, "a\u{1b}[2J", "d\n", "all\rgone"),
        ]);
        assert_eq!(
            told.to_string(),
            "left out: `a`, `b`, `c`: gone\nleft out: `a`: gone\napproximated: `a`, `d`: gone\n\
             approximated: `a [2J`, `d `: all gone\n3 left out, 2 approximated\n"
        );
        assert_eq!(import(Vec::new()).to_string(), "");
    }

    #[test]
    fn a_name_that_is_a_number_is_hidden_and_an_id_is_not() {
        let remark = Remark::new(RemarkKind::LeftOut, "+15550100001", "1712345678901", "gone");
        assert_eq!(remark.widget, "+*********01");
        assert_eq!(remark.member, "1712345678901");
    }
}
