//! The provider on v1: its facets, and the ones that it does not have.

use std::sync::Arc;
use std::time::Duration;

use futures_util::TryStreamExt as _;
use voice_core::{
    AudioFormat, CallId, CallQuery, CallStatus, Calls as _, Capabilities, ContactDetails,
    ContactId, Contacts as _, Cursor, Direction, Error, ErrorKind, Facet, HangupCause, MessageId,
    MessageOption, MessageQuery, Messages as _, NewMessage, NumberId, NumberOperation,
    NumberSearch, Numbers as _, OutboundCall, Party, PhoneNumber, RecordingId, RecordingQuery,
    RecordingStatus, Recordings as _, Reference, Speaker, TelephonyProvider, TelephonyProviderExt,
    Timestamp, Transcripts as _, VariableSource,
};
use voice_quo::Refusal;

use crate::support::{Fake, data};

const NUMBERS: &str = r#"[{"id":"PN1","name":"Desk","number":"+15550100001","restrictions":{"calling":{"US":"unrestricted"},"messaging":{"US":"restricted","CA":"unrestricted"}}},
{"id":"PN2","number":"+15550100009"},{"id":"PN3","number":"not a number"}]"#;

fn number(text: &str) -> PhoneNumber {
    text.parse().unwrap()
}

fn ours() -> PhoneNumber {
    number("+15550100001")
}

fn theirs() -> PhoneNumber {
    number("+15550100002")
}

fn at(text: &str) -> Timestamp {
    Timestamp::parse(text).unwrap()
}

fn call(id: &str, direction: &str, status: &str, created: &str) -> String {
    format!(
        r#"{{"id":"{id}","phoneNumberId":"PN1","userId":"US1","direction":"{direction}","status":"{status}","participants":["+15550100002","+15550100001"],
"duration":60,"createdAt":"{created}","answeredAt":"2026-01-01T00:00:05Z","completedAt":"2026-01-01T00:01:05Z"}}"#
    )
}

fn refused(error: &Error, kind: ErrorKind, option: &str) {
    assert_eq!(
        (error.kind(), error.option()),
        (kind, Some(option)),
        "{error}"
    );
}

#[tokio::test]
async fn absent_facets_are_absent_and_ask_nobody() {
    let fake = Fake::v1().await;
    let quo: Arc<dyn TelephonyProvider> = Arc::new(fake.quo());
    let has = Capabilities::of(&*quo);
    assert_eq!(
        has.facets,
        [
            Facet::Calls,
            Facet::Recordings,
            Facet::Transcripts,
            Facet::Messages,
            Facet::Numbers,
            Facet::Contacts,
            Facet::Webhooks,
        ]
    );
    assert!(has.answers.is_empty() && has.call_options.is_empty() && has.control.is_empty());
    assert_eq!(has.message_options, [MessageOption::Group]);
    assert!(has.numbers.is_empty());
    for error in [
        quo.require_outbound().err().unwrap(),
        quo.require_control().err().unwrap(),
        quo.require_batches().err().unwrap(),
        quo.require_voices().err().unwrap(),
        quo.require_hosted_flows().err().unwrap(),
        quo.place_call(&OutboundCall::to(theirs()))
            .await
            .unwrap_err(),
        quo.numbers()
            .unwrap()
            .buy_number(&theirs())
            .await
            .unwrap_err(),
        quo.numbers()
            .unwrap()
            .search_numbers(&NumberSearch::new("US"))
            .await
            .unwrap_err(),
        quo.numbers()
            .unwrap()
            .release_number(&"PN1".into())
            .await
            .unwrap_err(),
        quo.recordings()
            .unwrap()
            .delete_recording(&"AC1/CR1".into())
            .await
            .unwrap_err(),
        quo.recordings()
            .unwrap()
            .start_recording(&"AC1".into())
            .await
            .unwrap_err(),
    ] {
        assert_eq!(
            (error.kind(), error.provider()),
            (ErrorKind::Unsupported, "quo"),
            "{error}"
        );
    }
    assert_eq!(
        NumberOperation::ALL.len(),
        4,
        "a new one needs a line above"
    );
    assert!(fake.asked().await.is_empty());
}

