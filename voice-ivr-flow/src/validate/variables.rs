//! Finds `unset-variable` and `maybe-unset` (§5.3).
//!
//! Where the specification is silent: a condition that asks whether a variable is empty is itself the answer to
//! `maybe-unset`. In a node that no path leads to, only a variable that nothing in the flow sets is reported. A node of
//! an unknown type may set anything, if a path leads to it.
//!
//! Why a budget: no way is known to follow every variable along all paths in linear time. Sixty-four are followed in
//! one walk, and walks are made until they have taken as many steps as a large flow of few variables takes. Those that
//! are left are told in one finding.

use super::facts::{Facts, Known, Solution};
use super::read::Reading;
use super::report::Report;
use super::sketch::{BodySketch, NodeSketch};
use crate::finding::FindingKind;
use crate::finding::words::{list, shortened};
use crate::graph::{BodyIx, Exit, NodeIx};
use crate::hash::{TextMap, TextSet};
use crate::node::{Kind, Op};
use crate::template::Template;
use crate::valid::Variable;

/// Facts in one go.
const WORD: usize = 64;

/// How many edges are walked before no further variables are followed: a second's work.
pub(super) const MOST_STEPS: usize = 1 << 26;

/// `unknown` says whether a path leads to a node of which nothing is known.
pub(super) fn variables(
    reading: &Reading<'_>,
    reads: Reads<'_>,
    order: &[BodyIx],
    unknown: bool,
    most_steps: usize,
    report: &mut Report,
) {
    let bodies = reading.bodies.as_slice();
    let Reads {
        declared,
        by_name: read,
        ..
    } = reads;
    if read.is_empty() {
        return;
    }
    let mut set: TextSet<&str> = TextSet::default();
    let nodes = bodies.iter().flat_map(|body| &body.nodes);
    for kind in nodes.filter_map(|node| node.kind.as_ref()) {
        kind.sets(&mut |name| {
            set.insert(name);
        });
    }
    let mut names: Vec<&str> = read.keys().copied().collect();
    names.sort_unstable();
    let mut known: Vec<&str> = declared.iter().chain(&set).copied().collect();
    known.sort_unstable();
    let mut check = Check {
        read,
        set,
        known,
        report,
    };
    if !unknown {
        names.retain(|name| {
            let somewhere = check.set.contains(name);
            if !somewhere {
                check.never(name);
            }
            somewhere
        });
    }
    let mut steps = 0;
    let mut walks = names.chunks(WORD);
    for names in walks.by_ref() {
        let bits = bits(bodies, names);
        let facts = Facts {
            bits: &bits,
            on: switches,
            unknown: Known::EVERYTHING,
        };
        let solution = facts.solve(bodies, order, &mut steps);
        for (bit, name) in names.iter().enumerate() {
            check.followed(name, 1 << bit, &solution);
        }
        if steps > most_steps {
            break;
        }
    }
    let left: Vec<&str> = walks.flatten().copied().collect();
    if let Some(main) = bodies.first().filter(|_| !left.is_empty()) {
        let message = format!(
            "whether these are set on every path was not looked at, because the flow has too many variables: {}",
            list(left, "and")
        );
        let help = "declare them in `variables`, or part the flow";
        report.add(FindingKind::MaybeUnset, &main.place(), message, help);
    }
}

/// What is read, and by which names it could have been meant.
struct Check<'s, 'r> {
    read: TextMap<&'s str, Vec<Read<'s>>>,
    set: TextSet<&'s str>,
    /// Sorted.
    known: Vec<&'s str>,
    report: &'r mut Report,
}

impl<'s> Check<'s, '_> {
    /// Nothing in the flow sets this variable.
    fn never(&mut self, name: &'s str) {
        for read in self.read.get(name).into_iter().flatten() {
            unset(name, read, &self.known, self.report);
        }
    }

    fn followed(&mut self, name: &'s str, bit: u64, solution: &Solution) {
        // One that is set elsewhere is spelt right.
        let known = if self.set.contains(name) {
            &[]
        } else {
            self.known.as_slice()
        };
        for read in self.read.get(name).into_iter().flatten() {
            let entered = solution.get(read.body).and_then(|body| body.get(read.at));
            let Some(Some(Known { some, all })) = entered.copied() else {
                continue;
            };
            if some & bit == 0 {
                unset(name, read, known, self.report);
            } else if all & bit == 0 && !read.asks {
                maybe_unset(name, read, self.report);
            }
        }
    }
}

