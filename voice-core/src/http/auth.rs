//! How a request says who is asking.

use std::fmt;

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use http::{HeaderMap, HeaderName, HeaderValue, header};
use secrecy::{ExposeSecret, SecretString};

use super::redact::Secrets;

/// The credentials of one account at one vendor. `Debug` shows the scheme only.
///
/// ```
/// use voice_core::http::Credentials;
///
/// let credentials = Credentials::basic("AC0", "invented");
/// assert_eq!(format!("{credentials:?}"), "Credentials(Basic)");
/// ```
#[derive(Clone, Default)]
pub struct Credentials {
    schemes: Vec<Scheme>,
}

#[derive(Clone)]
enum Scheme {
    Basic {
        user: String,
        password: SecretString,
    },
    Bearer(SecretString),
    Header {
        name: String,
        value: SecretString,
    },
}

impl Credentials {
    /// No credentials: nothing is added.
    pub fn none() -> Self {
        Self::default()
    }

    /// HTTP Basic: Twilio (account SID or API key SID, and its secret), Exotel (API key, API token).
    pub fn basic(user: impl Into<String>, password: impl Into<SecretString>) -> Self {
        Self {
            schemes: vec![Scheme::Basic {
                user: user.into(),
                password: password.into(),
            }],
        }
    }

    /// `Authorization: Bearer <token>`.
    pub fn bearer(token: impl Into<SecretString>) -> Self {
        Self {
            schemes: vec![Scheme::Bearer(token.into())],
        }
    }

    /// `Authorization: <key>`, the bare key without a scheme word: Bland and Quo.
    pub fn raw(key: impl Into<SecretString>) -> Self {
        Self::none().and_header("authorization", key)
    }

    /// Adds a secret header beside the others (Bland's `encrypted_key`, an API gateway's key).
    #[must_use]
    pub fn and_header(mut self, name: impl Into<String>, value: impl Into<SecretString>) -> Self {
        self.schemes.push(Scheme::Header {
            name: name.into(),
            value: value.into(),
        });
        self
    }

    /// Writes the headers, marked as sensitive. The error names what is wrong, not the value.
    pub(super) fn apply(&self, headers: &mut HeaderMap) -> Result<(), &'static str> {
        for scheme in &self.schemes {
            let (name, text) = match scheme {
                Scheme::Basic { user, password } => {
                    let pair = [user.as_str(), ":", password.expose_secret()].concat();
                    let value = ["Basic ", &STANDARD.encode(pair)].concat();
                    (header::AUTHORIZATION, value)
                }
                Scheme::Bearer(token) => (
                    header::AUTHORIZATION,
                    ["Bearer ", token.expose_secret()].concat(),
                ),
                Scheme::Header { name, value } => (
                    HeaderName::from_bytes(name.as_bytes())
                        .map_err(|_| "the name of a secret header is not a header name")?,
                    value.expose_secret().to_owned(),
                ),
            };
            let mut value = HeaderValue::try_from(text)
                .map_err(|_| "a credential holds a character that cannot stand in a header")?;
            value.set_sensitive(true);
            headers.insert(name, value);
        }
        Ok(())
    }

    /// The texts that must not appear in an error.
    pub(super) fn secrets(&self) -> Secrets {
        self.schemes
            .iter()
            .map(|scheme| match scheme {
                Scheme::Basic { password, .. } => password,
                Scheme::Bearer(token) => token,
                Scheme::Header { value, .. } => value,
            })
            .cloned()
            .collect()
    }
}

impl fmt::Debug for Credentials {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Credentials(")?;
        for (at, scheme) in self.schemes.iter().enumerate() {
            if at > 0 {
                f.write_str(", ")?;
            }
            match scheme {
                Scheme::Basic { .. } => f.write_str("Basic")?,
                Scheme::Bearer(_) => f.write_str("Bearer")?,
                Scheme::Header { name, .. } => write!(f, "header {name}")?,
            }
        }
        f.write_str(")")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn headers(credentials: &Credentials) -> Vec<(String, String)> {
        let mut map = HeaderMap::new();
        credentials.apply(&mut map).unwrap();
        assert!(map.values().all(HeaderValue::is_sensitive));
        map.iter()
            .map(|(name, value)| (name.to_string(), value.to_str().unwrap().to_owned()))
            .collect()
    }

    #[test]
    fn each_vendors_scheme_is_written_as_it_reads_it() {
        let authorization = |value: &str| vec![("authorization".to_owned(), value.to_owned())];
        assert_eq!(
            headers(&Credentials::basic("AC0", "invented")),
            authorization("Basic QUMwOmludmVudGVk")
        );
        assert_eq!(
            headers(&Credentials::bearer("invented")),
            authorization("Bearer invented")
        );
        assert_eq!(
            headers(&Credentials::raw("invented")),
            authorization("invented")
        );
        assert!(headers(&Credentials::none()).is_empty());
    }

    #[test]
    fn a_line_break_in_a_key_is_refused_not_sent() {
        let mut map = HeaderMap::new();
        assert!(Credentials::raw("a\r\nx: y").apply(&mut map).is_err());
        assert!(map.is_empty());
    }

    #[test]
    fn debug_names_schemes_only() {
        let all =
            Credentials::basic("user-name", "pass-word").and_header("encrypted_key", "sesame");
        let text = format!("{all:?}");
        assert_eq!(text, "Credentials(Basic, header encrypted_key)");
    }
}
