//! The verdict on a failed attempt: which error it is, whether the thing may have happened, and whether it may be
//! sent again. The whole of L1 is here, without I/O.

use bytes::Bytes;
use http::{HeaderMap, Method, StatusCode};

use super::error_answer::{ErrorAnswer, ErrorReader};
use super::redact::Secrets;
use super::request::Request;
use super::retry::retry_after;
use super::service::{Reach, ServiceError};
use crate::error::Outcome;
use crate::{Error, ErrorKind, Timestamp};

/// Why an attempt has no good answer.
#[derive(Debug)]
pub(super) enum Failure {
    /// No complete answer came.
    Service(ServiceError),
    /// An answer came whose status is not 2xx.
    Status {
        status: StatusCode,
        headers: HeaderMap,
        body: Bytes,
    },
    /// A 2xx whose body is longer than allowed.
    TooLarge { status: StatusCode, limit: usize },
}

/// What to tell, and whether to try again.
#[derive(Debug)]
pub(super) struct Verdict {
    pub(super) error: Error,
    pub(super) repeatable: bool,
    /// The carrier is in trouble, rather than the request.
    pub(super) ill: bool,
    /// It is done all the same: what an earlier attempt removed is not found any more.
    pub(super) done: bool,
}

/// Who asks, and how its errors are read.
#[derive(Debug)]
pub(super) struct Bench<'a> {
    pub(super) provider: &'static str,
    pub(super) request: &'a Request,
    pub(super) read: ErrorReader,
    pub(super) secrets: &'a Secrets,
    pub(super) request_id_header: &'static str,
    /// An earlier attempt may have done it.
    pub(super) maybe_done: bool,
}

impl Bench<'_> {
    pub(super) fn judge(&self, failure: Failure, now: Timestamp) -> Verdict {
        let mut verdict = self.attempt(failure, now);
        if self.request.idempotent {
            verdict.error = verdict.error.with_repeatable();
        }
        if self.maybe_done {
            // A later refusal says nothing of what an earlier attempt did.
            verdict.done = self.request.method == Method::DELETE
                && verdict.error.kind() == ErrorKind::NotFound;
            verdict.error = verdict.error.with_outcome(Outcome::Unknown);
        }
        verdict
    }

    /// The verdict on this attempt, as if there had been none before it.
    fn attempt(&self, failure: Failure, now: Timestamp) -> Verdict {
        match failure {
            Failure::Service(error) => self.unanswered(error),
            Failure::Status {
                status,
                headers,
                body,
            } => self.refused(status, &headers, &body, now),
            Failure::TooLarge { status, limit } => Verdict {
                error: self
                    .error(
                        ErrorKind::Decode,
                        ["the answer is larger than ", &limit.to_string(), " bytes"].concat(),
                    )
                    .with_status(status.as_u16())
                    .with_outcome(self.request.unread()),
                repeatable: false,
                ill: false,
                done: false,
            },
        }
    }

    fn unanswered(&self, failure: ServiceError) -> Verdict {
        let (reach, what, source) = failure.into_parts();
        let mut error = self.error(ErrorKind::Transport, what);
        if let Some(source) = source {
            error = error.with_source(source);
        }
        let outcome = match reach {
            Reach::NotSent => Outcome::NotDone,
            Reach::MaybeSent => self.request.unread(),
        };
        Verdict {
            error: error.with_outcome(outcome),
            repeatable: reach == Reach::NotSent || self.request.idempotent,
            ill: true,
            done: false,
        }
    }

    fn refused(
        &self,
        status: StatusCode,
        headers: &HeaderMap,
        body: &[u8],
        now: Timestamp,
    ) -> Verdict {
        let said = (self.read)(&ErrorAnswer {
            operation: self.request.operation,
            status,
            headers,
            body,
        });
        let kind = said
            .kind
            .unwrap_or_else(|| ErrorKind::from_status(status.as_u16()));
        let wait = said.retry_after.or_else(|| retry_after(headers, now));
        let class = Class::of(status, kind);
        let outcome = match class {
            Class::Refused | Class::Rejected | Class::GaveUp => Outcome::NotDone,
            Class::Failed | Class::Final if said.refused => Outcome::NotDone,
            Class::Failed | Class::Final => self.request.unread(),
        };
        let message = match said.message.filter(|text| !text.trim().is_empty()) {
            Some(text) => self.secrets.clean(&self.request.secrets, &text),
            None => status
                .canonical_reason()
                .unwrap_or("no reason given")
                .to_owned(),
        };
        let mut error = self
            .error(kind, message)
            .with_status(status.as_u16())
            .with_outcome(outcome);
        if !body.is_empty() {
            error = error.with_raw(String::from_utf8_lossy(body).into_owned());
        }
        if let Some(code) = said.code {
            error = error.with_code(code);
        }
        if let Some(wait) = wait {
            error = error.with_retry_after(wait);
        }
        let id = || headers.get(self.request_id_header)?.to_str().ok();
        if let Some(id) = said.request_id.as_deref().or_else(id) {
            error = error.with_request_id(id);
        }
        Verdict {
            error,
            repeatable: match class {
                Class::Refused => true,
                Class::Failed | Class::GaveUp => self.request.idempotent,
                Class::Rejected | Class::Final => false,
            },
            ill: matches!(class, Class::Refused | Class::Failed | Class::GaveUp),
            done: false,
        }
    }

    fn error(&self, kind: ErrorKind, message: impl Into<Box<str>>) -> Error {
        Error::new(kind, self.provider, self.request.operation, message)
    }
}

