//! A webhook as it came in: a claim, not yet a fact.

use std::borrow::Cow;
use std::fmt;
use std::net::IpAddr;

use bytes::Bytes;
use http::{HeaderMap, Method, header};
use serde::Deserialize;

use super::error::VerifyError;
use super::fields::{self, FormPairs};
use super::limits::{WebhookBodyError, WebhookLimits, WebhookRequestError};
use super::multipart;
use super::verbatim::VerbatimUrl;

/// A webhook's raw parts, bounded in size. Cannot be read as events before it is [verified](Self::verify).
///
/// `Debug` shows method, host and size only: user info, path, query and body may hold a token or a person's data.
#[derive(Clone)]
pub struct WebhookRequest {
    method: Method,
    url: String,
    headers: HeaderMap,
    body: Bytes,
    source: Option<IpAddr>,
    limits: WebhookLimits,
}

impl WebhookRequest {
    /// Takes the raw parts, within the default [`WebhookLimits`]. `url` is what the vendor called, path and query as
    /// sent: get it from a [`PublicUrl`](super::PublicUrl). The handshake of a web socket comes under the `wss` URL that was
    /// called or its `https` twin, as the vendor's verifier says. A fragment is cut off, since no vendor signs it.
    ///
    /// # Errors
    /// Something is too large, or the URL is not absolute.
    pub fn new(
        method: Method,
        url: impl Into<String>,
        headers: HeaderMap,
        body: impl Into<Bytes>,
    ) -> Result<Self, WebhookRequestError> {
        Self::with_limits(WebhookLimits::default(), method, url, headers, body)
    }

    /// As [`new`](Self::new), within limits of your own.
    ///
    /// # Errors
    /// Something is too large, or the URL is not absolute.
    pub fn with_limits(
        limits: WebhookLimits,
        method: Method,
        url: impl Into<String>,
        headers: HeaderMap,
        body: impl Into<Bytes>,
    ) -> Result<Self, WebhookRequestError> {
        let mut url = url.into();
        if url.len() > limits.url {
            return Err(WebhookRequestError::UrlTooLong { limit: limits.url });
        }
        if let Some(fragment) = url.find('#') {
            url.truncate(fragment);
        }
        if VerbatimUrl::split(&url).is_none() {
            return Err(WebhookRequestError::Url);
        }
        if headers.len() > limits.headers {
            return Err(WebhookRequestError::TooManyHeaders {
                limit: limits.headers,
            });
        }
        let body = body.into();
        if body.len() > limits.body {
            return Err(WebhookRequestError::BodyTooLarge { limit: limits.body });
        }
        let request = Self {
            method,
            url,
            headers,
            body,
            source: None,
            limits,
        };
        let form = if request.is_form() {
            &*request.body
        } else {
            b""
        };
        for encoded in [request.query().as_bytes(), form] {
            if fields::count(encoded) > limits.fields {
                return Err(WebhookRequestError::TooManyFields {
                    limit: limits.fields,
                });
            }
        }
        Ok(request)
    }

    /// Adds the address that sent it: the peer of the connection, or what a listed proxy says.
    #[must_use]
    pub fn from_source(mut self, source: IpAddr) -> Self {
        self.source = Some(source);
        self
    }

    /// The HTTP method.
    pub fn method(&self) -> &Method {
        &self.method
    }

    /// The URL that the vendor called, path and query verbatim.
    pub fn url(&self) -> &str {
        &self.url
    }

    /// The query, verbatim, without the `?`; empty if there is none.
    pub fn query(&self) -> &str {
        self.url.split_once('?').map_or("", |(_, query)| query)
    }

    /// All headers.
    pub fn headers(&self) -> &HeaderMap {
        &self.headers
    }

    /// A header, if it is there and is text; the first, if there are several.
    pub fn header(&self, name: &str) -> Option<&str> {
        self.headers.get(name)?.to_str().ok()
    }

    /// The header that a signature is in.
    ///
    /// # Errors
    /// `MissingHeader`, or `MalformedHeader` if it is not text or there are several: which one would have been signed?
    pub fn signature_header(&self, name: &'static str) -> Result<&str, VerifyError> {
        let mut values = self.headers.get_all(name).iter();
        let value = values.next().ok_or(VerifyError::MissingHeader(name))?;
        if values.next().is_some() {
            return Err(VerifyError::MalformedHeader(name));
        }
        value
            .to_str()
            .map(str::trim)
            .map_err(|_| VerifyError::MalformedHeader(name))
    }

