//! A foreign file, and which of its values have been used.
//!
//! # Why reading is noted
//! Whatever is not carried over must be said. A list of the known members beside the code that reads them would be a
//! second copy of that code, and wrong where the code looks at a member on one way only. So reading a value notes
//! that it is used, and what nobody has read in the end is what was lost.

use std::borrow::Cow;
use std::cell::RefCell;
use std::fmt::Write as _;

use crate::document::{Shape, Value};
use crate::finding::words::shortened;

/// The values that are used, by their number in the file.
#[derive(Debug, Default)]
pub(super) struct Used(RefCell<Vec<bool>>);

impl Used {
    fn note(&self, at: u32) {
        let at = at as usize;
        let mut used = self.0.borrow_mut();
        if used.len() <= at {
            used.resize(at + 1, false);
        }
        if let Some(used) = used.get_mut(at) {
            *used = true;
        }
    }

    fn has(&self, at: u32) -> bool {
        self.0.borrow().get(at as usize) == Some(&true)
    }
}

/// A value of a foreign file.
#[derive(Debug, Clone, Copy)]
pub(super) struct Foreign<'a> {
    value: Value<'a>,
    used: &'a Used,
}

/// A member of which something is not used.
#[derive(Debug)]
pub(super) struct Left<'a> {
    pub(super) name: Cow<'a, str>,
    /// The places inside it, from its name on; none if nothing of it is used.
    pub(super) inside: Vec<String>,
}

impl<'a> Foreign<'a> {
    pub(super) fn new(value: Value<'a>, used: &'a Used) -> Self {
        Self { value, used }
    }

    fn at(self, value: Value<'a>) -> Self {
        Self { value, ..self }
    }

    /// Where it stands among the values of the file.
    pub(super) fn place(self) -> u32 {
        self.value.index()
    }

    /// The value, to look at without using it.
    pub(super) fn peek(self) -> Value<'a> {
        self.value
    }

    pub(super) fn shape(self) -> Shape {
        self.value.shape()
    }

    /// The first member of this name that is not null.
    pub(super) fn member(self, name: &str) -> Option<Self> {
        self.value.member(name).map(|value| self.at(value))
    }

    pub(super) fn items(self) -> impl Iterator<Item = Self> + use<'a> {
        self.value.items().map(move |value| self.at(value))
    }

    /// The members of an object that are not null, with their names.
    pub(super) fn members(self) -> impl Iterator<Item = (Cow<'a, str>, Self)> + use<'a> {
        let all = self.value.members().filter(|(_, value)| !value.is_null());
        all.map(move |(key, value)| (key.name(), self.at(value)))
    }

    /// Notes that it is used, with all inside it.
    pub(super) fn note(self) {
        self.used.note(self.value.index());
    }

    pub(super) fn is_noted(self) -> bool {
        self.used.has(self.value.index())
    }

    fn noted<T>(self, read: Option<T>) -> Option<T> {
        if read.is_some() {
            self.note();
        }
        read
    }

    /// The value of a string.
    pub(super) fn text(self) -> Option<Cow<'a, str>> {
        self.noted(self.value.text())
    }

    /// A string that is not empty, or the spelling of a number or a flag.
    pub(super) fn plain(self) -> Option<Cow<'a, str>> {
        self.noted(plain(self.value))
    }

    /// As [`plain`](Self::plain), and not blank either.
    pub(super) fn words(self) -> Option<Cow<'a, str>> {
        self.noted(plain(self.value).filter(|text| !text.trim().is_empty()))
    }

    /// A whole number, or a string that spells one.
    pub(super) fn whole(self) -> Option<i64> {
        let spelt = || self.value.text()?.trim().parse().ok();
        self.noted(self.value.whole().or_else(spelt))
    }

    /// A flag, or a string that spells one.
    pub(super) fn flag(self) -> Option<bool> {
        let spelt = || match self.value.text()?.as_ref() {
            "true" => Some(true),
            "false" => Some(false),
            _ => None,
        };
        self.noted(self.value.flag().or_else(spelt))
    }

    /// Notes it if it says what is meant without it.
    pub(super) fn usual(self, values: &[&str]) {
        if plain(self.value).is_some_and(|value| values.contains(&value.as_ref())) {
            self.note();
        }
    }

    /// The members of an object of which something is not used, in order.
    pub(super) fn left(self) -> impl Iterator<Item = Left<'a>> + use<'a> {
        self.members().filter_map(|(name, value)| {
            let inside = match value.state() {
                State::Used | State::Empty => return None,
                State::Left => Vec::new(),
                State::Mixed => {
                    let mut inside = Vec::new();
                    value.push_left(&mut String::new(), &mut inside);
                    if inside.is_empty() {
                        return None;
                    }
                    inside
                }
            };
            Some(Left { name, inside })
        })
    }

    /// Whether it is used. Files are not nested deep.
    fn state(self) -> State {
        if self.is_noted() {
            return State::Used;
        }
        let children: &mut dyn Iterator<Item = Self> = match self.shape() {
            Shape::Object => &mut self.members().map(|(_, value)| value),
            Shape::List => &mut self.items(),
            Shape::Null => return State::Empty,
            _ if self.value.is("") => return State::Empty,
            _ => return State::Left,
        };
        let (mut used, mut left) = (false, false);
        for child in children {
            match child.state() {
                State::Used => used = true,
                State::Left => left = true,
                State::Mixed => (used, left) = (true, true),
                State::Empty => {}
            }
        }
        match (used, left) {
            (false, false) => State::Empty,
            (true, false) => State::Used,
            (false, true) => State::Left,
            (true, true) => State::Mixed,
        }
    }

    /// The places inside it that are not used, each as far out as nothing inside is used.
    fn push_left(self, path: &mut String, out: &mut Vec<String>) {
        let length = path.len();
        let mut visit = |path: &mut String, child: Self| {
            match child.state() {
                State::Used | State::Empty => {}
                State::Left => out.push(path.clone()),
                State::Mixed => child.push_left(path, out),
            }
            path.truncate(length);
        };
        for (name, value) in self.members() {
            path.push('.');
            path.push_str(&shortened(&name));
            visit(path, value);
        }
        for (at, value) in self.items().enumerate() {
            // Writing to a string cannot fail.
            let _ = write!(path, "[{at}]");
            visit(path, value);
        }
    }
}

