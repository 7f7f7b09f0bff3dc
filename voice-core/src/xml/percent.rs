//! Values inside URLs.

use std::borrow::Cow;

/// Appends `value` percent-encoded for any part of a URL: all bytes but ASCII letters, digits and
/// `-._~` become `%XX`. The result needs no XML escaping.
pub fn push_percent_encoded(out: &mut String, value: &str) {
    let mut rest = value;
    while let Some(at) = rest.bytes().position(|byte| !is_unreserved(byte)) {
        let (plain, tail) = rest.split_at(at);
        out.push_str(plain);
        let mut chars = tail.chars();
        let Some(c) = chars.next() else { return };
        for byte in c.encode_utf8(&mut [0; 4]).bytes() {
            out.push('%');
            out.push(hex(byte >> 4));
            out.push(hex(byte & 15));
        }
        rest = chars.as_str();
    }
    out.push_str(rest);
}

/// `value` percent-encoded for any part of a URL; borrowed when nothing has to change.
///
/// ```
/// assert_eq!(voice_core::xml::percent_encode("order 12/é"), "order%2012%2F%C3%A9");
/// ```
pub fn percent_encode(value: &str) -> Cow<'_, str> {
    if value.bytes().all(is_unreserved) {
        return Cow::Borrowed(value);
    }
    let mut out = String::with_capacity(value.len() + 16);
    push_percent_encoded(&mut out, value);
    Cow::Owned(out)
}

const fn is_unreserved(byte: u8) -> bool {
    byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b'.' | b'_' | b'~')
}

fn hex(nibble: u8) -> char {
    char::from_digit(u32::from(nibble), 16)
        .unwrap_or('0')
        .to_ascii_uppercase()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_unreserved_characters_stay() {
        assert_eq!(percent_encode("AZaz09-._~"), "AZaz09-._~");
        assert_eq!(percent_encode("+15550100001"), "%2B15550100001");
        assert_eq!(percent_encode("a&b=<c> %"), "a%26b%3D%3Cc%3E%20%25");
        assert_eq!(percent_encode("हि"), "%E0%A4%B9%E0%A4%BF");
        assert_eq!(percent_encode("\0"), "%00");
    }
}
