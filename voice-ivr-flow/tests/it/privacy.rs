//! L10 over the whole crate: every public type, with something private in every place that can hold it, prints none of it.
//!
//! Names are not private: ids of nodes, labels, variables, languages, voices and the names of flows are how a log says where
//! a call is. What people say or hear, numbers, addresses, values and keys are.
//!
//! The list cannot fall behind: a public type of the sources that is neither walked nor listed as harmless fails the test.

use std::sync::Arc;

use std::path::Path;

use serde_json::{Value, json};
use voice_core::Timestamp;
use voice_core::conformance::Printed;
use voice_ivr_flow::builder::{self, FlowBuilder, Spoken};
use voice_ivr_flow::compile::twiml::{Desk, LiveTwiml, Notes, TwimlOptions, compile};
use voice_ivr_flow::explore::Exploration;
use voice_ivr_flow::import::{bland_pathway, twilio_studio};
use voice_ivr_flow::node::{self, Localized, Operand, Prompt};
use voice_ivr_flow::scenario::Scenarios;
use voice_ivr_flow::simulate::{Script, Simulation, variable, variables};
use voice_ivr_flow::step::{Action, Input, Session, Wait};
use voice_ivr_flow::template::{Part, Template};
use voice_ivr_flow::{Flow, Program, Text, ValidFlow, VariableType, diff};

const TOKEN: &str = "an-invented-token";
const NUMBER: &str = "+15550100101";
const DIGITS: &str = "5550100101";
const SAID: &str = "meet me at noon";
const LINK: &str = "https://example.com/an-invented-token/5550100101?k=an-invented-token";

/// Words, counts and names.
#[cfg(feature = "mock")]
const HARMLESS: &[&str] = &[
    // Words.
    "Carrier",
    "Day",
    "DialResult",
    "FindingKind",
    "GatherInput",
    "Notes",
    "Op",
    "Outcome",
    "ParseErrorKind",
    "RejectReason",
    "RemarkKind",
    "Severity",
    "Strategy",
    "Support",
    "Texts",
    "Told",
    "TransferMode",
    "VariableType",
    // Times and rules.
    "InstantError",
    "KeyRules",
    "Rule",
];

/// The flow with something private wherever a flow can hold it, but where the validator wants a word.
fn document() -> Value {
    let spoken = json!({"en-US": SAID, "hi-IN": SAID});
    let nodes = json!([
        {"id": "start", "type": "start"},
        {"id": "say", "type": "say", "data": {"message": spoken, "ssml": {"en-US": format!("<s>{SAID}</s>")}, "language": "en-US"}},
        {"id": "play", "type": "play", "data": {"url": LINK}},
        {"id": "menu", "type": "menu", "data": {"message": format!("{SAID}. Press 1."), "invalid_message": SAID, "timeout_message": SAID}},
        {"id": "gather", "type": "gather", "data": {"message": SAID, "variable": "entry", "input": "digits speech", "hints": [SAID], "pattern": DIGITS}},
        {"id": "record", "type": "record", "data": {"message": SAID, "variable": "recording"}},
        {"id": "dial", "type": "dial", "data": {"numbers": [NUMBER, "client:5550100101", "{{who}}"], "caller_id": NUMBER}},
        {"id": "set", "type": "set", "data": {"variable": "who", "value": SAID}},
        {"id": "branch", "type": "branch", "data": {"conditions": [
            {"label": "a", "variable": "who", "op": "eq", "value": SAID},
            {"label": "b", "variable": "who", "op": "in", "value": [SAID, NUMBER]},
            {"label": "c", "variable": "who", "op": "matches", "value": SAID}]}},
        {"id": "request", "type": "request", "data": {"url": LINK, "method": "POST", "headers": {"authorization": TOKEN}, "body": SAID, "save": {"who": "name"}}},
        {"id": "sms", "type": "sms", "data": {"to": NUMBER, "body": SAID}},
        {"id": "agent", "type": "agent", "data": {"prompt": SAID, "outcomes": ["done"], "variables": ["who"]}},
        {"id": "conference", "type": "conference", "data": {"room": SAID}},
        {"id": "transfer", "type": "transfer", "data": {"number": NUMBER}},
        {"id": "mail", "type": "voicemail", "data": {"message": SAID, "notify": NUMBER}},
        {"id": "queue", "type": "queue", "data": {"queue": SAID, "music": LINK}},
        {"id": "bye", "type": "hangup", "data": {"message": SAID}},
    ]);
    let chain = [
        ("start", ""),
        ("say", ""),
        ("play", ""),
        ("menu", "1"),
        ("gather", "ok"),
        ("record", ""),
        ("dial", "completed"),
        ("set", ""),
        ("branch", "a"),
        ("request", "ok"),
        ("sms", ""),
        ("agent", "done"),
        ("conference", ""),
        ("transfer", "default"),
        ("mail", ""),
        ("queue", ""),
    ];
    let mut edges = Vec::new();
    for pair in chain.windows(2) {
        let [(source, label), (target, _)] = pair else {
            continue;
        };
        edges.push(json!({"id": format!("{source}-on"), "source": source, "target": target, "label": label}));
    }
    for (source, label) in [
        ("menu", "default"),
        ("gather", "default"),
        ("dial", "default"),
        ("branch", "b"),
        ("branch", "c"),
        ("branch", "else"),
        ("request", "failed"),
        ("agent", "default"),
    ] {
        edges.push(json!({"id": format!("{source}-{label}"), "source": source, "target": "bye", "label": label}));
    }
    json!({"name": "Private", "language": "en-US", "nodes": nodes, "edges": edges,
        "variables": {"who": {"type": "text", "default": NUMBER}, "n": "number"}})
}

