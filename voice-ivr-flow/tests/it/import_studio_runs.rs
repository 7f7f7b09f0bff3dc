//! Imported Studio flows are called, and go the way that Studio would.

use serde_json::{Value, json};
use voice_ivr_flow::import::{RemarkKind, twilio_studio};
use voice_ivr_flow::simulate::{Script, Simulation};
use voice_ivr_flow::{Flow, Program};

use crate::import_studio::{import, split, studio, widget};
use crate::support::kinds;

/// The nodes that a caller gets through, without `start`.
fn walk(flow: &Flow, variables: &[(&str, &str)], inputs: &str) -> String {
    let program = Program::lower(&flow.validate().unwrap());
    let simulation = Simulation::new("2026-01-05T09:00:00Z".parse().unwrap());
    let simulation = simulation.variables(variables.iter().copied());
    let run = simulation.run(&program, &Script::parse(inputs).unwrap());
    let entered = run
        .events
        .iter()
        .filter(|event| event.kind.name() == "enter");
    let nodes: Vec<String> = entered.map(|event| event.node.to_string()).collect();
    nodes[1..].join(" ")
}

/// A split of `{{flow.data.x}}` that leads to `yes` or to `no`.
fn split_of_x(kind: &str, value: &str) -> Flow {
    let say = |name: &str| widget(name, "say-play", json!({"say": "Hello."}), &[]);
    let states = vec![
        split("which", "{{flow.data.x}}", &[(kind, value, "yes")], "no"),
        say("yes"),
        say("no"),
    ];
    import(&studio("which", states)).flow
}

#[test]
fn conditions_compare_as_studio_does() {
    let cases: &[(&str, &str, &[&str], &[&str])] = &[
        ("equal_to", "Yes", &["yes", "YES"], &["yes please", ""]),
        ("equal_to", "12", &["12"], &["012", "1"]),
        ("equal_to", "a.b*", &["A.B*"], &["axb", "a.bb"]),
        ("not_equal_to", "No", &["yes", ""], &["NO", "no"]),
        ("not_equal_to", "1", &["2", ""], &["1"]),
        (
            "matches_any_of",
            "Sales, support",
            &["SALES", "Support"],
            &["sale", ""],
        ),
        ("matches_any_of", "1, 2", &["1", "2"], &["3", "12"]),
        ("does_not_match_any_of", "a,b", &["c", ""], &["A", "b"]),
        ("is_blank", "", &["", "  "], &["x"]),
        ("is_not_blank", "", &["x", " x "], &["", "  "]),
        ("contains", "ELL", &["Hello"], &["help"]),
        ("does_not_contain", "ell", &["help", ""], &["HELLO"]),
        ("starts_with", "(+1)", &["(+1) 5"], &["+1 (+1)"]),
        ("does_not_start_with", "he", &["the"], &["Hello"]),
        ("regex", "[a-c]{2}", &["AB", "cc"], &["abc", "a"]),
        ("less_than", "5", &["4.5", "-1"], &["5", "x", ""]),
        ("greater_than", "5", &["5.1"], &["5", "x", ""]),
    ];
    for (kind, value, good, bad) in cases {
        let flow = split_of_x(kind, value);
        for (all, wanted) in [(good, "yes"), (bad, "no")] {
            for x in *all {
                let walked = walk(&flow, &[("data_x", x)], "");
                assert!(
                    walked.split(' ').any(|node| node == wanted),
                    "{kind} `{value}`, `{x}`: {walked}"
                );
            }
        }
    }
}

#[test]
fn a_hole_in_a_condition_is_compared_without_regard_to_case() {
    let flow = split_of_x("equal_to", "to {{flow.data.y}}");
    let walked = |x: &str, y: &str| walk(&flow, &[("data_x", x), ("data_y", y)], "");
    assert!(walked("TO PUNE", "Pune").contains("yes"));
    assert!(walked("to Pune", "Delhi").contains("no"));
}

#[test]
#[ignore = "what fills a hole of an expression is compiled as a part of it until `matches` takes it as it stands"]
fn what_fills_a_hole_of_a_condition_is_no_expression() {
    for kind in ["equal_to", "matches_any_of", "contains", "starts_with"] {
        let flow = split_of_x(kind, "{{flow.data.y}}");
        for (x, y, wanted) in [
            ("anything", ".*", "no"),
            (".*", ".*", "yes"),
            ("+15550100001", "+15550100001", "yes"),
            ("15550100001", "+15550100001", "no"),
            ("(a", "(a", "yes"),
        ] {
            let walked = walk(&flow, &[("data_x", x), ("data_y", y)], "");
            assert!(
                walked.split(' ').any(|node| node == wanted),
                "{kind} `{y}`, `{x}`: {walked}"
            );
        }
    }
}

