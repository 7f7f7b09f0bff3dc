//! Between Quo's words and ours: pure functions.

#[cfg(feature = "http")]
mod records;

#[cfg(feature = "http")]
pub(crate) use records::*;

use voice_core::{
    CallStatus, Direction, HangupCause, Party, PhoneNumber, PrivateText, RecordingId,
};

use crate::words;

pub(crate) fn direction(word: &words::Direction) -> Option<Direction> {
    match word {
        words::Direction::Incoming => Some(Direction::Inbound),
        words::Direction::Outgoing => Some(Direction::Outbound),
        words::Direction::Unknown(_) => None,
    }
}

pub(crate) fn call_status(word: &words::CallStatus) -> CallStatus {
    use words::CallStatus as Quo;
    match word {
        Quo::Queued | Quo::Initiated => CallStatus::Queued,
        Quo::Ringing => CallStatus::Ringing,
        Quo::InProgress => CallStatus::InProgress,
        Quo::Completed | Quo::Answered | Quo::AiHandled | Quo::Forwarded => CallStatus::Completed,
        Quo::Busy => CallStatus::Busy,
        Quo::NoAnswer | Quo::Missed | Quo::Unanswered => CallStatus::NoAnswer,
        Quo::Canceled | Quo::Abandoned => CallStatus::Canceled,
        Quo::Failed => CallStatus::Failed,
        Quo::Unstated | Quo::Unknown(_) => CallStatus::Unknown(word.as_str().into()),
    }
}

/// What decides how a call went.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Facts<'a> {
    pub(crate) status: &'a words::CallStatus,
    pub(crate) direction: Option<&'a words::Direction>,
    pub(crate) answered: bool,
    pub(crate) by_ai: bool,
    pub(crate) forwarded: bool,
}

/// How a call went. Quo calls a missed call `completed` at times: it is one if it came in and was answered by nobody,
/// not by the AI and not elsewhere.
pub(crate) fn outcome(facts: Facts<'_>) -> (CallStatus, Option<HangupCause>) {
    let forwarded = facts.forwarded || *facts.status == words::CallStatus::Forwarded;
    let status = match call_status(facts.status) {
        CallStatus::Completed
            if facts.direction == Some(&words::Direction::Incoming)
                && !facts.answered
                && !facts.by_ai
                && !forwarded
                && *facts.status != words::CallStatus::Answered
                && *facts.status != words::CallStatus::AiHandled =>
        {
            CallStatus::NoAnswer
        }
        status => status,
    };
    let cause = (forwarded && status.is_final()).then_some(HangupCause::Transferred);
    (status, cause)
}

/// The id of a recording with its call's, because Quo finds recordings by their call only.
pub(crate) fn recording_id(call: &str, recording: &str) -> RecordingId {
    RecordingId::new([call, "/", recording].concat())
}

/// Who called and who was called, where it is known which party is ours.
pub(crate) fn parties(
    direction: Option<&words::Direction>,
    participants: &[Party],
    own: Option<&PhoneNumber>,
) -> (Option<Party>, Option<Party>) {
    let Some(own) = own else {
        return (None, None);
    };
    let other = participants
        .iter()
        .find(|party| party.number() != Some(own))
        .cloned();
    ends(direction, Some(own.clone().into()), other)
}

/// Our party and the other one in the order of the call.
pub(crate) fn ends(
    direction: Option<&words::Direction>,
    ours: Option<Party>,
    other: Option<Party>,
) -> (Option<Party>, Option<Party>) {
    match direction {
        Some(words::Direction::Incoming) => (other, ours),
        Some(words::Direction::Outgoing) => (ours, other),
        _ => (None, None),
    }
}

/// The points of a summary and what is to be done, one a line.
pub(crate) fn summary_text(points: &[PrivateText], next: &[PrivateText]) -> Option<PrivateText> {
    let mut lines: Vec<&str> = points.iter().map(PrivateText::as_str).collect();
    if !next.is_empty() {
        lines.push("Next steps:");
        lines.extend(next.iter().map(PrivateText::as_str));
    }
    (!lines.is_empty()).then(|| lines.join("\n").into())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_word_of_a_call_has_its_status() {
        for (word, status) in [
            ("queued", "queued"),
            ("initiated", "queued"),
            ("ringing", "ringing"),
            ("in-progress", "in-progress"),
            ("completed", "completed"),
            ("answered", "completed"),
            ("ai-handled", "completed"),
            ("forwarded", "completed"),
            ("busy", "busy"),
            ("no-answer", "no-answer"),
            ("missed", "no-answer"),
            ("unanswered", "no-answer"),
            ("canceled", "canceled"),
            ("abandoned", "canceled"),
            ("failed", "failed"),
            ("unknown", "unknown"),
            ("parked", "parked"),
        ] {
            assert_eq!(call_status(&word.into()).as_str(), status, "{word}");
        }
    }

    #[test]
    fn a_completed_call_that_nobody_answered_was_missed() {
        let facts = |status, direction, answered, by_ai, forwarded| {
            outcome(Facts {
                status: &words::CallStatus::from(status),
                direction: Some(&words::Direction::from(direction)),
                answered,
                by_ai,
                forwarded,
            })
        };
        let completed = (CallStatus::Completed, None);
        let missed = (CallStatus::NoAnswer, None);
        let handed_on = (CallStatus::Completed, Some(HangupCause::Transferred));
        assert_eq!(
            facts("completed", "incoming", true, false, false),
            completed
        );
        assert_eq!(facts("completed", "incoming", false, false, false), missed);
        assert_eq!(
            facts("completed", "incoming", false, true, false),
            completed
        );
        assert_eq!(
            facts("completed", "incoming", false, false, true),
            handed_on
        );
        assert_eq!(
            facts("forwarded", "incoming", false, false, false),
            handed_on
        );
        assert_eq!(
            facts("answered", "incoming", false, false, false),
            completed
        );
        assert_eq!(
            facts("ai-handled", "incoming", false, false, false),
            completed
        );
        assert_eq!(
            facts("completed", "outgoing", false, false, false),
            completed
        );
        assert_eq!(
            facts("busy", "incoming", false, false, false).0,
            CallStatus::Busy
        );
        let live = (CallStatus::InProgress, None);
        assert_eq!(facts("in-progress", "incoming", true, false, true), live);
    }

    #[test]
    fn the_parties_follow_from_the_direction_and_our_number() {
        let own: PhoneNumber = "+15550100001".parse().unwrap();
        let both: Vec<Party> = ["+15550100002", "+15550100001"].map(Party::reported).into();
        let (from, to) = parties(Some(&words::Direction::Incoming), &both, Some(&own));
        assert_eq!(from.unwrap().to_string(), "+15550100002");
        assert_eq!(to.unwrap().to_string(), "+15550100001");
        let (from, to) = parties(Some(&words::Direction::Outgoing), &both, Some(&own));
        assert_eq!(from.unwrap().to_string(), "+15550100001");
        assert_eq!(to.unwrap().to_string(), "+15550100002");
        assert_eq!(
            parties(Some(&words::Direction::Incoming), &both, None),
            (None, None)
        );
        assert_eq!(
            parties(Some(&"sideways".into()), &both, Some(&own)),
            (None, None)
        );
    }

    #[test]
    fn a_summary_is_its_points_and_next_steps() {
        let text = |words: &[&str]| words.iter().map(|word| (*word).into()).collect::<Vec<_>>();
        assert_eq!(
            summary_text(&text(&["a", "b"]), &text(&["c"])).unwrap(),
            "a\nb\nNext steps:\nc"
        );
        assert_eq!(summary_text(&[], &[]), None);
    }
}
