//! The scanned document: its text with its tokens, and the values in it.

use std::borrow::Cow;

use super::token::{Shape, Token};
use crate::names::Name;

/// The text of a document (without byte order mark) with its tokens. Token 0 is the whole document; the
/// members of an object are key, value, key, value.
#[derive(Debug)]
pub(crate) struct Tape {
    pub(super) text: String,
    pub(super) tokens: Vec<Token>,
}

impl Tape {
    pub(crate) fn root(&self) -> Value<'_> {
        Value { tape: self, at: 0 }
    }

    pub(crate) fn text(&self) -> &str {
        &self.text
    }

    /// Whether both hold the same values in the same order.
    pub(super) fn same(&self, other: &Self) -> bool {
        self.tokens.len() == other.tokens.len()
            && (0..self.tokens.len()).all(|at| {
                let at = u32::try_from(at).unwrap_or(u32::MAX);
                let one = Value { tape: self, at };
                let two = Value { tape: other, at };
                match (one.text(), two.text()) {
                    (Some(one), Some(two)) => one == two,
                    (None, None) if one.shape() == Shape::Number => one.raw() == two.raw(),
                    // Where the values end decides what is inside what.
                    (None, None) => one.shape() == two.shape() && one.next() == two.next(),
                    _ => false,
                }
            })
    }
}

/// Where something stands in the text: byte offsets, the end exclusive.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Default)]
pub(crate) struct Span {
    pub(crate) start: u32,
    pub(crate) end: u32,
}

/// A value of the document.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Value<'a> {
    tape: &'a Tape,
    at: u32,
}

impl<'a> Value<'a> {
    fn token(self) -> Token {
        // A scanned tape has a token wherever a value says so; an absent one reads as null.
        let nothing = Token::new(0, Shape::Null, 0);
        let at = self.at as usize;
        self.tape.tokens.get(at).copied().unwrap_or(nothing)
    }

    /// The number of what comes after this value and all inside it.
    fn next(self) -> u32 {
        self.token().next(self.at)
    }

    /// How many values are inside, at any depth; keys count.
    pub(crate) fn size(self) -> usize {
        self.next().saturating_sub(self.at + 1) as usize
    }

    /// Its number on the tape; 0 is the whole document.
    pub(crate) fn index(self) -> u32 {
        self.at
    }

    /// Another value of the same document, by its number.
    pub(crate) fn other(self, index: u32) -> Self {
        Self {
            tape: self.tape,
            at: index,
        }
    }

    pub(crate) fn shape(self) -> Shape {
        self.token().shape()
    }

    pub(crate) fn is_null(self) -> bool {
        self.shape() == Shape::Null
    }

