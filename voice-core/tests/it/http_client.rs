//! What the client puts on the wire, and what it lets nobody see.

use std::sync::Arc;
use std::time::Duration;

use futures_util::{FutureExt as _, StreamExt as _, TryStreamExt as _};
use voice_core::http::{
    BaseUrl, Client, Credentials, ErrorAnswer, HttpService, ManualClock, Request, ResponseBody,
    ScriptedService, ServiceError, VendorError,
};
use voice_core::{ErrorKind, Timestamp};

fn read_error(answer: &ErrorAnswer<'_>) -> VendorError {
    VendorError::default().message(std::str::from_utf8(answer.body()).ok())
}

fn client(service: &Arc<ScriptedService>) -> Client {
    let credentials =
        Credentials::basic("AC0", "invented-token").and_header("encrypted_key", "sesame-key");
    let base = BaseUrl::parse("https://api.example.com").unwrap();
    Client::builder("acme", base, service.clone())
        .credentials(credentials)
        .header("acme-version", "2026-03-30")
        .errors(read_error)
        .clock(Arc::new(ManualClock::skipping(Timestamp::UNIX_EPOCH)))
        .build()
}

fn header<'a>(request: &'a http::Request<bytes::Bytes>, name: &str) -> Option<&'a str> {
    request.headers().get(name)?.to_str().ok()
}

