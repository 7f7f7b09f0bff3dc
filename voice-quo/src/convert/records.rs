//! Answers of both surfaces as our types.

use std::time::Duration;

use voice_core::{
    Call, CallId, Contact, ContactDetails, ContactId, ExtractedVariable, HangupCause, Message,
    MessageId, MessageStatus, NumberAbilities, NumberId, OwnedNumber, Party, PhoneNumber,
    PrivateText, Recording, RecordingStatus, Speaker, Timestamp, Utterance, VariableSource,
};

use super::{Facts, direction, ends, outcome, parties, recording_id};
use crate::{PROVIDER, api, dated, words};

pub(crate) fn call(quo: api::Call, own: Option<&PhoneNumber>) -> Call {
    let (status, hangup_cause) = outcome(Facts {
        status: &quo.status,
        direction: quo.direction.as_ref(),
        answered: quo.answered_at.is_some(),
        by_ai: quo.ai_handled.is_some(),
        forwarded: quo.forwarded_to.is_some(),
    });
    let mut call = Call::new(PROVIDER, CallId::new(quo.id), status);
    (call.from, call.to) = parties(quo.direction.as_ref(), &quo.participants, own);
    call.direction = quo.direction.as_ref().and_then(direction);
    call.created_at = quo.created_at;
    call.raw = quo.raw;
    finish(
        &mut call,
        quo.answered_at,
        quo.completed_at,
        quo.duration,
        hangup_cause,
    );
    call
}

pub(crate) fn dated_call(quo: dated::Call, own: Option<&PhoneNumber>) -> Call {
    let (status, hangup_cause) = outcome(Facts {
        status: &quo.status,
        direction: quo.direction.as_ref(),
        answered: quo.answered_at.is_some(),
        by_ai: quo.ai_handled.is_some(),
        forwarded: quo.forwarded_to.is_some(),
    });
    let mut call = Call::new(PROVIDER, CallId::new(quo.id), status);
    let numbers: Vec<Party> = quo
        .participants
        .iter()
        .filter_map(|party| party.phone_number.clone())
        .collect();
    (call.from, call.to) = if own.is_some() {
        parties(quo.direction.as_ref(), &numbers, own)
    } else {
        // Without our number the actor tells which party is ours.
        let side = |ours: bool| {
            quo.participants
                .iter()
                .find(|party| party.actor_id.is_some() == ours)
                .and_then(|party| party.phone_number.clone())
        };
        ends(quo.direction.as_ref(), side(true), side(false))
    };
    call.direction = quo.direction.as_ref().and_then(direction);
    call.created_at = quo.created_at;
    call.raw = quo.raw;
    finish(
        &mut call,
        quo.answered_at,
        quo.completed_at,
        quo.duration,
        hangup_cause,
    );
    call
}

/// The end of a call. Of a call that nobody answered Quo's duration is how long it rang, which is not ours.
fn finish(
    call: &mut Call,
    answered_at: Option<Timestamp>,
    completed_at: Option<Timestamp>,
    duration: Option<Duration>,
    hangup_cause: Option<HangupCause>,
) {
    call.answered_at = answered_at;
    call.ended_at = completed_at.filter(|_| call.status.is_final());
    call.duration = duration.filter(|_| call.status == voice_core::CallStatus::Completed);
    call.hangup_cause = hangup_cause;
}

pub(crate) fn recording(call: &CallId, quo: api::Recording) -> Recording {
    let id = recording_id(call.as_str(), quo.file.id.as_deref().unwrap_or_default());
    let mut recording = Recording::new(id, recording_status(quo.file.status.as_ref()));
    recording.call = Some(call.clone());
    recording.started_at = quo.file.start_time;
    recording.duration = quo.file.duration;
    recording.url = quo.file.url;
    recording.raw = quo.raw;
    recording
}

pub(crate) fn message_status(word: &words::MessageStatus) -> MessageStatus {
    MessageStatus::from(word.as_str())
}

pub(crate) fn recording_status(word: Option<&words::RecordingStatus>) -> RecordingStatus {
    // Quo leaves it null at times; what has no status cannot be fetched yet.
    word.map_or(RecordingStatus::Processing, |word| {
        RecordingStatus::from(word.as_str())
    })
}

/// What the AI agent found out.
pub(crate) fn variables(jobs: &[words::Job]) -> Vec<ExtractedVariable> {
    jobs.iter()
        .flat_map(|job| &job.result.data)
        .filter_map(|found| {
            let value = found.value.clone()?;
            Some(ExtractedVariable::new(
                found.name.clone(),
                value,
                VariableSource::Model,
            ))
        })
        .collect()
}

/// A line of a transcript, `later` than the start of the call. Ours is who is one of our users, or speaks from one of
/// our numbers (the AI agent does).
pub(crate) fn utterance(
    line: words::DialogueLine,
    later: Duration,
    is_ours: impl Fn(&PhoneNumber) -> bool,
) -> Utterance {
    let ours = line.user_id.is_some()
        || line
            .identifier
            .as_ref()
            .and_then(Party::number)
            .is_some_and(is_ours);
    let speaker = if ours {
        Speaker::Agent
    } else {
        Speaker::Caller
    };
    Utterance::new(
        speaker,
        line.start.map(|start| later.saturating_add(start)),
        line.content,
    )
}

