//! What went wrong when we asked a provider for something.

use std::fmt;
use std::time::Duration;

use crate::words::raw::Raw;

type BoxError = Box<dyn std::error::Error + Send + Sync>;

/// `Result` with this crate's [`Error`].
pub type Result<T, E = Error> = std::result::Result<T, E>;

/// A provider operation failed, or its outcome is not known.
///
/// One opaque type for everything that talks to a provider: ask [`kind`](Self::kind) for what you can
/// do about it, and [`outcome`](Self::outcome) whether the thing you asked for may have happened all the
/// same. `Display` is one line: who, what, kind, status, code, message. It holds no credential, no whole phone
/// number, no message body; the `source` is left to your error reporter.
///
/// ```
/// use voice_core::{Error, ErrorKind};
///
/// let error = Error::new(ErrorKind::RateLimited, "twilio", "place_call", "too many requests")
///     .with_status(429)
///     .with_code("20429");
/// assert_eq!(
///     error.to_string(),
///     "twilio place_call: rate limited (HTTP 429, code 20429): too many requests"
/// );
/// assert!(error.is_retryable());
/// ```
pub struct Error(Box<Inner>);

struct Inner {
    kind: ErrorKind,
    provider: &'static str,
    operation: &'static str,
    message: Box<str>,
    option: Option<Box<str>>,
    status: Option<u16>,
    code: Option<Box<str>>,
    request_id: Option<Box<str>>,
    retry_after: Option<Duration>,
    outcome: Outcome,
    repeatable: bool,
    raw: Raw,
    source: Option<BoxError>,
}

/// What a caller can do about an [`Error`].
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum ErrorKind {
    /// The request is wrong and will stay wrong: change it. Ours (refused before anything was sent) or the provider's.
    InvalidRequest,
    /// The credentials are missing, wrong, or not allowed to do this.
    Auth,
    /// No such call, recording, number …, or it is another account's.
    NotFound,
    /// It clashes with the present state: the call has ended, the name is taken.
    Conflict,
    /// Too much at once; the provider did nothing. See [`Error::retry_after`].
    RateLimited,
    /// This provider cannot do this, or not with this option. Nothing was sent.
    Unsupported,
    /// The account cannot pay, or its plan does not include this.
    Billing,
    /// The provider failed on its side.
    Provider,
    /// The connection failed or timed out.
    Transport,
    /// The provider answered with something that cannot be read.
    Decode,
}

impl ErrorKind {
    /// Every kind, in the order of declaration.
    pub const ALL: &'static [Self] = &[
        Self::InvalidRequest,
        Self::Auth,
        Self::NotFound,
        Self::Conflict,
        Self::RateLimited,
        Self::Unsupported,
        Self::Billing,
        Self::Provider,
        Self::Transport,
        Self::Decode,
    ];

    /// The kind in words, as `Display` of [`Error`] writes it.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::InvalidRequest => "invalid request",
            Self::Auth => "not authorised",
            Self::NotFound => "not found",
            Self::Conflict => "conflict",
            Self::RateLimited => "rate limited",
            Self::Unsupported => "unsupported",
            Self::Billing => "billing",
            Self::Provider => "provider error",
            Self::Transport => "transport error",
            Self::Decode => "unreadable answer",
        }
    }

    /// What an HTTP status means when the vendor's own code says nothing better.
    pub fn from_status(status: u16) -> Self {
        match status {
            401 | 403 => Self::Auth,
            402 => Self::Billing,
            404 | 410 => Self::NotFound,
            409 | 423 => Self::Conflict,
            429 => Self::RateLimited,
            400..=499 => Self::InvalidRequest,
            _ => Self::Provider,
        }
    }
}

impl fmt::Display for ErrorKind {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(self.as_str())
    }
}

/// Whether the thing that was asked for may have happened although an error came back.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum Outcome {
    /// It did not happen: nothing was sent, the provider refused it, or it was a read, which changes nothing.
    NotDone,
    /// It may have happened: the request may have reached the provider and no readable answer came.
    /// Unless the error [is retryable](Error::is_retryable) we did not send it again (L1): look it up before you do.
    Unknown,
}

impl Error {
    /// An error of a kind, with who and what, and a message that holds no secret and no person's data.
    pub fn new(
        kind: ErrorKind,
        provider: &'static str,
        operation: &'static str,
        message: impl Into<Box<str>>,
    ) -> Self {
        Self(Box::new(Inner {
            kind,
            provider,
            operation,
            message: message.into(),
            option: None,
            status: None,
            code: None,
            request_id: None,
            retry_after: None,
            outcome: Outcome::NotDone,
            repeatable: false,
            raw: Raw::default(),
            source: None,
        }))
    }

