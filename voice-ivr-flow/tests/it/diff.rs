//! Differences between two versions of a flow, as callers notice them.

use serde_json::{Value, json};
use voice_ivr_flow::{Flow, ValidFlow, diff, diff_watched, templates};

use crate::caller::{MONDAY, document, edges};

fn valid(document: &Value) -> ValidFlow {
    let flow = Flow::from_json(document.to_string().as_bytes()).unwrap();
    flow.validate()
        .unwrap_or_else(|findings| panic!("{findings}"))
}

fn reception() -> Value {
    serde_json::from_str(templates::RECEPTION).unwrap()
}

fn compare(old: &Value, new: &Value) -> voice_ivr_flow::Differences {
    diff(&valid(old), &valid(new), MONDAY.parse().unwrap())
}

#[test]
fn what_nobody_hears_is_no_difference() {
    let old = reception();
    let text = old
        .to_string()
        .replace("\"busy\"", "\"no-line\"")
        .replace("\"label\":\"no-line\"", "\"label\":\"busy\"");
    let mut new: Value = serde_json::from_str(&text).unwrap();
    new["nodes"].as_array_mut().unwrap().reverse();
    new["edges"].as_array_mut().unwrap().reverse();
    let found = compare(&old, &new);
    assert!(found.is_empty() && found.complete, "{found}");
}

#[test]
fn a_changed_key_a_changed_text_and_a_changed_end_are_found() {
    let old = reception();
    let mut new = reception();
    for edge in new["edges"].as_array_mut().unwrap() {
        if edge["id"] == "e-sales" {
            edge["label"] = json!("4");
        }
        if edge["id"] == "e-away" {
            edge["target"] = json!("bye");
        }
    }
    for node in new["nodes"].as_array_mut().unwrap() {
        if node["id"] == "thanks" {
            node["data"]["message"] = json!("Thanks. Goodbye.");
        }
    }
    insta::assert_snapshot!(compare(&old, &new).to_string());
}

#[test]
fn a_difference_behind_hours_or_a_variable_is_found() {
    let flow = |hours: &str, vip: &str| {
        let nodes = json!([
            {"id": "h", "type": "hours", "data": {"timezone": "UTC", "open": {"mon": [["09:00", "12:00"]]}}},
            {"id": "b", "type": "branch", "data": {"conditions": [{"label": "vip", "variable": "tier", "op": "eq", "value": "gold"}]}},
            {"id": "night", "type": "say", "data": {"message": hours}},
            {"id": "vip", "type": "say", "data": {"message": vip}},
        ]);
        let mut flow = document(
            &nodes,
            &edges(&[
                &["h", "b", "open"],
                &["h", "night", "closed"],
                &["night", "end"],
                &["b", "vip", "vip"],
                &["b", "end"],
                &["vip", "end"],
            ]),
        );
        flow["variables"] = json!({"tier": "text"});
        flow
    };
    let old = flow("We are closed.", "Welcome back.");
    let found = compare(&old, &flow("Nobody is here.", "Welcome back."));
    assert_eq!(found.changes.len(), 1);
    assert!(found.changes[0].journeys[0].at.is_some());
    let found = compare(&old, &flow("We are closed.", "Hello."));
    assert_eq!(found.changes.len(), 1);
    assert_eq!(found.changes[0].journeys[0].variables["tier"], "gold");
    assert_eq!(found.changes[0].old, ["♪ “Welcome back.”", "ends: hangup"]);
}

/// One node behind a menu, and the end.
fn behind_a_menu(of_type: &str, data: &Value, labels: &[&str]) -> Value {
    let nodes = json!([
        {"id": "ask", "type": "menu", "data": {"message": "Press 1.", "attempts": 1}},
        {"id": "it", "type": of_type, "data": data},
    ]);
    let mut all: Vec<Vec<&str>> = vec![vec!["ask", "it", "1"], vec!["ask", "end", "default"]];
    all.extend(labels.iter().map(|label| vec!["it", "end", *label]));
    let all: Vec<&[&str]> = all.iter().map(Vec::as_slice).collect();
    let mut flow = document(&nodes, &edges(&all));
    flow["variables"] = json!({"who": "text", "at": {"type": "text", "default": "desk"}});
    flow
}

