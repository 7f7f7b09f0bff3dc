//! Text messages.

use voice_core::{Direction, Error, Message, MessageId, MessageStatus, NewMessage, Party, Result};

use super::charge;
use super::urls::{callback, web_url};
use crate::api::{self, CreateMessage, MessageDirection, ScheduleType};
use crate::client::{PROVIDER, is_whole_sid};

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
