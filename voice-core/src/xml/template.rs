//! A document rendered once, with holes for values that are known only when it is served.
//!
//! A compiler builds its document with the ordinary typed builders and puts [`hole`] wherever a value
//! will stand: in text, in an attribute, inside a URL. The hole is a short mark inside the text. The
//! document is written to a [`Template`] instead of a `String`: it finds the marks on the way and keeps
//! whether each stands in text or in an attribute, and [`Template::fill`] escapes the value for that
//! place. Filling is a walk over a list of segments: no parsing, no look-up but yours.
//!
//! ```
//! use voice_core::xml::{Fill, Sink, Template, hole};
//!
//! let mut template = Template::new();
//! template.markup("<Say>");
//! template.text(&format!("Order {}.", hole("order", Fill::Escaped)));
//! template.markup("</Say><Play>");
//! template.text(&format!("https://media.example/{}.mp3", hole("order", Fill::Percent)));
//! template.markup("</Play>");
//! let filled = template.fill(|name| if name == "order" { "R&D 7" } else { "" });
//! assert_eq!(
//!     filled,
//!     "<Say>Order R&amp;D 7.</Say><Play>https://media.example/R%26D%207.mp3</Play>"
//! );
//! ```
//!
//! # Why marks, and not `{{name}}` in the XML
//! The same spelling in a text and in the middle of a URL must be escaped differently, and only who
//! builds the document knows which is which. The marks are three Unicode noncharacters, which no
//! prompt holds; [`without_marks`] takes them out of text that comes from outside, so that no text
//! can forge a hole.

use std::borrow::Cow;

use super::escape::{push_attribute, push_number, push_text};
use super::percent::push_percent_encoded;
use super::scan::{none, soon};
use super::sink::Sink;

const ESCAPED: char = '\u{FDD0}';
const PERCENT: char = '\u{FDD1}';
const CLOSE: char = '\u{FDD2}';
/// Of all three in UTF-8.
const FIRST_BYTE: u8 = 0xEF;

/// How the value of a hole is written.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Fill {
    /// As text: escaped for where it stands, in element content or in an attribute.
    Escaped,
    /// As part of a URL: percent-encoded, all but ASCII letters, digits and `-._~`.
    Percent,
}

/// The mark of a hole, to be put into any text or attribute value of a document.
///
/// Marks inside `name` itself are taken out.
pub fn hole(name: &str, fill: Fill) -> String {
    let mut out = String::with_capacity(name.len() + 6);
    push_hole(&mut out, name, fill);
    out
}

/// Appends what [`hole`] gives.
pub fn push_hole(out: &mut String, name: &str, fill: Fill) {
    out.push(match fill {
        Fill::Escaped => ESCAPED,
        Fill::Percent => PERCENT,
    });
    out.push_str(&without_marks(name));
    out.push(CLOSE);
}

/// `text` without the characters that mark holes; borrowed when it has none.
pub fn without_marks(text: &str) -> Cow<'_, str> {
    let mark = |c| matches!(c, ESCAPED | PERCENT | CLOSE);
    if next_first_byte(text.as_bytes()).is_some() && text.contains(mark) {
        Cow::Owned(text.chars().filter(|&c| !mark(c)).collect())
    } else {
        Cow::Borrowed(text)
    }
}

