//! `X-Twilio-Signature` — Twilio, "Webhooks security".
//!
//! # Why two URLs are tried
//! Twilio writes the port into what it signs, or does not. So the URL counts with its own port (else the scheme's) and
//! without any; a URL without a port never matches a signature made with another one. The second form is tried only if the
//! first does not match: then time tells which form Twilio chose, which is no secret, accepting costs one HMAC, and refusing
//! two. What the form says is decoded and sorted once for both.
//!
//! Some of Twilio's back ends sign a query in another spelling, `%27` for `'` or the reverse and `%20` for `+`; Twilio's Node
//! library 6.2 tries these after the raw ones, and so does this, if the query has such a character: refusing such
//! a request costs up to six HMACs. The spellings decode to the same. Nothing else is normalised.
//!
//! # What is not found out
//! That a request is refused because the public URL is configured with the wrong scheme or port takes more HMACs to find out, which
//! a forger should not be able to ask for: [`TwilioVerifier::explain`] does it, for a person who looks for the reason.

mod signer;
mod text;

use std::borrow::Cow;

use voice_core::Timestamp;
use voice_core::webhook::signature::{from_base64, same, sha256, to_base64, to_hex};
use voice_core::webhook::{
    ReplayKey, SigningKeys, VerbatimUrl, Verifier, VerifyError, WebhookRequest,
};

use super::notification::Kind;
use super::parameters::Parameters;
use signer::Signer;

pub use signer::SharedKey;

const HEADER: &str = "x-twilio-signature";
const BODY_HASH: &str = "bodySHA256";
/// Stays the same when Twilio sends a request again.
pub(super) const IDEMPOTENCY_TOKEN: &str = "i-twilio-idempotency-token";

/// Verifies that Twilio made a request, by the account's auth token or by [shared keys](Self::shared_key); never by an
/// API key's secret.
///
/// Holds several tokens and keys while they are rotated. Compares in constant time. With a
/// [`ReplayGuard`](voice_core::webhook::ReplayGuard) a second delivery is recognised: of a notification it is refused, of a
/// request for a document it is marked, so that the call hears the same document again.
///
/// # What is signed
/// The URL as Twilio called it, then each parameter of a form, sorted by name, name and value without anything between. Of a
/// repeated name the distinct values count, sorted. A body that is no form is bound by its SHA-256, in lower-case hexadecimal, in
/// the URL's `bodySHA256`; a body that neither way covers is refused.
///
/// # What a signature does not tell apart
/// Everything that gives the same text. Other spellings of the same form: another order, other escapes, an equal pair
/// twice. And, because nothing stands between names and values, other forms: `ab=c` and `a=bc`, `a=b` and `a&b`; even a pair that
/// moves into the end of the URL, `/x?order=7` with `A=1` and `/x?order=7A1` without. Whoever holds one signed request can
/// make those. So read the parameters that you know, check them (an order is all digits), and do not take a parameter for absent
/// only because it is not there. The port is not told apart either if Twilio signed without it: state it in the
/// [`PublicUrl`](voice_core::webhook::PublicUrl), from where it cannot be forged.
///
/// # Shared keys
/// An account may be set to sign with a key of its own instead of the auth token. Such a request says so in
/// `X-Twilio-Webhooks-Signature-Settings: key=webhooks_sharedkey_…,algorithm=HMAC_SHA256`; the signed text is the same. These facts
/// are those of Twilio's Python library 9.13 (`request_validator.py`) and were found in no document of Twilio's, so take them for
/// unverified. The header is refused unless its key was [given](TwilioVerifier::shared_key).
#[derive(Debug, Clone, Default)]
pub struct TwilioVerifier {
    tokens: SigningKeys,
    shared: Vec<SharedKey>,
}

impl TwilioVerifier {
    /// Accepts what this token signed. An empty token accepts nothing.
    pub fn new(auth_token: &str) -> Self {
        Self::default().or(auth_token)
    }

    /// Accepts another token too, while they are rotated.
    #[must_use]
    pub fn or(mut self, auth_token: &str) -> Self {
        self.tokens = self.tokens.and(&SigningKeys::text(auth_token));
        self
    }

