//! The machine by hand, and laws of the simulator.

use std::sync::LazyLock;

use proptest::prelude::*;
use serde_json::{Value, json};
use voice_ivr_flow::simulate::{Item, Script};
use voice_ivr_flow::step::{Action, DialResult, Input, Session, StepError, Wait};
use voice_ivr_flow::{Program, templates};

use crate::caller::{MONDAY, document, edges, lines, monday, program};

/// A flow with every kind of wait, a subflow, and a way back.
fn everything() -> Value {
    let nodes = json!([
        {"id": "hello", "type": "say", "data": {"message": "Hello {{name}}.", "loop": 2}},
        {"id": "ask", "type": "menu", "data": {"message": {"en": "Press.", "hi": "दबाएं।"}, "digits": 2,
            "invalid_message": "No.", "timeout_message": "Still there?", "attempts": 2}},
        {"id": "sub", "type": "subflow", "data": {"flow": "inner"}},
        {"id": "call", "type": "dial", "data": {"numbers": ["{{number}}", "+15550100001"], "timeout": 10}},
        {"id": "mail", "type": "voicemail", "data": {"message": "Speak.", "variable": "url", "max_seconds": 9, "notify": "+15550100002"}},
        {"id": "tell", "type": "sms", "data": {"body": "Missed {{name}}"}},
        {"id": "fetch", "type": "request", "data": {"url": "https://example.com/{{name}}", "save": {"state": "state"}}},
        {"id": "decide", "type": "branch", "data": {"conditions": [{"label": "good", "variable": "state", "op": "eq", "value": "good"}]}},
        {"id": "room", "type": "conference", "data": {"room": "{{name}}"}},
        {"id": "bot", "type": "agent", "data": {"prompt": "Help {{name}}.", "variables": ["name"], "outcomes": ["again", "done"]}},
        {"id": "hand", "type": "transfer", "data": {"number": "sip:desk@example.com"}},
        {"id": "open", "type": "hours", "data": {"timezone": "UTC", "open": {"mon": [["09:00", "11:00"]]}}},
        {"id": "away", "type": "forward", "data": {"number": "client:desk"}},
        {"id": "tune", "type": "play", "data": {"url": "https://example.com/a.mp3"}},
        {"id": "line", "type": "queue", "data": {"queue": "{{name}}"}},
        {"id": "no", "type": "reject", "data": {}},
    ]);
    let mut flow = document(
        &nodes,
        &edges(&[
            &["hello", "ask"],
            &["ask", "sub", "1"],
            &["ask", "call", "2"],
            &["ask", "fetch", "33"],
            &["ask", "bot", "4"],
            &["ask", "open", "5"],
            &["ask", "no", "invalid"],
            &["ask", "end", "timeout"],
            &["sub", "ask", "back"],
            &["sub", "hand", "default"],
            &["call", "mail", "busy"],
            &["call", "ask", "completed"],
            &["call", "tell", "default"],
            &["mail", "end"],
            &["mail", "tell", "silence"],
            &["tell", "end"],
            &["tell", "line", "failed"],
            &["fetch", "decide"],
            &["fetch", "end", "failed"],
            &["decide", "room", "good"],
            &["decide", "tune", "else"],
            &["tune", "end"],
            &["room", "ask"],
            &["bot", "ask", "again"],
            &["bot", "end"],
            &["hand", "end"],
            &["open", "away", "open"],
            &["open", "end", "closed"],
        ]),
    );
    flow["language"] = json!("hi-IN");
    flow["variables"] =
        json!({"name": {"type": "text", "default": "Ada"}, "number": "text", "state": "text"});
    let inner = json!([
        {"id": "pin", "type": "gather", "data": {"message": "PIN?", "variable": "pin", "input": "digits speech",
            "max_digits": 4, "min_digits": 2, "attempts": 2}},
        {"id": "back", "type": "hangup", "data": {"label": "back"}},
        {"id": "lost", "type": "hangup", "data": {"label": "lost"}},
    ]);
    let mut inner = document(
        &inner,
        &edges(&[
            &["pin", "back"],
            &["pin", "lost", "timeout"],
            &["pin", "end", "invalid"],
        ]),
    );
    inner.as_object_mut().unwrap().remove("name");
    flow["flows"] = json!({"inner": inner});
    flow
}

