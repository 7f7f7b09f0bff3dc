//! One state out of many notifications.

use std::time::Duration;

use crate::event::{CallEvent, EventKind, StatusChange};
use crate::{AnsweredBy, Call, CallStatus, HangupCause, Timestamp};

/// Folds events and polls of one call into one state that only moves forward.
///
/// Notifications come twice, late and out of order. The tracker takes the *join* of all of them: any
/// permutation and repetition of the same inputs ends in the same state. A call that was busy, unanswered, failed or
/// called off stays so when the carrier later reports the leg `completed`, as some do.
///
/// ```
/// use voice_core::{CallEvent, CallStatus, CallTracker, EventKind, StatusChange};
///
/// let status = |status| CallEvent::new("twilio", EventKind::Status(StatusChange::new(status)));
/// let mut call = CallTracker::default();
/// assert!(call.event(&status(CallStatus::Busy)));
/// assert!(!call.event(&status(CallStatus::Completed)), "nothing new");
/// assert_eq!(call.status(), Some(&CallStatus::Busy));
/// ```
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct CallTracker {
    status: Option<CallStatus>,
    answered_at: Option<Timestamp>,
    ended_at: Option<Timestamp>,
    duration: Option<Duration>,
    answered_by: Option<AnsweredBy>,
    hangup_cause: Option<HangupCause>,
}

/// How far along a status is. An outcome that says more outranks one that says less, so that `Busy` survives a
/// later `Completed`; a word that is not known is never an end.
fn rank(status: &CallStatus) -> u8 {
    match status {
        CallStatus::Unknown(_) => 0,
        CallStatus::Queued => 1,
        CallStatus::Ringing => 2,
        CallStatus::InProgress => 3,
        CallStatus::Completed => 4,
        CallStatus::NoAnswer => 5,
        CallStatus::Busy => 6,
        CallStatus::Failed => 7,
        CallStatus::Canceled => 8,
    }
}

impl CallTracker {
    /// Takes an event; true if it told something new.
    pub fn event(&mut self, event: &CallEvent) -> bool {
        let before = self.clone();
        match &event.kind {
            EventKind::Incoming { .. } => self.moved(&CallStatus::Ringing, event.at),
            EventKind::Status(change) => self.change(change, event.at),
            EventKind::MachineDetection { answered_by, .. } => {
                later(&mut self.answered_by, Some(answered_by));
            }
            _ => {}
        }
        *self != before
    }

    /// Takes what a poll found; true if it told something new.
    pub fn call(&mut self, call: &Call) -> bool {
        let before = self.clone();
        self.join_status(&call.status);
        earlier(&mut self.answered_at, call.answered_at);
        earlier(&mut self.ended_at, call.ended_at);
        later(&mut self.duration, call.duration.as_ref());
        later(&mut self.answered_by, call.answered_by.as_ref());
        later(&mut self.hangup_cause, call.hangup_cause.as_ref());
        *self != before
    }

    fn change(&mut self, change: &StatusChange, at: Option<Timestamp>) {
        self.moved(&change.status, at);
        later(&mut self.duration, change.duration.as_ref());
        later(&mut self.answered_by, change.answered_by.as_ref());
        later(&mut self.hangup_cause, change.hangup_cause.as_ref());
    }

    fn moved(&mut self, status: &CallStatus, at: Option<Timestamp>) {
        self.join_status(status);
        if *status == CallStatus::InProgress {
            earlier(&mut self.answered_at, at);
        }
        if status.is_final() {
            earlier(&mut self.ended_at, at);
        }
    }

    fn join_status(&mut self, status: &CallStatus) {
        let order = |status: &CallStatus| (rank(status), status.clone());
        if self
            .status
            .as_ref()
            .is_none_or(|own| order(own) < order(status))
        {
            self.status = Some(status.clone());
        }
    }

    /// Where the call stands; `None` before the first input.
    pub fn status(&self) -> Option<&CallStatus> {
        self.status.as_ref()
    }