#[tokio::test]
async fn each_message_option_is_sent_or_refused_before_the_wire() {
    let fake = Fake::v1().await;
    let quo = fake.quo();
    let url = url::Url::parse("https://example.com/x").unwrap();
    let text = || NewMessage::new(ours(), theirs(), "Hi");
    for option in MessageOption::ALL {
        let message = match option {
            MessageOption::Group => continue,
            MessageOption::Media => text().media(url.clone()),
            MessageOption::StatusCallback => text().status_callback(url.clone()),
            MessageOption::SendAt => text().send_at(Timestamp::UNIX_EPOCH),
            MessageOption::Reference => text().reference(Reference::parse("order-7").unwrap()),
            other => panic!("{other:?} needs a line here"),
        };
        let error = quo.send_message(&message).await.unwrap_err();
        refused(&error, ErrorKind::Unsupported, option.as_str());
    }
    let sip: Party = "sip:desk@example.com".parse().unwrap();
    let error = quo
        .send_message(&NewMessage::new(sip.clone(), theirs(), "Hi"))
        .await
        .unwrap_err();
    refused(&error, ErrorKind::Unsupported, "from");
    let error = quo.send_message(&text().and_to(sip)).await.unwrap_err();
    refused(&error, ErrorKind::Unsupported, "to");
    let error = quo
        .send_message(&NewMessage::new(ours(), theirs(), " "))
        .await
        .unwrap_err();
    refused(&error, ErrorKind::InvalidRequest, "content");
    let mut nobody = text();
    nobody.to.clear();
    refused(
        &quo.send_message(&nobody).await.unwrap_err(),
        ErrorKind::InvalidRequest,
        "to",
    );
    assert!(fake.asked().await.is_empty());
}

#[tokio::test]
async fn a_call_is_told_with_who_called_whom_and_numbers_are_read_once() {
    let fake = Fake::v1().await;
    fake.answers([
        (
            200,
            data(&call(
                "AC1",
                "incoming",
                "completed",
                "2026-01-01T00:00:00Z",
            )),
        ),
        (200, data(NUMBERS)),
        (
            200,
            data(&call(
                "AC2",
                "outgoing",
                "forwarded",
                "2026-01-01T00:00:00Z",
            )),
        ),
    ])
    .await;
    let quo = fake.quo();
    let first = quo.call(&"AC1".into()).await.unwrap();
    assert_eq!(first.status, CallStatus::Completed);
    assert_eq!(first.direction, Some(Direction::Inbound));
    assert_eq!(
        (first.from, first.to),
        (Some(theirs().into()), Some(ours().into()))
    );
    assert_eq!(first.duration, Some(Duration::from_mins(1)));
    assert_eq!(first.ended_at, Some(at("2026-01-01T00:01:05Z")));
    assert!(first.raw.as_str().contains("\"userId\":\"US1\""));
    let second = quo.clone().call(&"AC2".into()).await.unwrap();
    assert_eq!(
        (second.from, second.to),
        (Some(ours().into()), Some(theirs().into()))
    );
    assert_eq!(second.hangup_cause, Some(HangupCause::Transferred));
    assert_eq!(
        fake.asked().await,
        [
            "GET /v1/calls/AC1",
            "GET /v1/phone-numbers",
            "GET /v1/calls/AC2"
        ]
    );
    let error = quo.call(&"PN1".into()).await.unwrap_err();
    refused(&error, ErrorKind::InvalidRequest, "id");
}

