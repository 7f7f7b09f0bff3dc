//! Which subflow calls which: finds `unknown-flow` and `subflow-recursion` (§5).

use std::collections::HashMap;

use super::components::Arrows;
use super::cycles::shortest;
use super::report::Report;
use super::sketch::BodySketch;
use crate::finding::FindingKind;
use crate::finding::words::{path, shortened};
use crate::graph::BodyIx;
use crate::node::Kind;

/// The bodies in an order in which a subflow comes before what calls it.
///
/// The passes behind this one look at [`NodeSketch::callee`](super::sketch::NodeSketch::callee), which is `None`
/// where the call is a mistake.
pub(super) fn calls(bodies: &mut [BodySketch<'_>], report: &mut Report) -> Vec<BodyIx> {
    let by_name: HashMap<&str, BodyIx> = bodies
        .iter()
        .enumerate()
        .filter_map(|(at, body)| Some((body.flow.as_deref()?, at)))
        .collect();
    let called: Vec<Vec<(usize, Option<BodyIx>)>> = bodies
        .iter()
        .map(|body| {
            let called = body
                .calls
                .iter()
                .filter_map(|at| match &body.nodes.get(*at)?.kind {
                    Some(Kind::Subflow { flow }) if !flow.is_empty() => {
                        Some((*at, by_name.get(flow.as_str()).copied()))
                    }
                    _ => None,
                });
            called.collect()
        })
        .collect();
    let arrows = Arrows::new(
        called
            .iter()
            .map(|nodes| nodes.iter().filter_map(|(_, to)| *to)),
    );
    let (component, _) = arrows.components();

    let mut told = 0;
    for (caller, nodes) in called.iter().enumerate() {
        for (at, callee) in nodes {
            let Some(body) = bodies.get(caller) else {
                continue;
            };
            let recursive =
                callee.is_some_and(|callee| component.get(callee) == component.get(caller));
            if callee.is_none() {
                unknown(bodies, body, *at, report);
            } else if recursive {
                told += 1;
                // Only the first ones say how: finding the way costs as much as the whole graph.
                let arrows = Some(&arrows).filter(|_| told <= 20);
                recursion(bodies, arrows, &component, caller, (*at, *callee), report);
            }
            let node = bodies
                .get_mut(caller)
                .and_then(|body| body.nodes.get_mut(*at));
            if let Some(node) = node {
                let runs = callee.filter(|_| !recursive);
                node.callee = runs.and_then(|body| u32::try_from(body).ok());
            }
        }
    }
    let mut order: Vec<BodyIx> = (0..bodies.len()).collect();
    order.sort_by_key(|body| component.get(*body).copied());
    order
}

fn unknown(bodies: &[BodySketch<'_>], body: &BodySketch<'_>, at: usize, report: &mut Report) {
    let Some(node) = body.nodes.get(at) else {
        return;
    };
    let Some(Kind::Subflow { flow }) = &node.kind else {
        return;
    };
    let names = bodies.iter().filter_map(|body| body.flow.as_deref());
    let otherwise = "add it to `flows`, or name one that is there";
    let help = report.speller.help(flow, names, otherwise);
    let message = format!(
        "the subflow node `{}` runs `{}`, which is not in `flows`",
        shortened(&node.id),
        shortened(flow)
    );
    report.add(FindingKind::UnknownFlow, &body.at(node), message, &help);
}

fn recursion(
    bodies: &[BodySketch<'_>],
    arrows: Option<&Arrows>,
    component: &[usize],
    own: BodyIx,
    (at, runs): (usize, Option<BodyIx>),
    report: &mut Report,
) {
    let (Some(body), Some(runs)) = (bodies.get(own), runs) else {
        return;
    };
    let Some(node) = body.nodes.get(at) else {
        return;
    };
    let name = |at: &BodyIx| bodies.get(*at).and_then(|body| body.flow.as_deref());
    let inside = |to: usize| component.get(to) == component.get(own);
    let mut message = format!(
        "the subflow node `{}` runs `{}` inside itself",
        shortened(&node.id),
        shortened(name(&runs).unwrap_or_default()),
    );
    if let Some(arrows) = arrows {
        let way = if runs == own {
            vec![own]
        } else {
            shortest(arrows, runs, own, inside)
        };
        let names: Vec<&str> = [own].iter().chain(&way).filter_map(name).collect();
        message.push_str(": ");
        message.push_str(&path(&names));
    }
    let help = "a call in a subflow must come back before the subflow begins again";
    report.add(FindingKind::SubflowRecursion, &body.at(node), message, help);
}
