//! Placing 2,000 calls at concurrency 64, against what a plain loop of reqwest costs that sends and reads the same bytes.
//!
//! The carrier is a fake on loopback in this process. Who calls is a process of its own, started again for each round, so
//! that its CPU time and its memory are its own; the two ways of calling take turns, because the machine is not the same
//! from one minute to the next. Both keep one thread, open their connections within the measured time, and read the answer
//! into typed values. The client itself is made before the clock starts: reading the machine's certificates is not calling.
//!
//! Goals: at most 1.2 times the CPU of the plain loop, and at most 8 MiB of resident memory: the bench profile links as
//! a whole (`lto`), as a service does that cares.
#![allow(
    clippy::print_stdout,
    clippy::unwrap_used,
    missing_docs,
    reason = "a bench prints what it measured, and what cannot be measured ends it"
)]

use std::collections::HashMap;
use std::net::{SocketAddr, TcpListener, TcpStream};
use std::process::Command;
use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::{Arc, Mutex};
use std::time::Duration;
use std::{env, fs, io, thread};

use cpu_time::ProcessTime;
use futures_util::{StreamExt as _, stream};
use serde::Deserialize;
use voice_sdk::http::ReqwestService;
use voice_sdk::twilio::{Twilio, TwilioClient};
use voice_sdk::{Answer, OutboundCall, OutboundCalls as _, PhoneNumber};

const CALLS: u64 = 2000;
const CONCURRENCY: usize = 64;
const ROUNDS: usize = 15;

const ACCOUNT: &str = "AC00000000000000000000000000000001";
const TOKEN: &str = "an invented token";
const FROM: &str = "+15550100100";
const ANSWER: &str = "https://app.example/answer";

fn main() {
    let arguments: Vec<String> = env::args().collect();
    match arguments.iter().map(String::as_str).collect::<Vec<_>>()[..] {
        [_, "--caller", way, carrier] => call_all(way, carrier),
        _ => compare(),
    }
}

/// Who is called; a hundred numbers are reserved.
fn callee(call: u64) -> String {
    format!("+155501001{:02}", call % 100)
}

// --- The two ways of calling, each in a process of its own.

fn call_all(way: &str, carrier: &str) {
    let runtime = tokio::runtime::Builder::new_current_thread()
        .enable_all()
        .build()
        .unwrap();
    let (before, spent) = runtime.block_on(async {
        match way {
            "sdk" => with_the_sdk(carrier).await,
            _ => with_a_plain_loop(carrier).await,
        }
    });
    println!("{} {before} {}", spent.as_micros(), memory("VmHWM:"));
}

/// The memory before the first call, and the CPU time of all.
type Paid = (u64, Duration);

async fn with_the_sdk(carrier: &str) -> Paid {
    let client = TwilioClient::builder(ACCOUNT, TOKEN)
        .base_url(carrier)
        .service(Arc::new(ReqwestService::new().unwrap()))
        .build()
        .unwrap();
    let twilio = Twilio::new(client);
    let from = PhoneNumber::parse(FROM).unwrap();
    let answer = Answer::Url(ANSWER.parse().unwrap());
    let (before, began) = (memory("VmRSS:"), ProcessTime::now());
    let calls = stream::iter(0..CALLS).map(async |call| {
        let to = PhoneNumber::parse(&callee(call)).unwrap();
        let call = OutboundCall::new(from.clone(), to).answer(answer.clone());
        twilio.place_call(&call).await.unwrap().id.to_string()
    });
    count(calls.buffer_unordered(CONCURRENCY)).await;
    (before, began.elapsed())
}

/// What somebody without the SDK reads: the whole answer, as the vendor's page lists it.
#[derive(Deserialize)]
#[allow(dead_code, reason = "it is read, whatever is used of it")]
struct PlainCall {
    sid: String,
    account_sid: String,
    to: String,
    to_formatted: Option<String>,
    from: String,
    from_formatted: Option<String>,
    phone_number_sid: Option<String>,
    status: String,
    direction: String,
    date_created: Option<String>,
    date_updated: Option<String>,
    start_time: Option<String>,
    end_time: Option<String>,
    duration: Option<String>,
    price: Option<String>,
    price_unit: Option<String>,
    answered_by: Option<String>,
    api_version: Option<String>,
    forwarded_from: Option<String>,
    group_sid: Option<String>,
    caller_name: Option<String>,
    queue_time: Option<String>,
    trunk_sid: Option<String>,
    parent_call_sid: Option<String>,
    annotation: Option<String>,
    uri: String,
    subresource_uris: HashMap<String, Option<String>>,
}

