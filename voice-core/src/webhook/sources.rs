//! A list of addresses that may send.

use super::error::VerifyError;
use super::network::IpNetwork;
use super::replay::ReplayKey;
use super::request::WebhookRequest;
use super::verify::Verifier;
use crate::Timestamp;

/// A verifier that first looks at who sent the webhook: only these addresses, then the verifier's own check.
///
/// Never enough alone for a vendor whose addresses may change; put it around a [`TokenInUrl`](super::TokenInUrl)
/// or a signature.
#[derive(Debug, Clone)]
pub struct AllowedSources<V> {
    verifier: V,
    networks: Vec<IpNetwork>,
}

impl<V: Verifier> AllowedSources<V> {
    /// Accepts only senders in these networks. An empty list accepts nobody.
    pub fn new(verifier: V, networks: impl IntoIterator<Item = IpNetwork>) -> Self {
        Self {
            verifier,
            networks: networks.into_iter().collect(),
        }
    }
}

impl<V: Verifier> Verifier for AllowedSources<V> {
    fn verify(&self, request: &WebhookRequest, now: Timestamp) -> Result<(), VerifyError> {
        let source = request.source().ok_or(VerifyError::SourceUnknown)?;
        if !self.networks.iter().any(|network| network.contains(source)) {
            return Err(VerifyError::SourceNotAllowed);
        }
        self.verifier.verify(request, now)
    }

    fn replay_key(&self, request: &WebhookRequest) -> Option<ReplayKey> {
        self.verifier.replay_key(request)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::webhook::TokenInUrl;

    #[test]
    fn the_sender_is_checked_and_then_the_token() {
        let token = TokenInUrl::query("k", "an-invented-token").unwrap();
        let verifier = AllowedSources::new(token, ["203.0.113.0/24".parse().unwrap()]);
        let check = |url: &str, source: Option<&str>| {
            let request =
                WebhookRequest::new(http::Method::GET, url, http::HeaderMap::new(), "").unwrap();
            let request = match source {
                Some(source) => request.from_source(source.parse().unwrap()),
                None => request,
            };
            verifier.verify(&request, Timestamp::UNIX_EPOCH)
        };
        let good = "https://example.com/?k=an-invented-token";
        assert_eq!(check(good, Some("203.0.113.9")), Ok(()));
        assert_eq!(check(good, Some("::ffff:203.0.113.9")), Ok(()));
        assert_eq!(
            check(good, Some("198.51.100.1")),
            Err(VerifyError::SourceNotAllowed)
        );
        assert_eq!(check(good, None), Err(VerifyError::SourceUnknown));
        assert_eq!(
            check("https://example.com/", Some("203.0.113.9")),
            Err(VerifyError::MissingToken)
        );
    }
}
