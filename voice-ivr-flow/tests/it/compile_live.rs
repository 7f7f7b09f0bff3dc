//! Answering webhooks: what Twilio reports, and what the server has to do itself.

use serde_json::{Value, json};
use voice_ivr_flow::Program;
use voice_ivr_flow::compile::twiml::{Desk, LiveTwiml, Notes, Reply, Texts, TwimlOptions};
use voice_ivr_flow::step::{Action, Input, Outcome, Session, StepError, Wait};

use crate::proof_play::now;
use crate::support::{edges, flow, parsed};

/// Seals every session as `token`, and writes down what the flow does.
#[derive(Default)]
struct Open {
    notes: Vec<String>,
    texts: bool,
}

impl Desk for Open {
    fn seal(&mut self, _: &Session, token: &mut String) {
        token.push_str("token");
    }

    fn note(&mut self, action: &Action<'_>) {
        self.notes.push(format!("{action:?}"));
    }

    fn notes(&self) -> Notes {
        if self.texts {
            Notes::Everything
        } else {
            Notes::Decisions
        }
    }
}

fn live(nodes: Value, wires: &[&[&str]], options: &TwimlOptions) -> LiveTwiml {
    let flow = flow(nodes, edges(wires));
    LiveTwiml::new(Program::lower(&flow.validate().unwrap()), options)
}

fn begin(live: &LiveTwiml) -> (Session, Reply) {
    live.begin([], now(), &mut Open::default()).unwrap()
}

fn answer(live: &LiveTwiml, session: &mut Session, given: &[(&str, &str)]) -> Reply {
    let parameter = |name: &str| {
        let found = given.iter().find(|(own, _)| *own == name);
        found.map(|(_, value)| *value)
    };
    live.answer(session, parameter, now(), &mut Open::default())
        .unwrap()
}

/// The node that the call is at after one webhook to `n`.
fn after(of_type: &str, data: Value, labels: &[&str], given: &[(&str, &str)]) -> String {
    let mut nodes = vec![
        json!({"id": "start", "type": "start"}),
        json!({"id": "n", "type": of_type, "data": data}),
    ];
    let mut wires = vec![json!({"source": "start", "target": "n"})];
    for label in labels {
        let id = format!("to-{label}");
        wires.push(json!({"source": "n", "target": id, "label": label}));
        nodes.push(json!({"id": id, "type": "hangup"}));
    }
    let flow = parsed(&json!({"name": "One", "nodes": nodes, "edges": wires}));
    let options = TwimlOptions::new().agent_url("wss://agent.example");
    let live = LiveTwiml::new(Program::lower(&flow.validate().unwrap()), &options);
    let (mut session, _) = begin(&live);
    answer(&live, &mut session, given);
    session.node(live.program())
}

#[test]
fn holes_in_hints_are_filled_and_the_markup_of_a_hangup_is_spoken() {
    let live = live(
        json!([{"id": "start", "type": "start"},
            {"id": "set", "type": "set", "data": {"variable": "name", "value": "R&D"}},
            {"id": "ask", "type": "gather", "data": {"message": "Who?", "variable": "who", "input": "speech",
                "hints": ["{{name}} desk", "sales"], "attempts": 1}},
            {"id": "bye", "type": "hangup", "data": {"message": "Bye {{who}}.", "ssml": "<emphasis>Bye</emphasis> {{who}}."}}]),
        &[
            &["1", "start", "set"],
            &["2", "set", "ask"],
            &["3", "ask", "bye"],
            &["4", "ask", "bye", "default"],
        ],
        &TwimlOptions::new(),
    );
    let (mut session, asked) = begin(&live);
    assert!(
        asked.document.contains("hints=\"R&amp;D desk,sales\""),
        "{}",
        asked.document
    );
    let left = answer(&live, &mut session, &[("SpeechResult", "R&D")]);
    assert!(
        left.document
            .contains("<Say><emphasis>Bye</emphasis> R&amp;D.</Say><Hangup/>"),
        "{}",
        left.document
    );
}

#[test]
fn each_dial_status_of_twilio_is_a_result() {
    let labels = ["completed", "busy", "no-answer", "failed"];
    for (status, to) in [
        ("completed", "to-completed"),
        ("answered", "to-completed"),
        ("busy", "to-busy"),
        ("no-answer", "to-no-answer"),
        ("canceled", "to-no-answer"),
        ("failed", "to-failed"),
        ("invented", "to-failed"),
    ] {
        let data = json!({"number": "+15550100001"});
        let node = after("dial", data, &labels, &[("DialCallStatus", status)]);
        assert_eq!(node, to, "{status}");
    }
}

