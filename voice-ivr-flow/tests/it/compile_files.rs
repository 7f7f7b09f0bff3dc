//! Documents as files: which there are, how they hang together, how large they are, and that a small server that has
//! nothing else plays the same call.

use std::collections::{BTreeSet, HashSet};

use proptest::prelude::*;
use proptest::test_runner::{Config, TestRunner};
use serde_json::{Value, json};
use voice_ivr_flow::Program;
use voice_ivr_flow::compile::Compiled;
use voice_ivr_flow::compile::twiml::{TwimlOptions, compile};
use voice_ivr_flow::simulate::{EventKind, Script, Simulation};
use voice_twilio::twiml::play::{Act, Call, Happening, Request, Script as Acts, run};
use voice_twilio::twiml::{MAX_DOCUMENT_BYTES, Response, Verb};

use crate::proof_flows::case;
use crate::proof_play::{now, percent_decoded};
use crate::support::parsed;

fn program(document: &Value) -> Program {
    Program::lower(&parsed(document).validate().unwrap())
}

/// The action or redirect of each verb that has one, without the base.
fn targets(document: &str) -> Vec<String> {
    let verbs = Response::parse(document).unwrap().response.verbs;
    let url = |verb: &Verb| match verb {
        Verb::Gather(verb) => verb.action.clone(),
        Verb::Record(verb) => verb.action.clone(),
        Verb::Dial(verb) => verb.action.clone(),
        Verb::Sms(verb) => verb.action.clone(),
        Verb::Connect(verb) => verb.action.clone(),
        Verb::Redirect(verb) => Some(verb.url.clone()),
        _ => None,
    };
    verbs.iter().filter_map(url).collect()
}

/// The names that stand in double braces.
fn holes(content: &str) -> Vec<String> {
    let found = content.split("{{").skip(1);
    let found: BTreeSet<_> = found.map(|rest| rest.split("}}").next().unwrap()).collect();
    found.into_iter().map(str::to_owned).collect()
}

#[test]
fn every_name_in_a_manifest_is_a_state_and_every_wait_has_a_document() {
    let mut runner = TestRunner::new(Config {
        cases: 500,
        failure_persistence: None,
        ..Config::default()
    });
    let agents = TwimlOptions::new().agent_url("wss://agent.example/");
    let result = runner.run(&case(), |case| {
        let program = Program::lower(&case.flow().validate().unwrap());
        let compiled = compile(&program, &agents);
        let states: HashSet<&str> = program.states().collect();
        let has = |state: &str| compiled.document(state).is_some();
        // Nodes that only decide are named without an attempt.
        let decides = |state: &str| !state.contains('@');
        let manifest: Value = serde_json::from_str(&compiled.manifest().to_json()).unwrap();
        let listed = manifest["documents"].as_object().unwrap();
        prop_assert_eq!(compiled.documents.len(), listed.len());
        prop_assert!(has(&compiled.entry));
        for document in &compiled.documents {
            prop_assert!(states.contains(document.state.as_str()));
            let own: Vec<&str> = document
                .holes
                .iter()
                .map(voice_ivr_flow::Ident::as_str)
                .collect();
            prop_assert_eq!(holes(&document.content), own);
            for next in document.next.iter().filter_map(|(_, next)| next) {
                prop_assert!(states.contains(next), "{}", next);
                prop_assert!(has(next) || decides(next), "{} has no document", next);
            }
            for target in targets(&document.content) {
                let target = percent_decoded(&target.replace("?enter", ""));
                prop_assert!(
                    has(&target) || decides(&target),
                    "{} has no document",
                    target
                );
            }
        }
        Ok(())
    });
    result.unwrap();
}

/// What a server does that has the files and their manifest, and judges menus by it.
fn served(compiled: &Compiled, request: &Request) -> Response {
    let state = request.path().trim_start_matches('/').to_owned();
    let answer = |name: &str| request.param(name).filter(|value| !value.is_empty());
    let state = match compiled.document(&state) {
        _ if state == "voice" => Some("start".into()),
        Some(_) if request.url.ends_with("?enter") => Some(state.as_str().into()),
        Some(document) => {
            let next = &document.next;
            let way = if let Some(result) = answer("DialCallStatus") {
                next.get(result)
            } else if next.get("silence").is_some() {
                let silent = answer("RecordingUrl").is_none();
                next.get(if silent { "silence" } else { "next" })
            } else if let Some(digits) = answer("Digits") {
                next.get(digits).or(next.get("invalid"))
            } else {
                next.get("timeout")
            };
            way.cloned().flatten()
        }
        None => panic!("no document {state}"),
    };
    let Some(state) = state else {
        return Response::new();
    };
    let content = &compiled.document(&state).unwrap().content;
    let filled = content.replace("{{company}}", "R&amp;D");
    let filled = filled.replace("{{sales_number}}", "+15550100001");
    Response::parse(&filled.replace("{{support_number}}", "+15550100002"))
        .unwrap()
        .response
}

