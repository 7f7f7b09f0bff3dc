//! Access tokens for the Voice SDKs — Twilio, "Access Tokens".

use std::fmt;
use std::time::Duration;

use serde::Serialize;
use voice_core::Timestamp;
use voice_core::webhook::SigningKeys;
use voice_core::webhook::signature::to_base64;

/// The longest life of a token.
const MAX_TTL: Duration = Duration::from_hours(24);

/// A token that lets an app of yours place and take calls as one identity: a JWT, HS256, signed with an API key's secret.
///
/// ```
/// use voice_core::Timestamp;
/// use voice_twilio::{AccessToken, VoiceGrant};
///
/// let token = AccessToken::new("AC1", "SK1", "an invented secret", "rider-7")
///     .voice(VoiceGrant::new().incoming().outgoing("AP1"));
/// let jwt = token.to_jwt(Timestamp::UNIX_EPOCH)?;
/// assert_eq!(jwt.split('.').count(), 3);
/// # Ok::<(), voice_twilio::AccessTokenError>(())
/// ```
#[derive(Clone)]
pub struct AccessToken {
    account: String,
    key: String,
    secret: SigningKeys,
    identity: String,
    ttl: Duration,
    region: Option<String>,
    not_before: Option<Timestamp>,
    voice: Option<VoiceGrant>,
}

impl AccessToken {
    /// A token of an account, signed with an API key, for one user of your app. Lives an hour.
    pub fn new(
        account_sid: impl Into<String>,
        key_sid: impl Into<String>,
        key_secret: impl AsRef<str>,
        identity: impl Into<String>,
    ) -> Self {
        Self {
            account: account_sid.into(),
            key: key_sid.into(),
            secret: SigningKeys::text(key_secret.as_ref()),
            identity: identity.into(),
            ttl: Duration::from_hours(1),
            region: None,
            not_before: None,
            voice: None,
        }
    }

    /// How long it lives, in whole seconds, at most 24 hours.
    #[must_use]
    pub fn ttl(mut self, ttl: Duration) -> Self {
        self.ttl = ttl;
        self
    }

    /// The region whose key it is.
    #[must_use]
    pub fn region(mut self, region: impl Into<String>) -> Self {
        self.region = Some(region.into());
        self
    }

    /// Not valid before this instant.
    #[must_use]
    pub fn not_before(mut self, at: Timestamp) -> Self {
        self.not_before = Some(at);
        self
    }

    /// Grants calls.
    #[must_use]
    pub fn voice(mut self, grant: VoiceGrant) -> Self {
        self.voice = Some(grant);
        self
    }

    /// The token, issued at an instant.
    ///
    /// # Errors
    /// The account, the key, its secret or a SID of the grant is empty, the identity is empty or longer than 121 bytes, or the life is shorter than a
    /// second or longer than 24 hours.
    pub fn to_jwt(&self, now: Timestamp) -> Result<String, AccessTokenError> {
        if self.account.is_empty() {
            return Err(AccessTokenError::Account);
        }
        if self.key.is_empty() {
            return Err(AccessTokenError::Key);
        }
        if self.voice.as_ref().is_some_and(VoiceGrant::has_a_gap) {
            return Err(AccessTokenError::Grant);
        }
        if self.identity.is_empty() || self.identity.len() > 121 {
            return Err(AccessTokenError::Identity);
        }
        if self.ttl < Duration::from_secs(1) || self.ttl > MAX_TTL {
            return Err(AccessTokenError::Ttl);
        }
        let issued = now.unix_seconds();
        let header = Header {
            alg: "HS256",
            typ: "JWT",
            cty: "twilio-fpa;v=1",
            twr: self.region.as_deref(),
        };
        let claims = Claims {
            jti: format!("{}-{issued}", self.key),
            iss: &self.key,
            sub: &self.account,
            iat: issued,
            exp: (now + self.ttl).unix_seconds(),
            nbf: self.not_before.map(Timestamp::unix_seconds),
            grants: Grants {
                identity: &self.identity,
                voice: self.voice.as_ref(),
            },
        };
        let signed = [part(&header), part(&claims)].join(".");
        let mac = self
            .secret
            .sign_sha256(&[&signed])
            .ok_or(AccessTokenError::Secret)?;
        Ok([signed, url_safe(&mac)].join("."))
    }
}

impl fmt::Debug for AccessToken {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("AccessToken")
            .field("account", &self.account)
            .field("key", &self.key)
            .field("ttl", &self.ttl)
            .finish_non_exhaustive()
    }
}

