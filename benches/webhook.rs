//! Verifying Twilio's webhooks, against what it would cost by hand.
//!
//! The floor of a form is decoding it, sorting the pairs, writing the signed text and one HMAC; that of JSON is finding the hash
//! in the query, one HMAC of the URL and one hash of the body. Ratios are taken in one run, round by round, because the
//! machine is not the same from one minute to the next.
//!
//! Goals: accepting at most 1.3 times the floor, refusing at most 1.5 times accepting. One refusal is allowed more, twice
//! accepting: that of a query which has `'` and `+`, so that six texts may have been signed.
#![allow(
    clippy::print_stdout,
    clippy::unwrap_used,
    clippy::panic,
    missing_docs,
    reason = "a bench prints what it measured"
)]

use std::borrow::Cow;
use std::hint::black_box;
use std::time::{Duration, Instant};

use criterion::{Criterion, Throughput};
use http::{HeaderMap, Method};
use voice_core::Timestamp;
use voice_core::webhook::signature::{from_base64, hmac_sha1, same, sha256, to_base64, to_hex};
use voice_core::webhook::{Verifier as _, WebhookRequest};
use voice_twilio::webhook::TwilioVerifier;

const TOKEN: &str = "0123456789abcdef0123456789abcdef";
const OLDER: &str = "fedcba9876543210fedcba9876543210";
const URL: &str = "https://calls.example.com/twilio/status?voice_reference=order-1042";
const FORM: &str = "application/x-www-form-urlencoded; charset=UTF-8";

/// The status callback of a call that ended: 25 parameters.
const CALLBACK: [(&str, &str); 25] = [
    ("Called", "+15550100101"),
    ("ToState", "CA"),
    ("CallerCountry", "US"),
    ("Direction", "outbound-api"),
    ("Timestamp", "Tue, 20 Jan 2026 20:36:28 +0000"),
    ("CallbackSource", "call-progress-events"),
    ("CallerState", "NY"),
    ("ToZip", "94016"),
    ("SequenceNumber", "3"),
    ("CallSid", "CA00000000000000000000000000000001"),
    ("To", "+15550100101"),
    ("CallerZip", "10001"),
    ("ToCountry", "US"),
    ("CalledZip", "94016"),
    ("ApiVersion", "2010-04-01"),
    ("CalledCity", "SAN FRANCISCO"),
    ("CallStatus", "completed"),
    ("Duration", "1"),
    ("From", "+15550100100"),
    ("CallDuration", "15"),
    ("AccountSid", "AC00000000000000000000000000000001"),
    ("CalledCountry", "US"),
    ("CallerCity", "NEW YORK"),
    ("SipResponseCode", "200"),
    ("FromCountry", "US"),
];

fn encoded(pairs: &[(&str, &str)]) -> String {
    url::form_urlencoded::Serializer::new(String::new())
        .extend_pairs(pairs)
        .finish()
}

fn request(media: &'static str, url: &str, body: String, signature: &str) -> WebhookRequest {
    let mut headers = HeaderMap::new();
    headers.insert("content-type", media.parse().unwrap());
    headers.insert("x-twilio-signature", signature.parse().unwrap());
    WebhookRequest::new(Method::POST, url, headers, body).unwrap()
}

/// The whole recipe by hand, for one URL and one token.
fn by_hand(url: &str, body: &[u8], given: &str) -> bool {
    let given = from_base64(given).unwrap();
    let mut pairs: Vec<(Cow<'_, str>, Cow<'_, str>)> = url::form_urlencoded::parse(body).collect();
    pairs.sort_unstable();
    let mut text = String::with_capacity(url.len() + body.len());
    text.push_str(url);
    for (name, value) in &pairs {
        text.push_str(name);
        text.push_str(value);
    }
    same(&hmac_sha1(TOKEN.as_bytes(), &[text]), &given)
}

fn json_by_hand(url: &str, body: &[u8], given: &str) -> bool {
    let given = from_base64(given).unwrap();
    let query = url.split_once('?').unwrap().1;
    let hash = url::form_urlencoded::parse(query.as_bytes())
        .find(|(name, _)| name == "bodySHA256")
        .unwrap()
        .1;
    let own = to_hex(&sha256(body));
    same(own.as_bytes(), hash.as_bytes()) & same(&hmac_sha1(TOKEN.as_bytes(), &[url]), &given)
}

