//! A good answer, read once and bounded.

use std::fmt;

use bytes::Bytes;
use http::{HeaderMap, StatusCode};
use serde::Deserialize;

use super::redact::redact;
use crate::error::Outcome;
use crate::words::redact::redact_numbers;
use crate::{Error, ErrorKind, Result};

/// A 2xx answer with its whole body.
pub struct Reply {
    context: Context,
    headers: HeaderMap,
    body: Bytes,
}

/// Which exchange an answer belongs to.
#[derive(Debug, Clone)]
pub(super) struct Context {
    pub(super) provider: &'static str,
    pub(super) operation: &'static str,
    pub(super) status: StatusCode,
    pub(super) request_id: Option<Box<str>>,
    /// The outcome if the answer cannot be read.
    pub(super) unread: Outcome,
}

impl Context {
    pub(super) fn error(&self, kind: ErrorKind, message: impl Into<Box<str>>) -> Error {
        let error = Error::new(kind, self.provider, self.operation, message)
            .with_status(self.status.as_u16());
        match &self.request_id {
            Some(id) => error.with_request_id(id.clone()),
            None => error,
        }
    }
}

impl Reply {
    pub(super) fn new(context: Context, headers: HeaderMap, body: Bytes) -> Self {
        Self {
            context,
            headers,
            body,
        }
    }

    /// The HTTP status, 200 to 299.
    pub fn status(&self) -> u16 {
        self.context.status.as_u16()
    }

    /// A header, if it is there and is text.
    pub fn header(&self, name: &str) -> Option<&str> {
        self.headers.get(name)?.to_str().ok()
    }

    /// The id by which the vendor's support finds the request.
    pub fn request_id(&self) -> Option<&str> {
        self.context.request_id.as_deref()
    }

    /// The body's bytes.
    pub fn body(&self) -> &Bytes {
        &self.body
    }

    /// Reads the body as JSON.
    ///
    /// # Errors
    /// `Decode`, with the path of what cannot be read and never the value itself. The outcome is unknown unless it was a
    /// read: the carrier did what it was asked, but we cannot say what came of it.
    pub fn json<'a, T: Deserialize<'a>>(&'a self) -> Result<T> {
        read(&self.body).map_err(|(path, error)| self.unreadable(&describe(&path, &error)))
    }

    /// Reads a piece of the body as JSON, which an earlier reading set aside (a `RawValue`), to keep its text as well.
    /// `place` is where it stands: `calls[1]`.
    ///
    /// # Errors
    /// As [`json`](Self::json), with the whole path.
    pub fn json_at<'a, T: Deserialize<'a>>(
        &self,
        place: impl fmt::Display,
        piece: &'a str,
    ) -> Result<T> {
        read(piece.as_bytes()).map_err(|(path, error)| {
            let path = match path.as_str() {
                "." => place.to_string(),
                below if below.starts_with('[') => format!("{place}{below}"),
                below => format!("{place}.{below}"),
            };
            self.unreadable(&describe(&path, &error))
        })
    }

    /// The answer cannot be read: `Decode`, outcome unknown unless it was a read. For an answer that is well formed and
    /// still lacks what it must have.
    pub fn unreadable(&self, what: &str) -> Error {
        self.context
            .error(ErrorKind::Decode, what)
            .with_outcome(self.context.unread)
    }

    /// The vendor said no in a 2xx answer (Bland `"status":"error"`, an Exotel item with code 409): it was
    /// not done. Phone numbers in the message are masked, and URLs lose their query.
    pub fn refused(&self, kind: ErrorKind, message: &str) -> Error {
        self.context
            .error(kind, redact(message))
            .with_outcome(Outcome::NotDone)
    }
}

impl fmt::Debug for Reply {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(
            f,
            "Reply({}, {} bytes)",
            self.context.status,
            self.body.len()
        )
    }
}

/// One JSON value and nothing after it, or where it cannot be read, and why.
fn read<'a, T: Deserialize<'a>>(json: &'a [u8]) -> Result<T, (String, serde_json::Error)> {
    // Following the path costs as much as reading, and only who cannot be read needs it.
    if let Ok(value) = serde_json::from_slice(json) {
        return Ok(value);
    }
    let mut reader = serde_json::Deserializer::from_slice(json);
    let value = serde_path_to_error::deserialize(&mut reader)
        .map_err(|error| (error.path().to_string(), error.into_inner()))?;
    reader.end().map_err(|error| (".".to_owned(), error))?;
    Ok(value)
}

