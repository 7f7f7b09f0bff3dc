//! Who signed a request, by its own word, and with which HMAC.

use std::borrow::Cow;
use std::fmt;

use voice_core::webhook::{SigningKeys, VerifyError, WebhookRequest};

const SETTINGS: &str = "x-twilio-webhooks-signature-settings";

/// A key that Twilio signs webhooks with instead of the auth token, if the account is set so. `Debug` hides the secret.
///
/// Accepts HMAC-SHA256 only, unless [HMAC-SHA1 is allowed](Self::allow_sha1).
#[derive(Clone)]
pub struct SharedKey {
    id: Box<str>,
    secret: SigningKeys,
    sha1: bool,
}

impl SharedKey {
    /// A key by its id (`webhooks_sharedkey_…`) and its secret. An empty secret accepts nothing.
    pub fn new(id: &str, secret: &str) -> Self {
        Self {
            id: id.into(),
            secret: SigningKeys::text(secret),
            sha1: false,
        }
    }

    /// Accepts HMAC-SHA1 with this key, too, which a request means that names no algorithm.
    #[must_use]
    pub fn allow_sha1(mut self) -> Self {
        self.sha1 = true;
        self
    }
}

impl fmt::Debug for SharedKey {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("SharedKey")
            .field("id", &self.id)
            .field("secret", &self.secret)
            .field("sha1", &self.sha1)
            .finish()
    }
}

/// What a signature is checked with: the algorithm, and whose keys.
pub(super) struct Signer<'a> {
    algorithm: Algorithm,
    keys: Cow<'a, SigningKeys>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Algorithm {
    Sha1,
    Sha256,
}

impl<'a> Signer<'a> {
    /// The signer that a request names, as far as it was enabled.
    ///
    /// The header is not signed. So it chooses among what was enabled, each with its own secret, and nothing more: never another
    /// algorithm for the auth token, never a weaker one for a shared key.
    pub(super) fn of(
        request: &WebhookRequest,
        tokens: &'a SigningKeys,
        shared: &'a [SharedKey],
    ) -> Result<Self, VerifyError> {
        let signer = match request.signature_header(SETTINGS) {
            // An empty one is none, as in Twilio's library.
            Err(VerifyError::MissingHeader(_)) | Ok("") => {
                if tokens.is_empty() && !shared.is_empty() {
                    return Err(VerifyError::SchemeNotEnabled(
                        "it is the auth token's, so give the verifier that token (TwilioVerifier::or, TWILIO_WEBHOOK_TOKENS)",
                    ));
                }
                Self {
                    algorithm: Algorithm::Sha1,
                    keys: Cow::Borrowed(tokens),
                }
            }
            told => Self::shared(&Settings::parse(told?)?, shared)?,
        };
        if signer.keys.is_empty() {
            return Err(VerifyError::NoKeys);
        }
        Ok(signer)
    }

    fn shared(settings: &Settings<'_>, shared: &'a [SharedKey]) -> Result<Self, VerifyError> {
        if shared.is_empty() {
            return Err(VerifyError::SchemeNotEnabled(
                "it is a shared key's, so give the verifier that key (TwilioVerifier::shared_key, TWILIO_WEBHOOK_SHARED_KEYS)",
            ));
        }
        let named = || shared.iter().filter(|key| *key.id == *settings.key);
        if named().next().is_none() {
            return Err(VerifyError::NoKeyMatched);
        }
        let algorithm = settings.algorithm;
        let mut allowed = named()
            .filter(|key| key.sha1 || algorithm == Algorithm::Sha256)
            .map(|key| &key.secret)
            .peekable();
        if allowed.peek().is_none() {
            return Err(VerifyError::SchemeNotEnabled(
                "it is an HMAC-SHA1, so allow that for the shared key (SharedKey::allow_sha1)",
            ));
        }
        let keys = allowed.fold(SigningKeys::none(), SigningKeys::and);
        Ok(Self {
            algorithm,
            keys: Cow::Owned(keys),
        })
    }

