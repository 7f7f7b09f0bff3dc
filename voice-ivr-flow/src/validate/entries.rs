//! Finds `ambiguous-entry`: keys of a menu that can never be told from another entry (§3, §5).

use super::report::Report;
use super::sketch::{BodySketch, NodeSketch};
use crate::finding::FindingKind;
use crate::finding::words::shortened;
use crate::node::{Kind, Menu};

pub(super) fn entries(body: &BodySketch<'_>, node: &NodeSketch, kind: &Kind, report: &mut Report) {
    let Kind::Menu(menu) = kind else {
        return;
    };
    let keys = || body.exits(node).keys();
    let keys = keys().zip(keys().skip(1).map(Some).chain([None]));
    for (key, next) in keys {
        if let Some((what, help)) = fault(menu, key, next) {
            let message = format!(
                "the menu `{}`: the key `{}` {what}",
                shortened(&node.id),
                shortened(key)
            );
            report.add(FindingKind::AmbiguousEntry, &body.at(node), message, &help);
        }
    }
}

/// What is wrong with a key, given the next one in order: a prefix of any is a prefix of the next.
fn fault(menu: &Menu, key: &str, next: Option<&str>) -> Option<(String, String)> {
    let digits = menu.digits as usize;
    if key.len() > digits {
        let plural = if digits == 1 { "key" } else { "keys" };
        return Some((
            format!("is longer than an entry, which has {digits} {plural}"),
            format!(
                "an entry is complete with {digits}: set `digits` to {}",
                key.len()
            ),
        ));
    }
    if let Some(finish) = menu
        .keypad
        .finish_key
        .filter(|finish| key.contains(*finish))
    {
        return Some((
            format!("holds `{finish}`, which ends an entry and is not part of it"),
            "use another key, or set `finish_key` to the empty string".to_owned(),
        ));
    }
    let longer = next.filter(|next| next.starts_with(key))?;
    Some((
        format!(
            "begins the longer `{}`, so neither can be told at once",
            shortened(longer)
        ),
        "give it as many keys as the others have".to_owned(),
    ))
}
