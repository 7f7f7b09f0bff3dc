//! Every kind of request, as a notification and as events.

use voice_core::webhook::{Verifier, VerifyError, WebhookRequest};
use voice_core::{CallEvent, EventKind, MessageStatus, Timestamp};
use voice_twilio::ErrorCode;
use voice_twilio::webhook::{
    CallState, ConferenceCallbackEvent, GatherResult, MessageState, Notification, NotificationKind,
    ParticipantLeftReason, TwilioEvents, TwilioVerifier,
};

use super::{URL, form};

const COMMON: &str =
    "CallSid=CA1&AccountSid=AC1&From=%2B15550100101&To=%2B15550100100&ApiVersion=2010-04-01";

fn read(body: &str) -> (Notification, Vec<CallEvent>) {
    let url = format!("{URL}?voice_reference=order-1");
    let twilio = TwilioVerifier::new("an invented token");
    let request = form(&url, body, &twilio.sign(&url, body.as_bytes()).unwrap());
    let verified = request
        .verify(&twilio, &TwilioEvents, Timestamp::UNIX_EPOCH)
        .unwrap();
    (Notification::of(&verified), verified.events().unwrap())
}

/// The events of a request whose signature is not what the test is about.
fn trusted(request: &WebhookRequest) -> Vec<CallEvent> {
    struct Trust;
    impl Verifier for Trust {
        fn verify(&self, _: &WebhookRequest, _: Timestamp) -> Result<(), VerifyError> {
            Ok(())
        }
    }
    let verified = request
        .verify(&Trust, &TwilioEvents, Timestamp::UNIX_EPOCH)
        .unwrap();
    verified.events().unwrap()
}

/// The kinds of the events, with what `Debug` hides.
fn kinds(body: &str) -> Vec<String> {
    let (_, events) = read(&format!("{COMMON}&{body}"));
    events.iter().map(|event| tell(&event.kind)).collect()
}

fn tell(kind: &EventKind) -> String {
    let private: Vec<(&str, String)> = match kind {
        EventKind::Incoming { from, to } => {
            vec![("from", from.to_string()), ("to", to.to_string())]
        }
        EventKind::Status(change) => {
            let ends = [("from", &change.from), ("to", &change.to)];
            ends.into_iter()
                .filter_map(|(name, end)| Some((name, end.as_ref()?.to_string())))
                .collect()
        }
        EventKind::Digits { digits, .. } => vec![("digits", digits.as_str().to_owned())],
        EventKind::Speech { text, .. }
        | EventKind::Transcript {
            text: Some(text), ..
        } => vec![("text", text.as_str().to_owned())],
        EventKind::Recording { url: Some(url), .. } => vec![("url", url.as_str().to_owned())],
        EventKind::MessageReceived { from, to, body, .. } => vec![
            ("from", from.to_string()),
            ("to", to.to_string()),
            ("body", body.as_str().to_owned()),
        ],
        _ => Vec::new(),
    };
    private
        .into_iter()
        .fold(format!("{kind:?}"), |told, (name, text)| {
            format!("{told}\n        {name} = {text:?}")
        })
}

