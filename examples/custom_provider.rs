//! A carrier of your own: over HTTP, opened by its name, and held to the contract.
//!
//! `cargo run --example custom_provider` needs no network: the carrier is a fake below, in this process.
#![allow(clippy::print_stdout, reason = "an example talks to its reader")]
#![allow(
    clippy::indexing_slicing,
    reason = "of the fake's own JSON, which is an object"
)]

use std::collections::BTreeMap;
use std::sync::{Arc, Mutex};

use async_trait::async_trait;
use bytes::Bytes;
use serde_json::{Value, json};
use voice_core::conformance::{self, Fake as _, Fixture, Recorder};
use voice_core::http::{
    BaseUrl, Client, Credentials, ErrorAnswer, HttpService, Request, ResponseBody, ServiceError,
    VendorError,
};
use voice_core::registry::{ProviderFactory, Registry, Setting, Settings};
use voice_core::{
    Answer, AnswerKind, Call, CallId, CallOption, CallQuery, CallStatus, Calls, Error, ErrorKind,
    Facet, OutboundCall, OutboundCalls, OutboundSupport, Page, Party, PhoneNumber, ProviderHealth,
    Reconciliation, Result, TelephonyProvider, TelephonyProviderExt as _, Timestamp,
};

const NAME: &str = "acme";

/// The provider: its vendor's facts and nothing else. Retries, limits, errors and redaction are voice-core's.
#[derive(Debug)]
struct Acme {
    client: Client,
}

/// A call as the vendor writes it.
#[derive(serde::Deserialize)]
struct AcmeCall {
    id: String,
    state: String,
    to: String,
    created: String,
    reference: Option<String>,
}

impl AcmeCall {
    fn into_call(self) -> Call {
        let status = match self.state.as_str() {
            "waiting" => CallStatus::Queued,
            "talking" => CallStatus::InProgress,
            "over" => CallStatus::Completed,
            // What the vendor invents tomorrow survives.
            other => CallStatus::from(other),
        };
        let mut call = Call::new(NAME, CallId::from(self.id), status);
        call.to = Some(Party::reported(&self.to));
        call.created_at = self.created.parse().ok();
        call.reference = self.reference.and_then(|text| text.parse().ok());
        call
    }
}

fn read_error(answer: &ErrorAnswer<'_>) -> VendorError {
    #[derive(serde::Deserialize)]
    struct Body {
        error: String,
    }
    VendorError::default().message(answer.json().map(|body: Body| body.error))
}

#[async_trait]
impl TelephonyProvider for Acme {
    fn name(&self) -> &'static str {
        NAME
    }
    async fn check(&self) -> Result<ProviderHealth> {
        match self.client.done(Request::get("check", "/account")).await {
            Ok(()) => Ok(ProviderHealth::healthy()),
            Err(error) if error.kind() == ErrorKind::Auth => {
                Ok(ProviderHealth::healthy().with_problem("ACME_API_KEY is not accepted"))
            }
            Err(error) => Err(error),
        }
    }
    // Exactly what the vendor can do; every other accessor stays `None`.
    fn calls(&self) -> Option<&dyn Calls> {
        Some(self)
    }
    fn outbound(&self) -> Option<&dyn OutboundCalls> {
        Some(self)
    }
}

#[async_trait]
impl OutboundCalls for Acme {
    fn support(&self) -> OutboundSupport {
        const {
            OutboundSupport::new(
                &[AnswerKind::Url],
                &[
                    CallOption::From,
                    CallOption::Reference,
                    CallOption::RingTimeout,
                ],
            )
        }
    }
    async fn place_call(&self, call: &OutboundCall) -> Result<Call> {
        self.support().refuse(NAME, call)?;
        let answer = match &call.answer {
            Some(Answer::Url(url)) => Some(url.as_str()),
            _ => None,
        };
        let body = json!({
            "to": call.to.to_string(),
            "from": call.from.as_ref().map(ToString::to_string),
            "answer_url": answer,
            "ring": call.ring_timeout.map(|span| span.as_secs()),
            "reference": call.reference,
        });
        let request = Request::post("place_call", "/calls").json(&body);
        Ok(self.client.json::<AcmeCall>(request).await?.into_call())
    }
}

#[async_trait]
impl Calls for Acme {
    async fn call(&self, id: &CallId) -> Result<Call> {
        let request = Request::get("call", "/calls/{id}").path("id", id);
        Ok(self.client.json::<AcmeCall>(request).await?.into_call())
    }
    async fn list_calls(&self, query: &CallQuery) -> Result<Page<Call>> {
        // A filter that the vendor lacks is refused, not ignored.
        let lacking = [
            ("from", query.from.is_some()),
            ("status", query.status.is_some()),
            ("direction", query.direction.is_some()),
            ("until", query.until.is_some()),
        ];
        if let Some((name, _)) = lacking.into_iter().find(|(_, is_set)| *is_set) {
            let why = "the vendor filters by `to` and `since` only";
            return Err(Error::unsupported_option(NAME, "list_calls", name, why));
        }
        let request = Request::get("list_calls", "/calls")
            .query_opt("to", query.to.as_ref())
            .query_opt("since", query.since);
        let calls: Vec<AcmeCall> = self.client.json(request).await?;
        let calls = calls.into_iter().map(AcmeCall::into_call).collect();
        Ok(Page::new(calls, None))
    }
}

