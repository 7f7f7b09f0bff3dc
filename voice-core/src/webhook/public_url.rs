//! Under which URL did the vendor call us? Stated by the operator, never guessed.

use std::fmt;
use std::net::IpAddr;

use http::{HeaderMap, HeaderName, header};
use url::Url;

use super::network::IpNetwork;
use super::verbatim::VerbatimUrl;

/// How a server finds the URL that the vendor called, which signatures cover.
///
/// Path and query are taken as they arrived. Scheme and host come from a [fixed](Self::fixed) base, or from the
/// headers of [listed](Self::forwarded) proxies. There is no third way: headers from anybody would let a
/// forger choose what is verified.
///
/// ```
/// use voice_core::webhook::PublicUrl;
///
/// let public = PublicUrl::fixed("https://calls.example.com")?;
/// let url = public.of("/twilio/voice?flow=1", &http::HeaderMap::new(), None)?;
/// assert_eq!(url, "https://calls.example.com/twilio/voice?flow=1");
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
///
/// `Debug` shows no user info and no path, which may hold a password or a token.
#[derive(Clone, PartialEq, Eq)]
pub struct PublicUrl(Policy);

#[derive(Clone, PartialEq, Eq)]
enum Policy {
    Fixed(Box<str>),
    Forwarded(Vec<IpNetwork>),
}

impl PublicUrl {
    /// One base for all, with the path prefix that a proxy strips, if any: `https://calls.example.com`,
    /// `https://example.com:8443/hooks`. Kept verbatim, because vendors sign the host and the port as they call them.
    /// A server of web sockets only may state a `wss` base.
    ///
    /// # Errors
    /// It is not an absolute URL with a scheme in lower case and a host, or has a query or fragment.
    pub fn fixed(base: &str) -> Result<Self, ParsePublicUrlError> {
        // The first reads it as a browser would, which is too lenient; the second as every request is read later.
        let url = Url::parse(base).map_err(|_| ParsePublicUrlError)?;
        let verbatim = VerbatimUrl::split(base).ok_or(ParsePublicUrlError)?;
        let plain = !verbatim.tail.contains(['?', '#'])
            && url.host().is_some()
            && !base.contains(|c: char| c.is_whitespace() || c.is_control() || c == '\\');
        if !plain {
            return Err(ParsePublicUrlError);
        }
        Ok(Self(Policy::Fixed(base.trim_end_matches('/').into())))
    }

    /// The scheme from `X-Forwarded-Proto`, the host from `X-Forwarded-Host` or, where the proxy passes it
    /// through, `Host`; believed only if the connection comes from one of these proxies. A header with several values is
    /// refused: it passed more than one proxy, and which one to believe would be a guess.
    pub fn forwarded(proxies: impl IntoIterator<Item = IpNetwork>) -> Self {
        Self(Policy::Forwarded(proxies.into_iter().collect()))
    }

    /// The URL for a request target (path and query, verbatim, as in the request line), its headers, and the peer
    /// of the connection.
    ///
    /// # Errors
    /// The target is not a path, or the proxy's headers are missing, ambiguous, or not to be believed.
    pub fn of(
        &self,
        target: &str,
        headers: &HeaderMap,
        peer: Option<IpAddr>,
    ) -> Result<String, PublicUrlError> {
        if !target.starts_with('/') {
            return Err(PublicUrlError::Target);
        }
        match &self.0 {
            Policy::Fixed(base) => Ok([base, target].concat()),
            Policy::Forwarded(proxies) => {
                let listed =
                    peer.is_some_and(|peer| proxies.iter().any(|list| list.contains(peer)));
                if !listed {
                    return Err(PublicUrlError::NotAProxy);
                }
                let proto = single(headers, &PROTO, "x-forwarded-proto")?
                    .ok_or(PublicUrlError::Missing("x-forwarded-proto"))?;
                let scheme = match proto.to_ascii_lowercase().as_str() {
                    "https" => "https",
                    "http" => "http",
                    "wss" => "wss",
                    "ws" => "ws",
                    _ => return Err(PublicUrlError::Malformed("x-forwarded-proto")),
                };
                let host = match single(headers, &HOST, "x-forwarded-host")? {
                    Some(host) => host,
                    None => single(headers, &header::HOST, "host")?
                        .ok_or(PublicUrlError::Missing("host"))?,
                };
                if !is_authority(host) {
                    return Err(PublicUrlError::Malformed("host"));
                }
                Ok([scheme, "://", host, target].concat())
            }
        }
    }
}

impl fmt::Debug for PublicUrl {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let mut tuple = f.debug_tuple("PublicUrl");
        match &self.0 {
            // Always `Some`: the constructor has split it.
            Policy::Fixed(base) => VerbatimUrl::split(base).iter().for_each(|base| {
                tuple.field(base);
            }),
            Policy::Forwarded(proxies) => {
                tuple.field(proxies);
            }
        }
        tuple.finish()
    }
}

const PROTO: HeaderName = HeaderName::from_static("x-forwarded-proto");
const HOST: HeaderName = HeaderName::from_static("x-forwarded-host");

/// The one value of a header.
fn single<'a>(
    headers: &'a HeaderMap,
    name: &HeaderName,
    said: &'static str,
) -> Result<Option<&'a str>, PublicUrlError> {
    let mut values = headers.get_all(name).iter();
    let Some(value) = values.next() else {
        return Ok(None);
    };
    let text = value
        .to_str()
        .map_err(|_| PublicUrlError::Malformed(said))?;
    if values.next().is_some() || text.contains(',') {
        return Err(PublicUrlError::Ambiguous(said));
    }
    Ok(Some(text.trim()))
}

