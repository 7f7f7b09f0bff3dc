//! What Quo's error answers mean.
//!
//! A v1 code has seven digits: two for the resource, two for the case, three for the HTTP status. Only the named
//! cases are matched; of all others the status decides, and the code is kept.
//!
//! | code | status | case | kind |
//! |---|---|---|---|
//! | `0206400` | 400 | carrier registration (A2P 10DLC) not approved | `Auth` |
//! | `0200402` | 402 | not enough credits | `Billing` |
//! | `0201402` | 402 | subscription expired | `Billing` |
//! | `0600402` | 402 | open tasks limit reached | `Billing` |
//! | any, of a summary or a transcript | 403 | the plan lacks the feature | `Billing` |
//! | `0204403` | 403 | daily message cap reached | `RateLimited`; not repeated by us |
//! | `0101403` `0202403` `0801403` `1001403` | 403 | not a user of that number | `Auth` |
//!
//! Both shapes of body are read, flat and `{"error": {…}}`, and an answer without either (a gateway's HTML) still
//! is an error of its status. The dated surface sends no codes, so there only the status and the operation speak.

use serde::Deserialize;
use serde_json::value::RawValue;
use voice_core::http::{ErrorAnswer, VendorError};
use voice_core::{Error, ErrorKind, lenient};

/// Why Quo refused, told apart where its answer tells it.
///
/// ```
/// use voice_core::{Error, ErrorKind};
/// use voice_quo::Refusal;
///
/// let error = Error::new(ErrorKind::Auth, "quo", "send_message", "…")
///     .with_status(400)
///     .with_code("0206400");
/// assert_eq!(Refusal::of(&error), Some(Refusal::RegistrationMissing));
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum Refusal {
    /// US messaging needs an approved carrier registration (A2P 10DLC). It is made in Quo's app.
    RegistrationMissing,
    /// The carrier's daily message cap is reached. Wait for tomorrow; do not loop.
    DailyCapReached,
    /// Not enough credits for this text. Nothing was sent.
    CreditsMissing,
    /// The workspace's subscription has expired.
    SubscriptionExpired,
    /// The plan has a limit of open tasks.
    TaskLimitReached,
    /// Summaries and transcripts need the Business or Scale plan.
    PlanTooLow,
    /// The user is not a user of that Quo number.
    NotNumberUser,
    /// More than one other party in the list of calls.
    TooManyParticipants,
    /// A custom field that does not exist, or a value that does not fit it.
    CustomFieldInvalid,
}

impl Refusal {
    /// Why Quo refused; `None` if its answer names no case of its own.
    pub fn of(error: &Error) -> Option<Self> {
        if error.provider() != crate::PROVIDER {
            return None;
        }
        Self::read(error.code(), error.status()?, error.operation())
    }

    fn read(code: Option<&str>, status: u16, operation: &str) -> Option<Self> {
        Some(match code {
            Some("0206400") => Self::RegistrationMissing,
            Some("0204403") => Self::DailyCapReached,
            Some("0200402") => Self::CreditsMissing,
            Some("0201402") => Self::SubscriptionExpired,
            Some("0600402") => Self::TaskLimitReached,
            Some("0101403" | "0202403" | "0801403" | "1001403") => Self::NotNumberUser,
            Some("0101400") => Self::TooManyParticipants,
            Some("0801400") => Self::CustomFieldInvalid,
            _ if status == 403 && NEED_A_PLAN.contains(&operation) => Self::PlanTooLow,
            _ => return None,
        })
    }

    fn kind(self) -> ErrorKind {
        match self {
            Self::RegistrationMissing | Self::NotNumberUser => ErrorKind::Auth,
            Self::DailyCapReached => ErrorKind::RateLimited,
            Self::CreditsMissing
            | Self::SubscriptionExpired
            | Self::TaskLimitReached
            | Self::PlanTooLow => ErrorKind::Billing,
            Self::TooManyParticipants | Self::CustomFieldInvalid => ErrorKind::InvalidRequest,
        }
    }

    /// What to do about it; Quo's own message often only repeats the title.
    fn advice(self) -> &'static str {
        match self {
            Self::RegistrationMissing => {
                "register the business for US texting (A2P 10DLC) in Quo's app and wait for the approval"
            }
            Self::DailyCapReached => "the carrier takes no more texts today; do not repeat it",
            Self::CreditsMissing => "add credits to the workspace; nothing was sent",
            Self::SubscriptionExpired => "renew the workspace's subscription",
            Self::TaskLimitReached => "complete or delete open tasks, or choose a larger plan",
            Self::PlanTooLow => "summaries and transcripts need the Business or Scale plan",
            Self::NotNumberUser => "add the user to that Quo number, or send as one of its users",
            Self::TooManyParticipants => "ask for one other party at a time",
            Self::CustomFieldInvalid => "define the custom field in Quo's app first",
        }
    }
}