    /// The text as it stands in the document; of a string, what is between the quotes. Nothing of an object or a list.
    pub(crate) fn raw(self) -> &'a str {
        self.token().raw(&self.tape.text)
    }

    /// The bytes of a string without escapes; nobody looks where characters begin.
    pub(crate) fn plain(self) -> Option<&'a [u8]> {
        let token = self.token();
        let own = &self.tape.text;
        match token.shape() {
            Shape::Text => own.as_bytes().get(token.range(own)),
            _ => None,
        }
    }

    /// Where the value begins, with its quote.
    pub(crate) fn start(self) -> u32 {
        let start = self.token().start;
        if self.is_text() {
            start.saturating_sub(1)
        } else {
            start
        }
    }

    /// The whole value with its quotes. Takes time for an object or a list: its members are walked over.
    pub(crate) fn span(self) -> Span {
        let token = self.token();
        let length = token.raw(&self.tape.text).len();
        let end = token.start + u32::try_from(length).unwrap_or(u32::MAX);
        match token.shape() {
            Shape::Text | Shape::Escaped => Span {
                start: token.start.saturating_sub(1),
                end: end + 1,
            },
            Shape::List => self.span_to(b']'),
            Shape::Object => self.span_to(b'}'),
            _ => Span {
                start: token.start,
                end,
            },
        }
    }

    /// The span of an object or a list, which ends with this byte.
    fn span_to(self, closing: u8) -> Span {
        let start = self.token().start;
        let inside = Items {
            tape: self.tape,
            at: self.at + 1,
            end: self.next(),
        };
        // Documents are not nested deep.
        let last = inside.last().map_or(start + 1, |last| last.span().end);
        let rest = self.tape.text.as_bytes().get(last as usize..);
        let blanks = rest.and_then(|rest| rest.iter().position(|byte| *byte == closing));
        let blanks = u32::try_from(blanks.unwrap_or_default()).unwrap_or_default();
        Span {
            start,
            end: last + blanks + 1,
        }
    }

    /// The value of a string.
    pub(crate) fn text(self) -> Option<Cow<'a, str>> {
        match self.shape() {
            Shape::Text => Some(Cow::Borrowed(self.raw())),
            Shape::Escaped => Some(Cow::Owned(unescape(self.raw()))),
            _ => None,
        }
    }

    pub(crate) fn is_text(self) -> bool {
        matches!(self.shape(), Shape::Text | Shape::Escaped)
    }

    /// `true` or `false`.
    pub(crate) fn flag(self) -> Option<bool> {
        match self.shape() {
            Shape::True => Some(true),
            Shape::False => Some(false),
            _ => None,
        }
    }

    /// A whole number, however it is spelt (`5`, `5.0`, `5e0`).
    pub(crate) fn whole(self) -> Option<i64> {
        if self.shape() != Shape::Number {
            return None;
        }
        if let Ok(number) = self.raw().parse() {
            return Some(number);
        }
        let number: f64 = self.raw().parse().ok()?;
        #[expect(
            clippy::cast_possible_truncation,
            reason = "a whole number of this size is exact in both types"
        )]
        (number.fract() == 0.0 && number.abs() < 1e15).then_some(number as i64)
    }

    /// The members of an object; nothing for any other value.
    pub(crate) fn members(self) -> Members<'a> {
        Members(self.inside(Shape::Object))
    }

    /// The items of a list; nothing for any other value.
    pub(crate) fn items(self) -> Items<'a> {
        self.inside(Shape::List)
    }

    /// The first member of this name that is not null.
    pub(crate) fn member(self, name: &str) -> Option<Value<'a>> {
        self.members()
            .find(|(key, value)| !value.is_null() && key.is(name))
            .map(|(_, value)| value)
    }

    /// The number of the key of a member; 0 if it means nothing.
    pub(crate) fn number(self) -> Name {
        self.token().name()
    }

    /// The value of a string, or nothing.
    pub(crate) fn name(self) -> Cow<'a, str> {
        self.text().unwrap_or_default()
    }

    /// Whether this is a string with this value.
    pub(crate) fn is(self, text: &str) -> bool {
        let token = self.token();
        match token.shape() {
            // Bytes are compared, so that nobody looks where characters begin.
            Shape::Text => {
                let own = &self.tape.text;
                own.as_bytes().get(token.range(own)) == Some(text.as_bytes())
            }
            Shape::Escaped => unescape(self.raw()) == text,
            _ => false,
        }
    }

    fn inside(self, shape: Shape) -> Items<'a> {
        let token = self.token();
        let end = if token.shape() == shape {
            token.next(self.at)
        } else {
            self.at
        };
        Items {
            tape: self.tape,
            at: self.at + 1,
            end,
        }
    }
}

/// Iterator over the values directly inside a value.
#[derive(Debug, Clone)]
pub(crate) struct Items<'a> {
    tape: &'a Tape,
    at: u32,
    end: u32,
}

impl<'a> Iterator for Items<'a> {
    type Item = Value<'a>;

    fn next(&mut self) -> Option<Value<'a>> {
        if self.at >= self.end {
            return None;
        }
        let value = Value {
            tape: self.tape,
            at: self.at,
        };
        self.at = value.next();
        Some(value)
    }
}

