//! A provider that serves one tenant.

use std::fmt;
use std::sync::Arc;

use serde::{Deserialize, Deserializer, Serialize};

use crate::{Error, ErrorKind, Result, TelephonyProvider};

/// Which tenant: an opaque name, 1 to 128 bytes without blanks at the ends and without control characters.
///
/// ```
/// use voice_core::tenant::TenantId;
///
/// assert_eq!(TenantId::parse("acme")?.as_str(), "acme");
/// assert!(TenantId::parse("").is_err());
/// # Ok::<(), voice_core::tenant::ParseTenantIdError>(())
/// ```
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
#[serde(transparent)]
pub struct TenantId(Box<str>);

impl TenantId {
    /// Reads a tenant's name.
    ///
    /// # Errors
    /// It is empty, too long, or has blanks at an end or control characters. An empty name would make two tenants one.
    pub fn parse(text: &str) -> Result<Self, ParseTenantIdError> {
        let fits = (1..=128).contains(&text.len());
        if fits && text.trim() == text && !text.contains(char::is_control) {
            Ok(Self(text.into()))
        } else {
            Err(ParseTenantIdError)
        }
    }

    /// The name.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl fmt::Display for TenantId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(&self.0)
    }
}

impl std::str::FromStr for TenantId {
    type Err = ParseTenantIdError;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        Self::parse(text)
    }
}

impl<'de> Deserialize<'de> for TenantId {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let text = std::borrow::Cow::<'de, str>::deserialize(deserializer)?;
        Self::parse(&text).map_err(serde::de::Error::custom)
    }
}

/// A text cannot be a [`TenantId`].
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("a tenant's name has 1 to 128 bytes, no blank at an end and no control character")]
pub struct ParseTenantIdError;

/// A provider opened for one tenant.
///
/// There is no way to the provider but [`on_behalf_of`](Self::on_behalf_of): whoever holds a handle from a cache and a tenant
/// from a request must show both, and a mix-up is an error instead of a call on somebody else's bill.
///
/// ```
/// # #[cfg(feature = "mock")] {
/// use std::sync::Arc;
/// use voice_core::mock::MockProvider;
/// use voice_core::tenant::{Tenant, TenantId};
/// use voice_core::{ErrorKind, TelephonyProvider};
///
/// let (acme, other) = (TenantId::parse("acme")?, TenantId::parse("other")?);
/// let provider: Arc<dyn TelephonyProvider> = Arc::new(MockProvider::new());
/// let handle = Tenant::new(acme.clone(), provider);
/// assert_eq!(handle.on_behalf_of(&acme)?.name(), "mock");
/// assert_eq!(handle.on_behalf_of(&other).unwrap_err().kind(), ErrorKind::Auth);
/// # }
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Debug)]
pub struct Tenant<P: ?Sized = dyn TelephonyProvider> {
    id: TenantId,
    provider: Arc<P>,
}

// Not derived: a clone of the handle needs no clone of the provider.
impl<P: ?Sized> Clone for Tenant<P> {
    fn clone(&self) -> Self {
        Self {
            id: self.id.clone(),
            provider: self.provider.clone(),
        }
    }
}

impl<P: TelephonyProvider + ?Sized> Tenant<P> {
    /// Ties a provider to a tenant; its credentials must be that tenant's.
    pub fn new(id: TenantId, provider: Arc<P>) -> Self {
        Self { id, provider }
    }

    /// Whose it is.
    pub fn id(&self) -> &TenantId {
        &self.id
    }

    /// The provider, for its own tenant.
    ///
    /// # Errors
    /// `Auth` if the handle was opened for another tenant. Nothing is sent, and neither of the two is named.
    pub fn on_behalf_of(&self, tenant: &TenantId) -> Result<&P> {
        if *tenant == self.id {
            Ok(&self.provider)
        } else {
            Err(Error::new(
                ErrorKind::Auth,
                self.provider.name(),
                "on_behalf_of",
                "this handle was opened for another tenant",
            ))
        }
    }
}
