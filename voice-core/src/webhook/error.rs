//! Which step of a verification failed.

use std::time::Duration;

/// A webhook is not what it claims to be, or cannot be told to be.
///
/// Names the step, never a key, a signature or a value of the request, so it can be logged. Do not put it into
/// the answer: whoever forges webhooks should not learn from it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, thiserror::Error)]
#[non_exhaustive]
pub enum VerifyError {
    /// The header that carries the signature is missing: the request is not the vendor's, or a proxy dropped it.
    #[error("the header `{0}` is missing")]
    MissingHeader(&'static str),
    /// The header is there and cannot be read.
    #[error("the header `{0}` cannot be read")]
    MalformedHeader(&'static str),
    /// The signature is in a scheme or version that is not known here.
    #[error("the signature is in an unknown scheme")]
    UnknownScheme,
    /// The signature is in a scheme that is known here and was not enabled; says what enables it.
    #[error("the signature is in a scheme that is not enabled: {0}")]
    SchemeNotEnabled(&'static str),
    /// There is no key to verify with. Ours to mend.
    #[error("no signing key is configured")]
    NoKeys,
    /// None of the keys made this signature: a wrong key, another account's webhook, or a changed request.
    #[error("no configured key made this signature")]
    NoKeyMatched,
    /// The signature is good for the same URL with another scheme: the public URL is configured wrongly. A verifier says
    /// so only if it is asked to explain: finding it out costs more than accepting a request.
    #[error("the signature is for {signed}://, but the public URL has another scheme")]
    WrongScheme {
        /// What the vendor called: `https`, `http`, `wss` or `ws`.
        signed: &'static str,
    },
    /// The signature is good for the same URL with the port that the server was called at (`Host`): the public URL is
    /// configured wrongly. Told only if asked to explain.
    #[error(
        "the signature is for the port that the server was called at, not for the public URL's"
    )]
    WrongPort,
    /// The body is not bound to the signature: the URL lacks the body's hash.
    #[error("the request does not carry the hash of its body")]
    MissingBodyHash,
    /// The body is not the one that was signed.
    #[error("the body does not have the hash that was signed")]
    BodyHashMismatch,
    /// It was signed too long ago.
    #[error("signed {} s ago, {} s are tolerated", age.as_secs(), tolerance.as_secs())]
    Stale {
        /// How long ago.
        age: Duration,
        /// How long may be.
        tolerance: Duration,
    },
    /// It was signed in the future: one of the clocks is wrong.
    #[error("signed {} s in the future, {} s are tolerated", ahead.as_secs(), tolerance.as_secs())]
    FromTheFuture {
        /// How far ahead.
        ahead: Duration,
        /// How far may be.
        tolerance: Duration,
    },
    /// It was accepted before. Most often the vendor's honest second delivery, so the answer is 200.
    #[error("accepted before")]
    Replayed,
    /// The store of what was accepted before does not answer.
    #[error("cannot tell whether it was accepted before")]
    SeenStoreUnavailable,
    /// The secret token is not in the URL.
    #[error("the URL carries no token")]
    MissingToken,
    /// The token in the URL is not one of ours.
    #[error("the token in the URL is not ours")]
    WrongToken,
    /// The sender's address is not on the list.
    #[error("the sender's address is not allowed")]
    SourceNotAllowed,
    /// The list of addresses cannot be applied: the server did not say who sent it.
    #[error("the sender's address is not known")]
    SourceUnknown,
    /// The body or the URL cannot be read as far as verifying it needs.
    #[error("the request cannot be read")]
    Unreadable,
}

impl VerifyError {
    /// The HTTP status to answer with: 403; 200 for what was accepted before, so that the vendor stops
    /// sending it; 500 and 503 where the fault is ours and the vendor should try again.
    pub fn status(self) -> u16 {
        match self {
            Self::Replayed => 200,
            Self::NoKeys | Self::SourceUnknown => 500,
            Self::SeenStoreUnavailable => 503,
            Self::Unreadable => 400,
            _ => 403,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_honest_second_delivery_is_answered_with_success() {
        assert_eq!(VerifyError::Replayed.status(), 200);
        assert_eq!(VerifyError::NoKeyMatched.status(), 403);
        assert_eq!(VerifyError::NoKeys.status(), 500);
    }
}
