//! One state out of many notifications.

use std::time::Duration;

use crate::event::{CallEvent, EventKind, StatusChange};
use crate::{AnsweredBy, Call, CallStatus, HangupCause, Timestamp};

/// Folds events and polls of one call into one state that only moves forward.
///
/// Notifications come twice, late and out of order; nothing that is known is changed by that:
///
/// - The status only moves on, and the first end stays. A call that was busy, unanswered, failed or called off stays so
///   when the carrier later reports the leg `completed`, as some do; a `Completed` call stays completed.
/// - Of two words for who answered or how it ended, a word that is known outranks one that is not (Twilio's `unknown`
///   too), then the notification with the higher running number outranks one that comes late, then
///   the word that says more.
/// - An instant is the earliest that was reported, the duration the longest.
///
/// So any permutation and repetition of the same inputs ends in the same state, as long as they agree on how the call
/// ended. If they contradict each other there, the first one heard stays: whoever has acted on an end must not be told
/// another one.
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
    answered_by: Word<AnsweredBy>,
    hangup_cause: Word<HangupCause>,
}

/// How far along a status is; every end is equally far. A word that is not known is never an end.
fn rank(status: &CallStatus) -> u8 {
    match status {
        CallStatus::Unknown(_) => 0,
        CallStatus::Queued => 1,
        CallStatus::Ringing => 2,
        CallStatus::InProgress => 3,
        CallStatus::Completed
        | CallStatus::NoAnswer
        | CallStatus::Busy
        | CallStatus::Failed
        | CallStatus::Canceled => 4,
    }
}

impl CallTracker {
    /// Takes an event; true if it told something new.
    pub fn event(&mut self, event: &CallEvent) -> bool {
        match &event.kind {
            EventKind::Incoming { .. } => self.moved(&CallStatus::Ringing, event.at),
            EventKind::Status(change) => self.change(change, event),
            EventKind::MachineDetection { answered_by, .. } => {
                self.answered_by.hear(Some(answered_by), event.sequence)
            }
            _ => false,
        }
    }

    /// Takes what a poll found; true if it told something new.
    pub fn call(&mut self, call: &Call) -> bool {
        // `|` and not `||`: each of them is heard.
        self.join_status(&call.status)
            | earlier(&mut self.answered_at, call.answered_at)
            | earlier(&mut self.ended_at, call.ended_at)
            | longer(&mut self.duration, call.duration)
            | self.answered_by.hear(call.answered_by.as_ref(), None)
            | self.hangup_cause.hear(call.hangup_cause.as_ref(), None)
    }

    fn change(&mut self, change: &StatusChange, event: &CallEvent) -> bool {
        self.moved(&change.status, event.at)
            | longer(&mut self.duration, change.duration)
            | self
                .answered_by
                .hear(change.answered_by.as_ref(), event.sequence)
            | self
                .hangup_cause
                .hear(change.hangup_cause.as_ref(), event.sequence)
    }

    fn moved(&mut self, status: &CallStatus, at: Option<Timestamp>) -> bool {
        let mut news = self.join_status(status);
        if *status == CallStatus::InProgress {
            news |= earlier(&mut self.answered_at, at);
        }
        if status.is_final() {
            news |= earlier(&mut self.ended_at, at);
        }
        news
    }

    fn join_status(&mut self, status: &CallStatus) -> bool {
        let news = match &self.status {
            None => true,
            // Of two unknown words one must win, whichever comes first.
            Some(own @ CallStatus::Unknown(_)) => {
                (rank(own), own.as_str()) < (rank(status), status.as_str())
            }
            Some(own) => rank(own) < rank(status),
        };
        if news {
            self.status = Some(status.clone());
        }
        news
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
        self.answered_by.word()
    }

    /// How it ended.
    pub fn hangup_cause(&self) -> Option<&HangupCause> {
        self.hangup_cause.word()
    }
}

