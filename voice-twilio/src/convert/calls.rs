//! Calls and their recordings.

use std::time::Duration;

use voice_core::{
    Call, CallId, CallStatus, Error, MachineDetection, OutboundCall, Party, Recording, RecordingId,
    RecordingStatus, Result,
};

use super::charge;
use super::document::{Document, address, document};
use super::urls::callback;
use crate::api::{self, CallDirection, CreateCall, LegEvent};
use crate::client::PROVIDER;
use crate::twiml;

/// A call as the shared type.
///
/// `answered_at` stays unknown: Twilio's `start_time` is when the call began, and the documents do not say whether
/// that is the answer.
pub(crate) fn call(call: api::Call) -> Call {
    let mut shared = Call::new(
        PROVIDER,
        CallId::from(call.sid),
        CallStatus::from(call.status.as_str()),
    );
    shared.direction = call
        .direction
        .as_ref()
        .and_then(CallDirection::seen_from_account);
    shared.from = call.from;
    shared.to = call.to;
    shared.created_at = call.date_created.or(call.start_time);
    shared.ended_at = call.end_time;
    shared.duration = call.duration;
    shared.price = charge(call.price.as_deref(), call.price_unit.as_deref());
    shared.answered_by = call.answered_by;
    shared.raw = call.raw;
    shared
}

/// A recording as the shared type.
pub(crate) fn recording(recording: api::Recording) -> Recording {
    let mut shared = Recording::new(
        RecordingId::from(recording.sid),
        RecordingStatus::from(recording.status.as_str()),
    );
    shared.call = recording.call_sid.map(CallId::from);
    shared.started_at = recording.start_time.or(recording.date_created);
    shared.duration = recording.duration;
    shared.channels = recording.channels.and_then(|count| count.try_into().ok());
    shared.url = recording.media_url.map(Into::into);
    shared.price = charge(recording.price.as_deref(), recording.price_unit.as_deref());
    shared.raw = recording.raw;
    shared
}

/// Twilio's request for a call. What Twilio would ignore, and what can be told beforehand that it turns down, is refused here
/// (L2); whose number `from` is, and which countries the account may call, only Twilio knows.
pub(crate) fn create_call(call: &OutboundCall) -> Result<CreateCall> {
    const OPERATION: &str = "place_call";
    let invalid = |field, why: &str| Error::invalid(PROVIDER, OPERATION, field, why);
    let unsupported =
        |option, why: &str| Error::unsupported_option(PROVIDER, OPERATION, option, why);
    let from = call.from.as_ref().ok_or_else(|| {
        invalid(
            "from",
            "Twilio has no pool of numbers to pick from; name one",
        )
    })?;
    let answer = call.answer.as_ref().ok_or_else(|| {
        invalid(
            "answer",
            "Twilio needs to know what happens when the call is answered",
        )
    })?;
    match from {
        Party::Number(_) => {}
        Party::Client(_) if call.to.number().is_none() => {}
        Party::Client(_) => {
            return Err(invalid("from", "must be a number when a number is called"));
        }
        _ => return Err(unsupported("from", "Twilio calls from numbers and clients")),
    }
    let mut request = CreateCall::new(address(&call.to, OPERATION, "to")?, from.to_string());
    match document(answer, OPERATION)? {
        Document::At(url) => request.url = Some(url),
        Document::Inline(twiml) => request.twiml = Some(twiml),
    }
    if let Some(span) = call.ring_timeout {
        let seconds = whole_seconds(span)
            .filter(|seconds| (1..=600).contains(seconds))
            .ok_or_else(|| invalid("ring_timeout", "must be 1 to 600 whole seconds"))?;
        request.timeout = Some(seconds);
    }
    if let Some(span) = call.max_duration {
        let seconds = whole_seconds(span)
            .filter(|seconds| *seconds > 0)
            .ok_or_else(|| invalid("max_duration", "must be whole seconds, at least 1"))?;
        request.time_limit = Some(seconds);
    }
    request.machine_detection = match call.machine_detection {
        None | Some(MachineDetection::Disabled) => None,
        Some(MachineDetection::Detect) => Some(twiml::MachineDetection::Enable),
        Some(MachineDetection::DetectMessageEnd) => Some(twiml::MachineDetection::DetectMessageEnd),
        Some(_) => return Err(unsupported("machine_detection", "Twilio has no such mode")),
    };
    if let Some(digits) = &call.send_digits {
        let key = |c: char| c.is_ascii_digit() || matches!(c, 'A'..='D' | '#' | '*' | 'w' | 'W');
        if digits.is_empty() || digits.chars().count() > 32 || !digits.chars().all(key) {
            let why = "must be 1 to 32 of `0-9 A-D # *`, `w` and `W`";
            return Err(invalid("send_digits", why));
        }
        if request.machine_detection.is_some() {
            return Err(unsupported(
                "machine_detection",
                "Twilio switches it off when digits are sent",
            ));
        }
        request.send_digits = Some(digits.as_str().to_owned());
    }
    request.record = call.record;
    request.status_callback = callback(
        call.status_callback.as_ref(),
        call.reference.as_ref(),
        OPERATION,
    )?;
    if request.status_callback.is_some() {
        request.status_callback_event = LegEvent::KNOWN.to_vec();
    }
    Ok(request)
}

fn whole_seconds(span: Duration) -> Option<u32> {
    (span.subsec_nanos() == 0)
        .then(|| u32::try_from(span.as_secs()).ok())
        .flatten()
}