/// Where and what, without the value: serde's own text quotes it ("invalid type: string \"…\"").
fn describe(path: &str, error: &serde_json::Error) -> String {
    let text = error.to_string();
    let text = text
        .rsplit_once(" at line ")
        .map_or(text.as_str(), |(text, _)| text);
    let what = match error.classify() {
        serde_json::error::Category::Eof => "the answer ends too early".to_owned(),
        serde_json::error::Category::Syntax | serde_json::error::Category::Io => {
            "the answer is not JSON".to_owned()
        }
        serde_json::error::Category::Data => match text.rsplit_once(", expected ") {
            _ if text.starts_with("missing field `") => text.to_owned(),
            Some((_, expected)) => ["expected ", expected].concat(),
            // Our own lenient readers; what follows a comma or a quote could be a value.
            None if text.starts_with("expected ") => {
                redact_numbers(text.split([',', ':', '"', '`']).next().unwrap_or_default())
            }
            None => "the value cannot be read".to_owned(),
        },
    };
    match path {
        "." => what,
        path => [&redact_numbers(path), ": ", &what].concat(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[derive(Debug, Deserialize)]
    struct List {
        #[allow(dead_code, reason = "only its reading is tested")]
        calls: Vec<Call>,
    }

    #[derive(Debug, Deserialize)]
    struct Call {
        #[allow(dead_code, reason = "only its reading is tested")]
        sid: String,
        #[serde(default)]
        #[allow(dead_code, reason = "only its reading is tested")]
        duration: u32,
        #[serde(default, deserialize_with = "crate::lenient::decimal")]
        #[allow(dead_code, reason = "only its reading is tested")]
        price: Option<String>,
    }

    fn answer(body: &'static str, unread: Outcome) -> Reply {
        let context = Context {
            provider: "acme",
            operation: "list_calls",
            status: StatusCode::OK,
            request_id: Some("RQ1".into()),
            unread,
        };
        Reply::new(
            context,
            HeaderMap::new(),
            Bytes::from_static(body.as_bytes()),
        )
    }

    #[test]
    fn an_unreadable_answer_names_the_place_and_not_the_value() {
        for (body, message) in [
            (
                r#"{"calls":[{"sid":"CA1"},{"sid":"CA2","duration":"+15550100001, expected gold"}]}"#,
                "calls[1].duration: expected u32",
            ),
            (
                r#"{"calls":[{"duration":1}]}"#,
                "calls[0]: missing field `sid`",
            ),
            ("<html>", "the answer is not JSON"),
            ("", "the answer ends too early"),
            (r#"{"calls":[]} trailing"#, "the answer is not JSON"),
            (
                r#"{"calls":[{"sid":"CA"#,
                "calls[0].sid: the answer ends too early",
            ),
        ] {
            let error = answer(body, Outcome::NotDone).json::<List>().unwrap_err();
            assert_eq!(error.message(), message, "{body}");
            assert_eq!(error.kind(), ErrorKind::Decode);
            assert_eq!(error.request_id(), Some("RQ1"));
            assert!(!error.is_outcome_unknown());
            assert!(!format!("{error:?}").contains("5550100001"));
        }
    }

    #[test]
    fn a_piece_is_read_like_the_whole() {
        #[derive(Deserialize)]
        struct Pieces<'a> {
            #[serde(borrow)]
            calls: Vec<&'a serde_json::value::RawValue>,
        }
        let answer = answer(
            r#"{"calls":[{"sid":"CA1"}, {"sid":7}, [1], {}]}"#,
            Outcome::NotDone,
        );
        let pieces: Pieces<'_> = answer.json().unwrap();
        let read =
            |at: usize| answer.json_at::<Call>(format_args!("calls[{at}]"), pieces.calls[at].get());
        assert_eq!(read(0).unwrap().sid, "CA1");
        for (at, message) in [
            (1, "calls[1].sid: expected a string"),
            (2, "calls[2][0]: expected a string"),
            (3, "calls[3]: missing field `sid`"),
        ] {
            let error = read(at).unwrap_err();
            assert_eq!(
                (error.kind(), error.message()),
                (ErrorKind::Decode, message)
            );
            assert_eq!(error.request_id(), Some("RQ1"));
        }
    }

    #[test]
    fn after_a_create_an_unreadable_answer_leaves_the_outcome_unknown() {
        assert!(
            answer("", Outcome::Unknown)
                .json::<List>()
                .unwrap_err()
                .is_outcome_unknown()
        );
        assert!(
            answer("", Outcome::Unknown)
                .unreadable("no call in it")
                .is_outcome_unknown()
        );
        let refused = answer("", Outcome::Unknown).refused(
            ErrorKind::Conflict,
            "taken by +15550100001 at https://example.com/?t=sesame",
        );
        assert!(!refused.is_outcome_unknown());
        assert_eq!(
            refused.message(),
            "taken by +*********01 at https://example.com/?…"
        );
    }

    #[test]
    fn borrowed_text_is_read_without_a_copy() {
        #[derive(Deserialize)]
        struct Borrowed<'a> {
            sid: &'a str,
        }
        let answer = answer(r#"{"sid":"CA1"}"#, Outcome::NotDone);
        assert_eq!(answer.json::<Borrowed<'_>>().unwrap().sid, "CA1");
    }
}
