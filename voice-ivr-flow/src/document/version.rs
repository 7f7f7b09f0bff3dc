//! The hash of a flow's content.
//!
//! Each node, and each edge, is written as a few bytes that hold what a caller could notice and nothing else, and
//! hashed by itself; the hashes are added up, so that the order in which the document lists them cannot matter. What
//! stands once (the name, the language, the voice, the declared variables) is added too, and the sum is hashed once more.
//!
//! The hash is XXH3, which is made to be fast: a version tells whoever writes a flow two states of it apart. It is no seal:
//! somebody who wants to can make another file of the same version.
//!
//! Every text goes in with its length and with what it is, members in the order of the table of their type, and objects
//! inside a member by name. The exception is a map of languages: its first text is the last resort, so there the order is
//! content.

use twox_hash::{XxHash3_64, XxHash3_128};

use super::token::Shape;
use super::value::Value;
use crate::members::{CONDITION, MOST_MEMBERS, NodeType, Rule};
use crate::names::{self, Names};

pub(super) fn version(root: Value<'_>) -> String {
    let mut sum = Sum::default();
    sum.body("", root);
    for (name, flow) in present(root.member("flows")) {
        let name = name.name();
        sum.item(Mark::Flow, |item| item.text(&name));
        sum.body(&name, flow);
    }
    for (name, declared) in present(root.member("variables")) {
        let (of_type, default) = match declared.shape() {
            Shape::Object => (declared.member("type"), declared.member("default")),
            _ => (Some(declared), None),
        };
        sum.item(Mark::Variable, |item| {
            item.string(Some(name));
            match of_type {
                Some(_) => item.string(of_type),
                None => item.text("text"),
            }
            item.string(default);
        });
    }
    for name in ["name", "language", "voice"] {
        if let Some(value) = root.member(name) {
            sum.item(Mark::Head, |item| {
                item.text(name);
                item.string(Some(value));
            });
        }
    }
    digits(&sum.hashes.to_le_bytes())
}

/// The version of a flow that is heard in another language than its own.
pub(crate) fn in_language(version: &str, language: &str) -> String {
    let mut item = Item::default();
    item.text(version);
    item.text(language);
    digits(&item.0)
}

fn digits(content: &[u8]) -> String {
    format!("{:016x}", XxHash3_64::oneshot(content))
}

/// The members of an object that are not null.
fn present(object: Option<Value<'_>>) -> impl Iterator<Item = (Value<'_>, Value<'_>)> {
    let members = object.into_iter().flat_map(Value::members);
    members.filter(|(_, value)| !value.is_null())
}

/// What a piece of an item is.
#[derive(Clone, Copy)]
enum Mark {
    Text,
    Number,
    True,
    False,
    Null,
    List,
    Object,
    /// Of a list or an object.
    End,
    Node,
    Edge,
    Flow,
    Variable,
    Head,
}

/// What is hashed of a node, an edge or something else, piece by piece.
#[derive(Default)]
struct Item(Vec<u8>);

impl Item {
    fn piece(&mut self, mark: Mark, bytes: &[u8]) {
        let head = (bytes.len() as u64) << 4 | mark as u64;
        self.0.extend_from_slice(&head.to_le_bytes());
        self.0.extend_from_slice(bytes);
    }

    fn mark(&mut self, mark: Mark) {
        self.piece(mark, &[]);
    }

    fn text(&mut self, text: &str) {
        self.piece(Mark::Text, text.as_bytes());
    }

    /// The value of a string; anything else is an empty one.
    fn string(&mut self, value: Option<Value<'_>>) {
        match value.and_then(Value::plain) {
            Some(bytes) => self.piece(Mark::Text, bytes),
            None => self.text(&value.map(Value::name).unwrap_or_default()),
        }
    }

    /// As [`string`](Self::string), without blanks at its ends.
    fn label(&mut self, value: Option<Value<'_>>) {
        let blank = |byte: Option<&u8>| byte.is_some_and(|byte| !byte.is_ascii_graphic());
        match value.and_then(Value::plain) {
            Some(bytes) if !blank(bytes.first()) && !blank(bytes.last()) => {
                self.piece(Mark::Text, bytes);
            }
            _ => self.text(value.map(Value::name).unwrap_or_default().trim()),
        }
    }
}

/// The sum of the hashes of items.
#[derive(Default)]
struct Sum {
    hashes: u128,
    /// The item that is being written.
    item: Item,
}

impl Sum {
    /// Adds an item, of which this much is kept for the next one.
    fn add(&mut self, kept: usize, write: impl FnOnce(&mut Item)) {
        self.item.0.truncate(kept);
        write(&mut self.item);
        let hash = XxHash3_128::oneshot(&self.item.0);
        self.hashes = self.hashes.wrapping_add(hash);
    }

    fn item(&mut self, mark: Mark, write: impl FnOnce(&mut Item)) {
        self.add(0, |item| {
            item.mark(mark);
            write(item);
        });
    }

    fn items<'v>(
        &mut self,
        mark: Mark,
        flow: &str,
        list: Option<Value<'v>>,
        write: impl Fn(&mut Item, Value<'v>),
    ) {
        self.item.0.clear();
        self.item.mark(mark);
        self.item.text(flow);
        let begin = self.item.0.len();
        for value in list.into_iter().flat_map(Value::items) {
            self.add(begin, |item| write(item, value));
        }
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
        let node = |item: &mut Item, value| node(item, names, value);
        self.items(Mark::Node, flow, nodes, node);
        self.items(Mark::Edge, flow, edges, edge);
    }
}

