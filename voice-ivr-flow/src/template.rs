//! Texts with holes: `Order {{order_id}}.`

use std::fmt;
use std::sync::Arc;

use voice_core::redact_numbers;
use voice_core::xml::{forbidden, push_percent_encoded, without_forbidden};

/// A text with holes for variables (flow-semantics.md §1.5), split once.
///
/// `{{ name }}` is a hole: blanks inside the braces are allowed, a name is a letter or `_` and then letters,
/// digits and `_`. Values are filled in once and not expanded again; a variable without a value is the empty
/// string. Braces that never close are a mistake, and so is anything else between double braces; a lone brace,
/// or two closing ones, are text. `Debug` shows the holes and hides the text.
#[derive(Clone, PartialEq, Eq, Hash, Default)]
pub struct Template {
    /// The pieces one after another, holes by their names. Shared, because a program has the texts of its flow.
    text: Arc<str>,
    cuts: Cuts,
}

/// Where the pieces of a text end, but for a text that is the last; few need no memory of their own.
#[derive(Clone, PartialEq, Eq, Hash)]
enum Cuts {
    /// What is not used is [`Cut::UNUSED`], and stands last.
    Few([Cut; 5]),
    Many(Box<[Cut]>),
}

impl Default for Cuts {
    fn default() -> Self {
        Self::Few([Cut::UNUSED; 5])
    }
}

/// Where a piece ends, in bytes; the highest bit says that it is a hole.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
struct Cut(u32);

impl Cut {
    const HOLE: u32 = 1 << 31;
    /// No piece ends at the beginning.
    const UNUSED: Self = Self(0);

    /// `None` for texts of more than 2 GiB.
    fn new(end: usize, hole: bool) -> Option<Self> {
        let end = u32::try_from(end)
            .ok()
            .filter(|end| end & Self::HOLE == 0)?;
        Some(Self(end | if hole { Self::HOLE } else { 0 }))
    }

    fn end(self) -> usize {
        (self.0 & !Self::HOLE) as usize
    }

    fn is_hole(self) -> bool {
        self.0 & Self::HOLE != 0
    }
}

/// A piece of a [`Template`].
#[derive(Clone, Copy, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum Part<'a> {
    /// Text that is used as it stands.
    Text(&'a str),
    /// The value of a variable.
    Hole(&'a str),
}

/// Iterator over the pieces of a [`Template`], in order.
#[derive(Clone)]
pub struct Parts<'a> {
    template: &'a Template,
    /// The next cut, and where its piece begins.
    cut: usize,
    at: usize,
}

