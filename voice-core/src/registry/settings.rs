//! The values of a provider's settings, read and checked.

use std::collections::BTreeMap;
use std::fmt;

use secrecy::{ExposeSecret as _, SecretString};
use url::Url;

use super::format::flag;
use super::setting::Setting;
use crate::{Error, ErrorKind, PhoneNumber, Result};

/// The values of one provider's settings. Each has the format that its [`Setting`] asks for, and those that are required are there:
/// the [`Registry`](super::Registry) saw to it.
///
/// `Debug` names the settings that have a value and shows none.
#[derive(Clone)]
pub struct Settings {
    provider: &'static str,
    values: BTreeMap<&'static str, Value>,
}

#[derive(Clone)]
struct Value {
    text: SecretString,
    secret: bool,
}

impl Settings {
    pub(super) fn new(provider: &'static str) -> Self {
        Self {
            provider,
            values: BTreeMap::new(),
        }
    }

    pub(super) fn insert(&mut self, setting: &Setting, value: String) {
        let value = Value {
            text: value.into(),
            secret: setting.is_secret(),
        };
        self.values.insert(setting.variable(), value);
    }

    /// The provider that they are for.
    pub fn provider(&self) -> &'static str {
        self.provider
    }

    /// A value that is no secret; `None` if it is not set, or is one.
    pub fn text(&self, variable: &str) -> Option<&str> {
        let value = self.values.get(variable)?;
        (!value.secret).then(|| value.text.expose_secret())
    }

    /// A value that is a secret; `None` if it is not set.
    pub fn secret(&self, variable: &str) -> Option<SecretString> {
        Some(self.values.get(variable)?.text.clone())
    }

    /// A value that is a URL.
    pub fn url(&self, variable: &str) -> Option<Url> {
        self.text(variable)?.parse().ok()
    }

    /// A value that is a telephone number.
    pub fn number(&self, variable: &str) -> Option<PhoneNumber> {
        self.text(variable)?.parse().ok()
    }

    /// A value that is a whole number.
    pub fn whole(&self, variable: &str) -> Option<u64> {
        self.text(variable)?.parse().ok()
    }

    /// A value that is yes or no.
    pub fn flag(&self, variable: &str) -> Option<bool> {
        flag(self.text(variable)?)
    }

    /// A value that must be there.
    ///
    /// # Errors
    /// `InvalidRequest` if it is not: the factory does not list it as required, or lists it as a secret.
    pub fn require(&self, variable: &str) -> Result<&str> {
        self.text(variable).ok_or_else(|| self.unlisted(variable))
    }

    /// A secret that must be there.
    ///
    /// # Errors
    /// `InvalidRequest` if it is not: the factory does not list it as required.
    pub fn require_secret(&self, variable: &str) -> Result<SecretString> {
        self.secret(variable).ok_or_else(|| self.unlisted(variable))
    }

    fn unlisted(&self, variable: &str) -> Error {
        let why = [
            "the factory does not list `",
            variable,
            "` as it asks for it",
        ]
        .concat();
        Error::new(ErrorKind::InvalidRequest, self.provider, "open", why)
    }
}

impl fmt::Debug for Settings {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Settings({}: ", self.provider)?;
        f.debug_list().entries(self.values.keys()).finish()?;
        f.write_str(")")
    }
}
