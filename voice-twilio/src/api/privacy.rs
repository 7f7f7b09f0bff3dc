//! L10 over every request and answer: with somebody's number in each place that can hold a text, none of them prints it.
//!
//! The list cannot fall behind: a request or answer that this module exports and the walk leaves out fails the test.

use std::collections::BTreeSet;
use std::fmt::Debug;

use super::*;

pub(crate) const NUMBER: &str = "+15550100101";
pub(crate) const LINK: &str =
    "https://desk:5550100101@example.com/+15550100101/x?t=5550100101#5550100101";
const DIGITS: &str = "5550100101";

fn walk(name: &str, value: &dyn Debug) {
    for text in [format!("{value:?}"), format!("{value:#?}")] {
        assert!(!text.contains(DIGITS), "{name}: {text}");
        assert!(text.starts_with(name), "{name}: {text}");
    }
}

#[test]
fn no_request_and_no_answer_prints_a_number() {
    let mut walked = BTreeSet::new();
    macro_rules! walk {
        ($($name:ident)+) => { $(
            walk(stringify!($name), &$name::marked());
            walked.insert(stringify!($name));
        )+ };
    }
    walk! {
        Application AvailableCountry AvailablePhoneNumber Call CallExchange CallStream
        CallTranscription Conference CreateApplication CreateCall CreateIncomingPhoneNumber
        CreateIncomingPhoneNumberOfKind CreateMessage CreateParticipant CreateQueue
        DeleteApplication DeleteCall DeleteCallRecording DeleteConferenceRecording
        DeleteIncomingPhoneNumber DeleteMessage DeleteParticipant DeleteQueue DeleteRecording
        DeleteRecordingTranscription DeleteTranscription DownloadRecording ExchangeRequest
        ExchangeResponse FetchApplication FetchAvailableCountry FetchCall FetchCallRecording
        FetchConference FetchConferenceRecording FetchIncomingPhoneNumber FetchMember FetchMessage
        FetchParticipant FetchQueue FetchRecording FetchRecordingTranscription FetchTranscription
        IncomingPhoneNumber ListApplications ListAvailableCountries ListAvailablePhoneNumbers
        ListCallEvents ListCallRecordings ListCalls ListConferenceRecordings ListConferences
        ListIncomingPhoneNumbers ListIncomingPhoneNumbersOfKind ListMembers ListMessages
        ListParticipants ListQueues ListRecordingTranscriptions ListRecordings ListTranscriptions
        ListUsageRecords ListUsageRecordsOf Member Message Participant PhoneNumberCapabilities
        Queue Recording StartCallRecording StartStream StartTranscription StopStream
        StopTranscription Transcription UpdateApplication UpdateCall UpdateCallRecording
        UpdateConference UpdateConferenceRecording UpdateIncomingPhoneNumber UpdateMember
        UpdateMessage UpdateParticipant UpdateQueue UsageRecord
    }
    assert_eq!(walked, exported());
}

/// What `mod.rs` exports of its resources by name: no words, and nothing of the machinery.
fn exported() -> BTreeSet<&'static str> {
    include_str!("mod.rs")
        .split("pub use ")
        .skip(1)
        .filter_map(|rest| rest.split_once(';')?.0.split_once("::{"))
        .filter(|(module, _)| *module != "resource")
        .flat_map(|(_, names)| names.trim_end_matches('}').split(','))
        .map(str::trim)
        .filter(|name| !name.is_empty())
        .collect()
}

#[test]
fn what_is_harmless_is_still_readable() {
    let call = FetchCall::new("CA00000000000000000000000000000001");
    assert_eq!(
        format!("{call:?}"),
        r#"FetchCall { sid: "CA00000000000000000000000000000001" }"#
    );
    let list = ListCalls::new()
        .start_time_from("2026-01-20")
        .status("ringing");
    assert_eq!(
        format!("{list:?}"),
        r#"ListCalls { status: Ringing, start_time_from: "2026-01-20" }"#
    );
}
