//! What a document holds beyond our vocabulary.

use std::fmt;

use voice_core::xml::{Element, Sink, is_name};

/// Attributes and elements that this version does not know, and values that do not fit their
/// attribute, kept verbatim so that reading and writing a document loses nothing.
///
/// `Debug` shows names only (L10).
#[derive(Clone, PartialEq, Eq, Default)]
pub struct Other(Option<Box<Kept>>);

#[derive(Clone, PartialEq, Eq, Default)]
struct Kept {
    attributes: Vec<(String, String)>,
    elements: Vec<Element>,
}

impl Other {
    /// Whether nothing is kept.
    pub fn is_empty(&self) -> bool {
        self.attributes().is_empty() && self.elements().is_empty()
    }

    /// Names and values, in document order. They are written after the known attributes; where a name
    /// is given twice, a known attribute that is set comes first, and the first is the one that counts.
    pub fn attributes(&self) -> &[(String, String)] {
        self.0.as_deref().map_or(&[], |kept| &kept.attributes)
    }

    /// Elements where none is expected, in document order. They are written after all other content.
    pub fn elements(&self) -> &[Element] {
        self.0.as_deref().map_or(&[], |kept| &kept.elements)
    }

    /// Keeps an attribute.
    pub fn push_attribute(&mut self, name: &str, value: &str) {
        let kept = self.0.get_or_insert_default();
        kept.attributes.push((name.to_owned(), value.to_owned()));
    }

    /// Keeps an element.
    pub fn push_element(&mut self, element: Element) {
        self.0.get_or_insert_default().elements.push(element);
    }

    /// Appends the attributes, but for the quote that closes the last value. `open` says whether the
    /// tag was begun and such a quote is due, before and after; `given` are the attributes in it.
    #[cold]
    pub(crate) fn write_attributes(
        &self,
        out: &mut impl Sink,
        mut open: bool,
        tag: &str,
        given: &[&str],
    ) -> bool {
        for (at, (name, value)) in self.attributes().iter().enumerate() {
            let mut earlier = self.attributes().iter().take(at);
            let again = given.contains(&&**name) || earlier.any(|(earlier, _)| earlier == name);
            if is_name(name) && !again {
                out.markup(if open { "\"" } else { tag });
                out.markup(" ");
                out.markup(name);
                out.markup("=\"");
                out.attribute(value);
                open = true;
            }
        }
        open
    }

    pub(crate) fn write_elements(&self, out: &mut impl Sink) {
        for element in self.elements() {
            element.write_to(out);
        }
    }
}

/// Whether an attribute says nothing to Twilio, and is everywhere: a namespace declaration, a schema's
/// place.
pub(crate) fn is_silent(name: &str) -> bool {
    name.starts_with("xmlns") || name.starts_with("xsi:")
}

impl fmt::Debug for Other {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let names = self.attributes().iter().map(|(name, _)| name.as_str());
        let elements = self.elements().iter().map(|element| element.name.as_str());
        f.debug_set().entries(names).entries(elements).finish()
    }
}