    /// The provider cannot do the operation at all.
    pub fn unsupported(provider: &'static str, operation: &'static str) -> Self {
        Self::new(
            ErrorKind::Unsupported,
            provider,
            operation,
            "this provider cannot do it",
        )
    }

    /// The provider can do the operation, but not with this option.
    pub fn unsupported_option(
        provider: &'static str,
        operation: &'static str,
        option: &'static str,
        why: &str,
    ) -> Self {
        let mut error = Self::new(
            ErrorKind::Unsupported,
            provider,
            operation,
            format!("option `{option}`: {why}"),
        );
        error.0.option = Some(option.into());
        error
    }

    /// A field of the request is wrong; nothing was sent.
    pub fn invalid(
        provider: &'static str,
        operation: &'static str,
        field: &'static str,
        why: impl fmt::Display,
    ) -> Self {
        let mut error = Self::new(
            ErrorKind::InvalidRequest,
            provider,
            operation,
            format!("field `{field}`: {why}"),
        );
        error.0.option = Some(field.into());
        error
    }

    /// Adds the HTTP status.
    #[must_use]
    pub fn with_status(mut self, status: u16) -> Self {
        self.0.status = Some(status);
        self
    }

    /// Adds the vendor's own code, verbatim.
    #[must_use]
    pub fn with_code(mut self, code: impl Into<Box<str>>) -> Self {
        self.0.code = Some(code.into());
        self
    }

    /// Adds the id by which the vendor's support finds the request.
    #[must_use]
    pub fn with_request_id(mut self, id: impl Into<Box<str>>) -> Self {
        self.0.request_id = Some(id.into());
        self
    }

    /// Adds how long the vendor asks us to wait.
    #[must_use]
    pub fn with_retry_after(mut self, span: Duration) -> Self {
        self.0.retry_after = Some(span);
        self
    }

    /// Says whether it may have happened all the same.
    #[must_use]
    pub fn with_outcome(mut self, outcome: Outcome) -> Self {
        self.0.outcome = outcome;
        self
    }

    /// Says that asking again cannot do the thing twice, although its outcome may be unknown: to end a call, to remove a
    /// recording.
    #[must_use]
    pub fn with_repeatable(mut self) -> Self {
        self.0.repeatable = true;
        self
    }

    /// The same error with another kind, where the shared contract has a word of its own for what the vendor says.
    #[must_use]
    pub fn with_kind(mut self, kind: ErrorKind) -> Self {
        self.0.kind = kind;
        self
    }

    /// Adds the cause.
    #[must_use]
    pub fn with_source(mut self, source: impl Into<BoxError>) -> Self {
        self.0.source = Some(source.into());
        self
    }

    /// Adds what the vendor really answered.
    #[must_use]
    pub fn with_raw(mut self, raw: impl Into<Raw>) -> Self {
        self.0.raw = raw.into();
        self
    }

    /// What you can do about it.
    pub fn kind(&self) -> ErrorKind {
        self.0.kind
    }

    /// Which provider: `"twilio"`, `"bland"` …
    pub fn provider(&self) -> &'static str {
        self.0.provider
    }

    /// Which operation: `"place_call"` …
    pub fn operation(&self) -> &'static str {
        self.0.operation
    }

    /// The vendor's text, or ours.
    pub fn message(&self) -> &str {
        &self.0.message
    }

    /// The option that is unsupported, or the field that is invalid, where it is one of ours.
    pub fn option(&self) -> Option<&str> {
        self.0.option.as_deref()
    }

    /// The HTTP status, if an answer came.
    pub fn status(&self) -> Option<u16> {
        self.0.status
    }

    /// The vendor's own code, verbatim.
    pub fn code(&self) -> Option<&str> {
        self.0.code.as_deref()
    }

    /// The id by which the vendor's support finds the request.
    pub fn request_id(&self) -> Option<&str> {
        self.0.request_id.as_deref()
    }

    /// The body of the vendor's answer, verbatim and with nothing hidden (L12): the way to what this SDK has no name for,
    /// such as Twilio's `details`. Empty if there was none. Of an answer that is no success, the first 64 KiB.
    /// Neither `Display` nor `Debug` shows it.
    pub fn raw(&self) -> &Raw {
        &self.0.raw
    }

    /// How long the vendor asks us to wait.
    pub fn retry_after(&self) -> Option<Duration> {
        self.0.retry_after
    }

    /// Whether it may have happened all the same.
    pub fn outcome(&self) -> Outcome {
        self.0.outcome
    }

    /// True if the thing may have happened: unless the error [is retryable](Self::is_retryable), do not repeat it before you
    /// have looked.
    pub fn is_outcome_unknown(&self) -> bool {
        self.0.outcome == Outcome::Unknown
    }

    /// True if the same request may succeed later and repeating it cannot do the thing twice.
    pub fn is_retryable(&self) -> bool {
        (self.0.outcome == Outcome::NotDone || self.0.repeatable)
            && matches!(
                self.0.kind,
                ErrorKind::RateLimited | ErrorKind::Transport | ErrorKind::Provider
            )
    }
}

