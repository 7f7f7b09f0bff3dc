//! Import of Twilio Studio definitions (all invented).

use proptest::prelude::*;
use serde_json::{Value, json};
use voice_ivr_flow::import::{Import, ImportError, RemarkKind, twilio_studio};
use voice_ivr_flow::simulate::{Script, Simulation};
use voice_ivr_flow::{ParseErrorKind, Program, Severity};

use crate::support::kinds;

fn import(document: &Value) -> Import {
    twilio_studio(document.to_string().as_bytes()).unwrap()
}

/// The remarks, what the check finds, and the flow.
fn told(import: &Import) -> String {
    let remarks: Vec<String> = import.remarks.iter().map(ToString::to_string).collect();
    let findings = kinds(&import.flow.check());
    format!(
        "remarks\n{}\n\nfindings\n{}\n\n{}",
        remarks.join("\n"),
        findings.join("\n"),
        import.flow.to_json()
    )
}

fn widget(name: &str, kind: &str, properties: Value, transitions: &[(&str, &str)]) -> Value {
    let transitions: Vec<Value> = transitions
        .iter()
        .map(|(event, next)| match *next {
            "" => json!({"event": event}),
            next => json!({"event": event, "next": next}),
        })
        .collect();
    json!({"name": name, "type": kind, "properties": properties, "transitions": transitions})
}

fn split(name: &str, input: &str, tests: &[(&str, &str, &str)], no_match: &str) -> Value {
    let mut transitions = vec![json!({"event": "noMatch", "next": no_match})];
    for (kind, value, next) in tests {
        transitions.push(json!({"event": "match", "next": next, "conditions": [
            {"friendly_name": value, "arguments": [input], "type": kind, "value": value}]}));
    }
    json!({"name": name, "type": "split-based-on", "properties": {"input": input, "offset": {"x": 1, "y": 2}},
        "transitions": transitions})
}

fn studio(first: &str, mut states: Vec<Value>) -> Value {
    states.insert(
        0,
        widget(
            "Trigger",
            "trigger",
            json!({"offset": {"x": 0, "y": 0}}),
            &[
                ("incomingMessage", ""),
                ("incomingCall", first),
                ("incomingRequest", ""),
            ],
        ),
    );
    json!({"description": "Invented", "states": states, "initial_state": "Trigger",
        "flags": {"allow_concurrent_calls": true}})
}

/// An office: menu, spoken choice, lookup, dialling, voicemail, text.
fn office() -> Value {
    studio(
        "welcome",
        vec![
            widget(
                "welcome",
                "say-play",
                json!({"say": "Welcome, {{flow.data.first}}.", "loop": 1, "voice": "Polly.Joanna", "language": "en-US"}),
                &[("audioComplete", "ask")],
            ),
            widget(
                "ask",
                "gather-input-on-call",
                json!({"say": "Press 1 for sales, 2 for an order.", "number_of_digits": 1, "timeout": 6,
                    "finish_on_key": "#", "loop": 1, "stop_gather": true, "speech_timeout": "auto",
                    "profanity_filter": "true", "gather_language": "en"}),
                &[("keypress", "which"), ("speech", ""), ("timeout", "sorry")],
            ),
            split(
                "which",
                "{{widgets.ask.Digits}}",
                &[("equal_to", "1", "sales"), ("equal_to", "2", "order")],
                "ask",
            ),
            widget(
                "order",
                "gather-input-on-call",
                json!({"say": "Key in or say your order number.", "loop": 2, "finish_on_key": "#",
                    "number_of_digits": 8, "timeout": 5, "hints": "one, two", "gather_language": "en-US"}),
                &[
                    ("keypress", "lookup"),
                    ("speech", "lookup"),
                    ("timeout", "sorry"),
                ],
            ),
            widget(
                "lookup",
                "make-http-request",
                json!({"method": "GET", "url": "https://example.com/orders",
                    "content_type": "application/x-www-form-urlencoded;charset=utf-8",
                    "parameters": [{"key": "order no", "value": "{{widgets.order.Digits}}"}]}),
                &[("success", "tell"), ("failed", "sorry")],
            ),
            widget(
                "tell",
                "say-play",
                json!({"say": "It is in {{ widgets.lookup.parsed.city }}."}),
                &[("audioComplete", "")],
            ),
            widget(
                "sales",
                "connect-call-to",
                json!({"noun": "number", "to": "+15550100001", "caller_id": "{{contact.channel.address}}", "timeout": 20}),
                &[("callCompleted", "reached"), ("hangup", "")],
            ),
            split(
                "reached",
                "{{widgets.sales.DialCallStatus}}",
                &[("equal_to", "completed", "text")],
                "tape",
            ),
            widget(
                "tape",
                "record-voicemail",
                json!({"max_length": 60, "timeout": 4, "play_beep": "true", "transcribe": true, "finish_on_key": "#"}),
                &[
                    ("recordingComplete", "note"),
                    ("noAudio", "sorry"),
                    ("hangup", ""),
                ],
            ),
            widget(
                "note",
                "set-variables",
                json!({"variables": [{"key": "where", "value": "{{widgets.tape.RecordingUrl}}"}, {"key": "kind", "value": "message"}]}),
                &[("next", "text")],
            ),
            widget(
                "text",
                "send-message",
                json!({"body": "We have: {{flow.variables.where}}", "to": "{{contact.channel.address}}", "from": "{{flow.channel.address}}"}),
                &[("sent", ""), ("failed", "sorry")],
            ),
            widget(
                "sorry",
                "say-play",
                json!({"say": "Sorry. Goodbye."}),
                &[("audioComplete", "")],
            ),
        ],
    )
}

