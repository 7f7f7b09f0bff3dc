//! Two things that are done by turns, and how much longer the one takes.

use std::hint::black_box;
use std::time::{Duration, Instant};

/// So short that few rounds are interrupted, and whatever else the machine does slows both turns of one alike.
const ROUND: Duration = Duration::from_micros(100);
const MOST_ROUNDS: u32 = 1001;
const FEWEST_ROUNDS: u32 = 15;
/// A block that glibc maps, and the largest whose freeing it learns from.
const LARGE: usize = 31 << 20;
/// What the rounds of one ratio may take together.
const ALL: Duration = Duration::from_secs(4);

/// Prints how much longer the first takes: the median of the rounds, and the times of the round in which it was that.
pub(crate) fn ratio<A, B>(what: &str, mut ours: impl FnMut() -> A, mut floor: impl FnMut() -> B) {
    let mut ours = |times| time(|| drop(black_box(ours())), times);
    let mut floor = |times| time(|| drop(black_box(floor())), times);
    settle();
    // The first time is always longer.
    floor(1);
    ours(1);
    let (one, other) = (nanos(floor(1)), nanos(ours(1)));
    let times = (nanos(ROUND) / one).clamp(1, 100_000);
    let round = (one + other) * times;
    let rounds = (nanos(ALL) / round).clamp(FEWEST_ROUNDS, MOST_ROUNDS);
    let mut rounds: Vec<(f64, Duration, Duration)> = (0..rounds)
        .map(|round| {
            // Who begins changes, so that neither always runs on what the other left in the caches.
            let (ours, floor) = if round % 2 == 0 {
                let ours = ours(times);
                (ours, floor(times))
            } else {
                let floor = floor(times);
                (ours(times), floor)
            };
            (ours.as_secs_f64() / floor.as_secs_f64(), ours, floor)
        })
        .collect();
    rounds.sort_by(|one, other| one.0.total_cmp(&other.0));
    if let Some((median, ours, floor)) = rounds.get(rounds.len() / 2) {
        println!("ratio  {what:<58} {median:>5.2}  ({ours:?} / {floor:?})");
    }
}

/// Brings the allocator where it is in a process that has run for a while. glibc gives the free end of its memory back to
/// the system, and takes it again page by page, until it has seen a large block freed; from then on it keeps as much.
/// Without this, most of what is measured of a large flow would be the kernel's work.
fn settle() {
    drop(black_box(Vec::<u8>::with_capacity(LARGE)));
}

fn time(mut work: impl FnMut(), times: u32) -> Duration {
    let start = Instant::now();
    for _ in 0..times {
        work();
    }
    start.elapsed() / times
}

/// At least one, and at most what fits.
fn nanos(span: Duration) -> u32 {
    u32::try_from(span.as_nanos()).unwrap_or(u32::MAX).max(1)
}
