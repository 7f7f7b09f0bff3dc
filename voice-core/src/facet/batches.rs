//! Many calls from one request.

use async_trait::async_trait;

use crate::words::private::Hidden;
use crate::{BatchId, Call, CallId, Cursor, OutboundCall, Page, Result, Timestamp, open_enum};

/// Places many calls from one request. Bland (batches), Exotel (campaigns); not Twilio, not Quo.
#[async_trait]
pub trait BatchCalls: Send + Sync {
    /// Creates a batch. Not idempotent, and never sent twice (L1).
    ///
    /// # Errors
    /// `Unsupported` for an option the vendor cannot honour in a batch; `InvalidRequest` for an empty batch or one over the
    /// vendor's limit, which is named.
    async fn create_batch(&self, batch: &NewBatch) -> Result<Batch>;

    /// Fetches one batch.
    ///
    /// # Errors
    /// `NotFound` if there is none.
    async fn batch(&self, id: &BatchId) -> Result<Batch>;

    /// Lists the calls of a batch, each with what became of it.
    ///
    /// # Errors
    /// `NotFound` if there is no such batch.
    async fn list_batch_items(
        &self,
        id: &BatchId,
        cursor: Option<&Cursor>,
    ) -> Result<Page<BatchItem>>;

    /// Stops a batch: calls that have not begun never will; calls under way go on.
    ///
    /// # Errors
    /// `NotFound` if there is no such batch, `Conflict` if it has ended.
    async fn stop_batch(&self, id: &BatchId) -> Result<()>;
}

/// A batch to be created.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub struct NewBatch {
    /// Your name for it.
    pub label: Option<Box<str>>,
    /// The calls.
    pub calls: Vec<OutboundCall>,
    /// When it begins; `None` = at once.
    pub start_at: Option<Timestamp>,
}

impl NewBatch {
    /// A batch that begins at once.
    pub fn new(calls: Vec<OutboundCall>) -> Self {
        Self {
            label: None,
            calls,
            start_at: None,
        }
    }

    /// Names it.
    #[must_use]
    pub fn label(mut self, label: impl Into<Box<str>>) -> Self {
        self.label = Some(label.into());
        self
    }

    /// Begins later.
    #[must_use]
    pub fn start_at(mut self, at: Timestamp) -> Self {
        self.start_at = Some(at);
        self
    }
}

/// A batch.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub struct Batch {
    /// Its id.
    pub id: BatchId,
    /// Where it stands.
    pub status: BatchStatus,
    /// How many calls it has, where the vendor says.
    pub total: Option<u64>,
}

impl Batch {
    /// A batch.
    pub fn new(id: BatchId, status: BatchStatus) -> Self {
        Self {
            id,
            status,
            total: None,
        }
    }
}

open_enum! {
    /// Where a batch stands.
    pub enum BatchStatus {
        /// Waiting for its time.
        Scheduled = "scheduled",
        /// Calling.
        InProgress = "in-progress",
        /// Done.
        Completed = "completed",
        /// Stopped before it was done.
        Stopped = "stopped",
        /// Could not be run.
        Failed = "failed",
    }
}

/// One call of a batch, and what became of it.
#[derive(Clone, PartialEq, Eq)]
#[non_exhaustive]
pub enum BatchItem {
    /// It became a call.
    Call(Box<Call>),
    /// It became a call of which the batch tells only the id.
    CallId(CallId),
    /// It was refused.
    Refused {
        /// Its place in the batch, from 0, where the vendor says.
        index: Option<usize>,
        /// Why, in the vendor's words.
        reason: Box<str>,
    },
}

// Not derived: a vendor's reason repeats the number that it refuses.
impl std::fmt::Debug for BatchItem {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            Self::Call(call) => f.debug_tuple("Call").field(call).finish(),
            Self::CallId(id) => f.debug_tuple("CallId").field(id).finish(),
            Self::Refused { index, reason } => f
                .debug_struct("Refused")
                .field("index", index)
                .field("reason", &Hidden(reason))
                .finish(),
        }
    }
}
