//! What `Debug` shows of values that can name a person or hold a secret (L10).

use std::fmt;

/// Shows the last two characters of a number or address.
pub(crate) struct Masked<'a>(pub(crate) &'a str);

impl fmt::Debug for Masked<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let count = self.0.chars().count();
        let shown = if count > 4 { 2 } else { 0 };
        f.write_str("\"")?;
        for (at, c) in self.0.chars().enumerate() {
            let plain = at + shown >= count || (at == 0 && c == '+');
            write!(f, "{}", if plain { c } else { '*' })?;
        }
        f.write_str("\"")
    }
}

/// Shows that there is something.
pub(crate) struct Hidden;

impl Hidden {
    pub(crate) fn of(_: &str) -> Self {
        Self
    }
}

impl fmt::Debug for Hidden {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("…")
    }
}

/// Shows a URL without its query and without credentials.
pub(crate) struct Url<'a>(pub(crate) &'a str);

impl fmt::Debug for Url<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let (path, query) = match self.0.find(['?', '#']) {
            Some(at) => (self.0.get(..at).unwrap_or_default(), "?…"),
            None => (self.0, ""),
        };
        let (scheme, rest) = path.split_once("://").unwrap_or(("", path));
        let separator = if scheme.is_empty() { "" } else { "://" };
        let host = rest.split('/').next().unwrap_or_default();
        let rest = match host.rfind('@') {
            Some(at) => rest.get(at + 1..).unwrap_or_default(),
            None => rest,
        };
        write!(f, "\"{scheme}{separator}{rest}{query}\"")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn urls_lose_query_and_credentials() {
        let shown = |url| format!("{:?}", Url(url));
        assert_eq!(
            shown("https://u:p@h.example/a?t=1"),
            "\"https://h.example/a?…\""
        );
        assert_eq!(shown("/next?t=1"), "\"/next?…\"");
        assert_eq!(shown("https://h.example/a@b"), "\"https://h.example/a@b\"");
    }

    #[test]
    fn numbers_show_two_digits() {
        assert_eq!(format!("{:?}", Masked("+15550100001")), "\"+*********01\"");
        assert_eq!(format!("{:?}", Masked("911")), "\"***\"");
    }
}