fn flow() -> ValidFlow {
    let flow = Flow::from_json(document().to_string().as_bytes()).unwrap();
    flow.validate()
        .unwrap_or_else(|findings| panic!("{findings}"))
}

/// What the caller, and the world, does until the transfer.
const SCRIPT: &str = "1,say:5550100101,record:5,dial:completed,request:ok{\"name\":\"meet me at noon\"},sms:ok,\
    agent:done{\"who\":\"meet me at noon\"},dial:busy,record:9";

fn now() -> Timestamp {
    "2026-03-02T10:00:00Z".parse().unwrap()
}

fn documents(printed: &mut Printed) {
    let valid = flow();
    printed.debug("Flow", valid.flow());
    printed.debug("ValidFlow", &valid);
    printed.debug("Variable", &valid.variables());
    printed.debug("Findings", valid.warnings());

    // The same with a mistake at every member that has a rule, and an edge to nowhere. A finding quotes what it is about,
    // without the numbers and links in it.
    let mut wrong = document();
    for node in wrong["nodes"].as_array_mut().unwrap() {
        for (_, value) in node["data"].as_object_mut().into_iter().flatten() {
            *value = match &value {
                Value::String(text) => format!("{text} {{{{}}}} {NUMBER}").into(),
                _ => json!({ NUMBER: NUMBER }),
            };
        }
    }
    wrong["edges"][3]["target"] = "nowhere".into();
    wrong["variables"]["n"] = json!({"type": "number", "default": NUMBER});
    let wrong = Flow::from_json(wrong.to_string().as_bytes()).unwrap();
    let findings = wrong.check();
    assert!(findings.errors() > 15, "{findings}");
    printed.error("Findings", &findings);
    for finding in &findings {
        printed.debug("Finding", finding);
        printed.text(
            "Finding",
            format!("{} {}", finding.message(), finding.help()),
        );
    }
    // With the source it shows the lines of the document: to who wrote them, on request.
    printed.debug(
        "Text",
        &Text::new(&findings).source("flow.json", wrong.source()),
    );
    for text in [
        format!("{{\"{NUMBER}\": 1, \"{NUMBER}\": 2}}"),
        format!("{{\"a\": \"{SAID}"),
        format!("{{\"a\": {SAID}}}"),
        format!("[\"{NUMBER}\",]"),
    ] {
        printed.error("ParseError", &Flow::from_json(text.as_bytes()).unwrap_err());
        printed.error("ImportError", &twilio_studio(text.as_bytes()).unwrap_err());
        printed.error(
            "ScenarioError",
            &Scenarios::from_json(text.as_bytes()).unwrap_err(),
        );
    }
    for text in ["no tag", NUMBER] {
        printed.error(
            "LanguageError",
            &Program::lower_in(&valid, text).unwrap_err(),
        );
    }
    printed.debug("Ident", &valid.variables()[0].name);
}