#[test]
fn every_kind_of_request_becomes_events() {
    let bodies = [
        "CallStatus=ringing&Direction=inbound",
        "CallStatus=in-progress&Direction=inbound",
        "CallStatus=in-progress&Direction=outbound-api&AnsweredBy=machine_end_beep&MachineDetectionDuration=3200",
        "CallStatus=in-progress&Direction=inbound&ErrorCode=11200&ErrorUrl=https%3A%2F%2Fexample.com",
        "CallStatus=initiated&Direction=outbound-api&CallbackSource=call-progress-events&SequenceNumber=0",
        "CallStatus=no-answer&Direction=outbound-api&CallbackSource=call-progress-events&SequenceNumber=2&CallDuration=0&SipResponseCode=487",
        "CallStatus=failed&Direction=outbound-api&CallbackSource=call-progress-events&SequenceNumber=2&CallDuration=0&SipResponseCode=404",
        "CallStatus=completed&Direction=outbound-api&CallbackSource=call-progress-events&SequenceNumber=3&CallDuration=15&Duration=1&RecordingUrl=https%3A%2F%2Fexample.com%2Fr&RecordingSid=RE1&RecordingDuration=12",
        "CallStatus=x-invented&CallbackSource=call-progress-events",
        "CallStatus=in-progress&Digits=12&FinishedOnKey=%23",
        "CallStatus=in-progress&Digits=",
        "CallStatus=in-progress&SpeechResult=yes+please&Confidence=0.934",
        "CallStatus=in-progress&SpeechResult=yes&Confidence=7&Digits=1",
        "CallStatus=in-progress&StableSpeechResult=yes&UnstableSpeechResult=+ple&Stability=0.8&SequenceNumber=4",
        "CallStatus=in-progress&DialCallStatus=answered&DialBridged=true",
        "CallStatus=in-progress&DialCallStatus=busy&DialCallSid=CA2&DialCallDuration=0",
        "CallStatus=in-progress&DialCallStatus=completed&DialCallSid=CA2&DialCallDuration=9&RecordingUrl=https%3A%2F%2Fexample.com%2Fr&RecordingSid=RE1&RecordingDuration=8",
        "CallStatus=completed&RecordingUrl=https%3A%2F%2Fexample.com%2Fr&RecordingDuration=4&Digits=hangup",
        "RecordingSid=RE1&RecordingUrl=https%3A%2F%2Fexample.com%2Fr&RecordingStatus=completed&RecordingDuration=5&RecordingChannels=2&RecordingSource=DialVerb",
        "RecordingSid=RE1&RecordingStatus=absent&ErrorCode=16101",
        "CallStatus=completed&TranscriptionSid=TR1&TranscriptionText=hello&TranscriptionStatus=completed&RecordingSid=RE1",
        "CallStatus=completed&TranscriptionSid=TR1&TranscriptionStatus=failed",
        "TranscriptionSid=GT1&TranscriptionEvent=transcription-content&Track=inbound_track&Final=true&SequenceId=3&TranscriptionData=%7B%22transcript%22%3A%22hi%22%2C%22confidence%22%3A0.5%7D",
        "TranscriptionSid=GT1&TranscriptionEvent=transcription-content&Track=inbound_track&Final=false&TranscriptionData=%7B%22transcript%22%3A%22h%22%7D",
        "TranscriptionSid=GT1&TranscriptionEvent=transcription-error&TranscriptionError=oops",
        "StreamSid=MZ1&StreamEvent=stream-error&StreamError=oops",
        "ConferenceSid=CF1&StatusCallbackEvent=participant-join&SequenceNumber=1&Muted=false",
        "CallStatus=in-progress&QueueResult=bridged&QueueSid=QU1&QueueTime=12",
        "CallStatus=in-progress&QueuePosition=2&QueueSid=QU1&CurrentQueueSize=4",
        "CallStatus=in-progress&QueueSid=QU1&QueueTime=12&DequeingCallSid=CA2",
        "CallStatus=in-progress&SessionId=VX1&SessionStatus=ended&HandoffData=%7B%7D",
        "CallStatus=in-progress&ReferCallStatus=completed&ReferSipResponseCode=202",
        "CallStatus=in-progress&ReferTransferTarget=sip%3Adesk%40example.com",
        "CallStatus=in-progress&RecordingUrl=https%3A%2F%2Fexample.com%2Fr&RecordingSid=RE1&RecordingDuration=4&Digits=%23",
        "CallStatus=in-progress&RecordingUrl=https%3A%2F%2Fexample.com%2Fr&RecordingDuration=4&Digits=hangup",
        "CallStatus=in-progress&RecordingUrl=https%3A%2F%2Fexample.com%2Fr&RecordingDuration=4&Digits=",
        "CallStatus=ringing&Direction=inbound&ErrorCode=11200&ErrorUrl=https%3A%2F%2Fexample.com",
        "CallStatus=completed&TranscriptionSid=TR1&TranscriptionText=&TranscriptionStatus=completed",
        "CallStatus=completed&TranscriptionSid=TR1&TranscriptionText=left+over&TranscriptionStatus=failed",
        "CallStatus=completed&TranscriptionSid=TR1&TranscriptionStatus=x-invented",
        "CallStatus=in-progress&RecordingUrl=&Digits=7",
        "CallStatus=&Direction=inbound",
        "CallStatus=in-progress&SessionId=VX1&SessionStatus=failed&ErrorCode=64105",
        "Something=else",
    ];
    let told: Vec<String> = bodies
        .iter()
        .map(|body| format!("{body}\n    {}", kinds(body).join("\n    ")))
        .collect();
    insta::assert_snapshot!(told.join("\n"));
}

