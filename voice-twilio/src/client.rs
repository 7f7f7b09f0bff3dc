//! One account's way to Twilio.

use std::fmt;
use std::sync::Arc;
use std::time::Duration;

use url::Url;
use voice_core::http::{
    BaseUrl, Client, Clock, Credentials, HttpService, Randomness, RateLimiter, Request, RetryPolicy,
};
use voice_core::{Error, Result};

use crate::api::TwilioPage;
use crate::api::resource::{Resource, read_one, read_page};
use crate::webhook::TwilioVerifier;
use crate::{error, host};

pub(crate) const PROVIDER: &str = "twilio";

/// Where the API lives unless told otherwise.
const BASE_URL: &str = "https://api.twilio.com";

/// A path below the account.
macro_rules! account_path {
    ($path:literal) => {
        concat!("/2010-04-01/Accounts/{account}", $path)
    };
}
pub(crate) use account_path;

/// Talks to Twilio for one account or subaccount. Cheap to clone; clones share the retry budget and the rate limit.
///
/// ```
/// use std::sync::Arc;
/// use voice_core::http::ScriptedService;
/// use voice_twilio::{TwilioClient, api::FetchCall};
///
/// # tokio::runtime::Builder::new_current_thread().enable_time().build()?.block_on(async {
/// let twilio = Arc::new(ScriptedService::new().answer(200, r#"{"sid":"CA1","status":"ringing"}"#));
/// let client = TwilioClient::builder("AC1", "an invented token")
///     .service(twilio.clone())
///     .region("ie1")
///     .build()?;
/// let call = FetchCall::new("CA1").send(&client).await?;
/// assert_eq!(call.status.as_str(), "ringing");
/// assert_eq!(
///     twilio.requests()[0].uri(),
///     "https://api.ie1.twilio.com/2010-04-01/Accounts/AC1/Calls/CA1.json"
/// );
/// # Ok::<(), Box<dyn std::error::Error>>(()) }).unwrap();
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Clone)]
pub struct TwilioClient {
    http: Client,
    account: Arc<str>,
    verifier: Option<TwilioVerifier>,
}

impl TwilioClient {
    /// Begins a client that signs in with the account's auth token.
    pub fn builder(
        account_sid: impl Into<String>,
        auth_token: impl Into<String>,
    ) -> TwilioClientBuilder {
        let account = account_sid.into();
        TwilioClientBuilder::new(account.clone(), account, auth_token.into())
    }

    /// Begins a client that signs in with an API key (`SK…` and its secret); the account still goes into the path.
    ///
    /// Webhooks are signed with the auth token or a shared key of the account, never with the API key's secret.
    pub fn with_api_key(
        account_sid: impl Into<String>,
        key_sid: impl Into<String>,
        key_secret: impl Into<String>,
    ) -> TwilioClientBuilder {
        TwilioClientBuilder::new(account_sid.into(), key_sid.into(), key_secret.into())
    }

    /// The same credentials for another account: a subaccount of ours.
    ///
    /// It has no [`webhook_verifier`](Self::webhook_verifier): a subaccount's webhooks are signed with its own token.
    #[must_use]
    pub fn subaccount(&self, account_sid: impl Into<String>) -> Self {
        Self {
            http: self.http.clone(),
            account: account_sid.into().into(),
            verifier: None,
        }
    }

    /// Verifies webhooks with the auth token that this client signs in with. `None` with an API key, whose secret signs
    /// nothing: then make a [`TwilioVerifier`] of the account's token.
    pub fn webhook_verifier(&self) -> Option<TwilioVerifier> {
        self.verifier.clone()
    }

    /// The account whose resources this is about, `AC…`.
    pub fn account_sid(&self) -> &str {
        &self.account
    }

    /// The HTTP client below, for endpoints that have no type here.
    pub fn http(&self) -> &Client {
        &self.http
    }

    fn of_account(&self, request: Request) -> Request {
        request.path("account", &self.account)
    }

    /// Sends a request below the account whose answer is one resource.
    pub(crate) async fn one<T: Resource>(&self, request: Request) -> Result<T> {
        read_one(&self.http.send(self.of_account(request)).await?)
    }

