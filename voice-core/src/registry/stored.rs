//! A tenant's choice of provider, as a database keeps it.

use std::collections::BTreeMap;
use std::fmt;

use serde::Deserialize;

use super::error::{SettingFault, SettingsError};
use crate::tenant::TenantId;

/// Which provider a tenant uses, and with which settings.
///
/// As JSON: `{"tenant": "acme", "provider": "twilio", "settings": {"account_sid": "AC0", "auth_token": "…"}}`, the keys as
/// [`Setting::key`](super::Setting::key) tells them. It holds secrets: keep it encrypted. `Debug` shows no value.
#[derive(Clone, PartialEq, Deserialize)]
#[non_exhaustive]
pub struct StoredProvider {
    /// Whose it is.
    pub tenant: TenantId,
    /// The provider's name.
    pub provider: Box<str>,
    /// Values by key: texts, numbers, `true` and `false`; `null` is as good as absent.
    #[serde(default)]
    pub settings: BTreeMap<String, serde_json::Value>,
}

impl StoredProvider {
    /// A record without settings.
    pub fn new(tenant: TenantId, provider: impl Into<Box<str>>) -> Self {
        Self {
            tenant,
            provider: provider.into(),
            settings: BTreeMap::new(),
        }
    }

    /// Sets a value.
    #[must_use]
    pub fn setting(mut self, key: &str, value: impl Into<serde_json::Value>) -> Self {
        self.settings.insert(key.to_owned(), value.into());
        self
    }

    /// Reads a record.
    ///
    /// # Errors
    /// It is not JSON of this shape; the text is not repeated.
    pub fn from_json(text: &str) -> Result<Self, SettingsError> {
        serde_json::from_str(text).map_err(|error| {
            // serde's own text would repeat the value.
            let expected = format!(
                "JSON with `tenant`, `provider` and `settings` (line {}, column {})",
                error.line(),
                error.column()
            );
            let expected = expected.into();
            SettingsError::one("the stored record", SettingFault::Malformed { expected })
        })
    }
}

impl fmt::Debug for StoredProvider {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("StoredProvider")
            .field("tenant", &self.tenant)
            .field("provider", &self.provider)
            .field("settings", &self.settings.keys().collect::<Vec<_>>())
            .finish()
    }
}
