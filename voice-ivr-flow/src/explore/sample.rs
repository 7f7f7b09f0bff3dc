//! Texts that match a regular expression.

use regex_syntax::hir::{Class, Hir, HirKind};

/// How many different texts are tried.
const VARIANTS: usize = 6;

/// Some short texts that are likely to match; the caller checks them.
pub(super) fn samples(pattern: &str) -> Vec<String> {
    let Ok(hir) = regex_syntax::parse(pattern) else {
        return Vec::new();
    };
    let mut all = Vec::new();
    for variant in 0..VARIANTS {
        let mut text = String::new();
        if write(&hir, variant, &mut text) && !all.contains(&text) {
            all.push(text);
        }
    }
    all
}

/// Longer texts are of no use: no entry is.
const MOST: usize = 256;

/// Writes one text; `false` if there is none. The parser bounds how deep an expression is nested.
fn write(hir: &Hir, variant: usize, out: &mut String) -> bool {
    if out.len() > MOST {
        return false;
    }
    match hir.kind() {
        HirKind::Empty | HirKind::Look(_) => true,
        HirKind::Literal(literal) => match str::from_utf8(&literal.0) {
            Ok(text) => {
                out.push_str(text);
                true
            }
            Err(_) => false,
        },
        HirKind::Class(class) => match pick(class, variant) {
            Some(c) => {
                out.push(c);
                true
            }
            None => false,
        },
        HirKind::Repetition(repetition) => {
            let more = u32::try_from(variant).unwrap_or(0);
            let wanted = repetition.min.saturating_add(more);
            let times = repetition.max.map_or(wanted, |most| wanted.min(most));
            (0..times).all(|_| write(&repetition.sub, variant, out))
        }
        HirKind::Capture(capture) => write(&capture.sub, variant, out),
        HirKind::Concat(parts) => parts.iter().all(|part| write(part, variant, out)),
        HirKind::Alternation(parts) => parts
            .get(variant % parts.len().max(1))
            .is_some_and(|part| write(part, variant, out)),
    }
}

/// A digit if there is one in the class.
fn pick(class: &Class, variant: usize) -> Option<char> {
    let has = |c: char| match class {
        Class::Unicode(class) => class
            .ranges()
            .iter()
            .any(|range| (range.start()..=range.end()).contains(&c)),
        Class::Bytes(class) => class
            .ranges()
            .iter()
            .any(|range| u8::try_from(c).is_ok_and(|c| (range.start()..=range.end()).contains(&c))),
    };
    let digits: Vec<char> = ('0'..='9').filter(|c| has(*c)).collect();
    if let Some(digit) = digits.get(variant % digits.len().max(1)) {
        return Some(*digit);
    }
    match class {
        Class::Unicode(class) => class
            .ranges()
            .first()
            .map(regex_syntax::hir::ClassUnicodeRange::start),
        Class::Bytes(class) => class
            .ranges()
            .first()
            .map(|range| char::from(range.start())),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn samples_match() {
        for pattern in [
            r"^(?:\d{4})$",
            r"^(?:[1-9]\d{2,4}|0)$",
            "yes|no",
            r"^(?:a(b|c)+d?)$",
            r"\A(?:(?i)vip-\d+)\z",
            "[^0-9]x",
        ] {
            let found = samples(pattern);
            let regex = regex::Regex::new(pattern).unwrap();
            assert!(
                found.iter().any(|text| regex.is_match(text)),
                "{pattern}: {found:?}"
            );
        }
        assert!(samples("(").is_empty());
    }
}
