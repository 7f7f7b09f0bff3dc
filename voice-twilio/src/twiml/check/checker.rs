//! The walk over a document.

use std::borrow::Cow;

use voice_core::xml::{Element as Stranger, Node, is_name};

use super::{MAX_ATTRIBUTES, MAX_DEPTH, Problem, Rule, Violation};
use crate::twiml::element::Element;
use crate::twiml::other::{Other, is_silent};

/// Whether nothing is said by a text.
pub(crate) fn is_blank(text: &str) -> bool {
    text.chars().all(char::is_whitespace)
}

/// Collects violations.
#[derive(Debug, Default)]
pub(crate) struct Checker {
    violations: Vec<Violation>,
    /// How many elements are being checked, and the innermost of them.
    depth: usize,
    element: &'static str,
    passed_over: Vec<(String, &'static str)>,
}

impl Checker {
    pub(crate) fn into_violations(self) -> Vec<Violation> {
        self.violations
    }

    /// What Twilio would pass over with a warning, and why.
    pub(crate) fn into_passed_over(self) -> Vec<(String, &'static str)> {
        self.passed_over
    }

    /// Checks an element, and what stands in it. One that stands too deep is not walked: a stack has
    /// an end as well.
    pub(crate) fn element<E: Element>(&mut self, element: &E) {
        if self.depth >= MAX_DEPTH {
            return self.note(E::TAG, None, Some(Problem::TooDeep { max: MAX_DEPTH }));
        }
        let outer = std::mem::replace(&mut self.element, E::TAG);
        self.depth += 1;
        element.check(self);
        self.depth -= 1;
        self.element = outer;
    }

    pub(crate) fn note(
        &mut self,
        element: &'static str,
        attribute: Option<&'static str>,
        problem: Option<Problem>,
    ) {
        if let Some(problem) = problem {
            self.push(element.into(), attribute.map(Cow::Borrowed), problem);
        }
    }

    fn push(
        &mut self,
        element: Cow<'static, str>,
        attribute: Option<Cow<'static, str>>,
        problem: Problem,
    ) {
        self.violations.push(Violation {
            element,
            attribute,
            problem,
        });
    }

    pub(crate) fn text(&mut self, element: &'static str, text: &str, required: bool, rule: Rule) {
        let missing = (required && is_blank(text)).then_some(Problem::Missing);
        let problem = missing
            .or_else(|| Problem::of_characters(text))
            .or_else(|| rule.text(text));
        self.note(element, None, problem);
    }

    /// What an element is about stands in it as text or as one of so many elements: one of the two.
    pub(crate) fn either(
        &mut self,
        element: &'static str,
        (text, why): (&str, &'static str),
        (count, max): (usize, usize),
    ) {
        let problem = match (is_blank(text), count) {
            (true, 0) => Some(Problem::Missing),
            (false, 1..) => Some(Problem::NotAllowed(why)),
            (_, count) if count > max => Some(Problem::TooMany { count, max }),
            _ => None,
        };
        self.note(element, None, problem);
    }

    /// Characters between elements.
    pub(crate) fn characters(&mut self, text: &str) {
        self.note(self.element, None, Problem::of_characters(text));
    }

    /// What `element` holds beyond our vocabulary. `given` are its known attributes that are set.
    pub(crate) fn other(&mut self, element: &'static str, other: &Other, given: &[&str]) {
        for (name, _) in other.attributes() {
            if !is_silent(name) {
                let why = "an attribute that is not known, or not a value of it";
                self.passed_over.push((format!("{element} {name}"), why));
            }
        }
        self.attributes(element, other.attributes(), given);
        for element in other.elements() {
            self.unknown(element);
        }
    }

    /// An unknown element is let through if it is written as it is.
    pub(crate) fn unknown(&mut self, element: &Stranger) {
        let why = "not known here";
        self.passed_over.push((element.name.clone(), why));
        self.stranger(element, self.depth);
    }

    fn stranger(&mut self, element: &Stranger, above: usize) {
        let name = || Cow::Owned(element.name.clone());
        if above >= MAX_DEPTH {
            return self.push(name(), None, Problem::TooDeep { max: MAX_DEPTH });
        }
        if !is_name(&element.name) {
            return self.push(name(), None, Problem::BadName);
        }
        self.attributes(&element.name, &element.attributes, &[]);
        for child in &element.children {
            match child {
                Node::Element(child) => self.stranger(child, above + 1),
                Node::Text(text) => {
                    if let Some(problem) = Problem::of_characters(text) {
                        self.push(name(), None, problem);
                    }
                }
            }
        }
    }

    /// Attributes that are not ours.
    fn attributes(&mut self, element: &str, attributes: &[(String, String)], given: &[&str]) {
        let count = given.len() + attributes.len();
        if count > MAX_ATTRIBUTES {
            let max = MAX_ATTRIBUTES;
            return self.push(
                element.to_owned().into(),
                None,
                Problem::TooMany { count, max },
            );
        }
        for (at, (name, value)) in attributes.iter().enumerate() {
            let mut earlier = attributes.iter().take(at);
            let problem = if !is_name(name) {
                Some(Problem::BadName)
            } else if given.contains(&&**name) || earlier.any(|(earlier, _)| earlier == name) {
                Some(Problem::Repeated)
            } else {
                Problem::of_characters(value)
            };
            if let Some(problem) = problem {
                let name = Some(name.clone().into());
                self.push(element.to_owned().into(), name, problem);
            }
        }
    }
}