/// The operations that the smaller plans lack.
const NEED_A_PLAN: &[&str] = &["call_summary", "call_transcript", "list_transcripts"];

#[derive(Deserialize, Default)]
struct Body<'a> {
    #[serde(default, deserialize_with = "lenient::text")]
    message: Option<String>,
    #[serde(default, deserialize_with = "lenient::text")]
    title: Option<String>,
    /// Seven digits on v1; the reported other shape calls it `key`.
    #[serde(default, alias = "key", deserialize_with = "lenient::text")]
    code: Option<String>,
    #[serde(default, deserialize_with = "lenient::text")]
    trace: Option<String>,
    #[serde(borrow, default)]
    errors: Option<&'a RawValue>,
    #[serde(borrow, default)]
    error: Option<&'a RawValue>,
}

#[derive(Deserialize)]
struct FieldError {
    #[serde(default, deserialize_with = "lenient::text")]
    path: Option<String>,
    #[serde(default, deserialize_with = "lenient::text")]
    message: Option<String>,
}

/// Reads an error answer, whatever its shape.
pub(crate) fn read(answer: &ErrorAnswer<'_>) -> VendorError {
    let outer = answer.json::<Body<'_>>().unwrap_or_default();
    let inner = outer
        .error
        .and_then(|nested| serde_json::from_str::<Body<'_>>(nested.get()).ok());
    let body = inner.unwrap_or(outer);
    let refusal = Refusal::read(body.code.as_deref(), answer.status(), answer.operation());
    VendorError::default()
        .kind(refusal.map(Refusal::kind))
        .message(message(&body, refusal, answer.status()))
        .request_id(body.trace)
        .code(body.code)
}

/// Quo's text, the fields it blames, and what to do.
fn message(body: &Body<'_>, refusal: Option<Refusal>, status: u16) -> Option<String> {
    let said = body.message.as_deref().or(body.title.as_deref());
    let mut parts: Vec<String> = said.map(str::to_owned).into_iter().collect();
    let blamed = body
        .errors
        .and_then(|errors| serde_json::from_str::<Vec<FieldError>>(errors.get()).ok());
    for field in blamed.into_iter().flatten() {
        match (field.path, field.message) {
            (Some(path), Some(why)) => parts.push([&path, ": ", &why].concat()),
            (Some(only), None) | (None, Some(only)) => parts.push(only),
            (None, None) => {}
        }
    }
    match refusal {
        Some(refusal) => parts.push(refusal.advice().to_owned()),
        None if status == 401 => {
            parts.push("check the API key; an owner or admin makes it in the settings".to_owned());
        }
        None => {}
    }
    (!parts.is_empty()).then(|| parts.join("; "))
}

#[cfg(test)]
mod tests {
    use std::sync::Arc;

    use voice_core::http::{BaseUrl, Client, Request, RetryPolicy, ScriptedService};

    use super::*;

    async fn error_of(operation: &'static str, status: u16, body: &str) -> Error {
        let service = ScriptedService::new().answer(status, body.to_owned());
        let base = BaseUrl::parse("https://api.example.com").unwrap();
        Client::builder(crate::PROVIDER, base, Arc::new(service))
            .retry(RetryPolicy::never())
            .errors(read)
            .build()
            .send(Request::post(operation, "/"))
            .await
            .unwrap_err()
    }

    fn flat(code: &str, status: u16, title: &str) -> String {
        format!(
            r#"{{"message":"{title}","code":"{code}","status":{status},"docs":"https://quo.com/docs","title":"{title}","trace":"T1"}}"#
        )
    }

    type Row = (&'static str, &'static str, u16, ErrorKind, Option<Refusal>);

    use ErrorKind as K;
    use Refusal as R;

    const ROWS: &[Row] = &[
        (
            "list_calls",
            "0101400",
            400,
            K::InvalidRequest,
            Some(R::TooManyParticipants),
        ),
        (
            "list_calls",
            "0101403",
            403,
            K::Auth,
            Some(R::NotNumberUser),
        ),
        (
            "send_message",
            "0206400",
            400,
            K::Auth,
            Some(R::RegistrationMissing),
        ),
        (
            "send_message",
            "0200402",
            402,
            K::Billing,
            Some(R::CreditsMissing),
        ),
        (
            "send_message",
            "0201402",
            402,
            K::Billing,
            Some(R::SubscriptionExpired),
        ),
        (
            "send_message",
            "0202403",
            403,
            K::Auth,
            Some(R::NotNumberUser),
        ),
        (
            "send_message",
            "0204403",
            403,
            K::RateLimited,
            Some(R::DailyCapReached),
        ),
        ("create_webhook", "0305400", 400, K::InvalidRequest, None),
        (
            "call_summary",
            "0500403",
            403,
            K::Billing,
            Some(R::PlanTooLow),
        ),
        (
            "call_transcript",
            "0600403",
            403,
            K::Billing,
            Some(R::PlanTooLow),
        ),
        (
            "create_task",
            "0600402",
            402,
            K::Billing,
            Some(R::TaskLimitReached),
        ),
        ("list_tasks", "0600403", 403, K::Auth, None),
        (
            "create_contact",
            "0801400",
            400,
            K::InvalidRequest,
            Some(R::CustomFieldInvalid),
        ),
        (
            "create_contact",
            "0801403",
            403,
            K::Auth,
            Some(R::NotNumberUser),
        ),
        ("create_contact", "0800409", 409, K::Conflict, None),
        (
            "list_conversations",
            "1001403",
            403,
            K::Auth,
            Some(R::NotNumberUser),
        ),
        ("list_users", "1100401", 401, K::Auth, None),
        ("call_voicemail", "1200404", 404, K::NotFound, None),
        ("call_voicemail", "1201500", 500, K::Provider, None),
        ("call_voicemail", "9999418", 418, K::InvalidRequest, None),
    ];

    #[tokio::test]
    async fn every_named_code_has_its_kind_and_case() {
        for (operation, code, status, kind, refusal) in ROWS.iter().copied() {
            let error = error_of(operation, status, &flat(code, status, "No")).await;
            assert_eq!(error.kind(), kind, "{code}");
            assert_eq!(error.code(), Some(code));
            assert_eq!(error.request_id(), Some("T1"), "{code}");
            assert_eq!(Refusal::of(&error), refusal, "{code}");
        }
    }

    #[tokio::test]
    async fn both_shapes_and_no_shape_are_errors_of_their_status() {
        let nested = r#"{"error":{"message":"Unauthorized","key":"unauthorized","trace":"T2"}}"#;
        let error = error_of("list_users", 401, nested).await;
        assert_eq!(
            error.to_string(),
            "quo list_users: not authorised (HTTP 401, code unauthorized): \
             Unauthorized; check the API key; an owner or admin makes it in the settings"
        );
        assert_eq!(error.request_id(), Some("T2"));
        for body in [
            "",
            "<html>Bad gateway</html>",
            "7",
            r#"{"error":"no"}"#,
            r#"{"errors":7}"#,
        ] {
            let error = error_of("list_users", 404, body).await;
            assert_eq!(error.kind(), ErrorKind::NotFound, "{body}");
            assert_eq!(error.message(), "Not Found", "{body}");
        }
        let kong = error_of(
            "list_users",
            429,
            r#"{"message":"API rate limit exceeded"}"#,
        )
        .await;
        assert_eq!(kong.kind(), ErrorKind::RateLimited);
        assert_eq!(kong.message(), "API rate limit exceeded");
    }

    #[tokio::test]
    async fn the_dated_shape_names_the_fields() {
        let body = r#"{"title":"Bad Request","message":"Validation failed","docs":"x","errors":[{"path":"/limit","message":"Expected at most 50","value":99,"schema":{}}]}"#;
        let error = error_of("list_calls", 400, body).await;
        assert_eq!(
            error.message(),
            "Validation failed; /limit: Expected at most 50"
        );
        assert_eq!(error.code(), None);
        let plan = error_of("list_transcripts", 403, body).await;
        assert_eq!(Refusal::of(&plan), Some(Refusal::PlanTooLow));
        let other = Error::new(ErrorKind::Auth, "twilio", "x", "x")
            .with_status(400)
            .with_code("0206400");
        assert_eq!(Refusal::of(&other), None);
    }

    #[tokio::test]
    async fn the_refusals_read_well() {
        let mut lines = Vec::new();
        for (operation, code, status, title) in [
            (
                "send_message",
                "0206400",
                400,
                "A2P Registration Not Approved",
            ),
            ("send_message", "0201402", 402, "Subscription Expired"),
            ("send_message", "0200402", 402, "Not Enough Credits"),
            (
                "send_message",
                "0204403",
                403,
                "A2P 10DLC Daily Message Cap Reached",
            ),
            ("send_message", "0202403", 403, "Not Phone Number User"),
            ("call_transcript", "0600403", 403, "Forbidden"),
        ] {
            lines.push(
                error_of(operation, status, &flat(code, status, title))
                    .await
                    .to_string(),
            );
        }
        insta::assert_snapshot!(lines.join("\n"));
    }
}
