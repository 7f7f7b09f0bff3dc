//! Quo's notifications as common events.

use std::collections::HashSet;
use std::time::Duration;

use voice_core::{
    CallEvent, CallId, CallStatus, EventKind, HangupCause, MessageId, MessageStatus, Party,
    PhoneNumber, PrivateText, RecordingStatus, StatusChange, Timestamp, TranscriptId,
};

use super::event::{Payload, QuoEvent};
use super::{dated, legacy};
use crate::convert::{self, Facts};
use crate::words::{DialogueLine, Direction, EventName, RecordingFile};
use crate::{PROVIDER, words};

/// What a notification turns into, before the envelope is put around it.
#[derive(Default)]
struct Told {
    call: Option<CallId>,
    kinds: Vec<(EventKind, Option<Timestamp>)>,
}

impl Told {
    fn of(call: &str) -> Self {
        Self {
            call: Some(CallId::new(call)),
            kinds: Vec::new(),
        }
    }

    fn and(mut self, kind: EventKind, at: Option<Timestamp>) -> Self {
        self.kinds.push((kind, at));
        self
    }

    fn and_maybe(self, kind: Option<EventKind>) -> Self {
        match kind {
            Some(kind) => self.and(kind, None),
            None => self,
        }
    }
}

impl QuoEvent {
    /// The common events; one that has no word of its own is `Unknown`.
    pub(super) fn call_events(&self, own: &HashSet<PhoneNumber>) -> Vec<CallEvent> {
        let mut told = match &self.payload {
            Payload::Legacy(object) => from_legacy(&self.name, object, own),
            Payload::Dated(resource, context) => from_dated(&self.name, resource, context),
            Payload::Other => Told::default(),
        };
        if told.kinds.is_empty() {
            let name = self.name.as_str().into();
            told.kinds.push((EventKind::Unknown { name }, None));
        }
        let Told { call, kinds } = told;
        kinds
            .into_iter()
            .map(|(kind, at)| {
                let mut event = CallEvent::new(PROVIDER, kind);
                event.id.clone_from(&self.id);
                event.call.clone_from(&call);
                event.at = at.or(self.created_at);
                event.raw = self.raw.clone();
                event
            })
            .collect()
    }
}

fn from_legacy(name: &EventName, object: &legacy::Object, own: &HashSet<PhoneNumber>) -> Told {
    match object {
        legacy::Object::Call(call) => {
            let told = Told::of(&call.id);
            match name {
                EventName::CallRecordingCompleted => files(
                    told,
                    &call.id,
                    if call.recordings.is_empty() {
                        &call.media
                    } else {
                        &call.recordings
                    },
                ),
                // Other times than its beginning are not to be trusted yet.
                EventName::CallRinging => told.and(
                    EventKind::Status(change(call, CallStatus::Ringing, own)),
                    call.created_at,
                ),
                _ => ended(told, call, own),
            }
        }
        legacy::Object::Summary(summary) => Told::of(&summary.call_id)
            .and_maybe(summary_kind(&summary.summary, &summary.next_steps)),
        legacy::Object::Transcript(transcript) => Told::of(&transcript.call_id)
            .and_maybe(transcript_kind(&transcript.call_id, &transcript.dialogue)),
        legacy::Object::Message(message) => {
            let id = MessageId::new(message.id.clone());
            let kind = if *name == EventName::MessageReceived {
                received(
                    id,
                    message.from.as_ref(),
                    message.to.first(),
                    message.text.as_ref(),
                )
            } else {
                Some(EventKind::MessageStatus {
                    id,
                    status: MessageStatus::Delivered,
                })
            };
            Told::default().and_maybe(kind)
        }
    }
}

