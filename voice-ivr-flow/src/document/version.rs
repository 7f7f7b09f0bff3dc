//! The hash of a flow's content.
//!
//! Each node, and each edge, is hashed by itself: what a caller could notice and nothing else. The hashes are added up, so
//! that the order in which the document lists them cannot matter. What stands once (the name, the language, the voice, the
//! declared variables) is added too, and the sum is hashed once more.
//!
//! The hash multiplies, as hashes for tables do, because it reads the texts where they stand. A version tells whoever
//! writes a flow two states of it apart. It is no seal: somebody who wants to can make another file of the same version.
//!
//! Every text goes in with its length and with what it is, members in the order of the table of their type, and objects
//! inside a member by name. The exception is a map of languages: its first text is the last resort, so there the order is
//! content.

use super::token::Shape;
use super::value::Value;
use crate::hash::first_eight;
use crate::members::{CONDITION, NodeType, Rule};
use crate::names::{self, Names};

/// The most members of a type.
const MOST: usize = 20;

pub(super) fn version(root: Value<'_>) -> String {
    let mut sum = Sum(0);
    sum.body("", root);
    for (name, flow) in present(root.member("flows")) {
        let name = name.name();
        sum.add(Hash::of(Mark::Flow).text(&name));
        sum.body(&name, flow);
    }
    for (name, declared) in present(root.member("variables")) {
        let (of_type, default) = match declared.shape() {
            Shape::Object => (declared.member("type"), declared.member("default")),
            _ => (Some(declared), None),
        };
        let hash = Hash::of(Mark::Variable).string(Some(name));
        let hash = match of_type {
            Some(_) => hash.string(of_type),
            None => hash.text("text"),
        };
        sum.add(hash.string(default));
    }
    for name in ["name", "language", "voice"] {
        if let Some(value) = root.member(name) {
            sum.add(Hash::of(Mark::Head).text(name).string(Some(value)));
        }
    }
    digits(Hash(sum.0))
}

/// The version of a flow that is heard in another language than its own.
pub(crate) fn in_language(version: &str, language: &str) -> String {
    digits(Hash::of(Mark::Head).text(version).text(language))
}

fn digits(hash: Hash) -> String {
    format!("{:016x}", hash.end())
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

/// The hash of the pieces of an item so far.
#[derive(Clone, Copy)]
struct Hash(u64);

impl Hash {
    // Odd, and without a pattern: digits of pi.
    const PAIR: u64 = 0x243F_6A88_85A3_08D3;
    const KIND: u64 = 0xBE54_66CF_34E9_0C6D;
    const LAST: u64 = 0xC0AC_29B7_C97C_50DD;

    /// The beginning of an item.
    fn of(mark: Mark) -> Self {
        Self(0).mark(mark)
    }

    #[expect(clippy::cast_possible_truncation, reason = "both halves are used")]
    fn fold(self, one: u64, two: u64) -> Self {
        let product = u128::from(self.0 ^ one) * u128::from(Self::PAIR ^ two);
        Self((product as u64) ^ ((product >> 64) as u64))
    }

    /// Sixteen bytes at a time; the last sixteen may have been read before, in part.
    fn piece(self, mark: Mark, bytes: &[u8]) -> Self {
        let kind = (bytes.len() as u64) << 4 | mark as u64;
        let mut hash = Self(self.0 ^ kind.wrapping_mul(Self::KIND));
        if let (Some(first), Some(last)) = (bytes.first_chunk(), bytes.last_chunk()) {
            if bytes.len() > 16 {
                for [one, two] in bytes.as_chunks::<8>().0.as_chunks().0 {
                    hash = hash.fold(u64::from_le_bytes(*one), u64::from_le_bytes(*two));
                }
                let before = bytes.get(bytes.len() - 16..).and_then(<[u8]>::first_chunk);
                let before = before.map_or(0, |before| u64::from_le_bytes(*before));
                return hash.fold(before, u64::from_le_bytes(*last));
            }
            return hash.fold(u64::from_le_bytes(*first), u64::from_le_bytes(*last));
        }
        hash.fold(first_eight(bytes), 0)
    }

    fn mark(self, mark: Mark) -> Self {
        self.piece(mark, &[])
    }

    fn text(self, text: &str) -> Self {
        self.piece(Mark::Text, text.as_bytes())
    }

    /// The value of a string; anything else is an empty one.
    fn string(self, value: Option<Value<'_>>) -> Self {
        match value.and_then(Value::plain) {
            Some(bytes) => self.piece(Mark::Text, bytes),
            None => self.text(&value.map(Value::name).unwrap_or_default()),
        }
    }

    /// As [`string`](Self::string), without blanks at its ends.
    fn label(self, value: Option<Value<'_>>) -> Self {
        let blank = |byte: Option<&u8>| byte.is_some_and(|byte| !byte.is_ascii_graphic());
        match value.and_then(Value::plain) {
            Some(bytes) if !blank(bytes.first()) && !blank(bytes.last()) => {
                self.piece(Mark::Text, bytes)
            }
            _ => self.text(value.map(Value::name).unwrap_or_default().trim()),
        }
    }

    fn end(self) -> u64 {
        self.fold(Self::KIND, Self::LAST).0
    }
}

/// The sum of the hashes of items.
struct Sum(u64);

impl Sum {
    fn add(&mut self, item: Hash) {
        self.0 = self.0.wrapping_add(item.end());
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
        let begin = Hash::of(Mark::Node).text(flow);
        for node in nodes.into_iter().flat_map(Value::items) {
            self.add(node_in(begin, names, node));
        }
        let begin = Hash::of(Mark::Edge).text(flow);
        for edge in edges.into_iter().flat_map(Value::items) {
            self.add(edge_in(begin, edge));
        }
    }
}

fn edge_in(flow: Hash, edge: Value<'_>) -> Hash {
    let (mut source, mut label, mut target) = (None, None, None);
    for (key, value) in edge.members() {
        match key.number() {
            names::SOURCE => source = Some(value),
            names::LABEL => label = Some(value),
            names::TARGET => target = Some(value),
            _ => {}
        }
    }
    flow.string(source).label(label).string(target)
}

fn node_in(flow: Hash, names: Names, node: Value<'_>) -> Hash {
    let (mut id, mut of_type, mut data) = (None, None, None);
    for (key, value) in node.members() {
        match key.number() {
            names::ID => id = Some(value),
            names::TYPE => of_type = Some(value),
            names::DATA => data = Some(value),
            _ => {}
        }
    }
    let hash = flow.string(id).string(of_type);
    let known = of_type.and_then(|of_type| match of_type.plain() {
        Some(name) => names.numbered_type(names.number(name)),
        None => names.node_type(&of_type.name()),
    });
    match (known, data) {
        (Some(known), Some(data)) => members(hash, names, known, data),
        _ => hash,
    }
}

/// The members of a node that its type has, in the order of the table.
fn members(mut hash: Hash, names: Names, known: &NodeType, data: Value<'_>) -> Hash {
    let mut places = [0; MOST];
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
            hash = content(hash.text(member.name), value, member.shape);
        }
    }
    hash
}

