//! `voice flow simulate`

use std::fs;

use crate::support::{folder, template, voice, voice_with};

fn order(input: &str) -> crate::support::Ran {
    let flow = template("vendor-order-confirmation");
    voice(&[
        "flow",
        "simulate",
        &flow,
        "--input",
        input,
        "--at",
        "2026-03-02T10:00:00Z",
        "--format",
        "json",
    ])
}

#[test]
fn the_vendor_order_walks_as_the_caller_does() {
    let ran = order("~,9,3,2");
    assert_eq!(ran.status, 0, "{ran:?}");
    let run = ran.json();
    assert_eq!(run["outcome"], "hangup");
    assert_eq!(run["variables"]["minutes"], "20");
    let walked = run["events"].as_array().unwrap();
    let of = |kind: &str| {
        walked
            .iter()
            .filter(|event| event["type"] == kind)
            .collect::<Vec<_>>()
    };
    let entered = of("enter")
        .iter()
        .map(|event| event["node"].as_str().unwrap().to_owned())
        .collect::<Vec<_>>();
    assert_eq!(entered, ["start", "greet", "ask", "time", "set20", "timed"]);
    assert_eq!(of("timeout")[0]["attempt"], 1);
    assert_eq!(
        (&of("invalid")[0]["attempt"], &of("invalid")[0]["input"]),
        (&2.into(), &"9".into())
    );
    assert_eq!(
        of("input")
            .iter()
            .map(|event| event["input"].as_str().unwrap())
            .collect::<Vec<_>>(),
        ["3", "2"]
    );
    assert_eq!(walked.last().unwrap()["type"], "end");
    assert_eq!(of("end").len(), 1);
    let times = walked.iter().map(|event| event["at_ms"].as_u64().unwrap());
    assert!(times.is_sorted());
}

#[test]
fn members_come_in_the_order_of_the_contract() {
    let out = order("1").out;
    let at = |name: &str| {
        out.find(&format!("\"{name}\""))
            .unwrap_or_else(|| panic!("{name}: {out}"))
    };
    assert!(at("outcome") < at("duration_ms"));
    assert!(at("duration_ms") < at("variables"));
    assert!(at("variables") < at("events"));
    assert!(at("at_ms") < at("type") && at("type") < at("node"));
}

#[test]
fn the_same_caller_gives_the_same_bytes() {
    assert_eq!(order("~,9,3,2").out, order("~,9,3,2").out);
}

#[test]
fn people_read_a_conversation() {
    let flow = template("vendor-order-confirmation");
    let ran = voice(&[
        "flow",
        "simulate",
        &flow,
        "--input",
        "1",
        "--at",
        "2026-03-02T10:00:00Z",
    ]);
    assert_eq!(ran.status, 0);
    assert!(ran.out.contains("स्वीकार"), "{}", ran.out);
}

#[test]
fn variables_are_given_by_name() {
    let flow = template("vendor-order-confirmation");
    let args = [
        "flow",
        "simulate",
        &flow,
        "--input",
        "1",
        "--var",
        "order_id=77=7",
        "--format",
        "json",
    ];
    assert_eq!(voice(&args).json()["variables"]["order_id"], "77=7");
}

#[test]
fn what_cannot_be_used_is_status_2_and_says_what() {
    let flow = template("reception");
    for (option, value) in [
        ("--input", "1,dance"),
        ("--var", "7=1"),
        ("--var", "x"),
        ("--var", "compny=Acme"),
        ("--at", "noon"),
        ("--at", "2026-03-02T10Z"),
        ("--at", "2026-03-02T10:00Z"),
    ] {
        let ran = voice(&["flow", "simulate", &flow, option, value]);
        assert_eq!(ran.status, 2, "{option} {value}: {ran:?}");
        assert!(ran.err.contains(option), "{ran:?}");
        assert_eq!(ran.out, "");
    }
}

