//! A fake Quo, and the five cases that every operation must pass.

use std::fmt::Debug;
use std::future::Future;
use std::sync::Arc;
use std::time::Duration;

use voice_core::http::{BaseUrl, ManualClock, ReqwestService, SeededRandomness};
use voice_core::{ErrorKind, Result, Timestamp};
use voice_quo::{ApiVersion, Quo, QuoClient};
use wiremock::matchers::any;
use wiremock::{Mock, MockServer, ResponseTemplate};

pub(crate) const KEY: &str = "an-invented-key";

/// A fake Quo on a port of its own, and a client of it whose waits take no time.
pub(crate) struct Fake {
    pub(crate) server: MockServer,
    pub(crate) clock: ManualClock,
    pub(crate) client: QuoClient,
}

impl Fake {
    pub(crate) async fn v1() -> Self {
        Self::of(ApiVersion::V1).await
    }

    pub(crate) async fn dated() -> Self {
        Self::of(ApiVersion::Dated).await
    }

    async fn of(version: ApiVersion) -> Self {
        let server = MockServer::start().await;
        let clock = ManualClock::skipping(Timestamp::UNIX_EPOCH);
        let client = QuoClient::builder(KEY)
            .base_url(BaseUrl::parse(&server.uri()).unwrap())
            .api_version(version)
            .service(Arc::new(ReqwestService::new().unwrap()))
            .clock(Arc::new(clock.clone()))
            .randomness(Arc::new(SeededRandomness::new(7)))
            .build()
            .unwrap();
        Self {
            server,
            clock,
            client,
        }
    }

    pub(crate) fn quo(&self) -> Quo {
        Quo::new(self.client.clone())
    }

    /// Answers the next requests in this order, then with 404.
    pub(crate) async fn answers(&self, answers: impl IntoIterator<Item = (u16, String)>) {
        for (status, body) in answers {
            self.then(ResponseTemplate::new(status).set_body_raw(body, "application/json"))
                .await;
        }
    }

    async fn then(&self, answer: ResponseTemplate) {
        Mock::given(any())
            .respond_with(answer)
            .up_to_n_times(1)
            .mount(&self.server)
            .await;
    }

    /// The requests so far as `METHOD /path?query body`.
    pub(crate) async fn asked(&self) -> Vec<String> {
        let requests = self.server.received_requests().await.unwrap();
        requests
            .iter()
            .map(|request| {
                let body = String::from_utf8(request.body.clone()).unwrap();
                let query = request.url.query().map(|query| format!("?{query}"));
                let line = format!(
                    "{} {}{} {body}",
                    request.method,
                    request.url.path(),
                    query.unwrap_or_default(),
                );
                line.trim_end().to_owned()
            })
            .collect()
    }
}