fn nodes(printed: &mut Printed) {
    let template = Template::parse(&format!("{SAID} {{{{who}}}} {NUMBER}")).unwrap();
    printed.debug("Template", &template);
    printed.debug("Parts", &template.parts());
    for part in template
        .parts()
        .filter(|part| matches!(part, Part::Text(_)))
    {
        printed.debug("Part", &part);
    }
    for text in [
        format!("{{{{ {NUMBER} }}}}"),
        format!("{SAID} {{{{"),
        format!("{NUMBER}\u{1}"),
        format!("{{{{{NUMBER}}}}}"),
    ] {
        printed.error("TemplateError", &Template::parse(&text).unwrap_err());
    }
    let message = node::Message {
        text: Localized::ByLanguage(vec![("en".to_owned(), template.clone())]),
        ssml: Some(Localized::One(template.clone())),
    };
    printed.debug("Localized", &message.text);
    printed.debug("Message", &message);
    let prompt = Prompt::Message(message.clone());
    printed.debug("Prompt", &prompt);
    printed.debug("Prompt", &Prompt::Audio(template.clone()));
    let speech = node::Speech::default();
    printed.debug("Speech", &speech);
    let keypad = node::Keypad {
        timeout: 5,
        inter_digit_timeout: None,
        attempts: 2,
        finish_key: None,
        barge_in: true,
        invalid_message: Some(message.text.clone()),
        timeout_message: Some(message.text.clone()),
    };
    printed.debug("Keypad", &keypad);
    let kinds = [
        node::Kind::Say(Box::new(node::Say {
            message: message.clone(),
            speech: speech.clone(),
            repeat: 1,
        })),
        node::Kind::Play {
            url: template.clone(),
            repeat: 1,
            seconds: None,
        },
        node::Kind::Menu(Box::new(node::Menu {
            prompt: prompt.clone(),
            speech: speech.clone(),
            digits: 1,
            keypad: keypad.clone(),
        })),
        node::Kind::Gather(Box::new(node::Gather {
            prompt: prompt.clone(),
            speech: speech.clone(),
            variable: "who".into(),
            input: node::GatherInput::Digits,
            min_digits: 1,
            max_digits: None,
            pattern: Some(regex(DIGITS)),
            hints: vec![template.clone()],
            keypad,
        })),
        node::Kind::Voicemail {
            recording: Box::new(node::Recording {
                prompt: Some(prompt),
                speech: speech.clone(),
                variable: None,
                max_seconds: 9,
                silence: 5,
                finish_key: None,
                beep: true,
                transcribe: false,
            }),
            notify: Some(template.clone()),
        },
        node::Kind::Dial(Arc::new(node::Dial {
            numbers: vec![template.clone()],
            strategy: node::Strategy::Sequential,
            timeout: 5,
            caller_id: Some(template.clone()),
            record: false,
            time_limit: None,
        })),
        node::Kind::Transfer(Arc::new(node::Transfer {
            number: template.clone(),
            mode: node::TransferMode::Blind,
            timeout: 5,
        })),
        node::Kind::Queue(Box::new(node::Queue {
            queue: template.clone(),
            music: Some(template.clone()),
        })),
        node::Kind::Conference(node::Conference {
            room: template.clone(),
            record: false,
            muted: false,
        }),
        node::Kind::Set {
            variable: "who".into(),
            value: template.clone(),
        },
        node::Kind::Branch(vec![node::Condition {
            label: "a".into(),
            variable: "who".into(),
            op: node::Op::Eq,
            value: Operand::Text(template.clone()),
        }]),
        node::Kind::Request(Arc::new(node::Request {
            url: template.clone(),
            method: "GET".to_owned(),
            headers: vec![("authorization".to_owned(), template.clone())],
            body: Some(template.clone()),
            timeout: 5,
            save: vec![("who".to_owned(), "name".to_owned())],
        })),
        node::Kind::Sms(Box::new(node::Sms {
            to: Some(template.clone()),
            body: template.clone(),
        })),
        node::Kind::Agent(Arc::new(node::Agent {
            prompt: template.clone(),
            variables: vec!["who".into()],
            outcomes: vec!["done".into()],
            speech: speech.clone(),
        })),
        node::Kind::Hangup(Box::new(node::Hangup {
            message: Some(message),
            speech,
            label: None,
        })),
    ];
    // One is printed with what it holds.
    for (kind, names) in kinds.iter().zip([
        &["Say"][..],
        &[],
        &["Menu"],
        &["Gather"],
        &["Recording"],
        &["Dial"],
        &["Transfer"],
        &["Queue"],
        &["Conference"],
        &[],
        &["Condition"],
        &["Request"],
        &["Sms"],
        &["Agent"],
        &["Hangup"],
    ]) {
        for name in names.iter().chain(&["Kind"]) {
            printed.debug(name, kind);
        }
    }
    for operand in [
        Operand::Text(template.clone()),
        Operand::List(vec![template]),
        Operand::Pattern(regex(SAID)),
    ] {
        printed.debug("Operand", &operand);
    }
}

