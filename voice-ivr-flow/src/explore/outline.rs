//! What is known of a program before a call is followed.

use std::collections::HashSet;

use super::cut::Place;
use super::live::Live;
use super::pools::Pools;
use super::reads::{Matters, before, reads};
use crate::ValidFlow;
use crate::ident::Ident;
use crate::program::{Accept, Node, Op, Program, ProgramVariable};
use crate::simulate::Simulation;
use crate::step::Session;
use crate::template::Template;

/// A program with only the variables that matter, and what is known of them.
///
/// The machine is the same, and so are the states; a variable that is not there is empty and cannot be set.
pub(crate) struct Outline {
    pub(crate) program: Program,
    pub(crate) live: Live,
    pub(crate) pools: Pools,
    /// By variable, whether it may hold values that come from outside, of which only some are tried.
    sampled: Vec<bool>,
    /// By node, whether such values decide the way there.
    decides: Vec<bool>,
    bodies: Vec<Option<String>>,
}

impl Outline {
    pub(crate) fn of(
        flow: &ValidFlow,
        program: &Program,
        given: &Simulation,
        matters: Matters,
    ) -> Self {
        let names = mattering(program, matters);
        let variables = program.variables.iter();
        let kept: Vec<ProgramVariable> = variables
            .filter(|own| names.contains(own.name.as_str()))
            .cloned()
            .collect();
        let program = Program {
            variables: kept,
            ..program.clone()
        };
        let sampled = sampled(flow, &program, given);
        let decides = program.nodes.iter();
        let decides = decides
            .map(|node| decides_by_sample(&program, node, &sampled))
            .collect();
        Self {
            live: Live::of(&program, matters),
            pools: Pools::of(&program, given),
            sampled,
            decides,
            bodies: flow
                .graph()
                .bodies
                .iter()
                .map(|body| body.name.clone())
                .collect(),
            program,
        }
    }

    /// Whether values from outside, or the clock, decide the way at a node.
    pub(crate) fn decides(&self, node: usize) -> bool {
        self.decides.get(node).copied().unwrap_or(false)
    }

    /// Whether a variable may hold values from outside.
    pub(crate) fn is_sampled(&self, variable: usize) -> bool {
        self.sampled.get(variable).copied().unwrap_or(true)
    }

    /// The variables whose values can still matter when a call is in a state, with these values.
    pub(crate) fn values<'s>(
        &'s self,
        session: &'s Session,
    ) -> impl Iterator<Item = (usize, &'s str)> {
        let live = self.live.variables(session.at());
        live.map(|at| (at, session.value_at(&self.program, at)))
    }

    pub(crate) fn place(&self, node: usize) -> Place {
        let node = self.program.nodes.get(node);
        let flow = node.and_then(|node| self.bodies.get(node.body));
        Place {
            node: node.map_or_else(String::new, |node| node.id.to_string()),
            flow: flow.cloned().flatten(),
        }
    }
}

/// The variables that matter somewhere, and those of which they are made.
fn mattering(program: &Program, matters: Matters) -> HashSet<&str> {
    let mut found = Found::default();
    for node in &program.nodes {
        let mut names = Vec::new();
        reads(
            &node.op,
            matters,
            &mut |text| names.extend(text.holes()),
            &mut |name| found.add(name),
        );
        for name in names {
            found.add(name);
        }
    }
    if matters == Matters::Everything {
        for state in &program.states {
            before(state, &mut |text| {
                text.holes().for_each(|name| found.add(name));
            });
        }
    }
    let sets = Sets::of(program);
    while let Some(name) = found.pending.pop() {
        for value in sets.values(program.variable(name)) {
            value.holes().for_each(|name| found.add(name));
        }
    }
    found.all
}

#[derive(Default)]
struct Found<'p> {
    all: HashSet<&'p str>,
    pending: Vec<&'p str>,
}

impl<'p> Found<'p> {
    fn add(&mut self, name: &'p str) {
        if self.all.insert(name) {
            self.pending.push(name);
        }
    }
}

/// The values of the `set` nodes, by variable.
pub(super) struct Sets<'p>(Vec<Vec<&'p Template>>);

impl<'p> Sets<'p> {
    pub(super) fn of(program: &'p Program) -> Self {
        let mut all = vec![Vec::new(); program.variables.len()];
        for node in &program.nodes {
            if let Op::Set {
                variable, value, ..
            } = &node.op
                && let Some(own) = program.variable(variable).and_then(|at| all.get_mut(at))
            {
                own.push(value);
            }
        }
        Self(all)
    }

    pub(super) fn values(&self, variable: Option<usize>) -> &[&'p Template] {
        let own = variable.and_then(|at| self.0.get(at));
        own.map_or(&[], Vec::as_slice)
    }

    /// The variables, each with what it is set to.
    pub(super) fn iter(&self) -> impl Iterator<Item = (usize, &'p Template)> {
        let all = self.0.iter().enumerate();
        all.flat_map(|(at, values)| values.iter().map(move |value| (at, *value)))
    }
}

/// The variables that a node sets to something from outside.
pub(crate) fn taken<'p>(op: &'p Op, each: &mut dyn FnMut(&'p str)) {
    match op {
        Op::Ask(ask) => {
            if let Accept::Entry { variable, .. } = &ask.accept {
                each(variable);
            }
        }
        Op::Record(record) => record.recording.variable.iter().for_each(|own| each(own)),
        Op::Request { request, .. } => request.save.iter().for_each(|(own, _)| each(own)),
        Op::Agent(asked) => asked
            .agent
            .variables
            .iter()
            .map(Ident::as_str)
            .for_each(each),
        _ => {}
    }
}

fn sampled(flow: &ValidFlow, program: &Program, given: &Simulation) -> Vec<bool> {
    let mut pending: Vec<usize> = Vec::new();
    for node in &program.nodes {
        taken(&node.op, &mut |name| pending.extend(program.variable(name)));
    }
    let declared = flow.variables().iter();
    let free = declared.filter(|own| !given.gives(&own.name));
    pending.extend(free.filter_map(|own| program.variable(&own.name)));
    // By variable, those that are set to something with it.
    let mut readers = vec![Vec::new(); program.variables.len()];
    for (variable, value) in Sets::of(program).iter() {
        for name in value.holes() {
            if let Some(own) = program.variable(name).and_then(|at| readers.get_mut(at)) {
                own.push(variable);
            }
        }
    }
    let mut all = vec![false; program.variables.len()];
    while let Some(at) = pending.pop() {
        if let Some(own) = all.get_mut(at)
            && !std::mem::replace(own, true)
        {
            pending.extend(readers.get(at).into_iter().flatten());
        }
    }
    all
}

fn decides_by_sample(program: &Program, node: &Node, sampled: &[bool]) -> bool {
    let is_sampled = |name: &str| {
        let at = program.variable(name);
        at.and_then(|at| sampled.get(at)).copied().unwrap_or(false)
    };
    let text = |text: &Template| text.holes().any(is_sampled);
    match &node.op {
        Op::Hours { .. } => true,
        Op::Branch { cases, .. } => cases.iter().any(|(condition, _)| {
            is_sampled(&condition.variable) || condition.operands().iter().any(text)
        }),
        // One number that is always right is enough.
        Op::Dial(dialling) => dialling.dial.numbers.iter().all(text),
        Op::Transfer(transferring) => text(&transferring.transfer.number),
        Op::Sms { to, .. } => to.as_ref().is_some_and(text),
        _ => false,
    }
}
