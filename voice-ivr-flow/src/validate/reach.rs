//! Finds `unreachable`: nodes that no path from the start leads to, and subflows that are never run.

use std::collections::HashSet;

use super::components::Arrows;
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

/// `ways` has the exits of each body, without their labels. Whether a path leads to a node of which nothing is known.
pub(super) fn reach(bodies: &[BodySketch<'_>], ways: &[Arrows], report: &mut Report) -> bool {
    let mut reach = Reach {
        nodes: bodies
            .iter()
            .zip(ways)
            .map(|(body, ways)| within(body, ways))
            .collect(),
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
            .calls
            .iter()
            .filter(|at| reached.get(**at) == Some(&true));
        queue.extend(
            live.filter_map(|at| body.nodes.get(*at)?.callee)
                .map(|callee| callee as usize),
        );
    }
    // Without a start nothing can be said about what it leads to.
    let started = bodies.first().is_some_and(|main| main.start.is_some());
    let broken = bodies.iter().any(|body| body.broken);
    let wrongly = called_wrongly(bodies);
    let mut unknown = false;
    for ((body, reached), run) in bodies.iter().zip(&reach.nodes).zip(&reach.bodies) {
        if body.start.is_none() {
            unknown |= body.broken;
            continue;
        }
        let name = body.flow.as_deref().unwrap_or_default();
        let called = *run || !started || broken || wrongly.contains(name);
        let mut nodes = body.nodes.iter().zip(reached);
        unknown |= body.broken && nodes.any(|(node, reached)| *reached && node.kind.is_none());
        for (at, _) in reached.iter().enumerate().filter(|(_, reached)| !**reached) {
            if let Some(node) = body.nodes.get(at).filter(|node| !node.twin) {
                let message = format!("no path from the start leads to `{}`", shortened(&node.id));
                let help = "draw an edge to it, or remove it";
                report.add(FindingKind::Unreachable, &body.at(node), message, help);
            }
        }
        let start = body.start.and_then(|start| body.nodes.get(start));
        if let Some(start) = start.filter(|_| !called) {
            let message = format!("the subflow `{}` is never run", shortened(name));
            let help = "add a `subflow` node for it, or remove it";
            report.add(FindingKind::Unreachable, &body.at(start), message, help);
        }
    }
    unknown
}

/// The subflows that are named by a call that was reported as a mistake already.
fn called_wrongly<'s>(bodies: &'s [BodySketch<'_>]) -> HashSet<&'s str> {
    let calls = bodies.iter().flat_map(|body| {
        let nodes = body.calls.iter().filter_map(|at| body.nodes.get(*at));
        nodes.filter(|node| node.callee.is_none())
    });
    calls
        .filter_map(|node| match &node.kind {
            Some(Kind::Subflow { flow }) => Some(flow.as_str()),
            _ => None,
        })
        .collect()
}

fn within(body: &BodySketch<'_>, ways: &Arrows) -> Vec<bool> {
    let mut reached = vec![false; body.nodes.len()];
    let mut queue: Vec<NodeIx> = body
        .start
        .iter()
        .chain(&body.more_starts)
        .copied()
        .collect();
    while let Some(at) = queue.pop() {
        if let Some(seen @ false) = reached.get_mut(at) {
            *seen = true;
            queue.extend(ways.from(at));
        }
    }
    reached
}
