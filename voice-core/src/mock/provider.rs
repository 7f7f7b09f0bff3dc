//! The provider itself: facets over one state behind a lock.

use std::collections::VecDeque;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::Duration;

use async_trait::async_trait;

use super::failure::MockFailure;
use super::line::{Conversation, Line};
use super::timeline;
use crate::event::{CallEvent, EventKind};
use crate::{
    AnswerKind, Call, CallId, CallOption, CallQuery, CallStatus, Calls, Cursor, Direction, Error,
    ErrorKind, OutboundCall, OutboundCalls, OutboundSupport, Page, ProviderHealth, Result,
    TelephonyProvider, Timestamp, Transcript, Transcripts,
};

const NAME: &str = "mock";

/// A provider without a wire. Clones share their state.
#[derive(Debug, Clone)]
pub struct MockProvider {
    line: Arc<dyn Line>,
    support: OutboundSupport,
    state: Arc<Mutex<State>>,
}

/// Something the mock was asked to do, in order, failed ones too.
#[derive(Debug, Clone, PartialEq)]
#[non_exhaustive]
pub enum MockRequest {
    /// [`OutboundCalls::place_call`]
    PlaceCall(Box<OutboundCall>),
    /// [`Calls::call`]
    Call(CallId),
    /// [`Calls::list_calls`]
    ListCalls(Box<CallQuery>),
    /// [`Transcripts::transcript`]
    Transcript(CallId),
    /// [`TelephonyProvider::check`]
    Check,
}

impl MockRequest {
    fn operation(&self) -> &'static str {
        match self {
            Self::PlaceCall(_) => "place_call",
            Self::Call(_) => "call",
            Self::ListCalls(_) => "list_calls",
            Self::Transcript(_) => "transcript",
            Self::Check => "check",
        }
    }
}

#[derive(Debug)]
struct State {
    now: Timestamp,
    calls: Vec<MockCall>,
    failures: VecDeque<MockFailure>,
    requests: Vec<MockRequest>,
}

/// A call, what is still to come of it, and what was said.
#[derive(Debug)]
struct MockCall {
    call: Call,
    coming: VecDeque<(Timestamp, EventKind)>,
    transcript: Transcript,
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
            state: Arc::new(Mutex::new(State {
                now: Timestamp::UNIX_EPOCH,
                calls: Vec::new(),
                failures: VecDeque::new(),
                requests: Vec::new(),
            })),
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
        Some(event)
    }

    /// Plays all calls to their ends and hands out the events in order of time.
    pub fn run(&self) -> Vec<CallEvent> {
        std::iter::from_fn(|| self.step()).collect()
    }

    fn state(&self) -> MutexGuard<'_, State> {
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

    /// As [`asked`](Self::asked), for operations that change nothing.
    fn read(&self, request: MockRequest) -> Result<()> {
        self.asked(request).map_or(Ok(()), |(_, error)| Err(error))
    }
}

/// Moves the record to where the event says it is.
fn apply(call: &mut Call, kind: &EventKind, at: Timestamp) {
    let EventKind::Status(change) = kind else {
        return;
    };
    call.status = change.status.clone();
    if call.status == CallStatus::InProgress {
        call.answered_at = Some(at);
    }
    if call.status.is_final() {
        call.ended_at = Some(at);
        call.duration = change.duration;
        call.answered_by.clone_from(&change.answered_by);
        call.hangup_cause.clone_from(&change.hangup_cause);
    }
}

#[async_trait]
impl TelephonyProvider for MockProvider {
    fn name(&self) -> &'static str {
        NAME
    }

    async fn check(&self) -> Result<ProviderHealth> {
        self.read(MockRequest::Check)?;
        Ok(ProviderHealth::healthy())
    }

    fn calls(&self) -> Option<&dyn Calls> {
        Some(self)
    }

    fn outbound(&self) -> Option<&dyn OutboundCalls> {
        Some(self)
    }

    fn transcripts(&self) -> Option<&dyn Transcripts> {
        Some(self)
    }
}

#[async_trait]
impl OutboundCalls for MockProvider {
    fn support(&self) -> OutboundSupport {
        self.support
    }