#[tokio::test]
async fn a_number_that_is_gone_is_asked_for_once() {
    let fake = Fake::v1().await;
    let gone = |id: &str| {
        data(&call(id, "incoming", "completed", "2026-01-01T00:00:00Z").replace("PN1", "PN7"))
    };
    fake.answers([(200, gone("AC1")), (200, data(NUMBERS)), (200, gone("AC2"))])
        .await;
    let quo = fake.quo();
    for id in ["AC1", "AC2"] {
        let call = quo.call(&id.into()).await.unwrap();
        assert_eq!((call.from, call.to), (None, None));
    }
    assert_eq!(fake.asked().await.len(), 3);
}

#[tokio::test]
async fn a_list_of_calls_needs_our_number_and_one_other() {
    let fake = Fake::v1().await;
    let quo = fake.quo();
    for (query, option) in [
        (CallQuery::new(), "from"),
        (CallQuery::new().from(ours()), "to"),
        (CallQuery::new().to(ours()), "from"),
        (
            CallQuery::new()
                .from(ours())
                .to("client:x".parse::<Party>().unwrap()),
            "to",
        ),
    ] {
        let error = quo.list_calls(&query).await.unwrap_err();
        refused(&error, ErrorKind::Unsupported, option);
    }
    assert!(fake.asked().await.is_empty(), "refused before any I/O");
    fake.answers([(200, data(NUMBERS)), (200, data(NUMBERS))])
        .await;
    let strangers = CallQuery::new().from(theirs()).to(number("+15550100003"));
    let error = quo.list_calls(&strangers).await.unwrap_err();
    refused(&error, ErrorKind::InvalidRequest, "from");
}

#[tokio::test]
async fn filters_that_quo_has_coarsely_are_applied_wholly() {
    let fake = Fake::v1().await;
    let list = [
        call("AC1", "outgoing", "completed", "2026-01-01T00:00:00Z"),
        call("AC2", "incoming", "completed", "2026-01-01T00:00:00Z"),
        call("AC3", "outgoing", "busy", "2026-01-01T00:00:00Z"),
        call("AC4", "outgoing", "completed", "2025-12-31T23:59:59.999Z"),
        call("AC5", "outgoing", "completed", "2026-02-01T00:00:00Z"),
    ];
    let page = format!(
        r#"{{"data":[{}],"totalItems":5,"nextPageToken":"n"}}"#,
        list.join(",")
    );
    fake.answers([(200, data(NUMBERS)), (200, page)]).await;
    let query = CallQuery::new()
        .from(ours())
        .to(theirs())
        .status(CallStatus::Completed)
        .since(at("2026-01-01T00:00:00Z"))
        .until(at("2026-02-01T00:00:00Z"))
        .page_size(1000)
        .cursor(Cursor::new("c"));
    let quo = fake.quo();
    let page = quo.list_calls(&query).await.unwrap();
    let ids: Vec<&str> = page.items.iter().map(|call| call.id.as_str()).collect();
    assert_eq!(ids, ["AC1"]);
    assert_eq!(page.next, Some(Cursor::new("n")));
    assert_eq!(
        fake.asked().await[1],
        "GET /v1/calls?phoneNumberId=PN1&participants=%2B15550100002&maxResults=100\
         &createdAfter=2025-12-31T23%3A59%3A59.999Z&createdBefore=2026-02-01T00%3A00%3A00Z&pageToken=c"
    );
    let contrary = CallQuery::new()
        .from(ours())
        .to(theirs())
        .direction(Direction::Inbound);
    assert!(quo.list_calls(&contrary).await.unwrap().items.is_empty());
    assert_eq!(
        fake.asked().await.len(),
        2,
        "nothing can match, so nothing is asked"
    );
}

#[tokio::test]
async fn calls_to_us_are_listed_by_the_same_number() {
    let fake = Fake::v1().await;
    let list = [
        call("AC1", "outgoing", "completed", "2026-01-01T00:00:00Z"),
        call("AC2", "incoming", "completed", "2026-01-01T00:00:00Z"),
    ];
    fake.answers([
        (200, data(NUMBERS)),
        (200, data(&format!("[{}]", list.join(",")))),
    ])
    .await;
    let query = CallQuery::new().from(theirs()).to(ours());
    let page = fake.quo().list_calls(&query).await.unwrap();
    assert_eq!(page.items.len(), 1);
    assert_eq!(page.items[0].from, Some(theirs().into()));
}