/// With long texts the documents redirect to one another instead of repeating them.
#[test]
fn a_server_that_has_only_the_files_and_the_manifest_plays_the_reception() {
    for more in ["", &" and so on".repeat(400)] {
        plays_the_reception(more);
    }
}

fn plays_the_reception(more: &str) {
    let json = voice_ivr_flow::templates::RECEPTION;
    let json = json.replace("after the tone", &format!("after the tone{more}"));
    let json: Value = serde_json::from_str(&json).unwrap();
    let program = program(&json);
    let compiled = compile(&program, &TwimlOptions::new());
    for (script, acts) in [
        (
            "1,dial:busy,record:7",
            vec![Act::keys("1"), Act::busy(), Act::Record(7)],
        ),
        (
            "~,9,2,dial:completed",
            vec![
                Act::Silence,
                Act::keys("9"),
                Act::keys("2"),
                Act::answered(),
            ],
        ),
        (
            "*,3,record:0",
            vec![Act::keys("*"), Act::keys("3"), Act::Record(0)],
        ),
        ("~,~,~", vec![]),
        (
            "9,9,9,record:4",
            vec![
                Act::keys("9"),
                Act::keys("9"),
                Act::keys("9"),
                Act::Record(4),
            ],
        ),
    ] {
        let simulated = Simulation::new(now())
            .variable("company", "R&D")
            .run(&program, &Script::parse(script).unwrap());
        let simulated: Vec<_> = simulated
            .events
            .into_iter()
            .filter_map(|event| match event.kind {
                EventKind::Say { text } => Some(text),
                EventKind::Dial { to, .. } => Some(to.join(" ")),
                EventKind::Record { seconds } => Some(seconds.to_string()),
                _ => None,
            })
            .collect();
        let call = Call::new("https://voice.example/voice");
        let trace = run(call, Acts::new(acts), |request| served(&compiled, request));
        let played: Vec<_> = trace
            .events
            .into_iter()
            .filter_map(|event| match event.what {
                Happening::Say { text } => Some(text),
                Happening::Dial { targets, .. } => Some(targets.join(" ")),
                Happening::Record { seconds } => Some(seconds.to_string()),
                _ => None,
            })
            .collect();
        assert_eq!(played, simulated, "{script}");
    }
}

/// A chain of `say` nodes, each said from a key of its own as well if `keys`.
fn chain(length: usize, text: &str) -> Value {
    let mut nodes = vec![json!({"id": "start", "type": "start"})];
    let mut edges = vec![json!({"source": "start", "target": "n0"})];
    for at in 0..length {
        nodes.push(json!({"id": format!("n{at}"), "type": "say", "data": {"message": text}}));
        edges.push(json!({"source": format!("n{at}"), "target": format!("n{}", at + 1)}));
    }
    nodes.push(json!({"id": format!("n{length}"), "type": "hangup"}));
    json!({"name": "Chain", "nodes": nodes, "edges": edges})
}

#[test]
fn a_long_chain_is_cut_into_documents_that_twilio_reads() {
    let program = program(&chain(300, &"word ".repeat(60)));
    let compiled = compile(&program, &TwimlOptions::new());
    assert!(compiled.documents.len() > 2, "{}", compiled.documents.len());
    let mut spoken = 0;
    for document in &compiled.documents {
        assert!(document.content.len() < MAX_DOCUMENT_BYTES);
        spoken += document.content.matches("<Say>").count();
    }
    assert_eq!(spoken, 300);
    // The documents lead from one to the next.
    let mut at = "start".to_owned();
    let mut hops = 0;
    while let Some(next) = compiled.document(&at).unwrap().next.get("next") {
        at = next.clone().unwrap().into();
        hops += 1;
    }
    assert_eq!(hops + 1, compiled.documents.len());
}

