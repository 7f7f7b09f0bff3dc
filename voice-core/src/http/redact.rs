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

    /// The vendor's text as it may enter an error: one short line without our secrets, without the queries of URLs,
    /// without whole phone numbers.
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
        let mut line = redact(line.trim());
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

/// A vendor's text without whole numbers, and with URLs as far as they name no secret.
pub(super) fn redact(text: &str) -> String {
    redact_numbers(&bare_urls(text))
}

/// Cuts queries, fragments, user names and passwords out of the URLs in a text: a vendor quotes the callback that it does
/// not like, token and all.
fn bare_urls(text: &str) -> String {
    const BEGIN: &str = "://";
    let mut out = String::with_capacity(text.len());
    let mut rest = text;
    while let Some(at) = rest.find(BEGIN) {
        let (before, url) = rest.split_at(at + BEGIN.len());
        out.push_str(before);
        let ends = |c: char| c.is_whitespace() || matches!(c, '"' | '\'' | '<' | '>' | '`');
        let (url, after) = url.split_at(url.find(ends).unwrap_or(url.len()));
        let (authority, path) = url.split_at(url.find(['/', '?', '#']).unwrap_or(url.len()));
        let host = authority
            .rsplit_once('@')
            .map_or(authority, |(_, host)| host);
        out.push_str(host);
        let (path, query) = path.split_at(path.find(['?', '#']).unwrap_or(path.len()));
        out.push_str(path);
        if !query.is_empty() {
            out.push_str("?…");
        }
        rest = after;
    }
    out.push_str(rest);
    out
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

    #[test]
    fn urls_keep_host_and_path_only() {
        for (text, clean) in [
            (
                "Url: https://user:pass@example.com/a/b?token=sesame#rc=3, is not valid",
                "Url: https://example.com/a/b?… is not valid",
            ),
            (
                "'https://example.com?t=1' and \"wss://example.com/m#x\"",
                "'https://example.com?…' and \"wss://example.com/m?…\"",
            ),
            (
                "https://example.com/a@b is fine",
                "https://example.com/a@b is fine",
            ),
            ("see https://example.com/a.", "see https://example.com/a."),
            ("what? no://", "what? no://"),
        ] {
            assert_eq!(redact(text), clean);
        }
    }

    proptest::proptest! {
        #[test]
        fn no_text_panics_and_none_keeps_a_bare_number(before in "\\PC*", after in "\\PC*") {
            redact(&before);
            let text = [before.as_str(), " ~+15550100001~ ", after.as_str()].concat();
            proptest::prop_assert!(!redact(&text).contains("5550100001"));
        }
    }
}
