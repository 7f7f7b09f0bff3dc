//! Which items a wait takes (flow-semantics.md §6.2).

use crate::program::Op;

/// What a call waits for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Kind {
    Entry,
    Recording,
    Dial,
    Conference,
    Request,
    Sms,
    Agent,
}

impl Kind {
    /// What a node waits for, if it waits.
    pub(crate) fn of(op: &Op) -> Option<Self> {
        Some(match op {
            Op::Ask(_) => Self::Entry,
            Op::Record(_) => Self::Recording,
            Op::Dial(_) | Op::Transfer(_) => Self::Dial,
            Op::Conference { .. } => Self::Conference,
            Op::Request { .. } => Self::Request,
            Op::Sms { .. } => Self::Sms,
            Op::Agent(_) => Self::Agent,
            _ => return None,
        })
    }
}

/// Several kinds.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(crate) struct Kinds(u8);

impl Kinds {
    pub(crate) fn has(self, kind: Kind) -> bool {
        self.0 & (1 << kind as u8) != 0
    }

    pub(crate) fn with(self, kind: Kind) -> Self {
        Self(self.0 | (1 << kind as u8))
    }

    /// Whether every one of these is also there.
    pub(crate) fn is_within(self, other: Self) -> bool {
        self.0 & !other.0 == 0
    }
}
