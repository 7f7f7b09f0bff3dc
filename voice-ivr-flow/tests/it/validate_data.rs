//! flow-semantics.md §1 and §4: the members of `data`, their types, ranges and defaults.

use serde_json::{Value, json};
use voice_ivr_flow::{FindingKind, Flow};

use crate::support::{around, expect, flow, good_nodes, kinds, parsed};

/// The kinds that a node of this data has, wired as it should be.
fn of(of_type: &str, data: Value) -> Vec<String> {
    let good = good_nodes();
    let (_, _, labels) = good.iter().find(|(name, ..)| *name == of_type).unwrap();
    let findings = around(of_type, &data, labels).check();
    findings
        .iter()
        .map(|finding| finding.kind().to_string())
        .collect()
}

/// The right data of a type with one member changed.
fn changed(of_type: &str, member: &str, value: Value) -> Value {
    let good = good_nodes();
    let (_, data, _) = good.iter().find(|(name, ..)| *name == of_type).unwrap();
    let mut data = data.clone();
    data[member] = value;
    data
}

#[track_caller]
fn good(of_type: &str, member: &str, values: &[Value]) {
    for value in values {
        let found = of(of_type, changed(of_type, member, value.clone()));
        assert!(found.is_empty(), "{of_type}.{member} = {value}: {found:?}");
    }
}

#[track_caller]
fn bad(of_type: &str, member: &str, kind: &str, values: &[Value]) {
    for value in values {
        let found = of(of_type, changed(of_type, member, value.clone()));
        assert!(
            found.iter().any(|own| own == kind),
            "{of_type}.{member} = {value}: {found:?}"
        );
    }
}

#[test]
fn section_4_every_type_validates_with_its_required_members() {
    for (of_type, data, labels) in good_nodes() {
        expect(&around(of_type, &data, &labels), &[]);
    }
}

#[test]
fn section_4_a_missing_required_member_is_missing_data() {
    let required: &[(&str, &[&str])] = &[
        ("say", &["message"]),
        ("play", &["url"]),
        ("menu", &["message"]),
        ("gather", &["message", "variable"]),
        ("voicemail", &["message"]),
        ("dial", &["number"]),
        ("forward", &["number"]),
        ("transfer", &["number"]),
        ("queue", &["queue"]),
        ("conference", &["room"]),
        ("set", &["variable", "value"]),
        ("branch", &["conditions"]),
        ("hours", &["timezone"]),
        ("request", &["url"]),
        ("sms", &["body"]),
        ("agent", &["prompt"]),
        ("subflow", &["flow"]),
    ];
    for (of_type, members) in required {
        for member in *members {
            bad(of_type, member, "missing-data", &[Value::Null]);
        }
    }
    let all = of("branch", json!({"conditions": [{"op": "eq"}]}));
    let missing = all.iter().filter(|kind| *kind == "missing-data").count();
    assert_eq!(missing, 3, "label, variable and value: {all:?}");
}

#[test]
fn section_4_numbers_are_whole_and_in_their_range() {
    let ranges = [
        ("say", "loop", 1, 10),
        ("play", "loop", 1, 100),
        ("pause", "seconds", 1, 600),
        ("menu", "digits", 1, 32),
        ("menu", "timeout", 1, 120),
        ("menu", "inter_digit_timeout", 1, 120),
        ("menu", "attempts", 1, 10),
        ("gather", "timeout", 1, 120),
        ("gather", "attempts", 1, 10),
        ("gather", "min_digits", 1, 128),
        ("gather", "max_digits", 1, 128),
        ("record", "max_seconds", 1, 3600),
        ("voicemail", "max_seconds", 1, 3600),
        ("dial", "timeout", 1, 600),
        ("forward", "timeout", 1, 600),
        ("transfer", "timeout", 1, 600),
        ("request", "timeout", 1, 15),
    ];
    for (of_type, member, least, most) in ranges {
        good(
            of_type,
            member,
            &[json!(least), json!(most), json!(f64::from(most))],
        );
        bad(
            of_type,
            member,
            "bad-value",
            &[
                json!(least - 1),
                json!(most + 1),
                json!(1.5),
                json!("5"),
                json!(true),
                json!([]),
                json!({}),
            ],
        );
    }
}