    async fn place_call(&self, asked: &OutboundCall) -> Result<Call> {
        let failure = self.asked(MockRequest::PlaceCall(Box::new(asked.clone())));
        self.support.refuse(NAME, asked)?;
        let failure = match failure {
            Some((failure, error)) if !failure.happens() => return Err(error),
            other => other,
        };

        let conversation = self.line.converse(asked);
        let mut state = self.state();
        let now = state.now;
        let id = CallId::from(format!("mock-call-{}", state.calls.len() + 1));
        let mut call = Call::new(NAME, id, CallStatus::Queued);
        call.direction = Some(Direction::Outbound);
        call.from.clone_from(&asked.from);
        call.to = Some(asked.to.clone());
        call.reference.clone_from(&asked.reference);
        call.created_at = Some(now);
        state.calls.push(MockCall {
            call: call.clone(),
            coming: timeline::events(asked, &conversation)
                .into_iter()
                .map(|(after, kind)| (now + after, kind))
                .collect(),
            transcript: timeline::transcript(&conversation),
        });
        match failure {
            Some((_, error)) => Err(error),
            None => Ok(call),
        }
    }
}

#[async_trait]
impl Calls for MockProvider {
    async fn call(&self, id: &CallId) -> Result<Call> {
        self.read(MockRequest::Call(id.clone()))?;
        let state = self.state();
        let call = state.calls.iter().find(|call| call.call.id == *id);
        call.map(|call| call.call.clone())
            .ok_or_else(|| no_call("call"))
    }

    async fn list_calls(&self, query: &CallQuery) -> Result<Page<Call>> {
        self.read(MockRequest::ListCalls(Box::new(query.clone())))?;
        let skip = match &query.cursor {
            None => 0,
            Some(cursor) => cursor.as_str().parse().map_err(|_| {
                Error::invalid(
                    NAME,
                    "list_calls",
                    "cursor",
                    "not a cursor of this provider",
                )
            })?,
        };
        let size = query
            .page_size
            .map_or(50, |size| size.clamp(1, 1000) as usize);
        let state = self.state();
        let mut rest = state
            .calls
            .iter()
            .rev()
            .map(|call| &call.call)
            .filter(|call| fits(query, call))
            .skip(skip);
        let items = rest.by_ref().take(size).cloned().collect();
        let next = rest
            .next()
            .is_some()
            .then(|| Cursor::new((skip + size).to_string()));
        Ok(Page::new(items, next))
    }
}

#[async_trait]
impl Transcripts for MockProvider {
    async fn transcript(&self, id: &CallId) -> Result<Transcript> {
        self.read(MockRequest::Transcript(id.clone()))?;
        let state = self.state();
        let call = state
            .calls
            .iter()
            .find(|call| call.call.id == *id)
            .ok_or_else(|| no_call("transcript"))?;
        if !call.call.status.is_final() {
            return Err(Error::new(
                ErrorKind::Conflict,
                NAME,
                "transcript",
                "the call is not over",
            ));
        }
        Ok(call.transcript.clone())
    }
}

fn no_call(operation: &'static str) -> Error {
    Error::new(ErrorKind::NotFound, NAME, operation, "no such call").with_status(404)
}

