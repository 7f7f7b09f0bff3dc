//! A Twilio on loopback, and the cases that every endpoint must stand.

use std::collections::VecDeque;
use std::fmt::Debug;
use std::sync::{Arc, Mutex};
use std::time::Duration;

use serde_json::{Value, json};
use voice_core::http::{ManualClock, ReqwestService};
use voice_core::{ErrorKind, Result, Timestamp};
use voice_twilio::TwilioClient;
use wiremock::matchers::any;
use wiremock::{Mock, MockServer, Request, Respond, ResponseTemplate};

pub(crate) const ACCOUNT: &str = "AC00000000000000000000000000000001";
pub(crate) const CALL: &str = "CA00000000000000000000000000000001";
pub(crate) const CONFERENCE: &str = "CF00000000000000000000000000000001";

/// Answers in the order of the script; what nobody expected gets a 599 that no test accepts.
#[derive(Clone, Default)]
struct Script(Arc<Mutex<VecDeque<ResponseTemplate>>>);

impl Respond for Script {
    fn respond(&self, _: &Request) -> ResponseTemplate {
        let next = self.0.lock().unwrap().pop_front();
        next.unwrap_or_else(|| ResponseTemplate::new(599).set_body_string("nobody expected this"))
    }
}

/// A Twilio that plays a script.
pub(crate) struct Vendor {
    server: MockServer,
    script: Script,
    pub(crate) clock: Arc<ManualClock>,
    pub(crate) client: TwilioClient,
}

impl Vendor {
    pub(crate) async fn start() -> Self {
        let server = MockServer::start().await;
        let script = Script::default();
        Mock::given(any())
            .respond_with(script.clone())
            .mount(&server)
            .await;
        let clock = Arc::new(ManualClock::skipping(Timestamp::UNIX_EPOCH));
        let client = TwilioClient::builder(ACCOUNT, "an invented token")
            .base_url(server.uri())
            .service(Arc::new(ReqwestService::new().unwrap()))
            .clock(clock.clone())
            .build()
            .unwrap();
        Self {
            server,
            script,
            clock,
            client,
        }
    }

    pub(crate) fn then(&self, answer: ResponseTemplate) -> &Self {
        self.script.0.lock().unwrap().push_back(answer);
        self
    }

    pub(crate) fn answers(&self, status: u16, body: &Value) -> &Self {
        self.then(ResponseTemplate::new(status).set_body_json(body))
    }

    pub(crate) fn refuses(&self, status: u16, code: u32) -> &Self {
        self.answers(
            status,
            &json!({
                "code": code, "message": "no, because of +15550100101", "status": status,
                "more_info": format!("https://www.twilio.com/docs/errors/{code}"),
            }),
        )
    }

    /// What was asked since the last look.
    pub(crate) async fn asked(&self) -> Vec<Asked> {
        let requests = self.server.received_requests().await.unwrap();
        let left = self.script.0.lock().unwrap().len();
        assert_eq!(left, 0, "answers that nobody fetched");
        self.server.reset().await;
        Mock::given(any())
            .respond_with(self.script.clone())
            .mount(&self.server)
            .await;
        requests.iter().map(Asked::of).collect()
    }

    pub(crate) async fn asked_once(&self) -> Asked {
        let mut asked = self.asked().await;
        assert_eq!(asked.len(), 1, "{asked:?}");
        asked.remove(0)
    }
}

/// A request as the vendor saw it.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Asked {
    pub(crate) method: String,
    /// Without the prefix of the account, which is checked.
    pub(crate) path: String,
    pub(crate) query: Vec<(String, String)>,
    pub(crate) form: Vec<(String, String)>,
    pub(crate) headers: Vec<(String, String)>,
}

impl Asked {
    fn of(request: &Request) -> Self {
        let owned = |(name, value): (std::borrow::Cow<'_, str>, std::borrow::Cow<'_, str>)| {
            (name.into_owned(), value.into_owned())
        };
        let prefix = format!("/2010-04-01/Accounts/{ACCOUNT}");
        let path = request.url.path().strip_prefix(&prefix).unwrap().to_owned();
        let headers: Vec<(String, String)> = request
            .headers
            .iter()
            .map(|(name, value)| (name.to_string(), value.to_str().unwrap().to_owned()))
            .collect();
        let form = url::form_urlencoded::parse(&request.body)
            .map(owned)
            .collect();
        Self {
            method: request.method.to_string(),
            path,
            query: request.url.query_pairs().map(owned).collect(),
            form,
            headers,
        }
    }

    pub(crate) fn header(&self, name: &str) -> Option<&str> {
        self.headers
            .iter()
            .find(|(key, _)| key == name)
            .map(|(_, value)| value.as_str())
    }

    pub(crate) fn field(&self, name: &str) -> Option<&str> {
        self.form
            .iter()
            .chain(&self.query)
            .find(|(key, _)| key == name)
            .map(|(_, value)| value.as_str())
    }
}

/// What an endpoint must put on the wire, and what it gets.
pub(crate) struct Endpoint {
    method: &'static str,
    path: String,
    pairs: Vec<(String, String)>,
    status: u16,
    answer: Option<Value>,
    repeatable: bool,
}

impl Endpoint {
    fn new(method: &'static str, path: impl Into<String>) -> Self {
        Self {
            method,
            path: path.into(),
            pairs: Vec::new(),
            status: 200,
            answer: None,
            repeatable: method != "POST",
        }
    }

    pub(crate) fn get(path: impl Into<String>) -> Self {
        Self::new("GET", path)
    }

    pub(crate) fn post(path: impl Into<String>) -> Self {
        Self::new("POST", path)
    }

