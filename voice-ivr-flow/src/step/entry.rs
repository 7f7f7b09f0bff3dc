//! What the keys and words at a `menu` or `gather` are worth: §3 in one place.

use crate::ident::Ident;
use crate::program::{Accept, Ask, Jump, KeyRules};
use crate::step::Input;

/// The keys of one entry.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Entry<'a> {
    /// Without the finish key.
    pub(crate) keys: &'a str,
    /// How many keys were pressed until it ended, the finish key included.
    pub(crate) pressed: usize,
    pub(crate) ended_by: EndedBy,
}

/// What ended an entry.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum EndedBy {
    /// It has as many keys as it may.
    Count,
    FinishKey,
    /// No other key came in time.
    Timeout,
}

/// Where an entry of typed keys ends (§3.2, §3.3); the keys behind it are thrown away (§3.4).
#[inline]
pub(crate) fn typed(rules: KeyRules, keys: &str) -> Entry<'_> {
    let most = rules.most.map_or(usize::MAX, |most| {
        usize::try_from(most).unwrap_or(usize::MAX)
    });
    let mut pressed = 0;
    let mut end = keys.len();
    let mut ended_by = EndedBy::Timeout;
    for (at, key) in keys.char_indices() {
        pressed += 1;
        if Some(key) == rules.finish_key {
            (end, ended_by) = (at, EndedBy::FinishKey);
            break;
        }
        if pressed == most {
            (end, ended_by) = (at + key.len_utf8(), EndedBy::Count);
            break;
        }
    }
    Entry {
        keys: keys.get(..end).unwrap_or_default(),
        pressed,
        ended_by,
    }
}

/// What was heard is worth this.
pub(super) enum Verdict<'a, 'p> {
    /// It is good.
    Accepted {
        input: &'a str,
        way: Option<&'p Jump>,
        /// The variable that keeps it.
        variable: Option<&'p Ident>,
    },
    Invalid(&'a str),
    Silence,
}

/// Judges what was heard (§3.5–3.8). What the node does not listen for is silence (§6.2).
#[expect(
    clippy::inline_always,
    reason = "a step takes its verdict apart at once, which a call would write to memory and read back"
)]
#[inline(always)]
pub(super) fn judge<'a, 'p>(ask: &'p Ask, heard: Input<'a>) -> Option<Verdict<'a, 'p>> {
    let (input, spoken) = match (heard, ask.listen.keys) {
        (Input::Keys(keys), Some(rules)) => (typed(rules, keys).keys, false),
        (Input::Speech(words), _) if ask.listen.speech => (words.trim(), true),
        (Input::Keys(_) | Input::Speech(_) | Input::Silence, _) => ("", false),
        _ => return None,
    };
    if input.is_empty() {
        return Some(Verdict::Silence);
    }
    let (way, variable) = match &ask.accept {
        Accept::Keys(edges) => match edge(edges, input) {
            Some(jump) => (Some(jump), None),
            None => return Some(Verdict::Invalid(input)),
        },
        Accept::Entry {
            variable,
            min,
            pattern,
            way,
        } => {
            let long = spoken || is_as_long(input, *min);
            if !(long && pattern.as_ref().is_none_or(|own| own.is_match(input))) {
                return Some(Verdict::Invalid(input));
            }
            (way.as_ref(), Some(variable))
        }
    };
    Some(Verdict::Accepted {
        input,
        way,
        variable,
    })
}

fn is_as_long(input: &str, min: u32) -> bool {
    usize::try_from(min).is_ok_and(|min| input.chars().count() >= min)
}

/// What is made of an entry, if it is good.
pub(crate) fn accepts<'a>(ask: &Ask, heard: Input<'a>) -> Option<&'a str> {
    match judge(ask, heard) {
        Some(Verdict::Accepted { input, .. }) => Some(input),
        _ => None,
    }
}

/// Whether an entry is neither good nor silence.
pub(crate) fn is_invalid(ask: &Ask, heard: Input<'_>) -> bool {
    matches!(judge(ask, heard), Some(Verdict::Invalid(_)))
}

#[inline]
fn edge<'p>(edges: &'p [(Ident, Jump)], keys: &str) -> Option<&'p Jump> {
    /// Up to here looking at each is faster.
    const FEW: usize = 8;
    if edges.len() > FEW {
        return edge_of_many(edges, keys);
    }
    let found = edges.iter().find(|(own, _)| *own == *keys);
    found.map(|(_, jump)| jump)
}

// Rare; by itself it leaves `edge` so small that it needs no call.
#[inline(never)]
fn edge_of_many<'p>(edges: &'p [(Ident, Jump)], keys: &str) -> Option<&'p Jump> {
    let at = edges
        .binary_search_by(|(own, _)| own.as_str().cmp(keys))
        .ok()?;
    edges.get(at).map(|(_, jump)| jump)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn rules(most: Option<u32>, finish_key: Option<char>) -> KeyRules {
        KeyRules {
            most,
            finish_key,
            inter_digit_timeout: 5,
        }
    }

    fn entry(rules: KeyRules, keys: &str) -> (&str, usize, EndedBy) {
        let entry = typed(rules, keys);
        (entry.keys, entry.pressed, entry.ended_by)
    }

    #[test]
    fn an_entry_is_complete_at_its_number_of_keys() {
        let two = rules(Some(2), Some('#'));
        assert_eq!(entry(two, "42"), ("42", 2, EndedBy::Count));
        assert_eq!(entry(two, "4217"), ("42", 2, EndedBy::Count));
        assert_eq!(entry(two, "4"), ("4", 1, EndedBy::Timeout));
    }

    #[test]
    fn the_finish_key_ends_an_entry_and_is_not_part_of_it() {
        let many = rules(None, Some('#'));
        assert_eq!(entry(many, "42#"), ("42", 3, EndedBy::FinishKey));
        assert_eq!(entry(many, "42#17#"), ("42", 3, EndedBy::FinishKey));
        assert_eq!(entry(many, "#"), ("", 1, EndedBy::FinishKey));
        assert_eq!(
            entry(rules(None, Some('*')), "4#2*"),
            ("4#2", 4, EndedBy::FinishKey)
        );
    }

    #[test]
    fn without_a_finish_key_every_key_is_part_of_the_entry() {
        let one = rules(Some(1), None);
        assert_eq!(entry(one, "#"), ("#", 1, EndedBy::Count));
        assert_eq!(entry(one, "*"), ("*", 1, EndedBy::Count));
        assert_eq!(entry(rules(None, None), "4#"), ("4#", 2, EndedBy::Timeout));
    }
}
