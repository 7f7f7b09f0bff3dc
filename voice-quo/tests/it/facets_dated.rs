//! The provider on the surface of 2026-03-30.

use std::time::Duration;

use voice_core::{
    CallQuery, CallStatus, Calls as _, Contacts as _, Cursor, Direction, ErrorKind, MessageQuery,
    Messages as _, NewMessage, Numbers as _, Party, PhoneNumber, RecordingQuery, Recordings as _,
    Speaker, TelephonyProvider as _, Timestamp, Transcripts as _,
};

use crate::support::{Fake, data};

const NUMBERS: &str = r#"{"data":[{"id":"PN1","phoneNumber":"+15550100001"}],"nextCursor":null}"#;

fn number(text: &str) -> PhoneNumber {
    text.parse().unwrap()
}

fn ours() -> PhoneNumber {
    number("+15550100001")
}

fn theirs() -> PhoneNumber {
    number("+15550100002")
}

fn call(id: &str, number: &str, direction: &str, created: &str) -> String {
    format!(
        r#"{{"id":"{id}","phoneNumberId":{number},"actorId":"US1","direction":"{direction}","status":"completed",
"participants":[{{"phoneNumber":"+15550100002","actorId":null}},{{"phoneNumber":"+15550100001","actorId":"US1"}}],
"duration":60,"createdAt":"{created}","answeredAt":"2026-01-01T00:00:05Z","completedAt":"2026-01-01T00:01:05Z"}}"#
    )
}

