//! flow-semantics.md §2 and §5: labels, exits, entries.

use serde_json::{Value, json};

use crate::support::{around, edges, expect, flow, good_nodes, kinds, parsed};

fn data(of_type: &str) -> Value {
    let good = good_nodes();
    good.iter()
        .find(|(name, ..)| *name == of_type)
        .unwrap()
        .1
        .clone()
}

fn found(of_type: &str, labels: &[&str]) -> Vec<String> {
    kinds(&around(of_type, &data(of_type), labels).check())
}

#[test]
fn section_2_1_unlabelled_means_the_usual_exit() {
    let cases: &[(&str, &[&str], &[&str])] = &[
        ("gather", &["", "timeout"], &["ok", "timeout"]),
        ("request", &["", "failed"], &["ok", "failed"]),
        ("branch", &["a", ""], &["a", "else"]),
        ("menu", &["1", ""], &["1", "default"]),
        ("dial", &[""], &["default"]),
        ("transfer", &[" "], &["default"]),
        ("agent", &["done", ""], &["done", "default"]),
        ("subflow", &["back", ""], &["back", "default"]),
    ];
    for (of_type, without, with) in cases {
        assert_eq!(found(of_type, without), [""; 0], "{of_type}");
        assert_eq!(found(of_type, with), [""; 0], "{of_type}");
        // Both spellings at once.
        let last = with.iter().find(|label| !without.contains(label)).unwrap();
        let mut both = without.to_vec();
        both.push(last);
        let id = format!("duplicate-exit n out{}", both.len() - 1);
        assert_eq!(found(of_type, &both), [id], "{of_type}");
    }
    assert_eq!(
        found("hours", &["open", "closed", ""]),
        ["unknown-exit n out2"]
    );
}

#[test]
fn section_2_1_labels_are_trimmed_and_case_sensitive() {
    assert_eq!(found("menu", &[" 1 ", "timeout\n", "invalid"]), [""; 0]);
    assert_eq!(
        found("menu", &["1", "Timeout", "default"]),
        ["unknown-exit n out1"]
    );
    assert_eq!(
        found("menu", &["1", "1 ", "default"]),
        ["duplicate-exit n out1"]
    );
}

#[test]
fn section_2_2_a_label_on_an_only_edge_is_ignored() {
    for of_type in ["say", "play", "pause", "set", "conference"] {
        assert_eq!(
            found(of_type, &["next"]),
            ["label-ignored n out0"],
            "{of_type}"
        );
        assert_eq!(
            found(of_type, &["", "next"]),
            ["unknown-exit n out1"],
            "{of_type}"
        );
        assert_eq!(
            found(of_type, &["a", "b"]),
            ["unknown-exit n out0", "unknown-exit n out1"],
            "{of_type}"
        );
        assert_eq!(
            found(of_type, &["", ""]),
            ["duplicate-exit n out1"],
            "{of_type}"
        );
    }
}

#[test]
fn section_2_2_nothing_leaves_an_end() {
    for of_type in ["hangup", "reject", "forward", "queue"] {
        for label in ["", "completed"] {
            assert_eq!(
                found(of_type, &[label]),
                ["unknown-exit n out0"],
                "{of_type}"
            );
        }
    }
}

#[test]
fn section_2_2_edges_into_start_are_ordinary_jumps() {
    let flow = flow(
        json!([{"id": "start", "type": "start"}, {"id": "ask", "type": "menu", "data": {"message": "Press 1."}}]),
        edges(&[
            &["a", "start", "ask"],
            &["b", "ask", "start", "1"],
            &["c", "ask", "start", "invalid"],
        ]),
    );
    expect(&flow, &["missing-exit ask -"]);
}

#[test]
fn section_4_exits_that_a_type_does_not_have() {
    for (of_type, good, bad) in [
        ("menu", vec!["1", "default"], "ok"),
        ("gather", vec!["ok", "default"], "1"),
        ("dial", vec!["default"], "answered"),
        ("transfer", vec!["default"], "completed"),
        ("record", vec![""], "failed"),
        ("sms", vec![""], "ok"),
        ("request", vec!["ok", "failed"], "default"),
        ("branch", vec!["a", "else"], "b"),
        ("hours", vec!["open", "closed"], "holiday"),
        ("agent", vec!["done", "default"], "other"),
        ("subflow", vec!["back"], "other"),
    ] {
        let mut labels = good.clone();
        labels.push(bad);
        let id = format!("unknown-exit n out{}", good.len());
        assert_eq!(found(of_type, &labels), [id], "{of_type}");
    }
    assert_eq!(
        found("menu", &["1", "default", "१"]),
        ["unknown-exit n out2"]
    );
    assert_eq!(
        found("menu", &["1", "default", "1a"]),
        ["unknown-exit n out2"]
    );
}

