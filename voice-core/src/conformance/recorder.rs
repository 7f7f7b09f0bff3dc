//! Any HTTP service as a fake that the suite can watch.

use std::fmt;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use async_trait::async_trait;
use bytes::Bytes;

use super::fixture::Fake;
use crate::http::{HttpService, ResponseBody, ServiceError};

/// Stands between a provider's client and the service that leads to its fake (a mock server, an in-process carrier): keeps
/// what passes, and loses an answer when it is told to.
///
/// What the suite compares is method, URL, headers and body. Secret headers are left out. Clones share what was seen; hand
/// one to the client and one to the [`Fixture`](super::Fixture).
///
/// ```
/// use std::sync::Arc;
/// use voice_core::conformance::{Fixture, Recorder};
/// use voice_core::http::{BaseUrl, Client, ScriptedService};
///
/// let fake = Recorder::new(Arc::new(ScriptedService::new()));
/// let base = BaseUrl::parse("https://api.example.com")?;
/// let client = Client::builder("acme", base, Arc::new(fake.clone())).build();
/// let fixture = Fixture::new(fake);
/// # let _ = (client, fixture);
/// # Ok::<(), voice_core::http::ParseBaseUrlError>(())
/// ```
#[derive(Clone)]
pub struct Recorder {
    inner: Arc<dyn HttpService>,
    state: Arc<Mutex<State>>,
}

#[derive(Default)]
struct State {
    seen: Vec<String>,
    loses_next: bool,
}

impl Recorder {
    /// Passes everything on to this service.
    pub fn new(inner: Arc<dyn HttpService>) -> Self {
        Self {
            inner,
            state: Arc::default(),
        }
    }

    /// How many requests have passed.
    pub fn count(&self) -> usize {
        self.state().seen.len()
    }

    fn state(&self) -> MutexGuard<'_, State> {
        // A panic elsewhere cannot leave this state half changed.
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

fn text(request: &http::Request<Bytes>) -> String {
    let mut text = format!("{} {}\n", request.method(), request.uri());
    for (name, value) in request.headers() {
        if !value.is_sensitive() {
            text.push_str(name.as_str());
            text.push_str(": ");
            text.push_str(&String::from_utf8_lossy(value.as_bytes()));
            text.push('\n');
        }
    }
    text.push_str(&String::from_utf8_lossy(request.body()));
    text
}

#[async_trait]
impl HttpService for Recorder {
    async fn call(
        &self,
        request: http::Request<Bytes>,
    ) -> Result<http::Response<ResponseBody>, ServiceError> {
        let loses = {
            let mut state = self.state();
            state.seen.push(text(&request));
            std::mem::take(&mut state.loses_next)
        };
        // The fake takes the request all the same: that is what makes the outcome unknown.
        let answer = self.inner.call(request).await;
        if loses {
            return Err(ServiceError::maybe_sent("the fake lost the answer"));
        }
        answer
    }
}

#[async_trait]
impl Fake for Recorder {
    async fn seen(&self) -> Vec<String> {
        self.state().seen.clone()
    }

    async fn lose_next_answer(&self) -> bool {
        self.state().loses_next = true;
        true
    }
}

impl fmt::Debug for Recorder {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Recorder({} seen)", self.count())
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::http::{BaseUrl, Client, Credentials, Request, ScriptedService};

    #[tokio::test]
    async fn it_keeps_what_passes_but_no_secret_and_loses_one_answer() {
        let service = Arc::new(ScriptedService::new().answer(201, "{}").answer(201, "{}"));
        let fake = Recorder::new(service.clone());
        let base = BaseUrl::parse("https://api.example.com").unwrap();
        let client = Client::builder("acme", base, Arc::new(fake.clone()))
            .credentials(Credentials::bearer("an-invented-token"))
            .build();
        let ask = || {
            Request::post("place_call", "/calls")
                .header("x-order", 7)
                .form("To", "+15550100101")
        };
        assert!(fake.lose_next_answer().await);
        let error = client.send(ask()).await.unwrap_err();
        assert!(error.is_outcome_unknown(), "{error}");
        assert_eq!(service.requests().len(), 1);
        client.send(ask()).await.unwrap();

        let seen = fake.seen().await;
        assert_eq!((seen.len(), fake.count()), (2, 2));
        assert_eq!(seen[0], seen[1]);
        for part in [
            "POST https://api.example.com/calls\n",
            "x-order: 7\n",
            "To=%2B15550100101",
        ] {
            assert!(seen[0].contains(part), "{}", seen[0]);
        }
        assert!(!seen[0].contains("invented"));
        assert_eq!(format!("{fake:?}"), "Recorder(2 seen)");
    }
}
