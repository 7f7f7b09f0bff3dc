//! What a vendor's crate brings to a registry.

use std::fmt::Debug;
use std::sync::Arc;

use super::setting::Setting;
use super::settings::Settings;
use crate::{Result, TelephonyProvider};

/// Builds providers of one vendor from settings. Each vendor's crate has one; so can yours.
pub trait ProviderFactory: Debug + Send + Sync {
    /// The provider's name, as [`TelephonyProvider::name`] tells it and `VOICE_PROVIDER` chooses it: `"twilio"`.
    fn name(&self) -> &'static str;

    /// What it needs to be told. Variables begin with the name in upper case: `TWILIO_…`.
    fn settings(&self) -> &'static [Setting];

    /// Builds a provider. The settings are those of [`settings`](Self::settings), checked. No I/O: credentials are tried with
    /// [`TelephonyProvider::check`].
    ///
    /// # Errors
    /// `InvalidRequest` if the settings contradict each other, `Transport` if the HTTP stack cannot be set up.
    fn build(&self, settings: &Settings) -> Result<Arc<dyn TelephonyProvider>>;
}

impl<F: ProviderFactory + ?Sized> ProviderFactory for Arc<F> {
    fn name(&self) -> &'static str {
        (**self).name()
    }

    fn settings(&self) -> &'static [Setting] {
        (**self).settings()
    }

    fn build(&self, settings: &Settings) -> Result<Arc<dyn TelephonyProvider>> {
        (**self).build(settings)
    }
}
