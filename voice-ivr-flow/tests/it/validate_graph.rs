//! flow-semantics.md §5: starts, reachability, loops, subflows, rejects.

use petgraph::algo::{has_path_connecting, tarjan_scc};
use petgraph::graph::DiGraph;
use proptest::prelude::*;
use serde_json::{Value, json};
use voice_ivr_flow::{FindingKind, Flow};

use crate::support::{edges, expect, flow, kinds, parsed};

fn say(id: &str) -> Value {
    json!({"id": id, "type": "say", "data": {"message": "Hello."}})
}

fn menu(id: &str) -> Value {
    json!({"id": id, "type": "menu", "data": {"message": "{{x}}"}})
}

fn start() -> Value {
    json!({"id": "start", "type": "start"})
}

fn bye() -> Value {
    json!({"id": "bye", "type": "hangup"})
}

/// With `x` declared.
fn declared(nodes: Value, edges: Value) -> Flow {
    parsed(&json!({"name": "x", "variables": {"x": "text"}, "nodes": nodes, "edges": edges}))
}

#[test]
fn there_is_exactly_one_start() {
    expect(&flow(json!([bye()]), json!([])), &["no-start - -"]);
    expect(&flow(json!([]), json!([])), &["no-start - -"]);
    let two = flow(
        json!([start(), {"id": "again", "type": "start"}, {"id": "third", "type": "start"}, bye()]),
        edges(&[
            &["a", "start", "bye"],
            &["b", "again", "bye"],
            &["c", "third", "bye"],
        ]),
    );
    expect(&two, &["many-starts again -", "many-starts third -"]);
    let in_subflow = parsed(
        &json!({"name": "x", "nodes": [start(), {"id": "s", "type": "subflow",
        "data": {"flow": "sub"}}], "edges": [{"source": "start", "target": "s"}],
        "flows": {"sub": {"nodes": [bye()], "edges": []}}}),
    );
    expect(&in_subflow, &["no-start - -"]);
    assert_eq!(
        in_subflow.check().iter().next().unwrap().subflow(),
        Some("sub")
    );
}

#[test]
fn nodes_that_no_path_leads_to_are_unreachable() {
    let flow = flow(
        json!([start(), say("a"), say("island"), bye()]),
        edges(&[
            &["1", "start", "a"],
            &["2", "a", "bye"],
            &["3", "island", "bye"],
        ]),
    );
    expect(&flow, &["unreachable island -"]);
}

#[test]
fn a_subflow_that_is_never_run_is_unreachable() {
    let sub = json!({"nodes": [start(), bye()], "edges": [{"source": "start", "target": "bye"}]});
    let flow = parsed(
        &json!({"name": "x", "nodes": [start(), bye()], "edges": [{"source": "start", "target": "bye"}],
        "flows": {"sub": sub}}),
    );
    expect(&flow, &["unreachable start -"]);
    assert_eq!(
        flow.check().iter().next().unwrap().message(),
        "the subflow `sub` is never run (in the subflow `sub`)"
    );
}

#[test]
fn section_5_2_a_loop_without_an_act_of_the_caller_is_endless() {
    // An hours node whose exit is itself.
    let hours = |closed: &str| {
        flow(
            json!([start(), {"id": "h", "type": "hours", "data": {"timezone": "UTC"}}, bye()]),
            edges(&[
                &["a", "start", "h"],
                &["b", "h", "bye", "open"],
                &["c", "h", closed, "closed"],
            ]),
        )
    };
    expect(&hours("h"), &["endless-loop h -"]);
    expect(&hours("bye"), &[]);
    // A loop with no wait.
    let looped = flow(
        json!([start(), say("b"), {"id": "a", "type": "pause"}]),
        edges(&[&["1", "start", "b"], &["2", "b", "a"], &["3", "a", "b"]]),
    );
    expect(&looped, &["endless-loop a -"]);
    let findings = looped.check();
    assert_eq!(
        findings.iter().next().unwrap().message(),
        "nothing ends the loop `a` → `b` → `a`: it goes on without any act of the caller"
    );
}

