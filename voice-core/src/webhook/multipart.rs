//! Reads the text fields of a `multipart/form-data` body (RFC 7578): the form in which Exotel sends its status
//! callbacks. One pass, nothing copied but a name with an escape.

use std::borrow::Cow;

use super::fields::FormPairs;
use super::limits::WebhookBodyError;

/// The `boundary` parameter of a content type.
pub(super) fn boundary(content_type: &str) -> Option<String> {
    let value = parameter(content_type, "boundary")?;
    // RFC 2046 allows 70; the bound keeps the search linear.
    (!value.is_empty() && value.len() <= 70).then(|| value.into_owned())
}

/// The fields that are no files, in order.
pub(super) fn fields<'a>(
    body: &'a [u8],
    boundary: &str,
    most: usize,
) -> Result<FormPairs<'a>, WebhookBodyError> {
    const BROKEN: WebhookBodyError = WebhookBodyError::Multipart;
    let first = ["--", boundary].concat();
    let delimiter = ["\r\n--", boundary].concat();
    // What stands before the first boundary is a preamble and does not count.
    let mut rest = match body.strip_prefix(first.as_bytes()) {
        Some(rest) => rest,
        None => split(body, delimiter.as_bytes()).ok_or(BROKEN)?.1,
    };
    let mut fields = Vec::new();
    let mut parts = 0;
    loop {
        if rest.starts_with(b"--") {
            return Ok(fields);
        }
        // Blanks may follow a boundary.
        let start = rest
            .iter()
            .take_while(|byte| matches!(byte, b' ' | b'\t'))
            .count();
        let after = rest
            .get(start..)
            .and_then(|rest| rest.strip_prefix(b"\r\n"))
            .ok_or(BROKEN)?;
        let (part, next) = split(after, delimiter.as_bytes()).ok_or(BROKEN)?;
        parts += 1;
        if parts > most {
            return Err(WebhookBodyError::TooManyFields { limit: most });
        }
        let (head, value) = match part.strip_prefix(b"\r\n") {
            Some(value) => (&b""[..], value),
            None => split(part, b"\r\n\r\n").unwrap_or((part, b"")),
        };
        if let Some(name) = field_name(head) {
            fields.push((name, String::from_utf8_lossy(value)));
        }
        rest = next;
    }
}

/// The name of a field from the headers of its part; `None` for a file and for a part without a name.
fn field_name(head: &[u8]) -> Option<Cow<'_, str>> {
    let disposition = head.split(|byte| *byte == b'\n').find_map(|line| {
        let line = std::str::from_utf8(line).ok()?;
        let (name, value) = line.split_once(':')?;
        name.trim()
            .eq_ignore_ascii_case("content-disposition")
            .then_some(value.trim())
    })?;
    match parameter(disposition, "filename") {
        Some(_) => None,
        None => parameter(disposition, "name"),
    }
}

/// A parameter of a header value: `; name=value` or `; name="value"`.
fn parameter<'a>(header: &'a str, wanted: &str) -> Option<Cow<'a, str>> {
    let mut rest = header.split_once(';')?.1;
    loop {
        let (name, after) = rest.split_once('=')?;
        let (value, tail) = if let Some(quoted) = after.trim_start().strip_prefix('"') {
            unquote(quoted)?
        } else {
            let (value, tail) = after.split_once(';').unwrap_or((after, ""));
            (value.trim().into(), tail)
        };
        if name.trim().eq_ignore_ascii_case(wanted) {
            return Some(value);
        }
        rest = tail.trim_start().trim_start_matches(';');
    }
}

/// The text up to the closing quote, and what follows it.
fn unquote(text: &str) -> Option<(Cow<'_, str>, &str)> {
    let end = text.find(['"', '\\'])?;
    let (plain, tail) = text.split_at(end);
    if let Some(rest) = tail.strip_prefix('"') {
        return Some((plain.into(), rest));
    }
    let mut value = plain.to_owned();
    let mut chars = tail.char_indices();
    while let Some((at, c)) = chars.next() {
        match c {
            '"' => return Some((value.into(), tail.get(at + 1..)?)),
            '\\' => value.push(chars.next()?.1),
            c => value.push(c),
        }
    }
    None
}