#[test]
fn an_office_becomes_a_flow_that_is_valid() {
    let import = import(&office());
    assert_eq!(import.flow.check().errors(), 0);
    insta::assert_snapshot!("import_studio_office", told(&import));
}

#[test]
fn an_imported_menu_answers_keys_as_the_source_does() {
    let import = import(&office());
    let program = Program::lower(&import.flow.validate().unwrap());
    let walk = |list: &str| {
        let simulation = Simulation::new("2026-01-05T09:00:00Z".parse().unwrap());
        let run = simulation.run(&program, &Script::parse(list).unwrap());
        let nodes: Vec<String> = run
            .events
            .iter()
            .filter(|event| event.kind.name() == "enter")
            .map(|event| event.node.to_string())
            .collect();
        nodes.join(" ")
    };
    assert_eq!(walk("~"), "start welcome ask sorry end");
    assert_eq!(
        walk("9, 1, dial:busy, record:0"),
        "start welcome ask ask sales sales-busy reached tape sorry end"
    );
    assert_eq!(
        walk("2, 77#, request:ok{\"city\":\"Pune\"}"),
        "start welcome ask order lookup tell end"
    );
}

#[test]
fn what_has_no_equal_is_said() {
    let document = studio(
        "pay",
        vec![
            widget(
                "pay",
                "capture-payments",
                json!({"currency": "usd"}),
                &[("success", "thanks"), ("providerError", "odd")],
            ),
            widget(
                "odd",
                "say-play",
                json!({"say": "{% if x %}Hi {{ flow.variables.n | upcase }}{{ 'lit' }}{% endif %}", "loop": 40, "colour": "red"}),
                &[("audioComplete", "tones")],
            ),
            widget(
                "tones",
                "say-play",
                json!({"digits": "1w2"}),
                &[("audioComplete", "fork")],
            ),
            widget(
                "fork",
                "fork-stream",
                json!({"stream_action": "start"}),
                &[("next", "sub")],
            ),
            widget(
                "sub",
                "run-subflow",
                json!({"flow_sid": "FW0"}),
                &[("completed", "mystery")],
            ),
            widget(
                "mystery",
                "shiny-new-widget",
                json!({}),
                &[("done", "again")],
            ),
            widget(
                "again",
                "gather-input-on-call",
                json!({"play": "https://example.com/ask.mp3", "finish_on_key": "12"}),
                &[
                    ("keypress", "words"),
                    ("speech", "dates"),
                    ("timeout", "again"),
                ],
            ),
            split(
                "words",
                "{{widgets.again.Digits}}",
                &[
                    ("does_not_contain", "7", "reply"),
                    ("equal_to", "Yes", "queue"),
                    ("regex", "(", "queue"),
                    ("not_equal_to", "no", "desk"),
                ],
                "nowhere",
            ),
            split(
                "dates",
                "{{widgets.again.SpeechResult}} x",
                &[("is_before_date", "2026", "queue")],
                "queue",
            ),
            widget(
                "reply",
                "send-and-wait-for-reply",
                json!({"body": "?", "timeout": "3600", "from": "+15550100009"}),
                &[("incomingMessage", "queue"), ("timeout", "desk")],
            ),
            widget(
                "queue",
                "enqueue-call",
                json!({"workflow_sid": "WW0", "priority": 3}),
                &[("callComplete", "thanks")],
            ),
            widget(
                "desk",
                "send-to-flex",
                json!({"workflow": "WW0", "channel": "TC0"}),
                &[],
            ),
            widget(
                "thanks",
                "connect-call-to",
                json!({"noun": "number-multi", "to": "1 555 010 0001, 15550100002"}),
                &[("callCompleted", ""), ("hangup", "desk")],
            ),
            widget("desk", "say-play", json!({"say": "twice"}), &[]),
        ],
    );
    insta::assert_snapshot!("import_studio_without_equal", told(&import(&document)));
}

