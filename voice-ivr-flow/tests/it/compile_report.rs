//! Law L8: compiling says what it lost.

use serde_json::{Value, json};
use voice_ivr_flow::compile::twiml::{LiveTwiml, Texts, TwimlOptions, compile};
use voice_ivr_flow::compile::{Compiled, Support};
use voice_ivr_flow::step::{Input, StepError};
use voice_ivr_flow::{Flow, Program};

use crate::proof_play::now;
use crate::support::{around, good_nodes, parsed};

fn compiled(flow: &Flow, options: &TwimlOptions) -> Compiled {
    compile(&Program::lower(&flow.validate().unwrap()), options)
}

/// The report of a node `n` of this type, and its document.
fn node(of_type: &str, data: &Value, options: &TwimlOptions) -> (Support, String, String) {
    let (_, _, labels) = good_nodes()
        .into_iter()
        .find(|(own, ..)| *own == of_type)
        .unwrap();
    let compiled = compiled(&around(of_type, data, &labels), options);
    let entry = compiled.report.node("n").unwrap();
    let document = compiled.document("n@1").or(compiled.document("start"));
    let content = document.unwrap().content.clone();
    (
        entry.support,
        entry.note.clone().unwrap_or_default().into(),
        content,
    )
}

#[track_caller]
fn exact(of_type: &str, data: Value, xml: &str) {
    let (support, note, content) = node(of_type, &data, &TwimlOptions::new());
    assert_eq!((support, note.as_str()), (Support::Exact, ""), "{content}");
    assert!(content.contains(xml), "{content}");
}

#[track_caller]
fn lossy(of_type: &str, data: Value, wanted: Support, why: &str, xml: &str) {
    let (support, note, content) = node(of_type, &data, &TwimlOptions::new());
    assert_eq!(support, wanted, "{note}");
    assert!(note.contains(why), "{note}");
    assert!(content.contains(xml), "{content}");
}

#[test]
fn every_node_has_an_entry_and_every_entry_that_is_not_exact_a_note() {
    for (of_type, data, labels) in good_nodes() {
        let compiled = compiled(&around(of_type, &data, &labels), &TwimlOptions::new());
        let entry = compiled.report.node("n").unwrap();
        assert_eq!(
            entry.support == Support::Exact,
            entry.note.is_none(),
            "{of_type}"
        );
        assert_eq!(
            compiled.report.strict().is_ok(),
            compiled.report.support() == Support::Exact
        );
        for document in &compiled.documents {
            let response = voice_twilio::twiml::Response::parse(&document.content).unwrap();
            assert_eq!(response.findings, [], "{}", document.content);
        }
    }
}

#[test]
fn what_is_exact_is_written_as_twilio_reads_it() {
    exact(
        "say",
        json!({"message": "Hi.", "loop": 3, "language": "hi-IN", "voice": "Polly.Aditi"}),
        "<Say voice=\"Polly.Aditi\" language=\"hi-IN\" loop=\"3\">Hi.</Say>",
    );
    exact(
        "say",
        json!({"message": "Now.", "ssml": "<speak>Now<break time=\"1s\"/>.</speak>"}),
        "<Say>Now<break time=\"1s\"/>.</Say>",
    );
    exact(
        "play",
        json!({"url": "https://a.example/{{x}}.mp3", "loop": 2}),
        "<Play loop=\"2\">https://a.example/{{x}}.mp3</Play>",
    );
    exact("pause", json!({"seconds": 9}), "<Pause length=\"9\"/>");
    exact(
        "record",
        json!({"finish_key": "", "beep": false, "silence": 3}),
        "<Record action=\"n@1\" timeout=\"3\" finishOnKey=\"\" maxLength=\"120\" playBeep=\"false\"/><Redirect>n@1</Redirect>",
    );
    exact(
        "dial",
        json!({"numbers": ["+15550100001", "sip:a@example.com", "client:bo"], "caller_id": "+15550100002", "record": true, "time_limit": 60}),
        "<Dial action=\"n@1\" timeout=\"30\" timeLimit=\"60\" callerId=\"+15550100002\" record=\"record-from-answer\" sequential=\"true\">\
         <Number>+15550100001</Number><Sip>sip:a@example.com</Sip><Client>bo</Client></Dial>",
    );
    exact(
        "queue",
        json!({"queue": "sales", "music": "https://a.example/m.mp3"}),
        "<Enqueue waitUrl=\"https://a.example/m.mp3\" waitUrlMethod=\"GET\">sales</Enqueue>",
    );
    exact(
        "conference",
        json!({"room": "r1", "record": true, "muted": true}),
        "<Dial action=\"n@1\"><Conference muted=\"true\" record=\"record-from-start\">r1</Conference></Dial>",
    );
    exact(
        "sms",
        json!({"to": "+15550100001", "body": "a & {{x}}"}),
        "<Sms to=\"+15550100001\" action=\"n@1\">a &amp; {{x}}</Sms>",
    );
    exact(
        "hangup",
        json!({"message": "Bye."}),
        "<Say>Bye.</Say><Hangup/>",
    );
    exact(
        "reject",
        json!({"reason": "busy"}),
        "<Reject reason=\"busy\"/>",
    );
}

