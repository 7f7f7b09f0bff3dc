//! Diagrams of flows.

use serde_json::json;
use voice_ivr_flow::compile::{dot, mermaid};
use voice_ivr_flow::{Flow, ValidFlow, templates};

use crate::support::parsed;

fn reception() -> ValidFlow {
    let flow = Flow::from_json(templates::RECEPTION.as_bytes()).unwrap();
    flow.validate().unwrap()
}

/// Texts that would be markup, code or the end of a string in a diagram.
fn hostile() -> ValidFlow {
    let flow = parsed(&json!({
        "name": "\"];\n}",
        "nodes": [
            {"id": "start", "type": "start"},
            {"id": "end\"]", "type": "say", "data": {"message": "<b>a</b> \"q\" \\ #quot; %% ;\nclick x"}},
            {"id": "go", "type": "subflow", "data": {"flow": "s\"; subgraph {"}},
            {"id": "bye", "type": "hangup"}],
        "edges": [
            {"source": "start", "target": "end\"]"},
            {"source": "end\"]", "target": "go"},
            {"source": "go", "target": "bye", "label": "back|\"-->"},
        ],
        "flows": {"s\"; subgraph {": {
            "nodes": [{"id": "start", "type": "start"}, {"id": "r", "type": "hangup", "data": {"label": "back|\"-->"}}],
            "edges": [{"source": "start", "target": "r"}]}},
    }));
    flow.validate().unwrap()
}

#[test]
fn the_reception_is_drawn_with_mermaid() {
    insta::assert_snapshot!(mermaid(&reception()));
}

#[test]
fn the_reception_is_drawn_with_graphviz() {
    insta::assert_snapshot!(dot(&reception()));
}

#[test]
fn no_text_of_a_flow_can_change_the_mermaid_drawing() {
    insta::assert_snapshot!(mermaid(&hostile()));
}

#[test]
fn no_text_of_a_flow_can_change_the_graphviz_drawing() {
    insta::assert_snapshot!(dot(&hostile()));
}

#[test]
fn the_order_of_the_document_changes_no_drawing() {
    let mut document: serde_json::Value = serde_json::from_str(templates::RECEPTION).unwrap();
    for list in ["nodes", "edges"] {
        document[list].as_array_mut().unwrap().reverse();
    }
    let reversed = parsed(&document).validate().unwrap();
    assert_eq!(mermaid(&reversed), mermaid(&reception()));
    assert_eq!(dot(&reversed), dot(&reception()));
}