#[test]
fn messages_and_machine_detection_stand_without_a_call_status() {
    let incoming = "MessageSid=SM1&SmsSid=SM1&SmsStatus=received&From=%2B15550100101&To=%2B15550100100&Body=hi&NumMedia=0";
    let (notification, events) = read(incoming);
    assert!(matches!(
        notification.kind,
        NotificationKind::IncomingMessage(_)
    ));
    assert!(
        matches!(&events[0].kind, EventKind::MessageReceived { id, body, .. } if id.as_str() == "SM1" && *body == "hi")
    );
    assert_eq!(events[0].call, None);
    let (_, events) = read("MessageSid=SM1&MessageStatus=undelivered&ErrorCode=30003");
    assert!(
        matches!(&events[0].kind, EventKind::MessageStatus { status, .. } if status.as_str() == "undelivered")
    );
    let (_, events) =
        read("CallSid=CA1&AccountSid=AC1&AnsweredBy=human&MachineDetectionDuration=1500");
    assert!(matches!(
        &events[0].kind,
        EventKind::MachineDetection { answered_by, duration: Some(span) }
            if answered_by.as_str() == "human" && span.as_millis() == 1500
    ));
}

#[test]
fn no_request_is_without_an_event_and_each_is_the_calls() {
    // Each name that tells a kind, empty and filled, alone and with a call.
    for name in [
        "CallSid",
        "CallStatus",
        "MessageSid",
        "MessageStatus",
        "TranscriptionEvent",
        "StreamEvent",
        "StatusCallbackEvent",
        "ConferenceSid",
        "RecordingStatus",
        "TranscriptionStatus",
        "CallbackSource",
        "CallDuration",
        "SessionStatus",
        "QueueResult",
        "DequeingCallSid",
        "QueuePosition",
        "ReferCallStatus",
        "ReferTransferTarget",
        "DialCallStatus",
        "StableSpeechResult",
        "UnstableSpeechResult",
        "RecordingUrl",
        "Digits",
        "SpeechResult",
        "AnsweredBy",
    ] {
        for value in ["", "x"] {
            for rest in ["", "&CallSid=CA1", "&CallSid=CA1&CallStatus=completed"] {
                let (_, events) = read(&format!("{name}={value}{rest}"));
                assert!(!events.is_empty(), "{name}={value}{rest}");
            }
        }
    }
}

#[test]
fn only_the_progress_of_a_call_counts_within_the_call() {
    let progress = "CallStatus=ringing&CallbackSource=call-progress-events&SequenceNumber=1";
    assert_eq!(read(&format!("{COMMON}&{progress}")).1[0].sequence, Some(1));
    for other in [
        "ConferenceSid=CF1&StatusCallbackEvent=participant-join&SequenceNumber=9",
        "CallStatus=in-progress&StableSpeechResult=yes&SequenceNumber=9",
        "TranscriptionSid=GT1&TranscriptionEvent=transcription-started&SequenceId=9",
    ] {
        let (_, events) = read(&format!("{COMMON}&{other}"));
        assert_eq!(events[0].sequence, None, "{other}");
    }
}

#[test]
fn a_handler_that_knows_its_url_reads_what_it_expects() {
    // An app passes a parameter of its own under a name that Twilio has too.
    let (notification, _) = read(&format!(
        "{COMMON}&CallStatus=in-progress&RecordingUrl=mine&Digits=12&FinishedOnKey=%23"
    ));
    assert!(matches!(notification.kind, NotificationKind::Record(_)));
    let gather = GatherResult::read(&notification.parameters);
    assert_eq!(gather.digits.as_deref(), Some("12"));
    assert_eq!(gather.finished_on_key.as_deref(), Some("#"));
}

#[test]
fn a_message_is_told_in_twilios_words_and_in_the_shared_ones() {
    for (word, state, shared) in [
        ("accepted", MessageState::Accepted, MessageStatus::Queued),
        ("scheduled", MessageState::Scheduled, MessageStatus::Queued),
        (
            "partially_delivered",
            MessageState::PartiallyDelivered,
            MessageStatus::Delivered,
        ),
        (
            "x-new",
            MessageState::from("x-new"),
            MessageStatus::from("x-new"),
        ),
    ] {
        let (notification, events) = read(&format!("MessageSid=SM1&MessageStatus={word}"));
        let NotificationKind::MessageStatus(callback) = notification.kind else {
            panic!()
        };
        assert_eq!(callback.status, Some(state));
        assert!(
            matches!(&events[0].kind, EventKind::MessageStatus { status, .. } if *status == shared)
        );
    }
}

