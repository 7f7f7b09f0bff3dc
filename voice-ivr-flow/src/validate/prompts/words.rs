//! Hears the keys in a text.

use std::collections::BTreeSet;

use super::digits::ascii_digit;
use crate::template::{Part, Template};

/// English words after which a key is offered.
const PRESS: &[&str] = &[
    "press", "pressing", "dial", "dialing", "dialling", "enter", "entering", "hit", "push",
];

/// Hindi words before which a key is offered.
const DABAYE: &[&str] = &[
    "दबाएं",
    "दबाएँ",
    "दबाए",
    "दबाये",
    "दबायें",
    "दबाइए",
    "दबाइये",
    "दबाओ",
    "दबाकर",
    "डायल",
    "दर्ज",
    "प्रेस",
    "एंटर",
    "dabaye",
    "dabayen",
    "dabayein",
    "dabaen",
    "dabaein",
    "dabaiye",
    "dabao",
];

/// What may stand between the word and the key.
const BETWEEN: &[&str] = &[
    "the",
    "key",
    "number",
    "digit",
    "button",
    "को",
    "नंबर",
    "नम्बर",
    "बटन",
    "अंक",
];

/// What follows a number that counts something.
const COUNTED: &[&str] = &[
    "of",
    "or",
    "more",
    "to",
    "through",
    "times",
    "time",
    "digit",
    "digits",
    "number",
    "numbers",
    "key",
    "keys",
    "character",
    "characters",
    "letters",
    "second",
    "seconds",
    "minute",
    "minutes",
    "hour",
    "hours",
    "day",
    "days",
    "percent",
    "at",
];

/// Number words as keys.
const NUMBERS: &[(&str, &str)] = &[
    ("zero", "0"),
    ("one", "1"),
    ("two", "2"),
    ("three", "3"),
    ("four", "4"),
    ("five", "5"),
    ("six", "6"),
    ("seven", "7"),
    ("eight", "8"),
    ("nine", "9"),
    ("ten", "10"),
    ("eleven", "11"),
    ("twelve", "12"),
    ("star", "*"),
    ("asterisk", "*"),
    ("pound", "#"),
    ("hash", "#"),
];

/// Hindi number words: they mention a key, but many mean something else too, so they offer none.
const HINDI_NUMBERS: &[(&str, &str)] = &[
    ("शून्य", "0"),
    ("ज़ीरो", "0"),
    ("ज़ीरो", "0"),
    ("जीरो", "0"),
    ("एक", "1"),
    ("दो", "2"),
    ("तीन", "3"),
    ("चार", "4"),
    ("पांच", "5"),
    ("पाँच", "5"),
    ("छह", "6"),
    ("छः", "6"),
    ("छे", "6"),
    ("सात", "7"),
    ("आठ", "8"),
    ("नौ", "9"),
    ("स्टार", "*"),
    ("हैश", "#"),
    ("पाउंड", "#"),
];

/// The keys in a text.
#[derive(Debug, Default)]
pub(super) struct Heard {
    /// Keys that the text asks to press.
    pub(super) offered: BTreeSet<String>,
    mentioned: BTreeSet<String>,
    /// Keys that stand next to each other, joined: `1 2` may be meant as `12`.
    joined: Vec<String>,
    /// Whether the text may mention any key.
    any: bool,
}

impl Heard {
    pub(super) fn in_text(text: &Template) -> Self {
        let tokens = tokens(text);
        let mut heard = Self::default();
        let mut joined = String::new();
        for (at, token) in tokens.iter().enumerate() {
            if let Some((key, may_be_offered)) = token.key() {
                joined.push_str(key);
                heard.mentioned.insert(key.to_owned());
                heard.range(&tokens, at, key);
                if may_be_offered && is_offered(&tokens, at) {
                    heard.offered.insert(key.to_owned());
                }
            } else if !joined.is_empty() {
                heard.joined.push(std::mem::take(&mut joined));
            }
            heard.any |= match token {
                Token::Word(word) if word == "any" => {
                    let next = tokens.get(at + 1);
                    next.is_some_and(|next| next.is_one_of(BETWEEN))
                }
                Token::Hole => may_say_anything(&tokens, at),
                _ => false,
            };
        }
        heard.joined.push(joined);
        heard
    }

