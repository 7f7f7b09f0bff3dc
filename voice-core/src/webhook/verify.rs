//! From claim to fact.

use std::fmt;

use super::error::VerifyError;
use super::replay::{ReplayKey, Seen};
use super::request::WebhookRequest;
use crate::{CallEvent, Timestamp};

/// Tells whether a webhook is the vendor's.
///
/// `verify` works on the raw bytes, compares in constant time, and decides by what it is given: the time is an
/// argument, not a reading of the clock.
pub trait Verifier: Send + Sync {
    /// Checks the request.
    ///
    /// # Errors
    /// Says which step failed.
    fn verify(&self, request: &WebhookRequest, now: Timestamp) -> Result<(), VerifyError>;

    /// What the vendor repeats when it delivers the same request again; for a
    /// [`ReplayGuard`](super::ReplayGuard). `None` where there is nothing of the kind: then nothing is taken
    /// for a repetition. (Equal content is not enough: a caller who presses 1 twice in a loop makes two equal requests.)
    /// It should be covered by the signature; if it is not, the vendor's repetitions are recognised and a
    /// hostile one is not, and the verifier's docs say so.
    fn replay_key(&self, request: &WebhookRequest) -> Option<ReplayKey> {
        let _ = request;
        None
    }

    /// Whether the vendor waits for an answer with content, such as what the call does next. One that it asks again is
    /// one whose answer it did not get, so it must be answered again and not be refused.
    fn asks(&self, request: &WebhookRequest) -> bool {
        let _ = request;
        false
    }

    /// Checks the request, and tells whether it was accepted before. Only a verifier that remembers ever says
    /// [`Seen::Again`], and only of a request that [asks](Self::asks); the repetition of another one is refused.
    ///
    /// # Errors
    /// As [`verify`](Self::verify).
    fn admit(&self, request: &WebhookRequest, now: Timestamp) -> Result<Seen, VerifyError> {
        self.verify(request, now)?;
        Ok(Seen::First)
    }
}

macro_rules! delegate {
    ($($pointer:ty),+) => { $(
        impl<V: Verifier + ?Sized> Verifier for $pointer {
            fn verify(&self, request: &WebhookRequest, now: Timestamp) -> Result<(), VerifyError> {
                (**self).verify(request, now)
            }

            fn replay_key(&self, request: &WebhookRequest) -> Option<ReplayKey> {
                (**self).replay_key(request)
            }

            fn asks(&self, request: &WebhookRequest) -> bool {
                (**self).asks(request)
            }

            fn admit(&self, request: &WebhookRequest, now: Timestamp) -> Result<Seen, VerifyError> {
                (**self).admit(request, now)
            }
        }
    )+ };
}

delegate!(&V, Box<V>, std::sync::Arc<V>);

/// Turns a vendor's webhook into events. Callers use [`Verified::events`]; a provider implements this.
///
/// It takes the proof and not the request, so that nobody can call it past the verification.
pub trait EventReader: Send + Sync {
    /// Reads the events of [`Verified::request`]. An event that has no word here is `Unknown`, not an error.
    ///
    /// # Errors
    /// `Decode` if the body is not what the vendor documents.
    fn read_events(&self, verified: &Verified<'_>) -> crate::Result<Vec<CallEvent>>;
}

/// A webhook that was verified: the proof that lets it be read.
///
/// Made by [`WebhookRequest::verify`] and by nothing else.
#[derive(Clone, Copy)]
pub struct Verified<'a> {
    request: &'a WebhookRequest,
    reader: &'a dyn EventReader,
    at: Timestamp,
    seen: Seen,
}

impl WebhookRequest {
    /// Verifies the request and ties it to the reader of the same vendor.
    ///
    /// # Errors
    /// Says which step failed.
    pub fn verify<'a>(
        &'a self,
        verifier: &(impl Verifier + ?Sized),
        reader: &'a dyn EventReader,
        now: Timestamp,
    ) -> Result<Verified<'a>, VerifyError> {
        let seen = verifier.admit(self, now)?;
        Ok(Verified {
            request: self,
            reader,
            at: now,
            seen,
        })
    }
}

impl<'a> Verified<'a> {
    /// What happened; one webhook can hold several events, or none.
    ///
    /// # Errors
    /// `Decode` if the body is not what the vendor documents.
    pub fn events(&self) -> crate::Result<Vec<CallEvent>> {
        self.reader.read_events(self)
    }

    /// The request, for what no event has a word for.
    pub fn request(&self) -> &'a WebhookRequest {
        self.request
    }

    /// Whether it was accepted before, by a [`ReplayGuard`](super::ReplayGuard). `Again` means that the vendor asks again
    /// because it did not get the answer: give the same answer, and do not act on the events a second time.
    pub fn seen(&self) -> Seen {
        self.seen
    }

    /// When it was verified.
    pub fn at(&self) -> Timestamp {
        self.at
    }
}

impl fmt::Debug for Verified<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_tuple("Verified").field(&self.request).finish()
    }
}
