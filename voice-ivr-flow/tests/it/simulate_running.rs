//! flow-semantics.md §6, and the rules of `simulate --input`.

use serde_json::{Value, json};

use crate::caller::{call, document, edges, expect, lines, monday, program, times};
use voice_ivr_flow::simulate::Script;

fn node(id: &str, of_type: &str, data: &Value) -> Value {
    json!({"id": id, "type": of_type, "data": data})
}

/// One node with the given edges to `end`.
fn single(of_type: &str, data: &Value, labels: &[&str]) -> Value {
    let all: Vec<Vec<&str>> = labels.iter().map(|label| vec!["a", "end", label]).collect();
    let all: Vec<&[&str]> = all.iter().map(Vec::as_slice).collect();
    document(&json!([node("a", of_type, data)]), &edges(&all))
}

#[test]
fn a_run_ends_after_so_many_steps() {
    let menu = json!({"message": "Again?"});
    let again = document(
        &json!([node("ask", "menu", &menu)]),
        &edges(&[&["ask", "ask", "1"], &["ask", "end", "default"]]),
    );
    let program = program(&again);
    let run = |steps: u32, input: &str| {
        let script = Script::parse(input).unwrap();
        lines(&monday().max_steps(steps).run(&program, &script))
    };
    let wanted = [
        "enter ask",
        "say ask Again?",
        "input ask 1",
        "enter ask",
        "say ask Again?",
        "input ask 1",
        "end ask",
        "max_steps",
        "unused 1",
    ];
    assert_eq!(run(3, "1,1,1"), wanted);
    assert_eq!(run(1, ""), ["end start", "max_steps"]);
    assert_eq!(run(0, "1"), ["end start", "max_steps", "unused 1"]);
    let script: Vec<&str> = vec!["1"; 10_000];
    let many = run(10_000, &script.join(","));
    assert_eq!(
        many.iter().filter(|line| *line == "enter ask").count(),
        9_999
    );
    assert_eq!(many.last().unwrap(), "unused 1");
}

#[test]
fn an_item_of_another_kind_is_left_for_a_later_wait() {
    let nodes = json!([
        node(
            "ask",
            "menu",
            &json!({"message": "Press 1.", "attempts": 1})
        ),
        node("call", "dial", &json!({"number": "+15550100001"})),
    ]);
    let flow = document(
        &nodes,
        &edges(&[
            &["ask", "end", "1"],
            &["ask", "call", "default"],
            &["call", "end", "busy"],
            &["call", "end", "default"],
        ]),
    );
    let wanted = [
        "enter ask",
        "say ask Press 1.",
        "timeout ask 1",
        "enter call",
        "dial call +15550100001 busy",
        "enter end",
        "end end",
        "hangup",
    ];
    expect(&flow, "dial:busy", &wanted);
}

#[test]
fn what_does_not_listen_hears_silence_and_uses_the_item_up() {
    let menu = single(
        "menu",
        &json!({"message": "M", "attempts": 2}),
        &["1", "default"],
    );
    expect(
        &menu,
        "say:one,1",
        &[
            "enter a",
            "say a M",
            "timeout a 1",
            "say a M",
            "input a 1",
            "enter end",
            "end end",
            "hangup",
        ],
    );
    let gather = json!({"message": "G", "variable": "x", "attempts": 2});
    let digits = single("gather", &gather, &["ok", "default"]);
    assert_eq!(call(&digits, "say:one,1").unused, 0);
    let mut gather = gather;
    gather["input"] = json!("speech");
    let speech = single("gather", &gather, &["ok", "default"]);
    expect(
        &speech,
        "1,say:one",
        &[
            "enter a",
            "say a G",
            "timeout a 1",
            "say a G",
            "input a one",
            "enter end",
            "end end",
            "hangup",
        ],
    );
}

