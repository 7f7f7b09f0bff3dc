//! Every event of both generations, as the common events that it becomes.

use std::fmt::Write as _;

use http::{HeaderMap, Method};
use voice_core::webhook::{Verifier, VerifyError, WebhookRequest, signature};
use voice_core::{CallEvent, CallStatus, CallTracker, ErrorKind, EventKind, Timestamp};
use voice_quo::webhook::{Payload, QuoEvent, QuoWebhooks, dated, legacy};
use voice_quo::words::EventName;

const KEY: &str = "ZXhhbXBsZS1xdW8tc2lnbmluZy1rZXktMzItYnl0ZXM=";
const NOW: &str = "2026-01-01T00:00:00Z";

fn request(body: &str) -> WebhookRequest {
    let key = signature::from_base64(KEY).unwrap();
    let mac = signature::hmac_sha256(&key, &["1767225600000", ".", body]);
    let header = format!("hmac;1;1767225600000;{}", signature::to_base64(&mac));
    let mut headers = HeaderMap::new();
    headers.insert("openphone-signature", header.parse().unwrap());
    WebhookRequest::new(
        Method::POST,
        "https://example.com/quo",
        headers,
        body.to_owned(),
    )
    .unwrap()
}

fn webhooks() -> QuoWebhooks {
    QuoWebhooks::new()
        .key(KEY)
        .unwrap()
        .own_number("+15550100001".parse().unwrap())
}

fn events(body: &str) -> Vec<CallEvent> {
    let (request, webhooks) = (request(body), webhooks());
    let verified = request
        .verify(&webhooks, &webhooks, Timestamp::parse(NOW).unwrap())
        .unwrap();
    verified.events().unwrap()
}

fn typed(body: &str) -> QuoEvent {
    let (request, webhooks) = (request(body), webhooks());
    let verified = request
        .verify(&webhooks, &webhooks, Timestamp::parse(NOW).unwrap())
        .unwrap();
    QuoEvent::read(&verified).unwrap()
}

fn old(name: &str, object: &str) -> String {
    format!(
        r#"{{"id":"EV1","object":"event","apiVersion":"v4","createdAt":"2026-01-01T00:05:00.000Z","type":"{name}","data":{{"object":{object},"deepLink":"https://my.example.com/c"}}}}"#
    )
}

const CONTEXT: &str = r#"{"orgId":"OR1","phoneNumberId":"PN1","conversationId":"CN1","phoneNumberType":"shared","userId":"US1",
"contacts":{"ids":["64f0"],"lookupStatus":"matched"},"senderIdentifier":"+15550100002","recipientIdentifiers":["+15550100001"],
"participants":{"workspace":["+15550100001"],"external":["+15550100002"],"resolution":"available"}}"#;

fn new(name: &str, resource: &str) -> String {
    format!(
        r#"{{"id":"EV2","apiVersion":"2026-03-30","createdAt":"2026-01-01T00:05:00.000Z","type":"{name}","data":{{"resource":{resource},"context":{CONTEXT},"links":{{"quo":"https://my.example.com/d"}}}}}}"#
    )
}

fn call(direction: &str, status: &str, answered: bool, more: &str) -> String {
    let answered = if answered {
        "\"2026-01-01T00:00:05Z\""
    } else {
        "null"
    };
    format!(
        r#"{{"object":"call","id":"AC1","direction":"{direction}","status":"{status}","participants":["+15550100002","+15550100001"],
"phoneNumberId":"PN1","userId":"US1","duration":60,"createdAt":"2026-01-01T00:00:00Z","answeredAt":{answered},
"completedAt":"2026-01-01T00:01:05Z","updatedAt":null,"answeredBy":null,"initiatedBy":null,"forwardedFrom":null,"forwardedTo":null,"contactIds":[]{more}}}"#
    )
}

