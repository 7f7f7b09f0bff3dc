//! The mock by its name.

use std::sync::Arc;

use super::provider::MockProvider;
use super::state::NAME;
use crate::registry::{ProviderFactory, Setting, Settings};
use crate::{Result, TelephonyProvider};

/// Opens the mock as `mock`, so that a program can be tried with `VOICE_PROVIDER=mock` and no account.
#[derive(Debug, Clone, Copy, Default)]
pub struct MockFactory;

impl ProviderFactory for MockFactory {
    fn name(&self) -> &'static str {
        NAME
    }

    fn settings(&self) -> &'static [Setting] {
        &[]
    }

    fn build(&self, _: &Settings) -> Result<Arc<dyn TelephonyProvider>> {
        Ok(Arc::new(MockProvider::new()))
    }
}
