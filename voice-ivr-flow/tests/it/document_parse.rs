//! flow-semantics.md §1.1–1.3: what can be read, and that it comes back.

use proptest::prelude::*;
use serde_json::json;
use voice_ivr_flow::{Flow, ParseErrorKind};

use crate::support::{edges, expect, flow, kinds, parsed};

/// The example of the design document.
pub(crate) const EXAMPLE: &str = r#"{ "name": "Vendor order confirmation", "language": "hi-IN", "variables": {"order_id": "text"},
  "nodes": [ {"id": "start", "type": "start", "data": {}},
             {"id": "ask", "type": "menu", "data": {"message": "Order {{order_id}}. Press 1 to speak to us."}},
             {"id": "dial1", "type": "dial", "data": {"number": "+15550100001"}} ],
  "edges": [ {"id": "e1", "source": "start", "target": "ask"},
             {"id": "e2", "source": "ask", "target": "dial1", "label": "1"} ] }"#;

fn error(bytes: impl AsRef<[u8]>) -> (ParseErrorKind, usize, usize, usize) {
    let error = Flow::from_json(bytes.as_ref()).unwrap_err();
    (error.kind(), error.line(), error.column(), error.offset())
}

#[test]
fn the_example_parses_unchanged() {
    let flow = Flow::from_json(EXAMPLE.as_bytes()).unwrap();
    let ours: serde_json::Value = serde_json::from_str(&flow.to_json()).unwrap();
    let theirs: serde_json::Value = serde_json::from_str(EXAMPLE).unwrap();
    assert_eq!(ours, theirs);
    assert_eq!(flow.name().as_deref(), Some("Vendor order confirmation"));
}

#[test]
fn a_byte_order_mark_is_skipped() {
    let marked = format!("\u{feff}{EXAMPLE}");
    assert_eq!(
        Flow::from_json(marked.as_bytes()).unwrap(),
        Flow::from_json(EXAMPLE.as_bytes()).unwrap()
    );
    assert_eq!(
        error("\u{feff}{\n x"),
        (ParseErrorKind::Syntax, 2, 2, 6),
        "the mark counts as bytes, not as a column"
    );
}

#[test]
fn what_is_not_json_is_refused_with_its_place() {
    use ParseErrorKind::Syntax;
    assert_eq!(error(""), (Syntax, 1, 1, 0));
    assert_eq!(error("{\"a\": 1,\n \"b\": }"), (Syntax, 2, 7, 15));
    assert_eq!(error("{\"a\": 1"), (Syntax, 1, 8, 7));
    assert_eq!(error("{\"ä\": x}"), (Syntax, 1, 7, 7));
    assert_eq!(error("{} {}"), (Syntax, 1, 4, 3));
    for text in [
        "[1,]",
        "{\"a\":1,}",
        "{a:1}",
        "01",
        "1.",
        "-",
        "+1",
        ".5",
        "1e",
        "tru",
        "nul",
        "'a'",
        "\"a",
        "\"\\x\"",
        "\"\\u12\"",
        "\"\\ud800\"",
        "\"\\udc00\"",
        "\"\\ud800\\u0041\"",
        "\"a\nb\"",
        "[1 2]",
        "]",
        "{\"a\" 1}",
        "{,}",
        "[,]",
        "\u{0}",
        "NaN",
        "//",
        "[1}",
        "{\"a\":1]",
    ] {
        assert_eq!(error(text).0, Syntax, "{text}");
        assert!(
            serde_json::from_str::<serde_json::Value>(text).is_err(),
            "{text}"
        );
    }
}

#[test]
fn invalid_utf8_is_refused_with_its_place() {
    assert_eq!(
        error(b"{\n\"\xff\": 1}"),
        (ParseErrorKind::InvalidUtf8, 2, 2, 3)
    );
    assert_eq!(error([0xff, 0xfe, 0]).0, ParseErrorKind::InvalidUtf8);
}

