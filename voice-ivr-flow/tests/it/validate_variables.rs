//! flow-semantics.md §5.3: which variables are set when they are read.

use serde_json::{Value, json};

use crate::support::{expect, parsed};

const START: &str = r#"{"id": "start", "type": "start"}"#;

fn flow(nodes: &[Value], edges: &[[&str; 3]]) -> voice_ivr_flow::Flow {
    let mut all = vec![serde_json::from_str(START).unwrap()];
    all.extend(nodes.iter().cloned());
    let edges: Vec<Value> = edges
        .iter()
        .map(|[source, target, label]| json!({"source": source, "target": target, "label": label}))
        .collect();
    parsed(&json!({"name": "x", "variables": {"declared": "text"}, "nodes": all, "edges": edges}))
}

fn reads(id: &str, text: &str) -> Value {
    json!({"id": id, "type": "hangup", "data": {"message": text}})
}

fn sets(id: &str, name: &str) -> Value {
    json!({"id": id, "type": "set", "data": {"variable": name, "value": "1"}})
}

fn hours(id: &str) -> Value {
    json!({"id": id, "type": "hours", "data": {"timezone": "UTC"}})
}

#[test]
fn a_variable_that_nothing_sets_is_unset() {
    let with = |text: &str| flow(&[reads("bye", text)], &[["start", "bye", ""]]);
    expect(&with("{{declared}}"), &[]);
    expect(
        &with("{{ordre_id}} {{ordre_id}}"),
        &["unset-variable bye -"],
    );
    expect(
        &with("{{a}} {{b}}"),
        &["unset-variable bye -", "unset-variable bye -"],
    );
    for broken in ["{{a}} {{b c}}", "{{?}}{{a}}", "{{a}} {{", "\u{1}{{a}}"] {
        let found = with(broken).check();
        let unset = found.iter().filter(|finding| finding.code() == "F023");
        assert_eq!((unset.count(), found.errors()), (1, 2), "{broken}: {found}");
    }
    let findings = with("{{declred}}").check();
    assert_eq!(
        findings.iter().next().unwrap().help(),
        "did you mean `declared`?"
    );
}

#[test]
fn a_variable_that_is_set_only_afterwards_is_unset() {
    let flow = flow(
        &[
            json!({"id": "say", "type": "say", "data": {"message": "{{a}}"}}),
            sets("set", "a"),
            reads("bye", "{{a}}"),
        ],
        &[["start", "say", ""], ["say", "set", ""], ["set", "bye", ""]],
    );
    expect(&flow, &["unset-variable say -"]);
}

#[test]
fn a_variable_that_is_set_on_some_paths_is_maybe_unset() {
    let with = |other: Value| {
        flow(
            &[hours("h"), sets("one", "a"), other, reads("bye", "{{a}}")],
            &[
                ["start", "h", ""],
                ["h", "one", "open"],
                ["h", "two", "closed"],
                ["one", "bye", ""],
                ["two", "bye", ""],
            ],
        )
    };
    expect(&with(sets("two", "b")), &["maybe-unset bye -"]);
    expect(&with(sets("two", "a")), &[]);
}

#[test]
fn a_loop_does_not_set_what_its_first_round_does_not() {
    let flow = flow(
        &[
            json!({"id": "ask", "type": "menu", "data": {"message": "{{a}} 1"}}),
            sets("set", "a"),
            reads("bye", "{{a}}"),
        ],
        &[
            ["start", "ask", ""],
            ["ask", "set", "1"],
            ["set", "ask", ""],
            ["ask", "bye", ""],
        ],
    );
    expect(&flow, &["maybe-unset ask -", "maybe-unset bye -"]);
}

