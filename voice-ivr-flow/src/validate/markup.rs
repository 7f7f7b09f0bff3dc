//! Whether SSML is well formed: tags that close in order, attributes in quotes, known entities.
//!
//! Which elements a voice understands is the carrier's business and changes; a broken document is refused by
//! all of them.

/// What is wrong with a piece of markup, if anything.
pub(crate) fn fault(text: &str) -> Option<&'static str> {
    let mut open: Vec<&str> = Vec::new();
    let mut rest = text;
    while let Some((before, after)) = rest.split_once('<') {
        if let Some(fault) = entities(before) {
            return Some(fault);
        }
        if let Some(comment) = after.strip_prefix("!--") {
            let Some((_, behind)) = comment.split_once("-->") else {
                return Some("a comment is never closed");
            };
            rest = behind;
            continue;
        }
        let Some(end) = tag_end(after) else {
            return Some("a tag is never closed");
        };
        let (tag, behind) = after.split_at(end);
        rest = behind.get(1..).unwrap_or_default();
        if let Some(name) = tag.strip_prefix('/') {
            if open.pop() != Some(name.trim_end()) {
                return Some("its tags do not close in order");
            }
            continue;
        }
        let (tag, closed) = match tag.strip_suffix('/') {
            Some(tag) => (tag, true),
            None => (tag, false),
        };
        let name_end = tag.find(char::is_whitespace).unwrap_or(tag.len());
        let (name, attributes) = tag.split_at(name_end);
        if !is_name(name) {
            return Some("it has a tag without a name; write `&lt;` for a `<` that is spoken");
        }
        if let Some(fault) = attribute_fault(attributes) {
            return Some(fault);
        }
        if !closed {
            open.push(name);
        }
    }
    entities(rest).or(if open.is_empty() {
        None
    } else {
        Some("a tag is never closed")
    })
}

/// Where the tag that has just begun ends: the next `>` outside quotes.
fn tag_end(text: &str) -> Option<usize> {
    let mut quote = None;
    for (at, c) in text.char_indices() {
        match (quote, c) {
            (None, '>') => return Some(at),
            (None, '<') => return None,
            (None, '"' | '\'') => quote = Some(c),
            (Some(open), c) if open == c => quote = None,
            _ => {}
        }
    }
    None
}

fn is_name(name: &str) -> bool {
    let inside = |c: char| c.is_alphanumeric() || matches!(c, '_' | ':' | '-' | '.');
    name.starts_with(|c: char| c.is_alphabetic() || matches!(c, '_' | ':'))
        && name.chars().all(inside)
}

fn attribute_fault(text: &str) -> Option<&'static str> {
    const FAULT: &str = "an attribute is not written as `name=\"value\"`";
    let mut rest = text.trim_start();
    let mut separated = true;
    while !rest.is_empty() {
        let Some((name, value)) = rest.split_once('=') else {
            return Some(FAULT);
        };
        let value = value.trim_start();
        let quote = value.chars().next().filter(|c| matches!(c, '"' | '\''));
        let Some((value, behind)) = quote.and_then(|quote| value.get(1..)?.split_once(quote))
        else {
            return Some(FAULT);
        };
        if !separated || !is_name(name.trim_end()) || value.contains('<') {
            return Some(FAULT);
        }
        if let Some(fault) = entities(value) {
            return Some(fault);
        }
        rest = behind.trim_start();
        separated = rest.len() < behind.len();
    }
    None
}

fn entities(text: &str) -> Option<&'static str> {
    for after in text.split('&').skip(1) {
        let name = after.split_once(';').map_or("", |(name, _)| name);
        let good = match name.strip_prefix('#') {
            None => matches!(name, "lt" | "gt" | "amp" | "quot" | "apos"),
            Some(number) => match number.strip_prefix('x') {
                Some(hex) => u32::from_str_radix(hex, 16).ok(),
                None => number.parse().ok(),
            }
            .and_then(char::from_u32)
            .is_some_and(|c| voice_core::xml::forbidden(c.encode_utf8(&mut [0; 4])).is_none()),
        };
        if !good {
            return Some("an `&` begins no known entity; write `&amp;`");
        }
    }
    None
}

#[cfg(test)]
mod tests {
    use super::fault;

    #[test]
    fn well_formed_markup_passes() {
        for text in [
            "plain words",
            "a <break time=\"1s\"/> b",
            "<speak>Order <say-as interpret-as='digits'>0</say-as> &amp; more<!-- x > --></speak>",
            "<a  b = \"1>2\"  c='&#x41;' >x</a >",
            "आपका <emphasis>ऑर्डर</emphasis>",
        ] {
            assert_eq!(fault(text), None, "{text}");
        }
    }

    #[test]
    fn broken_markup_is_found() {
        for text in [
            "<s>",
            "</s>",
            "<s></p>",
            "<s",
            "a < b",
            "a & b",
            "&nbsp;",
            "&#0;",
            "<s a=1/>",
            "<s a/>",
            "<s a=\"1\"b=\"2\"/>",
            "<!-- ",
            "<1/>",
            "<s a=\"<\"/>",
            "<?xml version=\"1.0\"?>",
            "<!DOCTYPE x>",
            "<a><b></a></b>",
        ] {
            assert!(fault(text).is_some(), "{text}");
        }
    }
}