#[test]
fn every_wait_has_its_default() {
    let dial = json!({"number": "+15550100001"});
    expect(
        &single("dial", &dial, &["completed"]),
        "",
        &[
            "enter a",
            "dial a +15550100001 completed",
            "enter end",
            "end end",
            "hangup",
        ],
    );
    let request = json!({"url": "https://example.com/"});
    expect(
        &single("request", &request, &["ok", "failed"]),
        "",
        &[
            "enter a",
            "request a GET https://example.com/ ok",
            "enter end",
            "end end",
            "hangup",
        ],
    );
    let sms = json!({"body": "Hi"});
    expect(
        &single("sms", &sms, &[""]),
        "",
        &[
            "enter a",
            "sms a caller Hi ok",
            "enter end",
            "end end",
            "hangup",
        ],
    );
    expect(
        &single("record", &json!({}), &[""]),
        "",
        &["enter a", "record a 5", "enter end", "end end", "hangup"],
    );
    let agent = json!({"prompt": "Help.", "outcomes": ["done"]});
    expect(
        &single("agent", &agent, &["done", "default"]),
        "",
        &[
            "enter a",
            "agent a default",
            "enter end",
            "end end",
            "hangup",
        ],
    );
    expect(
        &single("conference", &json!({"room": "r"}), &[""]),
        "",
        &[
            "enter a",
            "conference a r",
            "enter end",
            "end end",
            "hangup",
        ],
    );
}

#[test]
fn a_hangup_is_taken_by_the_next_wait_of_any_kind_which_writes_no_event_of_its_own() {
    for (of_type, data, labels, own) in [
        (
            "menu",
            json!({"message": "M"}),
            &["1", "default"][..],
            &["say a M"][..],
        ),
        (
            "gather",
            json!({"message": "M", "variable": "x"}),
            &["ok", "default"],
            &["say a M"],
        ),
        ("record", json!({"message": "M"}), &[""], &["say a M"]),
        ("voicemail", json!({"message": "M"}), &[""], &["say a M"]),
        ("dial", json!({"number": "+15550100001"}), &["default"], &[]),
        ("forward", json!({"number": "+15550100001"}), &[], &[]),
        (
            "transfer",
            json!({"number": "+15550100001"}),
            &["default"],
            &[],
        ),
        ("conference", json!({"room": "r"}), &[""], &[]),
        (
            "request",
            json!({"url": "https://example.com/"}),
            &["ok", "failed"],
            &[],
        ),
        ("sms", json!({"body": "Hi"}), &[""], &[]),
        ("agent", json!({"prompt": "Help."}), &["default"], &[]),
    ] {
        let mut wanted = vec!["enter a"];
        wanted.extend(own);
        wanted.extend(["end a", "caller_hangup", "unused 1"]);
        expect(&single(of_type, &data, labels), "hangup,1", &wanted);
    }
}

#[test]
fn nodes_that_wait_for_nobody_leave_a_hangup_alone() {
    let nodes = json!([
        node("s", "say", &json!({"message": "Hello."})),
        node("p", "pause", &json!({"seconds": 3})),
        node("q", "queue", &json!({"queue": "sales"})),
    ]);
    let flow = document(&nodes, &edges(&[&["s", "p"], &["p", "q"]]));
    let run = expect(
        &flow,
        "hangup",
        &[
            "enter s",
            "say s Hello.",
            "enter p",
            "pause p 3",
            "enter q",
            "queue q sales",
            "end q",
            "queued",
            "unused 1",
        ],
    );
    assert_eq!(run.duration_ms, 3_500);
    assert_eq!(times(&run, "pause"), [500]);
}

#[test]
fn a_dial_takes_one_item_however_many_numbers_it_tries() {
    let data = json!({"numbers": ["+15550100001", "sip:desk@example.com", "client:desk"]});
    let wanted = [
        "enter a",
        "dial a +15550100001+sip:desk@example.com+client:desk no-answer",
        "enter end",
        "end end",
        "hangup",
        "unused 1",
    ];
    expect(
        &single("dial", &data, &["default"]),
        "dial:no-answer,dial:busy",
        &wanted,
    );
}

#[test]
fn a_dial_has_the_time_at_which_its_result_is_known() {
    let dial = json!({"number": "+15550100001", "timeout": 20});
    for of_type in ["dial", "transfer"] {
        let flow = single(of_type, &dial, &["default"]);
        for (result, known, next) in [
            ("busy", 1_000, 1_000),
            ("failed", 1_000, 1_000),
            ("no-answer", 20_000, 20_000),
        ] {
            let run = call(&flow, &format!("dial:{result}"));
            assert_eq!(times(&run, of_type), [known], "{of_type} {result}");
            assert_eq!(run.duration_ms, next, "{of_type} {result}");
        }
        let run = call(&flow, "dial:completed");
        assert_eq!(
            (times(&run, of_type), run.duration_ms),
            (vec![1_000], 31_000)
        );
    }
}