#[test]
fn every_member_that_changes_what_happens_is_a_change() {
    let to = "+15550100001";
    let changes = [
        (
            "say",
            json!({"message": "Hi."}),
            json!({"message": "Ho."}),
            &[""][..],
        ),
        (
            "say",
            json!({"message": "Hi."}),
            json!({"message": "Hi.", "language": "de-DE"}),
            &[""],
        ),
        (
            "say",
            json!({"message": "Hi."}),
            json!({"message": "Hi.", "voice": "alice"}),
            &[""],
        ),
        (
            "say",
            json!({"message": "Hi."}),
            json!({"message": "Hi.", "loop": 2}),
            &[""],
        ),
        (
            "say",
            json!({"message": "Hi {{who}}."}),
            json!({"message": "Hi."}),
            &[""],
        ),
        (
            "say",
            json!({"message": "{{at}}"}),
            json!({"message": "desk"}),
            &[""],
        ),
        (
            "play",
            json!({"url": "https://media.example/a"}),
            json!({"url": "https://media.example/b"}),
            &[""],
        ),
        ("pause", json!({"seconds": 1}), json!({"seconds": 2}), &[""]),
        (
            "gather",
            json!({"message": "?", "variable": "x", "max_digits": 2}),
            json!({"message": "?", "variable": "x", "max_digits": 3}),
            &["ok", "default"],
        ),
        (
            "gather",
            json!({"message": "?", "variable": "x", "timeout": 4}),
            json!({"message": "?", "variable": "x", "timeout": 5}),
            &["ok", "default"],
        ),
        (
            "gather",
            json!({"message": "?", "variable": "x", "attempts": 1}),
            json!({"message": "?", "variable": "x", "attempts": 2}),
            &["ok", "default"],
        ),
        (
            "gather",
            json!({"message": "?", "variable": "x"}),
            json!({"message": "?", "variable": "x", "input": "digits speech"}),
            &["ok", "default"],
        ),
        (
            "gather",
            json!({"message": "?", "variable": "x", "input": "speech", "hints": ["{{who}}"]}),
            json!({"message": "?", "variable": "x", "input": "speech", "hints": ["{{at}}"]}),
            &["ok", "default"],
        ),
        (
            "record",
            json!({"max_seconds": 10}),
            json!({"max_seconds": 20}),
            &[""],
        ),
        ("record", json!({}), json!({"beep": false}), &[""]),
        (
            "voicemail",
            json!({"message": "?", "notify": to}),
            json!({"message": "?", "notify": "+15550100002"}),
            &[""],
        ),
        (
            "dial",
            json!({"number": to}),
            json!({"number": "+15550100002"}),
            &["completed"],
        ),
        (
            "dial",
            json!({"number": to}),
            json!({"number": to, "timeout": 9}),
            &["completed"],
        ),
        (
            "dial",
            json!({"number": to}),
            json!({"number": to, "caller_id": "+15550100002"}),
            &["completed"],
        ),
        (
            "dial",
            json!({"number": to}),
            json!({"number": to, "record": true}),
            &["completed"],
        ),
        (
            "dial",
            json!({"number": to}),
            json!({"number": to, "time_limit": 60}),
            &["completed"],
        ),
        (
            "transfer",
            json!({"number": to}),
            json!({"number": to, "mode": "attended"}),
            &[],
        ),
        ("queue", json!({"queue": "a"}), json!({"queue": "b"}), &[]),
        (
            "queue",
            json!({"queue": "a"}),
            json!({"queue": "{{at}}"}),
            &[],
        ),
        (
            "conference",
            json!({"room": "a"}),
            json!({"room": "a", "muted": true}),
            &[],
        ),
        (
            "request",
            json!({"url": "https://api.example/"}),
            json!({"url": "https://api.example/", "body": "{{who}}"}),
            &["ok", "failed"],
        ),
        (
            "request",
            json!({"url": "https://api.example/"}),
            json!({"url": "https://api.example/", "headers": {"x-a": "b"}}),
            &["ok", "failed"],
        ),
        (
            "request",
            json!({"url": "https://api.example/"}),
            json!({"url": "https://api.example/", "timeout": 9}),
            &["ok", "failed"],
        ),
        (
            "sms",
            json!({"body": "Hi {{who}}."}),
            json!({"body": "Hi."}),
            &[""],
        ),
        (
            "sms",
            json!({"body": "Hi."}),
            json!({"body": "Hi.", "to": to}),
            &[""],
        ),
        (
            "agent",
            json!({"prompt": "Be kind."}),
            json!({"prompt": "Be brief."}),
            &[],
        ),
        (
            "agent",
            json!({"prompt": "Be kind."}),
            json!({"prompt": "Be kind.", "variables": ["x"]}),
            &[],
        ),
        ("reject", json!({}), json!({"reason": "busy"}), &[]),
        (
            "hangup",
            json!({"message": "Bye."}),
            json!({"message": "Goodbye."}),
            &[],
        ),
    ];
    for (of_type, old, new, labels) in &changes {
        let flow = |data| behind_a_menu(of_type, data, labels);
        let found = compare(&flow(old), &flow(new));
        assert!(!found.is_empty(), "{of_type} {old} {new}");
        let journey = found.changes[0].journeys[0].input.to_string();
        assert!(journey.starts_with('1'), "{of_type} {journey}");
        let same = compare(&flow(new), &flow(new));
        assert!(same.is_empty() && same.complete, "{of_type} {new}: {same}");
    }
}