/// Host and perhaps port; nothing that would move the rest of the URL.
fn is_authority(host: &str) -> bool {
    let allowed =
        |c: char| c.is_ascii_alphanumeric() || matches!(c, '.' | '-' | '_' | ':' | '[' | ']');
    !host.is_empty() && host.chars().all(allowed)
}

/// The URL that the vendor called cannot be told.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, thiserror::Error)]
#[non_exhaustive]
pub enum PublicUrlError {
    /// The request target is not a path.
    #[error("the request target does not begin with `/`")]
    Target,
    /// The connection does not come from a listed proxy.
    #[error("the connection does not come from a listed proxy")]
    NotAProxy,
    /// The proxy does not send the header.
    #[error("the proxy sends no `{0}`")]
    Missing(&'static str),
    /// The header has several values.
    #[error("`{0}` has several values")]
    Ambiguous(&'static str),
    /// The header cannot be read.
    #[error("`{0}` cannot be read")]
    Malformed(&'static str),
}

/// A text cannot be the base of public URLs.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error(
    "a public base URL begins with https://, http:// or wss:// and a host, and has neither query nor fragment"
)]
pub struct ParsePublicUrlError;

#[cfg(test)]
mod tests {
    use super::*;

    fn headers(pairs: &[(&'static str, &'static str)]) -> HeaderMap {
        let mut headers = HeaderMap::new();
        for (name, value) in pairs {
            headers.append(*name, value.parse().unwrap());
        }
        headers
    }

    #[test]
    fn a_fixed_base_ignores_every_header() {
        let public = PublicUrl::fixed("https://Calls.example.com:8443/hooks/").unwrap();
        let lies = headers(&[
            ("host", "evil.example"),
            ("x-forwarded-host", "evil.example"),
        ]);
        assert_eq!(
            public.of("/a%2Fb?x=+", &lies, None).unwrap(),
            "https://Calls.example.com:8443/hooks/a%2Fb?x=+"
        );
        assert_eq!(
            public.of("https://evil.example/", &lies, None),
            Err(PublicUrlError::Target)
        );
        for bad in [
            "calls.example.com",
            "ftp://a",
            "https://a/?q",
            "https://a/#f",
            "https://a b/",
            " https://a",
            // No request under these would be taken later.
            "HTTPS://a",
            "https:a",
            "https:/a",
            "https:///a",
            "https://u@/a",
            "https:\\\\a",
        ] {
            assert_eq!(PublicUrl::fixed(bad), Err(ParsePublicUrlError), "{bad}");
        }
    }

    #[test]
    fn every_base_that_is_taken_makes_urls_that_are_taken() {
        for base in [
            "https://a",
            "http://a:80/x/",
            "wss://a/media",
            "https://u:p@[::1]:8443",
            "https://ümlaut.example",
        ] {
            let public = PublicUrl::fixed(base).unwrap();
            let url = public.of("/hook?a=1", &HeaderMap::new(), None).unwrap();
            assert!(VerbatimUrl::split(&url).is_some(), "{url}");
        }
    }

    #[test]
    fn debug_shows_neither_password_nor_path() {
        let public = PublicUrl::fixed("https://desk:sesame@example.com:8443/t0ken").unwrap();
        assert_eq!(
            format!("{public:?}"),
            "PublicUrl(https://example.com:8443/…)"
        );
    }

    #[test]
    fn forwarded_headers_are_believed_from_listed_proxies_only() {
        let public = PublicUrl::forwarded(["10.0.0.0/8".parse().unwrap()]);
        let proxy = Some("10.1.2.3".parse().unwrap());
        let of = |pairs: &[(&'static str, &'static str)], peer| {
            public.of("/hook", &headers(pairs), peer)
        };
        let good = [
            ("x-forwarded-proto", "https"),
            ("host", "calls.example.com"),
        ];
        assert_eq!(of(&good, proxy).unwrap(), "https://calls.example.com/hook");
        for stranger in [None, Some("203.0.113.7".parse().unwrap())] {
            assert_eq!(of(&good, stranger), Err(PublicUrlError::NotAProxy));
        }
        let both = [
            ("x-forwarded-proto", "http"),
            ("host", "inner"),
            ("x-forwarded-host", "[2001:db8::1]:8443"),
        ];
        assert_eq!(of(&both, proxy).unwrap(), "http://[2001:db8::1]:8443/hook");
        assert_eq!(
            of(&[("host", "a")], proxy),
            Err(PublicUrlError::Missing("x-forwarded-proto"))
        );
        for (pairs, error) in [
            (
                [("x-forwarded-proto", "https, http"), ("host", "a")],
                PublicUrlError::Ambiguous("x-forwarded-proto"),
            ),
            (
                [("x-forwarded-proto", "gopher"), ("host", "a")],
                PublicUrlError::Malformed("x-forwarded-proto"),
            ),
            (
                [("x-forwarded-proto", "https"), ("host", "a/b")],
                PublicUrlError::Malformed("host"),
            ),
            (
                [("x-forwarded-proto", "https"), ("host", "u@a")],
                PublicUrlError::Malformed("host"),
            ),
            (
                [("x-forwarded-proto", "https"), ("host", "")],
                PublicUrlError::Malformed("host"),
            ),
        ] {
            assert_eq!(of(&pairs, proxy), Err(error));
        }
        let twice = [
            ("x-forwarded-proto", "https"),
            ("x-forwarded-host", "a"),
            ("x-forwarded-host", "b"),
        ];
        assert_eq!(
            of(&twice, proxy),
            Err(PublicUrlError::Ambiguous("x-forwarded-host"))
        );
    }
}
