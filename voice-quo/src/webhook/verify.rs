//! Both signature schemes over the raw body.

use std::collections::HashSet;
use std::time::Duration;

use serde::Deserialize;
use voice_core::webhook::{
    EventReader, ReplayKey, SigningKeys, Verified, Verifier, VerifyError, WebhookRequest, signature,
};
use voice_core::{CallEvent, PhoneNumber, Result, Timestamp, lenient};

use super::event::QuoEvent;

/// How long Quo may go on delivering the same notification: 8 tries over 27.6 hours, and a little.
pub const REPLAY_WINDOW: Duration = Duration::from_hours(28);

const LEGACY: &str = "openphone-signature";
const ID: &str = "webhook-id";
const TIMESTAMP: &str = "webhook-timestamp";
const SIGNATURE: &str = "webhook-signature";

/// The most signatures that are looked at: each costs a hash of the whole body.
const MOST_SIGNATURES: usize = 8;

/// Verifies and reads Quo's webhooks, of any number of webhooks with their own keys. `Debug` shows no key.
#[derive(Debug, Clone)]
pub struct QuoWebhooks {
    legacy: SigningKeys,
    standard: SigningKeys,
    tolerance: Duration,
    own: HashSet<PhoneNumber>,
}

/// A text is not the key of a Quo webhook: base64, perhaps with `whsec_` before it. The text is not repeated.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("a webhook key of Quo is base64, with or without `whsec_` before it")]
pub struct BadWebhookKey;

impl QuoWebhooks {
    /// Without a key nothing verifies. Five minutes are tolerated.
    pub fn new() -> Self {
        Self {
            legacy: SigningKeys::none(),
            standard: SigningKeys::none(),
            tolerance: Duration::from_mins(5),
            own: HashSet::new(),
        }
    }

    /// Accepts what this key signed: one webhook's, or the old or new one while it is rotated. With `whsec_` it is good for the
    /// new scheme only, without for the legacy one only.
    ///
    /// # Errors
    /// It is not base64.
    pub fn key(mut self, key: &str) -> Result<Self, BadWebhookKey> {
        let key = key.trim();
        let (keys, base64) = match key.strip_prefix("whsec_") {
            Some(rest) => (&mut self.standard, rest),
            None => (&mut self.legacy, key),
        };
        let added = SigningKeys::base64(base64)
            .filter(|_| !base64.is_empty())
            .ok_or(BadWebhookKey)?;
        *keys = std::mem::take(keys).and(&added);
        Ok(self)
    }

    /// How old, and how far ahead, a signature may be. Some users report that legacy retries keep their first timestamp:
    /// then only a long tolerance, up to [`REPLAY_WINDOW`], with a replay guard accepts them.
    #[must_use]
    pub fn tolerance(mut self, tolerance: Duration) -> Self {
        self.tolerance = tolerance;
        self
    }

    /// One of our numbers: legacy payloads do not tell which party is ours.
    #[must_use]
    pub fn own_number(mut self, number: PhoneNumber) -> Self {
        self.own.insert(number);
        self
    }

    fn is_standard(request: &WebhookRequest) -> bool {
        [SIGNATURE, ID, TIMESTAMP]
            .iter()
            .any(|name| request.headers().contains_key(*name))
    }

    fn verify_legacy(&self, request: &WebhookRequest, now: Timestamp) -> Result<(), VerifyError> {
        let header = request.signature_header(LEGACY)?;
        let parts = header.split(',').filter_map(|part| {
            let mut fields = part.trim().split(';');
            let all = (
                fields.next()?,
                fields.next()?,
                fields.next()?,
                fields.next()?,
            );
            match (all, fields.next()) {
                (("hmac", "1", timestamp, given), None) => Some((timestamp, given)),
                _ => None,
            }
        });
        any_of(LEGACY, parts, |timestamp, given| {
            let parts = [timestamp.as_bytes(), b".", request.body()];
            self.legacy.check_sha256(&parts, given)?;
            // 12 digits and more are milliseconds, fewer are seconds.
            let signed = instant(timestamp).ok_or(VerifyError::MalformedHeader(LEGACY))?;
            signature::check_age(signed, now, self.tolerance)
        })
    }

