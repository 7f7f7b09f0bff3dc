//! Finds `missing-language` (§1.6): a map of texts without a language that the flow uses.
//!
//! The flow uses the languages of all its maps, and the one in which the node speaks. Two tags with the same
//! primary subtag (`en-US`, `en-GB`) stand in for each other. At most 64 languages are looked at.

use std::collections::HashSet;

use super::read::Reading;
use super::report::Report;
use crate::finding::FindingKind;
use crate::finding::words::{list, shortened};
use crate::language;
use crate::node::{Kind, Localized};

const MOST: usize = 64;

pub(super) fn languages(reading: &Reading<'_>, report: &mut Report) {
    if !reading.localized {
        return;
    }
    let kinds = || {
        let bodies = reading.bodies.iter();
        bodies.flat_map(|body| body.nodes.iter().filter_map(|node| node.kind.as_ref()))
    };
    // The first tag of each language; sorted, so that the order of the nodes changes nothing.
    let mut used: Vec<&str> = kinds().flat_map(Kind::spoken).flat_map(tags).collect();
    used.sort_unstable_by_key(|tag| (primary(tag), *tag));
    used.dedup_by_key(|tag| primary(tag));
    used.truncate(MOST);

    for body in &reading.bodies {
        for node in &body.nodes {
            let Some(kind) = &node.kind else {
                continue;
            };
            let own = kind.speech().and_then(|speech| speech.language.as_deref());
            let spoken = own.or(reading.language.as_deref());
            for (member, text) in kind.spoken() {
                let Localized::ByLanguage(texts) = text else {
                    continue;
                };
                let has: HashSet<String> = texts.iter().map(|(tag, _)| primary(tag)).collect();
                let mut missing: Vec<&str> = used.clone();
                missing.extend(spoken.filter(|tag| {
                    let spoken = primary(tag);
                    used.iter().all(|tag| primary(tag) != spoken)
                }));
                missing.retain(|tag| !has.contains(&primary(tag)));
                if missing.is_empty() {
                    continue;
                }
                let message = format!(
                    "`{member}` of `{}` has no text for {}",
                    shortened(&node.id),
                    list(missing, "and")
                );
                let help = "add the text; a caller of that language hears another one";
                report.add(FindingKind::MissingLanguage, &body.at(node), message, help);
            }
        }
    }
}

fn tags<'k>((_, text): (&'static str, &'k Localized)) -> impl Iterator<Item = &'k str> {
    let texts = match text {
        Localized::One(_) => &[],
        Localized::ByLanguage(texts) => texts.as_slice(),
    };
    texts.iter().map(|(tag, _)| tag.as_str())
}

/// Primary subtags are compared in lower case.
fn primary(tag: &str) -> String {
    language::primary(tag).to_ascii_lowercase()
}