/// The best word that was heard for something, and the running number of the notification it came with.
#[derive(Debug, Clone, PartialEq, Eq)]
struct Word<T>(Option<(Option<u64>, T)>);

impl<T> Default for Word<T> {
    fn default() -> Self {
        Self(None)
    }
}

impl<T: OpenWord> Word<T> {
    /// Keeps the greater one: a join, commutative, associative and idempotent. True if the word is another one now.
    fn hear(&mut self, word: Option<&T>, sequence: Option<u64>) -> bool {
        let Some(word) = word else { return false };
        let better = match &self.0 {
            None => true,
            Some((own_sequence, own)) => {
                (own.is_known(), own_sequence, own) < (word.is_known(), &sequence, word)
            }
        };
        let news = self.word() != Some(word);
        if better {
            self.0 = Some((sequence, word.clone()));
        }
        better && news
    }

    fn word(&self) -> Option<&T> {
        self.0.as_ref().map(|(_, word)| word)
    }
}

/// A word of an open list, whose order says which tells more.
trait OpenWord: Ord + Clone {
    fn is_known(&self) -> bool;
}

impl OpenWord for AnsweredBy {
    fn is_known(&self) -> bool {
        !matches!(self, Self::Unknown(_))
    }
}

impl OpenWord for HangupCause {
    fn is_known(&self) -> bool {
        !matches!(self, Self::Unknown(_))
    }
}

/// Keeps the longer span; true if it is news.
fn longer(own: &mut Option<Duration>, other: Option<Duration>) -> bool {
    let news = *own < other;
    if news {
        *own = other;
    }
    news
}

