//! Laws of the front half: nothing panics, order changes nothing but the order of findings.

use std::fmt::Write as _;

use proptest::prelude::*;
use proptest::sample::{Index, select};
use serde_json::{Value, json};
use voice_ivr_flow::{Findings, Flow, Text, templates};

use crate::support::{good_nodes, parsed};

/// All values inside a document, by their path.
fn paths(value: &Value) -> Vec<String> {
    let mut all = Vec::new();
    let mut queue = vec![(String::new(), value)];
    while let Some((path, value)) = queue.pop() {
        match value {
            Value::Array(items) => {
                queue.extend(
                    items
                        .iter()
                        .enumerate()
                        .map(|(at, item)| (format!("{path}/{at}"), item)),
                );
            }
            Value::Object(members) => {
                queue.extend(members.iter().map(|(name, member)| {
                    let name = name.replace('~', "~0").replace('/', "~1");
                    (format!("{path}/{name}"), member)
                }));
            }
            _ => {}
        }
        all.push(path);
    }
    all.sort();
    all
}

/// A flow with every type of node, wired into one another, and a subflow that does the same.
fn everything() -> Value {
    let mut nodes = vec![json!({"id": "start", "type": "start"})];
    let mut edges = vec![json!({"id": "e", "source": "start", "target": "say"})];
    let good = good_nodes();
    for (at, (of_type, data, labels)) in good.iter().enumerate() {
        nodes.push(json!({"id": of_type, "type": of_type, "data": data}));
        for (turn, label) in labels.iter().enumerate() {
            let target = good[(at + 1 + turn * 5) % good.len()].0;
            edges.push(json!({"source": of_type, "target": target, "label": label}));
        }
    }
    let sub = json!({"nodes": [{"id": "start", "type": "start"}, {"id": "end", "type": "hangup", "data": {"label": "back"}}],
        "edges": [{"source": "start", "target": "end"}]});
    json!({"name": "x", "language": "en", "variables": {"x": "text"}, "nodes": nodes, "edges": edges,
        "flows": {"sub": sub}})
}

fn documents() -> Vec<Value> {
    let mut all: Vec<Value> = templates::ALL
        .iter()
        .map(|(_, text)| serde_json::from_str(text).unwrap())
        .collect();
    all.push(everything());
    all
}

fn any_value() -> impl Strategy<Value = Value> {
    let words = [
        "",
        " ",
        "1",
        "12",
        "#",
        "timeout",
        "default",
        "ask",
        "start",
        "hangup",
        "menu",
        "sub",
        "{{x}}",
        "{{",
        "{{?}}",
        "+15550100001",
        "https://example.com",
        "UTC",
        "en",
        "\u{0}",
        "नमस्ते",
        "press 1",
        "null",
    ];
    prop_oneof![
        Just(Value::Null),
        any::<bool>().prop_map(Value::from),
        (-2i64..200).prop_map(Value::from),
        select(words.to_vec()).prop_map(Value::from),
        Just(json!([])),
        Just(json!({})),
        select(words.to_vec()).prop_map(|word| json!([word])),
        select(words.to_vec()).prop_map(|word| json!({word: word})),
    ]
}

/// What is found, whatever the order.
fn sorted(findings: &Findings) -> Vec<String> {
    let mut all: Vec<String> = findings
        .iter()
        .map(|finding| {
            format!(
                "{:?} {:?} {} {}",
                finding.node(),
                finding.edge(),
                finding.code(),
                finding.message()
            )
        })
        .collect();
    all.sort();
    all
}

