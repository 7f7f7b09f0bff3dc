//! One attempt: the request as it goes on the wire, and its answer as far as it is wanted.

use bytes::{Bytes, BytesMut};
use futures_util::StreamExt as _;
use futures_util::future::{Either, select};
use http::{HeaderMap, HeaderValue, Method, StatusCode, header};

use super::client::Client;
use super::judge::Failure;
use super::request::Request;
use super::service::{ResponseBody, ServiceError};
use super::target::Resolved;
use crate::{Error, ErrorKind, Result};

/// The most of an error answer that is read.
const ERROR_BODY_LIMIT: usize = 64 * 1024;

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

impl Received {
    /// What stands for the answer of an attempt that nobody heard: done, and nothing to say of it.
    pub(super) fn nothing() -> Self {
        Self {
            status: StatusCode::NO_CONTENT,
            headers: HeaderMap::new(),
            bytes: Bytes::new(),
            rest: None,
        }
    }
}

impl Client {
    /// The request as it goes on the wire.
    pub(super) fn wire(
        &self,
        request: &Request,
        resolved: &Resolved,
    ) -> Result<http::Request<Bytes>> {
        let invalid = |field, why: &str| self.invalid(request, field, why);
        let mut headers = HeaderMap::with_capacity(8);
        if request.accepts_json {
            headers.insert(header::ACCEPT, HeaderValue::from_static("application/json"));
        }
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
        wire.extensions_mut().insert(resolved.url.clone());
        Ok(wire)
    }

    /// One attempt, within its time.
    pub(super) async fn attempt(
        &self,
        request: &Request,
        wire: http::Request<Bytes>,
        reading: Reading,
    ) -> Result<Received, Failure> {
        let limit = self.idle_limit(request);
        let exchange = Box::pin(self.exchange(request, wire, reading));
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
        let follows = request.follows_redirects
            && request.method == Method::GET
            && matches!(reading, Reading::Pieces);
        if parts.status.is_redirection() && follows {
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