fn fits(query: &CallQuery, call: &Call) -> bool {
    fn same<T: PartialEq>(wanted: Option<&T>, has: Option<&T>) -> bool {
        wanted.is_none() || wanted == has
    }
    same(query.from.as_ref(), call.from.as_ref())
        && same(query.to.as_ref(), call.to.as_ref())
        && same(query.status.as_ref(), Some(&call.status))
        && same(query.direction.as_ref(), call.direction.as_ref())
        && query.since <= call.created_at
        && query
            .until
            .is_none_or(|until| call.created_at < Some(until))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::mock::TurnKind;
    use crate::{PhoneNumber, Reconciliation, TelephonyProviderExt};

    fn number(text: &str) -> PhoneNumber {
        text.parse().unwrap()
    }

    fn asked() -> OutboundCall {
        OutboundCall::new(number("+15550100100"), number("+15550100101"))
    }

    fn statuses(events: &[CallEvent]) -> Vec<&str> {
        events
            .iter()
            .filter_map(|event| match &event.kind {
                EventKind::Status(change) => Some(change.status.as_str()),
                _ => None,
            })
            .collect()
    }

    #[tokio::test]
    async fn a_call_walks_through_its_statuses_on_the_mocks_own_clock() {
        let line = Conversation::answered(Duration::from_secs(7))
            .turn(Duration::from_secs(1), TurnKind::Said("Press 1.".into()))
            .turn(Duration::from_secs(3), TurnKind::Pressed("1".into()));
        let provider = MockProvider::new().line(line);
        let placed = provider.place_call(&asked()).await.unwrap();
        let transcript = provider.transcript(&placed.id).await;
        assert_eq!(transcript.unwrap_err().kind(), ErrorKind::Conflict);

        let events = provider.run();
        assert_eq!(statuses(&events), ["ringing", "in-progress", "completed"]);
        assert!(events.is_sorted_by_key(|event| event.at));
        assert_eq!(
            provider.now().since(Timestamp::UNIX_EPOCH),
            Duration::from_secs(9)
        );

        let call = provider.call(&placed.id).await.unwrap();
        assert_eq!(call.status, CallStatus::Completed);
        assert_eq!(call.duration, Some(Duration::from_secs(7)));
        let transcript = provider.transcript(&placed.id).await.unwrap();
        assert_eq!(transcript.utterances[0].text, "Press 1.");
        assert_eq!(transcript.digits[0].digits, "1");
    }

    #[tokio::test]
    async fn it_fails_in_each_way_it_is_told_to_and_records_the_request() {
        let provider = MockProvider::new();
        for kind in ErrorKind::ALL {
            provider.fail_next(MockFailure::Refused(*kind));
            let error = provider.place_call(&asked()).await.unwrap_err();
            assert_eq!(error.kind(), *kind);
            assert!(!error.is_outcome_unknown());
        }
        assert_eq!(provider.requests().len(), ErrorKind::ALL.len());
        assert!(
            provider
                .list_calls(&CallQuery::new())
                .await
                .unwrap()
                .items
                .is_empty()
        );

        provider.fail_next(MockFailure::RateLimited {
            retry_after: Duration::from_secs(2),
        });
        let error = provider.place_call(&asked()).await.unwrap_err();
        assert_eq!(error.retry_after(), Some(Duration::from_secs(2)));
    }

    #[tokio::test]
    async fn a_lost_answer_is_an_unknown_outcome_and_reconciling_finds_the_call() {
        let provider = MockProvider::new();
        let asked = asked().reference("order-1042".parse().unwrap());
        let other = asked.clone().reference("order-1043".parse().unwrap());
        provider.place_call(&other).await.unwrap();
        let before = provider.now();
        assert_eq!(
            provider.reconcile(&asked, before).await.unwrap(),
            Reconciliation::NotFound
        );

        provider.fail_next(MockFailure::AnswerLost);
        let error = provider.place_call(&asked).await.unwrap_err();
        assert!(error.is_outcome_unknown() && !error.is_retryable());
        let Reconciliation::Found(call) = provider.reconcile(&asked, before).await.unwrap() else {
            panic!("it was placed");
        };
        assert_eq!(call.reference, asked.reference);

        let unnamed = self::asked();
        let found = provider.reconcile(&unnamed, before).await.unwrap();
        assert!(matches!(found, Reconciliation::Ambiguous(calls) if calls.len() == 2));
    }

    #[tokio::test]
    async fn lists_are_filtered_and_paged() {
        let provider = MockProvider::new();
        for _ in 0..5 {
            provider.place_call(&asked()).await.unwrap();
        }
        let first = CallQuery::new().to(number("+15550100101")).page_size(3);
        let page = provider.list_calls(&first).await.unwrap();
        assert_eq!(page.items.len(), 3);
        let page = provider
            .list_calls(&first.clone().cursor(page.next.unwrap()))
            .await
            .unwrap();
        assert_eq!((page.items.len(), page.next), (2, None));
        let none = provider
            .list_calls(&CallQuery::new().from(number("+15550100101")))
            .await;
        assert!(none.unwrap().items.is_empty());
    }

    #[tokio::test]
    async fn it_stands_in_for_a_vendor_that_takes_less() {
        let provider =
            MockProvider::new().supporting(OutboundSupport::new(&[], &[CallOption::From]));
        let error = provider.place_call(&asked().recorded()).await.unwrap_err();
        assert_eq!(error.kind(), ErrorKind::Unsupported);
        assert!(provider.place_call(&asked()).await.is_ok());
    }
}