    /// False if the signature cannot be one of these keys', whatever was signed.
    pub(super) fn can_have_made(&self, signature: &[u8]) -> bool {
        let length = match self.algorithm {
            Algorithm::Sha1 => 20,
            Algorithm::Sha256 => 32,
        };
        signature.len() == length
    }

    pub(super) fn made(&self, signature: &[u8], parts: &[&str]) -> bool {
        let checked = match self.algorithm {
            Algorithm::Sha1 => self.keys.check_sha1(parts, signature),
            Algorithm::Sha256 => self.keys.check_sha256(parts, signature),
        };
        checked.is_ok()
    }
}

/// `key=webhooks_sharedkey_…,algorithm=HMAC_SHA256`
#[derive(Debug, PartialEq, Eq)]
struct Settings<'a> {
    key: &'a str,
    algorithm: Algorithm,
}

impl<'a> Settings<'a> {
    /// What is not known is ignored, what is said twice is not believed.
    fn parse(header: &'a str) -> Result<Self, VerifyError> {
        let malformed = VerifyError::MalformedHeader(SETTINGS);
        let (mut key, mut algorithm) = (None, None);
        for part in header
            .split(',')
            .map(str::trim)
            .filter(|part| !part.is_empty())
        {
            let (name, value) = part.split_once('=').ok_or(malformed)?;
            let place = match name.trim() {
                "key" => &mut key,
                "algorithm" => &mut algorithm,
                _ => continue,
            };
            if place.replace(value.trim()).is_some() {
                return Err(malformed);
            }
        }
        let algorithm = match algorithm {
            None | Some("") => Algorithm::Sha1,
            Some(name) if name.eq_ignore_ascii_case("HMAC_SHA1") => Algorithm::Sha1,
            Some(name) if name.eq_ignore_ascii_case("HMAC_SHA256") => Algorithm::Sha256,
            Some(_) => return Err(VerifyError::UnknownScheme),
        };
        let key = key.filter(|key| !key.is_empty()).ok_or(malformed)?;
        Ok(Self { key, algorithm })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn settings_are_read_as_twilios_library_reads_them() {
        let key = "webhooks_sharedkey_1";
        let malformed = Err(VerifyError::MalformedHeader(SETTINGS));
        let sha1 = Ok(Settings {
            key,
            algorithm: Algorithm::Sha1,
        });
        let sha256 = Ok(Settings {
            key,
            algorithm: Algorithm::Sha256,
        });
        for (header, read) in [
            ("key=webhooks_sharedkey_1,algorithm=HMAC_SHA256", &sha256),
            (
                " algorithm = hmac_sha256 , key = webhooks_sharedkey_1 ,",
                &sha256,
            ),
            (
                "key=webhooks_sharedkey_1,version=2,algorithm=HMAC_SHA256",
                &sha256,
            ),
            ("key=webhooks_sharedkey_1,algorithm=HMAC_SHA1", &sha1),
            ("key=webhooks_sharedkey_1", &sha1),
            ("key=webhooks_sharedkey_1,algorithm=", &sha1),
            (
                "key=webhooks_sharedkey_1,algorithm=HMAC_SHA512",
                &Err(VerifyError::UnknownScheme),
            ),
            ("algorithm=HMAC_SHA256", &malformed),
            ("key=,algorithm=HMAC_SHA256", &malformed),
            (
                "key=webhooks_sharedkey_1,key=webhooks_sharedkey_1",
                &malformed,
            ),
            (
                "key=webhooks_sharedkey_1,algorithm=HMAC_SHA256,algorithm=HMAC_SHA1",
                &malformed,
            ),
            ("webhooks_sharedkey_1", &malformed),
        ] {
            assert_eq!(Settings::parse(header), *read, "{header}");
        }
    }
}
