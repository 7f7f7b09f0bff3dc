//! Calls that go round by themselves until they have entered too many nodes.
//!
//! A silent caller always comes to an end (§5.2), but an agent, a conference or a recording can lead back to itself
//! without anything being pressed or said.

use super::shortest::Shortest;
use super::walk::Walk;

/// How many ways to go round are told.
const MOST: usize = 64;

/// By way to go round, the wait on it, or on the way to it, that is nearest; and whether these are all.
pub(super) fn rounds(walk: &Walk<'_>, shortest: &Shortest) -> (Vec<usize>, bool) {
    #[derive(Clone, Copy)]
    enum Mark {
        New,
        /// On the way that is being followed.
        Open,
        /// Leads round on the way of this number, or to an end.
        Done(Option<usize>),
    }
    let next = |stop: usize| {
        let own = walk.stops.get(stop)?;
        own.arcs.first()?.to.stop()
    };
    let mut marks = vec![Mark::New; walk.stops.len()];
    let mut nearest: Vec<Option<usize>> = Vec::new();
    for root in 0..walk.stops.len() {
        let mut path = Vec::new();
        let mut at = Some(root);
        let leads = loop {
            let Some(stop) = at else {
                break None;
            };
            match marks.get_mut(stop) {
                Some(mark @ Mark::New) => {
                    *mark = Mark::Open;
                    path.push(stop);
                    at = next(stop);
                }
                Some(Mark::Open) => {
                    nearest.push(None);
                    break Some(nearest.len() - 1);
                }
                Some(Mark::Done(leads)) => break *leads,
                None => break None,
            }
        };
        for stop in path {
            if let Some(mark) = marks.get_mut(stop) {
                *mark = Mark::Done(leads);
            }
            let Some(known) = leads.and_then(|round| nearest.get_mut(round)) else {
                continue;
            };
            let length = shortest.length(stop);
            let nearer = known.is_none_or(|known| {
                length
                    .is_some_and(|length| shortest.length(known).is_none_or(|other| length < other))
            });
            if nearer && length.is_some() {
                *known = Some(stop);
            }
        }
    }
    let every = nearest.len() <= MOST;
    let found = nearest.into_iter().flatten().take(MOST);
    (found.collect(), every)
}
