//! How long it takes to read and check a flow, beside the least that any checker must do.
//!
//! The floor, measured in the same run: `serde_json` parses the document into borrowed envelopes, ids become
//! indices, edges an adjacency list, and a breadth-first search walks it.
//!
//! Goals, of 10,000 nodes: reading and checking at most 2 times the floor, with all documents compiled at most 3 times;
//! and of 100,000 nodes at most 1.3 times as long a node. The second is not met: compiling takes less than 3 floors by
//! itself, and more than 3 together with checking.
#![allow(
    clippy::print_stdout,
    missing_docs,
    reason = "a bench prints what it measured"
)]

mod ratio;

use std::collections::{HashMap, VecDeque};
use std::fmt::Write as _;
use std::hint::black_box;

use criterion::{BenchmarkId, Criterion, Throughput};
use serde::Deserialize;
use serde_json::value::RawValue;
use voice_ivr_flow::compile::twiml::{TwimlOptions, compile};
use voice_ivr_flow::{Flow, Program, ValidFlow};

use ratio::ratio;

/// A flow of menus, entries, decisions and prompts in the proportions of a real one, that goes on for `count` nodes.
fn document(count: usize) -> String {
    let mut nodes = String::new();
    let mut edges = String::new();
    let mut node = |at: usize, of_type: &str, data: &str| {
        let comma = if at == 0 { "" } else { "," };
        let (x, y) = (at % 40 * 180, at / 40 * 120);
        write!(
            nodes,
            r#"{comma}{{"id":"n{at}","type":"{of_type}","position":{{"x":{x},"y":{y}}},"data":{data}}}"#
        )
        .unwrap_or_default();
    };
    let mut edge = |from: usize, to: usize, label: &str| {
        let comma = if from == 0 { "" } else { "," };
        write!(
            edges,
            r#"{comma}{{"id":"e{from}-{label}","source":"n{from}","target":"n{to}","label":"{label}"}}"#
        )
        .unwrap_or_default();
    };
    let last = count - 1;
    node(0, "start", "{}");
    edge(0, 1, "");
    for at in 1..last {
        let next = at + 1;
        let skip = (at + 7).min(last);
        match at % 8 {
            0 => {
                node(
                    at,
                    "menu",
                    r#"{"message":"Order {{order_id}}. For sales, press 1. For help, press 2.","timeout":6,"attempts":2,"invalid_message":"Sorry, that key has no meaning here."}"#,
                );
                edge(at, next, "1");
                edge(at, skip, "2");
                edge(at, last, "default");
            }
            1 => {
                node(
                    at,
                    "say",
                    r#"{"message":"नमस्ते। आपके लिए नया ऑर्डर नंबर {{order_id}} आया है।","language":"hi-IN"}"#,
                );
                edge(at, next, "");
            }
            2 => {
                node(
                    at,
                    "gather",
                    r#"{"message":"Please enter your number, then press pound.","variable":"entry","min_digits":4,"max_digits":10,"timeout":8}"#,
                );
                edge(at, next, "ok");
                edge(at, skip, "default");
            }
            3 => {
                node(
                    at,
                    "branch",
                    r#"{"conditions":[{"label":"many","variable":"item_count","op":"gt","value":"10"},{"label":"none","variable":"item_count","op":"empty"}]}"#,
                );
                edge(at, next, "many");
                edge(at, skip, "none");
                edge(at, next, "else");
            }
            4 => {
                node(at, "set", r#"{"variable":"minutes","value":"20"}"#);
                edge(at, next, "");
            }
            5 => {
                node(at, "dial", r#"{"number":"+15550100001","timeout":20}"#);
                edge(at, next, "default");
            }
            _ => {
                node(
                    at,
                    "say",
                    r#"{"message":"Thank you. We have noted that, and go on with the next question."}"#,
                );
                edge(at, next, "");
            }
        }
    }
    node(last, "hangup", r#"{"message":"Goodbye."}"#);
    format!(
        r#"{{"name":"Bench","language":"en-IN","variables":{{"order_id":"text","item_count":{{"type":"number","default":"3"}}}},"nodes":[{nodes}],"edges":[{edges}]}}"#
    )
}

#[derive(Deserialize)]
struct Envelope<'a> {
    #[serde(borrow)]
    nodes: Vec<NodeEnvelope<'a>>,
    #[serde(borrow)]
    edges: Vec<EdgeEnvelope<'a>>,
}

#[derive(Deserialize)]
struct NodeEnvelope<'a> {
    id: &'a str,
    #[serde(rename = "type")]
    of_type: &'a str,
    #[serde(borrow)]
    data: &'a RawValue,
}

#[derive(Deserialize)]
struct EdgeEnvelope<'a> {
    source: &'a str,
    target: &'a str,
    label: Option<&'a str>,
}

