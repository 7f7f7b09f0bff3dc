//! Several kinds of waits.

use crate::program::Awaited;

/// A set of what calls wait for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(crate) struct Kinds(u8);

impl Kinds {
    pub(crate) fn has(self, kind: Awaited) -> bool {
        self.0 & (1 << kind as u8) != 0
    }

    pub(crate) fn with(self, kind: Awaited) -> Self {
        Self(self.0 | (1 << kind as u8))
    }

    /// Whether every one of these is also there.
    pub(crate) fn is_within(self, other: Self) -> bool {
        self.0 & !other.0 == 0
    }
}
