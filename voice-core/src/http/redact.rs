//! Keeps persons and secrets out of the vendor's texts before they enter an error (L10).

use std::fmt;

use secrecy::{ExposeSecret, SecretString};

use crate::words::redact::redact_numbers;

/// Longer vendor texts are cut: an error is one line, not a page of HTML.
const MAX_CHARS: usize = 300;

/// Texts that must not come back in an error.
#[derive(Clone, Default)]
pub(super) struct Secrets(Vec<SecretString>);

impl Secrets {
    pub(super) fn add(&mut self, secret: impl Into<SecretString>) {
        self.0.push(secret.into());
    }

    pub(super) fn len(&self) -> usize {
        self.0.len()
    }

    /// The vendor's text as it may enter an error: one short line without our secrets, without whole
    /// phone numbers.
    pub(super) fn clean(&self, also: &Self, text: &str) -> String {
        let mut text = text.to_owned();
        for secret in self.0.iter().chain(&also.0) {
            let secret = secret.expose_secret();
            // A shorter one would punch holes into every word, and is no secret.
            if secret.len() >= 4 {
                text = text.replace(secret, "[hidden]");
            }
        }
        let line: String = text
            .chars()
            .map(|c| if c.is_control() { ' ' } else { c })
            .collect();
        let mut line = redact_numbers(line.trim());
        if let Some((cut, _)) = line.char_indices().nth(MAX_CHARS) {
            line.truncate(cut);
            line.push('…');
        }
        line
    }
}

impl FromIterator<SecretString> for Secrets {
    fn from_iter<I: IntoIterator<Item = SecretString>>(secrets: I) -> Self {
        Self(secrets.into_iter().collect())
    }
}

impl fmt::Debug for Secrets {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "[{} hidden]", self.len())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_vendors_text_becomes_one_short_line_without_secrets() {
        let secrets: Secrets = [SecretString::from("invented-key")].into_iter().collect();
        let mut more = Secrets::default();
        more.add("my message");
        assert_eq!(
            secrets.clean(&more, " bad key\r\ninvented-key for my message "),
            "bad key  [hidden] for [hidden]"
        );
        let long = secrets.clean(&more, &"é".repeat(1000));
        assert_eq!(long.chars().count(), MAX_CHARS + 1);
    }
}