#[test]
fn duplicate_members_are_refused_wherever_they_stand() {
    use ParseErrorKind::DuplicateMember;
    assert_eq!(error(r#"{"a":1,"a":2}"#), (DuplicateMember, 1, 8, 7));
    assert_eq!(
        error(r#"[{"x":{"b":1,"c":2,"b":null}}]"#).0,
        DuplicateMember
    );
    assert_eq!(error(r#"{"a":1,"\u0061":2}"#), (DuplicateMember, 1, 8, 7));
    let many: Vec<String> = (0..40).map(|n| format!("\"k{}\":0", n % 39)).collect();
    assert_eq!(error(format!("{{{}}}", many.join(","))).0, DuplicateMember);
    let distinct: Vec<String> = (0..40).map(|n| format!("\"k{n}\":0")).collect();
    Flow::from_json(format!("{{{}}}", distinct.join(",")).as_bytes()).unwrap();
}

#[test]
fn nesting_ends_at_64_levels() {
    let nested = |levels: usize| "[".repeat(levels) + &"]".repeat(levels);
    Flow::from_json(nested(64).as_bytes()).unwrap();
    assert_eq!(error(nested(65)), (ParseErrorKind::TooDeep, 1, 65, 64));
    assert_eq!(error("[".repeat(1_000_000)).0, ParseErrorKind::TooDeep);
    assert_eq!(
        error("{\"a\":".repeat(1_000_000)).0,
        ParseErrorKind::TooDeep
    );
}

#[test]
fn a_file_that_is_too_large_is_refused() {
    let large = vec![b' '; Flow::MAX_BYTES + 1];
    assert_eq!(error(large).0, ParseErrorKind::TooLarge);
}

#[test]
fn json_of_a_wrong_shape_gives_findings() {
    for text in ["[]", "1", "null", "\"x\"", "true"] {
        let findings = Flow::from_json(text.as_bytes()).unwrap().check();
        assert_eq!(kinds(&findings), ["malformed - -"], "{text}");
    }
    expect(
        &parsed(&json!({})),
        &[
            "malformed - -",
            "malformed - -",
            "malformed - -",
            "no-start - -",
        ],
    );
    expect(
        &parsed(&json!({"name": 5, "nodes": {}, "edges": "x", "flows": [], "variables": 1})),
        &[
            "malformed - -",
            "malformed - -",
            "bad-value - -",
            "malformed - -",
            "bad-value - -",
        ],
    );
    expect(
        &parsed(
            &json!({"name": "x", "nodes": [1, {"id": 7}, {"id": ""}, {"id": "a"},
            {"id": "b", "type": 3}, {"id": "start", "type": "start", "data": []}],
            "edges": [2, {"id": "e", "source": "start"}, {"id": 4, "source": "start", "target": "a"},
                {"id": "l", "source": "start", "target": "a", "label": 1}]}),
        ),
        &[
            "malformed - #0",
            "malformed - e",
            "malformed - #2",
            "duplicate-exit start l",
            "bad-value - l",
            "malformed - -",
            "malformed - -",
            "malformed - -",
            "malformed a -",
            "unreachable b -",
            "malformed b -",
            "malformed start -",
        ],
    );
}

#[test]
fn null_members_are_missing() {
    let flow = parsed(
        &json!({"name": "x", "language": null, "voice": null, "variables": null, "flows": null,
        "nodes": [{"id": "start", "type": "start", "data": null},
            {"id": "bye", "type": "hangup", "data": {"message": null, "label": null}}],
        "edges": [{"id": null, "source": "start", "target": "bye", "label": null}]}),
    );
    expect(&flow, &[]);
}

#[test]
fn unknown_members_survive_and_only_those_in_data_are_reported() {
    let text = r#"{"name":"x","viewport":{"zoom":1.50000000000000000001},"nodes":[
        {"id":"start","type":"start","position":{"x":1e400,"y":-0.0},"data":{"colour":"red"}},
        {"id":"bye","type":"hangup","selected":true}],
        "edges":[{"source":"start","target":"bye","animated":[1,[2]]}]}"#;
    let flow = Flow::from_json(text.as_bytes()).unwrap();
    expect(&flow, &["unknown-member start -"]);
    let again = Flow::from_json(flow.to_json().as_bytes()).unwrap();
    assert_eq!(again, flow);
    assert_eq!(again.to_json(), flow.to_json());
    for kept in [
        "1.50000000000000000001",
        "1e400",
        "-0.0",
        "\"selected\": true",
        "\"colour\": \"red\"",
    ] {
        assert!(flow.to_json().contains(kept), "{kept}");
    }
}

#[test]
fn edges_without_an_id_are_called_by_their_index() {
    let flow = parsed(
        &json!({"name": "x", "nodes": [{"id": "start", "type": "start"},
            {"id": "bye", "type": "hangup"}],
        "edges": [{"source": "start", "target": "bye"}, {"source": "start", "target": "nowhere"}]}),
    );
    expect(
        &flow,
        &["duplicate-exit start #1", "dangling-edge start #1"],
    );
}

#[test]
fn debug_shows_no_text_of_the_flow() {
    let flow = Flow::from_json(EXAMPLE.as_bytes()).unwrap();
    assert!(!format!("{flow:?}").contains("5550100001"));
}

#[test]
fn a_chain_of_a_hundred_thousand_nodes_checks() {
    let count = 100_000;
    let nodes: Vec<_> = (0..count)
        .map(|n| match n {
            0 => json!({"id": "n0", "type": "start"}),
            n if n == count - 1 => json!({"id": format!("n{n}"), "type": "hangup"}),
            n => json!({"id": format!("n{n}"), "type": "say", "data": {"message": "Hello."}}),
        })
        .collect();
    let edges: Vec<_> = (1..count)
        .map(|n| json!({"source": format!("n{}", n - 1), "target": format!("n{n}")}))
        .collect();
    expect(&flow(nodes.into(), edges.into()), &[]);
}

proptest! {
    #[test]
    fn no_bytes_panic(bytes in proptest::collection::vec(any::<u8>(), 0..200)) {
        if let Ok(flow) = Flow::from_json(&bytes) {
            flow.check();
        }
    }

    #[test]
    fn what_we_read_is_what_serde_json_reads(text in r#"[\[\]{}:,"a\\u01e.\- tn]{0,24}"#) {
        let theirs = serde_json::from_str::<serde_json::Value>(&text);
        match Flow::from_json(text.as_bytes()) {
            Ok(flow) => {
                prop_assert_eq!(
                    serde_json::from_str::<serde_json::Value>(&flow.to_json()).ok(),
                    theirs.ok()
                );
            }
            Err(error) if error.kind() == ParseErrorKind::Syntax => prop_assert!(theirs.is_err()),
            Err(_) => {}
        }
    }

    #[test]
    fn strings_come_back(text in any::<String>()) {
        let flow = parsed(&json!({"name": text}));
        prop_assert_eq!(flow.name(), Some(text));
        prop_assert_eq!(Flow::from_json(flow.to_json().as_bytes()).unwrap(), flow);
    }

    #[test]
    fn a_changed_byte_of_a_document_never_panics(at in 0..EXAMPLE.len(), byte in any::<u8>()) {
        let mut bytes = EXAMPLE.as_bytes().to_vec();
        bytes[at] = byte;
        if let Ok(flow) = Flow::from_json(&bytes) {
            flow.check();
            let again = Flow::from_json(flow.to_json().as_bytes()).unwrap();
            prop_assert_eq!(again, flow);
        }
    }

    #[test]
    fn a_truncated_document_is_refused(at in 0..EXAMPLE.len()) {
        if let Some(text) = EXAMPLE.get(..at) {
            prop_assert!(Flow::from_json(text.as_bytes()).is_err());
        }
    }
}

#[test]
fn the_document_may_say_edges_before_nodes() {
    let flow = parsed(
        &json!({"edges": edges(&[&["e", "start", "bye"]]), "name": "x",
        "nodes": [{"id": "start", "type": "start"}, {"id": "bye", "type": "hangup"}]}),
    );
    expect(&flow, &[]);
}

#[test]
fn what_was_found_is_shown_as_it_stands() {
    for (text, found) in [
        ("{'a': 1}", "found `'`"),
        ("[\"a\\x\"", "does not know"),
        ("\u{1b}", r"found `\u{1b}`"),
    ] {
        let error = Flow::from_json(text.as_bytes()).unwrap_err();
        assert!(error.to_string().contains(found), "{error}");
    }
}
