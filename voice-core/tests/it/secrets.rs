//! L10: no secret, whole number or message in what is logged or printed.

use std::fmt::Debug;
use std::sync::Arc;

use http::{HeaderMap, Method};
use voice_core::http::{
    BaseUrl, Client, Credentials, ErrorAnswer, ManualClock, Multipart, Request, ScriptedService,
    ServiceError, VendorError,
};
use voice_core::webhook::{SigningKeys, TokenInUrl, WebhookRequest};
use voice_core::{ErrorKind, Timestamp};

use super::log::Log;

const SECRETS: [&str; 8] = [
    "an-invented-token",
    "a-second-secret",
    "5550100001",
    "5550100002",
    "meet me at noon",
    "bearer-of-news",
    "sig=hidden",
    "YW4taW52ZW50ZWQ", // the token in base64, as Basic sends it
];

#[track_caller]
fn assert_clean(what: &str, text: &str) {
    for secret in SECRETS {
        assert!(!text.contains(secret), "{what} holds {secret}: {text}");
    }
}

fn assert_clean_debug(what: &str, value: &impl Debug) {
    assert_clean(what, &format!("{value:?} {value:#?}"));
}

fn read_error(answer: &ErrorAnswer<'_>) -> VendorError {
    VendorError::default()
        .code(Some(21211))
        .message(std::str::from_utf8(answer.body()).ok())
}

fn request() -> Request {
    Request::post("send_message", "/v1/numbers/{number}/messages")
        .path("number", "+15550100001")
        .query("to", "+15550100002")
        .form("Body", "meet me at noon")
        .secret_header("x-second", &"a-second-secret".into())
        .sensitive("meet me at noon")
}

#[tokio::test]
async fn the_log_and_the_errors_of_every_ending_are_clean() {
    let echo = "an-invented-token a-second-secret +15550100001 \"meet me at noon\" (555) 010-0002 \
                https://example.com/status?sig=hidden";
    let script = ScriptedService::new;
    let endings = [
        script().answer(200, echo),
        script().answer(400, echo),
        script()
            .answer_with(429, [("retry-after", "1")], echo)
            .answer(200, "{}"),
        script().answer(500, echo),
        script()
            .fail(ServiceError::not_sent("cannot connect"))
            .answer(200, echo),
        script().fail(ServiceError::maybe_sent("the connection broke")),
        script().break_off(200),
    ];
    let log = Log::capture();
    for service in endings {
        let base = BaseUrl::parse("https://api.example.com").unwrap();
        let service = Arc::new(service);
        let client = Client::builder("acme", base, service.clone())
            .credentials(
                Credentials::basic("AC0", "an-invented-token")
                    .and_header("x-more", "a-second-secret"),
            )
            .clock(Arc::new(ManualClock::skipping(Timestamp::UNIX_EPOCH)))
            .errors(read_error)
            .build();
        assert_clean_debug("client", &client);
        match client.send(request()).await {
            Ok(reply) => {
                assert_clean_debug("reply", &reply);
                let error = reply.json::<Vec<u8>>().unwrap_err();
                assert_clean_debug("decode error", &error);
                let refused = reply.refused(ErrorKind::Conflict, "taken by +15550100001");
                assert_clean_debug("refusal", &refused);
            }
            Err(error) => {
                assert_clean_debug("error", &error);
                assert_clean("error", &error.to_string());
            }
        }
        assert!(!service.requests().is_empty());
    }
    let media = Request::get_url(
        "recording",
        "https://media.example.net/5550100001?sig=hidden",
    );
    let service = Arc::new(script().answer(404, echo));
    let base = BaseUrl::parse("https://api.example.com").unwrap();
    let client = Client::builder("acme", base, service)
        .errors(read_error)
        .build();
    // The secrets are not this request's own: only the number is known to be one.
    client.download(media).await.unwrap_err();
    let log = log.text();
    assert_clean("log", &log);
    // And the log tells the story all the same.
    for told in [
        "provider=\"acme\"",
        "operation=\"send_message\"",
        "method=\"POST\"",
        "url=\"https://api.example.com/v1/numbers/{number}/messages\"",
        "url=\"https://media.example.net/{url}\"",
        "attempt=2",
        "status=429",
        "outcome_unknown=true",
        "code=\"21211\"",
    ] {
        assert!(log.contains(told), "{told} is missing in {log}");
    }
}

#[test]
fn no_type_that_holds_a_secret_prints_it() {
    assert_clean_debug("request", &request());
    let multipart = Multipart::new().text("to", "+15550100001");
    assert_clean_debug("multipart", &multipart);
    let request = Request::post("x", "/x").multipart(multipart);
    assert_clean_debug("multipart request", &request);
    assert_clean_debug("link", &Request::get_link("x", "/x?to=%2B15550100001"));
    for credentials in [
        Credentials::basic("bearer-of-news", "an-invented-token"),
        Credentials::bearer("bearer-of-news"),
        Credentials::raw("an-invented-token").and_header("x-more", "a-second-secret"),
    ] {
        assert_clean_debug("credentials", &credentials);
    }
    assert_clean_debug("keys", &SigningKeys::text("an-invented-token"));
    assert_clean_debug(
        "token",
        &TokenInUrl::query("k", "an-invented-token").unwrap(),
    );
    let mut headers = HeaderMap::new();
    headers.insert("x-signature", "a-second-secret".parse().unwrap());
    let url = "https://example.com/an-invented-token?From=%2B15550100001";
    let webhook = WebhookRequest::new(Method::POST, url, headers, "meet me at noon").unwrap();
    assert_clean_debug("webhook", &webhook);
}
