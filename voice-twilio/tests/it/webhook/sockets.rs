//! Handshakes of web sockets.

use http::{HeaderMap, Method};
use voice_core::Timestamp;
use voice_core::webhook::{PublicUrl, Verifier as _, VerifyError, WebhookRequest};
use voice_twilio::webhook::TwilioVerifier;

use super::request;

const NOW: Timestamp = Timestamp::UNIX_EPOCH;

fn verifier() -> TwilioVerifier {
    TwilioVerifier::new("an invented token")
}

/// The handshake under a URL, signed for another.
fn handshake(url: &str, signed_url: &str) -> WebhookRequest {
    let signature = verifier().sign(signed_url, b"").unwrap();
    request(Method::GET, url, &[("x-twilio-signature", &signature)], "")
}

#[test]
fn the_scheme_may_be_either_on_either_side() {
    for (secure, plain) in [("wss", "https"), ("ws", "http")] {
        let default = if secure == "wss" { 443 } else { 80 };
        for url in [secure, plain] {
            for signed in [secure, plain] {
                for port in [String::new(), format!(":{default}")] {
                    let url = format!("{url}://example.com/media?order=7");
                    let signed = format!("{signed}://example.com{port}/media?order=7");
                    let verdict = verifier().verify_socket(&handshake(&url, &signed));
                    assert_eq!(verdict, Ok(()), "{url} {signed}");
                }
            }
        }
    }
}

#[test]
fn nothing_else_may_differ() {
    let url = "wss://example.com/media?order=7";
    for signed in [
        "ws://example.com/media?order=7",
        "http://example.com/media?order=7",
        "wss://example.com:8443/media?order=7",
        "wss://example.org/media?order=7",
        "wss://example.com/media?order=8",
        "wss://example.com/media",
    ] {
        let verdict = verifier().verify_socket(&handshake(url, signed));
        assert_eq!(verdict, Err(VerifyError::NoKeyMatched), "{signed}");
    }
}

#[test]
fn only_a_handshake_has_two_schemes() {
    let (wss, https) = ("wss://example.com/media", "https://example.com/media");
    // Under its own URL it is a handshake for `verify`, too.
    assert_eq!(verifier().verify(&handshake(wss, https), NOW), Ok(()));
    let verdict = verifier().verify(&handshake(https, wss), NOW);
    assert_eq!(verdict, Err(VerifyError::NoKeyMatched));
}

#[test]
fn a_server_need_not_make_the_url_by_hand() {
    for base in ["wss://example.com", "https://example.com"] {
        let public = PublicUrl::fixed(base).unwrap();
        let url = public
            .of("/media?order=7", &HeaderMap::new(), None)
            .unwrap();
        let handshake = handshake(&url, "wss://example.com/media?order=7");
        assert_eq!(verifier().verify_socket(&handshake), Ok(()));
    }
}

#[test]
fn a_body_is_no_part_of_a_handshake() {
    let url = "wss://example.com/media";
    let signature = verifier().sign(url, b"").unwrap();
    let headers = [("x-twilio-signature", signature.as_str())];
    let with_body = request(Method::GET, url, &headers, "x");
    let verdict = verifier().verify_socket(&with_body);
    assert_eq!(verdict, Err(VerifyError::MissingBodyHash));
}
