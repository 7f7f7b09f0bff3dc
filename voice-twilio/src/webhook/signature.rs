//! `X-Twilio-Signature` — Twilio, "Webhooks security".
//!
//! # What is signed
//! The URL as Twilio called it, then each parameter of a form, sorted by name, name and value without anything between. Of a
//! repeated name the distinct values count, sorted. A body that is no form is bound by its SHA-256 in the URL's
//! `bodySHA256`; a body that neither way covers is refused.
//!
//! # Why two URLs are tried
//! Twilio writes the port into what it signs, or does not. So the URL counts with its own port (else the scheme's) and
//! without any. A URL without a port never matches a signature made with another one.

use std::borrow::Cow;

use super::notification::Kind;
use super::parameters::Parameters;
use voice_core::Timestamp;
use voice_core::webhook::signature::{from_base64, hmac_sha1, same, sha256, to_base64, to_hex};
use voice_core::webhook::{ReplayKey, SigningKeys, Verifier, VerifyError, WebhookRequest};

const HEADER: &str = "x-twilio-signature";
const BODY_HASH: &str = "bodySHA256";
/// Stays the same when Twilio sends a request again.
pub(super) const IDEMPOTENCY_TOKEN: &str = "i-twilio-idempotency-token";

/// Verifies that Twilio made a request, by the account's auth token (never an API key's secret).
///
/// Holds several tokens while they are rotated. Compares in constant time. With a
/// [`ReplayGuard`](voice_core::webhook::ReplayGuard) a second delivery is recognised: of a notification it is refused, of a
/// request for a document it is marked, so that the call hears the same document again.
#[derive(Clone)]
pub struct TwilioVerifier {
    keys: SigningKeys,
    first: Vec<u8>,
}

impl std::fmt::Debug for TwilioVerifier {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_tuple("TwilioVerifier").field(&self.keys).finish()
    }
}

impl TwilioVerifier {
    /// Accepts what this token signed. An empty token accepts nothing.
    pub fn new(auth_token: &str) -> Self {
        Self {
            keys: SigningKeys::text(auth_token),
            first: auth_token.as_bytes().to_vec(),
        }
    }

    /// Accepts another token too, while they are rotated.
    #[must_use]
    pub fn or(self, auth_token: &str) -> Self {
        Self {
            keys: self.keys.and(&SigningKeys::text(auth_token)),
            first: self.first,
        }
    }

    /// Signs a form with the first token as Twilio does, for tests of your own handlers. `form` is URL-encoded; empty for a GET.
    pub fn sign(&self, url: &str, form: &[u8]) -> String {
        let signed = hmac_sha1(&self.first, &[url.as_bytes(), parameters(form).as_bytes()]);
        to_base64(&signed)
    }

    /// Verifies the handshake of a media stream or a ConversationRelay: a GET of a `wss://` URL.
    ///
    /// # Errors
    /// As [`Verifier::verify`].
    pub fn verify_socket(&self, url: &str, signature: &str) -> Result<(), VerifyError> {
        let url = url.split('#').next().unwrap_or_default();
        self.check(url, "", &read(signature)?)
    }

    fn check(&self, url: &str, parameters: &str, given: &[u8]) -> Result<(), VerifyError> {
        let tried = self.try_one(url, parameters, given);
        if tried == Err(VerifyError::NoKeyMatched) {
            return self.try_one(&other_port(url), parameters, given);
        }
        tried
    }

    fn try_one(&self, url: &str, parameters: &str, given: &[u8]) -> Result<(), VerifyError> {
        self.keys
            .check_sha1(&[url.as_bytes(), parameters.as_bytes()], given)
    }
}

impl Verifier for TwilioVerifier {
    fn verify(&self, request: &WebhookRequest, _: Timestamp) -> Result<(), VerifyError> {
        let given = read(request.signature_header(HEADER)?)?;
        let (url, body) = (request.url(), request.body());
        let mut hashes = request.query_pairs().filter(|(name, _)| name == BODY_HASH);
        if let Some((_, hash)) = hashes.next() {
            if hashes.next().is_some() {
                return Err(VerifyError::Unreadable);
            }
            self.check(url, "", &given)?;
            let own = to_hex(&sha256(body));
            return if same(own.as_bytes(), hash.as_bytes()) {
                Ok(())
            } else {
                Err(VerifyError::BodyHashMismatch)
            };
        }
        let form = request.is_form() && request.method() == http::Method::POST;
        if !body.is_empty() && !form {
            return Err(VerifyError::MissingBodyHash);
        }
        let parameters = parameters(body);
        let checked = self.check(url, &parameters, &given);
        if checked == Err(VerifyError::NoKeyMatched)
            && let Some((signed, url)) = other_scheme(url)
            && self.try_one(&url, &parameters, &given).is_ok()
        {
            return Err(VerifyError::WrongScheme { signed });
        }
        checked
    }

