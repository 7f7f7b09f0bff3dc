//! Finds `unreachable`: nodes that no path from the start leads to, and subflows that are never run.

use std::collections::HashSet;

use super::report::Report;
use super::sketch::BodySketch;
use crate::finding::FindingKind;
use crate::finding::words::shortened;
use crate::graph::NodeIx;
use crate::node::Kind;

/// Which nodes can be reached within their body, and which bodies are run at all.
struct Reach {
    nodes: Vec<Vec<bool>>,
    bodies: Vec<bool>,
}

pub(super) fn reach(bodies: &[BodySketch<'_>], report: &mut Report) {
    let mut reach = Reach {
        nodes: bodies.iter().map(within).collect(),
        bodies: vec![false; bodies.len()],
    };
    let mut queue = vec![0];
    while let Some(at) = queue.pop() {
        let Some(run @ false) = reach.bodies.get_mut(at) else {
            continue;
        };
        *run = true;
        let (Some(body), Some(reached)) = (bodies.get(at), reach.nodes.get(at)) else {
            continue;
        };
        let live = body
            .nodes
            .iter()
            .zip(reached)
            .filter(|(_, reached)| **reached);
        queue.extend(live.filter_map(|(node, _)| node.callee));
    }
    // Without a start nothing can be said about what it leads to.
    let started = bodies.first().is_some_and(|main| main.start.is_some());
    let broken = bodies
        .iter()
        .any(|body| body.nodes.iter().any(|node| node.kind.is_none()));
    let wrongly = called_wrongly(bodies);
    for ((body, reached), run) in bodies.iter().zip(&reach.nodes).zip(&reach.bodies) {
        if body.start.is_none() {
            continue;
        }
        let name = body.flow.as_deref().unwrap_or_default();
        let called = *run || !started || broken || wrongly.contains(name);
        for (at, (node, reached)) in body.nodes.iter().zip(reached).enumerate() {
            if !reached && !node.twin {
                let message = format!("no path from the start leads to `{}`", shortened(&node.id));
                let help = "draw an edge to it, or remove it";
                report.add(FindingKind::Unreachable, &body.at(node), message, help);
            } else if *reached && !called && body.start == Some(at) {
                let message = format!("the subflow `{}` is never run", shortened(name));
                let help = "add a `subflow` node for it, or remove it";
                report.add(FindingKind::Unreachable, &body.at(node), message, help);
            }
        }
    }
}

/// The subflows that are named by a call that was reported as a mistake already.
fn called_wrongly<'s>(bodies: &'s [BodySketch<'_>]) -> HashSet<&'s str> {
    let nodes = bodies.iter().flat_map(|body| &body.nodes);
    nodes
        .filter(|node| node.callee.is_none())
        .filter_map(|node| match &node.kind {
            Some(Kind::Subflow { flow }) => Some(flow.as_str()),
            _ => None,
        })
        .collect()
}

fn within(body: &BodySketch<'_>) -> Vec<bool> {
    let mut reached = vec![false; body.nodes.len()];
    let mut queue: Vec<NodeIx> = body
        .start
        .iter()
        .chain(&body.more_starts)
        .copied()
        .collect();
    while let Some(at) = queue.pop() {
        let (Some(seen @ false), Some(node)) = (reached.get_mut(at), body.nodes.get(at)) else {
            continue;
        };
        *seen = true;
        queue.extend(node.exits.iter().map(|(_, to)| *to));
        queue.extend(&node.rejected);
    }
    reached
}