/// Opens it by its name. A real one would leave `service` to voice-core's reqwest.
#[derive(Debug)]
struct AcmeFactory {
    service: Arc<dyn HttpService>,
}

impl ProviderFactory for AcmeFactory {
    fn name(&self) -> &'static str {
        NAME
    }
    fn settings(&self) -> &'static [Setting] {
        const {
            &[
                Setting::required("ACME_API_KEY", "from the console, under Keys").secret(),
                Setting::base_url("ACME_BASE_URL"),
            ]
        }
    }
    fn build(&self, settings: &Settings) -> Result<Arc<dyn TelephonyProvider>> {
        let base = settings
            .text("ACME_BASE_URL")
            .unwrap_or("https://api.example.com/v1");
        let base = BaseUrl::parse(base)
            .map_err(|error| Error::invalid(NAME, "open", "ACME_BASE_URL", error))?;
        let client = Client::builder(NAME, base, self.service.clone())
            .credentials(Credentials::bearer(
                settings.require_secret("ACME_API_KEY")?,
            ))
            .errors(read_error)
            .build();
        Ok(Arc::new(Acme { client }))
    }
}

/// The carrier: keeps calls, and knows what its API knows.
#[derive(Default)]
struct FakeAcme(Mutex<Carrier>);

// Not derived: it knows numbers, and a client that prints itself prints its service.
impl std::fmt::Debug for FakeAcme {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("FakeAcme")
    }
}

#[derive(Default)]
struct Carrier {
    calls: Vec<Value>,
}

impl Carrier {
    fn answer(&mut self, request: &http::Request<Bytes>) -> (u16, Value) {
        let path = request.uri().path().trim_start_matches("/v1");
        let asked = request.uri().query().unwrap_or_default();
        match (request.method().as_str(), path) {
            ("GET", "/account") => (200, json!({})),
            ("POST", "/calls") => {
                let mut call: Value = serde_json::from_slice(request.body()).unwrap_or_default();
                call["id"] = format!("acme-call-{}", self.calls.len() + 1).into();
                call["state"] = "waiting".into();
                call["created"] = "2026-01-20T20:36:28Z".into();
                self.calls.push(call.clone());
                (201, call)
            }
            ("GET", "/calls") => {
                let to = url::form_urlencoded::parse(asked.as_bytes())
                    .find_map(|(name, value)| (name == "to").then(|| value.into_owned()));
                let fits = |call: &&Value| to.is_none() || call["to"].as_str() == to.as_deref();
                (200, self.calls.iter().rev().filter(fits).cloned().collect())
            }
            (_, path) => {
                let id = path.trim_start_matches("/calls/");
                let found = self.calls.iter().find(|call| call["id"] == id).cloned();
                found.map_or((404, json!({"error": "no such call"})), |call| (200, call))
            }
        }
    }
}

#[async_trait]
impl HttpService for FakeAcme {
    async fn call(
        &self,
        request: http::Request<Bytes>,
    ) -> Result<http::Response<ResponseBody>, ServiceError> {
        let mut carrier = self
            .0
            .lock()
            .map_err(|_| ServiceError::not_sent("the fake is broken"))?;
        let (status, body) = carrier.answer(&request);
        let mut answer = http::Response::new(ResponseBody::full(body.to_string()));
        *answer.status_mut() = http::StatusCode::from_u16(status).unwrap_or_default();
        Ok(answer)
    }
}

#[tokio::main(flavor = "current_thread")]
async fn main() -> Result<(), Box<dyn std::error::Error>> {
    let carrier = Recorder::new(Arc::new(FakeAcme::default()));
    let service = Arc::new(carrier.clone());
    let registry = Registry::new().with(AcmeFactory { service });

    println!("Without its key:");
    let environment = BTreeMap::from([("VOICE_PROVIDER", NAME)]);
    if let Err(error) = registry.from_environment(&environment) {
        println!("  {error}\n");
    }

    println!("With it, a call whose answer is lost on the way back:");
    let environment = BTreeMap::from([
        ("VOICE_PROVIDER", NAME),
        ("ACME_API_KEY", "an-invented-key"),
    ]);
    let provider = registry.from_environment(&environment)?;
    let from: PhoneNumber = "+15550100100".parse()?;
    let to: PhoneNumber = "+15550100101".parse()?;
    let call = OutboundCall::new(from, to)
        .answer(Answer::url("https://example.com/voice".parse()?))
        .reference("order-1042".parse()?);
    carrier.lose_next_answer().await;
    match provider.place_call(&call).await {
        Err(error) if error.is_outcome_unknown() => println!("  {error}"),
        other => return Err(format!("the outcome is not unknown: {other:?}").into()),
    }
    println!("  requests that the carrier saw: {}", carrier.count());
    match provider.reconcile(&call, Timestamp::UNIX_EPOCH).await? {
        Reconciliation::Found(call) => println!("  it was placed all the same: {}\n", call.id),
        other => return Err(format!("not found: {other:?}").into()),
    }

    let fixture = Fixture::new(carrier)
        .secret("an-invented-key")
        .known(Facet::Calls, "acme-call-1");
    let report = conformance::run(&*provider, &fixture).await.into_result()?;
    println!("The contract, promise by promise:\n{report}");
    Ok(())
}
