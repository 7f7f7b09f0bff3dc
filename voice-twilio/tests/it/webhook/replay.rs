//! Requests that come again.

use std::sync::Arc;
use std::time::Duration;

use http::{HeaderMap, Method};
use voice_core::Timestamp;
use voice_core::webhook::{
    MemorySeenStore, ReplayGuard, Seen, Verifier as _, VerifyError, WebhookRequest,
};
use voice_twilio::webhook::{Notification, NotificationKind, TwilioEvents, TwilioVerifier};

use super::{FORM, URL};

const TOKEN: &str = "an invented token";
const NOW: Timestamp = Timestamp::UNIX_EPOCH;

type Guard = ReplayGuard<TwilioVerifier>;

fn guard() -> Guard {
    let store = Arc::new(MemorySeenStore::default());
    ReplayGuard::new(TwilioVerifier::new(TOKEN), Duration::from_hours(1), store)
}

/// A request as Twilio makes it, in a delivery that has this idempotency token.
fn delivery(method: &Method, parameters: &str, token: Option<&str>) -> WebhookRequest {
    let (url, body) = if method == Method::GET {
        (format!("{URL}?{parameters}"), "")
    } else {
        (URL.to_owned(), parameters)
    };
    let mut headers = HeaderMap::new();
    if method != Method::GET {
        headers.insert("content-type", FORM.parse().unwrap());
    }
    let signature = TwilioVerifier::new(TOKEN)
        .sign(&url, body.as_bytes())
        .unwrap();
    headers.insert("x-twilio-signature", signature.parse().unwrap());
    if let Some(token) = token {
        headers.insert("i-twilio-idempotency-token", token.parse().unwrap());
    }
    WebhookRequest::new(method.clone(), url, headers, body.to_owned()).unwrap()
}

fn admitted(guard: &Guard, request: &WebhookRequest) -> Result<Seen, VerifyError> {
    request
        .verify(guard, &TwilioEvents, NOW)
        .map(|verified| verified.seen())
}

const NUMBERED: [&str; 4] = [
    "CallSid=CA1&CallStatus=ringing&CallbackSource=call-progress-events&SequenceNumber=2",
    "ConferenceSid=CF1&StatusCallbackEvent=participant-join&SequenceNumber=2",
    "CallSid=CA1&CallStatus=in-progress&StableSpeechResult=yes&SequenceNumber=2",
    "CallSid=CA1&TranscriptionSid=GT1&TranscriptionEvent=transcription-started&SequenceId=2",
];

const NOTICES: [&str; 6] = [
    "CallSid=CA1&RecordingSid=RE1&RecordingStatus=completed",
    "CallSid=CA1&CallStatus=completed&TranscriptionSid=TR1&TranscriptionStatus=completed",
    "CallSid=CA1&AnsweredBy=human",
    "CallSid=CA1&StreamSid=MZ1&StreamEvent=stream-started",
    "MessageSid=SM1&MessageStatus=sent",
    // Older callbacks, which are not numbered.
    "CallSid=CA1&CallStatus=completed&CallDuration=9",
];

const QUESTIONS: [&str; 8] = [
    "CallSid=CA1&CallStatus=ringing&Direction=inbound",
    "CallSid=CA1&CallStatus=in-progress&Digits=1",
    "CallSid=CA1&CallStatus=in-progress&Digits=",
    "CallSid=CA1&CallStatus=in-progress&DialCallStatus=completed",
    "CallSid=CA1&CallStatus=in-progress&RecordingUrl=x",
    "CallSid=CA1&CallStatus=in-progress&QueuePosition=1",
    "CallSid=CA1&CallStatus=in-progress&SessionId=VX1&SessionStatus=ended",
    "MessageSid=SM1&From=%2B15550100101&To=%2B15550100100&Body=hi",
];

#[test]
fn a_numbered_notification_is_accepted_once_whatever_the_delivery_is_called() {
    for method in [Method::POST, Method::GET] {
        for parameters in NUMBERED {
            let guard = guard();
            let first = delivery(&method, parameters, Some("delivery-1"));
            // The token is not signed: who repeats a request may change it.
            let other = delivery(&method, parameters, Some("delivery-2"));
            assert_eq!(admitted(&guard, &first), Ok(Seen::First), "{parameters}");
            for again in [&first, &other] {
                assert_eq!(admitted(&guard, again), Err(VerifyError::Replayed));
            }
            let next = delivery(&method, &parameters.replace("=2", "=3"), None);
            assert_eq!(admitted(&guard, &next), Ok(Seen::First));
        }
    }
}

#[test]
fn another_notification_that_twilio_sends_again_is_accepted_once() {
    for method in [Method::POST, Method::GET] {
        for parameters in NOTICES {
            let guard = guard();
            let first = delivery(&method, parameters, Some("delivery-1"));
            assert_eq!(admitted(&guard, &first), Ok(Seen::First));
            let again = admitted(&guard, &first);
            assert_eq!(again, Err(VerifyError::Replayed), "{parameters}");
            assert_eq!(again.unwrap_err().status(), 200);
        }
    }
}

#[test]
fn a_question_that_twilio_asks_again_is_answered_and_told_apart() {
    for method in [Method::POST, Method::GET] {
        for parameters in QUESTIONS {
            let guard = guard();
            let first = delivery(&method, parameters, Some("delivery-1"));
            assert_eq!(admitted(&guard, &first), Ok(Seen::First));
            assert_eq!(admitted(&guard, &first), Ok(Seen::Again), "{parameters}");
            // The same keys pressed a second time: a new question with the same content.
            let second = delivery(&method, parameters, Some("delivery-2"));
            assert_eq!(admitted(&guard, &second), Ok(Seen::First));
        }
    }
}

#[test]
fn what_was_pressed_can_be_read_from_the_repetition() {
    let guard = guard();
    let request = delivery(&Method::POST, QUESTIONS[1], Some("delivery-1"));
    for seen in [Seen::First, Seen::Again] {
        let verified = request.verify(&guard, &TwilioEvents, NOW).unwrap();
        assert_eq!(verified.seen(), seen);
        let NotificationKind::Gather(gather) = Notification::of(&verified).kind else {
            panic!()
        };
        assert_eq!(gather.digits.as_deref(), Some("1"));
    }
}

#[test]
fn without_a_number_and_a_token_nothing_is_taken_for_a_repetition() {
    let verifier = TwilioVerifier::new(TOKEN);
    for parameters in [&NOTICES[..], &QUESTIONS].concat() {
        let request = delivery(&Method::POST, parameters, None);
        assert_eq!(verifier.replay_key(&request), None, "{parameters}");
    }
    // A parameter of one's own URL is not Twilio's running number.
    let url = "CallSid=CA1&CallStatus=in-progress&Digits=1&SequenceNumber=1";
    let request = delivery(&Method::GET, url, None);
    assert_eq!(verifier.replay_key(&request), None);
}

#[test]
fn a_delivery_whose_handling_failed_may_come_again() {
    let guard = guard();
    let request = delivery(&Method::POST, NOTICES[0], Some("delivery-1"));
    assert_eq!(admitted(&guard, &request), Ok(Seen::First));
    guard.forget(&request).unwrap();
    assert_eq!(admitted(&guard, &request), Ok(Seen::First));
}
