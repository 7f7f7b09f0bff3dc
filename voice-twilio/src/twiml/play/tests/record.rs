//! Recordings.

use super::*;

#[test]
fn record_asks_its_action_and_silence_falls_through() {
    let record = Record::new().action("/stored").max_length(10);
    let documents = [
        ("/voice", Response::new().record(record).say("Nothing.")),
        ("/stored", said("Thanks.")),
    ];
    assert_eq!(
        story([Act::Record(7)], &documents),
        "record: 7 s | POST /stored | say: Thanks. | end: document ended"
    );
    assert_eq!(
        story([Act::Record(0)], &documents),
        "record: 0 s | say: Nothing. | end: document ended"
    );
    assert_eq!(
        story([Act::Record(99)], &documents),
        "record: 10 s | POST /stored | say: Thanks. | end: document ended"
    );
    assert_eq!(
        story([Act::RecordAndHangUp(3)], &documents),
        "record: 3 s | POST /stored | end: caller hung up"
    );
    assert_eq!(story([Act::HangUp], &documents), "end: caller hung up");
}

#[test]
fn without_action_the_current_document_is_asked_again() {
    let document = Response::new()
        .record(Record::new().max_length(10))
        .say("Bye.");
    assert_eq!(
        story([Act::Record(3), Act::Record(0)], &[("/voice", document)]),
        "record: 3 s | POST /voice | record: 0 s | say: Bye. | end: document ended"
    );
}

/// How a recording ended: what the action is told of it, and how long it took.
fn ended(record: Record, act: Act) -> (String, String, u64) {
    let record = record.action("/stored");
    let documents = [("/voice", Response::new().record(record))];
    let call = Call::new("https://app.example/voice");
    let (trace, request) = last_request(call, [act], &documents);
    let param = |name| request.param(name).unwrap_or("none").to_owned();
    (
        param("Digits"),
        param("RecordingDuration"),
        trace.duration_ms,
    )
}

#[test]
fn a_key_ends_a_recording_at_once() {
    let until = |key| Act::RecordUntilKey { seconds: 7, key };
    let told = |digits: &str, ms| (digits.to_owned(), "7".to_owned(), ms);
    // By default every key does.
    for key in "0123456789*#".chars() {
        assert_eq!(
            ended(Record::new(), until(key)),
            told(&key.to_string(), 7_000)
        );
    }
    let star = || Record::new().finish_on_key("*");
    assert_eq!(ended(star(), until('*')), told("*", 7_000));
    // Another key is recorded, and silence ends it as ever.
    assert_eq!(ended(star(), until('#')), told("", 12_000));
    assert_eq!(
        ended(Record::new().finish_on_key(""), until('1')),
        told("", 12_000)
    );
    assert_eq!(
        ended(Record::new(), Act::RecordAndHangUp(7)),
        told("hangup", 7_000)
    );
    // It is too late after the end.
    let short = Record::new().max_length(5);
    assert_eq!(
        ended(short, until('1')),
        (String::new(), "5".to_owned(), 5_000)
    );
}

#[test]
fn silence_and_the_longest_length_end_a_recording() {
    let told = |ms| (String::new(), "7".to_owned(), ms);
    assert_eq!(ended(Record::new().timeout(2), Act::Record(7)), told(9_000));
    assert_eq!(
        ended(Record::new().timeout(9).max_length(10), Act::Record(7)),
        told(10_000)
    );
    // Without a limit on silence only the length ends it.
    assert_eq!(
        ended(Record::new().timeout(0).max_length(60), Act::Record(7)),
        told(60_000)
    );
}

#[test]
fn a_key_before_any_word_leaves_nothing_to_store() {
    let record = Record::new().action("/stored");
    let documents = [("/voice", Response::new().record(record).say("Nothing."))];
    let act = Act::RecordUntilKey {
        seconds: 0,
        key: '#',
    };
    assert_eq!(
        story([act], &documents),
        "record: 0 s | say: Nothing. | end: document ended"
    );
}
