//! Explorations: what they cover, and that their journeys go as they say.

use serde_json::{Value, json};
use voice_ivr_flow::explore::{Cut, Exploration, Report};
use voice_ivr_flow::simulate::Script;
use voice_ivr_flow::step::Outcome;
use voice_ivr_flow::{Flow, Program, ValidFlow, templates};

use crate::caller::{MONDAY, document, edges, monday};

fn valid(document: &Value) -> ValidFlow {
    let flow = Flow::from_json(document.to_string().as_bytes()).unwrap();
    flow.validate()
        .unwrap_or_else(|findings| panic!("{findings}"))
}

/// Explores, and simulates every journey that the report names.
#[track_caller]
fn explored(flow: &ValidFlow) -> Report {
    let report = Exploration::new(MONDAY.parse().unwrap()).run(flow);
    let program = Program::lower(flow);
    for ending in &report.endings {
        let settings = ending.journey.settings(&monday());
        let script = Script::parse(&ending.journey.input.to_string()).unwrap();
        let run = settings.run(&program, &script);
        let last = run.events.last().unwrap();
        assert_eq!(
            (run.outcome, &*last.node),
            (ending.outcome, &*ending.node),
            "{}",
            ending.journey
        );
        assert_eq!(run.unused, 0, "{}", ending.journey);
    }
    let (Some(longest), Some(most)) = (&report.longest, &report.most_prompts) else {
        return report;
    };
    let run = longest
        .journey
        .settings(&monday())
        .run(&program, &longest.journey.input);
    assert_eq!(run.duration_ms, longest.duration_ms, "{}", longest.journey);
    let run = most
        .journey
        .settings(&monday())
        .run(&program, &most.journey.input);
    let prompts = run
        .events
        .iter()
        .filter(|event| matches!(event.kind.name(), "say" | "play"));
    assert_eq!(prompts.count(), most.prompts as usize, "{}", most.journey);
    report
}

#[test]
fn the_template_flows_are_covered() {
    for (name, text) in templates::ALL {
        let flow = Flow::from_json(text.as_bytes())
            .unwrap()
            .validate()
            .unwrap();
        let report = explored(&flow);
        assert!(report.complete, "{name}");
        assert_eq!(
            (report.node_coverage(), report.edge_coverage()),
            (100, 100),
            "{name}\n{report}"
        );
    }
}

#[test]
fn people_read_what_an_exploration_found() {
    let flow = Flow::from_json(templates::RECEPTION.as_bytes())
        .unwrap()
        .validate()
        .unwrap();
    insta::assert_snapshot!(explored(&flow).to_string());
}

#[test]
fn the_report_of_an_exploration_is_data() {
    let flow = Flow::from_json(templates::RIDER_DELIVERY_ALERT.as_bytes())
        .unwrap()
        .validate()
        .unwrap();
    insta::assert_snapshot!(serde_json::to_string_pretty(&explored(&flow)).unwrap());
}

/// `count` menus in a row, each with ten attempts and two keys that lead on.
fn chain(count: usize) -> Value {
    let ids: Vec<String> = (0..count).map(|at| format!("m{at}")).collect();
    let menu = json!({"message": "1 or 2?", "attempts": 10, "invalid_message": "No."});
    let nodes: Vec<Value> = ids
        .iter()
        .map(|id| json!({"id": id, "type": "menu", "data": menu}))
        .collect();
    let mut all: Vec<Vec<&str>> = Vec::new();
    for (at, id) in ids.iter().enumerate() {
        let next = ids.get(at + 1).map_or("end", String::as_str);
        all.push(vec![id, next, "1"]);
        all.push(vec![id, next, "2"]);
        all.push(vec![id, "end", "default"]);
    }
    let all: Vec<&[&str]> = all.iter().map(Vec::as_slice).collect();
    document(&Value::from(nodes), &edges(&all))
}

#[test]
fn calls_that_wait_alike_are_one() {
    // 2^40 ways by keys alone, and as many attempts at each menu.
    let report = explored(&valid(&chain(40)));
    assert!(report.complete);
    assert_eq!(report.calls, 40 * 19);
    assert_eq!(report.edge_coverage(), 100);
    assert!(!report.loops);
}

