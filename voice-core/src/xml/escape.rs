//! Escaping by the rules that vendors' own libraries follow.
//!
//! In text `&`, `<`, `>` and carriage return become references. In attributes (always between double
//! quotes) `"`, tab and line feed do as well: a parser would turn a bare one into a blank. All else,
//! Devanagari for instance, is written as it is.

use std::borrow::Cow;

use super::scan::{control, control_or_not_ascii, none, position, suspicious};

/// Appends `text` as element content.
///
/// ```
/// let mut out = String::new();
/// voice_core::xml::push_text(&mut out, "R&D <ok>");
/// assert_eq!(out, "R&amp;D &lt;ok&gt;");
/// ```
///
/// Characters that XML forbids are left out; [`forbidden`] tells whether there are any.
pub fn push_text(out: &mut String, text: &str) {
    push(out, text, InText);
}

/// Appends `value` as the inside of a double-quoted attribute value.
///
/// ```
/// let mut out = String::new();
/// voice_core::xml::push_attribute(&mut out, "a\t\"b\"");
/// assert_eq!(out, "a&#9;&quot;b&quot;");
/// ```
///
/// Characters that XML forbids are left out; [`forbidden`] tells whether there are any.
pub fn push_attribute(out: &mut String, value: &str) {
    push(out, value, InAttribute);
}

/// Appends a number in decimal, without the detour over a formatter.
#[inline]
pub fn push_number(out: &mut String, number: u32) {
    // As in `push`, what is left for another function is left at the end.
    match u8::try_from(number) {
        Ok(digit @ 0..10) if out.len() < out.capacity() => out.push(char::from(b'0' + digit)),
        Ok(two @ 10..100) if out.len() < out.capacity() => {
            out.push(char::from(b'0' + two / 10));
            push_number(out, u32::from(two % 10));
        }
        _ => push_long_number(out, number),
    }
}

#[inline(never)]
fn push_long_number(out: &mut String, number: u32) {
    let mut digits = [0_u8; 10];
    let mut rest = number;
    let mut used = 0;
    for slot in digits.iter_mut().rev() {
        *slot = b'0' + u8::try_from(rest % 10).unwrap_or_default();
        rest /= 10;
        used += 1;
        if rest == 0 {
            break;
        }
    }
    for byte in digits.iter().skip(digits.len() - used) {
        out.push(char::from(*byte));
    }
}

/// The first character that XML 1.0 cannot carry, with its byte offset.
///
/// ```
/// use voice_core::xml::{forbidden, without_forbidden};
///
/// assert_eq!(forbidden("नमस्ते\tall"), None);
/// assert_eq!(forbidden("be\u{7}ep"), Some((2, '\u{7}')));
/// assert_eq!(without_forbidden("be\u{7}ep"), "beep");
/// ```
pub fn forbidden(text: &str) -> Option<(usize, char)> {
    if is_printable(text) {
        return None;
    }
    let mut from = 0;
    loop {
        let rest = text.get(from..)?;
        let at = position(rest.as_bytes(), control_or_not_ascii, suspicious)?;
        let c = rest.get(at..)?.chars().next()?;
        if is_forbidden(c) {
            return Some((from + at, c));
        }
        from += at + c.len_utf8();
    }
}

/// Whether the text is ASCII without controls, as compact documents are.
pub(super) fn is_printable(text: &str) -> bool {
    none(text.as_bytes(), control_or_not_ascii)
}

/// `text` without the characters that XML 1.0 cannot carry; borrowed when there are none.
pub fn without_forbidden(text: &str) -> Cow<'_, str> {
    if forbidden(text).is_none() {
        return Cow::Borrowed(text);
    }
    Cow::Owned(text.chars().filter(|&c| !is_forbidden(c)).collect())
}

pub(super) const fn is_forbidden(c: char) -> bool {
    matches!(c, '\0'..='\u{8}' | '\u{B}' | '\u{C}' | '\u{E}'..='\u{1F}' | '\u{FFFE}' | '\u{FFFF}')
}

/// The characters that matter in one place.
trait Place: Copy {
    /// Whether surely none of them is there; cries wolf at any character beyond ASCII.
    fn is_plain(self, bytes: &[u8]) -> bool;
    /// Where the first of them stands.
    fn first(self, bytes: &[u8]) -> Option<usize>;
}

#[derive(Clone, Copy)]
struct InText;

impl InText {
    /// `<` and `>` differ in one bit.
    const fn markup(byte: u8) -> u8 {
        (byte == b'&') as u8 | (byte & !2 == b'<') as u8
    }
}

impl Place for InText {
    #[inline]
    fn is_plain(self, bytes: &[u8]) -> bool {
        none(bytes, |byte| {
            control_or_not_ascii(byte) | Self::markup(byte)
        })
    }