pub(crate) fn message(quo: api::Message) -> Message {
    let mut message = Message::new(MessageId::new(quo.id), message_status(&quo.status));
    message.direction = quo.direction.as_ref().and_then(direction);
    message.from = quo.from;
    message.to = quo.to;
    message.body = quo.text;
    message.created_at = quo.created_at;
    message.raw = quo.raw;
    message
}

/// `None` if what Quo calls the number is none.
pub(crate) fn number(quo: api::Number) -> Option<OwnedNumber> {
    let mut number = OwnedNumber::new(NumberId::new(quo.id), quo.number.number()?.clone());
    number.label = quo.name;
    if let Some(restrictions) = &quo.restrictions {
        let mut abilities = NumberAbilities::default();
        abilities.voice = restrictions.calling.anywhere();
        abilities.sms = restrictions.messaging.anywhere();
        number.abilities = abilities;
    }
    number.raw = quo.raw;
    Some(number)
}

/// Numbers that are not E.164 are left out; they are in the raw record.
pub(crate) fn contact(quo: api::Contact) -> Contact {
    let fields = quo.default_fields;
    let mut details = ContactDetails::new();
    details.first_name = fields.first_name;
    details.last_name = fields.last_name;
    details.company = fields.company;
    details.role = fields.role;
    details.numbers = Some(
        fields
            .phone_numbers
            .iter()
            .filter_map(|item| PhoneNumber::parse(item.value.as_deref()?).ok())
            .collect(),
    );
    details.emails = Some(
        fields
            .emails
            .into_iter()
            .filter_map(|item| item.value)
            .collect(),
    );
    details.external_id = quo.external_id;
    let mut contact = Contact::new(ContactId::new(quo.id), details);
    contact.raw = quo.raw;
    contact
}

/// The fields to be written, with the lists merged into what is stored.
pub(crate) fn contact_fields(
    details: &ContactDetails,
    stored: &api::DefaultFields,
) -> api::ContactFields {
    let mut fields = api::ContactFields::new();
    fields.first_name = details.first_name.clone().map(Some);
    fields.last_name = details.last_name.clone().map(Some);
    fields.company = details.company.clone().map(Some);
    fields.role = details.role.clone().map(Some);
    fields.emails = details
        .emails
        .as_ref()
        .map(|emails| merged(&stored.emails, emails.clone(), "email"));
    fields.phone_numbers = details.numbers.as_ref().map(|numbers| {
        let numbers = numbers.iter().map(|number| number.as_str().into());
        merged(&stored.phone_numbers, numbers.collect(), "phone")
    });
    fields
}

/// The wanted values as items: those that are stored keep their id and name, and stored ones that are not wanted are removed
/// by name, which is right whether Quo replaces the list or merges it.
fn merged(
    stored: &[api::ContactItem],
    wanted: Vec<PrivateText>,
    name: &str,
) -> Vec<api::ContactItem> {
    let mut items: Vec<api::ContactItem> = stored
        .iter()
        .filter(|item| item.id.is_some())
        .cloned()
        .map(|mut item| {
            item.value = item.value.filter(|value| wanted.contains(value));
            item
        })
        .collect();
    for value in wanted {
        if !items.iter().any(|item| item.value.as_ref() == Some(&value)) {
            items.push(api::ContactItem::new(name, value));
        }
    }
    items
}

#[cfg(test)]
mod tests {
    use super::*;

    fn item(id: &str, name: &str, value: &str) -> api::ContactItem {
        let mut item = api::ContactItem::new(name, value);
        item.id = Some(id.into());
        item
    }

    #[test]
    fn a_merged_list_keeps_what_stays_adds_what_is_new_and_removes_the_rest() {
        let stored = [
            item("1", "work", "+15550100001"),
            item("2", "home", "+15550100002"),
        ];
        let wanted = vec!["+15550100002".into(), "+15550100003".into()];
        let items = merged(&stored, wanted, "phone");
        let told: Vec<_> = items
            .iter()
            .map(|item| (item.id.as_deref(), &*item.name, item.value.as_deref()))
            .collect();
        assert_eq!(
            told,
            [
                (Some("1"), "work", None),
                (Some("2"), "home", Some("+15550100002")),
                (None, "phone", Some("+15550100003")),
            ]
        );
        assert!(merged(&[], Vec::new(), "phone").is_empty());
    }

    #[test]
    fn words_of_messages_meet_ours() {
        for word in words::MessageStatus::KNOWN {
            assert!(
                !matches!(message_status(word), MessageStatus::Unknown(_)),
                "{word}"
            );
        }
    }

    #[test]
    fn words_of_recordings_meet_ours() {
        for word in words::RecordingStatus::KNOWN {
            let status = recording_status(Some(word));
            assert!(!matches!(status, RecordingStatus::Unknown(_)), "{word}");
        }
        assert_eq!(recording_status(None), RecordingStatus::Processing);
    }

    #[test]
    fn what_is_not_set_is_not_touched() {
        let details = ContactDetails::new().company("Example");
        let fields = contact_fields(&details, &api::DefaultFields::default());
        assert_eq!(
            serde_json::to_string(&fields).unwrap(),
            r#"{"company":"Example"}"#
        );
    }
}