fn page(items: &[String], next: &str) -> (u16, String) {
    (
        200,
        format!(r#"{{"data":[{}],"nextCursor":{next}}}"#, items.join(",")),
    )
}

#[tokio::test]
async fn calls_of_the_whole_workspace_are_listed() {
    let fake = Fake::dated().await;
    let now = "2026-01-01T00:00:00Z";
    fake.answers([
        page(
            &[
                call("AC1", "\"PN1\"", "incoming", now),
                call("AC2", "null", "outgoing", now),
            ],
            "\"n\"",
        ),
        (200, NUMBERS.to_owned()),
    ])
    .await;
    let found = fake.quo().list_calls(&CallQuery::new()).await.unwrap();
    assert_eq!(found.next, Some(Cursor::new("n")));
    assert_eq!(found.items[0].from, Some(theirs().into()));
    assert_eq!(found.items[0].to, Some(ours().into()));
    assert_eq!(
        found.items[1].from,
        Some(ours().into()),
        "the actor tells which party is ours"
    );
    assert_eq!(
        fake.asked().await,
        ["GET /calls", "GET /phone-numbers?limit=50"]
    );
}

#[tokio::test]
async fn each_filter_of_calls_is_sent() {
    let base = CallQuery::new;
    let anonymous = Party::reported("anonymous");
    for (query, asked) in [
        (base().from(ours()), "phoneNumberId=PN1&direction=outgoing"),
        (base().to(ours()), "phoneNumberId=PN1&direction=incoming"),
        (
            base().from(ours()).to(theirs()),
            "phoneNumberId=PN1&participant=%2B15550100002&direction=outgoing",
        ),
        (
            base().from(anonymous).to(ours()),
            "phoneNumberId=PN1&participant=anonymous&direction=incoming",
        ),
        (
            base().from(theirs()),
            "participant=%2B15550100002&direction=incoming",
        ),
        (
            base().to(theirs()),
            "participant=%2B15550100002&direction=outgoing",
        ),
        (base().direction(Direction::Inbound), "direction=incoming"),
        (
            base()
                .since(Timestamp::UNIX_EPOCH)
                .until(Timestamp::UNIX_EPOCH + Duration::from_secs(1)),
            "createdAt%5Bgte%5D=1970-01-01T00%3A00%3A00Z&createdAt%5Blte%5D=1970-01-01T00%3A00%3A01Z",
        ),
        (
            base().page_size(99).cursor(Cursor::new("c")),
            "limit=50&after=c",
        ),
    ] {
        let fake = Fake::dated().await;
        wiremock::Mock::given(wiremock::matchers::path("/phone-numbers"))
            .respond_with(
                wiremock::ResponseTemplate::new(200).set_body_raw(NUMBERS, "application/json"),
            )
            .mount(&fake.server)
            .await;
        wiremock::Mock::given(wiremock::matchers::path("/calls"))
            .respond_with(
                wiremock::ResponseTemplate::new(200)
                    .set_body_raw(r#"{"data":[]}"#, "application/json"),
            )
            .mount(&fake.server)
            .await;
        fake.quo().list_calls(&query).await.unwrap();
        assert_eq!(
            fake.asked().await.pop().unwrap(),
            format!("GET /calls?{asked}")
        );
    }
}

#[tokio::test]
async fn the_upper_bound_stays_exclusive_and_the_status_is_ours() {
    let fake = Fake::dated().await;
    let bound = "2026-01-01T00:00:00Z";
    fake.answers([page(
        &[
            call("AC1", "null", "incoming", bound),
            call("AC2", "null", "incoming", "2025-12-31T00:00:00Z"),
            call("AC3", "null", "incoming", "2025-12-31T00:00:00Z")
                .replace("completed\",", "missed\","),
        ],
        "null",
    )])
    .await;
    let query = CallQuery::new()
        .until(Timestamp::parse(bound).unwrap())
        .status(CallStatus::NoAnswer);
    let found = fake.quo().list_calls(&query).await.unwrap();
    let ids: Vec<&str> = found.items.iter().map(|call| call.id.as_str()).collect();
    assert_eq!(ids, ["AC3"]);
}

#[tokio::test]
async fn neither_party_ours_is_refused() {
    let fake = Fake::dated().await;
    fake.answers([(200, NUMBERS.to_owned()), (200, NUMBERS.to_owned())])
        .await;
    let strangers = CallQuery::new().from(theirs()).to(number("+15550100003"));
    let error = fake.quo().list_calls(&strangers).await.unwrap_err();
    assert_eq!(
        (error.kind(), error.option()),
        (ErrorKind::InvalidRequest, Some("from"))
    );
}

#[tokio::test]
async fn one_call_recordings_and_numbers_come_from_the_dated_paths() {
    let fake = Fake::dated().await;
    let file = r#"{"id":"CR1","status":"completed","startTime":"2026-01-01T00:00:05Z","duration":30,"url":"https://media.example.com/1.mp3","type":"audio/mpeg"}"#.to_owned();
    let one = r#"{"id":"PN1","phoneNumber":"+15550100001","restrictions":{"messaging":{"US":"restricted"}}}"#.to_owned();
    fake.answers([
        (
            200,
            data(&call("AC1", "null", "incoming", "2026-01-01T00:00:00Z")),
        ),
        page(std::slice::from_ref(&file), "\"n\""),
        page(std::slice::from_ref(&file), "\"n\""),
        page(&[file.replace("CR1", "CR2")], "null"),
        page(std::slice::from_ref(&one), "null"),
        (200, data(&one)),
    ])
    .await;
    let quo = fake.quo();
    assert_eq!(
        quo.call(&"AC1".into()).await.unwrap().from,
        Some(theirs().into())
    );
    let recordings = quo
        .list_recordings(&RecordingQuery::of("AC1".into()))
        .await
        .unwrap();
    assert_eq!(recordings.next, Some(Cursor::new("n")));
    let second = quo.recording(&"AC1/CR2".into()).await.unwrap();
    assert_eq!(second.duration, Some(Duration::from_secs(30)));
    assert_eq!(
        quo.list_numbers(None).await.unwrap().items[0].abilities.sms,
        Some(false)
    );
    assert_eq!(quo.number(&"PN1".into()).await.unwrap().number, ours());
    assert_eq!(
        fake.asked().await,
        [
            "GET /calls/AC1",
            "GET /calls/AC1/recordings",
            "GET /calls/AC1/recordings?limit=50",
            "GET /calls/AC1/recordings?limit=50&after=n",
            "GET /phone-numbers?include=restrictions",
            "GET /phone-numbers/PN1?include=restrictions",
        ]
    );
}

fn part(recording: &str, status: &str, start: &str, words: &str) -> String {
    format!(
        r#"{{"recordingId":"{recording}","status":"{status}","startTime":"{start}","createdAt":null,"duration":5,
"dialogue":[{{"content":"{words}","start":1,"end":2,"identifier":"+15550100002","actorId":null}},{{"content":"Yes","start":3,"end":4,"identifier":null,"actorId":"US1"}}]}}"#
    )
}

#[tokio::test]
async fn the_transcripts_of_the_recordings_become_one() {
    let fake = Fake::dated().await;
    let summary = r#"{"id":"AC1","status":"completed","summary":{"status":"completed","type":"human","summary":["They met."],"nextSteps":[],"jobs":null,"title":null}}"#;
    fake.answers([
        page(
            &[
                part("CR2", "completed", "2026-01-01T00:00:35Z", "Still there?"),
                part("CR1", "completed", "2026-01-01T00:00:05Z", "Hello?"),
            ],
            "null",
        ),
        (200, data(summary)),
        (200, NUMBERS.to_owned()),
    ])
    .await;
    let transcript = fake.quo().transcript(&"AC1".into()).await.unwrap();
    let told: Vec<(&Speaker, u64, &str)> = transcript
        .utterances
        .iter()
        .map(|turn| {
            (
                &turn.speaker,
                turn.offset.unwrap().as_secs(),
                turn.text.as_str(),
            )
        })
        .collect();
    assert_eq!(
        told,
        [
            (&Speaker::Caller, 1, "Hello?"),
            (&Speaker::Agent, 3, "Yes"),
            (&Speaker::Caller, 31, "Still there?"),
            (&Speaker::Agent, 33, "Yes"),
        ]
    );
    assert_eq!(transcript.summary.unwrap(), "They met.");
    assert_eq!(
        transcript.raw.to_json().unwrap().as_array().unwrap().len(),
        2
    );
    assert_eq!(fake.asked().await[1], "GET /calls/AC1?include=summary");
}