#[test]
fn subflows_that_call_subflows_do_not_blow_up() {
    // Each level runs the next one twice: two to the power of the levels calls in a row.
    let levels = 10;
    let body = |inner: Value| {
        let nodes = json!([inner, {"id": "b", "type": inner["type"], "data": inner["data"]}]);
        let mut body = document(&nodes, &edges(&[&["a", "b"], &["b", "end"]]));
        for node in body["nodes"].as_array_mut().unwrap() {
            if node["id"] == "end" {
                node["data"] = json!({"label": "done"});
            }
        }
        body.as_object_mut().unwrap().remove("name");
        body
    };
    let mut flow = document(
        &json!([{"id": "sub", "type": "subflow", "data": {"flow": "level0"}}]),
        &edges(&[&["sub", "end"]]),
    );
    let mut flows = serde_json::Map::new();
    for level in 0..levels {
        let inner = if level + 1 < levels {
            json!({"id": "a", "type": "subflow", "data": {"flow": format!("level{}", level + 1)}})
        } else {
            json!({"id": "a", "type": "say", "data": {"message": "Deep."}})
        };
        flows.insert(format!("level{level}"), body(inner));
    }
    flow["flows"] = Value::from(flows);
    let program = Program::lower(&valid(&flow));
    assert!(program.states().len() < 5 * levels);
    let report = explored(&valid(&flow));
    assert_eq!(report.most_prompts.as_ref().unwrap().prompts, 1 << levels);
    assert_eq!(report.edge_coverage(), 100);
}

#[test]
fn branches_are_reached_through_what_the_caller_the_line_and_the_variables_say() {
    let nodes = json!([
        {"id": "age", "type": "gather", "data": {"message": "Age?", "variable": "age", "min_digits": 1, "max_digits": 3}},
        {"id": "old", "type": "branch", "data": {"conditions": [
            {"label": "adult", "variable": "age", "op": "ge", "value": "18"}]}},
        {"id": "ask", "type": "request", "data": {"url": "https://example.com/", "save": {"status": "state"}}},
        {"id": "state", "type": "branch", "data": {"conditions": [
            {"label": "open", "variable": "status", "op": "eq", "value": "open"},
            {"label": "code", "variable": "status", "op": "matches", "value": "^E\\d{3}$"}]}},
        {"id": "kind", "type": "branch", "data": {"conditions": [
            {"label": "vip", "variable": "copy", "op": "in", "value": ["gold", "silver"]}]}},
        {"id": "copy", "type": "set", "data": {"variable": "copy", "value": "{{tier}}"}},
        {"id": "call", "type": "dial", "data": {"number": "{{number}}"}},
        {"id": "open", "type": "hours", "data": {"timezone": "Asia/Kolkata", "open": {"sun": [["03:07", "03:08"]]}, "holidays": ["2026-03-08"]}},
        {"id": "vip", "type": "hangup"},
    ]);
    let mut flow = document(
        &nodes,
        &edges(&[
            &["age", "old"],
            &["age", "end", "default"],
            &["old", "ask", "adult"],
            &["old", "open", "else"],
            &["ask", "state"],
            &["ask", "end", "failed"],
            &["state", "copy", "open"],
            &["state", "call", "code"],
            &["state", "end", "else"],
            &["copy", "kind"],
            &["kind", "vip", "vip"],
            &["kind", "end"],
            &["call", "end", "failed"],
            &["call", "vip", "default"],
            &["open", "vip", "open"],
            &["open", "end", "closed"],
        ]),
    );
    flow["variables"] = json!({"tier": "text", "number": "text", "copy": "text", "status": "text", "age": "digits"});
    let report = explored(&valid(&flow));
    assert_eq!(report.edge_coverage(), 100, "{report}");
}

#[test]
fn what_cannot_be_reached_is_named() {
    let nodes = json!([
        {"id": "s", "type": "set", "data": {"variable": "x", "value": "1"}},
        {"id": "b", "type": "branch", "data": {"conditions": [{"label": "two", "variable": "x", "op": "eq", "value": "2"}]}},
        {"id": "never", "type": "say", "data": {"message": "?"}},
        {"id": "island", "type": "say", "data": {"message": "?"}},
    ]);
    let flow = document(
        &nodes,
        &edges(&[
            &["s", "b"],
            &["b", "never", "two"],
            &["b", "end"],
            &["never", "end"],
            &["island", "end"],
        ]),
    );
    let report = explored(&valid(&flow));
    let nodes: Vec<&str> = report
        .unreached_nodes
        .iter()
        .map(|place| place.node.as_str())
        .collect();
    assert_eq!(nodes, ["never", "island"]);
    let edges: Vec<(&str, Option<&str>)> = report
        .unreached_edges
        .iter()
        .map(|place| (place.source.as_str(), place.label.as_deref()))
        .collect();
    assert_eq!(
        edges,
        [("b", Some("two")), ("never", None), ("island", None)]
    );
    assert_eq!((report.nodes_reached, report.nodes), (4, 6));
    assert_eq!((report.edges_reached, report.edges), (3, 6));
}

