//! What the value of a setting must look like.

use std::borrow::Cow;

use url::Url;

use crate::PhoneNumber;

/// What the value of a setting must look like. A value that does not is reported by name and never repeated:
/// it may be a secret in the wrong place.
///
/// Whatever the format: a value holds no control character and no blank at either end, which are most often a slip
/// of a copy, and an empty one counts as missing.
#[derive(Debug, Clone, Copy)]
#[non_exhaustive]
pub enum Format {
    /// Any text.
    Text,
    /// An absolute `https` or `http` URL.
    Url,
    /// As [`Url`](Self::Url), without credentials, query and fragment: where a vendor's API lives.
    BaseUrl,
    /// A telephone number in E.164.
    Number,
    /// A whole number from 0 on.
    Whole,
    /// `true` or `false`, also `1`, `0`, `yes`, `no`, `on`, `off`.
    Flag,
    /// One of these words.
    OneOf(&'static [&'static str]),
    /// What this function accepts.
    Check {
        /// What it accepts, in words that follow "is not": `"an account SID (AC…)"`.
        expected: &'static str,
        /// Whether it accepts a value.
        accepts: fn(&str) -> bool,
    },
}

impl Format {
    /// Whether a value has this format.
    pub fn accepts(&self, value: &str) -> bool {
        if !is_clean(value) {
            return false;
        }
        match self {
            Self::Text => true,
            Self::Url => web_url(value).is_some(),
            Self::BaseUrl => web_url(value).is_some_and(|url| {
                url.username().is_empty()
                    && url.password().is_none()
                    && url.query().is_none()
                    && url.fragment().is_none()
            }),
            Self::Number => PhoneNumber::parse(value).is_ok(),
            Self::Whole => value.parse::<u64>().is_ok(),
            Self::Flag => flag(value).is_some(),
            Self::OneOf(words) => words.contains(&value),
            Self::Check { accepts, .. } => accepts(value),
        }
    }

    /// What it expects of this value, in words that follow "is not".
    pub(super) fn expected(&self, value: &str) -> Cow<'static, str> {
        if !is_clean(value) {
            return "plain text: it has a blank at an end or a character that cannot be printed"
                .into();
        }
        match self {
            Self::Text => "plain text".into(),
            Self::Url => "an absolute http or https URL".into(),
            Self::BaseUrl => {
                "an absolute http or https URL without credentials, query and fragment".into()
            }
            Self::Number => "a number in E.164 (`+15550100001`)".into(),
            Self::Whole => "a whole number from 0 on".into(),
            Self::Flag => "`true` or `false`".into(),
            Self::OneOf(words) => ["one of `", &words.join("`, `"), "`"].concat().into(),
            Self::Check { expected, .. } => (*expected).into(),
        }
    }
}

fn is_clean(value: &str) -> bool {
    value.trim() == value && !value.contains(|c: char| c.is_control() || c == '\u{FFFD}')
}

fn web_url(value: &str) -> Option<Url> {
    Url::parse(value)
        .ok()
        .filter(|url| matches!(url.scheme(), "https" | "http"))
}

pub(super) fn flag(value: &str) -> Option<bool> {
    match value {
        "true" | "1" | "yes" | "on" => Some(true),
        "false" | "0" | "no" | "off" => Some(false),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_format_takes_its_own_and_nothing_else() {
        let sid = Format::Check {
            expected: "an account SID (AC…)",
            accepts: |value| value.starts_with("AC"),
        };
        for (format, good, bad) in [
            (Format::Text, "a b", " a"),
            (Format::Text, "ключ", "a\u{FFFD}"),
            (Format::Text, "a", "a\n"),
            (Format::Url, "https://example.com/a?b", "example.com"),
            (Format::Url, "http://127.0.0.1:9", "ftp://example.com"),
            (
                Format::BaseUrl,
                "https://example.com/a",
                "https://example.com/?a",
            ),
            (
                Format::BaseUrl,
                "https://example.com",
                "https://u:p@example.com",
            ),
            (Format::Number, "+15550100001", "15550100001"),
            (Format::Whole, "0", "-1"),
            (Format::Flag, "off", "maybe"),
            (Format::OneOf(&["us1", "ie1"]), "ie1", "IE1"),
            (sid, "AC0", "SK0"),
        ] {
            assert!(format.accepts(good), "{format:?} {good}");
            assert!(!format.accepts(bad), "{format:?} {bad}");
        }
    }

    #[cfg(feature = "http")]
    #[test]
    fn a_base_url_that_passes_here_passes_there() {
        for text in [
            "https://example.com",
            "http://127.0.0.1:9/a/",
            "https://u@example.com",
            "https://example.com?a",
            "https://example.com#a",
            "ftp://example.com",
            "example.com",
        ] {
            assert_eq!(
                Format::BaseUrl.accepts(text),
                crate::http::BaseUrl::parse(text).is_ok(),
                "{text}"
            );
        }
    }
}
