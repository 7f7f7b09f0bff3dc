//! `menu` and `gather`: the rules of §3 as tables.

use regex::Regex;

use crate::ident::Ident;
use crate::template::Template;

use super::audio::Sound;
use super::table::{Jump, StateIx, Way};

/// `menu` and `gather`.
#[derive(Debug, Clone)]
pub(crate) struct Ask {
    pub(crate) prompt: Sound,
    pub(crate) listen: Listen,
    pub(crate) accept: Accept,
}

/// How a `menu` or a `gather` listens.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub struct Listen {
    /// By which rules keys are heard; `None` = not at all.
    pub keys: Option<KeyRules>,
    /// Whether speech is heard.
    pub speech: bool,
    /// Words that the recogniser should expect, with holes for variables.
    pub hints: Vec<Template>,
    /// The language of the caller's speech (BCP 47).
    pub language: Option<Ident>,
    /// Seconds of silence, counted from the prompt's end.
    pub timeout: u32,
    /// Whether the first key stops the prompt.
    pub barge_in: bool,
}

/// When an entry of keys is complete (§3.2, §3.3).
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[non_exhaustive]
pub struct KeyRules {
    /// At this many keys; `None` = not by their number.
    pub most: Option<u32>,
    /// At this key, which is not part of the entry; `None` = there is no such key.
    pub finish_key: Option<char>,
    /// So many seconds after the last key.
    pub inter_digit_timeout: u32,
}

/// Which entries are good, and where they lead.
#[derive(Debug, Clone)]
pub(crate) enum Accept {
    /// Those with an edge; sorted.
    Keys(Vec<(Ident, Jump)>),
    /// Those that fit; kept in a variable.
    Entry {
        variable: Ident,
        min: u32,
        pattern: Option<Regex>,
        way: Way,
    },
}

/// Where a failed attempt leads.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Fail {
    /// The prompt is heard again.
    Again(StateIx),
    /// It was the last attempt.
    Leave(Way),
}
