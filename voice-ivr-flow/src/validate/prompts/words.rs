//! Hears the keys in a text.

use std::collections::BTreeMap;

use super::tokens::{LONGEST_ENTRY, Token, Word, split};
use crate::hash::TextSet;
use crate::ident::Ident;
use crate::template::Template;

/// The keys in a text. A flow has many texts, so one of these hears them all, and keeps its memory.
#[derive(Debug, Default)]
pub(in super::super) struct Heard {
    /// Keys that the text asks to press; one may be there twice.
    pub(super) offered: Vec<Offer>,
    /// Sorted.
    mentioned: Vec<Ident>,
    /// Keys that stand next to each other, joined: `1 2` may be meant as `12`.
    joined: Vec<String>,
    /// What can be read in `joined`, by its length; made where it is wanted.
    read_in_joined: BTreeMap<usize, TextSet<String>>,
    /// Whether the text may mention any key.
    any: bool,
    /// The text in pieces.
    tokens: Vec<Token>,
}

/// A key that a text asks to press.
#[derive(Debug)]
pub(super) struct Offer {
    pub(super) key: Ident,
    /// Where it stands among the tokens.
    at: usize,
}

impl Heard {
    /// Forgets what was heard before, and listens to a text.
    pub(super) fn listen(&mut self, text: &Template) {
        self.offered.clear();
        self.mentioned.clear();
        self.joined.clear();
        self.read_in_joined.clear();
        let mut tokens = std::mem::take(&mut self.tokens);
        tokens.clear();
        split(text, &mut tokens);
        self.any = has_sentence_of_holes(&tokens);
        // Where keys began that stand next to each other, and how many they are.
        let (mut first, mut parts) = (0, 0);
        for (at, token) in tokens.iter().enumerate() {
            if let Some(key) = token.key() {
                if parts == 0 {
                    first = at;
                }
                parts += 1;
                self.mentioned.push(key.into());
                self.mentioned.extend(token.numbers().map(Ident::from));
                self.range(&tokens, at, key);
                if token.can_be_offered() && is_offered(&tokens, at) {
                    self.offered.push(Offer {
                        key: key.into(),
                        at,
                    });
                }
                continue;
            }
            self.join(&tokens, first, parts);
            parts = 0;
            self.any |= match token {
                Token::Word(word) if word.any => tokens.get(at + 1).is_some_and(Token::is_between),
                // It stands where a key would.
                Token::Hole => after_press(&tokens, at) || before_dabaye(&tokens, at),
                _ => false,
            };
        }
        self.join(&tokens, first, parts);
        self.mentioned.sort_unstable();
        self.tokens = tokens;
    }

    fn join(&mut self, tokens: &[Token], first: usize, parts: usize) {
        if parts > 1 {
            let keys = tokens.iter().skip(first).take(parts);
            self.joined.push(keys.filter_map(Token::key).collect());
        }
    }

    /// Whether a key that is offered may be part of an entry, or only hold one: `press 1 2` may ask for `12`, and
    /// `press *2*` for `2`.
    pub(super) fn may_mean(&self, offer: &Offer, is_entry: impl Fn(&str) -> bool) -> bool {
        let key = |at: usize| self.tokens.get(at).and_then(Token::key);
        let own = self.tokens.get(offer.at);
        if own.into_iter().flat_map(Token::numbers).any(&is_entry) {
            return true;
        }
        let before = (0..offer.at).rev().map_while(key);
        // The entry begins at the key, or at one of those that stand before it.
        (0..=before.take(LONGEST_ENTRY).count()).any(|back| {
            let first = offer.at - back;
            let mut entry = String::new();
            let keys = (first..).map_while(key).enumerate();
            keys.take(LONGEST_ENTRY).any(|(at, key)| {
                entry.push_str(key);
                at >= back && is_entry(&entry)
            })
        })
    }

