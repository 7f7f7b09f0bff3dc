//! XML to typed verbs.

use std::fmt;

use voice_core::xml::{Attribute, Element, Event, Limits, Reader, Tag, XmlError};

use super::check::{MAX_ATTRIBUTES, MAX_DEPTH};
use super::element::Element as _;
use super::other::is_silent;
use super::response::Response;
use super::value::{Reading, Value};

/// What reading a document gave.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub struct Parsed {
    /// The document.
    pub response: Response,
    /// What this version did not know, in document order. Twilio passes over most of it with warning
    /// 12200; nothing of it is lost when the document is written again, except stray text and what is
    /// given twice.
    pub findings: Vec<Finding>,
}

/// Something in a document that this version does not know.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub struct Finding {
    /// What it is.
    pub kind: FindingKind,
    /// The element it is on or in.
    pub element: &'static str,
    /// The name of the unknown element, or of the attribute; empty for stray text.
    pub name: String,
    /// Where, in bytes from the beginning of the document.
    pub offset: usize,
}

/// The kinds of a [`Finding`].
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum FindingKind {
    /// An element that is unknown, or not allowed at this place.
    UnknownElement,
    /// An attribute that the element does not have.
    UnknownAttribute,
    /// A value that is not of the attribute's type. It is kept as an unknown attribute.
    BadValue,
    /// A word that is not in the vendor's list as we know it. It is kept as the value.
    UnknownWord,
    /// Text where none is read. It is dropped.
    StrayText,
    /// An attribute that was given already, in another spelling of its name. It is dropped.
    Repeated,
}

impl fmt::Display for Finding {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self {
            kind,
            element,
            name,
            offset,
        } = self;
        match kind {
            FindingKind::UnknownElement => write!(f, "{name} is not known inside {element}"),
            FindingKind::UnknownAttribute => write!(f, "{element} has no attribute {name}"),
            FindingKind::BadValue => {
                write!(f, "the value of {element} {name} is of the wrong type")
            }
            FindingKind::UnknownWord => {
                write!(f, "the value of {element} {name} is not a known word")
            }
            FindingKind::Repeated => {
                write!(f, "{element} {name} was given in another spelling already")
            }
            FindingKind::StrayText => write!(f, "{element} holds text that is not read"),
        }?;
        write!(f, " (at byte {offset})")
    }
}

/// The longest document that [`Response::parse`] reads, in bytes: more than Twilio does, so that
/// a document over Twilio's limit is told as such by [`Response::check`] and not as broken XML.
pub const MAX_PARSED_BYTES: usize = 1 << 20;

/// For how many verbs there is room before the first is read.
const FEW_VERBS: usize = 4;

/// The longest name that a finding repeats.
const MAX_NAME: usize = 64;

/// Reads a document.
pub(crate) fn parse(input: &str) -> Result<Parsed, ParseError> {
    let limits = Limits {
        max_bytes: MAX_PARSED_BYTES,
        max_depth: MAX_DEPTH,
        max_attributes: MAX_ATTRIBUTES,
    };
    let mut source = Source {
        reader: Reader::with_limits(input, limits)?,
        findings: Vec::new(),
    };
    let Event::Start(tag) = source.next_event()? else {
        return Err(ParseError::NotAResponse { offset: 0 });
    };
    if tag.name != Response::TAG {
        return Err(ParseError::NotAResponse { offset: tag.offset });
    }
    let mut response = Response::new();
    // Most documents have a few verbs; the lists of other elements begin with one.
    response.verbs.reserve(FEW_VERBS);
    response.fill(&tag, &mut source)?;
    source.next_event()?;
    Ok(Parsed {
        response,
        findings: source.findings,
    })
}

/// Why a text is not a TwiML document.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub enum ParseError {
    /// It cannot be read as XML.
    Xml(XmlError),
    /// Its root element is not `Response`.
    NotAResponse {
        /// Where the root element stands, in bytes.
        offset: usize,
    },
}

impl ParseError {
    /// Where, in bytes from the beginning of the input.
    pub const fn offset(&self) -> usize {
        match self {
            Self::Xml(error) => error.offset(),
            Self::NotAResponse { offset } => *offset,
        }
    }
}

impl fmt::Display for ParseError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Xml(error) => error.fmt(f),
            Self::NotAResponse { offset } => {
                write!(f, "the root element is not Response (at byte {offset})")
            }
        }
    }
}

impl std::error::Error for ParseError {}

impl From<XmlError> for ParseError {
    fn from(error: XmlError) -> Self {
        Self::Xml(error)
    }
}

/// The events of a document, and what was found on the way.
#[derive(Debug)]
pub(crate) struct Source<'a> {
    reader: Reader<'a>,
    findings: Vec<Finding>,
}

impl<'a> Source<'a> {
    pub(crate) fn next_event(&mut self) -> Result<Event<'a>, XmlError> {
        self.reader.next_event()
    }

    pub(crate) fn offset(&self) -> usize {
        self.reader.offset()
    }

    /// Reads a value into its place; `false` if it does not fit.
    pub(crate) fn value<V: Value>(
        &mut self,
        place: &mut Option<V>,
        attribute: &Attribute<'_>,
        element: &'static str,
    ) -> bool {
        if place.is_some() {
            self.find(
                FindingKind::Repeated,
                element,
                attribute.name,
                attribute.offset,
            );
            return true;
        }
        match V::read(&attribute.value) {
            Reading::Known(value) => *place = Some(value),
            Reading::Invented(value) => {
                *place = Some(value);
                self.find(
                    FindingKind::UnknownWord,
                    element,
                    attribute.name,
                    attribute.offset,
                );
            }
            Reading::Bad => {
                self.find(
                    FindingKind::BadValue,
                    element,
                    attribute.name,
                    attribute.offset,
                );
                return false;
            }
        }
        true
    }

    pub(crate) fn unknown_attribute(
        &mut self,
        attribute: &Attribute<'_>,
        element: &'static str,
    ) -> bool {
        if !is_silent(attribute.name) {
            self.find(
                FindingKind::UnknownAttribute,
                element,
                attribute.name,
                attribute.offset,
            );
        }
        false
    }

    pub(crate) fn unknown_element(
        &mut self,
        tag: &Tag<'_>,
        parent: &'static str,
    ) -> Result<Element, XmlError> {
        self.find(FindingKind::UnknownElement, parent, tag.name, tag.offset);
        Element::read(tag, &mut self.reader)
    }

    pub(crate) fn stray_text(&mut self, element: &'static str, offset: usize) {
        self.find(FindingKind::StrayText, element, "", offset);
    }

    fn find(&mut self, kind: FindingKind, element: &'static str, name: &str, offset: usize) {
        self.findings.push(Finding {
            kind,
            element,
            name: name.chars().take(MAX_NAME).collect(),
            offset,
        });
    }
}