#[test]
fn section_4_other_values_have_their_type() {
    for (of_type, member) in [
        ("menu", "barge_in"),
        ("record", "beep"),
        ("record", "transcribe"),
        ("dial", "record"),
        ("conference", "muted"),
    ] {
        good(of_type, member, &[json!(true), json!(false)]);
        bad(of_type, member, "bad-value", &[json!("true"), json!(1)]);
    }
    for (of_type, member) in [
        ("say", "message"),
        ("sms", "body"),
        ("set", "value"),
        ("queue", "queue"),
        ("request", "body"),
        ("agent", "prompt"),
        ("menu", "invalid_message"),
        ("hangup", "message"),
        ("hangup", "label"),
        ("say", "voice"),
    ] {
        good(of_type, member, &[json!("words")]);
        bad(
            of_type,
            member,
            "bad-value",
            &[json!(1), json!(["a"]), json!(true)],
        );
    }
    good(
        "dial",
        "strategy",
        &[json!("sequential"), json!("simultaneous")],
    );
    bad(
        "dial",
        "strategy",
        "bad-value",
        &[json!("parallel"), json!(1)],
    );
    good("transfer", "mode", &[json!("blind"), json!("attended")]);
    bad("transfer", "mode", "bad-value", &[json!("warm")]);
    good("reject", "reason", &[json!("rejected"), json!("busy")]);
    bad("reject", "reason", "bad-value", &[json!("no")]);
    good(
        "gather",
        "input",
        &[json!("digits"), json!("speech"), json!("digits speech")],
    );
    bad(
        "gather",
        "input",
        "bad-value",
        &[json!("dtmf"), json!("speech digits")],
    );
    good("request", "method", &[json!("GET"), json!("DELETE")]);
    bad(
        "request",
        "method",
        "bad-value",
        &[json!("get"), json!("BREW")],
    );
    good(
        "record",
        "finish_key",
        &[json!("#"), json!("*"), json!("5"), json!("")],
    );
    bad(
        "record",
        "finish_key",
        "bad-value",
        &[json!("##"), json!("a"), json!(5), json!("٥")],
    );
    bad("gather", "pattern", "bad-value", &[json!("("), json!(1)]);
    bad("gather", "hints", "bad-value", &[json!("yes"), json!([1])]);
    bad(
        "gather",
        "variable",
        "bad-value",
        &[json!("1a"), json!("a b"), json!(""), json!(1)],
    );
    bad(
        "menu",
        "options",
        "bad-value",
        &[json!("1"), json!({"1": 1})],
    );
    good("menu", "options", &[json!({"1": "Sales", "7": "nothing"})]);
    bad("queue", "queue", "bad-value", &[json!(""), json!(" ")]);
    bad("conference", "room", "bad-value", &[json!("")]);
}

#[test]
fn section_4_gather_lengths_must_be_possible() {
    let data = json!({"message": "?", "variable": "v", "min_digits": 5, "max_digits": 4});
    assert_eq!(of("gather", data), ["bad-value"]);
    let data = json!({"message": "?", "variable": "v", "min_digits": 4, "max_digits": 4});
    assert!(of("gather", data).is_empty());
}

#[test]
fn section_1_6_a_prompt_is_a_message_or_audio_and_not_both() {
    for of_type in ["menu", "voicemail", "record"] {
        let url = "https://example.com/p.mp3";
        assert!(of(of_type, json!({"audio": url})).is_empty(), "{of_type}");
        assert_eq!(
            of(of_type, json!({"message": "Press 1.", "audio": url})),
            ["bad-value"],
            "{of_type}"
        );
    }
    assert!(of("record", json!({})).is_empty());
    assert_eq!(of("menu", json!({})), ["missing-data"]);
}

