//! Texts with holes, languages, conditions, hours: what depends on values and the clock alone.

use std::cmp::Ordering;
use std::fmt::Write as _;
use std::sync::LazyLock;

use regex::Regex;
use serde_json::Value;
use serde_json::value::RawValue;
use voice_core::Timestamp;

use super::{Call, list, text};

impl Call<'_> {
    /// §1.5: holes are filled once, without the characters that XML forbids.
    pub(super) fn filled(&self, template: &Value) -> String {
        self.fill(template, |value, out| out.push_str(value))
    }

    /// §1.5: in a URL a value is percent-encoded, unless the hole is the whole member.
    pub(super) fn url(&self, template: &Value) -> String {
        let pieces = template.as_str().map(pieces).unwrap_or_default();
        if let [Piece::Hole(_)] = pieces.as_slice() {
            return self.filled(template);
        }
        self.fill(template, |value, out| {
            for byte in value.bytes() {
                if byte.is_ascii_alphanumeric() || b"-._~".contains(&byte) {
                    out.push(char::from(byte));
                } else {
                    write!(out, "%{byte:02X}").unwrap();
                }
            }
        })
    }

    fn fill(&self, template: &Value, put: impl Fn(&str, &mut String)) -> String {
        let mut out = String::new();
        for piece in template.as_str().map(pieces).unwrap_or_default() {
            match piece {
                Piece::Text(text) => out.push_str(text),
                Piece::Hole(name) => {
                    let forbidden = |c: char| {
                        (c < ' ' && !"\t\n\r".contains(c)) || matches!(c, '\u{fffe}' | '\u{ffff}')
                    };
                    put(&self.value(name).replace(forbidden, ""), &mut out);
                }
            }
        }
        out
    }

    /// §4, `branch`.
    pub(super) fn holds(&self, condition: &Value) -> bool {
        let value = self.value(text(&condition["variable"]));
        let with = self.filled(&condition["value"]);
        let order = || decimals(value, &with);
        match text(&condition["op"]) {
            "eq" => value == with,
            "ne" => value != with,
            "lt" => order() == Some(Ordering::Less),
            "le" => matches!(order(), Some(Ordering::Less | Ordering::Equal)),
            "gt" => order() == Some(Ordering::Greater),
            "ge" => matches!(order(), Some(Ordering::Greater | Ordering::Equal)),
            "contains" => value.contains(&with),
            "starts_with" => value.starts_with(&with),
            "ends_with" => value.ends_with(&with),
            "in" => list(&condition["value"]).any(|item| self.filled(item) == value),
            "empty" => value.is_empty(),
            "not_empty" => !value.is_empty(),
            // What fills a hole stands for itself, and is no part of the expression.
            "matches" => {
                let pattern = self.fill(&condition["value"], |value, out| {
                    out.push_str(&regex::escape(value));
                });
                Regex::new(&pattern).unwrap().is_match(value)
            }
            other => panic!("§4 knows no `{other}`"),
        }
    }
}

enum Piece<'t> {
    Text(&'t str),
    Hole(&'t str),
}

/// §1.5: `{{ name }}`, blanks inside allowed.
fn pieces(template: &str) -> Vec<Piece<'_>> {
    let mut pieces = Vec::new();
    let mut rest = template;
    while let Some((before, after)) = rest.split_once("{{") {
        let (name, after) = after.split_once("}}").unwrap();
        if !before.is_empty() {
            pieces.push(Piece::Text(before));
        }
        pieces.push(Piece::Hole(name.trim()));
        rest = after;
    }
    if !rest.is_empty() {
        pieces.push(Piece::Text(rest));
    }
    pieces
}

/// A value as a variable keeps it: at most 8,192 bytes, cut between two characters.
pub(super) fn kept(value: &str) -> String {
    let mut out = String::new();
    for c in value.chars() {
        if out.len() + c.len_utf8() > 8_192 {
            break;
        }
        out.push(c);
    }
    out
}

