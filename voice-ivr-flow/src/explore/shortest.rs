//! The shortest way to every ending: fewest keys.

use std::cmp::Reverse;
use std::collections::BinaryHeap;

use super::kinds::Kinds;
use super::walk::{Arc, To, Walk};
use crate::simulate::Item;

/// How many arcs are looked at, at most.
const MOST_WORK: usize = 20_000_000;

/// How far a way is: the keys and other items that have to be written, then the start, then the waits.
type Length = (usize, usize, usize);

/// The wait before, by its place among those that were reached, and the arc by which it was left.
type Came = (usize, usize, Written);

/// The end of a shortest way to a wait.
struct Reached {
    stop: usize,
    /// The waits since the last written item that nothing is written for: they would take one of their kind.
    silent: Kinds,
    /// Where it came from, and by which arc.
    came: Option<Came>,
    start: usize,
    length: Length,
}

/// Whether the item of an arc has to stand in the list.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Written {
    No,
    Yes,
}

/// The shortest ways.
pub(super) struct Shortest {
    reached: Vec<Reached>,
    /// By ending, the start, and the last wait with what happened there; `None` if a call ends at once.
    endings: Vec<Option<(usize, Option<Came>)>>,
    /// By stop, the nearest way.
    pub(super) stops: Vec<Option<usize>>,
    /// Whether all of them were found.
    pub(super) complete: bool,
}

impl Shortest {
    /// Nearest first, over all starts.
    pub(super) fn of(walk: &Walk<'_>) -> Self {
        let mut search = Search {
            walk,
            heap: BinaryHeap::new(),
            pending: Vec::new(),
            settled: vec![Vec::new(); walk.stops.len()],
            found: Self {
                reached: Vec::new(),
                endings: vec![None; walk.endings.len()],
                stops: vec![None; walk.stops.len()],
                complete: true,
            },
            lengths: vec![None; walk.endings.len()],
        };
        for (start, root) in walk.roots.iter().enumerate() {
            search.go(root, (0, start, 0), start, Kinds::default(), None);
        }
        search.run();
        search.found
    }

    /// The start of a way to an ending, and what has to be written on it.
    pub(super) fn to_ending(&self, walk: &Walk<'_>, ending: usize) -> Option<(usize, Vec<Item>)> {
        let (start, last) = self.endings.get(ending)?.as_ref()?;
        Some((*start, self.items(walk, *last)))
    }

    /// The start of a way to a wait, how long it is, and what has to be written on it.
    pub(super) fn to_stop(&self, walk: &Walk<'_>, stop: usize) -> Option<(usize, Vec<Item>)> {
        let at = (*self.stops.get(stop)?)?;
        let reached = self.reached.get(at)?;
        Some((reached.start, self.items(walk, reached.came)))
    }

    /// How far the nearest way to a wait is.
    pub(super) fn length(&self, stop: usize) -> Option<Length> {
        let at = (*self.stops.get(stop)?)?;
        self.reached.get(at).map(|reached| reached.length)
    }

    fn items(&self, walk: &Walk<'_>, last: Option<Came>) -> Vec<Item> {
        let mut items = Vec::new();
        let mut came = last;
        while let Some((at, arc, written)) = came {
            let Some(reached) = self.reached.get(at) else {
                break;
            };
            if written == Written::Yes {
                items.extend(walk.item(reached.stop, arc).cloned());
            }
            came = reached.came;
        }
        items.reverse();
        items
    }
}

struct Search<'w, 'o> {
    walk: &'w Walk<'o>,
    heap: BinaryHeap<Reverse<(Length, usize)>>,
    pending: Vec<Option<Reached>>,
    /// By stop, the silent waits of the ways that were followed from there.
    settled: Vec<Vec<Kinds>>,
    found: Shortest,
    /// By ending, how far it is.
    lengths: Vec<Option<Length>>,
}

impl Search<'_, '_> {
    fn run(&mut self) {
        let mut work = 0;
        while let Some(Reverse((_, at))) = self.heap.pop() {
            let Some(reached) = self.pending.get_mut(at).and_then(Option::take) else {
                continue;
            };
            let stop = reached.stop;
            let Some(settled) = self.settled.get_mut(stop) else {
                continue;
            };
            // A nearer way after which fewer items are taken by mistake is as good.
            if settled
                .iter()
                .any(|silent| silent.is_within(reached.silent))
            {
                continue;
            }
            settled.push(reached.silent);
            let (silent, start, length) = (reached.silent, reached.start, reached.length);
            let from = self.found.reached.len();
            self.found.reached.push(reached);
            if let Some(nearest) = self.found.stops.get_mut(stop) {
                nearest.get_or_insert(from);
            }
            let arcs = self.walk.stops.get(stop).map_or(0, |own| own.arcs.len());
            work += arcs + 1;
            if work > MOST_WORK {
                self.found.complete = false;
                return;
            }
            self.leave(stop, from, silent, start, length);
        }
    }

    fn leave(&mut self, stop: usize, from: usize, silent: Kinds, start: usize, length: Length) {
        let walk = self.walk;
        let (Some(kind), Some(own)) = (walk.kind(stop), walk.stops.get(stop)) else {
            return;
        };
        let (keys, rank, waits) = length;
        for (at, arc) in own.arcs.iter().enumerate() {
            if at == 0 {
                let came = Some((from, at, Written::No));
                self.go(arc, (keys, rank, waits + 1), start, silent.with(kind), came);
            }
            // One that would be taken by a wait before this one cannot be written.
            if let Some(item) = walk.item(stop, at)
                && !silent.has(kind)
            {
                let came = Some((from, at, Written::Yes));
                let length = (keys + cost(item), rank, waits + 1);
                self.go(arc, length, start, Kinds::default(), came);
            }
        }
    }

    fn go(&mut self, arc: &Arc, length: Length, start: usize, silent: Kinds, came: Option<Came>) {
        match arc.to {
            To::Stop(stop) => {
                let dominated = self
                    .settled
                    .get(stop)
                    .is_some_and(|settled| settled.iter().any(|known| known.is_within(silent)));
                if dominated {
                    return;
                }
                let at = self.pending.len();
                self.pending.push(Some(Reached {
                    stop,
                    silent,
                    came,
                    start,
                    length,
                }));
                self.heap.push(Reverse((length, at)));
            }
            To::Ending(ending) => {
                if let Some(known) = self.lengths.get_mut(ending)
                    && known.is_none_or(|known| length < known)
                {
                    *known = Some(length);
                    if let Some(own) = self.found.endings.get_mut(ending) {
                        *own = Some((start, came));
                    }
                }
            }
            To::Cut => {}
        }
    }
}

/// What an item costs: its keys; anything else counts as one.
fn cost(item: &Item) -> usize {
    match item {
        Item::Keys(keys) => keys.len(),
        _ => 1,
    }
}
