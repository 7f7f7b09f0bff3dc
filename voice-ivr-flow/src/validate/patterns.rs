//! The regular expressions of a document, each compiled once, all of them within a budget.
//!
//! A few characters may ask for a lot of memory: `\w{100}` takes eight megabytes. How large a compiled expression is
//! cannot be asked, only limited, so each is tried with twice the limit until one is enough, and that is what it costs.

use std::fmt;

use regex::{Error, Regex, RegexBuilder};

use crate::hash::TextMap;

/// The most that one may take when it is compiled.
const MOST: usize = 8 << 20;

/// The most that all may take together.
const MOST_IN_ALL: usize = 64 << 20;

/// Why a text is no pattern.
#[derive(Debug, Clone)]
pub(super) enum Fault {
    /// What is wrong with it.
    Syntax(String),
    TooLarge,
    TooMany,
}

impl fmt::Display for Fault {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Syntax(why) => write!(f, "is no regular expression: {why}"),
            Self::TooLarge => write!(
                f,
                "is too large: compiled it takes more than {} MiB",
                MOST >> 20
            ),
            Self::TooMany => write!(
                f,
                "is too much: compiled, the patterns of this document take more than {} MiB",
                MOST_IN_ALL >> 20
            ),
        }
    }
}

impl Fault {
    pub(super) fn help(&self) -> &'static str {
        match self {
            Self::Syntax(_) => "",
            Self::TooLarge | Self::TooMany => {
                "`[0-9]` and `[A-Za-z]` take much less than `\\d` and `\\w`, which hold the digits and letters of all scripts"
            }
        }
    }
}

/// Those that were compiled already, or what is wrong with them.
#[derive(Debug)]
pub(super) struct Patterns {
    known: TextMap<String, Result<Regex, Fault>>,
    left: usize,
}

impl Default for Patterns {
    fn default() -> Self {
        Self {
            known: TextMap::default(),
            left: MOST_IN_ALL,
        }
    }
}

impl Patterns {
    pub(super) fn compile(&mut self, text: &str) -> Result<Regex, Fault> {
        if let Some(known) = self.known.get(text) {
            return known.clone();
        }
        let made = self.within_budget(text);
        self.known.insert(text.to_owned(), made.clone());
        made
    }

    fn within_budget(&mut self, text: &str) -> Result<Regex, Fault> {
        let mut limit = least(text);
        loop {
            if limit > MOST {
                return Err(Fault::TooLarge);
            }
            if limit > self.left {
                return Err(Fault::TooMany);
            }
            match RegexBuilder::new(text).size_limit(limit).build() {
                Ok(regex) => {
                    self.left = self.left.saturating_sub(cost(&regex, limit));
                    return Ok(regex);
                }
                Err(Error::CompiledTooBig(_)) => {
                    // What was tried in vain took its time.
                    self.left -= limit.min(self.left) / 2;
                    limit *= 2;
                }
                Err(error) => {
                    let error = error.to_string();
                    let why = error.lines().last().unwrap_or_default().trim();
                    let why = why.strip_prefix("error: ").unwrap_or(why);
                    return Err(Fault::Syntax(why.to_owned()));
                }
            }
        }
    }
}

/// What a pattern may take while it is read, before any limit is looked at: a class of characters such as `\w` is a
/// list of hundreds of ranges.
fn least(text: &str) -> usize {
    const CHARACTER: usize = 32;
    const CLASS: usize = 4 << 10;
    let classes = text.bytes().filter(|byte| *byte == b'\\').count();
    (text.len() * CHARACTER + classes * CLASS).next_power_of_two()
}

/// With groups there may be a second table, which has a limit of its own.
fn cost(regex: &Regex, limit: usize) -> usize {
    if regex.captures_len() > 1 {
        limit.saturating_mul(64).min(limit + (1 << 20))
    } else {
        limit
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ordinary_patterns_compile_and_are_shared() {
        let mut patterns = Patterns::default();
        for text in [
            r"\w{6}",
            r"[\w ]{2,40}",
            r"\d{4}",
            "yes|no",
            r"(\w+\s?)+",
            r"\pL{1,30}",
        ] {
            patterns.compile(text).unwrap();
        }
        let left = patterns.left;
        assert!(left > MOST_IN_ALL / 2);
        patterns.compile(r"\w{6}").unwrap();
        assert_eq!(patterns.left, left);
    }

    #[test]
    fn a_mistake_is_told_from_a_pattern_that_is_too_large() {
        let mut patterns = Patterns::default();
        assert!(
            matches!(patterns.compile("("), Err(Fault::Syntax(why)) if why == "unclosed group")
        );
        assert!(matches!(patterns.compile(r"\w{500}"), Err(Fault::TooLarge)));
        assert!(matches!(
            patterns.compile(r"(\w{99}){99}"),
            Err(Fault::TooLarge)
        ));
        // Not even read: that alone would take more.
        assert!(matches!(
            patterns.compile(&r"\w".repeat(100_000)),
            Err(Fault::TooLarge)
        ));
    }

    /// L11.
    #[test]
    fn many_patterns_stay_within_the_budget() {
        let few = || Patterns {
            left: 4 << 20,
            ..Patterns::default()
        };
        let mut patterns = few();
        let made = (0..1_000).map(|n| patterns.compile(&format!(r"\d{{40}}{n}")));
        let (good, bad): (Vec<_>, Vec<_>) = made.partition(Result::is_ok);
        assert!((5..=32).contains(&good.len()), "{}", good.len());
        assert!(bad.iter().all(|fault| matches!(fault, Err(Fault::TooMany))));
        let mut patterns = few();
        let groups = (0..1_000).map(|n| patterns.compile(&format!("(a{n})[a-z]{{99}}")));
        assert!((2..=32).contains(&groups.flatten().count()));
    }
}
