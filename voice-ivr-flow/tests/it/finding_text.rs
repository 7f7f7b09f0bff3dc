//! Findings as people and as programs read them.

use serde_json::{Value, json};
use voice_ivr_flow::{Findings, Flow, Text};

const BROKEN: &str = r#"{
  "name": "Reception",
  "nodes": [
    {"id": "start", "type": "start"},
    {"id": "ask", "type": "menu", "data": {
      "message": "नमस्ते {{caller}}। Press 1 for sales, press 2 for help.", "time_out": 200, "attempts": 11}},
    {"id": "dial1", "type": "dial", "data": {"number": "5550100001"}},
    {"id": "h", "type": "hours", "data": {"timezone": "asia/kolkata"}}
  ],
  "edges": [
    {"id": "e1", "source": "start", "target": "ask"},
    {"id": "e2", "source": "ask", "target": "dail1", "label": "1"},
	{"source": "ask", "target": "h", "label": "Timeout"},
    {"source": "h", "target": "h", "label": "open"}, {"source": "h", "target": "h", "label": "closed"}
  ]
}"#;

fn findings() -> Findings {
    Flow::from_json(BROKEN.as_bytes()).unwrap().check()
}

#[test]
fn text_points_into_the_source() {
    insta::assert_snapshot!(Text::new(&findings()).source("reception.json", BROKEN));
}

#[test]
fn text_without_a_source_names_the_place() {
    insta::assert_snapshot!(Text::new(&findings()));
}

#[test]
fn a_minified_document_is_shown_around_the_place() {
    let flow = Flow::from_json(BROKEN.as_bytes()).unwrap();
    let minified = serde_json::from_str::<Value>(&flow.to_json())
        .unwrap()
        .to_string();
    let findings = Flow::from_json(minified.as_bytes()).unwrap().check();
    insta::assert_snapshot!(Text::new(&findings).source("min.json", &minified));
}

#[test]
fn a_byte_order_mark_does_not_move_the_caret() {
    let marked = format!("\u{feff}{BROKEN}");
    let findings = Flow::from_json(marked.as_bytes()).unwrap().check();
    assert_eq!(
        Text::new(&findings).source("a", &marked).to_string(),
        Text::new(&self::findings()).source("a", BROKEN).to_string()
    );
}

#[test]
fn another_source_than_the_checked_one_does_not_panic() {
    for source in ["", "é", "{\n\n\n", &"é".repeat(400)] {
        assert!(
            !Text::new(&findings())
                .source("other.json", source)
                .to_string()
                .is_empty()
        );
    }
}

/// L11: looking through the line for each finding would take minutes.
#[test]
fn a_minified_document_with_60_000_findings_is_printed() {
    let count = 60_000;
    let nodes: Vec<Value> = (0..count)
        .map(|n| json!({"id": format!("n{n}"), "type": "पूछो"}))
        .collect();
    let text = json!({"name": "x", "nodes": nodes, "edges": []}).to_string();
    assert!(!text.contains('\n'));
    let findings = Flow::from_json(text.as_bytes()).unwrap().check();
    assert!(findings.len() > count);
    let printed = Text::new(&findings).source("a.json", &text).to_string();
    assert!(printed.len() > 200 * count);
    assert!(printed.len() < 600 * findings.len());
    // A character has more bytes than one, a column is a character.
    let last = findings.iter().last().unwrap();
    let column = text[..text.rfind("\"पूछो\"").unwrap()].chars().count() + 1;
    assert_eq!((last.line(), last.column()), (1, column));
    assert!(printed.contains(&format!("a.json:1:{column}\n")));
}

#[test]
fn a_finding_says_where_it_points() {
    let findings = findings();
    let spans: Vec<(&str, usize, usize)> = findings
        .iter()
        .map(|finding| (&BROKEN[finding.span()], finding.line(), finding.column()))
        .collect();
    assert_eq!(spans[0], ("\"ask\"", 5, 12));
    for (text, line, column) in spans {
        let own = BROKEN.lines().nth(line - 1).unwrap();
        let from: String = own.chars().skip(column - 1).collect();
        assert!(from.starts_with(text), "{line}:{column} {text}");
    }
}