const FILES: &str = r#"[{"id":"CR1","status":"completed","startTime":"2026-01-01T00:00:05Z","duration":30,"url":"URL","type":"audio/mpeg"},
{"id":"CR2","status":"in-progress","startTime":"2026-01-01T00:01:00Z","duration":null,"url":null,"type":null}]"#;

#[tokio::test]
async fn recordings_are_found_by_their_call() {
    let fake = Fake::v1().await;
    fake.answers([
        (200, data(FILES)),
        (200, data(FILES)),
        (200, data(FILES)),
        (200, data(FILES)),
    ])
    .await;
    let quo = fake.quo();
    let all = quo
        .list_recordings(&RecordingQuery::of("AC1".into()))
        .await
        .unwrap();
    assert_eq!(all.items[0].id, RecordingId::new("AC1/CR1"));
    assert_eq!(all.items[0].call, Some(CallId::new("AC1")));
    assert_eq!(all.items[1].status, RecordingStatus::InProgress);
    let mut late = RecordingQuery::of("AC1".into());
    late.since = Some(at("2026-01-01T00:00:06Z"));
    assert_eq!(quo.list_recordings(&late).await.unwrap().items.len(), 1);
    let one = quo.recording(&all.items[1].id).await.unwrap();
    assert_eq!(one, all.items[1]);
    let none = quo.recording(&"AC1/CR9".into()).await.unwrap_err();
    assert_eq!(none.kind(), ErrorKind::NotFound);
    let asked = fake.asked().await.len();
    let error = quo
        .list_recordings(&RecordingQuery::default())
        .await
        .unwrap_err();
    refused(&error, ErrorKind::Unsupported, "call");
    refused(
        &quo.recording(&"CR1".into()).await.unwrap_err(),
        ErrorKind::InvalidRequest,
        "id",
    );
    let mut with_cursor = RecordingQuery::of("AC1".into());
    with_cursor.cursor = Some(Cursor::new("c"));
    let error = quo.list_recordings(&with_cursor).await.unwrap_err();
    refused(&error, ErrorKind::InvalidRequest, "cursor");
    let error = quo
        .download_recording(&"AC1/CR1".into(), AudioFormat::Wav)
        .await
        .unwrap_err();
    refused(&error, ErrorKind::Unsupported, "format");
    assert_eq!(fake.asked().await.len(), asked, "refused before any I/O");
}

#[tokio::test]
async fn a_download_leaves_the_key_at_home() {
    let (fake, media) = (Fake::v1().await, Fake::v1().await);
    let url = format!("{}/1.mp3?sig=x", media.server.uri());
    fake.answers([(200, data(&FILES.replace("URL", &url))), (200, data(FILES))])
        .await;
    wiremock::Mock::given(wiremock::matchers::path("/1.mp3"))
        .respond_with(wiremock::ResponseTemplate::new(200).set_body_raw("sound", "audio/mpeg"))
        .mount(&media.server)
        .await;
    let quo = fake.quo();
    let audio = quo
        .download_recording(&"AC1/CR1".into(), AudioFormat::Mp3)
        .await
        .unwrap();
    assert_eq!(audio.content_type.as_deref(), Some("audio/mpeg"));
    assert_eq!(audio.length, Some(5));
    let pieces: Vec<bytes::Bytes> = audio.bytes.try_collect().await.unwrap();
    assert_eq!(pieces.concat(), b"sound");
    let sent = &media.server.received_requests().await.unwrap()[0];
    assert!(sent.headers.get("authorization").is_none());
    let early = quo
        .download_recording(&"AC1/CR2".into(), AudioFormat::Original)
        .await
        .unwrap_err();
    assert_eq!(early.kind(), ErrorKind::NotFound, "{early}");
}