/// `start → ask`, and these edges from `ask`.
fn asking(node: Value, exits: &[(&str, &str)]) -> Vec<String> {
    let mut all = vec![json!({"id": "in", "source": "start", "target": "ask"})];
    for (label, target) in exits {
        all.push(json!({"source": "ask", "target": target, "label": label}));
    }
    let findings = declared(json!([start(), node, bye()]), all.into()).check();
    let endless = findings.find(FindingKind::EndlessLoop);
    endless
        .map(|finding| finding.node().unwrap_or_default().to_owned())
        .into_iter()
        .collect()
}

#[test]
fn section_5_2_acts_of_the_caller_in_a_menu() {
    let ask = || menu("ask");
    assert_eq!(
        asking(ask(), &[("1", "bye"), ("timeout", "ask")]),
        ["ask"],
        "a menu that can repeat for ever"
    );
    assert_eq!(
        asking(ask(), &[("1", "ask"), ("timeout", "bye")]),
        [""; 0],
        "a key"
    );
    assert_eq!(
        asking(
            ask(),
            &[("1", "bye"), ("invalid", "ask"), ("timeout", "bye")]
        ),
        [""; 0]
    );
    assert_eq!(
        asking(ask(), &[("1", "bye"), ("default", "ask")]),
        ["ask"],
        "default stands in for timeout"
    );
    assert_eq!(
        asking(
            ask(),
            &[("1", "bye"), ("default", "ask"), ("invalid", "bye")]
        ),
        ["ask"]
    );
    assert_eq!(
        asking(
            ask(),
            &[("1", "bye"), ("default", "ask"), ("timeout", "bye")]
        ),
        [""; 0]
    );
}

#[test]
fn section_5_2_acts_of_the_caller_elsewhere() {
    let gather = json!({"id": "ask", "type": "gather", "data": {"message": "?", "variable": "v"}});
    assert_eq!(
        asking(gather.clone(), &[("ok", "ask"), ("timeout", "bye")]),
        [""; 0]
    );
    assert_eq!(
        asking(gather.clone(), &[("", "ask"), ("timeout", "bye")]),
        [""; 0]
    );
    assert_eq!(
        asking(gather, &[("ok", "bye"), ("default", "ask")]),
        ["ask"]
    );
    for of_type in ["record", "voicemail"] {
        let record = json!({"id": "ask", "type": of_type, "data": {"message": "?"}});
        assert_eq!(
            asking(record.clone(), &[("", "ask")]),
            ["ask"],
            "{of_type}: silence goes that way too"
        );
        assert_eq!(
            asking(record.clone(), &[("", "ask"), ("silence", "bye")]),
            [""; 0]
        );
        assert_eq!(asking(record, &[("", "bye"), ("silence", "ask")]), ["ask"]);
    }
    let agent =
        json!({"id": "ask", "type": "agent", "data": {"prompt": "a", "outcomes": ["again"]}});
    assert_eq!(
        asking(agent, &[("again", "ask"), ("default", "ask")]),
        [""; 0]
    );
    let conference = json!({"id": "ask", "type": "conference", "data": {"room": "r"}});
    assert_eq!(asking(conference, &[("", "ask")]), [""; 0]);
    for (of_type, data, label) in [
        ("dial", json!({"number": "+15550100001"}), "busy"),
        ("dial", json!({"number": "+15550100001"}), "completed"),
        ("transfer", json!({"number": "+15550100001"}), "failed"),
        ("request", json!({"url": "https://example.com/"}), "failed"),
        ("sms", json!({"body": "a"}), ""),
        ("set", json!({"variable": "x", "value": "a"}), ""),
    ] {
        let node = json!({"id": "ask", "type": of_type, "data": data});
        assert_eq!(
            asking(node, &[(label, "ask")]),
            ["ask"],
            "{of_type} {label}"
        );
    }
}

