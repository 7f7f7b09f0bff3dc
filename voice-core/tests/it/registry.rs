//! Providers by name: every fault at once, no secret in any of them, and no tenant on another's account.

use std::collections::BTreeMap;
use std::sync::{Arc, Mutex};

use async_trait::async_trait;
use secrecy::ExposeSecret as _;
use voice_core::registry::{
    Format, ProviderFactory, Registry, RegistryError, Setting, SettingFault, Settings,
    SettingsError, StoredProvider,
};
use voice_core::tenant::TenantId;
use voice_core::{
    Call, CallId, CallStatus, Error, ErrorKind, OutboundCall, OutboundCalls, OutboundSupport,
    PhoneNumber, ProviderHealth, Result, TelephonyProvider,
};

/// What each account was asked, by its key.
type Wire = Arc<Mutex<Vec<String>>>;

#[derive(Debug)]
struct Acme {
    key: secrecy::SecretString,
    base: String,
    wire: Wire,
}

#[async_trait]
impl TelephonyProvider for Acme {
    fn name(&self) -> &'static str {
        "acme-voice"
    }
    async fn check(&self) -> Result<ProviderHealth> {
        Ok(ProviderHealth::healthy())
    }
    fn outbound(&self) -> Option<&dyn OutboundCalls> {
        Some(self)
    }
}

#[async_trait]
impl OutboundCalls for Acme {
    fn support(&self) -> OutboundSupport {
        OutboundSupport::new(&[], &[])
    }
    async fn place_call(&self, _: &OutboundCall) -> Result<Call> {
        let sent = format!("{} {}", self.base, self.key.expose_secret());
        self.wire.lock().unwrap().push(sent);
        Ok(Call::new(
            "acme-voice",
            CallId::new("1"),
            CallStatus::Queued,
        ))
    }
}

#[derive(Debug, Default)]
struct AcmeFactory(Wire);

const SETTINGS: &[Setting] = &[
    Setting::required("ACME_VOICE_ACCOUNT", "from the console").format(Format::Check {
        expected: "an account (AC…)",
        accepts: |value| value.starts_with("AC"),
    }),
    Setting::required("ACME_VOICE_KEY", "from the console").secret(),
    Setting::optional("ACME_VOICE_REGION", "the region").format(Format::OneOf(&["us1", "ie1"])),
    Setting::optional("ACME_VOICE_LIMIT", "requests a second").format(Format::Whole),
    Setting::optional("ACME_VOICE_FROM", "the caller ID").format(Format::Number),
    Setting::optional("ACME_VOICE_QUIET", "no recordings").format(Format::Flag),
    Setting::base_url("ACME_VOICE_BASE_URL"),
];

impl ProviderFactory for AcmeFactory {
    fn name(&self) -> &'static str {
        "acme-voice"
    }
    fn settings(&self) -> &'static [Setting] {
        SETTINGS
    }
    fn build(&self, settings: &Settings) -> Result<Arc<dyn TelephonyProvider>> {
        assert_eq!(settings.require("ACME_VOICE_ACCOUNT")?, "AC0");
        // A secret is no text, and what is not listed is not there.
        let wrong = settings.require("ACME_VOICE_KEY").unwrap_err();
        assert_eq!(wrong.kind(), ErrorKind::InvalidRequest);
        assert!(settings.require_secret("ACME_VOICE_OTHER").is_err());
        if settings.flag("ACME_VOICE_QUIET") == Some(true)
            && settings.whole("ACME_VOICE_LIMIT") == Some(0)
        {
            let why = "quiet and without requests: what for?";
            return Err(Error::new(
                ErrorKind::InvalidRequest,
                "acme-voice",
                "open",
                why,
            ));
        }
        let debug = format!("{settings:?}");
        assert!(
            !debug.contains("invented") && debug.contains("ACME_VOICE_KEY"),
            "{debug}"
        );
        Ok(Arc::new(Acme {
            key: settings.require_secret("ACME_VOICE_KEY")?,
            base: settings
                .url("ACME_VOICE_BASE_URL")
                .map_or("https://api.example.com/".to_owned(), |url| url.to_string()),
            wire: self.0.clone(),
        }))
    }
}

