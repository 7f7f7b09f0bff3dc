//! Where XML goes while it is written.

use super::escape::{push_attribute, push_number, push_text};

/// Takes XML piece by piece, as a vocabulary writes it: a `String`, or whoever wants to see what stands where.
///
/// ```
/// use voice_core::xml::Sink;
///
/// let mut xml = String::new();
/// xml.markup("<Say voice=\"");
/// xml.attribute("a \"b\"");
/// xml.markup("\">");
/// xml.text("R&D");
/// xml.markup("</Say>");
/// assert_eq!(xml, "<Say voice=\"a &quot;b&quot;\">R&amp;D</Say>");
/// ```
pub trait Sink {
    /// Takes markup, or a word that needs no escaping, as it is.
    fn markup(&mut self, xml: &str);
    /// Takes characters of element content, not escaped yet.
    fn text(&mut self, text: &str);
    /// Takes the value of an attribute, or a part of it, not escaped yet. The double quotes around it are markup.
    fn attribute(&mut self, value: &str);
    /// Takes a number.
    fn number(&mut self, number: u32);
}

impl Sink for String {
    #[inline]
    fn markup(&mut self, xml: &str) {
        self.push_str(xml);
    }

    #[inline]
    fn text(&mut self, text: &str) {
        push_text(self, text);
    }

    #[inline]
    fn attribute(&mut self, value: &str) {
        push_attribute(self, value);
    }

    #[inline]
    fn number(&mut self, number: u32) {
        push_number(self, number);
    }
}
