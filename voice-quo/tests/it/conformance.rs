//! The contract, promise by promise, against a fake workspace.

use std::sync::{Arc, Mutex};

use bytes::Bytes;
use http::{HeaderMap, Method};
use voice_core::conformance::{self, Fixture};
use voice_core::http::{HttpService, ManualClock, ResponseBody, RetryPolicy, ServiceError};
use voice_core::webhook::{WebhookRequest, signature};
use voice_core::{CallId, CallQuery, Facet, MessageQuery, PhoneNumber, RecordingQuery, Timestamp};
use voice_quo::webhook::QuoWebhooks;
use voice_quo::{ApiVersion, Quo, QuoClient};

const API_KEY: &str = "an-invented-key";
const WEBHOOK_KEY: &str = "ZXhhbXBsZS1xdW8tc2lnbmluZy1rZXktMzItYnl0ZXM=";

/// A workspace that knows one thing of each kind, and can lose an answer.
#[derive(Clone, Default)]
struct Workspace(Arc<Mutex<State>>);

#[derive(Default)]
struct State {
    seen: Vec<String>,
    loses_next: bool,
}

// A client prints its service; this one knows what was sent.
impl std::fmt::Debug for Workspace {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("Workspace")
    }
}

fn answer(method: &str, path: &str) -> (u16, String) {
    let call = r#"{"id":"AC1","phoneNumberId":"PN1","direction":"outgoing","status":"completed","participants":["+15550100100","+15550100101"],"createdAt":"2026-01-01T00:00:00Z"}"#;
    let dated_call = r#"{"id":"AC1","phoneNumberId":"PN1","direction":"outgoing","status":"completed","participants":[{"phoneNumber":"+15550100100","actorId":"US1"},{"phoneNumber":"+15550100101"}],"createdAt":"2026-01-01T00:00:00Z"}"#;
    let text = r#"{"id":"AC2","from":"+15550100100","to":["+15550100101"],"direction":"outgoing","text":"Hi","status":"queued","createdAt":"2026-01-01T00:00:00Z"}"#;
    let file = r#"{"id":"CR1","status":"completed","startTime":"2026-01-01T00:00:00Z","url":"https://media.example.com/1.mp3"}"#;
    let number = r#"{"id":"PN1","number":"+15550100100"}"#;
    let contact = r#"{"id":"64f0","defaultFields":{"firstName":"Ada","phoneNumbers":[{"id":"p1","name":"m","value":"+15550100101"}]}}"#;
    let transcript = r#"{"callId":"AC1","status":"completed","dialogue":[{"content":"Hi","identifier":"+15550100101"}]}"#;
    let summary = r#"{"callId":"AC1","status":"completed","summary":["They met."]}"#;
    let webhook = r#"{"id":"WH1","url":"https://conformance.example.com/hook","events":["call.completed"],"key":"ZXhhbXBsZQ=="}"#;
    let one = |item: &str| (200, format!(r#"{{"data":{item}}}"#));
    let list = |item: &str| (200, format!(r#"{{"data":[{item}],"nextPageToken":null}}"#));
    match (method, path) {
        ("GET", "/v1/phone-numbers" | "/phone-numbers") => list(number),
        ("GET", "/v1/phone-numbers/PN1" | "/phone-numbers/PN1") => one(number),
        ("GET", "/organization") => one(r#"{"id":"OR1","subscriptionStatus":"active"}"#),
        ("GET", "/v1/calls") => list(call),
        ("GET", "/calls") => list(dated_call),
        ("GET", "/v1/calls/AC1") => one(call),
        ("GET", "/calls/AC1") => one(dated_call),
        ("GET", "/v1/call-recordings/AC1" | "/calls/AC1/recordings") => list(file),
        ("GET", "/v1/call-transcripts/AC1") => one(transcript),
        ("GET", "/calls/AC1/transcripts") => list(transcript),
        ("GET", "/v1/call-summaries/AC1") => one(summary),
        ("POST", "/v1/messages") | ("GET", "/v1/messages/AC2" | "/messages/AC2") => one(text),
        ("GET", "/v1/messages" | "/messages") => list(text),
        ("GET", "/v1/contacts") => list(contact),
        ("GET" | "PATCH", "/v1/contacts/64f0") | ("POST", "/v1/contacts") => one(contact),
        ("GET", "/v1/webhooks" | "/webhooks") => list(webhook),
        ("POST", "/v1/webhooks/calls" | "/webhooks") => one(webhook),
        _ => (
            404,
            r#"{"message":"Not found","code":"0100404"}"#.to_owned(),
        ),
    }
}

#[async_trait::async_trait]
impl HttpService for Workspace {
    async fn call(
        &self,
        request: http::Request<Bytes>,
    ) -> Result<http::Response<ResponseBody>, ServiceError> {
        let mut state = self.0.lock().unwrap();
        let body = String::from_utf8(request.body().to_vec()).unwrap();
        let line = format!("{} {} {body}", request.method(), request.uri());
        state.seen.push(line);
        if std::mem::take(&mut state.loses_next) {
            return Err(ServiceError::maybe_sent("the connection broke"));
        }
        let (status, body) = answer(request.method().as_str(), request.uri().path());
        let mut answer = http::Response::new(ResponseBody::full(body));
        *answer.status_mut() = http::StatusCode::from_u16(status).unwrap();
        Ok(answer)
    }
}

#[async_trait::async_trait]
impl conformance::Fake for Workspace {
    async fn seen(&self) -> Vec<String> {
        self.0.lock().unwrap().seen.clone()
    }

    async fn lose_next_answer(&self) -> bool {
        self.0.lock().unwrap().loses_next = true;
        true
    }
}

fn webhook() -> WebhookRequest {
    let body = r#"{"id":"EV1","object":"event","apiVersion":"v4","createdAt":"2026-01-01T00:00:00Z","type":"call.ringing","data":{"object":{"id":"AC1","direction":"incoming"}}}"#;
    let key = signature::from_base64(WEBHOOK_KEY).unwrap();
    let mac = signature::hmac_sha256(&key, &["1767225600000", ".", body]);
    let mut headers = HeaderMap::new();
    let header = format!("hmac;1;1767225600000;{}", signature::to_base64(&mac));
    headers.insert("openphone-signature", header.parse().unwrap());
    WebhookRequest::new(Method::POST, "https://example.com/quo", headers, body).unwrap()
}

async fn report(version: ApiVersion) -> conformance::Report {
    let workspace = Workspace::default();
    let client = QuoClient::builder(API_KEY)
        .api_version(version)
        .service(Arc::new(workspace.clone()))
        .clock(Arc::new(ManualClock::skipping(Timestamp::UNIX_EPOCH)))
        .retry(RetryPolicy::default())
        .build()
        .unwrap();
    let quo = Quo::new(client).with_webhooks(QuoWebhooks::new().key(WEBHOOK_KEY).unwrap());
    let (from, to): (PhoneNumber, PhoneNumber) = (
        "+15550100100".parse().unwrap(),
        "+15550100101".parse().unwrap(),
    );
    let unknown_webhook = match version {
        ApiVersion::V1 => "WH404",
        _ => "404",
    };
    let fixture = Fixture::new(workspace)
        .secret(API_KEY)
        .secret(WEBHOOK_KEY)
        .parties(from.clone(), to.clone())
        .known(Facet::Calls, "AC1")
        .known(Facet::Messages, "AC2")
        .known(Facet::Recordings, "AC1/CR1")
        .known(Facet::Transcripts, "AC1")
        .known(Facet::Numbers, "PN1")
        .known(Facet::Contacts, "64f0")
        .unknown(Facet::Calls, "AC404")
        .unknown(Facet::Messages, "AC404")
        .unknown(Facet::Recordings, "AC404/CR404")
        .unknown(Facet::Transcripts, "AC404")
        .unknown(Facet::Numbers, "PN404")
        .unknown(Facet::Webhooks, unknown_webhook)
        .call_query(CallQuery::new().from(from.clone()).to(to.clone()))
        .message_query(MessageQuery::new().from(from).to(to))
        .recording_query(RecordingQuery::of(CallId::new("AC1")))
        .at(Timestamp::parse("2026-01-01T00:00:00Z").unwrap())
        .signed_webhook(webhook());
    conformance::run(&quo, &fixture).await
}

#[tokio::test]
async fn v1_keeps_the_contract() {
    let report = report(ApiVersion::V1).await;
    report.assert_ok();
    insta::assert_snapshot!(report);
}

#[tokio::test]
async fn the_dated_surface_keeps_the_contract() {
    report(ApiVersion::Dated).await.assert_ok();
}
