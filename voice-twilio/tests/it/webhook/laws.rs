//! The law of the signature: a request is accepted if and only if a text that Twilio would sign for it, as a server sees
//! it, is the text that was signed. It is checked on requests of every shape, with any byte of them changed.

use std::collections::{BTreeMap, BTreeSet};

use http::{HeaderMap, HeaderValue, Method};
use proptest::prelude::*;
use proptest::sample::{Index, select};
use voice_core::Timestamp;
use voice_core::webhook::signature::{from_base64, hmac_sha1, sha256, to_base64, to_hex};
use voice_core::webhook::{Verifier as _, VerifyError, WebhookRequest};
use voice_twilio::webhook::TwilioVerifier;

use super::FORM;

const TOKEN: &str = "an invented token";

/// What is sent, byte by byte.
#[derive(Debug, Clone)]
struct Wire {
    method: Method,
    url: String,
    media: Option<&'static str>,
    body: Vec<u8>,
    signature: Vec<u8>,
}

impl Wire {
    /// The request, unless a server could not even take it.
    fn request(&self) -> Option<WebhookRequest> {
        let mut headers = HeaderMap::new();
        if let Some(media) = self.media {
            headers.insert("content-type", HeaderValue::from_static(media));
        }
        let signature = HeaderValue::from_bytes(&self.signature).ok()?;
        headers.insert("x-twilio-signature", signature);
        let (method, url, body) = (self.method.clone(), self.url.as_str(), self.body.clone());
        WebhookRequest::new(method, url, headers, body).ok()
    }

    /// The texts that Twilio may have signed for it, written once more from its documentation; none, if nothing that
    /// Twilio signs covers the body.
    fn texts(&self) -> BTreeSet<String> {
        let url = self.url.split('#').next().unwrap();
        let query = url.split_once('?').map_or("", |(_, query)| query);
        let hashes: Vec<String> = decoded(query.as_bytes())
            .into_iter()
            .filter(|(name, _)| name == "bodySHA256")
            .map(|(_, value)| value)
            .collect();
        let form = self.method == Method::POST && self.media == Some(FORM);
        let parameters = match &hashes[..] {
            [hash] if *hash == to_hex(&sha256(&self.body)) => String::new(),
            [] if form => joined(decoded(&self.body)),
            [] if self.body.is_empty() => String::new(),
            _ => return BTreeSet::new(),
        };
        let urls = spellings(url).into_iter().flat_map(|url| ports(&url));
        urls.map(|url| url + &parameters).collect()
    }

    fn sign(self, which: Index) -> (Self, String) {
        let texts: Vec<String> = self.texts().into_iter().collect();
        let text = which.get(&texts).clone();
        (self.signed(&text), text)
    }

    fn signed(mut self, text: &str) -> Self {
        self.signature = to_base64(&hmac_sha1(TOKEN.as_bytes(), &[text])).into_bytes();
        self
    }
}

fn decoded(encoded: &[u8]) -> Vec<(String, String)> {
    url::form_urlencoded::parse(encoded).into_owned().collect()
}

/// Sorted by name; of a repeated name the distinct values, sorted.
fn joined(pairs: Vec<(String, String)>) -> String {
    let mut sorted = BTreeMap::<String, BTreeSet<String>>::new();
    for (name, value) in pairs {
        sorted.entry(name).or_default().insert(value);
    }
    let mut text = String::new();
    for (name, values) in sorted {
        for value in values {
            text += &name;
            text += &value;
        }
    }
    text
}

/// As it is, and its query as Node's `URL` and its `querystring` write it.
fn spellings(url: &str) -> Vec<String> {
    let mut all = vec![url.to_owned()];
    if let Some((rest, query)) = url.split_once('?') {
        all.push(format!("{rest}?{}", query.replace('\'', "%27")));
        let older = query.replace("%27", "'").replace('+', "%20");
        all.push(format!("{rest}?{older}"));
    }
    all
}

