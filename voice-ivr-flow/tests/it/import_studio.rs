//! Import of Twilio Studio definitions (all invented).

use proptest::prelude::*;
use serde_json::{Value, json};
use voice_ivr_flow::import::{Import, ImportError, RemarkKind, twilio_studio};
use voice_ivr_flow::simulate::{Script, Simulation};
use voice_ivr_flow::{ParseErrorKind, Program, Severity};

use crate::support::kinds;

pub(crate) fn import(document: &Value) -> Import {
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

pub(crate) fn widget(
    name: &str,
    kind: &str,
    properties: Value,
    transitions: &[(&str, &str)],
) -> Value {
    let transitions: Vec<Value> = transitions
        .iter()
        .map(|(event, next)| match *next {
            "" => json!({"event": event}),
            next => json!({"event": event, "next": next}),
        })
        .collect();
    json!({"name": name, "type": kind, "properties": properties, "transitions": transitions})
}

pub(crate) fn split(
    name: &str,
    input: &str,
    tests: &[(&str, &str, &str)],
    no_match: &str,
) -> Value {
    let mut transitions = vec![json!({"event": "noMatch", "next": no_match})];
    for (kind, value, next) in tests {
        transitions.push(json!({"event": "match", "next": next, "conditions": [
            {"friendly_name": value, "arguments": [input], "type": kind, "value": value}]}));
    }
    json!({"name": name, "type": "split-based-on", "properties": {"input": input, "offset": {"x": 1, "y": 2}},
        "transitions": transitions})
}

pub(crate) fn studio(first: &str, mut states: Vec<Value>) -> Value {
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

/// Every type of widget with every property that Studio's schemas have.
pub(crate) fn every_widget() -> Value {
    let call = |name: &str, next: &str| {
        widget(
            name,
            "make-outgoing-call-v2",
            json!({"to": "{{contact.channel.address}}", "from": "+15550100008", "timeout": 60, "record": true,
                "trim": "trim-silence", "recording_channels": "dual", "recording_status_callback": "https://example.com/r",
                "detect_answering_machine": true, "machine_detection": "Enable", "machine_detection_timeout": "30",
                "machine_detection_speech_threshold": "2400", "machine_detection_speech_end_threshold": "1200",
                "machine_detection_silence_timeout": "5000", "send_digits": "12", "sip_auth_username": "somebody",
                "sip_auth_password": "invented"}),
            &[
                ("answered", next),
                ("busy", "bye"),
                ("noAnswer", "bye"),
                ("failed", "bye"),
            ],
        )
    };
    let agents = json!({"connector_name": "c", "channel": "voice", "session_behavior": "new_session",
        "status_callback_method": "POST", "timeout": 5, "language": "en-US", "sentiment_analysis": "true"});
    let mut states = vec![
        call("call", "hello"),
        widget(
            "hello",
            "say-play",
            json!({"say": "Hello {{flow.data.name}}.", "language": "en-GB", "voice": "Polly.Amy", "loop": 2, "digits": "1",
                "offset": {"x": 1, "y": 2}}),
            &[("audioComplete", "tune")],
        ),
        widget(
            "tune",
            "say-play",
            json!({"play": "https://example.com/a.mp3", "say": "unheard", "loop": 3}),
            &[("audioComplete", "tones")],
        ),
        widget(
            "tones",
            "say-play",
            json!({"digits": "1w2", "loop": 2}),
            &[("audioComplete", "ask")],
        ),
        widget(
            "ask",
            "gather-input-on-call",
            json!({"say": "Press 1 or 22.", "number_of_digits": 2, "timeout": 6, "finish_on_key": "*", "stop_gather": true,
                "loop": 1, "language": "en-GB", "voice": "Polly.Amy"}),
            &[("keypress", "which"), ("timeout", "bye"), ("speech", "")],
        ),
        split(
            "which",
            "{{widgets.ask.Digits}}",
            &[
                ("equal_to", "1", "order"),
                ("matches_any_of", "22, 33", "words"),
            ],
            "bye",
        ),
        widget(
            "order",
            "gather-input-on-call",
            json!({"play": "https://example.com/order.mp3", "number_of_digits": 8, "timeout": 5, "finish_on_key": "#",
                "stop_gather": false, "loop": 2, "hints": "one, two", "gather_language": "hi-IN", "language": "en-GB",
                "speech_timeout": "3", "speech_model": "phone_call", "profanity_filter": "false"}),
            &[
                ("keypress", "tests"),
                ("speech", "words"),
                ("timeout", "bye"),
            ],
        ),
        widget(
            "words",
            "gather-input-on-call",
            json!({"say": "Say it.", "timeout": 5, "loop": 1, "hints": "three", "gather_language": "en-GB",
                "language": "en-GB", "speech_timeout": "auto", "speech_model": "default", "profanity_filter": "true"}),
            &[("speech", "tests"), ("timeout", "words")],
        ),
        split(
            "tests",
            "{{widgets.order.Digits}}",
            &[
                ("equal_to", "Yes", "tape"),
                ("not_equal_to", "No", "tape"),
                ("not_equal_to", "1", "tape"),
                ("matches_any_of", "a,b", "tape"),
                ("matches_any_of", "3,4", "tape"),
                ("does_not_match_any_of", "c,d", "tape"),
                ("is_blank", "", "tape"),
                ("is_not_blank", "", "tape"),
                ("contains", "x", "tape"),
                ("does_not_contain", "y", "tape"),
                ("starts_with", "z", "tape"),
                ("does_not_start_with", "q", "tape"),
                ("regex", "[0-9]{4}", "tape"),
                ("less_than", "5", "tape"),
                ("greater_than", "6", "tape"),
                ("is_before_time", "12:00", "tape"),
                ("is_after_date", "2026-01-02", "tape"),
            ],
            "tape",
        ),
        widget(
            "tape",
            "record-voicemail",
            json!({"max_length": 60, "timeout": 4, "play_beep": "false", "transcribe": true, "finish_on_key": "1",
                "trim": "trim-silence", "transcription_callback_url": "https://example.com/t",
                "recording_status_callback_url": "https://example.com/r"}),
            &[
                ("recordingComplete", "look"),
                ("noAudio", "bye"),
                ("hangup", "bye"),
            ],
        ),
        widget(
            "look",
            "make-http-request",
            json!({"method": "POST", "url": "https://example.com/look", "content_type": "application/json;charset=utf-8",
                "body": "{\"a\": 1}", "parameters": [{"key": "unsent", "value": "1"}]}),
            &[("success", "form"), ("failed", "bye")],
        ),
        widget(
            "form",
            "make-http-request",
            json!({"method": "PUT", "url": "https://example.com/form", "body": "unsent",
                "parameters": [{"key": "a", "value": "{{widgets.look.parsed.id}}"}]}),
            &[("success", "fetch"), ("failed", "bye")],
        ),
        widget(
            "fetch",
            "make-http-request",
            json!({"method": "GET", "url": "https://example.com/fetch", "content_type": "application/json", "body": "unsent",
                "parameters": [{"key": "a", "value": "{{widgets.set.colour}}"}]}),
            &[("success", "run"), ("failed", "bye")],
        ),
        widget(
            "run",
            "run-function",
            json!({"url": "https://example.com/f", "parameters": [{"key": "k", "value": "v"}], "service_sid": "ZS0",
                "environment_sid": "ZE0", "function_sid": "ZH0"}),
            &[("success", "run2"), ("fail", "bye")],
        ),
        widget(
            "run2",
            "run-function-v2",
            json!({"url": "https://example.com/f", "parameters": []}),
            &[("success", "set"), ("fail", "bye")],
        ),
        widget(
            "set",
            "set-variables",
            json!({"variables": [{"key": "colour", "value": "red"}, {"key": "all", "value": "{}", "type": "json"}]}),
            &[("next", "text")],
        ),
        widget(
            "text",
            "send-message",
            json!({"body": "Hi {{flow.variables.colour}}.", "to": "+15550100003", "from": "+15550100009", "service": "IS0",
                "channel": "CH0", "attributes": "{}", "media_url": "https://example.com/a.png", "content_sid": "HX0",
                "content_variables": [{"key": "1", "value": "x"}], "message_type": "content_template",
                "messaging_service_sid": "MG0"}),
            &[("sent", "wait"), ("failed", "bye")],
        ),
        widget(
            "wait",
            "send-and-wait-for-reply",
            json!({"body": "?", "timeout": "3600", "from": "{{flow.channel.address}}", "service": "{{trigger.message.InstanceSid}}",
                "channel": "{{trigger.message.ChannelSid}}", "attributes": "{}", "media_url": "https://example.com/b.png"}),
            &[
                ("incomingMessage", "bye"),
                ("timeout", "dial"),
                ("deliveryFailure", "bye"),
            ],
        ),
        widget(
            "dial",
            "connect-call-to",
            json!({"noun": "number", "to": "+15550100001", "caller_id": "+15550100002", "timeout": 20, "time_limit": "600",
                "record": true}),
            &[("callCompleted", "sip"), ("hangup", "bye")],
        ),
        widget(
            "sip",
            "connect-call-to",
            json!({"noun": "sip", "sip_endpoint": "sip:a@example.com", "sip_username": "somebody", "sip_password": "invented",
                "caller_id": "{{contact.channel.address}}", "record": false}),
            &[("callCompleted", "many"), ("hangup", "")],
        ),
        widget(
            "many",
            "connect-call-to",
            json!({"noun": "number-multi", "to": "+15550100001, +15550100002"}),
            &[("callCompleted", "room")],
        ),
        widget(
            "room",
            "connect-call-to",
            json!({"noun": "conference", "to": "room-1", "record": true}),
            &[("callCompleted", "client")],
        ),
        widget(
            "client",
            "connect-call-to",
            json!({"noun": "client", "to": "anna"}),
            &[("callCompleted", "sim")],
        ),
        widget(
            "sim",
            "connect-call-to",
            json!({"noun": "sim", "to": "DE0"}),
            &[("callCompleted", "pay")],
        ),
        widget(
            "pay",
            "capture-payments",
            json!({"payment_connector": "c", "payment_amount": "10.99", "currency": "usd", "description": "d", "language": "en-GB",
                "timeout": 5, "max_attempts": 2, "security_code": true, "postal_code": "false", "min_postal_code_length": 3,
                "payment_token_type": "reusable", "payment_method": "CREDIT_CARD", "valid_card_types": ["visa"],
                "parameters": [{"key": "k", "value": "v"}]}),
            &[
                ("success", "bye"),
                ("maxFailedAttempts", "bye"),
                ("providerError", "fork"),
                ("payInterrupted", "bye"),
                ("hangup", "bye"),
                ("validationError", "bye"),
            ],
        ),
        widget(
            "fork",
            "fork-stream",
            json!({"stream_action": "start", "stream_name": "s", "stream_transport_type": "websocket",
                "stream_url": "wss://example.com", "stream_track": "both_tracks"}),
            &[("next", "record")],
        ),
        widget(
            "record",
            "record-call",
            json!({"record_call": true, "trim": "do-not-trim", "recording_status_callback": "https://example.com/r",
                "recording_status_callback_method": "GET", "recording_status_callback_events": "completed",
                "recording_channels": "mono"}),
            &[("success", "sub"), ("failed", "bye")],
        ),
        widget(
            "sub",
            "run-subflow",
            json!({"flow_sid": "FW0", "flow_revision": "LatestPublished", "parameters": [{"key": "k", "value": "v"}]}),
            &[("completed", "twiml"), ("failed", "bye")],
        ),
        widget(
            "twiml",
            "add-twiml-redirect",
            json!({"url": "https://example.com/twiml", "method": "POST", "timeout": "14400"}),
            &[("return", "agent"), ("timeout", "bye"), ("fail", "bye")],
        ),
        widget(
            "agent",
            "connect-virtual-agent",
            json!({"connector": "c", "language": "en-US", "sentiment_analysis": "true", "status_callback": "https://example.com"}),
            &[("return", "agent2"), ("hangup", "bye")],
        ),
        widget(
            "agent2",
            "connect-virtual-agent-v2",
            agents.clone(),
            &[
                ("completed", "bye"),
                ("live-agent-handoff", "bye"),
                ("hangup", ""),
                ("failed", "relay"),
            ],
        ),
        widget(
            "relay",
            "run-conversation-relay",
            json!({"url": "wss://example.com", "welcome_greeting": "Hi", "interruptible": "true"}),
            &[("success", "bye"), ("failed", "pilot")],
        ),
        widget(
            "pilot",
            "understand",
            json!({"assistant_id": "UA0"}),
            &[("completed", "task")],
        ),
        widget(
            "task",
            "create-task",
            json!({"attributes": "{}"}),
            &[("created", "sync")],
        ),
        widget(
            "sync",
            "update-sync-object",
            json!({"action": "x"}),
            &[("success", "member")],
        ),
        widget(
            "member",
            "add-member-to-chat-channel",
            json!({"channel": "c"}),
            &[("success", "chat")],
        ),
        widget(
            "chat",
            "create-chat-channel",
            json!({"channel": "c"}),
            &[("success", "talk")],
        ),
        widget(
            "talk",
            "start-conversation",
            json!({"participants": [{"type": "chat"}]}),
            &[("created", "again"), ("failed", "bye")],
        ),
        widget(
            "again",
            "resume-conversation",
            json!({"conversation_sid": "CH0"}),
            &[("resumed", "call1")],
        ),
        call("call1", "queue"),
        widget(
            "queue",
            "enqueue-call",
            json!({"queue_name": "sales", "wait_url": "https://example.com/wait", "wait_url_method": "GET", "priority": 1,
                "task_attributes": "{}", "timeout": 10}),
            &[
                ("callComplete", "bye"),
                ("callFailure", "bye"),
                ("failedToEnqueue", "bye"),
            ],
        ),
        widget(
            "workflow",
            "enqueue-call",
            json!({"workflow_sid": "WW0"}),
            &[("callComplete", "")],
        ),
        widget(
            "flex",
            "send-to-flex",
            json!({"workflow": "WW0", "channel": "TC0", "attributes": "{}", "priority": "10", "timeout": "3600",
                "waitUrl": "https://example.com/wait", "waitUrlMethod": "GET"}),
            &[
                ("callComplete", "bye"),
                ("failedToEnqueue", ""),
                ("callFailure", ""),
            ],
        ),
        widget(
            "bye",
            "say-play",
            json!({"say": "Goodbye."}),
            &[("audioComplete", "")],
        ),
    ];
    if let Some(call1) = states.iter_mut().find(|state| state["name"] == "call1") {
        call1["type"] = json!("make-outgoing-call-v1");
    }
    let mut document = studio("call", states);
    document["states"][0]["transitions"] = json!([
        {"event": "incomingCall", "next": "call"}, {"event": "incomingRequest", "next": "hello"},
        {"event": "incomingMessage", "next": "text"}, {"event": "incomingConversationMessage", "next": "text"},
        {"event": "incomingParent", "next": "tones"}]);
    document["flags"] = json!({"allow_concurrent_calls": false});
    document
}

/// The types of widgets that Studio's schema of a definition lists, and those of its library that it does not.
const ALL_TYPES: [&str; 31] = [
    "add-member-to-chat-channel",
    "add-twiml-redirect",
    "capture-payments",
    "connect-call-to",
    "connect-virtual-agent",
    "connect-virtual-agent-v2",
    "create-chat-channel",
    "create-task",
    "enqueue-call",
    "fork-stream",
    "gather-input-on-call",
    "make-http-request",
    "make-outgoing-call-v1",
    "make-outgoing-call-v2",
    "record-call",
    "record-voicemail",
    "resume-conversation",
    "run-conversation-relay",
    "run-function",
    "run-function-v2",
    "run-subflow",
    "say-play",
    "send-and-wait-for-reply",
    "send-message",
    "send-to-flex",
    "set-variables",
    "split-based-on",
    "start-conversation",
    "trigger",
    "understand",
    "update-sync-object",
];

#[test]
fn every_type_of_widget_becomes_a_node_or_says_what_to_draw_instead() {
    let document = every_widget();
    let import = import(&document);
    let flow: Value = serde_json::from_str(&import.flow.to_json()).unwrap();
    for kind in ALL_TYPES {
        let states = document["states"].as_array().unwrap();
        let of_type: Vec<&str> = states
            .iter()
            .filter(|state| state["type"] == kind)
            .map(|state| state["name"].as_str().unwrap())
            .collect();
        assert!(!of_type.is_empty(), "{kind} is not among the widgets");
        let nodes = flow["nodes"].as_array().unwrap();
        let drawn = nodes
            .iter()
            .any(|node| of_type.contains(&node["id"].as_str().unwrap()));
        let told = import.remarks.iter().any(|remark| {
            of_type.contains(&&*remark.widget)
                && remark.member.is_empty()
                && ["draw", "where it is placed", "the call is placed"]
                    .iter()
                    .any(|word| remark.message.contains(word))
        });
        assert!(drawn || told || kind == "trigger", "{kind}");
    }
    assert_eq!(import.flow.check().errors(), 0, "{}", import.flow.check());
    insta::assert_snapshot!("import_studio_every_widget", told(&import));
}

pub(crate) fn any_states() -> impl Strategy<Value = Vec<Value>> {
    prop::collection::vec(any_widget(), 0..8)
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
    fn any_states_give_a_flow_that_can_be_read(states in any_states()) {
        let import = import(&json!({"states": states, "initial_state": "a"}));
        let _ = import.flow.check();
        let read = voice_ivr_flow::Flow::from_json(import.flow.to_json().as_bytes()).unwrap();
        prop_assert_eq!(read, import.flow);
    }

    #[test]
    fn ids_and_exits_of_any_import_are_right(states in any_states()) {
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
