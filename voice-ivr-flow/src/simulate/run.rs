//! A simulated call.

use std::collections::BTreeMap;
use std::fmt;

use serde::Serialize;

use super::event::Event;
use crate::step::Outcome;

/// A simulated call, from the first node to the end.
///
/// Serialises as `voice flow simulate --format json` prints it; `Display` writes the conversation for people.
/// `Debug` hides texts, numbers and values.
#[derive(Clone, PartialEq, Eq, Serialize)]
#[non_exhaustive]
pub struct Run {
    /// How it ended.
    pub outcome: Outcome,
    /// How long it took.
    pub duration_ms: u64,
    /// Every variable with a value at the end, given or set.
    pub variables: BTreeMap<String, String>,
    /// What happened, in order.
    pub events: Vec<Event>,
    /// How many items of the script were not used; not serialised when none is left.
    #[serde(skip_serializing_if = "is_none_left")]
    pub unused: usize,
}

#[expect(
    clippy::trivially_copy_pass_by_ref,
    reason = "serde calls it with a reference"
)]
fn is_none_left(unused: &usize) -> bool {
    *unused == 0
}

impl fmt::Debug for Run {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Run")
            .field("outcome", &self.outcome)
            .field("duration_ms", &self.duration_ms)
            .field("events", &self.events)
            .field("unused", &self.unused)
            .finish_non_exhaustive()
    }
}
