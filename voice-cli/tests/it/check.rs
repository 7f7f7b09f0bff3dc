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
    assert_eq!(voice(&["flow", "check", "x.json", "--strict"]).status, 2);
    assert_eq!(voice(&["flow", "chekc", "x.json"]).status, 2);
    assert_eq!(voice(&["--help"]).status, 0);
}