#[test]
fn keys_come_before_speech_and_neither_is_silence() {
    let data = json!({"message": "Yes?", "variable": "v", "input": "digits speech", "attempts": 1, "pattern": "[0-9]+"});
    let labels = ["ok", "timeout", "invalid"];
    let to = |given: &[(&str, &str)]| after("gather", data.clone(), &labels, given);
    assert_eq!(to(&[("Digits", "42"), ("FinishedOnKey", "#")]), "to-ok");
    assert_eq!(to(&[("SpeechResult", "yes")]), "to-invalid");
    assert_eq!(to(&[("SpeechResult", "yes"), ("Digits", "1")]), "to-ok");
    assert_eq!(to(&[("Digits", "")]), "to-timeout");
    assert_eq!(to(&[]), "to-timeout");
}

#[test]
fn a_recording_without_a_url_was_silence() {
    let labels = ["", "silence"];
    let url = ("RecordingUrl", "https://api.example/RE1");
    let to = |given: &[(&str, &str)]| after("record", json!({}), &labels, given);
    assert_eq!(to(&[url, ("RecordingDuration", "7")]), "to-");
    assert_eq!(to(&[url]), "to-");
    assert_eq!(to(&[url, ("RecordingDuration", "0")]), "to-silence");
    assert_eq!(to(&[]), "to-silence");
}

#[test]
fn a_text_is_sent_unless_twilio_says_otherwise() {
    let labels = ["", "failed"];
    let to = |status| {
        after(
            "sms",
            json!({"body": "Hi."}),
            &labels,
            &[("SmsStatus", status)],
        )
    };
    assert_eq!(to("sent"), "to-");
    assert_eq!(to("queued"), "to-");
    assert_eq!(to("failed"), "to-failed");
}