#[tokio::test]
async fn a_part_that_is_being_made_makes_the_whole_wait() {
    let at = "2026-01-01T00:00:05Z";
    for (parts, kind) in [
        (
            vec![
                part("CR1", "completed", at, "x"),
                part("CR2", "in-progress", at, "x"),
            ],
            ErrorKind::Conflict,
        ),
        (vec![part("CR1", "failed", at, "x")], ErrorKind::NotFound),
        (vec![], ErrorKind::NotFound),
    ] {
        let fake = Fake::dated().await;
        fake.answers([page(&parts, "null")]).await;
        let error = fake.quo().transcript(&"AC1".into()).await.unwrap_err();
        assert_eq!(error.kind(), kind, "{error}");
    }
}

#[tokio::test]
async fn texts_are_read_here_but_sent_through_v1_and_contacts_too() {
    let fake = Fake::dated().await;
    let text = r#"{"id":"AC9","from":"+15550100001","to":["+15550100002"],"direction":"outgoing","text":"Hi","status":"failed","createdAt":"2026-01-01T00:00:00Z","media":[]}"#.to_owned();
    fake.answers([
        (202, data(&text)),
        (200, data(&text)),
        page(std::slice::from_ref(&text), "null"),
        (200, data(r#"{"id":"64f0","defaultFields":{}}"#)),
    ])
    .await;
    let quo = fake.quo();
    quo.send_message(&NewMessage::new(ours(), theirs(), "Hi"))
        .await
        .unwrap();
    quo.message(&"AC9".into()).await.unwrap();
    let query = MessageQuery::new()
        .to(theirs())
        .since(Timestamp::parse("2026-01-01T00:00:00Z").unwrap());
    assert_eq!(quo.list_messages(&query).await.unwrap().items.len(), 1);
    quo.contact(&"64f0".into()).await.unwrap();
    assert_eq!(
        fake.asked().await,
        [
            r#"POST /v1/messages {"content":"Hi","from":"+15550100001","to":["+15550100002"]}"#,
            "GET /messages/AC9",
            "GET /messages?to=%2B15550100002&createdAt%5Bgt%5D=2025-12-31T23%3A59%3A59.999Z",
            "GET /v1/contacts/64f0",
        ]
    );
}

#[tokio::test]
async fn check_reads_the_workspace() {
    for (status, problems) in [("active", 0), ("expired", 1), ("an-invented-word", 0)] {
        let fake = Fake::dated().await;
        fake.answers([(
            200,
            data(&format!(
                r#"{{"id":"OR1","subscriptionStatus":"{status}"}}"#
            )),
        )])
        .await;
        let health = fake.quo().check().await.unwrap();
        assert_eq!(health.problems.len(), problems, "{status}");
        assert_eq!(fake.asked().await, ["GET /organization"]);
    }
}

#[tokio::test]
async fn subscriptions_may_mix_families_here() {
    use voice_core::{NewSubscription, Webhooks as _};
    const WEBHOOK: &str = r#"{"id":"7","url":"https://example.com/quo","events":["call.missed"],"key":"whsec_ZXhhbXBsZQ=="}"#;
    let fake = Fake::dated().await;
    fake.answers([
        (201, data(WEBHOOK)),
        (200, data("[]")),
        (204, String::new()),
    ])
    .await;
    let quo = fake.quo();
    let url = url::Url::parse("https://example.com/quo").unwrap();
    let mixed = NewSubscription::new(url, ["call.missed", "message.failed"]);
    assert!(
        quo.create_subscription(&mixed)
            .await
            .unwrap()
            .signing_key
            .is_some()
    );
    assert!(quo.list_subscriptions().await.unwrap().is_empty());
    quo.delete_subscription(&"7".into()).await.unwrap();
    assert_eq!(
        fake.asked().await,
        [
            r#"POST /webhooks {"url":"https://example.com/quo","events":["call.missed","message.failed"]}"#,
            "GET /webhooks",
            "DELETE /webhooks/7",
        ]
    );
}