proptest! {
    #[test]
    fn changed_documents_never_panic(
        which in any::<Index>(),
        changes in proptest::collection::vec((any::<Index>(), any_value()), 1..6),
    ) {
        let documents = documents();
        let mut document = which.get(&documents).clone();
        for (at, value) in changes {
            let paths = paths(&document);
            *document.pointer_mut(&paths[at.index(paths.len())]).unwrap() = value;
        }
        let text = document.to_string();
        let flow = parsed(&document);
        let findings = flow.check();
        let mut rendered = String::new();
        write!(rendered, "{}", Text::new(&findings).source("a.json", &text)).unwrap();
        write!(rendered, "{findings}").unwrap();
        prop_assert_eq!(flow.validate().is_ok(), findings.errors() == 0);
        prop_assert_eq!(flow.version(), Flow::from_json(flow.to_json().as_bytes()).unwrap().version());
    }

    /// §6.5. Ids stay unique and edges named, because a later one of two is a matter of order.
    #[test]
    fn the_order_of_nodes_and_edges_changes_only_the_order_of_findings(
        dropped in proptest::collection::vec(any::<Index>(), 0..8),
        turned in proptest::collection::vec((any::<Index>(), any::<Index>()), 0..8),
        nodes in any::<Index>(),
        edges in any::<Index>(),
    ) {
        let mut document = everything();
        for (at, edge) in document["edges"].as_array_mut().unwrap().iter_mut().enumerate() {
            edge["id"] = json!(format!("edge{at}"));
        }
        for (from, to) in turned {
            let edges = document["edges"].as_array_mut().unwrap();
            let target = to.get(edges)["target"].clone();
            let at = from.index(edges.len());
            edges[at]["target"] = target;
        }
        for at in dropped {
            let edges = document["edges"].as_array_mut().unwrap();
            edges.remove(at.index(edges.len()));
        }
        let one = sorted(&parsed(&document).check());
        let list = document["nodes"].as_array_mut().unwrap();
        let at = nodes.index(list.len());
        list.rotate_left(at);
        let list = document["edges"].as_array_mut().unwrap();
        let at = edges.index(list.len());
        list.rotate_left(at);
        list.reverse();
        prop_assert_eq!(one, sorted(&parsed(&document).check()));
    }
}

/// L11: quadratic work would take these from milliseconds to minutes.
#[test]
fn large_documents_of_awkward_shapes_check() {
    let start = || json!({"id": "start", "type": "start"});
    let count = 30_000;
    let callers: Vec<Value> = (0..count)
        .map(|n| json!({"id": format!("n{n}"), "type": "subflow", "data": {"flow": "f"}}))
        .collect();
    let calls: Vec<Value> = (1..count)
        .map(|n| json!({"source": format!("n{}", n - 1), "target": format!("n{n}")}))
        .collect();
    let returns: Vec<Value> = (0..count)
        .map(|n| json!({"id": format!("h{n}"), "type": "hangup", "data": {"label": format!("l{n}")}}))
        .collect();
    let keys: Vec<Value> = (0..count)
        .map(|n| json!({"source": "m", "target": format!("h{n}"), "label": format!("{n:05}")}))
        .collect();
    let mut nodes = vec![start()];
    nodes.extend(callers);
    let mut inner = vec![
        start(),
        json!({"id": "m", "type": "menu", "data": {"audio": "https://example.com/a"}}),
        json!({"id": "no", "type": "reject"}),
    ];
    inner.extend(returns);
    let mut edges = vec![json!({"source": "start", "target": "n0"})];
    edges.extend(calls);
    let mut inside = vec![json!({"source": "start", "target": "m"})];
    inside.extend(keys);
    let many_returns = json!({"name": "x", "nodes": nodes, "edges": edges,
        "flows": {"f": {"nodes": inner, "edges": inside}}});
    // Only the last caller, which has no exit, and the reject that nothing leads to.
    assert_eq!(parsed(&many_returns).check().errors(), 1);

    let one = |of_type: &str, data: Value| {
        parsed(&json!({"name": "x", "nodes": [start(), {"id": "n", "type": of_type, "data": data}], "edges": []})).check()
    };
    let holes = one("menu", json!({"message": "{{x}} ".repeat(count)}));
    assert_eq!(holes.errors(), 3, "two dead ends and a variable");
    let members: serde_json::Map<String, Value> =
        (0..count).map(|n| (format!("m{n}"), json!(n))).collect();
    assert_eq!(one("start", members.into()).warnings(), count);
    let conditions: Vec<Value> = (0..count)
        .map(|n| json!({"label": format!("l{n}"), "variable": "v", "op": "empty"}))
        .collect();
    assert!(one("branch", json!({"conditions": conditions})).errors() > 0);
}
