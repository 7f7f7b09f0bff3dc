//! Scenario files.

use serde_json::json;
use voice_ivr_flow::scenario::Scenarios;
use voice_ivr_flow::{Flow, Program, templates};

use crate::caller::MONDAY;

fn reception() -> Program {
    let flow = Flow::from_json(templates::RECEPTION.as_bytes()).unwrap();
    Program::lower(&flow.validate().unwrap())
}

fn read(file: &serde_json::Value) -> Scenarios {
    Scenarios::from_json(file.to_string().as_bytes()).unwrap()
}

#[test]
fn scenarios_that_go_as_expected_pass() {
    let file = json!({"scenarios": [
        {"name": "busy", "input": "~,1,dial:busy,record:7", "expect": {
            "outcome": "hangup",
            "texts": ["did not hear a key", "on the phone", "call you back"],
            "nodes": ["ask", "sales", "message", "thanks"],
            "variables": {"message_url": "https://recordings.example/1.wav"}}},
        {"name": "only a name"},
        {"name": "given", "variables": {"company": "Acme"}, "at": MONDAY, "expect": {"texts": ["Welcome to Acme."]}},
    ]});
    let report = read(&file).run(&reception(), MONDAY.parse().unwrap());
    assert!(report.passed(), "{report}");
    assert_eq!(report.results.len(), 3);
}

#[test]
fn a_report_says_what_went_otherwise() {
    let file = json!({"scenarios": [
        {"name": "as it should", "input": "3", "expect": {"outcome": "hangup"}},
        {"name": "all wrong", "input": "3,hangup", "expect": {
            "outcome": "hangup",
            "texts": ["Please leave", "Welcome"],
            "nodes": ["message", "ask"],
            "variables": {"company": "Acme", "nothing": "1", "none": ""}}},
    ]});
    let report = read(&file).run(&reception(), MONDAY.parse().unwrap());
    assert!(!report.passed());
    insta::assert_snapshot!(report.to_string());
}

#[test]
fn a_file_of_another_shape_is_refused_with_its_place() {
    for (file, place) in [
        (
            r#"{"scenarios": [{"name": "a", "inputs": "1"}]}"#,
            "scenarios[0].inputs",
        ),
        (
            r#"{"scenarios": [{"name": "a", "input": "1,x"}]}"#,
            "item 2",
        ),
        (
            r#"{"scenarios": [{"name": "a", "expect": {"outcome": "bored"}}]}"#,
            "scenarios[0].expect.outcome",
        ),
        (r#"{"scenarios": [{"input": "1"}]}"#, "name"),
        (r#"{"scenarios": []} x"#, "trailing"),
        ("", "EOF"),
    ] {
        let error = Scenarios::from_json(file.as_bytes())
            .unwrap_err()
            .to_string();
        assert!(error.contains(place), "{file}: {error}");
    }
}