#[test]
fn an_exploration_stops_at_its_limit_and_says_so() {
    let report = Exploration::new(MONDAY.parse().unwrap())
        .limit(5)
        .run(&valid(&chain(3)));
    assert!(!report.complete);
    assert_eq!(report.calls, 5);
    assert!(report.edge_coverage() < 100);
}

#[test]
fn a_caller_who_can_go_round_is_told() {
    let nodes = json!([{"id": "ask", "type": "menu", "data": {"message": "Again?", "attempts": 1, "prompt_seconds": 5}}]);
    let flow = document(
        &nodes,
        &edges(&[&["ask", "ask", "1"], &["ask", "end", "default"]]),
    );
    let report = explored(&valid(&flow));
    assert!(report.loops);
    assert_eq!(report.longest.unwrap().duration_ms, 10_000);
}

/// What a report leaves out.
fn cuts(report: &Report) -> Vec<String> {
    let cuts = serde_json::to_value(&report.cut).unwrap();
    let cuts = cuts.as_array().unwrap().iter();
    cuts.map(|cut| cut["kind"].as_str().unwrap().to_owned())
        .collect()
}

#[test]
fn an_exit_that_no_tried_value_takes_is_not_said_to_be_out_of_reach() {
    let flow = |wanted: &str| {
        let nodes = json!([
            {"id": "ask", "type": "gather", "data": {"message": "Code?", "variable": "code", "max_digits": 4}},
            {"id": "b", "type": "branch", "data": {"conditions": [
                {"label": "hit", "variable": "code", "op": "eq", "value": wanted}]}},
            {"id": "secret", "type": "hangup"},
        ]);
        document(
            &nodes,
            &edges(&[
                &["ask", "b"],
                &["ask", "end", "default"],
                &["b", "secret", "hit"],
                &["b", "end"],
            ]),
        )
    };
    let report = explored(&valid(&flow("4711")));
    assert!(report.complete, "{report}");
    assert_eq!(report.edge_coverage(), 100);

    // Nobody types letters; but that follows from no value that was tried.
    let report = explored(&valid(&flow("abc")));
    assert!(!report.complete);
    assert_eq!(cuts(&report), ["unseen"]);
    let Cut::Unseen { place, exit } = &report.cut[0] else {
        panic!("{report}")
    };
    assert_eq!((place.node.as_str(), exit.as_str()), ("b", "hit"));
    assert_eq!(report.unreached_nodes.len(), 1);
    assert!(!report.unreached_nodes[0].never, "{report}");
    assert!(
        report.to_string().contains("not seen: `secret`"),
        "{report}"
    );
}

#[test]
fn what_no_path_leads_to_is_never_reached_though_something_was_left_out() {
    let nodes = json!([
        {"id": "ask", "type": "gather", "data": {"message": "Code?", "variable": "code", "max_digits": 4}},
        {"id": "b", "type": "branch", "data": {"conditions": [
            {"label": "hit", "variable": "code", "op": "eq", "value": "abc"}]}},
        {"id": "secret", "type": "hangup"},
        {"id": "island", "type": "hangup"},
    ]);
    let flow = document(
        &nodes,
        &edges(&[
            &["ask", "b"],
            &["ask", "end", "default"],
            &["b", "secret", "hit"],
            &["b", "end"],
        ]),
    );
    let report = explored(&valid(&flow));
    let never: Vec<(&str, bool)> = report
        .unreached_nodes
        .iter()
        .map(|lost| (lost.node.as_str(), lost.never))
        .collect();
    assert_eq!(never, [("secret", false), ("island", true)]);
}

#[test]
fn a_call_that_enters_too_many_nodes_is_told_and_what_lies_behind_is_not_judged() {
    let ids: Vec<String> = (0..10_050).map(|at| format!("s{at}")).collect();
    let nodes: Vec<Value> = ids
        .iter()
        .map(|id| json!({"id": id, "type": "pause"}))
        .collect();
    let mut all: Vec<Vec<&str>> = ids
        .windows(2)
        .map(|two| vec![two[0].as_str(), two[1].as_str()])
        .collect();
    all.push(vec!["s10049", "end"]);
    let all: Vec<&[&str]> = all.iter().map(Vec::as_slice).collect();
    let report = explored(&valid(&document(&Value::from(nodes), &edges(&all))));
    assert!(!report.complete);
    assert_eq!(cuts(&report), ["max-steps"]);
    assert_eq!(report.endings[0].outcome.to_string(), "max_steps");
    assert_eq!(report.nodes_reached, 10_000);
    assert!(report.unreached_nodes.iter().all(|lost| !lost.never));
}

