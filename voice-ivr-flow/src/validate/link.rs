//! Second stage: edges to exits.
//!
//! Finds `duplicate-id`, `no-start`, `many-starts`, `dangling-edge`, `unknown-exit`, `duplicate-exit` and
//! `label-ignored`, and decides how many digits a menu takes that does not say so.

use std::collections::HashMap;
use std::sync::Arc;

use super::exits::{self, Meaning, Names};
use super::report::{EdgeName, Place, Report};
use super::sketch::{BodySketch, Edge, EdgeSketch, NOWHERE, NodeSketch};
use crate::finding::FindingKind;
use crate::finding::words::{list, shortened};
use crate::graph::{Exit, ExitRange, Exits, NodeIx};
use crate::hash::NO_TEXT;
use crate::ident::Ident;
use crate::names;
use crate::node::Kind;

/// By name, the labels by which each subflow returns, sorted; `None` if it could not be read.
pub(super) type Returns = HashMap<Arc<str>, Option<Vec<Ident>>>;

/// What the subflows return, before any edge is looked at.
pub(super) fn returns(bodies: &[BodySketch<'_>]) -> Returns {
    let mut all = Returns::new();
    for body in bodies {
        let Some(name) = body.flow.clone() else {
            continue;
        };
        let labels = body.nodes.iter().filter_map(|node| match &node.kind {
            Some(Kind::Hangup(hangup)) => hangup.label.clone(),
            _ => None,
        });
        let mut labels: Vec<Ident> = labels.collect();
        labels.sort_unstable();
        labels.dedup();
        let broken = !body.readable || body.broken;
        all.insert(name, (!broken).then_some(labels));
    }
    all
}

/// Links one body.
pub(super) fn link(body: &mut BodySketch<'_>, returns: &Returns, report: &mut Report) {
    starts(body, report);
    let order = ends(body, report);
    let mut nodes = std::mem::take(&mut body.nodes);
    let mut exits = Vec::with_capacity(order.len());
    let mut rejected = Vec::new();
    let mut doubled = Vec::new();
    let mut taken: Vec<(Exit, NodeIx, Edge<'_>)> = Vec::new();
    let mut rest = order.as_slice();
    while let Some(&(source, _, _)) = rest.first() {
        let end = rest.iter().position(|(other, _, _)| *other != source);
        let (own, after) = rest.split_at(end.unwrap_or(rest.len()));
        rest = after;
        let at = source as usize;
        let Some(node) = nodes.get_mut(at) else {
            continue;
        };
        let (first, first_rejected) = (exits.len(), rejected.len());
        taken.clear();
        let names = labels(node, returns);
        for (_, edge, target) in own {
            let target = match *target {
                NO_TEXT => NOWHERE,
                target => target as usize,
            };
            let Some(edge) = body.edges.get(*edge as usize) else {
                continue;
            };
            let edge = body.edge(edge);
            match mean(body, node, edge, &names, own.len(), report) {
                Some(exit) => taken.push((exit, target, edge)),
                None => rejected.push((at, target)),
            }
        }
        drop(names);
        // The sort is stable: of two edges by one exit the later one is the mistake.
        if taken.len() > 1 {
            taken.sort_by(|one, two| one.0.cmp(&two.0));
        }
        for (exit, target, edge) in taken.drain(..) {
            let own = exits.get(first..).and_then(<[_]>::last);
            let twice = own.is_some_and(|(last, _)| *last == exit);
            if twice && node.kind.is_some() {
                let place = body.on(edge, Some(&node.id));
                duplicate(node, &exit, &place, report);
                rejected.push((at, target));
                doubled.push((at, exit, target));
            } else {
                exits.push((exit, target));
            }
        }
        node.exits = ExitRange::new(first, exits.len());
        node.rejects = rejected.len() > first_rejected;
    }
    for node in &mut nodes {
        digits(node, node.exits.of(&exits));
    }
    body.nodes = nodes;
    body.exits = exits;
    body.rejected = rejected;
    body.doubled = doubled;
}

/// Checks that there is one start.
fn starts(body: &BodySketch<'_>, report: &mut Report) {
    let owner = if body.flow.is_some() {
        "subflow"
    } else {
        "flow"
    };
    let Some(start) = body.start else {
        if body.readable {
            let message = format!("the {owner} has no `start` node");
            let help =
                "add `{\"id\": \"start\", \"type\": \"start\"}` and an edge to where it begins";
            report.add(FindingKind::NoStart, &body.place(), message, help);
        }
        return;
    };
    let first = body.nodes.get(start).map(|node| node.id.to_string());
    for later in body.more_starts.iter().filter_map(|at| body.nodes.get(*at)) {
        let message = format!(
            "the {owner} begins at `{}` already; `{}` is another `start`",
            shortened(first.as_deref().unwrap_or_default()),
            shortened(&later.id)
        );
        let help = "a flow has one `start`; make the other one a jump to where it leads";
        report.add(FindingKind::ManyStarts, &body.at(later), message, help);
    }
}

/// Source, edge and target of each edge whose source exists, sorted by source and then by edge.
type Ends = Vec<(u32, u32, u32)>;

fn ends(body: &BodySketch<'_>, report: &mut Report) -> Ends {
    for node in body.twins.iter().filter_map(|at| body.nodes.get(*at)) {
        let message = format!("two nodes have the id `{}`", shortened(&node.id));
        let help = "edges find a node by its id: give this one another";
        report.add(FindingKind::DuplicateId, &body.at(node), message, help);
    }
    let mut all = Vec::with_capacity(body.edges.len());
    for (number, sketch) in (0..).zip(&body.edges) {
        let EdgeSketch { source, target, .. } = *sketch;
        if sketch.twin || sketch.like_index || source == NO_TEXT || target == NO_TEXT {
            wrong(body, body.edge(sketch), report);
        }
        if source != NO_TEXT {
            all.push((source, number, target));
        }
    }
    // Most files list the edges in the order of the nodes.
    if !all.is_sorted() {
        all.sort_unstable();
    }
    all
}

/// Reports what is wrong with the id and the ends of an edge.
#[cold]
fn wrong(body: &BodySketch<'_>, edge: Edge<'_>, report: &mut Report) {
    let sketch = edge.sketch;
    let source = body.nodes.get(sketch.source as usize);
    let id = edge.id().unwrap_or_default();
    let place = body.on(edge, source.map(|source| source.id.as_str()));
    if sketch.twin {
        let message = format!("two edges have the id `{}`", shortened(&id));
        let help = "give this one another id, or none";
        report.add(FindingKind::DuplicateId, &place, message, help);
    }
    if sketch.like_index && is_name_of_another(body, &id) {
        let message = format!("`{}` is the name of an edge without an id", shortened(&id));
        let help = "an edge without an id is called by its place: give one of the two another id";
        report.add(FindingKind::DuplicateId, &place, message, help);
    }
    if sketch.source == NO_TEXT || sketch.target == NO_TEXT {
        dangling(body, edge, &place, report);
    }
}

/// Whether an id is what an edge without one is called.
fn is_name_of_another(body: &BodySketch<'_>, id: &str) -> bool {
    let index = id.strip_prefix('#').and_then(|index| index.parse().ok());
    let Some(other) = index.and_then(|index: u32| {
        let edges = &body.edges;
        let at = edges.binary_search_by_key(&index, |edge| edge.index);
        edges.get(at.ok()?)
    }) else {
        return false;
    };
    let other = Some(body.edge(other)).filter(|other| other.id().is_none());
    other.is_some_and(|other| other.name().to_string() == id)
}

fn dangling(body: &BodySketch<'_>, edge: Edge<'_>, place: &Place<'_>, report: &mut Report) {
    let (leaves, arrives) = (edge.end(names::SOURCE), edge.end(names::TARGET));
    let (from, to) = (shortened(&leaves.name()), shortened(&arrives.name()));
    let what = match (edge.sketch.source, edge.sketch.target) {
        (NO_TEXT, NO_TEXT) => format!("leads from `{from}` to `{to}`; neither is there"),
        (NO_TEXT, _) => format!("leaves `{from}`, which is not there"),
        _ => format!("leads to `{to}`, which is not there"),
    };
    let message = format!("the edge `{}` {what}", edge.name());
    let wrong = if edge.sketch.source == NO_TEXT {
        leaves
    } else {
        arrives
    };
    let ids = body.nodes.iter().map(|node| node.id.as_str());
    let otherwise = "remove the edge, or add the node";
    let help = report.speller.help(&wrong.name(), ids, otherwise);
    let span = wrong.span();
    report.add_at(FindingKind::DanglingEdge, place, span, message, &help);
}

fn labels<'s>(node: &'s NodeSketch, returns: &'s Returns) -> Names<'s> {
    match &node.kind {
        _ if node.any_label => Names::Any,
        Some(Kind::Branch(conditions)) => Names::conditions(conditions),
        Some(Kind::Agent(agent)) => Names::outcomes(&agent.outcomes),
        Some(Kind::Subflow { flow }) => match returns.get(flow.as_str()) {
            Some(Some(labels)) => Names::Returns(labels),
            _ => Names::Any,
        },
        _ => Names::Fixed,
    }
}

/// The exit that an edge is; `None` if it is none, which was reported.
fn mean(
    body: &BodySketch<'_>,
    node: &NodeSketch,
    edge: Edge<'_>,
    names: &Names<'_>,
    edges: usize,
    report: &mut Report,
) -> Option<Exit> {
    let label = edge.label();
    let Some(kind) = &node.kind else {
        return Some(Exit::Label(label.unwrap_or_default().into()));
    };
    match exits::meaning(kind, label.as_deref(), names) {
        Meaning::Exit(exit) => Some(exit),
        Meaning::Ignored if edges == 1 => {
            let message = format!(
                "the label `{}` on the edge `{}` says nothing: a {} has one exit, without a label",
                shortened(label.as_deref().unwrap_or_default()),
                edge.name(),
                kind.type_name()
            );
            let help = "the edge is taken; remove the label";
            let place = body.on(edge, Some(&node.id));
            report.add(FindingKind::LabelIgnored, &place, message, help);
            Some(Exit::Next)
        }
        _ => {
            let place = body.on(edge, Some(&node.id));
            unknown(node, kind, edge, &place, report);
            None
        }
    }
}

fn unknown(node: &NodeSketch, kind: &Kind, edge: Edge<'_>, place: &Place<'_>, report: &mut Report) {
    let id = shortened(&node.id);
    let name = edge.name();
    let of_type = kind.type_name();
    let fixed = exits::fixed_labels(kind);
    let (message, help) = match (edge.label().as_deref(), kind) {
        (_, Kind::Hangup(_) | Kind::Reject { .. } | Kind::Forward(_) | Kind::Queue(_)) => (
            format!("the edge `{name}` leaves `{id}`, but a {of_type} ends the flow"),
            "remove the edge".to_owned(),
        ),
        (None, _) => (
            format!("the edge `{name}` leaves `{id}` without a label, which means nothing there"),
            format!(
                "the exits of a {of_type} are {}",
                list(fixed.iter().copied(), "and")
            ),
        ),
        (Some("completed"), Kind::Transfer(_)) => (
            format!("the edge `{name}` leaves `{id}` by `completed`, but that ends the flow"),
            "after a transfer the caller is gone; to go on, use `dial`".to_owned(),
        ),
        (Some(label), _) => {
            const MOST: usize = 50;
            let own: Vec<&str> = match kind {
                Kind::Branch(all) => all
                    .iter()
                    .take(MOST)
                    .map(|one| one.label.as_str())
                    .collect(),
                Kind::Agent(agent) => agent
                    .outcomes
                    .iter()
                    .take(MOST)
                    .map(Ident::as_str)
                    .collect(),
                _ => Vec::new(),
            };
            let known = own.iter().copied().chain(fixed.iter().copied());
            let otherwise = match kind {
                Kind::Menu(_) => "exits of a menu are keys (`0` to `9`, `*`, `#`), `timeout`, `invalid` and `default`".to_owned(),
                Kind::Subflow { flow } => format!(
                    "exits are the labels of the hangups in `{}`, and `default`",
                    shortened(flow)
                ),
                _ if fixed.is_empty() => format!("a {of_type} has one exit, without a label"),
                _ => format!("its exits are {}", list(known.clone(), "and")),
            };
            (
                format!(
                    "the edge `{name}` leaves `{id}` by `{}`, which is no exit of that {of_type}",
                    shortened(label)
                ),
                report.speller.help(label, known, &otherwise),
            )
        }
    };
    report.add(FindingKind::UnknownExit, place, message, &help);
}

fn duplicate(node: &NodeSketch, exit: &Exit, place: &Place<'_>, report: &mut Report) {
    let edge = place
        .edge
        .as_ref()
        .map(EdgeName::to_string)
        .unwrap_or_default();
    let by = match exit {
        Exit::Next => "its exit".to_owned(),
        exit => format!("the exit `{}`", shortened(exits::name(exit))),
    };
    let message = format!(
        "the edge {} leaves `{}` by {by}, which another edge has taken already",
        list([edge.as_str()], ""),
        shortened(&node.id)
    );
    let help = match exit {
        Exit::Default | Exit::Ok | Exit::Else => {
            "remove one of them; an edge without a label is the same exit"
        }
        _ => "remove one of them",
    };
    report.add(FindingKind::DuplicateExit, place, message, help);
}

/// Decides the digits of a menu (§3.2), and that single keys have no finish key (§3.3).
fn digits(node: &mut NodeSketch, exits: Exits<'_>) {
    const MOST: usize = 32;
    let Some(Kind::Menu(menu)) = &mut node.kind else {
        return;
    };
    if menu.digits == 0 {
        let longest = exits.keys().map(str::len).max().unwrap_or(1).min(MOST);
        menu.digits = u32::try_from(longest).unwrap_or(1);
    }
    if menu.digits == 1 {
        menu.keypad.finish_key = None;
    }
}
