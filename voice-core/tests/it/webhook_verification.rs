//! A webhook is what it claims to be, or it is not read.

use std::sync::Arc;
use std::time::Duration;

use http::{HeaderMap, Method};
use voice_core::webhook::{
    EventReader, MemorySeenStore, ReplayGuard, ReplayKey, Seen, SeenStore, SeenStoreUnavailable,
    SigningKeys, Verified, Verifier, VerifyError, WebhookRequest, signature,
};
use voice_core::{CallEvent, EventKind, Timestamp};

const TOLERANCE: Duration = Duration::from_mins(5);
const URL: &str = "https://calls.example.com/acme?flow=7";
const BODY: &str = r#"{"call":"CA1","digits":"4711"}"#;

/// A vendor that signs id, time, URL and body: all that the four vendors sign, taken together.
struct Acme(SigningKeys);

impl Verifier for Acme {
    fn verify(&self, request: &WebhookRequest, now: Timestamp) -> Result<(), VerifyError> {
        let id = request.signature_header("acme-id")?;
        let time = request.signature_header("acme-time")?;
        let given = request.signature_header("acme-signature")?;
        let given =
            signature::from_base64(given).ok_or(VerifyError::MalformedHeader("acme-signature"))?;
        let signed = time
            .parse()
            .ok()
            .and_then(Timestamp::from_unix_seconds)
            .ok_or(VerifyError::MalformedHeader("acme-time"))?;
        let parts = [
            id.as_bytes(),
            b".",
            time.as_bytes(),
            b".",
            request.url().as_bytes(),
            b".",
            request.body(),
        ];
        self.0.check_sha256(&parts, &given)?;
        signature::check_age(signed, now, TOLERANCE)
    }

    fn replay_key(&self, request: &WebhookRequest) -> Option<ReplayKey> {
        Some(ReplayKey::of(request.header("acme-id")?.as_bytes()))
    }

    fn asks(&self, request: &WebhookRequest) -> bool {
        request.url().contains("/what-next")
    }
}

impl EventReader for Acme {
    fn read_events(&self, verified: &Verified<'_>) -> voice_core::Result<Vec<CallEvent>> {
        let name = verified.request().method().as_str().into();
        Ok(vec![CallEvent::new("acme", EventKind::Unknown { name })])
    }
}

fn now() -> Timestamp {
    Timestamp::from_unix_seconds(1_767_225_600).unwrap()
}

fn acme() -> Acme {
    Acme(SigningKeys::text("an-invented-key"))
}

