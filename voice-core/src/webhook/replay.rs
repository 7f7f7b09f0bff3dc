//! Recognises what was accepted before.

use std::collections::{HashMap, VecDeque};
use std::fmt;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::Duration;

use super::error::VerifyError;
use super::request::WebhookRequest;
use super::signature::{sha256, to_hex};
use super::verify::Verifier;
use crate::Timestamp;

/// The name of one notification: a hash, so that every key is equally long and says nothing.
#[derive(Clone, Copy, PartialEq, Eq, Hash)]
pub struct ReplayKey([u8; 32]);

impl ReplayKey {
    /// The key of a vendor's id (`webhook-id`), or of whatever else names the notification.
    pub fn of(id: &[u8]) -> Self {
        Self(sha256(id))
    }

    /// The key as text, for a store that wants text.
    pub fn to_hex(&self) -> String {
        to_hex(&self.0)
    }
}

impl fmt::Debug for ReplayKey {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "ReplayKey({})", self.to_hex())
    }
}

/// Whether a notification was seen before.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Seen {
    /// For the first time.
    First,
    /// It was.
    Again,
}

/// Remembers notifications; shared by every process that answers for the same account.
pub trait SeenStore: fmt::Debug + Send + Sync {
    /// Remembers a key until an instant, and says whether it was there. One step: of two processes that ask at the same
    /// time exactly one is first.
    ///
    /// # Errors
    /// The store does not answer. The webhook is then refused with 503, and the vendor delivers it again.
    fn remember(
        &self,
        key: &ReplayKey,
        until: Timestamp,
        now: Timestamp,
    ) -> Result<Seen, SeenStoreUnavailable>;

    /// Forgets a key, because handling it failed and it shall be delivered again.
    ///
    /// # Errors
    /// The store does not answer.
    fn forget(&self, key: &ReplayKey) -> Result<(), SeenStoreUnavailable>;
}

/// The store of seen notifications does not answer.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("the store of seen webhooks does not answer")]
pub struct SeenStoreUnavailable;

/// A [`SeenStore`] in this process's memory, for one process. Bounded: when it is full the oldest is forgotten.
pub struct MemorySeenStore {
    most: usize,
    state: Mutex<Memory>,
}

#[derive(Default)]
struct Memory {
    until: HashMap<ReplayKey, Timestamp>,
    order: VecDeque<(ReplayKey, Timestamp)>,
}

impl MemorySeenStore {
    /// Remembers at most so many notifications (at least 1); about 150 bytes each.
    pub fn new(most: usize) -> Self {
        Self {
            most: most.max(1),
            state: Mutex::default(),
        }
    }

    fn state(&self) -> MutexGuard<'_, Memory> {
        // A panic elsewhere cannot leave this state half changed.
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Default for MemorySeenStore {
    /// 100 000 notifications.
    fn default() -> Self {
        Self::new(100_000)
    }
}

impl SeenStore for MemorySeenStore {
    fn remember(
        &self,
        key: &ReplayKey,
        until: Timestamp,
        now: Timestamp,
    ) -> Result<Seen, SeenStoreUnavailable> {
        let memory = &mut *self.state();
        if memory.until.get(key).is_some_and(|until| *until > now) {
            return Ok(Seen::Again);
        }
        while let Some((oldest, expires)) = memory.order.front().copied() {
            if expires > now && memory.order.len() < self.most {
                break;
            }
            memory.order.pop_front();
            // A key that was forgotten and came again has a younger entry behind.
            if memory.until.get(&oldest) == Some(&expires) {
                memory.until.remove(&oldest);
            }
        }
        memory.until.insert(*key, until);
        memory.order.push_back((*key, until));
        Ok(Seen::First)
    }

    fn forget(&self, key: &ReplayKey) -> Result<(), SeenStoreUnavailable> {
        self.state().until.remove(key);
        Ok(())
    }
}

impl fmt::Debug for MemorySeenStore {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(
            f,
            "MemorySeenStore({} of {})",
            self.state().until.len(),
            self.most
        )
    }
}

