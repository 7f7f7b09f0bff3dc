//! The longest call in which nobody comes back to a wait where the call has been.
//!
//! Where calls cannot go round, the waits are put in an order and the longest way is found from the end. Waits between
//! which calls can go round are taken together: no way passes one of them twice, so no way through them is longer than
//! the longest arcs of all of them, and one more that leaves. That is the bound. The way itself is searched for, which
//! may take too long where there are many; then a shorter one than the longest may be found, never a longer one.

use std::cmp::Reverse;
use std::collections::VecDeque;

use super::walk::{Arc, Stop, Walk};
use crate::validate::components::Arrows;

/// How many steps are spent on the way from one wait through those between which calls go round, and in all.
const MOST_STEPS: usize = 50_000;
const MOST_STEPS_IN_ALL: usize = 2_000_000;

/// How long an arc is, and how long one can be that leads the same way.
#[derive(Clone, Copy)]
pub(super) struct Length {
    pub(super) found: i64,
    pub(super) most: i64,
}

/// A wait, and what happened there.
type Step = (usize, usize);

/// The longest way from the start of a call to its end.
pub(super) struct Longest {
    pub(super) start: usize,
    pub(super) steps: Vec<Step>,
    /// No way is longer.
    pub(super) bound: i64,
}

/// The waits of a walk, those together between which calls can go round.
pub(super) struct Rounds {
    component: Vec<usize>,
    /// By component; one comes after those that it leads to.
    members: Vec<Vec<usize>>,
    has_loops: bool,
}

impl Rounds {
    pub(super) fn of(walk: &Walk<'_>) -> Self {
        let stops = walk.stops.iter();
        let next = stops.map(|stop| stop.arcs.iter().filter_map(|arc| arc.to.stop()));
        let arrows = Arrows::new(next);
        let (component, count) = arrows.components();
        let mut members = vec![Vec::new(); count];
        for (stop, own) in component.iter().enumerate() {
            if let Some(members) = members.get_mut(*own) {
                members.push(stop);
            }
        }
        let has_loops = members.iter().any(|own| own.len() > 1)
            || (0..arrows.len()).any(|own| arrows.loops(own));
        Self {
            component,
            members,
            has_loops,
        }
    }

    /// Whether a caller can come back to a wait.
    pub(super) fn has_loops(&self) -> bool {
        self.has_loops
    }

    /// The way of the greatest length; `None` if all come back.
    pub(super) fn longest(
        &self,
        walk: &Walk<'_>,
        length: impl Fn(&Arc) -> Length,
        hangup: fn(&Stop) -> i64,
    ) -> Option<Longest> {
        let mut search = Search {
            rounds: self,
            walk,
            length,
            hangup,
            ways: Vec::new(),
            out: vec![None; walk.stops.len()],
            visited: vec![false; walk.stops.len()],
            left: MOST_STEPS_IN_ALL,
        };
        search.ways.resize_with(walk.stops.len(), Way::default);
        let entries = self.entries(walk);
        for members in &self.members {
            match members.as_slice() {
                [one] => search.alone(*one),
                many => search.together(many, &entries),
            }
        }
        let roots = walk.roots.iter().enumerate();
        // Of equally long ones the first: it begins as given.
        let ends = roots.rev().filter_map(|(start, arc)| {
            let rest = search.rest(arc).found?;
            let all = (search.length)(arc).found.saturating_add(rest);
            Some((all, start, arc))
        });
        let (_, start, root) = ends.max_by_key(|(all, ..)| *all)?;
        let bounds = walk.roots.iter().filter_map(|arc| {
            let rest = search.rest(arc).bound?;
            Some((search.length)(arc).most.saturating_add(rest))
        });
        Some(Longest {
            start,
            steps: search.steps(root),
            bound: bounds.max()?,
        })
    }

    /// The waits that are reached from others than those with which they go round.
    fn entries(&self, walk: &Walk<'_>) -> Vec<bool> {
        let mut entries = vec![false; walk.stops.len()];
        let roots = walk.roots.iter().map(|arc| (None, arc));
        let arcs = walk.stops.iter().enumerate();
        let arcs = arcs.flat_map(|(from, stop)| stop.arcs.iter().map(move |arc| (Some(from), arc)));
        for (from, arc) in roots.chain(arcs) {
            let from = from.and_then(|from| self.component.get(from));
            if let Some(to) = arc.to.stop()
                && from != self.component.get(to)
                && let Some(entry) = entries.get_mut(to)
            {
                *entry = true;
            }
        }
        entries
    }
}

/// From a wait to the end of the call.
#[derive(Default)]
struct Way {
    /// How long the way is that was found; `None` if none leads out without coming back.
    found: Option<i64>,
    bound: Option<i64>,
    /// Up to the first wait with which this one does not go round; nothing if the way out of fewest waits is taken.
    steps: Vec<Step>,
}