#[test]
fn targets_that_are_none_are_not_dialled_and_take_no_item() {
    let mut flow = single(
        "dial",
        &json!({"numbers": ["{{x}}", "+15550100001", "{{y}}"]}),
        &["busy", "failed"],
    );
    flow["variables"] = json!({"x": "text", "y": {"type": "text", "default": "12"}});
    let wanted = [
        "enter a",
        "dial a +15550100001 busy",
        "enter end",
        "end end",
        "hangup",
    ];
    expect(&flow, "dial:busy", &wanted);

    for of_type in ["dial", "transfer"] {
        let mut flow = single(of_type, &json!({"number": "{{x}}"}), &["failed", "busy"]);
        flow["variables"] = json!({"x": "text"});
        let event = if of_type == "dial" {
            "dial a  failed"
        } else {
            "transfer a  failed"
        };
        let wanted = [
            "enter a",
            event,
            "enter end",
            "end end",
            "hangup",
            "unused 1",
        ];
        expect(&flow, "hangup", &wanted);
    }

    let mut flow = single("forward", &json!({"number": "{{x}}"}), &[]);
    flow["variables"] = json!({"x": "text"});
    expect(
        &flow,
        "",
        &["enter a", "dial a  failed", "end a", "forwarded"],
    );
}

#[test]
fn results_without_an_edge_take_default_and_without_that_the_call_ends() {
    let dial = json!({"number": "+15550100001"});
    for result in ["completed", "busy", "no-answer", "failed"] {
        let event = format!("dial a +15550100001 {result}");
        let input = format!("dial:{result}");
        expect(
            &single("dial", &dial, &["default"]),
            &input,
            &["enter a", &event, "enter end", "end end", "hangup"],
        );
        expect(
            &single("dial", &dial, &[]),
            &input,
            &["enter a", &event, "end a", "hangup"],
        );
        expect(
            &single("forward", &dial, &[]),
            &input,
            &["enter a", &event, "end a", "forwarded"],
        );
        let event = format!("transfer a +15550100001 {result}");
        let ends = result == "completed";
        let wanted: &[&str] = if ends {
            &["enter a", &event, "end a", "transferred"]
        } else {
            &["enter a", &event, "enter end", "end end", "hangup"]
        };
        expect(&single("transfer", &dial, &["default"]), &input, wanted);
        let outcome = if ends { "transferred" } else { "hangup" };
        expect(
            &single("transfer", &dial, &[]),
            &input,
            &["enter a", &event, "end a", outcome],
        );
    }
}

#[test]
fn a_recording_is_cut_and_silence_has_its_exit() {
    let nodes = json!([
        node(
            "a",
            "voicemail",
            &json!({"message": "Speak.", "variable": "url", "max_seconds": 20, "notify": "+15550100009"})
        ),
        node("none", "hangup", &json!({})),
    ]);
    let wired = document(&nodes, &edges(&[&["a", "end"], &["a", "none", "silence"]]));
    let run = expect(
        &wired,
        "record:99",
        &[
            "enter a",
            "say a Speak.",
            "record a 20",
            "enter end",
            "end end",
            "hangup",
        ],
    );
    assert_eq!(run.variables["url"], "https://recordings.example/1.wav");
    assert_eq!(run.duration_ms, 20_500);
    let run = expect(
        &wired,
        "record:0",
        &[
            "enter a",
            "say a Speak.",
            "record a 0",
            "enter none",
            "end none",
            "hangup",
        ],
    );
    assert!(run.variables.is_empty());

    let data = json!({"message": "Speak."});
    let through = single("voicemail", &data, &[""]);
    expect(
        &through,
        "record:0",
        &[
            "enter a",
            "say a Speak.",
            "record a 0",
            "enter end",
            "end end",
            "hangup",
        ],
    );
    expect(
        &single("record", &json!({}), &[]),
        "record:7",
        &["enter a", "record a 7", "end a", "hangup"],
    );
}