/// L11: neither the stack nor the size of the output grows faster than the flow.
#[test]
fn a_flow_of_100_000_nodes_compiles_to_linear_output() {
    let bytes = |length: usize| {
        let compiled = compile(&program(&chain(length, "Hi.")), &TwimlOptions::new());
        let sizes = compiled.documents.iter().map(|own| own.content.len());
        sizes.sum::<usize>()
    };
    let (small, large) = (bytes(10_000), bytes(100_000));
    assert!(large < small * 11, "{small} bytes, then {large}");
}

/// Every key of a menu leads into the same chain at another place: nothing is written twice.
#[test]
fn states_that_many_ways_lead_to_are_not_copied_behind_each_of_them() {
    let mut document = chain(90, &"word ".repeat(500));
    document["nodes"][0] = json!({"id": "start", "type": "start"});
    let nodes = document["nodes"].as_array_mut().unwrap();
    nodes.push(json!({"id": "ask", "type": "menu", "data": {"message": "Which?", "digits": 2}}));
    let edges = document["edges"].as_array_mut().unwrap();
    edges[0] = json!({"source": "start", "target": "ask"});
    for at in 0..90 {
        let label = format!("{}", at + 10);
        edges.push(json!({"source": "ask", "target": format!("n{at}"), "label": label}));
    }
    let compiled = compile(&program(&document), &TwimlOptions::new());
    let spoken = compiled.documents.iter();
    let spoken: usize = spoken
        .map(|own| own.content.matches("word word").count())
        .sum();
    assert_eq!(spoken, 90 * 250);
}

#[test]
fn names_that_are_no_file_or_path_are_made_into_some() {
    let long = "x".repeat(300);
    let document = json!({"name": "Names", "nodes": [
        {"id": "start", "type": "start"},
        {"id": "..", "type": "set", "data": {"variable": "v", "value": "1"}},
        {"id": "a/b?c@1 %", "type": "pause"},
        {"id": long, "type": "menu", "data": {"message": "Press 1."}},
        {"id": "bye", "type": "hangup"}],
        "edges": [{"source": "start", "target": ".."}, {"source": "..", "target": "a/b?c@1 %"},
            {"source": "a/b?c@1 %", "target": long}, {"source": long, "target": "bye", "label": "1"}]});
    let compiled = compile(&program(&document), &TwimlOptions::new());
    let start = compiled.document("start").unwrap();
    assert_eq!(
        start.content,
        "<Response><Redirect>%252E%252E?enter</Redirect></Response>"
    );
    assert_eq!(start.next.get("next").unwrap().as_deref(), Some("%2E%2E"));
    let files: Vec<&str> = compiled
        .documents
        .iter()
        .map(|own| own.file.as_str())
        .collect();
    assert!(files.contains(&"a%2Fb%3Fc%401%20%25@1.xml"), "{files:?}");
    for file in files {
        assert!(
            file.len() < 255 && !file.contains(['/', '\\', '?', ':']),
            "{file}"
        );
    }
}

/// A menu whose every key leads to a prompt that leads back to it.
#[test]
fn the_answers_of_a_menu_are_not_repeated_behind_each_way_to_it() {
    let size = |keys: usize| {
        let mut nodes = vec![
            json!({"id": "start", "type": "start"}),
            json!({"id": "ask", "type": "menu", "data": {"message": "{{choices}}", "digits": 4}}),
            json!({"id": "bye", "type": "hangup"}),
        ];
        let mut edges = vec![
            json!({"source": "start", "target": "ask"}),
            json!({"source": "ask", "target": "bye", "label": "default"}),
        ];
        for key in 0..keys {
            let id = format!("k{key:04}");
            nodes.push(json!({"id": id, "type": "say", "data": {"message": "Yes."}}));
            edges.push(json!({"source": "ask", "target": id, "label": &id[1..]}));
            edges.push(json!({"source": id, "target": "ask"}));
        }
        let variables = json!({"choices": "text"});
        let document = json!({"name": "x", "variables": variables, "nodes": nodes, "edges": edges});
        let compiled = compile(&program(&document), &TwimlOptions::new());
        compiled
            .files()
            .map(|(_, content)| content.len())
            .sum::<usize>()
    };
    let (small, large) = (size(50), size(800));
    assert!(
        large < 20 * small,
        "{small} bytes for 50 keys, {large} for 800"
    );
}