#[test]
fn what_is_emulated_says_how() {
    use Support::Emulated;
    lossy(
        "transfer",
        json!({"number": "+15550100001"}),
        Emulated,
        "stays in the call",
        "<Dial ",
    );
    lossy(
        "record",
        json!({"max_seconds": 1}),
        Emulated,
        "2 s where 1 s",
        "maxLength=\"2\"",
    );
    lossy(
        "voicemail",
        json!({"message": "Speak.", "notify": "+15550100001"}),
        Emulated,
        "by the server",
        "<Record ",
    );
    lossy(
        "say",
        json!({"message": "Hallo.", "language": "de"}),
        Emulated,
        "spoken as `de-",
        "language=\"de-",
    );
    lossy(
        "gather",
        json!({"message": "Your name?", "variable": "v", "input": "speech", "language": "hi"}),
        Emulated,
        "listens for `hi-IN`",
        "language=\"hi-IN\"",
    );
    lossy(
        "say",
        json!({"message": "Now.", "ssml": "<voice>Now.</voice>"}),
        Emulated,
        "does not know",
        "<Say><voice>Now.</voice></Say>",
    );
}

#[test]
fn what_is_not_supported_says_why_and_the_documents_are_still_written() {
    use Support::Unsupported;
    lossy(
        "agent",
        json!({"prompt": "Be kind.", "outcomes": ["done"]}),
        Unsupported,
        "no web socket",
        "<Redirect>n@1</Redirect>",
    );
    lossy(
        "say",
        json!({"message": "Kaixo.", "language": "tlh"}),
        Unsupported,
        "no voice for `tlh`",
        "<Say>Kaixo.</Say>",
    );
    lossy(
        "say",
        json!({"message": "a".repeat(4_097)}),
        Unsupported,
        "4097 characters",
        "<Say>aaa",
    );
    lossy(
        "queue",
        json!({"queue": "q".repeat(65)}),
        Unsupported,
        "65 characters",
        "<Enqueue>qqq",
    );
}

#[test]
fn what_is_spoken_before_each_repetition_is_looked_at_and_told_once() {
    let data = json!({"message": "Press 1.", "attempts": 4, "invalid_message": "a".repeat(4_097)});
    let (support, note, _) = node("menu", &data, &TwimlOptions::new());
    assert_eq!(support, Support::Unsupported);
    assert_eq!(note.matches("4097 characters").count(), 1, "{note}");
}