#[test]
fn markup_becomes_ssml_beside_plain_text() {
    let document = studio(
        "hi",
        vec![widget(
            "hi",
            "say-play",
            json!({"say": "Hello <break time=\"1s\"/> you &amp; me"}),
            &[],
        )],
    );
    let flow = import(&document).flow;
    assert!(flow.check().is_empty());
    let written: Value = serde_json::from_str(&flow.to_json()).unwrap();
    let data = &written["nodes"][1]["data"];
    assert_eq!(data["message"], "Hello you & me");
    assert_eq!(data["ssml"], "Hello <break time=\"1s\"/> you &amp; me");
}

#[test]
fn a_flow_that_calls_out_begins_when_the_call_is_answered() {
    let mut document = studio(
        "",
        vec![
            widget(
                "place",
                "make-outgoing-call-v2",
                json!({"to": "{{contact.channel.address}}", "from": "{{flow.channel.address}}"}),
                &[("answered", "hi"), ("busy", ""), ("noAnswer", "")],
            ),
            widget("hi", "say-play", json!({"say": "Hello."}), &[]),
        ],
    );
    document["states"][0]["transitions"] = json!([{"event": "incomingRequest", "next": "place"}]);
    let import = import(&document);
    assert!(import.flow.check().is_empty());
    assert_eq!(import.remarks.len(), 2);
    assert!(
        import
            .remarks
            .iter()
            .all(|remark| remark.kind == RemarkKind::Approximated)
    );
}

#[test]
fn widgets_that_only_lead_to_one_another_end_the_call() {
    let document = studio(
        "a",
        vec![
            widget("a", "fork-stream", json!({}), &[("next", "b")]),
            widget("b", "fork-stream", json!({}), &[("next", "a")]),
        ],
    );
    assert!(import(&document).flow.check().is_empty());
}

#[test]
fn a_definition_inside_the_answer_of_the_api_is_read() {
    let document = json!({"sid": "FW0", "definition": office()});
    assert_eq!(import(&document).flow, import(&office()).flow);
}

#[test]
fn other_files_are_refused() {
    for text in ["{}", "[]", "3", r#"{"states": {}}"#] {
        let error = twilio_studio(text.as_bytes()).unwrap_err();
        assert!(matches!(error, ImportError::NotThisKind(_)), "{text}");
    }
    let deep = "[".repeat(100_000);
    for (text, kind) in [
        ("{", ParseErrorKind::Syntax),
        (deep.as_str(), ParseErrorKind::TooDeep),
    ] {
        let ImportError::Unreadable(error) = twilio_studio(text.as_bytes()).unwrap_err() else {
            panic!("{text:.10} is not JSON of ours");
        };
        assert_eq!(error.kind(), kind);
    }
}

