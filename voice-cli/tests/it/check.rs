//! `voice flow check`

use std::fmt::Write as _;

use crate::support::{folder, template, voice, voice_with};

const DANGLING: &str = r#"{
  "name": "Broken",
  "nodes": [{"id": "start", "type": "start"}, {"id": "bye", "type": "hangup"}],
  "edges": [{"id": "e1", "source": "start", "target": "bye"},
            {"id": "e2", "source": "start", "target": "nowhere"}]
}"#;

#[test]
fn a_template_flow_is_without_findings() {
    for name in [
        "vendor-order-confirmation",
        "reception",
        "rider-delivery-alert",
    ] {
        let ran = voice(&["flow", "check", &template(name), "--format", "json"]);
        assert_eq!(ran.status, 0, "{ran:?}");
        assert_eq!(
            ran.json(),
            serde_json::json!({"findings": [], "errors": 0, "warnings": 0})
        );
    }
}

#[test]
fn a_dangling_edge_is_named_and_is_status_1() {
    let ran = voice_with(&["flow", "check", "-"], DANGLING.as_bytes());
    assert_eq!(ran.status, 1, "{ran:?}");
    assert!(
        ran.out.contains("dangling-edge") && ran.out.contains("e2"),
        "{ran:?}"
    );

    let ran = voice_with(
        &["flow", "check", "-", "--format", "json"],
        DANGLING.as_bytes(),
    );
    let json = ran.json();
    let finding = json["findings"].as_array().unwrap();
    let finding = finding
        .iter()
        .find(|finding| finding["kind"] == "dangling-edge")
        .unwrap();
    assert_eq!(
        (&finding["code"], &finding["edge"]),
        (&"F012".into(), &"e2".into())
    );
    assert_eq!(finding["severity"], "error");
    assert_eq!(ran.status, 1);
}

#[test]
fn a_file_that_is_no_flow_document_is_status_2_and_says_where() {
    for (what, bytes) in [
        ("empty", &b""[..]),
        ("truncated", br#"{"nodes": [{"id": "st"#),
        ("binary", &[0x7f, b'E', b'L', b'F', 0, 0xff, 0xfe]),
        ("twice", br#"{"nodes": [], "nodes": []}"#),
    ] {
        let ran = voice_with(&["flow", "check", "-"], bytes);
        assert_eq!(ran.status, 2, "{what}: {ran:?}");
        assert!(ran.err.starts_with("voice: <stdin>:1:"), "{what}: {ran:?}");
        assert_eq!(ran.err.lines().count(), 1, "{what}: {ran:?}");
        assert_eq!(ran.out, "", "{what}");
    }
    let ran = voice(&["flow", "check", "no-such-file.json"]);
    assert_eq!(ran.status, 2);
    assert!(ran.err.contains("no-such-file.json"), "{ran:?}");
}

#[test]
fn a_file_of_100_megabytes_is_refused() {
    let file = folder("huge").join("huge.json");
    let huge = std::fs::File::create(&file).unwrap();
    huge.set_len(100 << 20).unwrap();
    let ran = voice(&["flow", "check", file.to_str().unwrap()]);
    assert_eq!(ran.status, 2, "{ran:?}");
    assert!(ran.err.contains("64 MiB"), "{ran:?}");
}

#[test]
fn the_worst_of_several_files_decides() {
    let good = template("reception");
    let ran = voice_with(&["flow", "check", &good, "-"], DANGLING.as_bytes());
    assert_eq!(ran.status, 1);
    let ran = voice_with(
        &["flow", "check", "no-such-file.json", "-"],
        DANGLING.as_bytes(),
    );
    assert_eq!(ran.status, 2);
    assert!(
        ran.out.contains("dangling-edge"),
        "the other file is checked all the same"
    );
}

#[test]
fn several_files_are_one_json_value_and_named_in_text() {
    let good = template("reception");
    let args = [
        "flow",
        "check",
        &good,
        "-",
        "no-such-file.json",
        "--format",
        "json",
    ];
    let ran = voice_with(&args, DANGLING.as_bytes());
    assert_eq!(ran.status, 2, "{ran:?}");
    let json = ran.json();
    assert_eq!(
        json[0],
        serde_json::json!({"file": good, "findings": [], "errors": 0, "warnings": 0})
    );
    assert_eq!(
        (&json[1]["file"], &json[1]["errors"]),
        (&"<stdin>".into(), &2.into())
    );
    assert_eq!(json[2]["file"], "no-such-file.json");
    assert!(
        json[2]["unusable"]
            .as_str()
            .unwrap()
            .contains("no-such-file.json")
    );
    assert_eq!(json.as_array().unwrap().len(), 3);

    let ran = voice_with(&["flow", "check", &good, "-"], DANGLING.as_bytes());
    let heads: Vec<&str> = ran.out.lines().filter(|line| line.ends_with(':')).collect();
    assert_eq!(heads, [format!("{good}:"), "<stdin>:".to_owned()]);
}

#[test]
fn strict_without_a_target_refuses_errors_and_nothing_more() {
    let warned = r#"{"name": "W", "nodes": [{"id": "start", "type": "start"},
        {"id": "bye", "type": "hangup", "data": {"mesage": "x"}}], "edges": [{"source": "start", "target": "bye"}]}"#;
    let args = ["flow", "check", "-", "--strict", "--format", "json"];
    let ran = voice_with(&args, warned.as_bytes());
    assert_eq!(
        (ran.status, &ran.json()["warnings"]),
        (0, &1.into()),
        "{ran:?}"
    );
    assert_eq!(voice_with(&args, DANGLING.as_bytes()).status, 1);
}