    /// The body, verbatim.
    pub fn body(&self) -> &Bytes {
        &self.body
    }

    /// The address that sent it, where the server told.
    pub fn source(&self) -> Option<IpAddr> {
        self.source
    }

    /// The media type of the body in lower case, without its parameters.
    pub fn media_type(&self) -> Option<String> {
        self.essence().map(str::to_ascii_lowercase)
    }

    /// The media type as it was written.
    fn essence(&self) -> Option<&str> {
        let text = self.header(header::CONTENT_TYPE.as_str())?;
        let essence = text.split(';').next()?.trim();
        (!essence.is_empty()).then_some(essence)
    }

    fn is_of(&self, media_type: &str) -> bool {
        self.essence()
            .is_some_and(|essence| essence.eq_ignore_ascii_case(media_type))
    }

    /// True if the body says that it is JSON.
    pub fn is_json(&self) -> bool {
        self.media_type()
            .is_some_and(|media| media == "application/json" || media.ends_with("+json"))
    }

    /// True if the body says that it is a URL-encoded form.
    pub fn is_form(&self) -> bool {
        self.is_of("application/x-www-form-urlencoded")
    }

    /// The pairs of the query, decoded, in order, repeated names kept. What is not UTF-8 becomes U+FFFD.
    pub fn query_pairs(&self) -> impl Iterator<Item = (Cow<'_, str>, Cow<'_, str>)> {
        url::form_urlencoded::parse(self.query().as_bytes())
    }

    /// The fields of the form in the body, decoded, in order, repeated names kept: URL-encoded or multipart, by its
    /// media type. Files are left out; a body of another type has no fields. What is not UTF-8 becomes U+FFFD.
    ///
    /// # Errors
    /// A multipart body that is none, or has too many fields.
    pub fn form_pairs(&self) -> Result<FormPairs<'_>, WebhookBodyError> {
        if self.is_form() {
            return Ok(url::form_urlencoded::parse(&self.body).collect());
        }
        if self.is_of("multipart/form-data") {
            let boundary = self
                .header(header::CONTENT_TYPE.as_str())
                .and_then(multipart::boundary)
                .ok_or(WebhookBodyError::Multipart)?;
            return multipart::fields(&self.body, &boundary, self.limits.fields);
        }
        Ok(Vec::new())
    }

    /// Reads the body as JSON. Nesting deeper than 128 is refused.
    ///
    /// # Errors
    /// Says where it cannot be read.
    pub fn json<'a, T: Deserialize<'a>>(&'a self) -> Result<T, WebhookBodyError> {
        serde_json::from_slice(&self.body).map_err(|error| WebhookBodyError::Json {
            line: error.line(),
            column: error.column(),
        })
    }
}

impl fmt::Debug for WebhookRequest {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        // Always `Some`: nothing else was let in.
        let url = VerbatimUrl::split(&self.url);
        write!(f, "WebhookRequest({} ", self.method)?;
        url.iter().try_for_each(|url| write!(f, "{url:?}"))?;
        write!(f, ", {} bytes)", self.body.len())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn post(content_type: &str, body: &'static str) -> WebhookRequest {
        let mut headers = HeaderMap::new();
        headers.insert(header::CONTENT_TYPE, content_type.parse().unwrap());
        WebhookRequest::new(
            Method::POST,
            "https://example.com/hook?k=a+b&k=%E0%A4%A8",
            headers,
            body,
        )
        .unwrap()
    }

    fn pairs(request: &WebhookRequest) -> Vec<(String, String)> {
        let pairs = request.form_pairs().unwrap();
        pairs
            .into_iter()
            .map(|(name, value)| (name.into_owned(), value.into_owned()))
            .collect()
    }

    #[test]
    fn fields_are_decoded_in_order_with_their_repetitions() {
        let request = post(
            "Application/X-WWW-Form-Urlencoded; charset=UTF-8",
            "To=%2B15550100001&Digits=&Event=a&Event=b",
        );
        let pair = |name: &str, value: &str| (name.to_owned(), value.to_owned());
        assert_eq!(
            pairs(&request),
            [
                pair("To", "+15550100001"),
                pair("Digits", ""),
                pair("Event", "a"),
                pair("Event", "b")
            ]
        );
        let query: Vec<_> = request.query_pairs().collect();
        assert_eq!(
            query,
            [("k".into(), "a b".into()), ("k".into(), Cow::from("न"))]
        );
        assert!(matches!(
            request.form_pairs().unwrap()[1].0,
            Cow::Borrowed(_)
        ));
    }