fn regex(text: &str) -> regex::Regex {
    regex::Regex::new(text).unwrap()
}

fn builders(printed: &mut Printed) {
    printed.debug("Spoken", &Spoken::from(SAID));
    printed.debug("Spoken", &Spoken::in_languages([("en", SAID)]));
    let request = builder::Request::new(LINK)
        .headers([("authorization", TOKEN)])
        .body(SAID);
    printed.debug("NodeData", &builder::NodeData::from(request.clone()));
    let branch = builder::Branch::new().when("a", "who", node::Op::Eq, SAID);
    printed.debug("Branch", &branch);
    let hours = builder::Hours::new("Asia/Kolkata");
    printed.debug("Hours", &hours);
    let flow = FlowBuilder::new("Private")
        .variable("who", VariableType::Text, NUMBER)
        .start("say")
        .say("say", builder::Say::new(SAID))
        .node("ask", request)
        .dial("dial", builder::Dial::new(NUMBER))
        .hangup("bye", SAID)
        .edge("say", "", "bye");
    printed.debug("FlowBuilder", &flow);
}

struct Logged<'p>(&'p mut Printed);

impl Desk for Logged<'_> {
    fn seal(&mut self, _: &Session, token: &mut String) {
        token.push_str(TOKEN);
    }

    fn notes(&self) -> Notes {
        Notes::Everything
    }

    fn note(&mut self, action: &Action<'_>) {
        self.0.debug("Action", action);
    }
}