/// A loop `sub → sub` by the exit of a subflow that returns as its node does.
fn through_subflow(node: Value, exits: &[(&str, &str)], own: &[(&str, &str)]) -> Vec<String> {
    let mut inner = vec![json!({"source": "start", "target": "n"})];
    inner.extend(
        exits
            .iter()
            .map(|(label, target)| json!({"source": "n", "target": target, "label": label})),
    );
    let mut outer = vec![json!({"source": "start", "target": "sub"})];
    outer.extend(
        own.iter()
            .map(|(label, target)| json!({"source": "sub", "target": target, "label": label})),
    );
    let flow = parsed(&json!({"name": "x", "variables": {"x": "text"},
        "nodes": [start(), {"id": "sub", "type": "subflow", "data": {"flow": "f"}}, bye()], "edges": outer,
        "flows": {"f": {"nodes": [start(), node, {"id": "one", "type": "hangup", "data": {"label": "one"}},
            {"id": "two", "type": "hangup", "data": {"label": "two"}}], "edges": inner}}}));
    let findings = flow.check();
    let endless = findings
        .iter()
        .filter(|finding| finding.kind() == FindingKind::EndlessLoop);
    endless
        .map(|finding| finding.node().unwrap_or_default().to_owned())
        .collect()
}

#[test]
fn section_5_2_an_exit_of_a_subflow_is_silent_if_that_return_is() {
    let exits = [("1", "one"), ("timeout", "two"), ("invalid", "one")];
    let ask = || menu("n");
    assert_eq!(
        through_subflow(ask(), &exits, &[("one", "sub"), ("two", "bye")]),
        [""; 0]
    );
    assert_eq!(
        through_subflow(ask(), &exits, &[("one", "bye"), ("two", "sub")]),
        ["sub"]
    );
    assert_eq!(
        through_subflow(ask(), &exits, &[("one", "bye"), ("default", "sub")]),
        ["sub"]
    );
    assert_eq!(
        through_subflow(ask(), &exits, &[("two", "bye"), ("default", "sub")]),
        [""; 0]
    );
    assert_eq!(
        through_subflow(say("n"), &[("", "one")], &[("one", "sub"), ("two", "bye")]),
        ["sub"]
    );
}

#[test]
fn a_loop_inside_a_subflow_is_found_there() {
    let found = through_subflow(say("n"), &[("", "n")], &[("one", "bye"), ("two", "bye")]);
    assert_eq!(found, ["n"]);
}

#[test]
fn the_place_of_a_loop_does_not_depend_on_the_order_of_the_document() {
    let nodes = [start(), say("c"), say("a"), say("b")];
    let links = [
        json!({"id": "1", "source": "start", "target": "c"}),
        json!({"id": "2", "source": "c", "target": "b"}),
        json!({"id": "3", "source": "b", "target": "a"}),
        json!({"id": "4", "source": "a", "target": "c"}),
    ];
    let mut messages = Vec::new();
    for turn in 0..4 {
        let (mut nodes, mut links) = (nodes.clone(), links.clone());
        nodes.rotate_left(turn);
        links.rotate_left(turn);
        let flow = flow(nodes.to_vec().into(), links.to_vec().into());
        expect(&flow, &["endless-loop a -"]);
        messages.push(flow.check().iter().next().unwrap().message().to_owned());
    }
    messages.dedup();
    assert_eq!(messages.len(), 1, "{messages:?}");
}