/// A verifier that accepts each notification once within a window.
///
/// Needs a verifier that knows a [`replay_key`](Verifier::replay_key); without one it only passes on. A webhook counts as
/// seen when it is verified. If handling it fails, call [`forget`](Self::forget) before answering with an error, or
/// the vendor's next delivery is taken for a replay.
///
/// # Why a question may come again
/// A repeated notification is refused with [`Replayed`](VerifyError::Replayed), whose answer is an empty 200. A vendor that
/// [asks](Verifier::asks) what the call does next would take an empty answer for the end of the call, and it asks again
/// only because the first answer did not arrive. So [`WebhookRequest::verify`] accepts such a repetition and marks
/// it: [`Verified::seen`](super::Verified::seen) is then [`Seen::Again`].
#[derive(Debug)]
pub struct ReplayGuard<V> {
    verifier: V,
    window: Duration,
    store: Arc<dyn SeenStore>,
}

impl<V: Verifier> ReplayGuard<V> {
    /// Guards a verifier. The window should be as long as the vendor retries (Quo: 28 hours), and at least as long as
    /// a signature stays fresh.
    pub fn new(verifier: V, window: Duration, store: Arc<dyn SeenStore>) -> Self {
        Self {
            verifier,
            window,
            store,
        }
    }

    /// Lets a notification be delivered again, because handling it failed.
    ///
    /// # Errors
    /// The store does not answer.
    pub fn forget(&self, request: &WebhookRequest) -> Result<(), SeenStoreUnavailable> {
        match self.verifier.replay_key(request) {
            Some(key) => self.store.forget(&key),
            None => Ok(()),
        }
    }
}

impl<V: Verifier> Verifier for ReplayGuard<V> {
    /// Refuses every repetition, a question's too. [`WebhookRequest::verify`] does not.
    fn verify(&self, request: &WebhookRequest, now: Timestamp) -> Result<(), VerifyError> {
        match self.look(request, now)? {
            Seen::First => Ok(()),
            Seen::Again => Err(VerifyError::Replayed),
        }
    }

    fn replay_key(&self, request: &WebhookRequest) -> Option<ReplayKey> {
        self.verifier.replay_key(request)
    }

    fn asks(&self, request: &WebhookRequest) -> bool {
        self.verifier.asks(request)
    }

    fn admit(&self, request: &WebhookRequest, now: Timestamp) -> Result<Seen, VerifyError> {
        match self.look(request, now)? {
            Seen::Again if !self.asks(request) => Err(VerifyError::Replayed),
            seen => Ok(seen),
        }
    }
}

impl<V: Verifier> ReplayGuard<V> {
    fn look(&self, request: &WebhookRequest, now: Timestamp) -> Result<Seen, VerifyError> {
        // First the signature: a forger must not be able to fill the store, or to use up an id.
        let inner = self.verifier.admit(request, now)?;
        let Some(key) = self.verifier.replay_key(request) else {
            return Ok(inner);
        };
        match self.store.remember(&key, now + self.window, now) {
            Ok(Seen::First) => Ok(inner),
            Ok(Seen::Again) => Ok(Seen::Again),
            Err(SeenStoreUnavailable) => Err(VerifyError::SeenStoreUnavailable),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn at(seconds: i64) -> Timestamp {
        Timestamp::from_unix_seconds(seconds).unwrap()
    }

    #[test]
    fn memory_forgets_by_time_by_room_and_by_request() {
        let store = MemorySeenStore::new(2);
        let see = |id: &str, now| {
            let key = ReplayKey::of(id.as_bytes());
            store.remember(&key, at(now + 10), at(now)).unwrap()
        };
        assert_eq!(see("a", 0), Seen::First);
        assert_eq!(see("a", 9), Seen::Again);
        assert_eq!(see("a", 10), Seen::First, "the window is over");
        assert_eq!(see("b", 11), Seen::First);
        assert_eq!(see("c", 12), Seen::First);
        assert_eq!(see("b", 13), Seen::Again);
        assert_eq!(see("a", 13), Seen::First, "there was no room");
        store.forget(&ReplayKey::of(b"a")).unwrap();
        assert_eq!(see("a", 14), Seen::First);
        assert_eq!(see("a", 15), Seen::Again);
    }

    #[test]
    fn forgetting_and_coming_back_does_not_grow_the_memory() {
        let store = MemorySeenStore::new(3);
        let key = ReplayKey::of(b"a");
        for now in 0..100 {
            assert_eq!(
                store.remember(&key, at(1000 + now), at(now)),
                Ok(Seen::First)
            );
            store.forget(&key).unwrap();
        }
        assert!(store.state().order.len() <= 3);
    }
}