/// A value decides the noun, and a file cannot.
#[test]
fn somebody_to_dial_in_a_hole_is_left_to_the_host_of_a_file() {
    let emulated = |of_type, data, xml| {
        lossy(of_type, data, Support::Emulated, "another noun", xml);
    };
    emulated(
        "dial",
        json!({"numbers": ["+15550100001", "{{x}}"], "strategy": "simultaneous"}),
        "<Dial action=\"n@1\" timeout=\"30\"><Number>+15550100001</Number><Number>{{x}}</Number></Dial>",
    );
    emulated(
        "forward",
        json!({"number": "sip:{{x}}@example.com"}),
        "<Sip>sip:{{x}}@example.com</Sip>",
    );
    emulated(
        "transfer",
        json!({"number": "client:{{x}}", "mode": "attended", "timeout": 9}),
        "<Dial action=\"n@1\" timeout=\"9\"><Client>{{x}}</Client></Dial>",
    );
}

#[test]
fn an_agent_is_emulated_where_it_has_a_web_socket() {
    let options = TwimlOptions::new().agent_url("wss://agent.example/relay/");
    let data =
        json!({"prompt": "Be kind.", "outcomes": ["done"], "language": "en-IN", "voice": "Kajal"});
    let (support, note, content) = node("agent", &data, &options);
    assert_eq!(support, Support::Emulated, "{note}");
    let relay = "<Response><Connect action=\"n@1\"><ConversationRelay url=\"wss://agent.example/relay/n@1\" \
                 language=\"en-IN\" voice=\"Kajal\"/></Connect></Response>";
    assert_eq!(content, relay);
}

#[test]
fn an_agent_can_have_a_media_stream() {
    let options = TwimlOptions::new().agent_stream_url("wss://agent.example/audio");
    let data = json!({"prompt": "Be kind.", "outcomes": ["done"]});
    let (support, note, content) = node("agent", &data, &options);
    assert_eq!(support, Support::Emulated);
    assert!(note.contains("by a media stream"), "{note}");
    let stream = "<Response><Connect action=\"n@1\"><Stream url=\"wss://agent.example/audio/n@1\"/></Connect></Response>";
    assert_eq!(content, stream);
}

/// L8: what a file leaves to its host is said of the file, and not of the flow that is served.
#[test]
fn a_value_that_must_be_looked_at_is_emulated_in_a_file_only() {
    let cases = [
        ("say", json!({"message": "{{x}}"}), "values are blank"),
        ("dial", json!({"number": "{{x}}"}), "another noun"),
        (
            "sms",
            json!({"to": "{{x}}", "body": "Hi."}),
            "sends no text",
        ),
        (
            "dial",
            json!({"number": "+15550100001", "caller_id": "{{x}}"}),
            "leaves `callerId` out",
        ),
    ];
    for (of_type, data, said) in cases {
        let labels = if matches!(of_type, "say" | "sms") {
            &[""][..]
        } else {
            &["default"]
        };
        let flow = around(of_type, &data, labels);
        let program = Program::lower(&flow.validate().unwrap());
        let options = TwimlOptions::new();
        let compiled = compile(&program, &options);
        let file = compiled.report.node("n").unwrap();
        assert_eq!(file.support, Support::Emulated);
        let note = file.note.as_deref().unwrap();
        assert!(note.contains(said), "{note}");
        let live = LiveTwiml::new(program, &options).report();
        assert_eq!(live.node("n").unwrap().support, Support::Exact, "{of_type}");
    }
}

