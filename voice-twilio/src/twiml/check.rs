//! What Twilio would refuse, found before it is sent.

use std::borrow::Cow;
use std::fmt;

use voice_core::xml::{Element, forbidden, is_name};

use super::other::Other;

/// The longest document that Twilio reads, in bytes (64 kB).
pub const MAX_DOCUMENT_BYTES: usize = 64 * 1024;
/// The longest document in the `Twiml` parameter of a call, in characters.
pub const MAX_INLINE_CHARACTERS: usize = 4_000;
/// How many nouns may ring in one `Dial`.
pub const MAX_DIAL_NOUNS: usize = 10;
/// The longest URL in an attribute or text, in characters.
pub const MAX_URL_CHARACTERS: usize = 4_000;

/// A document that Twilio would refuse, with everything that is wrong with it, in document order.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CheckError(Vec<Violation>);

impl CheckError {
    pub(crate) fn new(violations: Vec<Violation>) -> Result<(), Self> {
        if violations.is_empty() {
            Ok(())
        } else {
            Err(Self(violations))
        }
    }

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
    /// Something that must be there is not.
    Missing,
    /// A character that XML cannot carry. The writer leaves it out.
    ForbiddenCharacter {
        /// Where it stands in the value, in bytes.
        at: usize,
    },
    /// A character that is no key, or not a key that is allowed here.
    BadKey,
    /// A member of a list that is empty or has a blank, and so would be read as another list.
    NotAWord,
    /// Not a `wss://` URL, or one with a query string.
    NotASocketUrl,
    /// A name that XML does not allow. The writer leaves the attribute or element out.
    BadName,
    /// An attribute that is written twice.
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
            Self::Missing => f.write_str("is required"),
            Self::ForbiddenCharacter { at } => {
                write!(f, "a character that XML cannot carry (at byte {at})")
            }
            Self::BadKey => f.write_str("holds a character that is not a key allowed here"),
            Self::NotAWord => f.write_str("a member of the list is empty or has a blank"),
            Self::NotASocketUrl => f.write_str("must be a wss:// URL without a query string"),
            Self::BadName => f.write_str("not a name that XML allows"),
            Self::Repeated => f.write_str("is given twice"),
            Self::NotAllowed(why) => f.write_str(why),
        }
    }
}

/// What an attribute's value must satisfy.
#[derive(Debug, Clone, Copy)]
pub(crate) enum Rule {
    /// Anything.
    Any,
    /// A number in a range.
    Range(u32, u32),
    /// At most so many characters.
    Chars(usize),
    /// A URL: at most [`MAX_URL_CHARACTERS`].
    Url,
    /// A `wss://` URL without a query string.
    Socket,
    /// Only these characters.
    Keys(&'static str),
    /// One of these characters, or none.
    OneKey(&'static str),
    /// At most 500 phrases of at most 100 characters, with commas between.
    Hints,
}

/// Keys that a telephone has.
pub(crate) const KEYPAD: &str = "0123456789*#";

impl Rule {
    pub(crate) fn number(self, value: u32) -> Option<Problem> {
        match self {
            Self::Range(min, max) if value < min || value > max => {
                Some(Problem::OutOfRange { value, min, max })
            }
            _ => None,
        }
    }

    pub(crate) fn text(self, text: &str) -> Option<Problem> {
        let longer = |max: usize| {
            // The bytes are at least as many as the characters, and known.
            let length = if text.len() > max {
                text.chars().count()
            } else {
                0
            };
            (length > max).then_some(Problem::TooLong { length, max })
        };
        match self {
            Self::Any | Self::Range(..) => None,
            Self::Chars(max) => longer(max),
            Self::Url => longer(MAX_URL_CHARACTERS),
            Self::Socket => {
                if !text.starts_with("wss://") || text.contains('?') {
                    return Some(Problem::NotASocketUrl);
                }
                longer(MAX_URL_CHARACTERS)
            }
            Self::Keys(keys) => {
                (!text.chars().all(|c| keys.contains(c))).then_some(Problem::BadKey)
            }
            Self::OneKey(keys) => {
                if text.chars().count() > 1 {
                    return longer(1);
                }
                Self::Keys(keys).text(text)
            }
            Self::Hints => {
                let count = text.split(',').count();
                if count > 500 {
                    return Some(Problem::TooMany { count, max: 500 });
                }
                text.split(',').find_map(|hint| Self::Chars(100).text(hint))
            }
        }
    }
}

/// Collects violations.
#[derive(Debug, Default)]
pub(crate) struct Checker {
    violations: Vec<Violation>,
}

impl Checker {
    pub(crate) fn into_violations(self) -> Vec<Violation> {
        self.violations
    }

    pub(crate) fn note(
        &mut self,
        element: &'static str,
        attribute: Option<&'static str>,
        problem: Option<Problem>,
    ) {
        if let Some(problem) = problem {
            self.violations.push(Violation {
                element: element.into(),
                attribute: attribute.map(Cow::Borrowed),
                problem,
            });
        }
    }

    pub(crate) fn text(&mut self, element: &'static str, text: &str, required: bool, rule: Rule) {
        let missing = (required && text.is_empty()).then_some(Problem::Missing);
        let problem = missing
            .or_else(|| Problem::of_characters(text))
            .or_else(|| rule.text(text));
        self.note(element, None, problem);
    }

    pub(crate) fn characters(&mut self, text: &str) {
        self.note("Say", None, Problem::of_characters(text));
    }

    /// `known` says of each attribute of the element whether it is set.
    pub(crate) fn other(&mut self, element: &'static str, other: &Other, known: &[(bool, &str)]) {
        for (at, (name, value)) in other.attributes().iter().enumerate() {
            let earlier = other.attributes().iter().take(at);
            let problem = if !is_name(name) {
                Some(Problem::BadName)
            } else if earlier.into_iter().any(|(earlier, _)| earlier == name)
                || known.iter().any(|&(set, word)| set && word == name)
            {
                Some(Problem::Repeated)
            } else {
                Problem::of_characters(value)
            };
            if let Some(problem) = problem {
                self.violations.push(Violation {
                    element: element.into(),
                    attribute: Some(name.clone().into()),
                    problem,
                });
            }
        }
        for element in other.elements() {
            self.unknown(element);
        }
    }

    /// An unknown element is let through if it is well-formed.
    pub(crate) fn unknown(&mut self, element: &Element) {
        if !is_name(&element.name) {
            self.violations.push(Violation {
                element: element.name.clone().into(),
                attribute: None,
                problem: Problem::BadName,
            });
        }
    }
}
