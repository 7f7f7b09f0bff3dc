//! Short ways to write a flow and to say what is wrong with it.

use serde_json::{Value, json};
use voice_ivr_flow::{Finding, Findings, Flow};

/// A flow of a name, nodes and edges.
pub(crate) fn flow(nodes: Value, edges: Value) -> Flow {
    parsed(&json!({"name": "Test", "nodes": nodes, "edges": edges}))
}

pub(crate) fn parsed(document: &Value) -> Flow {
    Flow::from_json(document.to_string().as_bytes()).unwrap()
}

/// `[id, source, target]` or `[id, source, target, label]`.
pub(crate) fn edges(all: &[&[&str]]) -> Value {
    let edge = |parts: &&[&str]| match parts {
        [id, source, target] => json!({"id": id, "source": source, "target": target}),
        [id, source, target, label] => {
            json!({"id": id, "source": source, "target": target, "label": label})
        }
        _ => panic!("an edge has three or four parts"),
    };
    all.iter().map(edge).collect()
}

/// Each finding as `kind node edge`, in order; `-` for what is not there.
pub(crate) fn kinds(findings: &Findings) -> Vec<String> {
    let line = |finding: &Finding| {
        let node = finding.node().unwrap_or("-");
        let edge = finding.edge().unwrap_or("-");
        format!("{} {node} {edge}", finding.kind())
    };
    findings.iter().map(line).collect()
}

/// Checks that a flow has exactly these findings, written as by [`kinds`].
#[track_caller]
pub(crate) fn expect(flow: &Flow, wanted: &[&str]) {
    let findings = flow.check();
    assert_eq!(kinds(&findings), wanted, "{findings}");
}

/// The types, each with data that is right, and the labels with which every exit is wired.
pub(crate) fn good_nodes() -> Vec<(&'static str, Value, Vec<&'static str>)> {
    vec![
        ("say", json!({"message": "Hello."}), vec![""]),
        (
            "play",
            json!({"url": "https://example.com/a.mp3"}),
            vec![""],
        ),
        ("pause", json!({}), vec![""]),
        (
            "menu",
            json!({"message": "Press 1."}),
            vec!["1", "timeout", "invalid"],
        ),
        (
            "gather",
            json!({"message": "Your number?", "variable": "v"}),
            vec!["ok", "timeout", "invalid"],
        ),
        ("record", json!({}), vec![""]),
        ("voicemail", json!({"message": "Speak."}), vec![""]),
        (
            "dial",
            json!({"number": "+15550100001"}),
            vec!["completed", "busy", "no-answer", "failed"],
        ),
        ("forward", json!({"number": "+15550100001"}), vec![]),
        (
            "transfer",
            json!({"number": "+15550100001"}),
            vec!["busy", "no-answer", "failed"],
        ),
        ("queue", json!({"queue": "sales"}), vec![]),
        ("conference", json!({"room": "r1"}), vec![""]),
        ("set", json!({"variable": "v", "value": "1"}), vec![""]),
        (
            "branch",
            json!({"conditions": [{"label": "a", "variable": "x", "op": "eq", "value": "1"}]}),
            vec!["a", "else"],
        ),
        (
            "hours",
            json!({"timezone": "Asia/Kolkata"}),
            vec!["open", "closed"],
        ),
        (
            "request",
            json!({"url": "https://example.com/"}),
            vec!["ok", "failed"],
        ),
        ("sms", json!({"body": "Hello."}), vec![""]),
        (
            "agent",
            json!({"prompt": "Be kind.", "outcomes": ["done"]}),
            vec!["done", "default"],
        ),
        ("subflow", json!({"flow": "sub"}), vec!["back"]),
        ("hangup", json!({}), vec![]),
        ("reject", json!({}), vec![]),
    ]
}

/// `start → n → bye` with a subflow `sub` that returns by `back`; `x` is declared.
pub(crate) fn around(of_type: &str, data: &Value, labels: &[&str]) -> Flow {
    let mut edges = vec![json!({"id": "in", "source": "start", "target": "n"})];
    for (at, label) in labels.iter().enumerate() {
        let id = format!("out{at}");
        edges.push(json!({"id": id, "source": "n", "target": "bye", "label": label}));
    }
    let mut nodes = vec![
        json!({"id": "start", "type": "start"}),
        json!({"id": "n", "type": of_type, "data": data}),
    ];
    if !labels.is_empty() {
        nodes.push(json!({"id": "bye", "type": "hangup"}));
    }
    let mut document =
        json!({"name": "Test", "variables": {"x": "text"}, "nodes": nodes, "edges": edges});
    if of_type == "subflow" {
        document["flows"] = json!({"sub": {"nodes": [{"id": "start", "type": "start"},
            {"id": "end", "type": "hangup", "data": {"label": "back"}}],
            "edges": [{"source": "start", "target": "end"}]}});
    }
    parsed(&document)
}
