//! Foreign files that are made to be large, deep or repetitive. Anything worse than linear time or memory would not
//! come to an end here.

use serde_json::{Value, json};
use voice_ivr_flow::import::{Import, bland_pathway, twilio_studio};

use crate::hostile_graphs::on_a_small_stack;

fn studio(states: Vec<Value>) -> Import {
    let document = json!({"states": states, "initial_state": "a"});
    twilio_studio(document.to_string().as_bytes()).unwrap()
}

fn bland(nodes: Vec<Value>, edges: Vec<Value>) -> Import {
    let document = json!({"nodes": nodes, "edges": edges});
    bland_pathway(document.to_string().as_bytes()).unwrap()
}

/// A text of a megabyte, and something to be read that many times.
fn long() -> String {
    "x".repeat(1 << 20)
}

const MANY: usize = 20_000;

#[test]
fn a_pathway_of_50_000_nodes_is_imported_on_a_small_stack() {
    on_a_small_stack(|| {
        let count = 25_000;
        let (mut nodes, mut edges) = (Vec::new(), Vec::new());
        for at in 0..count {
            // All are passed over, so each edge is followed through all of them; the last leads back to the first.
            nodes.push(json!({"id": format!("p{at}"), "type": "Press Button"}));
            edges.push(
                json!({"source": format!("p{at}"), "target": format!("p{}", (at + 1) % count)}),
            );
            nodes.push(json!({"id": format!("t{at}"), "type": "Default", "data": {"text": "Hi.", "name": "Same"}}));
            edges.push(json!({"source": format!("t{at}"), "target": "p0", "alwaysPick": true}));
        }
        let import = bland(nodes, edges);
        assert!(import.remarks.len() >= count);
        assert_eq!(import.flow.check().errors(), 0);
    });
}

#[test]
fn a_long_name_is_not_copied_for_each_of_its_members() {
    let name = long();
    let properties: Value = (0..MANY).map(|at| (format!("p{at}"), json!(1))).collect();
    let conditions: Vec<Value> = (0..MANY)
        .map(|at| json!({"type": "equal_to", "value": at.to_string(), "arguments": []}))
        .collect();
    let variables: Vec<Value> = (0..MANY)
        .map(|at| json!({"key": format!("k{at}"), "value": "{{flow.data.x}}"}))
        .collect();
    let import = studio(vec![
        json!({"name": "a", "type": "trigger", "transitions": [{"event": "incomingCall", "next": name}]}),
        json!({"name": name, "type": "split-based-on", "properties": {"input": name}, "transitions": [
            {"event": "match", "next": name, "conditions": conditions}]}),
        json!({"name": format!("{name}1"), "type": "say-play", "properties": properties, "transitions": []}),
        json!({"name": format!("{name}2"), "type": "set-variables", "properties": {"variables": variables}}),
    ]);
    assert!(import.remarks.len() > MANY);
    let longest = import
        .remarks
        .iter()
        .map(|remark| remark.to_string().len())
        .max();
    assert!(longest.unwrap() < 1000, "{longest:?}");
    let routes: Vec<Value> = (0..MANY)
        .map(|_| json!({"field": "x", "operator": "is", "value": "1"}))
        .collect();
    let import = bland(
        vec![
            json!({"id": "a", "type": "Route", "data": {"isStart": true, "name": name, "fallbackNodeId": name,
                "routes": [{"targetNodeId": name, "conditions": routes}]}}),
        ],
        (0..MANY)
            .map(|_| json!({"source": "a", "target": "b"}))
            .collect(),
    );
    let longest = import
        .remarks
        .iter()
        .map(|remark| remark.to_string().len())
        .max();
    assert!(longest.unwrap() < 1000, "{longest:?}");
}

#[test]
fn the_prompt_of_a_pathway_is_not_repeated_without_end() {
    let mut nodes = vec![json!({"globalConfig": {"globalPrompt": long()}})];
    for at in 0..MANY {
        nodes.push(json!({"id": format!("n{at}"), "type": "Default", "data": {"prompt": "Talk."}}));
    }
    let import = bland(nodes, Vec::new());
    assert!(import.flow.source().len() < 64 << 20);
    let unsaid = import
        .remarks
        .iter()
        .filter(|remark| remark.member == "globalPrompt");
    assert_eq!(unsaid.count(), MANY - 16);
}

#[test]
fn remarks_come_to_an_end_and_say_how_many_there_are() {
    let items = vec![json!(1); 300_000];
    let mut states = vec![json!({"name": "a", "type": "set-variables",
        "properties": {"variables": [{"key": "k", "value": "v"}]}})];
    states.extend(items);
    let import = studio(states);
    assert_eq!(import.remarks.len(), 100_001);
    let last = import.remarks.last().unwrap();
    assert_eq!(last.message, "200000 remarks more are not in this list");
}

#[test]
fn what_is_nested_deep_and_named_long_is_named_once() {
    // As deep as a file may be, with names that are long together.
    let mut inner = json!(vec![1; 100_000]);
    for at in 0..50 {
        inner = json!({format!("{at}{}", "n".repeat(1000)): inner});
    }
    let import = studio(vec![
        json!({"name": "a", "type": "say-play", "properties": {"say": "Hi.", "deep": inner}, "transitions": []}),
    ]);
    assert_eq!(import.remarks.len(), 1);
    assert_eq!(import.remarks[0].member, "deep");
}

#[test]
fn expressions_are_read_up_to_a_length() {
    let pattern = r"\p{L}".repeat(100_000);
    let split = json!({"name": "a", "type": "split-based-on", "properties": {}, "transitions": [
        {"event": "match", "conditions": [{"type": "regex", "value": pattern, "arguments": ["{{x}}"]}]}]});
    let import = studio(vec![split]);
    assert!(
        import
            .remarks
            .iter()
            .any(|remark| remark.message.contains("is no expression"))
    );
}

#[test]
fn flows_that_run_one_another_are_not_followed() {
    let run = |name: &str, next: &str| {
        json!({"name": name, "type": "run-subflow", "properties": {"flow_sid": "FW0"},
            "transitions": [{"event": "completed", "next": next}]})
    };
    let import = studio(vec![run("a", "b"), run("b", "a")]);
    assert!(import.flow.check().is_empty(), "{}", import.flow.check());
    assert!(
        import
            .remarks
            .iter()
            .any(|remark| remark.message.contains("back to itself"))
    );
}