#[test]
fn nodes_set_their_variables_on_the_exits_of_section_5_3() {
    // Type, data, label, whether `v` is set there.
    let cases = [
        (
            "gather",
            json!({"message": "?", "variable": "v"}),
            "ok",
            true,
        ),
        (
            "gather",
            json!({"message": "?", "variable": "v"}),
            "timeout",
            false,
        ),
        (
            "gather",
            json!({"message": "?", "variable": "v"}),
            "default",
            false,
        ),
        (
            "request",
            json!({"url": "https://example.com/", "save": {"v": "m"}}),
            "ok",
            true,
        ),
        (
            "request",
            json!({"url": "https://example.com/", "save": {"v": "m"}}),
            "failed",
            false,
        ),
        (
            "agent",
            json!({"prompt": "p", "variables": ["v"], "outcomes": ["o"]}),
            "o",
            true,
        ),
        (
            "agent",
            json!({"prompt": "p", "variables": ["v"], "outcomes": ["o"]}),
            "default",
            true,
        ),
        ("record", json!({"variable": "v"}), "", true),
        ("record", json!({"variable": "v"}), "silence", false),
        (
            "voicemail",
            json!({"message": "?", "variable": "v"}),
            "",
            true,
        ),
        ("set", json!({"variable": "v", "value": ""}), "", true),
    ];
    for (of_type, data, label, is_set) in cases {
        let node = json!({"id": "n", "type": of_type, "data": data});
        let flow = flow(
            &[node, reads("bye", "{{v}}")],
            &[["start", "n", ""], ["n", "bye", label]],
        );
        let found = flow.check().iter().any(|finding| finding.code() == "F023");
        assert_eq!(found, !is_set, "{of_type} {label}");
    }
}

#[test]
fn every_text_and_every_condition_reads() {
    for (of_type, data) in [
        ("say", json!({"message": "{{v}}"})),
        ("say", json!({"message": {"en": "a", "hi": "{{v}}"}})),
        ("say", json!({"message": "a", "ssml": "<s>{{v}}</s>"})),
        ("play", json!({"url": "https://example.com/{{v}}"})),
        ("menu", json!({"audio": "{{v}}"})),
        ("menu", json!({"message": "1", "invalid_message": "{{v}}"})),
        ("menu", json!({"message": "1", "timeout_message": "{{v}}"})),
        ("dial", json!({"numbers": ["+15550100001", "{{v}}"]})),
        (
            "dial",
            json!({"number": "+15550100001", "caller_id": "{{v}}"}),
        ),
        ("transfer", json!({"number": "{{v}}"})),
        ("queue", json!({"queue": "{{v}}"})),
        ("conference", json!({"room": "{{v}}"})),
        ("set", json!({"variable": "v", "value": "{{v}}"})),
        (
            "branch",
            json!({"conditions": [{"label": "a", "variable": "v", "op": "eq", "value": "1"}]}),
        ),
        (
            "branch",
            json!({"conditions": [{"label": "a", "variable": "declared", "op": "eq", "value": "{{v}}"}]}),
        ),
        (
            "branch",
            json!({"conditions": [{"label": "a", "variable": "declared", "op": "in", "value": ["{{v}}"]}]}),
        ),
        (
            "branch",
            json!({"conditions": [{"label": "a", "variable": "declared", "op": "matches", "value": "{{v}}"}]}),
        ),
        (
            "request",
            json!({"url": "https://example.com/", "headers": {"a": "{{v}}"}}),
        ),
        (
            "request",
            json!({"url": "https://example.com/", "body": "{{v}}"}),
        ),
        ("sms", json!({"to": "{{v}}", "body": "a"})),
        ("sms", json!({"body": "{{v}}"})),
        ("agent", json!({"prompt": "{{v}}"})),
        ("voicemail", json!({"message": "a", "notify": "{{v}}"})),
        ("hangup", json!({"message": "{{v}}"})),
    ] {
        let node = json!({"id": "n", "type": of_type, "data": data});
        let findings = flow(&[node], &[["start", "n", ""]]).check();
        assert!(
            findings.iter().any(|finding| finding.code() == "F023"),
            "{of_type}: {findings}"
        );
    }
}