/// With a port, its own or the scheme's, and without one.
fn ports(url: &str) -> [String; 2] {
    let (scheme, rest) = url.split_once("://").unwrap();
    let end = rest.find(['/', '?']).unwrap_or(rest.len());
    let (authority, tail) = rest.split_at(end);
    let (user, host) = match authority.rsplit_once('@') {
        Some((user, host)) => (format!("{user}@"), host),
        None => (String::new(), authority),
    };
    let (host, port) = match host.rsplit_once(':') {
        Some((host, port)) if !port.contains(']') => (host, port),
        _ => (host, if scheme == "http" { "80" } else { "443" }),
    };
    [
        format!("{scheme}://{user}{host}:{port}{tail}"),
        format!("{scheme}://{user}{host}{tail}"),
    ]
}

fn encoded(pairs: &[(String, String)]) -> Vec<u8> {
    let mut form = url::form_urlencoded::Serializer::new(String::new());
    form.extend_pairs(pairs).finish().into_bytes()
}

fn any_url() -> impl Strategy<Value = String> {
    let parts = (
        select(&["https://", "http://"][..]),
        select(&["", "u:p@", "ü@"][..]),
        select(&["h.example", "[2001:db8::1]", "ümlaut.example"][..]),
        select(&["", ":8443", ":443", ":80"][..]),
        select(&["", "/", "/hook", "/it's/ä%2F+"][..]),
        prop_oneof![
            Just(String::new()),
            "\\?[a-c=&+'é]{0,8}(%27|%C3%A9|%ff|)[a-c=&+]{0,4}"
        ],
    );
    parts.prop_map(|(scheme, user, host, port, path, query)| {
        [scheme, user, host, port, path, &query].concat()
    })
}

fn any_pairs() -> impl Strategy<Value = Vec<(String, String)>> {
    // Few short names and values, so that some come twice.
    let name = prop_oneof![2 => "[Aab]{0,1}", 1 => "[A-Za-b0-1ä]{0,4}"];
    let value = prop_oneof![2 => "[x-y]{0,1}", 1 => "\\PC{0,6}"];
    proptest::collection::vec((name, value), 0..8)
}

/// A request as Twilio makes it: a form, a GET, JSON or other bytes under their hash.
fn any_wire() -> impl Strategy<Value = Wire> {
    let bytes = proptest::collection::vec(any::<u8>(), 0..40);
    let bound = (
        select(&[Some("application/json"), None, Some(FORM)][..]),
        bytes,
    );
    let kinds = prop_oneof![
        any_pairs().prop_map(|pairs| (Method::POST, Some(FORM), encoded(&pairs), false)),
        // Bytes that no program encoded are a form all the same.
        proptest::collection::vec(any::<u8>(), 0..40).prop_map(|body| (
            Method::POST,
            Some(FORM),
            body,
            false
        )),
        Just((Method::GET, None, Vec::new(), false)),
        bound.prop_map(|(media, body)| (Method::POST, media, body, true)),
    ];
    (any_url(), kinds).prop_map(|(mut url, (method, media, body, hashed))| {
        if hashed {
            url.push(if url.contains('?') { '&' } else { '?' });
            url += "bodySHA256=";
            url += &to_hex(&sha256(&body));
        }
        Wire {
            method,
            url,
            media,
            body,
            signature: Vec::new(),
        }
    })
}

fn verdict(request: &WebhookRequest) -> Result<(), VerifyError> {
    TwilioVerifier::new(TOKEN).verify(request, Timestamp::UNIX_EPOCH)
}

