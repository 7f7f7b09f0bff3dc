//! The builder makes the value that the file makes.

use serde_json::{Value, json};
use voice_ivr_flow::builder::{
    Agent, Branch, Conference, Day, Dial, FlowBuilder, Forward, Gather, Hangup, Hours, Menu,
    NodeData, Pause, Play, Queue, Record, Reject, Request, Say, Set, Sms, Spoken, Subflow,
    Transfer, Voicemail,
};
use voice_ivr_flow::node::{GatherInput, Op, RejectReason, Strategy, TransferMode};
use voice_ivr_flow::{Flow, VariableType};

use crate::support::expect;

#[test]
fn a_built_flow_equals_the_parsed_one() {
    let built = FlowBuilder::new("Vendor & co")
        .language("hi-IN")
        .voice("Aditi")
        .variable("order_id", VariableType::Digits, "12")
        .start("ask")
        .menu("ask", Menu::new("Order {{order_id}}. Press 1.").attempts(2))
        .hangup("bye", Hangup::new())
        .edge("ask", "1", "bye")
        .next("ask", "bye")
        .build();
    let parsed = Flow::from_json(
        br#"{"name": "Vendor & co", "language": "hi-IN", "voice": "Aditi",
            "variables": {"order_id": {"type": "digits", "default": "12"}},
            "nodes": [{"id": "start", "type": "start"},
                {"id": "ask", "type": "menu", "data": {"message": "Order {{order_id}}. Press 1.", "attempts": 2}},
                {"id": "bye", "type": "hangup"}],
            "edges": [{"source": "start", "target": "ask"}, {"source": "ask", "target": "bye", "label": "1"},
                {"source": "ask", "target": "bye"}]}"#,
    )
    .unwrap();
    assert_eq!(built, parsed);
    assert_eq!(built.version(), parsed.version());
    expect(&built, &[]);
}

