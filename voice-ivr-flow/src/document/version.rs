//! The hash of a flow's content.
//!
//! What is hashed is a JSON text in a fixed order: the top-level members in the order of the specification,
//! variables and subflows by name, nodes by id, each with the members of its type in the order of the table,
//! edges by source, label and target. Inside a member the order stays, because it can matter (the first language
//! of a map is the last resort, the first condition wins).

use std::borrow::Cow;

use sha2::{Digest, Sha256};

use super::token::{Shape, Value};
use super::write::{compact, string};
use crate::members::Member;
use crate::names::Names;

/// How many digits of the hash are used: 64 bits.
const DIGITS: usize = 16;

pub(super) fn version(root: Value<'_>) -> String {
    let mut text = String::new();
    for name in ["name", "language", "voice"] {
        if let Some(value) = root.member(name) {
            named(&mut text, name, value);
        }
    }
    let mut variables: Vec<_> = root
        .member("variables")
        .into_iter()
        .flat_map(Value::members)
        .filter(|(_, value)| !value.is_null())
        .map(|(key, value)| (key.text().unwrap_or_default(), value))
        .collect();
    variables.sort_by(|one, two| one.0.cmp(&two.0));
    for (name, value) in variables {
        text.push('$');
        named(&mut text, &name, value);
    }
    body(&mut text, root);
    let mut flows: Vec<_> = root
        .member("flows")
        .into_iter()
        .flat_map(Value::members)
        .map(|(key, value)| (key.text().unwrap_or_default(), value))
        .collect();
    flows.sort_by(|one, two| one.0.cmp(&two.0));
    for (name, value) in flows {
        text.push('>');
        string(&mut text, &name);
        body(&mut text, value);
    }
    let hash = Sha256::digest(text.as_bytes());
    let digits = hash.iter().flat_map(|byte| [byte >> 4, byte & 15]);
    digits
        .take(DIGITS)
        .filter_map(|digit| char::from_digit(u32::from(digit), 16))
        .collect()
}

fn named(text: &mut String, name: &str, value: Value<'_>) {
    string(text, name);
    text.push(':');
    compact(text, value);
    text.push('\n');
}

fn body(text: &mut String, object: Value<'_>) {
    let items = |name: &str| object.member(name).into_iter().flat_map(Value::items);
    let mut nodes: Vec<(Cow<'_, str>, Value<'_>)> = items("nodes")
        .map(|node| (text_of(node, "id"), node))
        .collect();
    nodes.sort_by(|one, two| one.0.cmp(&two.0));
    for (id, value) in nodes {
        node(text, &id, value);
    }
    let mut edges: Vec<[Cow<'_, str>; 3]> = items("edges")
        .map(|edge| {
            let label = match text_of(edge, "label") {
                Cow::Borrowed(label) => Cow::Borrowed(label.trim()),
                Cow::Owned(label) => Cow::Owned(label.trim().to_owned()),
            };
            [text_of(edge, "source"), label, text_of(edge, "target")]
        })
        .collect();
    edges.sort();
    for edge in edges {
        for part in &edge {
            string(text, part);
        }
        text.push('\n');
    }
}

fn text_of<'a>(object: Value<'a>, name: &str) -> Cow<'a, str> {
    object
        .member(name)
        .and_then(Value::text)
        .unwrap_or_default()
}

fn node(text: &mut String, id: &str, value: Value<'_>) {
    let of_type = text_of(value, "type");
    string(text, id);
    string(text, &of_type);
    text.push('\n');
    let Some(data) = value.member("data") else {
        return;
    };
    let members = Names::new()
        .node_type(&of_type)
        .map_or(&[] as &[Member], |known| known.members);
    let mut own: Vec<(usize, Value<'_>)> = data
        .members()
        .filter(|(_, member)| !member.is_null())
        .filter_map(|(key, member)| {
            let at = members.iter().position(|known| key.is(known.name))?;
            Some((at, member))
        })
        .collect();
    own.sort_by_key(|(at, _)| *at);
    for (at, member) in own {
        let name = members.get(at).map_or("", |known| known.name);
        // What only describes has no effect on a call.
        if name != "options" {
            spaced(text, name, member);
        }
    }
}

fn spaced(text: &mut String, name: &str, member: Value<'_>) {
    text.push(' ');
    if member.shape() == Shape::Number {
        // `5` and `5.0` are one number.
        string(text, name);
        text.push(':');
        match member.whole() {
            Some(whole) => text.push_str(&whole.to_string()),
            None => text.push_str(member.raw()),
        }
        text.push('\n');
    } else {
        named(text, name, member);
    }
}
