//! Signatures.

use http::{HeaderMap, Method};
use voice_core::Timestamp;
use voice_core::webhook::signature::{hmac_sha1, sha256, to_base64, to_hex};
use voice_core::webhook::{Verifier as _, VerifyError, WebhookRequest};
use voice_twilio::webhook::TwilioVerifier;

use super::{URL, form};

const TOKEN: &str = "an invented token";
const NOW: Timestamp = Timestamp::UNIX_EPOCH;

fn signed(data: &str) -> String {
    to_base64(&hmac_sha1(TOKEN.as_bytes(), &[data.as_bytes()]))
}

fn verify(request: &WebhookRequest) -> Result<(), VerifyError> {
    TwilioVerifier::new(TOKEN).verify(request, NOW)
}

fn request(
    method: Method,
    url: &str,
    media: Option<&str>,
    body: &str,
    signature: &str,
) -> WebhookRequest {
    let mut headers = HeaderMap::new();
    if let Some(media) = media {
        headers.insert("content-type", media.parse().unwrap());
    }
    headers.insert("x-twilio-signature", signature.parse().unwrap());
    WebhookRequest::new(method, url, headers, body.to_owned()).unwrap()
}

#[test]
fn the_documented_example_verifies() {
    let body = "CallSid=CA1234567890ABCDE&Caller=%2B12349013030&Digits=1234&From=%2B12349013030&To=%2B18005551212";
    let request = form(
        "https://mycompany.com/myapp.php?foo=1&bar=2",
        body,
        "0/KCTR6DLpKmkAf8muzZqo1nDgQ=",
    );
    assert_eq!(TwilioVerifier::new("12345").verify(&request, NOW), Ok(()));
    assert_eq!(
        TwilioVerifier::new("12346").verify(&request, NOW),
        Err(VerifyError::NoKeyMatched)
    );
}

#[test]
fn a_fragment_is_not_signed() {
    let url = "https://example.com/hook?a=1#rc=3&rp=5xx";
    assert_eq!(
        verify(&form(url, "B=2", &signed("https://example.com/hook?a=1B2"))),
        Ok(())
    );
}

#[test]
fn the_port_may_be_written_or_not() {
    let with = |url: &str, data: &str| verify(&form(url, "A=1", &signed(data)));
    assert_eq!(with("https://h.example/x", "https://h.example/xA1"), Ok(()));
    assert_eq!(
        with("https://h.example/x", "https://h.example:443/xA1"),
        Ok(())
    );
    assert_eq!(
        with("http://h.example/x", "http://h.example:80/xA1"),
        Ok(())
    );
    assert_eq!(
        with("https://h.example:8443/x", "https://h.example:8443/xA1"),
        Ok(())
    );
    assert_eq!(
        with("https://h.example:8443/x", "https://h.example/xA1"),
        Ok(())
    );
    assert_eq!(
        with(
            "https://u:p@[2001:db8::1]:8443/x",
            "https://u:p@[2001:db8::1]/xA1"
        ),
        Ok(())
    );
    let other = with("https://h.example/x", "https://h.example:8443/xA1");
    assert_eq!(other, Err(VerifyError::NoKeyMatched));
}

#[test]
fn a_wrong_scheme_is_named() {
    let request = form(
        "https://h.example/x",
        "A=1",
        &signed("http://h.example/xA1"),
    );
    assert_eq!(
        verify(&request),
        Err(VerifyError::WrongScheme { signed: "http" })
    );
}

#[test]
fn repeated_names_and_words_of_the_world_verify() {
    let body = "b=2&a=z&a=y&a=z&Body=%E0%A4%A8%E0%A4%AE+%2B&Empty=";
    let data = format!("{URL}Bodyनम +Emptyayazb2");
    assert_eq!(verify(&form(URL, body, &signed(&data))), Ok(()));
}

#[test]
fn a_get_is_signed_by_its_url_alone() {
    let url = "https://example.com/hook?CallSid=CA1&Digits=1";
    assert_eq!(
        verify(&request(Method::GET, url, None, "", &signed(url))),
        Ok(())
    );
    let smuggled = request(
        Method::GET,
        url,
        Some("application/x-www-form-urlencoded"),
        "Digits=9",
        &signed(url),
    );
    assert_eq!(verify(&smuggled), Err(VerifyError::MissingBodyHash));
}

