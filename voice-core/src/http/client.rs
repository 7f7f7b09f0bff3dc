//! Sends requests: credentials, limits, attempts, and a span that tells the story without telling secrets.

use std::fmt;
use std::sync::Arc;
use std::time::Duration;

use http::{HeaderMap, HeaderName, HeaderValue, StatusCode};
use serde::de::DeserializeOwned;
use tracing::{Instrument as _, Span, field};

use super::auth::Credentials;
use super::base_url::BaseUrl;
use super::clock::Clock;
use super::error_answer::ErrorReader;
use super::exchange::{Reading, Received};
use super::judge::{Bench, Failure};
use super::limit::RateLimiter;
use super::random::Randomness;
use super::redact::Secrets;
use super::request::Request;
use super::response::{Context, Reply};
use super::retry::{RetryBudget, RetryPolicy};
use super::service::HttpService;
use super::target::Resolved;
use crate::{Error, Result};

/// Talks to one vendor with one account's credentials. Cheap to clone; clones share the rate limit and the
/// retry budget.
///
/// Each operation runs in a `tracing` span `http` with the fields `provider`, `operation`, `method`, `url` (the path's
/// template: no values, no query), `attempt`, `status` and `request_id`.
#[derive(Clone)]
pub struct Client {
    pub(super) base: BaseUrl,
    pub(super) shared: Arc<Shared>,
}

/// What clones share.
pub(super) struct Shared {
    pub(super) provider: &'static str,
    pub(super) service: Arc<dyn HttpService>,
    pub(super) credentials: Credentials,
    pub(super) secrets: Secrets,
    pub(super) headers: Vec<(HeaderName, HeaderValue)>,
    pub(super) bad_header: Option<&'static str>,
    pub(super) retry: RetryPolicy,
    pub(super) budget: RetryBudget,
    pub(super) limiter: Option<RateLimiter>,
    pub(super) clock: Arc<dyn Clock>,
    pub(super) random: Arc<dyn Randomness>,
    pub(super) errors: ErrorReader,
    pub(super) request_id_header: &'static str,
    pub(super) time_limit: Duration,
    pub(super) answer_limit: usize,
}

impl Client {
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
            unread: request.unread(),
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
        let span = tracing::info_span!(
            "http",
            provider = self.shared.provider,
            operation = request.operation,
            method = request.method.as_str(),
            url = resolved.label(),
            attempt = field::Empty,
            status = field::Empty,
            request_id = field::Empty,
        );
        self.attempts(request, &resolved, reading, &span)
            .instrument(span.clone())
            .await
    }

    async fn attempts(
        &self,
        request: &Request,
        resolved: &Resolved,
        reading: Reading,
        span: &Span,
    ) -> Result<Received> {
        let shared = &*self.shared;
        let mut bench = Bench {
            provider: shared.provider,
            request,
            read: shared.errors,
            secrets: &shared.secrets,
            request_id_header: shared.request_id_header,
            maybe_done: false,
        };
        let mut attempt = 1;
        loop {
            let wire = self.wire(request, resolved)?;
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
            if verdict.done {
                tracing::debug!("an earlier attempt has done it");
                return Ok(Received::nothing());
            }
            bench.maybe_done |= verdict.error.is_outcome_unknown();
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
