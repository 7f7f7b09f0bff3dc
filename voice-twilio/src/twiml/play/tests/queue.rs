//! Queues.

use super::*;

#[test]
fn a_queue_plays_its_document_until_the_caller_is_fetched_or_leaves() {
    let enqueue = Enqueue::from("support").wait_url("/wait").action("/after");
    let wait = Response::new()
        .say("Please hold.")
        .gather(Gather::new().num_digits(1).action("/leave").timeout(1));
    let documents = [
        ("/voice", Response::new().enqueue(enqueue)),
        ("/wait", wait),
        ("/leave", Response::new().leave()),
        ("/after", said("After.")),
    ];
    assert_eq!(
        story([Act::Queue(QueueOutcome::Bridged)], &documents),
        "enqueue: support | left the queue: bridged | POST /after | say: After. | end: document ended"
    );
    assert_eq!(
        story(
            [
                Act::HearWaitDocument,
                Act::Silence,
                Act::HearWaitDocument,
                Act::keys("1")
            ],
            &documents
        ),
        "enqueue: support | POST /wait | say: Please hold. | no input | POST /wait | say: Please hold. | digits: 1 | POST /leave | left the queue: leave | POST /after | say: After. | end: document ended"
    );
    assert_eq!(
        story([Act::HangUp], &documents),
        "enqueue: support | end: caller hung up"
    );
}