    /// Accepts what this key signed, if the request names it. Without one every request that names a key is refused.
    ///
    /// ```
    /// use voice_core::webhook::signature::{hmac_sha256, to_base64};
    /// use voice_core::webhook::{Verifier as _, WebhookRequest};
    /// use voice_core::Timestamp;
    /// use voice_twilio::webhook::{SharedKey, TwilioVerifier};
    ///
    /// let url = "https://example.com/voice?CallSid=CA1";
    /// let mut headers = http::HeaderMap::new();
    /// let signature = to_base64(&hmac_sha256(b"an invented secret", &[url]));
    /// headers.insert("x-twilio-signature", signature.parse()?);
    /// let settings = "key=webhooks_sharedkey_1,algorithm=HMAC_SHA256";
    /// headers.insert("x-twilio-webhooks-signature-settings", settings.parse()?);
    /// let request = WebhookRequest::new(http::Method::GET, url, headers, "")?;
    ///
    /// let verifier = TwilioVerifier::new("an invented token");
    /// assert!(verifier.verify(&request, Timestamp::UNIX_EPOCH).is_err());
    /// let verifier = verifier.shared_key(SharedKey::new("webhooks_sharedkey_1", "an invented secret"));
    /// assert!(verifier.verify(&request, Timestamp::UNIX_EPOCH).is_ok());
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    #[must_use]
    pub fn shared_key(mut self, key: SharedKey) -> Self {
        self.shared.push(key);
        self
    }

    /// Signs a form with the first token as Twilio does, for tests of your own handlers. `form` is URL-encoded; empty for a
    /// GET. `None` without a token.
    pub fn sign(&self, url: &str, form: &[u8]) -> Option<String> {
        let url = url.split('#').next().unwrap_or_default();
        let signed = self.tokens.sign_sha1(&[url, &text::of_form(form)])?;
        Some(to_base64(&signed))
    }

    /// Verifies the handshake of a media stream or a ConversationRelay, whose URL may be written as `wss` or as `https`.
    ///
    /// Twilio is said to sign the `wss` URL; nobody has confirmed it, and a server sees an `https` request. So both
    /// readings count, each in both forms of the port.
    ///
    /// # Errors
    /// As [`Verifier::verify`].
    pub fn verify_socket(&self, request: &WebhookRequest) -> Result<(), VerifyError> {
        let claim = Claim::of(self, request)?;
        match claim.verdict(request) {
            Err(VerifyError::NoKeyMatched) if claim.is_signed_for(twin(claim.url()?)) => {
                claim.body_verdict(request)
            }
            verdict => verdict,
        }
    }

    /// As [`Verifier::verify`], and tells apart what that leaves at `NoKeyMatched`: `WrongScheme` and `WrongPort`, if the
    /// signature is good for the other scheme or for the port that the server was called at (`Host`, `X-Forwarded-Host`,
    /// `X-Forwarded-Port`). For a person who looks for the reason; it costs several times as much and accepts nothing more.
    ///
    /// # Errors
    /// As [`Verifier::verify`], and those two.
    pub fn explain(&self, request: &WebhookRequest) -> Result<(), VerifyError> {
        let verdict = self.verify(request, Timestamp::UNIX_EPOCH);
        if verdict != Err(VerifyError::NoKeyMatched) {
            return verdict;
        }
        let claim = Claim::of(self, request)?;
        let url = claim.url()?;
        let called = called_ports(request);
        let signed = |scheme| {
            let ports = called.iter().map(|port| &**port);
            std::iter::once(url.port).chain(ports).any(|port| {
                claim.is_signed_for(VerbatimUrl {
                    scheme,
                    port,
                    ..url
                })
            })
        };
        if signed(url.scheme) {
            return Err(VerifyError::WrongPort);
        }
        let mut schemes = ["https", "http", "wss", "ws"].into_iter();
        match schemes.find(|scheme| signed(scheme)) {
            Some(signed) => Err(VerifyError::WrongScheme { signed }),
            None => verdict,
        }
    }
}

impl Verifier for TwilioVerifier {
    /// A request under a `wss` URL is verified [as a handshake](TwilioVerifier::verify_socket).
    fn verify(&self, request: &WebhookRequest, _: Timestamp) -> Result<(), VerifyError> {
        if request.url().starts_with("ws") {
            return self.verify_socket(request);
        }
        Claim::of(self, request)?.verdict(request)
    }

