//! How often and after which wait a request is sent again. Whether it may be is decided in `judge`.

use std::sync::atomic::{AtomicU32, Ordering};
use std::time::Duration;

use http::{HeaderMap, header};

use super::random::Randomness;
use crate::Timestamp;

/// Limits of sending again. Applies to one client and all its clones.
///
/// By default: 4 attempts in all; waits drawn evenly from zero to 250 ms, 500 ms, 1 s … at most 10 s (full
/// jitter, so that many clients do not come back at once); the vendor's `Retry-After` instead of
/// that where it is given, and the error at once if it asks for more than 60 s; a budget of 20 retries, of
/// which ten good answers earn one back, so that a failing carrier is not hammered.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RetryPolicy {
    attempts: u32,
    first_wait: Duration,
    longest_wait: Duration,
    longest_retry_after: Duration,
    budget: u32,
}

impl Default for RetryPolicy {
    fn default() -> Self {
        Self {
            attempts: 4,
            first_wait: Duration::from_millis(250),
            longest_wait: Duration::from_secs(10),
            longest_retry_after: Duration::from_mins(1),
            budget: 20,
        }
    }
}

impl RetryPolicy {
    /// Everything is sent once.
    pub fn never() -> Self {
        Self::default().attempts(1)
    }

    /// The most attempts for one request, the first included; at least 1.
    #[must_use]
    pub fn attempts(mut self, most: u32) -> Self {
        self.attempts = most.max(1);
        self
    }

    /// The ceiling of the first wait, doubled for each one after it, and the ceiling of all.
    #[must_use]
    pub fn waits(mut self, first: Duration, longest: Duration) -> Self {
        self.first_wait = first;
        self.longest_wait = longest;
        self
    }

    /// The longest `Retry-After` that is waited for; a longer one is left to the caller.
    #[must_use]
    pub fn longest_retry_after(mut self, longest: Duration) -> Self {
        self.longest_retry_after = longest;
        self
    }

    /// How many retries may be spent before good answers earn new ones.
    #[must_use]
    pub fn budget(mut self, retries: u32) -> Self {
        self.budget = retries;
        self
    }

    /// The wait before attempt `next` (2 is the first retry), or `None` if there shall be none.
    pub(super) fn wait(
        &self,
        next: u32,
        retry_after: Option<Duration>,
        random: &dyn Randomness,
    ) -> Option<Duration> {
        if next > self.attempts {
            return None;
        }
        match retry_after {
            Some(asked) => (asked <= self.longest_retry_after).then_some(asked),
            None => Some(self.backoff(next.saturating_sub(2), random)),
        }
    }

    fn backoff(&self, doublings: u32, random: &dyn Randomness) -> Duration {
        let ceiling = 2_u32
            .checked_pow(doublings)
            .and_then(|factor| self.first_wait.checked_mul(factor))
            .map_or(self.longest_wait, |wait| wait.min(self.longest_wait));
        let nanos = u64::try_from(ceiling.as_nanos()).unwrap_or(u64::MAX);
        // The high half of the product: even over 0..=nanos without a division.
        let drawn = (u128::from(random.next_u64()) * (u128::from(nanos) + 1)) >> 64;
        Duration::from_nanos(u64::try_from(drawn).unwrap_or(nanos))
    }
}

/// What a good answer earns and a retry costs, in tenths of a retry.
const COST: u32 = 10;

/// The retries that are left to one client.
#[derive(Debug)]
pub(super) struct RetryBudget {
    tenths: AtomicU32,
    most: u32,
}

impl RetryBudget {
    pub(super) fn new(policy: &RetryPolicy) -> Self {
        let most = policy.budget.saturating_mul(COST);
        Self {
            tenths: AtomicU32::new(most),
            most,
        }
    }

    /// Takes one retry; false if none is left.
    pub(super) fn spend(&self) -> bool {
        self.tenths
            .fetch_update(Ordering::Relaxed, Ordering::Relaxed, |left| {
                left.checked_sub(COST)
            })
            .is_ok()
    }

