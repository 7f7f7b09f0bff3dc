//! Which journeys of callers differ between two versions of a flow.
//!
//! Both versions take the same caller, step by step, as an [exploration](crate::explore) does. Where one says, does or
//! asks something else than the other, or ends otherwise, that is a change, and the caller goes no further. Ids of
//! nodes, layout and times are no difference: nobody hears them. A difference is reported once, with a shortest way
//! to it: another journey that does the same at the same node, or in which the same lines come and go, is not told. Declared variables that can change the way are also given other values than their defaults.

use std::collections::{HashSet, VecDeque};
use std::fmt;

use serde::Serialize;
use voice_core::Timestamp;

use crate::ValidFlow;
use crate::explore::{Journey, Steering, assignments, choices, instants, trimmed};
use crate::program::Program;
use crate::simulate::{Call, CallKey, EventKind, Item, Script, Segment, Simulation};

/// The most pairs of calls that are followed.
const MOST: usize = 100_000;

/// Compares two versions of a flow by what callers hear and get, from an instant on.
///
/// `hours` nodes are also compared at later instants at which they are open or closed. The same two flows always give
/// the same differences.
pub fn diff(old: &ValidFlow, new: &ValidFlow, at: Timestamp) -> Differences {
    let programs = (Program::lower(old), Program::lower(new));
    let mut pairs = Pairs {
        steering: (Steering::of(&programs.0), Steering::of(&programs.1)),
        old: &programs.0,
        new: &programs.1,
        seen: HashSet::new(),
        told: HashSet::new(),
        places: HashSet::new(),
        stops: Vec::new(),
        changes: Vec::new(),
        complete: true,
    };
    let given = Simulation::new(at);
    let mut times = instants(&programs.0, at);
    times.extend(instants(&programs.1, at));
    let mut values = assignments(old, &pairs.steering.0, &given);
    values.extend(assignments(new, &pairs.steering.1, &given));
    let mut begun = HashSet::new();
    for (era, instant) in times.into_iter().enumerate() {
        for variables in &values {
            if begun.insert((instant, variables)) {
                let start = Journey {
                    input: Script::default(),
                    at: Some(instant).filter(|_| instant != at),
                    variables: variables.clone(),
                };
                pairs.run(era, &start, &given);
            }
        }
    }
    Differences {
        changes: pairs.changes,
        complete: pairs.complete,
    }
}

/// What differs between two versions of a flow. Serialises to JSON; `Display` writes it for people.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[non_exhaustive]
pub struct Differences {
    /// The journeys that go otherwise; those with fewer waits first.
    pub changes: Vec<Change>,
    /// Whether all journeys were compared; otherwise there were too many.
    pub complete: bool,
}

/// A journey that goes otherwise. `Debug` shows no texts.
#[derive(Clone, PartialEq, Eq, Serialize)]
#[non_exhaustive]
pub struct Change {
    /// What the caller does until the difference.
    #[serde(flatten)]
    pub journey: Journey,
    /// What happens then in the old version.
    pub old: Vec<String>,
    /// What happens then in the new version.
    pub new: Vec<String>,
}

impl fmt::Debug for Change {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Change")
            .field("journey", &self.journey)
            .finish_non_exhaustive()
    }
}

impl Differences {
    /// Whether no caller would notice the difference.
    pub fn is_empty(&self) -> bool {
        self.changes.is_empty()
    }
}

impl fmt::Display for Differences {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for change in &self.changes {
            writeln!(f, "{}", change.journey)?;
            for (mark, lines, others) in [
                ("-", &change.old, &change.new),
                ("+", &change.new, &change.old),
            ] {
                for line in lines.iter().filter(|line| !others.contains(line)) {
                    writeln!(f, "  {mark} {line}")?;
                }
            }
        }
        if !self.complete {
            writeln!(f, "there are too many journeys: not all were compared")?;
        }
        match self.changes.len() {
            0 if self.complete => writeln!(f, "no caller notices a difference"),
            1 => writeln!(f, "1 journey changed"),
            count => writeln!(f, "{count} journeys changed"),
        }
    }
}