#[test]
fn section_1_5_markup_stands_beside_a_message_and_is_well_formed() {
    good(
        "say",
        "ssml",
        &[json!("<speak>Hi <break time=\"1s\"/>{{x}}</speak>")],
    );
    bad(
        "say",
        "ssml",
        "bad-value",
        &[
            json!("<speak>Hi"),
            json!("a & b"),
            json!("<s a=\"1\" a=\"1\">a</s>"),
        ],
    );
    assert_eq!(of("record", json!({"ssml": "<s>a</s>"})), ["bad-value"]);
    let bye = json!({"message": "Bye", "ssml": "<emphasis>Bye</emphasis> {{x}}"});
    assert_eq!(of("hangup", bye), [""; 0]);
    assert_eq!(of("hangup", json!({"ssml": "<s>a</s>"})), ["bad-value"]);
    bad("hangup", "ssml", "bad-value", &[json!("<s>")]);
    // Markup in another language than the text would be heard by somebody.
    let (words, markup) = ("Hi {{x}}", "<s>Hi</s> {{x}}");
    for (message, ssml, findings) in [
        (json!({"en": words}), json!({"en": markup}), &[][..]),
        (
            json!({"en": words, "hi": words}),
            json!({"hi": markup}),
            &[],
        ),
        (json!({"en": words}), json!({"en": markup, "hi": null}), &[]),
        (json!({"en": words}), json!({"hi": markup}), &["bad-value"]),
        (json!({"en": words}), json!(markup), &["bad-value"]),
        (json!(words), json!({"en": markup}), &["bad-value"]),
        (json!({"en": words}), json!({"en": "<s>"}), &["bad-value"]),
        (json!({"en": words}), json!({}), &["bad-value"]),
    ] {
        let said = json!({"message": message, "ssml": ssml});
        assert_eq!(of("say", said.clone()), findings, "{said}");
    }
}

#[test]
fn section_4_urls_are_http() {
    for (of_type, member) in [("play", "url"), ("request", "url"), ("queue", "music")] {
        good(
            of_type,
            member,
            &[
                json!("http://example.com/a"),
                json!("HTTPS://example.com"),
                json!("{{x}}"),
                json!("https://example.com/{{x}}?a={{x}}"),
                json!("https://{{x}}/a"),
            ],
        );
        bad(
            of_type,
            member,
            "bad-value",
            &[
                json!("ftp://example.com/"),
                json!("example.com"),
                json!(""),
                json!("https://"),
                json!("https:///a"),
                json!("https://example.com/a b"),
                json!("{{x}}/a"),
                json!(1),
            ],
        );
    }
}

#[test]
fn section_4_numbers_that_cannot_be_dialled_are_bad_numbers() {
    for (of_type, member) in [
        ("dial", "number"),
        ("forward", "number"),
        ("transfer", "number"),
    ] {
        good(
            of_type,
            member,
            &[
                json!("+15550100001"),
                json!("sip:desk@example.com"),
                json!("client:rider-7"),
                json!("{{x}}"),
                json!("+1555{{x}}"),
            ],
        );
        bad(
            of_type,
            member,
            "bad-number",
            &[
                json!("5550100001"),
                json!("+0123"),
                json!("tel:+15550100001"),
                json!("sip:"),
                json!("sip:a"),
                json!("sip:@h"),
                json!("sips:a@"),
                json!(""),
                json!("+1 555 010 0001"),
            ],
        );
        bad(
            of_type,
            member,
            "bad-value",
            &[json!(15_550_100_001_u64), json!(["+15550100001"])],
        );
    }
    bad(
        "sms",
        "to",
        "bad-number",
        &[json!("5550100001"), json!("sip:desk@example.com")],
    );
    bad("voicemail", "notify", "bad-number", &[json!("x")]);
    bad("dial", "caller_id", "bad-number", &[json!("anonymous")]);
}

