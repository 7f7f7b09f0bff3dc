//! Twilio's error answers, and what each code means for the caller.
//!
//! Decided by the code, which is stable; Twilio says that texts change. A code that is not in the table is kept verbatim and
//! judged by its HTTP status.

use serde::Deserialize;
use voice_core::http::{ErrorAnswer, VendorError};
use voice_core::{ErrorKind, lenient};

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
    let kind = code.and_then(kind);
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

/// What a caller can do about a code.
pub(crate) fn kind(code: u32) -> Option<ErrorKind> {
    Some(match code {
        // Credentials, or what they are not allowed: a suspended account, test credentials, a destination that is switched
        // off in the account's geographic permissions; access tokens.
        20003
        | 20005
        | 20008
        | 21203
        | 21215
        | 20101..=20107
        | 20151
        | 20157
        | 31201
        | 31202
        | 31204
        | 31205
        | 31207 => ErrorKind::Auth,
        // What a trial account does not include.
        21219 | 21404 => ErrorKind::Billing,
        // No such resource; no number left in the area.
        20404 | 21452 => ErrorKind::NotFound,
        // The call's state does not allow it; the number was sold to somebody else; the recipient opted out.
        21220 | 21422 | 21610 => ErrorKind::Conflict,
        20429 => ErrorKind::RateLimited,
        20500 | 20503 => ErrorKind::Provider,
        // A parameter is missing or wrong.
        20001
        | 20004
        | 21201
        | 21205
        | 21210..=21214
        | 21216..=21218
        | 21421
        | 21606
        | 21609
        | 21614
        | 21617
        | 13214
        | 13223..=13225
        | 13227 => ErrorKind::InvalidRequest,
        _ => return None,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_documented_code_has_its_kind() {
        use ErrorKind::{Auth, Billing, Conflict, InvalidRequest, NotFound, Provider, RateLimited};
        let table: &[(&[u32], ErrorKind)] = &[
            (&[20001, 20004], InvalidRequest),
            (&[20003, 20005, 20008], Auth),
            (&[20404], NotFound),
            (&[20429], RateLimited),
            (&[20500, 20503], Provider),
            (&[21201, 21205], InvalidRequest),
            (&[21203, 21215], Auth),
            (&[21210, 21212, 21213], InvalidRequest),
            (&[21211, 21214, 21216, 21217, 21218], InvalidRequest),
            (&[21219, 21404], Billing),
            (&[21220], Conflict),
            (&[21421], InvalidRequest),
            (&[21422], Conflict),
            (&[21452], NotFound),
            (&[21606, 21609, 21614, 21617], InvalidRequest),
            (&[21610], Conflict),
            (
                &[
                    20101, 20102, 20103, 20104, 20105, 20106, 20107, 20151, 20157,
                ],
                Auth,
            ),
            (&[31201, 31202, 31204, 31205, 31207], Auth),
            (&[13214, 13223, 13224, 13225, 13227], InvalidRequest),
        ];
        for (codes, expected) in table {
            for code in *codes {
                assert_eq!(kind(*code), Some(*expected), "{code}");
            }
        }
        assert_eq!(kind(99999), None);
    }
}
