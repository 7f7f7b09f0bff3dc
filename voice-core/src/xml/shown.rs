//! What `Debug` may show of a document: names and places. Texts and values are what people say and their numbers (L10).

use std::fmt;

use super::read::{Attribute, Attributes, Event, Reader, Tag};
use super::template::{Marked, Segment, Template};

impl fmt::Debug for Event<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Start(tag) => f.debug_tuple("Start").field(tag).finish(),
            Self::End => f.write_str("End"),
            Self::Text(text) => write!(f, "Text({} characters)", text.chars().count()),
            Self::Eof => f.write_str("Eof"),
        }
    }
}

impl fmt::Debug for Reader<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Reader(at byte {})", self.offset())
    }
}

impl fmt::Debug for Tag<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Tag({} at byte {})", self.name, self.offset)
    }
}

impl fmt::Debug for Attribute<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Attribute({} at byte {})", self.name, self.offset)
    }
}

impl fmt::Debug for Attributes<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Attributes(…)")
    }
}

impl fmt::Debug for Segment<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Literal(xml) => write!(f, "Literal({} bytes)", xml.len()),
            Self::Text(name) => write!(f, "Text({name})"),
            Self::Attribute(name) => write!(f, "Attribute({name})"),
            Self::Percent(name) => write!(f, "Percent({name})"),
        }
    }
}

impl fmt::Debug for Marked<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Plain(text) => write!(f, "Plain({} bytes)", text.len()),
            Self::Hole(name, fill) => write!(f, "Hole({name}, {fill:?})"),
        }
    }
}

impl fmt::Debug for Template {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_list().entries(self.segments()).finish()
    }
}