/// §1.6: a flow is heard in each of its languages.
#[test]
fn a_flow_is_lowered_in_another_of_its_languages() {
    let message = json!({"en-IN": "Press 1.", "hi-IN": "1 दबाएं।"});
    let mut flow = serde_json::from_str::<Value>(
        &around("menu", &json!({"message": &message}), &["1", "default"]).to_json(),
    )
    .unwrap();
    flow["language"] = json!("en-IN");
    let valid = parsed(&flow).validate().unwrap();
    let heard = |program: &Program| {
        let compiled = compile(program, &TwimlOptions::new());
        compiled.document("n@1").unwrap().content.clone()
    };
    let (own, english) = (
        Program::lower(&valid),
        Program::lower_in(&valid, "en-IN").unwrap(),
    );
    assert!(heard(&own).contains("<Say language=\"en-IN\">Press 1.</Say>"));
    assert_eq!(heard(&english), heard(&own));
    assert_eq!(english.version(), own.version());
    let menu = Program::lower_in(&valid, "hi-IN").unwrap();
    assert!(heard(&menu).contains("<Say language=\"hi-IN\">1 दबाएं।</Say>"));
    assert_ne!(menu.version(), own.version());
    let refused = Program::lower_in(&valid, "Hindi!").unwrap_err();
    assert!(refused.to_string().contains("`Hindi!` is no language tag"));
    // A language of the message without markup is spoken without.
    let say = around(
        "say",
        &json!({"message": message, "ssml": {"hi-IN": "<s>1 दबाएं।</s>"}}),
        &[""],
    );
    let valid = say.validate().unwrap();
    let english = compile(
        &Program::lower_in(&valid, "en-IN").unwrap(),
        &TwimlOptions::new(),
    );
    let hindi = compile(
        &Program::lower_in(&valid, "hi-IN").unwrap(),
        &TwimlOptions::new(),
    );
    let heard = |compiled: &Compiled| compiled.documents[0].content.clone();
    assert!(heard(&english).contains("<Say language=\"en-IN\">Press 1.</Say>"));
    assert!(heard(&hindi).contains("<Say language=\"hi-IN\"><s>1 दबाएं।</s></Say>"));
    // A call does not change its language under way.
    let begun = own.step(own.session([]), Input::Start, now()).unwrap().0;
    let refused = menu.step(begun, Input::Keys("1"), now()).unwrap_err();
    assert!(matches!(refused, StepError::WrongVersion { .. }));
}

#[test]
fn texts_can_be_left_to_the_server() {
    let options = TwimlOptions::new().texts(Texts::Server);
    let (support, _, content) = node("sms", &json!({"body": "Hi."}), &options);
    assert_eq!(support, Support::Exact);
    assert_eq!(content, "<Response><Redirect>n@1</Redirect></Response>");
}

/// §5.5.
#[test]
fn a_reject_after_anything_was_heard_is_a_hangup() {
    let flow = |first: Value| {
        parsed(&json!({"name": "Late", "nodes": [
            {"id": "start", "type": "start"}, first, {"id": "no", "type": "reject"}],
            "edges": [{"source": "start", "target": "n"},
                {"source": "n", "target": "no", "label": "ok"}, {"source": "n", "target": "no", "label": "failed"}]}))
    };
    let request = json!({"id": "n", "type": "request", "data": {"url": "https://a.example/"}});
    let early = compiled(&flow(request), &TwimlOptions::new());
    assert_eq!(early.report.node("no").unwrap().support, Support::Exact);
    assert_eq!(
        early.document("no@1").unwrap().content,
        "<Response><Reject reason=\"rejected\"/></Response>"
    );
    let gather =
        json!({"id": "n", "type": "gather", "data": {"message": "Code?", "variable": "v"}});
    let mut late = flow(gather).to_json();
    late = late.replace("\"failed\"", "\"invalid\"");
    let late = compiled(
        &Flow::from_json(late.as_bytes()).unwrap(),
        &TwimlOptions::new(),
    );
    let no = late.report.node("no").unwrap();
    assert_eq!(no.support, Support::Emulated);
    assert!(
        no.note
            .as_deref()
            .unwrap()
            .contains("the outcome stays `rejected`")
    );
    assert_eq!(
        late.document("no@1").unwrap().content,
        "<Response><Hangup/></Response>"
    );
}

#[test]
fn strict_names_every_node_that_is_not_exact() {
    let (of_type, data, labels) = ("transfer", json!({"number": "+15550100001"}), ["busy"]);
    let compiled = compiled(&around(of_type, &data, &labels), &TwimlOptions::new());
    let refused = compiled.report.strict().unwrap_err();
    assert!(
        refused.to_string().starts_with("n: emulated: "),
        "{refused}"
    );
    assert_eq!(refused.report().iter().count(), 1);
}