fn calls(printed: &mut Printed) {
    let valid = flow();
    let program = Program::lower(&valid);
    printed.debug("Program", &program);
    printed.debug("ProgramVariable", &program.variables());

    let script = Script::parse(SCRIPT).unwrap();
    printed.debug("Script", &script);
    for item in script.items() {
        printed.debug("Item", item);
    }
    let simulation = Simulation::new(now()).variable("who", NUMBER);
    printed.debug("Simulation", &simulation);
    let run = simulation.run(&program, &script);
    assert_eq!(run.unused, 0, "{run}");
    printed.debug("Run", &run);
    for event in &run.events {
        printed.debug("Event", event);
        printed.debug("EventKind", &event.kind);
    }
    for list in [
        SAID,
        NUMBER,
        "dial:+15550100101",
        "request:meet me at noon",
        "1,agent:",
    ] {
        printed.error("ScriptError", &Script::parse(list).unwrap_err());
    }
    for (name, value) in [("n", SAID), ("nobody", SAID), (NUMBER, NUMBER)] {
        if let Err(error) = variables(&valid, &program, [(name, value)]) {
            printed.error("VariableError", &error);
        }
        if let Err(error) = variable(&format!("{name}={value}")) {
            printed.error("VariableError", &error);
        }
    }

    let inputs = [
        Input::Start,
        Input::Keys("1"),
        Input::Speech(DIGITS),
        Input::Recorded {
            seconds: 5,
            url: LINK,
        },
        Input::Dialled(voice_ivr_flow::step::DialResult::Completed),
        Input::Answered {
            body: Some(r#"{"name":"meet me at noon"}"#),
        },
        Input::Sent(true),
        Input::Agent {
            outcome: "done",
            extracted: r#"{"who":"meet me at noon"}"#,
        },
        Input::ConferenceEnded,
    ];
    let mut session = program.session([("who", NUMBER)]);
    for input in inputs {
        printed.debug("Input", &input);
        let damaged = program.step(session.clone(), Input::Sent(false), now());
        if let Err(error) = damaged {
            printed.error("StepError", &error);
        }
        let (after, actions) = program.step(session, input, now()).unwrap();
        session = after;
        printed.debug("Session", &session);
        for action in &actions {
            printed.debug("Action", action);
            if let Action::Wait(wait) = action {
                printed.debug("Wait", wait);
                match wait {
                    Wait::Entry(listen) => printed.debug("Listen", listen),
                    Wait::Recording(recording) => printed.debug("Recording", recording),
                    Wait::Dial { dial, .. } => printed.debug("Dial", dial),
                    _ => {}
                }
            }
        }
    }

    for report in [
        Exploration::new(now()).variable("who", NUMBER),
        Exploration::new(now()),
    ] {
        printed.debug("Exploration", &report);
        let report = report.run(&valid);
        printed.debug("Report", &report);
        printed.debug("Cut", &report.cut);
        printed.debug("Place", &report.cut);
        printed.debug("Ending", &report.endings);
        printed.debug("Journey", &report.endings);
        printed.debug("Longest", &report.longest);
        printed.debug("UnreachedNode", &report.unreached_nodes);
        printed.debug("UnreachedEdge", &report.unreached_edges);
    }
    let mut other = document();
    other["nodes"][3]["data"]["message"] = "Press 1.".into();
    let other = Flow::from_json(other.to_string().as_bytes()).unwrap();
    let differences = diff(&valid, &other.validate().unwrap(), now());
    assert!(!differences.is_empty());
    printed.debug("Differences", &differences);
    printed.debug("Change", &differences.changes);

    let scenarios = json!({"scenarios": [{"name": "one", "input": SCRIPT, "variables": {"who": NUMBER},
        "expect": {"texts": [NUMBER], "variables": {"who": SAID, "n": "7"}, "outcome": "queued"}}]});
    let scenarios = Scenarios::from_json(scenarios.to_string().as_bytes()).unwrap();
    printed.debug("Scenarios", &scenarios);
    // What `Display` says of a failed scenario is for who wrote its texts.
    let report = scenarios.run(&valid, now());
    assert!(!report.passed());
    printed.debug("ScenarioReport", &report);
    printed.debug("ScenarioResult", &report.results);
    for text in [
        json!({"scenarios": [{"name": "a", "input": SAID}]}),
        json!({"scenarios": [{"name": "a", "at": SAID}]}),
        json!({"scenarios": [{"name": "a", "expect": {"outcome": NUMBER}}]}),
    ] {
        let error = Scenarios::from_json(text.to_string().as_bytes()).unwrap_err();
        printed.error("ScenarioError", &error);
    }
    #[cfg(feature = "mock")]
    printed.debug(
        "FlowLine",
        &voice_ivr_flow::FlowLine::new(program, script, now()),
    );
}

fn compiled(printed: &mut Printed) {
    let program = Program::lower(&flow());
    let options = TwimlOptions::new()
        .base_url("https://user:an-invented-token@example.com/")
        .agent_url("wss://user:an-invented-token@example.com/");
    printed.debug("TwimlOptions", &options);
    let compiled = compile(&program, &options);
    printed.debug("Compiled", &compiled);
    printed.debug("Manifest", &compiled.manifest());
    printed.debug("Document", &compiled.documents);
    printed.debug("Answers", &compiled.documents[0].next);
    printed.debug("Report", &compiled.report);
    printed.text("Report", compiled.report.to_string());
    for entry in &compiled.report {
        printed.debug("NodeReport", entry);
    }
    printed.error("NotExact", &compiled.report.strict().unwrap_err());

    let live = LiveTwiml::new(program, &options);
    printed.debug("LiveTwiml", &live);
    let (mut session, mut reply) = live
        .begin([("who", NUMBER)], now(), &mut Logged(printed))
        .unwrap();
    for parameters in [
        &[("Digits", "1")][..],
        &[("SpeechResult", DIGITS)],
        &[("RecordingUrl", LINK), ("RecordingDuration", "5")],
        &[("DialCallStatus", "no-answer")],
    ] {
        printed.debug("Reply", &reply);
        let parameter = |name: &str| {
            let own = parameters.iter().find(|(own, _)| *own == name);
            own.map(|(_, value)| *value)
        };
        reply = live
            .answer(&mut session, parameter, now(), &mut Logged(printed))
            .unwrap();
    }
    printed.debug("Reply", &reply);

    let mail = FlowBuilder::new("Mail")
        .start("mail")
        .voicemail("mail", builder::Voicemail::new(SAID).notify(NUMBER))
        .hangup("bye", SAID)
        .next("mail", "bye")
        .build();
    let live = LiveTwiml::new(Program::lower(&mail.validate().unwrap()), &options);
    let (mut session, _) = live.begin([], now(), &mut Logged(printed)).unwrap();
    let recorded = |name: &str| (name == "RecordingUrl").then_some(LINK);
    let reply = live
        .answer(&mut session, recorded, now(), &mut Logged(printed))
        .unwrap();
    printed.debug("Reply", &reply);
    printed.debug("Notify", &reply.notify.unwrap());
}

fn imports(printed: &mut Printed) {
    let file = json!({"states": [
        {"name": "Trigger", "type": "trigger", "transitions": [{"event": "incomingCall", "next": "say"}], "properties": {}},
        {"name": "say", "type": "say-play", "transitions": [{"event": "audioComplete", "next": "ask"}],
            "properties": {"say": SAID, "voice": NUMBER, "x": SAID}},
        {"name": "ask", "type": "make-http-request", "transitions": [],
            "properties": {"url": LINK, "body": SAID, "parameters": [{"key": "authorization", "value": TOKEN}]}},
    ], "initial_state": "Trigger", "description": "Private"});
    let import = twilio_studio(file.to_string().as_bytes()).unwrap();
    printed.debug("Import", &import);
    printed.text("Import", import.to_string());
    printed.debug("Remark", &import.remarks);
    let file = json!({"nodes": [{"id": "1", "type": "Default", "data": {"isStart": true, "name": "a", "prompt": SAID, "x": NUMBER}}], "edges": []});
    let import = bland_pathway(file.to_string().as_bytes()).unwrap();
    printed.debug("Import", &import);
    printed.text("Import", import.to_string());
}

fn printed() -> Printed {
    let mut printed = Printed::new();
    documents(&mut printed);
    nodes(&mut printed);
    builders(&mut printed);
    calls(&mut printed);
    compiled(&mut printed);
    imports(&mut printed);
    printed
}

#[test]
fn nothing_private_is_printed() {
    let leaks = printed().leaks(&[TOKEN, DIGITS, SAID, "noon"]);
    assert!(leaks.is_empty(), "{}", leaks.join("\n"));
}

// The sources hold the types of all features.
#[cfg(feature = "mock")]
#[test]
fn every_public_type_is_walked_or_listed_as_harmless() {
    let sources = Path::new(env!("CARGO_MANIFEST_DIR")).join("src");
    let forgotten = printed().forgotten([sources], HARMLESS).unwrap();
    assert!(forgotten.is_empty(), "{forgotten:?}");
}
