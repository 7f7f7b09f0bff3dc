//! A webhook to a live flow, from a stranger who has the key: a line with the session, then lines with parameters.

use std::sync::LazyLock;

use serde_json::Value;
use voice_core::Timestamp;
use voice_ivr_flow::compile::twiml::{Desk, LiveTwiml, Texts, TwimlOptions};
use voice_ivr_flow::step::{DialResult, Input, Session};
use voice_ivr_flow::{Flow, Program, templates};
use voice_twilio::twiml::Response;

/// Every type of node that waits, in the main graph and in a subflow.
const WAITS: &str = r#"{"name":"x","variables":{"v":"text"},"nodes":[{"id":"start","type":"start"},
    {"id":"g","type":"gather","data":{"message":"{{v}}","variable":"v","input":"digits speech","max_digits":3}},
    {"id":"r","type":"voicemail","data":{"message":"Hi.","variable":"v","notify":"{{v}}"}},
    {"id":"d","type":"dial","data":{"number":"{{v}}"}},{"id":"t","type":"transfer","data":{"number":"{{v}}"}},
    {"id":"c","type":"conference","data":{"room":"{{v}}"}},{"id":"q","type":"request","data":{"url":"https://example.com/{{v}}","save":{"v":"a"}}},
    {"id":"s","type":"sms","data":{"body":"{{v}}","to":"{{v}}"}},
    {"id":"a","type":"agent","data":{"prompt":"{{v}}","outcomes":["x"],"variables":["v"]}},
    {"id":"u","type":"subflow","data":{"flow":"f"}},{"id":"h","type":"hangup","data":{"message":"{{v}}"}}],
    "edges":[{"source":"start","target":"g"},{"source":"g","target":"r","label":"ok"},{"source":"g","target":"d","label":"default"},
    {"source":"r","target":"d"},{"source":"d","target":"c"},{"source":"c","target":"q"},{"source":"q","target":"s","label":"ok"},
    {"source":"q","target":"t","label":"failed"},{"source":"t","target":"h"},{"source":"s","target":"a"},{"source":"a","target":"u"},
    {"source":"u","target":"h","label":"b"}],"flows":{"f":{"nodes":[{"id":"start","type":"start"},
    {"id":"m","type":"menu","data":{"message":"{{v}}"}},{"id":"h","type":"hangup","data":{"label":"b"}}],
    "edges":[{"source":"start","target":"m"},{"source":"m","target":"h","label":"1"}]}}}"#;

static FLOWS: LazyLock<Vec<LiveTwiml>> = LazyLock::new(|| {
    let all = templates::ALL.iter().map(|(_, json)| *json).chain([WAITS]);
    let valid = all.filter_map(|json| Flow::from_json(json.as_bytes()).ok()?.validate().ok());
    let programs = valid.map(|flow| Program::lower(&flow));
    let server = TwimlOptions::new()
        .agent_url("wss://agent.example")
        .texts(Texts::Server);
    let live = programs.flat_map(|own| {
        [TwimlOptions::new(), server.clone()].map(|options| LiveTwiml::new(own.clone(), &options))
    });
    live.collect()
});

struct Open;

impl Desk for Open {
    fn seal(&mut self, _: &Session, token: &mut String) {
        token.push('s');
    }
}

pub(crate) fn run(data: &[u8]) {
    let text = String::from_utf8_lossy(data);
    let (session, parameters) = text.split_once('\n').unwrap_or((&text, ""));
    let parameters: Vec<_> = parameters
        .lines()
        .filter_map(|line| line.split_once('='))
        .collect();
    let parameter = |name: &str| {
        let found = parameters.iter().find(|(own, _)| *own == name);
        found.map(|(_, value)| *value)
    };
    let now = Timestamp::UNIX_EPOCH;
    let Ok(mut session) = serde_json::from_str::<Value>(session) else {
        let Some(live) = FLOWS.first() else {
            return;
        };
        // Not a session: the variables of a call that begins.
        if let Ok((_, reply)) = live.begin(parameters.iter().copied(), now, &mut Open) {
            read(&reply.document);
        }
        return;
    };
    for live in &*FLOWS {
        if let Some(members) = session.as_object_mut() {
            // Otherwise nothing but the version would be tested.
            members.insert("flow".to_owned(), live.program().version().into());
        }
        let Ok(session) = serde_json::from_value::<Session>(session.clone()) else {
            return;
        };
        let _ = (
            session.node(live.program()),
            session.values(live.program()).count(),
        );
        let _ = live.pending(&session);
        if let Ok(reply) = live.answer(&mut session.clone(), parameter, now, &mut Open) {
            read(&reply.document);
        }
        let body = parameter("Body");
        for input in [
            Input::Start,
            Input::Hangup,
            Input::Answered { body },
            Input::Sent(true),
            Input::Dialled(DialResult::Busy),
        ] {
            if let Ok(reply) = live.step(&mut session.clone(), input, now, &mut Open) {
                read(&reply.document);
            }
        }
    }
}

/// What is answered is TwiML, whatever the values are.
fn read(document: &str) {
    let read = Response::parse(document).map(|parsed| parsed.findings);
    assert_eq!(read, Ok(Vec::new()), "{document}");
}
