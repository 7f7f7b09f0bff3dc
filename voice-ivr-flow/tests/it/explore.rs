//! Explorations: what they cover, and that their journeys go as they say.

use serde_json::{Value, json};
use voice_ivr_flow::explore::{Exploration, Report};
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
        let run = settings.run(&program, &ending.journey.input);
        let last = run.events.last().unwrap();
        assert_eq!(
            (run.outcome, &*last.node),
            (ending.outcome, &*ending.node),
            "{}",
            ending.journey
        );
        assert_eq!(run.unused, 0, "{}", ending.journey);
    }
    let longest = report.longest.as_ref().unwrap();
    let run = longest
        .journey
        .settings(&monday())
        .run(&program, &longest.journey.input);
    assert_eq!(run.duration_ms, longest.duration_ms, "{}", longest.journey);
    let most = report.most_prompts.as_ref().unwrap();
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
