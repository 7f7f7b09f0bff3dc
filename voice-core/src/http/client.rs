//! Sends requests: credentials, limits, attempts, and a span that tells the story without telling secrets.

use std::fmt;
use std::sync::Arc;
use std::time::Duration;

use bytes::{Bytes, BytesMut};
use futures_util::StreamExt as _;
use futures_util::future::{Either, select};
use http::{HeaderMap, HeaderName, HeaderValue, StatusCode, header};
use serde::de::DeserializeOwned;
use tracing::{Instrument as _, Span, field};

use super::auth::Credentials;
use super::base_url::BaseUrl;
use super::clock::{Clock, TokioClock};
use super::error_answer::{ErrorReader, VendorError};
use super::judge::{Bench, Failure};
use super::limit::RateLimiter;
use super::random::{OsRandomness, Randomness};
use super::redact::Secrets;
use super::request::{Request, Resolved};
use super::response::{Context, Reply};
use super::retry::{RetryBudget, RetryPolicy};
use super::service::{HttpService, ResponseBody, ServiceError};
use crate::{Error, ErrorKind, Result};

/// The most of an error answer that is read.
const ERROR_BODY_LIMIT: usize = 64 * 1024;

/// Talks to one vendor with one account's credentials. Cheap to clone; clones share the rate limit and the
/// retry budget.
///
/// Each operation runs in a `tracing` span `http` with the fields `provider`, `operation`, `method`, `url` (the path's
/// template: no values, no query), `attempt`, `status` and `request_id`.
#[derive(Clone)]
pub struct Client {
    base: BaseUrl,
    shared: Arc<Shared>,
}

