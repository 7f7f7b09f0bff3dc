//! What is signed, and how a refusal is explained.

use http::Method;
use voice_core::Timestamp;
use voice_core::webhook::signature::{hmac_sha1, sha256, to_base64, to_hex};
use voice_core::webhook::{Verifier as _, VerifyError, WebhookRequest};
use voice_twilio::webhook::TwilioVerifier;

use super::{FORM, URL, form, request};

const TOKEN: &str = "an invented token";
const NOW: Timestamp = Timestamp::UNIX_EPOCH;
const HEADER: &str = "x-twilio-signature";

fn signed(data: &str) -> String {
    to_base64(&hmac_sha1(TOKEN.as_bytes(), &[data.as_bytes()]))
}

fn verify(request: &WebhookRequest) -> Result<(), VerifyError> {
    TwilioVerifier::new(TOKEN).verify(request, NOW)
}

fn json(url: &str, body: &str, data: &str) -> WebhookRequest {
    let headers = [
        ("content-type", "application/json"),
        (HEADER, &signed(data)),
    ];
    request(Method::POST, url, &headers, body)
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
    let signature = signed("https://example.com/hook?a=1B2");
    assert_eq!(verify(&form(url, "B=2", &signature)), Ok(()));
    let own = TwilioVerifier::new(TOKEN).sign(url, b"B=2");
    assert_eq!(own, Some(signature), "and we sign none");
}

#[test]
fn an_empty_token_signs_nothing_and_accepts_nothing() {
    let none = TwilioVerifier::new("");
    assert_eq!(none.sign(URL, b"A=1"), None);
    let forged = to_base64(&hmac_sha1(b"", &[&format!("{URL}A1")]));
    let verdict = none.verify(&form(URL, "A=1", &forged), NOW);
    assert_eq!(verdict, Err(VerifyError::NoKeys));
}

#[test]
fn the_port_may_be_written_or_not() {
    for (url, signed_url) in [
        ("https://h.example/x", "https://h.example/x"),
        ("https://h.example/x", "https://h.example:443/x"),
        ("http://h.example/x", "http://h.example:80/x"),
        ("https://h.example:8443/x", "https://h.example:8443/x"),
        ("https://h.example:8443/x", "https://h.example/x"),
        ("https://h.example?k=1", "https://h.example:443?k=1"),
        (
            "https://u:p@[2001:db8::1]:8443/x",
            "https://u:p@[2001:db8::1]/x",
        ),
        (
            "https://ümlaut.example/ä?k=é",
            "https://ümlaut.example:443/ä?k=é",
        ),
    ] {
        let request = form(url, "A=1", &signed(&format!("{signed_url}A1")));
        assert_eq!(verify(&request), Ok(()), "{url}");
        // The same for a body that is bound by its hash.
        let hash = to_hex(&sha256(b"{}"));
        let query = if url.contains('?') { '&' } else { '?' };
        let bound = |url: &str| format!("{url}{query}bodySHA256={hash}");
        assert_eq!(
            verify(&json(&bound(url), "{}", &bound(signed_url))),
            Ok(()),
            "{url}"
        );
    }
    let other = form(
        "https://h.example/x",
        "A=1",
        &signed("https://h.example:8443/xA1"),
    );
    assert_eq!(verify(&other), Err(VerifyError::NoKeyMatched));
}

