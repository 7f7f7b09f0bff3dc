//! A tree for elements that a vocabulary does not know.

use std::fmt;

use super::error::XmlError;
use super::name::is_name;
use super::read::{Event, Reader, Tag};
use super::sink::Sink;

/// An element that a vocabulary does not know, kept whole.
///
/// `Debug` shows the names only: a stranger's attributes can hold anything (L10).
#[derive(Clone, PartialEq, Eq, Default)]
#[non_exhaustive]
pub struct Element {
    /// The element's name.
    pub name: String,
    /// Names and values, in document order.
    pub attributes: Vec<(String, String)>,
    /// Text and elements, in document order.
    pub children: Vec<Node>,
}

/// What an [`Element`] holds.
#[derive(Clone, PartialEq, Eq)]
pub enum Node {
    /// An element.
    Element(Element),
    /// Text.
    Text(String),
}

impl Element {
    /// An element without attributes and children.
    pub fn new(name: impl Into<String>) -> Self {
        Self {
            name: name.into(),
            ..Self::default()
        }
    }

    /// Adds an attribute.
    #[must_use]
    pub fn attribute(mut self, name: impl Into<String>, value: impl Into<String>) -> Self {
        self.attributes.push((name.into(), value.into()));
        self
    }

    /// Adds text.
    #[must_use]
    pub fn text(mut self, text: impl Into<String>) -> Self {
        self.children.push(Node::Text(text.into()));
        self
    }

    /// Adds an element.
    #[must_use]
    pub fn child(mut self, child: Self) -> Self {
        self.children.push(Node::Element(child));
        self
    }

    /// Appends the element. One whose name XML does not allow is left out, and so is such an
    /// attribute, and an attribute for the second time.
    pub fn write_to(&self, out: &mut impl Sink) {
        if !is_name(&self.name) {
            return;
        }
        out.markup("<");
        out.markup(&self.name);
        write_attributes(&self.attributes, out);
        if self.children.is_empty() {
            out.markup("/>");
            return;
        }
        out.markup(">");
        for child in &self.children {
            match child {
                Node::Element(element) => element.write_to(out),
                Node::Text(text) => out.text(text),
            }
        }
        out.markup("</");
        out.markup(&self.name);
        out.markup(">");
    }

    /// Reads the element that `tag` begins, to its end. Its depth is bounded by the reader's limit.
    pub fn read(tag: &Tag<'_>, reader: &mut Reader<'_>) -> Result<Self, XmlError> {
        let mut element = Self::new(tag.name);
        for attribute in tag.attributes() {
            let attribute = attribute?;
            let value = attribute.value.into_owned();
            element.attributes.push((attribute.name.to_owned(), value));
        }
        loop {
            match reader.next_event()? {
                Event::Start(tag) => {
                    let child = Self::read(&tag, reader)?;
                    element.children.push(Node::Element(child));
                }
                Event::Text(piece) => match element.children.last_mut() {
                    Some(Node::Text(text)) => text.push_str(&piece),
                    _ => element.children.push(Node::Text(piece.into_owned())),
                },
                Event::End | Event::Eof => return Ok(element),
            }
        }
    }
}

/// Appends attributes; those whose name XML does not allow are left out, and those that come again.
fn write_attributes(attributes: &[(String, String)], out: &mut impl Sink) {
    for (at, (name, value)) in attributes.iter().enumerate() {
        let mut earlier = attributes.iter().take(at);
        if is_name(name) && !earlier.any(|(earlier, _)| earlier == name) {
            out.markup(" ");
            out.markup(name);
            out.markup("=\"");
            out.attribute(value);
            out.markup("\"");
        }
    }
}

impl fmt::Debug for Element {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "<{}", self.name)?;
        for (name, _) in &self.attributes {
            write!(f, " {name}=…")?;
        }
        if self.children.is_empty() {
            return f.write_str("/>");
        }
        f.write_str(">")?;
        f.debug_list().entries(&self.children).finish()
    }
}

impl fmt::Debug for Node {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Element(element) => element.fmt(f),
            Self::Text(text) => write!(f, "text of {} characters", text.chars().count()),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn reading_and_writing_loses_nothing() {
        let xml = "<New a=\"1&quot;\" b=\"\">x &amp; <b>y</b> z<c/></New>";
        let mut reader = Reader::new(xml).unwrap();
        let Event::Start(tag) = reader.next_event().unwrap() else {
            panic!("a start");
        };
        let element = Element::read(&tag, &mut reader).unwrap();
        let mut out = String::new();
        element.write_to(&mut out);
        assert_eq!(out, xml);
        let built = Element::new("New")
            .attribute("a", "1\"")
            .attribute("b", "")
            .text("x & ")
            .child(Element::new("b").text("y"))
            .text(" z")
            .child(Element::new("c"));
        assert_eq!(element, built);
    }

    #[test]
    fn what_would_break_the_document_is_left_out() {
        let mut out = String::new();
        Element::new("a><b").write_to(&mut out);
        Element::new("a").attribute("x=\"", "1").write_to(&mut out);
        let twice = Element::new("b").attribute("x", "1").attribute("y", "");
        twice.attribute("x", "2").write_to(&mut out);
        assert_eq!(out, "<a/><b x=\"1\" y=\"\"/>");
    }

    #[test]
    fn debug_shows_names_only() {
        let element = Element::new("New")
            .attribute("pin", "1234")
            .text("+15550100001");
        assert_eq!(format!("{element:?}"), "<New pin=…>[text of 12 characters]");
    }
}