/// A flow with every type of node and every member.
fn everything() -> Flow {
    FlowBuilder::new("Everything")
        .variable("x", VariableType::Text, "")
        .start("say")
        .say(
            "say",
            Say::new(Spoken::in_languages([("en", "Hello"), ("hi", "नमस्ते")]))
                .ssml(Spoken::in_languages([("en", "<s>Hello</s>")]))
                .repeat(2)
                .language("en")
                .voice("Joanna")
                .prompt_seconds(3),
        )
        .next("say", "play")
        .play(
            "play",
            Play::new("https://example.com/a.mp3")
                .repeat(2)
                .prompt_seconds(4),
        )
        .next("play", "pause")
        .pause("pause", Pause::new(2))
        .next("pause", "menu")
        .menu(
            "menu",
            Menu::new("unheard")
                .audio("https://example.com/m.mp3")
                .digits(1)
                .timeout(6)
                .inter_digit_timeout(3)
                .attempts(2)
                .finish_key("")
                .barge_in(false)
                .invalid_message("No.")
                .timeout_message("Well?")
                .options([("1", "gather")]),
        )
        .edge("menu", "1", "gather")
        .edge("menu", "default", "record")
        .gather(
            "gather",
            Gather::new("Number?", "entry")
                .input(GatherInput::DigitsSpeech)
                .min_digits(2)
                .max_digits(4)
                .pattern("[0-9]+")
                .hints(["one"]),
        )
        .edge("gather", "ok", "branch")
        .edge("gather", "default", "record")
        .branch(
            "branch",
            Branch::new()
                .when("small", "entry", Op::Lt, "10")
                .when_in("listed", "entry", ["11", "12"])
                .when_empty("none", "x")
                .when_not_empty("some", "entry"),
        )
        .edge("branch", "small", "hours")
        .edge("branch", "listed", "hours")
        .edge("branch", "none", "hours")
        .edge("branch", "some", "hours")
        .next("branch", "hours")
        .hours(
            "hours",
            Hours::new("Asia/Kolkata")
                .open(Day::Monday, "09:00", "12:00")
                .open(Day::Monday, "13:00", "17:30")
                .open(Day::Sunday, "00:00", "24:00")
                .holiday("2026-01-26"),
        )
        .edge("hours", "open", "dial")
        .edge("hours", "closed", "record")
        .dial(
            "dial",
            Dial::several(["+15550100001", "sip:desk@example.com"])
                .strategy(Strategy::Simultaneous)
                .timeout(20)
                .caller_id("+15550100002")
                .record(true)
                .time_limit(60),
        )
        .next("dial", "transfer")
        .transfer(
            "transfer",
            Transfer::new("+15550100001")
                .mode(TransferMode::Attended)
                .timeout(10),
        )
        .edge("transfer", "busy", "queue")
        .edge("transfer", "default", "forward")
        .queue(
            "queue",
            Queue::new("sales").music("https://example.com/w.mp3"),
        )
        .forward("forward", Forward::new("client:desk"))
        .record(
            "record",
            Record::new()
                .message("Speak.")
                .variable("url")
                .max_seconds(9)
                .silence(2)
                .finish_key("*")
                .beep(false)
                .transcribe(true),
        )
        .next("record", "set")
        .set("set", Set::new("x", "{{url}}"))
        .next("set", "request")
        .request(
            "request",
            Request::new("https://example.com/{{x}}")
                .method("POST")
                .body("{}")
                .timeout(3)
                .headers([("x-a", "b")])
                .save([("x", "id")]),
        )
        .edge("request", "ok", "sms")
        .edge("request", "failed", "voicemail")
        .sms("sms", Sms::new("Hello").to("+15550100003"))
        .next("sms", "agent")
        .agent(
            "agent",
            Agent::new("Be kind.").variables(["x"]).outcomes(["done"]),
        )
        .edge("agent", "done", "sub")
        .next("agent", "conference")
        .conference(
            "conference",
            Conference::new("room").record(true).muted(true),
        )
        .voicemail("voicemail", Voicemail::new("Speak.").notify("+15550100004"))
        .subflow("sub", Subflow::new("inner"))
        .edge("sub", "back", "bye")
        .hangup("bye", "Goodbye.")
        .flow(
            FlowBuilder::new("inner")
                .variable("y", VariableType::Number, "1")
                .start("hours")
                .hours("hours", Hours::new("UTC"))
                .edge("hours", "open", "end")
                .edge("hours", "closed", "end")
                .hangup("end", Hangup::new().label("back")),
        )
        .build()
}

#[test]
fn every_type_can_be_built() {
    let flow = everything();
    expect(&flow, &[]);
}

#[test]
fn a_built_flow_survives_a_round_trip() {
    let flow = everything();
    assert_eq!(Flow::from_json(flow.to_json().as_bytes()).unwrap(), flow);
}

#[test]
fn a_rejecting_flow_can_be_built() {
    let flow = FlowBuilder::new("No")
        .start("no")
        .reject("no", Reject::new().reason(RejectReason::Busy))
        .build();
    expect(&flow, &[]);
}

#[test]
fn names_given_twice_do_not_break_the_document() {
    let sub = || {
        FlowBuilder::new("f")
            .start("end")
            .hangup("end", Hangup::new())
    };
    let flow = FlowBuilder::new("x")
        .variable("a", VariableType::Text, "1")
        .variable("a", VariableType::Text, "2")
        .start("s")
        .say(
            "s",
            Say::new(Spoken::in_languages([("en", "a"), ("en", "b")]))
                .repeat(1)
                .repeat(2),
        )
        .next("s", "f")
        .subflow("f", "f")
        .flow(sub())
        .flow(sub())
        .build();
    let json: Value = serde_json::from_str(&flow.to_json()).unwrap();
    assert_eq!(
        json["variables"],
        json!({"a": {"type": "text", "default": "2"}})
    );
    assert_eq!(
        json["nodes"][1]["data"],
        json!({"message": {"en": "b"}, "loop": 2})
    );
    expect(&flow, &[]);
}

