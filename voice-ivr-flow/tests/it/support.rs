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