#[test]
fn section_4_dial_takes_one_to_ten_numbers() {
    let many = |count: usize| json!({"numbers": vec!["+15550100001"; count]});
    assert!(of("dial", many(1)).is_empty());
    assert!(of("dial", many(10)).is_empty());
    assert_eq!(of("dial", many(11)), ["bad-value"]);
    assert_eq!(of("dial", many(0)), ["bad-value"]);
    assert_eq!(
        of("dial", json!({"numbers": "+15550100001"})),
        ["bad-value"]
    );
    assert_eq!(
        of("dial", json!({"numbers": ["+15550100001", "x", 3]})),
        ["bad-number", "bad-value"]
    );
    let both = json!({"number": "+15550100001", "numbers": ["+15550100002"]});
    assert_eq!(of("dial", both), ["bad-value"]);
}

#[test]
fn section_1_5_templates() {
    good("say", "message", &[json!("a {{ x }} }} {x} {"), json!("")]);
    for text in ["{{}}", "{{1}}", "{{a b}}", "{{a", "{{x.y}}", "{{{x}}}"] {
        bad("say", "message", "bad-template", &[json!(text)]);
        bad("sms", "body", "bad-template", &[json!(text)]);
        bad("set", "value", "bad-template", &[json!(text)]);
    }
    bad(
        "menu",
        "invalid_message",
        "bad-template",
        &[json!("{{ ? }}")],
    );
    bad("dial", "number", "bad-template", &[json!("{{ ? }}")]);
    bad(
        "play",
        "url",
        "bad-template",
        &[json!("https://example.com/{{ ? }}")],
    );
    bad(
        "branch",
        "conditions",
        "bad-template",
        &["eq", "matches"]
            .map(|op| json!([{"label": "a", "variable": "x", "op": op, "value": "{{?}}"}])),
    );
    bad(
        "request",
        "headers",
        "bad-template",
        &[json!({"x-a": "{{?}}"})],
    );
}

#[test]
fn section_1_5_characters_that_xml_forbids_are_errors() {
    for text in ["a\u{1}", "\u{fffe}", "\u{ffff}", "\u{8}"] {
        bad("say", "message", "bad-value", &[json!(text)]);
    }
    good("say", "message", &[json!("a\tb\nc & <d> \u{1F600} नमस्ते")]);
}

#[test]
fn section_1_5_no_text_of_a_node_may_hold_a_character_that_xml_forbids() {
    let bad_text = "a\u{1}b";
    let condition = |label: &str, op: &str, value: Value| json!([{"label": label, "variable": "x", "op": op, "value": value}]);
    for (of_type, member, value) in [
        ("say", "voice", json!(bad_text)),
        ("say", "ssml", json!(bad_text)),
        ("agent", "voice", json!(bad_text)),
        ("agent", "prompt", json!(bad_text)),
        ("agent", "outcomes", json!(["done", bad_text])),
        ("gather", "hints", json!(["a", bad_text])),
        ("gather", "pattern", json!(bad_text)),
        ("gather", "invalid_message", json!({"en": bad_text})),
        ("menu", "options", json!({"1": bad_text})),
        ("menu", "options", json!({bad_text: "a"})),
        (
            "play",
            "url",
            json!(format!("https://example.com/{bad_text}")),
        ),
        ("queue", "queue", json!(bad_text)),
        ("conference", "room", json!(bad_text)),
        ("hangup", "label", json!(bad_text)),
        (
            "branch",
            "conditions",
            condition(bad_text, "eq", json!("1")),
        ),
        (
            "branch",
            "conditions",
            condition("a", "eq", json!(bad_text)),
        ),
        (
            "branch",
            "conditions",
            condition("a", "in", json!([bad_text])),
        ),
        (
            "branch",
            "conditions",
            condition("a", "matches", json!(bad_text)),
        ),
        ("request", "headers", json!({"x-a": bad_text})),
        ("request", "body", json!(bad_text)),
        ("request", "save", json!({"v": bad_text})),
        ("subflow", "flow", json!(bad_text)),
    ] {
        bad(of_type, member, "bad-value", std::slice::from_ref(&value));
        let (_, _, labels) = good_nodes()
            .into_iter()
            .find(|(name, ..)| *name == of_type)
            .unwrap();
        let findings = around(of_type, &changed(of_type, member, value), &labels).check();
        let told = findings
            .iter()
            .any(|finding| finding.message().contains("U+0001"));
        assert!(told, "{of_type}.{member}: {findings}");
    }
    let document = json!({"name": "x", "voice": "\u{1}", "nodes": [{"id": "start", "type": "start"},
        {"id": "bye", "type": "hangup"}], "edges": [{"source": "start", "target": "bye"}]});
    expect(&parsed(&document), &["bad-value - -"]);
}

