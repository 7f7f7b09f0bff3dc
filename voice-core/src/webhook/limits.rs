//! How large a webhook may be, and what is said of one that is larger or cannot be read.

use super::error::VerifyError;

/// How large a webhook may be.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct WebhookLimits {
    /// Bytes of the body; 4 MiB by default (a Bland report holds the whole transcript).
    pub body: usize,
    /// Bytes of the URL; 16 KiB by default.
    pub url: usize,
    /// Headers; 128 by default.
    pub headers: usize,
    /// Fields of the query and of the form, each; 1024 by default.
    pub fields: usize,
}

impl Default for WebhookLimits {
    fn default() -> Self {
        Self {
            body: 4 * 1024 * 1024,
            url: 16 * 1024,
            headers: 128,
            fields: 1024,
        }
    }
}

/// A webhook is too large or is not an HTTP request as a carrier makes it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, thiserror::Error)]
#[non_exhaustive]
pub enum WebhookRequestError {
    /// The body is longer than allowed.
    #[error("the body is longer than {limit} bytes")]
    BodyTooLarge {
        /// Bytes.
        limit: usize,
    },
    /// The URL is longer than allowed.
    #[error("the URL is longer than {limit} bytes")]
    UrlTooLong {
        /// Bytes.
        limit: usize,
    },
    /// There are more headers than allowed.
    #[error("more than {limit} headers")]
    TooManyHeaders {
        /// Headers.
        limit: usize,
    },
    /// There are more fields in the query or the form than allowed.
    #[error("more than {limit} fields")]
    TooManyFields {
        /// Fields.
        limit: usize,
    },
    /// The URL is not absolute, has another scheme, or holds blanks or control characters.
    #[error("the URL is not an absolute http, https, ws or wss URL")]
    Url,
}

impl WebhookRequestError {
    /// The HTTP status to answer with: 413, 414, 431 or 400.
    pub fn status(self) -> u16 {
        match self {
            Self::BodyTooLarge { .. } | Self::TooManyFields { .. } => 413,
            Self::UrlTooLong { .. } => 414,
            Self::TooManyHeaders { .. } => 431,
            Self::Url => 400,
        }
    }
}

/// The body of a webhook cannot be read in the form asked for. The body is not repeated.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, thiserror::Error)]
#[non_exhaustive]
pub enum WebhookBodyError {
    /// Not the JSON that was expected.
    #[error("the body is not the JSON that was expected (line {line}, column {column})")]
    Json {
        /// From 1.
        line: usize,
        /// From 1.
        column: usize,
    },
    /// Not a multipart form.
    #[error("the body is not a multipart form")]
    Multipart,
    /// There are more fields than allowed.
    #[error("more than {limit} fields")]
    TooManyFields {
        /// Fields.
        limit: usize,
    },
}

impl From<WebhookBodyError> for VerifyError {
    fn from(_: WebhookBodyError) -> Self {
        Self::Unreadable
    }
}