/// What a status that is not 2xx says about the request.
#[derive(Clone, Copy)]
enum Class {
    /// Turned away for now: 429. A 503 is not: what answers it may stand behind what did the thing.
    Refused,
    /// Wrong: other 4xx.
    Rejected,
    /// The server gave up waiting for the whole request: 408.
    GaveUp,
    /// The server failed on the way: 5xx, whatever it says of trying again.
    Failed,
    /// Neither done nor refused for sure, and asking again will not help: 3xx, 501, 505.
    Final,
}

impl Class {
    fn of(status: StatusCode, kind: ErrorKind) -> Self {
        match status.as_u16() {
            429 if kind == ErrorKind::RateLimited => Self::Refused,
            408 => Self::GaveUp,
            501 | 505 => Self::Final,
            500..=599 => Self::Failed,
            400..=499 => Self::Rejected,
            _ => Self::Final,
        }
    }
}

#[cfg(test)]
mod tests {
    use std::time::Duration;

    use super::*;
    use crate::http::VendorError;

    fn bench<'a>(request: &'a Request, secrets: &'a Secrets) -> Bench<'a> {
        Bench {
            provider: "acme",
            request,
            read: |answer| VendorError::default().message(std::str::from_utf8(answer.body()).ok()),
            secrets,
            request_id_header: "x-request-id",
            maybe_done: false,
        }
    }

    fn verdict(request: &Request, failure: Failure) -> Verdict {
        bench(request, &Secrets::default()).judge(failure, Timestamp::UNIX_EPOCH)
    }

    fn status(code: u16, retry_after: Option<&str>) -> Failure {
        let mut headers = HeaderMap::new();
        if let Some(text) = retry_after {
            headers.insert("retry-after", text.parse().unwrap());
        }
        headers.insert("x-request-id", "RQ1".parse().unwrap());
        Failure::Status {
            status: StatusCode::from_u16(code).unwrap(),
            headers,
            body: Bytes::from_static(b"no way, +15550100001"),
        }
    }

    fn unsent() -> Failure {
        Failure::Service(ServiceError::not_sent("refused"))
    }

    fn reset() -> Failure {
        Failure::Service(ServiceError::maybe_sent("reset"))
    }

    fn too_large() -> Failure {
        Failure::TooLarge {
            status: StatusCode::CREATED,
            limit: 1,
        }
    }