/// What a token allows with calls.
#[derive(Clone, PartialEq, Default, Serialize)]
#[non_exhaustive]
pub struct VoiceGrant {
    /// Taking calls.
    #[serde(skip_serializing_if = "Option::is_none")]
    incoming: Option<Incoming>,
    /// Placing calls.
    #[serde(skip_serializing_if = "Option::is_none")]
    outgoing: Option<Outgoing>,
    #[serde(skip_serializing_if = "Option::is_none")]
    push_credential_sid: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    endpoint_id: Option<String>,
}

#[derive(Clone, PartialEq, Serialize)]
struct Incoming {
    allow: bool,
}

#[derive(Clone, PartialEq, Serialize)]
struct Outgoing {
    application_sid: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    params: Option<serde_json::Map<String, serde_json::Value>>,
}

impl VoiceGrant {
    /// Allows nothing yet.
    pub fn new() -> Self {
        Self::default()
    }

    /// Calls to the identity may ring in the app.
    #[must_use]
    pub fn incoming(mut self) -> Self {
        self.incoming = Some(Incoming { allow: true });
        self
    }

    /// The app may place calls, which a TwiML application answers.
    #[must_use]
    pub fn outgoing(mut self, application_sid: impl Into<String>) -> Self {
        self.outgoing = Some(Outgoing {
            application_sid: application_sid.into(),
            params: None,
        });
        self
    }

    /// As [`outgoing`](Self::outgoing), with parameters for the application.
    #[must_use]
    pub fn outgoing_with(
        self,
        application_sid: impl Into<String>,
        params: serde_json::Map<String, serde_json::Value>,
    ) -> Self {
        let mut grant = self.outgoing(application_sid);
        if let Some(outgoing) = &mut grant.outgoing {
            outgoing.params = Some(params);
        }
        grant
    }

    /// The credential that pushes incoming calls (`CR…`).
    #[must_use]
    pub fn push_credential_sid(mut self, sid: impl Into<String>) -> Self {
        self.push_credential_sid = Some(sid.into());
        self
    }

    fn has_a_gap(&self) -> bool {
        let application = self.outgoing.as_ref().map(|out| &out.application_sid);
        let sids = [application, self.push_credential_sid.as_ref()];
        sids.into_iter().flatten().any(String::is_empty)
    }

    /// The endpoint.
    #[must_use]
    pub fn endpoint_id(mut self, id: impl Into<String>) -> Self {
        self.endpoint_id = Some(id.into());
        self
    }
}

impl fmt::Debug for VoiceGrant {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("VoiceGrant")
            .field("incoming", &self.incoming.is_some())
            .field(
                "outgoing",
                &self.outgoing.as_ref().map(|out| &out.application_sid),
            )
            .finish_non_exhaustive()
    }
}

#[derive(Serialize)]
struct Header<'a> {
    alg: &'a str,
    typ: &'a str,
    cty: &'a str,
    #[serde(skip_serializing_if = "Option::is_none")]
    twr: Option<&'a str>,
}

#[derive(Serialize)]
struct Claims<'a> {
    jti: String,
    iss: &'a str,
    sub: &'a str,
    iat: i64,
    exp: i64,
    #[serde(skip_serializing_if = "Option::is_none")]
    nbf: Option<i64>,
    grants: Grants<'a>,
}

#[derive(Serialize)]
struct Grants<'a> {
    identity: &'a str,
    #[serde(skip_serializing_if = "Option::is_none")]
    voice: Option<&'a VoiceGrant>,
}

fn part(value: &impl Serialize) -> String {
    // Texts and numbers under names that are texts: it cannot fail.
    url_safe(&serde_json::to_vec(value).unwrap_or_default())
}

fn url_safe(bytes: &[u8]) -> String {
    to_base64(bytes)
        .trim_end_matches('=')
        .replace('+', "-")
        .replace('/', "_")
}

/// A token cannot be issued.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[non_exhaustive]
pub enum AccessTokenError {
    /// The account's SID is empty.
    Account,
    /// The API key's SID is empty.
    Key,
    /// The API key's secret is empty: anybody could sign with that.
    Secret,
    /// A SID of the grant is empty.
    Grant,
    /// The identity is empty, or longer than 121 bytes.
    Identity,
    /// The life is shorter than a second, or longer than 24 hours.
    Ttl,
}

impl fmt::Display for AccessTokenError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Account => "an access token needs the account's SID",
            Self::Key => "an access token needs the SID of an API key",
            Self::Secret => "an access token needs the secret of its API key",
            Self::Grant => "a grant has no empty SID",
            Self::Identity => "an identity has 1 to 121 bytes",
            Self::Ttl => "an access token lives 1 second to 24 hours",
        })
    }
}

impl std::error::Error for AccessTokenError {}

#[cfg(test)]
mod tests {
    use super::*;
    use voice_core::webhook::signature::from_base64;

