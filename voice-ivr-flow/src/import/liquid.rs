//! Liquid in texts: what stands in double braces.

use voice_core::xml::without_forbidden;

/// A piece of a text.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Piece<'a> {
    Text(&'a str),
    /// A path of names, such as `widgets.ask.Digits`.
    Path(&'a str),
    /// A path with filters, such as `name | upcase`.
    Filtered {
        path: &'a str,
        all: &'a str,
    },
    /// Anything else in double braces.
    Other(&'a str),
    /// `{% … %}`
    Tag(&'a str),
}

/// Splits a text at its Liquid.
pub(super) fn pieces(text: &str) -> Pieces<'_> {
    Pieces {
        rest: text,
        inside: None,
    }
}

#[derive(Debug)]
pub(super) struct Pieces<'a> {
    rest: &'a str,
    /// A piece that comes after the text before it.
    inside: Option<Piece<'a>>,
}

impl<'a> Iterator for Pieces<'a> {
    type Item = Piece<'a>;

    fn next(&mut self) -> Option<Piece<'a>> {
        if let Some(piece) = self.inside.take() {
            return Some(piece);
        }
        if self.rest.is_empty() {
            return None;
        }
        let mut from = 0;
        // A brace that begins nothing is passed; one that is never closed ends the search, so this is linear.
        while let Some(at) = self.rest.get(from..).and_then(|rest| rest.find('{')) {
            let start = from + at;
            let behind = self.rest.get(start + 1..).unwrap_or_default();
            let closing = match behind.as_bytes().first() {
                Some(b'{') => "}}",
                Some(b'%') => "%}",
                _ => {
                    from = start + 1;
                    continue;
                }
            };
            let behind = behind.get(1..).unwrap_or_default();
            let Some((inside, after)) = behind.split_once(closing) else {
                break;
            };
            let before = self.rest.get(..start).unwrap_or_default();
            self.rest = after;
            let inside = inside.trim_matches('-').trim();
            let piece = if closing == "%}" {
                Piece::Tag(inside)
            } else {
                output(inside)
            };
            if before.is_empty() {
                return Some(piece);
            }
            self.inside = Some(piece);
            return Some(Piece::Text(before));
        }
        Some(Piece::Text(std::mem::take(&mut self.rest)))
    }
}

fn output(inside: &str) -> Piece<'_> {
    let (path, filters) = match inside.split_once('|') {
        Some((path, _)) => (path.trim_end(), true),
        None => (inside, false),
    };
    match (is_path(path), filters) {
        (true, false) => Piece::Path(path),
        (true, true) => Piece::Filtered { path, all: inside },
        (false, _) => Piece::Other(inside),
    }
}

/// Names with dots between them.
fn is_path(text: &str) -> bool {
    let name = |name: &str| {
        !name.is_empty()
            && !name.starts_with(|c: char| c.is_ascii_digit())
            && name
                .chars()
                .all(|c| c.is_alphanumeric() || c == '_' || c == '-')
    };
    text.len() <= 512 && text.split('.').all(name)
}

/// Adds text so that it is spoken as it stands and opens no hole: `{{` is parted, and what XML forbids goes.
pub(super) fn push_text(out: &mut String, text: &str) {
    for c in without_forbidden(text).chars() {
        if c == '{' && out.ends_with('{') {
            out.push(' ');
        }
        out.push(c);
    }
}

/// Adds a hole.
pub(super) fn push_hole(out: &mut String, name: &str) {
    if out.ends_with('{') {
        out.push(' ');
    }
    out.push_str("{{");
    out.push_str(name);
    out.push_str("}}");
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn liquid_is_told_from_text() {
        let all: Vec<_> =
            pieces("a {b} {{- x.y -}}{% if z %}{{ n | upcase }}{{ 'lit' }}c}} {{open").collect();
        assert_eq!(
            all,
            [
                Piece::Text("a {b} "),
                Piece::Path("x.y"),
                Piece::Tag("if z"),
                Piece::Filtered {
                    path: "n",
                    all: "n | upcase"
                },
                Piece::Other("'lit'"),
                Piece::Text("c}} {{open"),
            ]
        );
    }

    #[test]
    fn text_never_opens_a_hole() {
        let mut out = String::new();
        push_text(&mut out, "{{a} \u{1}{");
        push_hole(&mut out, "x");
        assert_eq!(out, "{ {a} { {{x}}");
        assert!(crate::template::Template::parse(&out).is_ok());
    }
}
