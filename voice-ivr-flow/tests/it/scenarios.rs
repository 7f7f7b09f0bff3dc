//! Scenario files.

use serde_json::json;
use voice_ivr_flow::scenario::Scenarios;
use voice_ivr_flow::{Flow, ValidFlow, templates};

use crate::caller::MONDAY;

fn flow(text: &str) -> ValidFlow {
    let flow = Flow::from_json(text.as_bytes()).unwrap();
    flow.validate().unwrap()
}

fn reception() -> ValidFlow {
    flow(templates::RECEPTION)
}

#[test]
fn the_template_flows_go_as_their_scenarios_say() {
    for (name, text) in templates::ALL {
        let path = format!("{}/flows/{name}.scenarios.json", env!("CARGO_MANIFEST_DIR"));
        let file = std::fs::read(&path).unwrap_or_else(|error| panic!("{path}: {error}"));
        let scenarios = Scenarios::from_json(&file).unwrap();
        let report = scenarios.run(&flow(text), MONDAY.parse().unwrap());
        assert!(report.passed(), "{name}\n{report}");
        assert!(report.results.len() > 2, "{name}");
    }
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
        (
            r#"{"scenarios": [{"name": "a", "at": "2026-03-02T10Z"}]}"#,
            "scenarios[0].at",
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

#[test]
fn a_variable_that_the_flow_does_not_have_is_a_failure() {
    let file = json!({"scenarios": [{"name": "a", "variables": {"compny": "Acme"}}]});
    let report = read(&file).run(&reception(), MONDAY.parse().unwrap());
    assert_eq!(
        report.results[0].failures,
        ["the flow has no variable `compny`"]
    );
}

#[cfg(feature = "yaml")]
mod yaml {
    use std::fmt::Write as _;

    use super::*;

    #[test]
    fn a_file_in_yaml_says_the_same() {
        let file = format!(
            "# What a caller does\nscenarios:\n\
             - name: one key\n  input: 3\n  at: {MONDAY}\n  variables: {{company: 007}}\n  expect:\n    outcome: hangup\n    \
             texts: [Welcome to 007]\n    nodes:\n    - ask\n    - message\n    variables: {{company: \"007\"}}\n\
             - name: silence\n  input: ~\n  expect: {{texts: [did not hear a key]}}\n\
             - name: several\n  input: 1,dial:busy,record:7\n  expect: {{nodes: [busy]}}\n"
        );
        let report = Scenarios::from_yaml(file.as_bytes())
            .unwrap()
            .run(&reception(), MONDAY.parse().unwrap());
        assert!(report.passed(), "{report}");
        assert_eq!(report.results.len(), 3);
        assert_eq!(report.results[1].run.unused, 0);
    }

    #[test]
    fn json_is_yaml() {
        let file = json!({"scenarios": [{"name": "a", "input": "1,dial:busy", "expect": {"nodes": ["busy"]}}]});
        let text = file.to_string();
        assert_eq!(Scenarios::from_yaml(text.as_bytes()).unwrap(), read(&file));
    }

    #[test]
    fn what_is_no_scenario_file_is_refused_and_says_why() {
        for (file, why) in [
            ("scenarios:\n- name: a\n  inputs: 1\n", "inputs"),
            ("scenarios:\n- name: a\n  input: 1,x\n", "item 2"),
            ("scenarios:\n- name: a\n  name: b\n", "name"),
            ("scenarios:\n- name: a\n  at: 2026-03-02\n", "RFC 3339"),
            ("scenarios: [\n", ""),
            ("scenarios: []\n---\nscenarios: []\n", ""),
            ("", ""),
        ] {
            let error = Scenarios::from_yaml(file.as_bytes()).unwrap_err();
            assert!(error.to_string().contains(why), "{file}: {error}");
        }
        assert!(Scenarios::from_yaml(b"scenarios: [\xff]").is_err());
    }

    #[test]
    fn aliases_are_refused_before_they_multiply() {
        let mut bomb = "scenarios:\n- &a0 {name: a}\n".to_owned();
        for level in 1..40 {
            let before = format!("*a{}", level - 1);
            writeln!(bomb, "- &a{level} [{before}, {before}, {before}, {before}]").unwrap();
        }
        assert!(Scenarios::from_yaml(bomb.as_bytes()).is_err());
        let deep = format!("scenarios: {}", "[".repeat(100_000));
        assert!(Scenarios::from_yaml(deep.as_bytes()).is_err());
        let block = (0..5_000).fold("scenarios:\n".to_owned(), |text, depth| {
            text + &" ".repeat(depth) + "-\n"
        });
        assert!(Scenarios::from_yaml(block.as_bytes()).is_err());
    }
}
