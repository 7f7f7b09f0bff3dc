//! What one value must satisfy.

use std::borrow::Cow;

use voice_core::xml::without_marks;

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
    /// The `wss://` URL of a web socket.
    Socket,
    /// The same without a query string: a stream's parameters travel as `Parameter`.
    StreamSocket,
    /// A SIP address: less than 255 characters, and at most 1024 of headers after a `?`.
    Sip,
    /// Only these characters.
    Keys(&'static str),
    /// One of these characters, or none.
    OneKey(&'static str),
    /// At most 500 phrases of at most 100 characters, with commas between.
    Hints,
    /// A length of time: `2s`, `500ms`.
    Time,
}

const MAX_SIP_ADDRESS: usize = 254;
const MAX_SIP_HEADERS: usize = 1_024;
const MAX_HINTS: usize = 500;
const MAX_HINT: usize = 100;

/// Keys that a telephone has.
pub(crate) const KEYPAD: &str = "0123456789*#";
/// What can be played as keys: also the fourth column and two lengths of silence.
pub(crate) const PLAYED_KEYS: &str = "0123456789*#ABCDwW";

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
            // What will stand in a hole is known when it is filled.
            Self::Socket | Self::StreamSocket | Self::Keys(_) | Self::OneKey(_) | Self::Time
                if has_hole(text) =>
            {
                None
            }
            Self::Chars(max) => longer(max),
            Self::Url => longer(MAX_URL_CHARACTERS),
            Self::Socket => {
                let scheme = text.get(..6).unwrap_or_default();
                if scheme.eq_ignore_ascii_case("wss://") {
                    longer(MAX_URL_CHARACTERS)
                } else {
                    Some(Problem::NotASocketUrl)
                }
            }
            Self::StreamSocket => {
                let why = "may have no query string: parameters travel as Parameter";
                let query = text.contains('?').then_some(Problem::NotAllowed(why));
                Self::Socket.text(text).or(query)
            }
            Self::Sip => {
                let (address, headers) = text.split_once('?').unwrap_or((text, ""));
                let headers = Self::Chars(MAX_SIP_HEADERS).text(headers);
                Self::Chars(MAX_SIP_ADDRESS).text(address).or(headers)
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
                let phrases = || {
                    text.split(',')
                        .map(str::trim)
                        .filter(|hint| !hint.is_empty())
                };
                let count = phrases().count();
                if count > MAX_HINTS {
                    return Some(Problem::TooMany {
                        count,
                        max: MAX_HINTS,
                    });
                }
                phrases().find_map(|hint| Self::Chars(MAX_HINT).text(hint))
            }
            Self::Time => {
                let number = text.strip_suffix("ms").or_else(|| text.strip_suffix('s'));
                let digits =
                    |part: &str| !part.is_empty() && part.bytes().all(|byte| byte.is_ascii_digit());
                let valid = number.is_some_and(|number| {
                    let (whole, fraction) = number.split_once('.').unwrap_or((number, "0"));
                    digits(whole) && digits(fraction)
                });
                let why = "must be a number followed by s or ms";
                (!valid).then_some(Problem::NotAllowed(why))
            }
        }
    }
}

fn has_hole(text: &str) -> bool {
    matches!(without_marks(text), Cow::Owned(_))
}
