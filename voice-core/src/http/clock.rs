//! Time, handed in (L5).

use std::fmt;
use std::future::Future;
use std::pin::Pin;
use std::sync::{Arc, Mutex, PoisonError};
use std::task::{Context, Poll, Waker};
use std::time::{Duration, SystemTime};

use tokio::time::Instant;

use crate::Timestamp;

type Wait = Pin<Box<dyn Future<Output = ()> + Send>>;

/// Tells the time and waits.
pub trait Clock: fmt::Debug + Send + Sync {
    /// The time of day; it may jump when somebody sets the clock.
    fn now(&self) -> Timestamp;

    /// The time since some fixed moment; it never goes back.
    fn elapsed(&self) -> Duration;

    /// Waits because waiting is wanted: before a retry, for the rate limit.
    fn sleep(&self, span: Duration) -> Wait;

    /// Ends when an exchange has taken too long. Apart from [`sleep`](Self::sleep) so that a test clock can skip the
    /// one without firing the other.
    fn time_limit(&self, span: Duration) -> Wait {
        self.sleep(span)
    }
}

/// The clock of a tokio runtime; obeys tokio's paused time.
///
/// `sleep` must be polled inside a runtime whose time driver is enabled, as every timer of tokio.
#[derive(Debug, Clone)]
pub struct TokioClock {
    start: Instant,
    at: Option<Timestamp>,
}

impl TokioClock {
    /// The time of day is the system's.
    pub fn new() -> Self {
        Self {
            start: Instant::now(),
            at: None,
        }
    }

    /// The time of day begins here and runs with tokio's time, paused time included.
    pub fn starting_at(at: Timestamp) -> Self {
        Self {
            start: Instant::now(),
            at: Some(at),
        }
    }
}

impl Default for TokioClock {
    fn default() -> Self {
        Self::new()
    }
}

impl Clock for TokioClock {
    fn now(&self) -> Timestamp {
        match self.at {
            Some(at) => at + self.start.elapsed(),
            None => SystemTime::now().into(),
        }
    }

    fn elapsed(&self) -> Duration {
        self.start.elapsed()
    }

    fn sleep(&self, span: Duration) -> Wait {
        Box::pin(tokio::time::sleep(span))
    }
}

/// A clock for tests that runs only when told. Clones share the time.
///
/// [`new`](Self::new) waits for [`advance`](Self::advance). [`skipping`](Self::skipping) jumps over every
/// `sleep` at once, which suits tests against a real socket; its time limits still wait for `advance`.
///
/// ```
/// use std::time::Duration;
/// use voice_core::Timestamp;
/// use voice_core::http::{Clock, ManualClock};
///
/// # tokio::runtime::Builder::new_current_thread().build().unwrap().block_on(async {
/// let clock = ManualClock::skipping(Timestamp::UNIX_EPOCH);
/// clock.sleep(Duration::from_secs(2)).await;
/// assert_eq!(clock.now().unix_seconds(), 2);
/// assert_eq!(clock.sleeps(), [Duration::from_secs(2)]);
/// # });
/// ```
#[derive(Clone)]
pub struct ManualClock {
    start: Timestamp,
    skips: bool,
    state: Arc<Mutex<State>>,
}

#[derive(Default)]
struct State {
    elapsed: Duration,
    sleeps: Vec<Duration>,
    waiting: Vec<Waker>,
}

impl ManualClock {
    /// Starts here and stands still until [`advance`](Self::advance).
    pub fn new(start: Timestamp) -> Self {
        Self {
            start,
            skips: false,
            state: Arc::default(),
        }
    }

    /// Starts here; a `sleep` moves the time forward at once.
    pub fn skipping(start: Timestamp) -> Self {
        Self {
            skips: true,
            ..Self::new(start)
        }
    }

    /// Moves the time forward and wakes who waited for it.
    pub fn advance(&self, span: Duration) {
        let waiting = {
            let mut state = self.state();
            state.elapsed = state.elapsed.saturating_add(span);
            std::mem::take(&mut state.waiting)
        };
        waiting.into_iter().for_each(Waker::wake);
    }

    /// Each `sleep` that was begun, in order.
    pub fn sleeps(&self) -> Vec<Duration> {
        self.state().sleeps.clone()
    }

    fn state(&self) -> std::sync::MutexGuard<'_, State> {
        // A panic elsewhere cannot leave this state half changed.
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }

    fn wait(&self, span: Duration, skips: bool) -> Wait {
        let deadline = self.state().elapsed.saturating_add(span);
        Box::pin(ManualWait {
            clock: self.clone(),
            deadline,
            skips,
        })
    }
}

impl Clock for ManualClock {
    fn now(&self) -> Timestamp {
        self.start + self.elapsed()
    }

    fn elapsed(&self) -> Duration {
        self.state().elapsed
    }

    fn sleep(&self, span: Duration) -> Wait {
        self.state().sleeps.push(span);
        self.wait(span, self.skips)
    }

    fn time_limit(&self, span: Duration) -> Wait {
        self.wait(span, false)
    }
}

impl fmt::Debug for ManualClock {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "ManualClock({})", self.now())
    }
}

struct ManualWait {
    clock: ManualClock,
    deadline: Duration,
    skips: bool,
}

impl Future for ManualWait {
    type Output = ();

    fn poll(self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<()> {
        let mut state = self.clock.state();
        if self.skips {
            state.elapsed = state.elapsed.max(self.deadline);
        }
        if state.elapsed >= self.deadline {
            return Poll::Ready(());
        }
        if !state
            .waiting
            .iter()
            .any(|waker| waker.will_wake(cx.waker()))
        {
            state.waiting.push(cx.waker().clone());
        }
        Poll::Pending
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const SECOND: Duration = Duration::from_secs(1);

    #[tokio::test]
    async fn a_manual_clock_wakes_who_waited_long_enough() {
        let clock = ManualClock::new(Timestamp::UNIX_EPOCH);
        let sleeper = tokio::spawn(clock.sleep(2 * SECOND));
        tokio::task::yield_now().await;
        clock.advance(SECOND);
        tokio::task::yield_now().await;
        assert!(!sleeper.is_finished());
        clock.advance(SECOND);
        sleeper.await.unwrap();
        assert_eq!(clock.now().unix_seconds(), 2);
    }

    #[tokio::test(start_paused = true)]
    async fn tokios_clock_obeys_paused_time() {
        let clock = TokioClock::starting_at(Timestamp::UNIX_EPOCH);
        clock.sleep(3600 * SECOND).await;
        assert_eq!(clock.now().unix_seconds(), 3600);
        assert_eq!(clock.elapsed(), 3600 * SECOND);
    }
}
