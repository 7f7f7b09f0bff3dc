//! Differences between two versions of a flow, as callers notice them.

use serde_json::{Value, json};
use voice_ivr_flow::{Flow, ValidFlow, diff, templates};

use crate::caller::{MONDAY, document, edges};

fn valid(document: &Value) -> ValidFlow {
    let flow = Flow::from_json(document.to_string().as_bytes()).unwrap();
    flow.validate()
        .unwrap_or_else(|findings| panic!("{findings}"))
}

fn reception() -> Value {
    serde_json::from_str(templates::RECEPTION).unwrap()
}

fn compare(old: &Value, new: &Value) -> voice_ivr_flow::Differences {
    diff(&valid(old), &valid(new), MONDAY.parse().unwrap())
}

#[test]
fn what_nobody_hears_is_no_difference() {
    let old = reception();
    let text = old
        .to_string()
        .replace("\"busy\"", "\"no-line\"")
        .replace("\"label\":\"no-line\"", "\"label\":\"busy\"");
    let mut new: Value = serde_json::from_str(&text).unwrap();
    new["nodes"].as_array_mut().unwrap().reverse();
    new["edges"].as_array_mut().unwrap().reverse();
    let found = compare(&old, &new);
    assert!(found.is_empty() && found.complete, "{found}");
}

#[test]
fn a_changed_key_a_changed_text_and_a_changed_end_are_found() {
    let old = reception();
    let mut new = reception();
    for edge in new["edges"].as_array_mut().unwrap() {
        if edge["id"] == "e-sales" {
            edge["label"] = json!("4");
        }
        if edge["id"] == "e-away" {
            edge["target"] = json!("bye");
        }
    }
    for node in new["nodes"].as_array_mut().unwrap() {
        if node["id"] == "thanks" {
            node["data"]["message"] = json!("Thanks. Goodbye.");
        }
    }
    insta::assert_snapshot!(compare(&old, &new).to_string());
}

#[test]
fn a_difference_behind_hours_or_a_variable_is_found() {
    let flow = |hours: &str, vip: &str| {
        let nodes = json!([
            {"id": "h", "type": "hours", "data": {"timezone": "UTC", "open": {"mon": [["09:00", "12:00"]]}}},
            {"id": "b", "type": "branch", "data": {"conditions": [{"label": "vip", "variable": "tier", "op": "eq", "value": "gold"}]}},
            {"id": "night", "type": "say", "data": {"message": hours}},
            {"id": "vip", "type": "say", "data": {"message": vip}},
        ]);
        let mut flow = document(
            &nodes,
            &edges(&[
                &["h", "b", "open"],
                &["h", "night", "closed"],
                &["night", "end"],
                &["b", "vip", "vip"],
                &["b", "end"],
                &["vip", "end"],
            ]),
        );
        flow["variables"] = json!({"tier": "text"});
        flow
    };
    let old = flow("We are closed.", "Welcome back.");
    let found = compare(&old, &flow("Nobody is here.", "Welcome back."));
    assert_eq!(found.changes.len(), 1);
    assert!(found.changes[0].journey.at.is_some());
    let found = compare(&old, &flow("We are closed.", "Hello."));
    assert_eq!(found.changes.len(), 1);
    assert_eq!(found.changes[0].journey.variables["tier"], "gold");
    assert_eq!(found.changes[0].old, ["♪ “Welcome back.”", "ends: hangup"]);
}
