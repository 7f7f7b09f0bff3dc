//! Media, handed on as it arrives: a recording can be larger than memory is cheap.

use std::fmt;
use std::pin::Pin;
use std::sync::Arc;
use std::task::{Context as Poller, Poll};
use std::time::Duration;

use bytes::{Bytes, BytesMut};
use futures_core::Stream;
use futures_util::StreamExt as _;
use http::{HeaderMap, header};
use url::Url;

use super::client::Client;
use super::clock::Clock;
use super::exchange::{Reading, Received};
use super::request::Request;
use super::response::Context;
use super::service::ResponseBody;
use crate::{Error, ErrorKind, Result};

/// How many redirects are followed.
const MAX_REDIRECTS: usize = 5;

impl Client {
    /// Asks for a file and hands it out in pieces. Attempts are repeated until the answer begins, never after.
    ///
    /// Redirects are followed only if the request [says so](Request::follow_redirects).
    ///
    /// # Errors
    /// As [`send`](Self::send). `Provider` for a redirect that is not followed, leads nowhere, goes round, or goes from
    /// https to http.
    pub async fn download(&self, request: Request) -> Result<Download> {
        let mut request = request;
        let mut last = None;
        for _ in 0..=MAX_REDIRECTS {
            let reply = self.perform(&request, Reading::Pieces).await?;
            let context = self.context(&request, &reply);
            let Received {
                status,
                headers,
                rest,
                ..
            } = reply;
            if !status.is_redirection() {
                return Ok(Download {
                    left: request.answer_limit,
                    idle_limit: self.idle_limit(&request),
                    idle: None,
                    clock: self.clock().clone(),
                    body: rest,
                    context,
                    headers,
                });
            }
            let from = self.resolve(&request)?.url;
            let to = redirect(&from, &headers).ok_or_else(|| {
                context.error(ErrorKind::Provider, "a redirect that leads nowhere")
            })?;
            if from.scheme() == "https" && to.scheme() != "https" {
                return Err(context.error(ErrorKind::Provider, "a redirect from https to http"));
            }
            request = request.at_url(to.into());
            last = Some(context);
        }
        Err(match last {
            Some(context) => context.error(ErrorKind::Provider, "too many redirects"),
            None => self.invalid(&request, "url", "was not asked"),
        })
    }
}

fn redirect(from: &Url, headers: &HeaderMap) -> Option<Url> {
    let location = headers.get(header::LOCATION)?.to_str().ok()?;
    let mut to = from.join(location).ok()?;
    to.set_username("").ok()?;
    to.set_password(None).ok()?;
    Some(to)
}

/// A file on its way: a `Stream` of pieces.
///
/// An error ends it: `Transport` if the connection broke or stalled longer than the time limit, `Decode` if it
/// is longer than the request's [`answer_limit`](Request::answer_limit).
pub struct Download {
    context: Context,
    headers: HeaderMap,
    body: Option<ResponseBody>,
    left: Option<usize>,
    clock: Arc<dyn Clock>,
    idle_limit: Duration,
    idle: Option<Pin<Box<dyn Future<Output = ()> + Send>>>,
}

impl Download {
    /// The media type, as the vendor states it.
    pub fn media_type(&self) -> Option<&str> {
        self.header("content-type")
    }

    /// The length in bytes, where the vendor states it.
    pub fn length(&self) -> Option<u64> {
        self.header("content-length")?.parse().ok()
    }

    /// A header, if it is there and is text.
    pub fn header(&self, name: &str) -> Option<&str> {
        self.headers.get(name)?.to_str().ok()
    }

    /// Reads all of it into memory; at most `limit` bytes.
    ///
    /// # Errors
    /// As the stream's.
    pub async fn bytes(mut self, limit: usize) -> Result<Bytes> {
        self.left = Some(self.left.map_or(limit, |left| left.min(limit)));
        let mut all = BytesMut::new();
        while let Some(piece) = self.next().await {
            all.extend_from_slice(&piece?);
        }
        Ok(all.freeze())
    }

    fn fail(&mut self, kind: ErrorKind, what: &str) -> Poll<Option<Result<Bytes>>> {
        self.body = None;
        Poll::Ready(Some(Err(self.context.error(kind, what))))
    }
}

impl Stream for Download {
    type Item = Result<Bytes, Error>;

    fn poll_next(mut self: Pin<&mut Self>, cx: &mut Poller<'_>) -> Poll<Option<Self::Item>> {
        let this = &mut *self;
        let Some(body) = &mut this.body else {
            return Poll::Ready(None);
        };
        let polled = body.poll_next_unpin(cx);
        match polled {
            Poll::Ready(piece) => {
                this.idle = None;
                match piece {
                    None => {
                        this.body = None;
                        Poll::Ready(None)
                    }
                    Some(Err(error)) => {
                        this.body = None;
                        let told = this.context.error(ErrorKind::Transport, error.to_string());
                        Poll::Ready(Some(Err(told.with_source(error))))
                    }
                    Some(Ok(piece)) => {
                        if let Some(left) = &mut this.left {
                            match left.checked_sub(piece.len()) {
                                Some(rest) => *left = rest,
                                None => {
                                    return this.fail(
                                        ErrorKind::Decode,
                                        "the file is larger than allowed",
                                    );
                                }
                            }
                        }
                        Poll::Ready(Some(Ok(piece)))
                    }
                }
            }
            Poll::Pending => {
                let idle = this
                    .idle
                    .get_or_insert_with(|| this.clock.time_limit(this.idle_limit));
                match idle.as_mut().poll(cx) {
                    Poll::Ready(()) => this.fail(ErrorKind::Transport, "the file stopped arriving"),
                    Poll::Pending => Poll::Pending,
                }
            }
        }
    }
}

impl fmt::Debug for Download {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(
            f,
            "Download({:?}, {:?} bytes)",
            self.media_type(),
            self.length()
        )
    }
}
