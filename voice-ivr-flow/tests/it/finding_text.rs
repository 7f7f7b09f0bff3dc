//! Findings as people and as programs read them.

use serde_json::{Value, json};
use voice_ivr_flow::{Findings, Flow, Text};

const BROKEN: &str = r#"{
  "name": "Reception",
  "nodes": [
    {"id": "start", "type": "start"},
    {"id": "ask", "type": "menu", "data": {
      "message": "नमस्ते {{caller}}। Press 1 for sales, press 2 for help.", "time_out": 200, "attempts": 11}},
    {"id": "dial1", "type": "dial", "data": {"number": "5550100001"}},
    {"id": "h", "type": "hours", "data": {"timezone": "asia/kolkata"}}
  ],
  "edges": [
    {"id": "e1", "source": "start", "target": "ask"},
    {"id": "e2", "source": "ask", "target": "dail1", "label": "1"},
	{"source": "ask", "target": "h", "label": "Timeout"},
    {"source": "h", "target": "h", "label": "open"}, {"source": "h", "target": "h", "label": "closed"}
  ]
}"#;

fn findings() -> Findings {
    Flow::from_json(BROKEN.as_bytes()).unwrap().check()
}

#[test]
fn text_points_into_the_source() {
    insta::assert_snapshot!(Text::new(&findings()).source("reception.json", BROKEN));
}

#[test]
fn text_without_a_source_names_the_place() {
    insta::assert_snapshot!(Text::new(&findings()));
}

#[test]
fn a_minified_document_is_shown_around_the_place() {
    let flow = Flow::from_json(BROKEN.as_bytes()).unwrap();
    let minified = serde_json::from_str::<Value>(&flow.to_json())
        .unwrap()
        .to_string();
    let findings = Flow::from_json(minified.as_bytes()).unwrap().check();
    insta::assert_snapshot!(Text::new(&findings).source("min.json", &minified));
}

#[test]
fn a_byte_order_mark_does_not_move_the_caret() {
    let marked = format!("\u{feff}{BROKEN}");
    let findings = Flow::from_json(marked.as_bytes()).unwrap().check();
    assert_eq!(
        Text::new(&findings).source("a", &marked).to_string(),
        Text::new(&self::findings()).source("a", BROKEN).to_string()
    );
}

#[test]
fn another_source_than_the_checked_one_does_not_panic() {
    for source in ["", "é", "{\n\n\n", &"é".repeat(400)] {
        assert!(
            !Text::new(&findings())
                .source("other.json", source)
                .to_string()
                .is_empty()
        );
    }
}

#[test]
fn text_of_nothing_says_so() {
    assert_eq!(Text::new(&Findings::default()).to_string(), "no findings\n");
}

#[test]
fn findings_serialise_as_check_prints_them() {
    let flow = Flow::from_json(
        br#"{"name": "x", "nodes": [{"id": "start", "type": "start"}, {"id": "ask", "type": "pause", "data": {"a": 1}}],
            "edges": [{"source": "start", "target": "ask"}, {"id": "e2", "source": "ask", "target": "bye"}]}"#,
    )
    .unwrap();
    assert_eq!(
        serde_json::to_value(flow.check()).unwrap(),
        json!({"findings": [
            {"code": "F005", "kind": "unknown-member", "severity": "warning", "node": "ask", "edge": null,
                "message": "the pause node `ask` has a member `a` that nothing reads",
                "help": "nothing reads it; known are `seconds`"},
            {"code": "F012", "kind": "dangling-edge", "severity": "error", "node": "ask", "edge": "e2",
                "message": "the edge `e2` leads to `bye`, which is not there",
                "help": "remove the edge, or add the node"}],
            "errors": 1, "warnings": 1})
    );
    let first = serde_json::to_string(&flow.check()).unwrap();
    assert!(first.starts_with(
        r#"{"findings":[{"code":"F005","kind":"unknown-member","severity":"warning","node":"ask""#
    ));
}
