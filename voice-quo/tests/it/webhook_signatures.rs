//! Both signature schemes: published and own vectors, several signatures, several keys, the window, and what is forged.

use std::time::Duration;

use http::{HeaderMap, Method};
use proptest::prelude::*;
use voice_core::Timestamp;
use voice_core::webhook::{
    MemorySeenStore, ReplayGuard, Verifier, VerifyError, WebhookRequest, signature,
};
use voice_quo::webhook::{BadWebhookKey, QuoWebhooks, REPLAY_WINDOW};

const KEY: &str = "ZXhhbXBsZS1xdW8tc2lnbmluZy1rZXktMzItYnl0ZXM=";
const OTHER: &str = "YW5vdGhlci1pbnZlbnRlZC1rZXk=";
const BODY: &str = r#"{"id":"EV1","object":"event","apiVersion":"v4","createdAt":"2026-01-01T00:00:00.000Z","type":"call.completed","data":{"object":{"id":"AC1","object":"call"}}}"#;
const LEGACY: &str = "hmac;1;1767225600000;bcX8i5jhejZFhiBzPp2iHpPb548/Kz1b+VYpe7fqLT0=";
const STANDARD: &str = "v1,3tLpAtVQXPERxOkPUeQSZbV6f+WsWLqaLAZeRwUV3xc=";
const SIGNED: i64 = 1_767_225_600;

fn at(seconds: i64) -> Timestamp {
    Timestamp::from_unix_seconds(seconds).unwrap()
}

