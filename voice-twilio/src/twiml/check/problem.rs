//! What can be wrong.

use std::fmt;

use voice_core::xml::forbidden;

/// What can be wrong with a value.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[non_exhaustive]
pub enum Problem {
    /// A number outside its range.
    OutOfRange {
        /// The number.
        value: u32,
        /// The least that is allowed.
        min: u32,
        /// The most that is allowed.
        max: u32,
    },
    /// A text longer than allowed, in characters.
    TooLong {
        /// The length.
        length: usize,
        /// The most that is allowed.
        max: usize,
    },
    /// More things than allowed.
    TooMany {
        /// How many there are.
        count: usize,
        /// The most that is allowed.
        max: usize,
    },
    /// The whole document is longer than allowed, in bytes.
    DocumentTooLarge {
        /// The length.
        bytes: usize,
        /// The most that is allowed.
        max: usize,
    },
    /// More elements inside one another than can be read again.
    TooDeep {
        /// The most that is allowed.
        max: usize,
    },
    /// Something that must be there is not, or is blank.
    Missing,
    /// A character that XML cannot carry. The writer leaves it out.
    ForbiddenCharacter {
        /// Where it stands in the value, in bytes.
        at: usize,
    },
    /// A character that is no key, or not a key that is allowed here.
    BadKey,
    /// A member of a list that is empty or has white space in it, and so would be read as another list.
    NotAWord,
    /// Not a `wss://` URL.
    NotASocketUrl,
    /// A name that XML does not allow. The writer leaves the attribute or element out.
    BadName,
    /// An attribute that is given twice. The writer leaves the second out.
    Repeated,
    /// Something that may not stand here; the text says why.
    NotAllowed(&'static str),
}

impl Problem {
    pub(crate) fn of_characters(text: &str) -> Option<Self> {
        forbidden(text).map(|(at, _)| Self::ForbiddenCharacter { at })
    }
}

impl fmt::Display for Problem {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::OutOfRange {
                value,
                min,
                max: u32::MAX,
            } => {
                write!(f, "{value} is less than {min}")
            }
            Self::OutOfRange { value, min: 0, max } => write!(f, "{value} is more than {max}"),
            Self::OutOfRange { value, min, max } => {
                write!(f, "{value} is not between {min} and {max}")
            }
            Self::TooLong { length, max } => {
                write!(f, "{length} characters, at most {max} are allowed")
            }
            Self::TooMany { count, max } => write!(f, "{count}, at most {max} are allowed"),
            Self::DocumentTooLarge { bytes, max } => {
                write!(
                    f,
                    "the document has {bytes} bytes, at most {max} are allowed"
                )
            }
            Self::TooDeep { max } => write!(f, "more than {max} elements inside one another"),
            Self::Missing => f.write_str("is required"),
            Self::ForbiddenCharacter { at } => {
                write!(f, "a character that XML cannot carry (at byte {at})")
            }
            Self::BadKey => f.write_str("holds a character that is not a key allowed here"),
            Self::NotAWord => f.write_str("a member of the list is empty or has white space in it"),
            Self::NotASocketUrl => f.write_str("must be a wss:// URL"),
            Self::BadName => f.write_str("not a name that XML allows"),
            Self::Repeated => f.write_str("is given twice"),
            Self::NotAllowed(why) => f.write_str(why),
        }
    }
}