struct Shared {
    provider: &'static str,
    service: Arc<dyn HttpService>,
    credentials: Credentials,
    secrets: Secrets,
    headers: Vec<(HeaderName, HeaderValue)>,
    bad_header: Option<&'static str>,
    retry: RetryPolicy,
    budget: RetryBudget,
    limiter: Option<RateLimiter>,
    clock: Arc<dyn Clock>,
    random: Arc<dyn Randomness>,
    errors: ErrorReader,
    request_id_header: &'static str,
    time_limit: Duration,
    answer_limit: usize,
}

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
            Some(pair) => self.headers.push(pair),
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

    /// The same account at another of the vendor's hosts; rate limit and retry budget are shared.
    #[must_use]
    pub fn at(&self, base: BaseUrl) -> Self {
        Self {
            base,
            shared: self.shared.clone(),
        }
    }

    /// The provider's name.
    pub fn provider(&self) -> &'static str {
        self.shared.provider
    }

    /// The base URL.
    pub fn base_url(&self) -> &BaseUrl {
        &self.base
    }

    /// The clock, for what else must agree with it.
    pub fn clock(&self) -> &Arc<dyn Clock> {
        &self.shared.clock
    }

    /// Sends a request and waits for its whole answer. What is sent again is told in the
    /// [module docs](super#what-is-sent-again-l1).
    ///
    /// # Errors
    /// Any status but 2xx, as the vendor's [`ErrorReader`] reads it; `Transport` when no answer came;
    /// `Decode` when it is too large; `InvalidRequest` when the request cannot be built, and then nothing was sent.
    pub async fn send(&self, request: Request) -> Result<Reply> {
        let limit = request.answer_limit.unwrap_or(self.shared.answer_limit);
        let reply = self.perform(&request, Reading::Whole { limit }).await?;
        let context = self.context(&request, &reply);
        Ok(Reply::new(context, reply.headers, reply.bytes))
    }

    /// Sends a request and reads the answer as JSON.
    ///
    /// # Errors
    /// As [`send`](Self::send), and `Decode` with the JSON path of what cannot be read.
    pub async fn json<T: DeserializeOwned>(&self, request: Request) -> Result<T> {
        self.send(request).await?.json()
    }

    /// Sends a request whose answer says nothing beyond its status.
    ///
    /// # Errors
    /// As [`send`](Self::send).
    pub async fn done(&self, request: Request) -> Result<()> {
        self.send(request).await.map(drop)
    }

    pub(super) fn context(&self, request: &Request, reply: &Received) -> Context {
        let id = reply.headers.get(self.shared.request_id_header);
        Context {
            provider: self.shared.provider,
            operation: request.operation,
            status: reply.status,
            request_id: id.and_then(|id| id.to_str().ok()).map(Into::into),
            idempotent: request.idempotent,
        }
    }

    pub(super) fn resolve(&self, request: &Request) -> Result<Resolved> {
        request
            .resolve(&self.base)
            .map_err(|(field, why)| self.invalid(request, field, why))
    }

    pub(super) fn invalid(&self, request: &Request, field: &'static str, why: &str) -> Error {
        Error::invalid(self.shared.provider, request.operation, field, why)
    }

    pub(super) fn idle_limit(&self, request: &Request) -> Duration {
        request.time_limit.unwrap_or(self.shared.time_limit)
    }

    /// All attempts of one request.
    pub(super) async fn perform(&self, request: &Request, reading: Reading) -> Result<Received> {
        let resolved = self.resolve(request)?;
        let wire = self.wire(request, &resolved)?;
        let span = tracing::info_span!(
            "http",
            provider = self.shared.provider,
            operation = request.operation,
            method = request.method.as_str(),
            url = resolved.label,
            attempt = field::Empty,
            status = field::Empty,
            request_id = field::Empty,
        );
        self.attempts(request, &wire, reading, &span)
            .instrument(span.clone())
            .await
    }

    async fn attempts(
        &self,
        request: &Request,
        wire: &http::Request<Bytes>,
        reading: Reading,
        span: &Span,
    ) -> Result<Received> {
        let shared = &*self.shared;
        let bench = Bench {
            provider: shared.provider,
            request,
            read: shared.errors,
            secrets: &shared.secrets,
            request_id_header: shared.request_id_header,
        };
        let mut attempt = 1;
        loop {
            if let Some(limiter) = &shared.limiter {
                limiter.acquire(&*shared.clock).await;
            }
            span.record("attempt", attempt);
            let failure = match self.attempt(request, wire, reading).await {
                Ok(reply) => {
                    shared.budget.earn();
                    self.record(span, reply.status, &reply.headers);
                    return Ok(reply);
                }
                Err(failure) => failure,
            };
            if let Failure::Status {
                status, headers, ..
            } = &failure
            {
                self.record(span, *status, headers);
            }
            let verdict = bench.judge(failure, shared.clock.now());
            if !verdict.ill {
                shared.budget.earn();
            }
            attempt += 1;
            let wait = verdict
                .repeatable
                .then(|| {
                    shared
                        .retry
                        .wait(attempt, verdict.error.retry_after(), &*shared.random)
                })
                .flatten()
                .filter(|_| shared.budget.spend());
            let Some(wait) = wait else {
                tracing::warn!(
                    kind = verdict.error.kind().as_str(),
                    code = verdict.error.code(),
                    outcome_unknown = verdict.error.is_outcome_unknown(),
                    "request failed"
                );
                return Err(verdict.error);
            };
            tracing::debug!(
                kind = verdict.error.kind().as_str(),
                wait_ms = u64::try_from(wait.as_millis()).unwrap_or(u64::MAX),
                "request will be sent again"
            );
            shared.clock.sleep(wait).await;
        }
    }

    fn record(&self, span: &Span, status: StatusCode, headers: &HeaderMap) {
        span.record("status", status.as_u16());
        let id = headers.get(self.shared.request_id_header);
        if let Some(id) = id.and_then(|id| id.to_str().ok()) {
            span.record("request_id", id);
        }
    }

    async fn attempt(
        &self,
        request: &Request,
        wire: &http::Request<Bytes>,
        reading: Reading,
    ) -> Result<Received, Failure> {
        let limit = self.idle_limit(request);
        let exchange = Box::pin(self.exchange(request, wire.clone(), reading));
        match select(exchange, self.shared.clock.time_limit(limit)).await {
            Either::Left((result, _)) => result,
            // How far it got is not known from here: the worst is assumed.
            Either::Right(_) => Err(Failure::Service(ServiceError::maybe_sent(
                [
                    "no complete answer within ",
                    &limit.as_secs_f64().to_string(),
                    " s",
                ]
                .concat(),
            ))),
        }
    }

    async fn exchange(
        &self,
        request: &Request,
        wire: http::Request<Bytes>,
        reading: Reading,
    ) -> Result<Received, Failure> {
        let answer = self
            .shared
            .service
            .call(wire)
            .await
            .map_err(Failure::Service)?;
        let (parts, mut stream) = answer.into_parts();
        let mut reply = Received {
            status: parts.status,
            headers: parts.headers,
            bytes: Bytes::new(),
            rest: None,
        };
        if parts.status.is_redirection() && request.follows_redirects {
            return Ok(reply);
        }
        if !parts.status.is_success() {
            // The status is the answer; of its explanation we take what comes.
            let (body, _) = collect(&mut stream, ERROR_BODY_LIMIT).await;
            return Err(Failure::Status {
                status: reply.status,
                headers: reply.headers,
                body,
            });
        }
        match reading {
            Reading::Pieces => reply.rest = Some(stream),
            Reading::Whole { limit } => {
                let (body, end) = collect(&mut stream, limit).await;
                reply.bytes = match end {
                    End::Complete => body,
                    End::Broken(error) => return Err(Failure::Service(error)),
                    End::Cut => {
                        return Err(Failure::TooLarge {
                            status: reply.status,
                            limit,
                        });
                    }
                };
            }
        }
        Ok(reply)
    }

    /// The request as it goes on the wire.
    fn wire(&self, request: &Request, resolved: &Resolved) -> Result<http::Request<Bytes>> {
        let invalid = |field, why: &str| self.invalid(request, field, why);
        let mut headers = HeaderMap::new();
        headers.insert(header::ACCEPT, HeaderValue::from_static("application/json"));
        headers.insert(
            header::USER_AGENT,
            HeaderValue::from_static(concat!("voice-sdk/", env!("CARGO_PKG_VERSION"))),
        );
        if resolved.with_credentials {
            if let Some(name) = self.shared.bad_header {
                return Err(invalid(name, "cannot stand in a header"));
            }
            for (name, value) in &self.shared.headers {
                headers.insert(name, value.clone());
            }
        }
        let encoded = request.body.encode();
        if let Some((content_type, _)) = &encoded {
            let value = HeaderValue::try_from(content_type.as_str())
                .map_err(|_| invalid("body", "has a media type that cannot stand in a header"))?;
            headers.insert(header::CONTENT_TYPE, value);
        }
        for (name, value) in &request.headers {
            if resolved.with_credentials || !value.is_sensitive() {
                headers.insert(name, value.clone());
            }
        }
        if resolved.with_credentials {
            self.shared.credentials.apply(&mut headers).map_err(|why| {
                Error::new(
                    ErrorKind::Auth,
                    self.shared.provider,
                    request.operation,
                    why,
                )
            })?;
        }
        let uri: http::Uri = resolved
            .url
            .as_str()
            .parse()
            .map_err(|_| invalid("url", "is too long or malformed"))?;
        let mut wire = http::Request::new(encoded.map(|(_, bytes)| bytes).unwrap_or_default());
        *wire.method_mut() = request.method.clone();
        *wire.uri_mut() = uri;
        *wire.headers_mut() = headers;
        Ok(wire)
    }
}