/// What is wrong with a text that should be a [`Template`].
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum TemplateError {
    /// Double braces hold something that is not a name; what, without the braces. Telephone numbers are hidden.
    #[error("`{{{{{0}}}}}` is not a variable's name in double braces")]
    NotAName(String),
    /// Double braces are never closed.
    #[error("`{{{{` is never closed")]
    Unclosed,
    /// A text with holes has more than 2 GiB.
    #[error("a text with holes may have 2 GiB")]
    TooLong,
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
        let mut mistake = None;
        let template = Self::read(text, &mut mistake);
        mistake.map_or(Ok(template), Err)
    }

    /// The hole that stands where a mistake was.
    pub(crate) const MISTAKE: &str = "?";

    /// As [`parse`](Self::parse), but with [`MISTAKE`](Self::MISTAKE) in place of what is no hole, so that the rest of
    /// the text can be looked at in the same run. The first mistake is left in `mistake`.
    pub(crate) fn read(text: &str, mistake: &mut Option<TemplateError>) -> Self {
        // Most texts have neither a brace nor what may be a forbidden character.
        // Looking at all bytes, without a way out, is what the compiler can do many at a time.
        let special = |byte: u8| matches!(byte, 0..0x20 | b'{' | 0xEF);
        if !text.bytes().fold(false, |any, byte| any | special(byte)) {
            return Self::literal(text);
        }
        *mistake = forbidden(text).map(|(_, c)| TemplateError::ForbiddenCharacter(c));
        // Exact where the holes have no blanks inside, so that nothing is left over.
        let braces = text
            .bytes()
            .filter(|byte| matches!(byte, b'{' | b'}'))
            .count();
        let mut joined = String::with_capacity(text.len() - braces);
        let mut cuts = Vec::new();
        let mut rest = text;
        while let Some((before, after)) = split_at_braces(rest, b'{') {
            if !before.is_empty() {
                joined.push_str(before);
                cuts.push(Cut::new(joined.len(), false));
            }
            let (name, after) = match split_at_braces(after, b'}') {
                Some((inside, after)) if is_name(inside.trim()) => (inside.trim(), after),
                Some((inside, after)) => {
                    mistake.get_or_insert_with(|| TemplateError::NotAName(redact_numbers(inside)));
                    (Self::MISTAKE, after)
                }
                None => {
                    mistake.get_or_insert(TemplateError::Unclosed);
                    (Self::MISTAKE, "")
                }
            };
            joined.push_str(name);
            cuts.push(Cut::new(joined.len(), true));
            rest = after;
        }
        joined.push_str(rest);
        let cuts: Option<Vec<Cut>> = cuts.into_iter().collect();
        let Some(cuts) = cuts else {
            mistake.get_or_insert(TemplateError::TooLong);
            return Self::default();
        };
        Self {
            text: joined.into(),
            cuts: Cuts::of(&cuts),
        }
    }

    /// A text without holes.
    pub fn literal(text: impl Into<Arc<str>>) -> Self {
        Self {
            text: text.into(),
            cuts: Cuts::default(),
        }
    }

    /// The pieces in order; neighbouring texts are joined, and none is empty.
    pub fn parts(&self) -> Parts<'_> {
        Parts {
            template: self,
            cut: 0,
            at: 0,
        }
    }

    /// Whether there is nothing in it, not even a hole.
    pub fn is_empty(&self) -> bool {
        self.text.is_empty()
    }

    /// Whether nothing is spoken whatever the variables are: there is no hole, and only blanks.
    pub(crate) fn is_blank(&self) -> bool {
        self.as_literal().is_some_and(|text| text.trim().is_empty())
    }

    /// The name of the hole that is the whole of it.
    pub fn as_hole(&self) -> Option<&str> {
        let mut parts = self.parts();
        match (parts.next(), parts.next()) {
            (Some(Part::Hole(name)), None) => Some(name),
            _ => None,
        }
    }

    /// The names of the holes, in order, with repetitions.
    pub fn holes(&self) -> impl Iterator<Item = &str> {
        self.parts().filter_map(|part| match part {
            Part::Hole(name) => Some(name),
            Part::Text(_) => None,
        })
    }

    /// The text, if there is no hole in it.
    pub fn as_literal(&self) -> Option<&str> {
        self.cuts.get(0).is_none().then_some(&*self.text)
    }

    /// The text with values in its holes; characters that XML forbids are removed from the values.
    pub fn fill<'v>(&self, value: impl Fn(&str) -> Option<&'v str>) -> String {
        self.write(|name, out| out.push_str(&without_forbidden(value(name).unwrap_or_default())))
    }

    /// The URL with values in its holes: percent-encoded (all but letters, digits and `-._~`), unless the hole
    /// is the whole URL.
    pub fn fill_url<'v>(&self, value: impl Fn(&str) -> Option<&'v str>) -> String {
        if self.as_hole().is_some() {
            return self.fill(value);
        }
        self.write(|name, out| {
            push_percent_encoded(out, &without_forbidden(value(name).unwrap_or_default()));
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
        let holes: Vec<&str> = self.holes().collect();
        write!(f, "Template({} bytes, holes {holes:?})", self.text.len())
    }
}

impl Cuts {
    fn of(cuts: &[Cut]) -> Self {
        let mut few = [Cut::UNUSED; 5];
        match few.get_mut(..cuts.len()) {
            Some(used) => {
                used.copy_from_slice(cuts);
                Self::Few(few)
            }
            None => Self::Many(cuts.into()),
        }
    }

    fn get(&self, at: usize) -> Option<Cut> {
        match self {
            Self::Few(few) => few.get(at).copied().filter(|cut| *cut != Cut::UNUSED),
            Self::Many(many) => many.get(at).copied(),
        }
    }
}

impl<'a> Iterator for Parts<'a> {
    type Item = Part<'a>;

    fn next(&mut self) -> Option<Part<'a>> {
        let Template { text, cuts } = self.template;
        let cut = cuts.get(self.cut);
        let end = cut.map_or(text.len(), Cut::end);
        let hole = cut.is_some_and(Cut::is_hole);
        let piece = text.get(self.at..end).filter(|piece| !piece.is_empty())?;
        self.cut += 1;
        self.at = end;
        Some(if hole {
            Part::Hole(piece)
        } else {
            Part::Text(piece)
        })
    }
}

impl fmt::Debug for Parts<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_list().entries(self.clone()).finish()
    }
}

impl fmt::Debug for Part<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Text(text) => write!(f, "Text({} bytes)", text.len()),
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
    fn pieces_come_in_order_however_many_they_are() {
        for count in 0..9 {
            let names: Vec<String> = (0..count).map(|n| format!("v{n}")).collect();
            let all = |open: &str, close: &str| {
                let holes = names.iter().map(|name| [open, name, close].concat());
                holes.collect::<String>()
            };
            let (holes, apart) = (all("{{", "}}"), all("<{{ ", " }}>"));
            assert_eq!(parse(&holes).holes().collect::<Vec<_>>(), names);
            assert_eq!(parse(&holes).to_string(), holes);
            let apart = parse(&apart);
            assert_eq!(apart.holes().collect::<Vec<_>>(), names);
            assert_eq!(
                apart.parts().count(),
                if count == 0 { 0 } else { 2 * count + 1 }
            );
            assert_eq!(apart.as_literal().is_some(), count == 0);
            assert_eq!(apart.as_hole(), None);
            assert_eq!(parse(&holes).as_hole(), (count == 1).then_some("v0"));
        }
        let parts: Vec<_> = parse("a{{b}}{{c}}d")
            .parts()
            .collect::<Vec<_>>()
            .into_iter()
            .map(|part| format!("{part:?}"))
            .collect();
        assert_eq!(
            parts,
            [
                "Text(1 bytes)",
                "Hole(\"b\")",
                "Hole(\"c\")",
                "Text(1 bytes)"
            ]
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
    fn debug_hides_the_text_and_display_writes_it() {
        let number = parse("+15550100001");
        assert_eq!(format!("{number:?}"), "Template(12 bytes, holes [])");
        assert_eq!(number.to_string(), "+15550100001");
        assert_eq!(
            format!("{:?}", parse("12 {{ a }}")),
            "Template(4 bytes, holes [\"a\"])"
        );
    }
}