#[test]
fn an_event_says_whose_when_and_in_which_order() {
    let body = format!(
        "{COMMON}&CallStatus=ringing&CallbackSource=call-progress-events&SequenceNumber=1\
         &Timestamp=Tue%2C+20+Jan+2026+20%3A36%3A28+%2B0000&FutureField=7"
    );
    let (notification, events) = read(&body);
    let event = &events[0];
    assert_eq!(event.provider, "twilio");
    assert_eq!(event.call.as_ref().unwrap().as_str(), "CA1");
    assert_eq!(event.reference.as_ref().unwrap().as_str(), "order-1");
    assert_eq!(event.at, "2026-01-20T20:36:28Z".parse().ok());
    assert_eq!(event.sequence, Some(1));
    assert_eq!(event.raw.as_str(), body);
    assert_eq!(notification.parameters.get("FutureField"), Some("7"));
    assert!(!format!("{notification:?}").contains("5550100101"));
}

#[test]
fn the_idempotency_token_names_the_delivery() {
    let body = format!("{COMMON}&CallStatus=ringing");
    let mut request = form(URL, &body, "AAAA");
    assert_eq!(trusted(&request)[0].id, None);
    let mut headers = request.headers().clone();
    headers.insert("i-twilio-idempotency-token", "abc".parse().unwrap());
    request = WebhookRequest::new(http::Method::POST, URL, headers, body).unwrap();
    assert_eq!(trusted(&request)[0].id.as_deref(), Some("abc"));
}

#[test]
fn a_get_carries_its_parameters_in_the_query() {
    let url = format!("{URL}?CallSid=CA1&CallStatus=in-progress&Digits=7&voice_reference=order-1");
    let request = WebhookRequest::new(http::Method::GET, url, http::HeaderMap::new(), "").unwrap();
    let events = trusted(&request);
    assert!(matches!(&events[0].kind, EventKind::Digits { digits, .. } if *digits == "7"));
    assert_eq!(events[0].reference.as_ref().unwrap().as_str(), "order-1");
}

#[test]
fn a_conference_callback_is_typed() {
    let (notification, _) = read(
        "ConferenceSid=CF1&FriendlyName=room&AccountSid=AC1&StatusCallbackEvent=participant-leave&SequenceNumber=9\
         &CallSid=CA1&Muted=true&Hold=false&ReasonParticipantLeft=participant_hung_up&ParticipantCallStatus=completed",
    );
    let NotificationKind::Conference(callback) = notification.kind else {
        panic!()
    };
    assert_eq!(callback.conference_sid.as_deref(), Some("CF1"));
    assert_eq!(callback.friendly_name.as_deref(), Some("room"));
    assert_eq!(
        callback.event,
        Some(ConferenceCallbackEvent::ParticipantLeave)
    );
    assert_eq!(callback.sequence_number, Some(9));
    assert_eq!((callback.muted, callback.hold), (Some(true), Some(false)));
    assert_eq!(
        callback.reason_participant_left,
        Some(ParticipantLeftReason::ParticipantHungUp)
    );
    assert_eq!(callback.participant_call_status, Some(CallState::Completed));
}

#[test]
fn what_went_wrong_has_its_name() {
    let kind = |form: &str| read(form).0.kind;
    let (asked, _) = read(&format!(
        "{COMMON}&CallStatus=in-progress&ErrorCode=11200&ErrorUrl=https%3A%2F%2Fexample.com"
    ));
    assert_eq!(asked.common.error_code, Some(ErrorCode::HTTP_FAILURE));
    let NotificationKind::RecordingStatus(recording) =
        kind("RecordingSid=RE1&RecordingStatus=absent&ErrorCode=16102")
    else {
        panic!()
    };
    assert_eq!(recording.error_code, Some(ErrorCode::RECORDING_SILENT));
    let NotificationKind::RelaySession(session) =
        kind("CallStatus=in-progress&SessionId=VX1&SessionStatus=failed&ErrorCode=64105")
    else {
        panic!()
    };
    let code = session.error_code.unwrap();
    assert!(ErrorCode::CONVERSATION_RELAY.contains(&code));
    // A number that has no name is one all the same; what is no number is nothing, and can still be read.
    for (sent, code) in [
        ("99999", Some(ErrorCode::from(99999))),
        ("soon", None),
        ("-1", None),
        ("99999999999", None),
        ("", None),
    ] {
        let (notification, _) = read(&format!(
            "MessageSid=SM1&MessageStatus=failed&ErrorCode={sent}"
        ));
        let said = notification.parameters.value("ErrorCode");
        assert_eq!(said, Some(sent));
        let NotificationKind::MessageStatus(message) = notification.kind else {
            panic!()
        };
        assert_eq!(message.error_code, code, "{sent}");
    }
}
