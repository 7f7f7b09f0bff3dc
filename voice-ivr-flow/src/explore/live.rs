//! Which variables can still matter where: liveness, backwards from every use.

use super::reads::{Matters, before, reads};
use crate::program::{Op, Program, State, StateIx, each_way};

/// How many steps backwards are taken; a variable whose turn does not come counts as alive everywhere, which is never
/// wrong.
const MOST_STEPS: usize = 8_000_000;

/// By state, what can still matter to a call that is there.
pub(crate) struct Live {
    /// Variables by their index, sorted.
    by_state: Vec<Vec<u32>>,
    /// Those that count as alive everywhere.
    always: Vec<u32>,
    /// Whether the clock is looked at.
    clock: Vec<bool>,
}

impl Live {
    pub(super) fn of(program: &Program, matters: Matters) -> Self {
        let uses = Uses::of(program, matters);
        let arrows = Backwards::of(program);
        let mut walk = Walk {
            arrows: &arrows,
            seen: vec![0; arrows.len()],
            round: 0,
            steps: MOST_STEPS,
        };
        let mut clock = vec![false; program.states.len()];
        walk.from(&uses.clock, None, |state| {
            if let Some(own) = clock.get_mut(state) {
                *own = true;
            }
        });
        if walk.steps == 0 {
            clock.fill(true);
        }
        let mut by_state = vec![Vec::new(); program.states.len()];
        let mut always = Vec::new();
        for (at, states) in uses.variables.iter().enumerate() {
            let Ok(variable) = u32::try_from(at) else {
                continue;
            };
            if walk.steps == 0 {
                always.push(variable);
                continue;
            }
            walk.from(states, Some(variable), |state| {
                if let Some(own) = by_state.get_mut(state) {
                    own.push(variable);
                }
            });
            if walk.steps == 0 {
                // Its own walk was cut short.
                always.push(variable);
            }
        }
        Self {
            by_state,
            always,
            clock,
        }
    }

    /// The variables whose values can matter from a state on.
    pub(crate) fn variables(&self, at: StateIx) -> impl Iterator<Item = usize> {
        let own = self.by_state.get(at).map_or(&[][..], Vec::as_slice);
        // The one whose walk was cut short is in both.
        let first = self.always.first().copied().unwrap_or(u32::MAX);
        let own = own.iter().filter(move |variable| **variable < first);
        own.chain(&self.always).map(|variable| *variable as usize)
    }

    /// Whether the value of a variable can matter from a state on.
    pub(crate) fn is_live(&self, at: StateIx, variable: usize) -> bool {
        let own = self.by_state.get(at).map_or(&[][..], Vec::as_slice);
        let is_in = |all: &[u32]| {
            all.binary_search_by_key(&variable, |own| *own as usize)
                .is_ok()
        };
        is_in(own) || is_in(&self.always)
    }

    /// Whether the instant at which the call began can matter from a state on.
    pub(crate) fn clock(&self, at: StateIx) -> bool {
        self.clock.get(at).copied().unwrap_or(true)
    }
}

/// The states in which a variable, or the clock, is looked at.
struct Uses {
    variables: Vec<Vec<StateIx>>,
    clock: Vec<StateIx>,
}

impl Uses {
    fn of(program: &Program, matters: Matters) -> Self {
        let mut all = Self {
            variables: vec![Vec::new(); program.variables.len()],
            clock: Vec::new(),
        };
        for (at, state) in program.states.iter().enumerate() {
            let Some((_, node)) = program.state(at) else {
                continue;
            };
            let mut names: Vec<&str> = Vec::new();
            let mut compared: Vec<&str> = Vec::new();
            reads(
                &node.op,
                matters,
                &mut |text| names.extend(text.holes()),
                &mut |name| compared.push(name),
            );
            if matters == Matters::Everything {
                before(state, &mut |text| names.extend(text.holes()));
            }
            match &node.op {
                Op::Set {
                    variable, value, ..
                } if program.variable(variable).is_some() => names.extend(value.holes()),
                Op::Hours { .. } => all.clock.push(at),
                _ => {}
            }
            names.append(&mut compared);
            names.sort_unstable();
            names.dedup();
            for name in names {
                let variable = program.variable(name);
                if let Some(own) = variable.and_then(|own| all.variables.get_mut(own)) {
                    own.push(at);
                }
            }
        }
        all
    }
}