#[test]
fn a_variable_is_one_of_the_flow_once_and_of_its_type() {
    let flow = br#"{"name": "x", "variables": {"count": "number", "pin": "digits"},
      "nodes": [{"id": "start", "type": "start"}, {"id": "end", "type": "hangup", "data": {"message": "{{count}} {{pin}}"}}],
      "edges": [{"source": "start", "target": "end"}]}"#;
    let run = |variables: &[&str]| {
        let mut args = vec!["flow", "simulate", "-", "--format", "json"];
        args.extend(variables.iter().flat_map(|own| ["--var", own]));
        voice_with(&args, flow)
    };
    for (variables, why) in [
        (vec!["pim=1"], "no variable `pim`"),
        (vec!["count=abc"], "`count` is declared as number"),
        (vec!["pin=12a"], "`pin` is declared as digits"),
        (vec!["pin=1", "count=2", "pin=1"], "`pin` is given twice"),
    ] {
        let ran = run(&variables);
        assert_eq!((ran.status, ran.out.as_str()), (2, ""), "{variables:?}");
        assert!(ran.err.contains(why), "{ran:?}");
        assert!(
            !ran.err.contains("abc") && !ran.err.contains("12a"),
            "{ran:?}"
        );
    }
    let ran = run(&["count=-1.5", "pin="]);
    assert_eq!(ran.json()["variables"]["count"], "-1.5", "{ran:?}");
}

#[test]
fn the_last_second_of_rfc_3339_is_an_instant() {
    let flow = template("reception");
    let ran = voice(&["flow", "simulate", &flow, "--at", "9999-12-31T23:59:59Z"]);
    assert_eq!(ran.status, 0, "{ran:?}");
}

#[test]
fn a_flow_with_errors_prints_them_and_is_status_1() {
    let flow = br#"{"name": "x", "nodes": [{"id": "start", "type": "start"}], "edges": []}"#;
    let ran = voice_with(&["flow", "simulate", "-", "--format", "json"], flow);
    assert_eq!(ran.status, 1, "{ran:?}");
    assert_eq!(ran.json()["findings"][0]["kind"], "dead-end");
}

#[test]
fn a_scenario_file_runs_all_its_callers() {
    let flow = template("reception");
    let file = template("reception.scenarios");
    let ran = voice(&["flow", "simulate", &flow, "--scenarios", &file]);
    assert_eq!((ran.status, ran.err.as_str()), (0, ""), "{ran:?}");
    assert!(ran.out.contains("6 of 6 passed"), "{ran:?}");
}

#[test]
fn a_scenario_that_fails_is_status_1_in_text_and_in_json() {
    let flow = template("reception");
    let file = folder("scenarios").join("wrong.yaml");
    let text = "scenarios:\n- name: right\n  input: 1\n- name: wrong\n  input: 1\n  expect: {outcome: queued}\n";
    fs::write(&file, text).unwrap();
    let args = [
        "flow",
        "simulate",
        &flow,
        "--scenarios",
        file.to_str().unwrap(),
    ];
    let ran = voice(&args);
    assert_eq!(ran.status, 1, "{ran:?}");
    assert!(
        ran.out.contains("FAILED  wrong") && ran.out.contains("1 of 2 passed"),
        "{ran:?}"
    );
    let ran = voice(&[&args[..], &["--format", "json"]].concat());
    assert_eq!(ran.status, 1, "{ran:?}");
    let results = &ran.json()["results"];
    assert_eq!(results[0]["failures"], serde_json::json!([]));
    assert_eq!(results[1]["failures"][0], "ended with hangup, not queued");
}

#[test]
fn a_file_that_holds_no_scenarios_is_status_2() {
    let flow = template("reception");
    for args in [
        vec!["--scenarios", &flow],
        vec!["--scenarios", "nowhere.json"],
        vec!["--scenarios", &flow, "--input", "1"],
    ] {
        let ran = voice(&[&["flow", "simulate", &flow], &args[..]].concat());
        assert_eq!((ran.status, ran.out.as_str()), (2, ""), "{ran:?}");
    }
    let ran = voice(&["flow", "simulate", "-", "--scenarios", "-"]);
    assert_eq!(ran.status, 2, "{ran:?}");
}
