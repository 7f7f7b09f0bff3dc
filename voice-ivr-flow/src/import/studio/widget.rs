//! A state of the definition: `{name, type, transitions, properties}`.

use std::borrow::Cow;

use super::super::draft::Goal;
use super::super::foreign::Foreign;
use crate::document::Shape;

#[derive(Debug)]
pub(super) struct Widget<'a> {
    pub(super) name: String,
    pub(super) kind: String,
    state: Foreign<'a>,
    properties: Option<Foreign<'a>>,
    transitions: Option<Foreign<'a>>,
}

impl<'a> Widget<'a> {
    pub(super) fn new(state: Foreign<'a>) -> Self {
        let text = |name| state.member(name).and_then(Foreign::text);
        let of = |name, shape| state.member(name).filter(|value| value.shape() == shape);
        let properties = of("properties", Shape::Object);
        // Where the editor draws it.
        if let Some(offset) = properties.and_then(|all| all.member("offset")) {
            offset.note();
        }
        Self {
            name: text("name").unwrap_or_default().into_owned(),
            kind: text("type").unwrap_or_default().into_owned(),
            state,
            properties,
            transitions: of("transitions", Shape::List),
        }
    }

    pub(super) fn place(&self) -> u32 {
        self.state.place()
    }

    /// The state without its properties and transitions.
    pub(super) fn envelope(&self) -> Foreign<'a> {
        for part in [self.properties, self.transitions].into_iter().flatten() {
            part.note();
        }
        self.state
    }

    pub(super) fn properties(&self) -> Option<Foreign<'a>> {
        self.properties
    }

    pub(super) fn transitions(&self) -> impl Iterator<Item = Foreign<'a>> + use<'a> {
        self.transitions.into_iter().flat_map(Foreign::items)
    }

    pub(super) fn property(&self, name: &str) -> Option<Foreign<'a>> {
        self.properties?.member(name)
    }

    /// The items of a property that is a list.
    pub(super) fn list(&self, name: &str) -> impl Iterator<Item = Foreign<'a>> + use<'a> {
        self.property(name).into_iter().flat_map(Foreign::items)
    }

    /// A property as text: a string that is not empty, or the spelling of a number or a flag.
    pub(super) fn text(&self, name: &str) -> Option<Cow<'a, str>> {
        self.property(name)?.plain()
    }

    /// A property that is a flag, or a string that spells one.
    pub(super) fn flag(&self, name: &str) -> Option<bool> {
        self.property(name)?.flag()
    }

    /// Notes a property that says what is meant without it.
    pub(super) fn usual(&self, name: &str, values: &[&str]) {
        if let Some(value) = self.property(name) {
            value.usual(values);
        }
    }

    /// Notes properties that change nothing here, whatever they say.
    pub(super) fn idle(&self, names: &[&str]) {
        for value in names.iter().filter_map(|name| self.property(name)) {
            let _ = value.plain();
        }
    }

    /// The widget to which an event leads, without using it.
    pub(super) fn leads_to(&self, event: &str) -> Option<Cow<'a, str>> {
        let mut named = self.transitions().filter(|transition| {
            let name = transition.member("event");
            name.is_some_and(|name| name.peek().is(event))
        });
        named.find_map(leads_to)
    }

    /// Where an event leads, if anywhere.
    pub(super) fn wired(&self, event: &str) -> Option<Goal> {
        self.transitions().find_map(|transition| {
            let name = transition.member("event")?;
            if !name.peek().is(event) {
                return None;
            }
            let goal = next(transition);
            if goal.is_some() {
                name.note();
            }
            goal
        })
    }

    /// Where an event leads; without a next widget the execution ends, and with it the call.
    pub(super) fn goal(&self, event: &str) -> Goal {
        self.wired(event).unwrap_or(Goal::End)
    }

    pub(super) fn is_itself(&self, goal: &Goal) -> bool {
        matches!(goal, Goal::Foreign(name) if **name == *self.name)
    }
}

/// The widget after a transition.
pub(super) fn next(transition: Foreign<'_>) -> Option<Goal> {
    let name = leads_to(transition)?;
    transition.member("next")?.note();
    Some(Goal::foreign(&name))
}

/// The name of the widget after a transition, without using it.
pub(super) fn leads_to(transition: Foreign<'_>) -> Option<Cow<'_, str>> {
    let next = transition.member("next")?.peek().text()?;
    (!next.is_empty()).then_some(next)
}