#[test]
fn section_1_5_hints_have_holes() {
    good("gather", "hints", &[json!(["{{x}}", "a {{ x }}"])]);
    bad("gather", "hints", "bad-template", &[json!(["{{a b}}"])]);
    bad("gather", "hints", "unset-variable", &[json!(["{{zz}}"])]);
    bad("gather", "hints", "bad-value", &[json!([1]), json!("a")]);
}

#[test]
fn section_1_2_a_null_is_missing_whoever_reads_it() {
    good("say", "audio", &[Value::Null]);
    let condition = json!([{"label": "a", "variable": "x", "op": "empty", "note": null}]);
    good("branch", "conditions", &[condition]);
}

#[test]
fn section_4_branch_conditions() {
    let condition =
        |op: &str, value: Value| json!([{"label": "a", "variable": "x", "op": op, "value": value}]);
    for op in [
        "eq",
        "ne",
        "lt",
        "le",
        "gt",
        "ge",
        "contains",
        "starts_with",
        "ends_with",
    ] {
        good("branch", "conditions", &[condition(op, json!("5"))]);
        bad(
            "branch",
            "conditions",
            "bad-value",
            &[condition(op, json!(5)), condition(op, json!(["5"]))],
        );
        bad(
            "branch",
            "conditions",
            "missing-data",
            &[condition(op, Value::Null)],
        );
    }
    good(
        "branch",
        "conditions",
        &[
            condition("in", json!(["a", "{{x}}"])),
            condition("empty", Value::Null),
            condition("not_empty", json!("")),
            condition("matches", json!("^a+$")),
            condition("matches", json!("{{x}}")),
            condition("matches", json!(r"\{{2}")),
        ],
    );
    bad(
        "branch",
        "conditions",
        "bad-value",
        &[
            condition("in", json!("a")),
            condition("matches", json!("(")),
            condition("matches", json!(5)),
            condition("is", json!("a")),
            json!([]),
            json!({}),
            json!([1]),
            json!([{"label": "", "variable": "x", "op": "empty"}]),
            json!([{"label": "else", "variable": "x", "op": "empty"}]),
            json!([{"label": "a", "variable": "x y", "op": "empty"}]),
        ],
    );
    bad(
        "branch",
        "conditions",
        "unknown-member",
        &[json!([{"label": "a", "variable": "x", "op": "empty", "operator": "eq"}])],
    );
}