/// The answer to a wait that a simulator would give for the next item; the rules are those of §6.2, written again.
fn answer<'a>(wait: &Wait<'_>, item: Option<&'a Item>) -> (Input<'a>, bool) {
    match (wait, item) {
        (_, Some(Item::Hangup)) => (Input::Hangup, true),
        (Wait::Entry(_), Some(Item::Keys(keys))) => (Input::Keys(keys), true),
        (Wait::Entry(_), Some(Item::Say(words))) => (Input::Speech(words), true),
        (Wait::Entry(_), Some(Item::Silence)) => (Input::Silence, true),
        (Wait::Entry(_), _) => (Input::Silence, false),
        (Wait::Dial { .. } | Wait::Transfer { .. }, Some(Item::Dial(result))) => {
            (Input::Dialled(*result), true)
        }
        (Wait::Dial { .. } | Wait::Transfer { .. }, _) => {
            (Input::Dialled(DialResult::Completed), false)
        }
        (Wait::Recording(_), Some(Item::Record(seconds))) => (
            Input::Recorded {
                seconds: *seconds,
                url: "https://recordings.example/1.wav",
            },
            true,
        ),
        (Wait::Recording(_), _) => (
            Input::Recorded {
                seconds: 5,
                url: "https://recordings.example/1.wav",
            },
            false,
        ),
        (Wait::Request { .. }, Some(Item::Request { ok, answer })) => (
            Input::Answered {
                body: ok.then_some(answer),
            },
            true,
        ),
        (Wait::Request { .. }, _) => (Input::Answered { body: Some("") }, false),
        (Wait::Sms { .. }, Some(Item::Sms(ok))) => (Input::Sent(*ok), true),
        (Wait::Sms { .. }, _) => (Input::Sent(true), false),
        (Wait::Agent { .. }, Some(Item::Agent { outcome, extracted })) => {
            (Input::Agent { outcome, extracted }, true)
        }
        (Wait::Agent { .. }, _) => (
            Input::Agent {
                outcome: "default",
                extracted: "",
            },
            false,
        ),
        (Wait::Conference { .. }, _) => (Input::ConferenceEnded, false),
        (other, _) => panic!("a wait for {other:?}"),
    }
}

/// Steps by hand with a session that goes through JSON at every wait: the nodes entered, the texts said, how it ended.
fn by_hand(program: &Program, script: &Script) -> (Vec<String>, Vec<String>, String) {
    let now = MONDAY.parse().unwrap();
    let (mut nodes, mut texts) = (Vec::new(), Vec::new());
    let mut items = script.items().iter().peekable();
    let mut input = Input::Start;
    let mut session = program.session([]);
    loop {
        let json = serde_json::to_string(&session).unwrap();
        let read: Session = serde_json::from_str(&json).unwrap();
        assert_eq!(read, session);
        let (next, actions) = program.step(read, input, now).unwrap();
        let (again, repeated) = program.step(session, input, now).unwrap();
        assert_eq!(again, next, "the same step gives the same session");
        assert_eq!(format!("{repeated:?}"), format!("{actions:?}"));
        session = next;
        for action in &actions {
            match action {
                Action::Enter { node, .. } => nodes.push(node.to_string()),
                Action::Say { text, .. } => texts.push(text.to_string()),
                _ => {}
            }
        }
        match actions.last() {
            Some(Action::Wait(wait)) => {
                let (given, taken) = answer(wait, items.peek().copied());
                if taken {
                    items.next();
                }
                input = given;
            }
            Some(Action::End(outcome)) => {
                assert_eq!(session.outcome(), Some(*outcome));
                return (nodes, texts, outcome.to_string());
            }
            other => panic!("a step ended with {other:?}"),
        }
    }
}

static PROGRAM: LazyLock<Program> = LazyLock::new(|| program(&everything()));

