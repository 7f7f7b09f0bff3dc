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
