//! Short ways to call a flow and to say what happened.

use indexmap::IndexMap;
use serde_json::{Value, json};
use voice_ivr_flow::simulate::{Run, Script, Simulation};
use voice_ivr_flow::{Flow, Program};

/// A Monday, 10:00 in UTC.
pub(crate) const MONDAY: &str = "2026-03-02T10:00:00Z";

/// `[source, target]` or `[source, target, label]`.
pub(crate) fn edges(all: &[&[&str]]) -> Value {
    let edge = |parts: &&[&str]| match parts {
        [source, target] => json!({"source": source, "target": target}),
        [source, target, label] => json!({"source": source, "target": target, "label": label}),
        _ => panic!("an edge has two or three parts"),
    };
    all.iter().map(edge).collect()
}

/// A flow that begins with an edge from `start` to the first of these nodes and ends with `end`, a hangup.
pub(crate) fn document(nodes: &Value, edges: &Value) -> Value {
    let given = nodes.as_array().unwrap();
    let first = given
        .first()
        .map_or("end", |node| node["id"].as_str().unwrap());
    let mut all = vec![json!({"id": "start", "type": "start"})];
    all.extend(given.iter().cloned());
    all.push(json!({"id": "end", "type": "hangup"}));
    let mut lines = vec![json!({"source": "start", "target": first})];
    lines.extend(edges.as_array().unwrap().iter().cloned());
    json!({"name": "Test", "nodes": all, "edges": lines})
}

#[track_caller]
pub(crate) fn program(document: &Value) -> Program {
    let flow = Flow::from_json(document.to_string().as_bytes()).unwrap();
    match flow.validate() {
        Ok(flow) => Program::lower(&flow),
        Err(findings) => panic!("{findings}"),
    }
}

pub(crate) fn monday() -> Simulation {
    Simulation::new(MONDAY.parse().unwrap())
}

#[track_caller]
pub(crate) fn call(document: &Value, input: &str) -> Run {
    let script = Script::parse(input).unwrap();
    monday().run(&program(document), &script)
}

/// The events as `type node value…`, without times and without `enter start`; then how it ended.
pub(crate) fn lines(run: &Run) -> Vec<String> {
    // A map that keeps the order of members, which is part of the contract.
    let json = serde_json::to_string(&run.events).unwrap();
    let events: Vec<IndexMap<String, Value>> = serde_json::from_str(&json).unwrap();
    let mut lines: Vec<String> = events
        .iter()
        .map(|event| {
            assert!(
                event
                    .keys()
                    .map(String::as_str)
                    .take(3)
                    .eq(["at_ms", "type", "node"])
            );
            let mut line = format!("{} {}", word(&event["type"]), word(&event["node"]));
            for (name, value) in event {
                if !["at_ms", "type", "node"].contains(&name.as_str()) {
                    line.push(' ');
                    line.push_str(&word(value));
                }
            }
            line
        })
        .filter(|line| line != "enter start")
        .collect();
    lines.push(run.outcome.to_string());
    if run.unused > 0 {
        lines.push(format!("unused {}", run.unused));
    }
    lines
}

fn word(value: &Value) -> String {
    match value {
        Value::String(text) => text.clone(),
        Value::Array(items) => items.iter().map(word).collect::<Vec<_>>().join("+"),
        other => other.to_string(),
    }
}

/// Calls the flow and checks what happened, written as by [`lines`].
#[track_caller]
pub(crate) fn expect(document: &Value, input: &str, wanted: &[&str]) -> Run {
    let run = call(document, input);
    assert_eq!(lines(&run), wanted, "input `{input}`");
    run
}

/// When the events of a type happened, in ms.
pub(crate) fn times(run: &Run, of_type: &str) -> Vec<u64> {
    let events = run.events.iter();
    events
        .filter(|event| event.kind.name() == of_type)
        .map(|event| event.at_ms)
        .collect()
}