#[test]
fn asking_whether_there_is_a_value_is_no_maybe() {
    let with = |op: &str| {
        let branch = json!({"id": "b", "type": "branch", "data": {"conditions": [
            {"label": "yes", "variable": "a", "op": op, "value": "1"}]}});
        flow(
            &[hours("h"), sets("one", "a"), branch, reads("bye", "")],
            &[
                ["start", "h", ""],
                ["h", "one", "open"],
                ["h", "b", "closed"],
                ["one", "b", ""],
                ["b", "bye", "yes"],
                ["b", "bye", "else"],
            ],
        )
    };
    expect(&with("not_empty"), &[]);
    expect(&with("empty"), &[]);
    expect(&with("eq"), &["maybe-unset b -"]);
}

/// `start → s → bye`, where the subflow has these nodes between its start and its returns.
fn with_subflow(
    inner: &[Value],
    inner_edges: &[[&str; 3]],
    after: &[Value],
    edges: &[[&str; 3]],
) -> voice_ivr_flow::Flow {
    let to_edges = |all: &[[&str; 3]]| -> Vec<Value> {
        all.iter()
            .map(|[s, t, l]| json!({"source": s, "target": t, "label": l}))
            .collect()
    };
    let start: Value = serde_json::from_str(START).unwrap();
    let mut nodes = vec![start.clone()];
    nodes.extend(after.iter().cloned());
    let mut inside = vec![start];
    inside.extend(inner.iter().cloned());
    parsed(
        &json!({"name": "x", "nodes": nodes, "edges": to_edges(edges),
        "flows": {"f": {"nodes": inside, "edges": to_edges(inner_edges)}}}),
    )
}

fn sub(id: &str) -> Value {
    json!({"id": id, "type": "subflow", "data": {"flow": "f"}})
}

fn back(label: &str) -> Value {
    json!({"id": label, "type": "hangup", "data": {"label": label}})
}

#[test]
fn section_4_3_subflows_share_variables() {
    // Set inside on one return only.
    let flow = with_subflow(
        &[hours("h"), sets("set", "a"), back("done"), back("none")],
        &[
            ["start", "h", ""],
            ["h", "set", "open"],
            ["set", "done", ""],
            ["h", "none", "closed"],
        ],
        &[sub("s"), reads("with", "{{a}}"), reads("without", "{{a}}")],
        &[
            ["start", "s", ""],
            ["s", "with", "done"],
            ["s", "without", "none"],
        ],
    );
    expect(&flow, &["unset-variable without -"]);
    // By `default` both returns lead to the same place.
    let flow = with_subflow(
        &[hours("h"), sets("set", "a"), back("done"), back("none")],
        &[
            ["start", "h", ""],
            ["h", "set", "open"],
            ["set", "done", ""],
            ["h", "none", "closed"],
        ],
        &[sub("s"), reads("bye", "{{a}}")],
        &[["start", "s", ""], ["s", "bye", ""]],
    );
    expect(&flow, &["maybe-unset bye -"]);
    // Set before the call, read inside.
    let flow = with_subflow(
        &[
            json!({"id": "say", "type": "say", "data": {"message": "{{a}}"}}),
            back("done"),
        ],
        &[["start", "say", ""], ["say", "done", ""]],
        &[sets("set", "a"), sub("s"), reads("bye", "")],
        &[["start", "set", ""], ["set", "s", ""], ["s", "bye", ""]],
    );
    expect(&flow, &[]);
}

#[test]
fn a_subflow_that_is_run_twice_knows_what_both_callers_know() {
    let flow = with_subflow(
        &[
            json!({"id": "say", "type": "say", "data": {"message": "{{a}}"}}),
            back("done"),
        ],
        &[["start", "say", ""], ["say", "done", ""]],
        &[
            sub("first"),
            sets("set", "a"),
            sub("second"),
            reads("bye", "{{a}}"),
        ],
        &[
            ["start", "first", ""],
            ["first", "set", ""],
            ["set", "second", ""],
            ["second", "bye", ""],
        ],
    );
    expect(&flow, &["maybe-unset say -"]);
}