    /// The carrier answered well.
    pub(super) fn earn(&self) {
        self.tenths
            .fetch_update(Ordering::Relaxed, Ordering::Relaxed, |left| {
                (left < self.most).then_some(left + 1)
            })
            .ok();
    }
}

/// `Retry-After` in both its forms: seconds, or an HTTP date, which is read against the answer's own `Date`
/// where there is one, so that a wrong clock on either side does not matter.
pub(super) fn retry_after(headers: &HeaderMap, now: Timestamp) -> Option<Duration> {
    let text = |name| headers.get(name)?.to_str().ok().map(str::trim);
    let asked = text(header::RETRY_AFTER)?;
    if let Ok(seconds) = asked.parse::<u32>() {
        return Some(Duration::from_secs(seconds.into()));
    }
    let date = |text| httpdate::parse_http_date(text).ok().map(Timestamp::from);
    let until = date(asked)?;
    Some(until.since(text(header::DATE).and_then(date).unwrap_or(now)))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::http::SeededRandomness;

    #[derive(Debug)]
    struct Always(u64);

    impl Randomness for Always {
        fn next_u64(&self) -> u64 {
            self.0
        }
    }

    #[test]
    fn backoff_doubles_up_to_its_ceiling_and_jitter_fills_the_range() {
        let policy = RetryPolicy::default().attempts(99);
        let ceilings: Vec<u128> = (2..10)
            .map(|next| {
                policy
                    .wait(next, None, &Always(u64::MAX))
                    .unwrap()
                    .as_millis()
            })
            .collect();
        assert_eq!(ceilings, [250, 500, 1000, 2000, 4000, 8000, 10000, 10000]);
        assert_eq!(policy.wait(9, None, &Always(0)), Some(Duration::ZERO));
        assert!(policy.wait(99, None, &Always(u64::MAX)).unwrap() <= Duration::from_secs(10));
    }

    #[test]
    fn the_vendors_wait_wins_unless_it_is_too_long() {
        let policy = RetryPolicy::default();
        let random = SeededRandomness::new(1);
        let wait = |seconds| policy.wait(2, Some(Duration::from_secs(seconds)), &random);
        assert_eq!(wait(60), Some(Duration::from_mins(1)));
        assert_eq!(wait(61), None);
        assert_eq!(policy.wait(5, None, &random), None);
        assert_eq!(RetryPolicy::never().wait(2, None, &random), None);
    }

    #[test]
    fn the_budget_is_spent_and_earned_back_slowly() {
        let budget = RetryBudget::new(&RetryPolicy::default().budget(2));
        budget.earn();
        assert!(budget.spend() && budget.spend() && !budget.spend());
        (0..9).for_each(|_| budget.earn());
        assert!(!budget.spend());
        budget.earn();
        assert!(budget.spend());
    }

    #[test]
    fn retry_after_is_read_in_both_forms() {
        let now = Timestamp::parse("2026-01-20T20:36:28Z").unwrap();
        let read = |pairs: &[(&'static str, &'static str)]| {
            let mut headers = HeaderMap::new();
            for (name, value) in pairs {
                headers.insert(*name, value.parse().unwrap());
            }
            retry_after(&headers, now)
        };
        let seconds = |n| Some(Duration::from_secs(n));
        assert_eq!(read(&[("retry-after", "2")]), seconds(2));
        let date = ("retry-after", "Tue, 20 Jan 2026 20:36:38 GMT");
        assert_eq!(read(&[date]), seconds(10));
        assert_eq!(
            read(&[date, ("date", "Tue, 20 Jan 2026 20:36:35 GMT")]),
            seconds(3)
        );
        assert_eq!(
            read(&[("retry-after", "Tue, 20 Jan 2026 20:00:00 GMT")]),
            seconds(0)
        );
        assert_eq!(read(&[("retry-after", "soon")]), None);
        assert_eq!(read(&[("retry-after", "-1")]), None);
        assert_eq!(read(&[]), None);
    }
}