fn edge(item: &mut Item, edge: Value<'_>) {
    let (mut source, mut label, mut target) = (None, None, None);
    for (key, value) in edge.members() {
        match key.number() {
            names::SOURCE => source = Some(value),
            names::LABEL => label = Some(value),
            names::TARGET => target = Some(value),
            _ => {}
        }
    }
    item.string(source);
    item.label(label);
    item.string(target);
}

fn node(item: &mut Item, names: Names, node: Value<'_>) {
    let (mut id, mut of_type, mut data) = (None, None, None);
    for (key, value) in node.members() {
        match key.number() {
            names::ID => id = Some(value),
            names::TYPE => of_type = Some(value),
            names::DATA => data = Some(value),
            _ => {}
        }
    }
    item.string(id);
    item.string(of_type);
    let known = of_type.and_then(|of_type| match of_type.plain() {
        Some(name) => names.numbered_type(names.number(name)),
        None => names.node_type(&of_type.name()),
    });
    if let (Some(known), Some(data)) = (known, data) {
        members(item, names, known, data);
    }
}

/// The members of a node that its type has, in the order of the table.
fn members(item: &mut Item, names: Names, known: &NodeType, data: Value<'_>) {
    let mut places = [0; MOST_MEMBERS];
    let mut taken = 0_u32;
    for (key, value) in data.members() {
        if let Some(at) = names.member(known, key.number())
            && let Some(place) = places.get_mut(at)
        {
            *place = value.index();
            taken |= 1 << at;
        }
    }
    while taken != 0 {
        let at = taken.trailing_zeros() as usize;
        taken &= taken - 1;
        let (Some(member), Some(place)) = (known.members.get(at), places.get(at)) else {
            continue;
        };
        let value = data.other(*place);
        // What only describes has no effect on a call.
        if !value.is_null() && member.shape != Rule::Notes {
            item.text(member.name);
            content(item, value, member.shape);
        }
    }
}

/// Appends a value. The recursion is as deep as the document, which the scanner limits.
fn content(item: &mut Item, value: Value<'_>, rule: Rule) {
    match value.shape() {
        Shape::Text | Shape::Escaped if rule == Rule::Label => item.label(Some(value)),
        Shape::Text | Shape::Escaped => item.string(Some(value)),
        Shape::Number => {
            let raw = value.raw().as_bytes();
            // `5` and `5.0` are one number; digits alone are spelt in one way only.
            let other = !raw.iter().all(u8::is_ascii_digit);
            match other.then(|| value.whole()).flatten() {
                Some(whole) => item.piece(Mark::Number, whole.to_string().as_bytes()),
                None => item.piece(Mark::Number, raw),
            }
        }
        Shape::True => item.mark(Mark::True),
        Shape::False => item.mark(Mark::False),
        Shape::Null => item.mark(Mark::Null),
        Shape::List => {
            item.mark(Mark::List);
            for inside in value.items() {
                content(item, inside, rule);
            }
            item.mark(Mark::End);
        }
        Shape::Object => {
            item.mark(Mark::Object);
            match rule {
                Rule::Conditions => condition(item, value),
                Rule::Spoken => {
                    for (name, inside) in present(Some(value)) {
                        item.string(Some(name));
                        content(item, inside, rule);
                    }
                }
                _ => {
                    let members = present(Some(value));
                    let mut all: Vec<_> = members
                        .map(|(name, inside)| (name.name(), inside))
                        .collect();
                    all.sort_by(|one, two| one.0.cmp(&two.0));
                    for (name, inside) in all {
                        item.text(&name);
                        content(item, inside, rule);
                    }
                }
            }
            item.mark(Mark::End);
        }
    }
}

/// The members of a condition.
fn condition(item: &mut Item, object: Value<'_>) {
    let mut all = [None; CONDITION.len()];
    for (key, value) in present(Some(object)) {
        let at = match key.number() {
            names::LABEL => 0,
            names::VARIABLE => 1,
            names::OP => 2,
            names::VALUE => 3,
            _ => continue,
        };
        if let Some(slot) = all.get_mut(at) {
            *slot = Some(value);
        }
    }
    for (name, value) in CONDITION.into_iter().zip(all) {
        if let Some(value) = value {
            item.text(name);
            content(item, value, Rule::Conditions);
        }
    }
}

#[cfg(test)]
mod tests {
    use std::collections::HashSet;

    use super::*;

    #[test]
    fn where_a_text_ends_counts_and_so_does_what_it_is() {
        let texts = |mark, texts: &[&str]| {
            let mut item = Item::default();
            item.mark(mark);
            for text in texts {
                item.text(text);
            }
            item.0
        };
        let mut number = Item::default();
        number.mark(Mark::Node);
        number.piece(Mark::Number, b"abc");
        let all = [
            texts(Mark::Node, &["ab", "c"]),
            texts(Mark::Node, &["a", "bc"]),
            texts(Mark::Node, &["abc", ""]),
            texts(Mark::Node, &["", "abc"]),
            texts(Mark::Node, &["abc"]),
            texts(Mark::Edge, &["abc"]),
            number.0,
        ];
        let items: HashSet<&Vec<u8>> = all.iter().collect();
        assert_eq!(items.len(), all.len());
    }
}
