//! Instants at which the `hours` nodes of a flow differ.

use std::time::Duration;

use voice_core::Timestamp;

use crate::node::Hours;
use crate::program::{Op, Program};

/// The most instants that are tried.
const MOST: usize = 16;
const STEP: Duration = Duration::from_mins(15);
/// A week, and a day for the clock changes.
const STEPS: u32 = 8 * 24 * 4;

/// The given instant, then later ones at which other nodes are open, each combination once.
///
/// A week is looked at in steps of a quarter of an hour; a span that lies between two steps is looked for at its own
/// beginning.
pub(crate) fn instants(program: &Program, at: Timestamp) -> Vec<Timestamp> {
    let all: Vec<&Hours> = program
        .nodes
        .iter()
        .filter_map(|node| match &node.op {
            Op::Hours { hours, .. } => Some(hours.as_ref()),
            _ => None,
        })
        .collect();
    let mut found = vec![at];
    if all.is_empty() {
        return found;
    }
    let signature =
        |at: Timestamp| -> Vec<bool> { all.iter().map(|hours| hours.is_open(at)).collect() };
    let mut seen = vec![signature(at)];
    let steps = (1..=STEPS).map(|step| at + STEP * step);
    let begins = all.iter().flat_map(|hours| beginnings(hours, at));
    for instant in steps.chain(begins) {
        let open = signature(instant);
        if !seen.contains(&open) {
            seen.push(open);
            found.push(instant);
            if found.len() == MOST {
                break;
            }
        }
    }
    found
}

/// When the spans of the coming week begin.
fn beginnings(hours: &Hours, at: Timestamp) -> Vec<Timestamp> {
    let Ok(instant) = jiff::Timestamp::from_second(at.unix_seconds()) else {
        return Vec::new();
    };
    let today = hours.timezone.to_datetime(instant).date();
    let mut all = Vec::new();
    for day in today.series(jiff::Span::new().days(1)).take(15) {
        let weekday = usize::try_from(day.weekday().to_monday_zero_offset());
        let spans = weekday.ok().and_then(|day| hours.open.get(day));
        for (from, _) in spans.into_iter().flatten() {
            let (hour, minute) = (i8::try_from(from / 60), i8::try_from(from % 60));
            let (Ok(hour), Ok(minute)) = (hour, minute) else {
                continue;
            };
            let Ok(time) = jiff::civil::Time::new(hour, minute, 0, 0) else {
                continue;
            };
            let begins = hours.timezone.to_timestamp(day.to_datetime(time));
            all.extend(
                begins
                    .ok()
                    .and_then(|begins| Timestamp::from_unix_seconds(begins.as_second())),
            );
        }
    }
    all
}