/// What the nodes read that is not declared.
pub(super) struct Reads<'s> {
    declared: TextSet<&'s str>,
    by_name: TextMap<&'s str, Vec<Read<'s>>>,
    /// What one node reads, and whether it only asks if there is a value.
    own: TextMap<&'s str, bool>,
}

impl<'s> Reads<'s> {
    pub(super) fn new(declared: &'s [Variable]) -> Self {
        let declared = declared.iter().map(|variable| variable.name.as_str());
        Self {
            declared: declared.collect(),
            by_name: TextMap::default(),
            own: TextMap::default(),
        }
    }

    /// Adds what a node reads.
    pub(super) fn add(
        &mut self,
        (body, body_of): (BodyIx, &'s BodySketch<'s>),
        (at, node): (NodeIx, &'s NodeSketch),
        kind: &'s Kind,
    ) {
        reads(kind, &mut |name, asks| {
            if !self.declared.contains(name) {
                *self.own.entry(name).or_insert(true) &= asks;
            }
        });
        for (name, asks) in self.own.drain() {
            self.by_name.entry(name).or_default().push(Read {
                body,
                at,
                body_of,
                node,
                asks,
            });
        }
    }
}

/// A node reads a variable.
struct Read<'s> {
    body: BodyIx,
    at: NodeIx,
    body_of: &'s BodySketch<'s>,
    node: &'s NodeSketch,
    /// Whether it only asks if there is a value.
    asks: bool,
}

fn maybe_unset(name: &str, read: &Read<'_>, report: &mut Report) {
    let message = format!(
        "`{}` reads `{}`, which is set on some paths only",
        shortened(&read.node.id),
        shortened(name)
    );
    let help = "without a value it is the empty string: set it on every path, or declare it in `variables`";
    let place = read.body_of.at(read.node);
    report.add(FindingKind::MaybeUnset, &place, message, help);
}

fn unset(name: &str, read: &Read<'_>, known: &[&str], report: &mut Report) {
    let message = format!(
        "`{}` reads `{}`, which is set on no path",
        shortened(&read.node.id),
        shortened(name)
    );
    let otherwise = "declare it in `variables`, or set it before";
    let help = report.speller.help(name, known.iter().copied(), otherwise);
    let place = read.body_of.at(read.node);
    report.add(FindingKind::UnsetVariable, &place, message, &help);
}

/// The variables that a node reads, and whether it only asks if they have a value.
fn reads<'s>(kind: &'s Kind, each: &mut dyn FnMut(&'s str, bool)) {
    kind.templates(&mut |text| {
        let holes = text.holes().filter(|name| *name != Template::MISTAKE);
        holes.for_each(|name| each(name, false));
    });
    if let Kind::Branch(conditions) = kind {
        for condition in conditions.iter().filter(|one| !one.variable.is_empty()) {
            let asks = matches!(condition.op, Op::Empty | Op::NotEmpty);
            each(&condition.variable, asks);
        }
    }
}

/// By which exits a node sets its variables, those of [`Kind::sets`] (§5.3).
fn switches(kind: &Kind, exit: &Exit) -> bool {
    match kind {
        Kind::Set { .. } | Kind::Record(_) | Kind::Voicemail { .. } => *exit == Exit::Next,
        Kind::Gather(_) | Kind::Request(_) => *exit == Exit::Ok,
        Kind::Agent(_) => true,
        _ => false,
    }
}

fn bits(bodies: &[BodySketch<'_>], names: &[&str]) -> Vec<Vec<u64>> {
    let bit: TextMap<&str, u64> = names
        .iter()
        .enumerate()
        .map(|(at, name)| (*name, 1 << at))
        .collect();
    let of = |node: &NodeSketch| {
        let mut bits = 0;
        if let Some(kind) = &node.kind {
            kind.sets(&mut |name| bits |= bit.get(name).copied().unwrap_or(0));
        }
        bits
    };
    let body = |body: &BodySketch<'_>| body.nodes.iter().map(of).collect();
    bodies.iter().map(body).collect()
}
