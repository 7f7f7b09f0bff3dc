//! The longest call without a way back.

use super::walk::{Arc, Walk};
use crate::simulate::Item;

/// The longest way from the start of a call to its end.
pub(super) struct Way {
    pub(super) ms: i64,
    pub(super) prompts: u32,
    pub(super) start: usize,
    pub(super) items: Vec<Item>,
}

/// Which arcs lead back, and the stops in an order in which every other arc leads forward.
pub(super) struct Forward {
    /// By stop and arc.
    back: Vec<Vec<bool>>,
    /// Ends first.
    order: Vec<usize>,
}

impl Forward {
    /// Depth first from the beginnings of calls, without recursion: a flow may be a long chain.
    pub(super) fn of(walk: &Walk<'_>) -> Self {
        #[derive(Clone, Copy, PartialEq)]
        enum Mark {
            New,
            Open,
            Done,
        }
        let mut marks = vec![Mark::New; walk.stops.len()];
        let mut back: Vec<Vec<bool>> = walk
            .stops
            .iter()
            .map(|stop| vec![false; stop.arcs.len()])
            .collect();
        let mut order = Vec::with_capacity(walk.stops.len());
        let mark = |marks: &[Mark], stop: usize| marks.get(stop).copied().unwrap_or(Mark::Done);
        for root in walk.roots.iter().filter_map(|(_, arc)| arc.to) {
            if mark(&marks, root) != Mark::New {
                continue;
            }
            let mut path = vec![(root, 0)];
            set(&mut marks, root, Mark::Open);
            while let Some((stop, next)) = path.last_mut() {
                let stop = *stop;
                let Some(arc) = walk.stops.get(stop).and_then(|stop| stop.arcs.get(*next)) else {
                    set(&mut marks, stop, Mark::Done);
                    order.push(stop);
                    path.pop();
                    continue;
                };
                let at = *next;
                *next += 1;
                let Some(to) = arc.to else {
                    continue;
                };
                match mark(&marks, to) {
                    Mark::New => {
                        set(&mut marks, to, Mark::Open);
                        path.push((to, 0));
                    }
                    Mark::Open => {
                        if let Some(leads_back) =
                            back.get_mut(stop).and_then(|arcs| arcs.get_mut(at))
                        {
                            *leads_back = true;
                        }
                    }
                    Mark::Done => {}
                }
            }
        }
        Self { back, order }
    }

    /// Whether a caller can come back to a wait.
    pub(super) fn has_loops(&self) -> bool {
        self.back.iter().flatten().any(|back| *back)
    }

    /// The way of the greatest length.
    pub(super) fn longest(&self, walk: &Walk<'_>, length: impl Fn(&Arc) -> i64) -> Option<Way> {
        // By stop, the greatest length from there to the end, and the arc that it begins with.
        let mut best: Vec<(i64, Option<usize>)> = vec![(0, None); walk.stops.len()];
        for stop in &self.order {
            let arcs = walk.stops.get(*stop).map_or(&[][..], |stop| &stop.arcs);
            let mut own = (0, None);
            for (at, arc) in arcs.iter().enumerate() {
                let leads_back = self.back.get(*stop).and_then(|arcs| arcs.get(at));
                if leads_back.copied().unwrap_or(false) {
                    continue;
                }
                let rest = arc
                    .to
                    .and_then(|to| best.get(to))
                    .map_or(0, |(rest, _)| *rest);
                let all = length(arc).saturating_add(rest);
                if own.1.is_none() || all > own.0 {
                    own = (all, Some(at));
                }
            }
            set(&mut best, *stop, own);
        }
        let total = |arc: &Arc| {
            let rest = arc
                .to
                .and_then(|to| best.get(to))
                .map_or(0, |(rest, _)| *rest);
            length(arc).saturating_add(rest)
        };
        // Of equally long ones the first: it begins as given.
        let (start, root) = walk.roots.iter().rev().max_by_key(|(_, arc)| total(arc))?;
        let mut items = Vec::new();
        let (mut ms, mut prompts) = (root.ms, root.prompts);
        let mut stop = root.to;
        while let Some(at) = stop {
            let Some((_, Some(first))) = best.get(at) else {
                break;
            };
            let Some(arc) = walk.stops.get(at).and_then(|stop| stop.arcs.get(*first)) else {
                break;
            };
            items.extend(arc.item.clone());
            ms = ms.saturating_add(arc.ms);
            prompts = prompts.saturating_add(arc.prompts);
            stop = arc.to;
        }
        Some(Way {
            ms,
            prompts,
            start: *start,
            items,
        })
    }
}

fn set<T>(all: &mut [T], at: usize, value: T) {
    if let Some(slot) = all.get_mut(at) {
        *slot = value;
    }
}