fn version(document: Value) -> String {
    Flow::from_json(document.to_string().as_bytes())
        .unwrap()
        .version()
}

#[test]
fn the_version_ignores_layout() {
    let one = Flow::from_json(
        br#"{"name": "x", "nodes": [{"id": "start", "type": "start"}, {"id": "a", "type": "say", "data":
            {"message": "Hi", "loop": 2}}, {"id": "b", "type": "hangup"}],
            "edges": [{"id": "1", "source": "start", "target": "a"}, {"id": "2", "source": "a", "target": "b"}]}"#,
    )
    .unwrap();
    let two = Flow::from_json(
        br#"{"viewport": 3, "edges": [{"source": "a", "target": "b", "label": " ", "animated": true},
            {"source": "start", "target": "a", "label": null}], "voice": null, "name": "x",
            "nodes": [{"id": "b", "type": "hangup", "data": {}},
            {"type": "say", "id": "a", "data": {"loop": 2.0, "message": "H\u0069", "colour": 1}, "position": {"x": 1}},
            {"id": "start", "type": "start", "data": null}], "flows": {}}"#,
    )
    .unwrap();
    assert_ne!(one, two);
    assert_eq!(one.version(), two.version());
    assert_eq!(one.version().len(), 16);
    // Pinned: a version must stay the same across releases.
    insta::assert_snapshot!(one.version());
}

