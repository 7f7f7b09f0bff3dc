//! Splits a text into what matters for keys: numbers, the words of a table, holes, ends of sentences.

use std::borrow::Cow;
use std::sync::LazyLock;

use super::digits::ascii_digit;
use crate::hash::TextMap;
use crate::ident::Ident;
use crate::template::{Part, Template};

/// The most keys of an entry.
pub(super) const LONGEST_ENTRY: usize = 32;

#[derive(Debug)]
pub(super) enum Token {
    Word(Word),
    /// A number that stands alone, in ASCII digits.
    Number(Ident),
    /// Digits with `*` or `#` between or around them, as `*2` and `#21#`.
    Keys(Ident),
    Hole,
    /// The end of a sentence or of a part of it.
    Stop,
}

/// What a word means; most words mean nothing here.
#[derive(Debug, Clone, Copy, Default)]
#[expect(
    clippy::struct_excessive_bools,
    reason = "a word may be several things at once"
)]
pub(super) struct Word {
    /// The key that it names, and whether it may be offered.
    key: Option<(&'static str, bool)>,
    /// English: a key is offered after it.
    pub(super) press: bool,
    /// Hindi: a key is offered before it.
    pub(super) dabaye: bool,
    /// It may stand between such a word and the key.
    between: bool,
    /// It follows a number that counts something.
    pub(super) counted: bool,
    /// `key`, `button`.
    pub(super) button: bool,
    /// It stands between the ends of a range.
    pub(super) range: bool,
    pub(super) any: bool,
    pub(super) or: bool,
    pub(super) more: bool,
}

impl Token {
    /// The key that it names.
    pub(super) fn key(&self) -> Option<&str> {
        match self {
            Self::Number(keys) | Self::Keys(keys) => Some(keys),
            Self::Word(word) => word.key.map(|(key, _)| key),
            Self::Hole | Self::Stop => None,
        }
    }

    /// The numbers in it, if stars or hashes stand with them: these may be there for another reason.
    pub(super) fn numbers(&self) -> impl Iterator<Item = &str> {
        let keys = match self {
            Self::Keys(keys) => keys.as_str(),
            _ => "",
        };
        keys.split(['*', '#']).filter(|number| !number.is_empty())
    }

    /// Hindi number words mention a key, but many mean something else too.
    pub(super) fn can_be_offered(&self) -> bool {
        match self {
            Self::Word(word) => word.key.is_some_and(|(_, offered)| offered),
            _ => true,
        }
    }

    pub(super) fn is_between(&self) -> bool {
        matches!(self, Self::Word(word) if word.between)
    }
}

/// The words that mean something, in lower case.
struct Table {
    words: TextMap<&'static str, Word>,
    /// By first byte, the lengths of these words, a bit each: most words of a text are seen to be none of them.
    lengths: [u32; 256],
}

static TABLE: LazyLock<Table> = LazyLock::new(|| {
    let words = words();
    let mut lengths = [0; 256];
    for word in words.keys() {
        let first = word.bytes().next().map(usize::from);
        if let Some(all) = first.and_then(|first| lengths.get_mut(first)) {
            *all |= 1 << word.len();
        }
    }
    Table { words, lengths }
});

fn words() -> TextMap<&'static str, Word> {
    let mut table = TextMap::<&'static str, Word>::default();
    let keys = [
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
    for (word, key) in keys {
        table.entry(word).or_default().key = Some((key, true));
    }
    let hindi = [
        ("शून्य", "0"),
        ("जीरो", "0"),
        ("\u{95b}\u{940}\u{930}\u{94b}", "0"),
        ("\u{91c}\u{93c}\u{940}\u{930}\u{94b}", "0"),
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
    for (word, key) in hindi {
        table.entry(word).or_default().key = Some((key, false));
    }
    let mut say = |words: &'static str, set: fn(&mut Word)| {
        for word in words.split_whitespace() {
            set(table.entry(word).or_default());
        }
    };
    say(
        "press pressing dial dialing dialling enter entering hit push",
        |word| word.press = true,
    );
    say(
        "दबाएं दबाएँ दबाए दबाये दबायें दबाइए दबाइये दबाओ दबाकर डायल दर्ज प्रेस एंटर \
         dabaye dabayen dabayein dabaen dabaein dabaiye dabao",
        |word| word.dabaye = true,
    );
    say(
        "the key button number digit को नंबर नम्बर बटन अंक",
        |word| {
            word.between = true;
        },
    );
    say("key button", |word| word.button = true);
    say(
        "key button number digit more through of times time digits numbers keys character characters letters \
         second seconds minute minutes hour hours day days percent",
        |word| word.counted = true,
    );
    say("to through thru till until से", |word| {
        word.range = true;
    });
    say("any", |word| word.any = true);
    say("or", |word| word.or = true);
    say("more", |word| word.more = true);
    table
}

/// The longest word of the table, in bytes.
const LONGEST: usize = 24;

/// The meaning of a word as it is written.
fn word(text: &str) -> Word {
    let table = &*TABLE;
    // Of the scripts in the table only Latin has cases.
    let first = text.bytes().next().unwrap_or_default().to_ascii_lowercase();
    let lengths = table.lengths.get(usize::from(first)).copied();
    let mut lower = [0; LONGEST];
    let lower = match lower.get_mut(..text.len()) {
        Some(lower) if lengths.unwrap_or_default() & 1 << text.len() != 0 => lower,
        _ => return Word::default(),
    };
    lower.copy_from_slice(text.as_bytes());
    lower.make_ascii_lowercase();
    let lower = str::from_utf8(lower).unwrap_or_default();
    table.words.get(lower).copied().unwrap_or_default()
}

/// What the characters of a text are.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Class {
    Digit,
    Letter,
    Other,
}