    /// Of a request with a running number the signature, which covers it: as it is, nobody can repeat it unnoticed. Of others the
    /// signature with `I-Twilio-Idempotency-Token`, which Twilio keeps on its own retries (equal content may come twice
    /// honestly: the same key pressed again, a recording resumed). The token is not signed, so a hostile repetition may choose
    /// another one, or move the number into another parameter, and is not recognised. Without either, nothing.
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

/// What a request says about itself, read as far as verifying it needs.
struct Claim<'a> {
    signer: Signer<'a>,
    signature: Vec<u8>,
    url: &'a str,
    parameters: String,
    /// The hash of the body that the URL holds.
    hash: Option<Cow<'a, str>>,
}

impl<'a> Claim<'a> {
    fn of(verifier: &'a TwilioVerifier, request: &'a WebhookRequest) -> Result<Self, VerifyError> {
        let signature = request.signature_header(HEADER)?;
        let signature = from_base64(signature).ok_or(VerifyError::MalformedHeader(HEADER))?;
        let signer = Signer::of(request, &verifier.tokens, &verifier.shared)?;
        if !signer.can_have_made(&signature) {
            return Err(VerifyError::NoKeyMatched);
        }
        let mut hashes = text::values(request.query(), BODY_HASH);
        let hash = hashes.next();
        if hashes.next().is_some() {
            return Err(VerifyError::Unreadable);
        }
        let body = request.body();
        let form = || request.is_form() && request.method() == http::Method::POST;
        let parameters = if hash.is_some() || body.is_empty() {
            String::new()
        } else if form() {
            text::of_form(body)
        } else {
            return Err(VerifyError::MissingBodyHash);
        };
        Ok(Self {
            signer,
            signature,
            url: request.url(),
            parameters,
            hash,
        })
    }

    fn url(&self) -> Result<VerbatimUrl<'a>, VerifyError> {
        VerbatimUrl::split(self.url).ok_or(VerifyError::Unreadable)
    }

    fn verdict(&self, request: &WebhookRequest) -> Result<(), VerifyError> {
        // As it came, which is one text already; the parts are made only if they are needed.
        if self.is_signed_as(self.url, "") || self.is_signed_in_another_form(self.url()?) {
            return self.body_verdict(request);
        }
        Err(VerifyError::NoKeyMatched)
    }

    /// The body is the one that was signed, if the signature is good.
    fn body_verdict(&self, request: &WebhookRequest) -> Result<(), VerifyError> {
        let is_hash = |hash: &str| {
            let own = to_hex(&sha256(request.body()));
            same(own.as_bytes(), hash.as_bytes())
        };
        match &self.hash {
            Some(hash) if !is_hash(hash) => Err(VerifyError::BodyHashMismatch),
            _ => Ok(()),
        }
    }

    fn is_signed_for(&self, url: VerbatimUrl<'_>) -> bool {
        self.is_signed_as_parts(url) || self.is_signed_in_another_form(url)
    }

    fn is_signed_in_another_form(&self, url: VerbatimUrl<'_>) -> bool {
        self.is_signed_as_parts(text::other_port(url))
            || text::respelled(url.tail).any(|tail| {
                let url = VerbatimUrl { tail: &tail, ..url };
                self.is_signed_as_parts(url) || self.is_signed_as_parts(text::other_port(url))
            })
    }

    fn is_signed_as_parts(&self, url: VerbatimUrl<'_>) -> bool {
        let start = [url.scheme, "://", url.user_info, url.host, url.port].concat();
        self.is_signed_as(&start, url.tail)
    }

    fn is_signed_as(&self, start: &str, tail: &str) -> bool {
        self.signer
            .made(&self.signature, &[start, tail, &self.parameters])
    }
}

/// The other reading of a handshake's URL.
fn twin(url: VerbatimUrl<'_>) -> VerbatimUrl<'_> {
    let scheme = match url.scheme {
        "https" => "wss",
        "http" => "ws",
        "wss" => "https",
        _ => "http",
    };
    VerbatimUrl { scheme, ..url }
}

/// The ports that the server was called at, by headers that nobody has signed.
fn called_ports(request: &WebhookRequest) -> Vec<String> {
    let of_host = |name| {
        let url = ["http://", request.header(name)?].concat();
        Some(VerbatimUrl::split(&url)?.port.to_owned())
    };
    let alone = request
        .header("x-forwarded-port")
        .map(|port| [":", port].concat());
    [of_host("host"), of_host("x-forwarded-host"), alone]
        .into_iter()
        .flatten()
        .collect()
}