    fn first(self, bytes: &[u8]) -> Option<usize> {
        let exact = |byte| control(byte) | Self::markup(byte) | u8::from(byte == 0xEF);
        position(bytes, exact, exact)
    }
}

#[derive(Clone, Copy)]
struct InAttribute;

impl InAttribute {
    /// `"` and `&` differ in one bit, and so do `<` and `>`.
    const fn markup(byte: u8) -> u8 {
        (byte & !4 == b'"') as u8 | (byte & !2 == b'<') as u8
    }
}

impl Place for InAttribute {
    #[inline]
    fn is_plain(self, bytes: &[u8]) -> bool {
        none(bytes, |byte| {
            control_or_not_ascii(byte) | Self::markup(byte)
        })
    }

    fn first(self, bytes: &[u8]) -> Option<usize> {
        let exact = |byte| u8::from(byte < 0x20) | Self::markup(byte) | u8::from(byte == 0xEF);
        position(bytes, exact, exact)
    }
}

/// What is plain and fits is pushed here, and all else is the end of this function: one that only
/// returns to its caller needs few registers, which it would have to save.
#[inline]
fn push(out: &mut String, text: &str, place: impl Place) {
    if place.is_plain(text.as_bytes()) && text.len() <= out.capacity().wrapping_sub(out.len()) {
        out.push_str(text);
    } else {
        push_slowly(out, text, place);
    }
}

#[cold]
fn push_slowly(out: &mut String, text: &str, place: impl Place) {
    let mut rest = text;
    let Some(mut at) = place.first(text.as_bytes()) else {
        out.push_str(text);
        return;
    };
    out.reserve(text.len() + 8);
    loop {
        let (plain, tail) = rest.split_at(at);
        out.push_str(plain);
        let mut chars = tail.chars();
        match chars.next() {
            None => return,
            Some('&') => out.push_str("&amp;"),
            Some('<') => out.push_str("&lt;"),
            Some('>') => out.push_str("&gt;"),
            Some('"') => out.push_str("&quot;"),
            Some('\t') => out.push_str("&#9;"),
            Some('\n') => out.push_str("&#10;"),
            Some('\r') => out.push_str("&#13;"),
            Some(c) if is_forbidden(c) => {}
            Some(c) => out.push(c),
        }
        rest = chars.as_str();
        at = place.first(rest.as_bytes()).unwrap_or(rest.len());
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn text(text: &str) -> String {
        let mut out = String::new();
        push_text(&mut out, text);
        out
    }

    fn attribute(value: &str) -> String {
        let mut out = String::new();
        push_attribute(&mut out, value);
        out
    }

    #[test]
    fn text_keeps_blanks_and_quotes() {
        assert_eq!(text("a\tb\nc \"d\" 'e'"), "a\tb\nc \"d\" 'e'");
        assert_eq!(text("a\rb"), "a&#13;b");
        assert_eq!(text("नमस्ते & <b>"), "नमस्ते &amp; &lt;b&gt;");
    }

    #[test]
    fn attributes_keep_their_line_breaks_through_a_parser() {
        assert_eq!(
            attribute("a\tb\nc\rd \"<&>\" 'e'"),
            "a&#9;b&#10;c&#13;d &quot;&lt;&amp;&gt;&quot; 'e'"
        );
    }

    #[test]
    fn characters_that_begin_like_forbidden_ones_are_kept() {
        assert_eq!(text("plain, ＦＵＬＬ"), "plain, ＦＵＬＬ");
        assert_eq!(attribute("ＦＵＬＬ & more"), "ＦＵＬＬ &amp; more");
    }

    #[test]
    fn every_forbidden_character_is_reported_and_removed() {
        for c in ('\0'..='\u{1F}').chain(['\u{FFFE}', '\u{FFFF}']) {
            let held = format!("ab{c}d");
            if matches!(c, '\t' | '\n' | '\r') {
                assert_eq!(forbidden(&held), None);
                assert_eq!(without_forbidden(&held), held);
            } else {
                assert_eq!(forbidden(&held), Some((2, c)));
                assert_eq!(without_forbidden(&held), "abd");
                assert_eq!(text(&held), "abd");
                assert_eq!(attribute(&held), "abd");
            }
        }
        assert_eq!(forbidden("\u{FFFD}\u{FEFF}\u{FFFF}"), Some((6, '\u{FFFF}')));
    }

    #[test]
    fn numbers_are_decimal() {
        for number in [0, 7, 10, 99, 100, 4_096, u32::MAX] {
            let mut out = String::new();
            push_number(&mut out, number);
            assert_eq!(out, number.to_string());
        }
    }
}