#[test]
fn subflows_must_exist_and_may_not_call_themselves() {
    let calls = |id: &str, flow: &str| json!({"id": id, "type": "subflow", "data": {"flow": flow}});
    let body = |calls: Value| {
        json!({"nodes": [start(), calls, {"id": "end", "type": "hangup", "data": {"label": "done"}}],
            "edges": [{"source": "start", "target": calls["id"]}, {"source": calls["id"], "target": "end"}]})
    };
    let whole = |main: Value, flows: Value| {
        let mut document = body(main);
        document["name"] = json!("x");
        document["flows"] = flows;
        parsed(&document)
    };
    expect(&whole(calls("s", "nope"), json!({})), &["unknown-flow s -"]);
    expect(
        &whole(calls("s", "a"), json!({"a": body(calls("again", "a"))})),
        &["subflow-recursion again -"],
    );
    let mutual = whole(
        calls("s", "a"),
        json!({"a": body(calls("to_b", "b")), "b": body(calls("to_a", "a"))}),
    );
    expect(
        &mutual,
        &["subflow-recursion to_b -", "subflow-recursion to_a -"],
    );
    assert!(
        mutual
            .check()
            .iter()
            .next()
            .unwrap()
            .message()
            .contains("`a` → `b` → `a`")
    );
    let nested = whole(
        calls("s", "a"),
        json!({"a": body(calls("b", "b")), "b": body(say("hi"))}),
    );
    expect(&nested, &[]);
}

#[test]
fn section_5_2_a_loop_through_the_later_of_two_edges_by_one_exit_is_found() {
    let pauses = json!([start(), {"id": "a", "type": "pause"}, {"id": "bye", "type": "hangup"}]);
    let wired = |first: &str, second: &str| {
        flow(
            pauses.clone(),
            edges(&[
                &["1", "start", "a"],
                &["2", "a", first],
                &["3", "a", second],
            ]),
        )
    };
    let both = ["duplicate-exit a 3", "endless-loop a -"];
    expect(&wired("a", "bye"), &both);
    expect(&wired("bye", "a"), &both);
    expect(&wired("bye", "bye"), &["duplicate-exit a 3"]);
}

#[test]
fn section_5_5_a_reject_after_anything_was_spoken_is_late() {
    let with = |between: Value| {
        flow(
            json!([start(), between, {"id": "no", "type": "reject"}]),
            edges(&[&["1", "start", "n"], &["2", "n", "no"]]),
        )
    };
    expect(&with(say("n")), &["late-reject no -"]);
    expect(
        &with(json!({"id": "n", "type": "play", "data": {"url": "https://example.com/a"}})),
        &["late-reject no -"],
    );
    expect(
        &with(json!({"id": "n", "type": "set", "data": {"variable": "a", "value": "b"}})),
        &[],
    );
    let said =
        |message: Value| with(json!({"id": "n", "type": "say", "data": {"message": message}}));
    expect(&said(json!("")), &[]);
    expect(&said(json!(" \n")), &[]);
    expect(&said(json!({"en": "", "hi": ""})), &[]);
    // Of several the one is spoken that the flow asks for, here the first.
    expect(&said(json!({"en": "", "hi": "नमस्ते"})), &[]);
    expect(&said(json!({"en": "Hi.", "hi": ""})), &["late-reject no -"]);
    let by_hours = flow(
        json!([start(), {"id": "h", "type": "hours", "data": {"timezone": "UTC"}}, say("hi"),
            {"id": "no", "type": "reject"}, {"id": "late", "type": "reject"}]),
        edges(&[
            &["1", "start", "h"],
            &["2", "h", "hi", "open"],
            &["3", "h", "no", "closed"],
            &["4", "hi", "late"],
        ]),
    );
    expect(&by_hours, &["late-reject late -"]);
}