#[test]
fn an_agent_reports_by_its_handoff_data() {
    let data = json!({"prompt": "Be kind.", "outcomes": ["booked"], "variables": ["day"]});
    let to = |handoff| {
        after(
            "agent",
            data.clone(),
            &["booked", "default"],
            &[("HandoffData", handoff)],
        )
    };
    assert_eq!(
        to(r#"{"outcome": "booked", "variables": {"day": "Monday"}}"#),
        "to-booked"
    );
    assert_eq!(to(r#"{"outcome": "unheard of"}"#), "to-default");
    for broken in ["", "no json", "[]", r#"{"outcome": 7}"#, "null"] {
        assert_eq!(to(broken), "to-default", "{broken}");
    }
}

/// An agent behind a media stream redirects the call, and what it reports stands in the query; or it hangs up.
#[test]
fn an_agent_behind_a_stream_reports_by_redirecting_the_call() {
    let options = TwimlOptions::new().agent_stream_url("wss://agent.example");
    let data = json!({"prompt": "Be kind.", "outcomes": ["booked"]});
    let nodes = json!([
        {"id": "start", "type": "start"}, {"id": "n", "type": "agent", "data": data},
        {"id": "yes", "type": "hangup"}, {"id": "no", "type": "hangup"}]);
    let wires: [&[&str]; 3] = [
        &["e0", "start", "n"],
        &["e1", "n", "yes", "booked"],
        &["e2", "n", "no"],
    ];
    let live = live(nodes, &wires, &options);
    let (session, begun) = begin(&live);
    let socket = "<Response><Connect action=\"n@1?s=token\"><Stream url=\"wss://agent.example/n@1/token\"/></Connect></Response>";
    assert_eq!(begun.document, socket);
    let to = |handoff: Option<&'static str>| {
        let parameter = |name: &str| handoff.filter(|_| name == "HandoffData");
        let desk = &mut Open::default();
        let mut session = session.clone();
        live.answer(&mut session, parameter, now(), desk).unwrap();
        session.node(live.program())
    };
    assert_eq!(to(Some(r#"{"outcome": "booked"}"#)), "yes");
    assert_eq!(to(None), "no");
}

const ASKED: &str = "https://api.example/";

fn with_request(first: Option<&str>) -> LiveTwiml {
    let mut nodes = vec![json!({"id": "start", "type": "start"})];
    if let Some(text) = first {
        nodes.push(json!({"id": "wait", "type": "say", "data": {"message": text}}));
    }
    nodes.push(
        json!({"id": "ask", "type": "request", "data": {"url": ASKED, "save": {"v": "name"}}}),
    );
    nodes.push(json!({"id": "bye", "type": "hangup", "data": {"message": "Hello {{v}}."}}));
    let ok: [&[&str]; 2] = [&["e2", "ask", "bye", "ok"], &["e3", "ask", "bye", "failed"]];
    let mut wires: Vec<&[&str]> = ok.to_vec();
    if first.is_some() {
        wires.extend([&["e0", "start", "wait"] as &[&str], &["e1", "wait", "ask"]]);
    } else {
        wires.push(&["e0", "start", "ask"]);
    }
    let mut document: Value =
        serde_json::from_str(&flow(json!(nodes), edges(&wires)).to_json()).unwrap();
    document["variables"] = json!({"v": "text"});
    let flow = parsed(&document);
    LiveTwiml::new(
        Program::lower(&flow.validate().unwrap()),
        &TwimlOptions::new(),
    )
}

#[test]
fn a_request_is_made_by_the_server_at_once_where_nothing_is_to_be_heard_before() {
    let live = with_request(None);
    let (mut session, reply) = begin(&live);
    assert!(reply.server_acts && reply.silent);
    let Some(Wait::Request { url, request, .. }) = live.pending(&session) else {
        panic!("the call waits for a request");
    };
    assert_eq!((&*url, request.method.as_str()), (ASKED, "GET"));
    let input = Input::Answered {
        body: Some(r#"{"name": "A & B"}"#),
    };
    let reply = live
        .step(&mut session, input, now(), &mut Open::default())
        .unwrap();
    assert_eq!(
        reply.document,
        "<Response><Say>Hello A &amp; B.</Say><Hangup/></Response>"
    );
    assert_eq!(session.outcome(), Some(Outcome::Hangup));
    assert!(!reply.server_acts);
}

#[test]
fn a_request_after_something_spoken_is_made_when_that_was_heard() {
    let live = with_request(Some("One moment."));
    let (mut session, reply) = begin(&live);
    assert!(reply.server_acts && !reply.silent);
    assert_eq!(
        reply.document,
        "<Response><Say>One moment.</Say><Redirect>ask?s=token</Redirect></Response>"
    );
    // Twilio asks for the document of the redirect: the server acts now.
    let reply = answer(&live, &mut session, &[]);
    assert!(reply.server_acts && reply.silent);
    assert_eq!(
        reply.document,
        "<Response><Redirect>ask?s=token</Redirect></Response>"
    );
    let input = Input::Answered { body: None };
    let reply = live
        .step(&mut session, input, now(), &mut Open::default())
        .unwrap();
    assert_eq!(
        reply.document,
        "<Response><Say>Hello .</Say><Hangup/></Response>"
    );
}

#[test]
fn a_text_of_the_server_is_pending_as_a_request_is() {
    let options = TwimlOptions::new().texts(Texts::Server);
    let nodes = json!([
        {"id": "start", "type": "start"},
        {"id": "text", "type": "sms", "data": {"body": "Hi.", "to": "+15550100001"}},
        {"id": "bye", "type": "hangup"}]);
    let live = live(
        nodes,
        &[&["e0", "start", "text"], &["e1", "text", "bye"]],
        &options,
    );
    let (session, reply) = begin(&live);
    assert!(reply.server_acts && reply.silent);
    let Some(Wait::Sms { to, body }) = live.pending(&session) else {
        panic!("the call waits for a text");
    };
    assert_eq!((to.as_deref(), &*body), (Some("+15550100001"), "Hi."));
}

fn voicemail() -> LiveTwiml {
    let nodes = json!([
        {"id": "start", "type": "start"},
        {"id": "message", "type": "voicemail", "data": {"message": "Speak.", "notify": "+15550100001"}},
        {"id": "more", "type": "menu", "data": {"message": "Press 1."}},
        {"id": "bye", "type": "hangup"}]);
    let wires: &[&[&str]] = &[
        &["e0", "start", "message"],
        &["e1", "message", "more"],
        &["e2", "more", "bye", "1"],
    ];
    live(nodes, wires, &TwimlOptions::new())
}

const RECORDED: [(&str, &str); 2] = [
    ("RecordingUrl", "https://api.example/RE1"),
    ("RecordingDuration", "7"),
];

#[test]
fn a_voicemail_that_is_notified_is_handed_to_the_server() {
    let live = voicemail();
    let (begun, _) = begin(&live);
    let mut session = begun.clone();
    let reply = answer(&live, &mut session, &RECORDED);
    let notify = reply.notify.unwrap();
    assert_eq!(notify.to, "+15550100001");
    assert_eq!(notify.recording, "https://api.example/RE1");
    assert_eq!(session.outcome(), None);
    assert_eq!(
        answer(&live, &mut begun.clone(), &[]).notify,
        None,
        "silence is no message"
    );
}

#[test]
fn a_caller_who_hangs_up_while_recording_has_left_a_message() {
    let live = voicemail();
    let (mut session, _) = begin(&live);
    let given = [RECORDED[0], RECORDED[1], ("Digits", "hangup")];
    let reply = answer(&live, &mut session, &given);
    assert!(reply.notify.is_some());
    assert_eq!(session.outcome(), Some(Outcome::CallerHangup));
}

/// §6.6.
#[test]
fn the_same_request_gets_the_same_answer_from_any_process() {
    let (one, other) = (voicemail(), voicemail());
    let (begun, _) = begin(&one);
    let answered = |by| {
        let mut session = begun.clone();
        let reply = answer(by, &mut session, &RECORDED);
        (session, reply)
    };
    let first = answered(&one);
    assert_eq!(answered(&other), first);
    assert_eq!(answered(&one), first);
}

#[test]
fn a_session_of_another_version_or_of_a_call_that_is_over_is_refused() {
    let (live, other) = (voicemail(), with_request(None));
    let (foreign, _) = begin(&other);
    for session in [foreign.clone(), begin(&voicemail()).0] {
        let refused = other
            .answer(&mut session.clone(), |_| None, now(), &mut Open::default())
            .err();
        let is_own = session.version() == other.program().version();
        assert_eq!(refused.is_none(), is_own);
    }
    let mut session = foreign.clone();
    let refused = live.answer(&mut session, |_| None, now(), &mut Open::default());
    assert!(matches!(refused, Err(StepError::WrongVersion { .. })));
    assert_eq!(session, foreign, "it is as it was");

    let (mut session, _) = begin(&live);
    live.step(&mut session, Input::Hangup, now(), &mut Open::default())
        .unwrap();
    let over = session.clone();
    let refused = live.answer(&mut session, |_| None, now(), &mut Open::default());
    assert_eq!(refused, Err(StepError::Ended));
    assert_eq!(session, over, "it is as it was");
}

#[test]
fn the_log_gets_what_the_flow_does_and_texts_if_it_wants_them() {
    let live = voicemail();
    let log = |texts| {
        let mut desk = Open {
            texts,
            ..Open::default()
        };
        let (_, reply) = live.begin([], now(), &mut desk).unwrap();
        (desk.notes, reply.document)
    };
    let (notes, document) = log(false);
    assert_eq!(
        notes,
        ["Enter(start)", "Enter(message@1)", "Wait(recording)"]
    );
    let (notes, same) = log(true);
    assert_eq!(
        notes,
        ["Enter(start)", "Enter(message@1)", "Say", "Wait(recording)"]
    );
    assert_eq!(same, document);
}

#[test]
fn what_is_blank_with_the_values_of_the_call_is_left_out() {
    let flow = parsed(
        &json!({"name": "Blank", "variables": {"a": "text", "b": "text"}, "nodes": [
        {"id": "start", "type": "start"},
        {"id": "hi", "type": "say", "data": {"message": "{{a}} {{b}}"}},
        {"id": "to", "type": "dial", "data": {"numbers": ["{{a}}", "{{b}}", "+15550100001"], "caller_id": "{{a}}"}}],
        "edges": [{"source": "start", "target": "hi"}, {"source": "hi", "target": "to"}]}),
    );
    let live = LiveTwiml::new(
        Program::lower(&flow.validate().unwrap()),
        &TwimlOptions::new(),
    );
    let document = |a: &str, b: &str| {
        let values = [("a", a), ("b", b)];
        let reply = live.begin(values, now(), &mut Open::default());
        reply.unwrap().1.document
    };
    assert_eq!(
        document(" ", "\u{1}"),
        "<Response><Dial action=\"to@1?s=token\" timeout=\"30\" sequential=\"true\">\
         <Number>+15550100001</Number></Dial></Response>"
    );
    assert_eq!(
        document(" +15550100002", "client:<b>"),
        "<Response><Say> +15550100002 client:&lt;b&gt;</Say>\
         <Dial action=\"to@1?s=token\" timeout=\"30\" callerId=\"+15550100002\" sequential=\"true\">\
         <Number>+15550100002</Number><Client>&lt;b&gt;</Client><Number>+15550100001</Number></Dial></Response>"
    );
}

#[test]
fn nothing_of_a_call_is_written_to_a_log() {
    let live = with_request(None);
    let begun = live
        .begin([("v", "+15550100003")], now(), &mut Open::default())
        .unwrap();
    let shown = format!("{live:?} {begun:?}");
    assert!(
        !shown.contains("5550100003") && !shown.contains("api.example"),
        "{shown}"
    );
}
