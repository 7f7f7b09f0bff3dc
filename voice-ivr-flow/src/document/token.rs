//! One token a value: what the scanner leaves of a document.

use std::ops::Range;

use crate::names::Name;

/// What a [`Token`] is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Shape {
    // The order is that of `Token::shape`.
    Null,
    False,
    True,
    Number,
    /// A string that is its own value.
    Text,
    /// A string with escapes.
    Escaped,
    List,
    Object,
}

/// One value, in eight bytes: a document has some forty values a node, and every pass over it reads them.
///
/// Where an object or a list ends is not kept, because only findings ask for it.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Token {
    /// In bytes; of a string, behind its quote.
    pub(super) start: u32,
    /// The shape in the lowest three bits. Above it: of an object or a list, the index of the token after it and all
    /// inside it; of a number, its length; of a string, its length and, of the key of a member, its number.
    rest: u32,
}

const SHAPE_BITS: u32 = 3;
const LENGTH_BITS: u32 = 22;

impl Token {
    /// A string of this length or more is measured again, whenever it is wanted.
    const LONG: u32 = (1 << LENGTH_BITS) - 1;

    /// The most tokens of a document.
    pub(super) const MOST: usize = (1 << (u32::BITS - SHAPE_BITS)) - 1;

    /// A string, with the number that it has as a key.
    pub(super) fn string(start: u32, length: usize, shape: Shape, name: Name) -> Self {
        let length = u32::try_from(length).unwrap_or(Self::LONG).min(Self::LONG);
        Self::new(start, shape, u32::from(name) << LENGTH_BITS | length)
    }

    /// Anything else. The payload of `true`, `false` and `null` is 0.
    pub(super) fn new(start: u32, shape: Shape, payload: u32) -> Self {
        Self {
            start,
            rest: payload << SHAPE_BITS | shape as u32,
        }
    }

    pub(super) fn shape(self) -> Shape {
        match self.rest & ((1 << SHAPE_BITS) - 1) {
            0 => Shape::Null,
            1 => Shape::False,
            2 => Shape::True,
            3 => Shape::Number,
            4 => Shape::Text,
            5 => Shape::Escaped,
            6 => Shape::List,
            _ => Shape::Object,
        }
    }

    fn payload(self) -> u32 {
        self.rest >> SHAPE_BITS
    }

    /// The number of a key; 0 if it means nothing.
    pub(super) fn name(self) -> Name {
        match self.shape() {
            Shape::Text | Shape::Escaped => {
                // Seven bits are left.
                let [name, ..] = (self.payload() >> LENGTH_BITS).to_le_bytes();
                name
            }
            _ => 0,
        }
    }

    /// The token after this one, which is at `at`, and all inside it.
    pub(super) fn next(self, at: u32) -> u32 {
        match self.shape() {
            Shape::List | Shape::Object => self.payload(),
            _ => at + 1,
        }
    }

    /// The text of a value that is neither an object nor a list; of a string, what is between the quotes.
    pub(super) fn raw(self, text: &str) -> &str {
        text.get(self.range(text)).unwrap_or_default()
    }

    /// Where [`raw`](Self::raw) stands.
    pub(super) fn range(self, text: &str) -> Range<usize> {
        let start = self.start as usize;
        let length = match self.shape() {
            Shape::Null | Shape::True => 4,
            Shape::False => 5,
            Shape::Number => self.payload() as usize,
            Shape::Text | Shape::Escaped => match self.payload() & Self::LONG {
                Self::LONG => string_length(text.get(start..).unwrap_or_default()),
                length => length as usize,
            },
            Shape::List | Shape::Object => 0,
        };
        start..start + length
    }
}

/// How long a string is that begins a text, which was found to be good.
#[cold]
fn string_length(text: &str) -> usize {
    let mut escaped = false;
    let end = text.bytes().position(|byte| {
        let ends = byte == b'"' && !escaped;
        escaped = byte == b'\\' && !escaped;
        ends
    });
    end.unwrap_or(text.len())
}