async fn with_a_plain_loop(carrier: &str) -> Paid {
    // Without a provider of TLS in the process reqwest makes no client.
    rustls::crypto::ring::default_provider()
        .install_default()
        .unwrap();
    let client = reqwest::Client::builder().no_proxy().build().unwrap();
    let url = format!("{carrier}/2010-04-01/Accounts/{ACCOUNT}/Calls.json");
    let (before, began) = (memory("VmRSS:"), ProcessTime::now());
    let calls = stream::iter(0..CALLS).map(async |call| {
        let form = [("To", &*callee(call)), ("From", FROM), ("Url", ANSWER)];
        let body = url::form_urlencoded::Serializer::new(String::new())
            .extend_pairs(form)
            .finish();
        let answer = client
            .post(&url)
            .basic_auth(ACCOUNT, Some(TOKEN))
            .header("content-type", "application/x-www-form-urlencoded")
            .header("accept", "application/json")
            .header("accept-charset", "utf-8")
            .body(body)
            .send()
            .await
            .and_then(reqwest::Response::error_for_status)
            .unwrap();
        let body = answer.bytes().await.unwrap();
        serde_json::from_slice::<PlainCall>(&body).unwrap().sid
    });
    count(calls.buffer_unordered(CONCURRENCY)).await;
    (before, began.elapsed())
}

async fn count(calls: impl stream::Stream<Item = String>) {
    let placed = calls
        .filter(|sid| std::future::ready(sid.starts_with("CA")))
        .count()
        .await;
    assert_eq!(u64::try_from(placed), Ok(CALLS));
}

/// Resident memory in KiB, now or the most so far, as Linux tells it; 0 elsewhere.
fn memory(which: &str) -> u64 {
    let status = fs::read_to_string("/proc/self/status").unwrap_or_default();
    let line = status.lines().find_map(|line| line.strip_prefix(which));
    let number = line.and_then(|rest| rest.trim().split(' ').next());
    number.and_then(|kib| kib.parse().ok()).unwrap_or(0)
}

// --- The comparison.

struct Spent {
    micros: f64,
    before: f64,
    peak: f64,
    heard: Heard,
}

fn compare() {
    let carrier = Carrier::open();
    let mut rounds = Vec::new();
    for round in 0..=ROUNDS {
        // Whoever goes first finds another machine: the first round warms it, and the order changes.
        let (sdk, plain) = if round % 2 == 0 {
            let sdk = carrier.called("sdk");
            (sdk, carrier.called("plain"))
        } else {
            let plain = carrier.called("plain");
            (carrier.called("sdk"), plain)
        };
        assert_eq!(sdk.heard, plain.heard, "the two did not send the same");
        if round > 0 {
            rounds.push((sdk, plain));
        }
    }
    let each = |of: &dyn Fn(&(Spent, Spent)) -> f64| spread(rounds.iter().map(of).collect());
    let per_thousand = 1000.0 * 1000.0 * f64::from(u32::try_from(CALLS / 1000).unwrap());
    println!(
        "{CALLS} calls, {CONCURRENCY} at a time, {ROUNDS} rounds by turns: median (least to most)"
    );
    println!(
        "CPU per 1,000 calls, SDK:       {} s",
        each(&|round| round.0.micros / per_thousand)
    );
    println!(
        "CPU per 1,000 calls, plain:     {} s",
        each(&|round| round.1.micros / per_thousand)
    );
    println!(
        "SDK to plain, CPU:              {}",
        each(&|round| round.0.micros / round.1.micros)
    );
    let mib = |kib: f64| kib / 1024.0;
    println!(
        "Peak resident memory, SDK:      {} MiB",
        each(&|round| mib(round.0.peak))
    );
    println!(
        "  of it before the first call:  {} MiB",
        each(&|round| mib(round.0.before))
    );
    println!(
        "Peak resident memory, plain:    {} MiB",
        each(&|round| mib(round.1.peak))
    );
    println!(
        "  of it before the first call:  {} MiB",
        each(&|round| mib(round.1.before))
    );
}

fn spread(mut of: Vec<f64>) -> String {
    of.sort_by(f64::total_cmp);
    let at = |index: usize| of.get(index).copied().unwrap_or(f64::NAN);
    format!(
        "{:.3} ({:.3} to {:.3})",
        at(of.len() / 2),
        at(0),
        at(of.len() - 1)
    )
}

// --- The carrier.

/// What was sent: how many requests, how many bytes of bodies, and a sum over each.
#[derive(Debug, Default, Clone, Copy, PartialEq, Eq)]
struct Heard {
    requests: u64,
    bytes: usize,
    sum: u64,
}

/// Answers every request as Twilio answers a call that was placed.
struct Carrier {
    address: SocketAddr,
    heard: Arc<Mutex<Heard>>,
}

