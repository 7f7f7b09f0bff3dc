//! Twilio's requests as shared events.

use voice_core::webhook::{EventReader, Verified};
use voice_core::{
    CallEvent, CallId, CallStatus, EventKind, HangupCause, MessageId, PrivateText, Raw,
    RecordingId, RecordingStatus, Reference, Result, StatusChange, TranscriptId,
};

use super::REFERENCE_PARAMETER;
use super::notification::{
    CallStatusCallback, DialResult, DialStatus, GatherResult, IncomingMessage, LiveTranscription,
    Notification, NotificationKind, QueueOutcome, RecordResult, SessionStatus,
};
use super::parameters::Parameters;
use super::signature::IDEMPOTENCY_TOKEN;
use crate::twiml::StreamTrack;
use crate::words::{CallDirection, CallState, RecordingState, TranscriptionState};

const PROVIDER: &str = "twilio";

/// Reads Twilio's requests as shared events, once they are verified. Each request is at least one.
///
/// | Twilio | event |
/// |---|---|
/// | voice URL of an inbound call that rings | `Incoming` |
/// | any other request for a document, the fallback URL's too | `Status`, and `MachineDetection` if it says who answered |
/// | status callback | `Status`; `initiated` is `Queued`, for it has not rung; and `Recording` if there is one |
/// | SIP 487 after no answer, SIP 404 | hangup cause `RingTimeout`, `Unreachable` |
/// | `<Gather>` | `Digits`, `Speech`, or both; neither: `Digits` that are empty |
/// | `<Dial>` | `DialResult`, and `Recording` if there is one |
/// | `<Record>` | `Recording`, not yet ready; `Digits` with the key that ended it, or `Status` if the caller hung up |
/// | transcript of a recording | `Transcript` if it is completed |
/// | live transcription | `Speech` for what the caller said and will stay |
///
/// What has no shared word is `Unknown`. Its name is Twilio's where Twilio names what happened: the `StatusCallbackEvent` of a
/// conference, the `TranscriptionEvent` of a live transcription. Elsewhere Twilio has a status at most, and the name is
/// ours with that status behind it: `transcription-failed`, `enqueue-bridged`, `session-ended` (ConversationRelay),
/// `refer-completed`; or ours alone: `queue-whisper`, `queue-wait`, `refer-request`, `partial-speech`.
#[derive(Debug, Clone, Copy, Default)]
pub struct TwilioEvents;

impl EventReader for TwilioEvents {
    /// Never fails: what is not known is `Unknown`. The event's `id` is `I-Twilio-Idempotency-Token`, the same on a
    /// repeated delivery; it is not signed.
    fn read_events(&self, verified: &Verified<'_>) -> Result<Vec<CallEvent>> {
        let request = verified.request();
        let notification = Notification::read(Parameters::read(request));
        let reference = request
            .query_pairs()
            .find(|(name, _)| name == REFERENCE_PARAMETER)
            .and_then(|(_, value)| Reference::parse(&value).ok());
        let id = request.header(IDEMPOTENCY_TOKEN);
        let raw = if request.body().is_empty() {
            Raw::from(request.query())
        } else {
            Raw::from(String::from_utf8_lossy(request.body()).into_owned())
        };
        // Conferences, partial speech and live transcriptions count, too, but each from its own beginning.
        let sequence = match &notification.kind {
            NotificationKind::CallStatus(callback) => callback.sequence_number,
            _ => None,
        };
        let at = match &notification.kind {
            NotificationKind::PartialSpeech(speech) => speech.timestamp,
            _ => notification.parameters.time("Timestamp"),
        };
        let call = notification.common.call_sid.as_deref().map(CallId::from);
        let events = kinds(&notification).into_iter().map(|kind| {
            let mut event = CallEvent::new(PROVIDER, kind);
            event.id = id.map(Into::into);
            event.call.clone_from(&call);
            event.reference.clone_from(&reference);
            event.at = at;
            event.sequence = sequence;
            event.raw = raw.clone();
            event
        });
        Ok(events.collect())
    }
}

