//! Why a document cannot be read.

use std::fmt;

/// A document that cannot be read, and where. The document's own text is not repeated.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct XmlError {
    kind: XmlErrorKind,
    offset: usize,
}

impl XmlError {
    pub(super) const fn new(kind: XmlErrorKind, offset: usize) -> Self {
        Self { kind, offset }
    }

    /// What is wrong.
    pub const fn kind(&self) -> XmlErrorKind {
        self.kind
    }

    /// Where, in bytes from the beginning of the input.
    pub const fn offset(&self) -> usize {
        self.offset
    }
}

/// What can be wrong with a document.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum XmlErrorKind {
    /// The input is longer than the limit, in bytes.
    TooLarge {
        /// The limit.
        max: usize,
    },
    /// A character that XML 1.0 does not allow, bare or as a reference.
    ForbiddenCharacter,
    /// A document type declaration. It is refused whatever it holds, because entities can be declared
    /// in one.
    DocumentType,
    /// A reference to an entity that XML does not predefine.
    UnknownEntity,
    /// An `&` that begins no reference, or a character reference that names no character.
    BadReference,
    /// More elements inside one another than the limit.
    TooDeep {
        /// The limit.
        max: usize,
    },
    /// More attributes on one element than the limit.
    TooManyAttributes {
        /// The limit.
        max: usize,
    },
    /// One attribute twice on one element.
    DuplicateAttribute,
    /// An attribute that is not `name="value"`.
    BadAttribute,
    /// A name that XML does not allow.
    BadName,
    /// An end tag that does not fit the element that is open.
    MismatchedEnd,
    /// The input ends inside an element or inside markup.
    Unclosed,
    /// Something before the XML declaration, or a declaration in the middle.
    MisplacedDeclaration,
    /// Text before or after the root element.
    TextOutsideRoot,
    /// A second root element.
    SecondRoot,
    /// No element at all.
    NoRoot,
    /// Markup that is neither element, comment, CDATA section nor processing instruction.
    BadMarkup,
}

impl fmt::Display for XmlErrorKind {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let text = match self {
            Self::TooLarge { max } => return write!(f, "the document is longer than {max} bytes"),
            Self::TooDeep { max } => return write!(f, "elements are nested deeper than {max}"),
            Self::TooManyAttributes { max } => {
                return write!(f, "an element has more than {max} attributes");
            }
            Self::ForbiddenCharacter => "a character that XML does not allow",
            Self::DocumentType => "document type declarations are refused",
            Self::UnknownEntity => "an entity that is not declared",
            Self::BadReference => "`&` begins no reference (write `&amp;`)",
            Self::DuplicateAttribute => "an attribute is given twice",
            Self::BadAttribute => "an attribute is not of the form name=\"value\"",
            Self::BadName => "a name that XML does not allow",
            Self::MismatchedEnd => "an end tag does not fit the open element",
            Self::Unclosed => "the document ends inside markup or an open element",
            Self::MisplacedDeclaration => "the XML declaration must come first",
            Self::TextOutsideRoot => "text outside the root element",
            Self::SecondRoot => "a second root element",
            Self::NoRoot => "there is no element",
            Self::BadMarkup => "markup that XML does not know",
        };
        f.write_str(text)
    }
}

impl fmt::Display for XmlError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} (at byte {})", self.kind, self.offset)
    }
}

impl std::error::Error for XmlError {}