struct Pairs<'p> {
    old: &'p Program,
    new: &'p Program,
    steering: (Steering, Steering),
    seen: HashSet<(usize, CallKey, CallKey)>,
    /// The lines that come and go in the differences that were reported.
    told: HashSet<(Vec<String>, Vec<String>)>,
    /// Where they were.
    places: HashSet<Place>,
    /// By pair, where it came from.
    stops: Vec<Option<(usize, Option<Item>)>>,
    changes: Vec<Change>,
    complete: bool,
}

/// The nodes that two calls waited at, and what was done there; `None` at their beginning.
type Place = Option<(String, String, Option<Item>)>;
type Queue<'p> = VecDeque<(usize, Call<'p>, Call<'p>)>;

impl<'p> Pairs<'p> {
    fn run(&mut self, era: usize, start: &Journey, given: &Simulation) {
        let settings = start.settings(given);
        let mut queue = Queue::new();
        let old = Call::begin(self.old, &settings);
        let new = Call::begin(self.new, &settings);
        self.meet(&mut queue, (era, start), None, (old, new), None);
        while let Some((stop, old, new)) = queue.pop_front() {
            let mut items = choices(self.old, &self.steering.0, old.state());
            for item in choices(self.new, &self.steering.1, new.state()) {
                if !items.contains(&item) {
                    items.push(item);
                }
            }
            for item in items {
                let place = Some((old.node(), new.node(), item.clone()));
                let (mut old, mut new) = (old.clone(), new.clone());
                old.answer(item.as_ref());
                new.answer(item.as_ref());
                self.meet(
                    &mut queue,
                    (era, start),
                    Some((stop, item)),
                    (old, new),
                    place,
                );
            }
        }
    }

    fn meet(
        &mut self,
        queue: &mut Queue<'p>,
        (era, start): (usize, &Journey),
        came: Option<(usize, Option<Item>)>,
        (mut old, mut new): (Call<'p>, Call<'p>),
        place: Place,
    ) {
        let before = happened(&old.segment(), &old);
        let after = happened(&new.segment(), &new);
        if before != after {
            if self.is_new(&before, &after, place) {
                self.changes.push(Change {
                    journey: Journey {
                        input: trimmed(self.items(came.as_ref())),
                        ..start.clone()
                    },
                    old: before,
                    new: after,
                });
            }
            return;
        }
        if !old.is_waiting() {
            return;
        }
        let key = (
            era,
            old.key(&self.steering.0.indices),
            new.key(&self.steering.1.indices),
        );
        if self.stops.len() >= MOST {
            self.complete = false;
        } else if self.seen.insert(key) {
            queue.push_back((self.stops.len(), old, new));
            self.stops.push(came);
        }
    }

    fn is_new(&mut self, before: &[String], after: &[String], place: Place) -> bool {
        let only = |one: &[String], other: &[String]| -> Vec<String> {
            let own = one.iter().filter(|line| !other.contains(line));
            own.cloned().collect()
        };
        let mut lines = (only(before, after), only(after, before));
        if lines.0.is_empty() && lines.1.is_empty() {
            // Only their order or number differs.
            lines = (before.to_vec(), after.to_vec());
        }
        // Both are noted, whichever of them is known.
        let new_place = self.places.insert(place);
        self.told.insert(lines) && new_place
    }

    fn items(&self, came: Option<&(usize, Option<Item>)>) -> Vec<Item> {
        let mut items = Vec::new();
        let mut came = came;
        while let Some((stop, item)) = came {
            items.extend(item.clone());
            came = self.stops.get(*stop).and_then(Option::as_ref);
        }
        items.reverse();
        items
    }
}

/// What a caller notices of a segment, a line each; the last one says what is waited for, or how it ended.
fn happened(segment: &Segment, call: &Call<'_>) -> Vec<String> {
    let noticed = segment.events.iter().filter(|event| {
        !matches!(
            event.kind,
            EventKind::Enter | EventKind::End | EventKind::Set { .. } | EventKind::Request { .. }
        )
    });
    let mut lines: Vec<String> = noticed.map(|event| event.kind.line()).collect();
    lines.push(match call.waits_for() {
        Some(wait) => format!("waits for {wait}"),
        None => format!("ends: {}", call.outcome()),
    });
    lines
}
