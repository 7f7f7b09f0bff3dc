//! `voice flow compile` and `voice flow graph`

use std::fs;

use crate::support::{folder, template, voice, voice_with};

#[test]
fn a_folder_gets_a_file_for_each_document_and_a_manifest_twice_the_same() {
    let flow = template("vendor-order-confirmation");
    let (one, two) = (folder("compile-one"), folder("compile-two"));
    for out in [&one, &two] {
        let ran = voice(&[
            "flow",
            "compile",
            &flow,
            "--target",
            "twiml",
            "--out",
            out.to_str().unwrap(),
        ]);
        assert_eq!(ran.status, 0, "{ran:?}");
    }
    let manifest = fs::read_to_string(one.join("manifest.json")).unwrap();
    let manifest: serde_json::Value = serde_json::from_str(&manifest).unwrap();
    assert_eq!(manifest["target"], "twiml");
    assert_eq!(manifest["flow"], "Vendor order confirmation");
    let documents = manifest["documents"].as_object().unwrap();
    assert!(documents.contains_key("ask@2"), "{documents:?}");
    assert_eq!(documents["ask@1"]["next"]["timeout"], "ask@2");
    for document in documents.values() {
        let file = document["file"].as_str().unwrap();
        let content = fs::read(one.join(file)).unwrap();
        assert!(content.starts_with(b"<"), "{file}");
        assert_eq!(content, fs::read(two.join(file)).unwrap(), "{file}");
    }
    let reported = manifest["report"].as_array().unwrap();
    assert!(reported.iter().any(|entry| entry["node"] == "ask"));
}

#[test]
fn addresses_are_relative_unless_a_base_is_given() {
    let flow = template("rider-delivery-alert");
    let relative = voice(&["flow", "compile", &flow, "--target", "twiml"]);
    assert!(
        !relative.out.contains("https://calls.example.com"),
        "{}",
        relative.out
    );
    let base = "https://calls.example.com/rider/";
    let based = voice(&[
        "flow",
        "compile",
        &flow,
        "--target",
        "twiml",
        "--base-url",
        base,
    ]);
    assert!(
        based.out.contains("=\"https://calls.example.com/rider/"),
        "{}",
        based.out
    );
    for wrong in [
        "calls.example.com",
        "ftp://example.com",
        "https://example.com/?a=1",
    ] {
        let ran = voice(&[
            "flow",
            "compile",
            &flow,
            "--target",
            "twiml",
            "--base-url",
            wrong,
        ]);
        assert_eq!(ran.status, 2, "{wrong}");
        assert!(ran.err.contains("--base-url"), "{ran:?}");
    }
}

const AGENT: &str = r#"{"name": "Agent",
  "nodes": [{"id": "start", "type": "start"},
            {"id": "talk", "type": "agent", "data": {"prompt": "Be kind.", "outcomes": ["done"]}},
            {"id": "bye", "type": "hangup"}],
  "edges": [{"source": "start", "target": "talk"},
            {"source": "talk", "target": "bye", "label": "done"},
            {"source": "talk", "target": "bye", "label": "default"}]}"#;

