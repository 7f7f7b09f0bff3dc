//! What the two OpenAI-compatible services share in tests: a server, a client, and the endings that every endpoint has.

use std::sync::Arc;
use std::time::Duration;

use voice_core::http::{BaseUrl, Client, ManualClock, ReqwestService};
use voice_core::{Error, ErrorKind, Outcome, Timestamp, openai};
use wiremock::matchers::any;
use wiremock::{Mock, MockServer, Request, ResponseTemplate};

pub(crate) const KEY: &str = "an-invented-key";

pub(crate) struct Server {
    pub(crate) mock: MockServer,
    pub(crate) clock: ManualClock,
}

impl Server {
    /// A server that gives these answers in order.
    pub(crate) async fn answering(answers: impl IntoIterator<Item = ResponseTemplate>) -> Self {
        let mock = MockServer::start().await;
        for answer in answers {
            let answer = Mock::given(any()).respond_with(answer);
            answer.up_to_n_times(1).mount(&mock).await;
        }
        let clock = ManualClock::skipping(Timestamp::UNIX_EPOCH);
        Self { mock, clock }
    }

    pub(crate) fn client(&self) -> Client {
        let base = BaseUrl::parse(&self.mock.uri()).unwrap();
        openai::client(base, KEY, Arc::new(ReqwestService::new().unwrap()))
            .clock(Arc::new(self.clock.clone()))
            .build()
    }

    pub(crate) async fn requests(&self) -> Vec<Request> {
        self.mock.received_requests().await.unwrap()
    }
}

pub(crate) fn json(status: u16, body: impl Into<String>) -> ResponseTemplate {
    ResponseTemplate::new(status).set_body_raw(body.into(), "application/json")
}

fn error(status: u16, code: &str) -> ResponseTemplate {
    let told = r#"{"error": {"message": "no: an-invented-key meet me at noon +15550100101", "type": "x", "param": null, "code": "#;
    json(status, [told, code, "}}"].concat())
}

/// Every ending that is not success: what it is, how often it was asked, and that nobody is named.
pub(crate) async fn endings<F, Fut>(ask: F)
where
    F: Fn(Client) -> Fut,
    Fut: Future<Output = Error> + Send + 'static,
{
    use ErrorKind::{Auth, Billing, Decode, InvalidRequest, NotFound, Provider};
    for (answer, kind, code, outcome) in [
        (
            error(400, "null"),
            InvalidRequest,
            Some("x"),
            Outcome::NotDone,
        ),
        (
            error(401, r#""invalid_api_key""#),
            Auth,
            Some("invalid_api_key"),
            Outcome::NotDone,
        ),
        (
            error(404, r#""model_not_found""#),
            NotFound,
            Some("model_not_found"),
            Outcome::NotDone,
        ),
        (
            error(413, "null"),
            InvalidRequest,
            Some("x"),
            Outcome::NotDone,
        ),
        (
            error(429, r#""insufficient_quota""#),
            Billing,
            Some("insufficient_quota"),
            Outcome::NotDone,
        ),
        (
            error(400, r#""context_length_exceeded""#),
            InvalidRequest,
            Some("context_length_exceeded"),
            Outcome::NotDone,
        ),
        (error(500, "7"), Provider, Some("7"), Outcome::Unknown),
        (json(502, "<html>"), Provider, None, Outcome::Unknown),
        (
            json(200, "<html> meet me at noon"),
            Decode,
            None,
            Outcome::Unknown,
        ),
        (
            json(
                200,
                r#"{"text": ["meet me at noon"], "choices": "meet me at noon"}"#,
            ),
            Decode,
            None,
            Outcome::Unknown,
        ),
    ] {
        let server = Server::answering([answer]).await;
        let failed = ask(server.client()).await;
        assert_eq!(failed.kind(), kind, "{failed}");
        assert_eq!(failed.code(), code, "{failed}");
        assert_eq!(failed.outcome(), outcome, "{failed}");
        let text = format!("{failed} {failed:?}");
        for private in [KEY, "meet me at noon", "5550100101"] {
            assert!(!text.contains(private), "{text}");
        }
        assert_eq!(server.requests().await.len(), 1, "{failed}");
    }
    stalled(ask).await;
}

/// Takes the request and never answers.
async fn stalled<F, Fut>(ask: F)
where
    F: Fn(Client) -> Fut,
    Fut: Future<Output = Error> + Send + 'static,
{
    let late = json(200, "{}").set_delay(Duration::from_hours(1));
    let server = Server::answering([late]).await;
    let asked = tokio::spawn(ask(server.client()));
    while server.requests().await.is_empty() {
        tokio::task::yield_now().await;
    }
    server.clock.advance(Duration::from_mins(5));
    let failed = asked.await.unwrap();
    assert_eq!(failed.kind(), ErrorKind::Transport);
    assert!(failed.is_outcome_unknown());
    assert_eq!(server.requests().await.len(), 1);
}