impl fmt::Display for Error {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let inner = &*self.0;
        write!(f, "{} {}: {}", inner.provider, inner.operation, inner.kind)?;
        let mut separator = " (";
        let mut detail = |f: &mut fmt::Formatter<'_>, name: &str, value: &dyn fmt::Display| {
            write!(f, "{separator}{name}{value}").inspect(|()| separator = ", ")
        };
        if let Some(status) = inner.status {
            detail(f, "HTTP ", &status)?;
        }
        if let Some(code) = &inner.code {
            detail(f, "code ", code)?;
        }
        if inner.outcome == Outcome::Unknown {
            detail(f, "outcome unknown", &"")?;
        }
        if separator == ", " {
            f.write_str(")")?;
        }
        write!(f, ": {}", inner.message)
    }
}

impl fmt::Debug for Error {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let inner = &*self.0;
        f.debug_struct("Error")
            .field("kind", &inner.kind)
            .field("provider", &inner.provider)
            .field("operation", &inner.operation)
            .field("message", &inner.message)
            .field("option", &inner.option)
            .field("status", &inner.status)
            .field("code", &inner.code)
            .field("request_id", &inner.request_id)
            .field("retry_after", &inner.retry_after)
            .field("outcome", &inner.outcome)
            .field("repeatable", &inner.repeatable)
            .field("raw", &inner.raw)
            .field("source", &inner.source)
            .finish()
    }
}

impl std::error::Error for Error {
    fn source(&self) -> Option<&(dyn std::error::Error + 'static)> {
        self.0.source.as_deref().map(|source| source as _)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn display_is_one_line_in_every_shape() {
        let plain = Error::unsupported("quo", "place_call");
        assert_eq!(
            plain.to_string(),
            "quo place_call: unsupported: this provider cannot do it"
        );
        let lost = Error::new(
            ErrorKind::Transport,
            "twilio",
            "place_call",
            "timed out after 30 s",
        )
        .with_outcome(Outcome::Unknown);
        assert_eq!(
            lost.to_string(),
            "twilio place_call: transport error (outcome unknown): timed out after 30 s"
        );
    }

    #[test]
    fn an_unknown_outcome_is_retryable_only_if_it_cannot_happen_twice() {
        for kind in ErrorKind::ALL {
            let error = || Error::new(*kind, "twilio", "place_call", "x");
            let unknown = error().with_outcome(Outcome::Unknown);
            assert!(!unknown.is_retryable(), "{kind:?}");
            let harmless = unknown.with_repeatable();
            assert_eq!(harmless.is_retryable(), error().is_retryable(), "{kind:?}");
            assert!(harmless.is_outcome_unknown());
        }
        assert!(Error::new(ErrorKind::Transport, "twilio", "place_call", "x").is_retryable());
    }

    #[test]
    fn another_kind_leaves_the_rest_as_it_was() {
        let told = Error::invalid("twilio", "hang_up", "sid", "gone")
            .with_status(400)
            .with_code("21220")
            .with_request_id("RQ1")
            .with_retry_after(Duration::from_secs(7))
            .with_outcome(Outcome::Unknown)
            .with_repeatable()
            .with_source("the line broke");
        let before = format!("{told:?}");
        let told = told.with_kind(ErrorKind::NotFound);
        assert_eq!(told.kind(), ErrorKind::NotFound);
        assert_eq!(
            format!("{told:?}"),
            before.replace("InvalidRequest", "NotFound")
        );
        assert!(before.contains("the line broke") && before.contains("7s"));
    }

    #[test]
    fn the_error_is_one_word() {
        assert_eq!(size_of::<Error>(), size_of::<usize>());
    }

    #[test]
    fn a_status_without_a_code_still_says_what_to_do() {
        for (status, kind) in [
            (400, ErrorKind::InvalidRequest),
            (401, ErrorKind::Auth),
            (402, ErrorKind::Billing),
            (403, ErrorKind::Auth),
            (404, ErrorKind::NotFound),
            (409, ErrorKind::Conflict),
            (422, ErrorKind::InvalidRequest),
            (429, ErrorKind::RateLimited),
            (500, ErrorKind::Provider),
            (302, ErrorKind::Provider),
        ] {
            assert_eq!(ErrorKind::from_status(status), kind, "{status}");
        }
    }
}
