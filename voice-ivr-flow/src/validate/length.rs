//! Finds `long-prompt`: a text that takes longer to hear than callers listen.
//!
//! The limit is 75 words, half a minute at 150 words a minute, or 500 characters, for scripts that do not part
//! words. A hole counts as one word.

use super::report::Report;
use super::sketch::{BodySketch, NodeSketch};
use crate::finding::FindingKind;
use crate::finding::words::shortened;
use crate::node::{Kind, Localized};
use crate::template::{Part, Template};

const MOST_WORDS: usize = 75;
const MOST_CHARACTERS: usize = 500;

pub(super) fn lengths(body: &BodySketch<'_>, node: &NodeSketch, kind: &Kind, report: &mut Report) {
    for (member, text) in kind.spoken() {
        let long = match text {
            Localized::One(text) => length(text),
            Localized::ByLanguage(texts) => texts.iter().find_map(|(_, text)| length(text)),
        };
        if let Some(length) = long {
            let message = format!(
                "`{member}` of `{}` has {length}; callers stop listening after half a minute",
                shortened(&node.id)
            );
            let help = "say it shorter, or in several nodes";
            report.add(FindingKind::LongPrompt, &body.at(node), message, help);
        }
    }
}

/// How long a text is, if it is too long.
fn length(text: &Template) -> Option<String> {
    let bytes: usize = text.parts().map(Part::len).sum();
    // A word and the blank behind it are at least two bytes.
    if bytes < 2 * MOST_WORDS {
        return None;
    }
    let (mut words, mut characters) = (0, 0);
    for part in text.parts() {
        match part {
            Part::Text(text) => {
                words += text.split_whitespace().count();
                characters += text.chars().count();
            }
            Part::Hole(_) => words += 1,
        }
    }
    if words > MOST_WORDS {
        Some(format!("{words} words"))
    } else if characters > MOST_CHARACTERS {
        Some(format!("{characters} characters"))
    } else {
        None
    }
}

impl Part<'_> {
    fn len(self) -> usize {
        match self {
            Self::Text(text) => text.len(),
            Self::Hole(_) => 2,
        }
    }
}
