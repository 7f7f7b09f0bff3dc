//! Between Twilio's values and the shared ones; pure functions.

use std::time::Duration;

use url::Url;
use voice_core::{
    Answer, AvailableNumber, Call, CallId, CallStatus, Direction, Error, ErrorKind,
    MachineDetection, Message, MessageId, MessageStatus, Money, NewMessage, NumberAbilities,
    NumberId, OutboundCall, OwnedNumber, Party, PhoneNumber, Recording, RecordingId,
    RecordingStatus, Reference, Result, Timestamp,
};

use crate::api::{
    self, CallDirection, CreateCall, CreateMessage, LegEvent, MessageDirection,
    PhoneNumberCapabilities, ScheduleType,
};
use crate::client::PROVIDER;
use crate::twiml::{self, Client, Connect, Dial, MAX_INLINE_CHARACTERS, Response, Sip, Stream};
use crate::webhook::REFERENCE_PARAMETER;

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

/// A price: Twilio books a charge as a negative number, a refund as a positive one; here what was paid is positive.
pub(crate) fn charge(price: Option<&str>, unit: Option<&str>) -> Option<Money> {
    let price = price?.trim();
    let turned = match price.strip_prefix('-') {
        Some(charge) => charge.to_owned(),
        None => ["-", price.strip_prefix('+').unwrap_or(price)].concat(),
    };
    Money::parse(&turned, unit?).ok()
}

/// Days that surely hold the instants asked for: `(on this day or later, before this day)`.
///
/// Twilio's filters look at whole days for some lists, and its documents do not agree for which. The days around the
/// span are right either way, and what is outside is dropped afterwards.
pub(crate) fn days(
    since: Option<Timestamp>,
    until: Option<Timestamp>,
) -> (Option<String>, Option<String>) {
    let day = |at: Timestamp| at.to_string().get(..10).unwrap_or_default().to_owned();
    let next_day = Duration::from_hours(24);
    (since.map(day), until.map(|until| day(until + next_day)))
}

/// Whether an instant is in the span. What is not known is not left out.
pub(crate) fn within(
    at: Option<Timestamp>,
    since: Option<Timestamp>,
    until: Option<Timestamp>,
) -> bool {
    at.is_none_or(|at| {
        since.is_none_or(|since| at >= since) && until.is_none_or(|until| at < until)
    })
}

/// Twilio's request for a call. Everything that Twilio would ignore or turn down is refused here (L2).
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
    if call.to.number().is_some() && matches!(from, Party::Sip(_)) {
        return Err(invalid("from", "must be a number when a number is called"));
    }
    let mut request = CreateCall::new(
        address(&call.to, OPERATION, "to")?,
        address(from, OPERATION, "from")?,
    );
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

