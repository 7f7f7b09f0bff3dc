//! Finds `endless-loop`: a cycle none of whose edges needs an act of the caller (§5.2).
//!
//! An exit of a `subflow` needs none if the subflow can come to that return without one. Every such cycle counts,
//! whether the start leads to it or not. There is one finding for each group of nodes that lead to each other; it
//! stands at the node whose id comes first in the alphabet, so that the order of the document changes nothing.

use std::collections::HashSet;

use super::components::Arrows;
use super::cycles::shortest;
use super::report::Report;
use super::sketch::{BodySketch, NodeSketch};
use crate::finding::FindingKind;
use crate::finding::words::{path, shortened};
use crate::graph::{BodyIx, Exit, Exits};
use crate::node::Kind;

/// The labels by which a body can return without any act of the caller.
type SilentReturns<'s> = HashSet<&'s str>;

pub(super) fn loops(bodies: &[BodySketch<'_>], order: &[BodyIx], report: &mut Report) {
    let mut returns: Vec<SilentReturns<'_>> = vec![HashSet::new(); bodies.len()];
    for at in order {
        let Some(body) = bodies.get(*at) else {
            continue;
        };
        let arrows = Arrows::new(body.nodes.iter().enumerate().map(|(at, node)| {
            let exits = body.exits(node);
            let callee = node.callee.and_then(|callee| returns.get(callee as usize));
            // Which of two edges by one exit is meant is not known: neither may go round for ever.
            let own = exits.iter().chain(body.doubled(at, node));
            let own = own.filter(move |(exit, _)| is_silent(node, exits, exit, callee));
            let count = body.nodes.len();
            own.map(|(_, to)| to).filter(move |to| *to < count)
        }));
        cycles(body, &arrows, report);
        let silent = silent_returns(body, &arrows);
        if let Some(slot) = returns.get_mut(*at) {
            *slot = silent;
        }
    }
}

/// Whether an exit can be taken although the caller does nothing.
fn is_silent(
    node: &NodeSketch,
    exits: Exits<'_>,
    exit: &Exit,
    callee: Option<&SilentReturns<'_>>,
) -> bool {
    let Some(kind) = &node.kind else {
        // Nothing is known about it, and that was reported.
        return false;
    };
    match (kind, exit) {
        (Kind::Menu(_) | Kind::Gather(_), Exit::Timeout) => true,
        (Kind::Menu(_) | Kind::Gather(_), Exit::Default) => !exits.has(&Exit::Timeout),
        (Kind::Menu(_) | Kind::Gather(_) | Kind::Agent(_) | Kind::Conference(_), _) => false,
        (Kind::Record(_) | Kind::Voicemail { .. }, Exit::Next) => !exits.has(&Exit::Silence),
        (Kind::Subflow { .. }, exit) => callee.is_some_and(|returns| match exit {
            Exit::Label(label) => returns.contains(label.as_str()),
            _ => returns
                .iter()
                .any(|label| *label == "default" || !exits.has_label(label)),
        }),
        _ => true,
    }
}

fn silent_returns<'s>(body: &'s BodySketch<'_>, arrows: &Arrows) -> SilentReturns<'s> {
    let mut returns = HashSet::new();
    if body.flow.is_none() {
        return returns;
    }
    let mut seen = vec![false; body.nodes.len()];
    let mut queue: Vec<usize> = body.start.into_iter().collect();
    while let Some(at) = queue.pop() {
        let Some(seen @ false) = seen.get_mut(at) else {
            continue;
        };
        *seen = true;
        queue.extend(arrows.from(at));
        let kind = body.nodes.get(at).and_then(|node| node.kind.as_ref());
        if let Some(Kind::Hangup(hangup)) = kind
            && let Some(label) = &hangup.label
        {
            returns.insert(label.as_str());
        }
    }
    returns
}

fn cycles(body: &BodySketch<'_>, arrows: &Arrows, report: &mut Report) {
    let (component, count) = arrows.components();
    // By component: how many nodes it has, and the one whose id comes first.
    let mut groups: Vec<(usize, usize)> = vec![(0, usize::MAX); count];
    let id = |at: usize| body.nodes.get(at).map(|node| node.id.as_str());
    for (at, own) in component.iter().enumerate() {
        if let Some((size, first)) = groups.get_mut(*own) {
            *size += 1;
            if *size == 1 || id(at) < id(*first) {
                *first = at;
            }
        }
    }
    // In document order, which is the order of the nodes and not that of the components.
    groups.retain(|(size, first)| *size > 1 || arrows.loops(*first));
    groups.sort_unstable_by_key(|(_, first)| *first);
    for (_, first) in groups {
        let Some(node) = body.nodes.get(first) else {
            continue;
        };
        let inside = |at: usize| component.get(at) == component.get(first);
        let way = shortest(arrows, first, first, inside);
        let ids: Vec<&str> = way.iter().filter_map(|at| id(*at)).collect();
        let message = format!(
            "nothing ends the loop {}: it goes on without any act of the caller",
            path(&ids)
        );
        let help = format!(
            "lead one of its exits elsewhere, such as the `timeout` of a menu, or put a menu into it at `{}`",
            shortened(&node.id)
        );
        report.add(FindingKind::EndlessLoop, &body.at(node), message, &help);
    }
}
