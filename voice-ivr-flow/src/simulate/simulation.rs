//! The settings of a run, and the run.

use std::collections::BTreeMap;

use voice_core::Timestamp;

use super::call::Call;
use super::notes::Events;
use super::run::Run;
use super::script::Script;
use crate::program::Program;
use crate::step::MAX_STEPS;

/// How calls are simulated: when they begin, which variables are given, how long they may be.
#[derive(Clone, PartialEq, Eq)]
pub struct Simulation {
    pub(super) at: Timestamp,
    pub(super) max_steps: u32,
    pub(super) variables: BTreeMap<String, String>,
}

impl Simulation {
    /// Calls that begin at an instant, with the variables' defaults, and end after 10,000 nodes.
    pub fn new(at: Timestamp) -> Self {
        Self {
            at,
            max_steps: MAX_STEPS,
            variables: BTreeMap::new(),
        }
    }

    /// Gives a variable a value.
    #[must_use]
    pub fn variable(mut self, name: impl Into<String>, value: impl Into<String>) -> Self {
        self.variables.insert(name.into(), value.into());
        self
    }

    /// Gives several variables a value.
    #[must_use]
    pub fn variables<N: Into<String>, V: Into<String>>(
        mut self,
        values: impl IntoIterator<Item = (N, V)>,
    ) -> Self {
        let values = values.into_iter();
        self.variables
            .extend(values.map(|(name, value)| (name.into(), value.into())));
        self
    }

    /// Lets the calls begin at another instant.
    #[must_use]
    pub fn begins(mut self, at: Timestamp) -> Self {
        self.at = at;
        self
    }

    /// Ends a call that enters more nodes than this.
    #[must_use]
    pub fn max_steps(mut self, steps: u32) -> Self {
        self.max_steps = steps;
        self
    }

    pub(crate) fn begin_at(&self) -> Timestamp {
        self.at
    }

    /// Whether a variable was given a value.
    pub(crate) fn gives(&self, name: &str) -> bool {
        self.variables.contains_key(name)
    }

    /// The value that a variable was given.
    pub(crate) fn value(&self, name: &str) -> Option<&str> {
        self.variables.get(name).map(String::as_str)
    }

    /// Runs one call. The same settings, program and script always give the same run.
    pub fn run(&self, program: &Program, script: &Script) -> Run {
        let mut events = Events::new();
        let mut call = Call::begin(program, self, &mut events);
        let mut items = script.items().iter();
        while call.is_waiting() {
            let next = items.as_slice().first();
            if call.answer(next, &mut events) {
                items.next();
            }
        }
        let mut variables = self.variables.clone();
        let values = call.session().values(program);
        variables.extend(values.map(|(name, value)| (name.to_owned(), value.to_owned())));
        Run {
            outcome: call.outcome(),
            duration_ms: call.clock(),
            variables,
            events: events.all,
            unused: items.len(),
        }
    }
}

impl std::fmt::Debug for Simulation {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Simulation")
            .field("at", &self.at)
            .field("max_steps", &self.max_steps)
            .field("variables", &self.variables.keys())
            .finish()
    }
}
