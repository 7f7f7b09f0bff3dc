//! Reading calls.

use async_trait::async_trait;

use super::query::builders;
use crate::{Call, CallId, CallStatus, Cursor, Direction, Page, Party, Result, Timestamp};

/// Reads calls: one by id, many by filters.
///
/// Twilio, Exotel, Bland; Quo for one of its numbers and one other party at a time.
#[async_trait]
pub trait Calls: Send + Sync {
    /// Fetches one call.
    ///
    /// # Errors
    /// `NotFound` if there is none, or it is another account's.
    async fn call(&self, id: &CallId) -> Result<Call>;

    /// Lists calls, newest first.
    ///
    /// # Errors
    /// `Unsupported` for a filter that the vendor cannot apply: it is never applied by halves.
    async fn list_calls(&self, query: &CallQuery) -> Result<Page<Call>>;
}

/// Which calls to list. Filters combine with *and*.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
#[non_exhaustive]
pub struct CallQuery {
    /// Who called.
    pub from: Option<Party>,
    /// Who was called.
    pub to: Option<Party>,
    /// In this status.
    pub status: Option<CallStatus>,
    /// Begun by us or by them.
    pub direction: Option<Direction>,
    /// Begun at or after this instant. Some vendors look at the day only and return more; the provider drops
    /// what is too early.
    pub since: Option<Timestamp>,
    /// Begun before this instant.
    pub until: Option<Timestamp>,
    /// How many a page, `None` = the vendor's default. A vendor's maximum is applied silently: it only changes how
    /// many requests a walk takes.
    pub page_size: Option<u32>,
    /// Where the page begins; `None` = at the newest.
    pub cursor: Option<Cursor>,
}

impl CallQuery {
    /// All calls.
    pub fn new() -> Self {
        Self::default()
    }

    /// Calls in this status.
    #[must_use]
    pub fn status(mut self, status: CallStatus) -> Self {
        self.status = Some(status);
        self
    }

    /// Calls in this direction.
    #[must_use]
    pub fn direction(mut self, direction: Direction) -> Self {
        self.direction = Some(direction);
        self
    }
}

builders!(CallQuery {
    from,
    to,
    since,
    until,
    page_size,
    cursor,
});