    /// Of a request with a running number the signature, which covers it: nobody can repeat it unnoticed. Of others the signature
    /// with `I-Twilio-Idempotency-Token`, which Twilio keeps on its own retries; it is not signed, so a hostile
    /// repetition may choose another one and is not recognised. Without either, nothing.
    fn replay_key(&self, request: &WebhookRequest) -> Option<ReplayKey> {
        let signature = request.signature_header(HEADER).ok()?;
        let parameters = Parameters::read(request);
        if Kind::of(&parameters).is_some_and(|kind| kind.is_numbered(&parameters)) {
            return Some(ReplayKey::of(signature.as_bytes()));
        }
        let token = request.header(IDEMPOTENCY_TOKEN)?;
        Some(ReplayKey::of([signature, "\n", token].concat().as_bytes()))
    }

    fn asks(&self, request: &WebhookRequest) -> bool {
        Kind::of(&Parameters::read(request)).is_some_and(Kind::asks)
    }
}

fn read(signature: &str) -> Result<Vec<u8>, VerifyError> {
    from_base64(signature).ok_or(VerifyError::MalformedHeader(HEADER))
}

/// The parameters of a form as they are signed.
fn parameters(form: &[u8]) -> String {
    let mut pairs: Vec<(Cow<'_, str>, Cow<'_, str>)> = url::form_urlencoded::parse(form).collect();
    pairs.sort_unstable();
    pairs.dedup();
    let length = pairs
        .iter()
        .map(|(name, value)| name.len() + value.len())
        .sum();
    let mut text = String::with_capacity(length);
    for (name, value) in &pairs {
        text.push_str(name);
        text.push_str(value);
    }
    text
}

/// The URL without its port, or with the scheme's if it has none. User info and IPv6 brackets survive.
fn other_port(url: &str) -> String {
    let Some((scheme, rest)) = url.split_once("://") else {
        return url.to_owned();
    };
    let end = rest.find(['/', '?']).unwrap_or(rest.len());
    let (authority, tail) = rest.split_at(end);
    let host_at = authority.rfind('@').map_or(0, |at| at + 1);
    let (user, host) = authority.split_at(host_at);
    let bracket = host.rfind(']').unwrap_or(0);
    let port = host.rfind(':').filter(|colon| *colon >= bracket);
    if let Some(colon) = port {
        let (host, _) = host.split_at(colon);
        return [scheme, "://", user, host, tail].concat();
    }
    let port = if matches!(scheme, "http" | "ws") {
        ":80"
    } else {
        ":443"
    };
    [scheme, "://", user, host, port, tail].concat()
}

fn other_scheme(url: &str) -> Option<(&'static str, String)> {
    if let Some(rest) = url.strip_prefix("https://") {
        return Some(("http", ["http://", rest].concat()));
    }
    let rest = url.strip_prefix("http://")?;
    Some(("https", ["https://", rest].concat()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_other_port_leaves_everything_else() {
        for (url, other) in [
            ("https://h.example/a?b=:1", "https://h.example:443/a?b=:1"),
            ("http://h.example?x", "http://h.example:80?x"),
            ("https://h.example:8443/a", "https://h.example/a"),
            ("https://u:p@h.example/a", "https://u:p@h.example:443/a"),
            ("https://u:p@h.example:1/a", "https://u:p@h.example/a"),
            ("https://[2001:db8::1]/a", "https://[2001:db8::1]:443/a"),
            ("https://[2001:db8::1]:8443/a", "https://[2001:db8::1]/a"),
            ("wss://h.example/s", "wss://h.example:443/s"),
        ] {
            assert_eq!(other_port(url), other);
        }
    }

    #[test]
    fn names_are_sorted_alone_and_repeated_values_count_once() {
        let form = b"b=2&Reason=x&ReasonConferenceEnded=y&a=z&B=1&a=y&a=z&empty=";
        assert_eq!(
            parameters(form),
            "B1ReasonxReasonConferenceEndedyayazb2empty"
        );
        assert_eq!(parameters("n=%C3%A9+%2B".as_bytes()), "né +");
    }
}
