//! Providers by name: from the environment, or from a stored record of each tenant.
//!
//! This crate knows no vendor. Each vendor's crate brings a [`ProviderFactory`] that says which settings it needs and
//! builds the provider from them; a third party's does the same. The [`Registry`] reads the settings, checks them
//! against what the factory says, and reports **everything** that is missing or malformed at once.
//!
//! ```
//! use std::collections::BTreeMap;
//! use std::sync::Arc;
//! use voice_core::registry::{
//!     Format, ProviderFactory, Registry, RegistryError, Setting, Settings,
//! };
//! use voice_core::{ProviderHealth, Result, TelephonyProvider};
//!
//! #[derive(Debug)]
//! struct Acme;
//!
//! #[async_trait::async_trait]
//! impl TelephonyProvider for Acme {
//!     fn name(&self) -> &'static str {
//!         "acme"
//!     }
//!     async fn check(&self) -> Result<ProviderHealth> {
//!         Ok(ProviderHealth::healthy())
//!     }
//! }
//!
//! #[derive(Debug)]
//! struct AcmeFactory;
//!
//! impl ProviderFactory for AcmeFactory {
//!     fn name(&self) -> &'static str {
//!         "acme"
//!     }
//!     fn settings(&self) -> &'static [Setting] {
//!         const {
//!             &[
//!                 Setting::required("ACME_API_KEY", "the key from the console").secret(),
//!                 Setting::optional("ACME_FROM", "the caller ID").format(Format::Number),
//!                 Setting::base_url("ACME_BASE_URL"),
//!             ]
//!         }
//!     }
//!     fn build(&self, settings: &Settings) -> Result<Arc<dyn TelephonyProvider>> {
//!         let _key = settings.require_secret("ACME_API_KEY")?;
//!         let _base = settings.text("ACME_BASE_URL").unwrap_or("https://api.example.com");
//!         Ok(Arc::new(Acme))
//!     }
//! }
//!
//! let registry = Registry::new().with(AcmeFactory);
//! let environment = BTreeMap::from([("VOICE_PROVIDER", "acme"), ("ACME_FROM", "555")]);
//! let Err(RegistryError::Settings(error)) = registry.from_environment(&environment) else {
//!     panic!("two settings are wrong");
//! };
//! assert_eq!(
//!     error.to_string(),
//!     "settings of acme: ACME_API_KEY is missing (the key from the console); \
//!      ACME_FROM is not a number in E.164 (`+15550100001`)"
//! );
//! ```
//!
//! # Why the environment is handed in
//! So that a test, a server with many tenants and a program with its own configuration use the same code, and so
//! that nothing deep inside reads global state. [`ProcessEnvironment`] is the one place that does.

mod environment;
mod error;
mod factory;
mod format;
mod providers;
mod read;
mod setting;
mod settings;
mod stored;

pub use environment::{Environment, ProcessEnvironment};
pub use error::{RegistryError, SettingFault, SettingProblem, SettingsError};
pub use factory::ProviderFactory;
pub use format::Format;
pub use providers::Registry;
pub use setting::Setting;
pub use settings::Settings;
pub use stored::StoredProvider;