fn kinds(notification: &Notification) -> Vec<EventKind> {
    let one = |kind| vec![kind];
    match &notification.kind {
        NotificationKind::Document => document(notification),
        NotificationKind::CallStatus(callback) => call_status(notification, callback),
        NotificationKind::Gather(gather) => gathered(gather),
        NotificationKind::Dial(dial) => dialled(dial),
        NotificationKind::Record(record) => recorded_by_verb(notification, record),
        NotificationKind::RecordingStatus(recording) => one(EventKind::Recording {
            id: recording.recording_sid.as_deref().map(RecordingId::from),
            status: recording
                .status
                .as_ref()
                .map_or(RecordingStatus::Processing, |status: &RecordingState| {
                    RecordingStatus::from(status.as_str())
                }),
            url: recording.recording_url.clone(),
            duration: recording.duration,
        }),
        NotificationKind::Transcription(done) => one(match &done.status {
            Some(TranscriptionState::Completed) => EventKind::Transcript {
                id: done.transcription_sid.as_deref().map(TranscriptId::from),
                text: done.text.clone(),
            },
            status => named(
                "transcription",
                status.as_ref().map(TranscriptionState::as_str),
            ),
        }),
        NotificationKind::LiveTranscription(live) => {
            let event = live.event.as_ref();
            one(spoken(live).unwrap_or_else(|| unknown(event.map_or("", |event| event.as_str()))))
        }
        NotificationKind::MachineDetection(detection) => {
            let kind =
                detection
                    .answered_by
                    .clone()
                    .map(|answered_by| EventKind::MachineDetection {
                        answered_by,
                        duration: detection.duration,
                    });
            one(kind.unwrap_or_else(|| unknown("machine-detection")))
        }
        NotificationKind::Stream(stream) => one(EventKind::Stream {
            status: stream
                .event
                .as_ref()
                .map_or("", |event| event.as_str())
                .into(),
        }),
        NotificationKind::IncomingMessage(message) => one(message_received(notification, message)),
        NotificationKind::MessageStatus(callback) => one(match &callback.message_sid {
            Some(id) => EventKind::MessageStatus {
                id: MessageId::from(id.as_str()),
                status: callback
                    .status
                    .as_ref()
                    .map_or("", |status| status.as_str())
                    .into(),
            },
            None => unknown("message-status"),
        }),
        NotificationKind::Conference(callback) => {
            let event = callback.event.as_ref();
            one(unknown(event.map_or("", |event| event.as_str())))
        }
        NotificationKind::RelaySession(session) => one(named(
            "session",
            session.status.as_ref().map(SessionStatus::as_str),
        )),
        NotificationKind::Enqueue(result) => one(named(
            "enqueue",
            result.result.as_ref().map(QueueOutcome::as_str),
        )),
        NotificationKind::Refer(result) => one(named("refer", result.status.as_deref())),
        NotificationKind::QueueWhisper(_) => one(unknown("queue-whisper")),
        NotificationKind::QueueWait(_) => one(unknown("queue-wait")),
        NotificationKind::ReferRequest(_) => one(unknown("refer-request")),
        NotificationKind::PartialSpeech(_) => one(unknown("partial-speech")),
        NotificationKind::Unknown => one(unknown("")),
    }
}

fn unknown(name: &str) -> EventKind {
    EventKind::Unknown { name: name.into() }
}

/// A name of ours with Twilio's word for how it stands.
fn named(what: &str, status: Option<&str>) -> EventKind {
    unknown(&[what, "-", status.unwrap_or_default()].concat())
}

fn message_received(notification: &Notification, message: &IncomingMessage) -> EventKind {
    let common = &notification.common;
    let (Some(id), Some(from), Some(to)) = (&message.message_sid, &common.from, &common.to) else {
        return unknown("message");
    };
    EventKind::MessageReceived {
        id: MessageId::from(id.as_str()),
        from: from.clone(),
        to: to.clone(),
        body: message.body.clone().unwrap_or_default(),
    }
}

fn document(notification: &Notification) -> Vec<EventKind> {
    let call = &notification.common;
    // The fallback URL is asked about a call that was announced before.
    let first = call.direction == Some(CallDirection::Inbound) && call.error_url.is_none();
    if let (true, Some(CallState::Ringing), Some(from), Some(to)) =
        (first, &call.call_status, &call.from, &call.to)
    {
        return vec![EventKind::Incoming {
            from: from.clone(),
            to: to.clone(),
        }];
    }
    let mut kinds: Vec<_> = change(notification)
        .into_iter()
        .map(EventKind::Status)
        .collect();
    if let Some(answered_by) = &call.answered_by {
        kinds.push(EventKind::MachineDetection {
            answered_by: answered_by.clone(),
            duration: call.machine_detection_duration,
        });
    }
    kinds
}

fn call_status(notification: &Notification, callback: &CallStatusCallback) -> Vec<EventKind> {
    let mut kinds = Vec::new();
    if let Some(mut change) = change(notification) {
        change.duration = callback.call_duration;
        change.hangup_cause = match (callback.sip_response_code, &change.status) {
            (Some(487), CallStatus::NoAnswer) => Some(HangupCause::RingTimeout),
            (Some(404), _) => Some(HangupCause::Unreachable),
            _ => None,
        };
        kinds.push(EventKind::Status(change));
    }
    kinds.extend(recorded(
        callback.recording_sid.as_deref(),
        callback.recording_url.as_ref(),
        callback.recording_duration,
    ));
    kinds
}

