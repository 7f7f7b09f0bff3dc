//! Telephone numbers in E.164.

use std::fmt;
use std::str::FromStr;

use serde::{Deserialize, Deserializer, Serialize, Serializer};

/// A telephone number in E.164: `+`, a country code that does not begin with 0, at most 15 digits.
///
/// Parsed once, strictly: no blanks, no brackets, no national form. A vendor's looser spellings are
/// read by that vendor's crate. `Display` writes the whole number, because that is how it goes on
/// the wire; `Debug` shows the last two digits only, so that a log of a request names nobody.
///
/// ```
/// use voice_core::PhoneNumber;
///
/// let number: PhoneNumber = "+15550100001".parse()?;
/// assert_eq!(number.as_str(), "+15550100001");
/// assert_eq!(format!("{number:?}"), "PhoneNumber(+*********01)");
/// # Ok::<(), voice_core::ParseNumberError>(())
/// ```
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct PhoneNumber(Box<str>);

impl PhoneNumber {
    /// Reads a number.
    ///
    /// # Errors
    /// Says which rule of E.164 the text breaks. The text itself is not repeated.
    pub fn parse(text: &str) -> Result<Self, ParseNumberError> {
        Self::check(text)?;
        Ok(Self(text.into()))
    }

    /// Whether a text is a number, as [`parse`](Self::parse), without keeping it.
    ///
    /// # Errors
    /// As `parse`.
    pub fn check(text: &str) -> Result<(), ParseNumberError> {
        let digits = text.strip_prefix('+').ok_or(ParseNumberError::NoPlus)?;
        if let Some(at) = digits.bytes().position(|byte| !byte.is_ascii_digit()) {
            return Err(ParseNumberError::NotADigit { at: at + 1 });
        }
        match digits.len() {
            0..2 => return Err(ParseNumberError::TooShort),
            2..=15 => {}
            _ => return Err(ParseNumberError::TooLong),
        }
        if digits.starts_with('0') {
            return Err(ParseNumberError::LeadingZero);
        }
        Ok(())
    }

    /// The number with its `+`.
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// The digits without the `+`, as some vendors want them.
    pub fn digits(&self) -> &str {
        self.0.strip_prefix('+').unwrap_or(&self.0)
    }
}

/// Hides all but the last two characters of something that can identify a person.
pub(crate) fn masked(text: &str) -> String {
    let count = text.chars().count();
    let shown = if count > 4 { 2 } else { 0 };
    text.chars()
        .enumerate()
        .map(|(at, c)| {
            if at + shown >= count || (at == 0 && c == '+') {
                c
            } else {
                '*'
            }
        })
        .collect()
}

impl fmt::Display for PhoneNumber {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(&self.0)
    }
}

impl fmt::Debug for PhoneNumber {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "PhoneNumber({})", masked(&self.0))
    }
}

impl FromStr for PhoneNumber {
    type Err = ParseNumberError;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        Self::parse(text)
    }
}

impl TryFrom<&str> for PhoneNumber {
    type Error = ParseNumberError;

    fn try_from(text: &str) -> Result<Self, Self::Error> {
        Self::parse(text)
    }
}

impl AsRef<str> for PhoneNumber {
    fn as_ref(&self) -> &str {
        &self.0
    }
}

impl Serialize for PhoneNumber {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(&self.0)
    }
}

impl<'de> Deserialize<'de> for PhoneNumber {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let text = std::borrow::Cow::<'de, str>::deserialize(deserializer)?;
        Self::parse(&text).map_err(serde::de::Error::custom)
    }
}

/// A text is not an E.164 number. The text is not part of the error: it may be somebody's number.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum ParseNumberError {
    /// The first character is not `+`.
    #[error("a phone number in E.164 begins with `+`")]
    NoPlus,
    /// Something other than a digit stands after the `+`.
    #[error("a phone number in E.164 holds only digits after the `+`; byte {at} is not one")]
    NotADigit {
        /// Offset in bytes from the start of the text.
        at: usize,
    },
    /// The country code begins with 0.
    #[error("no country code begins with 0")]
    LeadingZero,
    /// Fewer than two digits.
    #[error("a phone number in E.164 has at least 2 digits")]
    TooShort,
    /// More than 15 digits.
    #[error("a phone number in E.164 has at most 15 digits")]
    TooLong,
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn e164_is_accepted_and_everything_else_says_why_not() {
        for good in ["+15550100001", "+15550100199", "+12", "+123456789012345"] {
            assert_eq!(PhoneNumber::parse(good).unwrap().as_str(), good);
        }
        for (bad, why) in [
            ("", ParseNumberError::NoPlus),
            ("15550100001", ParseNumberError::NoPlus),
            ("+", ParseNumberError::TooShort),
            ("+1", ParseNumberError::TooShort),
            ("+1555 0100", ParseNumberError::NotADigit { at: 5 }),
            ("+1٥550100", ParseNumberError::NotADigit { at: 2 }),
            ("+0155501000", ParseNumberError::LeadingZero),
            ("+1234567890123456", ParseNumberError::TooLong),
        ] {
            assert_eq!(PhoneNumber::parse(bad).unwrap_err(), why, "{bad}");
        }
    }

    #[test]
    fn debug_shows_two_digits_at_most() {
        assert_eq!(
            format!("{:?}", PhoneNumber::parse("+15550100001").unwrap()),
            "PhoneNumber(+*********01)"
        );
        assert_eq!(
            format!("{:?}", PhoneNumber::parse("+12").unwrap()),
            "PhoneNumber(+**)"
        );
    }
}