#[test]
fn a_request_saves_members_of_its_answer() {
    let data = json!({"url": "https://example.com/o?id={{id}}", "method": "POST",
        "save": {"status": "state", "total": "sum", "kept": "missing", "nulled": "nothing", "flag": "paid"}});
    let mut flow = single("request", &data, &["ok", "failed"]);
    flow["variables"] = json!({"id": {"type": "text", "default": "a b/ü"},
        "kept": {"type": "text", "default": "old"}, "nulled": {"type": "text", "default": "old"}});
    let run = expect(
        &flow,
        r#"request:ok{"state":"open, paid","sum":12.50,"nothing":null,"paid":true}"#,
        &[
            "enter a",
            "request a POST https://example.com/o?id=a%20b%2F%C3%BC ok",
            "enter end",
            "end end",
            "hangup",
        ],
    );
    let json = serde_json::to_value(&run.variables).unwrap();
    assert_eq!(
        json,
        json!({"id": "a b/ü", "kept": "old", "nulled": "old", "status": "open, paid", "total": "12.50", "flag": "true"})
    );
    let failed = call(&flow, "request:failed");
    assert!(
        lines(&failed)
            .contains(&"request a POST https://example.com/o?id=a%20b%2F%C3%BC failed".to_owned())
    );
    assert!(!failed.variables.contains_key("status"));
}

#[test]
fn a_text_that_cannot_be_sent_takes_its_exit() {
    let nodes = json!([
        node("a", "sms", &json!({"to": "{{to}}", "body": "Hi {{name}}"})),
        node("bad", "hangup", &json!({}))
    ]);
    let mut flow = document(&nodes, &edges(&[&["a", "end"], &["a", "bad", "failed"]]));
    flow["variables"] = json!({"to": {"type": "text", "default": "+15550100003"}, "name": {"type": "text", "default": "Ada"}});
    expect(
        &flow,
        "sms:ok",
        &[
            "enter a",
            "sms a +15550100003 Hi Ada ok",
            "enter end",
            "end end",
            "hangup",
        ],
    );
    expect(
        &flow,
        "sms:failed",
        &[
            "enter a",
            "sms a +15550100003 Hi Ada failed",
            "enter bad",
            "end bad",
            "hangup",
        ],
    );
    flow["variables"]["to"]["default"] = json!("nobody");
    expect(
        &flow,
        "hangup",
        &[
            "enter a",
            "sms a nobody Hi Ada failed",
            "enter bad",
            "end bad",
            "hangup",
            "unused 1",
        ],
    );
}

#[test]
fn an_agent_reports_an_outcome_and_what_it_extracted() {
    let data = json!({"prompt": "Book a table.", "variables": ["people", "time"], "outcomes": ["booked", "refused"]});
    let nodes = json!([
        node("a", "agent", &data),
        node("other", "hangup", &json!({}))
    ]);
    let flow = document(&nodes, &edges(&[&["a", "end", "booked"], &["a", "other"]]));
    let run = expect(
        &flow,
        r#"agent:booked{"people":4,"time":"eight, or nine","mood":"good"}"#,
        &[
            "enter a",
            "agent a booked",
            "enter end",
            "end end",
            "hangup",
        ],
    );
    let json = serde_json::to_value(&run.variables).unwrap();
    assert_eq!(json, json!({"people": "4", "time": "eight, or nine"}));
    expect(
        &flow,
        "agent:refused",
        &[
            "enter a",
            "agent a refused",
            "enter other",
            "end other",
            "hangup",
        ],
    );
    expect(
        &single("agent", &json!({"prompt": "x"}), &[]),
        "",
        &["enter a", "agent a default", "end a", "hangup"],
    );
}

#[test]
fn a_loop_is_one_event() {
    let nodes = json!([
        node("s", "say", &json!({"message": "one two", "loop": 3})),
        node(
            "p",
            "play",
            &json!({"url": "https://example.com/a.mp3", "loop": 2, "prompt_seconds": 4})
        ),
    ]);
    let flow = document(&nodes, &edges(&[&["s", "p"], &["p", "end"]]));
    let run = expect(
        &flow,
        "",
        &[
            "enter s",
            "say s one two",
            "enter p",
            "play p https://example.com/a.mp3",
            "enter end",
            "end end",
            "hangup",
        ],
    );
    assert_eq!(times(&run, "play"), [2_400]);
    assert_eq!(run.duration_ms, 2_400 + 8_000);
}

