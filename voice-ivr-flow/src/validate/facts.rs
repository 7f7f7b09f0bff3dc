//! What is certainly, and what is possibly, so when a node is entered.
//!
//! A fact is a bit that some exits of some nodes switch on and nothing switches off: a variable that is set, words
//! that were spoken. Facts hold across subflows, which take over those of their callers and hand back their own.
//! Because nothing is switched off, a body is solved once with nothing known at its start, and the facts of its
//! callers are added afterwards.

use std::collections::{HashMap, VecDeque};

use super::sketch::{BodySketch, NodeSketch};
use crate::graph::{BodyIx, Exit, Exits, NodeIx};
use crate::node::Kind;

/// Sixty-four facts.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Known {
    /// On some path.
    pub(super) some: u64,
    /// On every path.
    pub(super) all: u64,
}

impl Known {
    pub(super) const NOTHING: Self = Self { some: 0, all: 0 };
    pub(super) const EVERYTHING: Self = Self { some: !0, all: !0 };

    fn and_then(self, next: Self) -> Self {
        Self {
            some: self.some | next.some,
            all: self.all | next.all,
        }
    }

    fn or(self, other: Self) -> Self {
        Self {
            some: self.some | other.some,
            all: self.all & other.all,
        }
    }
}

/// What is known when each node is entered; `None` for one that is never entered.
pub(super) type Solution = Vec<Vec<Option<Known>>>;

/// The facts that nodes switch on.
pub(super) struct Facts<'s> {
    /// By body and node.
    pub(super) bits: &'s [Vec<u64>],
    /// By which exits a node switches its facts on.
    pub(super) on: fn(&Kind, &Exit) -> bool,
    /// What nodes and subflows add of which nothing is known, because they are wrong: whatever makes no finding.
    pub(super) unknown: Known,
}

/// What is known when a body returns.
#[derive(Debug, Clone, Default)]
struct Returns<'s> {
    by_label: HashMap<&'s str, Known>,
    /// Whichever label it is.
    by_any: Option<Known>,
}

/// With more labels than this, `default` counts as any of them: looking for those that it stands for, at every call,
/// would not be linear.
const MOST_LABELS: usize = 256;

impl Facts<'_> {
    /// Solves all bodies; `order` has callees before their callers. Counts the edges that it walks.
    pub(super) fn solve(
        &self,
        bodies: &[BodySketch<'_>],
        order: &[BodyIx],
        steps: &mut usize,
    ) -> Solution {
        let mut solution: Solution = vec![Vec::new(); bodies.len()];
        let mut returns: Vec<Returns<'_>> = vec![Returns::default(); bodies.len()];
        for at in order {
            let (Some(body), Some(bits)) = (bodies.get(*at), self.bits.get(*at)) else {
                continue;
            };
            let solved = self.body(body, bits, &returns, steps);
            if let Some(slot) = returns.get_mut(*at) {
                *slot = returned(body, &solved);
            }
            if let Some(slot) = solution.get_mut(*at) {
                *slot = solved;
            }
        }
        hand_down(bodies, order, &mut solution);
        solution
    }

    fn body(
        &self,
        body: &BodySketch<'_>,
        bits: &[u64],
        returns: &[Returns<'_>],
        steps: &mut usize,
    ) -> Vec<Option<Known>> {
        let mut known: Vec<Option<Known>> = vec![None; body.nodes.len()];
        let mut waiting = vec![false; body.nodes.len()];
        let mut queue: VecDeque<NodeIx> = VecDeque::new();
        if let Some(start) = body.start
            && let Some(slot) = known.get_mut(start)
        {
            *slot = Some(Known::NOTHING);
            queue.push_back(start);
        }
        while let Some(at) = queue.pop_front() {
            if let Some(waiting) = waiting.get_mut(at) {
                *waiting = false;
            }
            let (Some(node), Some(Some(entered))) = (body.nodes.get(at), known.get(at).copied())
            else {
                continue;
            };
            let exits = body.exits(node);
            *steps += 1 + exits.len();
            for (exit, to) in exits.iter() {
                let own = bits.get(at).copied().unwrap_or_default();
                let Some(added) = self.added(node, exits, own, exit, returns) else {
                    continue;
                };
                let left = entered.and_then(added);
                let Some(slot) = known.get_mut(to) else {
                    continue;
                };
                let joined = slot.map_or(left, |before| before.or(left));
                if *slot != Some(joined) {
                    *slot = Some(joined);
                    if let Some(waiting @ false) = waiting.get_mut(to) {
                        *waiting = true;
                        queue.push_back(to);
                    }
                }
            }
        }
        known
    }

    /// What is known after an exit that was not before; `None` if the exit is never taken.
    fn added(
        &self,
        node: &NodeSketch,
        exits: Exits<'_>,
        bits: u64,
        exit: &Exit,
        returns: &[Returns<'_>],
    ) -> Option<Known> {
        let Some(kind) = &node.kind else {
            return Some(self.unknown);
        };
        if !matches!(kind, Kind::Subflow { .. }) {
            let bits = if (self.on)(kind, exit) { bits } else { 0 };
            return Some(Known {
                some: bits,
                all: bits,
            });
        }
        let Some(returns) = node.callee.and_then(|callee| returns.get(callee as usize)) else {
            return Some(self.unknown);
        };
        if let Exit::Label(label) = exit {
            return returns.by_label.get(label.as_str()).copied();
        }
        if returns.by_label.len() > MOST_LABELS {
            return returns.by_any;
        }
        returns
            .by_label
            .iter()
            .filter(|(label, _)| **label == "default" || !exits.has_label(label))
            .map(|(_, known)| *known)
            .reduce(Known::or)
    }
}

fn returned<'s>(body: &'s BodySketch<'_>, solved: &[Option<Known>]) -> Returns<'s> {
    let mut returns = Returns::default();
    for (node, known) in body.nodes.iter().zip(solved) {
        if let (Some(Kind::Hangup(hangup)), Some(known)) = (&node.kind, known)
            && let Some(label) = &hangup.label
        {
            let by_label = returns.by_label.entry(label.as_str()).or_insert(*known);
            *by_label = by_label.or(*known);
            returns.by_any = Some(returns.by_any.map_or(*known, |any| any.or(*known)));
        }
    }
    returns
}

/// Adds to each body what its callers know; a body that nobody runs is never entered.
fn hand_down(bodies: &[BodySketch<'_>], order: &[BodyIx], solution: &mut Solution) {
    let mut entered: Vec<Option<Known>> = vec![None; bodies.len()];
    if let Some(main) = entered.first_mut() {
        *main = Some(Known::NOTHING);
    }
    for at in order.iter().rev() {
        let (Some(body), Some(known)) = (bodies.get(*at), solution.get_mut(*at)) else {
            continue;
        };
        let from_callers = entered.get(*at).copied().flatten();
        for (node, known) in body.nodes.iter().zip(known) {
            *known = known
                .zip(from_callers)
                .map(|(own, before)| before.and_then(own));
            if let (Some(known), Some(slot)) = (
                *known,
                node.callee
                    .and_then(|callee| entered.get_mut(callee as usize)),
            ) {
                *slot = Some(slot.map_or(known, |before| before.or(known)));
            }
        }
    }
}