#[test]
fn a_call_that_goes_round_by_itself_is_told() {
    let nodes = json!([
        {"id": "talk", "type": "agent", "data": {"prompt": "Be kind.", "outcomes": ["done"]}},
    ]);
    let flow = document(
        &nodes,
        &edges(&[&["talk", "end", "done"], &["talk", "talk", "default"]]),
    );
    let report = explored(&valid(&flow));
    let told: Vec<String> = report
        .endings
        .iter()
        .map(|ending| format!("{} {}", ending.outcome, ending.journey.input))
        .collect();
    assert_eq!(
        told,
        ["hangup agent:done", "caller_hangup hangup", "max_steps "]
    );
    assert!(report.loops);
}

#[test]
fn values_that_are_too_many_are_said_to_be() {
    // Each round makes another value.
    let nodes = json!([
        {"id": "ask", "type": "menu", "data": {"message": "1 or 2?"}},
        {"id": "more", "type": "set", "data": {"variable": "x", "value": "{{x}}1"}},
        {"id": "b", "type": "branch", "data": {"conditions": [
            {"label": "hit", "variable": "x", "op": "eq", "value": "0111111111111111111111"}]}},
    ]);
    let mut flow = document(
        &nodes,
        &edges(&[
            &["ask", "more", "1"],
            &["ask", "end", "2"],
            &["ask", "end", "default"],
            &["more", "b"],
            &["b", "end", "hit"],
            &["b", "ask"],
        ]),
    );
    flow["variables"] = json!({"x": "text"});
    let report = Exploration::new(MONDAY.parse().unwrap())
        .limit(2_000)
        .run(&valid(&flow));
    assert!(!report.complete);
    assert!(cuts(&report).contains(&"values".to_owned()), "{report}");
    assert_eq!(report.at_most_ms, None, "calls were not followed");
}

#[test]
fn combinations_that_are_too_many_are_said_to_be() {
    let names = ["a", "b", "c"];
    let conditions = |name: &str| {
        let all = (0..8).map(|at| json!({"label": format!("l{at}"), "variable": name, "op": "eq", "value": at.to_string()}));
        all.collect::<Value>()
    };
    let nodes: Value = names
        .iter()
        .map(|name| json!({"id": name, "type": "branch", "data": {"conditions": conditions(name)}}))
        .collect();
    let labels: Vec<String> = (0..8).map(|at| format!("l{at}")).collect();
    let mut all: Vec<Vec<&str>> = Vec::new();
    for (name, next) in [("a", "b"), ("b", "c"), ("c", "end")] {
        all.push(vec![name, next]);
        all.extend(labels.iter().map(|label| vec![name, next, label.as_str()]));
    }
    let all: Vec<&[&str]> = all.iter().map(Vec::as_slice).collect();
    let mut flow = document(&nodes, &edges(&all));
    flow["variables"] = json!({"a": "text", "b": "text", "c": "text"});
    let report = explored(&valid(&flow));
    assert_eq!(report.edge_coverage(), 100, "{report}");
    assert_eq!(cuts(&report), ["combinations"]);
    assert!(!report.complete);

    // One that is given is not varied.
    let given = Exploration::new(MONDAY.parse().unwrap()).variable("a", "3");
    assert!(!cuts(&given.run(&valid(&flow))).contains(&"combinations".to_owned()));
}

#[test]
fn opening_hours_that_are_too_many_are_said_to_be() {
    let flow = |count: usize| {
        let ids: Vec<String> = (0..count).map(|at| format!("h{at}")).collect();
        let nodes: Value = ids
            .iter()
            .enumerate()
            .map(|(at, id)| {
                let (from, to) = (at * 10, at * 10 + 10);
                let time = |minute: usize| format!("{:02}:{:02}", minute / 60, minute % 60);
                json!({"id": id, "type": "hours", "data": {"timezone": "UTC", "open": {"tue": [[time(from), time(to)]]}}})
            })
            .collect();
        let mut all: Vec<Vec<&str>> = Vec::new();
        for (at, id) in ids.iter().enumerate() {
            let next = ids.get(at + 1).map_or("end", String::as_str);
            all.push(vec![id, next, "open"]);
            all.push(vec![id, next, "closed"]);
        }
        let all: Vec<&[&str]> = all.iter().map(Vec::as_slice).collect();
        explored(&valid(&document(&nodes, &edges(&all))))
    };
    let report = flow(40);
    assert!(report.complete && report.edge_coverage() == 100, "{report}");
    let report = flow(100);
    assert!(!report.complete);
    assert!(cuts(&report).contains(&"instants".to_owned()), "{report}");
}