/// Keeps the earlier instant; nothing known is later than everything. True if it is news.
fn earlier(own: &mut Option<Timestamp>, other: Option<Timestamp>) -> bool {
    let news = other.is_some_and(|other| own.is_none_or(|own| other < own));
    if news {
        *own = other;
    }
    news
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    /// A word of the list, or an invented one.
    fn any_word<T: Clone + std::fmt::Debug + for<'a> From<&'a str> + 'static>(
        known: &'static [T],
    ) -> impl Strategy<Value = T> {
        prop_oneof![
            3 => proptest::sample::select(known),
            1 => "[a-c]{1,2}".prop_map(|word| T::from(word.as_str())),
        ]
    }

    /// An event of a call that ends, if it ends, in one way.
    fn any_event(end: CallStatus) -> impl Strategy<Value = CallEvent> {
        let status = any_word(CallStatus::KNOWN).prop_map(move |status| {
            if status.is_final() {
                end.clone()
            } else {
                status
            }
        });
        let who = proptest::option::of(any_word(AnsweredBy::KNOWN));
        let cause = proptest::option::of(any_word(HangupCause::KNOWN));
        let at = proptest::option::of(0_i64..100);
        let seconds = proptest::option::of(0_u64..100);
        let sequence = proptest::option::of(0_u64..4);
        (status, who, cause, at, seconds, sequence).prop_map(
            |(status, answered_by, hangup_cause, at, seconds, sequence)| {
                let mut change = StatusChange::new(status);
                change.answered_by = answered_by;
                change.hangup_cause = hangup_cause;
                change.duration = seconds.map(Duration::from_secs);
                let mut event = CallEvent::new("mock", EventKind::Status(change));
                event.at = at.and_then(Timestamp::from_unix_seconds);
                event.sequence = sequence;
                event
            },
        )
    }

    fn any_end() -> impl Strategy<Value = CallStatus> {
        proptest::sample::select(CallStatus::KNOWN).prop_filter("an end", CallStatus::is_final)
    }

    fn any_history() -> impl Strategy<Value = Vec<CallEvent>> {
        any_end().prop_flat_map(|end| proptest::collection::vec(any_event(end), 0..12))
    }

    /// What a caller can see.
    fn told(call: &CallTracker) -> impl PartialEq + std::fmt::Debug + use<> {
        (
            call.status().cloned(),
            (call.answered_at(), call.ended_at(), call.duration()),
            call.answered_by().cloned(),
            call.hangup_cause().cloned(),
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
            (events, shuffled) in any_history().prop_flat_map(|events| (Just(events.clone()), Just(events).prop_shuffle())),
            twice in any::<proptest::sample::Index>(),
        ) {
            let expected = fold(&events);
            let mut late = shuffled.clone();
            if !late.is_empty() {
                late.push(late[twice.index(late.len())].clone());
            }
            prop_assert_eq!(fold(&late), expected);
        }

        #[test]
        fn once_it_is_over_no_event_changes_how(
            events in any_history(),
            others in any_history(),
        ) {
            let mut tracker = fold(&events);
            let ended = tracker.status().filter(|status| status.is_final()).cloned();
            for other in &others {
                tracker.event(other);
                if ended.is_some() {
                    prop_assert_eq!(tracker.status().cloned(), ended.clone());
                }
            }
        }

        #[test]
        fn news_is_what_changes_what_can_be_seen(events in any_history()) {
            let mut tracker = CallTracker::default();
            for event in &events {
                let before = told(&tracker);
                let news = tracker.event(event);
                prop_assert_eq!(told(&tracker) != before, news);
                prop_assert!(!tracker.event(event), "twice is once");
            }
        }
    }

    fn ended(status: CallStatus) -> CallEvent {
        CallEvent::new("mock", EventKind::Status(StatusChange::new(status)))
    }

    #[test]
    fn a_completed_call_is_not_called_unanswered_later() {
        for late in CallStatus::KNOWN {
            let tracker = fold(&[ended(CallStatus::Completed), ended(late.clone())]);
            assert_eq!(tracker.status(), Some(&CallStatus::Completed), "{late}");
        }
    }

    #[test]
    fn a_word_that_is_not_known_changes_none_that_is() {
        let heard = |who: &str| {
            let answered_by = who.into();
            let duration = None;
            CallEvent::new(
                "mock",
                EventKind::MachineDetection {
                    answered_by,
                    duration,
                },
            )
        };
        for events in [
            [heard("human"), heard("unknown")],
            [heard("unknown"), heard("human")],
        ] {
            assert_eq!(fold(&events).answered_by(), Some(&AnsweredBy::Human));
        }
        let mut change = StatusChange::new(CallStatus::Completed);
        change.hangup_cause = Some(HangupCause::LocalHangup);
        let mut invented = change.clone();
        invented.hangup_cause = Some("x-invented".into());
        let events =
            [change, invented].map(|change| CallEvent::new("mock", EventKind::Status(change)));
        let cause = fold(&events).hangup_cause().cloned();
        assert_eq!(cause, Some(HangupCause::LocalHangup));
    }

    #[test]
    fn what_comes_late_does_not_change_what_came_after_it() {
        let heard = |sequence, who: AnsweredBy| {
            let mut change = StatusChange::new(CallStatus::InProgress);
            change.answered_by = Some(who);
            let mut event = CallEvent::new("mock", EventKind::Status(change));
            event.sequence = Some(sequence);
            event
        };
        let mut tracker = fold(&[heard(2, AnsweredBy::Human)]);
        assert!(!tracker.event(&heard(1, AnsweredBy::Fax)), "late");
        assert_eq!(tracker.answered_by(), Some(&AnsweredBy::Human));
        assert!(tracker.event(&heard(3, AnsweredBy::Fax)));
        assert_eq!(tracker.answered_by(), Some(&AnsweredBy::Fax));
    }

    #[test]
    fn busy_survives_a_later_completed() {
        let tracker = fold(&[ended(CallStatus::Busy), ended(CallStatus::Completed)]);
        assert_eq!(tracker.status(), Some(&CallStatus::Busy));
        assert!(tracker.is_final());
    }

    #[test]
    fn an_invented_status_does_not_end_a_call() {
        let tracker = fold(&[ended("parked".into())]);
        assert!(!tracker.is_final());
    }
}
