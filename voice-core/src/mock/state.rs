//! What the mock remembers, and the small things that every facet needs.

use std::collections::VecDeque;

use super::failure::MockFailure;
use super::request::MockRequest;
use crate::event::{CallEvent, EventKind};
use crate::{
    Batch, Call, CallId, Contact, Cursor, Error, ErrorKind, HostedFlow, Message, OwnedNumber, Page,
    Recording, Result, Subscription, Timestamp, Transcript,
};

pub(super) const NAME: &str = "mock";

#[derive(Debug)]
pub(super) struct State {
    pub(super) now: Timestamp,
    pub(super) failures: VecDeque<MockFailure>,
    pub(super) requests: Vec<MockRequest>,
    /// Every event that was handed out.
    pub(super) events: Vec<CallEvent>,
    pub(super) calls: Vec<MockCall>,
    pub(super) messages: Vec<Message>,
    pub(super) numbers: Vec<OwnedNumber>,
    pub(super) contacts: Vec<Contact>,
    pub(super) batches: Vec<MockBatch>,
    pub(super) recordings: Vec<Recording>,
    pub(super) flows: Vec<HostedFlow>,
    pub(super) subscriptions: Vec<Subscription>,
    made: u64,
}

/// A call, what is still to come of it, and what was said.
#[derive(Debug)]
pub(super) struct MockCall {
    pub(super) call: Call,
    pub(super) coming: VecDeque<(Timestamp, EventKind)>,
    pub(super) transcript: Transcript,
}

/// A batch and its calls.
#[derive(Debug)]
pub(super) struct MockBatch {
    pub(super) batch: Batch,
    pub(super) calls: Vec<CallId>,
}

impl State {
    pub(super) fn new() -> Self {
        Self {
            now: Timestamp::UNIX_EPOCH,
            failures: VecDeque::new(),
            requests: Vec::new(),
            events: Vec::new(),
            calls: Vec::new(),
            messages: Vec::new(),
            numbers: Vec::new(),
            contacts: Vec::new(),
            batches: Vec::new(),
            recordings: Vec::new(),
            flows: Vec::new(),
            subscriptions: Vec::new(),
            made: 0,
        }
    }

    /// An id that was not given out before: `mock-call-1`, `mock-message-2` …
    pub(super) fn id<I: From<String>>(&mut self, what: &str) -> I {
        self.made += 1;
        format!("mock-{what}-{}", self.made).into()
    }

    /// The call, if there is one and it is not over.
    pub(super) fn live(&mut self, id: &CallId, operation: &'static str) -> Result<&mut MockCall> {
        let call = self
            .calls
            .iter_mut()
            .find(|call| call.call.id == *id)
            .ok_or_else(|| none(operation, "call"))?;
        if call.call.status.is_final() {
            return Err(over(operation));
        }
        Ok(call)
    }
}

pub(super) fn none(operation: &'static str, what: &str) -> Error {
    Error::new(
        ErrorKind::NotFound,
        NAME,
        operation,
        format!("no such {what}"),
    )
    .with_status(404)
}

pub(super) fn over(operation: &'static str) -> Error {
    Error::new(ErrorKind::Conflict, NAME, operation, "the call is over").with_status(409)
}

/// One page of what is there; the cursor is the number of items before it.
pub(super) fn page<'a, T: Clone + 'a>(
    operation: &'static str,
    items: impl Iterator<Item = &'a T>,
    cursor: Option<&Cursor>,
    size: Option<u32>,
) -> Result<Page<T>> {
    let skip = match cursor {
        None => 0,
        Some(cursor) => cursor.as_str().parse().map_err(|_| {
            Error::invalid(NAME, operation, "cursor", "not a cursor of this provider")
        })?,
    };
    let size = size.map_or(50, |size| size.clamp(1, 1000) as usize);
    let mut rest = items.skip(skip);
    let items = rest.by_ref().take(size).cloned().collect();
    let next = rest
        .next()
        .is_some()
        .then(|| Cursor::new((skip + size).to_string()));
    Ok(Page::new(items, next))
}

/// Takes out what `wanted` finds.
pub(super) fn take<T>(items: &mut Vec<T>, wanted: impl Fn(&T) -> bool) -> Option<T> {
    let at = items.iter().position(wanted)?;
    Some(items.remove(at))
}