#[test]
fn a_query_counts_in_the_spellings_that_twilios_own_library_tries() {
    let verdict = |query: &str, signed_query: &str| {
        let url = format!("https://it's.example/it's?{query}");
        let data = format!("https://it's.example:443/it's?{signed_query}A1");
        verify(&form(&url, "A=1", &signed(&data)))
    };
    for (query, signed_query) in [
        ("q=it's", "q=it%27s"),
        ("q=it%27s", "q=it's"),
        ("q=a+b", "q=a%20b"),
        ("q=it%27s+me", "q=it's%20me"),
    ] {
        assert_eq!(verdict(query, signed_query), Ok(()), "{query}");
    }
    for (query, signed_query) in [
        ("q=a%2Bb", "q=a+b"),
        ("q=%7e", "q=~"),
        ("q=%c3%a9", "q=%C3%A9"),
        ("b=2&a=1", "a=1&b=2"),
    ] {
        let refused = Err(VerifyError::NoKeyMatched);
        assert_eq!(verdict(query, signed_query), refused, "{query}");
    }
    // A path is never respelled.
    let path = form(
        "https://h.example/a+b?q",
        "",
        &signed("https://h.example/a%20b?q"),
    );
    assert_eq!(verify(&path), Err(VerifyError::NoKeyMatched));
}

#[test]
fn a_wrong_public_url_is_explained_on_every_path_and_only_if_asked() {
    let verifier = TwilioVerifier::new(TOKEN);
    let hash = to_hex(&sha256(b"{}"));
    let wrong_scheme = |signed| VerifyError::WrongScheme { signed };
    let host = [("host", "h.example:8443")];
    let forwarded = [("x-forwarded-host", "h.example:8443")];
    let port = [("x-forwarded-port", "8443")];
    for (url, signed_url, more, why) in [
        (
            "https://h.example/x",
            "http://h.example/x",
            &[][..],
            wrong_scheme("http"),
        ),
        (
            "http://h.example/x",
            "https://h.example:443/x",
            &[],
            wrong_scheme("https"),
        ),
        (
            "https://h.example/x",
            "wss://h.example/x",
            &[],
            wrong_scheme("wss"),
        ),
        (
            "https://h.example/x",
            "https://h.example:8443/x",
            &host,
            VerifyError::WrongPort,
        ),
        (
            "https://h.example/x",
            "https://h.example:8443/x",
            &forwarded,
            VerifyError::WrongPort,
        ),
        (
            "https://h.example:1/x",
            "https://h.example:8443/x",
            &port,
            VerifyError::WrongPort,
        ),
        (
            "https://h.example/x",
            "http://h.example:8443/x",
            &host,
            wrong_scheme("http"),
        ),
        (
            "https://h.example/x",
            "https://h.example/y",
            &host,
            VerifyError::NoKeyMatched,
        ),
    ] {
        let query = format!("?bodySHA256={hash}");
        for (url, media, body, data) in [
            (url.to_owned(), FORM, "A=1", format!("{signed_url}A1")),
            (url.to_owned(), FORM, "", signed_url.to_owned()),
            (
                format!("{url}{query}"),
                "application/json",
                "{}",
                format!("{signed_url}{query}"),
            ),
        ] {
            let signature = signed(&data);
            let headers = [("content-type", media), (HEADER, &signature)];
            let request = request(Method::POST, &url, &[&headers, more].concat(), body);
            assert_eq!(verifier.explain(&request), Err(why), "{url} {signed_url}");
            let verdict = verifier.verify(&request, NOW);
            assert_eq!(verdict, Err(VerifyError::NoKeyMatched), "{url}");
        }
    }
}

#[test]
fn explaining_accepts_and_refuses_what_verifying_does() {
    let verifier = TwilioVerifier::new(TOKEN);
    let hash = to_hex(&sha256(b"{}"));
    let url = format!("{URL}?bodySHA256={hash}");
    for request in [
        form(URL, "A=1", &signed(&format!("{URL}A1"))),
        form(URL, "A=1", "not base64!"),
        json(&url, "{}", &url),
        json(&url, "[]", &url),
        json(URL, "{}", URL),
    ] {
        assert_eq!(verifier.explain(&request), verifier.verify(&request, NOW));
    }
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
    let signature = signed(url);
    let get = request(Method::GET, url, &[(HEADER, &signature)], "");
    assert_eq!(verify(&get), Ok(()));
    let headers = [("content-type", FORM), (HEADER, &signature)];
    let smuggled = request(Method::GET, url, &headers, "Digits=9");
    assert_eq!(verify(&smuggled), Err(VerifyError::MissingBodyHash));
}