fn leaf() -> impl Strategy<Value = Value> {
    prop_oneof![
        Just(Value::Null),
        any::<bool>().prop_map(Value::from),
        any::<i64>().prop_map(Value::from),
        "[a-c{}%|. #*<>/1-9\\PC]{0,12}".prop_map(Value::from),
        prop::sample::select(vec![
            "{{widgets.a.Digits}}",
            "{{widgets.b.parsed.x}}",
            "{{{flow.variables.a}}}",
            "a",
            "b",
            "number-multi",
            "conference",
        ])
        .prop_map(Value::from),
    ]
}

fn anything() -> impl Strategy<Value = Value> {
    leaf().prop_recursive(3, 24, 4, |inner| {
        let name = prop::sample::select(vec!["key", "value", "event", "next", "x"]);
        prop_oneof![
            prop::collection::vec(inner.clone(), 0..4).prop_map(Value::from),
            prop::collection::hash_map(name, inner, 0..4)
                .prop_map(|members| members.into_iter().collect::<Value>()),
        ]
    })
}

fn any_widget() -> impl Strategy<Value = Value> {
    let kinds = vec![
        "trigger",
        "say-play",
        "gather-input-on-call",
        "record-voicemail",
        "connect-call-to",
        "enqueue-call",
        "send-to-flex",
        "make-outgoing-call-v2",
        "split-based-on",
        "make-http-request",
        "run-function",
        "set-variables",
        "send-message",
        "send-and-wait-for-reply",
        "capture-payments",
        "",
    ];
    let events = prop::sample::select(vec![
        "incomingCall",
        "audioComplete",
        "keypress",
        "speech",
        "timeout",
        "match",
        "noMatch",
        "success",
        "failed",
        "fail",
        "next",
        "sent",
        "callCompleted",
        "recordingComplete",
        "noAudio",
    ]);
    let properties = prop::sample::select(vec![
        "say",
        "play",
        "digits",
        "loop",
        "timeout",
        "number_of_digits",
        "finish_on_key",
        "to",
        "noun",
        "url",
        "body",
        "parameters",
        "variables",
        "input",
        "queue_name",
        "language",
        "voice",
    ]);
    let names = || prop::sample::select(vec!["a", "b", "c", "end", "start", ""]);
    let transition = (events, names(), anything(), anything(), anything()).prop_map(
        |(event, next, kind, value, argument)| {
            json!({"event": event, "next": next,
            "conditions": [{"type": kind, "value": value, "arguments": [argument]}]})
        },
    );
    (
        names(),
        prop::sample::select(kinds),
        prop::collection::hash_map(properties, anything(), 0..6),
        prop::collection::vec(transition, 0..5),
    )
        .prop_map(|(name, kind, properties, transitions)| {
            json!({"name": name, "type": kind, "properties": properties, "transitions": transitions})
        })
}

proptest! {
    #[test]
    fn any_states_give_a_flow_that_can_be_read(states in prop::collection::vec(any_widget(), 0..8)) {
        let import = import(&json!({"states": states, "initial_state": "a"}));
        let _ = import.flow.check();
        let read = voice_ivr_flow::Flow::from_json(import.flow.to_json().as_bytes()).unwrap();
        prop_assert_eq!(read, import.flow);
    }

    #[test]
    fn ids_and_exits_of_any_import_are_right(states in prop::collection::vec(any_widget(), 0..8)) {
        let import = import(&json!({"states": states, "initial_state": "a"}));
        for finding in import.flow.check().iter().filter(|finding| finding.severity() == Severity::Error) {
            let kind = finding.kind().as_str();
            let ours = ["duplicate-id", "dangling-edge", "unknown-exit", "duplicate-exit", "ambiguous-entry",
                "no-start", "many-starts", "unknown-type", "bad-template", "unset-variable", "missing-exit",
                "dead-end", "malformed"];
            prop_assert!(!ours.contains(&kind), "{}\n{}", finding.message(), import.flow.to_json());
        }
    }
}
