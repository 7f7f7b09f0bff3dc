//! Texts with holes: `Order {{order_id}}.`

use std::borrow::Cow;
use std::fmt;

/// A text with holes for variables (flow-semantics.md §1.5), split once.
///
/// `{{ name }}` is a hole: blanks inside the braces are allowed, a name is a letter or `_` and then letters,
/// digits and `_`. Values are filled in once and not expanded again; a variable without a value is the empty
/// string. Braces that never close are a mistake, and so is anything else between double braces; a lone brace,
/// or two closing ones, are text. `Debug` hides longer runs of digits, which may be telephone numbers.
#[derive(Clone, PartialEq, Eq, Hash, Default)]
pub struct Template {
    parts: Parts,
}

/// Most texts are one piece, which needs no list.
#[derive(Clone, PartialEq, Eq, Hash, Default)]
enum Parts {
    #[default]
    None,
    One([Part; 1]),
    Many(Vec<Part>),
}

/// A piece of a [`Template`].
#[derive(Clone, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum Part {
    /// Text that is used as it stands.
    Text(String),
    /// The value of a variable.
    Hole(String),
}

/// What is wrong with a text that should be a [`Template`].
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum TemplateError {
    /// Double braces hold something that is not a name; what, without the braces.
    #[error("`{{{{{0}}}}}` is not a variable's name in double braces")]
    NotAName(String),
    /// Double braces are never closed.
    #[error("`{{{{` is never closed")]
    Unclosed,
    /// A character that XML forbids, which no carrier could speak.
    #[error("the character U+{:04X} cannot be spoken or written in XML", u32::from(*.0))]
    ForbiddenCharacter(char),
}

impl Template {
    /// Splits a text at its holes.
    ///
    /// # Errors
    /// The first mistake in the text.
    pub fn parse(text: &str) -> Result<Self, TemplateError> {
        // Most texts have neither a brace nor what may be a forbidden character.
        // Looking at all bytes, without a way out, is what the compiler can do many at a time.
        let special = |byte: u8| matches!(byte, 0..0x20 | b'{' | 0xEF);
        if !text.bytes().fold(false, |any, byte| any | special(byte)) {
            return Ok(Self::literal(text));
        }
        if let Some(forbidden) = first_forbidden(text) {
            return Err(TemplateError::ForbiddenCharacter(forbidden));
        }
        let mut parts = Vec::new();
        let mut rest = text;
        while let Some((before, after)) = split_at_braces(rest, b'{') {
            if !before.is_empty() {
                parts.push(Part::Text(before.to_owned()));
            }
            let (inside, after) = split_at_braces(after, b'}').ok_or(TemplateError::Unclosed)?;
            let name = inside.trim();
            if !is_name(name) {
                return Err(TemplateError::NotAName(inside.to_owned()));
            }
            parts.push(Part::Hole(name.to_owned()));
            rest = after;
        }
        if !rest.is_empty() {
            parts.push(Part::Text(rest.to_owned()));
        }
        Ok(Self::of(parts))
    }

    /// A text without holes.
    pub fn literal(text: impl Into<String>) -> Self {
        let text = text.into();
        let parts = if text.is_empty() {
            Parts::None
        } else {
            Parts::One([Part::Text(text)])
        };
        Self { parts }
    }

    fn of(parts: Vec<Part>) -> Self {
        let parts = match <[Part; 1]>::try_from(parts) {
            Ok(one) => Parts::One(one),
            Err(none) if none.is_empty() => Parts::None,
            Err(many) => Parts::Many(many),
        };
        Self { parts }
    }

    /// The empty text.
    pub(crate) const EMPTY: Self = Self { parts: Parts::None };

    /// The pieces in order; neighbouring texts are joined, and none is empty.
    pub fn parts(&self) -> &[Part] {
        match &self.parts {
            Parts::None => &[],
            Parts::One(one) => one,
            Parts::Many(many) => many,
        }
    }

    /// The names of the holes, in order, with repetitions.
    pub fn holes(&self) -> impl Iterator<Item = &str> {
        self.parts().iter().filter_map(|part| match part {
            Part::Hole(name) => Some(name.as_str()),
            Part::Text(_) => None,
        })
    }

    /// The text, if there is no hole in it.
    pub fn as_literal(&self) -> Option<&str> {
        match self.parts() {
            [] => Some(""),
            [Part::Text(text)] => Some(text),
            _ => None,
        }
    }

