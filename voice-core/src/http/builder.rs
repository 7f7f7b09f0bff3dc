//! Sets a client up.

use std::sync::Arc;
use std::time::Duration;

use http::{HeaderName, HeaderValue};

use super::auth::Credentials;
use super::base_url::BaseUrl;
use super::client::{Client, Shared};
use super::clock::{Clock, TokioClock};
use super::error_answer::{ErrorReader, VendorError};
use super::limit::RateLimiter;
use super::random::{OsRandomness, Randomness};
use super::retry::{RetryBudget, RetryPolicy};
use super::service::HttpService;

/// Sets up a [`Client`]; made by [`Client::builder`].
#[derive(Debug)]
pub struct ClientBuilder {
    base: BaseUrl,
    provider: &'static str,
    service: Arc<dyn HttpService>,
    credentials: Credentials,
    headers: Vec<(HeaderName, HeaderValue)>,
    bad_header: Option<&'static str>,
    retry: RetryPolicy,
    limiter: Option<RateLimiter>,
    clock: Option<Arc<dyn Clock>>,
    random: Arc<dyn Randomness>,
    errors: ErrorReader,
    request_id_header: &'static str,
    time_limit: Duration,
    answer_limit: usize,
}

impl ClientBuilder {
    /// The account's credentials; none by default.
    #[must_use]
    pub fn credentials(mut self, credentials: Credentials) -> Self {
        self.credentials = credentials;
        self
    }

    /// Adds a header to every request to the vendor (an API version).
    #[must_use]
    pub fn header(mut self, name: &'static str, value: &str) -> Self {
        let pair = HeaderName::from_bytes(name.as_bytes())
            .ok()
            .zip(HeaderValue::from_str(value).ok());
        match pair {
            Some((name, mut value)) => {
                // So that `Debug` does not show it: a gateway's key may come this way.
                value.set_sensitive(true);
                self.headers.push((name, value));
            }
            None => self.bad_header = Some(name),
        }
        self
    }

    /// Limits of sending again.
    #[must_use]
    pub fn retry(mut self, policy: RetryPolicy) -> Self {
        self.retry = policy;
        self
    }

    /// The vendor's rate limit for this credential; none by default.
    #[must_use]
    pub fn limiter(mut self, limiter: RateLimiter) -> Self {
        self.limiter = Some(limiter);
        self
    }

    /// Where the time comes from; a [`TokioClock`] by default.
    #[must_use]
    pub fn clock(mut self, clock: Arc<dyn Clock>) -> Self {
        self.clock = Some(clock);
        self
    }

    /// Where the jitter comes from; the operating system by default.
    #[must_use]
    pub fn randomness(mut self, random: Arc<dyn Randomness>) -> Self {
        self.random = random;
        self
    }

    /// Reads the vendor's error answers. By default the status is all that is known.
    #[must_use]
    pub fn errors(mut self, read: ErrorReader) -> Self {
        self.errors = read;
        self
    }

    /// The header in which the vendor names the request; `x-request-id` by default.
    #[must_use]
    pub fn request_id_header(mut self, name: &'static str) -> Self {
        self.request_id_header = name;
        self
    }

    /// The most time for one attempt, its answer included; 30 s by default. Of a download, up to its first byte
    /// and between two pieces.
    #[must_use]
    pub fn time_limit(mut self, limit: Duration) -> Self {
        self.time_limit = limit;
        self
    }

    /// The most bytes of an answer; 16 MiB by default. Downloads have no limit of their own unless the request
    /// sets one.
    #[must_use]
    pub fn answer_limit(mut self, bytes: usize) -> Self {
        self.answer_limit = bytes;
        self
    }

    /// The client.
    pub fn build(self) -> Client {
        Client {
            base: self.base,
            shared: Arc::new(Shared {
                provider: self.provider,
                service: self.service,
                secrets: self.credentials.secrets(),
                credentials: self.credentials,
                headers: self.headers,
                bad_header: self.bad_header,
                budget: RetryBudget::new(&self.retry),
                retry: self.retry,
                limiter: self.limiter,
                clock: self.clock.unwrap_or_else(|| Arc::new(TokioClock::new())),
                random: self.random,
                errors: self.errors,
                request_id_header: self.request_id_header,
                time_limit: self.time_limit,
                answer_limit: self.answer_limit,
            }),
        }
    }
}

impl Client {
    /// Begins a client of `provider` (`"twilio"`) that sends through `service`.
    pub fn builder(
        provider: &'static str,
        base: BaseUrl,
        service: Arc<dyn HttpService>,
    ) -> ClientBuilder {
        ClientBuilder {
            base,
            provider,
            service,
            credentials: Credentials::none(),
            headers: Vec::new(),
            bad_header: None,
            retry: RetryPolicy::default(),
            limiter: None,
            clock: None,
            random: Arc::new(OsRandomness),
            errors: |_| VendorError::default(),
            request_id_header: "x-request-id",
            time_limit: Duration::from_secs(30),
            answer_limit: 16 * 1024 * 1024,
        }
    }
}