#[test]
fn values_are_set_compared_and_spoken() {
    let nodes = json!([
        node("s", "set", &json!({"variable": "total", "value": "{{a}}0"})),
        node(
            "b",
            "branch",
            &json!({"conditions": [
            {"label": "big", "variable": "total", "op": "ge", "value": "{{limit}}"},
            {"label": "listed", "variable": "a", "op": "in", "value": ["3", "{{limit}}"]},
            {"label": "unset", "variable": "never", "op": "empty"}]})
        ),
        node("big", "hangup", &json!({"message": "{{total}} & <more>"})),
        node("listed", "hangup", &json!({})),
    ]);
    let mut flow = document(
        &nodes,
        &edges(&[
            &["s", "b"],
            &["b", "big", "big"],
            &["b", "listed", "listed"],
            &["b", "end", "unset"],
            &["b", "end"],
        ]),
    );
    flow["variables"] = json!({"a": {"type": "text", "default": "12"}, "limit": {"type": "number", "default": "100.0"}, "never": "text"});
    expect(
        &flow,
        "",
        &[
            "enter s",
            "set s total 120",
            "enter b",
            "enter big",
            "say big 120 & <more>",
            "end big",
            "hangup",
        ],
    );
    let program = program(&flow);
    let run = |a: &str| lines(&monday().variable("a", a).run(&program, &Script::default()));
    assert_eq!(
        run("3"),
        [
            "enter s",
            "set s total 30",
            "enter b",
            "enter listed",
            "end listed",
            "hangup"
        ]
    );
    assert_eq!(
        run("x"),
        [
            "enter s",
            "set s total x0",
            "enter b",
            "enter end",
            "end end",
            "hangup"
        ]
    );
}

/// What fills a hole of an expression is text, whatever it looks like, and cannot cost more than a moment.
#[test]
fn a_value_in_an_expression_is_matched_as_it_stands() {
    let condition =
        json!({"label": "same", "variable": "value", "op": "matches", "value": "^{{like}}$"});
    let nodes = json!([
        node("b", "branch", &json!({"conditions": [condition]})),
        node("same", "hangup", &json!({})),
    ]);
    let mut flow = document(&nodes, &edges(&[&["b", "same", "same"], &["b", "end"]]));
    flow["variables"] = json!({"value": "text", "like": "text"});
    let program = program(&flow);
    let ends_at = |value: &str, like: &str| {
        let call = monday().variable("value", value).variable("like", like);
        let run = call.run(&program, &Script::default());
        run.events.last().unwrap().node.to_string()
    };
    for same in ["+15550100001", ".*", "(", "a|b", "\\d", ""] {
        assert_eq!(ends_at(same, same), "same", "{same}");
    }
    assert_eq!(ends_at("anything", ".*"), "end");
    assert_eq!(ends_at("12", "\\d\\d"), "end");
    assert_eq!(ends_at("a", "a|b"), "end");
    // The compiled expression would be too large.
    assert_eq!(ends_at("x", &"é".repeat(4_000)), "end");
}

#[test]
fn hours_look_at_the_instant_at_which_the_call_begins() {
    let nodes = json!([
        node("wait", "pause", &json!({"seconds": 600})),
        node(
            "h",
            "hours",
            &json!({"timezone": "UTC", "open": {"mon": [["09:00", "10:01"]]}})
        ),
        node("shut", "hangup", &json!({})),
    ]);
    let flow = document(
        &nodes,
        &edges(&[
            &["wait", "h"],
            &["h", "end", "open"],
            &["h", "shut", "closed"],
        ]),
    );
    expect(
        &flow,
        "",
        &[
            "enter wait",
            "pause wait 600",
            "enter h",
            "enter end",
            "end end",
            "hangup",
        ],
    );
}

fn with_subflow(inner: &Value, inner_edges: &Value, outer: &Value) -> Value {
    let nodes = json!([
        node("sub1", "subflow", &json!({"flow": "inner"})),
        node("yes", "hangup", &json!({}))
    ]);
    let mut flow = document(&nodes, outer);
    flow["flows"] = json!({"inner": document(inner, inner_edges)});
    flow["flows"]["inner"]
        .as_object_mut()
        .unwrap()
        .remove("name");
    flow
}

#[test]
fn a_subflow_returns_by_a_label_and_shares_variables() {
    let inner = json!([
        node(
            "ask",
            "gather",
            &json!({"message": "Number?", "variable": "x", "attempts": 1})
        ),
        node("ok", "hangup", &json!({"label": "done"})),
        node(
            "no",
            "hangup",
            &json!({"label": "given up", "message": "not heard on a return"})
        ),
    ]);
    let inner_edges = edges(&[&["ask", "ok"], &["ask", "no", "default"]]);
    let flow = with_subflow(
        &inner,
        &inner_edges,
        &edges(&[&["sub1", "yes", "done"], &["sub1", "end"]]),
    );
    let run = expect(
        &flow,
        "42#",
        &[
            "enter sub1",
            "enter sub1/start",
            "enter sub1/ask",
            "say sub1/ask Number?",
            "input sub1/ask 42",
            "enter sub1/ok",
            "enter yes",
            "end yes",
            "hangup",
        ],
    );
    assert_eq!(run.variables["x"], "42");
    let gave_up = lines(&call(&flow, "~"));
    assert_eq!(
        &gave_up[4..],
        [
            "timeout sub1/ask 1",
            "enter sub1/no",
            "enter end",
            "end end",
            "hangup"
        ]
    );
}

