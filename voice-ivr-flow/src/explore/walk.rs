//! The calls of an exploration: all that differ, as a graph of waits.

use std::cmp::Reverse;
use std::collections::{BTreeSet, BinaryHeap, HashMap};
use std::rc::Rc;

use voice_core::Timestamp;

use super::choices::{Choices, choices};
use super::combine::Values;
use super::cut::Cut;
use super::decisions::{Decisions, Exit};
use super::intern::{Interned, StackIx};
use super::lengths::Lengths;
use super::outline::Outline;
use crate::program::{Awaited, EdgeIx, Program, StateIx};
use crate::simulate::{Call, Item, Notes, Simulation};
use crate::step::{Action, Outcome, Session};

/// How many steps are taken, counted in nodes entered and in what it costs to copy a call.
const MOST_WORK: usize = 20_000_000;
/// How many waits lie between two reports of how far it is.
const REPORT_EVERY: usize = 1_024;

/// How the call of a start differs from the given one.
#[derive(Clone, Default)]
pub(super) struct Start {
    pub(super) at: Option<Timestamp>,
    pub(super) variables: Values,
}

/// A call that waits; all calls that wait alike are one.
pub(super) struct Stop {
    pub(super) state: StateIx,
    stack: StackIx,
    /// How much longer the call lasts if the caller hangs up; less than nothing while a prompt is heard.
    pub(super) hangup_ms: i64,
    /// One for each choice.
    pub(super) arcs: Vec<Arc>,
}

/// From one wait to the next, or to the end.
#[derive(Clone, Copy)]
pub(super) struct Arc {
    pub(super) to: To,
    /// Less than nothing where a key cuts a prompt short that the arc before counted whole.
    pub(super) ms: i64,
    /// As long as another item can take that leads the same way.
    pub(super) most_ms: i64,
    pub(super) prompts: u32,
}

#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum To {
    Stop(usize),
    Ending(usize),
    /// It was not followed.
    Cut,
}

impl To {
    pub(super) fn stop(self) -> Option<usize> {
        match self {
            Self::Stop(stop) => Some(stop),
            _ => None,
        }
    }
}

/// How a call ended, and at which node of which subflows.
pub(super) type Ended = (Outcome, StackIx, usize);

/// What the way of a call depends on from here.
#[derive(PartialEq, Eq, Hash)]
struct Key {
    state: StateIx,
    stack: StackIx,
    /// The opening hours that count for it; 0 where none can count any more.
    era: usize,
    values: Box<[u32]>,
}

pub(super) struct Walk<'o> {
    outline: &'o Outline,
    limit: usize,
    work: usize,
    pub(super) starts: Vec<Start>,
    pub(super) stops: Vec<Stop>,
    /// The beginnings of calls, up to their first waits, by start.
    pub(super) roots: Vec<Arc>,
    pub(super) endings: Vec<Ended>,
    ending_of: HashMap<Ended, usize>,
    seen: HashMap<Key, usize>,
    choices: HashMap<StateIx, Rc<Choices>>,
    /// Those that are still to be followed: first where fewest have been.
    pending: BinaryHeap<Reverse<(usize, usize)>>,
    /// By stop, its call and era until it is followed.
    calls: Vec<Option<(Call<'o>, usize)>>,
    /// By state, how many stops there are.
    been: Vec<usize>,
    pub(super) trail: Trail<'o>,
    pub(super) cut: BTreeSet<Cut>,
}

impl<'o> Walk<'o> {
    pub(super) fn new(outline: &'o Outline, lengths: &'o Lengths, limit: usize) -> Self {
        let program = &outline.program;
        Self {
            outline,
            limit,
            work: 0,
            starts: Vec::new(),
            stops: Vec::new(),
            roots: Vec::new(),
            endings: Vec::new(),
            ending_of: HashMap::new(),
            seen: HashMap::new(),
            choices: HashMap::new(),
            pending: BinaryHeap::new(),
            calls: Vec::new(),
            been: vec![0; program.states.len()],
            trail: Trail {
                outline,
                lengths,
                names: Interned::default(),
                nodes: vec![false; program.nodes.len()],
                edges: vec![false; program.edges.len()],
                decisions: Decisions::default(),
                steps: 0,
                prompts: 0,
                before: None,
            },
            cut: BTreeSet::new(),
        }
    }