    /// Sends a request below the account whose answer is a list.
    pub(crate) async fn list<T: Resource>(&self, request: Request) -> Result<TwilioPage<T>> {
        self.page(self.of_account(request)).await
    }

    /// Sends a request whose answer is a list.
    pub(crate) async fn page<T: Resource>(&self, request: Request) -> Result<TwilioPage<T>> {
        read_page(&self.http.send(request).await?)
    }

    /// Sends a request below the account whose answer says nothing.
    pub(crate) async fn gone(&self, request: Request) -> Result<()> {
        self.http.done(self.of_account(request)).await
    }
}

impl fmt::Debug for TwilioClient {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("TwilioClient")
            .field("account", &self.account)
            .field("base_url", self.http.base_url())
            .finish_non_exhaustive()
    }
}

/// Sets up a [`TwilioClient`].
#[must_use]
pub struct TwilioClientBuilder {
    account: String,
    user: String,
    secret: String,
    base_url: Option<String>,
    edge: Option<String>,
    region: Option<String>,
    service: Option<Arc<dyn HttpService>>,
    clock: Option<Arc<dyn Clock>>,
    randomness: Option<Arc<dyn Randomness>>,
    retry: RetryPolicy,
    limiter: Option<RateLimiter>,
    time_limit: Option<Duration>,
}

impl TwilioClientBuilder {
    fn new(account: String, user: String, secret: String) -> Self {
        Self {
            account,
            user,
            secret,
            base_url: None,
            edge: None,
            region: None,
            service: None,
            clock: None,
            randomness: None,
            retry: RetryPolicy::default()
                .attempts(4)
                .waits(Duration::from_millis(200), Duration::from_secs(3)),
            limiter: None,
            time_limit: None,
        }
    }

    /// Another base URL than `https://api.twilio.com`: a test server, a gateway. Edge and region only apply to Twilio's
    /// own hosts.
    pub fn base_url(mut self, url: impl Into<String>) -> Self {
        self.base_url = Some(url.into());
        self
    }

    /// The edge where requests enter Twilio's network: `dublin`, `sydney` … Without a region, it goes with `us1`.
    pub fn edge(mut self, edge: impl Into<String>) -> Self {
        self.edge = Some(edge.into());
        self
    }

    /// The region that processes and stores: `us1`, `ie1`, `au1`. Credentials belong to one region.
    pub fn region(mut self, region: impl Into<String>) -> Self {
        self.region = Some(region.into());
        self
    }

    /// What carries the requests. With the feature `reqwest` there is a default.
    pub fn service(mut self, service: Arc<dyn HttpService>) -> Self {
        self.service = Some(service);
        self
    }

    /// Where the time comes from.
    pub fn clock(mut self, clock: Arc<dyn Clock>) -> Self {
        self.clock = Some(clock);
        self
    }

    /// Where the jitter of waits comes from.
    pub fn randomness(mut self, randomness: Arc<dyn Randomness>) -> Self {
        self.randomness = Some(randomness);
        self
    }

    /// Limits of sending again. By default 3 retries after waits of up to 200 ms, 400 ms and 800 ms, with the ceiling of 3 s
    /// that Twilio's Node library has; that one repeats a 429 only, and only when it is told to. What may be sent again here
    /// is told in [`voice_core::http`].
    pub fn retry(mut self, policy: RetryPolicy) -> Self {
        self.retry = policy;
        self
    }

    /// A rate limit. None by default: Twilio limits concurrency, and queues calls above the calls-per-second quota itself.
    pub fn limiter(mut self, limiter: RateLimiter) -> Self {
        self.limiter = Some(limiter);
        self
    }

    /// The most time for one attempt; 30 s by default.
    pub fn time_limit(mut self, limit: Duration) -> Self {
        self.time_limit = Some(limit);
        self
    }