#[test]
fn findings_stand_in_the_order_of_what_they_point_at() {
    let findings = findings();
    assert!(
        findings
            .iter()
            .is_sorted_by_key(|finding| finding.span().start)
    );
    assert!(
        findings
            .iter()
            .is_sorted_by_key(|finding| (finding.line(), finding.column()))
    );
}

#[test]
fn a_text_of_the_document_cannot_steer_the_terminal() {
    let id = "a\u{1b}[2J\nerror[F001] \u{202e}\u{9b}";
    let flow = json!({"name": "x", "nodes": [{"id": "start", "type": "start"},
        {"id": id, "type": "say", "data": {"message": "\u{85}", id: 1}}],
        "edges": [{"source": "start", "target": id}, {"id": id, "source": id, "target": "\u{7}"}],
        "flows": {id: {"nodes": [{"id": id, "type": "start"}], "edges": []}}});
    let source = flow.to_string();
    let findings = Flow::from_json(source.as_bytes()).unwrap().check();
    assert!(findings.len() > 3, "{findings}");
    let with = Text::new(&findings).source(id, &source).to_string();
    for text in [with, findings.to_string()] {
        assert!(
            text.chars()
                .all(|c| c == '\n' || voice_core::is_printable(c)),
            "{text}"
        );
        assert!(text.contains(r"a\u{1b}[2J\nerror[F001] "), "{text}");
        assert!(!text.contains("\nerror[F001]"), "{text}");
    }
    // Programs get them as they are.
    let node = findings.iter().find_map(|finding| finding.node()).unwrap();
    assert_eq!(node, id);
    let twice = format!(r#"{{"name": 1, "{}": 1, "{}": 2}}"#, r"\u001b", r"\u001b");
    let error = Flow::from_json(twice.as_bytes()).unwrap_err();
    assert!(error.to_string().contains(r"`\u{1b}`"), "{error}");
}

#[test]
fn a_long_mark_in_a_long_line_keeps_to_the_width() {
    let blanks = " ".repeat(300);
    for (data, before) in [(300, 300), (300, 0), (5, 300), (98, 20), (0, 300)] {
        let text = format!(
            r#"{{"name": "x", {}"nodes": [{{"id": "start", "type": "start"}}, {{"id": "b", "type": "hangup", "data": {{"label": ["{}"]}}}}], "edges": [{{"source": "start", "target": "b"}}]}}"#,
            &blanks[..before],
            "x".repeat(data)
        );
        let findings = Flow::from_json(text.as_bytes()).unwrap().check();
        assert_eq!(findings.len(), 1, "{findings}");
        let printed = Text::new(&findings).source("a", &text).to_string();
        let lines: Vec<Vec<char>> = printed.lines().map(|line| line.chars().collect()).collect();
        let (shown, carets) = (&lines[3][6..], &lines[4][6..]);
        assert!(shown.len() <= 102 && carets.len() <= 101, "{printed}");
        let first = carets.iter().position(|c| *c == '^').unwrap();
        assert_eq!(shown[first], '[', "{printed}");
    }
}

#[test]
fn text_of_nothing_says_so() {
    assert_eq!(Text::new(&Findings::default()).to_string(), "no findings\n");
}

#[test]
fn findings_serialise_as_check_prints_them() {
    let flow = Flow::from_json(
        br#"{"name": "x", "nodes": [{"id": "start", "type": "start"}, {"id": "ask", "type": "pause", "data": {"a": 1}}],
            "edges": [{"source": "start", "target": "ask"}, {"id": "e2", "source": "ask", "target": "bye"}]}"#,
    )
    .unwrap();
    assert_eq!(
        serde_json::to_value(flow.check()).unwrap(),
        json!({"findings": [
            {"code": "F005", "kind": "unknown-member", "severity": "warning", "node": "ask", "edge": null,
                "message": "the pause node `ask` has a member `a` that nothing reads",
                "help": "nothing reads it; known are `seconds`"},
            {"code": "F012", "kind": "dangling-edge", "severity": "error", "node": "ask", "edge": "e2",
                "message": "the edge `e2` leads to `bye`, which is not there",
                "help": "remove the edge, or add the node"}],
            "errors": 1, "warnings": 1})
    );
    let first = serde_json::to_string(&flow.check()).unwrap();
    assert!(first.starts_with(
        r#"{"findings":[{"code":"F005","kind":"unknown-member","severity":"warning","node":"ask""#
    ));
}