/// Iterator over the members of an object.
#[derive(Debug, Clone)]
pub(crate) struct Members<'a>(Items<'a>);

impl<'a> Iterator for Members<'a> {
    type Item = (Value<'a>, Value<'a>);

    fn next(&mut self) -> Option<Self::Item> {
        let Items { tape, at, .. } = self.0;
        // A key is one token, which need not be read to come to the value.
        self.0.at += 1;
        Some((Value { tape, at }, self.0.next()?))
    }
}

/// The value of a string whose escapes the scanner has checked.
pub(super) fn unescape(raw: &str) -> String {
    let mut out = String::with_capacity(raw.len());
    let mut rest = raw;
    while let Some((plain, escape)) = rest.split_once('\\') {
        out.push_str(plain);
        let mut after = escape.chars();
        match after.next() {
            Some('b') => out.push('\u{8}'),
            Some('f') => out.push('\u{c}'),
            Some('n') => out.push('\n'),
            Some('r') => out.push('\r'),
            Some('t') => out.push('\t'),
            Some('u') => {
                let high = hex4(after.as_str());
                after = after.as_str().get(4..).unwrap_or_default().chars();
                let code = if (0xD800..0xDC00).contains(&high) {
                    let low = hex4(after.as_str().get(2..).unwrap_or_default());
                    after = after.as_str().get(6..).unwrap_or_default().chars();
                    0x10000 + ((high - 0xD800) << 10) + (low.wrapping_sub(0xDC00) & 0x3FF)
                } else {
                    high
                };
                out.push(char::from_u32(code).unwrap_or(char::REPLACEMENT_CHARACTER));
            }
            Some(plain) => out.push(plain),
            None => {}
        }
        rest = after.as_str();
    }
    out.push_str(rest);
    out
}

/// The number written by the first four hexadecimal digits.
pub(super) fn hex4(text: &str) -> u32 {
    text.get(..4)
        .and_then(|digits| u32::from_str_radix(digits, 16).ok())
        .unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use crate::document::Flow;

    fn document(text: &str) -> Flow {
        Flow::from_json(text.as_bytes()).unwrap()
    }

    fn written(flow: &Flow, name: &str) -> String {
        let span = flow.root().member(name).unwrap().span();
        flow.source()[span.start as usize..span.end as usize].to_owned()
    }

    #[test]
    fn the_end_of_an_object_or_a_list_is_found_behind_its_last_member() {
        let text = r#"{"a": { "b" : [ [1, {"c": "]}"} ] , "\"}]" ]  } , "d": [ ], "e": {}, "f": null, "g": -1.5e3}"#;
        let flow = document(text);
        for (name, value) in [
            ("a", r#"{ "b" : [ [1, {"c": "]}"} ] , "\"}]" ]  }"#),
            ("d", "[ ]"),
            ("e", "{}"),
            ("g", "-1.5e3"),
        ] {
            assert_eq!(written(&flow, name), value);
        }
        let whole = flow.root().span();
        assert_eq!((whole.start, whole.end as usize), (0, text.len()));
    }

    #[test]
    fn a_string_whose_length_has_no_room_is_measured_again() {
        for length in [(1 << 22) - 2, (1 << 22) - 1, (1 << 22) + 7] {
            let text = format!(r#"{}\\\"é"#, "x".repeat(length - 6));
            let flow = document(&format!(r#"{{"name": "{text}", "{text}": 1, "z": "y"}}"#));
            let name = flow.root().member("name").unwrap();
            assert_eq!(name.raw(), text);
            assert_eq!(flow.name().unwrap().len(), length - 2);
            let keys: Vec<_> = flow
                .root()
                .members()
                .map(|(key, _)| key.raw().len())
                .collect();
            assert_eq!(keys, [4, length, 1]);
            assert_eq!(written(&flow, "z"), "\"y\"");
        }
    }
}
