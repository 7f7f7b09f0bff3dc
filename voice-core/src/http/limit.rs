//! Keeps a client below its vendor's rate limit.

use std::collections::VecDeque;
use std::fmt;
use std::sync::Arc;
use std::time::Duration;

use tokio::sync::Mutex;

use super::clock::Clock;

/// Lets at most so many requests start in any window of time: Quo 10 a second, Exotel 200 a minute.
///
/// One per credential: clones share it, so give the same one to every client of the same key; two
/// tenants have two. Waiting is first come, first served, and a request that is given up leaves the queue.
///
/// # Why not a token bucket that refills
/// A bucket of 10 that refills 10 a second lets 19 through in its first second. The start times of the last
/// *n* requests give what vendors write: never more than *n* in any window, a burst of *n* allowed.
#[derive(Clone)]
pub struct RateLimiter {
    most: usize,
    window: Duration,
    started: Arc<Mutex<VecDeque<Duration>>>,
}

impl RateLimiter {
    /// At most `most` requests (at least 1) in any `window`.
    pub fn new(most: u32, window: Duration) -> Self {
        Self {
            most: usize::try_from(most.max(1)).unwrap_or(usize::MAX),
            window,
            started: Arc::default(),
        }
    }

    /// Waits for a turn. The lock is held while waiting: tokio's is fair, so this is the queue.
    pub(super) async fn acquire(&self, clock: &dyn Clock) {
        let mut started = self.started.lock().await;
        if started.len() >= self.most
            && let Some(oldest) = started.front()
        {
            let free = oldest.saturating_add(self.window);
            let wait = free.saturating_sub(clock.elapsed());
            if !wait.is_zero() {
                clock.sleep(wait).await;
            }
            started.pop_front();
        }
        started.push_back(clock.elapsed());
    }
}

impl fmt::Debug for RateLimiter {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "RateLimiter({} in {:?})", self.most, self.window)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::http::TokioClock;

    const SECOND: Duration = Duration::from_secs(1);

    async fn starts(limiter: &RateLimiter, requests: usize) -> Vec<Duration> {
        let clock = Arc::new(TokioClock::new());
        let tasks: Vec<_> = (0..requests)
            .map(|_| {
                let (limiter, clock) = (limiter.clone(), clock.clone());
                tokio::spawn(async move {
                    limiter.acquire(&*clock).await;
                    clock.elapsed()
                })
            })
            .collect();
        let mut starts = Vec::new();
        for task in tasks {
            starts.push(task.await.unwrap());
        }
        starts
    }

    #[tokio::test(start_paused = true)]
    async fn no_window_ever_holds_more_than_the_limit() {
        let starts = starts(&RateLimiter::new(10, SECOND), 50).await;
        assert!(starts.is_sorted(), "first come, first served");
        for window in starts.windows(11) {
            assert!(window[10] >= window[0] + SECOND, "{window:?}");
        }
        // And it is not slower than it must be.
        assert!(starts[9] < SECOND / 10 && starts[49] < 5 * SECOND);
    }

    #[tokio::test(start_paused = true)]
    async fn who_gives_up_leaves_no_gap() {
        let limiter = RateLimiter::new(1, SECOND);
        let clock = TokioClock::new();
        limiter.acquire(&clock).await;
        for _ in 0..5 {
            tokio::time::timeout(SECOND / 10, limiter.acquire(&clock))
                .await
                .unwrap_err();
        }
        limiter.acquire(&clock).await;
        assert!(clock.elapsed() < SECOND + SECOND / 10);
    }

    #[tokio::test(start_paused = true)]
    async fn two_tenants_do_not_share() {
        let clock = TokioClock::new();
        let (one, other) = (RateLimiter::new(1, SECOND), RateLimiter::new(1, SECOND));
        one.acquire(&clock).await;
        other.acquire(&clock).await;
        assert!(clock.elapsed() < SECOND);
        one.clone().acquire(&clock).await;
        assert!(clock.elapsed() >= SECOND);
    }
}