#[test]
fn a_json_body_is_bound_by_its_hash() {
    let body = r#"{"event":"é"}"#;
    let hash = to_hex(&sha256(body.as_bytes()));
    let url = format!("{URL}?bodySHA256={hash}");
    let verdict = |url: &str, body: &str, data: &str| verify(&json(url, body, data));
    assert_eq!(verdict(&url, body, &url), Ok(()));
    for other in [
        r#"{"event":"e"}"#,
        r#"{"event":"é"} "#,
        r#"{"event":"é"#,
        "",
    ] {
        let refused = Err(VerifyError::BodyHashMismatch);
        assert_eq!(verdict(&url, other, &url), refused, "{other}");
    }
    assert_eq!(verdict(URL, body, URL), Err(VerifyError::MissingBodyHash));
    assert_eq!(verdict(&url, body, URL), Err(VerifyError::NoKeyMatched));
    let twice = format!("{url}&bodySHA256={hash}");
    assert_eq!(verdict(&twice, body, &twice), Err(VerifyError::Unreadable));
    // Twilio writes lower case; another spelling is not Twilio's, even if it is signed.
    let upper = format!("{URL}?bodySHA256={}", hash.to_uppercase());
    assert_eq!(
        verdict(&upper, body, &upper),
        Err(VerifyError::BodyHashMismatch)
    );
    // A name is what it decodes to.
    let escaped = format!("{URL}?body%53HA256={hash}");
    assert_eq!(verdict(&escaped, body, &escaped), Ok(()));
}

#[test]
fn a_form_that_was_cut_off_is_refused_wherever_it_was_cut() {
    let body = "CallSid=CA1&Digits=12&To=%2B15550100100";
    let signature = signed(&format!("{URL}CallSidCA1Digits12To+15550100100"));
    assert_eq!(verify(&form(URL, body, &signature)), Ok(()));
    for end in 0..body.len() {
        let cut = form(URL, &body[..end], &signature);
        assert_eq!(verify(&cut), Err(VerifyError::NoKeyMatched), "{end}");
    }
}

#[test]
fn missing_doubled_and_broken_signatures_are_refused() {
    let malformed = Err(VerifyError::MalformedHeader(HEADER));
    let bare = request(Method::POST, URL, &[], "");
    assert_eq!(verify(&bare), Err(VerifyError::MissingHeader(HEADER)));
    assert_eq!(verify(&form(URL, "A=1", "not base64!")), malformed);
    for length in [0, 3, 19, 21, 32] {
        let other = form(URL, "A=1", &to_base64(&vec![0; length]));
        assert_eq!(verify(&other), Err(VerifyError::NoKeyMatched), "{length}");
    }
    let good = signed(URL);
    let doubled = request(Method::POST, URL, &[(HEADER, &good), (HEADER, &good)], "");
    assert_eq!(verify(&doubled), malformed);
}

#[test]
fn every_token_is_accepted_during_rotation() {
    let rotating = TwilioVerifier::new("the old token")
        .or(TOKEN)
        .or("the new token");
    for token in ["the old token", TOKEN, "the new token"] {
        let signature = TwilioVerifier::new(token).sign(URL, b"A=1").unwrap();
        let verdict = rotating.verify(&form(URL, "A=1", &signature), NOW);
        assert_eq!(verdict, Ok(()), "{token}");
    }
    let stranger = TwilioVerifier::new("another token")
        .sign(URL, b"A=1")
        .unwrap();
    let verdict = rotating.verify(&form(URL, "A=1", &stranger), NOW);
    assert_eq!(verdict, Err(VerifyError::NoKeyMatched));
    assert_eq!(
        rotating.sign(URL, b""),
        TwilioVerifier::new("the old token").sign(URL, b""),
        "the first token signs"
    );
    assert!(!format!("{rotating:?} {rotating:#?}").contains("token\""));
}