fn class(c: char) -> Class {
    if c.is_ascii() {
        return match c {
            '0'..='9' => Class::Digit,
            'A'..='Z' | 'a'..='z' => Class::Letter,
            _ => Class::Other,
        };
    }
    if is_letter(c) {
        Class::Letter
    } else if ascii_digit(c).is_some() {
        Class::Digit
    } else {
        Class::Other
    }
}

/// What stands before or after a part of the text.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Neighbour {
    Nothing,
    Hole,
    Char(char),
}

impl Neighbour {
    fn of(c: Option<char>, otherwise: Self) -> Self {
        c.map_or(otherwise, Self::Char)
    }

    /// Whether a number that it touches is part of a word.
    fn joins_numbers(self) -> bool {
        match self {
            Self::Nothing => false,
            Self::Hole => true,
            Self::Char(c) => u32::from(c) < 0x250 && c.is_alphabetic(),
        }
    }

    fn is_inside(self) -> bool {
        match self {
            Self::Nothing => false,
            Self::Hole => true,
            Self::Char(c) => class(c) != Class::Other,
        }
    }

    fn is_digit(self) -> bool {
        matches!(self, Self::Char(c) if ascii_digit(c).is_some())
    }
}

/// Appends the pieces of a text.
pub(super) fn split(text: &Template, tokens: &mut Vec<Token>) {
    let hole = |part: Option<Part<'_>>| match part {
        Some(Part::Hole(_)) => Neighbour::Hole,
        _ => Neighbour::Nothing,
    };
    let mut parts = text.parts().peekable();
    let mut before = None;
    while let Some(part) = parts.next() {
        match part {
            Part::Hole(_) => tokens.push(Token::Hole),
            Part::Text(text) => {
                split_text(text, hole(before), hole(parts.peek().copied()), tokens);
            }
        }
        before = Some(part);
    }
}

fn split_text(text: &str, before: Neighbour, after: Neighbour, tokens: &mut Vec<Token>) {
    let mut rest = text;
    while let Some(c) = rest.chars().next() {
        let length = match class(c) {
            Class::Letter => {
                let length = word_length(rest, c);
                let (own, _) = rest.split_at(length);
                tokens.push(Token::Word(word(own)));
                length
            }
            Class::Other if !is_symbol(c) => {
                tokens.extend(is_stop(c).then_some(Token::Stop));
                c.len_utf8()
            }
            // What they are, what they touch decides.
            class => {
                let (own, _) = text.split_at(text.len() - rest.len());
                let before = Neighbour::of(own.chars().next_back(), before);
                let (token, length) = entry(rest, c, class, before, after);
                tokens.extend(token);
                length
            }
        };
        (_, rest) = rest.split_at(length);
    }
}

/// What a text begins with that begins with a digit or a symbol, and how long that is.
fn entry(
    text: &str,
    first: char,
    class: Class,
    before: Neighbour,
    after: Neighbour,
) -> (Option<Token>, usize) {
    if let Some((keys, length)) = keys(text, before, after) {
        return (Some(Token::Keys(keys)), length);
    }
    let length = match class {
        Class::Digit => number_length(text),
        _ => first.len_utf8(),
    };
    let (own, behind) = text.split_at(length);
    let next = Neighbour::of(behind.chars().next(), after);
    let token = match class {
        Class::Digit => Some(standing(own, before, next)),
        _ => symbol(first, before, next),
    };
    (token, length)
}

