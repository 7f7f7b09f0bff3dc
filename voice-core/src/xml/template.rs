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
    let open = match fill {
        Fill::Escaped => ESCAPED,
        Fill::Percent => PERCENT,
    };
    let mut out = String::with_capacity(name.len() + 6);
    out.push(open);
    out.push_str(&without_marks(name));
    out.push(CLOSE);
    out
}

/// `text` without the characters that mark holes; borrowed when it has none.
pub fn without_marks(text: &str) -> Cow<'_, str> {
    let mark = |c| matches!(c, ESCAPED | PERCENT | CLOSE);
    if text.contains(mark) {
        Cow::Owned(text.chars().filter(|&c| !mark(c)).collect())
    } else {
        Cow::Borrowed(text)
    }
}

/// A piece of a [`Template`].
#[derive(Clone, PartialEq, Eq)]
#[non_exhaustive]
pub enum Segment {
    /// XML that is copied.
    Literal(String),
    /// A value in element content: [`push_text`].
    Text(String),
    /// A value in an attribute: [`push_attribute`].
    Attribute(String),
    /// A value inside a URL: [`push_percent_encoded`], in text and attributes alike.
    Percent(String),
}

/// A document with holes; see the [module docs](self).
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Template {
    segments: Vec<Segment>,
    length: usize,
}

impl Template {
    /// Finds the holes in a document that was written by this crate's functions.
    ///
    /// The place of a hole is told by the `<` or `>` before it, which stands for markup only because
    /// our writer escapes both everywhere else.
    pub fn new(xml: &str) -> Self {
        let mut segments = Vec::new();
        let mut literal = String::new();
        let mut in_tag = false;
        let mut rest = xml;
        while let Some(at) = rest.find([ESCAPED, PERCENT]) {
            let (before, tail) = rest.split_at(at);
            let mut chars = tail.chars();
            let open = chars.next();
            let Some((name, after)) = chars.as_str().split_once(CLOSE) else {
                break;
            };
            literal.push_str(before);
            if let Some(markup) = before.rfind(['<', '>']) {
                in_tag = before
                    .get(markup..)
                    .is_some_and(|text| text.starts_with('<'));
            }
            if !literal.is_empty() {
                segments.push(Segment::Literal(std::mem::take(&mut literal)));
            }
            let name = name.to_owned();
            segments.push(match open {
                Some(PERCENT) => Segment::Percent(name),
                _ if in_tag => Segment::Attribute(name),
                _ => Segment::Text(name),
            });
            rest = after;
        }
        literal.push_str(rest);
        if !literal.is_empty() {
            segments.push(Segment::Literal(literal));
        }
        Self {
            segments,
            length: xml.len(),
        }
    }

    /// The pieces, in order.
    pub fn segments(&self) -> &[Segment] {
        &self.segments
    }

    /// The names of the holes, in order, repeated where a hole is.
    pub fn holes(&self) -> impl Iterator<Item = &str> {
        self.segments.iter().filter_map(|segment| match segment {
            Segment::Literal(_) => None,
            Segment::Text(name) | Segment::Attribute(name) | Segment::Percent(name) => {
                Some(name.as_str())
            }
        })
    }

    /// The document with every hole filled by `value`, escaped for its place.
    pub fn fill<'v>(&self, mut value: impl FnMut(&str) -> &'v str) -> String {
        let mut out = String::with_capacity(self.length + 32);
        for segment in &self.segments {
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
    fn text_from_outside_cannot_forge_a_hole() {
        let forged = format!("x{}y", hole("secret", Fill::Escaped));
        assert_eq!(without_marks(&forged), "xsecrety");
        assert_eq!(Template::new(&without_marks(&forged)).holes().count(), 0);
        assert_eq!(hole(&forged, Fill::Percent), "\u{FDD1}xsecrety\u{FDD2}");
    }

    #[test]
    fn a_document_without_holes_is_one_literal() {
        let template = Template::new("<Response/>");
        assert_eq!(
            template.segments(),
            [Segment::Literal("<Response/>".into())]
        );
        assert_eq!(Template::new("").segments(), []);
        assert_eq!(Template::new("\u{FDD0}open").fill(|_| "x"), "\u{FDD0}open");
    }
}