    #[test]
    fn a_body_of_another_type_has_no_fields() {
        let request = post("application/json", r#"{"a":[1]}"#);
        assert!(request.is_json());
        assert!(pairs(&request).is_empty());
        assert_eq!(request.json::<serde_json::Value>().unwrap()["a"][0], 1);
        assert_eq!(
            request.json::<String>().unwrap_err(),
            WebhookBodyError::Json { line: 1, column: 0 }
        );
    }

    #[test]
    fn what_is_too_large_is_refused_at_the_door() {
        let limits = WebhookLimits {
            body: 9,
            url: 40,
            headers: 1,
            fields: 2,
        };
        let make = |url: &str, names: &[&'static str], body: &'static str| {
            let mut headers = HeaderMap::new();
            for name in names {
                headers.insert(*name, "application/x-www-form-urlencoded".parse().unwrap());
            }
            WebhookRequest::with_limits(limits, Method::POST, url, headers, body)
        };
        let url = "https://example.com/";
        assert!(make(url, &["content-type"], "a=1&b=2").is_ok());
        assert_eq!(
            make(url, &["content-type"], "a=1&b=2&c").unwrap_err(),
            WebhookRequestError::TooManyFields { limit: 2 }
        );
        assert_eq!(
            make("https://example.com/?a&b&c", &[], "")
                .unwrap_err()
                .status(),
            413
        );
        assert_eq!(make(url, &["a", "b"], "").unwrap_err().status(), 431);
        assert_eq!(make(url, &[], "0123456789").unwrap_err().status(), 413);
        assert_eq!(
            make(&["https://", &"a".repeat(40)].concat(), &[], "")
                .unwrap_err()
                .status(),
            414
        );
        for bad in [
            "/hook",
            "https://",
            "https:///x",
            "ftp://example.com",
            "https://a b/",
            "https://a/\n",
        ] {
            assert_eq!(
                make(bad, &[], "").unwrap_err(),
                WebhookRequestError::Url,
                "{bad:?}"
            );
        }
    }

    #[test]
    fn the_url_stays_verbatim_but_for_its_fragment() {
        let url = "https://Example.com:8443/a%2Fb/?x=%7e&y=a+b#rc=3";
        let request = WebhookRequest::new(Method::GET, url, HeaderMap::new(), "").unwrap();
        assert_eq!(request.url(), "https://Example.com:8443/a%2Fb/?x=%7e&y=a+b");
        assert_eq!(request.query(), "x=%7e&y=a+b");
    }

    #[test]
    fn a_signature_stands_in_exactly_one_header() {
        let mut request = post("text/plain", "");
        let missing = VerifyError::MissingHeader("x-signature");
        assert_eq!(
            request.signature_header("x-signature").unwrap_err(),
            missing
        );
        request
            .headers
            .append("x-signature", " abc ".parse().unwrap());
        assert_eq!(request.signature_header("x-signature"), Ok("abc"));
        request
            .headers
            .append("x-signature", "def".parse().unwrap());
        let several = VerifyError::MalformedHeader("x-signature");
        assert_eq!(
            request.signature_header("x-signature").unwrap_err(),
            several
        );
    }

    #[test]
    fn debug_shows_neither_token_nor_body() {
        for (url, shown) in [
            (
                "https://user:sesame@example.com/t0ken/x?k=t0ken",
                "https://example.com/…",
            ),
            ("https://example.com?k=t0ken", "https://example.com/…"),
            ("https://example.com?k=/t0ken@x", "https://example.com/…"),
            ("wss://t0ken@[::1]:8443?k=t0ken", "wss://[::1]:8443/…"),
        ] {
            let request =
                WebhookRequest::new(Method::POST, url, HeaderMap::new(), "+15550100001").unwrap();
            assert_eq!(
                format!("{request:?}"),
                format!("WebhookRequest(POST {shown}, 12 bytes)")
            );
        }
    }

    #[test]
    fn a_handshake_of_a_web_socket_is_a_request() {
        for url in ["wss://example.com/media?a=1", "ws://example.com:8080/media"] {
            let request = WebhookRequest::new(Method::GET, url, HeaderMap::new(), "").unwrap();
            assert_eq!(request.url(), url);
        }
    }
}