    /// The client.
    ///
    /// # Errors
    /// `InvalidRequest`, naming the setting: an account or user that is empty or no SID, an empty secret, a base URL, edge or
    /// region that cannot be one, or no service.
    pub fn build(self) -> Result<TwilioClient> {
        if !is_sid(&self.account, "AC") {
            return Err(invalid("account_sid", "is `AC` and letters or digits"));
        }
        if !is_sid(&self.user, "AC") && !is_sid(&self.user, "SK") {
            return Err(invalid("key_sid", "is `SK` and letters or digits"));
        }
        if self.secret.is_empty() {
            let field = if self.user == self.account {
                "auth_token"
            } else {
                "key_secret"
            };
            return Err(invalid(field, "is empty"));
        }
        let base = self.base()?;
        let service = match self.service {
            Some(service) => service,
            None => default_service()?,
        };
        // Signed in as the account itself, the secret is its auth token.
        let verifier = (self.user == self.account).then(|| TwilioVerifier::new(&self.secret));
        let mut http = Client::builder(PROVIDER, base, service)
            .credentials(Credentials::basic(self.user, self.secret))
            .header("accept-charset", "utf-8")
            .errors(error::read)
            .request_id_header("twilio-request-id")
            .retry(self.retry);
        if let Some(clock) = self.clock {
            http = http.clock(clock);
        }
        if let Some(randomness) = self.randomness {
            http = http.randomness(randomness);
        }
        if let Some(limiter) = self.limiter {
            http = http.limiter(limiter);
        }
        if let Some(limit) = self.time_limit {
            http = http.time_limit(limit);
        }
        Ok(TwilioClient {
            http: http.build(),
            account: self.account.into(),
            verifier,
        })
    }

    fn base(&self) -> Result<BaseUrl> {
        for (field, label) in [("edge", &self.edge), ("region", &self.region)] {
            if !label.as_deref().is_none_or(host::is_label) {
                return Err(invalid(field, "is not a part of a host name"));
            }
        }
        let text = self.base_url.as_deref().unwrap_or(BASE_URL);
        let refused =
            |error: voice_core::http::ParseBaseUrlError| invalid("base_url", &error.to_string());
        let Ok(mut url) = Url::parse(text) else {
            return BaseUrl::parse(text).map_err(refused);
        };
        let composed = url
            .host_str()
            .map(|host| host::compose(host, self.edge.as_deref(), self.region.as_deref()));
        // An IP address does not change, and so is not set: it could not be.
        if composed.as_deref() != url.host_str() && url.set_host(composed.as_deref()).is_err() {
            let given = self.edge.as_deref().is_some_and(|edge| !edge.is_empty());
            let field = if given { "edge" } else { "region" };
            return Err(invalid(field, "makes no host name"));
        }
        BaseUrl::parse(url.as_str()).map_err(refused)
    }
}

/// The SID's prefix, then letters and digits: nothing that would change the path. An invented account is as good as a real
/// one here; see [`is_whole_sid`].
pub(crate) fn is_sid(text: &str, prefix: &str) -> bool {
    text.strip_prefix(prefix).is_some_and(|rest| {
        !rest.is_empty() && rest.bytes().all(|byte| byte.is_ascii_alphanumeric())
    })
}

/// A SID as Twilio gives them: its prefix and 32 hexadecimal digits.
pub(crate) fn is_whole_sid(text: &str, prefix: &str) -> bool {
    text.strip_prefix(prefix)
        .is_some_and(|rest| rest.len() == 32 && rest.bytes().all(|byte| byte.is_ascii_hexdigit()))
}

fn invalid(field: &'static str, why: &str) -> Error {
    Error::invalid(PROVIDER, "configure", field, why)
}

#[cfg(feature = "reqwest")]
fn default_service() -> Result<Arc<dyn HttpService>> {
    voice_core::http::ReqwestService::new()
        .map(|service| Arc::new(service) as Arc<dyn HttpService>)
        .map_err(|error| {
            Error::new(
                voice_core::ErrorKind::Transport,
                PROVIDER,
                "configure",
                "no TLS client can be built",
            )
            .with_source(error)
        })
}

#[cfg(not(feature = "reqwest"))]
fn default_service() -> Result<Arc<dyn HttpService>> {
    Err(invalid(
        "service",
        "is missing; the feature `reqwest` has a default",
    ))
}

impl fmt::Debug for TwilioClientBuilder {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("TwilioClientBuilder")
            .field("account", &self.account)
            .field("edge", &self.edge)
            .field("region", &self.region)
            .finish_non_exhaustive()
    }
}
