//! The hash of a flow's content.
//!
//! Each node, and each edge, is written as a few bytes that hold what a caller could notice and nothing else, and
//! hashed by itself; the hashes are added up, so that the order in which the document lists them cannot matter. What
//! stands once (the name, the language, the voice, the declared variables) is added too, and the sum is hashed once more.
//!
//! The hash is XXH3, which is made to be fast: a version tells whoever writes a flow two states of it apart. It is no seal:
//! somebody who wants to can make another file of the same version.
//!
//! In these bytes every text has its length before it, members stand in the order of the table of their type, and
//! objects inside a member by name. The exception is a map of languages: its first text is the last resort, so there
//! the order is content.

use std::borrow::Cow;

use twox_hash::{XxHash3_64, XxHash3_128};

use super::token::Shape;
use super::value::Value;
use crate::members::{CONDITION, NodeType, Rule};
use crate::names::{self, Names};

/// The most members of a type.
const MOST: usize = 20;

pub(super) fn version(root: Value<'_>) -> String {
    let mut sum = Sum::default();
    sum.body("", root);
    for (name, flow) in present(root.member("flows")) {
        sum.begin(b'f');
        push_text(&mut sum.item, &name);
        sum.end();
        sum.body(&name, flow);
    }
    for (name, declared) in present(root.member("variables")) {
        let (of_type, default) = match declared.shape() {
            Shape::Object => (declared.member("type"), declared.member("default")),
            _ => (Some(declared), None),
        };
        sum.begin(b'v');
        push_text(&mut sum.item, &name);
        push_text(&mut sum.item, &of_type.map_or("text".into(), Value::name));
        push_text(&mut sum.item, &default.map_or("".into(), Value::name));
        sum.end();
    }
    for name in ["name", "language", "voice"] {
        if let Some(value) = root.member(name) {
            sum.begin(b'd');
            push_text(&mut sum.item, name);
            push_text(&mut sum.item, &value.name());
            sum.end();
        }
    }
    digits(&sum.hashes.to_le_bytes())
}

/// The version of a flow that is heard in another language than its own.
pub(crate) fn in_language(version: &str, language: &str) -> String {
    digits([version, "\0", language].concat().as_bytes())
}

fn digits(content: &[u8]) -> String {
    format!("{:016x}", XxHash3_64::oneshot(content))
}

/// The members of an object that are not null.
fn present(object: Option<Value<'_>>) -> impl Iterator<Item = (Cow<'_, str>, Value<'_>)> {
    object
        .into_iter()
        .flat_map(Value::members)
        .filter(|(_, value)| !value.is_null())
        .map(|(key, value)| (key.name(), value))
}

/// The sum of the hashes of items.
#[derive(Default)]
struct Sum {
    hashes: u128,
    /// The item that is being written.
    item: Vec<u8>,
}

impl Sum {
    fn begin(&mut self, kind: u8) {
        self.item.clear();
        self.item.push(kind);
    }

    fn end(&mut self) {
        self.hashes = self.hashes.wrapping_add(XxHash3_128::oneshot(&self.item));
    }

    fn body(&mut self, flow: &str, object: Value<'_>) {
        let (mut nodes, mut edges) = (None, None);
        for (key, value) in object.members() {
            match () {
                () if key.is("nodes") => nodes = Some(value),
                () if key.is("edges") => edges = Some(value),
                () => {}
            }
        }
        let names = Names::new();
        for node in nodes.into_iter().flat_map(Value::items) {
            self.node(names, flow, node);
        }
        for edge in edges.into_iter().flat_map(Value::items) {
            self.edge(flow, edge);
        }
    }

    fn edge(&mut self, flow: &str, edge: Value<'_>) {
        let (mut source, mut label, mut target) = (None, None, None);
        for (key, value) in edge.members() {
            match key.number() {
                names::SOURCE => source = Some(value),
                names::LABEL => label = Some(value),
                names::TARGET => target = Some(value),
                _ => {}
            }
        }
        self.begin(b'e');
        push_text(&mut self.item, flow);
        push_text(&mut self.item, &text_of(source));
        push_text(&mut self.item, text_of(label).trim());
        push_text(&mut self.item, &text_of(target));
        self.end();
    }

    fn node(&mut self, names: Names, flow: &str, node: Value<'_>) {
        let (mut id, mut of_type, mut data) = (None, None, None);
        for (key, value) in node.members() {
            match key.number() {
                names::ID => id = Some(value),
                names::TYPE => of_type = Some(value),
                names::DATA => data = Some(value),
                _ => {}
            }
        }
        let of_type = text_of(of_type);
        self.begin(b'n');
        push_text(&mut self.item, flow);
        push_text(&mut self.item, &text_of(id));
        push_text(&mut self.item, &of_type);
        if let (Some(known), Some(data)) = (names.node_type(&of_type), data) {
            members(&mut self.item, names, known, data);
        }
        self.end();
    }
}

/// The members of a node that its type has, in the order of the table.
fn members(item: &mut Vec<u8>, names: Names, known: &NodeType, data: Value<'_>) {
    let mut slots = [None; MOST];
    for (key, value) in data.members() {
        let slot = names
            .member(known, key.number())
            .and_then(|at| slots.get_mut(at));
        if let Some(slot) = slot {
            *slot = Some(value);
        }
    }
    for (member, value) in known.members.iter().zip(slots) {
        let value = value.filter(|value| !value.is_null());
        // What only describes has no effect on a call.
        if let Some(value) = value.filter(|_| member.shape != Rule::Notes) {
            push_text(item, member.name);
            content(item, value, member.shape);
        }
    }
}

/// Appends a value. The recursion is as deep as the document, which the scanner limits.
fn content(item: &mut Vec<u8>, value: Value<'_>, rule: Rule) {
    match value.shape() {
        Shape::Text | Shape::Escaped => {
            let text = value.name();
            item.push(b's');
            push_text(
                item,
                if rule == Rule::Label {
                    text.trim()
                } else {
                    &text
                },
            );
        }
        Shape::Number => {
            item.push(b'n');
            // `5` and `5.0` are one number.
            match value.whole() {
                Some(whole) => push_text(item, &whole.to_string()),
                None => push_text(item, value.raw()),
            }
        }
        Shape::True | Shape::False | Shape::Null => {
            item.push(match value.flag() {
                Some(true) => b't',
                Some(false) => b'f',
                None => b'0',
            });
        }
        Shape::List => {
            item.push(b'[');
            for inside in value.items() {
                content(item, inside, rule);
            }
            item.push(b']');
        }
        Shape::Object => {
            item.push(b'{');
            let known = |name: &str| rule != Rule::Conditions || CONDITION.contains(&name);
            let mut all: Vec<_> = present(Some(value))
                .filter(|(name, _)| known(name))
                .collect();
            if rule != Rule::Spoken {
                all.sort_by(|one, two| one.0.cmp(&two.0));
            }
            for (name, inside) in all {
                push_text(item, &name);
                content(item, inside, rule);
            }
            item.push(b'}');
        }
    }
}

/// The value of a string, or nothing.
fn text_of(value: Option<Value<'_>>) -> Cow<'_, str> {
    value.map(Value::name).unwrap_or_default()
}

fn push_text(item: &mut Vec<u8>, text: &str) {
    item.extend((text.len() as u64).to_le_bytes());
    item.extend(text.as_bytes());
}
