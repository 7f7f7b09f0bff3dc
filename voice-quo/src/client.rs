//! Quo's account as a client: the key, the hosts, the rate limit.

use std::sync::Arc;
use std::time::Duration;

use secrecy::{ExposeSecret as _, SecretString};
use serde::Deserialize;
use serde::de::DeserializeOwned;
use serde_json::value::RawValue;
use voice_core::http::{
    BaseUrl, Client, Clock, Credentials, HttpService, Randomness, RateLimiter, Reply, Request,
    RetryPolicy,
};
use voice_core::{Cursor, Error, Page, Raw, Result};

use crate::{PROVIDER, error};

/// The only host of the dated surface, and the current one of v1.
const QUO: &str = "https://api.quo.com";

/// The host of the older documents; it answers `/v1/…` only.
const OPENPHONE: &str = "https://api.openphone.com";

const BUILD: &str = "build_client";

/// Which surface of Quo's API the facets of [`Quo`](crate::Quo) read from.
///
/// One key works on both and ids are the same. Texts are sent and contacts are kept through v1 in either case,
/// because only v1 can.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default)]
#[non_exhaustive]
pub enum ApiVersion {
    /// `/v1/…`. Lists calls and messages between one Quo number and one other party only.
    #[default]
    V1,
    /// `Quo-Api-Version: 2026-03-30`. Lists calls and messages of the whole workspace.
    Dated,
}

impl ApiVersion {
    /// The value of the `Quo-Api-Version` header; `None` for v1, which has none.
    pub fn header(self) -> Option<&'static str> {
        match self {
            Self::V1 => None,
            Self::Dated => Some("2026-03-30"),
        }
    }
}

/// Talks to Quo with one workspace's API key. Cheap to clone; clones share the rate limit of 10 requests per second.
///
/// Vendor-exact requests are in [`api`](crate::api) and [`dated`](crate::dated); both surfaces count against the
/// same limit, as they do at Quo's. Two workspaces have two keys and two limits. If you build several clients of
/// one key, give them the same [`limiter`](QuoClientBuilder::limiter).
#[derive(Debug, Clone)]
pub struct QuoClient {
    http: Client,
    dated: Option<Client>,
    version: ApiVersion,
}

/// Sets up a [`QuoClient`]; made by [`QuoClient::builder`].
#[derive(Debug)]
pub struct QuoClientBuilder {
    key: SecretString,
    base: Option<BaseUrl>,
    dated_base: Option<BaseUrl>,
    version: ApiVersion,
    service: Option<Arc<dyn HttpService>>,
    clock: Option<Arc<dyn Clock>>,
    randomness: Option<Arc<dyn Randomness>>,
    retry: RetryPolicy,
    limiter: Option<RateLimiter>,
}

impl QuoClient {
    /// Begins a client with the bare API key, without `Bearer `.
    pub fn builder(api_key: impl Into<SecretString>) -> QuoClientBuilder {
        QuoClientBuilder {
            key: api_key.into(),
            base: None,
            dated_base: None,
            version: ApiVersion::default(),
            service: None,
            clock: None,
            randomness: None,
            retry: RetryPolicy::default(),
            limiter: None,
        }
    }

    /// Quo's rate limit: 10 requests in any second, for one key.
    pub fn rate_limit() -> RateLimiter {
        RateLimiter::new(10, Duration::from_secs(1))
    }

    /// The address of v1 as older documents give it, for [`base_url`](QuoClientBuilder::base_url). It does not answer for
    /// the dated surface.
    ///
    /// # Errors
    /// None in practice: the address is a constant.
    pub fn openphone_base_url() -> Result<BaseUrl> {
        base(OPENPHONE)
    }

    /// Which surface the facets read from.
    pub fn api_version(&self) -> ApiVersion {
        self.version
    }

    /// The client behind, for what this crate has no word for.
    pub fn http(&self) -> &Client {
        &self.http
    }

    /// `{"data": …}` of v1.
    pub(crate) async fn one<T: Keep>(&self, request: Request) -> Result<T> {
        read_one(&self.http.send(request).await?)
    }

    /// `{"data": […], "nextPageToken": …}` of v1.
    pub(crate) async fn list<T: Keep>(&self, request: Request) -> Result<List<T>> {
        read_list(&self.http.send(request).await?)
    }

    /// An answer without data: 204, or 202 with `{}`.
    pub(crate) async fn done(&self, request: Request) -> Result<()> {
        self.http.done(request).await
    }

    pub(crate) async fn dated_one<T: Keep>(&self, request: Request) -> Result<T> {
        read_one(&self.dated(request).await?)
    }

    pub(crate) async fn dated_list<T: Keep>(&self, request: Request) -> Result<List<T>> {
        read_list(&self.dated(request).await?)
    }

