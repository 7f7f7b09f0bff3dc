//! The state of one call.

use std::fmt;

use serde::{Deserialize, Serialize};

use crate::program::{Program, StateIx, Version};
use crate::step::Outcome;

/// The state of one call: where it is, its variables, and the subflows that it is in.
///
/// Serialises small; values are not hidden there, so it leaves the machine only signed or encrypted. It belongs to
/// one version of one flow, and a step of any other refuses it. `Debug` hides values.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Session {
    /// The version of the flow.
    #[serde(rename = "flow")]
    pub(super) version: Version,
    pub(super) at: StateIx,
    pub(super) phase: Phase,
    /// The states of the `subflow` nodes that are being run, outermost first.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub(super) stack: Vec<StateIx>,
    /// By variable of the program; what is missing at the end or `None` was never set.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub(super) set: Vec<Option<String>>,
    /// How many nodes were entered.
    pub(super) steps: u32,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub(super) enum Phase {
    /// Nothing has happened yet.
    New,
    /// The state waits for an answer.
    Waiting,
    Ended(Outcome),
}

impl Program {
    /// A new call with values for its variables; names that no node reads or sets are ignored.
    pub fn session<'v>(&self, values: impl IntoIterator<Item = (&'v str, &'v str)>) -> Session {
        let mut session = Session {
            version: self.version,
            at: 0,
            phase: Phase::New,
            stack: Vec::new(),
            set: Vec::new(),
            steps: 0,
        };
        for (name, value) in values {
            session.put(self, name, value.to_owned());
        }
        session
    }
}

impl Session {
    /// The version of the flow that the call runs on.
    pub fn version(&self) -> &str {
        self.version.as_str()
    }

    /// How the call ended, if it did.
    pub fn outcome(&self) -> Option<Outcome> {
        match self.phase {
            Phase::Ended(outcome) => Some(outcome),
            Phase::New | Phase::Waiting => None,
        }
    }

    /// How many nodes were entered (§6.1).
    pub fn steps(&self) -> u32 {
        self.steps
    }

    /// The name of the state that the call is in; `None` if the session is of another program.
    pub fn state<'p>(&self, program: &'p Program) -> Option<&'p str> {
        let (state, _) = program.state(self.at)?;
        Some(&state.name)
    }

    /// The id of the node that the call is at, behind the ids of the `subflow` nodes around it: `sub1/ask`.
    pub fn node(&self, program: &Program) -> String {
        let mut path = String::new();
        for at in &self.stack {
            if let Some((_, node)) = program.state(*at) {
                path.push_str(&node.id);
                path.push('/');
            }
        }
        if let Some((_, node)) = program.state(self.at) {
            path.push_str(&node.id);
        }
        path
    }

    /// A variable's value: what was given or set, else its default; `None` if the program has no such variable.
    pub fn value<'s>(&'s self, program: &'s Program, name: &str) -> Option<&'s str> {
        let at = program.variable(name)?;
        self.set
            .get(at)
            .and_then(Option::as_deref)
            .or_else(|| program.variables.get(at).map(|own| own.default.as_str()))
    }

    /// Every variable that has a value, sorted by name: what was given or set, and defaults that are not empty.
    pub fn values<'s>(&'s self, program: &'s Program) -> impl Iterator<Item = (&'s str, &'s str)> {
        program
            .variables
            .iter()
            .enumerate()
            .filter_map(|(at, own)| {
                let set = self.set.get(at).and_then(Option::as_deref);
                let default = Some(own.default.as_str()).filter(|value| !value.is_empty());
                Some((own.name.as_str(), set.or(default)?))
            })
    }

    /// Sets a variable, cut to [`LONGEST_VALUE`]; a name that the program does not have is ignored.
    pub(crate) fn put(&mut self, program: &Program, name: &str, mut value: String) {
        cut(&mut value);
        let Some(at) = program.variable(name) else {
            return;
        };
        if self.set.len() <= at {
            self.set.resize(at + 1, None);
        }
        if let Some(slot) = self.set.get_mut(at) {
            *slot = Some(value);
        }
    }

    /// The value of a variable by its place in the program; empty if there is no such variable.
    pub(crate) fn value_at<'s>(&'s self, program: &'s Program, at: usize) -> &'s str {
        match self.set.get(at).and_then(Option::as_deref) {
            Some(value) => value,
            None => program.variables.get(at).map_or("", |own| &own.default),
        }
    }

    pub(crate) fn at(&self) -> StateIx {
        self.at
    }

    pub(crate) fn stack(&self) -> &[StateIx] {
        &self.stack
    }
}

/// How many bytes of a value are kept.
///
/// Without an end, forty nodes that each set a variable to itself twice would need a terabyte.
const LONGEST_VALUE: usize = 8 << 10;

/// Cuts a value between two characters.
pub(super) fn cut(value: &mut String) {
    if value.len() > LONGEST_VALUE {
        value.truncate(value.floor_char_boundary(LONGEST_VALUE));
    }
}

impl fmt::Debug for Session {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Session")
            .field("flow", &self.version())
            .field("at", &self.at)
            .field("phase", &self.phase)
            .field("stack", &self.stack)
            .field("steps", &self.steps)
            .finish_non_exhaustive()
    }
}
