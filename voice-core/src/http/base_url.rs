//! Where a vendor's API lives, and how a link from one of its answers is tied to it.

use std::fmt;

use percent_encoding::{AsciiSet, NON_ALPHANUMERIC, utf8_percent_encode};
use url::Url;

/// What stays as it is in a path segment and in a query: the unreserved characters of RFC 3986.
/// `+` does not, because many servers read it as a blank.
pub(super) const RESERVED: &AsciiSet = &NON_ALPHANUMERIC
    .remove(b'-')
    .remove(b'.')
    .remove(b'_')
    .remove(b'~');

/// The address that every path of a vendor's API is appended to.
///
/// `https` or, for gateways and tests, `http`; an optional path prefix; no credentials, query or
/// fragment. Credentials in the URL are refused because a URL ends up in logs.
///
/// ```
/// use voice_core::http::BaseUrl;
///
/// let base = BaseUrl::parse("https://api.example.com/")?;
/// assert_eq!(base.to_string(), "https://api.example.com");
/// assert!(BaseUrl::parse("https://user:invented@api.example.com").is_err());
/// # Ok::<(), voice_core::http::ParseBaseUrlError>(())
/// ```
#[derive(Clone, PartialEq, Eq, Hash)]
pub struct BaseUrl(Url);

impl BaseUrl {
    /// Reads a base URL; a trailing slash does not matter.
    ///
    /// # Errors
    /// Says which rule the text breaks. The text is not repeated.
    pub fn parse(text: &str) -> Result<Self, ParseBaseUrlError> {
        let mut url = Url::parse(text.trim()).map_err(ParseBaseUrlError::Malformed)?;
        if !matches!(url.scheme(), "https" | "http") {
            return Err(ParseBaseUrlError::Scheme);
        }
        if !url.username().is_empty() || url.password().is_some() {
            return Err(ParseBaseUrlError::Credentials);
        }
        if url.query().is_some() || url.fragment().is_some() {
            return Err(ParseBaseUrlError::Extra);
        }
        let path = url.path().trim_end_matches('/').to_owned();
        url.set_path(&path);
        Ok(Self(url))
    }

    /// The prefix of every path, without a slash at its end; mostly empty.
    fn prefix(&self) -> &str {
        self.0.path().trim_end_matches('/')
    }

    pub(super) fn is_origin_of(&self, url: &Url) -> bool {
        self.0.origin() == url.origin()
    }

    /// The URL of a path that is already escaped and begins with `/`.
    pub(super) fn join(&self, escaped: &str) -> Url {
        let mut url = self.0.clone();
        match self.prefix() {
            "" => url.set_path(escaped),
            prefix => url.set_path(&[prefix, escaped].concat()),
        }
        url
    }

    /// Follows a link that the vendor gave (`next_page_uri`): relative to the host, or absolute. `None`
    /// if it leads to another scheme, host or port: our credentials do not go there.
    pub(super) fn follow(&self, link: &str) -> Option<Url> {
        let url = if let Some(rest) = link.strip_prefix('/') {
            let (path, query) = rest
                .split_once('?')
                .map_or((rest, None), |(path, query)| (path, Some(query)));
            let path = ["/", path].concat();
            let mut url = self.0.clone();
            if self.prefix().is_empty() || path.starts_with(self.prefix()) {
                url.set_path(&path);
            } else {
                url.set_path(&[self.prefix(), &path].concat());
            }
            url.set_query(query);
            url
        } else {
            Url::parse(link).ok()?
        };
        (self.is_origin_of(&url) && url.username().is_empty() && url.password().is_none())
            .then_some(url)
    }
}

/// One path segment, escaped.
pub(super) fn escape(segment: &str) -> impl Iterator<Item = &str> + fmt::Display {
    utf8_percent_encode(segment, RESERVED)
}

impl fmt::Display for BaseUrl {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(self.0.as_str().trim_end_matches('/'))
    }
}

impl fmt::Debug for BaseUrl {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "BaseUrl({self})")
    }
}

impl std::str::FromStr for BaseUrl {
    type Err = ParseBaseUrlError;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        Self::parse(text)
    }
}

/// A text is not a [`BaseUrl`].
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum ParseBaseUrlError {
    /// Not an absolute URL.
    #[error("not an absolute URL: {0}")]
    Malformed(url::ParseError),
    /// Neither `https` nor `http`.
    #[error("a base URL begins with https:// or http://")]
    Scheme,
    /// User name or password in it.
    #[error("a base URL holds no user name and no password; set the credentials apart")]
    Credentials,
    /// Query or fragment in it.
    #[error("a base URL ends before `?` and `#`")]
    Extra,
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_a_plain_https_or_http_address_is_a_base() {
        for (bad, why) in [
            ("ftp://example.com", ParseBaseUrlError::Scheme),
            ("https://u@example.com", ParseBaseUrlError::Credentials),
            ("https://example.com/?a=1", ParseBaseUrlError::Extra),
            ("https://example.com/#a", ParseBaseUrlError::Extra),
        ] {
            assert_eq!(BaseUrl::parse(bad).unwrap_err(), why, "{bad}");
        }
        assert!(matches!(
            BaseUrl::parse("api.example.com"),
            Err(ParseBaseUrlError::Malformed(_))
        ));
    }

    #[test]
    fn a_link_stays_on_the_vendors_origin_or_is_refused() {
        let base = BaseUrl::parse("https://api.example.com").unwrap();
        assert_eq!(
            base.follow("/v1/Calls.json?After=MTc0%3D&PageSize=2")
                .unwrap()
                .as_str(),
            "https://api.example.com/v1/Calls.json?After=MTc0%3D&PageSize=2"
        );
        assert!(base.follow("https://api.example.com:443/next").is_some());
        for elsewhere in [
            "https://evil.example/next",
            "http://api.example.com/next",
            "https://api.example.com:8443/next",
            "https://api.example.com@evil.example/next",
            "https://user@api.example.com/next",
            "next",
            "",
        ] {
            assert!(base.follow(elsewhere).is_none(), "{elsewhere}");
        }
        // Two slashes are a path here, not another host.
        assert_eq!(
            base.follow("//evil.example/x").unwrap().host_str(),
            Some("api.example.com")
        );
    }

    #[test]
    fn a_prefix_of_a_gateway_is_kept_once() {
        let base = BaseUrl::parse("http://127.0.0.1:9/twilio/").unwrap();
        assert_eq!(
            base.join("/v1/x").as_str(),
            "http://127.0.0.1:9/twilio/v1/x"
        );
        for link in ["/v1/x", "/twilio/v1/x"] {
            assert_eq!(base.follow(link).unwrap().path(), "/twilio/v1/x");
        }
    }
}
