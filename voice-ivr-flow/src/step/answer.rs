//! JSON objects that come from outside: the answer of a `request`, what an agent extracted.

use std::collections::HashMap;

use serde_json::value::RawValue;

/// A JSON object whose members keep their spelling.
pub(crate) struct Answer<'j> {
    members: HashMap<String, &'j RawValue>,
}

impl<'j> Answer<'j> {
    /// Reads a JSON object; `None` if it is not one.
    pub(crate) fn parse(json: &'j str) -> Option<Self> {
        let members = serde_json::from_str(json).ok()?;
        Some(Self { members })
    }

    /// A member as a variable holds it: a string as its text, anything else as JSON without white space. A member
    /// that is null is missing.
    pub(crate) fn value(&self, member: &str) -> Option<String> {
        let raw = self.members.get(member)?.get();
        match raw.as_bytes().first() {
            Some(b'"') => serde_json::from_str(raw).ok(),
            Some(b'n') => None,
            _ => Some(compact(raw)),
        }
    }
}

/// JSON without the white space between its tokens; numbers and escapes stay as they were written.
fn compact(json: &str) -> String {
    let mut out = String::with_capacity(json.len());
    let (mut quoted, mut escaped) = (false, false);
    for c in json.chars() {
        if quoted || !matches!(c, ' ' | '\t' | '\n' | '\r') {
            out.push(c);
        }
        match c {
            _ if escaped => escaped = false,
            '\\' if quoted => escaped = true,
            '"' => quoted = !quoted,
            _ => {}
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn members_keep_their_spelling() {
        let json = r#"{"text": "a \"b\" \u00e9", "amount": 1.50, "big": 12345678901234567890123,
            "flag": true, "list": [1, "x \" y", {"a" : 2}], "none": null, "empty": ""}"#;
        let answer = Answer::parse(json).unwrap();
        let value = |name: &str| answer.value(name);
        assert_eq!(value("text").as_deref(), Some("a \"b\" é"));
        assert_eq!(value("amount").as_deref(), Some("1.50"));
        assert_eq!(value("big").as_deref(), Some("12345678901234567890123"));
        assert_eq!(value("flag").as_deref(), Some("true"));
        assert_eq!(value("list").as_deref(), Some(r#"[1,"x \" y",{"a":2}]"#));
        assert_eq!(value("empty").as_deref(), Some(""));
        assert_eq!(value("none"), None, "null is missing");
        assert_eq!(value("other"), None);
    }

    #[test]
    fn anything_but_an_object_has_no_members() {
        for json in ["", "[1]", "\"a\"", "null", "{\"a\":1", "{\"a\":1} x"] {
            assert!(Answer::parse(json).is_none(), "{json}");
        }
    }
}
