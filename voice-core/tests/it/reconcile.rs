//! After an unknown outcome: one POST, and the carrier's own list tells whether the phone rang.

use std::sync::{Arc, Mutex};
use std::time::Duration;

use async_trait::async_trait;
use serde_json::{Value, json};
use tokio::io::{AsyncReadExt as _, AsyncWriteExt as _};
use tokio::net::{TcpListener, TcpStream};
use voice_core::http::{BaseUrl, Client, ManualClock, Request, ReqwestService};
use voice_core::{
    AnswerKind, Call, CallId, CallOption, CallQuery, CallStatus, Calls, Cursor, Error, ErrorKind,
    OutboundCall, OutboundCalls, OutboundSupport, Page, Party, PhoneNumber, ProviderHealth,
    Reconciliation, Result, TelephonyProvider, TelephonyProviderExt, Timestamp,
};

/// What the carrier does with a POST that it has read.
#[derive(Debug, Clone, Copy)]
enum Then {
    Close,
    HalfABody,
    Fail,
    Stall,
    /// The request never came through to those who place calls.
    Lose,
    Answer,
}

/// A carrier on the loopback address. Its clock goes one second a call; its list has two calls a page.
#[derive(Debug, Default)]
struct Carrier {
    script: Vec<Then>,
    echoes_references: bool,
    calls: Vec<Value>,
    posts: usize,
}

type Shared = Arc<Mutex<Carrier>>;

async fn listen(carrier: Shared) -> String {
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let address = listener.local_addr().unwrap();
    tokio::spawn(async move {
        let mut stalled = Vec::new();
        while let Ok((mut socket, _)) = listener.accept().await {
            let (head, body) = read(&mut socket).await;
            let answer = serve(&carrier, &head, &body);
            match answer {
                Some(text) => {
                    socket.write_all(text.as_bytes()).await.unwrap();
                    socket.shutdown().await.unwrap();
                }
                None => stalled.push(socket),
            }
        }
    });
    format!("http://{address}")
}

async fn read(socket: &mut TcpStream) -> (String, String) {
    let mut bytes = Vec::new();
    loop {
        let text = String::from_utf8_lossy(&bytes).into_owned();
        if let Some((head, body)) = text.split_once("\r\n\r\n") {
            let length = head
                .lines()
                .find_map(|line| line.strip_prefix("content-length: "))
                .map_or(0, |length| length.parse().unwrap());
            if body.len() >= length {
                return (head.to_owned(), body.to_owned());
            }
        }
        let mut piece = [0; 4096];
        let count = socket.read(&mut piece).await.unwrap();
        bytes.extend_from_slice(&piece[..count]);
    }
}

/// The answer as it goes on the wire, cut short or empty as the script says; `None` to stall.
fn serve(carrier: &Shared, head: &str, body: &str) -> Option<String> {
    let mut carrier = carrier.lock().unwrap();
    let target = head.split(' ').nth(1).unwrap();
    if head.starts_with("GET") {
        return Some(answer(200, &list(&carrier, target)));
    }
    carrier.posts += 1;
    let then = if carrier.script.is_empty() {
        Then::Answer
    } else {
        carrier.script.remove(0)
    };
    if matches!(then, Then::Lose) {
        return Some(String::new());
    }
    let mut call: Value = serde_json::from_str(body).unwrap();
    let second = carrier.calls.len();
    call["id"] = format!("acme-{}", second + 1).into();
    call["created"] = format!("2026-01-20T20:36:{second:02}Z").into();
    if !carrier.echoes_references {
        call["reference"] = Value::Null;
    }
    carrier.calls.push(call.clone());
    let whole = answer(201, &call);
    match then {
        Then::Stall => None,
        Then::Close | Then::Lose => Some(String::new()),
        Then::HalfABody => Some(whole[..whole.len() - 5].to_owned()),
        Then::Fail => Some(answer(500, &json!({}))),
        Then::Answer => Some(whole),
    }
}

fn answer(status: u16, body: &Value) -> String {
    let body = body.to_string();
    let length = body.len();
    format!("HTTP/1.1 {status} x\r\ncontent-length: {length}\r\nconnection: close\r\n\r\n{body}")
}

