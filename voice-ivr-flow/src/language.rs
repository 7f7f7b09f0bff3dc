//! Language tags (BCP 47).

/// Tags of RFC 5646 that were registered before there was a form.
const GRANDFATHERED: [&str; 14] = [
    "i-ami",
    "i-bnn",
    "i-default",
    "i-enochian",
    "i-hak",
    "i-klingon",
    "i-lux",
    "i-mingo",
    "i-navajo",
    "i-pwn",
    "i-tao",
    "i-tay",
    "i-tsu",
    "en-GB-oed",
];

/// Whether a text has the form of a tag: a language and what narrows it (`hi`, `zh-Hans-CN`), a private one (`x-ours`),
/// or one of those that were registered before there was a form (`i-klingon`).
///
/// Whether its parts are registered is not looked at: carriers know languages that the registry calls otherwise.
pub(crate) fn is_language(tag: &str) -> bool {
    let mut subtags = tag.split('-');
    let first = subtags.next().unwrap_or_default();
    let part = |subtag: &str| {
        (1..=8).contains(&subtag.len()) && subtag.bytes().all(|byte| byte.is_ascii_alphanumeric())
    };
    match first.len() {
        1 if first.eq_ignore_ascii_case("x") => tag.len() > 2 && subtags.all(part),
        2..=8 => first.bytes().all(|byte| byte.is_ascii_alphabetic()) && subtags.all(part),
        _ => GRANDFATHERED
            .iter()
            .any(|known| known.eq_ignore_ascii_case(tag)),
    }
}

/// A text that is no language tag.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("`{0}` is no language tag: write BCP 47 tags, such as `en`, `hi-IN` or `zh-Hans`")]
pub struct LanguageError(pub(crate) String);

/// The primary subtag: `hi` of `hi-IN`, in the case in which it is written.
pub(crate) fn primary(tag: &str) -> &str {
    tag.split('-').next().unwrap_or_default()
}

/// Whether two tags have the same primary subtag.
pub(crate) fn same_primary(one: &str, two: &str) -> bool {
    primary(one).eq_ignore_ascii_case(primary(two))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn tags_of_every_form_are_known() {
        for tag in [
            "en",
            "hi-IN",
            "zh-Hans-CN",
            "de-CH-1996",
            "sl-rozaj-biske",
            "en-a-bbb-x-a",
            "x-foo",
            "X-a-b1",
            "i-klingon",
            "I-Default",
            "en-GB-oed",
            "sgn-BE-FR",
            "art-lojban",
            "zh-min-nan",
        ] {
            assert!(is_language(tag), "{tag}");
        }
        for text in [
            "",
            "e",
            "x",
            "x-",
            "x--a",
            "i",
            "i-",
            "i-foo",
            "i-klingons",
            "a-b",
            "en-",
            "-en",
            "en--US",
            "hi_IN",
            "english-",
            "languages1",
            "en-toolonger",
            "é",
            "1n",
        ] {
            assert!(!is_language(text), "{text}");
        }
    }

    #[test]
    fn primary_subtags_are_compared_without_case() {
        assert!(same_primary("hi", "HI-in") && same_primary("en-US", "en-GB"));
        assert!(!same_primary("hi", "his"));
    }
}