    /// True once nothing more can happen.
    pub fn is_final(&self) -> bool {
        self.status.as_ref().is_some_and(CallStatus::is_final)
    }

    /// When it was answered: the earliest instant that was reported.
    pub fn answered_at(&self) -> Option<Timestamp> {
        self.answered_at
    }

    /// When it ended: the earliest instant that was reported.
    pub fn ended_at(&self) -> Option<Timestamp> {
        self.ended_at
    }

    /// From answer to end: the longest that was reported.
    pub fn duration(&self) -> Option<Duration> {
        self.duration
    }

    /// Who or what answered.
    pub fn answered_by(&self) -> Option<&AnsweredBy> {
        self.answered_by.as_ref()
    }

    /// How it ended.
    pub fn hangup_cause(&self) -> Option<&HangupCause> {
        self.hangup_cause.as_ref()
    }
}

/// Keeps the greater one. Both joins are commutative, associative and idempotent, which is all the tracker needs.
fn later<T: Ord + Clone>(own: &mut Option<T>, other: Option<&T>) {
    if own.as_ref() < other {
        *own = other.cloned();
    }
}

/// Keeps the smaller one; nothing known is greater than everything.
fn earlier<T: Ord + Copy>(own: &mut Option<T>, other: Option<T>) {
    *own = match (*own, other) {
        (Some(own), Some(other)) => Some(own.min(other)),
        (own, other) => own.or(other),
    };
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn any_event() -> impl Strategy<Value = CallEvent> {
        let status = prop_oneof![
            proptest::sample::select(CallStatus::KNOWN.to_vec()),
            "[a-z]{1,8}".prop_map(|word| CallStatus::from(word.as_str())),
        ];
        let who = proptest::option::of(proptest::sample::select(AnsweredBy::KNOWN.to_vec()));
        let cause = proptest::option::of(proptest::sample::select(HangupCause::KNOWN.to_vec()));
        let at = proptest::option::of(0_i64..100);
        let seconds = proptest::option::of(0_u64..100);
        (status, who, cause, at, seconds).prop_map(
            |(status, answered_by, hangup_cause, at, seconds)| {
                let mut change = StatusChange::new(status);
                change.answered_by = answered_by;
                change.hangup_cause = hangup_cause;
                change.duration = seconds.map(Duration::from_secs);
                let mut event = CallEvent::new("mock", EventKind::Status(change));
                event.at = at.and_then(Timestamp::from_unix_seconds);
                event
            },
        )
    }

    fn fold<'a>(events: impl IntoIterator<Item = &'a CallEvent>) -> CallTracker {
        let mut tracker = CallTracker::default();
        for event in events {
            tracker.event(event);
        }
        tracker
    }

    proptest! {
        #[test]
        fn any_order_and_any_repetition_ends_in_the_same_state(
            (events, shuffled) in proptest::collection::vec(any_event(), 0..12)
                .prop_flat_map(|events| (Just(events.clone()), Just(events).prop_shuffle())),
            twice in any::<proptest::sample::Index>(),
        ) {
            let expected = fold(&events);
            let mut late = shuffled.clone();
            if !late.is_empty() {
                late.push(late[twice.index(late.len())].clone());
            }
            prop_assert_eq!(fold(&late), expected);
        }
    }

    #[test]
    fn busy_survives_a_later_completed() {
        let status = |status| CallEvent::new("mock", EventKind::Status(StatusChange::new(status)));
        let tracker = fold(&[status(CallStatus::Busy), status(CallStatus::Completed)]);
        assert_eq!(tracker.status(), Some(&CallStatus::Busy));
        assert!(tracker.is_final());
    }

    #[test]
    fn an_invented_status_does_not_end_a_call() {
        let tracker = fold(&[CallEvent::new(
            "mock",
            EventKind::Status(StatusChange::new("parked".into())),
        )]);
        assert!(!tracker.is_final());
    }
}