#[test]
fn section_4_hours() {
    good(
        "hours",
        "open",
        &[
            json!({"mon": [["09:00", "12:00"], ["13:00", "24:00"]], "sun": []}),
            json!({}),
            json!({"tue": null}),
        ],
    );
    bad(
        "hours",
        "open",
        "bad-value",
        &[
            json!({"mon": [["22:00", "06:00"]]}),
            json!({"mon": [["09:00", "09:00"]]}),
            json!({"mon": [["9:00", "17:00"]]}),
            json!({"mon": [["09:00", "24:01"]]}),
            json!({"mon": [["09:60", "17:00"]]}),
            json!({"mon": ["09:00", "17:00"]}),
            json!({"mon": [["09:00"]]}),
            json!({"monday": [["09:00", "17:00"]]}),
            json!({"Mon": []}),
            json!([]),
            json!({"mon": [[9, 17]]}),
            json!({"mon": [["24:00", "24:00"]]}),
        ],
    );
    good("hours", "holidays", &[json!(["2026-01-26", "2028-02-29"])]);
    bad(
        "hours",
        "holidays",
        "bad-value",
        &[
            json!(["2026-02-30"]),
            json!(["26-01-26"]),
            json!("2026-01-26"),
            json!([20_260_126]),
        ],
    );
}

#[test]
fn section_4_time_zones_are_iana_names_in_their_exact_case() {
    good(
        "hours",
        "timezone",
        &[
            json!("Asia/Kolkata"),
            json!("America/New_York"),
            json!("UTC"),
            json!("Asia/Calcutta"),
        ],
    );
    bad(
        "hours",
        "timezone",
        "bad-time-zone",
        &[
            json!("asia/kolkata"),
            json!("Asia/Kolkatta"),
            json!("IST+5:30"),
            json!(""),
            json!("Etc/Unknown"),
            json!("Mars/Olympus"),
            json!("../../etc/passwd"),
        ],
    );
    bad("hours", "timezone", "bad-value", &[json!(5.5)]);
    let flow = around(
        "hours",
        &json!({"timezone": "asia/kolkata"}),
        &["open", "closed"],
    );
    let findings = flow.check();
    assert_eq!(
        findings.iter().next().unwrap().help(),
        "did you mean `Asia/Kolkata`?"
    );
}

#[test]
fn section_4_request_members() {
    good(
        "request",
        "headers",
        &[json!({"x-token": "a {{x}}"}), json!({"a": null})],
    );
    bad(
        "request",
        "headers",
        "bad-value",
        &[
            json!({"a b": "c"}),
            json!({"a": "b\r\nc"}),
            json!({"a": 1}),
            json!([]),
        ],
    );
    good("request", "save", &[json!({"city": "address"})]);
    bad(
        "request",
        "save",
        "bad-value",
        &[
            json!({"a b": "c"}),
            json!({"a": 1}),
            json!({"a": ""}),
            json!("a"),
        ],
    );
}

#[test]
fn section_4_agent_members() {
    good("agent", "outcomes", &[json!(["done", "later"])]);
    bad(
        "agent",
        "outcomes",
        "bad-value",
        &[
            json!("done"),
            json!([""]),
            json!([1]),
            json!(["done", "done"]),
        ],
    );
    bad(
        "agent",
        "variables",
        "bad-value",
        &[json!(["a b"]), json!("a")],
    );
}

#[test]
fn section_1_3_unknown_members_inside_data_are_reported() {
    for (of_type, mut data, labels) in good_nodes() {
        data["Position"] = json!({"x": 1});
        expect(&around(of_type, &data, &labels), &["unknown-member n -"]);
    }
    let findings = around(
        "menu",
        &json!({"message": "Press 1.", "time_out": 3}),
        &["1", "default"],
    )
    .check();
    let finding = findings.find(FindingKind::UnknownMember).unwrap();
    assert_eq!(finding.help(), "did you mean `timeout`?");
}

#[test]
fn section_5_unknown_types_are_found_with_the_nearest_one() {
    let flow = around("sya", &json!({"message": 1}), &["", ""]);
    expect(&flow, &["unknown-type n -"]);
    assert_eq!(
        flow.check().find(FindingKind::UnknownType).unwrap().help(),
        "did you mean `say`?"
    );
}

