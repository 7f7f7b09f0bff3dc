//! The scripted caller.

use std::collections::VecDeque;

use super::act::Act;
use super::wait::Wait;

/// A caller's acts, in order.
///
/// Each wait looks at the next act only. One that fits ([`Wait::takes`]) is taken; one that does not
/// is left for a later wait, and this wait takes its [default](Wait::default_act), as it does past the
/// script's end.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Script(VecDeque<Act>);

impl Script {
    /// A script of these acts.
    pub fn new(acts: impl IntoIterator<Item = Act>) -> Self {
        Self(acts.into_iter().collect())
    }

    /// What the caller does at `wait`.
    pub fn answer(&mut self, wait: &Wait) -> Act {
        match self.0.front() {
            Some(act) if wait.takes(act) => self.0.pop_front(),
            _ => None,
        }
        .unwrap_or_else(|| wait.default_act())
    }

    /// The acts that no wait has taken.
    pub fn unused(&self) -> impl ExactSizeIterator<Item = &Act> {
        self.0.iter()
    }
}