    pub(crate) async fn dated_done(&self, request: Request) -> Result<()> {
        self.dated(request).await.map(drop)
    }

    async fn dated(&self, request: Request) -> Result<Reply> {
        let Some(http) = &self.dated else {
            return Err(Error::invalid(
                PROVIDER,
                request.operation(),
                "base_url",
                "api.openphone.com does not know the dated API; set `dated_base_url`",
            ));
        };
        let version = ApiVersion::Dated.header().unwrap_or_default();
        http.send(request.header("quo-api-version", version)).await
    }
}

impl QuoClientBuilder {
    /// Another address for both surfaces: a gateway, a fake, or [`QuoClient::openphone_base_url`].
    /// `https://api.quo.com` by default.
    #[must_use]
    pub fn base_url(mut self, base: BaseUrl) -> Self {
        self.base = Some(base);
        self
    }

    /// Another address for the dated surface alone.
    #[must_use]
    pub fn dated_base_url(mut self, base: BaseUrl) -> Self {
        self.dated_base = Some(base);
        self
    }

    /// Which surface the facets read from; [`ApiVersion::V1`] by default.
    #[must_use]
    pub fn api_version(mut self, version: ApiVersion) -> Self {
        self.version = version;
        self
    }

    /// What sends the requests. Needed unless the feature `reqwest` is on.
    #[must_use]
    pub fn service(mut self, service: Arc<dyn HttpService>) -> Self {
        self.service = Some(service);
        self
    }

    /// Where the time comes from.
    #[must_use]
    pub fn clock(mut self, clock: Arc<dyn Clock>) -> Self {
        self.clock = Some(clock);
        self
    }

    /// Where the jitter comes from.
    #[must_use]
    pub fn randomness(mut self, randomness: Arc<dyn Randomness>) -> Self {
        self.randomness = Some(randomness);
        self
    }

    /// Limits of sending again. A text is never sent again after it may have arrived, whatever these say (L1).
    #[must_use]
    pub fn retry(mut self, policy: RetryPolicy) -> Self {
        self.retry = policy;
        self
    }

    /// The rate limit to share with other clients of the same key; one of its own by default.
    #[must_use]
    pub fn limiter(mut self, limiter: RateLimiter) -> Self {
        self.limiter = Some(limiter);
        self
    }

    /// The client.
    ///
    /// # Errors
    /// `InvalidRequest`, with the setting's name: a key that is blank or begins with `Bearer `, the dated surface at a
    /// host that does not have it, no service.
    pub fn build(self) -> Result<QuoClient> {
        let invalid = |field, why: &str| Error::invalid(PROVIDER, BUILD, field, why);
        let key = self.key.expose_secret();
        if key.trim().is_empty() {
            return Err(invalid("api_key", "is empty"));
        }
        if key.len() >= 7
            && key
                .as_bytes()
                .iter()
                .take(7)
                .map(u8::to_ascii_lowercase)
                .eq(*b"bearer ")
        {
            return Err(invalid("api_key", "is sent bare, without `Bearer `"));
        }
        if key.contains(char::is_whitespace) {
            return Err(invalid("api_key", "holds a blank"));
        }
        let base_url = match self.base {
            Some(given) => given,
            None => base(QUO)?,
        };
        let dated_base = self.dated_base.unwrap_or_else(|| base_url.clone());
        let dated_exists = !dated_base.to_string().starts_with(OPENPHONE);
        if self.version == ApiVersion::Dated && !dated_exists {
            return Err(invalid(
                "base_url",
                "api.openphone.com does not know the dated API",
            ));
        }
        let service = match self.service {
            Some(service) => service,
            None => default_service()?,
        };
        let mut http = Client::builder(PROVIDER, base_url, service)
            .credentials(Credentials::raw(self.key))
            .limiter(self.limiter.unwrap_or_else(QuoClient::rate_limit))
            .retry(self.retry)
            .errors(error::read);
        if let Some(clock) = self.clock {
            http = http.clock(clock);
        }
        if let Some(randomness) = self.randomness {
            http = http.randomness(randomness);
        }
        let http = http.build();
        Ok(QuoClient {
            dated: dated_exists.then(|| http.at(dated_base)),
            http,
            version: self.version,
        })
    }
}

fn base(text: &str) -> Result<BaseUrl> {
    BaseUrl::parse(text).map_err(|why| Error::invalid(PROVIDER, BUILD, "base_url", why))
}

#[cfg(feature = "reqwest")]
fn default_service() -> Result<Arc<dyn HttpService>> {
    match voice_core::http::ReqwestService::new() {
        Ok(service) => Ok(Arc::new(service)),
        Err(error) => {
            Err(Error::invalid(PROVIDER, BUILD, "service", "cannot be set up").with_source(error))
        }
    }
}

