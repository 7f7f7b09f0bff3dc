//! Placing, reading and steering calls.

use async_trait::async_trait;

use super::provider::MockProvider;
use super::request::MockRequest;
use super::state::{MockBatch, MockCall, NAME, State, none, over, page};
use super::timeline;
use crate::event::{EventKind, StatusChange};
use crate::{
    Answer, Batch, BatchCalls, BatchId, BatchItem, BatchStatus, Call, CallControl, CallId,
    CallQuery, CallStatus, Calls, ControlOperation, Cursor, Direction, Error, HangupCause,
    NewBatch, OutboundCall, OutboundCalls, OutboundSupport, Page, Result, Switch, Timestamp,
    Transcript, Transcripts, Transfer,
};

/// Moves the record to where the event says it is.
pub(super) fn apply(call: &mut Call, kind: &EventKind, at: Timestamp) {
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

impl MockProvider {
    /// Puts a call on the line.
    fn dial(&self, state: &mut State, asked: &OutboundCall) -> Call {
        let conversation = self.line.converse(asked);
        let now = state.now;
        let mut call = Call::new(NAME, state.id("call"), CallStatus::Queued);
        call.direction = Some(Direction::Outbound);
        call.from.clone_from(&asked.from);
        call.to = Some(asked.to.clone());
        call.reference.clone_from(&asked.reference);
        call.created_at = Some(now);
        let coming = timeline::events(asked, &conversation);
        state.calls.push(MockCall {
            call: call.clone(),
            coming: coming
                .into_iter()
                .map(|(after, kind)| (now + after, kind))
                .collect(),
            transcript: timeline::transcript(&conversation),
        });
        call
    }
}

#[async_trait]
impl OutboundCalls for MockProvider {
    fn support(&self) -> OutboundSupport {
        self.support
    }

    async fn place_call(&self, asked: &OutboundCall) -> Result<Call> {
        self.support.refuse(NAME, asked)?;
        self.change(MockRequest::PlaceCall(Box::new(asked.clone())), |state| {
            Ok(self.dial(state, asked))
        })
    }
}

#[async_trait]
impl Calls for MockProvider {
    async fn call(&self, id: &CallId) -> Result<Call> {
        let state = self.read(MockRequest::Call(id.clone()))?;
        let call = state.calls.iter().find(|call| call.call.id == *id);
        call.map(|call| call.call.clone())
            .ok_or_else(|| none("call", "call"))
    }

    async fn list_calls(&self, query: &CallQuery) -> Result<Page<Call>> {
        let state = self.read(MockRequest::ListCalls(Box::new(query.clone())))?;
        let newest_first = state.calls.iter().rev().map(|call| &call.call);
        let calls = newest_first.filter(|call| fits(query, call));
        page("list_calls", calls, query.cursor.as_ref(), query.page_size)
    }
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

#[async_trait]
impl Transcripts for MockProvider {
    async fn transcript(&self, id: &CallId) -> Result<Transcript> {
        let state = self.read(MockRequest::Transcript(id.clone()))?;
        let call = state.calls.iter().find(|call| call.call.id == *id);
        let call = call.ok_or_else(|| none("transcript", "call"))?;
        if !call.call.status.is_final() {
            let error = Error::new(
                crate::ErrorKind::Conflict,
                NAME,
                "transcript",
                "the call is not over",
            );
            return Err(error);
        }
        Ok(call.transcript.clone())
    }
}

/// Replaces what is still to come of a call by its end, now.
fn end(call: &mut MockCall, now: Timestamp, cause: HangupCause) {
    let answered = call.call.answered_at;
    let status = if answered.is_some() {
        CallStatus::Completed
    } else {
        CallStatus::Canceled
    };
    let mut change = StatusChange::new(status);
    change.direction = call.call.direction;
    change.from.clone_from(&call.call.from);
    change.to.clone_from(&call.call.to);
    change.duration = answered.map(|answered| now.since(answered));
    change.hangup_cause = Some(cause);
    // The record moves at once, the notification comes with the next step.
    let kind = EventKind::Status(change);
    apply(&mut call.call, &kind, now);
    call.coming.clear();
    call.coming.push_back((now, kind));
}

#[async_trait]
impl CallControl for MockProvider {
    fn support(&self) -> &'static [ControlOperation] {
        ControlOperation::ALL
    }

    fn provider(&self) -> &'static str {
        NAME
    }

    async fn hang_up(&self, id: &CallId) -> Result<()> {
        self.change(MockRequest::HangUp(id.clone()), |state| {
            let now = state.now;
            // Over is as good as gone: vendors tell the two alike.
            let call = state
                .live(id, "hang_up")
                .map_err(|_| none("hang_up", "live call"))?;
            end(call, now, HangupCause::LocalHangup);
            Ok(())
        })
    }

    async fn redirect(&self, id: &CallId, answer: &Answer) -> Result<()> {
        self.change(MockRequest::Redirect(id.clone(), answer.clone()), |state| {
            answered(state, id, "redirect").map(|_| ())
        })
    }

    async fn transfer(&self, id: &CallId, transfer: &Transfer) -> Result<()> {
        self.change(
            MockRequest::Transfer(id.clone(), transfer.clone()),
            |state| {
                let now = state.now;
                end(
                    answered(state, id, "transfer")?,
                    now,
                    HangupCause::Transferred,
                );
                Ok(())
            },
        )
    }

    async fn hold(&self, id: &CallId, switch: Switch) -> Result<()> {
        self.change(MockRequest::Hold(id.clone(), switch), |state| {
            answered(state, id, "hold").map(|_| ())
        })
    }

    async fn mute(&self, id: &CallId, switch: Switch) -> Result<()> {
        self.change(MockRequest::Mute(id.clone(), switch), |state| {
            answered(state, id, "mute").map(|_| ())
        })
    }

    async fn stop_all(&self) -> Result<Option<u64>> {
        self.change(MockRequest::StopAll, |state| {
            let now = state.now;
            let live = state
                .calls
                .iter_mut()
                .filter(|call| !call.call.status.is_final());
            let stopped = live
                .map(|call| end(call, now, HangupCause::LocalHangup))
                .count();
            Ok(Some(stopped as u64))
        })
    }
}