    fn decoded(part: &str) -> serde_json::Value {
        let mut text = part.replace('-', "+").replace('_', "/");
        while !text.len().is_multiple_of(4) {
            text.push('=');
        }
        serde_json::from_slice(&from_base64(&text).unwrap()).unwrap()
    }

    #[test]
    fn header_claims_and_grant_are_twilios() {
        let mut params = serde_json::Map::new();
        params.insert("desk".to_owned(), 7.into());
        let token = AccessToken::new("AC1", "SK1", "an invented secret", "rider-7")
            .ttl(Duration::from_mins(1))
            .region("ie1")
            .not_before(Timestamp::UNIX_EPOCH)
            .voice(
                VoiceGrant::new()
                    .incoming()
                    .outgoing_with("AP1", params)
                    .push_credential_sid("CR1")
                    .endpoint_id("desk"),
            );
        let now = Timestamp::from_unix_seconds(1_000).unwrap();
        let jwt = token.to_jwt(now).unwrap();
        let parts: Vec<&str> = jwt.split('.').collect();
        let expected = serde_json::json!(
            {"alg": "HS256", "typ": "JWT", "cty": "twilio-fpa;v=1", "twr": "ie1"});
        assert_eq!(decoded(parts[0]), expected);
        let expected = serde_json::json!({
            "jti": "SK1-1000", "iss": "SK1", "sub": "AC1", "iat": 1000, "exp": 1060, "nbf": 0,
            "grants": {"identity": "rider-7", "voice": {
                "incoming": {"allow": true},
                "outgoing": {"application_sid": "AP1", "params": {"desk": 7}},
                "push_credential_sid": "CR1", "endpoint_id": "desk",
            }},
        });
        assert_eq!(decoded(parts[1]), expected);
        // Computed from these texts with the `hmac` and `base64` of Python's standard library.
        let signature = "knu8NgZIx7sUyjSPsWMVy3vfgse5UZyZbmFVF-HKcJw";
        assert_eq!(parts[2], signature);
        assert!(!format!("{token:?}").contains("invented"));
    }

    #[test]
    fn an_empty_grant_is_an_empty_object() {
        let token = AccessToken::new("AC1", "SK1", "invented", "a").voice(VoiceGrant::new());
        let jwt = token.to_jwt(Timestamp::UNIX_EPOCH).unwrap();
        let claims = decoded(jwt.split('.').nth(1).unwrap());
        assert_eq!(
            claims["grants"],
            serde_json::json!({"identity": "a", "voice": {}})
        );
        assert_eq!(claims["exp"], 3600);
        assert_eq!(claims.get("nbf"), None);
    }

    #[test]
    fn limits_are_held() {
        let token = |identity: &str| AccessToken::new("AC1", "SK1", "invented", identity);
        let now = Timestamp::UNIX_EPOCH;
        assert_eq!(token("").to_jwt(now), Err(AccessTokenError::Identity));
        assert_eq!(
            token(&"a".repeat(122)).to_jwt(now),
            Err(AccessTokenError::Identity)
        );
        assert!(token(&"a".repeat(121)).to_jwt(now).is_ok());
        // Bytes, not characters.
        assert_eq!(
            token(&"é".repeat(61)).to_jwt(now),
            Err(AccessTokenError::Identity)
        );
        assert!(token(&"é".repeat(60)).to_jwt(now).is_ok());
        for (ttl, allowed) in [
            (Duration::from_millis(999), false),
            (Duration::from_secs(1), true),
            (Duration::from_hours(24), true),
            (Duration::from_millis(86_400_001), false),
            (Duration::from_secs(86_401), false),
        ] {
            let jwt = token("a").ttl(ttl).to_jwt(now);
            assert_eq!(
                jwt.err(),
                (!allowed).then_some(AccessTokenError::Ttl),
                "{ttl:?}"
            );
        }
        assert_eq!(
            token("a").ttl(Duration::ZERO).to_jwt(now),
            Err(AccessTokenError::Ttl)
        );
    }

    #[test]
    fn a_token_that_anybody_could_sign_or_that_names_nobody_is_refused() {
        let now = Timestamp::UNIX_EPOCH;
        for (account, key, secret, error) in [
            ("", "SK1", "invented", AccessTokenError::Account),
            ("AC1", "", "invented", AccessTokenError::Key),
            ("AC1", "SK1", "", AccessTokenError::Secret),
        ] {
            let token = AccessToken::new(account, key, secret, "a");
            assert_eq!(token.to_jwt(now), Err(error));
        }
        for gap in [
            VoiceGrant::new().outgoing(""),
            VoiceGrant::new().incoming().push_credential_sid(""),
        ] {
            let token = AccessToken::new("AC1", "SK1", "invented", "a").voice(gap);
            assert_eq!(token.to_jwt(now), Err(AccessTokenError::Grant));
        }
    }
}