    /// The text with values in its holes; characters that XML forbids are removed from the values.
    pub fn fill<'v>(&self, value: impl Fn(&str) -> Option<&'v str>) -> String {
        self.write(|name, out| out.push_str(&without_forbidden(value(name).unwrap_or_default())))
    }

    /// The URL with values in its holes: percent-encoded (all but letters, digits and `-._~`), unless the hole
    /// is the whole URL.
    pub fn fill_url<'v>(&self, value: impl Fn(&str) -> Option<&'v str>) -> String {
        if let [Part::Hole(_)] = self.parts() {
            return self.fill(value);
        }
        self.write(|name, out| {
            percent_encode(&without_forbidden(value(name).unwrap_or_default()), out);
        })
    }

    /// The markup with values in its holes, which are text there: `<`, `>`, `&` and quotes are escaped.
    pub fn fill_markup<'v>(&self, value: impl Fn(&str) -> Option<&'v str>) -> String {
        self.write(|name, out| {
            for c in without_forbidden(value(name).unwrap_or_default()).chars() {
                match c {
                    '<' => out.push_str("&lt;"),
                    '>' => out.push_str("&gt;"),
                    '&' => out.push_str("&amp;"),
                    '"' => out.push_str("&quot;"),
                    '\'' => out.push_str("&apos;"),
                    c => out.push(c),
                }
            }
        })
    }

    fn write(&self, mut hole: impl FnMut(&str, &mut String)) -> String {
        let mut out = String::new();
        for part in self.parts() {
            match part {
                Part::Text(text) => out.push_str(text),
                Part::Hole(name) => hole(name, &mut out),
            }
        }
        out
    }
}

impl fmt::Display for Template {
    /// As it is written in the document.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for part in self.parts() {
            match part {
                Part::Text(text) => f.write_str(text)?,
                Part::Hole(name) => write!(f, "{{{{{name}}}}}")?,
            }
        }
        Ok(())
    }
}

impl fmt::Debug for Template {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Template({:?})", masked(&self.to_string()))
    }
}

impl fmt::Debug for Part {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Text(text) => write!(f, "Text({:?})", masked(text)),
            Self::Hole(name) => write!(f, "Hole({name:?})"),
        }
    }
}

/// What stands before and after the first two braces of a kind.
fn split_at_braces(text: &str, brace: u8) -> Option<(&str, &str)> {
    let pairs = text.as_bytes().windows(2);
    let at = pairs.into_iter().position(|pair| pair == [brace, brace])?;
    Some((text.get(..at)?, text.get(at + 2..)?))
}

/// Whether a text is the name of a variable.
pub(crate) fn is_name(text: &str) -> bool {
    let mut bytes = text.bytes();
    bytes
        .next()
        .is_some_and(|first| first.is_ascii_alphabetic() || first == b'_')
        && bytes.all(|byte| byte.is_ascii_alphanumeric() || byte == b'_')
}

/// A text with every run of seven or more digits hidden but for its last two.
pub(crate) fn masked(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let mut rest = text;
    while let Some(start) = rest.find(|c: char| c.is_ascii_digit()) {
        let (before, run) = rest.split_at(start);
        let end = run.find(|c: char| !c.is_ascii_digit()).unwrap_or(run.len());
        let (digits, after) = run.split_at(end);
        out.push_str(before);
        if digits.len() < 7 {
            out.push_str(digits);
        } else {
            out.extend(std::iter::repeat_n('*', digits.len() - 2));
            out.push_str(digits.get(digits.len() - 2..).unwrap_or_default());
        }
        rest = after;
    }
    out.push_str(rest);
    out
}

/// The first character that no XML document may hold (XML 1.0, production 2).
pub(crate) fn first_forbidden(text: &str) -> Option<char> {
    // Most texts hold neither a control character nor a character of three bytes that begins with EF.
    let suspicious = |byte: u8| byte < 0x20 || byte == 0xEF;
    if !text.bytes().any(suspicious) {
        return None;
    }
    text.chars().find(|c| is_forbidden(*c))
}

fn is_forbidden(c: char) -> bool {
    matches!(c, '\0'..='\u{8}' | '\u{b}' | '\u{c}' | '\u{e}'..='\u{1f}' | '\u{fffe}' | '\u{ffff}')
}

/// A text without the characters that XML forbids.
pub(crate) fn without_forbidden(text: &str) -> Cow<'_, str> {
    match first_forbidden(text) {
        Some(_) => text.chars().filter(|c| !is_forbidden(*c)).collect(),
        None => Cow::Borrowed(text),
    }
}

