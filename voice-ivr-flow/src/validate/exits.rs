//! Which exit a label means at which node (flow-semantics.md §2).

use crate::graph::Exit;
use crate::hash::TextSet;
use crate::ident::Ident;
use crate::node::{Condition, Kind};

/// What an edge of a label is.
pub(super) enum Meaning {
    Exit(Exit),
    /// The node has one exit, which has no label: taken, if no other edge leaves the node.
    Ignored,
    Unknown,
}

/// The names that only a node's data, or another graph, can tell.
pub(super) enum Names<'s> {
    /// The node has none.
    Fixed,
    /// Any label is good, because what names them is wrong already.
    Any,
    /// Conditions of a branch.
    Conditions(&'s [Condition]),
    /// Outcomes of an agent.
    Outcomes(&'s [Ident]),
    /// Labels by which a subflow returns, sorted: many nodes may run it.
    Returns(&'s [Ident]),
    /// Many of either.
    Many(TextSet<&'s str>),
}

impl<'s> Names<'s> {
    /// More than this are looked up in a set.
    const FEW: usize = 12;

    pub(super) fn conditions(all: &'s [Condition]) -> Self {
        if all.len() <= Self::FEW {
            return Self::Conditions(all);
        }
        Self::Many(all.iter().map(|one| one.label.as_str()).collect())
    }

    pub(super) fn outcomes(all: &'s [Ident]) -> Self {
        if all.len() <= Self::FEW {
            return Self::Outcomes(all);
        }
        Self::Many(all.iter().map(Ident::as_str).collect())
    }

    fn meaning(&self, label: &str) -> Meaning {
        let known = match self {
            Self::Fixed => false,
            Self::Any => true,
            Self::Conditions(all) => all.iter().any(|one| one.label == label),
            Self::Outcomes(all) => all.iter().any(|one| one == label),
            Self::Returns(all) => all.binary_search_by(|one| one.as_str().cmp(label)).is_ok(),
            Self::Many(all) => all.contains(label),
        };
        if known {
            Meaning::Exit(Exit::Label(label.into()))
        } else {
            Meaning::Unknown
        }
    }
}

/// Whether a label is a sequence of keys.
pub(super) fn is_keys(label: &str) -> bool {
    !label.is_empty()
        && label
            .bytes()
            .all(|byte| byte.is_ascii_digit() || matches!(byte, b'*' | b'#'))
}

/// What an edge means that leaves a node.
pub(super) fn meaning(kind: &Kind, label: Option<&str>, names: &Names<'_>) -> Meaning {
    let Some(label) = label else {
        return unlabelled(kind).map_or(Meaning::Unknown, Meaning::Exit);
    };
    let exit = match (kind, label) {
        (Kind::Menu(_), keys) if is_keys(keys) => Exit::Key(keys.into()),
        (Kind::Menu(_) | Kind::Gather(_), "timeout") => Exit::Timeout,
        (Kind::Menu(_) | Kind::Gather(_), "invalid") => Exit::Invalid,
        (Kind::Gather(_) | Kind::Request(_), "ok") => Exit::Ok,
        (
            Kind::Menu(_)
            | Kind::Gather(_)
            | Kind::Dial(_)
            | Kind::Transfer(_)
            | Kind::Agent(_)
            | Kind::Subflow { .. },
            "default",
        ) => Exit::Default,
        (Kind::Record(_) | Kind::Voicemail { .. }, "silence") => Exit::Silence,
        (Kind::Dial(_), "completed") => Exit::Completed,
        (Kind::Dial(_) | Kind::Transfer(_), "busy") => Exit::Busy,
        (Kind::Dial(_) | Kind::Transfer(_), "no-answer") => Exit::NoAnswer,
        (Kind::Dial(_) | Kind::Transfer(_) | Kind::Request(_) | Kind::Sms(_), "failed") => {
            Exit::Failed
        }
        (Kind::Hours(_), "open") => Exit::Open,
        (Kind::Hours(_), "closed") => Exit::Closed,
        (Kind::Branch(_), "else") => Exit::Else,
        (Kind::Branch(_) | Kind::Agent(_) | Kind::Subflow { .. }, label) => {
            return names.meaning(label);
        }
        _ if matches!(unlabelled(kind), Some(Exit::Next)) => return Meaning::Ignored,
        _ => return Meaning::Unknown,
    };
    Meaning::Exit(exit)
}

/// What an edge without a label means (§2.1).
fn unlabelled(kind: &Kind) -> Option<Exit> {
    match kind {
        Kind::Gather(_) | Kind::Request(_) => Some(Exit::Ok),
        Kind::Branch(_) => Some(Exit::Else),
        Kind::Menu(_)
        | Kind::Dial(_)
        | Kind::Transfer(_)
        | Kind::Agent(_)
        | Kind::Subflow { .. } => Some(Exit::Default),
        Kind::Start
        | Kind::Say(_)
        | Kind::Play { .. }
        | Kind::Pause { .. }
        | Kind::Set { .. }
        | Kind::Record(_)
        | Kind::Voicemail { .. }
        | Kind::Conference(_)
        | Kind::Sms(_) => Some(Exit::Next),
        Kind::Hours(_)
        | Kind::Hangup(_)
        | Kind::Reject { .. }
        | Kind::Forward(_)
        | Kind::Queue(_) => None,
    }
}

/// The labels that a node has whatever its data says, for messages.
pub(super) fn fixed_labels(kind: &Kind) -> &'static [&'static str] {
    match kind {
        Kind::Menu(_) => &["timeout", "invalid", "default"],
        Kind::Gather(_) => &["ok", "timeout", "invalid", "default"],
        Kind::Dial(_) => &["completed", "busy", "no-answer", "failed", "default"],
        Kind::Transfer(_) => &["busy", "no-answer", "failed", "default"],
        Kind::Record(_) | Kind::Voicemail { .. } => &["silence"],
        Kind::Request(_) => &["ok", "failed"],
        Kind::Sms(_) => &["failed"],
        Kind::Hours(_) => &["open", "closed"],
        Kind::Branch(_) => &["else"],
        Kind::Agent(_) | Kind::Subflow { .. } => &["default"],
        _ => &[],
    }
}

/// The exit as the document spells it, for messages.
pub(super) fn name(exit: &Exit) -> &str {
    exit.label().unwrap_or("without a label")
}
