//! Raw document text to the text it stands for.

use std::borrow::Cow;

use super::error::{XmlError, XmlErrorKind};
use super::escape::is_forbidden;
use super::scan::soon;

/// The value of a raw attribute: references resolved, bare white space turned into blanks.
pub(super) fn attribute(raw: &str, offset: usize) -> Result<Cow<'_, str>, XmlError> {
    // `&` and `<`, and the white space that the rules of attributes turn into blanks.
    let special =
        |byte: u8| u8::from(byte < 0x20) | u8::from(byte == b'&') | u8::from(byte == b'<');
    let Some(mut at) = soon(raw.as_bytes(), special) else {
        return Ok(Cow::Borrowed(raw));
    };
    let mut out = String::with_capacity(raw.len());
    let mut rest = raw;
    let mut offset = offset;
    loop {
        let (plain, tail) = rest.split_at(at);
        out.push_str(plain);
        offset += plain.len();
        let Some(first) = tail.chars().next() else {
            return Ok(Cow::Owned(out));
        };
        let used = match first {
            '<' => return Err(XmlError::new(XmlErrorKind::BadAttribute, offset)),
            '&' => {
                let Some((name, _)) = tail.get(1..).and_then(|tail| tail.split_once(';')) else {
                    return Err(XmlError::new(XmlErrorKind::BadReference, offset));
                };
                out.push(reference(name, offset)?);
                name.len() + 2
            }
            // A line end is one blank, however it is spelled.
            '\r' if tail.as_bytes().get(1) == Some(&b'\n') => {
                out.push(' ');
                2
            }
            _ => {
                out.push(' ');
                1
            }
        };
        rest = tail.get(used..).unwrap_or_default();
        offset += used;
        at = soon(rest.as_bytes(), special).unwrap_or(rest.len());
    }
}

/// Character data: line ends become line feeds.
pub(super) fn line_ends(raw: &str) -> Cow<'_, str> {
    if !raw.as_bytes().contains(&b'\r') {
        return Cow::Borrowed(raw);
    }
    Cow::Owned(raw.replace("\r\n", "\n").replace('\r', "\n"))
}

/// The character that `&name;` stands for.
pub(super) fn reference(name: &str, offset: usize) -> Result<char, XmlError> {
    let bad = XmlError::new(XmlErrorKind::BadReference, offset);
    if let Some(number) = name.strip_prefix('#') {
        let (digits, radix) = match number.strip_prefix('x') {
            Some(digits) => (digits, 16),
            None => (number, 10),
        };
        // `from_str_radix` takes a sign, and a name may be as long as the document.
        if digits.is_empty() || !digits.bytes().all(|byte| byte.is_ascii_hexdigit()) {
            return Err(bad);
        }
        let c = u32::from_str_radix(digits, radix)
            .ok()
            .and_then(char::from_u32)
            .ok_or(bad)?;
        return if is_forbidden(c) {
            Err(XmlError::new(XmlErrorKind::ForbiddenCharacter, offset))
        } else {
            Ok(c)
        };
    }
    match name {
        "amp" => Ok('&'),
        "lt" => Ok('<'),
        "gt" => Ok('>'),
        "quot" => Ok('"'),
        "apos" => Ok('\''),
        _ if super::is_name(name) => Err(XmlError::new(XmlErrorKind::UnknownEntity, offset)),
        _ => Err(bad),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn attribute_values_are_normalised() {
        assert_eq!(attribute("plain", 0).unwrap(), "plain");
        assert_eq!(attribute("a\tb\nc\r\nd\re", 0).unwrap(), "a b c d e");
        assert_eq!(
            attribute("&#9;&#10;&#xD;&lt;&amp;&quot;&apos;&gt;&#x939;", 0).unwrap(),
            "\t\n\r<&\"'>ह"
        );
    }

    #[test]
    fn bad_references_say_where() {
        for (raw, kind, offset) in [
            ("a&b", XmlErrorKind::BadReference, 11),
            ("a&b;", XmlErrorKind::UnknownEntity, 11),
            ("a&;", XmlErrorKind::BadReference, 11),
            ("&#0;", XmlErrorKind::ForbiddenCharacter, 10),
            ("&#xFFFF;", XmlErrorKind::ForbiddenCharacter, 10),
            ("&#xD800;", XmlErrorKind::BadReference, 10),
            ("&#+9;", XmlErrorKind::BadReference, 10),
            ("&#99999999999;", XmlErrorKind::BadReference, 10),
            ("é<", XmlErrorKind::BadAttribute, 12),
        ] {
            let error = attribute(raw, 10).unwrap_err();
            assert_eq!((error.kind(), error.offset()), (kind, offset), "{raw}");
        }
    }
}
