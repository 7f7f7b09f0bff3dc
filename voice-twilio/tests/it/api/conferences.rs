//! Conferences.

use serde_json::{Value, json};
use voice_twilio::api::{
    ConferenceCommand, ConferenceState, FetchConference, ListConferences, UpdateConference,
};

use crate::support::{ACCOUNT, CALL, CONFERENCE, Endpoint, page};

pub(crate) fn conference() -> Value {
    json!({
        "sid": CONFERENCE, "account_sid": ACCOUNT, "api_version": "2010-04-01",
        "date_created": "Tue, 20 Jan 2026 20:36:28 +0000", "date_updated": "Tue, 20 Jan 2026 20:36:29 +0000",
        "friendly_name": "room", "region": "us1", "status": "in-progress", "uri": "/2010-04-01/c.json",
        "reason_conference_ended": "last-participant-left", "call_sid_ending_conference": CALL,
        "subresource_uris": {"participants": "/2010-04-01/p.json"},
    })
}

#[tokio::test]
async fn conferences_are_listed_with_every_filter() {
    let request = ListConferences::new()
        .date_created("2026-01-20")
        .date_created_before("2026-01-21")
        .date_created_from("2026-01-19")
        .date_updated("2026-01-20")
        .date_updated_before("2026-01-21")
        .date_updated_from("2026-01-19")
        .friendly_name("room")
        .status(ConferenceState::InProgress)
        .page_size(5);
    let page = Endpoint::get("/Conferences.json")
        .with(&[
            ("DateCreated", "2026-01-20"),
            ("DateCreated<", "2026-01-21"),
            ("DateCreated>", "2026-01-19"),
            ("DateUpdated", "2026-01-20"),
            ("DateUpdated<", "2026-01-21"),
            ("DateUpdated>", "2026-01-19"),
            ("FriendlyName", "room"),
            ("Status", "in-progress"),
            ("PageSize", "5"),
        ])
        .answers(200, page("conferences", &conference()))
        .stands_with_word(
            "status",
            async |client| request.send(client).await,
            |page| page.items[0].status.to_string(),
        )
        .await;
    assert_eq!(page.items[0].sid, CONFERENCE);
}

#[tokio::test]
async fn every_field_of_a_conference_is_read() {
    let request = FetchConference::new(CONFERENCE);
    let room = Endpoint::get(format!("/Conferences/{CONFERENCE}.json"))
        .answers(200, conference())
        .stands_with_word(
            "reason_conference_ended",
            async |client| request.send(client).await,
            |room| room.reason_conference_ended.as_ref().unwrap().to_string(),
        )
        .await;
    assert_eq!(room.sid, CONFERENCE);
    assert_eq!(room.account_sid.as_deref(), Some(ACCOUNT));
    assert_eq!(room.api_version.as_deref(), Some("2010-04-01"));
    assert_eq!(room.date_created, "2026-01-20T20:36:28Z".parse().ok());
    assert_eq!(room.date_updated, "2026-01-20T20:36:29Z".parse().ok());
    assert_eq!(room.friendly_name.as_deref(), Some("room"));
    assert_eq!(room.region.as_deref(), Some("us1"));
    assert_eq!(room.status, ConferenceState::InProgress);
    assert_eq!(room.uri.as_deref(), Some("/2010-04-01/c.json"));
    assert_eq!(room.subresource_uris["participants"], "/2010-04-01/p.json");
    assert_eq!(
        room.reason_conference_ended.unwrap().as_str(),
        "last-participant-left"
    );
    assert_eq!(room.call_sid_ending_conference.as_deref(), Some(CALL));
}

#[tokio::test]
async fn a_conference_is_ended_and_that_may_be_repeated() {
    let request = UpdateConference::new(CONFERENCE).status(ConferenceCommand::Completed);
    Endpoint::post(format!("/Conferences/{CONFERENCE}.json"))
        .with(&[("Status", "completed")])
        .answers(200, conference())
        .repeatable()
        .stands_with_word(
            "status",
            async |client| request.send(client).await,
            |room| room.status.to_string(),
        )
        .await;
}

#[tokio::test]
async fn an_announcement_is_made_once() {
    let request = UpdateConference::new(CONFERENCE)
        .announce_url("https://example.com/note.mp3")
        .announce_method("GET");
    Endpoint::post(format!("/Conferences/{CONFERENCE}.json"))
        .with(&[
            ("AnnounceUrl", "https://example.com/note.mp3"),
            ("AnnounceMethod", "GET"),
        ])
        .answers(200, conference())
        .stands(async |client| request.send(client).await)
        .await;
}