#[cfg(not(feature = "reqwest"))]
fn default_service() -> Result<Arc<dyn HttpService>> {
    Err(Error::invalid(
        PROVIDER,
        BUILD,
        "service",
        "is missing; give one, or switch on the feature `reqwest`",
    ))
}

/// An answer that keeps the vendor's own text.
pub(crate) trait Keep: DeserializeOwned {
    fn keep(&mut self, raw: Raw);
}

/// Implements [`Keep`] for structs with a field `raw`.
macro_rules! keep {
    ($($name:ty),+ $(,)?) => {$(
        impl crate::client::Keep for $name {
            fn keep(&mut self, raw: voice_core::Raw) {
                self.raw = raw;
            }
        }
    )+};
}
pub(crate) use keep;

/// One page of a list.
///
/// There is no `totalItems`: Quo documents that it is wrong. Go on until there is no next token, also over an
/// empty page.
#[derive(Debug, Clone, PartialEq)]
#[non_exhaustive]
pub struct List<T> {
    /// In Quo's order.
    pub data: Vec<T>,
    /// Where the next page begins; `None` on the last one.
    pub next_page_token: Option<Box<str>>,
}

impl<T> List<T> {
    pub(crate) fn into_page<U>(self, item: impl FnMut(T) -> U) -> Page<U> {
        Page::new(
            self.data.into_iter().map(item).collect(),
            self.next_page_token.map(Cursor::new),
        )
    }
}

#[derive(Deserialize)]
struct Data<T> {
    data: T,
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct Listed<T> {
    data: Vec<T>,
    #[serde(
        default,
        alias = "nextCursor",
        deserialize_with = "voice_core::lenient::text"
    )]
    next_page_token: Option<String>,
}

/// Reads twice: the first reading finds the path of what cannot be read, the second keeps the vendor's text.
fn read_one<T: Keep>(reply: &Reply) -> Result<T> {
    let Data { mut data } = reply.json::<Data<T>>()?;
    if let Ok(text) = serde_json::from_slice::<Data<&RawValue>>(reply.body()) {
        data.keep(Raw::from(text.data.get()));
    }
    Ok(data)
}

fn read_list<T: Keep>(reply: &Reply) -> Result<List<T>> {
    let mut list = reply.json::<Listed<T>>()?;
    if let Ok(texts) = serde_json::from_slice::<Data<Vec<&RawValue>>>(reply.body()) {
        for (item, text) in list.data.iter_mut().zip(texts.data) {
            item.keep(Raw::from(text.get()));
        }
    }
    Ok(List {
        data: list.data,
        next_page_token: list.next_page_token.map(Into::into),
    })
}

#[cfg(test)]
mod tests {
    use voice_core::http::ScriptedService;

    use super::*;

    fn builder(key: &str) -> QuoClientBuilder {
        QuoClient::builder(key).service(Arc::new(ScriptedService::new()))
    }

    fn refused(builder: QuoClientBuilder) -> String {
        let error = builder.build().unwrap_err();
        error.option().unwrap().to_owned()
    }

    #[test]
    fn a_key_that_quo_would_refuse_is_refused_here() {
        for key in [
            "",
            "  ",
            "Bearer an-invented-key",
            "bearer x",
            "two words",
            "x\n",
        ] {
            assert_eq!(refused(builder(key)), "api_key", "{key:?}");
        }
        assert!(builder("an-invented-key").build().is_ok());
    }

    #[test]
    fn the_dated_surface_is_not_at_the_old_host() {
        let old = QuoClient::openphone_base_url().unwrap();
        let dated = |builder: QuoClientBuilder| builder.api_version(ApiVersion::Dated);
        assert_eq!(
            refused(dated(builder("k").base_url(old.clone()))),
            "base_url"
        );
        let both = builder("k")
            .base_url(old.clone())
            .dated_base_url(base(QUO).unwrap());
        assert!(dated(both).build().is_ok());
        let v1 = builder("k").base_url(old).build().unwrap();
        assert_eq!(v1.http().base_url().to_string(), OPENPHONE);
        assert!(v1.dated.is_none());
    }

    #[test]
    fn debug_shows_no_key() {
        let builder = builder("an-invented-key");
        assert!(!format!("{builder:?}").contains("invented"));
        assert!(!format!("{:?}", builder.build().unwrap()).contains("invented"));
    }

    #[cfg(not(feature = "reqwest"))]
    #[test]
    fn without_a_service_there_is_no_client() {
        assert_eq!(refused(QuoClient::builder("k")), "service");
    }
}