/// The status callback with the reference in its query. Without a callback nothing would bring the reference back.
fn callback(
    callback: Option<&Url>,
    reference: Option<&Reference>,
    operation: &'static str,
) -> Result<Option<String>> {
    let Some(reference) = reference else {
        return Ok(callback.map(ToString::to_string));
    };
    let mut callback = callback.cloned().ok_or_else(|| {
        Error::unsupported_option(
            PROVIDER,
            operation,
            "reference",
            "Twilio carries it in the status callback's URL only; set `status_callback`",
        )
    })?;
    if callback
        .query_pairs()
        .any(|(name, _)| name == REFERENCE_PARAMETER)
    {
        let why = "has a parameter `voice_reference` of its own";
        return Err(Error::invalid(PROVIDER, operation, "status_callback", why));
    }
    callback
        .query_pairs_mut()
        .append_pair(REFERENCE_PARAMETER, reference.as_str());
    Ok(Some(callback.into()))
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

/// A message as the shared type.
pub(crate) fn message(message: api::Message) -> Message {
    let mut shared = Message::new(
        MessageId::from(message.sid),
        MessageStatus::from(message.status.as_str()),
    );
    shared.direction = message.direction.and_then(|direction| match direction {
        MessageDirection::Inbound => Some(Direction::Inbound),
        MessageDirection::Unknown(_) => None,
        _ => Some(Direction::Outbound),
    });
    shared.from = message.from;
    shared.to = message.to.into_iter().collect();
    shared.body = message.body;
    shared.created_at = message.date_created;
    shared.sent_at = message.date_sent;
    shared.price = charge(message.price.as_deref(), message.price_unit.as_deref());
    shared.error_code = message.error_code.map(|code| code.to_string().into());
    shared.raw = message.raw;
    shared
}

/// Twilio's request for a message. Everything that Twilio would ignore or turn down is refused here (L2).
pub(crate) fn create_message(message: &NewMessage) -> Result<CreateMessage> {
    const OPERATION: &str = "send_message";
    const MAX_BODY: usize = 1600;
    const MAX_MEDIA: usize = 10;
    let invalid = |field, why: &str| Error::invalid(PROVIDER, OPERATION, field, why);
    let unsupported =
        |option, why: &str| Error::unsupported_option(PROVIDER, OPERATION, option, why);
    let to = match message.to.as_slice() {
        [to @ Party::Number(_)] => to,
        // `whatsapp:+…` and other channels.
        [to @ Party::Other(text)] if text.contains(':') => to,
        [] => return Err(invalid("to", "names nobody")),
        _ => {
            return Err(unsupported(
                "to",
                "Twilio texts numbers and channel addresses",
            ));
        }
    };
    if message.body.trim().is_empty() && message.media.is_empty() {
        return Err(invalid("body", "is blank"));
    }
    if message.body.chars().count() > MAX_BODY {
        return Err(invalid("body", "is longer than 1600 characters"));
    }
    if message.media.len() > MAX_MEDIA {
        return Err(invalid("media", "is more than 10 files"));
    }
    let mut request = CreateMessage::new(to.to_string());
    match &message.from {
        Party::Other(service) if service.starts_with("MG") => {
            request.messaging_service_sid = Some(service.as_ref().to_owned());
        }
        Party::Number(_) | Party::Other(_) => request.from = Some(message.from.to_string()),
        _ => {
            return Err(unsupported(
                "from",
                "Twilio texts from numbers and named senders",
            ));
        }
    }
    if !message.body.is_empty() {
        request.body = Some(message.body.as_str().to_owned());
    }
    request.media_url = message.media.iter().map(ToString::to_string).collect();
    if let Some(at) = message.send_at {
        if request.messaging_service_sid.is_none() {
            let why = "Twilio schedules texts of a messaging service (`MG…`) only";
            return Err(unsupported("send_at", why));
        }
        request.schedule_type = Some(ScheduleType::Fixed);
        request.send_at = Some(at.to_string());
    }
    request.status_callback = callback(
        message.status_callback.as_ref(),
        message.reference.as_ref(),
        OPERATION,
    )?;
    Ok(request)
}

/// A number of ours as the shared type.
pub(crate) fn owned_number(
    number: api::IncomingPhoneNumber,
    operation: &'static str,
) -> Result<OwnedNumber> {
    let Some(Party::Number(e164)) = number.phone_number else {
        return Err(not_a_number(operation));
    };
    let mut shared = OwnedNumber::new(NumberId::from(number.sid), e164);
    shared.label = number.friendly_name.map(Into::into);
    shared.abilities = abilities(number.capabilities.as_ref());
    shared.voice_url = number.voice_url.and_then(|url| url.parse().ok());
    shared.raw = number.raw;
    Ok(shared)
}

/// A number for sale as the shared type.
pub(crate) fn available_number(number: api::AvailablePhoneNumber) -> Result<AvailableNumber> {
    let e164 =
        PhoneNumber::parse(&number.phone_number).map_err(|_| not_a_number("search_numbers"))?;
    let mut shared = AvailableNumber::new(e164);
    shared.locality = number.locality.map(Into::into);
    shared.abilities = abilities(number.capabilities.as_ref());
    shared.raw = number.raw;
    Ok(shared)
}

fn not_a_number(operation: &'static str) -> Error {
    let what = "`phone_number` is not in E.164";
    Error::new(ErrorKind::Decode, PROVIDER, operation, what)
}

fn abilities(said: Option<&PhoneNumberCapabilities>) -> NumberAbilities {
    let mut abilities = NumberAbilities::default();
    if let Some(said) = said {
        abilities.voice = said.voice;
        abilities.sms = said.sms;
        abilities.mms = said.mms;
    }
    abilities
}

/// What a call shall do, as Twilio takes it.
pub(crate) enum Document {
    At(String),
    Inline(String),
}

/// The document of an answer.
pub(crate) fn document(answer: &Answer, operation: &'static str) -> Result<Document> {
    let unsupported = |why: &str| Error::unsupported_option(PROVIDER, operation, "answer", why);
    let built = |response: Response| {
        response
            .build_inline()
            .map(Document::Inline)
            .map_err(|error| Error::invalid(PROVIDER, operation, "answer", error))
    };
    match answer {
        Answer::Url(url) if !is_http(url) => Err(Error::invalid(
            PROVIDER,
            operation,
            "answer",
            "the URL must be http or https",
        )),
        Answer::Url(url) => Ok(Document::At(url.as_str().to_owned())),
        Answer::Markup(document) if document.chars().count() > MAX_INLINE_CHARACTERS => {
            Err(unsupported(
                "Twilio takes at most 4000 characters of TwiML with a request; serve it at a URL",
            ))
        }
        Answer::Markup(document) => Ok(Document::Inline(document.as_ref().to_owned())),
        Answer::Connect(party) => built(dial(party, operation, "answer")?),
        Answer::Stream(url) => {
            built(Response::new().connect(Connect::new().stream(Stream::new().url(url.as_str()))))
        }
        _ => Err(unsupported(
            "Twilio takes a URL, TwiML, a party to connect, or a stream",
        )),
    }
}

/// The document that dials a party and connects the two.
pub(crate) fn dial(
    party: &Party,
    operation: &'static str,
    option: &'static str,
) -> Result<Response> {
    let dial = Dial::new();
    let dial = match party {
        Party::Number(number) => dial.number(number.as_str()),
        Party::Client(name) => dial.client(Client::new().identity(&**name)),
        Party::Sip(address) => dial.sip(Sip::new().uri(&**address)),
        _ => return Err(undiallable(operation, option)),
    };
    Ok(Response::new().dial(dial))
}

/// A party as `To` and `From` want it.
pub(crate) fn address(
    party: &Party,
    operation: &'static str,
    option: &'static str,
) -> Result<String> {
    match party {
        Party::Number(_) | Party::Sip(_) | Party::Client(_) => Ok(party.to_string()),
        _ => Err(undiallable(operation, option)),
    }
}

fn undiallable(operation: &'static str, option: &'static str) -> Error {
    let why = "Twilio dials numbers, SIP addresses and clients";
    Error::unsupported_option(PROVIDER, operation, option, why)
}

fn is_http(url: &Url) -> bool {
    matches!(url.scheme(), "http" | "https")
}

fn whole_seconds(span: Duration) -> Option<u32> {
    (span.subsec_nanos() == 0)
        .then(|| u32::try_from(span.as_secs()).ok())
        .flatten()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn at(text: &str) -> Timestamp {
        text.parse().unwrap()
    }

    #[test]
    fn a_charge_is_positive_and_a_refund_negative() {
        let price = |text| charge(Some(text), Some("USD")).map(|price| price.to_string());
        assert_eq!(price("-0.03000").as_deref(), Some("0.03000 USD"));
        assert_eq!(price("0.02").as_deref(), Some("-0.02 USD"));
        assert_eq!(charge(Some("-0.03"), None), None);
        assert_eq!(charge(None, Some("USD")), None);
    }

    #[test]
    fn days_hold_the_span_whichever_way_twilio_reads_them() {
        let (since, until) = days(
            Some(at("2026-01-20T15:00:00Z")),
            Some(at("2026-01-31T00:00:00Z")),
        );
        assert_eq!(since.as_deref(), Some("2026-01-20"));
        assert_eq!(until.as_deref(), Some("2026-02-01"));
        let span = (
            Some(at("2026-01-20T15:00:00Z")),
            Some(at("2026-01-20T16:00:00Z")),
        );
        assert!(within(Some(at("2026-01-20T15:00:00Z")), span.0, span.1));
        assert!(!within(Some(at("2026-01-20T14:59:59Z")), span.0, span.1));
        assert!(!within(Some(at("2026-01-20T16:00:00Z")), span.0, span.1));
        assert!(within(None, span.0, span.1));
    }
}