fn list(carrier: &Carrier, target: &str) -> Value {
    let url = url::Url::parse(&["http://x", target].concat()).unwrap();
    let asked = |wanted: &str| {
        url.query_pairs()
            .find_map(|(name, value)| (name == wanted).then(|| value.into_owned()))
    };
    let (to, since) = (asked("to"), asked("since").unwrap_or_default());
    let skip: usize = asked("page").map_or(0, |page| page.parse().unwrap());
    let fits = |call: &&Value| {
        call["to"].as_str() == to.as_deref() && call["created"].as_str().unwrap() >= since.as_str()
    };
    let found: Vec<&Value> = carrier.calls.iter().rev().filter(fits).collect();
    let page: Vec<_> = found.iter().skip(skip).take(2).collect();
    let next = (found.len() > skip + 2).then(|| (skip + 2).to_string());
    json!({"calls": page, "next": next})
}

#[derive(Debug)]
struct Acme {
    client: Client,
}

#[derive(serde::Deserialize)]
struct Record {
    id: String,
    from: Option<String>,
    to: String,
    reference: Option<String>,
    created: String,
}

fn call(record: &Record) -> Call {
    let mut call = Call::new("acme", record.id.as_str().into(), CallStatus::Queued);
    call.from = record.from.as_deref().map(Party::reported);
    call.to = Some(Party::reported(&record.to));
    call.reference = record.reference.as_ref().and_then(|text| text.parse().ok());
    call.created_at = record.created.parse().ok();
    call
}

#[async_trait]
impl TelephonyProvider for Acme {
    fn name(&self) -> &'static str {
        "acme"
    }
    async fn check(&self) -> Result<ProviderHealth> {
        Ok(ProviderHealth::healthy())
    }
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
        const SUPPORT: OutboundSupport = OutboundSupport::new(
            &[AnswerKind::Url],
            &[CallOption::From, CallOption::Reference],
        );
        SUPPORT
    }
    async fn place_call(&self, asked: &OutboundCall) -> Result<Call> {
        self.support().refuse("acme", asked)?;
        let request = Request::post("place_call", "/calls").json(&json!({
            "from": asked.from.as_ref().map(ToString::to_string),
            "to": asked.to.to_string(),
            "reference": asked.reference,
        }));
        Ok(call(&self.client.json(request).await?))
    }
}

#[async_trait]
impl Calls for Acme {
    async fn call(&self, _: &CallId) -> Result<Call> {
        Err(Error::unsupported("acme", "call"))
    }
    async fn list_calls(&self, query: &CallQuery) -> Result<Page<Call>> {
        #[derive(serde::Deserialize)]
        struct Answer {
            calls: Vec<Record>,
            next: Option<String>,
        }
        let request = Request::get("list_calls", "/calls")
            .query_opt("to", query.to.as_ref())
            .query_opt("since", query.since)
            .query_opt("page", query.cursor.as_ref().map(Cursor::as_str));
        let answer: Answer = self.client.json(request).await?;
        let calls = answer.calls.iter().map(call).collect();
        Ok(Page::new(calls, answer.next.map(Cursor::new)))
    }
}

async fn provider(script: &[Then], echoes_references: bool) -> (Arc<Acme>, Shared, ManualClock) {
    let carrier = Shared::default();
    {
        let mut carrier = carrier.lock().unwrap();
        carrier.script = script.to_vec();
        carrier.echoes_references = echoes_references;
    }
    let base = BaseUrl::parse(&listen(carrier.clone()).await).unwrap();
    let clock = ManualClock::skipping(Timestamp::UNIX_EPOCH);
    let client = Client::builder("acme", base, Arc::new(ReqwestService::new().unwrap()))
        .clock(Arc::new(clock.clone()))
        .build();
    (Arc::new(Acme { client }), carrier, clock)
}

fn number(last: &str) -> PhoneNumber {
    ["+15550100", last].concat().parse().unwrap()
}

fn ask(reference: &str) -> OutboundCall {
    OutboundCall::new(number("100"), number("101")).reference(reference.parse().unwrap())
}

fn begin() -> Timestamp {
    "2026-01-20T20:36:00Z".parse().unwrap()
}

fn posts(carrier: &Shared) -> usize {
    carrier.lock().unwrap().posts
}

#[tokio::test]
async fn a_call_whose_answer_was_lost_in_any_way_is_placed_once_and_found() {
    for then in [Then::Close, Then::HalfABody, Then::Fail] {
        let (provider, carrier, _) = provider(&[then], true).await;
        let asked = ask("order-1");
        let error = provider.place_call(&asked).await.unwrap_err();
        assert!(error.is_outcome_unknown(), "{then:?}: {error}");
        assert!(!error.is_retryable(), "{then:?}");
        let found = provider.reconcile(&asked, begin()).await.unwrap();
        let Reconciliation::Found(call) = found else {
            panic!("{then:?}: {found:?}");
        };
        assert_eq!(call.id.as_str(), "acme-1");
        assert_eq!(posts(&carrier), 1, "{then:?}");
    }
}