#[test]
fn the_version_ignores_the_order_of_members_and_what_is_null_however_deep() {
    let spelt = |declared: Value, condition: Value, open: Value, headers: Value, flows: Value| {
        version(
            json!({"name": "x", "variables": {"v": declared, "w": "digits"},
            "nodes": [{"id": "start", "type": "start"},
                {"id": "b", "type": "branch", "data": {"conditions": [condition]}},
                {"id": "h", "type": "hours", "data": {"timezone": "UTC", "open": open}},
                {"id": "r", "type": "request", "data": {"url": "https://x.example/", "headers": headers}}],
            "edges": [], "flows": flows}),
        )
    };
    // `json!` sorts members by name, so that texts are compared which do not.
    let text = |text: &str| -> Value { serde_json::from_str(text).unwrap() };
    let one = spelt(
        json!("text"),
        json!({"label": "l", "variable": "v", "op": "eq", "value": "1"}),
        json!({"mon": [["09:00", "10:00"]]}),
        json!({"A": "1", "B": "2"}),
        json!({}),
    );
    let two = spelt(
        text(r#"{"default": null, "type": "text"}"#),
        text(r#"{"value": "1", "op": "eq", "note": "!", "variable": "v", "label": "l"}"#),
        text(r#"{"tue": null, "mon": [["09:00", "10:00"]]}"#),
        text(r#"{"B": "2", "A": "1"}"#),
        json!({"x": null}),
    );
    assert_eq!(one, two);
    let flow = |text: &str| Flow::from_json(text.as_bytes()).unwrap().version();
    let sorted = r#"{"name":"x","nodes":[{"id":"b","type":"branch","data":{"conditions":[{"label":"l","op":"eq"}]}}],"edges":[]}"#;
    let other = r#"{"edges":[],"nodes":[{"data":{"conditions":[{"op":"eq","label":"l"}]},"type":"branch","id":"b"}],"name":"x"}"#;
    assert_eq!(flow(sorted), flow(other));
}

#[test]
fn the_order_of_languages_is_content() {
    let flow = |message: &str| {
        let text = format!(
            r#"{{"name":"x","nodes":[{{"id":"a","type":"say","data":{{"message":{message}}}}}],"edges":[]}}"#
        );
        Flow::from_json(text.as_bytes()).unwrap().version()
    };
    let first = flow(r#"{"en":"Hello","hi":"नमस्ते"}"#);
    assert_ne!(first, flow(r#"{"hi":"नमस्ते","en":"Hello"}"#));
    assert_eq!(first, flow(r#"{"en":"Hello","de":null,"hi":"नमस्ते"}"#));
}

#[test]
fn nodes_and_edges_cannot_pass_for_others() {
    // Two of a kind, a text that moves to its neighbour, a node in another graph.
    let all = [
        json!({"name": "x", "nodes": [{"id": "a", "type": "say"}], "edges": []}),
        json!({"name": "x", "nodes": [{"id": "a", "type": "say"}, {"id": "a", "type": "say"}], "edges": []}),
        json!({"name": "x", "nodes": [{"id": "as", "type": "ay"}], "edges": []}),
        json!({"name": "x", "nodes": [], "edges": [], "flows": {"f": {"nodes": [{"id": "a", "type": "say"}], "edges": []}}}),
        json!({"name": "x", "nodes": [], "edges": [{"source": "a", "target": "b"}]}),
        json!({"name": "x", "nodes": [], "edges": [{"source": "a", "label": "b"}]}),
        json!({"name": "x", "nodes": [], "edges": [{"source": "a", "target": "b"}, {"source": "a", "target": "b"}]}),
        json!({"name": "x", "nodes": [], "edges": []}),
        json!({"name": "", "language": "x", "nodes": [], "edges": []}),
    ];
    let versions: std::collections::HashSet<String> = all.iter().cloned().map(version).collect();
    assert_eq!(versions.len(), all.len());
}

#[test]
fn the_version_changes_with_the_content() {
    let base = json!({"name": "x", "language": "en", "variables": {"v": "text"},
        "nodes": [{"id": "start", "type": "start"}, {"id": "a", "type": "say", "data": {"message": "Hi"}},
            {"id": "b", "type": "hangup"}],
        "edges": [{"source": "start", "target": "a"}, {"source": "a", "target": "b"}],
        "flows": {"f": {"nodes": [], "edges": []}}});
    let changes: [fn(&mut Value); 11] = [
        |d| d["name"] = json!("y"),
        |d| d["language"] = json!("hi"),
        |d| d["voice"] = json!("Aditi"),
        |d| d["variables"]["v"] = json!("digits"),
        |d| d["nodes"][1]["data"]["message"] = json!("Ho"),
        |d| d["nodes"][1]["data"]["loop"] = json!(2),
        |d| d["nodes"][2]["type"] = json!("reject"),
        |d| d["nodes"][2]["id"] = json!("c"),
        |d| d["edges"][1]["label"] = json!("z"),
        |d| d["edges"][1]["target"] = json!("a"),
        |d| d["flows"] = json!({"g": {"nodes": [], "edges": []}}),
    ];
    let mut seen = std::collections::HashSet::from([version(base.clone())]);
    for (at, change) in changes.iter().enumerate() {
        let mut document = base.clone();
        change(&mut document);
        assert!(seen.insert(version(document)), "change {at}");
    }
}

/// L10.
#[test]
fn debug_of_what_is_built_shows_no_text_and_no_number() {
    let (said, number) = ("secret", "+15550100001");
    let flow = FlowBuilder::new("Named")
        .variable("caller", VariableType::Text, number)
        .start("ask")
        .menu(
            "ask",
            Menu::new(said)
                .ssml(said)
                .invalid_message(Spoken::in_languages([("en", said)])),
        )
        .dial("dial", Dial::several([number]).caller_id(number))
        .sms("sms", Sms::new(said).to(number))
        .node("branch", Branch::new().when("a", "caller", Op::Eq, number))
        .node("hours", Hours::new("UTC"))
        .request(
            "request",
            Request::new("https://example.com/secret").headers([("x", said)]),
        )
        .flow(FlowBuilder::new("inner").hangup("bye", said));
    let data = NodeData::from(Say::new(said));
    let branch = Branch::new().when_in("a", "b", [said]);
    let spoken = Spoken::from(said);
    let shown = format!(
        "{flow:?} {data:?} {branch:?} {spoken:?} {:?}",
        Say::new(said)
    );
    assert!(
        shown.contains("caller_id") && shown.contains("Named"),
        "the names stay: {shown}"
    );
    assert!(!shown.contains(said) && !shown.contains("5550"), "{shown}");
}