#[test]
fn section_4_exits_that_a_type_has() {
    assert_eq!(found("record", &["", "silence"]), [""; 0]);
    assert_eq!(found("voicemail", &["", "silence"]), [""; 0]);
    assert_eq!(found("sms", &["", "failed"]), [""; 0]);
    assert_eq!(found("dial", &["completed", "default"]), [""; 0]);
    assert_eq!(found("subflow", &["default"]), [""; 0]);
}

#[test]
fn section_5_duplicate_exits_are_the_later_edge() {
    assert_eq!(
        found("menu", &["1", "default", "1"]),
        ["duplicate-exit n out2"]
    );
    assert_eq!(found("say", &["", ""]), ["duplicate-exit n out1"]);
    assert_eq!(
        found("dial", &["busy", "busy", "busy", "default"]),
        ["duplicate-exit n out1", "duplicate-exit n out2"]
    );
}

#[test]
fn section_5_dangling_edges_name_the_edge() {
    let nodes = json!([{"id": "start", "type": "start"}, {"id": "dial1", "type": "dial",
        "data": {"number": "+15550100001"}}]);
    let flow = flow(
        nodes,
        edges(&[
            &["a", "start", "dial1"],
            &["b", "dial1", "dail1"],
            &["c", "nobody", "dial1"],
            &["d", "x", "y"],
        ]),
    );
    expect(
        &flow,
        &[
            "dangling-edge dial1 b",
            "dangling-edge - c",
            "dangling-edge - d",
        ],
    );
    let findings = flow.check();
    let finding = findings.iter().next().unwrap();
    assert_eq!(finding.code(), "F012");
    assert_eq!(
        finding.message(),
        "the edge `b` leads to `dail1`, which is not there"
    );
    assert_eq!(finding.help(), "did you mean `dial1`?");
}

#[test]
fn section_5_1_dead_ends() {
    for of_type in [
        "say", "play", "pause", "set", "gather", "hours", "request", "sms", "branch", "subflow",
    ] {
        assert_eq!(found(of_type, &[]), ["dead-end n -"], "{of_type}");
    }
    for of_type in [
        "dial",
        "transfer",
        "conference",
        "record",
        "voicemail",
        "agent",
    ] {
        assert_eq!(found(of_type, &[]), [""; 0], "§4.1 {of_type}");
    }
    for of_type in ["hangup", "reject", "forward", "queue"] {
        assert_eq!(found(of_type, &[]), [""; 0], "{of_type}");
    }
    // A menu without any key edge; its prompt offers one.
    assert_eq!(found("menu", &[]), ["dead-end n -", "offered-key n -"]);
    assert_eq!(
        found("menu", &["timeout", "invalid", "default"]),
        ["dead-end n -", "offered-key n -"]
    );
    expect(
        &flow(json!([{"id": "start", "type": "start"}]), json!([])),
        &["dead-end start -"],
    );
}

#[test]
fn a_subflow_that_never_returns_is_an_end() {
    let with = |label: Value| {
        parsed(
            &json!({"name": "x", "nodes": [{"id": "start", "type": "start"},
            {"id": "sub", "type": "subflow", "data": {"flow": "bye"}}],
            "edges": [{"source": "start", "target": "sub"}],
            "flows": {"bye": {"nodes": [{"id": "start", "type": "start"},
                {"id": "end", "type": "hangup", "data": {"label": label}}],
                "edges": [{"source": "start", "target": "end"}]}}}),
        )
    };
    expect(&with(Value::Null), &[]);
    expect(&with(json!("done")), &["dead-end sub -"]);
}

#[test]
fn section_3_6_outcomes_without_an_edge_are_missing_exits() {
    for (of_type, labels) in [
        ("menu", vec!["1"]),
        ("menu", vec!["1", "timeout"]),
        ("menu", vec!["1", "invalid"]),
        ("gather", vec!["ok"]),
        ("gather", vec!["timeout", "invalid"]),
        ("gather", vec!["default"]),
        ("dial", vec!["completed"]),
        ("dial", vec!["busy", "no-answer"]),
        ("transfer", vec!["busy"]),
        ("hours", vec!["open"]),
        ("hours", vec!["closed"]),
        ("request", vec!["ok"]),
        ("request", vec!["failed"]),
        ("branch", vec!["a"]),
        ("sms", vec!["failed"]),
    ] {
        assert_eq!(
            found(of_type, &labels),
            ["missing-exit n -"],
            "{of_type} {labels:?}"
        );
    }
    for (of_type, labels) in [
        ("menu", vec!["1", "default"]),
        ("menu", vec!["1", "timeout", "invalid"]),
        ("gather", vec!["ok", "default"]),
        ("gather", vec!["ok", "timeout"]),
        ("dial", vec!["default"]),
        ("dial", vec!["busy", "no-answer", "failed"]),
        ("transfer", vec!["busy", "default"]),
    ] {
        assert_eq!(found(of_type, &labels), [""; 0], "{of_type} {labels:?}");
    }
}

