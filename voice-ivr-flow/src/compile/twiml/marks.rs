//! Texts of a flow as values of typed verbs, with marks where values will stand.

use voice_core::xml::{Fill, hole, push_hole, without_marks};

use crate::template::{Part, Template};

/// The names of holes that are no variables; no variable can be called so.
pub(super) const LINK: &str = "?link";
pub(super) const SEAL: &str = "?seal";
/// Stands before the name of a variable whose value is trimmed.
pub(super) const TRIMMED: char = '?';

/// Appends the end of an action URL, where the session will stand.
pub(super) fn push_link(out: &mut String) {
    push_hole(out, LINK, Fill::Percent);
}

/// Appends the end of a path, where the session will stand.
pub(super) fn push_seal(out: &mut String) {
    push_hole(out, SEAL, Fill::Percent);
}

/// A text with marks for its holes, to be given to a typed element.
pub(super) fn text(template: &Template) -> String {
    with_marks(template, Fill::Escaped)
}

/// A number, SIP address or client with marks for its holes, whose values are trimmed (§6.4).
pub(super) fn target(template: &Template) -> String {
    if let Some(literal) = template.as_literal() {
        return without_marks(literal.trim()).into_owned();
    }
    let parts = template.parts().map(|part| match part {
        Part::Text(text) => without_marks(text).into_owned(),
        Part::Hole(name) => hole(&format!("{TRIMMED}{name}"), Fill::Escaped),
    });
    parts.collect::<String>().trim().to_owned()
}

/// A URL with marks for its holes; values are percent-encoded unless the hole is the whole URL (§1.5).
pub(super) fn url(template: &Template) -> String {
    let whole = template.as_hole().is_some();
    with_marks(template, if whole { Fill::Escaped } else { Fill::Percent })
}

fn with_marks(template: &Template, fill: Fill) -> String {
    let length: usize = template
        .parts()
        .map(|part| match part {
            Part::Text(text) => text.len(),
            Part::Hole(name) => name.len() + 6,
        })
        .sum();
    let mut out = String::with_capacity(length);
    for part in template.parts() {
        match part {
            Part::Text(text) => out.push_str(&without_marks(text)),
            Part::Hole(name) => push_hole(&mut out, name, fill),
        }
    }
    out
}