#[test]
fn keys_and_words_go_their_ways() {
    let say = |name: &str| widget(name, "say-play", json!({"say": "Hello."}), &[]);
    let states = vec![
        widget(
            "ask",
            "gather-input-on-call",
            json!({"say": "Press 1 or say sales.", "number_of_digits": 1}),
            &[
                ("keypress", "keys"),
                ("speech", "words"),
                ("timeout", "nobody"),
            ],
        ),
        split(
            "keys",
            "{{widgets.ask.Digits}}",
            &[("equal_to", "1", "sales")],
            "other",
        ),
        split(
            "words",
            "{{widgets.ask.SpeechResult}}",
            &[("contains", "sales", "sales")],
            "other",
        ),
        say("sales"),
        say("other"),
        say("nobody"),
    ];
    let flow = import(&studio("ask", states)).flow;
    for (inputs, wanted) in [
        ("1", "ask ask-told keys sales end"),
        ("2", "ask ask-told keys other end"),
        ("say:The Sales please", "ask ask-told words sales end"),
        ("say:help", "ask ask-told words other end"),
        ("~", "ask nobody end"),
    ] {
        assert_eq!(walk(&flow, &[], inputs), wanted, "{inputs}");
    }
}

#[test]
fn without_stop_gather_no_key_ends_an_entry() {
    let ask = |stop: bool| {
        let ask = widget(
            "ask",
            "gather-input-on-call",
            json!({"say": "Your code?", "finish_on_key": "#", "stop_gather": stop, "number_of_digits": 4}),
            &[("keypress", "tell")],
        );
        let tell = widget(
            "tell",
            "say-play",
            json!({"say": "{{widgets.ask.Digits}}"}),
            &[],
        );
        import(&studio("ask", vec![ask, tell])).flow
    };
    let heard = |flow: &Flow, inputs: &str| {
        let program = Program::lower(&flow.validate().unwrap());
        let simulation = Simulation::new("2026-01-05T09:00:00Z".parse().unwrap());
        let run = simulation.run(&program, &Script::parse(inputs).unwrap());
        run.variables.get("ask_input").cloned()
    };
    assert_eq!(heard(&ask(true), "12#").as_deref(), Some("12"));
    assert_eq!(heard(&ask(false), "12#4").as_deref(), Some("12#4"));
}

#[test]
fn a_flow_begins_where_a_call_begins() {
    let say = |name: &str| widget(name, "say-play", json!({"say": "Hello."}), &[]);
    let begins = |transitions: Value| {
        let mut document = studio("", vec![say("a"), say("b")]);
        document["states"][0]["transitions"] = transitions;
        import(&document)
    };
    for (transitions, wanted, remarks) in [
        (
            json!([{"event": "incomingCall", "next": "a"}]),
            "a end",
            vec![],
        ),
        (
            json!([{"event": "incomingRequest", "next": "b"}, {"event": "incomingCall", "next": "a"}]),
            "a end",
            vec!["incomingRequest"],
        ),
        (
            json!([{"event": "incomingRequest", "next": "a"}, {"event": "incomingCall", "next": "a"}]),
            "a end",
            vec![],
        ),
        (
            json!([{"event": "incomingParent", "next": "a"}, {"event": "incomingRequest", "next": "b"}]),
            "b end",
            vec!["incomingParent", "incomingRequest"],
        ),
        (
            json!([{"event": "incomingParent", "next": "a"}]),
            "a end",
            vec!["incomingParent"],
        ),
        (
            json!([{"event": "incomingMessage", "next": "a"}]),
            "end",
            vec!["incomingCall", "incomingMessage"],
        ),
    ] {
        let import = begins(transitions.clone());
        assert_eq!(walk(&import.flow, &[], ""), wanted, "{transitions}");
        let mut named: Vec<&str> = import
            .remarks
            .iter()
            .map(|remark| &*remark.member)
            .collect();
        named.sort_unstable();
        assert_eq!(named, remarks, "{transitions}");
    }
}

