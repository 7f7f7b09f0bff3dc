//! What one value must satisfy.

use super::{MAX_URL_CHARACTERS, Problem};

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
