//! Texts of strangers on a terminal or in a log.

use std::fmt;

/// A text that cannot steer a terminal, break a line of a log or turn the direction of what stands behind it:
/// such characters are written as escapes.
///
/// ```
/// use voice_core::Printable;
///
/// let id = "a\u{1b}[31m\nb";
/// assert_eq!(Printable::new(id).to_string(), r"a\u{1b}[31m\nb");
/// assert_eq!(Printable::new("नमस्ते, \"x\"").to_string(), "नमस्ते, \"x\"");
/// ```
#[derive(Clone, Copy)]
pub struct Printable<'a>(&'a str);

impl<'a> Printable<'a> {
    /// The text.
    pub fn new(text: &'a str) -> Self {
        Self(text)
    }
}

/// Whether a character only shows itself: no control character, no end of a line or paragraph, nothing that changes
/// the direction of the text behind it.
///
/// ```
/// assert!(voice_core::is_printable('ह') && !voice_core::is_printable('\t'));
/// ```
pub fn is_printable(c: char) -> bool {
    let steers = matches!(
        c,
        '\u{200e}' | '\u{200f}' | '\u{2028}'..='\u{202e}' | '\u{2066}'..='\u{2069}'
    );
    !c.is_control() && !steers
}

impl fmt::Display for Printable<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let mut rest = self.0;
        while let Some(at) = rest.find(|c| !is_printable(c)) {
            let (plain, tail) = rest.split_at(at);
            f.write_str(plain)?;
            let mut chars = tail.chars();
            if let Some(c) = chars.next() {
                // `escape_debug` leaves some of them as they are.
                match c {
                    '\n' | '\r' | '\t' => write!(f, "{}", c.escape_default())?,
                    _ => write!(f, "{}", c.escape_unicode())?,
                }
            }
            rest = chars.as_str();
        }
        f.write_str(rest)
    }
}

impl fmt::Debug for Printable<'_> {
    /// Only the length: the text may be what somebody said (L10).
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Printable({} characters)", self.0.chars().count())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn whatever_steers_a_terminal_is_escaped() {
        for (text, shown) in [
            ("\u{7}\u{1b}]0;x\u{9c}", r"\u{7}\u{1b}]0;x\u{9c}"),
            ("a\r\nb\tc\u{7f}", r"a\r\nb\tc\u{7f}"),
            (
                "\u{202e}cba\u{2069}\u{2028}",
                r"\u{202e}cba\u{2069}\u{2028}",
            ),
            ("", ""),
            ("é `\\` 😀\u{200d}", "é `\\` 😀\u{200d}"),
        ] {
            assert_eq!(Printable::new(text).to_string(), shown);
        }
    }
}
