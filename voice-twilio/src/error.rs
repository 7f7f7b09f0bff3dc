//! Twilio's error answers. What a caller can do about each is the table of [`ErrorCode`].
//!
//! Decided by the code, which is stable; Twilio says that texts change. A code that is not in the table is kept verbatim and
//! judged by its HTTP status.

use serde::Deserialize;
use voice_core::http::{ErrorAnswer, VendorError};
use voice_core::{ErrorKind, lenient};

use crate::ErrorCode;

/// Both shapes: the old `{code, message, more_info, status, details}` and the new `{code, message, httpStatusCode, params}`.
#[derive(Deserialize)]
struct Body {
    #[serde(default, deserialize_with = "lenient::text")]
    code: Option<String>,
    #[serde(default, deserialize_with = "lenient::text")]
    message: Option<String>,
}

pub(crate) fn read(answer: &ErrorAnswer<'_>) -> VendorError {
    let Some(body) = answer.json::<Body>() else {
        return VendorError::default();
    };
    let code = body.code.as_deref().and_then(|code| code.parse().ok());
    let kind = code.and_then(ErrorCode::kind);
    let error = VendorError::default()
        .kind(kind)
        .code(body.code)
        .message(body.message);
    // "Concurrency exceeded" states that the request was not processed, whatever the status.
    if kind == Some(ErrorKind::RateLimited) {
        error.refused()
    } else {
        error
    }
}
