//! How the mock provider can be told to fail.

use std::time::Duration;

use crate::{Error, ErrorKind, Outcome};

/// What goes wrong with the next operation.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[non_exhaustive]
pub enum MockFailure {
    /// It fails with this kind, and nothing happens.
    Refused(ErrorKind),
    /// It is refused with this wait.
    RateLimited {
        /// What `Retry-After` would say.
        retry_after: Duration,
    },
    /// It happens, but the answer is lost: the caller sees a transport error with
    /// an unknown outcome, and can reconcile.
    AnswerLost,
}

impl MockFailure {
    pub(crate) fn error(self, provider: &'static str, operation: &'static str) -> Error {
        let told = |kind| Error::new(kind, provider, operation, "the mock was told to fail");
        match self {
            Self::Refused(kind) => told(kind),
            Self::RateLimited { retry_after } => told(ErrorKind::RateLimited)
                .with_status(429)
                .with_retry_after(retry_after),
            Self::AnswerLost => told(ErrorKind::Transport).with_outcome(Outcome::Unknown),
        }
    }

    /// Whether the operation takes effect all the same.
    pub(crate) fn happens(self) -> bool {
        self == Self::AnswerLost
    }
}