/// Runs two things by turns and prints how much longer the first takes: the median of the rounds.
///
/// A round is so short that few are interrupted, and whatever else the machine does slows both turns of one alike.
fn ratio(what: &str, ours: &mut dyn FnMut(), floor: &mut dyn FnMut()) {
    const ROUNDS: usize = 1001;
    const ROUND: Duration = Duration::from_micros(100);
    let time = |work: &mut dyn FnMut(), times: u32| {
        let start = Instant::now();
        for _ in 0..times {
            work();
        }
        start.elapsed() / times
    };
    let once = time(floor, 100).max(Duration::from_nanos(1));
    let times = u32::try_from((ROUND.as_nanos() / once.as_nanos()).clamp(1, 100_000)).unwrap();
    let mut rounds: Vec<(f64, Duration, Duration)> = (0..ROUNDS)
        .map(|round| {
            // Who begins changes, so that neither always runs on what the other left in the caches.
            let (ours, floor) = if round % 2 == 0 {
                let ours = time(ours, times);
                (ours, time(floor, times))
            } else {
                let floor = time(floor, times);
                (time(ours, times), floor)
            };
            (ours.as_secs_f64() / floor.as_secs_f64(), ours, floor)
        })
        .collect();
    rounds.sort_by(|a, b| a.0.total_cmp(&b.0));
    let (median, ours, floor) = rounds.get(ROUNDS / 2).unwrap();
    println!("ratio  {what:<58} {median:>5.2}  ({ours:?} / {floor:?})");
}

fn verify(verifier: &TwilioVerifier, request: &WebhookRequest) -> bool {
    verifier
        .verify(black_box(request), Timestamp::UNIX_EPOCH)
        .is_ok()
}

struct Forms {
    one: TwilioVerifier,
    two: TwilioVerifier,
    accepted: WebhookRequest,
    /// Signed without the port that the URL has.
    other_port: WebhookRequest,
    tampered: WebhookRequest,
    wrong: WebhookRequest,
    cut: WebhookRequest,
    /// Refused, after every spelling of a query that has all of them was tried.
    spelled: WebhookRequest,
    body: String,
    signature: String,
}

impl Forms {
    fn new() -> Self {
        let one = TwilioVerifier::new(TOKEN);
        let two = TwilioVerifier::new(OLDER).or(TOKEN);
        let body = encoded(&CALLBACK);
        let text: String = {
            let mut pairs = CALLBACK;
            pairs.sort_unstable();
            pairs
                .iter()
                .flat_map(|(name, value)| [*name, *value])
                .collect()
        };
        let signature = to_base64(&hmac_sha1(TOKEN.as_bytes(), &[URL, &*text]));
        let with_port = URL.replacen(".com/", ".com:8443/", 1);
        let other = to_base64(&hmac_sha1(b"another token", &[URL, &*text]));
        let form =
            |url, body: &str, signature: &str| request(FORM, url, body.to_owned(), signature);
        Self {
            accepted: form(URL, &body, &signature),
            other_port: form(&with_port, &body, &signature),
            tampered: form(URL, &body.replace("completed", "busy-busy"), &signature),
            wrong: form(URL, &body, &other),
            cut: form(URL, &body, "AAAA"),
            spelled: form("https://calls.example.com/twilio?it's=a+b", &body, &other),
            one,
            two,
            body,
            signature,
        }
    }

