//! Documents for tests: made from bytes that proptest chooses (fewer bytes make a smaller document, so
//! that it shrinks), and one of each kind.

use voice_core::xml::{Element, Node};

use super::other::Other;

/// Bytes that decide; past their end everything is absent.
pub(crate) struct Bytes<'a> {
    bytes: std::slice::Iter<'a, u8>,
    depth: usize,
}

impl<'a> Bytes<'a> {
    pub(crate) fn new(bytes: &'a [u8]) -> Self {
        Self {
            bytes: bytes.iter(),
            depth: 0,
        }
    }

    fn next(&mut self) -> u8 {
        self.bytes.next().copied().unwrap_or(0)
    }

    /// True for a quarter of the bytes.
    pub(crate) fn flag(&mut self) -> bool {
        self.next() > 191
    }

    pub(crate) fn below(&mut self, count: usize) -> usize {
        usize::from(self.next()) % count
    }
}

pub(crate) trait Sample: Sized {
    fn sample(source: &mut Bytes<'_>) -> Self;

    /// Of a value, each word that we know; of an element, one without anything, one with each
    /// attribute and value, and one with each child, to this depth.
    fn each(depth: usize) -> Vec<Self>;
}

/// What stands for any text and any number in [`Sample::each`].
pub(crate) const TEXT: &str = "text";
pub(crate) const NUMBER: u32 = 7;
pub(crate) const INVENTED: &str = "x-invented";

pub(crate) trait Piece {
    fn is_text(&self) -> bool;
    fn is_empty_text(&self) -> bool;
}

impl Sample for String {
    fn sample(source: &mut Bytes<'_>) -> Self {
        const PIECES: [&str; 16] = [
            "",
            "a",
            " ",
            "\n",
            "\t",
            "\r",
            "&",
            "<",
            ">",
            "\"",
            "'",
            "नमस्ते",
            "+15550100001",
            "]]>",
            "&amp;",
            "https://h.example/?a=1&b=2",
        ];
        (0..source.below(5))
            .map(|_| PIECES[source.below(16)])
            .collect()
    }

    fn each(_: usize) -> Vec<Self> {
        vec![TEXT.to_owned()]
    }
}

impl Sample for u32 {
    fn sample(source: &mut Bytes<'_>) -> Self {
        Self::from(source.next()) << (source.next() % 25)
    }

    fn each(_: usize) -> Vec<Self> {
        vec![NUMBER]
    }
}

impl Sample for bool {
    fn sample(source: &mut Bytes<'_>) -> Self {
        source.flag()
    }

    fn each(_: usize) -> Vec<Self> {
        vec![false, true]
    }
}

impl<T: Sample> Sample for Vec<T> {
    fn sample(source: &mut Bytes<'_>) -> Self {
        (0..source.below(4)).map(|_| T::sample(source)).collect()
    }

    fn each(depth: usize) -> Vec<Self> {
        T::each(depth).into_iter().map(|one| vec![one]).collect()
    }
}

impl Sample for super::Voice {
    fn sample(source: &mut Bytes<'_>) -> Self {
        Self::from(String::sample(source))
    }

    fn each(_: usize) -> Vec<Self> {
        vec![TEXT.into()]
    }
}

impl Sample for Element {
    fn sample(source: &mut Bytes<'_>) -> Self {
        let mut element = Self::new("X-Invented");
        if source.flag() {
            element
                .attributes
                .push(("x-a".into(), String::sample(source)));
        }
        if source.flag() {
            element
                .children
                .push(Node::Text(format!("t{}", String::sample(source))));
        }
        if source.flag() {
            element.children.push(Node::Element(Self::new("b")));
        }
        element
    }

    fn each(_: usize) -> Vec<Self> {
        vec![Self::new("X-Invented").attribute(INVENTED, TEXT)]
    }
}

/// A text that is not blank, as an element's optional text.
pub(crate) fn trimmed(source: &mut Bytes<'_>) -> String {
    format!("x{}", String::sample(source))
}

pub(crate) fn children<T: Sample>(source: &mut Bytes<'_>) -> Vec<T> {
    if source.depth > 6 {
        return Vec::new();
    }
    source.depth += 1;
    let list = Vec::sample(source);
    source.depth -= 1;
    list
}

/// Text and elements, no empty text and no two texts beside one another: a parser cannot see those.
pub(crate) fn mixed<T: Sample + Piece>(source: &mut Bytes<'_>) -> Vec<T> {
    let mut list: Vec<T> = Vec::new();
    for piece in children::<T>(source) {
        if !(piece.is_empty_text() || piece.is_text() && list.last().is_some_and(Piece::is_text)) {
            list.push(piece);
        }
    }
    list
}

/// `childless` is an element in which no elements are expected; elsewhere a parser finds unknown ones
/// among the children.
pub(crate) fn other(source: &mut Bytes<'_>, childless: bool) -> Other {
    let mut other = Other::default();
    if source.next() > 240 {
        other.push_attribute(INVENTED, &String::sample(source));
    }
    if childless && source.next() > 240 {
        other.push_element(Element::sample(source));
    }
    other
}

pub(crate) fn each_other(childless: bool) -> Vec<Other> {
    let mut attribute = Other::default();
    attribute.push_attribute(INVENTED, TEXT);
    let mut both = attribute.clone();
    for element in Element::each(0) {
        both.push_element(element);
    }
    if childless {
        vec![attribute, both]
    } else {
        vec![attribute]
    }
}