    /// Begins a call. `era` tells the instants apart.
    pub(super) fn begin(&mut self, start: Start, era: usize, settings: &Simulation) {
        if self.is_spent() {
            return;
        }
        let call = Call::begin(&self.outline.program, settings, &mut self.trail);
        let root = self.take(call, era, 0);
        self.starts.push(start);
        self.roots.push(root);
    }

    /// Follows every call that began.
    pub(super) fn run(&mut self, progress: &mut dyn FnMut(usize)) {
        let mut followed = 0;
        while let Some(Reverse((_, stop))) = self.pending.pop() {
            let Some((call, era)) = self.calls.get_mut(stop).and_then(Option::take) else {
                continue;
            };
            followed += 1;
            if followed % REPORT_EVERY == 0 {
                progress(followed);
            }
            if self.is_spent() {
                return;
            }
            let choices = self.choices(call.session().at());
            let mut arcs = Vec::with_capacity(choices.all.len());
            for choice in &choices.all {
                if self.is_spent() {
                    break;
                }
                let before = call.clock();
                let mut next = call.clone();
                next.answer(choice.item.as_ref(), &mut self.trail);
                let mut arc = self.take(next, era, before);
                let slack = i64::try_from(choice.slack_ms).unwrap_or(i64::MAX);
                arc.most_ms = arc.ms.saturating_add(slack);
                arcs.push(arc);
            }
            if let Some(stop) = self.stops.get_mut(stop) {
                stop.arcs = arcs;
            }
        }
    }

    fn is_spent(&mut self) -> bool {
        if self.work < MOST_WORK {
            return false;
        }
        self.cut.insert(Cut::Work);
        true
    }

    /// What can happen at a state, which is always the same.
    pub(super) fn choices(&mut self, state: StateIx) -> Rc<Choices> {
        if let Some(known) = self.choices.get(&state) {
            return Rc::clone(known);
        }
        let own = Rc::new(choices(self.outline, state));
        let node = self.outline.program.state(state).map(|(own, _)| own.node);
        if let Some(node) = node {
            let place = || self.outline.place(node);
            self.cut.extend(own.missing.iter().map(|exit| Cut::Unseen {
                place: place(),
                exit: (*exit).to_owned(),
            }));
            if own.combined {
                let place = Some(place());
                self.cut.insert(Cut::Combinations { place });
            }
        }
        self.choices.insert(state, Rc::clone(&own));
        own
    }

    /// The item of an arc, and the kind of wait that it answers.
    pub(super) fn item(&self, stop: usize, arc: usize) -> Option<&Item> {
        let stop = self.stops.get(stop)?;
        let choice = self.choices.get(&stop.state)?.all.get(arc)?;
        choice.item.as_ref()
    }

    pub(super) fn kind(&self, stop: usize) -> Option<Awaited> {
        let stop = self.stops.get(stop)?;
        self.outline.program.state(stop.state)?.1.op.awaits()
    }

    /// Where a call waits.
    pub(super) fn path(&self, stop: usize) -> String {
        let Some(stop) = self.stops.get(stop) else {
            return String::new();
        };
        let program = &self.outline.program;
        let node = program.state(stop.state).map_or(0, |(own, _)| own.node);
        self.trail.names.path(program, stop.stack, node)
    }

    /// Notes where a call got to, and lets it go on if none has been there.
    fn take(&mut self, call: Call<'o>, era: usize, before: u64) -> Arc {
        let session = call.session();
        let (steps, prompts) = self.trail.reset();
        let size = self.outline.program.variables.len() + session.stack().len();
        self.work += 1 + steps + size / 8;
        let ms = between(before, call.clock());
        let stack = self.trail.names.stack(session.stack());
        let to = if call.is_waiting() {
            self.stop(call, stack, era)
        } else {
            let state = self.outline.program.state(session.at());
            let node = state.map_or(0, |(own, _)| own.node);
            if call.outcome() == Outcome::MaxSteps {
                let place = self.outline.place(node);
                self.cut.insert(Cut::MaxSteps { place });
            }
            let ended = (call.outcome(), stack, node);
            let next = self.endings.len();
            let at = *self.ending_of.entry(ended).or_insert(next);
            if at == next {
                self.endings.push(ended);
            }
            To::Ending(at)
        };
        Arc {
            to,
            ms,
            most_ms: ms,
            prompts,
        }
    }