#[test]
fn a_json_body_is_bound_by_its_hash() {
    let body = r#"{"event":"é"}"#;
    let hash = to_hex(&sha256(body.as_bytes()));
    let url = format!("{URL}?bodySHA256={hash}");
    let json = |url: &str, body: &str, data: &str| {
        verify(&request(
            Method::POST,
            url,
            Some("application/json"),
            body,
            &signed(data),
        ))
    };
    assert_eq!(json(&url, body, &url), Ok(()));
    assert_eq!(
        json(&url, r#"{"event":"e"}"#, &url),
        Err(VerifyError::BodyHashMismatch)
    );
    assert_eq!(json(URL, body, URL), Err(VerifyError::MissingBodyHash));
    assert_eq!(json(&url, body, URL), Err(VerifyError::NoKeyMatched));
    let twice = format!("{url}&bodySHA256={hash}");
    assert_eq!(json(&twice, body, &twice), Err(VerifyError::Unreadable));
}

#[test]
fn missing_doubled_and_broken_signatures_are_refused() {
    let bare = WebhookRequest::new(Method::POST, URL, HeaderMap::new(), "").unwrap();
    assert_eq!(
        verify(&bare),
        Err(VerifyError::MissingHeader("x-twilio-signature"))
    );
    let broken = form(URL, "A=1", "not base64!");
    assert_eq!(
        verify(&broken),
        Err(VerifyError::MalformedHeader("x-twilio-signature"))
    );
    let short = form(URL, "A=1", "AAAA");
    assert_eq!(verify(&short), Err(VerifyError::NoKeyMatched));
    let mut headers = HeaderMap::new();
    headers.append("x-twilio-signature", signed(URL).parse().unwrap());
    headers.append("x-twilio-signature", signed(URL).parse().unwrap());
    let doubled = WebhookRequest::new(Method::POST, URL, headers, "").unwrap();
    assert_eq!(
        verify(&doubled),
        Err(VerifyError::MalformedHeader("x-twilio-signature"))
    );
}

#[test]
fn both_tokens_are_accepted_during_rotation_and_none_never() {
    let request = form(URL, "A=1", &signed(&format!("{URL}A1")));
    let rotating = TwilioVerifier::new("the new token").or(TOKEN);
    assert_eq!(rotating.verify(&request, NOW), Ok(()));
    assert_eq!(
        TwilioVerifier::new("").verify(&request, NOW),
        Err(VerifyError::NoKeys)
    );
    assert!(!format!("{rotating:?}").contains("token"));
}

#[test]
fn a_socket_handshake_is_signed_by_its_wss_url() {
    let verifier = TwilioVerifier::new(TOKEN);
    let url = "wss://example.com/media";
    assert_eq!(verifier.verify_socket(url, &signed(url)), Ok(()));
    assert_eq!(
        verifier.verify_socket(url, &signed("wss://example.com:443/media")),
        Ok(())
    );
    assert_eq!(
        verifier.verify_socket(url, &signed(URL)),
        Err(VerifyError::NoKeyMatched)
    );
}

fn encoded(pairs: &[(String, String)]) -> String {
    url::form_urlencoded::Serializer::new(String::new())
        .extend_pairs(pairs)
        .finish()
}

/// What Twilio computes, written once more from its documentation.
fn by_the_book(url: &str, pairs: &[(String, String)]) -> String {
    let mut names: Vec<&String> = pairs.iter().map(|(name, _)| name).collect();
    names.sort();
    names.dedup();
    let mut data = url.to_owned();
    for name in names {
        let mut values: Vec<&String> = pairs
            .iter()
            .filter(|(key, _)| key == name)
            .map(|(_, value)| value)
            .collect();
        values.sort();
        values.dedup();
        for value in values {
            data.push_str(name);
            data.push_str(value);
        }
    }
    signed(&data)
}

/// The text with one bit of one byte changed, if that is still text.
fn flipped(text: &str, at: usize, bit: u8) -> Option<String> {
    let mut bytes = text.as_bytes().to_vec();
    let at = at % bytes.len().max(1);
    *bytes.get_mut(at)? ^= 1 << (bit % 8);
    String::from_utf8(bytes).ok()
}

fn pairs() -> impl proptest::strategy::Strategy<Value = Vec<(String, String)>> {
    proptest::collection::vec(("[A-Za-z0-9ä]{1,8}", "\\PC{0,12}"), 1..8)
}

proptest::proptest! {
    #[test]
    fn what_twilio_signs_verifies(pairs in pairs(), query in "[a-z=&%0-9]{0,20}") {
        let url = format!("{URL}?{query}");
        let request = form(&url, &encoded(&pairs), &by_the_book(&url, &pairs));
        proptest::prop_assert_eq!(verify(&request), Ok(()));
    }

    #[test]
    fn a_changed_byte_of_the_url_breaks_it(pairs in pairs(), at in 0_usize..60, bit in 0_u8..8) {
        let url = format!("{URL}?order=1042&desk=7");
        let signature = by_the_book(&url, &pairs);
        if let Some(changed) = flipped(&url, at, bit) {
            let mut headers = HeaderMap::new();
            headers.insert("content-type", "application/x-www-form-urlencoded".parse().unwrap());
            headers.insert("x-twilio-signature", signature.parse().unwrap());
            let request = WebhookRequest::new(Method::POST, changed, headers, encoded(&pairs));
            proptest::prop_assert!(request.is_err() || verify(&request.unwrap()).is_err());
        }
    }

    #[test]
    fn a_changed_byte_of_a_parameter_breaks_it(pairs in pairs(), which in 0_usize..8, at in 0_usize..20, bit in 0_u8..8) {
        let signature = by_the_book(URL, &pairs);
        let mut changed = pairs.clone();
        let which = which % changed.len();
        let value = &mut changed[which].1;
        if let Some(other) = flipped(value, at, bit) {
            *value = other;
            // Of a repeated name the order and number of equal values do not count.
            if by_the_book(URL, &changed) == signature {
                let same = |pairs: &[(String, String)]| {
                    pairs.iter().cloned().collect::<std::collections::BTreeSet<_>>()
                };
                proptest::prop_assert_eq!(same(&changed), same(&pairs));
            } else {
                let request = form(URL, &encoded(&changed), &signature);
                proptest::prop_assert_eq!(verify(&request), Err(VerifyError::NoKeyMatched));
            }
        }
    }

    #[test]
    fn a_changed_byte_of_the_signature_breaks_it(pairs in pairs(), at in 0_usize..28, bit in 0_u8..7) {
        let signature = by_the_book(URL, &pairs);
        if let Some(changed) = flipped(&signature, at, bit)
            && let Ok(header) = changed.parse::<http::HeaderValue>()
        {
            let mut headers = HeaderMap::new();
            headers.insert("content-type", "application/x-www-form-urlencoded".parse().unwrap());
            headers.insert("x-twilio-signature", header);
            let request = WebhookRequest::new(Method::POST, URL, headers, encoded(&pairs)).unwrap();
            proptest::prop_assert!(verify(&request).is_err());
        }
    }
}