/// What is known of a wait among those with which it goes round.
#[derive(Default)]
struct Member {
    /// Arcs within, the longest to each wait, longest first.
    within: Vec<Within>,
    /// How much a way gains at most that goes on within.
    gain: i64,
    /// The longest way out that was found.
    out: Option<(i64, usize)>,
    out_bound: Option<i64>,
}

/// An arc to another wait with which this one goes round.
#[derive(Clone, Copy)]
struct Within {
    length: Length,
    to: usize,
    arc: usize,
}

/// How long it is from the end of an arc on; `None` if no way is without coming back.
struct Rest {
    found: Option<i64>,
    bound: Option<i64>,
}

/// A wait on the way that is being searched.
#[derive(Clone, Copy)]
struct Passed {
    stop: usize,
    /// Which of its arcs comes next.
    next: usize,
    /// Up to here.
    so_far: Length,
    /// What it and the waits that were not passed can gain at most.
    gains: i64,
}

struct Search<'w, 'o, L> {
    rounds: &'w Rounds,
    walk: &'w Walk<'o>,
    length: L,
    /// How much longer a call gets by a hang-up.
    hangup: fn(&Stop) -> i64,
    ways: Vec<Way>,
    /// By wait among those that go round, the first arc of a way out of fewest waits.
    out: Vec<Option<usize>>,
    visited: Vec<bool>,
    left: usize,
}

impl<L: Fn(&Arc) -> Length> Search<'_, '_, L> {
    fn set(&mut self, stop: usize, way: Way) {
        if let Some(own) = self.ways.get_mut(stop) {
            *own = way;
        }
    }

    fn alone(&mut self, stop: usize) {
        let member = self.member(stop);
        let steps = member.out.map(|(_, arc)| (stop, arc));
        self.set(
            stop,
            Way {
                found: member.out.map(|(found, _)| found),
                bound: member.out_bound,
                steps: steps.into_iter().collect(),
            },
        );
    }

    fn rest(&self, arc: &Arc) -> Rest {
        match arc.to.stop() {
            Some(to) => {
                let way = self.ways.get(to);
                Rest {
                    found: way.and_then(|way| way.found),
                    bound: way.and_then(|way| way.bound),
                }
            }
            None => Rest {
                found: Some(0),
                bound: Some(0),
            },
        }
    }

    /// The longest way that was found, from its first wait on.
    fn steps(&self, root: &Arc) -> Vec<Step> {
        let mut steps: Vec<Step> = Vec::new();
        let mut stop = root.to.stop();
        // Whoever takes the way of fewest waits takes it to its end: the longest one from a wait on it may come back.
        let mut nearest = None;
        while let Some(at) = stop {
            let own = self.ways.get(at).map_or(&[][..], |way| &way.steps);
            let component = self.rounds.component.get(at);
            if own.is_empty() || nearest == component {
                nearest = component;
                let Some(arc) = self.out.get(at).copied().flatten() else {
                    break;
                };
                steps.push((at, arc));
            } else {
                steps.extend_from_slice(own);
            }
            let arc = steps.last().and_then(|(last, arc)| {
                let stop = self.walk.stops.get(*last)?;
                stop.arcs.get(*arc)
            });
            stop = arc.and_then(|arc| arc.to.stop());
        }
        steps
    }

    fn member(&self, stop: usize) -> Member {
        let own = self.rounds.component.get(stop);
        let Some(waiting) = self.walk.stops.get(stop) else {
            return Member::default();
        };
        // Whoever hangs up needs a moment, in which the wait may be over and the call as well.
        let mut member = Member {
            out_bound: Some((self.hangup)(waiting)),
            ..Member::default()
        };
        let arcs = &waiting.arcs;
        for (at, arc) in arcs.iter().enumerate() {
            let length = (self.length)(arc);
            if let Some(to) = arc.to.stop()
                && self.rounds.component.get(to) == own
            {
                if to != stop {
                    member.within.push(Within {
                        length,
                        to,
                        arc: at,
                    });
                    member.gain = member.gain.max(length.most);
                }
                continue;
            }
            let rest = self.rest(arc);
            if let Some(rest) = rest.found {
                let found = length.found.saturating_add(rest);
                if member.out.is_none_or(|(known, _)| found > known) {
                    member.out = Some((found, at));
                }
            }
            let bound = rest.bound.map(|rest| length.most.saturating_add(rest));
            member.out_bound = member.out_bound.max(bound);
        }
        let longest_first = |own: &Within| Reverse((own.length.found, own.length.most));
        // Of those that lead to the same wait the longest is enough; the bound is that of all of them.
        member
            .within
            .sort_by_key(|own| (own.to, longest_first(own)));
        member.within.dedup_by(|next, first| {
            let same = next.to == first.to;
            if same {
                first.length.most = first.length.most.max(next.length.most);
            }
            same
        });
        member
            .within
            .sort_by_key(|own| (longest_first(own), own.to));
        member
    }