/// A piece of a text with marks.
#[derive(Clone, Copy, PartialEq, Eq)]
pub enum Marked<'a> {
    /// Text without marks, never empty.
    Plain(&'a str),
    /// The name of a hole, and how its value is written.
    Hole(&'a str, Fill),
}

/// The pieces of a text with marks, not escaped yet. A mark that is never closed is text.
///
/// ```
/// use voice_core::xml::{Fill, Marked, hole, marked};
///
/// let text = format!("Order {}.", hole("order", Fill::Escaped));
/// let pieces = [Marked::Plain("Order "), Marked::Hole("order", Fill::Escaped), Marked::Plain(".")];
/// assert!(marked(&text).eq(pieces));
/// ```
pub fn marked(text: &str) -> impl Iterator<Item = Marked<'_>> {
    let mut rest = text;
    std::iter::from_fn(move || {
        let (plain, tail) = rest.split_at_checked(first_mark(rest))?;
        if !plain.is_empty() {
            rest = tail;
            return Some(Marked::Plain(plain));
        }
        let mut chars = tail.chars();
        let fill = match chars.next()? {
            PERCENT => Fill::Percent,
            _ => Fill::Escaped,
        };
        let Some((name, after)) = split_at_close(chars.as_str()) else {
            return Some(Marked::Plain(std::mem::take(&mut rest)));
        };
        rest = after;
        Some(Marked::Hole(name, fill))
    })
}

/// What stands before and after the first mark that closes a hole. Names are short.
fn split_at_close(text: &str) -> Option<(&str, &str)> {
    let first = text.bytes().position(|byte| byte == FIRST_BYTE)?;
    let (name, rest) = text.split_at_checked(first)?;
    match rest.strip_prefix(CLOSE) {
        Some(after) => Some((name, after)),
        None => text.split_once(CLOSE),
    }
}

/// Where the first mark begins that opens a hole, or where the text ends.
fn first_mark(text: &str) -> usize {
    let mut from = 0;
    loop {
        let Some(at) = next_first_byte(text.as_bytes().get(from..).unwrap_or_default()) else {
            return text.len();
        };
        let mark = text.get(from + at..).and_then(|rest| rest.chars().next());
        if let Some(ESCAPED | PERCENT) = mark {
            return from + at;
        }
        from += at + 1;
    }
}

/// Where the byte is with which all marks begin, and hardly anything else.
fn next_first_byte(bytes: &[u8]) -> Option<usize> {
    let first = |byte| u8::from(byte == FIRST_BYTE);
    if none(bytes, first) {
        return None;
    }
    soon(bytes, first)
}

/// A document with holes, written once; see the [module docs](self).
#[derive(Clone, PartialEq, Eq, Default)]
pub struct Template {
    xml: String,
    holes: Vec<Hole>,
}