const FILES: &str = r#","recordings":[{"id":"CR1","duration":30,"startTime":"2026-01-01T00:00:05Z","type":"audio/mpeg","url":"https://media.example.com/1.mp3"},{"id":"CR2","duration":25,"startTime":null,"type":"audio/mpeg","url":"https://media.example.com/2.mp3"}]"#;
const SUMMARY: &str = r#"{"object":"callSummary","callId":"AC1","status":"completed","summary":["They met."],"nextSteps":["Call back."],"contactIds":[]}"#;
const TRANSCRIPT: &str = r#"{"object":"callTranscript","callId":"AC1","createdAt":"2026-01-01T00:02:00Z","duration":60.5,"status":"completed","dialogue":[{"content":"Hello","start":0,"end":1,"identifier":"+15550100001","userId":"US1"},{"content":"Hi","start":1,"end":2,"identifier":"+15550100002","userId":null}],"contactIds":[]}"#;
const TEXT: &str = r#"{"object":"message","id":"AC9","from":"+15550100002","to":"+15550100001","direction":"incoming","text":"Hi","status":"received","createdAt":"2026-01-01T00:00:00Z","userId":null,"phoneNumberId":"PN1","contactIds":[]}"#;

/// What happened, one line an event, without the raw body.
fn told(bodies: &[(String, &str)]) -> String {
    let mut text = String::new();
    for (body, title) in bodies {
        writeln!(text, "{title}").unwrap();
        for event in events(body) {
            assert_eq!(event.raw.as_str(), body);
            assert!(event.id.is_some());
            let call = event.call.as_ref().map_or("–", |id| id.as_str());
            let at = event.at.unwrap();
            writeln!(text, "  {call} {at} {:?}", event.kind).unwrap();
        }
    }
    text
}

