//! For vendors that sign nothing (Exotel): a secret in the URL.

use std::fmt;

use secrecy::{ExposeSecret, SecretString};
use subtle::{Choice, ConstantTimeEq as _};

use super::error::VerifyError;
use super::request::WebhookRequest;
use super::verify::Verifier;
use crate::Timestamp;

/// Accepts a webhook whose URL carries a secret token. Weaker than a signature: whoever sees the URL once
/// (a log, a proxy) can send anything. Use https, rotate the token, and confirm what costs money with the vendor's API.
///
/// ```
/// use voice_core::Timestamp;
/// use voice_core::webhook::{TokenInUrl, Verifier, VerifyError, WebhookRequest};
///
/// let verifier = TokenInUrl::query("k", "an-invented-token")?;
/// let hook = |url| WebhookRequest::new(http::Method::GET, url, http::HeaderMap::new(), "");
/// let now = Timestamp::UNIX_EPOCH;
/// assert_eq!(verifier.verify(&hook("https://example.com/x?k=an-invented-token")?, now), Ok(()));
/// assert_eq!(verifier.verify(&hook("https://example.com/x?k=a-guess")?, now), Err(VerifyError::WrongToken));
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Clone)]
pub struct TokenInUrl {
    place: Place,
    tokens: Vec<SecretString>,
}

#[derive(Clone)]
enum Place {
    Query(Box<str>),
    Segment(usize),
}

impl TokenInUrl {
    /// The shortest token, in bytes.
    pub const MIN_LEN: usize = 16;

    /// The token is the value of a query field, which must occur exactly once.
    ///
    /// # Errors
    /// The token is too short to be a secret.
    pub fn query(name: &str, token: impl Into<SecretString>) -> Result<Self, WeakToken> {
        Self::at(Place::Query(name.into())).or(token)
    }

    /// The token is a segment of the path, counted from 0: of `/exotel/<token>/status` it is number 1.
    ///
    /// # Errors
    /// The token is too short to be a secret.
    pub fn segment(index: usize, token: impl Into<SecretString>) -> Result<Self, WeakToken> {
        Self::at(Place::Segment(index)).or(token)
    }

    fn at(place: Place) -> Self {
        Self {
            place,
            tokens: Vec::new(),
        }
    }

    /// Accepts another token too, while tokens are rotated.
    ///
    /// # Errors
    /// The token is too short to be a secret.
    pub fn or(mut self, token: impl Into<SecretString>) -> Result<Self, WeakToken> {
        let token = token.into();
        if token.expose_secret().len() < Self::MIN_LEN {
            return Err(WeakToken);
        }
        self.tokens.push(token);
        Ok(self)
    }
}

impl Verifier for TokenInUrl {
    fn verify(&self, request: &WebhookRequest, _: Timestamp) -> Result<(), VerifyError> {
        let given = match &self.place {
            Place::Query(name) => {
                let mut values = request.query_pairs().filter(|(key, _)| **key == **name);
                let value = values.next().ok_or(VerifyError::MissingToken)?.1;
                if values.next().is_some() {
                    return Err(VerifyError::WrongToken);
                }
                value
            }
            Place::Segment(index) => path(request.url())
                .split('/')
                .nth(*index)
                .filter(|segment| !segment.is_empty())
                .ok_or(VerifyError::MissingToken)?
                .into(),
        };
        // Every token is tried, so that the time does not tell which one matched.
        let any = self.tokens.iter().fold(Choice::from(0), |any, token| {
            any | token.expose_secret().as_bytes().ct_eq(given.as_bytes())
        });
        if any.into() {
            Ok(())
        } else {
            Err(VerifyError::WrongToken)
        }
    }
}

/// The path of an absolute URL, without its first slash, verbatim.
fn path(url: &str) -> &str {
    let before_query = url.split('?').next().unwrap_or_default();
    let after_scheme = before_query.split_once("://").map_or("", |(_, rest)| rest);
    after_scheme.split_once('/').map_or("", |(_, path)| path)
}

impl fmt::Debug for TokenInUrl {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let tokens = self.tokens.len();
        match &self.place {
            Place::Query(name) => write!(f, "TokenInUrl(query {name}, {tokens} tokens)"),
            Place::Segment(index) => write!(f, "TokenInUrl(segment {index}, {tokens} tokens)"),
        }
    }
}

/// A token is shorter than [`TokenInUrl::MIN_LEN`].
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("a secret token has at least {} bytes", TokenInUrl::MIN_LEN)]
pub struct WeakToken;

#[cfg(test)]
mod tests {
    use super::*;

    const TOKEN: &str = "an-invented-token";

    fn check(verifier: &TokenInUrl, target: &str) -> Result<(), VerifyError> {
        let url = ["https://example.com", target].concat();
        let request =
            WebhookRequest::new(http::Method::GET, url, http::HeaderMap::new(), "").unwrap();
        verifier.verify(&request, Timestamp::UNIX_EPOCH)
    }

    #[test]
    fn a_token_in_the_query_stands_there_once() {
        let verifier = TokenInUrl::query("k", TOKEN).unwrap();
        for (target, verdict) in [
            ("/?a=1&k=an-invented-token", Ok(())),
            ("/?k=an%2Dinvented-token", Ok(())),
            ("/", Err(VerifyError::MissingToken)),
            ("/an-invented-token", Err(VerifyError::MissingToken)),
            ("/?K=an-invented-token", Err(VerifyError::MissingToken)),
            ("/?k=", Err(VerifyError::WrongToken)),
            ("/?k=an-invented-toke", Err(VerifyError::WrongToken)),
            ("/?k=an-invented-token2", Err(VerifyError::WrongToken)),
            ("/?k=x&k=an-invented-token", Err(VerifyError::WrongToken)),
            ("/?k=an-invented-token&k=x", Err(VerifyError::WrongToken)),
        ] {
            assert_eq!(check(&verifier, target), verdict, "{target}");
        }
    }

    #[test]
    fn a_token_in_the_path_stands_in_its_segment() {
        let verifier = TokenInUrl::segment(1, TOKEN).unwrap();
        for (target, verdict) in [
            ("/exotel/an-invented-token/status?x=/y", Ok(())),
            ("/an-invented-token/exotel", Err(VerifyError::WrongToken)),
            ("/exotel", Err(VerifyError::MissingToken)),
            ("/exotel//", Err(VerifyError::MissingToken)),
            (
                "/exotel?x=/an-invented-token",
                Err(VerifyError::MissingToken),
            ),
        ] {
            assert_eq!(check(&verifier, target), verdict, "{target}");
        }
    }

    #[test]
    fn tokens_rotate_and_a_short_one_is_no_secret() {
        let verifier = TokenInUrl::query("k", TOKEN).unwrap();
        let both = verifier.or("another-invented-token").unwrap();
        assert_eq!(check(&both, "/?k=an-invented-token"), Ok(()));
        assert_eq!(check(&both, "/?k=another-invented-token"), Ok(()));
        assert_eq!(TokenInUrl::query("k", "short").unwrap_err(), WeakToken);
        assert_eq!(format!("{both:?}"), "TokenInUrl(query k, 2 tokens)");
    }
}
