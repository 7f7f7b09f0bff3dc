//! `HttpService` on reqwest.

use std::sync::Arc;
use std::time::Duration;

use bytes::Bytes;
use futures_util::TryStreamExt as _;
use rustls::crypto::{CryptoProvider, ring};
use rustls_platform_verifier::BuilderVerifierExt;
use url::Url;

use super::service::{HttpService, Reach, ResponseBody, ServiceError};

/// Sends requests with [reqwest](https://docs.rs/reqwest), TLS by rustls with *ring* and the platform's
/// certificates.
///
/// Needs a tokio runtime with I/O and time enabled where it is used. Cheap to clone; clones share the connections.
///
/// # Why a ready client is trusted less
/// [`new`](Self::new) and [`from_builder`](Self::from_builder) switch off reqwest's own redirects and
/// retries, so "cannot connect" means that nothing was sent. A ready `reqwest::Client` does not say how it is set: after a
/// redirect "cannot connect" may be about the second host, when the first has already placed the call. With
/// [`from_client`](Self::from_client) every failure counts as "maybe sent".
#[derive(Debug, Clone)]
pub struct ReqwestService {
    client: reqwest::Client,
    /// A failure to connect proves that nothing was sent.
    plain: bool,
}

impl ReqwestService {
    /// A client of our own: 5 s to connect, idle connections closed after 20 s (a connection that the vendor
    /// closes at the same moment would leave an outcome unknown), no proxy from the environment.
    ///
    /// # Errors
    /// The platform's certificates cannot be read.
    pub fn new() -> Result<Self, BuildServiceError> {
        // Stated explicitly: without a process-wide provider reqwest would panic, and installing one here
        // would take the choice from the application.
        let tls = rustls::ClientConfig::builder_with_provider(Arc::new(ring::default_provider()))
            .with_safe_default_protocol_versions()
            .and_then(BuilderVerifierExt::with_platform_verifier)
            .map_err(BuildServiceError::Tls)?
            .with_no_client_auth();
        Self::plain(
            reqwest::Client::builder()
                .tls_backend_preconfigured(tls)
                .no_proxy()
                .connect_timeout(Duration::from_secs(5))
                .pool_idle_timeout(Duration::from_secs(20)),
        )
    }

    /// A client from your settings (proxy, certificates, time to connect). Redirects and reqwest's own retries are
    /// switched off. If the process has no rustls provider yet, *ring* becomes it; install another one before.
    ///
    /// # Errors
    /// reqwest refuses the settings.
    pub fn from_builder(builder: reqwest::ClientBuilder) -> Result<Self, BuildServiceError> {
        if CryptoProvider::get_default().is_none() {
            // Somebody else was faster: then there is one, which is all we want.
            ring::default_provider().install_default().ok();
        }
        Self::plain(builder)
    }

    /// A ready client. Every failure counts as "maybe sent": requests that are not idempotent are then never repeated
    /// after one. Build it with `redirect::Policy::none()`, or headers of ours may follow a redirect to another
    /// host.
    pub fn from_client(client: reqwest::Client) -> Self {
        Self {
            client,
            plain: false,
        }
    }

    fn plain(builder: reqwest::ClientBuilder) -> Result<Self, BuildServiceError> {
        let client = builder
            .redirect(reqwest::redirect::Policy::none())
            .retry(reqwest::retry::never())
            .build()
            .map_err(BuildServiceError::Client)?;
        Ok(Self {
            client,
            plain: true,
        })
    }

    fn failed(&self, error: reqwest::Error) -> ServiceError {
        let (reach, what) = if error.is_builder() {
            (Reach::NotSent, "the request cannot be written")
        } else if error.is_connect() && self.plain {
            (Reach::NotSent, "cannot connect")
        } else if error.is_connect() {
            (Reach::MaybeSent, "cannot connect")
        } else if error.is_timeout() {
            (Reach::MaybeSent, "timed out")
        } else {
            (Reach::MaybeSent, "the connection broke")
        };
        let told = match reach {
            Reach::NotSent => ServiceError::not_sent(what),
            Reach::MaybeSent => ServiceError::maybe_sent(what),
        };
        // The URL may hold a token or a number in its query.
        told.with_source(error.without_url())
    }
}

#[async_trait::async_trait]
impl HttpService for ReqwestService {
    async fn call(
        &self,
        request: http::Request<Bytes>,
    ) -> Result<http::Response<ResponseBody>, ServiceError> {
        if tokio::runtime::Handle::try_current().is_err() {
            return Err(ServiceError::not_sent("there is no tokio runtime here"));
        }
        let request = written(request).map_err(|error| self.failed(error))?;
        let answer = self
            .client
            .execute(request)
            .await
            .map_err(|error| self.failed(error))?;
        let mut told = http::Response::new(());
        *told.status_mut() = answer.status();
        told.headers_mut().clone_from(answer.headers());
        let pieces = answer.bytes_stream().map_err(|error| {
            let what = if error.is_timeout() {
                "the answer timed out"
            } else {
                "the answer broke off"
            };
            ServiceError::maybe_sent(what).with_source(error.without_url())
        });
        Ok(told.map(|()| ResponseBody::stream(pieces)))
    }
}

/// The request in reqwest's own type.
fn written(mut request: http::Request<Bytes>) -> reqwest::Result<reqwest::Request> {
    // Whoever sits between the client and us may have changed the one and not the other.
    match request.extensions_mut().remove::<Url>() {
        Some(url) if *request.uri() == *url.as_str() => {
            let (parts, body) = request.into_parts();
            let mut request = reqwest::Request::new(parts.method, url);
            *request.headers_mut() = parts.headers;
            *request.version_mut() = parts.version;
            *request.body_mut() = Some(body.into());
            Ok(request)
        }
        _ => reqwest::Request::try_from(request),
    }
}

/// A [`ReqwestService`] cannot be made.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum BuildServiceError {
    /// rustls cannot be set up; most often there are no certificates on this machine.
    #[error("TLS cannot be set up")]
    Tls(#[source] rustls::Error),
    /// reqwest refuses the settings.
    #[error("the HTTP client cannot be set up")]
    Client(#[source] reqwest::Error),
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_request_goes_where_its_uri_says_also_if_somebody_changed_it() {
        let own = "http://127.0.0.1:9/v1/calls?a=1%202";
        for uri in [
            own,
            "http://127.0.0.1:9/v2",
            "http://localhost/v1/calls?a=1",
        ] {
            let mut request = http::Request::post(uri)
                .header("x-a", "1")
                .body(Bytes::from("b"))
                .unwrap();
            request.extensions_mut().insert(Url::parse(own).unwrap());
            let written = written(request).unwrap();
            assert_eq!(written.url().as_str(), uri);
            assert_eq!(written.method(), "POST");
            assert_eq!(written.headers()["x-a"], "1");
            assert_eq!(
                written.body().and_then(|body| body.as_bytes()),
                Some(&b"b"[..])
            );
        }
    }
}
