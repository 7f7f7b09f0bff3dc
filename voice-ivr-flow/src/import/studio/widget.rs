//! A state of the definition: `{name, type, transitions, properties}`.

use std::borrow::Cow;

use super::super::draft::Goal;
use crate::document::{Shape, Value};

#[derive(Debug)]
pub(super) struct Widget<'a> {
    pub(super) name: String,
    pub(super) kind: String,
    properties: Option<Value<'a>>,
    transitions: Option<Value<'a>>,
}

impl<'a> Widget<'a> {
    pub(super) fn new(state: Value<'a>) -> Self {
        let text = |name| state.member(name).and_then(Value::text);
        Self {
            name: text("name").unwrap_or_default().into_owned(),
            kind: text("type").unwrap_or_default().into_owned(),
            properties: state.member("properties"),
            transitions: state.member("transitions"),
        }
    }

    pub(super) fn properties(&self) -> impl Iterator<Item = (Value<'a>, Value<'a>)> + use<'a> {
        self.properties.into_iter().flat_map(Value::members)
    }

    pub(super) fn transitions(&self) -> impl Iterator<Item = Value<'a>> + use<'a> {
        self.transitions.into_iter().flat_map(Value::items)
    }

    pub(super) fn property(&self, name: &str) -> Option<Value<'a>> {
        self.properties?.member(name)
    }

    /// A property as text: a string that is not empty, or the spelling of a number or a flag.
    pub(super) fn text(&self, name: &str) -> Option<Cow<'a, str>> {
        self.property(name).and_then(plain)
    }

    /// A property that is a whole number, or a string that spells one.
    pub(super) fn whole(&self, name: &str) -> Option<i64> {
        let value = self.property(name)?;
        value.whole().or_else(|| value.text()?.trim().parse().ok())
    }

    /// A property that is a flag, or a string that spells one.
    pub(super) fn flag(&self, name: &str) -> Option<bool> {
        let value = self.property(name)?;
        value.flag().or_else(|| match value.text()?.as_ref() {
            "true" => Some(true),
            "false" => Some(false),
            _ => None,
        })
    }

    /// Where an event leads, if anywhere.
    pub(super) fn wired(&self, event: &str) -> Option<Goal> {
        self.transitions()
            .filter(|transition| {
                transition
                    .member("event")
                    .is_some_and(|value| value.is(event))
            })
            .find_map(next)
    }

    /// Where an event leads; without a next widget the execution ends, and with it the call.
    pub(super) fn goal(&self, event: &str) -> Goal {
        self.wired(event).unwrap_or(Goal::End)
    }

    pub(super) fn is_itself(&self, goal: &Goal) -> bool {
        matches!(goal, Goal::Foreign(name) if *name == self.name)
    }
}

/// The widget after a transition.
pub(super) fn next(transition: Value<'_>) -> Option<Goal> {
    let name = transition.member("next")?.text()?;
    (!name.is_empty()).then(|| Goal::Foreign(name.into_owned()))
}

/// A string that is not empty, or the spelling of a number or a flag.
pub(super) fn plain(value: Value<'_>) -> Option<Cow<'_, str>> {
    match value.shape() {
        Shape::Number | Shape::True | Shape::False => Some(Cow::Borrowed(value.raw())),
        _ => value.text().filter(|text| !text.is_empty()),
    }
}