impl fmt::Debug for Client {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Client")
            .field("provider", &self.shared.provider)
            .field("base", &self.base)
            .field("credentials", &self.shared.credentials)
            .field("limiter", &self.shared.limiter)
            .field("service", &self.shared.service)
            .finish_non_exhaustive()
    }
}

/// How the body of a good answer is wanted.
#[derive(Debug, Clone, Copy)]
pub(super) enum Reading {
    Whole { limit: usize },
    Pieces,
}

/// A good answer, or a redirect that the request follows.
#[derive(Debug)]
pub(super) struct Received {
    pub(super) status: StatusCode,
    pub(super) headers: HeaderMap,
    pub(super) bytes: Bytes,
    pub(super) rest: Option<ResponseBody>,
}

enum End {
    Complete,
    Cut,
    Broken(ServiceError),
}

/// Reads a body up to a limit.
async fn collect(stream: &mut ResponseBody, limit: usize) -> (Bytes, End) {
    let mut bytes = BytesMut::new();
    while let Some(piece) = stream.next().await {
        match piece {
            Ok(piece) => {
                let room = limit.saturating_sub(bytes.len());
                if piece.len() > room {
                    bytes.extend_from_slice(piece.get(..room).unwrap_or_default());
                    return (bytes.freeze(), End::Cut);
                }
                bytes.extend_from_slice(&piece);
            }
            Err(error) => return (bytes.freeze(), End::Broken(error)),
        }
    }
    (bytes.freeze(), End::Complete)
}