#[test]
fn legacy_events() {
    let cases = [
        (
            old("call.ringing", &call("incoming", "ringing", false, "")),
            "rings, incoming",
        ),
        (
            old("call.ringing", &call("outgoing", "ringing", false, "")),
            "rings, outgoing",
        ),
        (
            old("call.completed", &call("incoming", "completed", true, "")),
            "answered",
        ),
        (
            old("call.completed", &call("outgoing", "completed", true, "")),
            "answered by them",
        ),
        (
            old("call.completed", &call("incoming", "completed", false, "")),
            "missed, called completed",
        ),
        (
            old("call.completed", &call("incoming", "missed", false, "")),
            "missed",
        ),
        (
            old("call.completed", &call("incoming", "abandoned", false, "")),
            "given up",
        ),
        (
            old("call.completed", &call("outgoing", "busy", false, "")),
            "busy",
        ),
        (
            old("call.completed", &call("incoming", "ringing", false, "")),
            "over, but the record lags behind",
        ),
        (
            old(
                "call.completed",
                &call("incoming", "completed", false, r#","aiHandled":"ai-agent""#),
            ),
            "taken by the AI",
        ),
        (
            old("call.completed", &call("incoming", "forwarded", false, "")),
            "handed on",
        ),
        (
            old("call.completed", &call("sideways", "parked", true, "")),
            "invented words",
        ),
        (
            old(
                "call.recording.completed",
                &call("incoming", "completed", true, FILES),
            ),
            "two recordings",
        ),
        (old("call.summary.completed", SUMMARY), "summary"),
        (
            old("callSummary", SUMMARY),
            "summary, as the document names it",
        ),
        (old("call.transcript.completed", TRANSCRIPT), "transcript"),
        (
            old("callTranscript", TRANSCRIPT),
            "transcript, as the document names it",
        ),
        (old("message.received", TEXT), "text"),
        (
            old(
                "message.received",
                &TEXT.replace(r#""+15550100001""#, r#"["+15550100001"]"#),
            ),
            "text to an array",
        ),
        (
            old("message.delivered", &TEXT.replace("incoming", "outgoing")),
            "our text was delivered",
        ),
        (
            old("contact.updated", r#"{"id":"64f0","anything":[1]}"#),
            "contact",
        ),
        (old("contact.deleted", "null"), "contact deleted"),
        (old("call.invented", "{}"), "invented event"),
    ];
    insta::assert_snapshot!(told(&cases));
}

#[test]
fn older_legacy_shapes() {
    let v3 = r#"{"id":"EV1","object":"event","apiVersion":"v3","createdAt":"2026-01-01T00:05:00Z","type":"TYPE","data":{"object":OBJECT}}"#;
    let with = |name: &str, object: &str| v3.replace("TYPE", name).replace("OBJECT", object);
    let call = r#"{"object":"call","id":"AC1","from":"+15550100002","to":"+15550100001","direction":"incoming","status":"completed","media":[{"url":"https://media.example.com/1.mp3","type":"audio/mpeg","duration":9}],"voicemail":null,"conversationId":"CN1","answeredAt":"2026-01-01T00:00:05Z","completedAt":"2026-01-01T00:00:15Z"}"#;
    let text = r#"{"object":"message","id":"AC9","from":"+15550100002","to":"+15550100001","direction":"incoming","body":"Hi","media":[{"url":"https://media.example.com/1.png","type":"image/png"}],"conversationId":"CN1","status":"received"}"#;
    let cases = [
        (with("call.completed", call), "call"),
        (with("call.recording.completed", call), "recording"),
        (with("message.received", text), "text"),
    ];
    insta::assert_snapshot!(told(&cases));
}

#[test]
fn dated_events() {
    let message = r#"{"id":"AC9","direction":"incoming","text":"Hi","media":[],"status":"received","createdAt":"2026-01-01T00:00:00Z"}"#;
    let failed = r#"{"id":"AC9","direction":"outgoing","text":"Hi","status":"failed","errorCode":"30007","createdAt":"2026-01-01T00:00:00Z"}"#;
    let completed = |status: &str, answered: &str| {
        format!(
            r#"{{"id":"AC1","direction":"incoming","status":"{status}","createdAt":"2026-01-01T00:00:00Z","answeredAt":{answered},"completedAt":"2026-01-01T00:01:05Z","updatedAt":null,"duration":60,"hasVoicemail":false}}"#
        )
    };
    let answered = "\"2026-01-01T00:00:05Z\"";
    let menu = r#"{"id":"AC1","createdAt":"2026-01-01T00:00:00Z","updatedAt":"2026-01-01T00:00:09Z","phoneMenuSelection":"2","phoneMenuSelectionName":"Sales","statusReason":"phone-menu-dial"}"#;
    let cases = [
        (new("message.received", message), "text"),
        (
            new("message.delivered", &failed.replace("failed", "delivered")),
            "our text was delivered",
        ),
        (new("message.failed", failed), "our text failed"),
        (
            new(
                "message.undelivered",
                &failed.replace("failed", "undelivered"),
            ),
            "our text was not delivered",
        ),
        (
            new(
                "call.ringing",
                r#"{"id":"AC1","direction":"incoming","createdAt":"2026-01-01T00:00:00Z","updatedAt":null}"#,
            ),
            "rings",
        ),
        (
            new(
                "call.answered",
                r#"{"id":"AC1","direction":"outgoing","createdAt":"2026-01-01T00:00:00Z","answeredAt":"2026-01-01T00:00:05Z","answeredByUserId":null,"updatedAt":null}"#,
            ),
            "answered",
        ),
        (
            new("call.completed", &completed("answered", answered)),
            "over",
        ),
        (
            new("call.completed", &completed("unanswered", "null")),
            "over, unanswered",
        ),
        (
            new("call.completed", &completed("failed", "null")),
            "over, failed",
        ),
        (
            new("call.completed", &completed("forwarded", "null")),
            "over, handed on",
        ),
        (
            new("call.completed", &completed("abandoned", "null")),
            "over, given up",
        ),
        (
            new("call.completed", &completed("ai-handled", "null")),
            "over, taken by the AI",
        ),
        (
            new("call.completed", &completed("unknown", "null")),
            "over, not known how",
        ),
        (
            new("call.completed", &completed("parked", "null")),
            "over, invented",
        ),
        (
            new(
                "call.missed",
                r#"{"id":"AC1","createdAt":"2026-01-01T00:00:00Z","updatedAt":"2026-01-01T00:00:30Z"}"#,
            ),
            "missed",
        ),
        (
            new(
                "call.forwarded",
                r#"{"id":"AC1","createdAt":"2026-01-01T00:00:00Z","updatedAt":null,"forwardedFrom":"US1","forwardedTo":"+15550100003"}"#,
            ),
            "handed on",
        ),
        (new("call.menu.selected", menu), "menu"),
        (
            new(
                "call.menu.selected",
                &menu.replace("\"2\"", "null").replace("\"Sales\"", "null"),
            ),
            "menu, without a key",
        ),
        (
            new(
                "call.recording.completed",
                &call("incoming", "completed", true, FILES),
            ),
            "two recordings",
        ),
        (
            new(
                "call.summary.completed",
                r#"{"callId":"AC1","processingStatus":"completed","summary":["They met."],"nextSteps":[],"fromPhoneNumber":"+15550100002","handledByAiAgent":false,"answeredByUserId":"US1","jobs":null}"#,
            ),
            "summary",
        ),
        (
            new(
                "call.summary.completed",
                r#"{"callId":"AC1","processingStatus":"failed","summary":null,"nextSteps":null}"#,
            ),
            "summary that failed",
        ),
        (
            new(
                "call.transcript.completed",
                &TRANSCRIPT.replace("\"status\"", "\"processingStatus\""),
            ),
            "transcript",
        ),
        (
            new(
                "call.voicemail.completed",
                r#"{"id":"AC2","voicemailId":"VM1","callId":"AC1","direction":"incoming","duration":4,"from":"+15550100002","to":"+15550100001","transcript":"Call me","recordingUrl":"https://media.example.com/v.mp3","createdAt":"2026-01-01T00:00:30Z","updatedAt":null}"#,
            ),
            "voicemail",
        ),
        (
            new(
                "contact.updated",
                r#"{"id":"64f0","firstName":"Ada","emails":[{"value":"ada@example.com","type":"work"}],"phoneNumbers":[]}"#,
            ),
            "contact",
        ),
        (new("task.created", r#"{"id":"TK1"}"#), "task"),
        (
            new("task.duedate.removed", r#"{"id":"TK1"}"#),
            "task is no longer due",
        ),
        (new("call.invented", r#"{"id":"AC1"}"#), "invented event"),
    ];
    insta::assert_snapshot!(told(&cases));
}

#[test]
fn every_known_event_is_typed_in_its_generation() {
    let resource = r#"{"id":"X1","callId":"AC1","status":"answered"}"#;
    for name in EventName::KNOWN {
        let event = typed(&new(name.as_str(), resource));
        assert_eq!(event.name, *name);
        assert!(matches!(event.payload, Payload::Dated(..)), "{name}");
    }
    let object = r#"{"id":"X1","callId":"AC1"}"#;
    let legacy: Vec<&str> = EventName::KNOWN
        .iter()
        .filter(|name| {
            matches!(
                typed(&old(name.as_str(), object)).payload,
                Payload::Legacy(_)
            )
        })
        .map(EventName::as_str)
        .collect();
    assert_eq!(
        legacy,
        [
            "call.ringing",
            "call.completed",
            "call.recording.completed",
            "call.summary.completed",
            "call.transcript.completed",
            "message.received",
            "message.delivered",
        ]
    );
}

#[test]
fn the_surroundings_are_typed_too() {
    let event = typed(&new("call.ringing", r#"{"id":"AC1"}"#));
    assert_eq!(event.link.as_deref(), Some("https://my.example.com/d"));
    let Payload::Dated(dated::Resource::CallRinging(call), context) = event.payload else {
        panic!("{event:?}");
    };
    assert_eq!(&*call.id, "AC1");
    assert_eq!(context.org_id.as_deref(), Some("OR1"));
    let contacts = context.contacts.unwrap();
    assert_eq!(contacts.lookup_status, Some(dated::LookupStatus::Matched));
    assert_eq!(
        context.participants.unwrap().resolution,
        Some(dated::Resolution::Available)
    );

    let event = typed(&old("call.summary.completed", SUMMARY));
    assert_eq!(event.api_version.as_deref(), Some("v4"));
    assert_eq!(event.link.as_deref(), Some("https://my.example.com/c"));
    let Payload::Legacy(legacy::Object::Summary(summary)) = event.payload else {
        panic!("{event:?}");
    };
    assert_eq!(summary.next_steps, ["Call back."]);
}

#[test]
fn parties_may_be_objects_and_nobody_known_is_nobody_told() {
    let objects = new("call.ringing", r#"{"id":"AC1","direction":"incoming"}"#).replace(
        r#"["+15550100002"],"resolution""#,
        r#"[{"phoneNumber":"+15550100002","contactId":null}],"resolution""#,
    );
    let [event] = &events(&objects)[..] else {
        panic!()
    };
    let EventKind::Status(change) = &event.kind else {
        panic!()
    };
    assert_eq!(change.from.as_ref().unwrap().to_string(), "+15550100002");

    let empty = old(
        "call.ringing",
        &call("incoming", "ringing", false, "").replace(r#""+15550100002","+15550100001""#, ""),
    );
    let [event] = &events(&empty)[..] else {
        panic!()
    };
    let EventKind::Status(change) = &event.kind else {
        panic!()
    };
    assert_eq!((&change.from, &change.to), (&None, &None));
}

#[test]
fn a_call_is_tracked_through_late_and_repeated_deliveries() {
    let ringing = old("call.ringing", &call("incoming", "ringing", false, ""));
    let completed = old("call.completed", &call("incoming", "completed", true, ""));
    let mut in_order = CallTracker::default();
    let mut late = CallTracker::default();
    for body in [&ringing, &completed] {
        for event in events(body) {
            in_order.event(&event);
        }
    }
    for body in [&completed, &ringing, &completed] {
        for event in events(body) {
            late.event(&event);
        }
    }
    assert_eq!(in_order, late);
    assert_eq!(late.status(), Some(&CallStatus::Completed));
    assert_eq!(
        late.answered_at().unwrap().to_string(),
        "2026-01-01T00:00:05Z"
    );
    assert_eq!(late.ended_at().unwrap().to_string(), "2026-01-01T00:01:05Z");
}

#[test]
fn what_quo_does_not_document_is_unreadable_and_says_nothing_of_it() {
    let webhooks = webhooks();
    for body in [
        "",
        "[]",
        "{}",
        r#"{"type":"call.ringing"}"#,
        r#"{"type":7,"data":{}}"#,
        &old("call.ringing", r#"{"secret":"+15550100002"}"#),
        &new("call.completed", r#"{"id":7,"status":"+15550100002"}"#),
    ] {
        let request = request(body);
        let now = Timestamp::parse(NOW).unwrap();
        let verified = request.verify(&webhooks, &webhooks, now).unwrap();
        let error = verified.events().unwrap_err();
        assert_eq!(error.kind(), ErrorKind::Decode, "{body}");
        assert!(
            !format!("{error} {error:?}").contains("5550100002"),
            "{error}"
        );
    }
}

#[test]
fn what_is_not_verified_is_never_read() {
    let webhooks = QuoWebhooks::new()
        .key("YW5vdGhlci1pbnZlbnRlZC1rZXk=")
        .unwrap();
    let request = request(&old("message.received", TEXT));
    let now = Timestamp::parse(NOW).unwrap();
    assert_eq!(
        webhooks.verify(&request, now),
        Err(VerifyError::NoKeyMatched)
    );
    assert!(request.verify(&webhooks, &webhooks, now).is_err());
}
