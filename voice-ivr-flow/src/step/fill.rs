//! Templates filled with the values of a call; without a copy where there is no hole.

use std::borrow::Cow;

use super::session::Session;
use crate::program::Program;
use crate::template::Template;

/// A program with a call on it.
#[derive(Clone, Copy)]
pub(super) struct Filler<'a, 's> {
    pub(super) program: &'a Program,
    pub(super) session: &'s Session,
}

impl<'a> Filler<'a, '_> {
    fn value(&self, name: &str) -> Option<&str> {
        self.session.value(self.program, name)
    }

    pub(super) fn text(self, template: &'a Template) -> Cow<'a, str> {
        match template.as_literal() {
            Some(text) => Cow::Borrowed(text),
            None => Cow::Owned(template.fill(|name| self.value(name))),
        }
    }

    pub(super) fn url(self, template: &'a Template) -> Cow<'a, str> {
        match template.as_literal() {
            Some(text) => Cow::Borrowed(text),
            None => Cow::Owned(template.fill_url(|name| self.value(name))),
        }
    }

    pub(super) fn markup(self, template: &'a Template) -> Cow<'a, str> {
        match template.as_literal() {
            Some(text) => Cow::Borrowed(text),
            None => Cow::Owned(template.fill_markup(|name| self.value(name))),
        }
    }

    /// The value of an HTTP header: control characters, which could begin another header, are removed.
    pub(super) fn header(self, template: &'a Template) -> Cow<'a, str> {
        let text = self.text(template);
        if text.contains(char::is_control) {
            Cow::Owned(text.chars().filter(|c| !c.is_control()).collect())
        } else {
            text
        }
    }

    /// A number, SIP address or client, trimmed; `None` if it is none of these (§6.4).
    pub(super) fn target(self, template: &'a Template) -> Option<Cow<'a, str>> {
        let target = match self.text(template) {
            Cow::Borrowed(text) => Cow::Borrowed(text.trim()),
            Cow::Owned(text) if text.trim().len() == text.len() => Cow::Owned(text),
            Cow::Owned(text) => Cow::Owned(text.trim().to_owned()),
        };
        voice_core::Party::parse(&target).is_ok().then_some(target)
    }
}
