//! What is signed: the URL in one of its forms, and the parameters of a form.

use std::borrow::Cow;

use voice_core::webhook::VerbatimUrl;

/// The parameters of a form as they are signed.
pub(super) fn of_form(form: &[u8]) -> String {
    // Room for what most requests have.
    let mut pairs: Vec<(Cow<'_, str>, Cow<'_, str>)> = Vec::with_capacity(32);
    pairs.extend(url::form_urlencoded::parse(form));
    pairs.sort_unstable();
    pairs.dedup();
    // Decoding makes a text shorter, unless it is none.
    let mut text = String::with_capacity(form.len());
    for (name, value) in &pairs {
        text.push_str(name);
        text.push_str(value);
    }
    text
}

/// The values of a name in a query, decoded.
pub(super) fn values<'a>(query: &'a str, name: &str) -> impl Iterator<Item = Cow<'a, str>> {
    // Most names have no escape, and are compared without being decoded.
    query.split('&').filter_map(move |pair| {
        let written = pair.split('=').next().unwrap_or_default();
        if written != name && !written.contains(['%', '+']) {
            return None;
        }
        let (decoded, value) = url::form_urlencoded::parse(pair.as_bytes()).next()?;
        (decoded == name).then_some(value)
    })
}

/// The URL without its port, or with the scheme's if it has none.
pub(super) fn other_port(url: VerbatimUrl<'_>) -> VerbatimUrl<'_> {
    let port = match (url.port, url.scheme) {
        ("", "http" | "ws") => ":80",
        ("", _) => ":443",
        _ => "",
    };
    VerbatimUrl { port, ..url }
}

/// Path and query with the query as Node's `URL` and its older `querystring` would write it, where that is another text.
pub(super) fn respelled(tail: &str) -> impl Iterator<Item = String> {
    let (path, query) = tail.split_once('?').unwrap_or((tail, ""));
    let url = query
        .contains('\'')
        .then(|| [path, "?", &query.replace('\'', "%27")].concat());
    let older = (query.contains("%27") || query.contains('+')).then(|| {
        let query = query.replace("%27", "'").replace('+', "%20");
        [path, "?", &query].concat()
    });
    url.into_iter().chain(older)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_other_port_leaves_everything_else() {
        for (url, other) in [
            ("https://h.example/a?b=:1", "https://h.example:443/a?b=:1"),
            ("http://h.example?x", "http://h.example:80?x"),
            ("https://h.example:8443/a", "https://h.example/a"),
            ("https://u:p@h.example/a", "https://u:p@h.example:443/a"),
            ("https://u:p@h.example:1/a", "https://u:p@h.example/a"),
            ("https://[2001:db8::1]/a", "https://[2001:db8::1]:443/a"),
            ("https://[2001:db8::1]:8443/a", "https://[2001:db8::1]/a"),
            ("https://ümlaut.example/ä", "https://ümlaut.example:443/ä"),
            ("wss://h.example/s", "wss://h.example:443/s"),
            ("ws://h.example/s", "ws://h.example:80/s"),
        ] {
            let split = VerbatimUrl::split(url).unwrap();
            assert_eq!(other_port(split).to_string(), other);
        }
    }

    #[test]
    fn names_are_sorted_alone_and_repeated_values_count_once() {
        let form = b"b=2&Reason=x&ReasonConferenceEnded=y&a=z&B=1&a=y&a=z&empty=";
        assert_eq!(of_form(form), "B1ReasonxReasonConferenceEndedyayazb2empty");
        assert_eq!(of_form("n=%C3%A9+%2B".as_bytes()), "né +");
    }

    #[test]
    fn a_name_in_a_query_is_what_it_decodes_to() {
        let found = |query: &'static str| values(query, "a+b").collect::<Vec<_>>().join("|");
        assert_eq!(
            found("a%2Bb=1&a+b=2&x=a%2Bb&%61%2bb=%C3%A9+3&a%2Bb"),
            "1|é 3|"
        );
        assert_eq!(found(""), "");
        let plain: Vec<_> = values("ab=1&b&ab&xab=2&ab=3=4", "ab").collect();
        assert_eq!(plain, ["1", "", "3=4"]);
    }

    #[test]
    fn a_query_is_respelled_only_where_that_changes_it() {
        for (tail, others) in [
            ("/it's?a=b%20c", &[][..]),
            ("/x", &[]),
            ("/x?a=it's", &["/x?a=it%27s"]),
            ("/x?a=it%27s", &["/x?a=it's"]),
            ("/x?a=b+c", &["/x?a=b%20c"]),
            ("/x?a=it's+me", &["/x?a=it%27s+me", "/x?a=it's%20me"]),
        ] {
            assert_eq!(respelled(tail).collect::<Vec<_>>(), others);
        }
    }
}