/// The law, for a request that came of one with this signed text.
fn holds(changed: &Wire, text: &str) -> Result<(), TestCaseError> {
    if let Some(request) = changed.request() {
        let expected = changed.texts().contains(text);
        prop_assert_eq!(verdict(&request).is_ok(), expected, "{:?}", changed);
    }
    Ok(())
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(512))]

    #[test]
    fn what_twilio_signs_is_accepted(wire in any_wire(), which in any::<Index>()) {
        let (wire, _) = wire.sign(which);
        prop_assert_eq!(verdict(&wire.request().unwrap()), Ok(()));
    }

    #[test]
    fn any_changed_byte_of_the_body_is_judged_by_the_law(
        wire in any_wire(),
        which in any::<Index>(),
        at in any::<Index>(),
        by in 1_u8..,
    ) {
        let (mut wire, text) = wire.sign(which);
        if !wire.body.is_empty() {
            let at = at.index(wire.body.len());
            wire.body[at] ^= by;
        }
        holds(&wire, &text)?;
    }

    #[test]
    fn any_cut_and_any_addition_of_the_body_is_judged_by_the_law(
        wire in any_wire(),
        which in any::<Index>(),
        at in any::<Index>(),
        more in proptest::collection::vec(any::<u8>(), 0..6),
    ) {
        let (mut wire, text) = wire.sign(which);
        wire.body.truncate(at.index(wire.body.len() + 1));
        wire.body.extend(more);
        holds(&wire, &text)?;
    }

    #[test]
    fn any_changed_character_of_the_url_is_judged_by_the_law(
        wire in any_wire(),
        which in any::<Index>(),
        at in any::<Index>(),
        other in prop_oneof![any::<char>(), select(&['/', '?', '#', '&', '=', '@', ':', '[', ']', '%', '+', '\'', '0'][..])],
    ) {
        let (mut wire, text) = wire.sign(which);
        let at = at.index(wire.url.chars().count());
        wire.url = wire
            .url
            .chars()
            .enumerate()
            .map(|(index, own)| if index == at { other } else { own })
            .collect();
        holds(&wire, &text)?;
    }

    #[test]
    fn any_changed_name_or_value_is_judged_by_the_law(
        url in any_url(),
        pairs in any_pairs(),
        which in any::<Index>(),
        (pair, of_name, at, other) in (any::<Index>(), any::<bool>(), any::<Index>(), any::<char>()),
    ) {
        let wire = Wire {
            method: Method::POST,
            url,
            media: Some(FORM),
            body: encoded(&pairs),
            signature: Vec::new(),
        };
        let (mut wire, text) = wire.sign(which);
        let mut changed = pairs.clone();
        if !changed.is_empty() {
            let pair = pair.index(changed.len());
            let (name, value) = &mut changed[pair];
            let place = if of_name { name } else { value };
            let mut characters: Vec<char> = place.chars().collect();
            let at = at.index(characters.len() + 1);
            match characters.get_mut(at) {
                Some(own) => *own = other,
                None => characters.push(other),
            }
            *place = characters.into_iter().collect();
        }
        wire.body = encoded(&changed);
        holds(&wire, &text)?;
        // What the law means for a form: it is refused unless names and values read one after another are the same.
        let verdict = verdict(&wire.request().unwrap());
        if joined(changed) != joined(pairs) && !wire.url.contains("bodySHA256") {
            prop_assert_eq!(verdict, Err(VerifyError::NoKeyMatched));
        }
    }

    #[test]
    fn any_changed_byte_of_the_signature_is_refused(
        wire in any_wire(),
        which in any::<Index>(),
        at in any::<Index>(),
        by in 1_u8..,
    ) {
        let (wire, _) = wire.sign(which);
        let mut changed = wire.clone();
        let at = at.index(changed.signature.len());
        changed.signature[at] ^= by;
        if let Some(request) = changed.request() {
            let read = request.header("x-twilio-signature").map(str::trim).and_then(from_base64);
            let same = read == from_base64(std::str::from_utf8(&wire.signature).unwrap());
            prop_assert!(!same, "base64 has one spelling");
            prop_assert!(verdict(&request).is_err());
        }
    }
}

#[test]
fn what_a_signature_does_not_tell_apart() {
    let wire = |url: &str, body: &str| Wire {
        method: Method::POST,
        url: url.to_owned(),
        media: Some(FORM),
        body: body.as_bytes().to_vec(),
        signature: Vec::new(),
    };
    let url = "https://h.example/x?order=7";
    let text = format!("{url}A1b");
    let signed = wire(url, "A=1&b=").signed(&text);
    for (url, body) in [
        // Another spelling of the same form.
        (url, "b&A=1"),
        (url, "%41=%31&b="),
        (url, "A=1&b=&A=1"),
        // Another form that reads the same.
        (url, "A1=b"),
        (url, "A=1b"),
        (url, "A1b"),
        // The form in the URL.
        ("https://h.example/x?order=7A1b", ""),
        ("https://h.example/x?order=7A", "1=b"),
        // The port that a server is reached at, because Twilio signs without it as well.
        ("https://h.example:8443/x?order=7", "A=1&b="),
    ] {
        let mut other = wire(url, body);
        other.signature.clone_from(&signed.signature);
        assert!(other.texts().contains(&text), "{url} {body}");
        assert_eq!(verdict(&other.request().unwrap()), Ok(()), "{url} {body}");
    }
}