#[test]
fn section_1_4_variables_are_declared_with_a_type_and_a_default() {
    let with = |variables: Value| {
        parsed(
            &json!({"name": "x", "variables": variables, "nodes": [{"id": "start", "type": "start"},
            {"id": "bye", "type": "hangup"}], "edges": [{"source": "start", "target": "bye"}]}),
        )
    };
    for good in [
        json!({}),
        json!({"a": "text", "_b1": "number", "C": "digits"}),
        json!({"a": {"type": "text", "default": "0"}}),
        json!({"a": {"type": "number", "default": "-1.5"}}),
        json!({"a": {"default": "x"}}),
        json!({"a": null}),
        json!({"a": {"type": "digits", "default": "", "note": 1}}),
    ] {
        expect(&with(good), &[]);
    }
    for bad in [
        json!([]),
        json!({"a": "string"}),
        json!({"a": 1}),
        json!({"1a": "text"}),
        json!({"a b": "text"}),
        json!({"a": {"type": "number", "default": "x"}}),
        json!({"a": {"type": "digits", "default": "1a"}}),
        json!({"a": {"type": "text", "default": 1}}),
        json!({"a": {"type": true}}),
        json!({"": "text"}),
    ] {
        expect(&with(bad), &["bad-value - -"]);
    }
    let valid = with(json!({"a": {"type": "number", "default": "2"}, "b": "digits"}))
        .validate()
        .unwrap();
    let all: Vec<_> = valid
        .variables()
        .iter()
        .map(|v| (v.name.as_str(), v.default.as_str()))
        .collect();
    assert_eq!(all, [("a", "2"), ("b", "")]);
}

#[test]
fn section_1_1_language_and_voice_of_the_flow() {
    let with = |member: &str, value: Value| {
        let mut document = json!({"name": "x", "nodes": [{"id": "start", "type": "start"},
            {"id": "bye", "type": "hangup"}], "edges": [{"source": "start", "target": "bye"}]});
        document[member] = value;
        parsed(&document)
    };
    for tag in [
        "en",
        "hi-IN",
        "zh-Hans-CN",
        "de-CH-1996",
        "x-foo",
        "i-klingon",
    ] {
        expect(&with("language", json!(tag)), &[]);
    }
    for tag in [
        json!("hi_IN"),
        json!(""),
        json!("e"),
        json!("english language"),
        json!(1),
        json!("en-"),
    ] {
        expect(&with("language", tag), &["bad-value - -"]);
    }
    expect(&with("voice", json!("Polly.Aditi")), &[]);
    expect(&with("voice", json!("")), &["bad-value - -"]);
    bad("say", "language", "bad-value", &[json!("hi_IN"), json!(1)]);
    good(
        "say",
        "language",
        &[json!("hi-IN"), json!("x-foo"), json!("I-Klingon")],
    );
    bad(
        "say",
        "language",
        "bad-value",
        &[json!("x-"), json!("i-invented")],
    );
}

#[test]
fn a_message_may_be_a_map_of_languages() {
    good(
        "say",
        "message",
        &[
            json!({"en": "Hello", "hi-IN": "नमस्ते"}),
            json!({"en": "a", "hi": null}),
        ],
    );
    bad(
        "say",
        "message",
        "bad-value",
        &[
            json!({}),
            json!({"en": null}),
            json!({"en": 1}),
            json!({"en_US": "a"}),
        ],
    );
    bad(
        "say",
        "message",
        "bad-template",
        &[json!({"en": "a", "hi": "{{?}}"})],
    );
}

#[test]
fn ids_are_unique_among_nodes_and_among_edges() {
    let flow = flow(
        json!([{"id": "start", "type": "start"}, {"id": "e1", "type": "say", "data": {"message": "a"}},
            {"id": "bye", "type": "hangup"}, {"id": "bye", "type": "hangup"}]),
        json!([{"id": "e1", "source": "start", "target": "e1"}, {"id": "e1", "source": "e1", "target": "bye"}]),
    );
    expect(&flow, &["duplicate-id e1 e1", "duplicate-id bye -"]);
}

