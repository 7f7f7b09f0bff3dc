//! What a node waits for.

use super::table::Op;

/// What a call waits for, as far as an item of a script tells it apart (flow-semantics.md §6.2).
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Awaited {
    Entry,
    Recording,
    Dial,
    Conference,
    Request,
    Sms,
    Agent,
}

impl Op {
    /// What the node waits for, if it waits.
    pub(crate) fn awaits(&self) -> Option<Awaited> {
        Some(match self {
            Self::Ask(_) => Awaited::Entry,
            Self::Record(_) => Awaited::Recording,
            Self::Dial(_) | Self::Transfer(_) => Awaited::Dial,
            Self::Conference { .. } => Awaited::Conference,
            Self::Request { .. } => Awaited::Request,
            Self::Sms { .. } => Awaited::Sms,
            Self::Agent(_) => Awaited::Agent,
            Self::Start { .. }
            | Self::Sound { .. }
            | Self::Pause { .. }
            | Self::Queue { .. }
            | Self::Set { .. }
            | Self::Branch { .. }
            | Self::Hours { .. }
            | Self::Subflow { .. }
            | Self::Hangup { .. }
            | Self::Return { .. }
            | Self::Reject { .. } => return None,
        })
    }
}
