//! `ReqwestService` against real sockets on the loopback address: how far did the request get?

use std::net::SocketAddr;
use std::sync::Arc;
use std::time::Duration;

use tokio::io::{AsyncReadExt as _, AsyncWriteExt as _};
use tokio::net::{TcpListener, TcpSocket, TcpStream};
use tokio::sync::mpsc;
use voice_core::http::{
    BaseUrl, Client, HttpService, ManualClock, Reach, Request, ReqwestService, ServiceError,
};
use voice_core::{Error, ErrorKind, Timestamp};

/// What the carrier does once it has read the whole request.
#[derive(Clone, Copy)]
enum Then {
    Close,
    Stall,
    HalfABody,
    Answer(&'static str),
}

const CREATED: Then = Then::Answer("HTTP/1.1 201 Created\r\ncontent-length: 2\r\n\r\n{}");
const BROKEN: Then = Then::Answer("HTTP/1.1 500 Oops\r\ncontent-length: 0\r\n\r\n");

/// A carrier that does one thing a connection, in order, and reports each request that it has read. Whoever
/// connects beyond the script is reported too.
async fn carrier(script: &[Then]) -> (SocketAddr, mpsc::UnboundedReceiver<String>) {
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let address = listener.local_addr().unwrap();
    let (report, requests) = mpsc::unbounded_channel();
    let script = script.to_vec();
    tokio::spawn(async move {
        let mut script = script.into_iter();
        let mut held = Vec::new();
        while let Ok((mut socket, _)) = listener.accept().await {
            let request = read_request(&mut socket).await;
            report.send(request).ok();
            match script.next() {
                None | Some(Then::Close) => {}
                Some(Then::Stall) => held.push(socket),
                Some(Then::HalfABody) => {
                    let half = b"HTTP/1.1 201 Created\r\ncontent-length: 100\r\n\r\n{\"sid\":";
                    socket.write_all(half).await.unwrap();
                }
                Some(Then::Answer(text)) => {
                    socket.write_all(text.as_bytes()).await.unwrap();
                    socket.shutdown().await.unwrap();
                }
            }
        }
    });
    (address, requests)
}

async fn read_request(socket: &mut TcpStream) -> String {
    let mut bytes = Vec::new();
    let mut piece = [0; 4096];
    loop {
        let text = String::from_utf8_lossy(&bytes).to_ascii_lowercase();
        if let Some((head, body)) = text.split_once("\r\n\r\n") {
            let length = head
                .lines()
                .find_map(|line| line.strip_prefix("content-length: "))
                .map_or(0, |length| length.parse().unwrap());
            if body.len() >= length {
                return text;
            }
        }
        match socket.read(&mut piece).await {
            Ok(0) | Err(_) => return text,
            Ok(read) => bytes.extend_from_slice(&piece[..read]),
        }
    }
}

/// A port that is held and refuses connections until it listens.
fn refusing() -> (TcpSocket, SocketAddr) {
    let socket = TcpSocket::new_v4().unwrap();
    socket.bind("127.0.0.1:0".parse().unwrap()).unwrap();
    let address = socket.local_addr().unwrap();
    (socket, address)
}

fn url(scheme: &str, address: SocketAddr) -> String {
    [scheme, "://", &address.to_string()].concat()
}

fn client(address: SocketAddr, clock: &ManualClock) -> Client {
    let base = BaseUrl::parse(&url("http", address)).unwrap();
    Client::builder("acme", base, Arc::new(ReqwestService::new().unwrap()))
        .clock(Arc::new(clock.clone()))
        .build()
}

fn place_call() -> Request {
    Request::post("place_call", "/calls").form("To", "+15550100002")
}

async fn reach(service: &ReqwestService, url: &str) -> (Reach, String) {
    let request = http::Request::post(url).body("To=1".into()).unwrap();
    let error: ServiceError = service.call(request).await.unwrap_err();
    (error.reach(), error.to_string())
}

fn drain(requests: &mut mpsc::UnboundedReceiver<String>) -> Vec<String> {
    std::iter::from_fn(|| requests.try_recv().ok()).collect()
}

#[tokio::test]
async fn what_cannot_connect_was_not_sent() {
    let service = ReqwestService::new().unwrap();
    let (_held, address) = refusing();
    let refused = reach(&service, &url("http", address)).await;
    assert_eq!(refused, (Reach::NotSent, "cannot connect".to_owned()));
}

/// Knows no name at all.
struct NoNames;

impl reqwest::dns::Resolve for NoNames {
    fn resolve(&self, _: reqwest::dns::Name) -> reqwest::dns::Resolving {
        Box::pin(std::future::ready(Err("no such host".into())))
    }
}

#[tokio::test]
async fn a_name_that_nobody_has_was_not_sent() {
    let builder = reqwest::Client::builder().no_proxy().dns_resolver(NoNames);
    let service = ReqwestService::from_builder(builder).unwrap();
    let (reach, _) = reach(&service, "http://carrier.invalid/").await;
    assert_eq!(reach, Reach::NotSent);
}

#[tokio::test]
async fn what_finds_no_tls_was_not_sent() {
    for greeting in [&b"HTTP/1.1 400 Bad Request\r\n\r\n"[..], b""] {
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let address = listener.local_addr().unwrap();
        tokio::spawn(async move {
            let (mut socket, _) = listener.accept().await.unwrap();
            socket.read_u8().await.unwrap();
            socket.write_all(greeting).await.unwrap();
        });
        let service = ReqwestService::new().unwrap();
        let (reach, _) = reach(&service, &url("https", address)).await;
        assert_eq!(reach, Reach::NotSent, "{greeting:?}");
    }
}

#[tokio::test]
async fn what_connected_and_failed_may_have_been_sent() {
    let service = ReqwestService::new().unwrap();
    let (address, _requests) = carrier(&[Then::Close]).await;
    let (reach, what) = reach(&service, &url("http", address)).await;
    assert_eq!(
        (reach, what.as_str()),
        (Reach::MaybeSent, "the connection broke")
    );
}

#[tokio::test]
async fn a_time_limit_of_reqwests_own_may_have_fired_after_sending() {
    let builder = reqwest::Client::builder()
        .no_proxy()
        .timeout(Duration::from_millis(1));
    let service = ReqwestService::from_builder(builder).unwrap();
    let (address, _requests) = carrier(&[Then::Stall]).await;
    let (reach, what) = reach(&service, &url("http", address)).await;
    assert_eq!((reach, what.as_str()), (Reach::MaybeSent, "timed out"));
}

#[tokio::test]
async fn a_ready_client_proves_nothing() {
    // A bare reqwest client panics where no TLS provider is installed; this installs one.
    ReqwestService::from_builder(reqwest::Client::builder()).unwrap();
    let ready = reqwest::Client::builder().no_proxy().build().unwrap();
    let service = ReqwestService::from_client(ready);
    let (_held, address) = refusing();
    let (reach, _) = reach(&service, &url("http", address)).await;
    assert_eq!(reach, Reach::MaybeSent);
}

#[tokio::test]
async fn redirects_are_handed_out_not_followed() {
    let answer = "HTTP/1.1 302 Found\r\nlocation: /elsewhere\r\ncontent-length: 0\r\n\r\n";
    let (address, mut requests) = carrier(&[Then::Answer(answer)]).await;
    let service = ReqwestService::new().unwrap();
    let request = http::Request::get(url("http", address))
        .body(bytes::Bytes::new())
        .unwrap();
    let answer = service.call(request).await.unwrap();
    assert_eq!(answer.status(), 302);
    assert_eq!(answer.headers()["location"], "/elsewhere");
    assert_eq!(drain(&mut requests).len(), 1);
}

#[test]
fn outside_a_runtime_there_is_an_error_and_no_panic() {
    let service = ReqwestService::new().unwrap();
    let request = http::Request::get("http://127.0.0.1/")
        .body(bytes::Bytes::new())
        .unwrap();
    let mut call = service.call(request);
    let mut context = std::task::Context::from_waker(std::task::Waker::noop());
    let std::task::Poll::Ready(Err(error)) = call.as_mut().poll(&mut context) else {
        panic!("it fails at once");
    };
    assert_eq!(error.reach(), Reach::NotSent);
}

/// Sends one create to a carrier that does this; a second connection would be served.
async fn create(first: Then) -> (Error, usize) {
    let (address, mut requests) = carrier(&[first, CREATED]).await;
    let clock = ManualClock::skipping(Timestamp::UNIX_EPOCH);
    let error = client(address, &clock)
        .done(place_call())
        .await
        .unwrap_err();
    (error, drain(&mut requests).len())
}

#[tokio::test]
async fn a_carrier_that_takes_the_request_and_fails_sees_one_post() {
    for (name, then) in [
        ("closes", Then::Close),
        ("sends half a body", Then::HalfABody),
        ("answers 500", BROKEN),
    ] {
        let (error, posts) = create(then).await;
        assert!(error.is_outcome_unknown(), "{name}: {error}");
        assert_eq!(posts, 1, "{name}");
    }
}

#[tokio::test]
async fn a_carrier_that_takes_the_request_and_stalls_sees_one_post() {
    let (address, mut requests) = carrier(&[Then::Stall, CREATED]).await;
    let clock = ManualClock::skipping(Timestamp::UNIX_EPOCH);
    let client = client(address, &clock);
    let sent = tokio::spawn(async move { client.done(place_call()).await });
    let request = requests.recv().await.unwrap();
    assert!(request.ends_with("to=%2b15550100002"), "{request}");
    clock.advance(Duration::from_secs(30));
    let error = sent.await.unwrap().unwrap_err();
    assert_eq!(error.kind(), ErrorKind::Transport);
    assert!(error.is_outcome_unknown());
    assert!(drain(&mut requests).is_empty());
}

#[tokio::test]
async fn a_call_is_placed_once_the_refusing_carrier_listens() {
    let (socket, address) = refusing();
    let clock = ManualClock::new(Timestamp::UNIX_EPOCH);
    let client = client(address, &clock);
    let sent = tokio::spawn(async move { client.done(place_call()).await });
    while clock.sleeps().is_empty() {
        tokio::task::yield_now().await;
    }
    let listener = socket.listen(8).unwrap();
    clock.advance(Duration::from_secs(1));
    let (mut socket, _) = listener.accept().await.unwrap();
    read_request(&mut socket).await;
    let Then::Answer(created) = CREATED else {
        panic!("it is an answer");
    };
    socket.write_all(created.as_bytes()).await.unwrap();
    sent.await.unwrap().unwrap();
    assert_eq!(clock.sleeps().len(), 1);
}

#[tokio::test]
async fn a_429_over_a_socket_is_repeated_after_its_time() {
    let busy = "HTTP/1.1 429 Slow\r\nretry-after: 2\r\ncontent-length: 0\r\n\r\n";
    let (address, mut requests) = carrier(&[Then::Answer(busy), CREATED]).await;
    let clock = ManualClock::skipping(Timestamp::UNIX_EPOCH);
    client(address, &clock).done(place_call()).await.unwrap();
    assert_eq!(drain(&mut requests).len(), 2);
    assert_eq!(clock.sleeps(), [Duration::from_secs(2)]);
}