/// How many nodes the start reaches.
fn floor(document: &[u8]) -> usize {
    let Ok(flow) = serde_json::from_slice::<Envelope<'_>>(document) else {
        return 0;
    };
    let index: HashMap<&str, usize> = flow
        .nodes
        .iter()
        .enumerate()
        .map(|(at, node)| (node.id, at))
        .collect();
    let mut next: Vec<Vec<usize>> = vec![Vec::new(); flow.nodes.len()];
    for edge in &flow.edges {
        black_box(edge.label);
        let (source, target) = (index.get(edge.source), index.get(edge.target));
        if let (Some(source), Some(target)) = (source, target)
            && let Some(list) = next.get_mut(*source)
        {
            list.push(*target);
        }
    }
    let start = flow.nodes.iter().position(|node| node.of_type == "start");
    let mut seen = vec![false; flow.nodes.len()];
    let mut queue: VecDeque<usize> = start.into_iter().collect();
    let mut count = 0;
    while let Some(at) = queue.pop_front() {
        if let Some(seen @ false) = seen.get_mut(at) {
            *seen = true;
            count += 1;
            black_box(flow.nodes.get(at).map(|node| node.data));
            queue.extend(next.get(at).into_iter().flatten());
        }
    }
    count
}

fn check(document: &[u8]) -> usize {
    let flow = Flow::from_json(document);
    flow.map_or(usize::MAX, |flow| {
        flow.validate()
            .map_or(usize::MAX, |valid| valid.warnings().len())
    })
}

/// How many documents there are.
fn check_and_compile(document: &[u8]) -> usize {
    checked(document).map_or(0, |flow| compile_all(&flow))
}

fn checked(document: &[u8]) -> Option<ValidFlow> {
    Flow::from_json(document).ok()?.validate().ok()
}

fn compile_all(flow: &ValidFlow) -> usize {
    let compiled = compile(&Program::lower(flow), &TwimlOptions::new());
    black_box(compiled).documents.len()
}

fn ratios() {
    let (small, large) = (document(10_000), document(100_000));
    let (small, large) = (small.as_bytes(), large.as_bytes());
    let check = |bytes| black_box(check(black_box(bytes)));
    assert!(check_and_compile(small) > 1_000);
    ratio(
        "check 10,000 nodes / floor",
        || check(small),
        || floor(black_box(small)),
    );
    ratio(
        "check and compile 10,000 nodes / floor",
        || check_and_compile(black_box(small)),
        || floor(black_box(small)),
    );
    if let Some(flow) = checked(small) {
        ratio(
            "compile 10,000 nodes that were checked / floor",
            || compile_all(black_box(&flow)),
            || floor(black_box(small)),
        );
    }
    ratio(
        "check 100,000 nodes / check 10,000 ten times",
        || check(large),
        || (0..10).map(|_| check(small)).sum::<usize>(),
    );
    ratio(
        "floor of 100,000 nodes / of 10,000 ten times",
        || floor(black_box(large)),
        || (0..10).map(|_| floor(black_box(small))).sum::<usize>(),
    );
}

fn absolute(criterion: &mut Criterion) {
    let mut group = criterion.benchmark_group("flow_check");
    for count in [1_000, 10_000, 100_000] {
        let text = document(count);
        let bytes = text.as_bytes();
        assert_eq!(floor(bytes), count, "the start reaches every node");
        assert_eq!(check(bytes), 0, "the flow is valid, without a warning");
        group.throughput(Throughput::Elements(count as u64));
        group.bench_with_input(BenchmarkId::new("floor", count), bytes, |bencher, bytes| {
            bencher.iter(|| floor(black_box(bytes)));
        });
        group.bench_with_input(BenchmarkId::new("parse", count), bytes, |bencher, bytes| {
            bencher.iter(|| Flow::from_json(black_box(bytes)));
        });
        group.bench_with_input(
            BenchmarkId::new("parse_and_validate", count),
            bytes,
            |bencher, bytes| {
                bencher.iter(|| check(black_box(bytes)));
            },
        );
        group.bench_with_input(
            BenchmarkId::new("parse_validate_and_compile", count),
            bytes,
            |bencher, bytes| {
                bencher.iter(|| check_and_compile(black_box(bytes)));
            },
        );
    }
    group.finish();
}

fn main() {
    ratios();
    let mut criterion = Criterion::default().configure_from_args();
    absolute(&mut criterion);
    criterion.final_summary();
}
