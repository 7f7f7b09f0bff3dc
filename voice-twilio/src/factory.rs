//! Twilio by name, from the environment or a stored record.

use std::sync::Arc;

use secrecy::ExposeSecret as _;
use voice_core::http::HttpService;
use voice_core::registry::{Format, ProviderFactory, Setting, Settings};
use voice_core::{Error, Result, TelephonyProvider};

use crate::client::{PROVIDER, is_sid};
use crate::webhook::{SharedKey, TwilioVerifier};
use crate::{Twilio, TwilioClient, host};

const ACCOUNT_SID: &str = "TWILIO_ACCOUNT_SID";
const AUTH_TOKEN: &str = "TWILIO_AUTH_TOKEN";
const API_KEY: &str = "TWILIO_API_KEY";
const API_SECRET: &str = "TWILIO_API_SECRET";
const WEBHOOK_TOKENS: &str = "TWILIO_WEBHOOK_TOKENS";
const WEBHOOK_SHARED_KEYS: &str = "TWILIO_WEBHOOK_SHARED_KEYS";
const EDGE: &str = "TWILIO_EDGE";
const REGION: &str = "TWILIO_REGION";
const BASE_URL: &str = "TWILIO_BASE_URL";

/// Builds [`Twilio`] for a [`Registry`](voice_core::registry::Registry).
///
/// | variable | |
/// |---|---|
/// | `TWILIO_ACCOUNT_SID` | `AC…`; required |
/// | `TWILIO_AUTH_TOKEN` | the account's token; required unless there is an API key. Webhooks are proved with it, too |
/// | `TWILIO_API_KEY`, `TWILIO_API_SECRET` | `SK…` and its secret, both or neither; signs in with it instead of the token |
/// | `TWILIO_WEBHOOK_TOKENS` | more tokens that webhooks are proved with, by commas: the next one while the token is rotated |
/// | `TWILIO_WEBHOOK_SHARED_KEYS` | shared keys that webhooks are proved with, `id=secret`, by commas |
/// | `TWILIO_EDGE`, `TWILIO_REGION` | Twilio's own by default |
/// | `TWILIO_BASE_URL` | `https://api.twilio.com` by default |
///
/// With an API key alone there are no webhooks: Twilio signs with the token or a shared key, never with the API key's secret.
#[derive(Debug, Default)]
pub struct TwilioFactory {
    service: Option<Arc<dyn HttpService>>,
}

impl TwilioFactory {
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

impl ProviderFactory for TwilioFactory {
    fn name(&self) -> &'static str {
        PROVIDER
    }

