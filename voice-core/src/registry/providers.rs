//! The registry itself.

use std::collections::BTreeMap;
use std::sync::Arc;

use super::environment::{Environment, ProcessEnvironment};
use super::error::{RegistryError, SettingFault, SettingsError};
use super::factory::ProviderFactory;
use super::read;
use super::stored::StoredProvider;
use crate::TelephonyProvider;
use crate::tenant::Tenant;

/// Opens providers by name. Empty at first: register the factories of the vendors that you use.
#[derive(Debug, Clone, Default)]
pub struct Registry {
    factories: BTreeMap<&'static str, Arc<dyn ProviderFactory>>,
}

impl Registry {
    /// The variable that names the provider.
    pub const PROVIDER: &'static str = "VOICE_PROVIDER";

    /// A registry that knows nobody.
    pub fn new() -> Self {
        Self::default()
    }

    /// Registers a factory. One of the same name is replaced, so that a test can stand in for a vendor.
    #[must_use]
    pub fn with(mut self, factory: impl ProviderFactory + 'static) -> Self {
        self.factories.insert(factory.name(), Arc::new(factory));
        self
    }

    /// The names that are registered, in alphabetical order.
    pub fn names(&self) -> impl Iterator<Item = &'static str> {
        self.factories.keys().copied()
    }

    /// A factory by its name, to show its settings.
    pub fn factory(&self, name: &str) -> Option<&dyn ProviderFactory> {
        self.factories.get(name).map(|factory| &**factory)
    }

    /// Opens the provider that `VOICE_PROVIDER` names, from its variables.
    ///
    /// # Errors
    /// Everything that is missing or malformed at once.
    pub fn from_environment(
        &self,
        environment: &dyn Environment,
    ) -> Result<Arc<dyn TelephonyProvider>, RegistryError> {
        let name = environment.variable(Self::PROVIDER);
        let Some(name) = name.filter(|name| !name.trim().is_empty()) else {
            let about = ["one of ", &self.names().collect::<Vec<_>>().join(", ")].concat();
            let about = about.into();
            return Err(SettingsError::one(Self::PROVIDER, SettingFault::Missing { about }).into());
        };
        let factory = self.find(Self::PROVIDER, name.trim())?;
        Ok(factory.build(&read::from_environment(factory, environment)?)?)
    }

    /// Opens a provider by its name, from its variables; `VOICE_PROVIDER` is not looked at.
    ///
    /// # Errors
    /// Everything that is missing or malformed at once.
    pub fn open(
        &self,
        name: &str,
        environment: &dyn Environment,
    ) -> Result<Arc<dyn TelephonyProvider>, RegistryError> {
        let factory = self.find("the provider's name", name)?;
        Ok(factory.build(&read::from_environment(factory, environment)?)?)
    }

    /// Opens the provider that `VOICE_PROVIDER` of this process names: [`from_environment`](Self::from_environment) with
    /// [`ProcessEnvironment`], for the `main` of a program.
    ///
    /// # Errors
    /// Everything that is missing or malformed at once.
    pub fn from_process(&self) -> Result<Arc<dyn TelephonyProvider>, RegistryError> {
        self.from_environment(&ProcessEnvironment)
    }

    /// Opens a tenant's provider from its stored record. The handle serves that tenant and no other.
    ///
    /// # Errors
    /// Everything that is missing, malformed or not known at once.
    pub fn open_stored(&self, record: &StoredProvider) -> Result<Tenant, RegistryError> {
        let factory = self.find("provider", &record.provider)?;
        let provider = factory.build(&read::from_record(factory, &record.settings)?)?;
        Ok(Tenant::new(record.tenant.clone(), provider))
    }

    fn find(&self, place: &str, name: &str) -> Result<&dyn ProviderFactory, SettingsError> {
        self.factory(name).ok_or_else(|| {
            let known = self.names().collect();
            SettingsError::one(place, SettingFault::NoSuchProvider { known })
        })
    }
}