#[test]
fn a_flow_cannot_steer_the_terminal() {
    let flow = r#"{"name": "x", "nodes": [{"id": "start", "type": "start"},
        {"id": "a\u001b[2J", "type": "say", "data": {"message": "\u009b31m", "\u0007": 1}}],
        "edges": [{"source": "start", "target": "a\u001b[2J"}]}"#;
    let bye = flow.replace("say", "hangup");
    let foreign = r#"{"states": [], "\u001b[2J": 1, "\u001b[2J": 2}"#;
    for (args, input) in [
        (&["flow", "check", "-"][..], flow),
        (&["flow", "check", "-"], foreign),
        (&["flow", "simulate", "-"], &bye),
        (
            &["flow", "explore", "-", "--at", "2026-03-02T10:00:00Z"],
            &bye,
        ),
        (&["flow", "graph", "-"], &bye),
        (&["flow", "check", "\u{1b}[2J.json"], ""),
    ] {
        let ran = voice_with(args, input.as_bytes());
        let mut shown = ran.out.chars().chain(ran.err.chars());
        assert!(
            shown.all(|c| c == '\n' || !c.is_control()),
            "{args:?}: {ran:?}"
        );
        assert!(!ran.out.is_empty() || !ran.err.is_empty());
    }
}

#[test]
fn a_chain_of_100_000_nodes_is_checked() {
    let mut nodes = String::from(r#"{"id": "start", "type": "start"}"#);
    let mut edges = String::from(r#"{"source": "start", "target": "n0"}"#);
    for at in 0..100_000 {
        write!(nodes, r#",{{"id": "n{at}", "type": "pause"}}"#).unwrap();
        write!(edges, r#",{{"source": "n{at}", "target": "n{}"}}"#, at + 1).unwrap();
    }
    let flow = format!(
        r#"{{"name": "Long", "nodes": [{nodes}, {{"id": "n100000", "type": "hangup"}}], "edges": [{edges}]}}"#
    );
    let ran = voice_with(&["flow", "check", "-", "--format", "json"], flow.as_bytes());
    assert_eq!(ran.status, 0, "{}", ran.err);
    assert_eq!(ran.json()["errors"], 0);
}

#[test]
fn a_wrong_command_line_is_status_2() {
    assert_eq!(voice(&["flow", "check"]).status, 2);
    assert_eq!(voice(&["flow", "chekc", "x.json"]).status, 2);
    assert_eq!(voice(&["--help"]).status, 0);
}