impl Carrier {
    fn open() -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").unwrap();
        let carrier = Self {
            address: listener.local_addr().unwrap(),
            heard: Arc::default(),
        };
        let heard = carrier.heard.clone();
        let placed = Arc::new(AtomicU64::new(0));
        thread::spawn(move || {
            for connection in listener.incoming().map_while(Result::ok) {
                let (heard, placed) = (heard.clone(), placed.clone());
                thread::spawn(move || serve(connection, &heard, &placed));
            }
        });
        carrier
    }

    /// Lets a process call, and takes down what it spent.
    fn called(&self, way: &str) -> Spent {
        let carrier = format!("http://{}", self.address);
        let output = Command::new(env::current_exe().unwrap())
            .args(["--caller", way, &carrier])
            .output()
            .unwrap();
        let told = String::from_utf8_lossy(&output.stderr);
        assert!(output.status.success(), "{way}: {told}");
        let text = String::from_utf8_lossy(&output.stdout);
        let mut figures = text
            .split_whitespace()
            .map(|figure| figure.parse().unwrap());
        Spent {
            micros: figures.next().unwrap(),
            before: figures.next().unwrap(),
            peak: figures.next().unwrap(),
            heard: std::mem::take(&mut self.heard.lock().unwrap()),
        }
    }
}

/// Answers the requests of a connection until it ends.
fn serve(mut connection: TcpStream, heard: &Mutex<Heard>, placed: &AtomicU64) -> Option<()> {
    use io::{Read as _, Write as _};
    connection.set_nodelay(true).ok()?;
    let mut buffer = Vec::new();
    let mut more = [0; 4096];
    loop {
        let body = loop {
            if let Some(request) = request(&buffer) {
                break request;
            }
            let count = connection.read(&mut more).ok().filter(|count| *count > 0)?;
            buffer.extend_from_slice(more.get(..count)?);
        };
        let sent = buffer.get(body.clone())?;
        {
            let mut heard = heard.lock().ok()?;
            heard.requests += 1;
            heard.bytes += sent.len();
            // FNV-1a of each body; added up, because calls come in any order.
            let hash = sent.iter().fold(0xcbf2_9ce4_8422_2325_u64, |hash, byte| {
                (hash ^ u64::from(*byte)).wrapping_mul(0x0100_0000_01b3)
            });
            heard.sum = heard.sum.wrapping_add(hash);
        }
        let json = answer(placed.fetch_add(1, Ordering::Relaxed));
        let opening = format!(
            "HTTP/1.1 201 Created\r\ncontent-type: application/json\r\ntwilio-request-id: RQ01\r\ncontent-length: {}\r\n\r\n",
            json.len()
        );
        connection.write_all((opening + &json).as_bytes()).ok()?;
        buffer.drain(..body.end);
    }
}

/// Where the body of the first request stands, if all of it is there.
fn request(buffer: &[u8]) -> Option<std::ops::Range<usize>> {
    let head = buffer.windows(4).position(|four| four == b"\r\n\r\n")? + 4;
    let text = std::str::from_utf8(buffer.get(..head)?).ok()?;
    let length = text
        .lines()
        .filter_map(|line| line.split_once(':'))
        .find(|(name, _)| name.eq_ignore_ascii_case("content-length"))
        .and_then(|(_, value)| value.trim().parse::<usize>().ok())
        .unwrap_or(0);
    (buffer.len() >= head + length).then_some(head..head + length)
}

fn answer(call: u64) -> String {
    format!(
        r#"{{"sid": "CA{call:032x}", "account_sid": "{ACCOUNT}", "to": "{}", "to_formatted": "(555) 010-0101", "from": "{FROM}", "from_formatted": "(555) 010-0100", "phone_number_sid": "PN00000000000000000000000000000001", "status": "queued", "direction": "outbound-api", "date_created": "Tue, 20 Jan 2026 10:48:00 +0000", "date_updated": "Tue, 20 Jan 2026 10:48:00 +0000", "start_time": null, "end_time": null, "duration": null, "price": null, "price_unit": "USD", "answered_by": null, "api_version": "2010-04-01", "forwarded_from": null, "group_sid": null, "caller_name": null, "queue_time": "0", "trunk_sid": null, "parent_call_sid": null, "annotation": null, "uri": "/2010-04-01/Accounts/{ACCOUNT}/Calls/CA{call:032x}.json", "subresource_uris": {{"recordings": "/2010-04-01/Accounts/{ACCOUNT}/Calls/CA{call:032x}/Recordings.json", "notifications": "/2010-04-01/Accounts/{ACCOUNT}/Calls/CA{call:032x}/Notifications.json", "events": "/2010-04-01/Accounts/{ACCOUNT}/Calls/CA{call:032x}/Events.json"}}}}"#,
        callee(call),
    )
}
