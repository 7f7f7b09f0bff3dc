//! The parameters of a request, decoded once.

use std::fmt;
use std::time::Duration;

use voice_core::webhook::{Verified, WebhookRequest};
use voice_core::{Party, PrivateText, Timestamp, lenient};

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

    pub(crate) fn text(&self, name: &str) -> Option<String> {
        self.get(name).map(str::to_owned)
    }

    /// Also an empty text: a key press that did not come is one.
    pub(crate) fn private(&self, name: &str) -> Option<PrivateText> {
        self.value(name).map(PrivateText::from)
    }

    pub(crate) fn url(&self, name: &str) -> Option<PrivateText> {
        self.get(name).map(PrivateText::from)
    }

    pub(crate) fn party(&self, name: &str) -> Option<Party> {
        self.get(name).map(Party::reported)
    }

    pub(crate) fn number(&self, name: &str) -> Option<u64> {
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
