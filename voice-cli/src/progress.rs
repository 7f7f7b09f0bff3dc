//! How far a long command is, said on standard error.

use std::time::{Duration, Instant};

use crate::exit::complain;

/// How long nothing is said, first and from then on.
const QUIET: Duration = Duration::from_secs(1);

/// Says how far a command is once a second; nothing in the first one. Standard output is for results alone.
#[derive(Debug)]
pub(crate) struct Progress {
    since: Instant,
    told: Duration,
}

impl Progress {
    pub(crate) fn new() -> Self {
        Self {
            since: Instant::now(),
            told: Duration::ZERO,
        }
    }

    /// So many waits of calls were followed.
    pub(crate) fn waits(&mut self, followed: usize) {
        if self.is_due(self.since.elapsed()) {
            complain(&format!("{followed} waits followed"));
        }
    }

    /// Whether something is said so long after the beginning.
    fn is_due(&mut self, elapsed: Duration) -> bool {
        let due = elapsed >= self.told + QUIET;
        if due {
            self.told = elapsed;
        }
        due
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nothing_is_said_in_the_first_second_and_then_once_a_second() {
        let mut progress = Progress::new();
        let due: Vec<u64> = [0, 999, 1_000, 1_001, 1_999, 2_000, 9_000, 9_999, 10_000]
            .into_iter()
            .filter(|ms| progress.is_due(Duration::from_millis(*ms)))
            .collect();
        assert_eq!(due, [1_000, 2_000, 9_000, 10_000]);
    }
}
