//! Finds `late-reject`: a call that is rejected after it was answered (§5.5).
//!
//! It was answered when anything was spoken, played, asked or recorded, or when the caller was connected. A `say` of
//! which nothing is spoken, because its text is blank (§1.5), answers nothing.

use super::facts::{Facts, Known};
use super::read::Reading;
use super::report::Report;
use super::sketch::NodeSketch;
use crate::finding::FindingKind;
use crate::finding::words::shortened;
use crate::graph::BodyIx;
use crate::node::Kind;

pub(super) fn rejects(reading: &Reading<'_>, order: &[BodyIx], report: &mut Report) {
    let bodies = reading.bodies.as_slice();
    let is_reject = |node: &NodeSketch| matches!(node.kind, Some(Kind::Reject { .. }));
    if !bodies.iter().any(|body| body.rejects) {
        return;
    }
    let language = reading.language.as_deref();
    let bit = |node: &NodeSketch| {
        let kind = node.kind.as_ref();
        u64::from(kind.is_some_and(|kind| answers(kind, language)))
    };
    let bits: Vec<Vec<u64>> = bodies
        .iter()
        .map(|body| body.nodes.iter().map(bit).collect())
        .collect();
    let facts = Facts {
        bits: &bits,
        on: |_, _| true,
        unknown: Known::NOTHING,
    };
    let solution = facts.solve(bodies, order, &mut 0);
    for (body, known) in bodies.iter().zip(&solution) {
        for (node, known) in body.nodes.iter().zip(known) {
            if is_reject(node) && known.is_some_and(|known| known.some & 1 == 1) {
                let message = format!(
                    "the call is answered before `{}` rejects it",
                    shortened(&node.id)
                );
                let help = "reject before anything is heard, or use a `hangup`; where a carrier cannot reject an answered call it is hung up";
                report.add(FindingKind::LateReject, &body.at(node), message, help);
            }
        }
    }
}

/// Whether the caller hears or does something there. What a carrier counts as answering is for its back end to say: on
/// Twilio a `pause` answers, too.
fn answers(kind: &Kind, language: Option<&str>) -> bool {
    if let Kind::Say(say) = kind {
        let own = say.speech.language.as_deref();
        return !say.message.text.in_language(own.or(language)).is_blank();
    }
    matches!(
        kind,
        Kind::Play { .. }
            | Kind::Menu(_)
            | Kind::Gather(_)
            | Kind::Record(_)
            | Kind::Voicemail { .. }
            | Kind::Dial(_)
            | Kind::Transfer(_)
            | Kind::Conference(_)
            | Kind::Agent(_)
    )
}