#[test]
fn the_shortest_way_has_the_fewest_keys_not_the_fewest_waits() {
    let nodes = json!([
        {"id": "ask", "type": "menu", "data": {"message": "Number?", "digits": 4}},
        {"id": "again", "type": "menu", "data": {"message": "Press 6."}},
        {"id": "won", "type": "hangup"},
    ]);
    let flow = document(
        &nodes,
        &edges(&[
            &["ask", "won", "1234"],
            &["ask", "again", "5"],
            &["ask", "end", "default"],
            &["again", "won", "6"],
            &["again", "end", "default"],
        ]),
    );
    let report = explored(&valid(&flow));
    let won = report.endings.iter().find(|own| own.node == "won").unwrap();
    assert_eq!(won.journey.input.to_string(), "5,6");
}

#[test]
fn an_outcome_with_commas_and_quotes_is_read_back() {
    let nodes = json!([
        {"id": "talk", "type": "agent", "data": {"prompt": "Be kind.", "outcomes": ["yes, it's {fine}"]}},
        {"id": "good", "type": "hangup"},
    ]);
    let flow = document(
        &nodes,
        &edges(&[
            &["talk", "good", "yes, it's {fine}"],
            &["talk", "end", "default"],
        ]),
    );
    let report = explored(&valid(&flow));
    let good = report
        .endings
        .iter()
        .find(|own| own.node == "good")
        .unwrap();
    assert_eq!(good.journey.input.to_string(), r"agent:yes\, it's \{fine}");
}

#[test]
fn values_that_nobody_looks_at_any_more_do_not_multiply_calls() {
    // Each answer decides at once, and never again.
    let flow = |count: usize| {
        let names: Vec<(String, String, String)> = (0..count)
            .map(|at| (format!("ask{at}"), format!("b{at}"), format!("x{at}")))
            .collect();
        let mut nodes = Vec::new();
        for (ask, branch, variable) in &names {
            nodes.push(json!({"id": ask, "type": "gather", "data": {"message": "?", "variable": variable, "max_digits": 1, "attempts": 1}}));
            nodes.push(
                json!({"id": branch, "type": "branch", "data": {"conditions": [
                {"label": "yes", "variable": variable, "op": "eq", "value": "1"}]}}),
            );
        }
        let mut all: Vec<Vec<&str>> = Vec::new();
        for (at, (ask, branch, _)) in names.iter().enumerate() {
            let next = names.get(at + 1).map_or("end", |(ask, ..)| ask.as_str());
            all.push(vec![ask, branch]);
            all.push(vec![ask, "end", "default"]);
            all.push(vec![branch, next, "yes"]);
            all.push(vec![branch, next]);
        }
        let all: Vec<&[&str]> = all.iter().map(Vec::as_slice).collect();
        explored(&valid(&document(&Value::from(nodes), &edges(&all))))
    };
    for count in [10, 200] {
        let report = flow(count);
        assert_eq!(report.calls, count);
        assert!(report.complete, "{report}");
    }
}

#[test]
fn the_longest_call_is_bounded_by_what_was_not_tried_either() {
    // Nobody answers for 40 s, whatever the result does.
    let nodes = json!([
        {"id": "ask", "type": "menu", "data": {"message": "1?", "prompt_seconds": 4, "timeout": 7, "attempts": 2}},
        {"id": "call", "type": "dial", "data": {"number": "+15550100001", "timeout": 40}},
        {"id": "bye", "type": "say", "data": {"message": "Bye.", "prompt_seconds": 3}},
    ]);
    let flow = document(
        &nodes,
        &edges(&[
            &["ask", "call", "1"],
            &["ask", "end", "default"],
            &["call", "bye", "default"],
            &["bye", "end"],
        ]),
    );
    let report = explored(&valid(&flow));
    let longest = report.longest.as_ref().unwrap();
    // A silent attempt, a key one second after the second prompt began, the ringing, the farewell.
    assert_eq!(longest.duration_ms, 11_000 + 1_000 + 40_000 + 3_000);
    assert_eq!(longest.journey.input.to_string(), "~,1,dial:no-answer");
    assert_eq!(report.at_most_ms, Some(longest.duration_ms));
    assert_eq!(report.at_most_prompts, Some(3));

    let report = Exploration::new(MONDAY.parse().unwrap())
        .limit(1)
        .run(&valid(&flow));
    assert_eq!((report.at_most_ms, report.at_most_prompts), (None, None));
    assert!(report.to_string().contains(" or more: "), "{report}");
}