    /// Waits between which calls can go round.
    fn together(&mut self, stops: &[usize], entries: &[bool]) {
        let members: Vec<Member> = stops.iter().map(|stop| self.member(*stop)).collect();
        let gains = members.iter().map(|own| own.gain);
        let all = gains.fold(0, i64::saturating_add);
        // Every wait is passed, and the last one is left instead.
        let last = members
            .iter()
            .filter_map(|own| Some(own.out_bound?.saturating_sub(own.gain)))
            .max();
        let Some(last) = last else {
            return;
        };
        let bound = all.saturating_add(last);
        let of = |stop: usize| members.get(stops.binary_search(&stop).ok()?);
        let nearest = self.ways_out(stops, &members);
        for (at, stop) in stops.iter().enumerate() {
            if entries.get(*stop) != Some(&true) {
                continue;
            }
            let mut way = self.through(*stop, &of, all, last);
            let nearest = nearest.get(at).copied().flatten();
            if way.found < nearest {
                way.found = nearest;
                way.steps = Vec::new();
            }
            way.bound = Some(way.bound.map_or(bound, |own| own.min(bound)));
            self.set(*stop, way);
        }
    }

    /// Notes a way out of every wait, of fewest waits, and says how long each is.
    fn ways_out(&mut self, stops: &[usize], members: &[Member]) -> Vec<Option<i64>> {
        let mut before: Vec<Vec<(usize, &Within)>> = vec![Vec::new(); stops.len()];
        for (from, member) in members.iter().enumerate() {
            for own in &member.within {
                let to = stops.binary_search(&own.to).ok();
                if let Some(before) = to.and_then(|to| before.get_mut(to)) {
                    before.push((from, own));
                }
            }
        }
        let mut found: Vec<Option<i64>> = vec![None; stops.len()];
        let mut queue = VecDeque::new();
        let outs = members.iter().enumerate();
        for (at, (length, arc)) in outs.filter_map(|(at, own)| Some((at, own.out?))) {
            queue.push_back((at, length, arc));
        }
        while let Some((at, length, arc)) = queue.pop_front() {
            let (Some(own), Some(stop)) = (found.get_mut(at), stops.get(at)) else {
                continue;
            };
            if own.is_some() {
                continue;
            }
            *own = Some(length);
            if let Some(out) = self.out.get_mut(*stop) {
                *out = Some(arc);
            }
            for (from, own) in before.get(at).into_iter().flatten() {
                queue.push_back((*from, length.saturating_add(own.length.found), own.arc));
            }
        }
        found
    }

    /// The longest way from a wait that passes no other one twice; a bound only if the search came to its end.
    fn through<'m>(
        &mut self,
        entry: usize,
        of: &impl Fn(usize) -> Option<&'m Member>,
        all: i64,
        last: i64,
    ) -> Way {
        let mut best: Option<(i64, Vec<Step>)> = None;
        let mut bound: Option<i64> = None;
        let mut steps: Vec<Step> = Vec::new();
        let mut path = vec![Passed {
            stop: entry,
            next: 0,
            so_far: Length { found: 0, most: 0 },
            gains: all,
        }];
        self.visit(entry, true);
        let mut left = MOST_STEPS.min(self.left);
        let mut complete = true;
        while let Some(own) = path.last_mut() {
            let Passed {
                stop,
                next,
                so_far,
                gains,
            } = *own;
            own.next += 1;
            let Some(member) = of(stop) else {
                break;
            };
            if next == 0 {
                if let Some((out, arc)) = member.out {
                    let length = so_far.found.saturating_add(out);
                    if best.as_ref().is_none_or(|(known, _)| length > *known) {
                        let own = steps.iter().copied().chain([(stop, arc)]);
                        best = Some((length, own.collect()));
                    }
                }
                let out = member.out_bound;
                bound = bound.max(out.map(|out| so_far.most.saturating_add(out)));
            }
            let Some(arc) = member.within.get(next) else {
                path.pop();
                steps.pop();
                self.visit(stop, false);
                continue;
            };
            if self.visited.get(arc.to).copied().unwrap_or(true) {
                continue;
            }
            let so_far = Length {
                found: so_far.found.saturating_add(arc.length.found),
                most: so_far.most.saturating_add(arc.length.most),
            };
            let gains = gains.saturating_sub(member.gain);
            // What the others can gain at most, and the best way out instead of one of them.
            let hope = so_far.most.saturating_add(gains).saturating_add(last);
            if bound.is_some_and(|bound| hope <= bound) {
                continue;
            }
            if left == 0 {
                complete = false;
                break;
            }
            left -= 1;
            self.left = self.left.saturating_sub(1);
            steps.push((stop, arc.arc));
            self.visit(arc.to, true);
            path.push(Passed {
                stop: arc.to,
                next: 0,
                so_far,
                gains,
            });
        }
        for own in path {
            self.visit(own.stop, false);
        }
        let (found, steps) = best.unzip();
        Way {
            found,
            bound: bound.filter(|_| complete),
            steps: steps.unwrap_or_default(),
        }
    }

    fn visit(&mut self, stop: usize, visited: bool) {
        if let Some(own) = self.visited.get_mut(stop) {
            *own = visited;
        }
    }
}
