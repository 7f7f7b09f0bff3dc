//! The calls of an exploration, breadth first.

use std::collections::{BTreeMap, HashMap, VecDeque};

use voice_core::Timestamp;

use super::choices::choices;
use super::journey::{Journey, trimmed};
use super::steer::Steering;
use crate::program::Program;
use crate::simulate::{Call, CallKey, Item, Segment, Simulation};
use crate::step::Outcome;

/// How the call of a start differs from the given one.
#[derive(Clone, Default)]
pub(super) struct Start {
    pub(super) at: Option<Timestamp>,
    pub(super) variables: BTreeMap<String, String>,
}

/// A call that waits; all calls that wait alike are one.
pub(super) struct Stop {
    /// Where the first call came from: the stop before, and what was done there.
    came: Option<(usize, Option<Item>)>,
    pub(super) arcs: Vec<Arc>,
}

/// From one wait to the next, or to the end.
pub(super) struct Arc {
    pub(super) item: Option<Item>,
    /// `None` = the call ended.
    pub(super) to: Option<usize>,
    pub(super) ms: i64,
    pub(super) prompts: u32,
}

pub(super) struct Walk<'p> {
    program: &'p Program,
    steering: Steering,
    limit: usize,
    pub(super) starts: Vec<Start>,
    pub(super) stops: Vec<Stop>,
    /// The beginnings of calls, up to their first waits, by start.
    pub(super) roots: Vec<(usize, Arc)>,
    seen: HashMap<(usize, CallKey), usize>,
    pub(super) nodes: Vec<bool>,
    pub(super) edges: Vec<bool>,
    /// How calls ended, at which node, and the first way there.
    pub(super) endings: BTreeMap<(Outcome, String), (usize, Vec<Item>)>,
    pub(super) complete: bool,
}

impl<'p> Walk<'p> {
    pub(super) fn new(program: &'p Program, limit: usize) -> Self {
        Self {
            program,
            steering: Steering::of(program),
            limit,
            starts: Vec::new(),
            stops: Vec::new(),
            roots: Vec::new(),
            seen: HashMap::new(),
            nodes: vec![false; program.nodes.len()],
            edges: vec![false; program.edges.len()],
            endings: BTreeMap::new(),
            complete: true,
        }
    }

    pub(super) fn steering(&self) -> &Steering {
        &self.steering
    }

    /// Whether every node and edge of the program was reached.
    pub(super) fn is_covered(&self) -> bool {
        self.nodes.iter().chain(&self.edges).all(|reached| *reached)
    }

    /// Follows every call that begins in one way. `era` tells the instants apart.
    pub(super) fn run(&mut self, start: Start, era: usize, given: &Simulation) {
        let number = self.starts.len();
        let settings = journey(&start, Vec::new()).settings(given);
        self.starts.push(start);
        let mut queue = VecDeque::new();
        let mut call = Call::begin(self.program, &settings);
        let segment = call.segment();
        let arc = self.take(&mut queue, call, &segment, (number, era), None);
        self.roots.push((number, arc));
        if self.roots.len() == 1
            && let Some((_, call)) = queue.front()
        {
            // A caller can hang up at any wait; the first one is the shortest way to do so.
            let mut call: Call<'p> = Call::clone(call);
            call.answer(Some(&Item::Hangup));
            let at = (call.outcome(), call.node());
            self.endings.insert(at, (number, vec![Item::Hangup]));
        }
        while let Some((stop, call)) = queue.pop_front() {
            for item in choices(self.program, &self.steering, call.state()) {
                let mut next: Call<'p> = Call::clone(&call);
                next.answer(item.as_ref());
                let segment = next.segment();
                let came = Some((stop, item.clone()));
                let mut arc = self.take(&mut queue, next, &segment, (number, era), came);
                arc.item = item;
                if let Some(stop) = self.stops.get_mut(stop) {
                    stop.arcs.push(arc);
                }
            }
        }
    }

    /// Notes where a call got to, and lets it go on if none has been there.
    fn take(
        &mut self,
        queue: &mut VecDeque<(usize, Call<'p>)>,
        call: Call<'p>,
        segment: &Segment,
        (start, era): (usize, usize),
        came: Option<(usize, Option<Item>)>,
    ) -> Arc {
        for state in &segment.entered {
            let node = self.program.states.get(*state).map(|state| state.node);
            if let Some(reached) = node.and_then(|node| self.nodes.get_mut(node)) {
                *reached = true;
            }
        }
        for edge in &segment.edges {
            if let Some(reached) = self.edges.get_mut(*edge) {
                *reached = true;
            }
        }
        let to = if call.is_waiting() {
            self.stop(queue, call, era, came)
        } else {
            let ending = (call.outcome(), call.node());
            if !self.endings.contains_key(&ending) {
                let items = self.items(came.as_ref());
                self.endings.insert(ending, (start, items));
            }
            None
        };
        Arc {
            item: None,
            to,
            ms: segment.ms,
            prompts: segment.prompts,
        }
    }

    fn stop(
        &mut self,
        queue: &mut VecDeque<(usize, Call<'p>)>,
        call: Call<'p>,
        era: usize,
        came: Option<(usize, Option<Item>)>,
    ) -> Option<usize> {
        let key = (era, call.key(&self.steering.indices));
        if let Some(known) = self.seen.get(&key) {
            return Some(*known);
        }
        if self.stops.len() >= self.limit {
            self.complete = false;
            return None;
        }
        let number = self.stops.len();
        self.seen.insert(key, number);
        self.stops.push(Stop {
            came,
            arcs: Vec::new(),
        });
        queue.push_back((number, call));
        Some(number)
    }

    /// What was done to get somewhere.
    fn items(&self, came: Option<&(usize, Option<Item>)>) -> Vec<Item> {
        let mut items = Vec::new();
        let mut came = came;
        while let Some((stop, item)) = came {
            items.extend(item.clone());
            came = self.stops.get(*stop).and_then(|stop| stop.came.as_ref());
        }
        items.reverse();
        items
    }

    pub(super) fn journey(&self, start: usize, items: Vec<Item>) -> Journey {
        let start = self.starts.get(start).cloned().unwrap_or_default();
        journey(&start, items)
    }
}

fn journey(start: &Start, items: Vec<Item>) -> Journey {
    Journey {
        input: trimmed(items),
        at: start.at,
        variables: start.variables.clone(),
    }
}