/// From each state to those before it. Behind the states there is one more vertex a body, for its return: a subflow
/// counts as if it came back to every place that runs it, which is never wrong either.
struct Backwards {
    starts: Vec<usize>,
    /// The state before, and the variable that is set in between.
    from: Vec<(u32, u32)>,
}

const NOTHING: u32 = u32::MAX;

impl Backwards {
    fn of(program: &Program) -> Self {
        let states = program.states.len();
        let bodies = program.nodes.iter().map(|node| node.body + 1).max();
        let len = states + bodies.unwrap_or(0);
        let mut all: Vec<(usize, usize, u32)> = Vec::new();
        for (at, state) in program.states.iter().enumerate() {
            forward(program, state, &mut |from, to, set: Option<&str>| {
                let set = set.and_then(|name| u32::try_from(program.variable(name)?).ok());
                let from = match from {
                    Origin::State => at,
                    Origin::Body(body) => states + body,
                };
                let to = match to {
                    Target::State(to) => to,
                    Target::Body(body) => states + body,
                };
                all.push((to, from, set.unwrap_or(NOTHING)));
            });
        }
        all.sort_unstable();
        all.dedup();
        let mut starts = vec![0; len + 1];
        for (to, _, _) in &all {
            if let Some(count) = starts.get_mut(to + 1) {
                *count += 1;
            }
        }
        let mut sum = 0;
        for start in &mut starts {
            sum += *start;
            *start = sum;
        }
        let small = |at: usize| u32::try_from(at).unwrap_or(NOTHING);
        let from = all.into_iter().map(|(_, from, set)| (small(from), set));
        Self {
            starts,
            from: from.collect(),
        }
    }

    fn len(&self) -> usize {
        self.starts.len() - 1
    }

    fn before(&self, vertex: usize) -> &[(u32, u32)] {
        let start = self.starts.get(vertex).copied().unwrap_or_default();
        let end = self.starts.get(vertex + 1).copied().unwrap_or_default();
        self.from.get(start..end).unwrap_or_default()
    }
}

#[derive(Clone, Copy)]
enum Origin {
    State,
    /// Whatever returns from this body.
    Body(usize),
}

#[derive(Clone, Copy)]
enum Target {
    State(StateIx),
    Body(usize),
}

/// Calls a function with every state that can follow, and the variable that is surely set on the way there.
fn forward<'p>(
    program: &'p Program,
    state: &'p State,
    each: &mut dyn FnMut(Origin, Target, Option<&'p str>),
) {
    let Some(node) = program.nodes.get(state.node) else {
        return;
    };
    each_way(state, &node.op, &mut |to, set| {
        each(Origin::State, Target::State(to), set);
    });
    if let Some((entry, returns)) = node.op.subflow() {
        each(Origin::State, Target::State(entry), None);
        let callee = program.state(entry).map_or(0, |(_, node)| node.body);
        for to in returns {
            each(Origin::Body(callee), Target::State(to), None);
        }
    }
    if let Op::Return { .. } = &node.op {
        each(Origin::State, Target::Body(node.body), None);
    }
}

struct Walk<'a> {
    arrows: &'a Backwards,
    /// By vertex, the last round in which it was reached.
    seen: Vec<u32>,
    round: u32,
    /// How many are left.
    steps: usize,
}

impl Walk<'_> {
    /// Goes backwards from the uses of a variable until it is set.
    fn from(&mut self, uses: &[StateIx], variable: Option<u32>, mut reach: impl FnMut(StateIx)) {
        self.round += 1;
        let mut pending = uses.to_vec();
        while let Some(vertex) = pending.pop() {
            let Some(seen) = self.seen.get_mut(vertex) else {
                continue;
            };
            if std::mem::replace(seen, self.round) == self.round {
                continue;
            }
            reach(vertex);
            let before = self.arrows.before(vertex);
            self.steps = self.steps.saturating_sub(before.len() + 1);
            if self.steps == 0 {
                return;
            }
            let before = before.iter();
            let alive = before.filter(|(_, set)| variable.is_none_or(|own| own != *set));
            pending.extend(alive.map(|(from, _)| *from as usize));
        }
    }
}