    fn settings(&self) -> &'static [Setting] {
        const LABEL: Format = Format::Check {
            expected: "a part of a host name",
            accepts: host::is_label,
        };
        const {
            &[
                Setting::required(
                    ACCOUNT_SID,
                    "the account's SID, on the console's first page",
                )
                .format(Format::Check {
                    expected: "an account SID (AC…)",
                    accepts: |text| is_sid(text, "AC"),
                }),
                Setting::optional(AUTH_TOKEN, "the account's auth token, below its SID").secret(),
                Setting::optional(API_KEY, "the SID of an API key").format(Format::Check {
                    expected: "the SID of an API key (SK…)",
                    accepts: |text| is_sid(text, "SK"),
                }),
                Setting::optional(API_SECRET, "the secret of the API key").secret(),
                Setting::optional(
                    WEBHOOK_TOKENS,
                    "more auth tokens that webhooks are proved with, by commas",
                )
                .secret(),
                Setting::optional(
                    WEBHOOK_SHARED_KEYS,
                    "shared keys that webhooks are proved with, id=secret, by commas",
                )
                .secret(),
                Setting::optional(EDGE, "where requests enter Twilio's network").format(LABEL),
                Setting::optional(REGION, "where Twilio processes and stores").format(LABEL),
                Setting::base_url(BASE_URL),
            ]
        }
    }

    /// # Errors
    /// `InvalidRequest` without credentials, or with half of an API key.
    fn build(&self, settings: &Settings) -> Result<Arc<dyn TelephonyProvider>> {
        let missing = |field, why: &str| Err(Error::invalid(PROVIDER, "open", field, why));
        let account = settings.require(ACCOUNT_SID)?;
        let token = settings.secret(AUTH_TOKEN);
        let key = (settings.text(API_KEY), settings.secret(API_SECRET));
        let mut client = match (key, &token) {
            ((Some(key), Some(secret)), _) => {
                TwilioClient::with_api_key(account, key, secret.expose_secret())
            }
            ((Some(_), None), _) => {
                return missing(API_SECRET, "is missing (it belongs to TWILIO_API_KEY)");
            }
            ((None, Some(_)), _) => {
                return missing(API_KEY, "is missing (it belongs to TWILIO_API_SECRET)");
            }
            ((None, None), Some(token)) => TwilioClient::builder(account, token.expose_secret()),
            ((None, None), None) => {
                let why = "is missing, and so are TWILIO_API_KEY and TWILIO_API_SECRET";
                return missing(AUTH_TOKEN, why);
            }
        };
        if let Some(edge) = settings.text(EDGE) {
            client = client.edge(edge);
        }
        if let Some(region) = settings.text(REGION) {
            client = client.region(region);
        }
        if let Some(base) = settings.text(BASE_URL) {
            client = client.base_url(base);
        }
        if let Some(service) = &self.service {
            client = client.service(service.clone());
        }
        let mut twilio = Twilio::new(client.build()?);
        if let Some(verifier) = verifier(settings)? {
            twilio = twilio.with_webhooks(verifier);
        }
        Ok(Arc::new(twilio))
    }
}

