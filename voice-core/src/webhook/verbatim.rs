//! URLs as they were written.

use std::fmt;

/// The parts of an absolute http, https, ws or wss URL, each verbatim: nothing is decoded, normalised or sorted, because
/// vendors sign what they wrote. `Debug` shows scheme, host and port: the rest may hold a password or a token.
///
/// ```
/// use voice_core::webhook::VerbatimUrl;
///
/// let url = VerbatimUrl::split("https://desk:sesame@[2001:db8::1]:8443/hook?a=%7e").ok_or("no URL")?;
/// assert_eq!((url.scheme, url.user_info, url.host), ("https", "desk:sesame@", "[2001:db8::1]"));
/// assert_eq!((url.port, url.tail), (":8443", "/hook?a=%7e"));
/// assert_eq!(url.to_string(), "https://desk:sesame@[2001:db8::1]:8443/hook?a=%7e");
/// # Ok::<(), &str>(())
/// ```
#[derive(Clone, Copy, PartialEq, Eq)]
pub struct VerbatimUrl<'a> {
    /// `http`, `https`, `ws` or `wss`.
    pub scheme: &'a str,
    /// User and password with the `@` behind them, or nothing.
    pub user_info: &'a str,
    /// The host, an IPv6 address with its brackets.
    pub host: &'a str,
    /// The port with the `:` before it, or nothing.
    pub port: &'a str,
    /// Path and query.
    pub tail: &'a str,
}

impl<'a> VerbatimUrl<'a> {
    /// Splits a URL. `None` if it has another scheme, an upper-case one too, no host, a port that is no number, or holds
    /// blanks or control characters.
    pub fn split(url: &'a str) -> Option<Self> {
        let (scheme, rest) = url.split_once("://")?;
        let printable = url.bytes().all(|byte| byte > b' ' && byte != 0x7F);
        if !printable || !matches!(scheme, "https" | "http" | "wss" | "ws") {
            return None;
        }
        let end = rest.find(['/', '?', '#']).unwrap_or(rest.len());
        let (authority, tail) = rest.split_at(end);
        let host_at = authority.rfind('@').map_or(0, |at| at + 1);
        let (user_info, host) = authority.split_at(host_at);
        // A colon inside the brackets belongs to the address.
        let bracket = host.rfind(']').unwrap_or(0);
        let port_at = host.rfind(':').filter(|colon| *colon >= bracket);
        let (host, port) = host.split_at(port_at.unwrap_or(host.len()));
        let number = port.bytes().skip(1).all(|byte| byte.is_ascii_digit());
        let whole = !host.contains(':') || host.starts_with('[') && host.ends_with(']');
        (number && whole && !host.is_empty()).then_some(Self {
            scheme,
            user_info,
            host,
            port,
            tail,
        })
    }
}

/// The URL again, as it was.
impl fmt::Display for VerbatimUrl<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for part in [
            self.scheme,
            "://",
            self.user_info,
            self.host,
            self.port,
            self.tail,
        ] {
            f.write_str(part)?;
        }
        Ok(())
    }
}

impl fmt::Debug for VerbatimUrl<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}://{}{}/…", self.scheme, self.host, self.port)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_no_absolute_url_is_not_split() {
        for bad in [
            "",
            "/hook",
            "https://",
            "https:///x",
            "https://?x",
            "https://#x",
            "https://u@/x",
            "https://:8443/x",
            "https://h:84x3/x",
            "https://h:8443:/x",
            "https:h",
            "HTTPS://h",
            "ftp://h",
            "https://a b/",
            "https://a/\n",
        ] {
            assert_eq!(VerbatimUrl::split(bad), None, "{bad:?}");
        }
    }

    #[test]
    fn a_colon_or_an_at_of_the_tail_stays_there() {
        for (url, host, port, tail) in [
            ("https://h?u@x:1", "h", "", "?u@x:1"),
            ("wss://h:1/a:2@b", "h", ":1", "/a:2@b"),
            ("http://[::1]", "[::1]", "", ""),
            ("http://h:/", "h", ":", "/"),
            ("ws://u:p@h", "h", "", ""),
            ("https://ümlaut.example:1#f", "ümlaut.example", ":1", "#f"),
        ] {
            let parts = VerbatimUrl::split(url).unwrap();
            assert_eq!((parts.host, parts.port, parts.tail), (host, port, tail));
        }
    }

    proptest::proptest! {
        #[test]
        fn the_parts_are_the_whole(
            url in "(https?|wss?)://[a-z@:\\[\\]é]{0,12}[/?#]?[!-~]{0,12}",
        ) {
            if let Some(parts) = VerbatimUrl::split(&url) {
                proptest::prop_assert_eq!(parts.to_string(), url);
            }
        }
    }
}
