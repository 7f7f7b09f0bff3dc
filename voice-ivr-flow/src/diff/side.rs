//! One of the two versions.

use crate::ValidFlow;
use crate::explore::{Matters, Outline};
use crate::node::{Condition, Op as Compare, Operand};
use crate::program::{Accept, Op, Program};
use crate::simulate::Simulation;
use crate::step::Session;

/// One of the two versions of a flow.
pub(super) struct Side {
    /// With every variable that anybody can notice.
    pub(super) all: Outline,
    /// With those that decide the way.
    ways: Outline,
    /// The indices of the latter among the former.
    steering: Vec<usize>,
}

impl Side {
    pub(super) fn of(flow: &ValidFlow, given: &Simulation) -> Self {
        let program = Program::lower(flow);
        let all = Outline::of(flow, &program, given, Matters::Everything);
        let ways = Outline::of(flow, &program, given, Matters::Ways);
        let own = ways.program.variables.iter();
        let steering = own.filter_map(|own| all.program.variable(&own.name));
        Self {
            steering: steering.collect(),
            all,
            ways,
        }
    }

    /// The values that decide the way of a call from here on.
    pub(super) fn deciding<'s>(&'s self, session: &'s Session) -> impl Iterator<Item = &'s str> {
        let live = self.ways.live.variables(session.at());
        let live = live.filter_map(|at| self.steering.get(at));
        live.map(|at| session.value_at(&self.all.program, *at))
    }

    /// Whether the clock can decide the way of a call from here on.
    pub(super) fn looks_at_clock(&self, session: &Session) -> bool {
        self.ways.live.clock(session.at())
    }

    pub(super) fn name(&self, variable: usize) -> &str {
        let own = self.all.program.variables.get(variable);
        own.map_or("", |own| &own.name)
    }

    /// The value of a variable, if this version looks at one of that name.
    pub(super) fn value<'s>(&'s self, session: &'s Session, name: &str) -> Option<&'s str> {
        let at = self.all.program.variable(name)?;
        Some(session.value_at(&self.all.program, at))
    }

    /// Whether somebody can still notice the value of a variable.
    pub(super) fn notices(&self, session: &Session, name: &str) -> bool {
        let at = self.all.program.variable(name);
        at.is_some_and(|at| self.all.live.is_live(session.at(), at))
    }

    /// The comparisons of which samples say little, sorted.
    pub(super) fn opaque(&self) -> Vec<String> {
        let mut all = Vec::new();
        for node in &self.all.program.nodes {
            match &node.op {
                Op::Branch { cases, .. } => {
                    let cases = cases.iter().map(|(condition, _)| condition);
                    all.extend(cases.filter_map(opaque));
                }
                Op::Ask(ask) => {
                    if let Accept::Entry {
                        pattern: Some(pattern),
                        ..
                    } = &ask.accept
                    {
                        all.push(pattern.as_str().to_owned());
                    }
                }
                _ => {}
            }
        }
        all.sort_unstable();
        all
    }
}

fn opaque(condition: &Condition) -> Option<String> {
    let texts = match (&condition.value, condition.op) {
        (Operand::Pattern(pattern), _) => pattern.as_str().to_owned(),
        (
            Operand::Text(text),
            Compare::Contains | Compare::StartsWith | Compare::EndsWith | Compare::Matches,
        ) => text.to_string(),
        _ => return None,
    };
    Some(format!("{} {texts}", condition.op.as_str()))
}