/// Proves webhooks with every token and shared key there is; `None` if there is none.
fn verifier(settings: &Settings) -> Result<Option<TwilioVerifier>> {
    let invalid = |field, why: &str| Error::invalid(PROVIDER, "open", field, why);
    let mut verifier = None;
    let mut add = |with: &dyn Fn(TwilioVerifier) -> TwilioVerifier| {
        verifier = Some(with(verifier.take().unwrap_or_default()));
    };
    if let Some(token) = settings.secret(AUTH_TOKEN) {
        add(&|verifier| verifier.or(token.expose_secret()));
    }
    if let Some(tokens) = settings.secret(WEBHOOK_TOKENS) {
        for token in tokens.expose_secret().split(',').map(str::trim) {
            if token.is_empty() {
                return Err(invalid(WEBHOOK_TOKENS, "has an empty token"));
            }
            add(&|verifier| verifier.or(token));
        }
    }
    if let Some(keys) = settings.secret(WEBHOOK_SHARED_KEYS) {
        for key in keys.expose_secret().split(',').map(str::trim) {
            match key.split_once('=') {
                Some((id, secret)) if !id.is_empty() && !secret.is_empty() => {
                    add(&|verifier| verifier.shared_key(SharedKey::new(id, secret)));
                }
                _ => {
                    let why = "has a key that is not written `id=secret`";
                    return Err(invalid(WEBHOOK_SHARED_KEYS, why));
                }
            }
        }
    }
    Ok(verifier)
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeMap;

    use voice_core::Facet;
    use voice_core::Timestamp;
    use voice_core::http::ScriptedService;
    use voice_core::registry::{Registry, RegistryError};
    use voice_core::webhook::WebhookRequest;
    use voice_core::webhook::signature::{hmac_sha1, hmac_sha256, to_base64};

    use super::*;

    const TOKEN: (&str, &str) = (AUTH_TOKEN, "an-invented-token");
    const KEY: [(&str, &str); 2] = [(API_KEY, "SK1"), (API_SECRET, "an-invented-secret")];

    fn open(
        settings: &[(&'static str, &'static str)],
    ) -> (
        Arc<ScriptedService>,
        Result<Arc<dyn TelephonyProvider>, RegistryError>,
    ) {
        let service = Arc::new(ScriptedService::new().answer(200, r#"{"calls":[]}"#));
        let mut environment = BTreeMap::from([("VOICE_PROVIDER", "twilio")]);
        environment.extend(settings.iter().copied());
        let opened = Registry::new()
            .with(TwilioFactory::with_service(service.clone()))
            .from_environment(&environment);
        (service, opened)
    }

    /// Opens a provider; tells where its check went, what it signed in with, and whether there are webhooks.
    async fn opened(settings: &[(&'static str, &'static str)]) -> (String, String, bool) {
        let account = [(ACCOUNT_SID, "AC1")];
        let (vendor, twilio) = open(&[&account, settings].concat());
        let twilio = twilio.unwrap();
        assert!(twilio.check().await.unwrap().is_healthy());
        assert!(!format!("{twilio:?} {twilio:#?}").contains("invented"));
        let asked = &vendor.requests()[0];
        (
            asked.uri().to_string(),
            asked.headers()["authorization"]
                .to_str()
                .unwrap()
                .to_owned(),
            Facet::Webhooks.of(&*twilio),
        )
    }

    fn basic(pair: &str) -> String {
        ["Basic ", &to_base64(pair.as_bytes())].concat()
    }

    #[tokio::test]
    async fn each_setting_does_what_it_says() {
        let path = "/2010-04-01/Accounts/AC1/Calls.json?PageSize=1";
        let placed = [TOKEN, (EDGE, "dublin"), (REGION, "ie1")];
        let told = opened(&placed).await;
        assert_eq!(told.0, ["https://api.dublin.ie1.twilio.com", path].concat());
        assert_eq!(told.1, basic("AC1:an-invented-token"));
        let elsewhere = [TOKEN, (BASE_URL, "https://gateway.example.com/twilio")];
        let told = opened(&elsewhere).await;
        assert_eq!(
            told.0,
            ["https://gateway.example.com/twilio", path].concat()
        );
    }

    /// Whether a webhook is proved that was signed with this secret, by a shared key of this id or by a token.
    fn proves(twilio: &dyn TelephonyProvider, secret: &str, shared: Option<&str>) -> bool {
        let url = "https://example.com/voice?CallSid=CA1";
        let mut headers = http::HeaderMap::new();
        let signature = match shared {
            Some(id) => {
                let settings = format!("key={id},algorithm=HMAC_SHA256");
                headers.insert(
                    "x-twilio-webhooks-signature-settings",
                    settings.parse().unwrap(),
                );
                to_base64(&hmac_sha256(secret.as_bytes(), &[url]))
            }
            None => to_base64(&hmac_sha1(secret.as_bytes(), &[url])),
        };
        headers.insert("x-twilio-signature", signature.parse().unwrap());
        let request = WebhookRequest::new(http::Method::GET, url, headers, "").unwrap();
        let webhooks = twilio.webhooks().unwrap();
        webhooks.verify(&request, Timestamp::UNIX_EPOCH).is_ok()
    }

    #[test]
    fn every_token_and_every_shared_key_proves_webhooks() {
        let account = (ACCOUNT_SID, "AC1");
        let tokens = (WEBHOOK_TOKENS, "invented-1, invented-2");
        let keys = (
            WEBHOOK_SHARED_KEYS,
            "webhooks_sharedkey_1=invented=1,webhooks_sharedkey_2=invented-2",
        );
        let opened = |settings: &[(&'static str, &'static str)]| open(settings).1.unwrap();
        let all = opened(&[account, TOKEN, tokens, keys]);
        for token in [TOKEN.1, "invented-1", "invented-2"] {
            assert!(proves(&*all, token, None), "{token}");
        }
        for (id, secret) in [
            ("webhooks_sharedkey_1", "invented=1"),
            ("webhooks_sharedkey_2", "invented-2"),
        ] {
            assert!(proves(&*all, secret, Some(id)), "{id}");
            assert!(!proves(&*all, "invented-1", Some(id)), "{id}");
        }
        assert!(!proves(&*all, "another", None));
        assert!(!format!("{all:?} {all:#?}").contains("invented"));

        // Without the token that signs in, and each alone.
        let by_key = opened(&[&[account, tokens][..], &KEY].concat());
        assert!(proves(&*by_key, "invented-2", None));
        assert!(!proves(
            &*by_key,
            "invented=1",
            Some("webhooks_sharedkey_1")
        ));
        let by_key = opened(&[&[account, keys][..], &KEY].concat());
        assert!(proves(&*by_key, "invented=1", Some("webhooks_sharedkey_1")));
        assert!(!proves(&*by_key, "invented-2", None));
    }

    #[test]
    fn a_list_of_keys_with_a_gap_opens_nothing() {
        for (variable, value) in [
            (WEBHOOK_TOKENS, "invented-1,,invented-2"),
            (WEBHOOK_TOKENS, ","),
            (WEBHOOK_SHARED_KEYS, "invented-1"),
            (WEBHOOK_SHARED_KEYS, "=invented-1"),
            (WEBHOOK_SHARED_KEYS, "webhooks_sharedkey_1="),
            (WEBHOOK_SHARED_KEYS, "webhooks_sharedkey_1=invented-1,"),
        ] {
            let (_, opened) = open(&[(ACCOUNT_SID, "AC1"), TOKEN, (variable, value)]);
            let RegistryError::Build(error) = opened.unwrap_err() else {
                panic!("the settings themselves are well formed");
            };
            assert_eq!(error.option(), Some(variable));
            assert!(!format!("{error} {error:?}").contains("invented"));
        }
    }

    #[tokio::test]
    async fn a_key_signs_in_and_only_a_token_proves_webhooks() {
        let by_token = (basic("AC1:an-invented-token"), true);
        let by_key = |webhooks| (basic("SK1:an-invented-secret"), webhooks);
        for (settings, expected) in [
            (vec![TOKEN], by_token),
            (KEY.to_vec(), by_key(false)),
            ([&KEY[..], &[TOKEN]].concat(), by_key(true)),
        ] {
            let (_, authorization, webhooks) = opened(&settings).await;
            assert_eq!((authorization, webhooks), expected, "{settings:?}");
        }
    }

    #[test]
    fn everything_that_is_wrong_is_named_at_once_and_no_value_repeated() {
        let (_, opened) = open(&[
            (AUTH_TOKEN, " an-invented-token"),
            (API_KEY, "AC9"),
            (EDGE, "dub.lin"),
            (REGION, "ie1/x"),
            (BASE_URL, "api.twilio.com"),
        ]);
        let error = opened.unwrap_err().to_string();
        assert_eq!(
            error,
            "settings of twilio: \
             TWILIO_ACCOUNT_SID is missing (the account's SID, on the console's first page); \
             TWILIO_AUTH_TOKEN is not plain text: it has a blank at an end or a character that cannot be printed; \
             TWILIO_API_KEY is not the SID of an API key (SK…); \
             TWILIO_EDGE is not a part of a host name; \
             TWILIO_REGION is not a part of a host name; \
             TWILIO_BASE_URL is not an absolute http or https URL without credentials, query and fragment"
        );
    }

    #[test]
    fn no_credentials_or_half_a_key_open_nothing() {
        let account = (ACCOUNT_SID, "AC1");
        for (settings, missing) in [
            (vec![account], AUTH_TOKEN),
            (vec![account, KEY[0]], API_SECRET),
            (vec![account, KEY[1]], API_KEY),
            (vec![account, TOKEN, KEY[0]], API_SECRET),
        ] {
            let (vendor, opened) = open(&settings);
            let RegistryError::Build(error) = opened.unwrap_err() else {
                panic!("the settings themselves are well formed");
            };
            assert_eq!(error.option(), Some(missing));
            assert!(!format!("{error} {error:?}").contains("invented"));
            assert!(vendor.requests().is_empty());
        }
    }
}