/// A call that can be steered: it was answered and is not over.
fn answered<'a>(
    state: &'a mut State,
    id: &CallId,
    operation: &'static str,
) -> Result<&'a mut MockCall> {
    let call = state.live(id, operation)?;
    match call.call.status {
        CallStatus::InProgress => Ok(call),
        _ => Err(Error::new(
            crate::ErrorKind::Conflict,
            NAME,
            operation,
            "the call is not answered",
        )),
    }
}

#[async_trait]
impl BatchCalls for MockProvider {
    async fn create_batch(&self, batch: &NewBatch) -> Result<Batch> {
        if batch.calls.is_empty() {
            return Err(Error::invalid(
                NAME,
                "create_batch",
                "calls",
                "a batch has at least one call",
            ));
        }
        for call in &batch.calls {
            self.support.refuse(NAME, call)?;
        }
        self.change(MockRequest::CreateBatch(batch.clone()), |state| {
            let calls = batch
                .calls
                .iter()
                .map(|call| self.dial(state, call).id)
                .collect::<Vec<_>>();
            let mut made = Batch::new(state.id("batch"), BatchStatus::InProgress);
            made.total = Some(calls.len() as u64);
            state.batches.push(MockBatch {
                batch: made.clone(),
                calls,
            });
            Ok(made)
        })
    }

    async fn batch(&self, id: &BatchId) -> Result<Batch> {
        let state = self.read(MockRequest::Batch(id.clone()))?;
        let batch = state.batches.iter().find(|batch| batch.batch.id == *id);
        let batch = batch.ok_or_else(|| none("batch", "batch"))?;
        let mut now = batch.batch.clone();
        if now.status == BatchStatus::InProgress
            && calls_of(&state, batch).all(|call| call.status.is_final())
        {
            now.status = BatchStatus::Completed;
        }
        Ok(now)
    }

    async fn list_batch_items(
        &self,
        id: &BatchId,
        cursor: Option<&Cursor>,
    ) -> Result<Page<BatchItem>> {
        let state = self.read(MockRequest::ListBatchItems(id.clone()))?;
        let batch = state.batches.iter().find(|batch| batch.batch.id == *id);
        let batch = batch.ok_or_else(|| none("list_batch_items", "batch"))?;
        let page = page("list_batch_items", calls_of(&state, batch), cursor, None)?;
        Ok(page.map(|call| BatchItem::Call(Box::new(call))))
    }

    async fn stop_batch(&self, id: &BatchId) -> Result<()> {
        self.change(MockRequest::StopBatch(id.clone()), |state| {
            let now = state.now;
            let batch = state.batches.iter_mut().find(|batch| batch.batch.id == *id);
            let batch = batch.ok_or_else(|| none("stop_batch", "batch"))?;
            if batch.batch.status != BatchStatus::InProgress {
                return Err(over("stop_batch"));
            }
            batch.batch.status = BatchStatus::Stopped;
            let waiting = state.calls.iter_mut().filter(|call| {
                batch.calls.contains(&call.call.id) && call.call.status == CallStatus::Queued
            });
            for call in waiting {
                end(call, now, HangupCause::LocalHangup);
            }
            Ok(())
        })
    }
}

fn calls_of<'a>(state: &'a State, batch: &'a MockBatch) -> impl Iterator<Item = &'a Call> {
    state
        .calls
        .iter()
        .map(|call| &call.call)
        .filter(|call| batch.calls.contains(&call.id))
}

#[cfg(test)]
mod tests {
    use std::time::Duration;

    use super::*;
    use crate::mock::{Conversation, MockFailure, TurnKind};
    use crate::{
        CallEvent, CallOption, ErrorKind, PhoneNumber, Reconciliation, TelephonyProviderExt,
    };

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