#[tokio::test]
async fn a_call_that_stalls_until_the_time_limit_is_placed_once_and_found() {
    let (provider, carrier, clock) = provider(&[Then::Stall], true).await;
    let asked = ask("order-1");
    let placing = tokio::spawn({
        let (provider, asked) = (provider.clone(), asked.clone());
        async move { provider.place_call(&asked).await }
    });
    while posts(&carrier) == 0 {
        tokio::task::yield_now().await;
    }
    clock.advance(Duration::from_secs(30));
    let error = placing.await.unwrap().unwrap_err();
    assert!(error.is_outcome_unknown(), "{error}");
    let found = provider.reconcile(&asked, begin()).await.unwrap();
    assert!(matches!(found, Reconciliation::Found(_)), "{found:?}");
    assert_eq!(posts(&carrier), 1);
}

#[tokio::test]
async fn the_reference_tells_it_from_others_to_the_same_party_over_all_pages() {
    use Then::{Answer, Close};
    let (provider, carrier, _) = provider(&[Close, Answer, Answer, Answer, Answer], true).await;
    let asked = ask("order-1");
    provider.place_call(&asked).await.unwrap_err();
    for other in ["order-2", "order-3", "order-4"] {
        provider.place_call(&ask(other)).await.unwrap();
    }
    // One without a reference, which might be it if nothing better were there.
    let unnamed = OutboundCall::new(number("100"), number("101"));
    provider.place_call(&unnamed).await.unwrap();
    let Reconciliation::Found(call) = provider.reconcile(&asked, begin()).await.unwrap() else {
        panic!("it is on the last page");
    };
    assert_eq!(call.id.as_str(), "acme-1");
    assert_eq!(posts(&carrier), 5);
}

#[tokio::test]
async fn without_an_echo_the_parties_and_the_time_tell() {
    use Then::{Answer, Close};
    let (provider, _carrier, _) = provider(&[Answer, Close, Answer], false).await;
    provider.place_call(&ask("earlier")).await.unwrap();
    let asked = ask("order-1");
    provider.place_call(&asked).await.unwrap_err();
    let elsewhere = OutboundCall::new(number("102"), number("101"));
    provider.place_call(&elsewhere).await.unwrap();

    let since = begin() + Duration::from_secs(1);
    let Reconciliation::Found(call) = provider.reconcile(&asked, since).await.unwrap() else {
        panic!("one call fits");
    };
    assert_eq!(call.id.as_str(), "acme-2");
    // With the earlier one in view nobody can tell, and it does not guess.
    let found = provider.reconcile(&asked, begin()).await.unwrap();
    let Reconciliation::Ambiguous(calls) = found else {
        panic!("two calls fit: {found:?}");
    };
    let ids: Vec<_> = calls.iter().map(|call| call.id.as_str()).collect();
    assert_eq!(ids, ["acme-2", "acme-1"]);
}

#[tokio::test]
async fn a_call_that_never_came_through_is_not_found() {
    let (provider, carrier, _) = provider(&[Then::Lose, Then::Answer], true).await;
    let asked = ask("order-1");
    let error = provider.place_call(&asked).await.unwrap_err();
    assert!(error.is_outcome_unknown(), "{error}");
    // Somebody else's call to the same party is not taken for it.
    provider.place_call(&ask("order-2")).await.unwrap();
    let found = provider.reconcile(&asked, begin()).await.unwrap();
    assert_eq!(found, Reconciliation::NotFound);
    assert_eq!(posts(&carrier), 2);
}

#[tokio::test]
async fn a_provider_that_cannot_list_says_so() {
    #[derive(Debug)]
    struct Blind;
    #[async_trait]
    impl TelephonyProvider for Blind {
        fn name(&self) -> &'static str {
            "blind"
        }
        async fn check(&self) -> Result<ProviderHealth> {
            Ok(ProviderHealth::healthy())
        }
    }
    let error = Blind.reconcile(&ask("order-1"), begin()).await.unwrap_err();
    assert_eq!(error.kind(), ErrorKind::Unsupported);
    assert_eq!(error.operation(), "calls");
}