const TRANSCRIPT: &str = r#"{"callId":"AC1","createdAt":"2026-01-01T00:02:00Z","duration":60,"status":"completed","dialogue":[
{"content":"Desk, hello","start":0.5,"end":1,"identifier":"+15550100001","userId":"US1"},
{"content":"Hi","start":2,"end":3,"identifier":"+15550100002","userId":null},
{"content":"I am the agent","start":4,"end":5,"identifier":"+15550100009","userId":null}]}"#;
const SUMMARY: &str = r#"{"callId":"AC1","status":"completed","summary":["They met."],"nextSteps":["Call back."],"jobs":[{"icon":"x","name":"Booking","result":{"data":[{"name":"guests","value":4}]}}]}"#;

#[tokio::test]
async fn a_transcript_comes_with_its_summary() {
    let fake = Fake::v1().await;
    fake.answers([
        (200, data(TRANSCRIPT)),
        (200, data(SUMMARY)),
        (200, data(NUMBERS)),
    ])
    .await;
    let transcript = fake.quo().transcript(&"AC1".into()).await.unwrap();
    let speakers: Vec<&Speaker> = transcript
        .utterances
        .iter()
        .map(|turn| &turn.speaker)
        .collect();
    assert_eq!(
        speakers,
        [&Speaker::Agent, &Speaker::Caller, &Speaker::Agent]
    );
    assert_eq!(
        transcript.utterances[0].offset,
        Some(Duration::from_millis(500))
    );
    assert_eq!(
        transcript.summary.unwrap(),
        "They met.\nNext steps:\nCall back."
    );
    assert_eq!(&*transcript.variables[0].name, "guests");
    assert_eq!(transcript.variables[0].value, "4");
    assert_eq!(transcript.variables[0].source, VariableSource::Model);
    assert!(transcript.raw.as_str().contains("Desk, hello"));
}

#[tokio::test]
async fn a_transcript_that_is_not_there_says_whether_to_ask_again() {
    for (status, kind) in [
        ("in-progress", ErrorKind::Conflict),
        ("absent", ErrorKind::NotFound),
        ("failed", ErrorKind::NotFound),
        ("an-invented-word", ErrorKind::Conflict),
    ] {
        let fake = Fake::v1().await;
        let body = data(&format!(
            r#"{{"callId":"AC1","status":"{status}","dialogue":null}}"#
        ));
        fake.answers([(200, body)]).await;
        let error = fake.quo().transcript(&"AC1".into()).await.unwrap_err();
        assert_eq!(error.kind(), kind, "{status}");
    }
    let fake = Fake::v1().await;
    fake.answers([
        (200, data(TRANSCRIPT)),
        (404, String::new()),
        (200, data(NUMBERS)),
    ])
    .await;
    assert_eq!(
        fake.quo().transcript(&"AC1".into()).await.unwrap().summary,
        None
    );
    let fake = Fake::v1().await;
    fake.answers([(
        403,
        r#"{"code":"0600403","message":"Forbidden"}"#.to_owned(),
    )])
    .await;
    let error = fake.quo().transcript(&"AC1".into()).await.unwrap_err();
    assert_eq!(error.kind(), ErrorKind::Billing);
    assert_eq!(Refusal::of(&error), Some(Refusal::PlanTooLow));
}

fn text(id: &str, direction: &str, words: &str, created: &str) -> String {
    let (from, to) = if direction == "incoming" {
        ("+15550100002", "+15550100001")
    } else {
        ("+15550100001", "+15550100002")
    };
    format!(
        r#"{{"id":"{id}","from":"{from}","to":["{to}"],"direction":"{direction}","text":"{words}","status":"sent","createdAt":"{created}"}}"#
    )
}