/// What a hole must hold for somebody to be dialled is tried, whatever stands around it.
#[test]
fn somebody_is_dialled_by_a_value_that_an_agent_brings() {
    for to in [
        "{{who}}",
        "client:{{who}}",
        "sip:{{who}}@example.com",
        "+1555010{{who}}",
        "+91{{who}}",
    ] {
        let nodes = json!([
            {"id": "bot", "type": "agent", "data": {"prompt": "Be kind.", "variables": ["who"]}},
            {"id": "call", "type": "dial", "data": {"number": to, "timeout": 40}},
            {"id": "rung", "type": "hangup"},
        ]);
        let mut flow = document(
            &nodes,
            &edges(&[
                &["bot", "call"],
                &["call", "rung", "no-answer"],
                &["call", "end", "default"],
            ]),
        );
        flow["variables"] = json!({"who": "text"});
        let report = explored(&valid(&flow));
        let rung = report.endings.iter().find(|ending| ending.node == "rung");
        assert!(rung.is_some(), "{to}: {report}");
        assert!(report.at_most_ms.is_some_and(|most| most >= 40_000), "{to}");
        // Nobody is dialled by a blank.
        assert!(
            report.endings.iter().any(|ending| ending.node == "end"),
            "{to}"
        );
    }
}

/// The limit of nodes is no part of what makes two waits one: a way to it is told only if it comes to it.
#[test]
fn a_call_that_comes_to_the_limit_by_more_than_one_way_is_told_as_it_goes() {
    // A hundred nodes each time round, so that it is soon there; and one more by `far`.
    let mut nodes = vec![
        json!({"id": "far", "type": "dial", "data": {"number": "sip:a{{a}}@example.com"}}),
        json!({"id": "near", "type": "set", "data": {"variable": "a", "value": "{{a}}a"}}),
        json!({"id": "ask", "type": "gather", "data": {"message": "{{a}}", "input": "speech", "pattern": "yes|no", "variable": "said"}}),
    ];
    let pauses: Vec<String> = (0..98).map(|at| format!("p{at}")).collect();
    nodes.extend(
        pauses
            .iter()
            .map(|id| json!({"id": id, "type": "set", "data": {"variable": "b", "value": "1"}})),
    );
    let mut wires = vec![
        vec!["far", "near", "default"],
        vec!["near", "p0"],
        vec!["p97", "ask"],
        vec!["ask", "far", "ok"],
        vec!["ask", "near", "invalid"],
    ];
    wires.extend(
        pauses
            .windows(2)
            .map(|two| two.iter().map(String::as_str).collect()),
    );
    let wires: Vec<&[&str]> = wires.iter().map(Vec::as_slice).collect();
    let mut flow = document(&json!(nodes), &edges(&wires));
    flow["variables"] = json!({"a": "text"});
    let flow = valid(&flow);
    let report = explored(&flow);
    let program = Program::lower(&flow);
    let limits = report.endings.iter();
    let limits: Vec<_> = limits
        .filter(|own| own.outcome == Outcome::MaxSteps)
        .collect();
    let untold = report
        .cut
        .iter()
        .any(|cut| matches!(cut, Cut::Endings { .. }));
    assert!(!limits.is_empty() || untold, "{:?}", report.cut);
    for told in limits {
        let run = told
            .journey
            .settings(&monday())
            .run(&program, &told.journey.input);
        let last = run.events.last().unwrap();
        assert_eq!(
            (run.outcome, &*last.node, run.unused),
            (told.outcome, &*told.node, 0)
        );
    }
}

#[test]
fn progress_is_told_and_changes_nothing() {
    let flow = valid(&chain(200));
    let exploration = Exploration::new(MONDAY.parse().unwrap());
    let mut told = Vec::new();
    let report = exploration.run_watched(&flow, &mut |followed| told.push(followed));
    assert!(
        told.is_sorted() && told.last() <= Some(&report.calls),
        "{told:?}"
    );
    assert!(!told.is_empty());
    assert_eq!(report, exploration.run(&flow));
}
