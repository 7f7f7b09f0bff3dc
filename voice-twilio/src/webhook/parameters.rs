//! The parameters of a request, decoded once.

use std::collections::BTreeMap;
use std::fmt;
use std::time::Duration;

use voice_core::webhook::{Verified, WebhookRequest};
use voice_core::{Party, PrivateText, Timestamp, lenient};

use crate::ErrorCode;

/// A header of a SIP call, `X-…`.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub struct SipHeader {
    /// `X-…`
    pub name: String,
    /// What it says.
    pub value: PrivateText,
}

/// A file of a message.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub struct MessageMedia {
    /// Where it is.
    pub url: PrivateText,
    /// Its media type.
    pub content_type: Option<String>,
}

pub(super) const MEDIA_URL: &str = "MediaUrl";
pub(super) const MEDIA_TYPE: &str = "MediaContentType";

/// The parameters that Twilio sent, decoded, in order: of the form, or of the query if the request is a GET.
///
/// `Debug` shows the names only.
#[derive(Clone, PartialEq, Eq)]
pub struct Parameters(Vec<(String, String)>);

impl Parameters {
    /// The parameters of a verified request.
    pub fn of(verified: &Verified<'_>) -> Self {
        Self::read(verified.request())
    }

    pub(crate) fn read(request: &WebhookRequest) -> Self {
        let owned = |(name, value): (std::borrow::Cow<'_, str>, std::borrow::Cow<'_, str>)| {
            (name.into_owned(), value.into_owned())
        };
        Self(if request.method() == http::Method::GET {
            request.query_pairs().map(owned).collect()
        } else {
            url::form_urlencoded::parse(if request.is_form() {
                request.body()
            } else {
                b""
            })
            .map(owned)
            .collect()
        })
    }

    #[cfg(test)]
    pub(super) fn from_pairs(pairs: Vec<(String, String)>) -> Self {
        Self(pairs)
    }

    /// The value of a name, also an empty one; the first if there are several.
    pub fn value(&self, name: &str) -> Option<&str> {
        self.0
            .iter()
            .find(|(key, _)| key == name)
            .map(|(_, value)| value.as_str())
    }

    /// The value of a name; an empty one is none.
    pub fn get(&self, name: &str) -> Option<&str> {
        self.value(name).filter(|value| !value.is_empty())
    }

    /// Whether the name is there, with whatever value.
    pub fn has(&self, name: &str) -> bool {
        self.value(name).is_some()
    }

    /// All names and values, in order.
    pub fn iter(&self) -> impl Iterator<Item = (&str, &str)> {
        self.0
            .iter()
            .map(|(name, value)| (name.as_str(), value.as_str()))
    }

    /// The parameters that have no field in any type of [`webhook`](super): the custom parameters of the Voice SDK, which
    /// come under the names that your app gives them, and what Twilio has added since this was written.
    pub fn custom(&self) -> impl Iterator<Item = (&str, &str)> {
        self.iter()
            .filter(|(name, _)| !super::notification::is_documented(name))
    }

    /// The headers under names that begin with this, without it.
    pub(crate) fn sip_headers(&self, prefix: &str) -> Vec<SipHeader> {
        self.iter()
            .filter_map(|(name, value)| {
                Some(SipHeader {
                    name: name.strip_prefix(prefix)?.to_owned(),
                    value: value.into(),
                })
            })
            .collect()
    }

    /// The files of a message, by their numbers.
    pub(crate) fn media(&self) -> Vec<MessageMedia> {
        let mut found = BTreeMap::<u32, (Option<&str>, Option<&str>)>::new();
        let number = |name: &str, prefix| name.strip_prefix(prefix)?.parse::<u32>().ok();
        for (name, value) in self.iter().filter(|(_, value)| !value.is_empty()) {
            if let Some(number) = number(name, MEDIA_URL) {
                found.entry(number).or_default().0.get_or_insert(value);
            } else if let Some(number) = number(name, MEDIA_TYPE) {
                found.entry(number).or_default().1.get_or_insert(value);
            }
        }
        found
            .into_values()
            .filter_map(|(url, content_type)| {
                Some(MessageMedia {
                    url: url?.into(),
                    content_type: content_type.map(str::to_owned),
                })
            })
            .collect()
    }

    pub(crate) fn text(&self, name: &str) -> Option<String> {
        self.get(name).map(str::to_owned)
    }

    pub(crate) fn private(&self, name: &str) -> Option<PrivateText> {
        self.get(name).map(PrivateText::from)
    }

    /// Also an empty text: that no key was pressed is an answer.
    pub(crate) fn pressed(&self, name: &str) -> Option<PrivateText> {
        self.value(name).map(PrivateText::from)
    }

    pub(crate) fn party(&self, name: &str) -> Option<Party> {
        self.get(name).map(Party::reported)
    }

    pub(crate) fn number(&self, name: &str) -> Option<u64> {
        self.get(name)?.parse().ok()
    }

    pub(crate) fn code(&self, name: &str) -> Option<ErrorCode> {
        self.get(name)?.parse().ok()
    }

    pub(crate) fn decimal(&self, name: &str) -> Option<f64> {
        self.get(name)?
            .parse()
            .ok()
            .filter(|number: &f64| number.is_finite())
    }

    pub(crate) fn seconds(&self, name: &str) -> Option<Duration> {
        lenient::parse_seconds(self.get(name)?)
    }

    pub(crate) fn millis(&self, name: &str) -> Option<Duration> {
        self.number(name).map(Duration::from_millis)
    }

    pub(crate) fn time(&self, name: &str) -> Option<Timestamp> {
        lenient::parse_timestamp(self.get(name)?)
    }

    pub(crate) fn flag(&self, name: &str) -> Option<bool> {
        match self.get(name)? {
            "true" => Some(true),
            "false" => Some(false),
            _ => None,
        }
    }

    pub(crate) fn word<T: for<'a> From<&'a str>>(&self, name: &str) -> Option<T> {
        self.get(name).map(T::from)
    }
}

impl fmt::Debug for Parameters {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_list()
            .entries(self.0.iter().map(|(name, _)| name))
            .finish()
    }
}
