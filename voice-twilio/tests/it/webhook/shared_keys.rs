//! Requests that are signed with a shared key.

use http::Method;
use voice_core::Timestamp;
use voice_core::webhook::signature::{hmac_sha1, hmac_sha256, sha256, to_base64, to_hex};
use voice_core::webhook::{Verifier as _, VerifyError, WebhookRequest};
use voice_twilio::webhook::{SharedKey, TwilioVerifier};

use super::{FORM, URL, request};

const NOW: Timestamp = Timestamp::UNIX_EPOCH;
const TOKEN: &str = "an invented token";
const ID: &str = "webhooks_sharedkey_1";
const SECRET: &str = "an invented secret";
const SETTINGS: &str = "x-twilio-webhooks-signature-settings";
const SHA256: &str = "key=webhooks_sharedkey_1,algorithm=HMAC_SHA256";
const SHA1: &str = "key=webhooks_sharedkey_1,algorithm=HMAC_SHA1";
const UNNAMED: &str = "key=webhooks_sharedkey_1";

fn by_sha256(secret: &str, data: &str) -> String {
    to_base64(&hmac_sha256(secret.as_bytes(), &[data]))
}

fn by_sha1(secret: &str, data: &str) -> String {
    to_base64(&hmac_sha1(secret.as_bytes(), &[data]))
}

/// `A=1` in a form, with this signature and these settings.
fn form(signature: &str, settings: &[&str]) -> WebhookRequest {
    let mut headers = vec![("content-type", FORM), ("x-twilio-signature", signature)];
    headers.extend(settings.iter().map(|settings| (SETTINGS, *settings)));
    request(Method::POST, URL, &headers, "A=1")
}

fn data() -> String {
    format!("{URL}A1")
}

/// Both kinds of keys, as in an account that is being moved.
fn both() -> TwilioVerifier {
    TwilioVerifier::new(TOKEN).shared_key(SharedKey::new(ID, SECRET))
}

#[test]
fn a_vector_computed_elsewhere_verifies() {
    // hmac.new(b"an invented secret", b"https://example.com/hookA1", "sha256") of Python's standard library.
    let request = form("br84557ZE2iCXn0bipJ36mru1tM3POkKO9wZQuOl9hI=", &[SHA256]);
    assert_eq!(both().verify(&request, NOW), Ok(()));
}

#[test]
fn a_shared_key_signs_what_a_token_would_sign() {
    let hash = to_hex(&sha256(b"{}"));
    let url = format!("{URL}?bodySHA256={hash}");
    let with_port = url.replace(".com/", ".com:443/");
    for (media, url, body, data) in [
        (FORM, URL, "A=1", data()),
        (FORM, URL, "", URL.to_owned()),
        ("application/json", &*url, "{}", url.clone()),
        ("application/json", &*url, "{}", with_port),
    ] {
        let signature = by_sha256(SECRET, &data);
        let headers = [
            ("content-type", media),
            ("x-twilio-signature", &signature),
            (SETTINGS, SHA256),
        ];
        let request = request(Method::POST, url, &headers, body);
        assert_eq!(both().verify(&request, NOW), Ok(()), "{media} {url}");
    }
}

#[test]
fn without_the_header_only_tokens_count() {
    let by_token = form(&by_sha1(TOKEN, &data()), &[]);
    assert_eq!(both().verify(&by_token, NOW), Ok(()));
    // An empty header says nothing, as in Twilio's library.
    let empty = form(&by_sha1(TOKEN, &data()), &[" "]);
    assert_eq!(both().verify(&empty, NOW), Ok(()));
    for other in [
        by_sha256(TOKEN, &data()),
        by_sha1(SECRET, &data()),
        by_sha256(SECRET, &data()),
    ] {
        let verdict = both().verify(&form(&other, &[]), NOW);
        assert_eq!(verdict, Err(VerifyError::NoKeyMatched));
    }
}

#[test]
fn the_header_never_makes_a_token_count() {
    for settings in [SHA256, SHA1, UNNAMED] {
        for signature in [by_sha1(TOKEN, &data()), by_sha256(TOKEN, &data())] {
            let request = form(&signature, &[settings]);
            let allowing =
                TwilioVerifier::new(TOKEN).shared_key(SharedKey::new(ID, SECRET).allow_sha1());
            for verifier in [TwilioVerifier::new(TOKEN), both(), allowing] {
                assert!(verifier.verify(&request, NOW).is_err(), "{settings}");
            }
        }
    }
}

