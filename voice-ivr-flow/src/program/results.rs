//! How a `dial`, `forward` or `transfer` ends, and where each result leads.

use std::fmt;

use super::table::Way;

/// How a `dial`, `forward` or `transfer` ended.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default)]
#[non_exhaustive]
pub enum DialResult {
    /// Somebody answered.
    #[default]
    Completed,
    /// All targets were busy.
    Busy,
    /// Nobody answered in time.
    NoAnswer,
    /// It could not be connected.
    Failed,
}

impl DialResult {
    /// All of them.
    pub const ALL: [Self; 4] = [Self::Completed, Self::Busy, Self::NoAnswer, Self::Failed];

    /// The word of the flow document: `completed`, `busy`, `no-answer`, `failed`.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Completed => "completed",
            Self::Busy => "busy",
            Self::NoAnswer => "no-answer",
            Self::Failed => "failed",
        }
    }

    /// Reads the word of the flow document.
    pub fn parse(word: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|result| result.as_str() == word)
    }
}

impl fmt::Display for DialResult {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(self.as_str())
    }
}

/// Where the result of a dial leads.
#[derive(Debug, Clone)]
pub(crate) struct ResultWays {
    pub(crate) completed: Way,
    pub(crate) busy: Way,
    pub(crate) no_answer: Way,
    pub(crate) failed: Way,
}

impl ResultWays {
    pub(crate) fn way(&self, result: DialResult) -> &Way {
        match result {
            DialResult::Completed => &self.completed,
            DialResult::Busy => &self.busy,
            DialResult::NoAnswer => &self.no_answer,
            DialResult::Failed => &self.failed,
        }
    }

    /// The results after which a `dial` goes on: all of them.
    pub(crate) fn after_dial(&self) -> impl Iterator<Item = (DialResult, Way)> {
        DialResult::ALL
            .into_iter()
            .map(|result| (result, *self.way(result)))
    }

    /// The results after which a `transfer` goes on: `completed` ends the flow, whatever `default` leads to.
    pub(crate) fn after_transfer(&self) -> impl Iterator<Item = (DialResult, Way)> {
        self.after_dial()
            .filter(|(result, _)| *result != DialResult::Completed)
    }
}