#[tokio::test]
async fn texts_are_sent_fetched_and_listed() {
    let fake = Fake::v1().await;
    let one = text("AC9", "outgoing", "Hi", "2026-01-01T00:00:00Z");
    let list = [
        one.clone(),
        text("AC8", "incoming", "Ho", "2026-01-01T00:00:00Z"),
        text("AC7", "outgoing", "Hi", "2025-12-31T00:00:00Z"),
    ];
    fake.answers([
        (202, data(&one)),
        (200, data(&one)),
        (200, data(NUMBERS)),
        (200, data(&format!("[{}]", list.join(",")))),
    ])
    .await;
    let quo = fake.quo();
    let message = NewMessage::new(ours(), theirs(), "Hi").and_to(number("+15550100003"));
    let sent = quo.send_message(&message).await.unwrap();
    assert_eq!(
        (sent.id, sent.direction),
        (MessageId::new("AC9"), Some(Direction::Outbound))
    );
    assert_eq!(
        quo.message(&"AC9".into()).await.unwrap().body.unwrap(),
        "Hi"
    );
    let query = MessageQuery::new()
        .from(ours())
        .to(theirs())
        .since(at("2026-01-01T00:00:00Z"));
    let page = quo.list_messages(&query).await.unwrap();
    let ids: Vec<&str> = page
        .items
        .iter()
        .map(|message| message.id.as_str())
        .collect();
    assert_eq!(ids, ["AC9"]);
    assert_eq!(
        fake.asked().await,
        [
            r#"POST /v1/messages {"content":"Hi","from":"+15550100001","to":["+15550100002","+15550100003"]}"#,
            "GET /v1/messages/AC9",
            "GET /v1/phone-numbers",
            "GET /v1/messages?phoneNumberId=PN1&participants=%2B15550100002&maxResults=10&createdAfter=2025-12-31T23%3A59%3A59.999Z",
        ]
    );
    let error = quo
        .list_messages(&MessageQuery::new().to(theirs()))
        .await
        .unwrap_err();
    refused(&error, ErrorKind::Unsupported, "from");
}