/// A legacy `call.completed`: the answer, if there was one, and the end.
fn ended(told: Told, call: &legacy::Call, own: &HashSet<PhoneNumber>) -> Told {
    use words::CallStatus as Quo;
    // The event says that the call is over; a record that lags behind does not make it live again.
    let status = match &call.status {
        None | Some(Quo::Queued | Quo::Initiated | Quo::Ringing | Quo::InProgress) => {
            Quo::Completed
        }
        Some(status) => status.clone(),
    };
    let (status, cause) = convert::outcome(Facts {
        status: &status,
        direction: call.direction.as_ref(),
        answered: call.answered_at.is_some(),
        by_ai: call.ai_handled.is_some(),
        forwarded: call.forwarded_to.is_some(),
    });
    let told = match call.answered_at {
        Some(at) => told.and(
            EventKind::Status(change(call, CallStatus::InProgress, own)),
            Some(at),
        ),
        None => told,
    };
    let mut end = change(call, status, own);
    finish(&mut end, cause, call.duration);
    told.and(EventKind::Status(end), call.completed_at)
}

fn change(call: &legacy::Call, status: CallStatus, own: &HashSet<PhoneNumber>) -> StatusChange {
    let mut change = StatusChange::new(status);
    change.direction = call.direction.as_ref().and_then(convert::direction);
    let ours = call
        .participants
        .iter()
        .filter_map(Party::number)
        .find(|number| own.contains(number));
    let (from, to) = convert::parties(call.direction.as_ref(), &call.participants, ours);
    change.from = call.from.clone().or(from);
    change.to = call.to.clone().or(to);
    change
}

/// Of a call that nobody answered Quo's duration is how long it rang, which is not ours.
fn finish(end: &mut StatusChange, cause: Option<HangupCause>, duration: Option<Duration>) {
    end.hangup_cause = cause;
    end.duration = duration.filter(|_| end.status == CallStatus::Completed);
}

fn from_dated(name: &EventName, resource: &dated::Resource, context: &dated::Context) -> Told {
    use dated::Resource;
    match resource {
        Resource::Message(message) => {
            Told::default().and_maybe(message_kind(name, message, context))
        }
        Resource::CallRinging(call) => Told::of(&call.id).and(
            EventKind::Status(seen(context, call.direction.as_ref(), CallStatus::Ringing)),
            call.created_at,
        ),
        Resource::CallAnswered(call) => Told::of(&call.id).and(
            EventKind::Status(seen(
                context,
                call.direction.as_ref(),
                CallStatus::InProgress,
            )),
            call.answered_at,
        ),
        Resource::CallCompleted(call) => completed(call, context),
        Resource::CallMissed(call) => {
            let incoming = Some(&Direction::Incoming);
            Told::of(&call.id).and(
                EventKind::Status(seen(context, incoming, CallStatus::NoAnswer)),
                call.updated_at,
            )
        }
        Resource::CallForwarded(call) => {
            let name = "call.forwarded".into();
            Told::of(&call.id).and(EventKind::Flow { name }, call.updated_at)
        }
        Resource::MenuSelected(menu) => chosen(menu),
        Resource::Recordings(call) => files(Told::of(&call.id), &call.id, &call.recordings),
        Resource::Summary(summary) => Told::of(&summary.call_id)
            .and_maybe(summary_kind(&summary.summary, &summary.next_steps)),
        Resource::Transcript(transcript) => Told::of(&transcript.call_id)
            .and_maybe(transcript_kind(&transcript.call_id, &transcript.dialogue)),
        Resource::Voicemail(voicemail) => left(voicemail),
        Resource::Contact(_) | Resource::Task(_) => Told::default(),
    }
}

fn completed(call: &dated::CallCompleted, context: &dated::Context) -> Told {
    let (status, cause) = convert::outcome(Facts {
        status: &call.status,
        direction: call.direction.as_ref(),
        answered: call.answered_at.is_some(),
        by_ai: false,
        forwarded: false,
    });
    let mut told = Told::of(&call.id);
    if call.answered_at.is_some() {
        let answer = seen(context, call.direction.as_ref(), CallStatus::InProgress);
        told = told.and(EventKind::Status(answer), call.answered_at);
    }
    let mut end = seen(context, call.direction.as_ref(), status);
    finish(&mut end, cause, call.duration);
    told.and(EventKind::Status(end), call.completed_at)
}