fn environment(pairs: &[(&'static str, &'static str)]) -> BTreeMap<&'static str, &'static str> {
    pairs.iter().copied().collect()
}

#[track_caller]
fn faults<T: std::fmt::Debug>(opened: Result<T, RegistryError>) -> SettingsError {
    match opened {
        Err(RegistryError::Settings(error)) => error,
        other => panic!("not a fault of the settings: {other:?}"),
    }
}

fn call() -> OutboundCall {
    let to: PhoneNumber = "+15550100101".parse().unwrap();
    OutboundCall::to(to)
}

#[tokio::test]
async fn a_provider_is_opened_by_its_name_from_its_variables() {
    let wire = Wire::default();
    let registry = Registry::new().with(AcmeFactory(wire.clone()));
    let variables = environment(&[
        ("VOICE_PROVIDER", "acme-voice"),
        ("ACME_VOICE_ACCOUNT", "AC0"),
        ("ACME_VOICE_KEY", "invented-key"),
        ("ACME_VOICE_BASE_URL", "http://127.0.0.1:9/acme"),
    ]);
    let provider = registry.from_environment(&variables).unwrap();
    provider.place_call(&call()).await.unwrap();
    assert_eq!(
        *wire.lock().unwrap(),
        ["http://127.0.0.1:9/acme invented-key"]
    );
    assert_eq!(registry.names().collect::<Vec<_>>(), ["acme-voice"]);
    assert!(registry.open("acme-voice", &variables).is_ok());
    let keys: Vec<String> = SETTINGS
        .iter()
        .map(|setting| setting.key("acme-voice"))
        .collect();
    assert_eq!(
        keys,
        [
            "account", "key", "region", "limit", "from", "quiet", "base_url"
        ]
    );
}

#[test]
fn every_missing_and_malformed_setting_is_told_at_once_and_no_value_is() {
    let registry = Registry::new().with(AcmeFactory::default());
    let variables = environment(&[
        ("VOICE_PROVIDER", "acme-voice"),
        ("ACME_VOICE_ACCOUNT", "an-invented-account"),
        ("ACME_VOICE_KEY", " \t"),
        ("ACME_VOICE_REGION", "an-invented-region"),
        ("ACME_VOICE_LIMIT", "an-invented-limit"),
        ("ACME_VOICE_FROM", "5550100100"),
        ("ACME_VOICE_QUIET", "invented\n"),
        ("ACME_VOICE_BASE_URL", "https://user:invented@example.com"),
    ]);
    let error = faults(registry.from_environment(&variables));
    assert_eq!(error.provider(), Some("acme-voice"));
    assert_eq!(error.problems().len(), SETTINGS.len());
    insta::assert_snapshot!("every_fault_of_the_environment", error);
    for text in [error.to_string(), format!("{error:?}")] {
        assert!(
            !text.contains("invented") && !text.contains("5550100100"),
            "{text}"
        );
    }
}

#[test]
fn a_provider_that_is_not_chosen_or_not_there_is_told_with_those_that_are() {
    let registry = Registry::new().with(AcmeFactory::default());
    let error = faults(registry.from_environment(&environment(&[])));
    assert_eq!(
        error.to_string(),
        "settings: VOICE_PROVIDER is missing (one of acme-voice)"
    );
    let chosen = environment(&[("VOICE_PROVIDER", "an-invented-key")]);
    let error = faults(registry.from_environment(&chosen));
    assert_eq!(
        error.to_string(),
        "settings: VOICE_PROVIDER names no provider; there are acme-voice"
    );
    let error = faults(Registry::new().open("acme-voice", &chosen));
    let known = Vec::new();
    assert_eq!(
        error.problems()[0].fault,
        SettingFault::NoSuchProvider { known }
    );
}

