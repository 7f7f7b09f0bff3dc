//! Keeps persons and secrets out of the vendor's texts before they enter an error (L10).

use std::fmt;

use secrecy::{ExposeSecret, SecretString};

use crate::words::number::masked;

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

/// Masks what looks like a telephone number in a vendor's text: 7 or more digits in a row, blanks, dots, dashes
/// and brackets between them allowed, not part of a longer word. The last two stay.
///
/// ```
/// use voice_core::http::redact_numbers;
///
/// assert_eq!(
///     redact_numbers("The number +1 (555) 010-0001 is not valid, see error 21211"),
///     "The number +**************01 is not valid, see error 21211"
/// );
/// assert_eq!(redact_numbers("no call CA5550100001f"), "no call CA5550100001f");
/// ```
pub fn redact_numbers(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let mut rest = text;
    let mut before = None;
    while let Some(first) = rest.chars().next() {
        let run = number_at(rest);
        let (head, tail) = rest.split_at(if run > 0 { run } else { first.len_utf8() });
        let in_word = before.is_some_and(char::is_alphanumeric)
            || tail.chars().next().is_some_and(char::is_alphabetic);
        let digits = head.bytes().filter(u8::is_ascii_digit).count();
        if run > 0 && digits >= 7 && (first == '+' || !in_word) && !begins_with_a_date(head) {
            out.push_str(&masked(head));
        } else {
            out.push_str(head);
        }
        before = head.chars().next_back();
        rest = tail;
    }
    out
}

/// `2026-01-20`, alone or before a time of day.
fn begins_with_a_date(run: &str) -> bool {
    let shape: Vec<u8> = run
        .bytes()
        .take(11)
        .map(|byte| if byte.is_ascii_digit() { b'0' } else { byte })
        .collect();
    run.starts_with("20") && matches!(shape.as_slice(), b"0000-00-00" | b"0000-00-00 ")
}

/// The length in bytes of the digits with their separators at the start of a text, 0 if it does not start with
/// a digit, `+` or `(`.
fn number_at(text: &str) -> usize {
    let mut end = 0;
    let mut separators = 0;
    for (at, byte) in text.bytes().enumerate() {
        match byte {
            b'0'..=b'9' => {
                end = at + 1;
                separators = 0;
            }
            b'+' if at == 0 => {}
            b' ' | b'-' | b'.' | b'(' | b')' if separators < 2 && (end > 0 || byte == b'(') => {
                separators += 1;
            }
            _ => break,
        }
    }
    end
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_go_and_ids_stay() {
        for (text, clean) in [
            ("to=5550100001", "to=********01"),
            ("+15550100001", "+*********01"),
            ("(555) 010-0001!", "************01!"),
            ("error 21211 at line 3", "error 21211 at line 3"),
            ("after 2026-01-20 10:48", "after 2026-01-20 10:48"),
            ("2026-01-2055", "**********55"),
            (
                "CA00000000000000000000000000000001",
                "CA00000000000000000000000000000001",
            ),
            ("7f3a55501000019c", "7f3a55501000019c"),
            ("at 10. 20 calls", "at 10. 20 calls"),
            ("ü+15550100001ü", "ü+*********01ü"),
            ("", ""),
        ] {
            assert_eq!(redact_numbers(text), clean, "{text}");
        }
    }

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