#[test]
fn what_is_only_for_authors_is_no_change() {
    for (old, new) in [
        (
            json!({"message": "Press 1."}),
            json!({"message": "Press 1.", "prompt_seconds": 30}),
        ),
        (
            json!({"message": "Press 1."}),
            json!({"message": "Press 1.", "options": {"1": "Sales"}}),
        ),
        (
            json!({"message": "Press 1."}),
            json!({"message": "Press 1.", "timeout": 5}),
        ),
    ] {
        let flow = |data: &Value| {
            let nodes = json!([{"id": "ask", "type": "menu", "data": data}]);
            document(
                &nodes,
                &edges(&[&["ask", "end", "1"], &["ask", "end", "default"]]),
            )
        };
        let found = compare(&flow(&old), &flow(&new));
        assert!(found.is_empty() && found.complete, "{new}: {found}");
    }
}

#[test]
fn a_default_that_is_spoken_is_a_change() {
    let flow = |default: &str| {
        let mut flow = behind_a_menu("say", &json!({"message": "It is {{at}}."}), &[""]);
        flow["variables"]["at"]["default"] = json!(default);
        flow
    };
    let found = compare(&flow("noon"), &flow("night"));
    assert_eq!(
        found.changes[0].old[1..],
        ["♪ “It is noon.”", "ends: hangup"]
    );
    assert_eq!(
        found.changes[0].new[1..],
        ["♪ “It is night.”", "ends: hangup"]
    );
}

