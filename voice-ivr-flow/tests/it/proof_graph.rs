//! The passes over a graph, held against petgraph: what is reached, what goes in circles, what is set and heard before.
//!
//! Subflows are procedures to the passes. Here they are copied to each place that runs them, which is what they mean.

use std::collections::{BTreeMap, BTreeSet, HashMap};

use petgraph::algo::{dijkstra, has_path_connecting, tarjan_scc};
use petgraph::graph::{DiGraph, NodeIndex};
use petgraph::visit::{Bfs, Walker as _};
use serde_json::{Value, json};
use voice_ivr_flow::{Finding, FindingKind};

use crate::dice::Dice;
use crate::support::parsed;

/// What a node is for the passes.
#[derive(Debug, Clone, Copy, PartialEq)]
enum Kind {
    Start,
    /// Speaks, reading this variable.
    Say(Option<&'static str>),
    Set(&'static str),
    /// Whether this variable is empty, or what it is.
    Branch(&'static str, bool),
    Hours,
    Menu,
    Gather(&'static str),
    Record,
    Request(&'static str),
    /// Runs another body.
    Run(usize),
    Hangup(Option<&'static str>),
    Reject,
}

/// A graph; the first node is its start.
struct Body {
    nodes: Vec<Kind>,
    /// From, exit, to.
    edges: Vec<(usize, &'static str, usize)>,
}

const LABELS: [&str; 3] = ["one", "two", "default"];

/// A node of a body, as findings name it: the name of the subflow, and its id.
type Place = (usize, usize);

fn kind(dice: &mut Dice, body: usize, bodies: usize) -> Kind {
    let variable = |dice: &mut Dice| dice.of(&["v", "w"]);
    let read = |dice: &mut Dice| dice.of(&["v", "v", "v", "w", "w", "w", "never"]);
    match dice.roll(16) {
        0 => Kind::Say(None),
        1 | 2 => Kind::Say(Some(read(dice))),
        3 | 4 => Kind::Set(variable(dice)),
        5 => Kind::Branch(read(dice), dice.once_in(2)),
        6 => Kind::Hours,
        7 | 8 => Kind::Menu,
        9 => Kind::Gather(variable(dice)),
        10 => Kind::Record,
        11 => Kind::Request(variable(dice)),
        12 | 13 if body + 1 < bodies => Kind::Run(body + 1 + dice.roll(bodies - body - 1)),
        12..15 => {
            let label = dice.roll(4);
            Kind::Hangup(LABELS.get(label).copied().filter(|_| body > 0))
        }
        _ => Kind::Reject,
    }
}

fn exits(kind: Kind, bodies: &[Vec<Kind>]) -> Vec<&'static str> {
    match kind {
        Kind::Start | Kind::Say(_) | Kind::Set(_) => vec![""],
        Kind::Branch(..) => vec!["a", "else"],
        Kind::Hours => vec!["open", "closed"],
        Kind::Menu => vec!["1", "2", "timeout", "invalid", "default"],
        Kind::Gather(_) => vec!["ok", "timeout", "invalid", "default"],
        Kind::Record => vec!["", "silence"],
        Kind::Request(_) => vec!["ok", "failed"],
        // A label by which a body does not return is no exit.
        Kind::Run(body) => LABELS
            .into_iter()
            .filter(|own| *own == "default" || bodies[body].contains(&Kind::Hangup(Some(own))))
            .collect(),
        Kind::Hangup(_) | Kind::Reject => vec![],
    }
}

fn sketch(seed: u64) -> Vec<Body> {
    let dice = &mut Dice::new(seed);
    let count = 1 + dice.roll(4);
    let nodes: Vec<Vec<Kind>> = (0..count)
        .map(|body| {
            let more = (0..=dice.roll(6)).map(|_| kind(dice, body, count));
            [Kind::Start].into_iter().chain(more).collect()
        })
        .collect();
    let mut bodies = Vec::new();
    for own in &nodes {
        let mut edges = Vec::new();
        for (at, kind) in own.iter().enumerate() {
            for exit in exits(*kind, &nodes) {
                if *kind == Kind::Start || !dice.once_in(8) {
                    // Nothing leads to a start more often than it should.
                    let to = dice.roll(own.len() + 2).max(1).min(own.len() - 1);
                    edges.push((at, exit, to));
                }
            }
        }
        bodies.push(Body {
            nodes: own.clone(),
            edges,
        });
    }
    bodies
}

fn id(at: usize) -> String {
    format!("n{at}")
}

fn flow_name(body: usize) -> String {
    format!("f{body}")
}

fn document(bodies: &[Body]) -> Value {
    let graph = |body: &Body| {
        let nodes = body.nodes.iter().enumerate().map(|(at, kind)| {
            let (of_type, data) = match kind {
                Kind::Start => ("start", json!({})),
                Kind::Say(None) => ("say", json!({"message": "Hello."})),
                Kind::Say(Some(name)) => ("say", json!({"message": format!("{{{{{name}}}}}")})),
                Kind::Set(name) => ("set", json!({"variable": name, "value": "1"})),
                Kind::Branch(name, asks) => {
                    let op = if *asks { "empty" } else { "eq" };
                    let mut condition = json!({"label": "a", "variable": name, "op": op});
                    if !asks {
                        condition["value"] = json!("1");
                    }
                    ("branch", json!({"conditions": [condition]}))
                }
                Kind::Hours => ("hours", json!({"timezone": "UTC"})),
                Kind::Menu => ("menu", json!({"message": "Press 1 or 2."})),
                Kind::Gather(name) => ("gather", json!({"message": "?", "variable": name})),
                Kind::Record => ("record", json!({})),
                Kind::Request(name) => {
                    let save = json!({*name: "x"});
                    (
                        "request",
                        json!({"url": "https://example.com/", "save": save}),
                    )
                }
                Kind::Run(body) => ("subflow", json!({"flow": flow_name(*body)})),
                Kind::Hangup(label) => ("hangup", json!({"label": label})),
                Kind::Reject => ("reject", json!({})),
            };
            json!({"id": id(at), "type": of_type, "data": data})
        });
        let edges = body
            .edges
            .iter()
            .map(|(from, exit, to)| json!({"source": id(*from), "target": id(*to), "label": exit}));
        json!({"nodes": nodes.collect::<Value>(), "edges": edges.collect::<Value>()})
    };
    let mut document = graph(&bodies[0]);
    document["name"] = json!("Random");
    let flows = bodies.iter().enumerate().skip(1);
    document["flows"] = flows
        .map(|(at, body)| (flow_name(at), graph(body)))
        .collect();
    document
}

/// The findings of a kind, by where they are.
fn found(bodies: &[Body]) -> BTreeMap<&'static str, BTreeMap<Place, String>> {
    let findings = parsed(&document(bodies)).check();
    let place = |finding: &Finding| {
        let body = finding
            .subflow()
            .map_or(0, |name| name[1..].parse().unwrap());
        let node = finding.node().unwrap();
        (body, node[1..].parse().unwrap())
    };
    let mut all: BTreeMap<&str, BTreeMap<Place, String>> = BTreeMap::new();
    for (name, kind) in [
        ("unreachable", FindingKind::Unreachable),
        ("endless", FindingKind::EndlessLoop),
        ("late", FindingKind::LateReject),
        ("unset", FindingKind::UnsetVariable),
        ("maybe", FindingKind::MaybeUnset),
    ] {
        let own = findings.iter().filter(|finding| finding.kind() == kind);
        let own = own.map(|finding| (place(finding), finding.message().to_owned()));
        all.insert(name, own.collect());
    }
    all
}

/// The edges of a body for which something holds.
fn part(body: &Body, keep: impl Fn(usize, &str) -> bool) -> DiGraph<(), ()> {
    let mut graph = DiGraph::new();
    let at: Vec<NodeIndex> = body.nodes.iter().map(|_| graph.add_node(())).collect();
    for (from, exit, to) in &body.edges {
        if keep(*from, exit) {
            graph.add_edge(at[*from], at[*to], ());
        }
    }
    graph
}

fn reached(graph: &DiGraph<(), ()>) -> BTreeSet<usize> {
    let all = Bfs::new(graph, NodeIndex::new(0)).iter(graph);
    all.map(NodeIndex::index).collect()
}

/// Which exit of a `subflow` a label takes.
fn taken<'e>(body: &Body, at: usize, label: &'e str) -> Option<&'e str> {
    let wired = |exit: &str| body.edges.iter().any(|own| own.0 == at && own.1 == exit);
    [label, "default"].into_iter().find(|exit| wired(exit))
}

#[test]
fn what_is_reached_agrees_with_petgraph() {
    for seed in 0..3_000 {
        let bodies = sketch(seed);
        let all: Vec<_> = bodies
            .iter()
            .map(|body| reached(&part(body, |_, _| true)))
            .collect();
        // Which bodies run which others.
        let mut calls = DiGraph::<(), ()>::new();
        let at: Vec<NodeIndex> = bodies.iter().map(|_| calls.add_node(())).collect();
        for (own, body) in bodies.iter().enumerate() {
            for node in &all[own] {
                if let Kind::Run(callee) = body.nodes[*node] {
                    calls.add_edge(at[own], at[callee], ());
                }
            }
        }
        let mut wanted = BTreeSet::new();
        for (own, body) in bodies.iter().enumerate() {
            let run = has_path_connecting(&calls, at[0], at[own], None);
            let nodes = (0..body.nodes.len()).filter(|node| !all[own].contains(node));
            wanted.extend(nodes.chain((!run).then_some(0)).map(|node| (own, node)));
        }
        let ours = &found(&bodies)["unreachable"];
        assert!(
            ours.keys().eq(&wanted),
            "seed {seed}: {ours:?}, not {wanted:?}"
        );
    }
}

/// §5.2, with the labels by which each body can return although the caller does nothing.
fn silent(bodies: &[Body]) -> Vec<DiGraph<(), ()>> {
    let mut graphs: Vec<DiGraph<(), ()>> = Vec::new();
    let mut returns: Vec<Vec<&str>> = vec![Vec::new(); bodies.len()];
    // A body runs only those behind it.
    for (own, body) in bodies.iter().enumerate().rev() {
        let wired =
            |at: usize, exit: &str| body.edges.iter().any(|own| own.0 == at && own.1 == exit);
        let graph = part(body, |at, exit| match body.nodes[at] {
            Kind::Menu | Kind::Gather(_) => {
                exit == "timeout" || (exit == "default" && !wired(at, "timeout"))
            }
            Kind::Record => exit == "silence" || !wired(at, "silence"),
            Kind::Run(callee) => {
                let mut labels = returns[callee].iter();
                labels.any(|label| taken(body, at, label) == Some(exit))
            }
            _ => true,
        });
        for node in reached(&graph) {
            if let Kind::Hangup(Some(label)) = body.nodes[node] {
                returns[own].push(label);
            }
        }
        graphs.push(graph);
    }
    graphs.reverse();
    graphs
}

#[test]
fn endless_loops_agree_with_petgraph_and_are_told_the_shortest_way_round() {
    let mut loops = 0;
    for seed in 0..3_000 {
        let bodies = sketch(seed);
        let ours = &found(&bodies)["endless"];
        let mut wanted = BTreeSet::new();
        for (own, graph) in silent(&bodies).iter().enumerate() {
            for group in tarjan_scc(graph) {
                let first = group.iter().min_by_key(|node| id(node.index())).unwrap();
                if group.len() == 1 && !graph.contains_edge(*first, *first) {
                    continue;
                }
                let place = (own, first.index());
                wanted.insert(place);
                let message = ours
                    .get(&place)
                    .unwrap_or_else(|| panic!("seed {seed}: {place:?}"));
                // Back to it from its nearest predecessor.
                let ways = dijkstra(graph, *first, None, |_| 1_usize);
                let before = graph.neighbors_directed(*first, petgraph::Incoming);
                let shortest = before.filter_map(|node| ways.get(&node)).min().unwrap() + 1;
                let (way, _) = message.split_once(':').unwrap();
                let way: Vec<usize> = way
                    .split('`')
                    .skip(1)
                    .step_by(2)
                    .map(|id| id[1..].parse().unwrap())
                    .collect();
                assert_eq!(way.len(), shortest + 1, "seed {seed}: {message}");
                let ends = (way.first(), way.last());
                assert_eq!(ends, (Some(&first.index()), Some(&first.index())));
                for pair in way.windows(2) {
                    let edge = (NodeIndex::new(pair[0]), NodeIndex::new(pair[1]));
                    assert!(
                        graph.contains_edge(edge.0, edge.1),
                        "seed {seed}: {message}"
                    );
                }
                loops += 1;
            }
        }
        assert!(
            ours.keys().eq(&wanted),
            "seed {seed}: {ours:?}, not {wanted:?}"
        );
    }
    assert!(loops > 1_000, "{loops}");
}

/// A state of a call: the `subflow` nodes that it is in, where it is, and what has happened.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
struct Moment {
    around: Vec<usize>,
    place: Place,
    /// The variables that are set.
    set: BTreeSet<&'static str>,
    heard: bool,
}

/// All moments of all calls, as a graph with subflows copied in.
fn moments(bodies: &[Body]) -> Vec<Moment> {
    let start = Moment {
        around: Vec::new(),
        place: (0, 0),
        set: BTreeSet::new(),
        heard: false,
    };
    let mut graph = DiGraph::<Moment, ()>::new();
    let mut known = HashMap::from([(start.clone(), graph.add_node(start.clone()))]);
    let mut open = vec![start];
    while let Some(moment) = open.pop() {
        let from = known[&moment];
        for next in after(bodies, &moment) {
            let to = *known.entry(next.clone()).or_insert_with(|| {
                open.push(next.clone());
                graph.add_node(next.clone())
            });
            graph.update_edge(from, to, ());
        }
    }
    // Each was found on a way from the start, as petgraph says too.
    let all = Bfs::new(&graph, NodeIndex::new(0)).iter(&graph);
    let all: Vec<Moment> = all.map(|at| graph[at].clone()).collect();
    assert_eq!(all.len(), known.len());
    all
}

/// What can come next, whatever the caller does.
fn after(bodies: &[Body], moment: &Moment) -> Vec<Moment> {
    let (own, at) = moment.place;
    let body = &bodies[own];
    let kind = body.nodes[at];
    let mut heard = moment.clone();
    heard.heard |= matches!(
        kind,
        Kind::Say(_) | Kind::Menu | Kind::Gather(_) | Kind::Record
    );
    match kind {
        Kind::Run(callee) => {
            heard.around.push(at);
            // The body that runs it is that of the place where it comes back to.
            heard.around.push(own);
            heard.place = (callee, 0);
            vec![heard]
        }
        Kind::Hangup(Some(label)) if own > 0 => {
            let caller = heard.around.pop().unwrap();
            let at = heard.around.pop().unwrap();
            let exit = taken(&bodies[caller], at, label);
            let edges = bodies[caller].edges.iter();
            let back = edges.filter(|own| own.0 == at && Some(own.1) == exit);
            let back = back.map(|(_, _, to)| Moment {
                place: (caller, *to),
                ..heard.clone()
            });
            back.collect()
        }
        _ => {
            let edges = body.edges.iter().filter(|own| own.0 == at);
            let next = edges.map(|(_, exit, to)| {
                let mut next = heard.clone();
                next.place = (own, *to);
                // §5.3.
                match (kind, *exit) {
                    (Kind::Set(name), _) | (Kind::Gather(name) | Kind::Request(name), "ok") => {
                        next.set.insert(name);
                    }
                    _ => {}
                }
                next
            });
            next.collect()
        }
    }
}

#[test]
fn what_is_set_and_heard_before_agrees_with_every_path() {
    let mut seen = BTreeMap::new();
    for seed in 0..2_000 {
        let bodies = sketch(seed);
        let all = moments(&bodies);
        let mut wanted: BTreeMap<&str, BTreeSet<Place>> = BTreeMap::new();
        for (own, body) in bodies.iter().enumerate() {
            for (at, kind) in body.nodes.iter().enumerate() {
                let here = || all.iter().filter(|moment| moment.place == (own, at));
                let (name, asks) = match kind {
                    Kind::Reject => {
                        if here().any(|moment| moment.heard) {
                            wanted.entry("late").or_default().insert((own, at));
                        }
                        continue;
                    }
                    Kind::Say(Some(name)) => (name, false),
                    Kind::Branch(name, asks) => (name, *asks),
                    _ => continue,
                };
                let sets = |kind: &Kind| matches!(kind, Kind::Set(own) | Kind::Gather(own) | Kind::Request(own) if own == name);
                let ever = bodies.iter().flat_map(|body| &body.nodes).any(sets);
                let set = here().filter(|moment| moment.set.contains(name)).count();
                let unset = here().count() - set;
                let told = match (set, unset) {
                    _ if !ever => "unset",
                    // No path leads there.
                    (0, 0) => continue,
                    (0, _) => "unset",
                    (_, 1..) if !asks => "maybe",
                    _ => continue,
                };
                wanted.entry(told).or_default().insert((own, at));
            }
        }
        let ours = found(&bodies);
        for told in ["late", "unset", "maybe"] {
            let wanted = wanted.remove(told).unwrap_or_default();
            *seen.entry(told).or_insert(0) += wanted.len();
            let ours = &ours[told];
            assert!(
                ours.keys().eq(&wanted),
                "seed {seed}: {told}: {ours:?}, not {wanted:?}\n{:#}",
                document(&bodies)
            );
        }
    }
    assert!(seen.values().all(|count| *count > 40), "{seen:?}");
}