/// With a value. The recursion is as deep as the document, which the scanner limits.
fn content(hash: Hash, value: Value<'_>, rule: Rule) -> Hash {
    match value.shape() {
        Shape::Text | Shape::Escaped if rule == Rule::Label => hash.label(Some(value)),
        Shape::Text | Shape::Escaped => hash.string(Some(value)),
        Shape::Number => {
            let raw = value.raw().as_bytes();
            // `5` and `5.0` are one number; digits alone are spelt in one way only.
            let other = !raw.iter().all(u8::is_ascii_digit);
            match other.then(|| value.whole()).flatten() {
                Some(whole) => hash.piece(Mark::Number, whole.to_string().as_bytes()),
                None => hash.piece(Mark::Number, raw),
            }
        }
        Shape::True => hash.mark(Mark::True),
        Shape::False => hash.mark(Mark::False),
        Shape::Null => hash.mark(Mark::Null),
        Shape::List => {
            let begin = hash.mark(Mark::List);
            let items = value.items();
            items
                .fold(begin, |hash, inside| content(hash, inside, rule))
                .mark(Mark::End)
        }
        Shape::Object => {
            let begin = hash.mark(Mark::Object);
            let hash = match rule {
                Rule::Conditions => condition(begin, value),
                Rule::Spoken => present(Some(value)).fold(begin, |hash, (name, inside)| {
                    content(hash.string(Some(name)), inside, rule)
                }),
                _ => {
                    let members = present(Some(value));
                    let mut all: Vec<_> = members
                        .map(|(name, inside)| (name.name(), inside))
                        .collect();
                    all.sort_by(|one, two| one.0.cmp(&two.0));
                    all.iter().fold(begin, |hash, (name, inside)| {
                        content(hash.text(name), *inside, rule)
                    })
                }
            };
            hash.mark(Mark::End)
        }
    }
}

/// The members of a condition.
fn condition(mut hash: Hash, object: Value<'_>) -> Hash {
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
            hash = content(hash.text(name), value, Rule::Conditions);
        }
    }
    hash
}

#[cfg(test)]
mod tests {
    use std::collections::HashSet;

    use super::*;

    #[test]
    fn each_byte_of_a_text_counts_and_so_does_its_length() {
        let mut seen = HashSet::new();
        for length in 0..70 {
            let zeros = vec![0; length];
            let repeats: Vec<u8> = b"ab".iter().copied().cycle().take(length).collect();
            let mut all = vec![zeros.clone()];
            all.extend((length > 0).then_some(repeats));
            for at in 0..length {
                let mut other = zeros.clone();
                other[at] = 1;
                all.push(other);
            }
            for bytes in all {
                let hash = Hash::of(Mark::Node).piece(Mark::Text, &bytes);
                assert!(seen.insert(hash.end()), "{bytes:?}");
            }
        }
    }

    #[test]
    fn where_a_text_ends_counts_and_so_does_what_it_is() {
        let begin = Hash::of(Mark::Node);
        let all = [
            begin.text("ab").text("c"),
            begin.text("a").text("bc"),
            begin.text("abc").text(""),
            begin.text("").text("abc"),
            begin.text("abc"),
            begin.piece(Mark::Number, b"abc"),
            Hash::of(Mark::Edge).text("abc"),
        ];
        let hashes: HashSet<u64> = all.into_iter().map(Hash::end).collect();
        assert_eq!(hashes.len(), all.len());
    }
}