#[derive(Clone, PartialEq, Eq)]
struct Hole {
    /// Where in the XML its value will stand.
    at: usize,
    name: Box<str>,
    place: Place,
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Place {
    Text,
    Attribute,
    Percent,
}

/// A piece of a [`Template`].
#[derive(Clone, Copy, PartialEq, Eq)]
#[non_exhaustive]
pub enum Segment<'a> {
    /// XML that is copied.
    Literal(&'a str),
    /// The name of a value in element content: [`push_text`].
    Text(&'a str),
    /// The name of a value in an attribute: [`push_attribute`].
    Attribute(&'a str),
    /// The name of a value inside a URL: [`push_percent_encoded`], in text and attributes alike.
    Percent(&'a str),
}

impl Template {
    /// One in which nothing stands yet: a [`Sink`] for a document with marks in its texts and values.
    pub fn new() -> Self {
        Self::default()
    }

    /// The pieces, in order; none is empty.
    pub fn segments(&self) -> impl Iterator<Item = Segment<'_>> {
        let literal = |from, to| {
            let xml = self.xml.get(from..to).unwrap_or_default();
            (!xml.is_empty()).then_some(Segment::Literal(xml))
        };
        let starts = std::iter::once(0).chain(self.holes.iter().map(|hole| hole.at));
        let before = self.holes.iter().zip(starts);
        let pieces = before.flat_map(move |(hole, from)| {
            let segment = match hole.place {
                Place::Text => Segment::Text(&hole.name),
                Place::Attribute => Segment::Attribute(&hole.name),
                Place::Percent => Segment::Percent(&hole.name),
            };
            literal(from, hole.at).into_iter().chain([segment])
        });
        let end = self.holes.last().map_or(0, |hole| hole.at);
        pieces.chain(literal(end, self.xml.len()))
    }

    /// The names of the holes, in order, repeated where a hole is.
    pub fn holes(&self) -> impl Iterator<Item = &str> {
        self.holes.iter().map(|hole| &*hole.name)
    }

    /// The document with every hole filled by `value`, escaped for its place.
    pub fn fill<'v>(&self, mut value: impl FnMut(&str) -> &'v str) -> String {
        let mut out = String::with_capacity(self.xml.len() + 32);
        for segment in self.segments() {
            match segment {
                Segment::Literal(xml) => out.push_str(xml),
                Segment::Text(name) => push_text(&mut out, value(name)),
                Segment::Attribute(name) => push_attribute(&mut out, value(name)),
                Segment::Percent(name) => push_percent_encoded(&mut out, value(name)),
            }
        }
        out
    }

    fn marked(&mut self, text: &str, place: Place, push: impl Fn(&mut String, &str)) {
        for piece in marked(text) {
            match piece {
                Marked::Plain(text) => push(&mut self.xml, text),
                Marked::Hole(name, fill) => self.holes.push(Hole {
                    at: self.xml.len(),
                    name: name.into(),
                    place: match fill {
                        Fill::Escaped => place,
                        Fill::Percent => Place::Percent,
                    },
                }),
            }
        }
    }
}

impl Sink for Template {
    fn markup(&mut self, xml: &str) {
        self.xml.push_str(xml);
    }

    fn text(&mut self, text: &str) {
        self.marked(text, Place::Text, push_text);
    }

    fn attribute(&mut self, value: &str) {
        self.marked(value, Place::Attribute, push_attribute);
    }

    fn number(&mut self, number: u32) {
        push_number(&mut self.xml, number);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_hole_is_escaped_for_its_place() {
        let escaped = hole("v", Fill::Escaped);
        let mut template = Template::new();
        template.markup("<a b=\"");
        template.attribute(&format!("x > {escaped}&"));
        template.markup("\" c=\"");
        template.attribute(&hole("v", Fill::Percent));
        template.markup("\">");
        template.text(&escaped);
        template.number(7);
        template.markup("</a>");
        assert_eq!(template.holes().collect::<Vec<_>>(), ["v", "v", "v"]);
        assert_eq!(
            template.fill(|_| "\n<\""),
            "<a b=\"x &gt; &#10;&lt;&quot;&amp;\" c=\"%0A%3C%22\">\n&lt;\"7</a>"
        );
    }

    #[test]
    fn pieces_are_told_apart_through_other_characters_of_the_same_bytes() {
        let text = format!(
            "ﷺ\u{FDCF}{}ﬀ{}{}\u{FDD3}{}",
            hole("x", Fill::Escaped),
            hole("y", Fill::Escaped),
            hole("z", Fill::Percent),
            "\u{FDD0}never closed",
        );
        let mut template = Template::new();
        template.attribute(&text);
        let all: Vec<_> = template.segments().collect();
        assert_eq!(
            all,
            [
                Segment::Literal("ﷺ\u{FDCF}"),
                Segment::Attribute("x"),
                Segment::Literal("ﬀ"),
                Segment::Attribute("y"),
                Segment::Percent("z"),
                Segment::Literal("\u{FDD3}\u{FDD0}never closed"),
            ]
        );
    }

    #[test]
    fn text_from_outside_cannot_forge_a_hole() {
        let forged = format!("x{}y", hole("secret", Fill::Escaped));
        assert_eq!(without_marks(&forged), "xsecrety");
        assert!(marked(&without_marks(&forged)).eq([Marked::Plain("xsecrety")]));
        assert_eq!(hole(&forged, Fill::Percent), "\u{FDD1}xsecrety\u{FDD2}");
    }

    #[test]
    fn a_document_without_holes_is_one_literal() {
        let mut template = Template::new();
        assert_eq!(template.segments().count(), 0);
        template.markup("<Response/>");
        let all: Vec<_> = template.segments().collect();
        assert_eq!(all, [Segment::Literal("<Response/>")]);
    }
}