#[test]
fn strict_refuses_what_the_carrier_cannot_express_and_names_it() {
    let args = ["flow", "compile", "-", "--target", "twiml", "--strict"];
    let ran = voice_with(&args, AGENT.as_bytes());
    assert_eq!(ran.status, 1, "{ran:?}");
    assert!(ran.out.contains("talk: unsupported"), "{ran:?}");

    let args = [
        "flow", "check", "-", "--target", "twiml", "--format", "json",
    ];
    let ran = voice_with(&args, AGENT.as_bytes());
    assert_eq!(
        ran.status, 0,
        "without --strict it is told, not refused: {ran:?}"
    );
    let json = ran.json();
    assert_eq!(json["errors"], 0);
    let entry = json["report"]
        .as_array()
        .unwrap()
        .iter()
        .find(|entry| entry["node"] == "talk")
        .unwrap();
    assert_eq!(entry["support"], "unsupported");
    let args = ["flow", "check", "-", "--target", "twiml", "--strict"];
    let ran = voice_with(&args, AGENT.as_bytes());
    assert_eq!(ran.status, 1);
    assert!(ran.out.contains("talk: unsupported"), "{ran:?}");
    assert!(
        ran.out
            .ends_with("1 node is refused, because it is not expressed exactly\n"),
        "{ran:?}"
    );
    let ran = voice_with(
        &[&args[..], &["--format", "json"]].concat(),
        AGENT.as_bytes(),
    );
    let json = ran.json();
    assert_eq!((ran.status, &json["errors"]), (1, &1.into()), "{json}");
    assert_eq!(json["refused"], serde_json::json!(["talk"]));
    assert!(
        json["report"]
            .as_array()
            .is_some_and(|report| report.len() == 3)
    );
    // A flow that is expressed exactly is refused nothing.
    let args = [
        "flow", "check", "-", "--target", "twiml", "--strict", "--format", "json",
    ];
    let exact = AGENT.replace(
        r#""type": "agent", "data": {"prompt": "Be kind.", "outcomes": ["done"]}"#,
        r#""type": "menu", "data": {"message": "Press 1."}"#,
    );
    let ran = voice_with(
        &args,
        exact
            .replace(r#""label": "done""#, r#""label": "1""#)
            .as_bytes(),
    );
    let json = ran.json();
    assert_eq!(
        (ran.status, &json["errors"], &json["refused"]),
        (0, &0.into(), &serde_json::json!([]))
    );
}

#[test]
fn an_agent_is_connected_by_the_web_socket_that_is_named() {
    let compile = |more: &[&str]| {
        let args = [&["flow", "compile", "-", "--target", "twiml"], more].concat();
        voice_with(&args, AGENT.as_bytes())
    };
    let relay = compile(&["--agent-url", "wss://agent.example/text/"]);
    assert!(
        relay
            .out
            .contains("<ConversationRelay url=\"wss://agent.example/text/talk@1\"/>"),
        "{relay:?}"
    );
    let stream = compile(&["--agent-stream-url", "wss://agent.example/audio"]);
    assert!(
        stream
            .out
            .contains("<Stream url=\"wss://agent.example/audio/talk@1\"/>"),
        "{stream:?}"
    );
    let args = [
        "flow",
        "check",
        "-",
        "--target",
        "twiml",
        "--agent-url",
        "wss://agent.example",
    ];
    let checked = voice_with(&args, AGENT.as_bytes());
    assert!(checked.out.contains("talk: emulated"), "{checked:?}");
    for wrong in ["https://agent.example", "agent", "wss://agent.example/?a=1"] {
        let ran = compile(&["--agent-url", wrong]);
        assert_eq!(ran.status, 2, "{wrong}");
        assert!(ran.err.contains("--agent-url"), "{ran:?}");
    }
    let both = compile(&[
        "--agent-url",
        "wss://a.example",
        "--agent-stream-url",
        "wss://b.example",
    ]);
    assert_eq!(both.status, 2, "{both:?}");
}

#[test]
fn a_flow_is_heard_in_the_language_that_is_asked_for() {
    const FLOW: &str = r#"{"name": "Two", "language": "en-IN",
      "nodes": [{"id": "start", "type": "start"},
                {"id": "bye", "type": "hangup", "data": {"message": {"en-IN": "Bye.", "hi-IN": "नमस्ते।"}}}],
      "edges": [{"source": "start", "target": "bye"}]}"#;
    let run = |args: &[&str]| voice_with(args, FLOW.as_bytes());
    for (language, heard) in [(&[][..], "Bye."), (&["--language", "hi-IN"], "नमस्ते।")]
    {
        let compiled = run(&[&["flow", "compile", "-", "--target", "twiml"], language].concat());
        assert!(compiled.out.contains(heard), "{compiled:?}");
        let simulated = run(&[&["flow", "simulate", "-"], language].concat());
        assert!(simulated.out.contains(heard), "{simulated:?}");
    }
    let wrong = run(&["flow", "simulate", "-", "--language", "Hindi!"]);
    assert_eq!(wrong.status, 2, "{wrong:?}");
    assert!(
        wrong
            .err
            .contains("--language: `Hindi!` is no language tag"),
        "{wrong:?}"
    );
}

#[test]
fn a_flow_can_be_drawn() {
    let flow = template("reception");
    let mermaid = voice(&["flow", "graph", &flow]);
    assert_eq!(mermaid.status, 0);
    assert!(mermaid.out.starts_with("flowchart"), "{}", mermaid.out);
    let dot = voice(&["flow", "graph", &flow, "--as", "dot"]);
    assert!(dot.out.starts_with("digraph"), "{}", dot.out);
    for (language, diagram) in [("mermaid", mermaid.out), ("dot", dot.out)] {
        let ran = voice(&["flow", "graph", &flow, "--as", language, "--format", "json"]);
        assert_eq!(
            ran.json(),
            serde_json::json!({"format": language, "diagram": diagram})
        );
    }
    let broken = voice_with(&["flow", "graph", "-", "--format", "json"], b"{}");
    assert_eq!((broken.status, broken.json()["errors"].is_u64()), (1, true));
}
