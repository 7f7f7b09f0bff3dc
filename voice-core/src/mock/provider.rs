//! The provider itself: a handle on one state behind a lock.

use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::Duration;

use async_trait::async_trait;

use super::calls::apply;
use super::failure::MockFailure;
use super::line::{Conversation, Line};
use super::request::MockRequest;
use super::state::{NAME, State};
use crate::event::CallEvent;
use crate::{
    AnswerKind, BatchCalls, CallControl, CallOption, Calls, Contacts, Error, HostedFlows, Messages,
    Numbers, OutboundCalls, OutboundSupport, OwnedNumber, ProviderHealth, Recordings, Result,
    TelephonyProvider, Timestamp, Transcripts, Voices, Webhooks,
};

/// A provider without a wire. Clones share their state.
#[derive(Debug, Clone)]
pub struct MockProvider {
    pub(super) line: Arc<dyn Line>,
    pub(super) support: OutboundSupport,
    state: Arc<Mutex<State>>,
}

impl Default for MockProvider {
    fn default() -> Self {
        Self::new()
    }
}

impl MockProvider {
    /// A provider whose calls are answered after two seconds and last ten; its clock begins at 1970-01-01T00:00:00Z.
    pub fn new() -> Self {
        Self {
            line: Arc::new(Conversation::answered(Duration::from_secs(10))),
            support: OutboundSupport::new(AnswerKind::ALL, CallOption::ALL),
            state: Arc::new(Mutex::new(State::new())),
        }
    }

    /// What happens on the line of calls placed from now on through this handle.
    #[must_use]
    pub fn line(mut self, line: impl Line + 'static) -> Self {
        self.line = Arc::new(line);
        self
    }

    /// Takes only these answers and options, as the vendor you stand it in for does.
    #[must_use]
    pub fn supporting(mut self, support: OutboundSupport) -> Self {
        self.support = support;
        self
    }

    /// Sets the clock.
    #[must_use]
    pub fn starting_at(self, now: Timestamp) -> Self {
        self.state().now = now;
        self
    }

    /// The account holds this number.
    #[must_use]
    pub fn owning(self, number: OwnedNumber) -> Self {
        self.state().numbers.push(number);
        self
    }

    /// Fails the next operation, whatever it is; several wait in line.
    pub fn fail_next(&self, failure: MockFailure) {
        self.state().failures.push_back(failure);
    }

    /// What it was asked to do so far.
    pub fn requests(&self) -> Vec<MockRequest> {
        self.state().requests.clone()
    }

    /// What its clock says.
    pub fn now(&self) -> Timestamp {
        self.state().now
    }

    /// Moves the clock to the next event of any call and hands it out; `None` once all calls are over.
    pub fn step(&self) -> Option<CallEvent> {
        let mut state = self.state();
        let (at, which) = state
            .calls
            .iter()
            .enumerate()
            .filter_map(|(which, call)| call.coming.front().map(|(at, _)| (*at, which)))
            .min()?;
        state.now = state.now.max(at);
        let call = state.calls.get_mut(which)?;
        let (at, kind) = call.coming.pop_front()?;
        apply(&mut call.call, &kind, at);
        let mut event = CallEvent::new(NAME, kind).of(call.call.id.clone()).at(at);
        event.reference.clone_from(&call.call.reference);
        event.id = Some(format!("mock-event-{}", state.events.len() + 1).into());
        state.events.push(event.clone());
        Some(event)
    }

    /// Plays all calls to their ends and hands out the events in order of time.
    pub fn run(&self) -> Vec<CallEvent> {
        std::iter::from_fn(|| self.step()).collect()
    }

    pub(super) fn state(&self) -> MutexGuard<'_, State> {
        // A test that panicked elsewhere must not hide its own message behind a poisoned lock.
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Records what was asked, and takes the failure that waits for it.
    fn asked(&self, request: MockRequest) -> Option<(MockFailure, Error)> {
        let mut state = self.state();
        let operation = request.operation();
        state.requests.push(request);
        let failure = state.failures.pop_front()?;
        Some((failure, failure.error(NAME, operation)))
    }

    /// Records a question; it fails as it was told. Else the state to answer from.
    pub(super) fn read(&self, request: MockRequest) -> Result<MutexGuard<'_, State>> {
        match self.asked(request) {
            Some((_, error)) => Err(error),
            None => Ok(self.state()),
        }
    }

    /// Records an order and carries it out. Told to fail, it does nothing, or it does it and loses the answer.
    pub(super) fn change<T>(
        &self,
        request: MockRequest,
        effect: impl FnOnce(&mut State) -> Result<T>,
    ) -> Result<T> {
        match self.asked(request) {
            Some((failure, error)) if failure.happens() => {
                effect(&mut self.state()).and(Err(error))
            }
            Some((_, error)) => Err(error),
            None => effect(&mut self.state()),
        }
    }
}

#[async_trait]
impl TelephonyProvider for MockProvider {
    fn name(&self) -> &'static str {
        NAME
    }

    async fn check(&self) -> Result<ProviderHealth> {
        self.read(MockRequest::Check)
            .map(|_| ProviderHealth::healthy())
    }

    fn calls(&self) -> Option<&dyn Calls> {
        Some(self)
    }

    fn outbound(&self) -> Option<&dyn OutboundCalls> {
        Some(self)
    }

    fn control(&self) -> Option<&dyn CallControl> {
        Some(self)
    }

    fn batches(&self) -> Option<&dyn BatchCalls> {
        Some(self)
    }

    fn recordings(&self) -> Option<&dyn Recordings> {
        Some(self)
    }

    fn transcripts(&self) -> Option<&dyn Transcripts> {
        Some(self)
    }

    fn messages(&self) -> Option<&dyn Messages> {
        Some(self)
    }

    fn numbers(&self) -> Option<&dyn Numbers> {
        Some(self)
    }

    fn contacts(&self) -> Option<&dyn Contacts> {
        Some(self)
    }

    fn voices(&self) -> Option<&dyn Voices> {
        Some(self)
    }

    fn hosted_flows(&self) -> Option<&dyn HostedFlows> {
        Some(self)
    }

    fn webhooks(&self) -> Option<&dyn Webhooks> {
        Some(self)
    }
}
