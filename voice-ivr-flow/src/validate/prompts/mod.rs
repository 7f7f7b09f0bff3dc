//! Finds `offered-key` and `unmentioned-key` (§5.4): what a menu says against what it takes.
//!
//! Both are conservative.
//! - A key is offered when it comes right after a word for pressing in English (`press 1`, `dial the number 2`,
//!   `enter star`), or right before one in Hindi (`1 दबाएं`, `2 डायल करें`), where that grammar puts it; not when what
//!   follows counts something (`enter 4 digits`, `press one of`), and not when it has more keys than an entry (`dial
//!   911`) or ends one.
//! - A key is mentioned when it stands anywhere by itself: a decimal digit of any script, a number word, `star`,
//!   `pound`, `hash`. `1 to 5` mentions what lies between; `any key` mentions all. Number words in Hindi count too.
//! - Digits and symbols that touch are one entry: `*2` is neither a star nor, if `*2` has an edge, an offer of 2. Keys
//!   beside each other may be one entry: `press 1 2` offers nothing where `12` has an edge.
//! - A text in another language than English or Hindi is only compared if it mentions one of the keys.
//! - A hole where a key would stand, or a hole that is a sentence of its own, may say anything: nothing is then
//!   unmentioned.

mod digits;
mod tokens;
mod words;

use std::collections::BTreeSet;

use super::report::Report;
use super::sketch::{BodySketch, NodeSketch};
use crate::finding::FindingKind;
use crate::finding::words::shortened;
use crate::graph::Exit;
use crate::ident::Ident;
use crate::language::same_primary;
use crate::node::{Kind, Localized, Menu, Prompt};
use crate::template::Template;

pub(super) use words::Heard;

pub(super) fn prompts(
    body: &BodySketch<'_>,
    node: &NodeSketch,
    kind: &Kind,
    language: Option<&str>,
    heard: &mut Heard,
    report: &mut Report,
) {
    let Kind::Menu(menu) = kind else {
        return;
    };
    let Prompt::Message(message) = &menu.prompt else {
        return;
    };
    let own = menu.speech.language.as_deref().or(language);
    match &message.text {
        Localized::One(text) => compare(body, node, menu, &[(own, text)], heard, report),
        Localized::ByLanguage(texts) => {
            let texts: Vec<_> = texts
                .iter()
                .map(|(tag, text)| (Some(tag.as_str()), text))
                .collect();
            compare(body, node, menu, &texts, heard, report);
        }
    }
}

fn compare(
    body: &BodySketch<'_>,
    node: &NodeSketch,
    menu: &Menu,
    texts: &[(Option<&str>, &Template)],
    heard: &mut Heard,
    report: &mut Report,
) {
    let exits = body.exits(node);
    let mut offered: BTreeSet<Ident> = BTreeSet::new();
    let mut unmentioned = BTreeSet::new();
    for (language, text) in texts {
        heard.listen(text);
        for offer in &heard.offered {
            // What stands before the finish key is the entry.
            let key = match menu.keypad.finish_key {
                Some(finish) => offer.key.split(finish).next().unwrap_or_default(),
                None => &offer.key,
            };
            let taken = |key: &str| exits.has(&Exit::Key(key.into()));
            let entry = !key.is_empty() && key.len() <= menu.digits as usize;
            if entry && !taken(key) && !heard.may_mean(offer, taken) {
                offered.insert(key.into());
            }
        }
        let silent: Vec<&str> = exits.keys().filter(|key| !heard.mentions(key)).collect();
        let understood = language
            .is_none_or(|language| same_primary(language, "en") || same_primary(language, "hi"));
        if understood || silent.len() < exits.keys().count() {
            unmentioned.extend(silent);
        }
    }
    for key in offered {
        let id = shortened(&node.id);
        let message = format!("the prompt of `{id}` offers the key `{key}`, which has no edge");
        let help = "draw an edge for the key, or do not offer it";
        report.add(FindingKind::OfferedKey, &body.at(node), message, help);
    }
    // A menu without a prompt is told so elsewhere, and a blank one says nothing at all.
    let blank = texts.iter().all(|(_, text)| text.is_blank());
    for key in unmentioned.iter().filter(|_| !blank) {
        let id = shortened(&node.id);
        let message = format!(
            "the prompt of `{id}` does not mention the key `{}`, which has an edge",
            shortened(key)
        );
        let help = "say what the key does, or remove its edge";
        report.add(FindingKind::UnmentionedKey, &body.at(node), message, help);
    }
}