fn signed(id: &str) -> [(&'static str, String); 3] {
    let time = now().unix_seconds().to_string();
    let parts = [id, ".", &time, ".", URL, ".", BODY];
    let signature = signature::hmac_sha256(b"an-invented-key", &parts);
    [
        ("acme-id", id.to_owned()),
        ("acme-time", time),
        ("acme-signature", signature::to_base64(&signature)),
    ]
}

fn request(url: &str, headers: &[(&'static str, String)], body: &[u8]) -> WebhookRequest {
    let mut map = HeaderMap::new();
    for (name, value) in headers {
        map.insert(*name, value.parse().unwrap());
    }
    WebhookRequest::new(Method::POST, url, map, body.to_vec()).unwrap()
}

fn verdict(request: &WebhookRequest) -> Result<(), VerifyError> {
    acme().verify(request, now())
}

#[test]
fn what_the_vendor_signed_is_read() {
    let (acme, request) = (acme(), request(URL, &signed("1"), BODY.as_bytes()));
    let verified = request.verify(&acme, &acme, now()).unwrap();
    assert_eq!(verified.events().unwrap().len(), 1);
    assert_eq!(verified.at(), now());
    assert_eq!(verified.request().body(), BODY);
}

#[test]
fn what_nobody_signed_never_becomes_readable() {
    let mut forged = signed("1");
    forged[2].1 = signature::to_base64(&[0; 32]);
    let (acme, request) = (acme(), request(URL, &forged, BODY.as_bytes()));
    let error = request.verify(&acme, &acme, now()).unwrap_err();
    assert_eq!(error, VerifyError::NoKeyMatched);
    let by_name: &dyn Verifier = &acme;
    assert!(request.verify(by_name, &acme, now()).is_err());
}

#[test]
fn each_step_that_fails_is_named() {
    let headers = signed("1");
    for missing in 0..3 {
        let mut left = headers.to_vec();
        let (name, _) = left.remove(missing);
        let request = request(URL, &left, BODY.as_bytes());
        assert_eq!(verdict(&request), Err(VerifyError::MissingHeader(name)));
    }
    for (header, value) in [(1, "yesterday"), (2, "not base64!")] {
        let mut broken = headers.clone();
        value.clone_into(&mut broken[header].1);
        let request = request(URL, &broken, BODY.as_bytes());
        let error = VerifyError::MalformedHeader(broken[header].0);
        assert_eq!(verdict(&request), Err(error));
    }
    let request = request(URL, &headers, BODY.as_bytes());
    let other = Acme(SigningKeys::text("another-key"));
    assert_eq!(
        other.verify(&request, now()),
        Err(VerifyError::NoKeyMatched)
    );
    let none = Acme(SigningKeys::none());
    assert_eq!(none.verify(&request, now()), Err(VerifyError::NoKeys));
    let late = now() + Duration::from_secs(301);
    assert!(matches!(
        acme().verify(&request, late),
        Err(VerifyError::Stale { age, .. }) if age == Duration::from_secs(301)
    ));
    let early = now() - Duration::from_secs(301);
    assert!(matches!(
        acme().verify(&request, early),
        Err(VerifyError::FromTheFuture { .. })
    ));
}

#[test]
fn a_truncated_body_or_signature_is_refused() {
    let headers = signed("1");
    for length in 0..BODY.len() {
        let request = request(URL, &headers, &BODY.as_bytes()[..length]);
        assert_eq!(
            verdict(&request),
            Err(VerifyError::NoKeyMatched),
            "{length}"
        );
    }
    for length in 0..headers[2].1.len() {
        let mut short = headers.clone();
        short[2].1.truncate(length);
        assert!(
            verdict(&request(URL, &short, BODY.as_bytes())).is_err(),
            "{length}"
        );
    }
}

#[test]
fn a_second_delivery_is_recognised_and_one_that_failed_may_come_again() {
    let store = Arc::new(MemorySeenStore::default());
    let guard = ReplayGuard::new(acme(), Duration::from_hours(28), store);
    let (first, second) = (
        request(URL, &signed("1"), BODY.as_bytes()),
        request(URL, &signed("2"), BODY.as_bytes()),
    );
    assert_eq!(guard.verify(&first, now()), Ok(()));
    assert_eq!(guard.verify(&first, now()), Err(VerifyError::Replayed));
    assert_eq!(guard.verify(&second, now()), Ok(()));
    guard.forget(&first).unwrap();
    assert_eq!(guard.verify(&first, now()), Ok(()));
}

#[test]
fn a_question_that_comes_again_is_answered_again_and_told_apart() {
    let sign = |url: &str, id: &str| {
        let time = now().unix_seconds().to_string();
        let parts = [id, ".", &time, ".", url, ".", BODY];
        let signature = signature::hmac_sha256(b"an-invented-key", &parts);
        let headers = [
            ("acme-id", id.to_owned()),
            ("acme-time", time),
            ("acme-signature", signature::to_base64(&signature)),
        ];
        request(url, &headers, BODY.as_bytes())
    };
    let question = sign("https://example.com/what-next", "1");
    let notice = sign("https://example.com/notice", "2");
    let store = Arc::new(MemorySeenStore::default());
    let guard = Arc::new(ReplayGuard::new(acme(), Duration::from_hours(1), store));
    // Through pointers too: a default method must not hide the guard's.
    let guards: [&dyn Verifier; 3] = [&*guard, &guard, &Box::new(&guard)];
    let (reader, mut times) = (acme(), 0);
    for guard in guards {
        let seen = question.verify(guard, &reader, now()).unwrap().seen();
        let expected = if times == 0 { Seen::First } else { Seen::Again };
        assert_eq!(seen, expected);
        let told = notice
            .verify(guard, &reader, now())
            .map(|proof| proof.seen());
        let expected = if times == 0 {
            Ok(Seen::First)
        } else {
            Err(VerifyError::Replayed)
        };
        assert_eq!(told, expected);
        times += 1;
    }
    // Whoever asks for a verdict and not for a proof is told that it is a repetition.
    assert_eq!(guard.verify(&question, now()), Err(VerifyError::Replayed));
    let unguarded = question.verify(&acme(), &reader, now()).unwrap();
    assert_eq!(unguarded.seen(), Seen::First);
}

#[test]
fn a_forgery_uses_up_no_id() {
    let store = Arc::new(MemorySeenStore::default());
    let guard = ReplayGuard::new(acme(), Duration::from_hours(28), store);
    let mut forged = signed("1");
    forged[2].1 = signature::to_base64(&[0; 32]);
    let forged = request(URL, &forged, BODY.as_bytes());
    assert_eq!(guard.verify(&forged, now()), Err(VerifyError::NoKeyMatched));
    let honest = request(URL, &signed("1"), BODY.as_bytes());
    assert_eq!(guard.verify(&honest, now()), Ok(()));
}

#[derive(Debug)]
struct Down;

impl SeenStore for Down {
    fn remember(
        &self,
        _: &ReplayKey,
        _: Timestamp,
        _: Timestamp,
    ) -> Result<Seen, SeenStoreUnavailable> {
        Err(SeenStoreUnavailable)
    }

    fn forget(&self, _: &ReplayKey) -> Result<(), SeenStoreUnavailable> {
        Err(SeenStoreUnavailable)
    }
}

#[test]
fn when_the_store_is_down_the_vendor_is_asked_to_come_again() {
    let guard = ReplayGuard::new(acme(), Duration::from_hours(1), Arc::new(Down));
    let request = request(URL, &signed("1"), BODY.as_bytes());
    let error = guard.verify(&request, now()).unwrap_err();
    assert_eq!(error, VerifyError::SeenStoreUnavailable);
    assert_eq!(error.status(), 503);
}

proptest::proptest! {
    #[test]
    fn one_changed_byte_breaks_the_signature(at in 0..BODY.len(), by in 1..=255_u8) {
        let mut body = BODY.as_bytes().to_vec();
        body[at] ^= by;
        let tampered = request(URL, &signed("1"), &body);
        proptest::prop_assert_eq!(verdict(&tampered), Err(VerifyError::NoKeyMatched));
    }

    #[test]
    fn one_changed_character_of_url_id_or_time_breaks_it(at in 20..URL.len(), c in "[a-z]", time in 1..300_i64) {
        let mut url = URL.to_owned();
        url.replace_range(at..=at, &c);
        proptest::prop_assume!(url != URL);
        let moved = request(&url, &signed("1"), BODY.as_bytes());
        proptest::prop_assert_eq!(verdict(&moved), Err(VerifyError::NoKeyMatched));
        let mut headers = signed("1");
        c.clone_into(&mut headers[0].1);
        let renamed = request(URL, &headers, BODY.as_bytes());
        proptest::prop_assert_eq!(verdict(&renamed), Err(VerifyError::NoKeyMatched));
        let mut headers = signed("1");
        headers[1].1 = (now().unix_seconds() + time).to_string();
        let later = request(URL, &headers, BODY.as_bytes());
        proptest::prop_assert_eq!(verdict(&later), Err(VerifyError::NoKeyMatched));
    }

    #[test]
    fn nothing_that_arrives_panics(
        url in "https://[a-z]{1,5}\\PC*",
        kind in "(application/json|application/x-www-form-urlencoded|multipart/form-data; boundary=\"?\\PC{0,5}\"?)",
        header in proptest::collection::vec(32..=255_u8, 0..40),
        body in proptest::collection::vec(proptest::num::u8::ANY, 0..200),
    ) {
        let mut headers = HeaderMap::new();
        for name in ["acme-id", "acme-time", "acme-signature"] {
            if let Ok(value) = http::HeaderValue::from_bytes(&header) {
                headers.insert(name, value);
            }
        }
        if let Ok(value) = kind.parse() {
            headers.insert("content-type", value);
        }
        if let Ok(request) = WebhookRequest::new(Method::POST, url, headers, body) {
            proptest::prop_assert!(verdict(&request).is_err());
            request.form_pairs().ok();
            request.json::<serde_json::Value>().ok();
            request.query_pairs().count();
            let _ = format!("{request:?}");
        }
    }
}
