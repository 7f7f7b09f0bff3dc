//! Between Twilio's values and the shared ones; pure functions.

use std::time::Duration;

use url::Url;
use voice_core::{
    Answer, AvailableNumber, Call, CallId, CallStatus, Direction, Error, ErrorKind,
    MachineDetection, Message, MessageId, MessageStatus, Money, NewMessage, NumberAbilities,
    NumberId, NumberKind, NumberSearch, NumberUpdate, OutboundCall, OwnedNumber, Party,
    PhoneNumber, Recording, RecordingId, RecordingStatus, Reference, Result, Timestamp,
};

use crate::api::{
    self, AvailableNumberKind, CallDirection, CreateCall, CreateMessage, LegEvent,
    ListAvailablePhoneNumbers, MessageDirection, PhoneNumberCapabilities, ScheduleType,
    UpdateIncomingPhoneNumber,
};
use crate::client::{PROVIDER, is_whole_sid};
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
    shared.direction = call.direction.as_ref().and_then(direction);
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

/// Who began a call, seen from our account; `None` for a word that is not known.
pub(crate) fn direction(direction: &CallDirection) -> Option<Direction> {
    match direction {
        CallDirection::Inbound | CallDirection::TrunkingOriginating => Some(Direction::Inbound),
        CallDirection::OutboundApi
        | CallDirection::OutboundDial
        | CallDirection::TrunkingTerminating => Some(Direction::Outbound),
        CallDirection::Unknown(_) => None,
    }
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

/// Days that surely hold the instants asked for, for the keys with `>` and `<`: from this day on, and before or on this day.
///
/// Twilio's filters look at whole days. For calls `<` is said to leave its day out, for recordings and messages to hold its
/// midnight; with the day after the last one both are right, and what is outside the span is dropped afterwards.
pub(crate) fn days(
    since: Option<Timestamp>,
    until: Option<Timestamp>,
) -> (Option<String>, Option<String>) {
    let day = |at: Timestamp| at.to_string().get(..10).unwrap_or_default().to_owned();
    let next_day = Duration::from_hours(24);
    (since.map(day), until.map(|until| day(until + next_day)))
}

/// The same for recordings, which Twilio filters by the day on which they were made, while the span is about when they
/// began. Between the two lies as much as a call may last: a day.
pub(crate) fn days_around(
    since: Option<Timestamp>,
    until: Option<Timestamp>,
) -> (Option<String>, Option<String>) {
    const DAY: Duration = Duration::from_hours(24);
    days(since.map(|at| at - DAY), until.map(|at| at + DAY))
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

/// The status callback with the reference in its query. Without a callback nothing would bring the reference back.
fn callback(
    callback: Option<&Url>,
    reference: Option<&Reference>,
    operation: &'static str,
) -> Result<Option<String>> {
    let written = |url: &Url| web_url(url, operation, "status_callback");
    let Some(reference) = reference else {
        return callback.map(written).transpose();
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
    written(&callback).map(Some)
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

/// Twilio's request for a message. What Twilio would ignore, and what can be told beforehand that it turns down, is refused
/// here (L2).
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
        // An alphanumeric sender may begin with the same two letters.
        Party::Other(service) if is_whole_sid(service, "MG") => {
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
    let media = message.media.iter();
    let media: Result<Vec<String>> = media.map(|url| web_url(url, OPERATION, "media")).collect();
    request.media_url = media?;
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

/// Twilio's search for numbers on sale.
pub(crate) fn search(query: &NumberSearch) -> Result<ListAvailablePhoneNumbers> {
    const OPERATION: &str = "search_numbers";
    /// Answers have no next page, so this is all there is.
    const MOST: u32 = 1000;
    let invalid = |field, why: &str| Error::invalid(PROVIDER, OPERATION, field, why);
    let unsupported =
        |option, why: &str| Error::unsupported_option(PROVIDER, OPERATION, option, why);
    let kind = match query.kind {
        None | Some(NumberKind::Local) => AvailableNumberKind::Local,
        Some(NumberKind::TollFree) => AvailableNumberKind::TollFree,
        Some(NumberKind::Mobile) => AvailableNumberKind::Mobile,
        Some(_) => return Err(unsupported("kind", "Twilio has no such kind")),
    };
    let mut search = ListAvailablePhoneNumbers::new(&*query.country, kind);
    if let Some(code) = query.area_code.as_deref() {
        if !matches!(&*query.country, "US" | "CA") {
            let why = "Twilio searches by area code in US and CA only";
            return Err(unsupported("area_code", why));
        }
        if code.len() != 3 || !code.bytes().all(|byte| byte.is_ascii_digit()) {
            return Err(invalid("area_code", "is three digits"));
        }
        search.area_code = Some(code.to_owned());
    }
    if !query.limit.is_none_or(|limit| (1..=MOST).contains(&limit)) {
        return Err(invalid("limit", "must be 1 to 1000"));
    }
    search.contains = query.contains.as_deref().map(str::to_owned);
    search.in_locality = query.locality.as_deref().map(str::to_owned);
    search.voice_enabled = query.abilities.voice;
    search.sms_enabled = query.abilities.sms;
    search.mms_enabled = query.abilities.mms;
    search.page_size = query.limit;
    Ok(search)
}

/// Twilio's request for a change of a number.
///
/// Twilio does not ask the voice URL of a number that has an application or a trunk: whoever sets one gets it asked, so both
/// are cleared with it.
pub(crate) fn update_number(
    id: &NumberId,
    update: &NumberUpdate,
) -> Result<UpdateIncomingPhoneNumber> {
    const OPERATION: &str = "update_number";
    const LONGEST_LABEL: usize = 64;
    let mut change = UpdateIncomingPhoneNumber::new(id.as_str());
    if let Some(label) = update.label.as_deref() {
        if label.chars().count() > LONGEST_LABEL {
            let why = "is longer than 64 characters";
            return Err(Error::invalid(PROVIDER, OPERATION, "label", why));
        }
        change.friendly_name = Some(label.to_owned());
    }
    if let Some(url) = &update.voice_url {
        change.voice_url = Some(web_url(url, OPERATION, "voice_url")?);
        change.voice_application_sid = Some(String::new());
        change.trunk_sid = Some(String::new());
    }
    if let Some(url) = &update.status_callback {
        change.status_callback = Some(web_url(url, OPERATION, "status_callback")?);
    }
    Ok(change)
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
        Answer::Url(url) => web_url(url, operation, "answer").map(Document::At),
        Answer::Markup(document) if document.chars().count() > MAX_INLINE_CHARACTERS => {
            Err(unsupported(
                "Twilio takes at most 4000 characters of TwiML with a request; serve it at a URL",
            ))
        }
        Answer::Markup(document) => Ok(Document::Inline(document.as_ref().to_owned())),
        Answer::Connect(party) => built(dial(party, operation, "answer")?),
        Answer::Stream(url) => {
            let url = taken_url(url, &["wss"], operation, "answer")?;
            built(Response::new().connect(Connect::new().stream(Stream::new().url(url))))
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

/// A party as `To` wants it.
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

/// A URL that Twilio will ask, as it takes it.
fn web_url(url: &Url, operation: &'static str, field: &'static str) -> Result<String> {
    taken_url(url, &["http", "https"], operation, field)
}

/// A URL as Twilio takes it: of one of these schemes, with a host name without `_`, of at most 4000 characters. What it does
/// not take it may also take and never ask.
fn taken_url(
    url: &Url,
    schemes: &[&str],
    operation: &'static str,
    field: &'static str,
) -> Result<String> {
    const LONGEST: usize = 4000;
    let why = if !schemes.contains(&url.scheme()) {
        format!("the URL must be {}", schemes.join(" or "))
    } else if url.host_str().is_none_or(|host| host.contains('_')) {
        "the URL must have a host name without `_`".to_owned()
    } else if url.as_str().chars().count() > LONGEST {
        "the URL is longer than 4000 characters".to_owned()
    } else {
        return Ok(url.as_str().to_owned());
    };
    Err(Error::invalid(PROVIDER, operation, field, why))
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

    #[test]
    fn the_days_of_recordings_hold_what_was_made_a_call_later_than_it_began() {
        let midnight = Some(at("2026-01-20T00:00:00Z"));
        let (since, until) = days_around(midnight, midnight);
        assert_eq!(since.as_deref(), Some("2026-01-19"));
        assert_eq!(until.as_deref(), Some("2026-01-22"));
        assert_eq!(days_around(None, None), (None, None));
    }

    #[test]
    fn a_url_is_taken_whole_or_not_at_all() {
        let taken = |text: &str| web_url(&text.parse().unwrap(), "place_call", "status_callback");
        let of_length = |length: usize| {
            let head = "https://example.com/";
            [head, &"a".repeat(length - head.len())].concat()
        };
        for good in [
            "http://example.com/a_b?c_d=1",
            "https://u:p@example.com:8443/",
            &of_length(4000),
        ] {
            assert_eq!(taken(good).unwrap(), good);
        }
        for (bad, why) in [
            ("ftp://example.com/x", "the URL must be http or https"),
            ("wss://example.com/x", "the URL must be http or https"),
            (
                "https://my_host.example.com/x",
                "the URL must have a host name without `_`",
            ),
            (&of_length(4001), "the URL is longer than 4000 characters"),
        ] {
            let error = taken(bad).unwrap_err();
            assert_eq!(error.message(), format!("field `status_callback`: {why}"));
            assert_eq!(error.option(), Some("status_callback"));
        }
    }

    #[test]
    fn both_kinds_of_trunk_have_their_direction() {
        assert_eq!(
            direction(&CallDirection::TrunkingTerminating),
            Some(Direction::Outbound)
        );
        assert_eq!(
            direction(&CallDirection::TrunkingOriginating),
            Some(Direction::Inbound)
        );
        assert_eq!(direction(&CallDirection::from("sideways")), None);
    }
}
