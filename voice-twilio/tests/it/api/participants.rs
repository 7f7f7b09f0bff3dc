//! Participants of conferences.

use std::time::Duration;

use serde_json::{Value, json};
use voice_twilio::api::{
    ConferenceRecord, CreateParticipant, DeleteParticipant, FetchParticipant, ListParticipants,
    Region, UpdateParticipant,
};

use crate::support::{ACCOUNT, CALL, CONFERENCE, Endpoint, page};

pub(crate) fn participant() -> Value {
    json!({
        "account_sid": ACCOUNT, "call_sid": CALL, "label": "guest", "call_sid_to_coach": "CA2",
        "coaching": false, "conference_sid": CONFERENCE,
        "date_created": "Tue, 20 Jan 2026 20:36:28 +0000", "date_updated": "Tue, 20 Jan 2026 20:36:29 +0000",
        "end_conference_on_exit": true, "muted": false, "hold": true, "start_conference_on_enter": true,
        "status": "connected", "queue_time": "5", "uri": "/2010-04-01/p.json",
    })
}

fn participants() -> String {
    format!("/Conferences/{CONFERENCE}/Participants.json")
}

fn one() -> String {
    format!("/Conferences/{CONFERENCE}/Participants/{CALL}.json")
}

#[tokio::test]
async fn participants_are_listed_with_every_filter() {
    let request = ListParticipants::new(CONFERENCE)
        .muted(true)
        .hold(false)
        .coaching(true)
        .page_size(5);
    Endpoint::get(participants())
        .with(&[
            ("Muted", "true"),
            ("Hold", "false"),
            ("Coaching", "true"),
            ("PageSize", "5"),
        ])
        .answers(200, page("participants", &participant()))
        .stands_with_word(
            "status",
            async |client| request.send(client).await,
            |page| page.items[0].status.as_ref().unwrap().to_string(),
        )
        .await;
}

#[tokio::test]
async fn a_participant_is_called_with_every_parameter() {
    let request = CreateParticipant::new("my room", "+15550100100", "app:AP1")
        .status_callback("https://example.com/s")
        .status_callback_method("GET")
        .status_callback_event(["initiated", "ringing"])
        .label("guest")
        .timeout(20)
        .record(false)
        .muted(true)
        .beep("onEnter")
        .start_conference_on_enter(false)
        .end_conference_on_exit(true)
        .wait_url("")
        .wait_method("GET")
        .early_media(false)
        .max_participants(5)
        .conference_record("record-from-start")
        .conference_trim("trim-silence")
        .conference_status_callback("https://example.com/c")
        .conference_status_callback_method("GET")
        .conference_status_callback_event(["start", "join"])
        .recording_channels("dual")
        .recording_status_callback("https://example.com/r")
        .recording_status_callback_method("GET")
        .recording_status_callback_event(["started", "completed"])
        .sip_auth_username("desk")
        .sip_auth_password("invented")
        .region(Region::Ie1)
        .conference_recording_status_callback("https://example.com/cr")
        .conference_recording_status_callback_method("GET")
        .conference_recording_status_callback_event(["failed"])
        .coaching(true)
        .call_sid_to_coach(CALL)
        .jitter_buffer_size("small")
        .byoc("BY1")
        .caller_id("+15550100102")
        .call_reason("Your order")
        .recording_track("inbound")
        .time_limit(60)
        .machine_detection("Enable")
        .machine_detection_timeout(20)
        .machine_detection_speech_threshold(2000)
        .machine_detection_speech_end_threshold(1000)
        .machine_detection_silence_timeout(4000)
        .amd_status_callback("https://example.com/amd")
        .amd_status_callback_method("GET")
        .trim("do-not-trim")
        .call_token("invented-token")
        .client_notification_url("https://example.com/push")
        .caller_display_name("Desk");
    Endpoint::post("/Conferences/my%20room/Participants.json")
        .with(&[
            ("From", "+15550100100"),
            ("To", "app:AP1"),
            ("StatusCallback", "https://example.com/s"),
            ("StatusCallbackMethod", "GET"),
            ("StatusCallbackEvent", "initiated"),
            ("StatusCallbackEvent", "ringing"),
            ("Label", "guest"),
            ("Timeout", "20"),
            ("Record", "false"),
            ("Muted", "true"),
            ("Beep", "onEnter"),
            ("StartConferenceOnEnter", "false"),
            ("EndConferenceOnExit", "true"),
            ("WaitUrl", ""),
            ("WaitMethod", "GET"),
            ("EarlyMedia", "false"),
            ("MaxParticipants", "5"),
            ("ConferenceRecord", "record-from-start"),
            ("ConferenceTrim", "trim-silence"),
            ("ConferenceStatusCallback", "https://example.com/c"),
            ("ConferenceStatusCallbackMethod", "GET"),
            ("ConferenceStatusCallbackEvent", "start"),
            ("ConferenceStatusCallbackEvent", "join"),
            ("RecordingChannels", "dual"),
            ("RecordingStatusCallback", "https://example.com/r"),
            ("RecordingStatusCallbackMethod", "GET"),
            ("RecordingStatusCallbackEvent", "started"),
            ("RecordingStatusCallbackEvent", "completed"),
            ("SipAuthUsername", "desk"),
            ("SipAuthPassword", "invented"),
            ("Region", "ie1"),
            (
                "ConferenceRecordingStatusCallback",
                "https://example.com/cr",
            ),
            ("ConferenceRecordingStatusCallbackMethod", "GET"),
            ("ConferenceRecordingStatusCallbackEvent", "failed"),
            ("Coaching", "true"),
            ("CallSidToCoach", CALL),
            ("JitterBufferSize", "small"),
            ("Byoc", "BY1"),
            ("CallerId", "+15550100102"),
            ("CallReason", "Your order"),
            ("RecordingTrack", "inbound"),
            ("TimeLimit", "60"),
            ("MachineDetection", "Enable"),
            ("MachineDetectionTimeout", "20"),
            ("MachineDetectionSpeechThreshold", "2000"),
            ("MachineDetectionSpeechEndThreshold", "1000"),
            ("MachineDetectionSilenceTimeout", "4000"),
            ("AmdStatusCallback", "https://example.com/amd"),
            ("AmdStatusCallbackMethod", "GET"),
            ("Trim", "do-not-trim"),
            ("CallToken", "invented-token"),
            ("ClientNotificationUrl", "https://example.com/push"),
            ("CallerDisplayName", "Desk"),
        ])
        .answers(201, participant())
        .stands_with_word(
            "status",
            async |client| request.send(client).await,
            |guest| guest.status.as_ref().unwrap().to_string(),
        )
        .await;
}

