//! Hears the keys in a text.

use std::collections::BTreeSet;

use super::tokens::{Token, Word, tokens};
use crate::template::Template;

/// The keys in a text.
#[derive(Debug, Default)]
pub(super) struct Heard {
    /// Keys that the text asks to press.
    pub(super) offered: BTreeSet<String>,
    mentioned: Vec<String>,
    /// Keys that stand next to each other, joined: `1 2` may be meant as `12`.
    joined: Vec<String>,
    /// Whether the text may mention any key.
    any: bool,
}

impl Heard {
    pub(super) fn in_text(text: &Template) -> Self {
        let tokens = tokens(text);
        let mut heard = Self {
            any: has_sentence_of_holes(&tokens),
            ..Self::default()
        };
        let mut joined = String::new();
        let mut parts = 0;
        for (at, token) in tokens.iter().enumerate() {
            if let Some(key) = token.key() {
                joined.push_str(key);
                parts += 1;
                heard.mentioned.push(key.to_owned());
                heard.range(&tokens, at, key);
                if token.can_be_offered() && is_offered(&tokens, at) {
                    heard.offered.insert(key.to_owned());
                }
                continue;
            }
            if parts > 1 {
                heard.joined.push(std::mem::take(&mut joined));
            }
            joined.clear();
            parts = 0;
            heard.any |= match token {
                Token::Word(word) if word.any => tokens.get(at + 1).is_some_and(Token::is_between),
                // It stands where a key would.
                Token::Hole => after_press(&tokens, at) || before_dabaye(&tokens, at),
                _ => false,
            };
        }
        heard.joined.push(joined);
        heard
    }

    pub(super) fn mentions(&self, key: &str) -> bool {
        self.any
            || self.mentioned.iter().any(|own| own == key)
            || (key.len() > 1 && self.joined.iter().any(|joined| joined.contains(key)))
    }

    /// `1 to 5` mentions what lies between.
    fn range(&mut self, tokens: &[Token], at: usize, from: &str) {
        let one = |key: &str| key.parse::<u32>().ok().filter(|_| key.len() == 1);
        if let (Some(Token::Word(Word { range: true, .. })), Some(to)) =
            (tokens.get(at + 1), tokens.get(at + 2))
            && let (Some(from), Some(to)) = (one(from), to.key().and_then(one))
        {
            self.mentioned
                .extend((from..=to).map(|key| key.to_string()));
        }
    }
}

/// Whether a key stands where the text asks to press it.
fn is_offered(tokens: &[Token], at: usize) -> bool {
    (after_press(tokens, at) && !counts(tokens, at)) || before_dabaye(tokens, at)
}

fn after_press(tokens: &[Token], at: usize) -> bool {
    let mut before = tokens.get(..at).unwrap_or_default().iter().rev();
    let word = before.find(|token| !token.is_between());
    matches!(word, Some(Token::Word(word)) if word.press)
}

fn before_dabaye(tokens: &[Token], at: usize) -> bool {
    let mut after = tokens.get(at + 1..).unwrap_or_default().iter();
    let word = after.find(|token| !token.is_between());
    matches!(word, Some(Token::Word(word)) if word.dabaye)
}

/// Whether a number counts what follows: `4 digits`, `one of`. The key called `4` is `the 4 key`, though.
fn counts(tokens: &[Token], at: usize) -> bool {
    let Some(Token::Word(next)) = tokens.get(at + 1) else {
        return false;
    };
    let named = at
        .checked_sub(1)
        .and_then(|before| tokens.get(before))
        .is_some_and(Token::is_between);
    match next {
        Word { button: true, .. } => !named,
        Word { or: true, .. } => matches!(tokens.get(at + 2), Some(Token::Word(word)) if word.more),
        next => next.counted,
    }
}

/// Whether a hole is a sentence of its own, or holes are.
fn has_sentence_of_holes(tokens: &[Token]) -> bool {
    let mut sentences = tokens.split(|token| matches!(token, Token::Stop));
    sentences.any(|sentence| {
        !sentence.is_empty() && sentence.iter().all(|token| matches!(token, Token::Hole))
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn heard(text: &str) -> Heard {
        Heard::in_text(&Template::parse(text).unwrap())
    }

    #[track_caller]
    fn offers(text: &str, keys: &[&str]) {
        let heard = heard(text);
        assert_eq!(heard.offered.iter().collect::<Vec<_>>(), keys, "{text}");
    }

    #[track_caller]
    fn mentions(text: &str, keys: &str, not: &str) {
        let heard = heard(text);
        for key in keys.split_whitespace() {
            assert!(heard.mentions(key), "{text}: {key}");
        }
        for key in not.split_whitespace() {
            assert!(!heard.mentions(key), "{text}: {key}");
        }
    }

    #[test]
    fn a_key_next_to_a_word_for_pressing_is_offered() {
        offers("Press 1 to speak to us.", &["1"]);
        offers(
            "For sales, press one. Dial 2 for help; enter the number 3.",
            &["1", "2", "3"],
        );
        offers("PRESS STAR or hit #", &["#", "*"]);
        offers("press the pound key", &["#"]);
        offers("press the 4 key", &["4"]);
        offers("press ٥ or dial ６", &["5", "6"]);
        offers("Press \"7\".", &["7"]);
        offers(
            "स्वीकार के लिए 1 दबाएं। रद्द के लिए २ डायल करें। 3 नंबर दबाइए।",
            &["1", "2", "3"],
        );
        offers("1 dabaye", &["1"]);
    }

    #[test]
    fn numbers_elsewhere_are_not_offered() {
        offers("Order 12. We are open from 9 to 5.", &[]);
        offers("Please enter 4 digits.", &[]);
        offers("Press one of the keys. Enter one or more numbers.", &[]);
        offers("press any key", &[]);
        offers("Press {{key}} or press B2 or enter 1.5", &[]);
        offers("To reach 2 press 1", &["1"]);
        offers("press. 1", &[]);
        offers("एक दबाएं", &[]);
        offers("press 1{{x}}", &[]);
    }

    #[test]
    fn a_key_that_stands_alone_is_mentioned() {
        mentions("Sales is 1, support 2; three for the rest.", "1 2 3", "4 0");
        mentions("Press 1,2 or *", "1 2 *", "# 3");
        mentions("१ या २", "1 2", "3");
        mentions("एक या दो दबाएं", "1 2", "3");
        mentions("Dial 12 now", "12", "1 2");
        mentions("Dial 1 2 now", "12 1 2", "21");
        mentions("The 3rd, B4 and 5.5", "", "3 4 5");
        mentions("请按1键", "1", "2");
        mentions("press hash", "#", "*");
        mentions("order #5", "5", "#");
        mentions("Press 1 to 4 or 6-8", "1 2 3 4 6 7 8", "5 9");
    }

    #[test]
    fn a_hole_at_the_place_of_a_key_may_be_any_key() {
        mentions("Press {{key}} for sales.", "1 2 #", "");
        mentions("Welcome. {{choices}}", "1", "");
        mentions("{{prompt}}", "1", "");
        mentions("बिक्री के लिए {{key}} दबाएं", "1", "");
        mentions("Press any key to go on.", "1 *", "");
        mentions("Order {{order_id}}. Press 1 to speak to us.", "1", "2");
        mentions("{{name}}, press 1.", "1 2", "");
    }
}