enum State {
    Used,
    /// There is nothing to use.
    Empty,
    /// Nothing of it is used.
    Left,
    Mixed,
}

/// A string that is not empty, or the spelling of a number or a flag.
pub(super) fn plain(value: Value<'_>) -> Option<Cow<'_, str>> {
    match value.shape() {
        Shape::Number | Shape::True | Shape::False => Some(Cow::Borrowed(value.raw())),
        _ => value.text().filter(|text| !text.is_empty()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::Flow;

    fn left(text: &str, read: impl Fn(Foreign<'_>)) -> Vec<String> {
        let document = Flow::from_json(text.as_bytes()).unwrap();
        let used = Used::default();
        let root = Foreign::new(document.root(), &used);
        read(root);
        root.left()
            .flat_map(|left| match left.inside.as_slice() {
                [] => vec![left.name.to_string()],
                inside => inside
                    .iter()
                    .map(|path| format!("{}{path}", left.name))
                    .collect(),
            })
            .collect()
    }

    #[test]
    fn what_nobody_read_is_left_as_far_out_as_it_goes() {
        let text = r#"{"a": 1, "b": {"c": "x", "d": [1, {"e": true, "f": false}]}, "g": {"h": {"i": 1}}, "j": [], "k": null, "l": ""}"#;
        assert_eq!(left(text, |_| {}), ["a", "b", "g"]);
        let read = |root: Foreign<'_>| {
            let items = root.member("b").unwrap().member("d").unwrap().items();
            assert_eq!(
                items.last().unwrap().member("e").unwrap().flag(),
                Some(true)
            );
        };
        assert_eq!(left(text, read), ["a", "b.c", "b.d[0]", "b.d[1].f", "g"]);
        assert_eq!(
            left(text, |root| root.member("b").unwrap().note()),
            ["a", "g"]
        );
    }

    #[test]
    fn a_value_of_another_shape_is_not_used_by_looking_for_this_one() {
        let text = r#"{"a": {"b": 1}}"#;
        let read = |root: Foreign<'_>| {
            let a = root.member("a").unwrap();
            assert_eq!(
                (a.text(), a.plain(), a.whole(), a.flag()),
                (None, None, None, None)
            );
            a.usual(&[""]);
        };
        assert_eq!(left(text, read), ["a"]);
    }
}