#[test]
fn what_contradicts_itself_is_the_factorys_to_refuse() {
    let registry = Registry::new().with(AcmeFactory::default());
    let record = StoredProvider::new(TenantId::parse("one").unwrap(), "acme-voice")
        .setting("account", "AC0")
        .setting("key", "invented-key")
        .setting("limit", 0)
        .setting("quiet", true);
    let Err(RegistryError::Build(error)) = registry.open_stored(&record) else {
        panic!("it contradicts itself");
    };
    assert_eq!(error.kind(), ErrorKind::InvalidRequest);
}

#[test]
fn every_fault_of_a_stored_record_is_told_at_once_and_no_value_is() {
    let registry = Registry::new().with(AcmeFactory::default());
    let record = StoredProvider::from_json(
        r#"{"tenant": "one", "provider": "acme-voice", "settings":
            {"account": ["invented"], "key": null, "limit": "invented", "acount": "invented"}}"#,
    )
    .unwrap();
    let error = faults(registry.open_stored(&record));
    insta::assert_snapshot!("every_fault_of_a_record", error);
    assert!(!format!("{error:?}{record:?}").contains("invented"));

    for text in [
        r#"{"tenant": "", "provider": "acme-voice"}"#,
        r#"{"tenant": "one"}"#,
        r#"{"tenant": "one", "provider": "x", "settings": "invented"}"#,
        "invented",
    ] {
        let error = StoredProvider::from_json(text).unwrap_err();
        assert!(
            !format!("{error} {error:?}").contains("invented"),
            "{error}"
        );
    }
}

#[tokio::test]
async fn a_handle_of_one_tenant_serves_no_other() {
    let wire = Wire::default();
    let registry = Registry::new().with(AcmeFactory(wire.clone()));
    let open = |tenant: &str, key: &str| {
        let id = TenantId::parse(tenant).unwrap();
        let record = StoredProvider::new(id, "acme-voice")
            .setting("account", "AC0")
            .setting("key", key);
        registry.open_stored(&record).unwrap()
    };
    let (one, two) = (open("one", "key-of-one"), open("two", "key-of-two"));
    let debug = format!("{one:?}");
    assert!(!debug.contains("key-of-one"), "{debug}");
    let error = one.on_behalf_of(two.id()).unwrap_err();
    assert_eq!(
        (error.kind(), error.provider()),
        (ErrorKind::Auth, "acme-voice")
    );
    assert!(two.clone().on_behalf_of(one.id()).is_err());
    assert!(wire.lock().unwrap().is_empty());

    for handle in [&one, &two] {
        let provider = handle.on_behalf_of(handle.id()).unwrap();
        provider.place_call(&call()).await.unwrap();
    }
    assert_eq!(
        *wire.lock().unwrap(),
        [
            "https://api.example.com/ key-of-one",
            "https://api.example.com/ key-of-two"
        ]
    );
}

#[cfg(feature = "mock")]
#[test]
fn the_mock_needs_nothing_and_a_later_factory_replaces_an_earlier_one() {
    #[derive(Debug)]
    struct StandIn;
    impl ProviderFactory for StandIn {
        fn name(&self) -> &'static str {
            "acme-voice"
        }
        fn settings(&self) -> &'static [Setting] {
            &[]
        }
        fn build(&self, settings: &Settings) -> Result<Arc<dyn TelephonyProvider>> {
            assert_eq!(settings.provider(), "acme-voice");
            Ok(Arc::new(voice_core::mock::MockProvider::new()))
        }
    }
    let registry = Registry::new()
        .with(voice_core::mock::MockFactory)
        .with(AcmeFactory::default())
        .with(Arc::new(StandIn));
    let none = environment(&[]);
    assert_eq!(registry.open("mock", &none).unwrap().name(), "mock");
    assert_eq!(registry.open("acme-voice", &none).unwrap().name(), "mock");
    assert!(
        registry
            .factory("acme-voice")
            .unwrap()
            .settings()
            .is_empty()
    );
}
