//! `voice flow import`

use crate::support::{voice, voice_with};

const STUDIO: &str = r#"{"description": "Greeting", "initial_state": "Trigger", "flags": {"allow_concurrent_calls": true},
  "states": [
    {"name": "Trigger", "type": "trigger", "properties": {},
     "transitions": [{"event": "incomingCall", "next": "hello"}, {"event": "incomingMessage"}]},
    {"name": "hello", "type": "say-play", "properties": {"say": "Welcome.", "loop": 1},
     "transitions": [{"event": "audioComplete"}]},
    {"name": "odd", "type": "an-invented-widget", "properties": {}, "transitions": []}]}"#;

#[test]
fn a_studio_flow_becomes_a_flow_that_checks() {
    let imported = voice_with(
        &["flow", "import", "-", "--from", "twilio-studio"],
        STUDIO.as_bytes(),
    );
    assert_eq!(imported.status, 0, "{imported:?}");
    assert!(imported.out.contains("Welcome."), "{imported:?}");
    assert!(
        imported.err.contains("an-invented-widget") || imported.err.contains("odd"),
        "{imported:?}"
    );
    let checked = voice_with(
        &["flow", "check", "-", "--format", "json"],
        imported.out.as_bytes(),
    );
    assert_ne!(
        checked.status, 2,
        "what was written can be read: {checked:?}"
    );

    let args = [
        "flow",
        "import",
        "-",
        "--from",
        "twilio-studio",
        "--format",
        "json",
    ];
    let json = voice_with(&args, STUDIO.as_bytes()).json();
    assert!(json["flow"]["nodes"].is_array());
    assert!(
        json["remarks"]
            .as_array()
            .unwrap()
            .iter()
            .any(|remark| remark["widget"] == "odd"),
        "{json}"
    );
}

#[test]
fn people_read_widget_property_and_sentence() {
    let studio = STUDIO.replace(r#""loop": 1"#, r#""loop": 20, "colour": 1, "shade": 2"#);
    let imported = voice_with(
        &["flow", "import", "-", "--from", "twilio-studio"],
        studio.as_bytes(),
    );
    assert_eq!(imported.status, 0, "{imported:?}");
    assert_eq!(
        imported.err,
        "approximated: `hello`, `loop`: 20 is outside 1 to 10; it is 10 here\n\
         left out: `hello`, `colour`, `shade`: nothing here stands for it\n\
         left out: `odd`: there is nothing like `an-invented-widget` here; the call ends: \
         draw what it does with the nodes of a flow\n\
         3 left out, 1 approximated\n"
    );
    // The flow alone, as the library writes it.
    assert!(
        imported.out.ends_with("}\n") && !imported.out.ends_with("\n\n"),
        "{imported:?}"
    );
}

#[test]
fn a_flow_with_errors_is_written_and_that_it_has_them_is_said() {
    let endless = STUDIO.replace(
        r#"[{"event": "audioComplete"}]"#,
        r#"[{"event": "audioComplete", "next": "hello"}]"#,
    );
    let args = ["flow", "import", "-", "--from", "twilio-studio"];
    let imported = voice_with(&args, endless.as_bytes());
    assert_eq!(imported.status, 0, "{imported:?}");
    assert!(
        imported
            .err
            .ends_with("voice: the flow has 1 error, as `voice flow check` says\n"),
        "{imported:?}"
    );
    let checked = voice_with(&["flow", "check", "-"], imported.out.as_bytes());
    assert_eq!(checked.status, 1, "{checked:?}");
}

#[test]
fn a_flow_of_ours_is_no_pathway() {
    let written = voice_with(
        &["flow", "import", "-", "--from", "twilio-studio"],
        STUDIO.as_bytes(),
    );
    let again = voice_with(
        &["flow", "import", "-", "--from", "bland"],
        written.out.as_bytes(),
    );
    assert_eq!(again.status, 2, "{again:?}");
    assert!(
        again.out.is_empty() && again.err.contains("already"),
        "{again:?}"
    );
}

#[test]
fn a_pathway_becomes_a_flow() {
    let pathway = br#"{"nodes": [
        {"id": "1", "type": "Default", "data": {"name": "Hello", "isStart": true, "text": "Welcome."}},
        {"id": "2", "type": "End Call", "data": {"name": "Bye", "text": "Goodbye."}}],
      "edges": [{"id": "e", "source": "1", "target": "2", "label": "always"}]}"#;
    let imported = voice_with(&["flow", "import", "-", "--from", "bland"], pathway);
    assert_eq!(imported.status, 0, "{imported:?}");
    assert!(imported.out.contains("Goodbye."), "{imported:?}");
    let checked = voice_with(
        &["flow", "check", "-", "--format", "json"],
        imported.out.as_bytes(),
    );
    assert_ne!(
        checked.status, 2,
        "what was written can be read: {checked:?}"
    );
}

#[test]
fn what_is_no_studio_flow_is_status_2() {
    let ran = voice_with(&["flow", "import", "-", "--from", "twilio-studio"], b"[1]");
    assert_eq!(ran.status, 2, "{ran:?}");
    assert!(ran.err.starts_with("voice: <stdin>"), "{ran:?}");
    assert_eq!(voice(&["flow", "import", "x.json"]).status, 2);
}