    fn verify_standard(&self, request: &WebhookRequest, now: Timestamp) -> Result<(), VerifyError> {
        let id = request.signature_header(ID)?;
        let timestamp = request.signature_header(TIMESTAMP)?;
        let header = request.signature_header(SIGNATURE)?;
        let signed = digits(timestamp)
            .and_then(|text| text.parse().ok())
            .and_then(Timestamp::from_unix_seconds)
            .ok_or(VerifyError::MalformedHeader(TIMESTAMP))?;
        let parts = header
            .split_ascii_whitespace()
            .filter_map(|part| Some((timestamp, part.strip_prefix("v1,")?)));
        any_of(SIGNATURE, parts, |timestamp, given| {
            let parts = [
                id.as_bytes(),
                b".",
                timestamp.as_bytes(),
                b".",
                request.body(),
            ];
            self.standard.check_sha256(&parts, given)?;
            signature::check_age(signed, now, self.tolerance)
        })
    }
}

/// True if one signature is right and fresh. Of several failures the one that got farthest is told.
fn any_of<'a>(
    header: &'static str,
    parts: impl Iterator<Item = (&'a str, &'a str)>,
    check: impl Fn(&str, &[u8]) -> Result<(), VerifyError>,
) -> Result<(), VerifyError> {
    let mut worst = VerifyError::UnknownScheme;
    for (at, (timestamp, given)) in parts.enumerate() {
        if at == MOST_SIGNATURES {
            return Err(VerifyError::MalformedHeader(header));
        }
        let verdict = signature::from_base64(given)
            .ok_or(VerifyError::MalformedHeader(header))
            .and_then(|given| check(timestamp, &given));
        match verdict {
            Ok(()) => return Ok(()),
            Err(error) if progress(error) >= progress(worst) => worst = error,
            Err(_) => {}
        }
    }
    Err(worst)
}

/// How far a verification got.
fn progress(error: VerifyError) -> u8 {
    match error {
        VerifyError::UnknownScheme => 0,
        VerifyError::MalformedHeader(_) => 1,
        VerifyError::NoKeyMatched | VerifyError::NoKeys => 2,
        _ => 3,
    }
}

fn digits(text: &str) -> Option<&str> {
    let only = !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit());
    only.then_some(text)
}

fn instant(text: &str) -> Option<Timestamp> {
    digits(text).and_then(lenient::parse_timestamp)
}

impl Default for QuoWebhooks {
    fn default() -> Self {
        Self::new()
    }
}

impl Verifier for QuoWebhooks {
    fn verify(&self, request: &WebhookRequest, now: Timestamp) -> Result<(), VerifyError> {
        if Self::is_standard(request) {
            self.verify_standard(request, now)
        } else {
            self.verify_legacy(request, now)
        }
    }

    /// The `webhook-id`, of legacy deliveries the envelope's `id`.
    fn replay_key(&self, request: &WebhookRequest) -> Option<ReplayKey> {
        #[derive(Deserialize)]
        struct Envelope {
            #[serde(default, deserialize_with = "lenient::text")]
            id: Option<String>,
        }
        if Self::is_standard(request) {
            return request
                .signature_header(ID)
                .ok()
                .map(|id| ReplayKey::of(id.as_bytes()));
        }
        let envelope: Envelope = serde_json::from_slice(request.body()).ok()?;
        Some(ReplayKey::of(envelope.id?.as_bytes()))
    }
}

impl EventReader for QuoWebhooks {
    fn read_events(&self, verified: &Verified<'_>) -> Result<Vec<CallEvent>> {
        Ok(QuoEvent::parse(verified.request().body())?.call_events(&self.own))
    }
}