fn seen(
    context: &dated::Context,
    direction: Option<&Direction>,
    status: CallStatus,
) -> StatusChange {
    let mut change = StatusChange::new(status);
    change.direction = direction.and_then(convert::direction);
    if let Some(parties) = &context.participants {
        let ours = parties.workspace.first().cloned();
        let other = parties.external.first().cloned();
        (change.from, change.to) = convert::ends(direction, ours, other);
    }
    change
}

fn chosen(menu: &dated::MenuSelected) -> Told {
    let told = Told::of(&menu.id);
    let told = match &menu.phone_menu_selection {
        Some(digits) => told.and(
            EventKind::Digits {
                digits: digits.clone(),
                finish_key: None,
            },
            menu.updated_at,
        ),
        None => told,
    };
    let name = menu
        .phone_menu_selection_name
        .as_ref()
        .or(menu.status_reason.as_ref())
        .map_or("phone-menu", |name| name);
    told.and(EventKind::Flow { name: name.into() }, menu.updated_at)
}

fn left(voicemail: &dated::Voicemail) -> Told {
    let call = voicemail.call_id.as_deref();
    let call = call.or_else(|| Some(&*voicemail.id).filter(|id| id.starts_with("AC")));
    let told = call.map_or_else(Told::default, Told::of).and(
        EventKind::Recording {
            id: None,
            status: RecordingStatus::Completed,
            url: voicemail.recording_url.clone(),
            duration: voicemail.duration,
        },
        voicemail.created_at,
    );
    told.and_maybe(
        voicemail
            .transcript
            .clone()
            .map(|text| EventKind::Transcript {
                id: None,
                text: Some(text),
            }),
    )
}

fn message_kind(
    name: &EventName,
    message: &dated::Message,
    context: &dated::Context,
) -> Option<EventKind> {
    let id = MessageId::new(message.id.clone());
    let status = match name {
        EventName::MessageReceived => {
            return received(
                id,
                context.sender_identifier.as_ref(),
                context.recipient_identifiers.first(),
                message.text.as_ref(),
            );
        }
        EventName::MessageFailed => MessageStatus::Failed,
        EventName::MessageUndelivered => MessageStatus::Undelivered,
        _ => MessageStatus::Delivered,
    };
    Some(EventKind::MessageStatus { id, status })
}

fn received(
    id: MessageId,
    from: Option<&Party>,
    to: Option<&Party>,
    text: Option<&PrivateText>,
) -> Option<EventKind> {
    Some(EventKind::MessageReceived {
        id,
        from: from?.clone(),
        to: to?.clone(),
        // A picture without words is a message too.
        body: text.cloned().unwrap_or_default(),
    })
}

fn files(told: Told, call: &str, files: &[RecordingFile]) -> Told {
    files.iter().fold(told, |told, file| {
        let recording = EventKind::Recording {
            id: file.id.as_deref().map(|id| convert::recording_id(call, id)),
            status: RecordingStatus::Completed,
            url: file.url.clone(),
            duration: file.duration,
        };
        told.and(recording, None)
    })
}

fn summary_kind(points: &[PrivateText], next: &[PrivateText]) -> Option<EventKind> {
    convert::summary_text(points, next).map(|text| EventKind::Summary { text })
}

fn transcript_kind(call: &str, dialogue: &[DialogueLine]) -> Option<EventKind> {
    let lines: Vec<&str> = dialogue.iter().map(|line| line.content.as_str()).collect();
    (!lines.is_empty()).then(|| EventKind::Transcript {
        id: Some(TranscriptId::new(call)),
        text: Some(lines.join("\n").into()),
    })
}
