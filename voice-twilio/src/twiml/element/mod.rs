//! One table per element: the macro that makes the type, its builder, its writer, its reader and its
//! checks from the list of attributes.
//!
//! Why a macro: Twilio's voice vocabulary has some fifty elements with some three hundred attributes.
//! Written out, each attribute would be named in five places, and one of them would be wrong.

mod children;
mod declare;
mod groups;
mod kinds;

use voice_core::xml::{Attribute, Event, Sink, Tag, XmlError};

use super::check::Checker;
use super::other::Other;
use super::read::Source;

pub(crate) use children::{appends, boxed, boxed_type, by_ref, children};
pub(crate) use declare::{element, write_attributes};
pub(crate) use groups::{leg, machine_detection, recording_callback};
pub(crate) use kinds::{
    argument, argument_type, attribute_type, constructor, rule, shown, take_child, take_text,
};

/// What every element can do; implemented by [`element!`] only.
pub(crate) trait Element: Sized + Default {
    /// The element's name in XML.
    const TAG: &'static str;

    /// Appends the start tag.
    fn write_start(&self, out: &mut impl Sink);

    /// Appends the element.
    fn write(&self, out: &mut impl Sink);

    /// Reports what Twilio would refuse.
    fn check(&self, checker: &mut Checker);

    /// Takes an attribute; `false` if it has no typed place, or its value does not fit there.
    fn take_attribute(&mut self, attribute: &Attribute<'_>, source: &mut Source<'_>) -> bool;

    /// Takes a child element; `false` (and nothing consumed) if the element has no children.
    fn take_child(&mut self, _: &Tag<'_>, _: &mut Source<'_>) -> Result<bool, XmlError> {
        Ok(false)
    }

    /// Takes a piece of text; `false` if the element has no text.
    fn take_text(&mut self, _: &str) -> bool {
        false
    }

    /// The whole element was read.
    fn finish(&mut self) {}

    fn other_mut(&mut self) -> &mut Other;

    /// The names of the attributes that are set, in every spelling.
    fn given(&self) -> Vec<&'static str>;

    /// Reads the element that `tag` begins, to its end. It is filled in place, because some elements
    /// are large and would be moved at every return.
    fn fill(&mut self, tag: &Tag<'_>, source: &mut Source<'_>) -> Result<(), XmlError> {
        for attribute in tag.attributes() {
            let attribute = attribute?;
            if !self.take_attribute(&attribute, source) {
                self.other_mut()
                    .push_attribute(attribute.name, &attribute.value);
            }
        }
        loop {
            let offset = source.offset();
            match source.next_event()? {
                Event::Start(child) => {
                    if !self.take_child(&child, source)? {
                        let element = source.unknown_element(&child, Self::TAG)?;
                        self.other_mut().push_element(element);
                    }
                }
                Event::Text(piece) => {
                    if !self.take_text(&piece) && !piece.trim_ascii().is_empty() {
                        source.stray_text(Self::TAG, offset);
                    }
                }
                Event::End | Event::Eof => break,
            }
        }
        self.finish();
        Ok(())
    }
}