fn item() -> impl Strategy<Value = String> {
    prop_oneof![
        4 => "[1-5]",
        2 => "[0-9*#]{1,4}",
        1 => Just("33".to_owned()),
        1 => Just("~".to_owned()),
        1 => Just("say:two words".to_owned()),
        1 => prop_oneof!["dial:(completed|busy|no-answer|failed)"],
        1 => "record:[0-9]{1,2}",
        1 => Just(r#"request:ok{"state":"good"}"#.to_owned()),
        1 => "request:(ok|failed)",
        1 => "sms:(ok|failed)",
        1 => Just(r#"agent:again{"name":"Eve"}"#.to_owned()),
        1 => "agent:[a-z]{1,4}",
        1 => Just("hangup".to_owned()),
    ]
}

proptest! {
    #[test]
    fn stepping_by_hand_goes_as_the_simulator(items in prop::collection::vec(item(), 0..12)) {
        let script = Script::parse(&items.join(",")).unwrap();
        let run = monday().run(&PROGRAM, &script);
        let (nodes, texts, outcome) = by_hand(&PROGRAM, &script);
        let simulated = |of_type: &str| -> Vec<String> {
            let all = lines(&run).into_iter();
            all.filter_map(|line| line.strip_prefix(of_type).map(str::to_owned)).collect()
        };
        prop_assert_eq!(&nodes[1..], simulated("enter "));
        prop_assert_eq!(texts.len(), simulated("say ").len());
        prop_assert_eq!(outcome, run.outcome.to_string());
    }

    #[test]
    fn every_run_is_well_formed(items in prop::collection::vec(item(), 0..12), steps in 0_u32..40) {
        let script = Script::parse(&items.join(",")).unwrap();
        let run = monday().max_steps(steps).run(&PROGRAM, &script);
        let ends = run.events.iter().filter(|event| event.kind.name() == "end").count();
        prop_assert_eq!(ends, 1);
        let last = run.events.last().unwrap();
        prop_assert_eq!(last.kind.name(), "end");
        prop_assert_eq!(last.at_ms, run.duration_ms);
        prop_assert!(run.events.windows(2).all(|pair| pair[0].at_ms <= pair[1].at_ms));
        let entered = run.events.iter().filter(|event| event.kind.name() == "enter").count();
        prop_assert!(entered <= steps as usize);
        prop_assert!(run.unused <= script.items().len());
        prop_assert_eq!(monday().max_steps(steps).run(&PROGRAM, &script), run);
    }

    #[test]
    fn no_list_makes_the_reader_panic(list in "[ -~é,\\\\{}\":~#*]{0,60}") {
        if let Ok(script) = Script::parse(&list) {
            let printed = script.to_string();
            if !list.contains('\\') {
                prop_assert_eq!(Script::parse(&printed).unwrap(), script);
            }
        }
    }
}

proptest! {
    // Each case reads two documents.
    #![proptest_config(ProptestConfig::with_cases(48))]

    #[test]
    fn the_order_of_nodes_and_edges_changes_nothing(
        items in prop::collection::vec(item(), 0..10),
        nodes in Just((0..18).collect::<Vec<usize>>()).prop_shuffle(),
        edges in Just((0..29).collect::<Vec<usize>>()).prop_shuffle(),
    ) {
        let script = Script::parse(&items.join(",")).unwrap();
        let straight = everything();
        let mut shuffled = straight.clone();
        for (name, order) in [("nodes", nodes), ("edges", edges)] {
            let all = straight[name].as_array().unwrap();
            assert_eq!(all.len(), order.len());
            shuffled[name] = order.iter().map(|at| all[*at].clone()).collect();
        }
        let (one, two) = (program(&straight), program(&shuffled));
        prop_assert_eq!(one.version(), two.version());
        prop_assert!(one.states().eq(two.states()));
        prop_assert_eq!(monday().run(&one, &script), monday().run(&two, &script));
    }
}

#[test]
fn a_session_of_another_version_is_refused() {
    let one = program(&everything());
    let mut changed = everything();
    changed["nodes"][1]["data"]["message"] = json!("Good day.");
    let two = program(&changed);
    let now = MONDAY.parse().unwrap();
    let (session, _) = one.step(one.session([]), Input::Start, now).unwrap();
    let error = two.step(session, Input::Keys("1"), now).unwrap_err();
    assert!(matches!(error, StepError::WrongVersion { .. }), "{error}");
}

#[test]
fn an_input_that_nothing_waits_for_is_refused_and_changes_nothing() {
    let program = program(&everything());
    let now = MONDAY.parse().unwrap();
    let fresh = program.session([]);
    let error = program
        .step(fresh.clone(), Input::Keys("1"), now)
        .unwrap_err();
    assert!(matches!(error, StepError::Unexpected { .. }), "{error}");
    let (session, _) = program.step(fresh, Input::Start, now).unwrap();
    for input in [
        Input::Start,
        Input::Dialled(DialResult::Busy),
        Input::Sent(true),
        Input::ConferenceEnded,
    ] {
        let error = program.step(session.clone(), input, now).unwrap_err();
        assert_eq!(
            error.to_string(),
            format!(
                "the call waits for entry at `ask@1`, not for {}",
                input.name()
            )
        );
    }
    let (session, _) = program.step(session, Input::Hangup, now).unwrap();
    assert_eq!(
        program.step(session, Input::Keys("1"), now).unwrap_err(),
        StepError::Ended
    );
}

#[test]
fn no_session_from_outside_can_make_the_machine_panic() {
    let program = program(&everything());
    let now = MONDAY.parse().unwrap();
    let flow = program.version();
    for at in (0..40).chain([usize::MAX]) {
        for stack in ["[]", "[0]", "[3,99]"] {
            for phase in ["\"new\"", "\"waiting\"", "{\"ended\":\"hangup\"}"] {
                let json = format!(
                    r#"{{"flow":"{flow}","at":{at},"phase":{phase},"stack":{stack},"set":["a",null],"steps":3}}"#
                );
                let session: Session = serde_json::from_str(&json).unwrap();
                for input in [
                    Input::Start,
                    Input::Keys("1"),
                    Input::Silence,
                    Input::Hangup,
                    Input::Dialled(DialResult::Busy),
                ] {
                    let _ = program.step(session.clone(), input, now);
                }
            }
        }
    }
}

#[test]
fn debug_shows_no_value_text_or_number() {
    let program = program(&everything());
    let now = MONDAY.parse().unwrap();
    let session = program.session([("name", "Secret Person"), ("number", "+15550100077")]);
    let (session, actions) = program.step(session, Input::Start, now).unwrap();
    let run = monday()
        .variable("name", "Secret Person")
        .run(&program, &Script::parse("2,say:secret words").unwrap());
    let script = Script::parse("1234567,say:secret words").unwrap();
    let (_, dialled) = program
        .step(session.clone(), Input::Keys("2"), now)
        .unwrap();
    let shown = format!(
        "{session:?} {actions:?} {dialled:?} {run:?} {script:?} {program:?} {:?} {:?} {:?}",
        program.variables(),
        Input::Speech("secret words"),
        monday().variable("name", "Secret Person")
    );
    for hidden in [
        "Secret",
        "secret",
        "Ada",
        "0100077",
        "0100001",
        "Hello",
        "1234567",
        "दबाएं",
    ] {
        assert!(!shown.contains(hidden), "{hidden} in {shown}");
    }
}

#[test]
fn the_states_of_a_program_have_stable_names() {
    let names = program(&everything());
    let names: Vec<&str> = names.states().collect();
    insta::assert_snapshot!(names.join("\n"));
}

#[test]
fn a_chain_of_a_hundred_thousand_nodes_is_lowered_and_run() {
    let count = 100_000;
    let mut nodes = vec![json!({"id": "start", "type": "start"})];
    let mut edges = Vec::new();
    for at in 0..count {
        nodes.push(json!({"id": format!("n{at}"), "type": "say", "data": {"message": "x"}}));
        let source = if at == 0 {
            "start".to_owned()
        } else {
            format!("n{}", at - 1)
        };
        edges.push(json!({"source": source, "target": format!("n{at}")}));
    }
    nodes.push(json!({"id": "end", "type": "hangup"}));
    edges.push(json!({"source": format!("n{}", count - 1), "target": "end"}));
    let program = program(&json!({"name": "Long", "nodes": nodes, "edges": edges}));
    let run = monday()
        .max_steps(u32::MAX)
        .run(&program, &Script::default());
    assert_eq!(run.outcome.as_str(), "hangup");
    let run = monday().run(&program, &Script::default());
    assert_eq!(run.outcome.as_str(), "max_steps");
    assert_eq!(run.events.len(), 2 * 10_000);
}

#[test]
fn the_templates_run_as_their_own_tests_say() {
    let flow: Value = serde_json::from_str(templates::VENDOR_ORDER_CONFIRMATION).unwrap();
    let run = monday().run(&program(&flow), &Script::parse("~,9,3,2").unwrap());
    assert_eq!(run.variables["minutes"], "20");
    assert_eq!(run.unused, 0);
}