#[test]
fn a_text_that_is_spoken_only_with_a_value_is_compared_wherever_it_is() {
    // Behind a wait and behind a value that is wanted.
    let flow = |text: &str| {
        let nodes = json!([
            {"id": "ask", "type": "menu", "data": {"message": "Press 1.", "attempts": 1}},
            {"id": "b", "type": "branch", "data": {"conditions": [{"label": "vip", "variable": "tier", "op": "eq", "value": "gold"}]}},
            {"id": "it", "type": "say", "data": {"message": text}},
        ]);
        let mut flow = document(
            &nodes,
            &edges(&[
                &["ask", "b", "1"],
                &["ask", "end", "default"],
                &["b", "it", "vip"],
                &["b", "end"],
                &["it", "end"],
            ]),
        );
        flow["variables"] = json!({"tier": "text", "name": "text", "city": "text"});
        flow
    };
    let found = compare(&flow("{{name}}"), &flow("{{city}}"));
    assert_eq!(found.changes.len(), 1, "{found}");
    let journey = &found.changes[0].journeys[0];
    assert_eq!(journey.input.to_string(), "1");
    assert_eq!(journey.variables["tier"], "gold");
    // The same change with a value in it is not told once more.
    let found = compare(&flow("Hi {{name}}"), &flow("Ho {{name}}"));
    assert_eq!(found.changes.len(), 1, "{found}");
}

#[test]
fn a_change_is_told_once_with_every_way_that_leads_to_it() {
    let flow = |text: &str| {
        let nodes = json!([
            {"id": "ask", "type": "menu", "data": {"message": "1 or 2?", "attempts": 1}},
            {"id": "it", "type": "say", "data": {"message": text}},
        ]);
        document(
            &nodes,
            &edges(&[
                &["ask", "it", "1"],
                &["ask", "it", "2"],
                &["ask", "end", "default"],
                &["it", "end"],
            ]),
        )
    };
    let found = compare(&flow("Hi."), &flow("Ho."));
    // The keys differ, the change does not.
    let lists: Vec<String> = found
        .changes
        .iter()
        .flat_map(|change| &change.journeys)
        .map(|journey| journey.input.to_string())
        .collect();
    assert_eq!(
        (found.changes.len(), lists),
        (1, vec!["1".to_owned(), "2".to_owned()])
    );
}

#[test]
fn a_small_change_in_a_large_flow_is_all_that_is_followed() {
    let flow = |changed: &str| {
        let count = 2_000;
        let ids: Vec<String> = (0..count).map(|at| format!("m{at}")).collect();
        let nodes: Value = ids
            .iter()
            .map(|id| {
                let text = if id == "m7" { changed } else { "Press 1." };
                json!({"id": id, "type": "menu", "data": {"message": text, "attempts": 1}})
            })
            .collect();
        let mut all: Vec<Vec<&str>> = Vec::new();
        for (at, id) in ids.iter().enumerate() {
            all.push(vec![id, ids.get(at + 1).map_or("end", String::as_str), "1"]);
            all.push(vec![id, "end", "default"]);
        }
        let all: Vec<&[&str]> = all.iter().map(Vec::as_slice).collect();
        valid(&document(&nodes, &edges(&all)))
    };
    let mut told = 0;
    let (old, new) = (flow("Press 1."), flow("Press one."));
    let found = diff_watched(&old, &new, MONDAY.parse().unwrap(), &mut |_| told += 1);
    assert!(found.complete, "{found}");
    assert_eq!(found.changes.len(), 1);
    assert_eq!(
        found.changes[0].journeys[0].input.to_string(),
        "1,1,1,1,1,1,1"
    );
    assert_eq!(told, 0, "behind the change all is the same by construction");
}

#[test]
fn patterns_that_differ_are_compared_by_samples_and_that_is_said() {
    let flow = |pattern: &str| {
        let data = json!({"message": "?", "variable": "x", "max_digits": 3, "pattern": pattern});
        behind_a_menu("gather", &data, &["ok", "default"])
    };
    let found = compare(&flow("[0-9]{2}"), &flow("[0-9][0-9]"));
    assert!(!found.complete);
    let cut = serde_json::to_value(&found.cut).unwrap();
    assert_eq!(cut[0]["kind"], "samples", "{cut}");
    assert!(
        found.to_string().contains("no difference was found"),
        "{found}"
    );
    let found = compare(&flow("[0-9]{2}"), &flow("[0-9]{3}"));
    assert!(!found.is_empty());
}