#[test]
fn a_call_can_end_inside_a_subflow_or_where_it_returns_to() {
    let inner = json!([
        node("ask", "menu", &json!({"message": "M", "attempts": 1})),
        node("back", "hangup", &json!({"label": "back"})),
        node("lost", "hangup", &json!({"label": "lost"})),
        node("bye", "hangup", &json!({"message": "Bye."})),
    ]);
    let inner_edges = edges(&[
        &["ask", "back", "1"],
        &["ask", "bye", "2"],
        &["ask", "lost", "3"],
        &["ask", "bye", "default"],
    ]);
    let flow = with_subflow(&inner, &inner_edges, &edges(&[&["sub1", "yes", "back"]]));
    let end = |input: &str| lines(&call(&flow, input))[4..].to_vec();
    assert_eq!(
        end("2"),
        [
            "input sub1/ask 2",
            "enter sub1/bye",
            "say sub1/bye Bye.",
            "end sub1/bye",
            "hangup"
        ]
    );
    assert_eq!(
        end("3"),
        ["input sub1/ask 3", "enter sub1/lost", "end sub1", "hangup"]
    );
    assert_eq!(end("hangup"), ["end sub1/ask", "caller_hangup"]);
}

#[test]
fn the_label_of_a_hangup_in_the_main_flow_means_nothing() {
    expect(
        &document(
            &json!([node(
                "bye",
                "hangup",
                &json!({"label": "x", "message": "Bye."})
            )]),
            &json!([]),
        ),
        "",
        &["enter bye", "say bye Bye.", "end bye", "hangup"],
    );
}

#[test]
fn a_rejected_call_says_so() {
    expect(
        &document(
            &json!([node("no", "reject", &json!({"reason": "busy"}))]),
            &json!([]),
        ),
        "",
        &["enter no", "end no", "rejected"],
    );
}

#[test]
fn variables_are_those_with_a_value_sorted_by_name() {
    let mut flow = document(
        &json!([node("s", "set", &json!({"variable": "b", "value": ""}))]),
        &edges(&[&["s", "end"]]),
    );
    flow["variables"] =
        json!({"z": {"type": "text", "default": "1"}, "unset": "text", "given": "text"});
    let program = program(&flow);
    let run = monday()
        .variable("given", "x")
        .variable("also", "y")
        .run(&program, &Script::default());
    let text = serde_json::to_string(&run.variables).unwrap();
    assert_eq!(text, r#"{"also":"y","b":"","given":"x","z":"1"}"#);
}

#[test]
fn times_never_decrease_and_the_end_is_the_duration() {
    let flow: Value = serde_json::from_str(voice_ivr_flow::templates::RECEPTION).unwrap();
    for input in [
        "",
        "1,dial:busy,record:9",
        "9,9,9,record:0",
        "*,*,2,dial:no-answer,hangup",
        "3,record:400",
    ] {
        let run = call(&flow, input);
        assert!(
            run.events
                .windows(2)
                .all(|pair| pair[0].at_ms <= pair[1].at_ms)
        );
        assert_eq!(run.events.last().unwrap().at_ms, run.duration_ms);
        assert_eq!(times(&run, "end").len(), 1);
        assert_eq!(run.events[0].at_ms, 0);
    }
}

#[test]
fn the_json_of_a_run_is_as_the_command_prints_it() {
    let flow: Value = serde_json::from_str(voice_ivr_flow::templates::RECEPTION).unwrap();
    let run = call(&flow, "~,9,1,dial:busy,record:7,1");
    insta::assert_snapshot!(serde_json::to_string_pretty(&run).unwrap());
}

#[test]
fn people_read_a_conversation() {
    let flow: Value =
        serde_json::from_str(voice_ivr_flow::templates::VENDOR_ORDER_CONFIRMATION).unwrap();
    insta::assert_snapshot!(call(&flow, "~,9,3,2,hangup").to_string());
}
