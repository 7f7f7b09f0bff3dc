//! Graphs that are made to be large, deep or repetitive: all of it ends, on a small stack.

use std::thread;

use serde_json::{Value, json};
use voice_core::Timestamp;
use voice_ivr_flow::compile::twiml::{TwimlOptions, compile};
use voice_ivr_flow::explore::Exploration;
use voice_ivr_flow::import::twilio_studio;
use voice_ivr_flow::simulate::{Run, Script, Simulation};
use voice_ivr_flow::{Finding, FindingKind, Flow, Program, diff};

use crate::support::parsed;

/// A stack that no recursion over the input would fit into.
pub(crate) fn on_a_small_stack(work: impl FnOnce() + Send + 'static) {
    let thread = thread::Builder::new().stack_size(256 << 10);
    thread.spawn(work).unwrap().join().unwrap();
}

fn call(flow: &Flow, inputs: &str) -> Run {
    let program = Program::lower(&flow.validate().unwrap());
    Simulation::new(Timestamp::UNIX_EPOCH).run(&program, &Script::parse(inputs).unwrap())
}

/// `start → n0 → n1 → … → bye` of one type.
fn chain(count: usize, of_type: &str, data: &Value, label: &str) -> Flow {
    let mut nodes = vec![json!({"id": "start", "type": "start"})];
    let mut edges = vec![json!({"source": "start", "target": "n0"})];
    for at in 0..count {
        nodes.push(json!({"id": format!("n{at}"), "type": of_type, "data": data}));
        let target = if at + 1 == count {
            "bye".to_owned()
        } else {
            format!("n{}", at + 1)
        };
        edges.push(json!({"source": format!("n{at}"), "target": target, "label": label}));
    }
    nodes.push(json!({"id": "bye", "type": "hangup"}));
    parsed(&json!({"name": "Chain", "variables": {"x": "text"}, "nodes": nodes, "edges": edges}))
}

#[test]
fn a_chain_of_100_000_nodes_is_checked_and_called_on_a_small_stack() {
    on_a_small_stack(|| {
        // Ten thousand are more than this stack would hold; a menu is what has the most states.
        for (count, of_type, data, label) in [
            (10_000, "say", json!({"message": "Hi."}), ""),
            (100_000, "menu", json!({"message": "Press 1."}), "1"),
            (10_000, "set", json!({"variable": "x", "value": "1"}), ""),
        ] {
            let flow = chain(count, of_type, &data, label);
            let program = Program::lower(&flow.validate().unwrap());
            let run = Simulation::new(Timestamp::UNIX_EPOCH).run(&program, &Script::default());
            assert!(run.events.len() < 50_000);
        }
    });
}

#[test]
fn a_chain_of_2_000_menus_is_explored_and_compared_on_a_small_stack() {
    on_a_small_stack(|| {
        let chain = |message: &str| {
            let data = json!({"message": message});
            chain(2_000, "menu", &data, "1").validate().unwrap()
        };
        let (old, new) = (chain("Press 1."), chain("Press one."));
        let report = Exploration::new(Timestamp::UNIX_EPOCH).run(&old);
        assert_eq!(report.nodes, 2_002);
        let changes = diff(&old, &new, Timestamp::UNIX_EPOCH);
        assert!(!changes.is_empty());
    });
}

/// Subflows `s0…`, each running the next one `times` over, the last one returning.
fn nested(count: usize, times: usize) -> Flow {
    let body = |at: usize| {
        let mut nodes = vec![json!({"id": "start", "type": "start"})];
        let mut edges = Vec::new();
        let mut before = "start".to_owned();
        if at < count {
            for time in 0..times {
                let id = format!("r{time}");
                nodes
                    .push(json!({"id": id, "type": "subflow", "data": {"flow": format!("s{at}")}}));
                edges.push(json!({"source": before, "target": id}));
                before = id;
            }
        }
        nodes.push(json!({"id": "end", "type": "hangup", "data": {"label": "back"}}));
        edges.push(json!({"source": before, "target": "end"}));
        json!({"nodes": nodes, "edges": edges})
    };
    let mut document = body(0);
    document["nodes"]
        .as_array_mut()
        .unwrap()
        .last_mut()
        .unwrap()["data"] = json!({});
    document["name"] = json!("Nested");
    document["flows"] = (0..count)
        .map(|at| (format!("s{at}"), body(at + 1)))
        .collect();
    parsed(&document)
}

#[test]
fn ten_thousand_subflows_in_a_chain_are_run_on_a_small_stack() {
    on_a_small_stack(|| {
        let flow = nested(10_000, 1);
        assert_eq!(flow.check().errors(), 0, "{}", flow.check());
        let run = call(&flow, "");
        assert_eq!(run.outcome.as_str(), "max_steps");
    });
}

#[test]
fn subflows_that_run_the_next_one_twice_end_at_the_step_limit() {
    let flow = nested(20, 2);
    assert_eq!(flow.check().errors(), 0);
    let run = call(&flow, "");
    assert_eq!(run.outcome.as_str(), "max_steps");
    let few = nested(5, 2);
    assert_eq!(call(&few, "").outcome.as_str(), "hangup");
    let program = Program::lower(&flow.validate().unwrap());
    assert!(compile(&program, &TwimlOptions::new()).documents.len() < 100);
}

#[test]
fn subflows_that_run_one_another_in_a_ring_of_10_000_are_refused() {
    on_a_small_stack(|| {
        let mut document: Value = serde_json::from_str(&nested(10_000, 1).to_json()).unwrap();
        document["flows"]["s9999"]["nodes"] = json!([{"id": "start", "type": "start"},
            {"id": "r0", "type": "subflow", "data": {"flow": "s0"}},
            {"id": "end", "type": "hangup"}]);
        document["flows"]["s9999"]["edges"] =
            json!([{"source": "start", "target": "r0"}, {"source": "r0", "target": "end"}]);
        let findings = parsed(&document).check();
        assert!(findings.find(FindingKind::SubflowRecursion).is_some());
    });
}