#[test]
fn section_1_2_an_edge_is_not_called_as_one_without_an_id_is() {
    let with = |first: &str| {
        flow(
            json!([{"id": "start", "type": "start"}, {"id": "a", "type": "pause"}, {"id": "bye", "type": "hangup"}]),
            json!([{"id": first, "source": "start", "target": "a"}, {"source": "a", "target": "bye"}]),
        )
    };
    expect(&with("#1"), &["duplicate-id start #1"]);
    for other in ["#0", "#2", "#01", "#+1", "#", "1", "#1 "] {
        expect(&with(other), &[]);
    }
}

#[test]
fn an_id_has_at_most_512_bytes_and_the_message_says_how_many_it_has() {
    let with = |id: &str| {
        flow(
            json!([{"id": "start", "type": "start"}, {"id": id, "type": "hangup"}]),
            json!([{"id": id, "source": "start", "target": id}]),
        )
    };
    for long in ["a".repeat(512), "é".repeat(256), "\u{1}".repeat(512)] {
        expect(&with(&long), &[]);
    }
    for long in ["a".repeat(513), "é".repeat(257)] {
        let findings = with(&long).check();
        let told = findings
            .iter()
            .filter(|finding| finding.kind() == FindingKind::Malformed);
        let told: Vec<&str> = told.map(voice_ivr_flow::Finding::message).collect();
        let bytes = long.len();
        assert_eq!(
            told,
            [
                format!(
                    "the `id` of `edges[0]` has {bytes} bytes; it must be a string of 1 to 512 bytes"
                ),
                format!(
                    "the `id` of `nodes[1]` has {bytes} bytes; it must be a string of 1 to 512 bytes"
                ),
            ]
        );
    }
}

#[test]
fn all_mistakes_are_found_in_one_run_in_document_order() {
    let text = json!({"name": "x",
        "edges": [{"id": "lost", "source": "a", "target": "nowhere"}],
        "nodes": [{"id": "start", "type": "start"}, {"id": "a", "type": "pause", "data": {"seconds": 0}},
            {"id": "b", "type": "sya"}, {"id": "c", "type": "say"}]});
    let flow = Flow::from_json(text.to_string().as_bytes()).unwrap();
    let found = kinds(&flow.check());
    assert_eq!(
        found,
        [
            "dangling-edge a lost",
            "dead-end start -",
            "bad-value a -",
            "unreachable a -",
            "unreachable b -",
            "unknown-type b -",
            "missing-data c -",
            "dead-end c -",
            "unreachable c -",
        ]
    );
}

/// L10.
#[test]
fn a_number_that_is_wrong_is_not_repeated_whatever_its_form() {
    for number in [
        "+1 555 010 0001",
        "15550100001",
        "tel:+15550100001",
        "(555) 010-0001",
        "+1\u{a0}555\u{a0}0100001",
        "x15550100001",
    ] {
        for (of_type, member) in [
            ("dial", "number"),
            ("sms", "to"),
            ("voicemail", "notify"),
            ("dial", "caller_id"),
        ] {
            let (_, _, labels) = good_nodes()
                .into_iter()
                .find(|(name, ..)| *name == of_type)
                .unwrap();
            let data = changed(of_type, member, json!(number));
            let findings = around(of_type, &data, &labels).check();
            let finding = findings.find(FindingKind::BadNumber).unwrap();
            let digits = finding
                .message()
                .chars()
                .filter(char::is_ascii_digit)
                .collect::<String>();
            assert!(!digits.contains("5550"), "{}", finding.message());
            assert!(finding.message().contains("01\"`"), "{}", finding.message());
        }
    }
    let wrong = around(
        "say",
        &json!({"message": "a", "loop": "+1 (555) 010-0001"}),
        &[""],
    )
    .check();
    assert!(!wrong.to_string().contains("010-0001"), "{wrong}");
}
