//! A conversation as the events that a carrier would send.

use std::time::Duration;

use super::line::{Conversation, TurnKind};
use crate::event::{EventKind, RecordingStatus, StatusChange};
use crate::{
    CallStatus, DigitPress, DigitSource, ExtractedVariable, OutboundCall, Speaker, Transcript,
    Utterance, VariableSource,
};

/// Events by the time since the call was placed, in order.
pub(super) fn events(
    call: &OutboundCall,
    conversation: &Conversation,
) -> Vec<(Duration, EventKind)> {
    let change = |status| {
        let mut change = StatusChange::new(status);
        change.direction = Some(crate::Direction::Outbound);
        change.from.clone_from(&call.from);
        change.to = Some(call.to.clone());
        change
    };
    let mut events = vec![(
        Duration::ZERO,
        EventKind::Status(change(CallStatus::Ringing)),
    )];
    let answered = conversation.status == CallStatus::Completed;
    if answered {
        events.push((
            conversation.ring,
            EventKind::Status(change(CallStatus::InProgress)),
        ));
        if let (Some(answered_by), Some(_)) = (&conversation.answered_by, call.machine_detection) {
            let detected = EventKind::MachineDetection {
                answered_by: answered_by.clone(),
                duration: None,
            };
            events.push((conversation.ring, detected));
        }
        let turns = conversation.turns.iter().filter_map(|turn| {
            event(&turn.kind).map(|kind| (conversation.ring + turn.offset, kind))
        });
        events.extend(turns);
    }
    let mut end = change(conversation.status.clone());
    end.duration = answered.then_some(conversation.duration);
    end.answered_by.clone_from(&conversation.answered_by);
    end.hangup_cause.clone_from(&conversation.hangup_cause);
    events.push((
        conversation.ring + conversation.duration,
        EventKind::Status(end),
    ));
    events
}

/// What a carrier would report of a turn; it does not report its own speech.
fn event(kind: &TurnKind) -> Option<EventKind> {
    Some(match kind {
        TurnKind::Said(_) | TurnKind::Played(_) => return None,
        TurnKind::Heard(text) => EventKind::Speech {
            text: text.clone(),
            confidence: None,
        },
        TurnKind::Pressed(digits) => EventKind::Digits {
            digits: digits.clone(),
            finish_key: None,
        },
        TurnKind::Dialed(status) => EventKind::DialResult {
            status: status.clone(),
            leg: None,
            duration: None,
        },
        TurnKind::Recorded(length) => EventKind::Recording {
            id: None,
            status: RecordingStatus::Completed,
            url: None,
            duration: Some(*length),
        },
        TurnKind::Step(name) => EventKind::Flow { name: name.clone() },
    })
}

/// The conversation in writing.
pub(super) fn transcript(conversation: &Conversation) -> Transcript {
    let mut transcript = Transcript::default();
    for turn in &conversation.turns {
        let at = Some(turn.offset);
        match &turn.kind {
            TurnKind::Said(text) => {
                transcript
                    .utterances
                    .push(Utterance::new(Speaker::Agent, at, text.as_str()));
            }
            TurnKind::Heard(text) => {
                transcript
                    .utterances
                    .push(Utterance::new(Speaker::Caller, at, text.as_str()));
            }
            TurnKind::Pressed(digits) => {
                transcript
                    .digits
                    .push(DigitPress::new(digits.as_str(), at, DigitSource::Signal));
            }
            TurnKind::Played(_)
            | TurnKind::Dialed(_)
            | TurnKind::Recorded(_)
            | TurnKind::Step(_) => {}
        }
    }
    transcript.variables = conversation
        .variables
        .iter()
        .map(|(name, value)| {
            ExtractedVariable::new(name.clone(), value.as_str(), VariableSource::Flow)
        })
        .collect();
    transcript
}
