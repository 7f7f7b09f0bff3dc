//! Instants at which the `hours` nodes of a flow differ.

use std::collections::{HashMap, HashSet};

use jiff::civil::{Date, Time};
use jiff::tz::TimeZone;
use voice_core::Timestamp;

use crate::node::Hours;
use crate::program::{Op, Program};

/// The most instants that are tried.
const MOST: usize = 64;
/// How often it is asked whether a node is open, at most.
const MOST_LOOKS: usize = 4_000_000;
/// A week, a week after clocks have changed, and a day.
const DAYS: i32 = 15;

/// The given instant, then others at which other nodes are open, each combination once; and whether these are all
/// combinations of the coming two weeks and of the days around the holidays.
///
/// Between two of these instants no node opens or closes: they are the beginnings and ends of all spans, and midnights.
/// Those that are past come last.
pub(crate) fn instants(programs: &[&Program], at: Timestamp) -> (Vec<Timestamp>, bool) {
    let schedules = schedules(programs);
    let mut found = vec![at];
    let Some(now) = jiff::Timestamp::from_second(at.unix_seconds())
        .ok()
        .filter(|_| !schedules.is_empty())
    else {
        return (found, true);
    };
    let holidays: HashSet<Date> = schedules
        .iter()
        .flat_map(|hours| &hours.holidays)
        .copied()
        .collect();
    let room = MOST_LOOKS / schedules.len();
    let mut candidates: Vec<Timestamp> = Vec::new();
    let mut every = true;
    for hours in &schedules {
        let today = hours.timezone.to_datetime(now).date();
        let coming = (0..DAYS).filter_map(|days| day(today, days));
        let around = holidays
            .iter()
            .flat_map(|holiday| (-1..=1).filter_map(|days| day(*holiday, days)));
        let coming = coming.flat_map(|date| boundaries(hours, date));
        candidates.extend(coming.filter(|instant| *instant > at));
        for date in around {
            if candidates.len() > room {
                every = false;
                break;
            }
            candidates.extend(boundaries(hours, date));
        }
    }
    candidates.sort_by_key(|instant| (*instant < at, *instant));
    candidates.dedup();
    every &= candidates.len() <= room;
    candidates.truncate(room);

    let signature =
        |at: Timestamp| -> Vec<bool> { schedules.iter().map(|hours| hours.is_open(at)).collect() };
    let mut seen = HashSet::from([signature(at)]);
    for instant in candidates {
        if seen.insert(signature(instant)) {
            if found.len() == MOST {
                return (found, false);
            }
            found.push(instant);
        }
    }
    (found, every)
}

/// The different opening hours; many nodes may have the same.
fn schedules<'p>(programs: &[&'p Program]) -> Vec<&'p Hours> {
    let nodes = programs.iter().flat_map(|program| &program.nodes);
    let mut known: HashMap<_, Vec<&TimeZone>> = HashMap::new();
    let mut all = Vec::new();
    for node in nodes {
        let Op::Hours { hours, .. } = &node.op else {
            continue;
        };
        let zones = known.entry((&hours.open, &hours.holidays)).or_default();
        if !zones.contains(&&hours.timezone) {
            zones.push(&hours.timezone);
            all.push(hours.as_ref());
        }
    }
    all
}

fn day(from: Date, days: i32) -> Option<Date> {
    from.checked_add(jiff::Span::new().days(days)).ok()
}

/// When a day begins at a place, and when it opens and closes there.
fn boundaries(hours: &Hours, date: Date) -> impl Iterator<Item = Timestamp> {
    let weekday = usize::try_from(date.weekday().to_monday_zero_offset());
    let spans = weekday.ok().and_then(|day| hours.open.get(day));
    let minutes = spans
        .into_iter()
        .flatten()
        .flat_map(|(from, to)| [*from, *to]);
    [0].into_iter().chain(minutes).filter_map(move |minute| {
        // The end of a day is the beginning of the next one.
        let (hour, minute) = (i8::try_from(minute / 60), i8::try_from(minute % 60));
        let time = Time::new(hour.ok()?, minute.ok()?, 0, 0).ok()?;
        let instant = hours.timezone.to_timestamp(date.to_datetime(time)).ok()?;
        Timestamp::from_unix_seconds(instant.as_second())
    })
}