/// `{"data": …}`
pub(crate) fn data(json: &str) -> String {
    format!(r#"{{"data":{json}}}"#)
}

/// One operation: what goes over the wire, and what comes back.
pub(crate) struct Operation {
    /// `METHOD /path?query body`, exactly.
    pub(crate) request: &'static str,
    /// The status of a good answer.
    pub(crate) status: u16,
    /// The body of a good answer; empty if it says nothing.
    pub(crate) answer: String,
    /// A word of the answer that is an enum's, which is replaced by an invented one; empty if there is none.
    pub(crate) word: &'static str,
    /// Whether it carries the version header of the dated surface.
    pub(crate) dated: bool,
}

impl Operation {
    pub(crate) fn v1(request: &'static str, status: u16, answer: impl Into<String>) -> Self {
        Self {
            request,
            status,
            answer: answer.into(),
            word: "",
            dated: false,
        }
    }

    pub(crate) fn dated(request: &'static str, status: u16, answer: impl Into<String>) -> Self {
        Self {
            dated: true,
            ..Self::v1(request, status, answer)
        }
    }

    /// Names a word of the answer that is an enum's.
    pub(crate) fn word(self, word: &'static str) -> Self {
        assert!(self.answer.contains(&format!("\"{word}\"")), "{word}");
        Self { word, ..self }
    }

    /// Success, vendor error, 429 with `Retry-After`, a body that is no answer, an invented word. Returns the good answer.
    pub(crate) async fn passes<T, F>(self, send: impl Fn(QuoClient) -> F) -> T
    where
        T: Debug,
        F: Future<Output = Result<T>>,
    {
        let good = || {
            ResponseTemplate::new(self.status).set_body_raw(self.answer.clone(), "application/json")
        };

        let fake = Fake::v1().await;
        fake.then(good()).await;
        let answer = send(fake.client.clone()).await.unwrap();
        assert_eq!(fake.asked().await, [self.request]);
        let seen = fake.server.received_requests().await.unwrap();
        let header = |name: &str| {
            seen[0]
                .headers
                .get(name)
                .map(|value| value.to_str().unwrap())
        };
        assert_eq!(header("authorization"), Some(KEY), "the bare key");
        let version = self.dated.then_some("2026-03-30");
        assert_eq!(header("quo-api-version"), version, "{}", self.request);
        if !seen[0].body.is_empty() {
            assert_eq!(header("content-type"), Some("application/json"));
        }

        self.refused(&send).await;
        self.limited(good(), &send).await;
        if !self.answer.is_empty() {
            self.unreadable(&send).await;
        }
        if !self.word.is_empty() {
            self.invented(&send).await;
        }
        answer
    }

    async fn refused<T: Debug, F: Future<Output = Result<T>>>(
        &self,
        send: impl Fn(QuoClient) -> F,
    ) {
        let fake = Fake::v1().await;
        let body = r#"{"message":"Gone with +15550100099","code":"1200404","status":404,"docs":"https://quo.com/docs","title":"Not Found","trace":"T1"}"#;
        fake.answers([(404, body.to_owned())]).await;
        let error = send(fake.client.clone()).await.unwrap_err();
        assert_eq!(error.kind(), ErrorKind::NotFound);
        assert_eq!(error.provider(), "quo");
        assert_eq!((error.code(), error.status()), (Some("1200404"), Some(404)));
        assert_eq!(error.request_id(), Some("T1"));
        assert!(!error.to_string().contains("5550100099"), "{error}");
        assert_eq!(fake.asked().await.len(), 1, "a refusal is not repeated");
    }

    async fn limited<T: Debug, F: Future<Output = Result<T>>>(
        &self,
        good: ResponseTemplate,
        send: impl Fn(QuoClient) -> F,
    ) {
        let fake = Fake::v1().await;
        let busy = r#"{"message":"API rate limit exceeded"}"#;
        fake.then(
            ResponseTemplate::new(429)
                .insert_header("retry-after", "7")
                .set_body_raw(busy, "application/json"),
        )
        .await;
        fake.then(good).await;
        send(fake.client.clone()).await.unwrap();
        assert_eq!(fake.asked().await, [self.request, self.request]);
        assert_eq!(fake.clock.sleeps(), [Duration::from_secs(7)]);
    }

    async fn unreadable<T: Debug, F: Future<Output = Result<T>>>(
        &self,
        send: impl Fn(QuoClient) -> F,
    ) {
        for body in ["<html>", "{}", r#"{"data":7}"#, ""] {
            let fake = Fake::v1().await;
            fake.answers([(self.status, body.to_owned())]).await;
            let error = send(fake.client.clone()).await.unwrap_err();
            assert_eq!(error.kind(), ErrorKind::Decode, "{body}: {error}");
            let read = self.request.starts_with("GET");
            assert_eq!(error.is_outcome_unknown(), !read, "{body}: {error}");
        }
    }

    async fn invented<T: Debug, F: Future<Output = Result<T>>>(
        &self,
        send: impl Fn(QuoClient) -> F,
    ) {
        let fake = Fake::v1().await;
        let word = format!("\"{}\"", self.word);
        let body = self.answer.replace(&word, "\"an-invented-word\"");
        fake.answers([(self.status, body)]).await;
        let answer = send(fake.client.clone()).await.unwrap();
        assert!(
            format!("{answer:?}").contains("an-invented-word"),
            "{answer:?}"
        );
    }
}
