//! The document as text again, indented for files.

use std::fmt::Write as _;

use super::Flow;
use super::token::Shape;
use super::value::Value;

/// The document, two blanks a level, members in their order, a line feed at the end.
pub(super) fn pretty(root: Value<'_>) -> String {
    let mut out = String::with_capacity((root.span().end as usize) * 5 / 4 + 16);
    value(&mut out, root, 0);
    out.push('\n');
    out
}

/// A JSON text of our own, indented as a document is.
pub(crate) fn indented(text: String) -> String {
    Flow::written(text).to_json()
}

/// Writes a value. The recursion is as deep as the document, which the scanner limits.
fn value(out: &mut String, of: Value<'_>, level: usize) {
    let inner = level + 1;
    match of.shape() {
        Shape::Object => {
            out.push('{');
            let mut empty = true;
            for (key, member) in of.members() {
                separate(out, &mut empty, inner);
                value(out, key, inner);
                out.push_str(": ");
                value(out, member, inner);
            }
            finish(out, '}', empty, level);
        }
        Shape::List => {
            out.push('[');
            let mut empty = true;
            for item in of.items() {
                separate(out, &mut empty, inner);
                value(out, item, inner);
            }
            finish(out, ']', empty, level);
        }
        _ => match of.text() {
            Some(text) => string(out, &text),
            None => out.push_str(of.raw()),
        },
    }
}

fn separate(out: &mut String, empty: &mut bool, level: usize) {
    if !*empty {
        out.push(',');
    }
    *empty = false;
    indent(out, level);
}

fn finish(out: &mut String, closing: char, empty: bool, level: usize) {
    if !empty {
        indent(out, level);
    }
    out.push(closing);
}

fn indent(out: &mut String, level: usize) {
    out.push('\n');
    out.extend(std::iter::repeat_n("  ", level));
}

/// A JSON string: escaped where JSON demands it, otherwise as it is.
pub(crate) fn string(out: &mut String, text: &str) {
    out.push('"');
    for c in text.chars() {
        match c {
            '"' => out.push_str("\\\""),
            '\\' => out.push_str("\\\\"),
            '\n' => out.push_str("\\n"),
            '\r' => out.push_str("\\r"),
            '\t' => out.push_str("\\t"),
            // Writing to a string cannot fail.
            c if c < ' ' => drop(write!(out, "\\u{:04x}", u32::from(c))),
            c => out.push(c),
        }
    }
    out.push('"');
}
