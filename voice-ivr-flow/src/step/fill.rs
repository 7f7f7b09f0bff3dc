//! Templates filled with the values of a call; without a copy where there is no hole.

use std::borrow::Cow;

use voice_core::Party;
use voice_core::xml::without_forbidden;

use super::session::Session;
use crate::ident::IdentWriter;
use crate::node::Dial;
use crate::program::Program;
use crate::template::{Part, Template};

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

    /// A regular expression; what fills a hole is matched as it stands.
    pub(super) fn pattern(self, template: &Template) -> String {
        let mut pattern = String::new();
        for part in template.parts() {
            match part {
                Part::Text(text) => pattern.push_str(text),
                Part::Hole(name) => {
                    let value = self.value(name).unwrap_or_default();
                    pattern.push_str(&regex::escape(&without_forbidden(value)));
                }
            }
        }
        pattern
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
        Party::check(&target).is_ok().then_some(target)
    }

    /// Whether there is somebody to ring.
    pub(super) fn is_target(self, template: &Template) -> bool {
        if let Some(text) = template.as_literal() {
            return Party::check(text.trim()).is_ok();
        }
        // Written without an allocation as long as it is as short as a number.
        let mut target = IdentWriter::default();
        for part in template.parts() {
            match part {
                Part::Text(text) => target.push_str(text),
                Part::Hole(name) => {
                    target.push_str(&without_forbidden(self.value(name).unwrap_or_default()));
                }
            }
        }
        Party::check(target.finish().trim()).is_ok()
    }

    /// Those of the targets that are some.
    pub(super) fn targets(self, dial: &'a Dial) -> Vec<Cow<'a, str>> {
        let all = dial.numbers.iter();
        all.filter_map(|number| self.target(number)).collect()
    }
}
