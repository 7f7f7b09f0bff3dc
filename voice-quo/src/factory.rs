//! Quo by name, from the environment or a stored record.

use std::sync::Arc;

use voice_core::http::{BaseUrl, HttpService};
use voice_core::registry::{Format, ProviderFactory, Setting, Settings};
use voice_core::{Error, Result, TelephonyProvider};

use crate::webhook::QuoWebhooks;
use crate::{ApiVersion, PROVIDER, Quo, QuoClient};

const KEY: &str = "QUO_API_KEY";
const VERSION: &str = "QUO_API_VERSION";
const WEBHOOK_KEYS: &str = "QUO_WEBHOOK_KEYS";
const BASE_URL: &str = "QUO_BASE_URL";

/// Builds [`Quo`] for a [`Registry`](voice_core::registry::Registry).
///
/// | variable | |
/// |---|---|
/// | `QUO_API_KEY` | the bare key; required |
/// | `QUO_API_VERSION` | `v1` (default) or `2026-03-30` |
/// | `QUO_WEBHOOK_KEYS` | the signing keys of the webhooks, by commas |
/// | `QUO_BASE_URL` | `https://api.quo.com` by default |
#[derive(Debug, Default)]
pub struct QuoFactory {
    service: Option<Arc<dyn HttpService>>,
}

impl QuoFactory {
    /// On the HTTP service of the feature `reqwest`.
    pub fn new() -> Self {
        Self::default()
    }

    /// On this HTTP service.
    pub fn with_service(service: Arc<dyn HttpService>) -> Self {
        Self {
            service: Some(service),
        }
    }
}

impl ProviderFactory for QuoFactory {
    fn name(&self) -> &'static str {
        PROVIDER
    }

    fn settings(&self) -> &'static [Setting] {
        const {
            &[
                Setting::required(KEY, "the key that an owner or admin makes in the settings")
                    .secret(),
                Setting::optional(VERSION, "the surface that is read from")
                    .format(Format::OneOf(&["v1", "2026-03-30"])),
                Setting::optional(WEBHOOK_KEYS, "the signing keys of the webhooks, by commas")
                    .secret(),
                Setting::base_url(BASE_URL),
            ]
        }
    }

    fn build(&self, settings: &Settings) -> Result<Arc<dyn TelephonyProvider>> {
        use secrecy::ExposeSecret as _;
        let invalid =
            |field, why: &dyn std::fmt::Display| Error::invalid(PROVIDER, "open", field, why);
        let mut client = QuoClient::builder(settings.require_secret(KEY)?);
        if settings.text(VERSION) == ApiVersion::Dated.header() {
            client = client.api_version(ApiVersion::Dated);
        }
        if let Some(base) = settings.text(BASE_URL) {
            client = client.base_url(BaseUrl::parse(base).map_err(|why| invalid(BASE_URL, &why))?);
        }
        if let Some(service) = &self.service {
            client = client.service(service.clone());
        }
        let mut webhooks = QuoWebhooks::new();
        if let Some(keys) = settings.secret(WEBHOOK_KEYS) {
            for key in keys.expose_secret().split(',') {
                webhooks = webhooks
                    .key(key)
                    .map_err(|why| invalid(WEBHOOK_KEYS, &why))?;
            }
        }
        Ok(Arc::new(Quo::new(client.build()?).with_webhooks(webhooks)))
    }
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeMap;

    use voice_core::Facet;
    use voice_core::http::ScriptedService;
    use voice_core::registry::{Registry, RegistryError};

    use super::*;

    fn open(
        service: &Arc<ScriptedService>,
        more: &[(&'static str, &'static str)],
    ) -> Result<Arc<dyn TelephonyProvider>, RegistryError> {
        let mut environment = BTreeMap::from([("VOICE_PROVIDER", "quo"), (KEY, "an-invented-key")]);
        environment.extend(more.iter().copied());
        Registry::new()
            .with(QuoFactory::with_service(service.clone()))
            .from_environment(&environment)
    }

    #[tokio::test]
    async fn each_setting_does_what_it_says() {
        let service = || Arc::new(ScriptedService::new().answer(200, r#"{"data":{"id":"OR1"}}"#));
        let vendor = service();
        let quo = open(
            &vendor,
            &[
                (VERSION, "2026-03-30"),
                (BASE_URL, "https://gateway.example.com/quo"),
                (WEBHOOK_KEYS, "ZXhhbXBsZQ==, whsec_ZXhhbXBsZQ=="),
            ],
        )
        .unwrap();
        assert!(quo.check().await.unwrap().is_healthy());
        let asked = &vendor.requests()[0];
        assert_eq!(
            asked.uri().to_string(),
            "https://gateway.example.com/quo/organization"
        );
        assert_eq!(asked.headers()["authorization"], "an-invented-key");
        assert!(Facet::Webhooks.of(&*quo));
        assert!(!format!("{quo:?}").contains("invented"));
    }

    #[test]
    fn what_is_wrong_is_named() {
        let service = Arc::new(ScriptedService::new());
        for (variable, value) in [
            (VERSION, "v2"),
            (BASE_URL, "api.quo.com"),
            (WEBHOOK_KEYS, "not base64"),
            (KEY, "Bearer an-invented-key"),
        ] {
            let error = open(&service, &[(variable, value)])
                .unwrap_err()
                .to_string();
            let named = error.contains(variable) || error.contains("api_key");
            assert!(named && !error.contains(value), "{error}");
        }
    }
}