    pub(super) fn mentions(&mut self, key: &str) -> bool {
        let known = self.mentioned.binary_search_by(|own| (**own).cmp(key));
        if self.any || known.is_ok() {
            return true;
        }
        match key.len() {
            0 | 1 => false,
            // No entry is that long, which is told elsewhere.
            length if length > LONGEST_ENTRY => true,
            length => {
                let joined = &self.joined;
                let readable = || {
                    let all = joined.iter().flat_map(|joined| {
                        let starts = 0..=joined.len().saturating_sub(length);
                        starts.filter_map(move |at| joined.get(at..at + length))
                    });
                    all.map(str::to_owned).collect()
                };
                let known = self.read_in_joined.entry(length).or_insert_with(readable);
                known.contains(key)
            }
        }
    }

    /// `1 to 5` mentions what lies between.
    fn range(&mut self, tokens: &[Token], at: usize, from: &str) {
        let one = |key: &str| key.parse::<u32>().ok().filter(|_| key.len() == 1);
        if let (Some(Token::Word(Word { range: true, .. })), Some(to)) =
            (tokens.get(at + 1), tokens.get(at + 2))
            && let (Some(from), Some(to)) = (one(from), to.key().and_then(one))
        {
            self.mentioned
                .extend((from..=to).map(|key| Ident::from(key.to_string())));
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
        let mut heard = Heard::default();
        heard.listen(&Template::parse(text).unwrap());
        heard
    }

    #[track_caller]
    fn offers(text: &str, keys: &[&str]) {
        let offered = heard(text).offered;
        let mut offered: Vec<Ident> = offered.into_iter().map(|offer| offer.key).collect();
        offered.sort();
        assert_eq!(offered, keys, "{text}");
    }

    #[track_caller]
    fn mentions(text: &str, keys: &str, not: &str) {
        let mut heard = heard(text);
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
    fn digits_and_symbols_that_touch_are_one_entry() {
        offers("Press *2 to cancel.", &["*2"]);
        offers("dial *99*1# or enter २*", &["*99*1#", "2*"]);
        mentions("Press *2 to cancel.", "*2 2", "* 22");
        mentions("Dial *99*1.", "*99*1 99 1", "* 9");
        mentions("Press 2*, #9 or 1#2", "2* 2 #9 9 1#2 1", "* #");
        mentions("Press **2** for sales", "2", "*");
        offers("Press B*2 or *2B or *{{x}}", &[]);
        let long = format!("press {}", "1*".repeat(50_000));
        mentions(&long, "1", "2");
    }

    #[test]
    fn keys_beside_each_other_may_be_one_entry() {
        for (text, entries, other) in [
            ("Press 1 2.", "12 1", "2 21"),
            ("press zero zero now", "00 0", "000"),
            ("Press star 2 5", "*2 *25 *", "2 25"),
            ("1 2 3 दबाएं", "3 23 123", "12 1"),
            ("Press *2*.", "2 *2*", "*"),
        ] {
            let heard = heard(text);
            let [offer] = heard.offered.as_slice() else {
                panic!("{text}: {:?}", heard.offered);
            };
            for entry in entries.split(' ') {
                assert!(heard.may_mean(offer, |own| own == entry), "{text}: {entry}");
            }
            for entry in other.split(' ') {
                assert!(
                    !heard.may_mean(offer, |own| own == entry),
                    "{text}: {entry}"
                );
            }
        }
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
    fn one_ear_hears_one_text_after_another() {
        let mut heard = Heard::default();
        for (text, key, other) in [
            ("Press 1, then press 1 again.", "1", "2"),
            ("Dial 2 2 now", "22", "1"),
            ("Nothing.", "", "22"),
            ("Press 7", "7", "2"),
        ] {
            heard.listen(&Template::parse(text).unwrap());
            assert!(key.is_empty() || heard.mentions(key), "{text}: {key}");
            assert!(!heard.mentions(other), "{text}: {other}");
        }
        let offered: Vec<&str> = heard.offered.iter().map(|offer| &*offer.key).collect();
        assert_eq!(offered, ["7"]);
        assert!(heard.mentions(&"7".repeat(33)), "told elsewhere");
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