    pub(super) fn mentions(&self, key: &str) -> bool {
        self.any
            || self.mentioned.contains(key)
            || (key.len() > 1 && self.joined.iter().any(|joined| joined.contains(key)))
    }

    /// `1 to 5` mentions the keys between.
    fn range(&mut self, tokens: &[Token], at: usize, from: &str) {
        const TO: &[&str] = &["to", "through", "thru", "till", "until", "-", "से"];
        let (Some(between), Some(to)) = (tokens.get(at + 1), tokens.get(at + 2)) else {
            return;
        };
        let one = |key: &str| key.parse::<u32>().ok().filter(|_| key.len() == 1);
        let ends = (one(from), to.key().and_then(|(key, _)| one(key)));
        if let (true, (Some(from), Some(to))) = (between.is_one_of(TO), ends) {
            self.mentioned
                .extend((from..=to).map(|key| key.to_string()));
        }
    }
}

#[derive(Debug, PartialEq)]
enum Token {
    /// In lower case.
    Word(String),
    /// A number that stands alone, in ASCII digits.
    Number(String),
    /// `*` or `#`, alone.
    Symbol(&'static str),
    Hole,
    /// The end of a sentence or of a part of it.
    Stop,
}

impl Token {
    /// The key that it names, and whether it can be offered.
    fn key(&self) -> Option<(&str, bool)> {
        let named = |table: &[(&'static str, &'static str)], word: &str| {
            let mut rows = table.iter();
            rows.find(|(name, _)| *name == word).map(|(_, key)| *key)
        };
        match self {
            Self::Number(number) => Some((number, true)),
            Self::Symbol(symbol) => Some((symbol, true)),
            Self::Word(word) => named(NUMBERS, word)
                .map(|key| (key, true))
                .or_else(|| named(HINDI_NUMBERS, word).map(|key| (key, false))),
            Self::Hole | Self::Stop => None,
        }
    }