    /// Name, failure, whether what is idempotent is repeated, whether a create is, and the outcome of what changes
    /// something.
    type Row = (&'static str, fn() -> Failure, bool, bool, Outcome);

    #[test]
    fn the_table_of_the_module_docs_holds() {
        use Outcome::{NotDone, Unknown};
        let rows: &[Row] = &[
            ("refused connection", unsent, true, true, NotDone),
            ("reset", reset, true, false, Unknown),
            ("429", || status(429, None), true, true, NotDone),
            ("429, wait", || status(429, Some("2")), true, true, NotDone),
            ("503, wait", || status(503, Some("2")), true, false, Unknown),
            ("503", || status(503, None), true, false, Unknown),
            ("500", || status(500, None), true, false, Unknown),
            ("504", || status(504, None), true, false, Unknown),
            ("500, wait", || status(500, Some("2")), true, false, Unknown),
            ("501", || status(501, None), false, false, Unknown),
            ("408", || status(408, None), true, false, NotDone),
            ("400", || status(400, None), false, false, NotDone),
            ("401", || status(401, None), false, false, NotDone),
            (
                "409, wait",
                || status(409, Some("2")),
                false,
                false,
                NotDone,
            ),
            ("303", || status(303, None), false, false, Unknown),
            ("too large", too_large, false, false, Unknown),
        ];
        for (name, failure, repeat, repeat_create, outcome) in rows {
            let read = verdict(&Request::get("call", "/"), failure());
            assert_eq!(read.repeatable, *repeat, "{name}, read");
            assert_eq!(read.error.outcome(), NotDone, "{name}, read");
            for (what, request) in [
                ("delete", Request::delete("delete_call", "/")),
                ("state", Request::post("hang_up", "/").idempotent()),
            ] {
                let verdict = verdict(&request, failure());
                assert_eq!(verdict.repeatable, *repeat, "{name}, {what}");
                assert_eq!(verdict.error.outcome(), *outcome, "{name}, {what}");
                assert!(!verdict.done, "{name}, {what}");
            }
            let create = verdict(&Request::post("place_call", "/"), failure());
            assert_eq!(create.repeatable, *repeat_create, "{name}, create");
            assert_eq!(create.error.outcome(), *outcome, "{name}, create");
        }
    }

    #[test]
    fn what_an_earlier_attempt_may_have_done_stays_unknown_and_a_removal_is_done_when_nothing_is_left()
     {
        let secrets = Secrets::default();
        let again = |request: &Request, failure| {
            Bench {
                maybe_done: true,
                ..bench(request, &secrets)
            }
            .judge(failure, Timestamp::UNIX_EPOCH)
        };
        let delete = Request::delete("delete_call", "/");
        for (failure, done) in [
            (status(404, None), true),
            (status(410, None), true),
            (status(409, None), false),
            (status(429, None), false),
            (unsent(), false),
        ] {
            let verdict = again(&delete, failure);
            assert_eq!(verdict.done, done, "{:?}", verdict.error);
            assert_eq!(verdict.error.outcome(), Outcome::Unknown);
        }
        let hang_up = again(
            &Request::post("hang_up", "/").idempotent(),
            status(404, None),
        );
        assert!(!hang_up.done && hang_up.error.is_outcome_unknown());
    }

    #[test]
    fn what_cannot_be_done_twice_may_be_tried_later_although_its_outcome_is_unknown() {
        let delete = verdict(&Request::delete("delete_call", "/"), reset());
        assert!(delete.error.is_outcome_unknown() && delete.error.is_retryable());
        let create = verdict(&Request::post("place_call", "/"), reset());
        assert!(create.error.is_outcome_unknown() && !create.error.is_retryable());
    }

    #[test]
    fn the_error_says_who_what_and_no_number() {
        let verdict = verdict(&Request::post("place_call", "/"), status(429, Some("7")));
        assert_eq!(
            verdict.error.to_string(),
            "acme place_call: rate limited (HTTP 429): no way, +*********01"
        );
        assert_eq!(verdict.error.retry_after(), Some(Duration::from_secs(7)));
        assert_eq!(verdict.error.request_id(), Some("RQ1"));
    }

    #[test]
    fn the_vendors_reading_can_forbid_a_repetition_and_settle_an_outcome() {
        let request = Request::post("place_call", "/");
        let secrets = Secrets::default();
        let judge = |read: ErrorReader, failure| {
            Bench {
                read,
                ..bench(&request, &secrets)
            }
            .judge(failure, Timestamp::UNIX_EPOCH)
        };
        let blocked = judge(
            |_| {
                VendorError::default()
                    .kind(ErrorKind::InvalidRequest)
                    .code(Some("BLACKLISTED"))
            },
            status(429, None),
        );
        assert!(!blocked.repeatable);
        assert_eq!(blocked.error.kind(), ErrorKind::InvalidRequest);
        assert_eq!(blocked.error.code(), Some("BLACKLISTED"));
        let settled = judge(
            |_| VendorError::default().kind(ErrorKind::Auth).refused(),
            status(500, None),
        );
        assert!(!settled.repeatable);
        assert_eq!(settled.error.outcome(), Outcome::NotDone);
    }
}