    /// Answers 204 without a body.
    pub(crate) fn delete(path: impl Into<String>) -> Self {
        let mut endpoint = Self::new("DELETE", path);
        endpoint.status = 204;
        endpoint
    }

    /// More parameters, in order: of the form for a POST, of the query otherwise.
    pub(crate) fn with(mut self, pairs: &[(&str, &str)]) -> Self {
        let pairs = pairs.iter();
        self.pairs
            .extend(pairs.map(|(name, value)| ((*name).to_owned(), (*value).to_owned())));
        self
    }

    pub(crate) fn answers(mut self, status: u16, answer: Value) -> Self {
        self.status = status;
        self.answer = Some(answer);
        self
    }

    /// Sending it twice does the same as once, so it is sent again after it may have arrived.
    pub(crate) fn repeatable(mut self) -> Self {
        self.repeatable = true;
        self
    }

    fn good(&self) -> ResponseTemplate {
        let answer = ResponseTemplate::new(self.status);
        match &self.answer {
            Some(body) => answer.set_body_json(body),
            None => answer,
        }
    }

    /// Success, an error of the vendor, 429 with `Retry-After`, a broken body; gives what the success gave.
    pub(crate) async fn stands<T: Debug>(
        self,
        send: impl AsyncFn(&TwilioClient) -> Result<T>,
    ) -> T {
        let vendor = Vendor::start().await;

        vendor.then(self.good());
        let value = send(&vendor.client).await.unwrap();
        let asked = vendor.asked_once().await;
        assert_eq!(asked.method, self.method);
        assert_eq!(asked.path, self.path);
        let (parameters, other) = if self.method == "POST" {
            (&asked.form, &asked.query)
        } else {
            (&asked.query, &asked.form)
        };
        assert_eq!(parameters, &self.pairs);
        assert_eq!(other, &[]);
        // `AC00000000000000000000000000000001:an invented token`
        let basic =
            "Basic QUMwMDAwMDAwMDAwMDAwMDAwMDAwMDAwMDAwMDAwMDAwMTphbiBpbnZlbnRlZCB0b2tlbg==";
        assert_eq!(asked.header("authorization"), Some(basic));
        assert_eq!(asked.header("accept-charset"), Some("utf-8"));
        // The transport's own `*/*` is what a missing header means.
        let accept = if self.method == "DELETE" {
            "*/*"
        } else {
            "application/json"
        };
        assert_eq!(asked.header("accept"), Some(accept));
        if !asked.form.is_empty() {
            let form = Some("application/x-www-form-urlencoded");
            assert_eq!(asked.header("content-type"), form);
        }

        vendor.refuses(404, 20404);
        let error = send(&vendor.client).await.unwrap_err();
        assert_eq!(error.kind(), ErrorKind::NotFound);
        assert_eq!((error.status(), error.code()), (Some(404), Some("20404")));
        assert!(!error.to_string().contains("5550100101"), "{error}");
        assert!(!error.is_outcome_unknown());
        vendor.asked_once().await;

        vendor.then(ResponseTemplate::new(429).insert_header("Retry-After", "7"));
        vendor.then(self.good());
        send(&vendor.client).await.unwrap();
        assert_eq!(vendor.clock.sleeps(), [Duration::from_secs(7)]);
        assert_eq!(vendor.asked().await, [asked.clone(), asked]);

        if self.answer.is_some() {
            vendor.then(ResponseTemplate::new(self.status).set_body_string("{\"sid\":"));
            let error = send(&vendor.client).await.unwrap_err();
            assert_eq!(error.kind(), ErrorKind::Decode);
            assert_eq!(error.is_outcome_unknown(), self.method != "GET");
            vendor.asked_once().await;
        }

        vendor.refuses(500, 20500);
        if self.repeatable {
            vendor.then(self.good());
            send(&vendor.client).await.unwrap();
            assert_eq!(vendor.asked().await.len(), 2);
        } else {
            let error = send(&vendor.client).await.unwrap_err();
            assert!(error.is_outcome_unknown() && !error.is_retryable());
            vendor.asked_once().await;
        }
        value
    }

    /// As [`stands`](Self::stands); and a word nobody knows in `field` comes out again.
    pub(crate) async fn stands_with_word<T: Debug>(
        self,
        field: &str,
        send: impl AsyncFn(&TwilioClient) -> Result<T>,
        word: impl Fn(&T) -> String,
    ) -> T {
        let mut answer = self.answer.clone().unwrap();
        let place =
            find(&mut answer, field).unwrap_or_else(|| panic!("no `{field}` in the answer"));
        *place = json!("x-invented");
        let vendor = Vendor::start().await;
        vendor.answers(self.status, &answer);
        let value = send(&vendor.client).await.unwrap();
        assert_eq!(word(&value), "x-invented");
        self.stands(send).await
    }
}

/// The member of that name in an object or in the first item of its list.
fn find<'a>(value: &'a mut Value, field: &str) -> Option<&'a mut Value> {
    let object = value.as_object_mut()?;
    if object.contains_key(field) {
        return object.get_mut(field);
    }
    object
        .values_mut()
        .find_map(|member| member.as_array_mut()?.first_mut())
        .and_then(|item| item.get_mut(field))
}

/// A page that is the last.
pub(crate) fn page(list: &str, item: &Value) -> Value {
    json!({
        list: [item], "page": 0, "page_size": 50, "start": 0, "end": 0,
        "uri": "/2010-04-01/x.json?PageSize=50&Page=0", "first_page_uri": "/2010-04-01/x.json",
        "next_page_uri": null, "previous_page_uri": null,
    })
}