fn percent_encode(text: &str, out: &mut String) {
    const DIGITS: [char; 16] = [
        '0', '1', '2', '3', '4', '5', '6', '7', '8', '9', 'A', 'B', 'C', 'D', 'E', 'F',
    ];
    let digit = |value: u8| DIGITS.get(usize::from(value)).copied().unwrap_or('0');
    for byte in text.bytes() {
        match byte {
            b'A'..=b'Z' | b'a'..=b'z' | b'0'..=b'9' | b'-' | b'.' | b'_' | b'~' => {
                out.push(char::from(byte));
            }
            _ => out.extend(['%', digit(byte >> 4), digit(byte & 15)]),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn parse(text: &str) -> Template {
        Template::parse(text).unwrap()
    }

    fn order<'v>(name: &str) -> Option<&'v str> {
        match name {
            "order_id" => Some("12 & 13"),
            "nested" => Some("{{order_id}}"),
            "bell" => Some("a\u{7}b\u{ffff}c"),
            _ => None,
        }
    }

    #[test]
    fn holes_are_filled_once_and_an_unset_one_is_empty() {
        assert_eq!(parse("Order {{order_id}}.").fill(order), "Order 12 & 13.");
        assert_eq!(parse("{{  order_id\t}}").fill(order), "12 & 13");
        assert_eq!(parse("a{{nested}}b").fill(order), "a{{order_id}}b");
        assert_eq!(parse("<{{unset}}>").fill(order), "<>");
        assert_eq!(
            parse("{{order_id}}{{order_id}}").fill(order),
            "12 & 1312 & 13"
        );
    }

    #[test]
    fn anything_else_in_double_braces_is_a_mistake() {
        for inside in ["", " ", "1a", "a b", "a.b", "a-b", "{a", "ä", "a|upper"] {
            let text = format!("x {{{{{inside}}}}} y");
            assert_eq!(
                Template::parse(&text),
                Err(TemplateError::NotAName(inside.to_owned())),
                "{text}"
            );
        }
        assert_eq!(Template::parse("{{a"), Err(TemplateError::Unclosed));
        assert_eq!(Template::parse("{{a}"), Err(TemplateError::Unclosed));
    }

    #[test]
    fn single_braces_and_closing_ones_are_text() {
        for text in ["{a}", "a}}", r#"{"a":{"b":1}}"#, "}}{", ""] {
            assert_eq!(parse(text).as_literal(), Some(text));
        }
        assert_eq!(
            parse(r#"{"a":{"b":{{x}}}}"#).holes().collect::<Vec<_>>(),
            ["x"]
        );
    }

    #[test]
    fn a_value_in_a_url_is_percent_encoded_unless_it_is_the_whole() {
        let url = parse("https://example.com/{{order_id}}/x?q={{unset}}");
        assert_eq!(
            url.fill_url(order),
            "https://example.com/12%20%26%2013/x?q="
        );
        let whole = |_: &str| Some("https://example.com/é?a=b");
        assert_eq!(
            parse("{{url}}").fill_url(whole),
            "https://example.com/é?a=b"
        );
        assert_eq!(
            parse("{{url}}/").fill_url(whole),
            "https%3A%2F%2Fexample.com%2F%C3%A9%3Fa%3Db/"
        );
        let kept = |_: &str| Some("aZ09-._~");
        assert_eq!(parse("/{{x}}").fill_url(kept), "/aZ09-._~");
    }

    #[test]
    fn characters_that_xml_forbids_are_refused_in_the_text_and_removed_from_values() {
        for (text, bad) in [
            ("a\u{1}", '\u{1}'),
            ("\u{fffe}", '\u{fffe}'),
            ("\u{1f}", '\u{1f}'),
        ] {
            let error = Template::parse(text).unwrap_err();
            assert_eq!(error, TemplateError::ForbiddenCharacter(bad));
        }
        parse("a\tb\nc\rd \u{7f} \u{ff01} \u{1F600}");
        assert_eq!(parse("{{bell}}").fill(order), "abc");
        assert_eq!(parse("x{{bell}}").fill_url(order), "xabc");
    }

    #[test]
    fn a_value_in_markup_is_text() {
        assert_eq!(
            parse("<s>{{order_id}}</s>").fill_markup(order),
            "<s>12 &amp; 13</s>"
        );
    }

    #[test]
    fn debug_hides_numbers_and_display_writes_them() {
        let number = parse("+15550100001");
        assert_eq!(format!("{number:?}"), "Template(\"+*********01\")");
        assert_eq!(number.to_string(), "+15550100001");
        assert_eq!(
            format!("{:?}", parse("12 {{ a }}")),
            "Template(\"12 {{a}}\")"
        );
    }
}