#[test]
fn a_variable_that_doubles_itself_stays_small() {
    let flow = chain(
        200,
        "set",
        &json!({"variable": "x", "value": "{{x}}{{x}}é"}),
        "",
    );
    let run = call(&flow, "");
    assert_eq!(run.outcome.as_str(), "hangup");
    assert!(run.variables["x"].len() <= 8_192);
    assert!(run.variables["x"].len() > 8_000);
}

#[test]
fn very_long_words_are_findings_and_not_faults() {
    let long = "x".repeat(1 << 20);
    let words = [
        json!({"id": long, "type": "say", "data": {"message": "x"}}),
        json!({"id": "n", "type": long, "data": {"message": "x"}}),
        json!({"id": "n", "type": "say", "data": {long.clone(): "x", "message": "y"}}),
        json!({"id": "n", "type": "dial", "data": {"number": long}}),
        json!({"id": "n", "type": "gather", "data": {"message": "x", "variable": long}}),
        json!({"id": "n", "type": "gather", "data": {"message": "x", "variable": "x", "pattern": format!("({long}){{900}}")}}),
        json!({"id": "n", "type": "say", "data": {"message": format!("{{{{{long}}}}}")}}),
        json!({"id": "n", "type": "hours", "data": {"timezone": long}}),
    ];
    for node in words {
        let flow = parsed(
            &json!({"name": long, "nodes": [{"id": "start", "type": "start"}, node, {"id": "bye", "type": "hangup"}],
            "edges": [{"source": "start", "target": "n"}, {"source": "n", "target": "bye"}]}),
        );
        let findings = flow.check();
        assert!(!findings.is_empty());
        let said: usize = findings.iter().map(Finding::message).map(str::len).sum();
        assert!(said < 20_000, "a finding repeats the word: {said} bytes");
    }
}

#[test]
fn huge_numbers_are_findings_or_compared_as_decimals() {
    let huge = "9".repeat(100_000);
    let branch =
        json!({"conditions": [{"label": "a", "variable": "x", "op": "gt", "value": huge}]});
    let mut document: Value =
        serde_json::from_str(&chain(1, "branch", &branch, "else").to_json()).unwrap();
    document["edges"]
        .as_array_mut()
        .unwrap()
        .push(json!({"source": "n0", "target": "bye", "label": "a"}));
    assert_eq!(call(&parsed(&document), "").outcome.as_str(), "hangup");
    let text = format!(
        "{{\"name\":\"x\",\"nodes\":[{{\"id\":\"start\",\"type\":\"start\"}},{{\"id\":\"n\",\"type\":\"pause\",\"data\":{{\"seconds\":{huge}}}}},{{\"id\":\"m\",\"type\":\"pause\",\"data\":{{\"seconds\":1e{huge}}}}}],\"edges\":[]}}"
    );
    let findings = Flow::from_json(text.as_bytes()).unwrap().check();
    assert_eq!(
        findings
            .iter()
            .filter(|finding| finding.kind() == FindingKind::BadValue)
            .count(),
        2
    );
}

#[test]
fn deep_markup_is_checked_on_a_small_stack() {
    on_a_small_stack(|| {
        let deep = format!("{}x{}", "<p>".repeat(100_000), "</p>".repeat(100_000));
        let flow = chain(1, "say", &json!({"message": "x", "ssml": deep}), "");
        let _ = flow.check();
        if let Ok(valid) = flow.validate() {
            let compiled = compile(&Program::lower(&valid), &TwimlOptions::new());
            assert!(!compiled.documents.is_empty());
        }
        let broken = chain(
            1,
            "say",
            &json!({"message": "x", "ssml": "<p>".repeat(300_000)}),
            "",
        );
        assert!(broken.check().errors() > 0);
    });
}

#[test]
fn a_foreign_graph_of_50_000_widgets_is_imported_on_a_small_stack() {
    on_a_small_stack(|| {
        let count = 25_000;
        let mut states = vec![json!({"name": "T", "type": "trigger",
            "transitions": [{"event": "incomingCall", "next": "w0"}]})];
        for at in 0..count {
            // All are passed over, so each edge is followed through all of them.
            states.push(
                json!({"name": format!("w{at}"), "type": "fork-stream", "properties": {},
                "transitions": [{"event": "next", "next": format!("w{}", at + 1)}]}),
            );
            states.push(json!({"name": format!("s{at}"), "type": "say-play", "properties": {"say": format!("{{{{a.v{at}}}}}")},
                "transitions": [{"event": "audioComplete", "next": "w0"}]}));
        }
        let import = twilio_studio(json!({"states": states}).to_string().as_bytes()).unwrap();
        assert!(import.remarks.len() >= count);
        assert_eq!(import.flow.check().errors(), 0);
    });
}

#[test]
fn a_foreign_text_of_open_braces_is_read_once() {
    for text in [
        "{{".repeat(500_000),
        "{%".repeat(500_000),
        "{{a".repeat(300_000),
        "{{a}}{%b%}".repeat(50_000),
    ] {
        let states = json!([{"name": "a", "type": "say-play", "properties": {"say": text}, "transitions": []}]);
        let import = twilio_studio(
            json!({"states": states, "initial_state": "a"})
                .to_string()
                .as_bytes(),
        )
        .unwrap();
        assert_eq!(import.flow.check().errors(), 0);
    }
}