#[test]
fn many_variables_are_followed() {
    let names: Vec<String> = (0..200).map(|n| format!("v{n}")).collect();
    let mut nodes = vec![hours("h")];
    let mut edges = vec![["start".to_owned(), "h".to_owned(), String::new()]];
    let mut last = ("h".to_owned(), "open".to_owned());
    for name in &names {
        nodes.push(sets(name, name));
        edges.push([last.0, name.clone(), last.1]);
        last = (name.clone(), String::new());
    }
    let holes: Vec<String> = names.iter().map(|name| format!("{{{{{name}}}}}")).collect();
    let text = holes.join(" ");
    nodes.push(json!({"id": "bye", "type": "sms", "data": {"body": text}}));
    nodes.push(reads("end", ""));
    edges.push([last.0, "bye".to_owned(), last.1]);
    edges.push(["h".to_owned(), "bye".to_owned(), "closed".to_owned()]);
    edges.push(["bye".to_owned(), "end".to_owned(), String::new()]);
    let edges: Vec<[&str; 3]> = edges
        .iter()
        .map(|[a, b, c]| [a.as_str(), b.as_str(), c.as_str()])
        .collect();
    let findings = flow(&nodes, &edges).check();
    assert_eq!(findings.len(), 200);
    assert!(findings.iter().all(|finding| finding.code() == "F024"));
}

#[test]
fn every_one_of_3_000_variables_is_followed() {
    let count = 3_000;
    let mut nodes = vec![hours("h")];
    let mut edges = vec![
        ["start".to_owned(), "h".to_owned(), String::new()],
        ["h".to_owned(), "read0".to_owned(), "closed".to_owned()],
    ];
    let mut last = ("h".to_owned(), "open".to_owned());
    for n in 0..count {
        let (set, name) = (format!("set{n}"), format!("v{n}"));
        nodes.push(sets(&set, &name));
        edges.push([last.0, set.clone(), last.1]);
        last = (set, String::new());
    }
    for n in 0..count {
        let id = format!("read{n}");
        let text = format!("{{{{v{n}}}}}");
        nodes.push(json!({"id": id, "type": "say", "data": {"message": text}}));
        edges.push([last.0, id.clone(), last.1]);
        last = (id, String::new());
    }
    nodes.push(reads("end", ""));
    edges.push([last.0, "end".to_owned(), last.1]);
    let edges: Vec<[&str; 3]> = edges
        .iter()
        .map(|[a, b, c]| [a.as_str(), b.as_str(), c.as_str()])
        .collect();
    let findings = flow(&nodes, &edges).check();
    assert_eq!(findings.len(), count);
    assert!(findings.iter().all(|finding| finding.code() == "F024"));
}

#[test]
fn a_node_of_an_unknown_type_sets_anything_only_where_a_path_leads_on_from_it() {
    let unknown = json!({"id": "u", "type": "nope"});
    let with = |edges: &[[&str; 3]]| {
        let nodes = [
            hours("h"),
            unknown.clone(),
            reads("one", "{{q}}"),
            reads("two", "{{q}}"),
        ];
        flow(&nodes, edges)
    };
    let open = ["h", "one", "open"];
    let unset = |flow: &voice_ivr_flow::Flow| -> Vec<String> {
        let all = flow.check();
        let unset = all.iter().filter(|finding| finding.code() == "F023");
        unset
            .filter_map(|finding| finding.node().map(str::to_owned))
            .collect()
    };
    let apart = with(&[["start", "h", ""], open, ["h", "two", "closed"]]);
    assert_eq!(unset(&apart), ["one", "two"]);
    let beside = with(&[
        ["start", "h", ""],
        open,
        ["h", "u", "closed"],
        ["u", "two", ""],
    ]);
    assert_eq!(unset(&beside), ["one"]);
    let before = with(&[
        ["start", "u", ""],
        ["u", "h", "x"],
        open,
        ["h", "two", "closed"],
    ]);
    assert_eq!(unset(&before), [""; 0]);
}