#[test]
fn section_5_5_also_across_subflows() {
    let with = |before: Value, inside: Value| {
        parsed(
            &json!({"name": "x", "nodes": [start(), before, {"id": "s", "type": "subflow", "data": {"flow": "f"}},
            {"id": "after", "type": "reject"}],
            "edges": [{"source": "start", "target": "b"}, {"source": "b", "target": "s"},
                {"source": "s", "target": "after"}],
            "flows": {"f": {"nodes": [start(), inside, {"id": "h", "type": "hours", "data": {"timezone": "UTC"}},
                {"id": "no", "type": "reject"}, {"id": "back", "type": "hangup", "data": {"label": "back"}}],
                "edges": [{"source": "start", "target": "i"}, {"source": "i", "target": "h"},
                    {"source": "h", "target": "no", "label": "open"},
                    {"source": "h", "target": "back", "label": "closed"}]}}}),
        )
    };
    let quiet = |id: &str| json!({"id": id, "type": "pause"});
    expect(&with(quiet("b"), quiet("i")), &[]);
    expect(
        &with(say("b"), quiet("i")),
        &["late-reject no -", "late-reject after -"],
    );
    expect(
        &with(quiet("b"), say("i")),
        &["late-reject no -", "late-reject after -"],
    );
}

#[test]
fn a_hundred_thousand_back_edges_check() {
    let count = 100_000;
    let id = |n: usize| format!("n{n}");
    let mut nodes = vec![json!({"id": "n0", "type": "start"})];
    let mut links = vec![json!({"source": "n0", "target": "n1"})];
    for n in 1..count {
        nodes.push(menu(&id(n)));
        let next = if n + 1 == count { 1 } else { n + 1 };
        links.push(json!({"source": id(n), "target": id(next), "label": "1"}));
        links.push(json!({"source": id(n), "target": id((n / 2).max(1))}));
    }
    let findings = declared(nodes.into(), links.into()).check();
    assert_eq!(findings.errors(), 1, "{}", findings.len());
    assert!(findings.find(FindingKind::EndlessLoop).is_some());
}

/// Say nodes and menus with random edges.
fn random_graph() -> impl Strategy<Value = (Vec<bool>, Vec<(usize, usize, u8)>)> {
    let nodes = proptest::collection::vec(any::<bool>(), 1..10);
    nodes.prop_flat_map(|nodes| {
        let count = nodes.len();
        let edges = proptest::collection::vec((0..count, 0..count, 0u8..4), 0..24);
        (Just(nodes), edges)
    })
}

proptest! {
    #[test]
    fn reachability_and_loops_agree_with_petgraph((nodes, links) in random_graph()) {
        let mut theirs = DiGraph::<(), bool>::new();
        let at: Vec<_> = (0..=nodes.len()).map(|_| theirs.add_node(())).collect();
        let id = |n: usize| format!("n{n}");
        let mut all = vec![start()];
        let mut lines = vec![json!({"source": "start", "target": "n0"})];
        theirs.add_edge(at[nodes.len()], at[0], true);
        for (n, speaks) in nodes.iter().enumerate() {
            all.push(if *speaks { say(&id(n)) } else { menu(&id(n)) });
        }
        let mut taken = std::collections::HashSet::new();
        for (from, to, way) in links {
            let label = match (nodes[from], way) {
                (true, _) => "",
                (false, 0) => "timeout",
                (false, 1) => "invalid",
                (false, 2) => "1",
                (false, _) => "2",
            };
            if taken.insert((from, label)) {
                theirs.add_edge(at[from], at[to], matches!(label, "" | "timeout"));
                lines.push(json!({"source": id(from), "target": id(to), "label": label}));
            }
        }
        let findings = declared(all.into(), lines.into()).check();
        for n in 0..nodes.len() {
            let reached = has_path_connecting(&theirs, at[nodes.len()], at[n], None);
            let ours = format!("unreachable {} -", id(n));
            prop_assert_eq!(kinds(&findings).contains(&ours), !reached);
        }
        let silent = theirs.filter_map(|_, ()| Some(()), |_, silent| silent.then_some(()));
        let cycles = tarjan_scc(&silent).into_iter().filter(|group| {
            group.len() > 1 || silent.contains_edge(group[0], group[0])
        });
        let ours = findings.iter().filter(|finding| finding.kind() == FindingKind::EndlessLoop);
        prop_assert_eq!(ours.count(), cycles.count());
    }
}