/// Letters belong together. A digit ends a word in scripts that do not part words, and belongs to it in Latin (`B2`).
fn word_length(text: &str, first: char) -> usize {
    let latin = first.is_ascii();
    let ascii = text.bytes().position(|byte| !byte.is_ascii_alphabetic());
    let ascii = ascii.unwrap_or(text.len());
    let behind = text.as_bytes().get(ascii).copied().unwrap_or(b' ');
    if latin && behind.is_ascii() && !behind.is_ascii_digit() {
        return ascii;
    }
    let end = text.find(|c| match class(c) {
        Class::Letter => false,
        Class::Digit => !latin,
        Class::Other => true,
    });
    end.unwrap_or(text.len())
}

/// Digits belong together; so do a point and a colon between digits.
fn number_length(text: &str) -> usize {
    let mut before = false;
    let mut joint = None;
    for (at, c) in text.char_indices() {
        if ascii_digit(c).is_some() {
            before = true;
            joint = None;
        } else if matches!(c, '.' | ':') && before {
            before = false;
            joint = Some(at);
        } else {
            return joint.unwrap_or(at);
        }
    }
    joint.unwrap_or(text.len())
}

/// The digits with stars and hashes among them that a text begins with, in ASCII, and how long they are. What is part of
/// a word is none, and neither is what has only one of the two.
fn keys(text: &str, before: Neighbour, after: Neighbour) -> Option<(Ident, usize)> {
    let (mut digits, mut symbols) = (0, 0);
    let end = text.find(|c| {
        let (digit, symbol) = (ascii_digit(c).is_some(), matches!(c, '*' | '#'));
        digits += usize::from(digit);
        symbols += usize::from(symbol);
        // More is no entry, and not looked through again from each of its keys.
        (!digit && !symbol) || digits + symbols > LONGEST_ENTRY
    });
    if digits == 0 || symbols == 0 || digits + symbols > LONGEST_ENTRY {
        return None;
    }
    let (own, behind) = text.split_at(end.unwrap_or(text.len()));
    let next = Neighbour::of(behind.chars().next(), after);
    if before.joins_numbers() || next.joins_numbers() {
        return None;
    }
    let keys: String = own.chars().map(|c| ascii_digit(c).unwrap_or(c)).collect();
    Some((keys.into(), own.len()))
}

/// A number that stands alone; one that a Latin letter, a hole or a point touches is part of a word.
fn standing(number: &str, before: Neighbour, next: Neighbour) -> Token {
    let digits: Option<Cow<'_, str>> = if number.bytes().all(|byte| byte.is_ascii_digit()) {
        Some(number.into())
    } else {
        let digits: Option<String> = number.chars().map(ascii_digit).collect();
        digits.map(Cow::Owned)
    };
    match digits {
        Some(digits) if !before.joins_numbers() && !next.joins_numbers() => {
            Token::Number(digits.into())
        }
        _ => Token::Word(Word::default()),
    }
}

fn symbol(c: char, before: Neighbour, next: Neighbour) -> Option<Token> {
    let alone = || !before.is_inside() && !next.is_inside();
    match c {
        '*' | '#' if alone() => Some(Token::Word(Word {
            key: Some((if c == '*' { "*" } else { "#" }, true)),
            ..Word::default()
        })),
        '-' | '–' if before.is_digit() && next.is_digit() => Some(Token::Word(Word {
            range: true,
            ..Word::default()
        })),
        _ => None,
    }
}

/// Whether a character may be a key, or stand between the ends of a range.
fn is_symbol(c: char) -> bool {
    matches!(c, '*' | '#' | '-' | '–')
}

/// Letters outside ASCII, and the marks that are written on them.
fn is_letter(c: char) -> bool {
    let code = u32::from(c);
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

    #[test]
    fn every_word_of_the_table_fits_the_buffer() {
        for word in [
            "dialling",
            "characters",
            "दबाइये",
            "dabayein",
            "नम्बर",
            "स्टार",
        ] {
            assert!(word.len() <= LONGEST, "{word}");
        }
        assert!(word("PRESS").press);
        assert!(word("दबाइये").dabaye);
        assert!(!word(&"press".repeat(9)).press);
    }

    #[test]
    fn numbers_end_before_a_point_that_ends_the_sentence() {
        assert_eq!(number_length("12. Then"), 2);
        assert_eq!(number_length("1.5."), 3);
        assert_eq!(number_length("9:30 "), 4);
        assert_eq!(number_length("7"), 1);
        assert_eq!(number_length("7."), 1);
        assert_eq!(number_length("१२"), "१२".len());
    }
}
