//! Finds `dead-end` (§5.1) and `missing-exit` (§3.6, §5).
//!
//! Where the specification is silent:
//! - A `subflow` whose graph never returns ends the call, and needs no exit.
//! - An edge that is reported as wrong still shows that the node was meant to go on: no dead end beside it. A dead
//!   end is not also told about the exits that it lacks.
//! - An outcome that cannot happen needs no edge: `invalid` of a `gather` that takes every entry, or of a menu
//!   where every key has an edge.
//! - An outcome of which nothing more is expected needs none either: a `dial` that was completed, a recording that
//!   was made, or that stayed silent; a text that could not be sent goes on as one that was.

use std::collections::BTreeSet;

use super::link::Returns;
use super::report::{Place, Report};
use super::sketch::{BodySketch, NodeSketch};
use crate::finding::FindingKind;
use crate::finding::words::{list, shortened};
use crate::graph::{Exit, Exits};
use crate::ident::Ident;
use crate::node::{Condition, GatherInput, Kind};

pub(super) fn ends(
    body: &BodySketch<'_>,
    node: &NodeSketch,
    kind: &Kind,
    returns: &Returns,
    report: &mut Report,
) {
    // No edge can lead to it or away from it.
    if node.twin {
        return;
    }
    let exits = body.exits(node);
    if is_dead_end(node, exits, kind, returns) {
        dead_end(node, kind, &body.at(node), report);
        return;
    }
    if let Kind::Branch(conditions) = kind {
        branch(node, exits, conditions, &body.at(node), report);
    }
    let missing = missing(exits, kind, returns);
    if !missing.is_empty() {
        let id = shortened(&node.id);
        let message = match kind {
            Kind::Sms(_) => format!(
                "the sms `{id}` has an edge for a text that could not be sent, and none for one that was: the call ends there"
            ),
            _ => format!(
                "the {} `{id}` has no edge for {}: the call ends there",
                kind.type_name(),
                list(missing.iter().copied(), "and")
            ),
        };
        let help = match kind {
            Kind::Sms(_) => "draw an edge without a label",
            Kind::Menu(_) | Kind::Gather(_) => {
                "draw an edge with that label, or `default` for whatever failed last"
            }
            Kind::Dial(_) | Kind::Transfer(_) | Kind::Agent(_) | Kind::Subflow { .. } => {
                "draw an edge with that label, or `default` for all others"
            }
            _ => "draw an edge with that label",
        };
        report.add(FindingKind::MissingExit, &body.at(node), message, help);
    }
}

/// Whether a node ends the flow by its nature.
fn is_end(kind: &Kind) -> bool {
    matches!(
        kind,
        Kind::Queue(_) | Kind::Forward(_) | Kind::Hangup(_) | Kind::Reject { .. }
    )
}

/// Whether a node may have no exit; the call then ends there (§4.1).
fn may_end(kind: &Kind) -> bool {
    matches!(
        kind,
        Kind::Dial(_)
            | Kind::Transfer(_)
            | Kind::Conference(_)
            | Kind::Record(_)
            | Kind::Voicemail { .. }
            | Kind::Agent(_)
    )
}

fn is_dead_end(node: &NodeSketch, exits: Exits<'_>, kind: &Kind, returns: &Returns) -> bool {
    let leads_on = match kind {
        Kind::Menu(_) => exits.keys().next().is_some(),
        Kind::Subflow { flow } => {
            let returned = returns.get(flow.as_str()).and_then(Option::as_ref);
            !exits.is_empty() || returned.is_none_or(Vec::is_empty)
        }
        _ => !exits.is_empty(),
    };
    !leads_on && !node.rejects && !is_end(kind) && !may_end(kind)
}

fn dead_end(node: &NodeSketch, kind: &Kind, place: &Place<'_>, report: &mut Report) {
    let id = shortened(&node.id);
    let (message, help) = match kind {
        Kind::Menu(_) => (
            format!("the menu `{id}` has no edge for any key"),
            "draw an edge for each key that the prompt offers, labelled with the key",
        ),
        _ => (
            format!(
                "the call stops at the {} `{id}`: no edge leaves it",
                kind.type_name()
            ),
            "draw an edge to what comes next, or to a `hangup`",
        ),
    };
    report.add(FindingKind::DeadEnd, place, message, help);
}

fn branch(
    node: &NodeSketch,
    exits: Exits<'_>,
    conditions: &[Condition],
    place: &Place<'_>,
    report: &mut Report,
) {
    let mut told = BTreeSet::new();
    for condition in conditions {
        let label = condition.label.as_str();
        if !exits.has_label(label) && told.insert(label) {
            let message = format!(
                "the branch `{}` has a condition `{}` without an edge",
                shortened(&node.id),
                shortened(label)
            );
            let help = "draw an edge with that label, or remove the condition";
            report.add_error(FindingKind::MissingExit, place, message, help);
        }
    }
}

/// The outcomes that end the call because nothing is wired to them.
fn missing<'s>(exits: Exits<'_>, kind: &'s Kind, returns: &'s Returns) -> Vec<&'s str> {
    let without = |exit: &Exit| !exits.has(exit);
    let pick = |all: &[(Exit, &'static str)]| -> Vec<&'s str> {
        let missing = all.iter().filter(|(exit, _)| without(exit));
        missing.map(|(_, name)| *name).collect()
    };
    let defaulted = exits.has(&Exit::Default);
    match kind {
        Kind::Menu(menu) => {
            let mut all = pick(&[(Exit::Timeout, "timeout"), (Exit::Invalid, "invalid")]);
            if menu.digits == 1 && exits.keys().filter(|key| key.len() == 1).count() == 12 {
                all.retain(|name| *name != "invalid");
            }
            all.retain(|_| !defaulted);
            all
        }
        Kind::Gather(gather) => {
            let mut all = pick(&[(Exit::Timeout, "timeout"), (Exit::Invalid, "invalid")]);
            let short = gather.min_digits > 1 && gather.input != GatherInput::Speech;
            if !short && gather.pattern.is_none() {
                all.retain(|name| *name != "invalid");
            }
            all.retain(|_| !defaulted);
            all.splice(0..0, pick(&[(Exit::Ok, "ok")]));
            all
        }
        Kind::Dial(_) | Kind::Transfer(_) if !defaulted && !exits.is_empty() => pick(&[
            (Exit::Busy, "busy"),
            (Exit::NoAnswer, "no-answer"),
            (Exit::Failed, "failed"),
        ]),
        Kind::Sms(_) => pick(&[(Exit::Next, "")]),
        Kind::Hours(_) => pick(&[(Exit::Open, "open"), (Exit::Closed, "closed")]),
        Kind::Request(_) => pick(&[(Exit::Ok, "ok"), (Exit::Failed, "failed")]),
        Kind::Branch(_) => pick(&[(Exit::Else, "else")]),
        Kind::Agent(agent) if !defaulted && !exits.is_empty() => {
            labels(exits, agent.outcomes.iter())
        }
        Kind::Subflow { flow } if !defaulted => {
            let returned = returns.get(flow.as_str()).and_then(Option::as_ref);
            labels(exits, returned.into_iter().flatten())
        }
        _ => Vec::new(),
    }
}

/// At most as many as matter for a message.
fn labels<'s>(exits: Exits<'_>, all: impl Iterator<Item = &'s Ident>) -> Vec<&'s str> {
    all.map(Ident::as_str)
        .filter(|label| match *label {
            "default" => !exits.has(&Exit::Default),
            label => !exits.has_label(label),
        })
        .take(50)
        .collect()
}
