//! One HTTP exchange behind a trait, so that the stack can be replaced and tests need no network.

use std::fmt;
use std::pin::Pin;
use std::task::{Context, Poll};

use bytes::Bytes;
use futures_core::Stream;

type BoxError = Box<dyn std::error::Error + Send + Sync>;

/// Sends one HTTP request and hands out its answer.
///
/// An implementation sends the request **once**: no retry, no redirect, no waiting for a better time. Those
/// are [`Client`](super::Client)'s, which knows what may be repeated. It limits the time to connect; the
/// time of the whole exchange is limited by the client.
#[async_trait::async_trait]
pub trait HttpService: fmt::Debug + Send + Sync {
    /// Sends the request. Its extensions hold the URL once more, as a [`Url`](url::Url), for a client that wants one.
    /// Any status is an answer; an error means that no answer came.
    ///
    /// # Errors
    /// Says how far the request got. When in doubt, [`Reach::MaybeSent`]: a wrong
    /// [`Reach::NotSent`] places a call twice.
    async fn call(
        &self,
        request: http::Request<Bytes>,
    ) -> Result<http::Response<ResponseBody>, ServiceError>;
}

/// How far a request got that has no answer.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Reach {
    /// Not one byte of it was written to a connection: refused, no such host, no TLS.
    NotSent,
    /// Some or all of it may have arrived.
    MaybeSent,
}

/// An exchange failed below HTTP.
#[derive(Debug)]
pub struct ServiceError {
    reach: Reach,
    what: Box<str>,
    source: Option<BoxError>,
}

impl ServiceError {
    /// The request did not leave, for sure. `what` holds no URL query and no secret.
    pub fn not_sent(what: impl Into<Box<str>>) -> Self {
        Self {
            reach: Reach::NotSent,
            what: what.into(),
            source: None,
        }
    }

    /// The request may have arrived. `what` holds no URL query and no secret.
    pub fn maybe_sent(what: impl Into<Box<str>>) -> Self {
        Self {
            reach: Reach::MaybeSent,
            what: what.into(),
            source: None,
        }
    }

    /// Adds the cause.
    #[must_use]
    pub fn with_source(mut self, source: impl Into<BoxError>) -> Self {
        self.source = Some(source.into());
        self
    }

    /// How far the request got.
    pub fn reach(&self) -> Reach {
        self.reach
    }

    pub(super) fn into_parts(self) -> (Reach, Box<str>, Option<BoxError>) {
        (self.reach, self.what, self.source)
    }
}

impl fmt::Display for ServiceError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.what)
    }
}

impl std::error::Error for ServiceError {
    fn source(&self) -> Option<&(dyn std::error::Error + 'static)> {
        self.source.as_deref().map(|source| source as _)
    }
}

/// The body of an answer, in the pieces in which it arrives.
pub struct ResponseBody(Pin<Box<dyn Stream<Item = Result<Bytes, ServiceError>> + Send>>);

impl ResponseBody {
    /// A body that arrives piece by piece.
    pub fn stream(
        pieces: impl Stream<Item = Result<Bytes, ServiceError>> + Send + 'static,
    ) -> Self {
        Self(Box::pin(pieces))
    }

    /// A body that is all there.
    pub fn full(bytes: impl Into<Bytes>) -> Self {
        let bytes = bytes.into();
        Self::stream(futures_util::stream::once(std::future::ready(Ok(bytes))))
    }
}

impl Stream for ResponseBody {
    type Item = Result<Bytes, ServiceError>;

    fn poll_next(mut self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<Option<Self::Item>> {
        self.0.as_mut().poll_next(cx)
    }
}

impl fmt::Debug for ResponseBody {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("ResponseBody(…)")
    }
}