    fn ratios(&self) {
        assert!(by_hand(URL, self.body.as_bytes(), &self.signature));
        for verifier in [&self.one, &self.two] {
            for accepted in [&self.accepted, &self.other_port] {
                assert!(verify(verifier, accepted));
            }
            for refused in [&self.tampered, &self.wrong, &self.cut] {
                assert!(!verify(verifier, refused));
            }
        }
        let run = |verifier: &TwilioVerifier, request: &WebhookRequest| {
            black_box(verify(verifier, request));
        };
        ratio(
            "accept a form / decode, sort, one HMAC by hand",
            &mut || run(&self.one, &self.accepted),
            &mut || {
                black_box(by_hand(
                    URL,
                    black_box(self.body.as_bytes()),
                    &self.signature,
                ));
            },
        );
        ratio(
            "accept a form, other port form / by hand",
            &mut || run(&self.one, &self.other_port),
            &mut || {
                black_box(by_hand(
                    URL,
                    black_box(self.body.as_bytes()),
                    &self.signature,
                ));
            },
        );
        for (name, verifier) in [("", &self.one), (", two tokens", &self.two)] {
            for (what, refused) in [
                ("a tampered parameter", &self.tampered),
                ("a wrong signature", &self.wrong),
                ("a cut signature", &self.cut),
            ] {
                ratio(
                    &format!("refuse {what}{name} / accept{name}"),
                    &mut || run(verifier, refused),
                    &mut || run(verifier, &self.accepted),
                );
            }
        }
        ratio(
            "refuse what must be spelled in three ways / accept",
            &mut || run(&self.one, &self.spelled),
            &mut || run(&self.one, &self.accepted),
        );
        ratio(
            "explain a wrong signature / accept",
            &mut || {
                black_box(self.one.explain(black_box(&self.wrong)).is_ok());
            },
            &mut || run(&self.one, &self.accepted),
        );
        ratio(
            "accept with two tokens / accept with one",
            &mut || run(&self.two, &self.accepted),
            &mut || run(&self.one, &self.accepted),
        );
    }
}

struct Json {
    verifier: TwilioVerifier,
    url: String,
    body: String,
    signature: String,
    accepted: WebhookRequest,
    changed: WebhookRequest,
    wrong: WebhookRequest,
}

impl Json {
    fn new() -> Self {
        let body = format!("{{\"events\":[{}\"end\"]}}", "\"call.updated\",".repeat(64));
        let hash = to_hex(&sha256(body.as_bytes()));
        let url = format!("{URL}&bodySHA256={hash}");
        let signature = to_base64(&hmac_sha1(TOKEN.as_bytes(), &[&url]));
        let other = to_base64(&hmac_sha1(b"another token", &[&url]));
        let json = |body: &str, signature: &str| {
            request("application/json", &url, body.to_owned(), signature)
        };
        Self {
            verifier: TwilioVerifier::new(TOKEN),
            accepted: json(&body, &signature),
            changed: json(&body.replace("end", "END"), &signature),
            wrong: json(&body, &other),
            url,
            body,
            signature,
        }
    }

    fn ratios(&self) {
        let by_hand = || json_by_hand(&self.url, self.body.as_bytes(), &self.signature);
        assert!(by_hand() && verify(&self.verifier, &self.accepted));
        ratio(
            "accept JSON / find the hash, one HMAC, one hash by hand",
            &mut || {
                black_box(verify(&self.verifier, &self.accepted));
            },
            &mut || {
                black_box(by_hand());
            },
        );
        for (what, refused) in [
            ("a changed body", &self.changed),
            ("a wrong signature", &self.wrong),
        ] {
            assert!(!verify(&self.verifier, refused));
            ratio(
                &format!("refuse JSON, {what} / accept JSON"),
                &mut || {
                    black_box(verify(&self.verifier, refused));
                },
                &mut || {
                    black_box(verify(&self.verifier, &self.accepted));
                },
            );
        }
    }
}

fn absolute(criterion: &mut Criterion, forms: &Forms, json: &Json) {
    let mut group = criterion.benchmark_group("webhook/form");
    group.throughput(Throughput::Bytes(u64::try_from(forms.body.len()).unwrap()));
    group.bench_function("accept", |bencher| {
        bencher.iter(|| verify(&forms.one, &forms.accepted));
    });
    group.bench_function("refuse", |bencher| {
        bencher.iter(|| verify(&forms.one, &forms.tampered));
    });
    group.finish();
    let mut group = criterion.benchmark_group("webhook/json");
    group.throughput(Throughput::Bytes(u64::try_from(json.body.len()).unwrap()));
    group.bench_function("accept", |bencher| {
        bencher.iter(|| verify(&json.verifier, &json.accepted));
    });
    group.finish();
}

fn main() {
    let (forms, json) = (Forms::new(), Json::new());
    forms.ratios();
    json.ratios();
    let mut criterion = Criterion::default().configure_from_args();
    absolute(&mut criterion, &forms, &json);
    criterion.final_summary();
}