#[tokio::test]
async fn a_request_carries_its_headers_body_and_credentials() {
    let service = Arc::new(ScriptedService::new().answer(201, "{}"));
    let request = Request::post("place_call", "/calls")
        .header("accept", "application/xml")
        .json(&serde_json::json!({"to": "+15550100002"}));
    client(&service).done(request).await.unwrap();
    let sent = &service.requests()[0];
    assert_eq!(sent.method(), "POST");
    assert_eq!(sent.uri(), "https://api.example.com/calls");
    for (name, value) in [
        ("authorization", "Basic QUMwOmludmVudGVkLXRva2Vu"),
        ("encrypted_key", "sesame-key"),
        ("acme-version", "2026-03-30"),
        ("accept", "application/xml"),
        ("content-type", "application/json"),
    ] {
        assert_eq!(header(sent, name), Some(value), "{name}");
    }
    assert!(
        header(sent, "user-agent")
            .unwrap()
            .starts_with("voice-sdk/")
    );
    assert_eq!(sent.body(), r#"{"to":"+15550100002"}"#);
}

#[tokio::test]
async fn json_is_asked_for_unless_nothing_is() {
    let service = Arc::new(ScriptedService::new().answer(200, "{}").answer(204, ""));
    let client = client(&service);
    client.done(Request::get("call", "/calls")).await.unwrap();
    let delete = Request::delete("delete_call", "/calls").without_accept();
    client.done(delete).await.unwrap();
    let sent = service.requests();
    assert_eq!(header(&sent[0], "accept"), Some("application/json"));
    assert_eq!(header(&sent[1], "accept"), None);
}

#[tokio::test]
async fn an_address_elsewhere_gets_neither_credentials_nor_our_headers() {
    let service = Arc::new(ScriptedService::new().answer(200, "mp3"));
    let request = Request::get_url("recording", "https://media.example.net/a.mp3?sig=1")
        .secret_header("x-secret", &"hush-hush".into());
    client(&service).download(request).await.unwrap();
    let sent = &service.requests()[0];
    for name in ["authorization", "encrypted_key", "acme-version", "x-secret"] {
        assert_eq!(header(sent, name), None, "{name}");
    }
}

#[tokio::test]
async fn a_download_follows_a_redirect_and_leaves_the_credentials_behind() {
    let elsewhere = "https://media.example.net/a.mp3?sig=1";
    let service = ScriptedService::new()
        .answer_with(302, [("location", "/moved/a.mp3")], "")
        .answer_with(307, [("location", elsewhere)], "")
        .answer_with(200, [("content-type", "audio/mpeg")], "mp3");
    let service = Arc::new(service);
    let request = Request::get("recording", "/recordings/{id}")
        .path("id", "RE1")
        .follow_redirects();
    let download = client(&service).download(request).await.unwrap();
    assert_eq!(download.media_type(), Some("audio/mpeg"));
    assert_eq!(download.bytes(10).await.unwrap(), "mp3");
    let sent = service.requests();
    assert_eq!(sent[1].uri(), "https://api.example.com/moved/a.mp3");
    assert!(header(&sent[1], "authorization").is_some());
    assert_eq!(sent[2].uri(), elsewhere);
    assert!(header(&sent[2], "authorization").is_none());
    assert!(header(&sent[2], "encrypted_key").is_none());
}

#[tokio::test]
async fn a_redirect_that_must_not_be_followed_is_an_error() {
    for (location, asked, message) in [
        (
            "http://api.example.com/a",
            1,
            "a redirect from https to http",
        ),
        ("/a", 6, "too many redirects"),
        ("http://[", 1, "a redirect that leads nowhere"),
    ] {
        let service = (0..9).fold(ScriptedService::new(), |service, _| {
            service.answer_with(302, [("location", location)], "")
        });
        let service = Arc::new(service);
        let request = Request::get("recording", "/a").follow_redirects();
        let error = client(&service).download(request).await.unwrap_err();
        assert_eq!(error.message(), message);
        assert_eq!(service.requests().len(), asked, "{message}");
    }

    let service = Arc::new(ScriptedService::new().answer_with(302, [("location", "/b")], ""));
    let unasked = Request::get("recording", "/a");
    let error = client(&service).download(unasked).await.unwrap_err();
    assert_eq!(error.kind(), ErrorKind::Provider);
    assert_eq!(error.status(), Some(302));
    assert_eq!(service.requests().len(), 1);
}

#[tokio::test]
async fn only_the_download_of_a_read_follows_redirects() {
    let redirect = || ScriptedService::new().answer_with(307, [("location", "/b")], "");
    let service = Arc::new(redirect().answer(200, "{}"));
    let read = Request::get("call", "/a").follow_redirects();
    let error = client(&service).send(read).await.unwrap_err();
    assert_eq!(error.status(), Some(307));
    let service = Arc::new(redirect().answer(200, "{}"));
    let create = Request::post("place_call", "/a").follow_redirects();
    let error = client(&service).download(create).await.unwrap_err();
    assert!(error.is_outcome_unknown());
    assert_eq!(service.requests().len(), 1);
}

#[tokio::test]
async fn answers_and_downloads_have_a_size_limit() {
    let service = (0..3).fold(ScriptedService::new(), |s, _| s.answer(200, "12345"));
    let client = client(&Arc::new(service));
    let read = |limit| Request::get("calls", "/calls").answer_limit(limit);
    assert_eq!(client.send(read(5)).await.unwrap().body(), "12345");
    let error = client.send(read(4)).await.unwrap_err();
    assert_eq!(error.kind(), ErrorKind::Decode);
    assert_eq!(error.message(), "the answer is larger than 4 bytes");
    let download = client.download(read(4)).await.unwrap();
    let error = download.try_collect::<Vec<_>>().await.unwrap_err();
    assert_eq!(error.kind(), ErrorKind::Decode);
}

#[tokio::test]
async fn a_download_that_breaks_off_ends_with_an_error() {
    let service = Arc::new(ScriptedService::new().break_off(200));
    let request = Request::get("recording", "/a");
    let download = client(&service).download(request).await.unwrap();
    let error = download.bytes(100).await.unwrap_err();
    assert_eq!(error.kind(), ErrorKind::Transport);
}

/// Sends one piece of a file and then nothing more.
#[derive(Debug)]
struct Drip;

#[async_trait::async_trait]
impl HttpService for Drip {
    async fn call(
        &self,
        _: http::Request<bytes::Bytes>,
    ) -> Result<http::Response<ResponseBody>, ServiceError> {
        let piece = futures_util::stream::iter([Ok("piece".into())]);
        let body = ResponseBody::stream(piece.chain(futures_util::stream::pending()));
        Ok(http::Response::new(body))
    }
}

#[tokio::test]
async fn a_download_that_stops_arriving_ends_at_the_time_limit() {
    let clock = ManualClock::skipping(Timestamp::UNIX_EPOCH);
    let base = BaseUrl::parse("https://api.example.com").unwrap();
    let client = Client::builder("acme", base, Arc::new(Drip))
        .clock(Arc::new(clock.clone()))
        .build();
    let request = Request::get("recording", "/a").time_limit(Duration::from_secs(5));
    let mut download = client.download(request).await.unwrap();
    // The time before the first piece does not count against the second.
    clock.advance(Duration::from_secs(4));
    assert_eq!(download.next().await.unwrap().unwrap(), "piece");
    assert!(download.next().now_or_never().is_none());
    clock.advance(Duration::from_secs(4));
    assert!(download.next().now_or_never().is_none());
    clock.advance(Duration::from_secs(1));
    let error = download.next().await.unwrap().unwrap_err();
    assert_eq!(error.kind(), ErrorKind::Transport);
    assert!(download.next().await.is_none());
}

#[tokio::test]
async fn an_error_answer_loses_secrets_numbers_and_messages() {
    let body = "invented-token and sesame-key may not text +15550100002: \"meet me\"";
    let service = Arc::new(ScriptedService::new().answer(403, body));
    let request = Request::post("send_message", "/messages")
        .form("Body", "meet me")
        .sensitive("meet me");
    let error = client(&service).done(request).await.unwrap_err();
    assert_eq!(
        error.to_string(),
        "acme send_message: not authorised (HTTP 403): \
         [hidden] and [hidden] may not text +*********02: \"[hidden]\""
    );
    assert!(!format!("{error:?}").contains("meet me"));
    // Nothing is lost to who asks for it.
    assert_eq!(error.raw().as_str(), body);
}