/// The call's status as it stands.
fn change(notification: &Notification) -> Option<StatusChange> {
    let call = &notification.common;
    let status = match call.call_status.as_ref()? {
        CallState::Initiated => CallStatus::Queued,
        status => CallStatus::from(status.as_str()),
    };
    let mut change = StatusChange::new(status);
    change.direction = call
        .direction
        .as_ref()
        .and_then(CallDirection::seen_from_account);
    change.from.clone_from(&call.from);
    change.to.clone_from(&call.to);
    change.answered_by.clone_from(&call.answered_by);
    Some(change)
}

/// What a `<Record>` recorded, and what ended it.
fn recorded_by_verb(notification: &Notification, record: &RecordResult) -> Vec<EventKind> {
    let recording = EventKind::Recording {
        id: record.recording_sid.as_deref().map(RecordingId::from),
        status: RecordingStatus::Processing,
        url: record.recording_url.clone(),
        duration: record.recording_duration,
    };
    let end = record.digits.as_ref().map(|pressed| {
        let mut keys = pressed.chars();
        match (keys.next(), keys.next()) {
            _ if *pressed == "hangup" => {
                let mut change =
                    change(notification).unwrap_or(StatusChange::new(CallStatus::Completed));
                // The call may be told to be in progress, but there is nobody on it.
                if !change.status.is_final() {
                    change.status = CallStatus::Completed;
                }
                change.hangup_cause = Some(HangupCause::RemoteHangup);
                EventKind::Status(change)
            }
            (Some(key), None) => EventKind::Digits {
                digits: PrivateText::default(),
                finish_key: Some(key),
            },
            _ => EventKind::Digits {
                digits: pressed.clone(),
                finish_key: None,
            },
        }
    });
    std::iter::once(recording).chain(end).collect()
}

/// A recording that a call or a `<Dial>` made; the file may not be ready.
fn recorded(
    id: Option<&str>,
    url: Option<&PrivateText>,
    duration: Option<std::time::Duration>,
) -> Option<EventKind> {
    let url = url?;
    Some(EventKind::Recording {
        id: id.map(RecordingId::from),
        status: RecordingStatus::Processing,
        url: Some(url.clone()),
        duration,
    })
}

fn gathered(gather: &GatherResult) -> Vec<EventKind> {
    let mut kinds = Vec::new();
    let speech = gather.speech_result.clone().filter(|text| !text.is_empty());
    let digits = gather.digits.clone().unwrap_or_default();
    if !digits.is_empty() || speech.is_none() {
        let mut key = gather
            .finished_on_key
            .as_deref()
            .unwrap_or_default()
            .chars();
        kinds.push(EventKind::Digits {
            digits,
            finish_key: key.next(),
        });
    }
    if let Some(text) = speech {
        kinds.push(EventKind::Speech {
            text,
            confidence: gather.confidence.and_then(percent),
        });
    }
    kinds
}

fn dialled(dial: &DialResult) -> Vec<EventKind> {
    let status = match &dial.status {
        Some(DialStatus::Answered) => CallStatus::Completed,
        Some(status) => CallStatus::from(status.as_str()),
        None => CallStatus::Unknown("".into()),
    };
    let result = EventKind::DialResult {
        status,
        leg: dial.call_sid.as_deref().map(CallId::from),
        duration: dial.duration,
    };
    let recording = recorded(
        dial.recording_sid.as_deref(),
        dial.recording_url.as_ref(),
        dial.recording_duration,
    );
    std::iter::once(result).chain(recording).collect()
}

/// What the caller said, if it will stay.
fn spoken(live: &LiveTranscription) -> Option<EventKind> {
    #[derive(serde::Deserialize)]
    struct Said {
        transcript: String,
        confidence: Option<f64>,
    }
    let theirs = live.track == Some(StreamTrack::Inbound) && live.is_final == Some(true);
    let data = live.data.as_ref().filter(|_| theirs)?;
    let said: Said = serde_json::from_str(data).ok()?;
    Some(EventKind::Speech {
        text: said.transcript.into(),
        confidence: said.confidence.and_then(percent),
    })
}

/// 0.0 to 1.0 as percent.
fn percent(confidence: f64) -> Option<u8> {
    #[expect(
        clippy::cast_possible_truncation,
        clippy::cast_sign_loss,
        reason = "between 0 and 100 by then"
    )]
    (0.0..=1.0)
        .contains(&confidence)
        .then(|| (confidence * 100.0).round() as u8)
}
