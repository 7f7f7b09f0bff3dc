//! An `HttpService` without a network, for tests and documentation.

use std::collections::VecDeque;
use std::fmt;
use std::sync::{Mutex, MutexGuard, PoisonError};

use bytes::Bytes;
use http::{HeaderName, HeaderValue, Response, StatusCode};

use super::service::{HttpService, ResponseBody, ServiceError};

/// Answers requests from a script, in order, and keeps them for inspection. A request beyond the end of the script
/// fails as not sent.
///
/// ```
/// use voice_core::http::ScriptedService;
///
/// let service = ScriptedService::new()
///     .answer_with(429, [("retry-after", "2")], "")
///     .answer(200, "{}");
/// assert!(service.requests().is_empty());
/// ```
#[derive(Default)]
pub struct ScriptedService {
    state: Mutex<State>,
}

#[derive(Default)]
struct State {
    script: VecDeque<Step>,
    requests: Vec<http::Request<Bytes>>,
}

enum Step {
    Answer(Response<Bytes>),
    Fail(ServiceError),
    Break(StatusCode),
    Stall,
}

impl ScriptedService {
    /// An empty script.
    pub fn new() -> Self {
        Self::default()
    }

    /// Then answers with this status and body.
    #[must_use]
    pub fn answer(self, status: u16, body: impl Into<Bytes>) -> Self {
        self.answer_with(status, [], body)
    }

    /// Then answers with this status, headers and body. A status or header that HTTP does not know is left out.
    #[must_use]
    pub fn answer_with<const N: usize>(
        self,
        status: u16,
        headers: [(&'static str, &str); N],
        body: impl Into<Bytes>,
    ) -> Self {
        let mut answer = Response::new(body.into());
        if let Ok(status) = StatusCode::from_u16(status) {
            *answer.status_mut() = status;
        }
        for (name, value) in headers {
            let pair = HeaderName::from_bytes(name.as_bytes())
                .ok()
                .zip(HeaderValue::from_str(value).ok());
            if let Some((name, value)) = pair {
                answer.headers_mut().append(name, value);
            }
        }
        self.then(Step::Answer(answer))
    }

    /// Then fails: `ServiceError::not_sent` for a refused connection, `maybe_sent` for a reset.
    #[must_use]
    pub fn fail(self, error: ServiceError) -> Self {
        self.then(Step::Fail(error))
    }

    /// Then answers with this status and breaks off in the middle of the body.
    #[must_use]
    pub fn break_off(self, status: u16) -> Self {
        self.then(Step::Break(
            StatusCode::from_u16(status).unwrap_or_default(),
        ))
    }

    /// Then takes the request and never answers.
    #[must_use]
    pub fn stall(self) -> Self {
        self.then(Step::Stall)
    }

    /// The requests so far, in order.
    pub fn requests(&self) -> Vec<http::Request<Bytes>> {
        self.state().requests.clone()
    }

    fn then(self, step: Step) -> Self {
        self.state().script.push_back(step);
        self
    }

    fn state(&self) -> MutexGuard<'_, State> {
        // A panic elsewhere cannot leave this state half changed.
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

#[async_trait::async_trait]
impl HttpService for ScriptedService {
    async fn call(
        &self,
        request: http::Request<Bytes>,
    ) -> Result<Response<ResponseBody>, ServiceError> {
        let step = {
            let mut state = self.state();
            state.requests.push(request);
            state.script.pop_front()
        };
        match step {
            Some(Step::Answer(answer)) => Ok(answer.map(ResponseBody::full)),
            Some(Step::Fail(error)) => Err(error),
            Some(Step::Break(status)) => {
                let pieces = [
                    Ok(Bytes::from_static(b"{\"half\":")),
                    Err(ServiceError::maybe_sent("the answer broke off")),
                ];
                let body = ResponseBody::stream(futures_util::stream::iter(pieces));
                let mut answer = Response::new(body);
                *answer.status_mut() = status;
                Ok(answer)
            }
            Some(Step::Stall) => std::future::pending().await,
            None => Err(ServiceError::not_sent("the script is at its end")),
        }
    }
}

impl fmt::Debug for ScriptedService {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let state = self.state();
        write!(
            f,
            "ScriptedService({} asked, {} to come)",
            state.requests.len(),
            state.script.len()
        )
    }
}
