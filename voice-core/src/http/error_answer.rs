//! What a vendor's error answer says, read by the vendor's crate.

use std::fmt;
use std::time::Duration;

use http::{HeaderMap, StatusCode};
use serde::Deserialize;

use crate::ErrorKind;
use crate::words::private::Hidden;

/// An answer whose status is not 2xx, handed to the vendor's [`ErrorReader`].
pub struct ErrorAnswer<'a> {
    pub(super) operation: &'static str,
    pub(super) status: StatusCode,
    pub(super) headers: &'a HeaderMap,
    pub(super) body: &'a [u8],
}

impl<'a> ErrorAnswer<'a> {
    /// Our name for the operation.
    pub fn operation(&self) -> &'static str {
        self.operation
    }

    /// The HTTP status.
    pub fn status(&self) -> u16 {
        self.status.as_u16()
    }

    /// A header, if it is there and is text.
    pub fn header(&self, name: &str) -> Option<&'a str> {
        self.headers.get(name)?.to_str().ok()
    }

    /// The body's bytes, cut at 64 KiB; maybe empty, HTML, or broken off.
    pub fn body(&self) -> &'a [u8] {
        self.body
    }

    /// The body as JSON; `None` if it is something else.
    pub fn json<T: Deserialize<'a>>(&self) -> Option<T> {
        serde_json::from_slice(self.body).ok()
    }
}

/// Reads a vendor's error answer. A plain function: a vendor's error table needs no state.
pub type ErrorReader = fn(&ErrorAnswer<'_>) -> VendorError;

/// What a vendor's error answer says. Whatever it leaves out is taken from status and headers.
///
/// The message may be the vendor's verbatim: the client takes secrets, phone numbers, queries of URLs and line breaks
/// out of it and shortens it.
#[derive(Clone, Default)]
#[non_exhaustive]
pub struct VendorError {
    pub(super) kind: Option<ErrorKind>,
    pub(super) code: Option<String>,
    pub(super) message: Option<String>,
    pub(super) request_id: Option<String>,
    pub(super) retry_after: Option<Duration>,
    pub(super) refused: bool,
}

impl VendorError {
    /// What a caller can do about it, where the vendor's code says it better than the status. A 429 that is
    /// given another kind than `RateLimited` is not repeated.
    #[must_use]
    pub fn kind(mut self, kind: impl Into<Option<ErrorKind>>) -> Self {
        self.kind = kind.into();
        self
    }

    /// The vendor's code, verbatim: a number or a word.
    #[must_use]
    pub fn code(mut self, code: Option<impl ToString>) -> Self {
        self.code = code.map(|code| code.to_string());
        self
    }

    /// The vendor's text.
    #[must_use]
    pub fn message(mut self, message: Option<impl Into<String>>) -> Self {
        self.message = message.map(Into::into);
        self
    }

    /// The id that the vendor's support asks for, where the body holds it.
    #[must_use]
    pub fn request_id(mut self, id: Option<impl Into<String>>) -> Self {
        self.request_id = id.map(Into::into);
        self
    }

    /// How long to wait, where something other than `Retry-After` says it.
    #[must_use]
    pub fn retry_after(mut self, span: Option<Duration>) -> Self {
        self.retry_after = span;
        self
    }

    /// States that the vendor's code proves that nothing was done although the status is 5xx. The outcome
    /// is then known; the request is not repeated on this account alone.
    #[must_use]
    pub fn refused(mut self) -> Self {
        self.refused = true;
        self
    }
}

// Not derived: the body is not cleaned yet.
impl fmt::Debug for ErrorAnswer<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let (status, bytes) = (self.status.as_u16(), self.body.len());
        write!(f, "ErrorAnswer({} {status}, {bytes} bytes)", self.operation)
    }
}

// Not derived: the message is not cleaned yet.
impl fmt::Debug for VendorError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self {
            kind,
            code,
            message,
            request_id,
            retry_after,
            refused,
        } = self;
        f.debug_struct("VendorError")
            .field("kind", kind)
            .field("code", code)
            .field("message", &message.as_deref().map(Hidden))
            .field("request_id", request_id)
            .field("retry_after", retry_after)
            .field("refused", refused)
            .finish()
    }
}