#[tokio::test]
async fn each_word_for_recording_a_conference_is_on_the_wire() {
    for (word, wire) in [
        (ConferenceRecord::True, "true"),
        (ConferenceRecord::False, "false"),
        (ConferenceRecord::FromStart, "record-from-start"),
        (ConferenceRecord::DoNotRecord, "do-not-record"),
    ] {
        let request = CreateParticipant::new(CONFERENCE, "+15550100100", "+15550100101")
            .conference_record(word);
        Endpoint::post(participants())
            .with(&[
                ("From", "+15550100100"),
                ("To", "+15550100101"),
                ("ConferenceRecord", wire),
            ])
            .answers(201, participant())
            .stands(async |client| request.send(client).await)
            .await;
    }
}

#[tokio::test]
async fn every_field_of_a_participant_is_read() {
    let request = FetchParticipant::new(CONFERENCE, CALL);
    let guest = Endpoint::get(one())
        .answers(200, participant())
        .stands_with_word(
            "status",
            async |client| request.send(client).await,
            |guest| guest.status.as_ref().unwrap().to_string(),
        )
        .await;
    assert_eq!(guest.call_sid, CALL);
    assert_eq!(guest.account_sid.as_deref(), Some(ACCOUNT));
    assert_eq!(guest.label.as_deref(), Some("guest"));
    assert_eq!(guest.call_sid_to_coach.as_deref(), Some("CA2"));
    assert_eq!(guest.coaching, Some(false));
    assert_eq!(guest.conference_sid.as_deref(), Some(CONFERENCE));
    assert_eq!(guest.date_created, "2026-01-20T20:36:28Z".parse().ok());
    assert_eq!(guest.date_updated, "2026-01-20T20:36:29Z".parse().ok());
    assert_eq!(guest.end_conference_on_exit, Some(true));
    assert_eq!(guest.muted, Some(false));
    assert_eq!(guest.hold, Some(true));
    assert_eq!(guest.start_conference_on_enter, Some(true));
    assert_eq!(guest.status.unwrap().as_str(), "connected");
    assert_eq!(guest.queue_time, Some(Duration::from_millis(5)));
    assert_eq!(guest.uri.as_deref(), Some("/2010-04-01/p.json"));
}

#[tokio::test]
async fn a_participant_is_changed_with_every_parameter() {
    let request = UpdateParticipant::new(CONFERENCE, CALL)
        .muted(true)
        .hold(false)
        .hold_url("https://example.com/h")
        .hold_method("GET")
        .announce_url("https://example.com/a")
        .announce_method("GET")
        .wait_url("")
        .wait_method("GET")
        .beep_on_exit(true)
        .end_conference_on_exit(false)
        .coaching(true)
        .call_sid_to_coach(CALL);
    Endpoint::post(one())
        .with(&[
            ("Muted", "true"),
            ("Hold", "false"),
            ("HoldUrl", "https://example.com/h"),
            ("HoldMethod", "GET"),
            ("AnnounceUrl", "https://example.com/a"),
            ("AnnounceMethod", "GET"),
            ("WaitUrl", ""),
            ("WaitMethod", "GET"),
            ("BeepOnExit", "true"),
            ("EndConferenceOnExit", "false"),
            ("Coaching", "true"),
            ("CallSidToCoach", CALL),
        ])
        .answers(200, participant())
        .stands_with_word(
            "status",
            async |client| request.send(client).await,
            |guest| guest.status.as_ref().unwrap().to_string(),
        )
        .await;
}

#[tokio::test]
async fn muting_may_be_repeated() {
    let request = UpdateParticipant::new(CONFERENCE, "guest").muted(true);
    Endpoint::post(format!("/Conferences/{CONFERENCE}/Participants/guest.json"))
        .with(&[("Muted", "true")])
        .answers(200, participant())
        .repeatable()
        .stands(async |client| request.send(client).await)
        .await;
}

#[tokio::test]
async fn a_participant_is_hung_up() {
    let request = DeleteParticipant::new(CONFERENCE, CALL);
    Endpoint::delete(one())
        .stands(async |client| request.send(client).await)
        .await;
}