    fn is_one_of(&self, words: &[&str]) -> bool {
        matches!(self, Self::Word(own) if words.contains(&own.as_str()))
    }
}

/// Whether a key stands where the text asks to press it.
fn is_offered(tokens: &[Token], at: usize) -> bool {
    (after_press(tokens, at) && !counts(tokens, at)) || before_dabaye(tokens, at)
}

fn after_press(tokens: &[Token], at: usize) -> bool {
    let before = tokens.get(..at).unwrap_or_default().iter().rev();
    let mut before = before.skip_while(|token| token.is_one_of(BETWEEN));
    before.next().is_some_and(|token| token.is_one_of(PRESS))
}

fn before_dabaye(tokens: &[Token], at: usize) -> bool {
    let after = tokens.get(at + 1..).unwrap_or_default().iter();
    let mut after = after.skip_while(|token| token.is_one_of(BETWEEN));
    after.next().is_some_and(|token| token.is_one_of(DABAYE))
}

/// Whether a number counts what follows: `4 digits`, `one of`. The key called `1` is `the 1 key`, though.
fn counts(tokens: &[Token], at: usize) -> bool {
    let named = at > 0
        && tokens
            .get(at - 1)
            .is_some_and(|token| token.is_one_of(&["the", "key", "number", "button"]));
    match tokens.get(at + 1) {
        Some(Token::Word(next)) if named && (next == "key" || next == "button") => false,
        // `press 1 to speak`, `press 1 or wait`: with a word for a number, the count is likelier.
        Some(Token::Word(next)) if next == "to" || next == "or" || next == "at" => {
            matches!(tokens.get(at), Some(Token::Word(_)))
                && next == "or"
                && tokens
                    .get(at + 2)
                    .is_some_and(|token| token.is_one_of(&["more"]))
        }
        Some(next) => next.is_one_of(COUNTED),
        None => false,
    }
}

/// Whether a hole stands where a key would, or is a sentence of its own.
fn may_say_anything(tokens: &[Token], at: usize) -> bool {
    if after_press(tokens, at) || before_dabaye(tokens, at) {
        return true;
    }
    let stop = |token: &&Token| **token != Token::Stop;
    let before = tokens.get(..at).unwrap_or_default().iter().rev();
    let after = tokens.get(at..).unwrap_or_default().iter();
    before
        .take_while(stop)
        .chain(after.take_while(stop))
        .all(|token| *token == Token::Hole)
}

/// Stands for a hole among the characters.
const HOLE: char = '\u{fffc}';

fn tokens(text: &Template) -> Vec<Token> {
    let mut all: Vec<char> = Vec::new();
    for part in text.parts() {
        match part {
            Part::Text(text) => all.extend(text.chars()),
            Part::Hole(_) => all.push(HOLE),
        }
    }
    let mut tokens = Vec::new();
    let mut rest = all.as_slice();
    let mut before = ' ';
    while let Some((&c, after)) = rest.split_first() {
        let next = after.first().copied().unwrap_or(' ');
        if c == HOLE {
            tokens.push(Token::Hole);
        } else if ascii_digit(c).is_some() {
            let (number, after) = number(rest);
            tokens.push(standing(number, before, after));
            before = number.last().copied().unwrap_or(c);
            rest = after;
            continue;
        } else if is_letter(c) {
            let end = rest
                .iter()
                .position(|c| !is_letter(*c) && ascii_digit(*c).is_none())
                .unwrap_or(rest.len());
            // A digit ends a word in scripts that do not part words, and belongs to it in Latin (`B2`).
            let end = rest
                .iter()
                .take(end)
                .position(|c| ascii_digit(*c).is_some())
                .filter(|_| !c.is_ascii_alphabetic())
                .unwrap_or(end);
            let (word, after) = rest.split_at(end);
            tokens.push(Token::Word(
                word.iter().flat_map(|c| c.to_lowercase()).collect(),
            ));
            before = word.last().copied().unwrap_or(c);
            rest = after;
            continue;
        } else if (c == '*' || c == '#') && !is_inside(before) && !is_inside(next) {
            tokens.push(Token::Symbol(if c == '*' { "*" } else { "#" }));
        } else if matches!(c, '-' | '–')
            && ascii_digit(before).is_some()
            && ascii_digit(next).is_some()
        {
            tokens.push(Token::Word("-".to_owned()));
        } else if is_stop(c) {
            tokens.push(Token::Stop);
        }
        before = c;
        rest = after;
    }
    tokens
}

/// The digits at the beginning; a point or a colon between digits joins them.
fn number(text: &[char]) -> (&[char], &[char]) {
    let digit = |at: usize| text.get(at).is_some_and(|c| ascii_digit(*c).is_some());
    let joins = |at: usize| matches!(text.get(at), Some('.' | ':')) && digit(at + 1);
    let mut end = 0;
    while digit(end) || joins(end) {
        end += 1;
    }
    text.split_at(end)
}

/// A number that stands alone; one that a Latin letter, a hole or a point touches is part of a word.
fn standing(number: &[char], before: char, after: &[char]) -> Token {
    let touched = |c: char| c == HOLE || (c.is_alphabetic() && (c as u32) < 0x250);
    let digits: Option<String> = number.iter().map(|c| ascii_digit(*c)).collect();
    let next = after.first().copied().unwrap_or(' ');
    match digits {
        Some(digits) if !touched(before) && !touched(next) => Token::Number(digits),
        _ => Token::Word(number.iter().collect()),
    }
}

fn is_inside(c: char) -> bool {
    c == HOLE || is_letter(c) || ascii_digit(c).is_some()
}

/// Letters and the marks that are written on them.
fn is_letter(c: char) -> bool {
    if c.is_ascii() {
        return c.is_ascii_alphabetic();
    }
    let code = c as u32;
    let joiner = matches!(code, 0x200C | 0x200D);
    let punctuation = matches!(
        code,
        0x80..=0xBF | 0xD7 | 0xF7 | 0x060C | 0x061B | 0x061F | 0x066A..=0x066D | 0x06D4 | 0x0964 | 0x0965
            | 0x0970 | 0x2000..=0x2BFF | 0x3000..=0x303F | 0xFF00..=0xFF0F | 0xFF1A..=0xFF20 | 0xFFFC
    );
    joiner || (!punctuation && !c.is_whitespace() && ascii_digit(c).is_none())
}

fn is_stop(c: char) -> bool {
    matches!(
        c,
        '.' | ','
            | ';'
            | ':'
            | '!'
            | '?'
            | '\n'
            | '।'
            | '॥'
            | '،'
            | '؛'
            | '؟'
            | '。'
            | '、'
            | '，'
            | '！'
            | '？'
            | '…'
    )
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