fn request(headers: &[(&'static str, &str)], body: &str) -> WebhookRequest {
    let mut map = HeaderMap::new();
    for (name, value) in headers {
        map.append(*name, value.parse().unwrap());
    }
    WebhookRequest::new(
        Method::POST,
        "https://example.com/quo",
        map,
        body.to_owned(),
    )
    .unwrap()
}

fn legacy(header: &str, body: &str) -> WebhookRequest {
    request(&[("openphone-signature", header)], body)
}

fn standard(id: &str, timestamp: &str, header: &str, body: &str) -> WebhookRequest {
    request(
        &[
            ("webhook-id", id),
            ("webhook-timestamp", timestamp),
            ("webhook-signature", header),
        ],
        body,
    )
}

fn keyed(key: &str) -> QuoWebhooks {
    QuoWebhooks::new().key(key).unwrap()
}

fn whsec(key: &str) -> String {
    ["whsec_", key].concat()
}

/// A legacy part signed with a key over its own timestamp text.
fn sign(key: &str, timestamp: &str, body: &str) -> String {
    let key = signature::from_base64(key).unwrap();
    let mac = signature::hmac_sha256(&key, &[timestamp, ".", body]);
    format!("hmac;1;{timestamp};{}", signature::to_base64(&mac))
}

#[test]
fn the_vectors_verify() {
    let now = at(SIGNED + 30);
    assert_eq!(keyed(KEY).verify(&legacy(LEGACY, BODY), now), Ok(()));
    let new = standard("msg_1", "1767225600", STANDARD, BODY);
    assert_eq!(keyed(&whsec(KEY)).verify(&new, now), Ok(()));
    let published = standard(
        "msg_p5jXN8AQM9LWM0D4loKWxJek",
        "1614265330",
        "v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=",
        r#"{"test": 2432232314}"#,
    );
    let key = keyed("whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw");
    assert_eq!(key.verify(&published, at(1_614_265_330)), Ok(()));
}

#[test]
fn one_good_signature_among_several_is_enough() {
    let now = at(SIGNED);
    let wrong = sign(OTHER, "1767225600000", BODY);
    for header in [
        format!("{wrong},{LEGACY}"),
        format!("{LEGACY}, {wrong}"),
        format!("hmac;2;1;x, rsa;1;1;x, {LEGACY}"),
        format!("junk,{LEGACY},"),
    ] {
        assert_eq!(
            keyed(KEY).verify(&legacy(&header, BODY), now),
            Ok(()),
            "{header}"
        );
    }
    for header in [
        format!("v1,AAAA {STANDARD}"),
        format!("v1a,x v2,y {STANDARD}"),
        format!("{STANDARD} v1,AAAA"),
    ] {
        let request = standard("msg_1", "1767225600", &header, BODY);
        assert_eq!(keyed(&whsec(KEY)).verify(&request, now), Ok(()), "{header}");
    }
}

#[test]
fn keys_rotate_and_each_scheme_has_its_own() {
    let now = at(SIGNED);
    let new = standard("msg_1", "1767225600", STANDARD, BODY);
    let rotating = keyed(&whsec(OTHER)).key(&whsec(KEY)).unwrap();
    assert_eq!(rotating.verify(&new, now), Ok(()));
    assert_eq!(
        rotating.verify(&legacy(LEGACY, BODY), now),
        Err(VerifyError::NoKeys)
    );
    let all = rotating.key(OTHER).unwrap().key(KEY).unwrap();
    assert_eq!(all.verify(&legacy(LEGACY, BODY), now), Ok(()));
    assert_eq!(
        keyed(OTHER).verify(&legacy(LEGACY, BODY), now),
        Err(VerifyError::NoKeyMatched)
    );
    assert_eq!(
        QuoWebhooks::new().verify(&legacy(LEGACY, BODY), now),
        Err(VerifyError::NoKeys)
    );
    for bad in [
        "",
        "whsec_",
        "not base64!",
        "whsec_?",
        KEY.trim_end_matches('='),
    ] {
        assert_eq!(
            QuoWebhooks::new().key(bad).unwrap_err(),
            BadWebhookKey,
            "{bad}"
        );
    }
}

#[test]
fn the_window_is_a_setting_and_has_two_sides() {
    let verify = |webhooks: &QuoWebhooks, request: &WebhookRequest, seconds: i64| {
        webhooks.verify(request, at(SIGNED + seconds))
    };
    let cases = [
        (keyed(KEY), legacy(LEGACY, BODY)),
        (
            keyed(&whsec(KEY)),
            standard("msg_1", "1767225600", STANDARD, BODY),
        ),
    ];
    for (webhooks, request) in cases {
        for fresh in [-300, 0, 300] {
            assert_eq!(verify(&webhooks, &request, fresh), Ok(()), "{fresh}");
        }
        let tolerance = Duration::from_mins(5);
        let age = Duration::from_secs(301);
        assert_eq!(
            verify(&webhooks, &request, 301),
            Err(VerifyError::Stale { age, tolerance })
        );
        assert_eq!(
            verify(&webhooks, &request, -301),
            Err(VerifyError::FromTheFuture {
                ahead: age,
                tolerance
            })
        );
        let patient = webhooks.tolerance(REPLAY_WINDOW);
        assert_eq!(verify(&patient, &request, 27 * 3600), Ok(()));
        assert!(verify(&patient, &request, 29 * 3600).is_err());
    }
}

#[test]
fn a_right_but_stale_signature_is_told_as_stale() {
    let stale = sign(KEY, "1767220000000", BODY);
    let wrong = sign(OTHER, "1767225600000", BODY);
    for header in [format!("{stale},{wrong}"), format!("{wrong},{stale}")] {
        let verdict = keyed(KEY).verify(&legacy(&header, BODY), at(SIGNED));
        assert!(
            matches!(verdict, Err(VerifyError::Stale { .. })),
            "{verdict:?}"
        );
    }
    // A stale one does not spoil a fresh one.
    let both = format!("{stale},{LEGACY}");
    assert_eq!(keyed(KEY).verify(&legacy(&both, BODY), at(SIGNED)), Ok(()));
}

#[test]
fn legacy_time_is_milliseconds_or_seconds_by_its_length() {
    for timestamp in ["1767225600000", "1767225600", "01767225600000"] {
        let request = legacy(&sign(KEY, timestamp, BODY), BODY);
        assert_eq!(
            keyed(KEY).verify(&request, at(SIGNED)),
            Ok(()),
            "{timestamp}"
        );
    }
    for timestamp in [
        "",
        "soon",
        "-1767225600000",
        "1767225600000.5",
        "99999999999999999999999999",
    ] {
        let request = legacy(&sign(KEY, timestamp, BODY), BODY);
        let verdict = keyed(KEY).verify(&request, at(SIGNED));
        assert_eq!(
            verdict,
            Err(VerifyError::MalformedHeader("openphone-signature")),
            "{timestamp}"
        );
    }
}

#[test]
fn what_is_missing_or_malformed_is_named() {
    let now = at(SIGNED);
    let all = keyed(KEY).key(&whsec(KEY)).unwrap();
    let verdict = |request: &WebhookRequest| all.verify(request, now).unwrap_err();
    assert_eq!(
        verdict(&request(&[], BODY)),
        VerifyError::MissingHeader("openphone-signature")
    );
    let partly = |names: [&'static str; 2]| {
        request(&[(names[0], "1767225600"), (names[1], "1767225600")], BODY)
    };
    assert_eq!(
        verdict(&partly(["webhook-timestamp", "webhook-signature"])),
        VerifyError::MissingHeader("webhook-id")
    );
    assert_eq!(
        verdict(&partly(["webhook-id", "webhook-signature"])),
        VerifyError::MissingHeader("webhook-timestamp")
    );
    assert_eq!(
        verdict(&partly(["webhook-id", "webhook-timestamp"])),
        VerifyError::MissingHeader("webhook-signature")
    );
    for timestamp in ["", "1767225600000x", "soon", "-1"] {
        assert_eq!(
            verdict(&standard("msg_1", timestamp, STANDARD, BODY)),
            VerifyError::MalformedHeader("webhook-timestamp")
        );
    }
    for unknown in ["", "v2,x", "hmac"] {
        assert_eq!(
            verdict(&standard("msg_1", "1767225600", unknown, BODY)),
            VerifyError::UnknownScheme
        );
    }
    for unknown in [
        "",
        "hmac;2;1767225600000;x",
        "hmac;1;1767225600000",
        "hmac;1;2;3;4",
        "sha;1;2;3",
    ] {
        assert_eq!(
            verdict(&legacy(unknown, BODY)),
            VerifyError::UnknownScheme,
            "{unknown}"
        );
    }
    assert_eq!(
        verdict(&legacy("hmac;1;1767225600000;not base64", BODY)),
        VerifyError::MalformedHeader("openphone-signature")
    );
    let twice = request(
        &[
            ("openphone-signature", LEGACY),
            ("openphone-signature", LEGACY),
        ],
        BODY,
    );
    assert_eq!(
        verdict(&twice),
        VerifyError::MalformedHeader("openphone-signature")
    );
}

#[test]
fn a_header_full_of_signatures_is_refused_before_it_costs() {
    let wrong = sign(OTHER, "1767225600000", BODY);
    let many = [vec![wrong.as_str(); 8], vec![LEGACY]].concat().join(",");
    assert_eq!(
        keyed(KEY).verify(&legacy(&many, BODY), at(SIGNED)),
        Err(VerifyError::MalformedHeader("openphone-signature"))
    );
    let few = [vec![wrong.as_str(); 7], vec![LEGACY]].concat().join(",");
    assert_eq!(keyed(KEY).verify(&legacy(&few, BODY), at(SIGNED)), Ok(()));
}

#[test]
fn the_raw_body_is_what_is_signed() {
    // The same JSON, written otherwise, is another body.
    let spaced = BODY.replacen("\":", "\": ", 1);
    let verdict = keyed(KEY).verify(&legacy(LEGACY, &spaced), at(SIGNED));
    assert_eq!(verdict, Err(VerifyError::NoKeyMatched));
}

#[test]
fn a_repeated_delivery_is_recognised_in_both_schemes() {
    let webhooks = keyed(KEY).key(&whsec(KEY)).unwrap();
    let guard = ReplayGuard::new(
        webhooks,
        REPLAY_WINDOW,
        std::sync::Arc::new(MemorySeenStore::default()),
    );
    let now = at(SIGNED);
    for request in [
        legacy(LEGACY, BODY),
        standard("msg_1", "1767225600", STANDARD, BODY),
    ] {
        assert_eq!(guard.verify(&request, now), Ok(()));
        assert_eq!(guard.verify(&request, now), Err(VerifyError::Replayed));
    }
    let webhooks = keyed(KEY);
    assert_eq!(webhooks.replay_key(&legacy(LEGACY, "not json")), None);
    assert_eq!(webhooks.replay_key(&legacy(LEGACY, "{}")), None);
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]

    #[test]
    fn any_changed_byte_breaks_the_signature(at_byte in 0..BODY.len(), flip in 1_u8..=127) {
        let mut bytes = BODY.as_bytes().to_vec();
        bytes[at_byte] ^= flip;
        let tampered = |headers: &[(&'static str, &str)]| {
            let mut map = HeaderMap::new();
            for (name, value) in headers {
                map.insert(*name, value.parse().unwrap());
            }
            WebhookRequest::new(Method::POST, "https://example.com/quo", map, bytes.clone()).unwrap()
        };
        let old = tampered(&[("openphone-signature", LEGACY)]);
        prop_assert_eq!(keyed(KEY).verify(&old, at(SIGNED)), Err(VerifyError::NoKeyMatched));
        let new = tampered(&[
            ("webhook-id", "msg_1"),
            ("webhook-timestamp", "1767225600"),
            ("webhook-signature", STANDARD),
        ]);
        prop_assert_eq!(keyed(&whsec(KEY)).verify(&new, at(SIGNED)), Err(VerifyError::NoKeyMatched));
    }

    #[test]
    fn no_header_panics(header in "[ -~]{0,80}", body in "[ -~]{0,80}") {
        let all = keyed(KEY).key(&whsec(KEY)).unwrap();
        prop_assert!(all.verify(&legacy(&header, &body), at(SIGNED)).is_err());
        prop_assert!(all.verify(&standard(&header, &header, &header, &body), at(SIGNED)).is_err());
    }
}

#[test]
fn id_and_time_are_part_of_what_is_signed() {
    let webhooks = keyed(&whsec(KEY));
    let now = at(SIGNED);
    for (id, timestamp) in [
        ("msg_2", "1767225600"),
        ("msg_1", "1767225601"),
        ("msg_1", "01767225600"),
    ] {
        let request = standard(id, timestamp, STANDARD, BODY);
        assert_eq!(
            webhooks.verify(&request, now),
            Err(VerifyError::NoKeyMatched),
            "{id} {timestamp}"
        );
    }
}

#[test]
fn debug_shows_no_key() {
    let text = format!("{:?}", keyed(KEY).key(&whsec(OTHER)).unwrap());
    assert!(
        !text.contains("ZXhh") && !text.contains("YW5v") && text.contains("SigningKeys(1)"),
        "{text}"
    );
}
