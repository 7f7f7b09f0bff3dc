//! Randomness, handed in (L5). Used for jitter only, never for keys.

use std::fmt;
use std::sync::atomic::{AtomicU64, Ordering};

/// Gives random numbers for jitter.
pub trait Randomness: fmt::Debug + Send + Sync {
    /// 64 random bits.
    fn next_u64(&self) -> u64;
}

/// The operating system's randomness.
#[derive(Debug, Clone, Copy, Default)]
pub struct OsRandomness;

impl Randomness for OsRandomness {
    fn next_u64(&self) -> u64 {
        // Without randomness there is no jitter: the full wait is the safe end of the range.
        getrandom::u64().unwrap_or(u64::MAX)
    }
}

/// Reproducible numbers from a seed, for tests.
#[derive(Debug)]
pub struct SeededRandomness(AtomicU64);

impl SeededRandomness {
    /// The same seed gives the same numbers.
    pub fn new(seed: u64) -> Self {
        Self(AtomicU64::new(seed))
    }
}

impl Randomness for SeededRandomness {
    fn next_u64(&self) -> u64 {
        // SplitMix64: every seed is good, and one atomic addition is the whole state.
        const STEP: u64 = 0x9E37_79B9_7F4A_7C15;
        let mut z = self.0.fetch_add(STEP, Ordering::Relaxed).wrapping_add(STEP);
        z = (z ^ (z >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
        z ^ (z >> 31)
    }
}
