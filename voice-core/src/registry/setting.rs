//! What a provider needs to be told.

use super::format::Format;

/// One setting of a provider: the variable that holds it, and what it must look like.
///
/// Usable in a `const`, so that a factory's list is plain data. In a stored record its key is the variable without the
/// provider's name, in lower case: `account_sid` for `TWILIO_ACCOUNT_SID`.
#[derive(Debug, Clone, Copy)]
pub struct Setting {
    variable: &'static str,
    about: &'static str,
    required: bool,
    secret: bool,
    format: Format,
}

impl Setting {
    /// A setting without which there is no provider. `about` tells a person what it is and where to find it.
    pub const fn required(variable: &'static str, about: &'static str) -> Self {
        Self {
            variable,
            about,
            required: true,
            secret: false,
            format: Format::Text,
        }
    }

    /// A setting that may be left out.
    pub const fn optional(variable: &'static str, about: &'static str) -> Self {
        Self {
            required: false,
            ..Self::required(variable, about)
        }
    }

    /// `<VENDOR>_BASE_URL`: where the vendor's API lives, if not at its usual place.
    pub const fn base_url(variable: &'static str) -> Self {
        Self::optional(variable, "where the API lives; for gateways and tests")
            .format(Format::BaseUrl)
    }

    /// Its value is a secret: it can be read as one only.
    #[must_use]
    pub const fn secret(self) -> Self {
        Self {
            secret: true,
            ..self
        }
    }

    /// What its value must look like; any text by default.
    #[must_use]
    pub const fn format(self, format: Format) -> Self {
        Self { format, ..self }
    }

    /// The variable that holds it.
    pub const fn variable(&self) -> &'static str {
        self.variable
    }

    /// What it is and where to find it.
    pub const fn about(&self) -> &'static str {
        self.about
    }

    /// Whether there is no provider without it.
    pub const fn is_required(&self) -> bool {
        self.required
    }

    /// Whether its value is a secret.
    pub const fn is_secret(&self) -> bool {
        self.secret
    }

    /// What its value must look like.
    pub const fn value_format(&self) -> &Format {
        &self.format
    }

    /// Its key in a stored record of this provider.
    pub fn key(&self, provider: &str) -> String {
        let prefix = [&provider.to_ascii_uppercase().replace('-', "_"), "_"].concat();
        self.variable
            .strip_prefix(prefix.as_str())
            .unwrap_or(self.variable)
            .to_ascii_lowercase()
    }
}