    fn stop(&mut self, call: Call<'o>, stack: StackIx, era: usize) -> To {
        let session = call.session();
        let state = session.at();
        let names = &mut self.trail.names;
        let values = self.outline.values(session);
        let key = Key {
            state,
            stack,
            era: if self.outline.live.clock(state) {
                era
            } else {
                0
            },
            values: values.map(|(_, value)| names.value(value)).collect(),
        };
        self.work += key.values.len() / 8;
        if let Some(known) = self.seen.get(&key) {
            return To::Stop(*known);
        }
        let number = self.stops.len();
        if number >= self.limit {
            self.cut.insert(Cut::Waits { limit: self.limit });
            return To::Cut;
        }
        self.work += key.values.len() + self.outline.program.variables.len();
        self.seen.insert(key, number);
        self.stops.push(Stop {
            state,
            stack,
            hangup_ms: between(call.clock(), call.hangs_up_at()),
            arcs: Vec::new(),
        });
        self.calls.push(Some((call, era)));
        let been = self.been.get_mut(state);
        let been = been.map_or(0, |been| std::mem::replace(been, *been + 1));
        self.pending.push(Reverse((been, number)));
        To::Stop(number)
    }
}

/// From one time to another that may be earlier.
fn between(from_ms: u64, to_ms: u64) -> i64 {
    let small = |ms: u64| i64::try_from(ms).unwrap_or(i64::MAX);
    small(to_ms).saturating_sub(small(from_ms))
}

/// Notes what calls reach, and how long it takes.
pub(super) struct Trail<'o> {
    outline: &'o Outline,
    lengths: &'o Lengths,
    pub(super) names: Interned,
    pub(super) nodes: Vec<bool>,
    pub(super) edges: Vec<bool>,
    pub(super) decisions: Decisions,
    /// Since the last wait.
    steps: usize,
    prompts: u32,
    /// The state whose first sound was heard, if it has two.
    before: Option<StateIx>,
}

impl Trail<'_> {
    fn reset(&mut self) -> (usize, u32) {
        (
            std::mem::take(&mut self.steps),
            std::mem::take(&mut self.prompts),
        )
    }
}

impl Notes for Trail<'_> {
    const TEXTS: bool = false;

    fn note(&mut self, _: u64, program: &Program, session: &Session, action: Action<'_>) {
        match action {
            Action::Enter { .. } => {
                self.steps += 1;
                let node = program.state(session.at()).map(|(state, _)| state.node);
                if let Some(reached) = node.and_then(|node| self.nodes.get_mut(node)) {
                    *reached = true;
                }
                self.decisions.enter(self.outline, &mut self.names, session);
            }
            Action::Wait(_) => self.decisions.leave(Exit::Somebody),
            Action::Dialled { .. } | Action::Transferred { .. } | Action::Texted { .. } => {
                self.decisions.leave(Exit::Nobody);
            }
            // It was not left at all.
            Action::End(Outcome::MaxSteps) => self.decisions.forget(),
            Action::End(_) => self.decisions.leave(Exit::End),
            _ => {}
        }
    }

    fn heard(&mut self, session: &Session) -> u64 {
        let state = session.at();
        let first = self.before.take() != Some(state);
        let heard = self.lengths.of_state(state, first);
        if first && heard.has_more {
            self.before = Some(state);
        }
        self.prompts += u32::from(heard.ms > 0);
        heard.ms
    }

    fn walked(&mut self, edge: EdgeIx) {
        if let Some(reached) = self.edges.get_mut(edge) {
            *reached = true;
        }
        self.decisions.leave(Exit::Edge(edge));
    }
}