#[test]
fn section_5_a_condition_without_its_edge_is_an_error() {
    let flow = around("branch", &data("branch"), &["else"]);
    expect(&flow, &["missing-exit n -"]);
    assert_eq!(flow.check().errors(), 1);
    let flow = around("branch", &data("branch"), &["a"]);
    assert_eq!(
        (flow.check().errors(), flow.check().warnings()),
        (0, 1),
        "no else is a warning"
    );
}

#[test]
fn an_agent_needs_an_edge_for_each_outcome_or_a_default() {
    let data = json!({"prompt": "a", "outcomes": ["yes", "no"]});
    expect(&around("agent", &data, &["yes"]), &["missing-exit n -"]);
    expect(&around("agent", &data, &["yes", "no"]), &[]);
    expect(&around("agent", &data, &["yes", "default"]), &[]);
}

#[test]
fn a_subflow_node_needs_an_edge_for_each_return_or_a_default() {
    let with = |labels: &[&str]| {
        let mut document = json!({"name": "x", "nodes": [{"id": "start", "type": "start"},
            {"id": "n", "type": "subflow", "data": {"flow": "sub"}}, {"id": "bye", "type": "hangup"}],
            "edges": [{"source": "start", "target": "n"}],
            "flows": {"sub": {"nodes": [{"id": "start", "type": "start"},
                {"id": "ask", "type": "menu", "data": {"message": "1 or 2?"}},
                {"id": "one", "type": "hangup", "data": {"label": " one "}},
                {"id": "two", "type": "hangup", "data": {"label": "two"}}],
                "edges": [{"source": "start", "target": "ask"}, {"source": "ask", "target": "one", "label": "1"},
                    {"source": "ask", "target": "two", "label": "2"}, {"source": "ask", "target": "two"}]}}});
        for label in labels {
            let edge = json!({"source": "n", "target": "bye", "label": label});
            document["edges"].as_array_mut().unwrap().push(edge);
        }
        parsed(&document)
    };
    expect(&with(&["one", "two"]), &[]);
    expect(&with(&["one", "default"]), &[]);
    expect(&with(&["one"]), &["missing-exit n -"]);
    expect(&with(&["one", "two", "three"]), &["unknown-exit n #3"]);
}

fn menu(data: &Value, keys: &[&str]) -> Vec<String> {
    let mut labels = keys.to_vec();
    labels.push("default");
    kinds(&around("menu", data, &labels).check())
}

#[test]
fn section_5_ambiguous_entries() {
    let hole = |more: Value| {
        let mut data = json!({"message": "{{x}}"});
        data.as_object_mut()
            .unwrap()
            .extend(more.as_object().unwrap().clone());
        data
    };
    assert_eq!(
        menu(&hole(json!({})), &["1", "12"]),
        ["ambiguous-entry n -"],
        "a proper prefix"
    );
    assert_eq!(menu(&hole(json!({})), &["12", "13", "21"]), [""; 0]);
    assert_eq!(
        menu(&hole(json!({"digits": 1})), &["1", "23"]),
        ["ambiguous-entry n -"],
        "longer"
    );
    assert_eq!(menu(&hole(json!({"digits": 3})), &["12"]), [""; 0]);
    assert_eq!(
        menu(&hole(json!({})), &["12", "#"]),
        ["ambiguous-entry n -"],
        "the finish key"
    );
    assert_eq!(
        menu(&hole(json!({"finish_key": "*"})), &["12", "#1", "*2"]),
        ["ambiguous-entry n -"]
    );
    assert_eq!(
        menu(&hole(json!({"finish_key": ""})), &["12", "#*"]),
        [""; 0]
    );
    // §3.3: with one digit there is no finish key.
    assert_eq!(menu(&hole(json!({})), &["1", "#", "*"]), [""; 0]);
    assert_eq!(
        menu(&hole(json!({"digits": 2})), &["1", "#"]),
        ["ambiguous-entry n -"]
    );
    let long = "1".repeat(33);
    assert_eq!(
        menu(&hole(json!({})), &[&long]),
        ["ambiguous-entry n -"],
        "more than an entry can have"
    );
}

#[test]
fn an_sms_with_an_edge_for_failure_only_is_told_what_is_missing() {
    let findings = around("sms", &json!({"body": "Hi."}), &["failed"]).check();
    let finding = findings.iter().next().unwrap();
    assert_eq!(
        finding.message(),
        "the sms `n` has an edge for a text that could not be sent, and none for one that was: the call ends there"
    );
}