#[test]
fn a_second_trigger_is_not_taken_for_the_first() {
    let mut document = studio(
        "a",
        vec![widget("a", "say-play", json!({"say": "Hello."}), &[])],
    );
    let other = widget("Other", "trigger", json!({}), &[("incomingCall", "a")]);
    document["states"].as_array_mut().unwrap().push(other);
    let import = import(&document);
    assert_eq!(import.remarks.len(), 1, "{:#?}", import.remarks);
    assert_eq!(import.remarks[0].widget, "Other");
    assert_eq!(import.remarks[0].member, "incomingCall");
}

#[test]
fn a_prompt_that_repeats_on_silence_for_ever_is_found_by_the_check() {
    let states = vec![
        widget(
            "ask",
            "gather-input-on-call",
            json!({"say": "Say something."}),
            &[("keypress", ""), ("timeout", "sorry")],
        ),
        widget(
            "sorry",
            "say-play",
            json!({"say": "Sorry?"}),
            &[("audioComplete", "ask")],
        ),
    ];
    let flow = import(&studio("ask", states)).flow;
    assert!(
        kinds(&flow.check())
            .iter()
            .any(|finding| finding.starts_with("endless-loop ")),
        "{}",
        flow.check()
    );
}

#[test]
fn remarks_name_the_property_that_they_are_about() {
    let document = studio(
        "dial",
        vec![widget(
            "dial",
            "connect-call-to",
            json!({"noun": "number", "to": "+15550100001", "caller_id": "1 555 010 0002", "time_limit": "60"}),
            &[],
        )],
    );
    let import = import(&document);
    assert_eq!(import.remarks.len(), 1, "{:#?}", import.remarks);
    assert_eq!(import.remarks[0].member, "caller_id");
    let flow: Value = serde_json::from_str(&import.flow.to_json()).unwrap();
    assert_eq!(flow["nodes"][1]["data"]["time_limit"], 60);
    assert_eq!(flow["nodes"][1]["data"]["caller_id"], "+15550100002");
}

#[test]
fn what_of_another_widget_is_not_kept_is_left_out_and_not_asked_for() {
    let states = vec![
        widget(
            "look",
            "make-http-request",
            json!({"method": "GET", "url": "https://example.com/"}),
            &[("success", "tell")],
        ),
        widget(
            "tell",
            "say-play",
            json!({"say": "{{widgets.look.parsed.a.b}} {{widgets.look.status_code}} {{flow.data.x}} {{trigger.request.parameters.x}}"}),
            &[],
        ),
    ];
    let import = import(&studio("look", states));
    let told: Vec<(RemarkKind, &str)> = import
        .remarks
        .iter()
        .map(|remark| (remark.kind, &*remark.member))
        .collect();
    assert_eq!(
        told,
        [
            (RemarkKind::LeftOut, "widgets.look.parsed.a.b"),
            (RemarkKind::LeftOut, "widgets.look.status_code"),
            // The parameters of a request are found under both names.
            (RemarkKind::Needed, "flow.data.x"),
        ]
    );
}

#[test]
fn no_remark_tells_a_number() {
    let number = ["1 (555) 010-0001", "+15550100001", "001.555.010.0001"];
    let states = vec![
        split(
            "a",
            "{{flow.data.x}}",
            &[
                ("regex", "+15550100001(", "b"),
                ("odd", "1 555 010 0001", "b"),
            ],
            "b",
        ),
        widget(
            "b",
            "connect-call-to",
            json!({"noun": "1-555-010-0001", "to": number[0], "caller_id": number[2], "+15550100001": 1}),
            &[("+15550100001", "+1 555 010 0001")],
        ),
        widget(
            "+15550100001",
            "+1 (555) 010 0001",
            json!({"to": "{{ '+15550100001' }}"}),
            &[],
        ),
        widget(
            "d",
            "say-play",
            json!({"say": "{{ '+15550100001' }}{{x | add: '555 010 0001'}}{% if y == 15550100001 %}"}),
            &[],
        ),
    ];
    let import = import(&studio("a", states));
    assert!(import.remarks.len() > 7);
    for text in import
        .remarks
        .iter()
        .flat_map(|remark| [remark.to_string(), format!("{remark:?}")])
    {
        let digits: String = text.chars().filter(char::is_ascii_digit).collect();
        assert!(!digits.contains("5550100"), "{text}");
    }
}

#[test]
fn a_file_for_another_import_is_told_from_it() {
    let ours = br#"{"nodes": [{"id": "start", "type": "start"}], "edges": []}"#;
    let error = twilio_studio(ours).unwrap_err().to_string();
    assert!(
        error.contains("`states`") && error.contains("`nodes`"),
        "{error}"
    );
}