#[tokio::test]
async fn a_text_of_unknown_outcome_is_looked_up_and_not_sent_again() {
    let fake = Fake::v1().await;
    let page = |items: &[String], next: &str| {
        (
            200,
            format!(r#"{{"data":[{}],"nextPageToken":{next}}}"#, items.join(",")),
        )
    };
    let now = "2026-01-01T00:00:00Z";
    fake.answers([
        (502, "<html>".to_owned()),
        (200, data(NUMBERS)),
        page(
            &[
                text("AC8", "incoming", "Hi", now),
                text("AC7", "outgoing", "Ho", now),
            ],
            "\"n\"",
        ),
        page(&[text("AC9", "outgoing", "Hi", now)], "null"),
        page(&[text("AC9", "outgoing", "Hi", now)], "null"),
    ])
    .await;
    let quo = fake.quo();
    let message = NewMessage::new(ours(), theirs(), "Hi");
    let error = quo.send_message(&message).await.unwrap_err();
    assert!(error.is_outcome_unknown());
    let found = quo.find_sent(&message, at(now)).await.unwrap().unwrap();
    assert_eq!(found.id.as_str(), "AC9");
    let other = NewMessage::new(ours(), theirs(), "Hey");
    assert_eq!(quo.find_sent(&other, at(now)).await.unwrap(), None);
    let posts = fake
        .asked()
        .await
        .iter()
        .filter(|line| line.starts_with("POST"))
        .count();
    assert_eq!(posts, 1);
    let foreign = NewMessage::new(number("+15550100005"), theirs(), "Hi");
    fake.answers([(200, data(NUMBERS))]).await;
    let error = quo.find_sent(&foreign, at(now)).await.unwrap_err();
    refused(&error, ErrorKind::InvalidRequest, "from");
}

#[tokio::test]
async fn numbers_are_read() {
    let fake = Fake::v1().await;
    let odd = r#"{"id":"PN3","number":"not a number"}"#;
    fake.answers([
        (200, data(NUMBERS)),
        (200, data(r#"{"id":"PN2","number":"+15550100009"}"#)),
        (200, data(odd)),
    ])
    .await;
    let quo = fake.quo();
    let page = quo.list_numbers(None).await.unwrap();
    assert_eq!(page.items.len(), 2);
    assert_eq!(page.items[0].label.as_deref(), Some("Desk"));
    assert_eq!(page.items[0].abilities.voice, Some(true));
    assert_eq!(page.items[0].abilities.sms, Some(true));
    assert_eq!(page.items[1].abilities.sms, None, "not said is not known");
    let one = quo.number(&NumberId::new("PN2")).await.unwrap();
    assert_eq!(one.number, number("+15550100009"));
    let error = quo.number(&NumberId::new("PN3")).await.unwrap_err();
    assert_eq!(error.kind(), ErrorKind::Decode);
    let error = quo.list_numbers(Some(&Cursor::new("c"))).await.unwrap_err();
    refused(&error, ErrorKind::InvalidRequest, "cursor");
}

const CONTACT: &str = r#"{"id":"64f0","externalId":"crm-7","defaultFields":{"firstName":"Ada","lastName":"L","company":null,"role":null,
"emails":[{"id":"e1","name":"work","value":"ada@example.com"}],
"phoneNumbers":[{"id":"p1","name":"mobile","value":"+15550100002"},{"id":"p2","name":"home","value":"+15550100003"},{"id":"p3","name":"short","value":"12345"}]},"customFields":[]}"#;

#[tokio::test]
async fn contacts_are_kept() {
    let fake = Fake::v1().await;
    let list = format!(r#"{{"data":[{CONTACT}],"totalItems":1,"nextPageToken":"n"}}"#);
    fake.answers([
        (200, list),
        (200, data(CONTACT)),
        (201, data(CONTACT)),
        (200, data(CONTACT)),
        (204, String::new()),
    ])
    .await;
    let quo = fake.quo();
    let page = quo.list_contacts(Some(&Cursor::new("c"))).await.unwrap();
    assert_eq!(page.next, Some(Cursor::new("n")));
    let contact = quo.contact(&"64f0".into()).await.unwrap();
    assert_eq!(
        contact.details.numbers,
        Some(vec![theirs(), number("+15550100003")])
    );
    assert_eq!(contact.details.external_id.as_deref(), Some("crm-7"));
    let details = ContactDetails::new()
        .last_name("L")
        .numbers(vec![theirs()])
        .emails(vec!["ada@example.com".into()])
        .external_id("crm-7");
    quo.create_contact(&details).await.unwrap();
    quo.update_contact(&"64f0".into(), &ContactDetails::new().role("Caller"))
        .await
        .unwrap();
    quo.delete_contact(&"64f0".into()).await.unwrap();
    assert_eq!(
        fake.asked().await,
        [
            "GET /v1/contacts?maxResults=50&pageToken=c",
            "GET /v1/contacts/64f0",
            r#"POST /v1/contacts {"defaultFields":{"firstName":null,"lastName":"L","emails":[{"name":"email","value":"ada@example.com"}],"phoneNumbers":[{"name":"phone","value":"+15550100002"}]},"externalId":"crm-7"}"#,
            r#"PATCH /v1/contacts/64f0 {"defaultFields":{"role":"Caller"}}"#,
            "DELETE /v1/contacts/64f0",
        ]
    );
}

#[tokio::test]
async fn a_changed_list_of_numbers_is_merged_into_what_is_stored() {
    let fake = Fake::v1().await;
    fake.answers([(200, data(CONTACT)), (200, data(CONTACT))])
        .await;
    let details =
        ContactDetails::new().numbers(vec![number("+15550100003"), number("+15550100004")]);
    fake.quo()
        .update_contact(&ContactId::new("64f0"), &details)
        .await
        .unwrap();
    assert_eq!(
        fake.asked().await[1],
        r#"PATCH /v1/contacts/64f0 {"defaultFields":{"phoneNumbers":[{"id":"p1","name":"mobile","value":null},{"id":"p2","name":"home","value":"+15550100003"},{"id":"p3","name":"short","value":null},{"name":"phone","value":"+15550100004"}]}}"#
    );
}

#[tokio::test]
async fn check_says_what_is_missing() {
    let problems = async |status: u16, body: &str| {
        let fake = Fake::v1().await;
        fake.answers([(status, body.to_owned())]).await;
        fake.quo().check().await.map(|health| health.problems)
    };
    let fine = data(
        r#"[{"id":"PN1","number":"+15550100001","restrictions":{"messaging":{"US":"unrestricted"}}}]"#,
    );
    assert!(problems(200, &fine).await.unwrap().is_empty());
    let found = problems(200, &data(NUMBERS)).await.unwrap();
    assert_eq!(
        found,
        ["number PN1 may not text the US: its carrier registration (A2P 10DLC) is missing"]
    );
    assert_eq!(
        problems(200, &data("[]")).await.unwrap(),
        ["the workspace has no numbers"]
    );
    let wrong_key = problems(
        401,
        r#"{"error":{"message":"Unauthorized","key":"x","trace":"T"}}"#,
    )
    .await
    .unwrap();
    assert!(wrong_key[0].starts_with("Unauthorized"), "{wrong_key:?}");
    let unpaid = problems(
        402,
        r#"{"code":"0201402","message":"Subscription Expired"}"#,
    )
    .await
    .unwrap();
    assert!(unpaid[0].contains("renew"), "{unpaid:?}");
    assert_eq!(
        problems(418, "").await.unwrap_err().kind(),
        ErrorKind::InvalidRequest
    );
}

#[tokio::test]
async fn subscriptions_are_webhooks_of_one_family() {
    use secrecy::ExposeSecret as _;
    use voice_core::{NewSubscription, Webhooks as _};
    const WEBHOOK: &str = r#"{"id":"WH1","url":"https://example.com/quo","events":["call.ringing","an.invented"],"key":"ZXhhbXBsZQ=="}"#;
    let fake = Fake::v1().await;
    fake.answers([
        (201, data(WEBHOOK)),
        (200, data(&format!("[{WEBHOOK}]"))),
        (204, String::new()),
        (200, data(r#"[{"id":"WH2"}]"#)),
    ])
    .await;
    let quo = fake.quo();
    let url = url::Url::parse("https://example.com/quo").unwrap();
    let calls = NewSubscription::new(url.clone(), ["call.ringing", "call.completed"]).label("Ours");
    let made = quo.create_subscription(&calls).await.unwrap();
    assert_eq!(made.id.as_str(), "WH1");
    assert_eq!(
        made.signing_key.as_ref().unwrap().expose_secret(),
        "ZXhhbXBsZQ=="
    );
    assert!(made.raw.as_str().contains("WH1") && !made.raw.as_str().contains("ZXhh"));
    let listed = quo.list_subscriptions().await.unwrap();
    assert_eq!(
        listed[0].events,
        ["call.ringing".into(), "an.invented".into()]
    );
    quo.delete_subscription(&"WH1".into()).await.unwrap();
    let error = quo.list_subscriptions().await.unwrap_err();
    assert_eq!(error.kind(), ErrorKind::Decode);
    assert_eq!(
        fake.asked().await,
        [
            r#"POST /v1/webhooks/calls {"url":"https://example.com/quo","events":["call.ringing","call.completed"],"label":"Ours"}"#,
            "GET /v1/webhooks",
            "DELETE /v1/webhooks/WH1",
            "GET /v1/webhooks",
        ]
    );
    let none: [&str; 0] = [];
    for wrong in [
        NewSubscription::new(url.clone(), ["call.ringing", "message.received"]),
        NewSubscription::new(url.clone(), ["an.invented"]),
        NewSubscription::new(url, none),
    ] {
        let error = quo.create_subscription(&wrong).await.unwrap_err();
        refused(&error, ErrorKind::InvalidRequest, "events");
    }
    let error = quo.delete_subscription(&"123".into()).await.unwrap_err();
    refused(&error, ErrorKind::InvalidRequest, "id");
}