#[test]
fn what_is_not_enabled_is_refused_with_what_enables_it() {
    let says = |verifier: &TwilioVerifier, request: &WebhookRequest| {
        let error = verifier.verify(request, NOW).unwrap_err();
        assert!(matches!(error, VerifyError::SchemeNotEnabled(_)), "{error}");
        assert_eq!(error.status(), 403);
        error.to_string()
    };
    let no_key = TwilioVerifier::new(TOKEN);
    for settings in [SHA256, SHA1, UNNAMED] {
        let told = says(&no_key, &form(&by_sha256(SECRET, &data()), &[settings]));
        assert!(told.contains("TwilioVerifier::shared_key"), "{told}");
    }
    for settings in [SHA1, UNNAMED] {
        let told = says(&both(), &form(&by_sha1(SECRET, &data()), &[settings]));
        assert!(told.contains("SharedKey::allow_sha1"), "{told}");
    }
    let no_token = TwilioVerifier::default().shared_key(SharedKey::new(ID, SECRET));
    let told = says(&no_token, &form(&by_sha1(TOKEN, &data()), &[]));
    assert!(told.contains("TwilioVerifier::or"), "{told}");
}

#[test]
fn the_weaker_algorithm_counts_only_where_it_is_allowed_and_named() {
    let allowing = TwilioVerifier::default().shared_key(SharedKey::new(ID, SECRET).allow_sha1());
    let (strong, weak) = (by_sha256(SECRET, &data()), by_sha1(SECRET, &data()));
    for (settings, accepted, refused) in [
        (SHA256, &strong, &weak),
        (SHA1, &weak, &strong),
        (UNNAMED, &weak, &strong),
    ] {
        assert_eq!(allowing.verify(&form(accepted, &[settings]), NOW), Ok(()));
        let verdict = allowing.verify(&form(refused, &[settings]), NOW);
        assert_eq!(verdict, Err(VerifyError::NoKeyMatched), "{settings}");
    }
}

#[test]
fn keys_are_chosen_by_their_id_and_may_be_rotated() {
    let rotating = both()
        .shared_key(SharedKey::new(ID, "its next secret"))
        .shared_key(SharedKey::new("webhooks_sharedkey_2", "the other secret"));
    for (settings, secret) in [
        (SHA256, SECRET),
        (SHA256, "its next secret"),
        (
            "algorithm=hmac_sha256, key=webhooks_sharedkey_2",
            "the other secret",
        ),
    ] {
        let request = form(&by_sha256(secret, &data()), &[settings]);
        assert_eq!(rotating.verify(&request, NOW), Ok(()), "{secret}");
    }
    for settings in [SHA256, "key=webhooks_sharedkey_3,algorithm=HMAC_SHA256"] {
        let request = form(&by_sha256("the other secret", &data()), &[settings]);
        let verdict = rotating.verify(&request, NOW);
        assert_eq!(verdict, Err(VerifyError::NoKeyMatched), "{settings}");
    }
    assert!(!format!("{rotating:?} {rotating:#?}").contains("secret\""));
    let empty = TwilioVerifier::default().shared_key(SharedKey::new(ID, ""));
    let verdict = empty.verify(&form(&by_sha256("", &data()), &[SHA256]), NOW);
    assert_eq!(verdict, Err(VerifyError::NoKeys));
}

#[test]
fn a_header_that_is_doubled_broken_or_unheard_of_is_refused() {
    let signature = by_sha256(SECRET, &data());
    let malformed = Err(VerifyError::MalformedHeader(SETTINGS));
    for settings in [
        &[SHA256, SHA256][..],
        &[SHA256, ""],
        &["algorithm=HMAC_SHA256"],
        &["webhooks_sharedkey_1"],
        &["key=webhooks_sharedkey_1,algorithm=HMAC_SHA256,algorithm=HMAC_SHA256"],
    ] {
        let verdict = both().verify(&form(&signature, settings), NOW);
        assert_eq!(verdict, malformed, "{settings:?}");
    }
    let settings = "key=webhooks_sharedkey_1,algorithm=HMAC_SHA512";
    let verdict = both().verify(&form(&signature, &[settings]), NOW);
    assert_eq!(verdict, Err(VerifyError::UnknownScheme));
}
