//! A document rendered once, with holes for values that are known only when it is served.
//!
//! A compiler builds its document with the ordinary typed builders and puts [`hole`] wherever a value
//! will stand: in text, in an attribute, inside a URL. The hole is a short mark that passes through
//! the writer unchanged; [`Template::new`] finds the marks in the finished XML, sees whether each
//! stands in text or in an attribute, and [`Template::fill`] escapes the value for that place.
//! Filling is a walk over a list of segments: no parsing, no look-up but yours.
//!
//! ```
//! use voice_core::xml::{Fill, Template, hole};
//!
//! let xml = format!(
//!     "<Say>Order {}.</Say><Play>https://media.example/{}.mp3</Play>",
//!     hole("order", Fill::Escaped),
//!     hole("order", Fill::Percent),
//! );
//! let template = Template::new(&xml);
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

use super::escape::{push_attribute, push_text};
use super::percent::push_percent_encoded;
use super::scan::soon;

const ESCAPED: char = '\u{FDD0}';
const PERCENT: char = '\u{FDD1}';
const CLOSE: char = '\u{FDD2}';

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

/// A piece of a document with marks.
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

/// The pieces of a document that was written by this crate's functions, with marks in it.
///
/// The place of a hole is told by the `<` or `>` before it, which stands for markup only because our writer escapes
/// both everywhere else.
pub fn segments(xml: &str) -> Segments<'_> {
    Segments {
        rest: xml,
        in_tag: false,
    }
}

/// Iterator over the pieces of a document with marks; see [`segments`].
#[derive(Clone)]
pub struct Segments<'a> {
    rest: &'a str,
    in_tag: bool,
}

impl<'a> Iterator for Segments<'a> {
    type Item = Segment<'a>;

    fn next(&mut self) -> Option<Segment<'a>> {
        let at = first_mark(self.rest);
        let (literal, marked) = self.rest.split_at_checked(at)?;
        if literal.is_empty() {
            return self.hole();
        }
        if let Some(markup) = literal
            .bytes()
            .rposition(|byte| matches!(byte, b'<' | b'>'))
        {
            self.in_tag = literal.as_bytes().get(markup) == Some(&b'<');
        }
        self.rest = marked;
        Some(Segment::Literal(literal))
    }
}

impl<'a> Segments<'a> {
    /// The hole at which the rest begins.
    fn hole(&mut self) -> Option<Segment<'a>> {
        let mut chars = self.rest.chars();
        let open = chars.next()?;
        let Some((name, after)) = chars.as_str().split_once(CLOSE) else {
            // A mark that is never closed is no hole.
            return Some(Segment::Literal(std::mem::take(&mut self.rest)));
        };
        self.rest = after;
        Some(match open {
            PERCENT => Segment::Percent(name),
            _ if self.in_tag => Segment::Attribute(name),
            _ => Segment::Text(name),
        })
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
    soon(bytes, |byte| u8::from(byte == 0xEF))
}

/// A document with holes, rendered once; see the [module docs](self).
#[derive(Clone, PartialEq, Eq, Default)]
pub struct Template {
    xml: String,
}

impl Template {
    /// Takes a document that was written by this crate's functions, with marks in it.
    pub fn new(xml: impl Into<String>) -> Self {
        Self { xml: xml.into() }
    }

    /// The pieces, in order.
    pub fn segments(&self) -> Segments<'_> {
        segments(&self.xml)
    }

    /// The names of the holes, in order, repeated where a hole is.
    pub fn holes(&self) -> impl Iterator<Item = &str> {
        self.segments().filter_map(|segment| match segment {
            Segment::Literal(_) => None,
            Segment::Text(name) | Segment::Attribute(name) | Segment::Percent(name) => Some(name),
        })
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
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_hole_is_escaped_for_its_place() {
        let mut xml = "<a b=\"x &gt; ".to_owned();
        push_attribute(&mut xml, &hole("v", Fill::Escaped));
        xml.push_str("&amp;\" c=\"");
        push_attribute(&mut xml, &hole("v", Fill::Percent));
        xml.push_str("\">");
        push_text(&mut xml, &hole("v", Fill::Escaped));
        xml.push_str("</a>");
        let template = Template::new(&xml);
        assert_eq!(template.holes().collect::<Vec<_>>(), ["v", "v", "v"]);
        assert_eq!(
            template.fill(|_| "\n<\""),
            "<a b=\"x &gt; &#10;&lt;&quot;&amp;\" c=\"%0A%3C%22\">\n&lt;\"</a>"
        );
    }

    #[test]
    fn pieces_are_told_apart_through_other_characters_of_the_same_bytes() {
        let xml = format!(
            "<a b=\"ﷺ\u{FDCF}{}ﬀ\">{}{}\u{FDD3}</a>{}",
            hole("x", Fill::Escaped),
            hole("y", Fill::Escaped),
            hole("z", Fill::Percent),
            "\u{FDD0}never closed",
        );
        let all: Vec<_> = segments(&xml).collect();
        assert_eq!(
            all,
            [
                Segment::Literal("<a b=\"ﷺ\u{FDCF}"),
                Segment::Attribute("x"),
                Segment::Literal("ﬀ\">"),
                Segment::Text("y"),
                Segment::Percent("z"),
                Segment::Literal("\u{FDD3}</a>"),
                Segment::Literal("\u{FDD0}never closed"),
            ]
        );
    }

    #[test]
    fn text_from_outside_cannot_forge_a_hole() {
        let forged = format!("x{}y", hole("secret", Fill::Escaped));
        assert_eq!(without_marks(&forged), "xsecrety");
        assert_eq!(Template::new(without_marks(&forged)).holes().count(), 0);
        assert_eq!(hole(&forged, Fill::Percent), "\u{FDD1}xsecrety\u{FDD2}");
    }

    #[test]
    fn a_document_without_holes_is_one_literal() {
        let template = Template::new("<Response/>");
        let all: Vec<_> = template.segments().collect();
        assert_eq!(all, [Segment::Literal("<Response/>")]);
        assert_eq!(Template::new("").segments().count(), 0);
        assert_eq!(Template::new("\u{FDD0}open").fill(|_| "x"), "\u{FDD0}open");
    }
}