/// What stands before and after the first occurrence.
fn split<'a>(text: &'a [u8], by: &[u8]) -> Option<(&'a [u8], &'a [u8])> {
    let at = text.windows(by.len()).position(|window| window == by)?;
    Some((text.get(..at)?, text.get(at + by.len()..)?))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(body: &str) -> Result<Vec<(String, String)>, WebhookBodyError> {
        let fields = fields(body.as_bytes(), "XX", 3)?;
        Ok(fields
            .into_iter()
            .map(|(name, value)| (name.into_owned(), value.into_owned()))
            .collect())
    }

    #[test]
    fn text_fields_are_read_and_files_are_left_out() {
        let body = "preamble\r\n--XX\r\nContent-Disposition: form-data; name=\"CallSid\"\r\n\r\n5c1d\r\n\
                    --XX \r\ncontent-type: text/plain\r\nCONTENT-DISPOSITION: form-data; name=\"a\\\"b\"\r\n\r\n\r\n\
                    --XX\r\nContent-Disposition: form-data; name=f; filename=\"x.wav\"\r\n\r\nRIFF\r\n--XX--\r\nend";
        assert_eq!(
            read(body).unwrap(),
            [
                ("CallSid".to_owned(), "5c1d".to_owned()),
                ("a\"b".to_owned(), String::new())
            ]
        );
        assert!(read("--XX--").unwrap().is_empty());
    }

    #[test]
    fn a_body_that_breaks_off_or_holds_too_much_is_refused() {
        let part = "--XX\r\nContent-Disposition: form-data; name=a\r\n\r\n1\r\n";
        for broken in ["", "--XX", "--XX\r\n", part, "--YY\r\n\r\n--YY--"] {
            assert_eq!(
                read(broken).unwrap_err(),
                WebhookBodyError::Multipart,
                "{broken:?}"
            );
        }
        assert_eq!(
            read(&[&part.repeat(3), "--XX--"].concat()).unwrap().len(),
            3
        );
        assert_eq!(
            read(&[&part.repeat(4), "--XX--"].concat()).unwrap_err(),
            WebhookBodyError::TooManyFields { limit: 3 }
        );
    }

    #[test]
    fn a_boundary_is_read_in_both_spellings() {
        assert_eq!(
            boundary("multipart/form-data; boundary=a-b").as_deref(),
            Some("a-b")
        );
        assert_eq!(
            boundary("multipart/form-data; charset=utf-8; Boundary=\"a b\"; x=y").as_deref(),
            Some("a b")
        );
        for none in [
            "multipart/form-data",
            "multipart/form-data; boundary=",
            "x; boundary=\"a",
        ] {
            assert_eq!(boundary(none), None, "{none}");
        }
    }

    proptest::proptest! {
        #[test]
        fn no_body_panics(body in proptest::collection::vec(proptest::num::u8::ANY, 0..200), head in "\\PC*") {
            fields(&body, "X", 5).ok();
            boundary(&head);
            field_name(head.as_bytes());
        }

        #[test]
        fn what_is_written_is_read(pairs in proptest::collection::vec(("[a-zA-Z\\[\\]0-9]{1,8}", "[^-]*"), 0..5)) {
            let mut body = String::new();
            for (name, value) in &pairs {
                body.extend(["--XX\r\nContent-Disposition: form-data; name=\"", name, "\"\r\n\r\n", value, "\r\n"]);
            }
            body.push_str("--XX--\r\n");
            let read: Vec<(String, String)> = fields(body.as_bytes(), "XX", 9).unwrap()
                .into_iter().map(|(name, value)| (name.into_owned(), value.into_owned())).collect();
            proptest::prop_assert_eq!(read, pairs);
        }
    }
}