/// §1.6: a text, or a map of language tag to text: the one with that tag, else one with the same primary subtag,
/// else the first. With the language in which it is spoken, which is its own where it is another than the one wanted.
pub(super) fn in_language<'d>(
    message: &'d Value,
    wanted: Option<&'d str>,
) -> (&'d Value, Option<&'d str>) {
    let Some(texts) = message.as_object() else {
        return (message, wanted);
    };
    let primary = |tag: &str| tag.split('-').next().unwrap().to_lowercase();
    let exact = texts
        .iter()
        .find(|(tag, _)| wanted.is_some_and(|wanted| tag.eq_ignore_ascii_case(wanted)));
    let near = || {
        texts
            .iter()
            .find(|(tag, _)| wanted.is_some_and(|wanted| primary(tag) == primary(wanted)))
    };
    if let Some((_, text)) = exact.or_else(near) {
        return (text, wanted);
    }
    let (tag, text) = texts.iter().next().unwrap();
    (text, Some(tag))
}

/// §6.4: a number (E.164), a SIP address or a client.
pub(super) fn is_target(target: &str) -> bool {
    static TARGET: LazyLock<Regex> = LazyLock::new(|| {
        let number = r"\+[1-9][0-9]{1,14}";
        let sip = r"sips?:[^\s\p{Cc}@:][^\s\p{Cc}@]*@[^\s\p{Cc}@:;?][^\s\p{Cc}@]*";
        let client = r"client:[^\s\p{Cc}]+";
        Regex::new(&format!("^({number}|{sip}|{client})$")).unwrap()
    });
    TARGET.is_match(target)
}

/// §4, `gather`: a pattern fits whole entries.
pub(super) fn is_whole(pattern: &str, entry: &str) -> bool {
    Regex::new(&format!(r"\A(?:{pattern})\z"))
        .unwrap()
        .is_match(entry)
}

/// §4, `request`: a member of a JSON answer as a variable keeps it. Null is missing.
pub(super) fn member(answer: &str, member: &str) -> Option<String> {
    let members: std::collections::BTreeMap<String, Box<RawValue>> =
        serde_json::from_str(answer).ok()?;
    let json = members.get(member)?.get();
    match serde_json::from_str(json).unwrap() {
        Value::Null => None,
        Value::String(text) => Some(text),
        // By its JSON spelling, without the blanks; no generated answer has one inside a text.
        _ => Some(json.replace(' ', "")),
    }
}

/// §4: numbers are decimals of any length; what is no number compares as false.
fn decimals(one: &str, two: &str) -> Option<Ordering> {
    static NUMBER: LazyLock<Regex> =
        LazyLock::new(|| Regex::new(r"^([+-]?)([0-9]+)(?:\.([0-9]+))?$").unwrap());
    let (one, two) = (NUMBER.captures(one)?, NUMBER.captures(two)?);
    let part = |number: &regex::Captures<'_>, at: usize| {
        number.get(at).map_or("", |part| part.as_str()).to_owned()
    };
    let whole = part(&one, 2).len().max(part(&two, 2).len());
    let fraction = part(&one, 3).len().max(part(&two, 3).len());
    // Both with as many digits before and behind the point, so that they compare as texts.
    let digits = |number: &regex::Captures<'_>| {
        format!(
            "{:0>whole$}{:0<fraction$}",
            part(number, 2),
            part(number, 3)
        )
    };
    let (left, right) = (digits(&one), digits(&two));
    let negative = |number: &regex::Captures<'_>, digits: &str| {
        part(number, 1) == "-" && digits.contains(|digit| digit != '0')
    };
    Some(match (negative(&one, &left), negative(&two, &right)) {
        (false, false) => left.cmp(&right),
        (true, true) => right.cmp(&left),
        (true, false) => Ordering::Less,
        (false, true) => Ordering::Greater,
    })
}

/// §4, `hours`: half-open spans on the clock of the place; a missing day and a holiday are closed.
pub(super) fn is_open(data: &Value, at: Timestamp) -> bool {
    let at = jiff::Timestamp::from_second(at.unix_seconds()).unwrap();
    let there = at.in_tz(text(&data["timezone"])).unwrap();
    let today = there.strftime("%Y-%m-%d").to_string();
    let time = there.strftime("%H:%M").to_string();
    let day = there.strftime("%a").to_string().to_lowercase();
    let mut spans = list(&data["open"][&day]);
    // Times of five characters compare as texts, `24:00` too.
    let inside =
        spans.any(|span| text(&span[0]) <= time.as_str() && time.as_str() < text(&span[1]));
    inside && !list(&data["holidays"]).any(|holiday| text(holiday) == today)
}
